"""A ``Room`` against what it is: a queue for places, each of which is kept for as long as its guest likes.

With single persons it is the discrete form of an Erlang system: ``min(guests who stay + who wait, places)`` at every day end.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from agreement import assert_distribution
from ketensim.engine.people import Ids
from ketensim.engine.simulation import Simulation
from ketensim.engine.stations import Times
from streams import simulation, stream, waiting

SOME = settings(max_examples=150, deadline=None)
STATES = ("outside", "waits", "place", "gone", "elsewhere")
WAITS, PLACE, GONE, ELSEWHERE = 1, 2, 3, 4


def by_row(ids: Ids, at: Times) -> Times:
    return ids.astype(np.float64)


class Hotel:
    """Parties of some sizes wait for places from the first day; each stays for some days. ``refuses``: who does not want one any more."""

    def __init__(
        self,
        places: list[float],
        parties: list[int],
        stays: list[int],
        there: list[int] | None = None,
        refuses: frozenset[int] = frozenset(),
    ) -> None:
        days, number = len(places), len(parties)
        self.sim = sim = Simulation(1, [0], days, STATES, ("outside",), 1, size=16)
        self.let_in: list[list[int]] = [[] for _ in range(days)]
        self.stays, self.refuses = np.resize(np.array(stays or [days]), number + 50), refuses
        self.place = sim.delay(0, "place", lambda ids, at: sim.move(0, ids, GONE, at))
        self.room = sim.room(0, "waits", np.array(places), (0, ["place"]), by_row, self.enter)
        ids = sim.born(0, "people", np.zeros(number, np.int64), np.arange(number), np.array(parties, np.int64))
        guests = sim.born(0, "guests", np.zeros(len(there or []), np.int64), np.arange(len(there or [])), np.array(there or [], np.int64))

        def act(day: int) -> None:
            if day == 0:
                self.room.put(ids, np.zeros(ids.size))
                self.place.put(guests, np.zeros(guests.size), self.stays[: guests.size].astype(float))

        sim.source(act)
        sim.run()

    def enter(self, ids: Ids, at: Times) -> None:
        self.let_in[self.sim.day] += ids.tolist()
        no = np.isin(ids, list(self.refuses))
        self.sim.move(0, ids[no], ELSEWHERE, at[no])
        self.place.put(ids[~no], at[~no], at[~no] + self.stays[ids[~no]])

    @property
    def taken(self) -> NDArray[np.int32]:
        return self.sim.ledger.stock[:, PLACE, 0, 0]

    @property
    def queue(self) -> NDArray[np.int32]:
        return self.sim.ledger.stock[:, WAITS, 0, 0]


sizes = st.integers(1, 6)
openings = st.lists(st.integers(0, 20), min_size=1, max_size=20)


def test_a_family_waits_for_as_many_places_as_it_has_persons() -> None:
    """Four places: two and two; then four, when both have gone; the single behind it is not let in before."""
    hotel = Hotel([4.0] * 6, [2, 2, 4, 1], [2, 3])
    assert hotel.let_in == [[0, 1], [], [], [], [2], []]
    assert hotel.taken.tolist() == [4, 4, 4, 2, 4, 4]


def test_when_places_close_nobody_is_sent_away_and_nobody_let_in() -> None:
    hotel = Hotel([3.0, 1.0, 1.0, 1.0, 1.0, 2.0], [1] * 6, [2, 3, 4, 9, 9, 9])
    assert hotel.taken.tolist() == [3, 3, 3, 2, 1, 2]
    assert hotel.let_in == [[0, 1, 2], [], [], [], [], [3, 4]]


def test_a_place_that_is_refused_goes_to_the_next_on_the_same_day() -> None:
    hotel = Hotel([2.0, 2.0], [1, 1, 1, 1, 1], [9], refuses=frozenset({0, 2}))
    assert hotel.let_in[0] == [0, 1, 2, 3]
    assert hotel.taken.tolist() == [2, 2]


def test_a_part_of_a_place_is_none() -> None:
    assert Hotel([2.9] * 3, [1] * 5, [9]).taken.tolist() == [2, 2, 2]


@SOME
@given(openings, st.lists(sizes, max_size=30), st.lists(st.integers(1, 6), min_size=1, max_size=30), st.lists(sizes, max_size=6))
def test_never_above_the_places_but_for_who_was_there(places: list[int], parties: list[int], stays: list[int], there: list[int]) -> None:
    hotel = Hotel([float(number) for number in places], parties, stays, there)
    before = sum(there)
    for day, number in enumerate(places):
        taken = int(hotel.taken[day])
        left = int(hotel.sim.ledger.moved_out[0][day, PLACE, 0])
        assert taken <= max(number, before - left)
        if hotel.let_in[day]:
            assert taken <= number
        before = taken


@SOME
@given(openings, st.lists(sizes, max_size=30), st.lists(st.integers(1, 6), min_size=1, max_size=30), st.sets(st.integers(0, 29)))
def test_full_to_within_the_party_in_front(places: list[int], parties: list[int], stays: list[int], refuses: set[int]) -> None:
    """While anybody waits, what is free is less than whoever is first needs; the order is kept."""
    hotel = Hotel([float(number) for number in places], parties, stays, refuses=frozenset(refuses))
    gone = 0
    for day, number in enumerate(places):
        gone += len(hotel.let_in[day])
        if gone < len(parties):
            assert number - hotel.taken[day] < parties[gone]
    assert [row for day in hotel.let_in for row in day] == list(range(gone))
    assert hotel.queue[-1] == sum(parties[gone:])


def test_each_world_has_places_of_its_own() -> None:
    sim = Simulation(1, range(3), 3, STATES, ("outside",), 2, size=8)
    places = np.array([[2.0, 2.0, 2.0], [0.0, 0.0, 5.0], [9.0, 9.0, 9.0]])
    room = sim.room(0, "waits", places, (0, ["place"]), by_row, lambda ids, at: sim.move(0, ids, PLACE, at))
    for world in range(3):
        ids = sim.born(world, "people", np.zeros(4, np.int64), np.arange(4))
        sim.regroup(ids, np.arange(4) % 2)
        room.put(ids, np.zeros(4))
    sim.run()
    taken = sim.ledger.stock[:, PLACE, 0].reshape(3, 3, 2).sum(axis=2)
    assert taken.tolist() == [[2, 0, 4], [2, 0, 4], [2, 4, 4]]


def test_a_place_on_another_track_and_two_lines_for_it() -> None:
    """Where people sleep is one track, what they wait for another: all who sleep there have a place, however they came by it."""
    sim = Simulation(1, [0], 4, ("outside", "first", "second"), ("outside", "street", "place"), 1, size=8)
    rooms = [
        sim.room(0, state, np.full(4, 3.0), (1, ["place"]), by_row, lambda ids, at: sim.move(1, ids, 2, at))
        for state in ("first", "second")
    ]
    ids = sim.born(0, "people", np.zeros(6, np.int64), np.arange(6))

    def act(day: int) -> None:
        if day == 0:
            sim.move(1, ids[:1], 2, np.zeros(1))  # has one already
            rooms[0].put(ids[1:2], np.zeros(1))
            rooms[1].put(ids[2:], np.zeros(4))
        if day == 2:
            sim.move(1, ids[:1], 1, np.full(1, 2.0))

    sim.source(act)
    sim.run()
    assert sim.ledger.stock[:, :, 2, 0].sum(axis=1).tolist() == [3, 3, 3, 3]
    assert sim.people.state1[ids].tolist() == [1, 2, 2, 2, 0, 0]


@pytest.mark.parametrize(("rate", "places", "leaves"), [(2.0, 8, 0.2), (1.2, 30, 0.1)], ids=["mostly full", "mostly free"])
def test_the_system_has_the_distribution_of_the_exact_chain(rate: float, places: int, leaves: float) -> None:
    """Guests leave at a constant rate: of those who have a place each is still there a day later with chance exp(-leaves)."""
    worlds, days, most = 2000, 40, 150
    sim = simulation(worlds, days, STATES)
    threshold = sim.people.threshold

    def enter(ids: Ids, at: Times) -> None:
        place.put(ids, at, at + threshold(ids, np.uint64(7)) / leaves)

    place = sim.delay(0, "place", lambda ids, at: sim.move(0, ids, GONE, at))
    room = sim.room(0, "waits", np.full(days, float(places)), (0, ["place"]), lambda ids, at: at, enter)
    stream(sim, "people", rate, room.put)
    sim.run()
    stays = np.exp(-leaves)
    keeps = np.array([stats.binom(min(n, places), stays).pmf(np.arange(most)) for n in range(most)])
    came = stats.poisson(rate).pmf(np.arange(most))
    now = np.eye(most)[0]  # of all who are in the system: with a place, up to that many, and in the queue
    for _ in range(days):
        after = np.zeros(most)
        for n in np.flatnonzero(now > 1e-15):
            queue = max(n - places, 0)
            kept = np.concatenate((np.zeros(queue), keeps[n]))[:most]
            after += now[n] * kept
        now = np.convolve(after, came)[:most]
    total = waiting(sim, WAITS)[-1] + waiting(sim, PLACE)[-1]
    assert (waiting(sim, PLACE)[-1] == np.minimum(total, places)).all()
    assert_distribution(total, now)
