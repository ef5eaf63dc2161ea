"""Each compiled part does the same to the same persons as its plain twin, whatever comes."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ketensim.engine.calendar import Calendar
from ketensim.engine.draws import Hazard, counts
from ketensim.engine.luck import name_number, world_number
from ketensim.engine.people import Ids, People
from ketensim.engine.simulation import Simulation
from ketensim.engine.stations import Times
from twins import (
    CalendarTwin,
    DeskTwin,
    Entry,
    LedgerTwin,
    Waiting,
    child_key,
    count_of,
    hazard_due,
    key_of,
    luck_of,
    number_of,
)

MANY = settings(max_examples=200, deadline=None)


def rows(*persons: int) -> Ids:
    return np.array(persons, np.intp)


# -- luck -------------------------------------------------------------------------------------------------------------
names = st.text(max_size=12)
ranks = st.integers(0, 1 << 40)


@MANY
@given(
    st.integers(0, 9),
    st.integers(0, 9),
    names,
    st.lists(st.tuples(st.integers(-20_000, 20_000), ranks), min_size=1, max_size=6),
    names,
    ranks,
    st.integers(0, 300),
)
def test_luck(seed: int, replication: int, source: str, born: list[tuple[int, int]], decision: str, rank: int, lap: int) -> None:
    """Of persons, of their children, and as a threshold."""
    people = People([world_number(99, 0), world_number(seed, replication)], size=2)
    days, day_ranks = (np.array(column, np.int64) for column in zip(*born, strict=True))
    parents = people.born(1, name_number(source), days, day_ranks)
    children = people.born_of(parents, name_number("family"), np.full(len(born), rank))
    ids = np.concatenate((parents, children))
    people.round[ids] = lap
    world = number_of(f"world/{seed}/{replication}")
    keys = [key_of(world, source, day, day_rank) for day, day_rank in born]
    keys += [child_key(key, "family", rank) for key in keys]
    assert people.key[ids].tolist() == keys
    numbers = [luck_of(key, decision, lap) for key in keys]
    assert people.uniform(ids, name_number(decision)).tolist() == numbers
    assert people.threshold(ids, name_number(decision)).tolist() == pytest.approx([-log(u) for u in numbers], rel=1e-14)


# -- draws ------------------------------------------------------------------------------------------------------------
@MANY
@given(st.floats(1e-6, 0.999999), st.floats(0, 1), st.floats(0, 1), st.integers(2, 9))
def test_counts(u: float, some: float, part: float, most: int) -> None:
    mean = some * (1 + part * (most - 1))
    mine = counts(np.array([u]), np.array([some]), np.array([mean]), most).tolist()
    around = {count_of(u * (1 + by), some, mean, most) for by in (-1e-9, 0.0, 1e-9)}  # where two counts meet rounding decides
    assert set(mine) <= around


chances = st.one_of(st.just(0.0), st.floats(1e-3, 2.0))


@MANY
@given(st.lists(chances, min_size=1, max_size=30), st.floats(0, 32), st.floats(1e-6, 20))
def test_the_day_it_happens(per_day: list[float], at: float, e: float) -> None:
    due = Hazard(np.array([per_day])).due(np.array([0]), np.array([at]), np.array([e]))[0]
    plain = hazard_due(per_day, at, e)
    # at the edge of what there is until the end both may say either
    edge = abs(e - sum(per_day[int(at) + 1 :]) - (1 - at % 1) * (per_day[int(at)] if at < len(per_day) else 0)) < 1e-9
    assert edge or due == pytest.approx(plain, rel=1e-6, abs=1e-6)


# -- who is due -------------------------------------------------------------------------------------------------------
DAYS, PERSONS, STATIONS = 6, 8, 3
times = st.one_of(st.integers(-2, DAYS + 2).map(float), st.floats(-2.5, DAYS + 2.5), st.sampled_from([np.inf, np.nan, -1e6]))
puts = st.tuples(st.integers(0, STATIONS - 1), st.lists(st.tuples(st.integers(0, PERSONS - 1), times), max_size=6))
moves = st.lists(st.integers(0, PERSONS - 1), max_size=3)
calendar_days = st.lists(st.tuples(st.lists(puts, max_size=3), moves, st.lists(puts, max_size=2)), min_size=DAYS, max_size=DAYS)


@MANY
@given(calendar_days)
def test_who_is_due(days: list) -> None:  # type: ignore[type-arg]
    """People are set for days before, today and after the end, move on in between, and are set again while a day is handled."""
    people = People([np.uint64(1)], PERSONS)
    calendar, twin = Calendar(people, DAYS, size=2), CalendarTwin(DAYS)
    for station in range(STATIONS):
        assert calendar.add_station() == station
    spells = people.spell0

    def put(station: int, entries: list[tuple[int, float]]) -> None:
        ids, due = rows(*(person for person, _ in entries)), np.array([due for _, due in entries], float)
        calendar.put(ids, due, station, 0)
        for person, at in entries:
            twin.put(Entry(station, person, int(spells[person]), at))

    for day, (morning, moved, meanwhile) in enumerate(days):
        calendar.today = twin.today = day
        for station, entries in morning:
            put(station, entries)
        spells[moved] += 1
        for station, entries in [*meanwhile, (0, [])]:
            assert [number for number in range(STATIONS) if calendar.has_due(day, number)] == twin.stations_due(day)
            for due in twin.stations_due(day):
                ids, at = calendar.take(day, due, 0)
                assert sorted(zip(ids.tolist(), at.tolist(), strict=True)) == twin.take(day, due, spells.tolist())
            put(station, entries)
        calendar.today = twin.today = day + 1


def test_room_is_used_again() -> None:
    """No more than twice that for the people under way at one time, however long it goes on."""
    days = 300
    calendar = Calendar(People([np.uint64(1)], 8), days, size=8)
    station = calendar.add_station()
    for day in range(days):
        calendar.today = day
        assert calendar.take(day, station, 0)[0].size == (4 if day >= 2 else 0)
        calendar.put(rows(0, 1, 2, 3), np.full(4, day + 2.5), station, 0)
    assert calendar._entries.size <= 16


# -- whose turn it is -------------------------------------------------------------------------------------------------
WORLDS, LANES = 2, 2
# who, the place in the order, the lane, and how many come along beside the party (None: nobody, at a desk of their own)
joins = st.tuples(
    st.integers(0, PERSONS - 1), st.integers(0, 3).map(float), st.integers(0, LANES - 1), st.sampled_from([None, 0, 1, 3])
)  # fmt: skip
leaves = st.integers(0, PERSONS - 1)
desk_day = st.tuples(
    st.lists(joins, max_size=6), st.lists(leaves, max_size=2), st.sampled_from([0.0, 0.4, 1.0, 2.7, 6.0]),
    st.tuples(*[st.sampled_from([1.0, 0.5, 1.5, 2.25])] * LANES), st.tuples(*[st.sampled_from([0.0, 0.3, 0.75, 1.0])] * LANES),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(desk_day, min_size=1, max_size=10), st.booleans(), st.lists(st.sampled_from([1, 1, 2, 4]), min_size=4, max_size=4))
def test_whose_turn_it_is(days: list, shared: bool, sizes: list[int]) -> None:  # type: ignore[type-arg]
    """Parties of one and more, ties, lanes that are closed, share and cost differently from day to day, people who leave, or join
    again while they wait, in the state of the desk or, with others who come along, in the one they are in."""
    capacity, weight, share = np.array([d[2] for d in days]), np.array([d[3] for d in days]).T, np.array([d[4] for d in days]).T
    sim = Simulation(1, range(WORLDS), len(days), ("outside", "queue", "served", "left"), ("outside",), 1, size=16)
    for world in range(WORLDS):
        sim.born(world, "people", np.zeros(PERSONS // 2, np.int64), np.arange(PERSONS // 2), np.array(sizes))
    key, lane = np.zeros(PERSONS), np.zeros(PERSONS, np.int64)
    served: list[int] = []

    def serve(ids: Ids, at: Times) -> None:
        served.extend(ids.tolist())
        sim.move(0, ids, 2, at)

    desk = sim.desk(
        0, "queue", capacity, lambda ids, at: key[ids], serve, lane=lambda ids: lane[ids], weight=weight, share=share if shared else None
    )
    twin = DeskTwin(WORLDS, LANES, shared)
    for day, (coming, going, cases, costs, shares) in enumerate(days):
        for person, place, row, along in coming:
            key[person], lane[person] = place, row
            load = sizes[person % (PERSONS // 2)] + (along or 0)
            if along is None:
                desk.put(rows(person), np.full(1, float(day)))
            else:
                sim.move(0, rows(person), 1, np.full(1, float(day)))
                desk.line_up(rows(person), np.full(1, float(day)), np.full(1, load, np.int16))
            twin.join(Waiting(place, person, row, person // (PERSONS // 2), load))
        for person in going:
            sim.move(0, rows(person), 3, np.full(1, float(day)))
            twin.leave(person)
        served.clear()
        desk.serve(day)
        assert served == twin.serve(cases, list(costs), list(shares))
        assert set(np.flatnonzero(sim.people.state0[:PERSONS] == 1)) == set(twin.waiting)


@pytest.mark.parametrize("batch", [1, 700, 5000])
def test_a_long_queue_is_served_in_order(batch: int) -> None:
    """Longer than any array has room for at first, with ties, and a third of it gone before it is served."""
    number = 5000
    sim = Simulation(1, [0], 3, ("outside", "queue", "served", "left"), ("outside",), 1, size=16)
    ids = sim.born(0, "people", np.zeros(number, np.int64), np.arange(number))
    key = np.random.default_rng(3).integers(0, 900, number).astype(float)
    served: list[int] = []
    desk = sim.desk(0, "queue", np.array([1200.0, 1000.0, 9999.0]), lambda ids, at: key[ids], lambda ids, at: served.extend(ids.tolist()))
    for some in np.array_split(ids, number // batch):
        desk.put(some, np.zeros(some.size))
    sim.move(0, ids[::3], 3, np.zeros(ids[::3].size))
    for day in range(3):
        desk.serve(day)
    left = sorted((key[person], person) for person in ids.tolist() if person % 3)
    assert served == [person for _, person in left]


# -- the books --------------------------------------------------------------------------------------------------------
FIRST, SECOND, CELLS = 4, 3, 2
book_entries = st.one_of(
    st.tuples(st.just("born"), st.integers(0, WORLDS - 1), st.integers(1, 5)),
    st.tuples(st.just("move"), st.integers(0, 1), st.integers(0, SECOND - 1)),
    st.tuples(st.just("move each"), st.integers(0, 1), st.integers(0, SECOND - 1)),
    st.tuples(st.just("regroup"), st.integers(0, CELLS - 1), st.integers(0, 3)),
    st.tuples(st.just("grow"), st.just(0), st.just(0)),
)
book_days = st.lists(st.lists(st.tuples(book_entries, st.sets(st.integers(0, 30), max_size=6)), max_size=8), min_size=1, max_size=5)


@MANY
@given(book_days)
def test_the_books(days: list) -> None:  # type: ignore[type-arg]
    """A recount of the persons of all parties, day by day; in and out of every state; births; two worlds and two groups that are
    never mixed up."""
    sim = Simulation(1, range(WORLDS), len(days), tuple("abcd"), tuple("xyz"), CELLS, size=2)
    twin = LedgerTwin()

    def act(kind: str, a: int, b: int, persons: set[int]) -> None:
        ids = rows(*sorted(person for person in persons if person < sim.people.count))
        if kind == "born":
            for row in sim.born(a, "people", np.zeros(b, np.int64), np.arange(b), 1 + np.arange(b) % 3):
                twin.places[int(row)] = [0, 0, a * CELLS]
                twin.sizes[int(row)] = int(sim.people.size[row])
        elif kind == "grow":
            sim.grow(ids)
            for row in ids.tolist():
                twin.grow(sim.day, row)
        elif kind == "regroup":
            group = (a + np.arange(ids.size)) % CELLS if b else np.full(ids.size, a)
            sim.regroup(ids, group)
            for row, new in zip(ids.tolist(), group.tolist(), strict=True):
                twin.change_cell(sim.day, row, sim.people.world[row] * CELLS + new)
        else:
            each = (b + np.arange(ids.size)) % SECOND if kind == "move each" else np.full(ids.size, b)
            sim.move(a, ids, b if kind == "move" else each, np.full(ids.size, float(sim.day)))
            for row, state in zip(ids.tolist(), each.tolist(), strict=True):
                twin.move(a, sim.day, row, state)

    def day_of(day: int) -> None:
        for (kind, a, b), persons in days[day]:
            act(kind, a, b, persons)
        twin.close_day()

    sim.source(day_of)
    sim.run()
    for day, stock in enumerate(twin.stock):
        assert _cells(sim.ledger.stock[day]) == stock
    for track in (0, 1):
        for books, counted in ((sim.ledger.moved_in, twin.moved_in), (sim.ledger.moved_out, twin.moved_out)):
            assert _cells(books[track]) == {entry[1:]: n for entry, n in counted.items() if entry[0] == track}


def _cells(counts: NDArray[np.int32]) -> dict[tuple[int, ...], int]:
    """The counts that are not nought, by their place."""
    return {tuple(place): int(counts[tuple(place)]) for place in np.argwhere(counts).tolist()}
