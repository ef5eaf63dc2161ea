"""What a goal is held against is what a run publishes: the same definitions of periods."""

from __future__ import annotations

from datetime import date

import pytest

from ketensim.chain.series import SERIES
from ketensim.chain.simulate import simulate
from ketensim.explore.goal import read_moment
from ketensim.results.periods import by_period
from ketensim.scenario import load_scenario

LAST = date(2025, 3, 31)


@pytest.fixture(scope="module")
def outcome():
    return simulate(load_scenario("basis"), seed=1, replication=0, until=LAST, scale=0.01)


def test_every_published_value_can_be_asked_and_is_the_same(outcome):
    refused = []
    published = by_period(outcome)
    for series, period, value in published:
        moment = read_moment(f"{series}@{period}", outcome.start, LAST, lambda key, message: refused.append(message), "series")
        assert moment is not None and moment.value(outcome) == pytest.approx(value, rel=1e-12), (series, period)
    assert not refused and {series for series, _, _ in published} >= {name for name in SERIES if SERIES[name].kind == "flow"}
    assert {len(period) for _, period, _ in published} == {4, 6, 7, 10}


def test_a_stock_can_be_asked_on_any_day(outcome):
    moment = read_moment("coa.occupancy@2024-05-17", outcome.start, LAST, lambda *_: None, "series")
    assert moment.value(outcome) == outcome.daily["coa.occupancy"][(date(2024, 5, 17) - outcome.start).days]
