"""Worlds side by side never meet: each is, person by person, what it is alone; nor does it matter in which order things come."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from ketensim.engine.people import Ids
from ketensim.engine.simulation import Simulation
from recorded import Recorded
from small_network import STATES, Plan, Stations, new_simulation

PLAN = Plan(days=400, opening=120, arrivals=3, ind=2.9, court=0.9, housing=1.6)
WORLDS = (4, 0, 9)


@cache
def run(replications: tuple[int, ...], plan: Plan = PLAN) -> Recorded:
    sim = new_simulation(plan, 3, list(replications), Recorded)
    sim.run()
    return sim  # type: ignore[return-value]


@pytest.mark.parametrize(("one", "together"), [(one, many) for many in (WORLDS, (9, 4), tuple(range(10))) for one in WORLDS if one in many])
def test_a_world_beside_others_is_what_it_is_alone(one: int, together: tuple[int, ...]) -> None:
    place, alone, beside = together.index(one), run((one,)), run(together)
    assert beside.histories(place) == alone.histories()
    np.testing.assert_array_equal(beside.ledger.stock[..., place], alone.ledger.stock[..., 0])
    for books in ("moved_in", "moved_out"):
        np.testing.assert_array_equal(getattr(beside.ledger, books)[0][..., place], getattr(alone.ledger, books)[0][..., 0])


def test_replications_differ() -> None:
    assert not (run((4,)).ledger.stock == run((0,)).ledger.stock).all()


def test_events_and_sums_are_kept_apart_too() -> None:
    """In each world as many events and as much of a sum as its own people make."""
    sim = Simulation(1, [0, 1], 3, ("outside",), ("outside",), 2, size=8)

    def act(day: int) -> None:
        for world in range(2):
            ids = sim.born(world, "people", np.full(day + 2 + world, day), np.arange(day + 2 + world))
            sim.regroup(ids[:1], np.array([1]))
            sim.count("born", ids)
            sim.add("weeks", ids, np.full(ids.size, 1.5))

    sim.source(act)
    sim.run()
    assert sim.ledger.events["born"].tolist() == [[1, 1, 2, 1], [2, 1, 3, 1], [3, 1, 4, 1]]  # (group 0, 1) of each world
    assert sim.ledger.sums["weeks"].tolist() == [[3.0, 4.5], [4.5, 6.0], [6.0, 7.5]]


def test_a_family_lives_in_the_world_of_its_referent() -> None:
    sim = Simulation(1, [0, 1], 1, ("outside",), ("outside",), 1, size=1)
    referents = np.concatenate([sim.born(world, "people", np.zeros(2, np.int64), np.arange(2)) for world in range(2)])
    family = sim.born_of(referents[[3, 0, 2]], "family", np.zeros(3, np.int64))
    assert sim.people.world[family].tolist() == [1, 0, 1]
    sim.run()
    assert sim.ledger.stock[0, 0, 0].tolist() == [3, 4]


class Shuffled(Recorded):
    """Everybody is handled in another order: batches of arrivals, of those who are due and of those who are served."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.rng = np.random.default_rng(1)
        super().__init__(*arguments, **options)

    def _mixed(self, then: Any) -> Any:
        def handle(ids: Ids, at: Any) -> None:
            order = self.rng.permutation(ids.size)
            for some in np.array_split(order, min(3, ids.size)):  # in small batches as well
                then(ids[some], at[some])

        return handle

    def timer(self, track: int, then: Any) -> Any:
        return super().timer(track, self._mixed(then))

    def desk(self, track: int, state: Any, capacity: Any, order: Any, then: Any, **lanes: Any) -> Any:
        return super().desk(track, state, capacity, order, self._mixed(then), **lanes)

    def inbox(self, then: Any) -> Any:
        return super().inbox(self._mixed(then))


def test_the_order_within_a_batch_does_not_matter() -> None:
    sim = new_simulation(PLAN, 3, [4, 0], Shuffled)
    sim.run()
    for world, one in enumerate((4, 0)):
        assert sim.histories(world) == run((one,)).histories()  # type: ignore[attr-defined]
    np.testing.assert_array_equal(sim.ledger.stock, run((4, 0)).ledger.stock)


def test_more_people_change_nobodys_luck() -> None:
    """With more arrivals all old ones still come, at the same hour, and stay as long wherever they do not wait for others."""
    more = Plan(days=400, opening=200, arrivals=5, ind=2.9, court=0.9, housing=1.6)
    before, after = run((4,)).histories(), run((4,), more).histories()
    assert before.keys() < after.keys()
    assert all(history[0] == after[person][0] for person, history in before.items())
    for place in ("registration", "dublin", "extended", "linking", "term", "departure"):
        both = [(_first_stay(history, place), _first_stay(after[person], place)) for person, history in before.items()]
        both = [(then, now) for then, now in both if then and now]
        assert len(both) > 10
        for then, now in both:
            assert now == pytest.approx(then, abs=1e-9)


def test_more_capacity_changes_what_depends_on_it_and_nothing_else() -> None:
    """Who leaves the registration does so on the same day for the same track; the queue is shorter, and nobody waits longer in it."""
    more = Plan(days=400, opening=120, arrivals=3, ind=4.5, court=0.9, housing=1.6)
    before, after = run((4,)).histories(), run((4,), more).histories()
    assert before.keys() == after.keys()
    ind, first = STATES.index("ind"), 0
    for person, history in before.items():
        places = [state for state, _, _ in history]
        if ind in places:
            first += 1
            till = places.index(ind) + 1
            assert history[:till] == after[person][:till]
    assert first > 500
    stock = [run((4,), plan).ledger.stock[:, ind, 0, 0].sum() for plan in (PLAN, more)]
    assert stock[1] < stock[0] / 2


def test_people_before_the_columns_grow_stay_who_they_are() -> None:
    """Rooms for one person a world at first, or for everybody: the same."""
    small = Recorded(3, [4], PLAN.days, STATES, ("outside",), 1, size=1)
    Stations(small, PLAN)
    small.run()
    assert small.histories() == run((4,)).histories()


def _first_stay(history: list[tuple[int, int, float]], place: str) -> float | None:
    """How long the first stay at a place took, if there was one and it has ended."""
    for (state, _, came), (_, _, went) in pairwise(history):
        if state == STATES.index(place):
            return went - came
    return None
