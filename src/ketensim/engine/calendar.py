"""Who is due on which day, for all delays together.

One linked list a station and day over shared entries: putting a person in and taking her out cost the same however many
wait. An entry remembers the spell it was made for; when the person has moved on since, it is stale and is passed over, so
nobody has to be looked for and taken out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.luck import kernel
from ketensim.engine.people import Ids, People

# what is read together lies together: an entry costs one trip to memory
ENTRY = np.dtype([("due", np.float64), ("next", np.int32), ("person", np.int32), ("spell", np.int32)], align=True)


@kernel
def _put(ids, due, people, track, head, entries, free, used, today):  # type: ignore[no-untyped-def]
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
            e = free
            free = entries[e].next
        else:
            e = used
            used += 1
        entries[e].due = t
        entries[e].person = ids[i]
        entries[e].spell = people[ids[i]].spell[track]
        entries[e].next = head[day]
        head[day] = e
    return free, used


@kernel
def _take(day, head, entries, people, track, out_id, out_due, free):  # type: ignore[no-untyped-def]
    """Take all entries off a day's list; returns (how many still hold, first free entry)."""
    n = 0
    e = head[day]
    head[day] = -1
    while e >= 0:
        p = entries[e].person
        if people[p].spell[track] == entries[e].spell:
            out_id[n] = p
            out_due[n] = entries[e].due
            n += 1
        after = entries[e].next
        entries[e].next = free
        free = e
        e = after
    return n, free


class Calendar:
    """The days to come, up to ``days``, and who is due on each at which station (these are numbered as they are added)."""

    def __init__(self, people: People, days: int, size: int = 1 << 19) -> None:
        self._people, self.days = people, days
        self.today = 0
        self._head = np.empty((0, days), np.int32)
        self._rows: list[NDArray[np.int32]] = []
        self._entries = np.empty(size, ENTRY)
        self._taken_id, self._taken_due = np.empty(size, np.intp), np.empty(size)
        self._free = -1
        self._used = 0

    def add_station(self) -> int:
        """Make room for one more station; returns its number."""
        self._head = np.concatenate((self._head, np.full((1, self.days), -1, np.int32)))
        self._rows = list(self._head)
        return len(self._rows) - 1

    def put(self, ids: Ids, due: NDArray[np.float64], station: int, track: int) -> None:
        """Note that these persons are due at ``station`` at times ``due`` (days; one in the past comes up today)."""
        if not ids.size:
            return
        if self._used + ids.size > self._entries.size:
            self._grow(self._used + ids.size)
        self._free, self._used = _put(
            ids, due, self._people.core, track, self._rows[station], self._entries, self._free, self._used, self.today
        )

    def has_due(self, day: int, station: int) -> bool:
        """Whether a station has entries on a day."""
        return bool(self._rows[station][day] >= 0)

    def take(self, day: int, station: int, track: int) -> tuple[Ids, NDArray[np.float64]]:
        """Take the persons whose time at ``station`` ends on ``day`` and who are still in that spell: (rows, times)."""
        n, self._free = _take(
            day, self._rows[station], self._entries, self._people.core, track, self._taken_id, self._taken_due, self._free
        )
        return self._taken_id[:n].copy(), self._taken_due[:n].copy()

    def _grow(self, needed: int) -> None:
        old = self._entries
        self._entries = np.empty(max(2 * old.size, needed), ENTRY)
        self._entries[: old.size] = old
        self._taken_id, self._taken_due = np.empty(self._entries.size, np.intp), np.empty(self._entries.size)
