"""A recipe says what it means, or everything that is wrong with it; a member lies between the base and its variations."""

from __future__ import annotations

from datetime import date
from pathlib import Path as File

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketensim import load_scenario
from ketensim.calibration.members import Ensemble, Origin, read_ensemble, with_member, write_ensemble
from ketensim.calibration.recipe import Prior, Recipe, read_recipe
from ketensim.scenario import Parameter, Scenario, ScenarioError

HEADER = 'title = "t"\nscenario = "basis"\nuntil = 2025-12-31\nmembers = 4\nrounds = 2\nseed = 1\n'
BASE = """
title = "small"
start = 2024-01-01
until = 2027-12-31
inflow.first = { value = 1000, unit = "persons/year", source = "figure 1" }
inflow.later = { value = 100, unit = "persons/year", source = "figure 1" }
desk.capacity = { value = 40000, unit = "files/year", source = "figure 1" }
desk.wait = { value = 10, unit = "weeks", source = "figure 1" }
desk.share.red = { value = 0.8, source = "figure 1" }
desk.share.blue = { value = 0.5, source = "figure 1" }
opening.stock = { value = 500, unit = "persons", source = "figure 1" }
"""


@pytest.fixture
def base(tmp_path: File, small: tuple[Parameter, ...]) -> Scenario:
    (tmp_path / "small.toml").write_text(BASE)
    return load_scenario(tmp_path / "small.toml", catalogue=small)


def recipe_of(base: Scenario, folder: File, *tables: str, header: str = HEADER) -> Recipe:
    file = folder / "made_up.toml"
    file.write_text(header + "".join(f"[[parameter]]\n{table}\n" for table in tables))
    return read_recipe(file, base)


def table(name: str = "a", keys: str = '"desk.wait"', bounds: str = "center = 1.0\nlow = 0.5\nhigh = 2.0", more: str = "") -> str:
    return f'name = "{name}"\nkeys = [{keys}]\n{bounds}\nreason = "made up"\n{more}'


def test_the_recipe_of_the_package_is_in_order() -> None:
    recipe = read_recipe()
    assert len(recipe.names) == len(set(recipe.names))
    assert np.allclose(recipe.factors(np.zeros(len(recipe.names))), [prior.center for prior in recipe.priors], rtol=1e-5)


@given(st.floats(0.05, 0.95), st.floats(0.1, 3), st.floats(-60, 60))
def test_factors_keep_their_bounds(place: float, width: float, z: float) -> None:
    """Whatever z is; and z = 0 is the center."""
    center = 0.2 + place * width
    prior = Prior(name="a", keys=("k",), center=center, low=0.2, high=0.2 + width, reason="made up")
    recipe = Recipe(title="t", scenario="s", until=date(2025, 1, 1), members=2, rounds=1, seed=1, priors=(prior,))
    assert 0.2 - 1e-5 <= recipe.factors(np.array([z]))[0] <= 0.2 + width + 1e-5
    assert recipe.factors(np.zeros(1))[0] == pytest.approx(center, rel=1e-5)


def test_factors_are_those_of_the_file(base: Scenario, tmp_path: File) -> None:
    """Six digits, also in memory: what is simulated is what is written."""
    recipe = recipe_of(base, tmp_path, table())
    factors = recipe.factors(np.random.default_rng(1).standard_normal((50, 1)))
    assert all(float(f"{factor:.6g}") == factor for factor in factors[:, 0])


def test_a_group_stands_for_all_below_it(base: Scenario, tmp_path: File) -> None:
    recipe = recipe_of(base, tmp_path, table(keys='"desk.share"', bounds="center = 1.0\nlow = 0.5\nhigh = 1.2"))
    assert recipe.priors[0].keys == ("desk.share.red", "desk.share.blue")


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ([table(keys='"desk.wiat"')], "parameter.a.keys: unknown key 'desk.wiat', did you mean 'desk.wait'?"),
        ([table(more="centre = 1")], "parameter.a.centre: unknown, did you mean 'center'?"),
        ([table(bounds="center = 1\nlow = 1\nhigh = 2")], "center 1 does not lie between low 1 and high 2"),
        ([table(bounds="center = 1\nlow = -1\nhigh = 2")], "parameter.a.low: must be greater than 0"),
        ([table(bounds="center = 1\nlow = nan\nhigh = 2")], "parameter.a.low: must be a finite number"),
        ([table(bounds="center = 1\nhigh = 2")], "parameter.a.low: missing"),
        ([table(name="member")], "parameter.member.name: must be"),
        ([table(name="has space")], "parameter[1].name: must be"),
        ([table(keys="")], "parameter.a.keys"),
        ([table(more="from = 2025-01-01\nuntil = 2025-01-01")], "2025-01-01 is not after 'from' 2025-01-01"),
        ([table(more="from = 2030-01-01")], "2030-01-01 is after the end of the scenario, 2027-12-31"),
        ([table(more="until = 2023-01-01")], "2023-01-01 is not after the start of the scenario, 2024-01-01"),
        ([table(keys='"opening.stock"', more="from = 2025-01-01")], "opening.stock has one value for the whole run"),
        ([table(), table()], "parameter.a.name: is there twice"),
        ([table(), table("b", keys='"desk.wait", "inflow.first"')], "parameter.b: desk.wait is in 'a' too, on the same days"),
        ([table(keys='"desk.share.red"')], "parameter.a: at high, desk.share.red is 1.6 on 2024-01-01; allowed is 0 to 1 share"),
        (["reason = 3"], "parameter[1].name: missing"),
        (["reason = 3"], "parameter[1].reason: must be text in quotes"),
        ([], "parameter: must be 1 to 300 tables"),
    ],
)
def test_a_mistake_is_said(base: Scenario, tmp_path: File, tables: list[str], said: str) -> None:
    with pytest.raises(ScenarioError) as error:
        recipe_of(base, tmp_path, *tables)
    assert said in str(error.value)


def test_all_mistakes_are_said_at_once(base: Scenario, tmp_path: File) -> None:
    header = HEADER.replace("members = 4", "members = 1").replace("seed = 1", "sede = 1")
    with pytest.raises(ScenarioError) as error:
        recipe_of(base, tmp_path, table(keys='"desk.wiat"'), table("b", more="untl = 2025-01-01"), header=header)
    assert {problem.key for problem in error.value.problems} == {"members", "sede", "seed", "parameter.a.keys", "parameter.b.untl"}


@pytest.mark.parametrize("text", ["a = ", "", "parameter = 3", "[[parameter]]\n" * 301, "x" * 1_100_000])
def test_no_recipe(base: Scenario, tmp_path: File, text: str) -> None:
    (tmp_path / "bad.toml").write_text(text)
    with pytest.raises(ScenarioError):
        read_recipe(tmp_path / "bad.toml", base)


def test_windows_that_follow_each_other_are_fine(base: Scenario, tmp_path: File) -> None:
    recipe = recipe_of(base, tmp_path, table(more="until = 2025-01-01"), table("b", more="from = 2025-01-01"))
    member = with_member(base, recipe, [1.5, 0.5])
    assert (member.at("desk.wait", date(2024, 12, 31)), member.at("desk.wait", date(2025, 1, 1))) == (15, 5)


def test_on_top_multiplies(base: Scenario, tmp_path: File) -> None:
    recipe = recipe_of(base, tmp_path, table(), table("b", more="on_top = true"))
    assert with_member(base, recipe, [1.5, 2.0]).at("desk.wait", date(2025, 1, 1)) == 30


# -- members ------------------------------------------------------------------------------------------------------------
def test_a_member_lies_below_variations(base: Scenario, tmp_path: File) -> None:
    """A value of a variation stands; its factor multiplies the member's value; outside the window all is as it was."""
    recipe = recipe_of(base, tmp_path, table(more="from = 2025-01-01\nuntil = 2026-01-01"))
    (tmp_path / "varied.toml").write_text('title = "v"\nextends = "small"\ndesk.wait = { from = 2025-07-01, factor = 2.0 }\n')
    varied = load_scenario(tmp_path / "varied.toml", catalogue=tuple(base.catalogue.values()))
    valued = base.change("desk.wait", 7, from_="2025-07-01")
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1)]
    assert [with_member(varied, recipe, [1.5]).at("desk.wait", day) for day in days] == [10, 15, 30, 20]
    assert [with_member(valued, recipe, [1.5]).at("desk.wait", day) for day in days] == [10, 15, 7, 7]


def test_a_value_for_all_days_hides_the_member(base: Scenario, tmp_path: File) -> None:
    recipe = recipe_of(base, tmp_path, table())
    fixed = base.change("desk.wait", 7).change("desk.wait", factor=2.0, from_="2025-01-01")
    assert with_member(fixed, recipe, [1.5]).at("desk.wait", date(2025, 1, 1)) == 14


def test_the_order_of_change_and_member_does_not_matter(base: Scenario, tmp_path: File) -> None:
    recipe = recipe_of(base, tmp_path, table())
    changed = base.change("desk.wait", plus=3, from_="2025-01-01", ramp_to="2026-01-01")
    member = with_member(base, recipe, [1.5]).change("desk.wait", plus=3, from_="2025-01-01", ramp_to="2026-01-01")
    assert with_member(changed, recipe, [1.5]).paths["desk.wait"].layers == member.paths["desk.wait"].layers


def ensemble_of(recipe: Recipe, base: Scenario, factors: list[list[float]]) -> Ensemble:
    origin = Origin(
        recipe=recipe.title, recipe_sha256=recipe.hash, figures_sha256="0", scenario=base.name, scenario_sha256=base.hash,
        known_until=date(2025, 12, 31), run_until=date(2025, 12, 31), scale=1.0, seed=1, rounds=2, members=len(factors), simulations=9,
        version="0",
    )  # fmt: skip
    return Ensemble(recipe, np.array(factors), np.ones(len(factors)), origin)


def test_an_ensemble_comes_back_as_it_went(base: Scenario, tmp_path: File) -> None:
    recipe = recipe_of(base, tmp_path, table(), table("b", keys='"inflow"'))
    written = ensemble_of(recipe, base, [[0.5, 1.23456], [2.0, 0.75]])
    write_ensemble(written, tmp_path)
    assert (tmp_path / "ensemble.csv").read_text() == "member,weight,a,b\n1,1,0.5,1.23456\n2,1,2,0.75\n"
    read = read_ensemble(tmp_path, recipe, base)
    assert (read.factors == written.factors).all()
    assert read.origin == written.origin
    assert read.scenario(base, 0) is base
    assert read.scenario(base, 2).at("desk.wait", date(2025, 1, 1)) == 20
    with pytest.raises(IndexError):
        read.scenario(base, 3)


def test_what_changed_since_is_said(base: Scenario, tmp_path: File) -> None:
    recipe = recipe_of(base, tmp_path, table())
    write_ensemble(ensemble_of(recipe, base, [[0.5]]), tmp_path)
    wider = recipe_of(base, tmp_path, table(bounds="center = 1.0\nlow = 0.4\nhigh = 2.0"))
    said = " ".join(read_ensemble(tmp_path, wider, base.change("desk.wait", 3)).stale)
    assert all(what in said for what in ("the recipe changed", "the figures to fit to changed", "the scenario small changed"))


def test_a_reason_may_change(base: Scenario, tmp_path: File) -> None:
    recipe = recipe_of(base, tmp_path, table())
    assert recipe_of(base, tmp_path, table().replace("made up", "thought over")).hash == recipe.hash


@pytest.mark.parametrize(
    "text",
    [
        "",
        "member,weight,b\n1,1,1\n",
        "member,weight,a\n",
        "member,weight,a\n1,1,-3\n",
        "member,weight,a\n2,1,1\n",
        "member,weight,a\n1,1\n",
    ],
)
def test_no_ensemble(base: Scenario, tmp_path: File, text: str) -> None:
    recipe = recipe_of(base, tmp_path, table())
    write_ensemble(ensemble_of(recipe, base, [[0.5]]), tmp_path)
    (tmp_path / "ensemble.csv").write_text(text)
    with pytest.raises(ScenarioError, match="ketensim calibrate"):
        read_ensemble(tmp_path, recipe, base)


def test_an_ensemble_that_is_not_there(base: Scenario, tmp_path: File) -> None:
    with pytest.raises(ScenarioError, match="cannot be read"):
        read_ensemble(tmp_path / "nowhere", recipe_of(base, tmp_path, table()), base)
