"""Every scenario that comes with the package loads, runs, and says what it is."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.future import departures
from ketensim.chain.rules import Rules
from ketensim.chain.simulate import simulate
from ketensim.scenario import names


@pytest.mark.parametrize("name", names())
def test_it_runs(name: str) -> None:
    scenario = load_scenario(name)
    outcome = simulate(scenario, seed=1, replication=0, until=date(2026, 6, 30), scale=0.02)
    assert outcome.daily["coa.occupancy"][-1] > 0
    assert scenario.title
    assert scenario.title_nl


@pytest.mark.parametrize("name", ["inflow-low", "inflow-middle", "inflow-high"])
def test_a_fixed_inflow_departs_from_nothing(name: str) -> None:
    scenario = load_scenario(name)
    rules = Rules(scenario, scenario.until, 1.0)
    assert (departures(rules, 1, 7) == 1.0).all()


def test_the_base_departs_after_the_figures_end_and_only_then() -> None:
    """In the median it does not, and four in five years lie within a quarter or so in the first year."""
    scenario = load_scenario("basis")
    rules = Rules(scenario, scenario.until, 1.0)
    first = rules.day(date(2026, 1, 1))
    rates = rules.table("inflow.first") / 365.25
    paths = np.array([(rates * departures(rules, 1, member)).sum(axis=0) for member in range(1, 301)])
    assert (departures(rules, 1, 5)[:, :first] == 1.0).all()
    year = paths[:, first : first + 365].sum(axis=1) / rates[:, first : first + 365].sum()
    low, middle, high = np.quantile(year, [0.1, 0.5, 0.9])
    assert middle == pytest.approx(1.0, abs=0.06)
    assert 0.7 < low < 0.9
    assert 1.12 < high < 1.45
