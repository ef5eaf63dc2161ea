"""The books: who is where at each day end, and what moved.

A stock is never counted from the people: it is carried forward by the moves, so that stock(t) = stock(t-1) + in - out
is checked by an independent count in the tests, not assumed.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.luck import kernel
from ketensim.engine.people import Ids, People


@kernel
def _move(ids, to, when, people, track, now, step, other_step, moved, passed, states, day):  # type: ignore[no-untyped-def]
    """Bring parties into state ``to`` of one track; the joint count of persons, the day's in and out, and who passed follow."""
    other = 1 - track
    for i in range(ids.size):
        p = ids[i]
        c = people[p].cell
        old = people[p].state[track]
        base, n = people[p].state[other] * other_step + c, people[p].size
        now[old * step + base] -= n
        now[to * step + base] += n
        moved[1, day, old, c] += n
        moved[0, day, to, c] += n
        passed[(people[p].world * states + old) * states + to] += n
        people[p].state[track] = to
        people[p].since[track] = when[i]
        people[p].spell[track] += 1


@kernel
def _move_each(ids, to, when, people, track, now, step, other_step, moved, passed, states, day):  # type: ignore[no-untyped-def]
    """The same, with a state of its own for each person."""
    other = 1 - track
    for i in range(ids.size):
        p = ids[i]
        c = people[p].cell
        old, new = people[p].state[track], to[i]
        base, n = people[p].state[other] * other_step + c, people[p].size
        now[old * step + base] -= n
        now[new * step + base] += n
        moved[1, day, old, c] += n
        moved[0, day, new, c] += n
        passed[(people[p].world * states + old) * states + new] += n
        people[p].state[track] = new
        people[p].since[track] = when[i]
        people[p].spell[track] += 1


@kernel
def _change_cell(ids, new, people, now, step0, step1, moved0, moved1, day):  # type: ignore[no-untyped-def]
    """Count persons in another group from now on; in each state that is one out and one in."""
    for i in range(ids.size):
        p = ids[i]
        old, first, second = people[p].cell, people[p].state[0], people[p].state[1]
        base, n = first * step0 + second * step1, people[p].size
        now[base + old] -= n
        now[base + new[i]] += n
        moved0[1, day, first, old] += n
        moved0[0, day, first, new[i]] += n
        moved1[1, day, second, old] += n
        moved1[0, day, second, new[i]] += n
        people[p].cell = new[i]


@kernel
def _grow(ids, people, now, step0, step1, moved0, moved1, passed0, passed1, day):  # type: ignore[no-untyped-def]
    """A person more in each of these parties, where they are; in each state that is one in, from the world outside."""
    for i in range(ids.size):
        p = ids[i]
        c, first, second = people[p].cell, people[p].state[0], people[p].state[1]
        now[first * step0 + second * step1 + c] += 1
        moved0[0, day, first, c] += 1
        moved1[0, day, second, c] += 1
        passed0[people[p].world, 0, first] += 1
        passed1[people[p].world, 0, second] += 1
        people[p].size += 1


@kernel
def _enter(ids, people, now):  # type: ignore[no-untyped-def]
    """Count newborn persons in the world outside, state 0 of both tracks."""
    for i in range(ids.size):
        now[people[ids[i]].cell] += people[ids[i]].size


@kernel
def _count(ids, ends, numbers, people, events, day):  # type: ignore[no-untyped-def]
    """Count persons, each in her cell: those up to ``ends[n]`` for event ``numbers[n]``."""
    i = 0
    for n in range(ends.size):
        row = events[numbers[n], day]
        while i < ends[n]:
            row[people[ids[i]].cell] += people[ids[i]].size
            i += 1


@kernel
def _write(now, stock, row, used, day):  # type: ignore[no-untyped-def]
    """Write down who is where; a joint state gets a row when somebody is in it for the first time. Returns the rows in use."""
    cells = stock.shape[2]
    for joint in range(row.size):
        for c in range(cells):
            number = now[joint * cells + c]
            if number != 0:
                if row[joint] < 0:
                    row[joint] = used
                    used += 1
                stock[row[joint], day, c] = number
    return used


class Ledger:
    """Counts per day: stocks of the joint states, moves in and out of each state, named events, and sums of measures.

    Shapes: ``stock`` (days, first states, second states, cells) at day ends; ``moved_in`` and ``moved_out`` a track of
    (days, states, cells); ``events`` a name of (days, cells); ``sums`` a name of (days, worlds).

    Moves by day take as much memory as all else, and no series needs them: they are kept when ``keep_moves`` says so. Who
    passed from which state to which is kept by period (a year, say): see :attr:`passed` and :attr:`held`.

    The days of a joint state, and of an event, lie together, in the order in which they first occur: what never does takes
    no memory.
    """

    def __init__(self, people: People, days: int, first_states: int, second_states: int, cells: int, keep_moves: bool = True) -> None:
        self._people = people
        self.shape = (first_states, second_states, cells)
        self.now = np.zeros(first_states * second_states * cells, np.int32)
        self._stock = np.zeros((first_states * second_states, days, cells), np.int32)
        self._row = np.full(first_states * second_states, -1)  # of a joint state, in the stock; -1 when nobody was ever in it
        self._rows = 0
        self._keeps_moves = keep_moves
        self._moved = tuple(np.zeros((2, days if keep_moves else 1, n, cells), np.int32) for n in (first_states, second_states))
        self.sums: dict[str, NDArray[np.float64]] = {}
        self.moves = 0
        self._days = days
        self._steps = (second_states * cells, cells)
        self._passed: list[tuple[NDArray[np.int32], ...]] = []
        self._held: list[NDArray[np.int32]] = []
        self.begin_period()
        self._number: dict[str, int] = {}  # of an event, its row
        self._events = np.zeros((256, days, cells), np.int32)  # room costs nothing until it is used
        self._told: list[Ids] = []  # events of today that are not counted yet: who, and which
        self._which: list[int] = []

    def begin_period(self) -> None:
        """From now on moves count in a period of their own; the first, which begins by itself, is the time before the first day."""
        if self._passed:
            self._held.append(self.now.copy())
        worlds = len(self._people.worlds)
        self._passed.append(tuple(np.zeros((worlds, n, n), np.int32) for n in self.shape[:2]))
        # a track: what a move reads and writes beside the people and the day
        self._tracks = tuple(
            (t, self.now, self._steps[t], self._steps[1 - t], self._moved[t], self._passed[-1][t].reshape(-1), self.shape[t])
            for t in (0, 1)
        )

    @property
    def passed(self) -> tuple[NDArray[np.int32], ...]:
        """Persons who went from one state (third axis) to another (fourth): a track of (periods, worlds, states, states).

        Who is born into a party came from the world outside. The sum over a state is its stock at the end less that before.
        """
        return tuple(np.stack([period[track] for period in self._passed]) for track in (0, 1))

    @property
    def held(self) -> tuple[NDArray[np.int32], ...]:
        """Persons in each state at the end of each period: a track of (periods, worlds, states)."""
        worlds = len(self._people.worlds)
        ends = np.stack([*self._held, self.now]).reshape(-1, *self.shape[:2], worlds, self.shape[2] // worlds).sum(axis=4)
        return tuple(ends.sum(axis=2 - track).swapaxes(1, 2) for track in (0, 1))

    @property
    def stock(self) -> NDArray[np.int32]:
        """Who is in each joint state at each day end: large, and made anew each time; for some states see :meth:`stock_in`."""
        used = np.flatnonzero(self._row >= 0)
        whole = np.zeros((self._days, self._row.size, self.shape[2]), np.int32)
        whole[:, used] = self._stock[self._row[used]].swapaxes(0, 1)
        return whole.reshape(self._days, *self.shape)

    def stock_in(self, first: Iterable[int], second: Iterable[int], cells: slice) -> NDArray[np.int32]:
        """Who is in one of these states of the first track and one of the second, at each day end, shape (days, cells)."""
        total = np.zeros_like(self._stock[0, :, cells])
        for row in (self._row[one * self.shape[1] + other] for one in first for other in second):
            if row >= 0:
                total += self._stock[row, :, cells]
        return total

    @property
    def moved_in(self) -> tuple[NDArray[np.int32], ...]:
        """Who came into each state, a track of (days, states, cells)."""
        return tuple(moved[0] for moved in self._kept_moves())

    @property
    def moved_out(self) -> tuple[NDArray[np.int32], ...]:
        """Who left each state, a track of (days, states, cells)."""
        return tuple(moved[1] for moved in self._kept_moves())

    def _kept_moves(self) -> tuple[NDArray[np.int32], ...]:
        if not self._keeps_moves:
            raise ValueError("moves were not kept by day; make the simulation with keep_moves")
        return self._moved

    @property
    def events(self) -> dict[str, NDArray[np.int32]]:
        """How often each event happened, a name of (days, cells)."""
        return {name: self._events[number] for name, number in self._number.items()}

    def _moves_of(self, day: int) -> int:
        """The row in which the moves of a day are counted."""
        return day if self._keeps_moves else 0

    def enter(self, ids: Ids) -> None:
        """Count newborn rows in the world outside, state 0 of both tracks."""
        _enter(ids, self._people.core, self.now)

    def move(self, day: int, ids: Ids, to: int | NDArray[np.int64], when: NDArray[np.float64], track: int) -> None:
        """Move persons to a state (one for all, or one each) of a track."""
        (_move if isinstance(to, int) else _move_each)(ids, to, when, self._people.core, *self._tracks[track], self._moves_of(day))
        self.moves += ids.size

    def change_cell(self, day: int, ids: Ids, new: NDArray[np.int16]) -> None:
        """Count persons in another cell from this day on."""
        self._count_told(day)  # what happened before counts in the cell of before
        _change_cell(ids, new, self._people.core, self.now, *self._steps, *self._moved, self._moves_of(day))

    def grow(self, day: int, ids: Ids) -> None:
        """A person more in each of these parties from this day on."""
        self._count_told(day)  # what happened before happened to the others
        _grow(ids, self._people.core, self.now, *self._steps, *self._moved, *self._passed[-1], self._moves_of(day))

    def event(self, name: str, ids: Ids) -> None:
        """Note a named event of today for each of these persons; many together are counted at once, later in the day."""
        number = self._number.get(name)
        if number is None:
            number = self._new_event(name)
        self._told.append(ids)
        self._which.append(number)

    def add(self, name: str, day: int, amount: NDArray[np.float64]) -> None:
        """Add amounts (weeks waited, say), one a world, to a named sum of the day."""
        sums = self.sums.get(name)
        if sums is None:
            sums = self.sums[name] = np.zeros((self._days, amount.size))
        sums[day] += amount

    def _new_event(self, name: str) -> int:
        number = self._number[name] = len(self._number)
        if number == len(self._events):
            self._events = np.concatenate((self._events, np.zeros_like(self._events)))
        return number

    def _count_told(self, day: int) -> None:
        """Count what was noted."""
        if self._told:
            ends = np.cumsum([ids.size for ids in self._told])
            _count(np.concatenate(self._told), ends, np.array(self._which), self._people.core, self._events, day)
            self._told.clear()
            self._which.clear()

    def close_day(self, day: int) -> None:
        """Write the stocks as they are at the end of this day."""
        self._count_told(day)
        self._rows = _write(self.now, self._stock, self._row, self._rows, day)
