"""When a sample agrees with a computed distribution or mean.

Seeds are fixed, so a test that passes passes always. The thresholds are what they would have to be without that: a right
engine fails a check once in ten thousand, a wrong one is off by many standard errors.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

LEVEL = 1e-4
Z = float(stats.norm.isf(LEVEL / 2))  # so many standard errors


def assert_mean(sample: Any, expected: float) -> None:
    """The mean of independent numbers is the computed one, within ``Z`` of its own standard errors."""
    sample = np.asarray(sample, float)
    error = sample.std(ddof=1) / np.sqrt(sample.size)
    assert abs(sample.mean() - expected) <= Z * error, f"mean {sample.mean():.5g}, expected {expected:.5g} +- {error:.2g}"


def assert_distribution(sample: Any, chances: NDArray[np.float64]) -> None:
    """Independent whole numbers follow ``chances`` (of 0, 1, 2, ...): chi-square, cells with less than five expected joined."""
    sample = np.asarray(sample)
    assert sample.min() >= 0
    size = max(chances.size, int(sample.max()) + 1)
    expected = np.zeros(size)
    expected[: chances.size] = chances * sample.size
    expected[-1] += sample.size - expected.sum()  # what was cut off the tail
    observed = np.bincount(sample, minlength=size)
    cell = _join(expected)
    e, o = np.bincount(cell, expected), np.bincount(cell, observed)
    assert e.size > 2, "too few cells to say anything"
    value = float(((o - e) ** 2 / e).sum())
    assert stats.chi2.sf(value, e.size - 1) > LEVEL, f"chi-square {value:.1f} on {e.size - 1} degrees of freedom"


def _join(expected: NDArray[np.float64]) -> NDArray[np.int64]:
    """The cell of each value, such that every cell expects at least five."""
    cells, cell, room = np.zeros(expected.size, np.int64), 0, 0.0
    for value, share in enumerate(expected):
        cells[value] = cell
        room += share
        if room >= 5:
            cell, room = cell + 1, 0.0
    if room:  # the last one has too few: with the one before
        cells[cells == cell] = max(cell - 1, 0)
    return cells


def assert_uniform(sample: Any) -> None:
    """Numbers are even on (0, 1): Kolmogorov-Smirnov, and 1000 cells with chi-square for what that does not see."""
    sample = np.asarray(sample)
    assert stats.kstest(sample, "uniform").pvalue > LEVEL
    cells = min(1000, sample.size // 20)
    assert stats.chisquare(np.bincount((sample * cells).astype(int), minlength=cells)).pvalue > LEVEL


def assert_independent(first: Any, second: Any) -> None:
    """Pairs of numbers on (0, 1) are even on the unit square: 20 by 20 cells with chi-square, and no rank correlation."""
    first, second = np.asarray(first), np.asarray(second)
    cell = (first * 20).astype(int) * 20 + (second * 20).astype(int)
    assert stats.chisquare(np.bincount(cell, minlength=400)).pvalue > LEVEL
    assert stats.spearmanr(first, second).pvalue > LEVEL
