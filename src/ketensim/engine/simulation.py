"""The simulation: SimPy keeps the calendar, stations move people in batches, the ledger writes it down."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from ketensim.engine.calendar import Calendar
from ketensim.engine.ledger import Ledger
from ketensim.engine.luck import name_number, world_number
from ketensim.engine.people import Ids, People
from ketensim.engine.stations import Delay, Desk, Then, Timer, Times

LIFE = 2  # beside the two tracks: the whole life of a person, for timers that hold wherever she goes
# The order within a day, as offsets on SimPy's clock: what comes first has the smaller one.
ARRIVALS, ENDINGS, SERVICE, RECORD = 0.125, 0.25, 0.5, 0.75


class Simulation:
    """People, two tracks of states, stations and a clock of ``days`` days.

    ``first`` and ``second`` name the states of the two tracks; state 0 of each is the world outside, where a person is
    before her first move. ``cells`` is the number of groups the ledger keeps apart.
    """

    def __init__(self, seed: int, replication: int, days: int, first: Sequence[str], second: Sequence[str], cells: int) -> None:
        self.days, self.day = days, 0
        self.env = simpy.Environment()
        self.people = People(world_number(seed, replication))
        self.calendar = Calendar(days)
        self.ledger = Ledger(days, len(first), len(second), cells)
        self.names = (tuple(first), tuple(second))
        for track in (0, 1):
            self.people.column(f"state{track}", np.int16, 0)
            self.people.column(f"since{track}", np.float64, 0.0)
            self.people.column(f"spell{track}", np.int32, 0)
        self.people.column("life", np.int32, 0)
        self._timers: list[Timer] = []
        self._desks: list[Desk] = []
        self._arrivals: list[Callable[[int], None]] = []

    @property
    def spell(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """The number of the spell each person is in, a track (it grows by one with every move); ``LIFE`` is one spell."""
        return self.people.spell0, self.people.spell1, self.people.life  # type: ignore[attr-defined]

    @property
    def state(self) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
        """Where each person is, a track."""
        return self.people.state0, self.people.state1  # type: ignore[attr-defined]

    @property
    def since(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Since when each person is there (days), a track."""
        return self.people.since0, self.people.since1  # type: ignore[attr-defined]

    def timer(self, track: int, then: Then) -> Timer:
        """A timer that holds for a spell of ``track``; with ``LIFE`` it rings wherever the person is by then."""
        timer = Timer(self, len(self._timers), track, then)
        self._timers.append(timer)
        return timer

    def delay(self, track: int, state: str, then: Then) -> Delay:
        """A state in which each person stays a time of her own."""
        return Delay(self, track, self.names[track].index(state), then)

    def desk(self, track: int, state: str, capacity: NDArray[np.float64], order: Callable[[Ids, Times], Times], then: Then, **lanes: Any) -> Desk:
        """A state in which people wait for their turn; desks serve in the order in which they were made."""
        desk = Desk(self, track, self.names[track].index(state), capacity, order, then, **lanes)
        self._desks.append(desk)
        return desk

    def source(self, arrive: Callable[[int], None]) -> None:
        """Call ``arrive(day)`` at the start of every day."""
        self._arrivals.append(arrive)

    def born(self, name: str, days: NDArray[np.int64], ranks: NDArray[np.int64], cell: NDArray[np.int16] | int) -> Ids:
        """New persons of a source, named by its day and the rank in it, in the world outside (they still have to be moved)."""
        return self._enter(self.people.born(name_number(name), days, ranks), cell)

    def born_of(self, parents: Ids, name: str, ranks: NDArray[np.int64], cell: NDArray[np.int16] | int) -> Ids:
        """New persons named after others (family after its referent), in the world outside."""
        return self._enter(self.people.born_of(parents, name_number(name), ranks), cell)

    def _enter(self, ids: Ids, cell: NDArray[np.int16] | int) -> Ids:
        self.people.cell[ids] = cell
        self.ledger.enter(ids, 0, 0, self.people.cell)
        return ids

    def move(self, track: int, ids: Ids, state: int, at: Times) -> None:
        """Bring persons into a state of a track at times ``at``; whatever was set for their old spell is void."""
        if ids.size:
            columns = (self.state[track], self.since[track], self.spell[track], self.state[1 - track], self.people.cell)
            self.ledger.move(track, self.day, ids, state, at, columns)

    def change_cell(self, ids: Ids, new: NDArray[np.int16]) -> None:
        """Count persons in another group from now on."""
        self.ledger.change_cell(self.day, ids, new, *self.state, self.people.cell)

    def count(self, event: str, ids: Ids) -> None:
        """Count an event of today for each of these persons."""
        if ids.size:
            self.ledger.event(event, self.day, ids, self.people.cell)

    def add(self, name: str, amount: float) -> None:
        """Add an amount to a sum of today."""
        self.ledger.add(name, self.day, amount)

    def at(self, day: int, act: Callable[[], None]) -> None:
        """Do something rare at the start of a day, before its arrivals: a policy that starts, a shock."""

        def wait() -> Generator[simpy.Event, None, None]:
            yield self.env.timeout(day - self.env.now)
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
        # what ends may start something that ends on the same day, so look until nothing is due any more
        while (due := self.calendar.stations_due(day, len(self._timers))).size:
            for number in due:
                timer = self._timers[number]
                ids, at = self.calendar.take(day, number, self.spell[timer.track])
                if ids.size:
                    timer.then(ids, at)

    def _serve(self, day: int) -> None:
        for desk in self._desks:
            desk.serve(day)

    def _record(self, day: int) -> None:
        self.ledger.close_day(day)
