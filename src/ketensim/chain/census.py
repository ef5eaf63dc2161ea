"""Counts of the people themselves at month ends: how long they have been where they are (figures 64 and 65)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.states import STATUS, P, R
from ketensim.engine.people import Ids

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

STAY_YEARS: dict[str, tuple[float, float]] = {"lt1": (0, 1), "1-2": (1, 2), "2-3": (2, 3), "3-4": (3, 4), "4-5": (4, 5), "gt5": (5, 999)}
PERMIT_DAYS: dict[str, tuple[float, float]] = {"lt15w": (0, 105), "15w-6m": (105, 182.6), "6m-1y": (182.6, 365.25), "gt1y": (365.25, 1e9)}


class Census:
    """Lengths of stay at the end of every month and of the run."""

    def __init__(self, chain: Chain) -> None:
        self.chain, days = chain, chain.rules.days
        dates = [chain.rules.start + timedelta(days=d) for d in range(days)]
        self._days = {d for d in range(days) if d == days - 1 or dates[d].month != dates[d + 1].month}
        names = [*(f"coa.stay.{name}" for name in STAY_YEARS), *(f"coa.status_stay.{name}" for name in PERMIT_DAYS), "coa.stay.mean"]
        self.counts = {name: np.full((days, chain.sim.worlds), np.nan) for name in names}

    def take(self, day: int) -> None:
        """Count, if this day is a month end."""
        if day not in self._days:
            return
        people = self.chain.people
        here = np.flatnonzero(people.state1[: people.count] == R["coa"])
        stay = day + 1.0 - people.arrived[here]
        self._classes(day, "coa.stay", here, stay / 365.25, STAY_YEARS)
        residents = self._by_world(here)
        self.counts["coa.stay.mean"][day] = self._by_world(here, stay / 30.4375) / np.maximum(residents, 1)
        status = here[np.isin(people.state0[here], [P[state] for state in STATUS])]
        since = day + 1.0 - people.permit[status]
        self._classes(day, "coa.status_stay", status, since, PERMIT_DAYS)

    def _classes(self, day: int, series: str, ids: Ids, values: NDArray[np.float64], classes: dict[str, tuple[float, float]]) -> None:
        for name, (low, high) in classes.items():
            self.counts[f"{series}.{name}"][day] = self._by_world(ids[(values >= low) & (values < high)]) / self.chain.rules.scale

    def _by_world(self, ids: Ids, values: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """Persons, or the sum of their values, a world."""
        return np.bincount(self.chain.people.world[ids], values, self.chain.sim.worlds).astype(np.float64)
