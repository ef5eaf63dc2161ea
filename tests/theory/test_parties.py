"""Parties at a desk: served as a whole, at the cost of all who are in them, and never overtaken by who is behind.

A desk that waits for enough cases for the party in front keeps what it has saved. So the work that waits, less what is saved,
follows Lindley's recursion with compound arrivals, ``V' = max(V + A - c, 0)``, and the persons that wait are at most one party
short of a person more than that: ``0 <= Q - V < size of the party in front``.
"""

from __future__ import annotations

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
STATES = ("outside", "queue", "served", "elsewhere")
sizes = st.integers(1, 9)


class Counter:
    """One desk, at which parties of some sizes come on each day, in some lane; ``served`` has the rows of each day in order."""

    def __init__(self, capacity: list[float], coming: list[list[int]], lanes: list[int] | None = None, **rules: Any) -> None:
        days = len(capacity)
        self.sim = Simulation(1, [0], days, STATES, ("outside",), 1, size=16)
        self.lane = np.array(lanes or [0] * sum(map(len, coming)), np.int64)
        self.coming, self.served = coming, [[] for _ in range(days)]  # type: ignore[var-annotated]
        self.desk = self.sim.desk(0, "queue", np.array(capacity), by_row, self.serve, lane=lambda ids: self.lane[ids], **rules)
        self.sim.source(self.arrive)
        self.sim.run()

    def arrive(self, day: int) -> None:
        today = np.array(self.coming[day] if day < len(self.coming) else [], np.int64)
        self.desk.put(self.sim.born(0, "people", np.full(today.size, day), np.arange(today.size), today), np.full(today.size, day + 0.5))

    def serve(self, ids: Ids, at: Times) -> None:
        self.served[self.sim.day] += ids.tolist()
        self.sim.move(0, ids, 2, at)

    @property
    def persons(self) -> list[int]:
        """Persons served on each day."""
        moved: list[int] = self.sim.ledger.moved_in[0][:, 2, 0].tolist()
        return moved

    @property
    def queue(self) -> NDArray[np.int32]:
        """Persons who wait at each day end."""
        return self.sim.ledger.stock[:, 1, 0, 0]


def by_row(ids: Ids, at: Times) -> Times:
    return ids.astype(np.float64)


def rows(days: int, *values: float) -> NDArray[np.float64]:
    """The same value for a lane on every day."""
    return np.repeat(np.array([values]).T, days, axis=1)


# -- one queue --------------------------------------------------------------------------------------------------------
def test_a_large_party_waits_until_enough_is_saved_and_nobody_overtakes_it() -> None:
    """Two a day: a single, then a party of five on what is left of three days, while singles wait behind it."""
    office = Counter([2.0] * 6, [[1, 5, 1, 1, 1]])
    assert office.served == [[0], [], [1], [2, 3], [4], []]
    assert office.persons == [1, 0, 5, 2, 1, 0]
    assert office.queue.tolist() == [8, 8, 3, 1, 0, 0]


def test_what_is_saved_for_a_party_is_lost_when_it_leaves() -> None:
    """Its members give up: whoever comes after it gets the whole cases of that day and no more."""
    sim, served = Simulation(1, [0], 5, STATES, ("outside",), 1, size=16), []
    desk = sim.desk(0, "queue", np.full(5, 1.0), by_row, lambda ids, at: (served.append((sim.day, ids.tolist())), sim.move(0, ids, 2, at)))
    ids = sim.born(0, "people", np.zeros(4, np.int64), np.arange(4), np.array([9, 1, 1, 1]))

    def act(day: int) -> None:
        if day == 0:
            desk.put(ids[:1], np.zeros(1))
        if day == 2:
            sim.move(0, ids[:1], 3, np.full(1, 2.0))
        if day == 4:
            desk.put(ids[1:], np.full(3, 4.0))

    sim.source(act)
    sim.run()
    assert served == [(4, [1])]


@SOME
@given(st.lists(st.tuples(st.integers(0, 80), st.lists(sizes, max_size=5)), min_size=1, max_size=25))
def test_the_work_follows_lindley(days: list[tuple[int, list[int]]]) -> None:
    """In tenths of a case, with any capacity a day; fractions are carried, unused whole cases are lost."""
    office = Counter([tenths / 10 for tenths, _ in days], [coming for _, coming in days])
    work, first = 0, iter([size for _, coming in days for size in coming])
    order = list(first)
    done = 0
    for day, (tenths, coming) in enumerate(days):
        work += 10 * sum(coming) - tenths
        done += len(office.served[day])
        if (queue := int(office.queue[day])) == 0:
            work = -((-work) % 10)  # what is left of a case
            continue
        saved = 10 * queue - work
        assert -1e-9 < saved < 10 * order[done]
    assert [row for day in office.served for row in day] == list(range(done))


@SOME
@given(st.lists(sizes, min_size=60, max_size=60), st.integers(1, 60))
def test_the_capacity_is_met_in_persons(parties: list[int], tenths: int) -> None:
    """As long as somebody waits, after any number of days: all of the capacity, but for what is saved for the party in front."""
    days = 10 * sum(parties) // tenths
    served = np.cumsum(Counter([tenths / 10] * days, [parties]).persons)
    total = tenths * np.arange(1, days + 1) / 10
    upto = np.cumsum(parties)
    front = np.append(parties, 0)[np.searchsorted(upto, served, side="right")]
    assert (served <= total + 1e-6).all()
    assert (served > total - np.maximum(front, 1) - 1e-6).all()


def test_a_party_that_grows_while_it_waits_costs_what_it_had() -> None:
    """The load is that of the day on which it joined; what is served is all of it."""
    sim = Simulation(1, [0], 3, STATES, ("outside",), 1, size=4)
    desk = sim.desk(0, "queue", np.full(3, 1.0), by_row, lambda ids, at: sim.move(0, ids, 2, at))
    ids = sim.born(0, "people", np.zeros(1, np.int64), np.zeros(1, np.int64), 2)
    sim.source(lambda day: desk.put(ids, np.zeros(1)) if day == 0 else sim.grow(ids) if day == 1 else None)
    sim.run()
    assert sim.ledger.stock[:, 1, 0, 0].tolist() == [2, 0, 0]
    assert sim.ledger.stock[:, 2, 0, 0].tolist() == [0, 3, 3]


# -- lanes ------------------------------------------------------------------------------------------------------------
def test_a_party_costs_the_weight_of_its_lane_for_each_person() -> None:
    """Four of half a case are two; two of one and a half are three."""
    office = Counter([2.0] * 4, [[4, 2, 4]], [0, 1, 0], weight=rows(4, 0.5, 1.5))
    assert office.served == [[0], [], [1], [2]]  # 2; 3 of 4, with one left; 2 of 3


def test_a_lane_saves_its_share_for_the_party_in_front() -> None:
    """A share of half of two a day: others get what a party of three may not use, until its share is saved; then the desk saves too.

    Alone at the desk it is served as soon as its share is saved.
    """
    office = Counter([2.0] * 4, [[3, 1, 1, 1, 1, 1]], [1, 0, 0, 0, 0, 0], share=rows(4, 1.0, 0.5), weight=rows(4, 1.0, 1.0))
    assert [sum(office.lane[row] == 1 for row in day) for day in office.served] == [0, 0, 0, 1]
    assert office.served[:2] == [[1, 2], [3, 4]]
    alone = Counter([2.0] * 4, [[3]], [1], share=rows(4, 1.0, 0.5), weight=rows(4, 1.0, 1.0))
    assert alone.served == [[], [], [0], []]


@SOME
@given(st.lists(sizes, min_size=1, max_size=40), st.integers(1, 9), st.integers(1, 40))
def test_a_lane_gets_no_more_than_its_share_and_not_a_party_less(parties: list[int], share: int, tenths: int) -> None:
    """Alone at the desk it is served at the rate of its share, to within the party in front."""
    days = 60
    office = Counter([tenths / 10] * days, [parties], [1] * len(parties), share=rows(days, 1.0, share / 10), weight=rows(days, 1.0, 1.0))
    may = tenths * share * np.arange(1, days + 1) / 100
    served = np.cumsum(office.persons)
    assert (served <= may + 1e-6).all()
    waits = office.queue > 0
    front = np.append(parties, 0)[np.searchsorted(np.cumsum(parties), served, side="right")]
    assert (served[waits] > (may - front - 1)[waits] - 1e-6).all()


# -- other lines, other costs -----------------------------------------------------------------------------------------
def test_whoever_serves_first_has_a_party_that_waits_at_two_desks() -> None:
    """They stay in the state they are in; the desk made first takes its pick, the other gets who is next."""
    sim, served = Simulation(1, [0], 2, STATES, ("outside",), 1, size=8), []

    def serve(name: str) -> Any:
        return lambda ids, at: (served.extend((sim.day, name, row) for row in ids.tolist()), sim.move(0, ids, 2, at))

    first, second = (sim.desk(0, "queue", np.full(2, 2.0), by_row, serve(name)) for name in ("first", "second"))
    ids = sim.born(0, "people", np.zeros(4, np.int64), np.arange(4), np.array([2, 1, 1, 3]))

    def act(day: int) -> None:
        if day == 0:
            sim.move(0, ids, 1, np.zeros(4))
            first.line_up(ids, np.zeros(4))
            second.line_up(ids, np.zeros(4))

    sim.source(act)
    sim.run()
    assert served == [(0, "first", 0), (0, "second", 1), (0, "second", 2)]  # both save up for the three from now on
    assert sim.ledger.stock[:, 1, 0, 0].tolist() == [3, 3]


def test_others_who_come_along_are_paid_for() -> None:
    """A load of five for a single: served when five cases are there."""
    sim, served = Simulation(1, [0], 4, STATES, ("outside",), 1, size=4), []
    desk = sim.desk(0, "queue", np.full(4, 2.0), by_row, lambda ids, at: (served.append(sim.day), sim.move(0, ids, 2, at)))
    ids = sim.born(0, "people", np.zeros(1, np.int64), np.zeros(1, np.int64))
    sim.source(lambda day: desk.line_up(ids, np.zeros(1), np.array([5], np.int16)) if day == 0 else None)
    sim.run()
    assert served == [2]


def test_what_is_charged_is_for_all_of_a_party() -> None:
    """Three persons at a weight of two are six cases that others do not get."""
    office = Counter([2.0] * 8, [[1] * 8], weight=rows(8, 1.0, 2.0))
    assert office.persons == [2, 2, 2, 2, 0, 0, 0, 0]
    sim = Simulation(1, [0], 8, STATES, ("outside",), 1, size=16)
    desk = sim.desk(
        0, "queue", np.full(8, 2.0), by_row, lambda ids, at: sim.move(0, ids, 2, at), lane=lambda ids: 0 * ids, weight=rows(8, 1, 2)
    )
    waiting = sim.born(0, "people", np.zeros(8, np.int64), np.arange(8))
    party = sim.born(0, "party", np.zeros(1, np.int64), np.zeros(1, np.int64), 3)

    def act(day: int) -> None:
        if day == 0:
            desk.put(waiting, np.zeros(8))
            desk.charge(party, lane=1)

    sim.source(act)
    sim.run()
    assert sim.ledger.moved_in[0][:, 2, 0].tolist() == [0, 0, 0, 2, 2, 2, 2, 0]


def test_events_and_sums_are_of_persons() -> None:
    """Of those who were there: a birth later in the day, or on another, changes nothing in what happened before it."""
    sim = Simulation(1, [0], 2, STATES, ("outside",), 2, size=4)
    ids = sim.born(0, "people", np.zeros(2, np.int64), np.arange(2), np.array([1, 4]))

    def act(day: int) -> None:
        sim.count("before", ids)
        sim.add("weeks", ids, np.array([10.0, 1.0]))
        if day == 0:
            sim.grow(ids[1:])
            sim.regroup(ids[1:], np.array([1]))
        sim.count("after", ids)

    sim.source(act)
    sim.run()
    assert sim.ledger.events["before"].tolist() == [[5, 0], [1, 5]]
    assert sim.ledger.events["after"].tolist() == [[1, 5], [1, 5]]
    assert sim.ledger.sums["weeks"].tolist() == [[14.0], [15.0]]


@pytest.mark.parametrize("worlds", [[0], [0, 1, 2]], ids=["alone", "beside"])
def test_births_grow_the_stocks_where_they_are(worlds: list[int]) -> None:
    """Stock of yesterday plus moves in and births, minus moves out: on both tracks, in the cell of the party."""
    sim = Simulation(1, worlds, 6, STATES, ("outside", "home", "away"), 2, size=4)
    ids = np.concatenate(
        [sim.born(world, "people", np.zeros(3, np.int64), np.arange(3), np.array([1, 2, 5])) for world in range(len(worlds))]
    )
    births = np.zeros(6, np.int64)

    def act(day: int) -> None:
        sim.move(0, ids, 1 + day % 3, np.full(ids.size, float(day)))
        sim.move(1, ids[day % 3 :: 3], 1 + day % 2, np.full(len(worlds), float(day)))
        born = ids[: len(worlds) * (day % 3)]
        sim.grow(born)
        sim.regroup(ids, np.full(ids.size, day % 2))
        births[day] = born.size

    sim.source(act)
    sim.run()
    stock = sim.ledger.stock.astype(np.int64)
    assert stock.sum(axis=(1, 2, 3)).tolist() == (8 * len(worlds) + births.cumsum()).tolist()
    for track in (0, 1):
        own = stock.sum(axis=2 - track)
        change = np.diff(own, axis=0)
        flows = (sim.ledger.moved_in[track].astype(np.int64) - sim.ledger.moved_out[track])[1:]
        assert (change == flows).all()  # a birth is one of those that came in
        assert flows.sum(axis=(1, 2)).tolist() == births[1:].tolist()
    persons = np.bincount(sim.people.cell[ids], sim.people.size[ids], stock.shape[-1])
    assert stock[-1].sum(axis=(0, 1)).tolist() == persons.tolist()
