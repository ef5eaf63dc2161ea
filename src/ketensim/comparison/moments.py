"""When something happens in each pair: the highest value, the first time, and the middle one of such times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ketensim.comparison.differences import intervals
from ketensim.comparison.paired import Grid


def first_time(times: Sequence[str], when: NDArray[np.bool_]) -> str | None:
    """The first of the times at which something is so; None when it never is."""
    return times[int(np.argmax(when))] if when.any() else None


def stays_from(times: Sequence[str], side: NDArray[np.int64]) -> str | None:
    """The first of the times from which on ``side`` (1 above, -1 below, 0 neither) is the same to the end; None when it ends as neither."""
    if not side.size or side[-1] == 0:
        return None
    other = np.flatnonzero(side != side[-1])
    return times[int(other[-1]) + 1 if other.size else 0]


def highest(values: Grid, by: Grid) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The value at which ``by`` is highest, and its place; (members, replications) each."""
    place = np.argmax(np.nan_to_num(by, nan=-np.inf), axis=-1)
    return np.take_along_axis(values, place[..., None], axis=-1)[..., 0], place


def quantiles(values: NDArray[np.float64]) -> dict[str, float]:
    """Median and 80% interval of what one scenario does, as in its summary."""
    low, median, high = np.quantile(values, (0.1, 0.5, 0.9))
    return {"median": float(median), "low80": float(low), "high80": float(high)}


def _median_and_interval(values: Grid) -> dict[str, float]:
    """Median and 80% interval of differences at one time."""
    return {"median": float(np.median(values)), **{name: float(row[0]) for name, row in intervals(values, (80,)).items()}}


def median_time(times: Sequence[str], places: NDArray[np.int64]) -> str | None:
    """The middle one of the times at these places; None without any."""
    return times[int(np.quantile(places, 0.5, method="inverted_cdf"))] if places.size else None


def peak_row(
    label: str, series: str, of: str, times: Sequence[str], values: NDArray[np.float64], places: NDArray[np.int64] | None
) -> dict[str, Any]:
    """A row of the table of peaks, from the value of each pair and the places of the times of those that have one (None or empty: none)."""
    middle = quantiles(values) if of == "level" else _median_and_interval(values[..., None])
    row = {"scenario": label, "series": series, "of": of, **middle}
    if places is None or not places.size:
        return row | {"when": None, "when_low80": None, "when_high80": None, "at_end": float("nan"), "n": values.size}
    when = {
        name: times[int(np.quantile(places, q, method="inverted_cdf"))]
        for name, q in (("when", 0.5), ("when_low80", 0.1), ("when_high80", 0.9))
    }
    return row | when | {"at_end": float((places == len(times) - 1).sum() / values.size), "n": values.size}
