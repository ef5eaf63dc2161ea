"""Stations: where people wait for a time (``Delay``) or for their turn (``Desk``), and a ``Timer`` beside either."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.luck import kernel
from ketensim.engine.people import Ids

if TYPE_CHECKING:
    from ketensim.engine.simulation import Simulation

Times = NDArray[np.float64]
Then = Callable[[Ids, Times], None]


class Timer:
    """Rings for a person after a time, unless the person has left the spell in which it was set.

    Patience in a queue, a term that runs out, a birthday: ``then(ids, at)`` gets those for whom it rang, and when.
    Where two ends of one spell fall on the same day, that of the station made first is handled and the other is void.
    """

    def __init__(self, sim: Simulation, number: int, track: int, then: Then) -> None:
        self._sim, self.number, self.track, self.then = sim, number, track, then

    def set(self, ids: Ids, due: Times) -> None:
        """Set it for these persons at times ``due``, for the spell they are in now."""
        self._sim.calendar.put(ids, due, self.number, self.track)


class Delay:
    """A state in which each person stays for a time of her own; then ``then(ids, at)`` says what is next."""

    def __init__(self, sim: Simulation, track: int, state: int, then: Then) -> None:
        self._sim, self.track, self.state = sim, track, state
        self._timer = sim.timer(track, then)

    def put(self, ids: Ids, at: Times, due: Times) -> None:
        """Take persons in at times ``at``, to stay until ``due``."""
        if not ids.size:
            return
        self._sim.move(self.track, ids, self.state, at)
        self._timer.set(ids, due)


class Inbox:
    """Gathers persons over a day and hands them on once, at the end of service: many small batches become one.

    Between two desks it sees to it that nobody passes both on one day, whichever serves first.
    """

    def __init__(self, then: Then) -> None:
        self._then = then
        self._waiting: list[tuple[Ids, Times]] = []

    def put(self, ids: Ids, at: Times) -> None:
        """Leave persons here; they stay in their state until the inbox is emptied."""
        if ids.size:
            self._waiting.append((ids, at))

    def empty(self) -> bool:
        """Hand on whoever is here; returns whether there was anybody."""
        if not self._waiting:
            return False
        waiting, self._waiting = self._waiting, []
        ids, at = waiting[0] if len(waiting) == 1 else (np.concatenate(c) for c in zip(*waiting, strict=True))
        self._then(ids, at)
        return True


@kernel
def _push(ids, key, load, lane, people, track, heap_key, heap_id, heap_spell, heap_load, size):  # type: ignore[no-untyped-def]
    """Put parties on the heap of their lane, smallest (key, row) on top."""
    for i in range(ids.size):
        ln = lane[i]
        k, p = key[i], ids[i]
        j = size[ln]
        size[ln] += 1
        keys, who, spells, loads = heap_key[ln], heap_id[ln], heap_spell[ln], heap_load[ln]
        while j > 0:
            up = (j - 1) >> 1
            if keys[up] < k or (keys[up] == k and who[up] < p):
                break
            keys[j], who[j], spells[j], loads[j] = keys[up], who[up], spells[up], loads[up]
            j = up
        keys[j], who[j], spells[j], loads[j] = k, p, people[p].spell[track], load[i]


@kernel
def _drop_top(keys, people, spells, loads, n):  # type: ignore[no-untyped-def]
    """Take the top off a heap of ``n``; returns n - 1."""
    n -= 1
    k, p, s, persons = keys[n], people[n], spells[n], loads[n]
    j = 0
    while True:
        down = 2 * j + 1
        if down >= n:
            break
        right = down + 1
        if right < n and (keys[right] < keys[down] or (keys[right] == keys[down] and people[right] < people[down])):
            down = right
        if k < keys[down] or (k == keys[down] and p < people[down]):
            break
        keys[j], people[j], spells[j], loads[j] = keys[down], people[down], spells[down], loads[down]
        j = down
    keys[j], people[j], spells[j], loads[j] = k, p, s, persons
    return n


@kernel
def _serve(capacity, share, weight, credit, lost, room, spill, people, track, heap_key, heap_id, heap_spell, heap_load, size, out):  # type: ignore[no-untyped-def]
    """In each world, serve whoever is first over the open lanes while there is credit; returns how many parties were served.

    Heaps are a row a world and lane; ``room`` (worlds, lanes) is what a lane may still take: its ``share`` of the capacity, and
    what it saved up; ``lost`` (worlds,) becomes what nobody there may take. A party costs the weight of its lane times its load of persons. With ``spill`` what no lane may take goes to whoever is first.
    """
    n = 0
    lanes = weight.shape[1]
    cost = np.empty(lanes)  # of whoever is first in each lane
    for world in range(credit.size):
        credit[world] += capacity[world]
        for lane in range(lanes):
            ln = world * lanes + lane
            while size[ln] > 0 and people[heap_id[ln, 0]].spell[track] != heap_spell[ln, 0]:
                size[ln] = _drop_top(heap_key[ln], heap_id[ln], heap_spell[ln], heap_load[ln], size[ln])
            cost[lane] = weight[world, lane] * (heap_load[ln, 0] if size[ln] > 0 else 1)
            # a lane may save up what it could not use for want of what its first costs, never more
            fresh = share[world, lane] * capacity[world] if share[world, lane] < 1.0 else np.inf
            saved = min(room[world, lane], cost[lane]) if fresh > 0.0 else 0.0
            room[world, lane] = saved + fresh
        lost[world] = 0.0
        while True:
            best, key, person = -1, np.inf, 0
            other, other_key, other_person = -1, np.inf, 0  # who is first of those whose lane may take no more
            for lane in range(lanes):
                ln = world * lanes + lane
                while size[ln] > 0 and people[heap_id[ln, 0]].spell[track] != heap_spell[ln, 0]:
                    size[ln] = _drop_top(heap_key[ln], heap_id[ln], heap_spell[ln], heap_load[ln], size[ln])
                if size[ln] == 0:
                    continue
                cost[lane] = weight[world, lane] * heap_load[ln, 0]
                k, p = heap_key[ln, 0], heap_id[ln, 0]
                if room[world, lane] < cost[lane] - 1e-9:
                    if other < 0 or k < other_key or (k == other_key and p < other_person):
                        other, other_key, other_person = lane, k, p
                    continue
                if best < 0 or k < key or (k == key and p < person):
                    best, key, person = lane, k, p
            if best < 0 and spill:
                best = other
            if best < 0:  # nobody left who may be served: whole unused cases are lost, but for what waiting lanes save up
                held = 0.0
                for lane in range(lanes):
                    if size[world * lanes + lane] > 0 and room[world, lane] < np.inf:
                        held += room[world, lane]
                kept = credit[world] - max(0.0, np.floor(credit[world] + 1e-9))
                kept = max(kept, min(held, credit[world]))
                lost[world], credit[world] = credit[world] - kept, kept
                break
            if credit[world] < cost[best] - 1e-9:
                break
            ln = world * lanes + best
            out[n] = heap_id[ln, 0]
            n += 1
            credit[world] -= cost[best]
            room[world, best] -= cost[best]
            size[ln] = _drop_top(heap_key[ln], heap_id[ln], heap_spell[ln], heap_load[ln], size[ln])
    return n


class Desk:
    """A state in which people wait for their turn; so many cases a day are served, in the order of ``order``.

    A party is served as a whole, and counts for as many cases as it has persons.

    ``capacity`` has the cases of each day (fractions are carried to the next day, unused whole cases are lost).
    ``order(ids, at)`` gives each newcomer a number when she joins: the lowest is served first.

    A desk may have lanes, each with a state of its own or all with the same. ``lane(ids)`` says in which one a newcomer
    waits; a case of lane ``l`` costs ``weight[l, day]`` of the capacity, and a lane gets at most ``share[l, day]`` of each
    day's capacity (a share of nought closes it, for a moratorium say; what a lane may not use is open to the others). With
    ``spill`` the shares say who goes before whom only: what would be left goes to whoever is first, of any lane.

    Every world has a desk of its own. Where these differ, ``capacity``, ``share`` and ``weight`` have worlds as the first axis.
    """

    def __init__(
        self,
        sim: Simulation,
        track: int,
        states: Sequence[int],
        capacity: NDArray[np.float64],
        order: Callable[[Ids, Times], Times],
        then: Then,
        lane: Callable[[Ids], NDArray[Any]] | None = None,
        share: NDArray[np.float64] | None = None,
        weight: NDArray[np.float64] | None = None,
        spill: bool = False,
    ) -> None:
        days, lanes = capacity.shape[-1], len(states) if weight is None else weight.shape[-2]
        capacity = np.broadcast_to(capacity, (sim.worlds, days))
        weight, share = (np.broadcast_to(1.0 if rows is None else rows, (sim.worlds, lanes, days)) for rows in (weight, share))
        self._sim, self.track, self.then = sim, track, then
        self._state, self._states = states[0] if states else 0, np.array(states)  # none: people only line up
        self._order, self._lane, self._lanes, self._spill = order, lane, lanes, spill
        # a row a day: the cases, what part of them a lane may take (of 1: all there is), what a case costs
        self._capacity = capacity.T.copy()
        self._share = np.moveaxis(share, -1, 0).copy()
        self._weight = np.moveaxis(weight, -1, 0).copy()
        heaps = sim.worlds * lanes
        self._credit, self._lost = np.zeros(sim.worlds), np.zeros(sim.worlds)
        self._room = np.zeros((sim.worlds, lanes))
        self._size = np.zeros(heaps, np.int64)
        self._longest = 0  # no heap is longer
        self._keys = np.empty((heaps, 1024))
        self._ids = np.empty((heaps, 1024), np.int32)
        self._spells = np.empty((heaps, 1024), np.int32)
        self._loads = np.empty((heaps, 1024), np.int16)
        self._most, self._heaviest = float(capacity.max()), 0
        self._bear(1)

    def put(self, ids: Ids, at: Times) -> None:
        """Take parties in at times ``at``; each costs as much as it has persons now."""
        if not ids.size:
            return
        lane = None if self._lane is None else self._lane(ids).astype(np.int64)
        self._sim.move(self.track, ids, self._state if lane is None or self._states.size == 1 else self._states[lane], at)
        self._push(ids, at, lane, self._sim.people.size[ids])

    def line_up(self, ids: Ids, at: Times, load: NDArray[np.int16] | None = None) -> None:
        """Let parties wait for this desk too, in the state they are in: whoever serves them first has them.

        ``load`` is what each costs, in persons: that of a party and those who come along with it, where these are more.
        """
        if ids.size:
            lane = None if self._lane is None else self._lane(ids).astype(np.int64)
            self._push(ids, at, lane, self._sim.people.size[ids] if load is None else load)

    def _push(self, ids: Ids, at: Times, lane: NDArray[np.int64] | None, load: NDArray[np.int16]) -> None:
        """Onto the heap of the world and lane of each."""
        heap = self._sim.people.world[ids].astype(np.int64)
        if lane is not None:
            heap = heap * self._lanes + lane
        self._longest += ids.size
        if self._longest > self._keys.shape[1]:
            self._make_room(ids.size)
        if (heaviest := int(load.max())) > self._heaviest:
            self._bear(heaviest)
        key = np.ascontiguousarray(self._order(ids, at), np.float64)
        _push(ids, key, load, heap, self._sim.people.core, self.track, self._keys, self._ids, self._spells, self._loads, self._size)

    def charge(self, ids: Ids, lane: int) -> NDArray[np.float64]:
        """Take the cost of a case of a lane for each person of these, who do not wait here: as much less is left for others.

        Returns what that is, shape (worlds,).
        """
        persons = np.bincount(self._sim.people.world[ids], self._sim.people.size[ids], self._sim.worlds)
        cost: NDArray[np.float64] = persons * self._weight[self._sim.day, :, lane]
        self._credit -= cost
        return cost

    def serve(self, day: int) -> bool:
        """Serve the cases of one day, at its end; returns whether anybody was served."""
        n = _serve(
            self._capacity[day], self._share[day], self._weight[day], self._credit, self._lost, self._room, self._spill, self._sim.people.core, self.track,
            self._keys, self._ids, self._spells, self._loads, self._size, self._out,
        )  # fmt: skip
        if n:
            self.then(self._out[:n].copy(), np.full(n, day + 1.0))
        return bool(n)

    def _bear(self, load: int) -> None:
        """See that there is room for all who may be served on a day, where the heaviest party has so many persons."""
        self._heaviest = load
        heavy, light = float(self._weight.max()) * load, float(self._weight.min())
        # what is carried to a day is less than a case, or than the case at the front costs
        most = (self._most + max(1.0, heavy)) / light
        self._out = np.empty(self._sim.worlds * (int(most) + 2 + self._lanes * (int(heavy / light) + 1)), np.intp)

    def _make_room(self, more: int) -> None:
        """See that every heap has room for so many more."""
        used = int(self._size.max())
        self._longest = used + more
        if self._longest <= self._keys.shape[1]:
            return
        size = max(2 * self._keys.shape[1], self._longest)
        for name in ("_keys", "_ids", "_spells", "_loads"):
            old = getattr(self, name)
            new = np.empty((old.shape[0], size), old.dtype)
            new[:, :used] = old[:, :used]
            setattr(self, name, new)


class Purse(Protocol):
    """Where a desk gets its capacity from day by day, and what becomes of it."""

    def give(self, day: int) -> NDArray[np.float64]:
        """The cases of a day, shape (worlds,)."""

    def spent(self, day: int, used: NDArray[np.float64], unused: NDArray[np.float64]) -> None:
        """What was served that day, and what was left because nobody was waiting who could be, shape (worlds,)."""


class Funded(Desk):
    """A desk that asks a purse for its capacity every day; ``capacity`` is the most it can get."""

    def __init__(self, *args: Any, purse: Purse, **lanes: Any) -> None:
        super().__init__(*args, **lanes)
        self._purse = purse
        self._charged = np.zeros(self._sim.worlds)

    def charge(self, ids: Ids, lane: int) -> NDArray[np.float64]:
        """The same, and the purse hears of it with what is served next."""
        cost = super().charge(ids, lane)
        self._charged += cost
        return cost

    def serve(self, day: int) -> bool:
        """Serve what the purse pays for, and tell it what that was."""
        self._capacity[day] = given = self._purse.give(day)
        before = self._credit + given
        served = super().serve(day)
        self._purse.spent(day, before - self._credit - self._lost + self._charged, self._lost.copy())
        self._charged[:] = 0.0
        return served


class Room(Desk):
    """A state in which people wait for a place: every day as many are let in as there are places free, in the order of ``order``.

    ``places`` of each day, shape (days,) or (worlds, days), for persons; ``taken`` names a track and the states of it whose
    persons have a place. Nobody is sent away when places close: nobody is let in until enough have left. Whoever is let in
    has to be moved to one of these at once; where somebody is not (no longer wants the place), it goes to the next.
    """

    def __init__(
        self,
        sim: Simulation,
        track: int,
        state: int,
        places: NDArray[np.float64],
        taken: tuple[int, Sequence[int]],
        order: Callable[[Ids, Times], Times],
        then: Then,
    ) -> None:
        super().__init__(sim, track, [state], np.zeros(places.shape[-1]), order, then)
        self._places, self._taken = np.broadcast_to(places, (sim.worlds, places.shape[-1])), taken
        self._most = float(places.max())
        self._bear(1)

    def serve(self, day: int) -> bool:
        """Let in whom there is room for, at the end of a day; returns whether there was anybody."""
        anybody = False
        while self._size.any() and self._let_in(day):
            anybody = True
        return anybody

    def _let_in(self, day: int) -> bool:
        self._credit[:] = np.maximum(self._places[:, day] - self._sim.persons_in(*self._taken), 0.0)
        return super().serve(day)
