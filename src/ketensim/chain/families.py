"""Families: how large they are, and who is in them.

A family arrives, is decided on, waits and moves as one: a row of several persons (:mod:`ketensim.engine.people`). Sizes are
not published. Those of families with children that apply are assumed to be two and a number around the mean more; those of
nareizigers follow from the applications by group (figure 61). Sizes of successive families lie evenly over their
distribution, so that a year's number of persons is met.
"""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.luck import mix, name_number

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LARGEST = 9  # of a family that applies together
TWO_PARENTS = 0.6  # of families of three or more that apply; assumed, no figure depends on it but the moves of children
PARTNER = 0.7  # of the family of an adult referent: one of them is a partner; assumed
_DAY, _RANK = 2.0**0.5, 3.0**0.5  # turns that never come back to the same place, nor to those of the numbers a day


class Sizes:
    """The sizes of families of at least ``least`` persons, with a ``mean``; larger than LARGEST there are none."""

    def __init__(self, mean: float, least: int = 2) -> None:
        more = np.arange(LARGEST - least + 1)
        chance = np.cumprod(np.concatenate(([exp(least - mean)], (mean - least) / more[1:])))
        chance = chance / chance.sum()
        self._least, self._upto = least, np.cumsum(chance)
        self.mean = float(least + chance @ more)

    def at(self, u: Floats) -> Ints:
        """The size of each family, at numbers in (0, 1)."""
        return self._least + np.minimum(np.searchsorted(self._upto, u, side="right"), self._upto.size - 1)

    def adding_up(self, number: int, name: str) -> Ints:
        """Sizes of families that have ``number`` persons together; the last is cut to fit."""
        sizes = self.at(turns(name, np.zeros(number, np.int64), np.arange(number)))
        upto = np.cumsum(sizes)
        families = int(np.searchsorted(upto, number)) + 1 if number else 0
        sizes = sizes[:families]
        if families:
            sizes[-1] -= upto[families - 1] - number
        return sizes


def turns(name: str, day: Ints, rank: Ints) -> Floats:
    """Numbers in [0, 1) that lie evenly over days and ranks, and hang on nothing else."""
    start = (int(mix(name_number(name))) >> 11) / 2.0**53
    return (start + day * _DAY + rank * _RANK) % 1.0


def apportion(number: int, shares: Floats) -> Ints:
    """Split a whole number by shares (evenly, where all are nought), the largest remainders rounded up; the parts add up to it."""
    exact = number * (shares / shares.sum() if shares.any() else np.full(shares.size, 1.0 / shares.size))
    parts = np.floor(exact).astype(np.int64)
    most = np.argsort(parts - exact, kind="stable")[: number - int(parts.sum())]
    parts[most] += 1
    return parts
