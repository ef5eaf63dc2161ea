"""Who is due on which day, for all delays together.

One linked list a station and day over shared columns: putting a person in and taking her out cost the same however many
wait. An entry remembers the spell it was made for; when the person has moved on since, it is stale and is passed over, so
nobody has to be looked for and taken out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.luck import kernel
from ketensim.engine.people import Ids


@kernel
def _put(ids, due, spell, head, nxt, person, entry_spell, entry_due, free, used, today):  # type: ignore[no-untyped-def]
    """Enter persons on their days; returns (first free entry, entries ever used)."""
    days = head.size
    for i in range(ids.size):
        t = due[i]
        if not t < days:
            continue  # after the last day: it cannot be seen any more
        day = max(int(t), today)
        if day >= days:
            continue
        if free >= 0:
            entry = free
            free = nxt[entry]
        else:
            entry = used
            used += 1
        person[entry] = ids[i]
        entry_spell[entry] = spell[ids[i]]
        entry_due[entry] = t
        nxt[entry] = head[day]
        head[day] = entry
    return free, used


@kernel
def _take(day, head, nxt, person, entry_spell, entry_due, spell, out_id, out_due, free):  # type: ignore[no-untyped-def]
    """Take all entries off a day's list; returns (how many still hold, first free entry)."""
    n = 0
    entry = head[day]
    head[day] = -1
    while entry >= 0:
        p = person[entry]
        if spell[p] == entry_spell[entry]:
            out_id[n] = p
            out_due[n] = entry_due[entry]
            n += 1
        after = nxt[entry]
        nxt[entry] = free
        free = entry
        entry = after
    return n, free


class Calendar:
    """The days to come, up to ``days``, and who is due on each at which station (these are numbered as they are added)."""

    def __init__(self, days: int, size: int = 1 << 19) -> None:
        self.days = days
        self.today = 0
        self._head = np.empty((0, days), np.int32)
        self._rows: list[NDArray[np.int32]] = []
        self._next = np.empty(size, np.int32)
        self._person = np.empty(size, np.int32)
        self._spell = np.empty(size, np.int32)
        self._due = np.empty(size, np.float64)
        self._taken_id, self._taken_due = np.empty(size, np.int32), np.empty(size)
        self._free = -1
        self._used = 0

    def add_station(self) -> int:
        """Make room for one more station; returns its number."""
        self._head = np.concatenate((self._head, np.full((1, self.days), -1, np.int32)))
        self._rows = list(self._head)
        return len(self._rows) - 1

    def put(self, ids: Ids, due: NDArray[np.float64], station: int, spell: NDArray[np.int32]) -> None:
        """Note that these persons are due at ``station`` at times ``due`` (days; one in the past comes up today)."""
        if not ids.size:
            return
        if self._used + ids.size > self._next.size:
            self._grow(self._used + ids.size)
        self._free, self._used = _put(
            ids, due, spell, self._rows[station], self._next, self._person, self._spell, self._due, self._free, self._used, self.today
        )

    def stations_due(self, day: int) -> list[int]:
        """Which stations have entries on a day, in order."""
        return np.flatnonzero(self._head[:, day] >= 0).tolist()  # type: ignore[no-any-return]

    def take(self, day: int, station: int, spell: NDArray[np.int32]) -> tuple[Ids, NDArray[np.float64]]:
        """Take the persons whose time at ``station`` ends on ``day`` and who are still in that spell: (rows, times)."""
        n, self._free = _take(
            day, self._rows[station], self._next, self._person, self._spell, self._due, spell, self._taken_id, self._taken_due, self._free
        )
        return self._taken_id[:n].copy(), self._taken_due[:n].copy()

    def _grow(self, needed: int) -> None:
        size = max(2 * self._next.size, needed)
        for name in ("_next", "_person", "_spell", "_due"):
            old = getattr(self, name)
            new = np.empty(size, old.dtype)
            new[: old.size] = old
            setattr(self, name, new)
        self._taken_id, self._taken_due = np.empty(size, np.int32), np.empty(size)
