"""How many more pairs the mean difference needs to be known within so many persons."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.95
MOST = 10_000_000


def half_width(variance: float, units: int) -> float:
    """Half the width of the 95% confidence interval of a mean of ``units`` independent values; nan below two."""
    if units < 2:
        return float("nan")
    from scipy.stats import t

    return float(t.ppf((1 + LEVEL) / 2, units - 1) * np.sqrt(variance / units))


def units_needed(of: NDArray[np.float64], wanted: float) -> int | None:
    """The fewest units (at least two) with which the half width comes to ``wanted``, when they vary as these do.

    ``of``: (units,). None when there are fewer than two to judge by, or when it takes more than ten million.
    """
    if len(of) < 2:
        return None
    variance = float(of.var(ddof=1))
    few, many = 2, MOST
    if half_width(variance, few) <= wanted:
        return few
    if half_width(variance, many) > wanted:
        return None
    while many - few > 1:  # the width falls with every unit, so the place is found by halving
        middle = (few + many) // 2
        few, many = (few, middle) if half_width(variance, middle) <= wanted else (middle, many)
    return many
