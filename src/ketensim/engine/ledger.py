"""The books: who is where at each day end, and what moved.

A stock is never counted from the people: it is carried forward by the moves, so that stock(t) = stock(t-1) + in - out
is checked by an independent count in the tests, not assumed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.luck import kernel
from ketensim.engine.people import Ids


@kernel
def _move(ids, to, when, state, since, spell, other, cell, joint, joint_step, other_step, inn, out, day):  # type: ignore[no-untyped-def]
    """Bring persons into state ``to`` of one track; the joint count and the day's in and out follow."""
    for i in range(ids.size):
        p = ids[i]
        c = cell[p]
        old = state[p]
        base = other[p] * other_step + c
        joint[old * joint_step + base] -= 1
        joint[to * joint_step + base] += 1
        out[day, old, c] += 1
        inn[day, to, c] += 1
        state[p] = to
        since[p] = when[i]
        spell[p] += 1


@kernel
def _move_each(ids, to, when, state, since, spell, other, cell, joint, joint_step, other_step, inn, out, day):  # type: ignore[no-untyped-def]
    """The same, with a state of its own for each person."""
    for i in range(ids.size):
        p = ids[i]
        c = cell[p]
        old, new = state[p], to[i]
        base = other[p] * other_step + c
        joint[old * joint_step + base] -= 1
        joint[new * joint_step + base] += 1
        out[day, old, c] += 1
        inn[day, new, c] += 1
        state[p] = new
        since[p] = when[i]
        spell[p] += 1


@kernel
def _change_cell(ids, new, first, second, cell, joint, first_step, second_step, in1, out1, in2, out2):  # type: ignore[no-untyped-def]
    """Count persons in another group from now on; in each state that is one out and one in."""
    for i in range(ids.size):
        p = ids[i]
        base = first[p] * first_step + second[p] * second_step
        old = cell[p]
        joint[base + old] -= 1
        joint[base + new[i]] += 1
        out1[first[p], old] += 1
        in1[first[p], new[i]] += 1
        out2[second[p], old] += 1
        in2[second[p], new[i]] += 1
        cell[p] = new[i]


@kernel
def _count(ids, cell, rows, row):  # type: ignore[no-untyped-def]
    """Count persons in a row, each in her cell."""
    for i in range(ids.size):
        rows[row, cell[ids[i]]] += 1


class Ledger:
    """Counts per day: stocks of the joint states, moves in and out of each state, named events, and sums of measures.

    Shapes: ``stock`` (days, first states, second states, cells) at day ends; ``moved_in`` and ``moved_out`` a track of
    (days, states, cells); ``events`` a name of (days, cells); ``sums`` a name of (days, worlds).
    """

    def __init__(self, days: int, first_states: int, second_states: int, cells: int) -> None:
        self.shape = (first_states, second_states, cells)
        self.now = np.zeros(first_states * second_states * cells, np.int32)
        self.stock = np.zeros((days, *self.shape), np.int32)
        sizes = (first_states, second_states)
        self.moved_in = tuple(np.zeros((days, n, cells), np.int32) for n in sizes)
        self.moved_out = tuple(np.zeros((days, n, cells), np.int32) for n in sizes)
        self.events: dict[str, NDArray[np.int32]] = {}
        self.sums: dict[str, NDArray[np.float64]] = {}
        self.moves = 0
        self._days = days
        self._steps = (second_states * cells, cells)

    def enter(self, ids: Ids, cell: NDArray[np.int16]) -> None:
        """Count newborn rows in the world outside, state 0 of both tracks."""
        _count(ids, cell, self.now.reshape(-1, self.shape[2]), 0)

    def of_track(self, track: int, columns: tuple[Any, ...]) -> tuple[Any, ...]:
        """What a move in a track reads and writes; ``columns`` are (state, since, spell, state of the other track, cell)."""
        return *columns, self.now, self._steps[track], self._steps[1 - track], self.moved_in[track], self.moved_out[track]

    def move(self, day: int, ids: Ids, to: int | NDArray[np.int64], when: NDArray[np.float64], track: tuple[Any, ...]) -> None:
        """Move persons to a state (one for all, or one each) of a track, as given by :meth:`of_track`."""
        move = _move if isinstance(to, int) else _move_each
        move(ids, to, when, *track, day)
        self.moves += ids.size

    def change_cell(
        self, day: int, ids: Ids, new: NDArray[np.int16], first: NDArray[np.int16], second: NDArray[np.int16], cell: NDArray[np.int16]
    ) -> None:
        """Count persons in another cell from this day on."""
        _change_cell(
            ids, new, first, second, cell, self.now, self.shape[1] * self.shape[2], self.shape[2],
            self.moved_in[0][day], self.moved_out[0][day], self.moved_in[1][day], self.moved_out[1][day],
        )  # fmt: skip

    def event(self, name: str, day: int, ids: Ids, cell: NDArray[np.int16]) -> None:
        """Count a named event of the day for each of these persons."""
        rows = self.events.get(name)
        if rows is None:
            rows = self.events[name] = np.zeros((self._days, self.shape[2]), np.int32)
        _count(ids, cell, rows, day)

    def add(self, name: str, day: int, amount: NDArray[np.float64]) -> None:
        """Add amounts (weeks waited, say), one a world, to a named sum of the day."""
        sums = self.sums.get(name)
        if sums is None:
            sums = self.sums[name] = np.zeros((self._days, amount.size))
        sums[day] += amount

    def close_day(self, day: int) -> None:
        """Write the stocks as they are at the end of this day."""
        self.stock[day] = self.now.reshape(self.shape)
