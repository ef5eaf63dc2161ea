"""Who is due on which day, for all delays together.

One linked list a day over shared columns: putting a person in and taking her out cost the same however many wait. An
entry remembers the spell it was made for; when the person has moved on since, it is stale and is passed over, so nobody
has to be looked for and taken out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.luck import kernel
from ketensim.engine.people import Ids


@kernel
def _put(ids, due, station, spell, days, head, nxt, person, entry_station, entry_spell, entry_due, free, used, today):  # type: ignore[no-untyped-def]
    """Enter persons on their days; returns (first free entry, entries ever used)."""
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
        entry_station[entry] = station
        entry_spell[entry] = spell[ids[i]]
        entry_due[entry] = t
        nxt[entry] = head[day]
        head[day] = entry
    return free, used


@kernel
def _gather(day, station, head, nxt, person, entry_station, entry_spell, entry_due, spell, out_id, out_due, free):  # type: ignore[no-untyped-def]
    """Take the entries of one station off a day's list; returns (how many still hold, first free entry)."""
    n = 0
    before = -1
    entry = head[day]
    while entry >= 0:
        after = nxt[entry]
        if entry_station[entry] == station:
            p = person[entry]
            if spell[p] == entry_spell[entry]:
                out_id[n] = p
                out_due[n] = entry_due[entry]
                n += 1
            if before >= 0:
                nxt[before] = after
            else:
                head[day] = after
            nxt[entry] = free
            free = entry
        else:
            before = entry
        entry = after
    return n, free


@kernel
def _present(day, head, nxt, entry_station, seen):  # type: ignore[no-untyped-def]
    """Count a day's entries a station; returns their number."""
    n = 0
    seen[:] = 0
    entry = head[day]
    while entry >= 0:
        seen[entry_station[entry]] += 1
        n += 1
        entry = nxt[entry]
    return n


class Calendar:
    """The days to come, up to ``days``, and who is due on each."""

    def __init__(self, days: int, size: int = 1 << 19) -> None:
        self.days = days
        self.today = 0
        self._head = np.full(days, -1, np.int32)
        self._next = np.empty(size, np.int32)
        self._person = np.empty(size, np.int32)
        self._station = np.empty(size, np.int16)
        self._spell = np.empty(size, np.int32)
        self._due = np.empty(size, np.float64)
        self._taken_id, self._taken_due = np.empty(size, np.int32), np.empty(size)
        self._free = -1
        self._used = 0
        self._seen = np.zeros(0, np.int64)

    def put(self, ids: Ids, due: NDArray[np.float64], station: int, spell: NDArray[np.int32]) -> None:
        """Note that these persons are due at ``station`` at times ``due`` (days; one in the past comes up today)."""
        if not ids.size:
            return
        if self._used + ids.size > self._next.size:
            self._grow(self._used + ids.size)
        self._free, self._used = _put(
            ids, due, station, spell, self.days, self._head, self._next, self._person, self._station, self._spell,
            self._due, self._free, self._used, self.today,
        )  # fmt: skip

    def stations_due(self, day: int, stations: int) -> NDArray[np.int64]:
        """Which stations have entries on a day, in the order in which stations were made."""
        if self._seen.size < stations:
            self._seen = np.zeros(stations, np.int64)
        if not _present(day, self._head, self._next, self._station, self._seen):
            return self._seen[:0]
        return np.flatnonzero(self._seen)

    def take(self, day: int, station: int, spell: NDArray[np.int32]) -> tuple[Ids, NDArray[np.float64]]:
        """Take the persons whose time at ``station`` ends on ``day`` and who are still in that spell: (rows, times)."""
        n, self._free = _gather(
            day, station, self._head, self._next, self._person, self._station, self._spell, self._due, spell,
            self._taken_id, self._taken_due, self._free,
        )  # fmt: skip
        return self._taken_id[:n].copy(), self._taken_due[:n].copy()

    def _grow(self, needed: int) -> None:
        size = max(2 * self._next.size, needed)
        for name in ("_next", "_person", "_station", "_spell", "_due"):
            old = getattr(self, name)
            new = np.empty(size, old.dtype)
            new[: old.size] = old
            setattr(self, name, new)
        self._taken_id, self._taken_due = np.empty(size, np.int32), np.empty(size)
