"""In which order the IND decides on nareis: by the day of the application, but for who goes first.

Of family of an amv, of referents who have a house, and of a nationality a share may go before all others. Who does is
looked at when an application comes in, when the rule changes, and every month for referents who were housed since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.states import P, R
from ketensim.engine.people import Ids
from ketensim.scenario.groups import AMV

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
FIRST = 20_000.0  # days: further than any application lies back
MONTH = 30  # days


class Order:
    """Who goes first at the desk of nareis."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._amv, self._housed = chain.now("nareis.priority.amv"), chain.now("nareis.priority.housed")
        self._group = chain.by_nationality("nareis.priority.group")
        rule = chain.each(
            lambda rules: np.vstack((rules.table("nareis.priority", ("amv", "housed")), rules.table("nareis.priority.group")))
        )
        self._changes: NDArray[np.bool_] = np.any(np.diff(rule, axis=2) != 0.0, axis=1)  # in which worlds, from one day to the next
        for day in np.flatnonzero(self._changes.any(axis=0)) + 1:
            chain.sim.at(int(day), self._sort_again)
        self._any: NDArray[np.bool_] = np.any(rule, axis=(0, 1))
        self._on_houses: NDArray[np.bool_] = np.any(rule[:, 1], axis=0)
        if self._on_houses.any():
            chain.sim.source(self._newly_housed)

    def key(self, ids: Ids, at: Floats) -> Floats:
        """The place of each in the line: the lowest is decided on first."""
        applied: Floats = self.chain.people.applied[ids]
        return applied - FIRST * self._first(ids) if self._any[self.chain.sim.day] else applied

    def _first(self, ids: Ids) -> NDArray[np.bool_]:
        people = self.chain.people
        referent = people.referent[ids]
        amv = np.where(people.kind_applied[referent] == AMV, self._amv(ids), 0.0)
        housed = np.where(people.state1[referent] == R["municipality"], self._housed(ids), 0.0)
        group = np.where(people.applied[ids] >= 0.0, self._group(ids), 0.0)  # such files of before the first day were decided before it
        chance = np.maximum(np.maximum(amv, housed), group)
        first: NDArray[np.bool_] = self.chain.nareis.family_luck(ids, "nareis.priority") < chance
        return first

    def _waiting(self) -> Ids:
        """All who wait for a decision."""
        file = self.chain.people.state0[: self.chain.people.count]
        return np.flatnonzero((file == P["nareis.mvv"]) | (file == P["nareis.evrm8"]))

    def _sort_again(self) -> None:
        """The rule has changed: all who wait join the line anew, with the day of their application."""
        nareis, ids = self.chain.nareis, self._waiting()
        ids = ids[self._changes[self.chain.people.world[ids], self.chain.sim.day - 1]]
        nareis.desk.put(ids, self.chain.people.since0[ids].copy())
        nareis.may_withdraw(ids)

    def _newly_housed(self, day: int) -> None:
        """Families whose referent was housed in the last month go to the front, where that is the rule."""
        if day % MONTH or not self._on_houses[day]:
            return
        people, ids = self.chain.people, self._waiting()
        referent = people.referent[ids]
        new = (people.state1[referent] == R["municipality"]) & (people.since1[referent] >= day - MONTH)
        ids = ids[new]
        first = ids[self._first(ids)]
        self.chain.nareis.desk.line_up(first, people.since0[first])


__all__ = ["Order"]
