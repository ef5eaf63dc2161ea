"""Members of the ensemble in a run: what is not known is in the intervals, and where their width comes from is told."""

from __future__ import annotations

import json

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.calibration.members import read_ensemble
from ketensim.results.runs import run
from ketensim.results.variance import split_variance
from ketensim.scenario import ScenarioError

SMALL = {"scale": 0.01, "jobs": 1, "until": "2027-12-31"}


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    return run(load_scenario("basis"), members=8, replications=2, out=tmp_path_factory.mktemp("members") / "run", **SMALL)


def test_every_member_and_replication_is_there(runs) -> None:
    keys = runs.periods()[["member", "replication"]].drop_duplicates()
    assert sorted(map(tuple, keys.to_numpy().tolist())) == [(member, n) for member in range(1, 9) for n in range(2)]


def test_the_inflow_is_as_given_until_the_figures_end_and_then_departs(runs) -> None:
    inflow = runs.periods().query("series == 'inflow.first'").set_index(["member", "replication", "period"])["value"]
    seen, to_come = (inflow.xs(period, level="period").groupby("member").mean() for period in ("2025", "2027"))
    assert seen.std() / seen.mean() < 0.04  # whole families at one in a hundred
    assert to_come.std() / to_come.mean() > 0.08


def test_replications_of_a_member_have_the_same_inflow_to_come(runs) -> None:
    inflow = (
        runs.periods().query("series == 'inflow.first' and period == '2027'").pivot(index="member", columns="replication", values="value")
    )
    assert (inflow[0] / inflow[1] - 1).abs().max() < 0.09  # whole families at one in a hundred


def test_the_manifest_names_the_ensemble_and_splits_the_variance(runs) -> None:
    manifest = runs.manifest
    ensemble = read_ensemble()
    assert manifest["ensemble"]["recipe_sha256"] == ensemble.origin.recipe_sha256
    for split in manifest["variance"]["basis"].values():
        assert split["inflow"] + split["parameters"] + split["chance"] == pytest.approx(1, abs=0.001)


def test_member_0_is_the_scenario_itself(tmp_path) -> None:
    """More than one member changes nothing for the base alone."""
    base = load_scenario("basis")
    alone = run(base, members=0, replications=1, out=tmp_path / "run", scale=0.01, jobs=1, until="2024-03-31")
    assert alone.periods()["member"].unique().tolist() == [0]
    assert alone.manifest["ensemble"] is None


def test_more_members_than_there_are(tmp_path) -> None:
    with pytest.raises(ScenarioError, match=r"members: is 9999; allowed is 0 to \d+"):
        run(load_scenario("basis"), members=9999, out=tmp_path / "run")


def test_a_variation_keeps_its_own_value_in_every_member() -> None:
    """A value is what it says; a factor multiplies what the member makes of the base."""
    base, ensemble = load_scenario("basis"), read_ensemble()
    own = base.change("housing.supply", 500, from_="2027-01-01").change("ind.budget", factor=1.5, from_="2027-01-01")
    day = own.until
    for member in (1, 2):
        world, plain = ensemble.scenario(own, member), ensemble.scenario(base, member)
        assert world.at("housing.supply", day) == 500
        assert world.at("ind.budget", day) == pytest.approx(1.5 * plain.at("ind.budget", day))


def test_the_ensemble_is_that_of_the_recipe_and_figures() -> None:
    """Whoever changes the base, the recipe or a fitted figure makes the ensemble anew."""
    ensemble = read_ensemble()
    assert ensemble.stale == ()
    assert len(ensemble) >= 100


# -- the split ----------------------------------------------------------------------------------------------------------
def test_the_split_finds_what_was_put_in() -> None:
    rng = np.random.default_rng(1)
    inflow = rng.normal(size=(4000, 2))
    values = (inflow @ [3.0, 1.0] + rng.normal(0, 2.0, 4000))[:, None] + rng.normal(0, 1.0, (4000, 2))
    split = split_variance(values, inflow)
    assert split is not None
    assert split["inflow"] == pytest.approx(10 / 15, abs=0.06)
    assert split["parameters"] == pytest.approx(4 / 15, abs=0.06)
    assert split["chance"] == pytest.approx(1 / 15, abs=0.02)
    assert split["sd"] == pytest.approx(15**0.5, rel=0.05)


def test_noise_is_not_taken_for_inflow() -> None:
    rng = np.random.default_rng(2)
    shares = [split_variance(rng.normal(size=(30, 1)) + rng.normal(0, 0.1, (30, 2)), rng.normal(size=(30, 2)))["inflow"] for _ in range(50)]
    assert np.mean(shares) < 0.08


def test_too_few_members_say_nothing() -> None:
    assert split_variance(np.zeros((3, 2)), np.zeros((3, 2))) is None
    assert json.dumps(split_variance(np.ones((10, 2)), np.zeros((10, 2)))) == "null"
