"""Twins of the compiled parts: the same rules once more, in the plainest data structures there are.

Nothing here is shared with the engine but the rules. Where the engine has linked lists, heaps and mixed bits in arrays, a
twin has a dictionary, a list that is searched from end to end, and whole numbers of any length.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from math import floor, inf
from typing import NamedTuple

from scipy import stats

WHOLE = 1 << 64


# -- luck -------------------------------------------------------------------------------------------------------------
def number_of(name: str) -> int:
    """The number of a name."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def mixed(value: int) -> int:
    """SplitMix64's next number after a state."""
    value = (value + 0x9E3779B97F4A7C15) % WHOLE
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 % WHOLE
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB % WHOLE
    return value ^ (value >> 31)


def key_of(world: int, source: str, day: int, rank: int) -> int:
    """The key of a person."""
    return mixed(mixed(mixed(world ^ number_of(source)) ^ (day + 1_000_000)) ^ mixed(rank))


def child_key(parent: int, source: str, rank: int) -> int:
    """The key of a person named after another."""
    return mixed(mixed(parent ^ number_of(source)) ^ mixed(rank))


def luck_of(key: int, decision: str, lap: int) -> float:
    """The number in (0, 1) of a person for a decision in a round."""
    return (mixed(key ^ mixed(number_of(decision) ^ lap)) >> 11 | 1) / 2**53


# -- draws ------------------------------------------------------------------------------------------------------------
def count_of(u: float, some: float, mean: float, most: int) -> int:
    """Nought, or one and as many successes of ``most - 1`` trials as the quantile function of the binomial says."""
    if u >= some:
        return 0
    return 1 + int(stats.binom.ppf(u / some, most - 1, min((mean / some - 1) / (most - 1), 1.0)))


def hazard_due(per_day: list[float], at: float, e: float) -> float:
    """Walk from day to day until the hazard since ``at`` has used ``e`` up."""
    left = e
    for day in range(int(at), len(per_day)):
        begin = max(at, day)
        room = (day + 1 - begin) * per_day[day]
        if room > left:
            return begin + left / per_day[day]
        left -= room
    return inf


# -- who is due -------------------------------------------------------------------------------------------------------
class Entry(NamedTuple):
    """A person who is due at a station, in a spell."""

    station: int
    person: int
    spell: int
    due: float


class CalendarTwin:
    """A dictionary of lists, a list a day."""

    def __init__(self, days: int) -> None:
        self.days, self.today = days, 0
        self.entries: dict[int, list[Entry]] = defaultdict(list)

    def put(self, entry: Entry) -> None:
        if entry.due < self.days:
            self.entries[max(floor(entry.due), self.today)].append(entry)

    def stations_due(self, day: int) -> list[int]:
        return sorted({entry.station for entry in self.entries[day]})

    def take(self, day: int, station: int, spells: list[int]) -> list[tuple[int, float]]:
        mine = [entry for entry in self.entries[day] if entry.station == station]
        self.entries[day] = [entry for entry in self.entries[day] if entry.station != station]
        return sorted((entry.person, entry.due) for entry in mine if entry.spell == spells[entry.person])


# -- whose turn it is -------------------------------------------------------------------------------------------------
class Waiting(NamedTuple):
    """Where a party waits, and for how many it has to be served; who is lowest by (key, person) is first."""

    key: float
    person: int
    lane: int
    world: int
    load: int = 1


class DeskTwin:
    """All who wait, in a dictionary; whoever is lowest of those who are first in an open lane is served, with all of the party."""

    def __init__(self, worlds: int, lanes: int, shared: bool) -> None:
        self.waiting: dict[int, Waiting] = {}
        self.credit = [0.0] * worlds
        self.shared = shared
        self.room = [[0.0 if shared else inf] * lanes for _ in range(worlds)]

    def join(self, waiting: Waiting) -> None:
        self.waiting[waiting.person] = waiting

    def leave(self, person: int) -> None:
        self.waiting.pop(person, None)

    def serve(self, capacity: float, weight: list[float], share: list[float]) -> list[int]:
        served = []
        for world, room in enumerate(self.room):
            self.credit[world] += capacity
            if self.shared:
                for lane, part in enumerate(share):
                    first = self._first(world, lane)
                    kept = min(room[lane], weight[lane] * (first.load if first else 1)) if part * capacity > 0 else 0.0
                    room[lane] = inf if part >= 1 else kept + part * capacity
            served += self._serve_world(world, room, weight)
        return served

    def _first(self, world: int, lane: int) -> Waiting | None:
        return min((w for w in self.waiting.values() if (w.world, w.lane) == (world, lane)), default=None)

    def _serve_world(self, world: int, room: list[float], weight: list[float]) -> list[int]:
        served = []
        while True:
            fronts = [front for lane in range(len(room)) if (front := self._first(world, lane))]
            able = [w for w in fronts if room[w.lane] >= weight[w.lane] * w.load - 1e-9]
            if not able:
                kept = self.credit[world] - max(0, floor(self.credit[world] + 1e-9))
                held = sum(room[w.lane] for w in fronts if room[w.lane] < inf)
                self.credit[world] = max(kept, min(held, self.credit[world]))
                return served
            first = min(able)
            cost = weight[first.lane] * first.load
            if self.credit[world] < cost - 1e-9:
                return served
            self.credit[world] -= cost
            room[first.lane] -= cost
            served.append(first.person)
            del self.waiting[first.person]


# -- the books --------------------------------------------------------------------------------------------------------
class LedgerTwin:
    """Keeps where each party is and how many it has, and counts persons, not moves."""

    def __init__(self) -> None:
        self.places: dict[int, list[int]] = {}  # (first state, second state, cell) of a party
        self.sizes: dict[int, int] = {}
        self.stock: list[Counter[tuple[int, ...]]] = []
        self.moved_in: Counter[tuple[int, ...]] = Counter()  # (track, day, state, cell)
        self.moved_out: Counter[tuple[int, ...]] = Counter()

    def move(self, track: int, day: int, person: int, state: int) -> None:
        place = self.places[person]
        self.moved_out[track, day, place[track], place[2]] += self.sizes[person]
        place[track] = state
        self.moved_in[track, day, state, place[2]] += self.sizes[person]

    def change_cell(self, day: int, person: int, cell: int) -> None:
        place = self.places[person]
        for track in (0, 1):
            self.moved_out[track, day, place[track], place[2]] += self.sizes[person]
            self.moved_in[track, day, place[track], cell] += self.sizes[person]
        place[2] = cell

    def grow(self, day: int, person: int) -> None:
        place = self.places[person]
        self.sizes[person] += 1
        for track in (0, 1):
            self.moved_in[track, day, place[track], place[2]] += 1

    def close_day(self) -> None:
        counted: Counter[tuple[int, ...]] = Counter()
        for person, place in self.places.items():
            counted[tuple(place)] += self.sizes[person]
        self.stock.append(counted)
