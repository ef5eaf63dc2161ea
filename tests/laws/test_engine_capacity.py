"""What a desk may do: never more than its capacity, never idle while somebody waits whom it may serve, and in order."""

from __future__ import annotations

from collections.abc import Callable
from math import floor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ketensim.engine.people import Ids
from ketensim.engine.simulation import Simulation
from ketensim.engine.stations import Times

SOME = settings(max_examples=100, deadline=None)
tenths = st.integers(0, 45).map(lambda n: n / 10)  # sums of tenths are the hard case for fractions in binary
capacities = st.lists(tenths, min_size=1, max_size=30)


class Office:
    """One desk; so many people come on each day, in some lane; ``served`` has the rows of each day in the order of service."""

    def __init__(self, capacity: list[float], coming: Callable[[int], list[int]], **lanes: Any) -> None:
        days = len(capacity)
        self.sim = Simulation(1, [0], days, ("outside", "queue", "served"), ("outside",), 1, size=64)
        self.lane = np.zeros(0, np.int64)
        self.served: list[list[int]] = [[] for _ in range(days)]
        self.desk = self.sim.desk(0, "queue", np.array(capacity), lambda ids, at: at, self.serve, lane=lambda ids: self.lane[ids], **lanes)
        self.coming = coming
        self.sim.source(self.arrive)
        self.sim.run()

    def arrive(self, day: int) -> None:
        lanes = self.coming(day)
        ids = self.sim.born(0, "people", np.full(len(lanes), day), np.arange(len(lanes)))
        self.lane = np.concatenate((self.lane, np.array(lanes, np.int64)))
        self.desk.put(ids, day + np.arange(ids.size) / (ids.size + 1))

    def serve(self, ids: Ids, at: Times) -> None:
        self.served[self.sim.day] += ids.tolist()
        assert (at == self.sim.day + 1.0).all()
        self.sim.move(0, ids, 2, at)

    def numbers(self, lane: int | None = None) -> NDArray[np.int64]:
        """How many were served on each day (of one lane)."""
        return np.array([sum(lane is None or self.lane[row] == lane for row in day) for day in self.served])

    @property
    def queue(self) -> NDArray[np.intp]:
        return self.sim.ledger.stock[:, 1, 0, 0]


def on_first_day(*lanes: int) -> Callable[[int], list[int]]:
    return lambda day: list(lanes) if day == 0 else []


@SOME
@given(capacities)
def test_fractions_are_carried(capacity: list[float]) -> None:
    """With enough work, after each day exactly the whole cases of the running total were done."""
    done = Office(capacity, on_first_day(*[0] * 200)).numbers().cumsum()
    tenths_so_far = np.cumsum([round(10 * c) for c in capacity])
    assert done.tolist() == (tenths_so_far // 10).tolist()


@SOME
@given(tenths, st.integers(1, 40))
def test_unused_whole_cases_are_lost(capacity: float, idle: int) -> None:
    """After days without work there is no more than the fraction of a case left over."""
    office = Office([capacity] * (idle + 1), lambda day: [0] * 50 if day == idle else [])
    ten = round(10 * capacity)
    assert office.numbers()[idle] == (ten * idle % 10 + ten) // 10


@SOME
@given(st.lists(st.tuples(tenths, st.integers(0, 8)), min_size=1, max_size=25))
def test_no_more_than_the_capacity_of_any_days_and_never_idle(days: list[tuple[float, int]]) -> None:
    capacity = [c for c, _ in days]
    office = Office(capacity, lambda day: [0] * days[day][1])
    done, total = office.numbers(), np.concatenate(([0.0], np.cumsum(capacity)))
    for first in range(len(days)):
        for last in range(first, len(days)):
            room = total[last + 1] - total[first]
            assert done[first : last + 1].sum() <= room + 0.9 + 1e-6  # the largest fraction that tenths can leave
            if (office.queue[first : last + 1] > 0).all():
                assert done[first : last + 1].sum() >= floor(room + 1e-6)


@SOME
@given(st.lists(st.integers(0, 6), min_size=1, max_size=25), tenths)
def test_first_come_first_served(coming: list[int], capacity: float) -> None:
    served = [row for day in Office([capacity] * len(coming), lambda day: [0] * coming[day]).served for row in day]
    assert served == list(range(len(served)))


def test_each_world_has_the_whole_capacity() -> None:
    sim = Simulation(1, range(3), 2, ("outside", "queue", "served"), ("outside",), 1, size=8)
    desk = sim.desk(0, "queue", np.array([2.5, 2.5]), lambda ids, at: at, lambda ids, at: sim.move(0, ids, 2, at))
    for world, number in enumerate((8, 1, 3)):
        ids = sim.born(world, "people", np.zeros(number, np.int64), np.arange(number))
        desk.put(ids, np.zeros(number))
    sim.run()
    assert sim.ledger.moved_in[0][:, 2].tolist() == [[2, 1, 2], [3, 0, 1]]


# -- lanes ------------------------------------------------------------------------------------------------------------
def constant(days: int, *values: float) -> NDArray[np.float64]:
    """The same value for a lane on every day."""
    return np.repeat(np.array([values]).T, days, axis=1)


def test_a_closed_lane_waits_and_the_others_get_its_cases() -> None:
    """A moratorium: nobody of lane 1 is served; when it ends its people are where they would have been, before later comers."""
    share = constant(30, 1.0, 1.0)
    share[1, :20] = 0.0
    office = Office([2.0] * 30, lambda day: [1, 0, 0], weight=constant(30, 1.0, 1.0), share=share)
    assert office.numbers(0)[:20].tolist() == [2] * 20
    assert office.numbers(1)[:20].sum() == 0
    assert office.numbers(1)[20:].tolist() == [2] * 10


@SOME
@given(st.sampled_from([0.1, 0.25, 0.5, 0.9]), tenths)
def test_a_lane_gets_no_more_than_its_share(share: float, capacity: float) -> None:
    """Of any days together, but for the one case it may have saved up; with work enough, and a case a day or more, no less either."""
    days = 20
    office = Office(
        [capacity] * days, on_first_day(*[1] * 100, *[0] * 100), weight=constant(days, 1.0, 1.0), share=constant(days, 1.0, share)
    )
    mine, others = office.numbers(1), office.numbers(0)
    for first in range(days):
        for last in range(first, days):
            assert mine[first : last + 1].sum() <= (last - first + 1) * share * capacity + 1 + 1e-6
    if share * capacity >= 1:
        assert mine.sum() >= floor(share * capacity * days - 1e-6) - 1
    assert (mine + others).sum() == floor(capacity * days + 1e-6)  # what one may not use the other does


@SOME
@given(st.sampled_from([0.5, 0.8, 1.5, 2.0]), st.integers(1, 9))
def test_a_case_costs_its_weight(weight: float, capacity: int) -> None:
    days = 20
    office = Office([float(capacity)] * days, on_first_day(*[1] * 400), weight=constant(days, 1.0, weight))
    assert office.numbers().cumsum().tolist() == [floor(capacity * (day + 1) / weight + 1e-6) for day in range(days)]


def test_a_weight_may_change_with_the_date() -> None:
    weight = constant(20, 1.0, 1.0)
    weight[1, 10:] = 0.5
    office = Office([3.0] * 20, on_first_day(*[1] * 400), weight=weight)
    assert office.numbers().tolist() == [3] * 10 + [6] * 10


def test_whoever_is_first_is_waited_for_until_the_desk_can_pay() -> None:
    """A heavy case at the front is not overtaken by light ones: the desk saves for it."""
    office = Office([1.0] * 6, on_first_day(1, 0, 0), weight=constant(6, 1.0, 2.5))
    assert office.served == [[], [], [0], [1], [2], []]


def test_a_lane_may_have_a_state_of_its_own() -> None:
    sim = Simulation(1, [0], 2, ("outside", "own", "other", "served"), ("outside",), 1, size=8)
    lane = np.array([0, 1, 1, 0])
    desk = sim.desk(
        0, ["own", "other"], np.array([1.0, 0.0]), lambda ids, at: at, lambda ids, at: sim.move(0, ids, 3, at), lane=lambda ids: lane[ids],
        weight=constant(2, 1.0, 1.0),
    )  # fmt: skip
    desk.put(sim.born(0, "people", np.zeros(4, np.int64), np.arange(4)), np.array([0.4, 0.1, 0.2, 0.3]))
    sim.run()
    assert sim.ledger.stock[:, 1:, 0, 0].tolist() == [[2, 1, 1], [2, 1, 1]]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_tie_between_lanes_goes_to_the_person_who_was_there_first(order: tuple[int, int]) -> None:
    """Not to the lane that happens to be the first: lanes are no priority."""
    sim = Simulation(1, [0], 1, ("outside", "queue", "served"), ("outside",), 1, size=8)
    lane, served = np.array(order), []
    desk = sim.desk(
        0, "queue", np.array([1.0]), lambda ids, at: at, lambda ids, at: served.extend(ids.tolist()), lane=lambda ids: lane[ids],
        weight=constant(1, 1.0, 1.0),
    )  # fmt: skip
    desk.put(sim.born(0, "people", np.zeros(2, np.int64), np.arange(2)), np.zeros(2))
    sim.run()
    assert served == [0]


@SOME
@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=25),
    st.lists(st.integers(0, 6), min_size=1, max_size=25),
    st.sampled_from([0.0, 0.25, 0.5]),
)
def test_with_spill_nothing_is_lost_while_somebody_waits(ones: list[int], others: list[int], share: float) -> None:
    """The shares say who goes first; what a lane may not use goes to whoever waits, of the same lane too."""
    days = min(len(ones), len(others))
    lanes = {"weight": constant(days, 1.0, 1.0), "share": constant(days, 1.0, share)}
    office = Office([4.0] * days, lambda day: [0] * ones[day] + [1] * others[day], spill=True, **lanes)
    done = office.numbers(0) + office.numbers(1)
    waiting = 0
    for day in range(days):
        waiting += ones[day] + others[day]
        assert done[day] == min(waiting, 4)
        waiting -= done[day]


def test_with_spill_a_lane_of_small_share_still_comes_last() -> None:
    """Ten of each, four a day: of the first ten served two or three are of the lane that may have a quarter."""
    office = Office([4.0] * 5, on_first_day(*[1] * 10, *[0] * 10), spill=True, weight=constant(5, 1.0, 1.0), share=constant(5, 1.0, 0.25))
    assert office.numbers(1).tolist() == [1, 1, 1, 3, 4]
