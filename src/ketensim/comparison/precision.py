"""How many more pairs the mean difference needs to be known within so many persons."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ketensim.comparison.differences import standard_error, units

LEVEL = 0.95
MOST = 10_000_000


def half_width(variance: float, units: int) -> float:
    """Half the width of the 95% confidence interval of a mean of ``units`` independent values; nan below two."""
    if units < 2:
        return float("nan")
    from scipy.stats import t

    return float(t.ppf((1 + LEVEL) / 2, units - 1) * np.sqrt(variance / units))


def units_needed(variance: float, wanted: float) -> int | None:
    """The fewest units (at least two) with which the half width comes to ``wanted``, when they vary so.

    None when the variance is nan, as there are fewer than two to judge by, or when it takes more than ten million.
    """
    if np.isnan(variance):
        return None
    few, many = 2, MOST
    if half_width(variance, few) <= wanted:
        return few
    if half_width(variance, many) > wanted:
        return None
    while many - few > 1:  # the width falls with every unit, so the place is found by halving
        middle = (few + many) // 2
        few, many = (few, middle) if half_width(variance, middle) <= wanted else (middle, many)
    return many


def precision(apart: NDArray[np.float64], members: NDArray[np.int64], wanted: float) -> dict[str, Any]:
    """How well a mean is known, and what it takes to know it within ``wanted``: half_width, counted, now, needed, more_pairs.

    ``apart``: (members, replications) without nan; ``members``: their numbers. What is counted are members, or the replications
    of one alone. Members that are added come with their mirror.
    """
    several, grid = len(apart) > 1, apart[..., None]
    count, now, each = len(set(units(grid, members))), len(apart) if several else apart.size, apart.shape[1] if several else 1
    variance = float(standard_error(grid, members)[0] ** 2 * count) if count else float("nan")
    needed, found = units_needed(variance, wanted), float("nan")
    if needed is not None:
        in_all = needed * 2 if several else needed
        found = min(in_all, now) if needed <= count else in_all
    return {
        "half_width": half_width(variance, count), "counted": "members" if several else "replications",
        "now": now, "needed": found, "more_pairs": max(0, found - now) * each if needed is not None else found,
    }  # fmt: skip
