"""The same scenario and seed give the same numbers, however they are run; another seed gives others."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from hashlib import sha256

import numpy as np
import pytest

from ketensim import load_scenario, run
from ketensim.chain.simulate import simulate, simulate_together

UNTIL, SCALE = date(2024, 9, 30), 0.05


@pytest.fixture(scope="module")
def base():
    return load_scenario("basis")


@pytest.fixture(scope="module")
def alone(base):
    return simulate(base, seed=5, replication=0, until=UNTIL, scale=SCALE)


def digest(outcome) -> str:
    """A number of all series and ratios of a run, to the last bit."""
    told = sha256()
    for name in sorted(outcome.daily):
        told.update(name.encode() + np.ascontiguousarray(outcome.daily[name], np.float64).tobytes())
    for name in sorted(outcome.ratios):
        told.update(name.encode() + np.ascontiguousarray(np.stack(outcome.ratios[name]), np.float64).tobytes())
    return told.hexdigest()


def test_a_scenario_that_says_nothing_is_the_base(tmp_path, alone):
    file = tmp_path / "nothing.toml"
    file.write_text('title = "Nothing"\nextends = "basis"\n', encoding="utf-8")
    assert digest(simulate(load_scenario(file), seed=5, replication=0, until=UNTIL, scale=SCALE)) == digest(alone)


def test_a_scenario_that_says_the_same_is_the_base(base, alone):
    same = (
        base.change("inflow.first", factor=1.0)
        .change("housing.supply", plus=0.0)
        .change("ind.spoor4.grant_rate", factor=1.0, from_="2024-05-05")
    )
    same = same.change("ind.spoor4.va_duration", base.at("ind.spoor4.va_duration", base.start))
    assert digest(simulate(same, seed=5, replication=0, until=UNTIL, scale=SCALE)) == digest(alone)


def test_a_change_after_the_last_day_changes_nothing(base, alone):
    later = base.change("ind.budget", factor=3.0, from_="2024-10-01").change("inflow.first", factor=3.0, from_="2024-10-01")
    assert digest(simulate(later, seed=5, replication=0, until=UNTIL, scale=SCALE)) == digest(alone)


def test_again_is_the_same(base, alone):
    assert digest(simulate(base, seed=5, replication=0, until=UNTIL, scale=SCALE)) == digest(alone)


@pytest.mark.parametrize(("beside", "place"), [([0, 1], 0), ([1, 0], 1), ([3, 0, 7], 1)], ids=str)
def test_who_runs_beside_it_does_not_matter(base, alone, beside, place):
    outcomes = simulate_together(base, seed=5, replications=beside, until=UNTIL, scale=SCALE)
    assert digest(outcomes[place]) == digest(alone)
    assert len({digest(outcome) for outcome in outcomes}) == len(beside)


def test_the_last_day_does_not_matter_for_the_days_before(base, alone):
    """A longer run has the same first months; what is made for later days disturbs nobody."""
    longer = simulate(base, seed=5, replication=0, until=date(2025, 3, 31), scale=SCALE)
    for name, values in alone.daily.items():
        if not name.startswith(
            ("coa.stay", "coa.status_stay", "coa.children", "coa.status_holders.referent")
        ):  # counted on the last day as well
            assert np.array_equal(values, longer.daily[name][: values.size], equal_nan=True), name


def test_another_seed_is_another_run(base, alone):
    other = simulate(base, seed=6, replication=0, until=UNTIL, scale=SCALE)
    assert digest(other) != digest(alone)
    differs = [name for name, values in alone.daily.items() if not np.array_equal(values, other.daily[name], equal_nan=True)]
    assert {"ind.backlog", "coa.occupancy", "nareis.waiting_abroad", "departure.dtenv.total", "courts.pending"} <= set(differs)


def test_seed_and_replication_are_not_added_up(base, alone):
    """Replication 1 of seed 5 is not replication 0 of seed 6."""
    next_one = simulate(base, seed=5, replication=1, until=UNTIL, scale=SCALE)
    assert digest(next_one) not in (digest(alone), digest(simulate(base, seed=6, replication=0, until=UNTIL, scale=SCALE)))


def test_a_fresh_process_gives_the_same(alone):
    code = f"""
from datetime import date
from ketensim import load_scenario
from ketensim.chain.simulate import simulate
import sys
sys.path.insert(0, {__file__.rpartition("/")[0]!r})
from {__name__.rpartition(".")[2]} import digest
print(digest(simulate(load_scenario("basis"), seed=5, replication=0, until=date({UNTIL.year}, {UNTIL.month}, {UNTIL.day}), scale={SCALE})))
"""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == digest(alone)


def test_one_core_is_two(base, tmp_path):
    """The public door: the same table of series from one core as from two, for two scenarios and three replications."""
    from dataclasses import replace

    more = replace(base.change("housing.supply", factor=1.2, from_="2024-02-01"), name="more")
    options = {"members": 0, "replications": 3, "seed": 9, "until": date(2024, 4, 30), "scale": 0.02}
    one, two = (run([base, more], jobs=jobs, out=tmp_path / f"jobs{jobs}", **options) for jobs in (1, 2))
    assert one.series().equals(two.series())
    assert one.periods().equals(two.periods())
    direct = simulate(more, seed=9, replication=2, until=options["until"], scale=options["scale"])
    table = two.series()
    mine = table[(table["scenario"] == "more") & (table["replication"] == 2)]
    assert np.allclose(mine["coa.occupancy"], direct.daily["coa.occupancy"], rtol=1e-6)
