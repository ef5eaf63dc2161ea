"""Counts of the people themselves at month ends: how long they have been where they are (figures 64 and 65)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.states import STATUS, P, R
from ketensim.engine.luck import kernel
from ketensim.engine.people import Ids

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

STAY_YEARS: dict[str, tuple[float, float]] = {"lt1": (0, 1), "1-2": (1, 2), "2-3": (2, 3), "3-4": (3, 4), "4-5": (4, 5), "gt5": (5, 999)}
PERMIT_DAYS: dict[str, tuple[float, float]] = {"lt15w": (0, 105), "15w-6m": (105, 182.6), "6m-1y": (182.6, 365.25), "gt1y": (365.25, 1e9)}


_STATUS = np.zeros(len(P), np.bool_)
_STATUS[[P[state] for state in STATUS]] = True


@kernel
def _residents(people, count, coa, is_status, here, status):  # type: ignore[no-untyped-def]
    """Write down who sleeps at COA, and who of them has a permit; returns how many of each."""
    n = m = 0
    for p in range(count):
        if people[p].state[1] == coa:
            here[n] = p
            n += 1
            if is_status[people[p].state[0]]:
                status[m] = p
                m += 1
    return n, m


class Census:
    """Lengths of stay at the end of every month and of the run."""

    def __init__(self, chain: Chain) -> None:
        self.chain, days = chain, chain.sim.days
        dates = [chain.start + timedelta(days=d) for d in range(days)]
        self._days = {d for d in range(days) if d == days - 1 or dates[d].month != dates[d + 1].month}
        names = [*(f"coa.stay.{name}" for name in STAY_YEARS), *(f"coa.status_stay.{name}" for name in PERMIT_DAYS), "coa.stay.mean"]
        self.counts = {name: np.full((days, chain.sim.worlds), np.nan) for name in names}

    def take(self, day: int) -> None:
        """Count, if this day is a month end."""
        if day not in self._days:
            return
        people, world = self.chain.people, self.chain.people.world
        here, status = np.empty(people.count, np.intp), np.empty(people.count, np.intp)
        residents, holders = _residents(people.core, people.count, R["coa"], _STATUS, here, status)
        here, status = here[:residents], status[:holders]
        stay = (day + 1.0 - people.arrived[here]) / 365.25
        self._classes(day, "coa.stay", here, stay, STAY_YEARS)
        persons, worlds = people.size[here], self.chain.sim.worlds
        months = np.bincount(world[here], (day + 1.0 - people.arrived[here]) / 30.4375 * persons, worlds)
        self.counts["coa.stay.mean"][day] = months / np.maximum(np.bincount(world[here], persons, worlds), 1)
        self._classes(day, "coa.status_stay", status, day + 1.0 - people.permit[status], PERMIT_DAYS)

    def _classes(self, day: int, series: str, ids: Ids, values: NDArray[np.float64], classes: dict[str, tuple[float, float]]) -> None:
        """Persons of each class of values, a world; the classes follow on each other."""
        lows = np.array([low for low, _ in classes.values()])
        which = np.searchsorted(lows, values, side="right") - 1
        people = self.chain.people
        cell = people.world[ids] * len(classes) + which
        counted = np.bincount(cell, people.size[ids], self.chain.sim.worlds * len(classes))
        for name, counts in zip(classes, counted.reshape(-1, len(classes)).T, strict=True):
            self.counts[f"{series}.{name}"][day] = counts / self.chain.scale
