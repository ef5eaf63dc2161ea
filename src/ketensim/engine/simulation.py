"""The simulation: SimPy keeps the calendar, stations move people in batches, the ledger writes it down."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Sequence
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from ketensim.engine.calendar import Calendar
from ketensim.engine.ledger import Ledger
from ketensim.engine.luck import name_number, world_number
from ketensim.engine.people import Ids, People, Sizes
from ketensim.engine.stations import Delay, Desk, Funded, Inbox, Room, Then, Timer, Times

# The order within a day, as offsets on SimPy's clock: what comes first has the smaller one.
ARRIVALS, ENDINGS, SERVICE, RECORD = 0.125, 0.25, 0.5, 0.75


class Simulation:
    """People, two tracks of states, stations and a clock of ``days`` days, for some replications side by side.

    ``first`` and ``second`` name the states of the two tracks; state 0 of each is the world outside, where a person is
    before her first move. ``cells`` is the number of groups the ledger keeps apart; it keeps worlds apart as well.
    ``size`` is the number of people a world has room for at first; it grows when there are more. Room costs nothing until
    it is used. ``keep_moves``: whether the ledger keeps who moved in and out of each state on each day. ``periods`` are the
    first days of the periods (years, say) by which it keeps who went from which state to which: the first day is one.
    """

    def __init__(
        self,
        seed: int,
        replications: Sequence[int],
        days: int,
        first: Sequence[str],
        second: Sequence[str],
        cells: int,
        size: int = 1 << 19,
        keep_moves: bool = True,
        periods: Collection[int] = (0,),
    ) -> None:
        self.worlds, self.cells = len(replications), cells
        self.days, self.day = days, 0
        self.env = simpy.Environment()
        self.people = People([world_number(seed, replication) for replication in replications], size)
        self.calendar = Calendar(self.people, days)
        self.ledger = Ledger(self.people, days, len(first), len(second), cells * self.worlds, keep_moves)
        self.names = (tuple(first), tuple(second))
        for day in sorted({0, *periods}):
            self.at(day, self.ledger.begin_period)
        self._timers: list[Timer] = []
        self._desks: list[Desk] = []
        self._inboxes: list[Inbox] = []
        self._arrivals: list[Callable[[int], None]] = []

    @property
    def state(self) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
        """Where each person is, a track."""
        return self.people.state0, self.people.state1

    @property
    def since(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Since when each person is there (days), a track."""
        return self.people.since0, self.people.since1

    def timer(self, track: int, then: Then) -> Timer:
        """A timer that holds for a spell of ``track``; with ``LIFE`` it rings wherever the person is by then."""
        timer = Timer(self, self.calendar.add_station(), track, then)
        self._timers.append(timer)
        return timer

    def delay(self, track: int, state: str, then: Then) -> Delay:
        """A state in which each person stays a time of her own."""
        return Delay(self, track, self.names[track].index(state), then)

    def desk(
        self,
        track: int,
        state: str | Sequence[str],
        capacity: NDArray[np.float64],
        order: Callable[[Ids, Times], Times],
        then: Then,
        **lanes: Any,
    ) -> Desk:
        """A state (or one a lane) in which people wait for their turn; desks serve in the order in which they were made.

        ``capacity``, and ``share`` and ``weight`` of lanes: see :class:`~ketensim.engine.stations.Desk`; with a ``purse`` that
        gives the capacity: :class:`~ketensim.engine.stations.Funded`.
        """
        states = [state] if isinstance(state, str) else state
        made = Funded if "purse" in lanes else Desk
        desk = made(self, track, [self.names[track].index(name) for name in states], capacity, order, then, **lanes)
        self._desks.append(desk)
        return desk

    def room(
        self,
        track: int,
        state: str,
        places: NDArray[np.float64],
        taken: tuple[int, Sequence[str]],
        order: Callable[[Ids, Times], Times],
        then: Then,
    ) -> Room:
        """A state in which people wait for a place to fall free: ``places`` of each day, shape (days,) or (worlds, days).

        ``taken`` says who has one: all who are in one of these states of a track. Served in the same turn as desks.
        """
        holder, states = taken
        room = Room(
            self, track, self.names[track].index(state), places, (holder, [self.names[holder].index(s) for s in states]), order, then
        )
        self._desks.append(room)
        return room

    def persons_in(self, track: int, states: Sequence[int]) -> NDArray[np.int64]:
        """How many persons are in these states of a track now, a world."""
        now = self.ledger.now.reshape(self.ledger.shape)
        there = now.take(list(states), axis=track).sum(axis=(0, 1))
        return there.reshape(self.worlds, self.cells).sum(axis=1)

    def inbox(self, then: Then) -> Inbox:
        """A place to gather persons over a day, emptied once after service."""
        inbox = Inbox(then)
        self._inboxes.append(inbox)
        return inbox

    def source(self, arrive: Callable[[int], None]) -> None:
        """Call ``arrive(day)`` at the start of every day."""
        self._arrivals.append(arrive)

    def born(self, world: int, name: str, days: NDArray[np.int64], ranks: NDArray[np.int64], sizes: Sizes = 1) -> Ids:
        """New parties of a source in a world, named by its day and the rank in it; they are outside, in group 0, still."""
        return self._enter(self.people.born(world, name_number(name), days, ranks, sizes))

    def born_of(self, parents: Ids, name: str, ranks: NDArray[np.int64], sizes: Sizes = 1) -> Ids:
        """New parties named after others (family after its referent), in the world of those; outside, in group 0, still."""
        return self._enter(self.people.born_of(parents, name_number(name), ranks, sizes))

    def grow(self, ids: Ids) -> None:
        """A person more in each of these parties (a birth), wherever they are."""
        if ids.size:
            self.ledger.grow(self.day, ids)

    def _enter(self, ids: Ids) -> Ids:
        self.people.cell[ids] = self.people.world[ids] * self.cells
        self.ledger.enter(ids)
        return ids

    def move(self, track: int, ids: Ids, state: int | NDArray[np.int64], at: Times) -> None:
        """Bring persons into a state of a track (one for all, or one each) at times ``at``; timers of the old spell are void."""
        if ids.size:
            self.ledger.move(self.day, ids, state, at, track)

    def regroup(self, ids: Ids, group: NDArray[np.int64]) -> None:
        """Count persons in another group from now on."""
        new = (self.people.world[ids] * self.cells + group).astype(np.int16)
        self.ledger.change_cell(self.day, ids, new)

    def count(self, event: str, ids: Ids) -> None:
        """Count an event of today for each of these persons."""
        if ids.size:
            self.ledger.event(event, ids)

    def add(self, name: str, ids: Ids, amounts: NDArray[np.float64]) -> None:
        """Add an amount for each person of these parties to a sum of today, a world."""
        persons = self.people.size[ids]
        self.ledger.add(name, self.day, np.bincount(self.people.world[ids], amounts * persons, self.worlds).astype(np.float64))

    def at(self, day: int, act: Callable[[], None]) -> None:
        """Do something rare at the start of a day, before its arrivals: a policy that starts, a shock."""

        def wait() -> Generator[simpy.Event, None, None]:
            yield self.env.timeout(day - self.env.now)
            self.day = day  # what it moves is of this day: yesterday's books are closed
            act()

        self.env.process(wait())

    def run(self, on_day: Callable[[int], None] | None = None) -> None:
        """Let all days pass. ``on_day(day)`` is called after each day is closed."""
        for phase, act in ((ARRIVALS, self._arrive), (ENDINGS, self._end), (SERVICE, self._serve), (RECORD, self._record)):
            self.env.process(self._daily(phase, act, on_day if phase == RECORD else None))
        self.env.run(until=self.days)

    def _daily(self, phase: float, act: Callable[[int], None], after: Callable[[int], None] | None) -> Generator[simpy.Event, None, None]:
        yield self.env.timeout(phase)
        for day in range(self.days):
            act(day)
            if after is not None:
                after(day)
            yield self.env.timeout(1)

    def _arrive(self, day: int) -> None:
        self.day = self.calendar.today = day
        for arrive in self._arrivals:
            arrive(day)

    def _end(self, day: int) -> None:
        # what ends may start something that ends on the same day: go round until nothing is due any more
        while sum(self._ring(day, timer) for timer in self._timers):
            pass
        self.calendar.today = day + 1  # what comes up from now on is for tomorrow

    def _ring(self, day: int, timer: Timer) -> bool:
        """Hand on those whose time has come; returns whether there was any."""
        if not self.calendar.has_due(day, timer.number):
            return False
        ids, at = self.calendar.take(day, timer.number, timer.track)
        if ids.size:
            timer.then(ids, at)
        return True

    def _serve(self, day: int) -> None:
        for desk in self._desks:
            desk.serve(day)
        while sum(inbox.empty() for inbox in self._inboxes):  # one may fill another: until all are empty
            pass

    def _record(self, day: int) -> None:
        self.ledger.close_day(day)
