"""How long something takes, from a person's luck: always by inversion, always one number.

Times come as *thresholds*: ``e = -log(u)`` is a unit exponential, and an event happens when its cumulative hazard
reaches ``e``. The same ``e`` gives a time in every world, a remaining time for somebody who waited already, and a time
under a hazard that changes with the date (what changes on a date then moves nothing that happened before it).
"""

from __future__ import annotations

from math import gamma

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.luck import kernel

Floats = NDArray[np.float64]


def weibull(e: Floats, mean: Floats | float, shape: float) -> Floats:
    """Times with a Weibull distribution: ``shape`` 1 is exponential, above 1 hump-shaped. In the unit of ``mean``."""
    return mean / gamma(1 + 1 / shape) * e ** (1 / shape)


def weibull_rest(e: Floats, mean: Floats | float, shape: float, elapsed: Floats) -> Floats:
    """The time still to go for those who waited ``elapsed`` already (the Weibull time conditional on being longer)."""
    scale = mean / gamma(1 + 1 / shape)
    return scale * ((elapsed / scale) ** shape + e) ** (1 / shape) - elapsed


def geometric(u: Floats, some: Floats | float, mean: Floats | float) -> NDArray[np.int64]:
    """Counts: 0 with probability ``1 - some``, else 1, 2, ... geometrically, with overall mean ``mean`` (>= ``some``)."""
    mean, some = np.broadcast_to(mean, u.shape), np.broadcast_to(some, u.shape)
    stop = np.clip(some / np.maximum(mean, 1e-12), 1e-9, 1.0)
    share = np.clip(u / np.maximum(some, 1e-12), 1e-300, 1.0)
    with np.errstate(divide="ignore"):
        more = np.where(stop < 1.0, np.floor(np.log(share) / np.log1p(-np.minimum(stop, 1 - 1e-12))), 0.0)
    return np.where(u < some, 1 + more, 0).astype(np.int64)


@kernel
def _due(total, row, at, e, out):  # type: ignore[no-untyped-def]
    days = total.shape[1] - 1
    for i in range(at.size):
        r = row[i]
        t = at[i]
        d = min(int(t), days - 1)
        goal = total[r, d] + (t - d) * (total[r, d + 1] - total[r, d]) + e[i]
        if goal >= total[r, days]:
            out[i] = np.inf
            continue
        lo, hi = d, days
        while hi - lo > 1:
            mid = (lo + hi) >> 1
            if total[r, mid] <= goal:
                lo = mid
            else:
                hi = mid
        step = total[r, lo + 1] - total[r, lo]
        out[i] = max(t, lo + (goal - total[r, lo]) / step)


class Hazard:
    """A chance per day that depends on the date, for each of some groups: ``per_day`` has shape (groups, days)."""

    def __init__(self, per_day: Floats) -> None:
        self._total = np.zeros((per_day.shape[0], per_day.shape[1] + 1))
        np.cumsum(per_day, axis=1, out=self._total[:, 1:])

    def due(self, row: NDArray[np.int64], at: Floats, e: Floats) -> Floats:
        """When it happens to those in group ``row``, at risk since ``at`` (days >= 0), with threshold ``e``; inf: not in time."""
        out = np.empty(at.size)
        _due(self._total, row, at, e, out)
        return out
