"""Whole parts of a whole number: persons are not cut in pieces, and the parts add up to the person."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


def whole_parts(quotas: Floats, total: int, *, least: Whole | None = None, most: Whole | None = None) -> Whole:
    """The whole numbers nearest to ``quotas`` that add up to ``total``: those with the largest remainders are rounded up.

    Of equal remainders the first comes first. Each part is kept within ``least`` and ``most`` where these are given. Raises
    ValueError when no such parts add up to the total.
    """
    low = np.full(quotas.shape, -np.inf) if least is None else least.astype(float)
    high = np.full(quotas.shape, np.inf) if most is None else most.astype(float)
    if not low.sum() <= total <= high.sum():
        raise ValueError(f"no parts within these bounds add up to {total}")
    parts = np.clip(np.floor(quotas), low, high)
    short = total - int(parts.sum())
    step, bound = (1, high) if short > 0 else (-1, low)
    for _ in range(abs(short)):
        remainders = np.where(parts == bound, -np.inf, step * (quotas - parts))
        parts[np.argmax(remainders)] += step
    return parts.astype(np.int64)


def quotas(total: float, weights: Floats) -> Floats:
    """A total in proportion to weights, before it is rounded. Whole quotas are exact: the product comes before the quotient."""
    return total * weights / weights.sum()
