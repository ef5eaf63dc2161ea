"""How good a projection was: error of its middle, width and coverage of its intervals, and both in one number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def crps(draws: Floats, observed: float) -> float:
    """Continuous ranked probability score of equally likely draws, in the unit of the series; of one draw the absolute error.

    The fair form (Ferro 2014), whose expectation does not depend on the number of draws; smaller is better.
    """
    n = draws.size
    error = float(np.mean(np.abs(draws - observed)))
    if n == 1:
        return error
    ordered = np.sort(draws)
    spread = float(np.sum((2 * np.arange(1, n + 1) - n - 1) * ordered)) / (n * (n - 1))
    return error - spread


@dataclass(frozen=True)
class Score:
    """A projection of one figure held against what came."""

    series: str
    period: str
    observed: float
    median: float
    low: float
    high: float
    crps: float

    @property
    def error(self) -> float:
        """How far the median is off, as a share of what came."""
        return self.median / self.observed - 1.0

    @property
    def covered(self) -> bool:
        """Whether what came lies in the 80% interval."""
        return self.low <= self.observed <= self.high


def score(series: str, period: str, observed: float, draws: Floats) -> Score:
    """Score equally likely draws of a figure."""
    low, median, high = np.quantile(draws, [0.1, 0.5, 0.9])
    return Score(series, period, observed, float(median), float(low), float(high), crps(draws, observed))
