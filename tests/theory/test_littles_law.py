"""Little's law, L = l W, at every station of a network, as an identity of what happened: not only in the long run."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from recorded import Recorded
from small_network import STATES, Plan, new_simulation

PLAN = Plan(days=500, opening=150, arrivals=4, ind=4.1, court=1.3, housing=2.2)
STATIONS = STATES[1:11]


@pytest.fixture(scope="module")
def sim() -> Recorded:
    sim = new_simulation(PLAN, 1, [0, 1], Recorded)
    sim.run()
    return sim  # type: ignore[return-value]


@pytest.fixture(scope="module")
def visits(sim: Recorded) -> dict[int, list[tuple[int, int, float, float]]]:
    """For each state the visits: booked in, booked out, came, went (those who are still there: the end of the last day)."""
    told = defaultdict(list)
    for history in sim.histories().values():
        ends = [(day, at) for _, day, at in history[1:]] + [(sim.days, float(sim.days))]
        for (state, came_day, came), (went_day, went) in zip(history, ends, strict=True):
            told[state].append((came_day, went_day, came, went))
    return told


@pytest.mark.parametrize("place", STATIONS)
def test_the_sum_of_the_stocks_is_the_sum_of_the_nights(sim: Recorded, visits: dict, place: str) -> None:  # type: ignore[type-arg]
    """Mean stock x days = visits x mean nights: the books (left) know nothing of persons, the visits (right) nothing of stocks."""
    mine = np.array(visits[STATES.index(place)])
    stock = sim.ledger.stock[:, STATES.index(place), 0].sum(axis=1)
    assert len(mine) > 50
    assert stock.sum() == (mine[:, 1] - mine[:, 0]).sum()
    assert len(mine) == sim.ledger.moved_in[0][:, STATES.index(place)].sum()


@pytest.mark.parametrize("place", STATIONS)
def test_a_stay_in_days_is_its_nights_to_less_than_a_day(visits: dict, place: str) -> None:  # type: ignore[type-arg]
    """So the stock at day ends is right for times that are no whole days: what a night too many loses, another gains."""
    mine = np.array(visits[STATES.index(place)])
    nights, time = mine[:, 1] - mine[:, 0], mine[:, 3] - mine[:, 2]
    assert (np.abs(nights - time) <= 1.0).all()
