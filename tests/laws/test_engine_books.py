"""The books close to the person, every day: what is there is what was there, plus who came, minus who went."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from ketensim.engine.luck import name_number
from ketensim.engine.people import LIFE, Ids
from ketensim.engine.simulation import Simulation
from ketensim.engine.stations import Times
from small_network import Plan, new_simulation

FILES, BEDS = ("outside", "queue", "decided", "appeal", "closed"), ("outside", "centre", "host", "home")
GROUPS, WORLDS, DAYS = 3, 2, 150


class TwoTracks:
    """A chain in which everything happens that the books have to follow: two tracks that move at their own times, people who
    give up, come back and change group, family that is born later, and a shock that moves many at once."""

    def __init__(self, sim: Simulation) -> None:
        self.sim = sim
        self.names = {name: name_number(name) for name in ("queue", "patience", "appeal", "centre", "birthday", "family", "group")}
        self.desk = sim.desk(0, "queue", np.full(DAYS, 2.3), lambda ids, at: at, self.decide)
        self.appeal = sim.delay(0, "appeal", lambda ids, at: self.desk.put(ids, at))
        self.patience = sim.timer(0, lambda ids, at: sim.move(0, ids, 4, at))
        self.centre = sim.delay(1, "centre", lambda ids, at: sim.move(1, ids, 2 + ids.astype(np.int64) % 2, at))
        self.birthday = sim.timer(LIFE, self.older)
        sim.source(self.arrive)
        sim.at(60, self.shock)

    def days(self, ids: Ids, what: str, mean: float) -> Times:
        return mean * self.sim.people.threshold(ids, self.names[what])

    def arrive(self, day: int) -> None:
        for world in range(self.sim.worlds):
            number = 2 + (day + world) % 3
            ids = self.sim.born(world, "people", np.full(number, day), np.arange(number))
            at = np.full(number, day + 0.5)
            self.sim.regroup(ids, (self.sim.people.uniform(ids, self.names["group"]) * GROUPS).astype(np.int64))
            self.desk.put(ids, at)
            self.patience.set(ids, at + self.days(ids, "patience", 40.0))
            self.centre.put(ids, at, at + self.days(ids, "centre", 20.0))
            self.birthday.set(ids, at + self.days(ids, "birthday", 30.0))

    def decide(self, ids: Ids, at: Times) -> None:
        self.sim.count("decided", ids)
        self.sim.move(0, ids, 2, at)
        again = ids[ids % 3 == 0]
        self.sim.people.round[again] += 1
        self.appeal.put(again, at[ids % 3 == 0], at[ids % 3 == 0] + self.days(again, "appeal", 15.0))
        self.sim.born_of(ids[ids % 5 == 0], "family", np.zeros((ids % 5 == 0).sum(), np.int64))

    def older(self, ids: Ids, at: Times) -> None:
        self.sim.regroup(ids, np.full(ids.size, GROUPS - 1))

    def shock(self) -> None:
        ids = np.flatnonzero(self.sim.people.state0[: self.sim.people.count] == 1)[::2]
        self.sim.move(0, ids, 4, np.full(ids.size, 60.0))
        self.sim.count("shocked", ids)


class Counted:
    """A simulation with the people counted one by one at each day end, and how many there are."""

    def __init__(self, sim: Simulation) -> None:
        self.sim = sim
        self.counts = np.zeros_like(sim.ledger.stock)
        self.people: list[NDArray[np.int64]] = []
        sim.run(self.count)

    def count(self, day: int) -> None:
        people = self.sim.people
        for row in range(people.count):
            self.counts[day, people.state0[row], people.state1[row], people.cell[row]] += 1
        self.people.append(np.bincount(people.world[: people.count], minlength=self.sim.worlds))

    @property
    def worlds(self) -> NDArray[np.int64]:
        """In which world each cell is."""
        return np.arange(self.counts.shape[-1]) // self.sim.cells


@pytest.fixture(scope="module", params=["two tracks", "network"])
def counted(request: pytest.FixtureRequest) -> Counted:
    if request.param == "network":
        return Counted(new_simulation(Plan(days=250, opening=80, arrivals=2, ind=2.2, court=0.7, housing=1.2), 1, [0, 1]))
    sim = Simulation(1, range(WORLDS), DAYS, FILES, BEDS, GROUPS, size=16)
    TwoTracks(sim)
    return Counted(sim)


def test_the_stock_of_every_day_is_a_count_of_the_people(counted: Counted) -> None:
    np.testing.assert_array_equal(counted.sim.ledger.stock, counted.counts)


@pytest.mark.parametrize("track", [0, 1])
def test_a_stock_is_that_of_the_day_before_plus_in_minus_out(counted: Counted, track: int) -> None:
    """Of each state and group; the world outside also gets those who are born."""
    ledger = counted.sim.ledger
    stock = ledger.stock.sum(axis=2 - track).astype(np.int64)
    change = np.diff(stock, axis=0, prepend=0) - ledger.moved_in[track] + ledger.moved_out[track]
    assert (change[:, 1:] == 0).all()
    assert stock[:, 1:].sum() > 0 or track == 1
    born = np.diff(np.array(counted.people), axis=0, prepend=0)
    for world in range(counted.sim.worlds):
        np.testing.assert_array_equal(change[:, 0, counted.worlds == world].sum(axis=1), born[:, world])


def test_everybody_is_in_exactly_one_state_of_each_track(counted: Counted) -> None:
    stock = counted.sim.ledger.stock
    assert stock.min() == 0
    for world in range(counted.sim.worlds):
        here = stock[..., counted.worlds == world].sum(axis=(1, 2, 3))
        np.testing.assert_array_equal(here, np.array(counted.people)[:, world])


def test_everything_that_can_happen_did() -> None:
    """Else the laws above would say little."""
    sim = Simulation(1, range(WORLDS), DAYS, FILES, BEDS, GROUPS, size=16)
    TwoTracks(sim)
    sim.run()
    ledger = sim.ledger
    assert (ledger.stock[-1].sum(axis=(1, 2)) > 0).all() and (ledger.stock[-1].sum(axis=(0, 2)) > 0).all()
    assert (ledger.stock[-1].sum(axis=(0, 1)) > 0).all()
    assert ledger.events["shocked"][60].sum() == ledger.events["shocked"].sum() > 20
    assert ledger.moved_out[0][60, 1].sum() >= ledger.events["shocked"][60].sum()


def test_the_number_of_moves_is_what_came_in(counted: Counted) -> None:
    ledger = counted.sim.ledger
    regrouped = sum(int(ledger.moved_in[t].sum()) for t in (0, 1)) - ledger.moves
    if counted.sim.cells == 1:
        assert regrouped == 0
    else:
        assert regrouped > 0 and regrouped % 2 == 0  # another group: in and out of the same state, in both tracks


def test_a_run_again_gives_the_same_books() -> None:
    first, second = (Simulation(5, [3], DAYS, FILES, BEDS, GROUPS, size=size) for size in (16, 1 << 12))
    for sim in (first, second):
        TwoTracks(sim)
        sim.run()
    np.testing.assert_array_equal(first.ledger.stock, second.ledger.stock)
