"""What was known on a day: the one door through which observed figures reach a fit.

A fit that is to be judged by what came later must not have seen it. ``Known`` cannot be made with a figure of a period
that was not over on its day, so whoever holds one holds nothing from after it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from ketensim.calibration.figures import LAST_OBSERVED, Figure, figures

SDS_OF_TOLERANCE = 1.64  # a tolerance is meant to hold in about nine cases of ten
MONTHS = {"": 12, "H": 6, "Q": 3, "-": 1}  # of a period, by the sign after its year

Floats = NDArray[np.float64]


class NotYetKnown(ValueError):
    """A figure dated after the day on which a fit may look."""


@dataclass(frozen=True)
class Known:
    """Figures to fit to, all of periods that were over at the end of the day ``until``. Raises NotYetKnown for any other."""

    until: date
    figures: tuple[Figure, ...]

    def __post_init__(self) -> None:
        if late := [f"{figure.series} of {figure.period}" for figure in self.figures if days(figure.period)[1] > self.until]:
            raise NotYetKnown(f"not known on {self.until}: {', '.join(late)}")

    def within(self, first: date, last: date) -> Known:
        """Those of periods that lie within a run."""
        inside = [figure for figure in self.figures if first <= days(figure.period)[0] and days(figure.period)[1] <= last]
        return Known(self.until, tuple(inside))

    @property
    def values(self) -> Floats:
        """What was observed, shape (figures,)."""
        return np.array([figure.value for figure in self.figures])

    @property
    def sd(self) -> Floats:
        """How far each may be off, as a standard deviation in its own unit, shape (figures,)."""
        widths = [(figure.tolerance or 0.0) * (1.0 if figure.is_absolute else abs(figure.value)) for figure in self.figures]
        return np.array(widths) / SDS_OF_TOLERANCE

    @property
    def hash(self) -> str:
        """SHA-256 of all that determines a fit."""
        said = [(f.series, f.period, f.value, f.tolerance, f.is_absolute) for f in self.figures]
        return hashlib.sha256(repr((self.until.isoformat(), said)).encode()).hexdigest()


def figures_known(until: date = LAST_OBSERVED, among: Iterable[Figure] | None = None) -> Known:
    """The figures that parameters may be tuned to (role ``fitted``, with a tolerance) of periods that were over on a day."""
    fitted = [figure for figure in (figures() if among is None else among) if figure.role == "fitted" and figure.tolerance]
    return Known(until, tuple(figure for figure in fitted if days(figure.period)[1] <= until))


def days(period: str) -> tuple[date, date]:
    """The first and last day of a year, half year, quarter or month, or twice the day of a count. Raises ValueError for others."""
    if len(period) == 10:
        return (day := date.fromisoformat(period)), day
    sign, number = period[4:5], int(period[5:] or 1)
    if sign not in MONTHS or not 1 <= number <= 12 // MONTHS[sign]:
        raise ValueError(f"{period!r} is no period")
    begin = 12 * int(period[:4]) + (number - 1) * MONTHS[sign]
    first, after = (date(month // 12, month % 12 + 1, 1) for month in (begin, begin + MONTHS[sign]))
    return first, after - timedelta(days=1)
