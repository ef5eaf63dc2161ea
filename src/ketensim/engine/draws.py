"""How long something takes, from a person's luck: always by inversion, always one number.

Times come as *thresholds*: ``e = -log(u)`` is a unit exponential, and an event happens when its cumulative hazard
reaches ``e``. The same ``e`` gives a time in every world, a remaining time for somebody who waited already, and a time
under a hazard that changes with the date (what changes on a date then moves nothing that happened before it).
"""

from __future__ import annotations

from functools import lru_cache
from math import gamma

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.luck import kernel

Floats = NDArray[np.float64]


@lru_cache
def _scale(shape: float) -> float:
    """What a mean is divided by to give the scale of a Weibull distribution."""
    return gamma(1 + 1 / shape)


def weibull(e: Floats, mean: Floats | float, shape: float) -> Floats:
    """Times with a Weibull distribution: ``shape`` 1 is exponential, above 1 hump-shaped. In the unit of ``mean``."""
    return mean / _scale(shape) * e ** (1 / shape)


def weibull_rest(e: Floats, mean: Floats | float, shape: float, elapsed: Floats) -> Floats:
    """The time still to go for those who waited ``elapsed`` already (the Weibull time conditional on being longer)."""
    if np.all(np.asarray(mean) <= 0.0):
        return np.zeros(e.size)
    scale = mean / _scale(shape)
    return scale * ((elapsed / scale) ** shape + e) ** (1 / shape) - elapsed


def survival(time: Floats, mean: float, shape: float) -> Floats:
    """The share whose Weibull time is longer than ``time``."""
    if mean <= 0.0:
        return np.zeros(np.shape(time))
    return np.exp(-((time / mean * _scale(shape)) ** shape))


def age(u: Floats, mean: float, shape: float) -> Floats:
    """How long those found in the middle of a Weibull time are in it already, in a steady state, at luck ``u``.

    Its density is the survival over the mean: long times are found more often than they begin.
    """
    if mean <= 0.0:
        return np.zeros(u.size)
    far = 3.0 + 12.0 / shape  # means: beyond, less than a millionth is left
    at = mean * np.linspace(0.0, far, 4001)
    still = survival(at, mean, shape)
    share = np.concatenate(([0.0], np.cumsum((still[1:] + still[:-1]) / 2.0)))
    return np.interp(u, share / share[-1], at)


def even(u: Floats, low: float, high: Floats | float) -> Floats:
    """Times that lie evenly between two."""
    return low + u * (high - low)


def rest_of_even(u: Floats, low: float, high: Floats | float) -> Floats:
    """The rest of such a time for those found in the middle of it in a steady state (its density is the survival over the mean)."""
    gone, width = u * (low + high) / 2.0, high - low  # gone: of the area under the survival
    beyond = np.clip(width * width - 2.0 * width * (gone - low), 0.0, None)
    return np.where(gone <= low, gone, high - np.sqrt(beyond))


def up_to(u: Floats, most: float, mean: Floats | float) -> Floats:
    """Times of at most ``most``, with a ``mean`` below it: the closer the mean, the more have all of it."""
    return most * u ** (most / mean - 1.0)


def rest_of_up_to(u: Floats, most: float, mean: float) -> Floats:
    """The rest of such a time for those found in the middle of it in a steady state (its density is the survival over the mean)."""
    at = np.linspace(0.0, most, 2001)
    still = 1.0 - (at / most) ** (mean / (most - mean))
    share = np.concatenate(([0.0], np.cumsum((still[1:] + still[:-1]) / 2.0)))
    return np.interp(u, share / share[-1], at)


def counts(u: Floats, some: Floats, mean: Floats, most: int) -> NDArray[np.int64]:
    """Counts: 0 with probability ``1 - some``, else 1 to ``most``, binomially, so that the overall mean is ``mean``.

    All arrays have the same shape; ``mean`` lies between ``some`` and ``some * most``, and both may be nought. A binomial
    number is close to a Poisson one, but has no tail: families are not as large as one in a thousand draws would make them.
    """
    out = np.empty(u.size, np.int64)
    _counts(u, some, mean, most, out)
    return out


@kernel
def _counts(u, some, mean, most, out):  # type: ignore[no-untyped-def]
    for i in range(u.size):
        if u[i] >= some[i]:
            out[i] = 0
            continue
        more = most - 1
        p = min(max((mean[i] / some[i] - 1.0) / more, 0.0), 1.0)
        v, number = u[i] / some[i], 1
        chance = (1.0 - p) ** more
        upto = chance
        while v > upto and number < most:
            chance *= p / max(1.0 - p, 1e-300) * (more - number + 1) / number
            upto += chance
            number += 1
        out[i] = number


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
