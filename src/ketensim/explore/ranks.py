"""Which of many unknowns goes with a series, when there are about as many unknowns as worlds: what can be told, and what not.

The inflow to come is drawn apart from the parameters and moves most series more than all of these. So it is taken out
first, and each parameter is held against what is left, in ranks: one odd world does not make a correlation, and a
relation need not be a straight line. With 88 parameters, one in ten is found at a level of 10% by chance alone; the
procedure of Benjamini and Hochberg keeps the expected share of false ones among those that are named at that level.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEVEL = 0.1  # the share of false ones among those named, at most, on average
DEALS = 40
PENALTIES = np.geomspace(1e-2, 1e5, 22)


@dataclass(frozen=True)
class Correlations:
    """One number a column: rank correlation with the series, what is taken out aside; its p value; and how much the series changes (with an 80% interval) for each unit of the column."""

    rho: Floats
    p: Floats
    slope: Floats
    slope_low: Floats
    slope_high: Floats


def correlations(values: Floats, columns: Floats, aside: Floats, together: int) -> Correlations:
    """Hold columns, shape (worlds, columns), against values, shape (worlds,), with ``aside``, shape (worlds, numbers), taken out.

    ``together`` is how many columns are looked at in all. A column that does not vary has correlation 0 and p 1.
    """
    from scipy.stats import rankdata
    from scipy.stats import t as student

    free = values.size - 2 - aside.shape[1]
    out = _without(rankdata(aside, axis=0))
    y, x = out(rankdata(values)), out(rankdata(columns, axis=0))
    rho = _correlation(y, x)
    with np.errstate(divide="ignore"):
        p = 2.0 * student.sf(np.abs(rho) * np.sqrt(free / np.maximum(1.0 - rho**2, 1e-15)), free)
    plain = _without(aside)
    y, x = plain(values), plain(columns)
    square = np.maximum((x**2).sum(axis=0), 1e-300)
    slope = np.where(_varies(columns), x.T @ y / square, 0.0)
    error = np.sqrt(((y[:, None] - x * slope) ** 2).sum(axis=0) / free / square)
    half = float(student.isf(0.1 / together, free)) * np.where(_varies(columns), error, 0.0)
    return Correlations(rho, p, slope, slope - half, slope + half)


def adjusted_for_number(p: Floats) -> Floats:
    """p values adjusted for how many they are: those up to a level hold that share of false ones at most, on average."""
    from scipy.stats import false_discovery_control

    return np.asarray(false_discovery_control(np.clip(p, 0.0, 1.0)))


def smallest_told(worlds: int, columns: int, aside: int) -> float:
    """The smallest rank correlation that is told from noise when it is the only real one among so many columns."""
    from scipy.stats import t as student

    free = worlds - 2 - aside
    limit = float(student.isf(LEVEL / columns / 2, free))
    return limit / math.sqrt(limit**2 + free)


def worlds_needed(correlation: float, columns: int, aside: int) -> int:
    """How many worlds it takes to tell a rank correlation like this from noise."""
    low, high = aside + 5, 1_000_000
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if smallest_told(middle, columns, aside) <= correlation else (middle + 1, high)
    return low


@dataclass(frozen=True)
class Explained:
    """Shares of the variance: what ``aside`` explains alone, what the columns explain on top, and what columns that have nothing
    to do with it would seem to explain, in nine of ten draws at most."""

    aside: float
    columns: float
    noise: float


def explained(values: Floats, columns: Floats, aside: Floats) -> Explained:
    """How much of the variance of values, shape (worlds,), is explained, by ridge regression on the columns with ``aside`` taken out.

    Each world is predicted from the others, so what is learnt by heart counts for nothing. Noise is what comes out when what
    is left beside ``aside`` is dealt out to the worlds anew, some times.
    """
    if np.ptp(values) == 0:
        return Explained(0.0, 0.0, 0.0)
    left = _without(aside)(values)
    dealer = np.random.default_rng(0)
    dealt = np.column_stack([values, *(values - left + dealer.permutation(left) for _ in range(DEALS))])
    misses = np.array([_misses(np.delete(np.arange(values.size), n), n, dealt, columns, aside) for n in range(values.size)])
    squares = (misses**2).sum(axis=0)  # shape (3, 1 + deals)
    alone, together = np.maximum(1.0 - squares[1:] / squares[0], 0.0)
    on_top = np.maximum(together - alone, 0.0)
    return Explained(*(round(float(share), 4) for share in (alone[0], on_top[0], np.quantile(on_top[1:], 0.9))))


def _misses(others: NDArray[np.int64], one: int, values: Floats, columns: Floats, aside: Floats) -> Floats:
    """How far a world is from what the others say, for each column of values, shape (3, columns of values): from their mean,
    from the regression on what is aside, and from that with the columns."""
    design = np.column_stack([np.ones(len(values)), _standard(aside, others)])
    left = values - design @ np.linalg.lstsq(design[others], values[others], rcond=None)[0]
    x = _standard(columns, others)
    return np.array([values[one] - values[others].mean(axis=0), left[one], left[one] - _ridge(x[others], left[others], x[one])])


def _ridge(x: Floats, y: Floats, at: Floats) -> Floats:
    """What a ridge regression of each column of y on x says at another row of x; the penalty is the one that predicts held-out
    rows best."""
    u, s, vt = np.linalg.svd(x, full_matrices=False)
    along, direction = u.T @ y, vt @ at
    best, found = np.full(y.shape[1], math.inf), np.zeros(y.shape[1])
    for penalty in PENALTIES:
        shrunk = s**2 / (s**2 + penalty)
        miss = (y - u @ (shrunk[:, None] * along)) / np.maximum(1.0 - 1.0 / len(y) - (u**2) @ shrunk, 1e-9)[:, None]
        score = (miss**2).sum(axis=0)
        found = np.where(score < best, (direction * s / (s**2 + penalty)) @ along, found)
        best = np.minimum(best, score)
    return found


def _standard(x: Floats, rows: NDArray[np.int64]) -> Floats:
    """Columns with mean 0 and deviation 1 over some rows; a column that does not vary is nought."""
    spread = x[rows].std(axis=0)
    return np.where(spread > 0, (x - x[rows].mean(axis=0)) / np.where(spread > 0, spread, 1.0), 0.0)


def _without(aside: Floats) -> Callable[[Floats], Floats]:
    """Takes a regression on ``aside`` out of columns."""
    basis, _ = np.linalg.qr(np.column_stack([np.ones(len(aside)), aside[:, _varies(aside)]]))
    return lambda x: x - basis @ (basis.T @ x)


def _correlation(y: Floats, x: Floats) -> Floats:
    """Of a centred vector with each centred column; 0 where nothing is left to vary."""
    size = np.sqrt((x**2).sum(axis=0) * (y**2).sum())
    return np.where(size > 1e-9 * y.size, x.T @ y / np.where(size > 0, size, 1.0), 0.0)


def _varies(x: Floats) -> NDArray[np.bool_]:
    return np.ptp(x, axis=0) > 1e-12 * np.maximum(np.abs(x).max(axis=0), 1e-300)
