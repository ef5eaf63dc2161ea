"""The statutory term (*wettelijke beslistermijn*): the day by which the IND has to have decided (report 4.3.3, 4.3.1.2).

An asylum file has six months, and nine more where it came under an extension (*verlenging*, WBV): whatever was filed
since the extension began, or was still within its term then. The ruling of 8 May 2025 undid it for all. A decision
moratorium puts the term of files that were still within it off until it ends, up to a legal most. A Dublin claim has no
such term; a file that leaves spoor 1 for spoor 4 has its own from then, a re-opened file from the day it came back.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import NATIONALITIES, Rules
from ketensim.chain.states import ABROAD, PROCEDURE, P
from ketensim.engine.luck import kernel
from ketensim.engine.people import Ids

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
MONTH = 30.4375  # days
FIRST_EXTENDED = date(2022, 9, 27)  # WBV 2022/22, gone on with every year until the ruling of 2025 (4.3.3)
ASYLUM = ("registration", "ind.border", "ind.spoor2", "ind.aa", "ind.va", "ind.subsequent", "ind.reopened", "ind.ukraine")
_SYRIA = NATIONALITIES.index("syria")
NO_TERM, _ASYLUM, _REOPENED, _NAREIS = range(4)
_SORT = np.full(len(PROCEDURE), NO_TERM)
_SORT[[P[state] for state in ASYLUM]] = _ASYLUM
_SORT[P["ind.reopened"]] = _REOPENED
_SORT[[P[state] for state in ABROAD]] = _NAREIS
_FIRST, _EXTENSION, _EXTENDED_FROM, _LONGEST, _ABROAD, _CLOSED, _CLOSED_SINCE, _COUNTED = range(8)


@kernel
def term_end(p, day, people, sorts, applied, later, nationality, syria, today, closed_before, extension=_EXTENSION):  # type: ignore[no-untyped-def]
    """When the term of a file ends, by the rules of its world today; ``extension`` is the column of the extension."""
    sort, world = sorts[people[p].state[0]], people[p].world
    if sort == NO_TERM:
        return np.inf
    if sort == _NAREIS:
        return applied[p] + today[world, _ABROAD]
    start = people[p].since[0] if sort == _REOPENED else applied[p] + later[p]
    end = start + today[world, _FIRST]
    if start >= today[world, _EXTENDED_FROM]:
        end += today[world, extension]
    if end < today[world, _CLOSED_SINCE] or nationality[p] != syria:
        return end
    longest = max(end, start + today[world, _LONGEST])
    if today[world, _CLOSED] > 0.0:
        return longest
    return min(longest, end + closed_before[world, day] - closed_before[world, min(max(0, int(start)), day)])


@kernel
def _ends(ids, day, people, sorts, applied, later, nationality, syria, today, closed_before, extension, out):  # type: ignore[no-untyped-def]
    for i in range(ids.size):
        out[i] = term_end(ids[i], day, people, sorts, applied, later, nationality, syria, today, closed_before, extension)


@kernel
def _late(count, day, people, sorts, applied, later, nationality, syria, today, closed_before, late):  # type: ignore[no-untyped-def]
    for p in range(count):
        state = people[p].state[0]
        if sorts[state] == NO_TERM:
            continue
        if term_end(p, day, people, sorts, applied, later, nationality, syria, today, closed_before) < day + 1.0:
            late[people[p].world, state] += people[p].size


class Term:
    """When the term of an open file ends, by the rules of today."""

    def __init__(self, chain: Chain) -> None:
        self._sim, self._people = chain.sim, chain.people
        # days between the application and the start of the term: of files that were a Dublin claim first
        chain.people.column("term_after", np.float64, 0.0)
        self._today = np.ascontiguousarray(np.moveaxis(chain.each(_terms), 2, 0))
        self._closed_before = chain.each(_closed_before)

    def ends(self, ids: Ids, day: int | None = None) -> Floats:
        """The day on which the term of each open file ends; inf without a term (Dublin claims, files that are decided).

        By the rules of today, or of another ``day``.
        """
        return self._ends(ids, _EXTENSION, day)

    def in_time(self, ids: Ids, at: Floats) -> NDArray[np.bool_]:
        """Which of these open files are decided within their term at ``at``, as it is counted: an extension that was undone does not count."""
        return at <= self._ends(ids, _COUNTED)

    def not_extended(self, ids: Ids) -> Floats:
        """The day on which the term of each open file would end without an extension; inf where no such term is known."""
        people, day = self._people, self._sim.day
        end = people.applied[ids] + people.term_after[ids] + self._today[day][people.world[ids], _FIRST]
        return np.where(_SORT[people.state0[ids]] == _ASYLUM, end, np.inf)

    @property
    def changes(self) -> list[int]:
        """The days on which the rules of a world are not those of the day before."""
        return [int(day) + 1 for day in np.flatnonzero((self._today[1:] != self._today[:-1]).any(axis=(1, 2)))]

    def open_files(self) -> Ids:
        """The files that have a term."""
        return np.flatnonzero(_SORT[self._people.state0[: self._people.count]] != NO_TERM)

    def _ends(self, ids: Ids, extension: int, day: int | None = None) -> Floats:
        day, out = self._sim.day if day is None else day, np.empty(ids.size)
        _ends(ids, day, self._people.core, *self.files(day), extension, out)
        return out

    def late(self, day: int) -> NDArray[np.int64]:
        """Persons whose file is past its term at the end of a day, shape (worlds, states of the procedure)."""
        late = np.zeros((self._sim.worlds, len(PROCEDURE)), np.int64)
        _late(self._people.count, day, self._people.core, *self.files(day), late)
        return late

    def starts(self, ids: Ids, at: Floats) -> None:
        """The term of these files runs from now: the Netherlands turned out to be responsible for them."""
        self._people.term_after[ids] = at - self._people.applied[ids]

    def files(self, day: int | None = None) -> tuple[NDArray[np.int64], Floats, Floats, NDArray[np.int8], int, Floats, Floats]:
        """What :func:`term_end` has to know of all files, and the rules of each world today, or on another ``day``."""
        people, day = self._people, self._sim.day if day is None else day
        return _SORT, people.applied, people.term_after, people.nationality, _SYRIA, self._today[day], self._closed_before


def _terms(rules: Rules) -> Floats:
    """The terms of each day in days, and since when a moratorium holds: shape (8, days)."""
    closed = _closed(rules)
    first, extension, longest, nareis = (MONTH * rules.path(f"ind.term.{name}") for name in ("first", "extension", "longest", "nareis"))
    extended = _since(extension > 0.0, rules.day(FIRST_EXTENDED)) - first
    counted = extension * rules.path("ind.term.extension_stands")
    return np.stack([first, extension, extended, longest, nareis, closed, _since(closed, 0, True), counted])


def _since(holds: NDArray[np.bool_], before: int, over: bool = False) -> Floats:
    """When a rule that holds on a day began to: ``before``, where it held on the first day; inf where it does not hold.

    With ``over`` the last time is kept when it holds no more.
    """
    days = np.arange(holds.size, dtype=np.float64)
    begins = holds & ~np.concatenate(([False], holds[:-1]))
    days[0] = min(0, before)
    since = np.maximum.accumulate(np.where(begins, days, -np.inf))
    return np.where((since > -np.inf) if over else holds, since, np.inf)


def _closed(rules: Rules) -> NDArray[np.bool_]:
    """The days on which no Syrian file may be decided: a moratorium."""
    return rules.path("ind.spoor4.syria_share") == 0.0


def _closed_before(rules: Rules) -> Floats:
    """On how many days before each there was a moratorium."""
    closed = _closed(rules)
    return np.cumsum(np.concatenate(([False], closed[:-1])), dtype=np.float64)
