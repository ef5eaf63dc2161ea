"""Counts of the people themselves at month ends: how long they have been where they are (figures 64 and 65)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.states import STATUS, P, R

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

STAY_YEARS = {"lt1": (0, 1), "1-2": (1, 2), "2-3": (2, 3), "3-4": (3, 4), "4-5": (4, 5), "gt5": (5, 999)}
PERMIT_DAYS = {"lt15w": (0, 105), "15w-6m": (105, 182.6), "6m-1y": (182.6, 365.25), "gt1y": (365.25, 1e9)}


class Census:
    """Lengths of stay at the end of every month and of the run."""

    def __init__(self, chain: Chain) -> None:
        self.chain, days = chain, chain.rules.days
        dates = [chain.rules.start + timedelta(days=d) for d in range(days)]
        self._days = {d for d in range(days) if d == days - 1 or dates[d].month != dates[d + 1].month}
        names = [*(f"coa.stay.{name}" for name in STAY_YEARS), *(f"coa.status_stay.{name}" for name in PERMIT_DAYS)]
        self.counts = {name: np.full(days, np.nan) for name in names}
        self.mean_stay = (np.zeros(days), np.zeros(days))  # sum of months, residents

    def take(self, day: int) -> None:
        """Count, if this day is a month end."""
        if day not in self._days:
            return
        people = self.chain.people
        here = np.flatnonzero(people.state1[: people.count] == R["coa"])  # type: ignore[attr-defined]
        stay = day + 1.0 - people.arrived[here]  # type: ignore[attr-defined]
        for name, (low, high) in STAY_YEARS.items():
            self.counts[f"coa.stay.{name}"][day] = self._between(stay / 365.25, low, high)
        self.mean_stay[0][day], self.mean_stay[1][day] = float(stay.sum()) / 30.4375, stay.size
        status = here[np.isin(people.state0[here], [P[state] for state in STATUS])]  # type: ignore[attr-defined]
        since = day + 1.0 - people.permit[status]  # type: ignore[attr-defined]
        for name, (low, high) in PERMIT_DAYS.items():
            self.counts[f"coa.status_stay.{name}"][day] = self._between(since, low, high)

    def _between(self, values: NDArray[np.float64], low: float, high: float) -> int:
        return int(((values >= low) & (values < high)).sum())
