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
ASYLUM = ("registration", "ind.spoor2", "ind.aa", "ind.va", "ind.subsequent", "ind.reopened")
_SYRIA = NATIONALITIES.index("syria")
_NONE, _ASYLUM, _REOPENED, _NAREIS = range(4)
_SORT = np.full(len(PROCEDURE), _NONE)
_SORT[[P[state] for state in ASYLUM]] = _ASYLUM
_SORT[P["ind.reopened"]] = _REOPENED
_SORT[[P[state] for state in ABROAD]] = _NAREIS
_FIRST, _EXTENSION, _EXTENDED_FROM, _LONGEST, _ABROAD, _CLOSED, _CLOSED_SINCE = range(7)


@kernel
def _end(p, day, people, applied, later, nationality, today, closed_before):  # type: ignore[no-untyped-def]
    """When the term of a file ends, by the rules of its world today."""
    sort, rules = _SORT[people[p].state[0]], today[people[p].world]
    if sort == _NONE:
        return np.inf
    if sort == _NAREIS:
        return applied[p] + rules[_ABROAD]
    start = people[p].since[0] if sort == _REOPENED else applied[p] + later[p]
    end = start + rules[_FIRST]
    if start >= rules[_EXTENDED_FROM]:
        end += rules[_EXTENSION]
    if nationality[p] == _SYRIA and end >= rules[_CLOSED_SINCE]:
        longest = max(end, start + rules[_LONGEST])
        if rules[_CLOSED] > 0.0:
            return longest
        before = closed_before[people[p].world]
        return min(longest, end + before[day] - before[min(max(0, int(start)), day)])
    return end


@kernel
def _ends(ids, day, people, applied, later, nationality, today, closed_before, out):  # type: ignore[no-untyped-def]
    for i in range(ids.size):
        out[i] = _end(ids[i], day, people, applied, later, nationality, today, closed_before)


@kernel
def _late(count, day, people, applied, later, nationality, today, closed_before, out):  # type: ignore[no-untyped-def]
    """Persons whose file is past its term at the end of a day, by world and state."""
    for p in range(count):
        state = people[p].state[0]
        if _SORT[state] != _NONE and _end(p, day, people, applied, later, nationality, today, closed_before) < day + 1.0:
            out[people[p].world, state] += people[p].size


class Term:
    """When the term of an open file ends, by the rules of today."""

    def __init__(self, chain: Chain) -> None:
        self._sim, self._people = chain.sim, chain.people
        # days between the application and the start of the term: of files that were a Dublin claim first
        chain.people.column("term_after", np.float64, 0.0)
        self._today = np.ascontiguousarray(np.moveaxis(chain.each(_terms), 2, 0))
        self._closed_before = chain.each(_closed_before)

    def ends(self, ids: Ids) -> Floats:
        """The day on which the term of each open file ends; inf without a term (Dublin claims, files that are decided)."""
        out = np.empty(ids.size)
        _ends(ids, *self._files(), out)
        return out

    def past(self) -> NDArray[np.int64]:
        """Persons whose file is past its term at the end of today, shape (worlds, states of the procedure)."""
        out = np.zeros((self._sim.worlds, len(PROCEDURE)), np.int64)
        _late(self._people.count, *self._files(), out)
        return out

    def starts(self, ids: Ids, at: Floats) -> None:
        """The term of these files runs from now: the Netherlands turned out to be responsible for them."""
        self._people.term_after[ids] = at - self._people.applied[ids]

    def _files(self) -> tuple[int, NDArray[np.void], Floats, Floats, NDArray[np.int8], Floats, Floats]:
        """Today, what is known of all files, and the rules of each world."""
        people, day = self._people, self._sim.day
        return day, people.core, people.applied, people.term_after, people.nationality, self._today[day], self._closed_before


def _terms(rules: Rules) -> Floats:
    """The terms of each day in days, and since when a moratorium holds: shape (7, days)."""
    closed = _closed(rules)
    first, extension, longest, nareis = (MONTH * rules.path(f"ind.term.{name}") for name in ("first", "extension", "longest", "nareis"))
    return np.stack([first, extension, _since(extension > 0.0, rules.day(FIRST_EXTENDED)) - first, longest, nareis, closed, _since(closed, 0, True)])


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
