"""A scenario less its reference over pairs: mean, median, intervals, and how surely it is above.

Values come as (members, replications, times). Replications of one member share its inflow and parameters, so members are
the units that are independent; with one member, or the base values alone, replications are.

An interval says where the difference of one more pair would fall. With enough units it lies between order statistics
(rank p(n + 1), which holds for any distribution); with fewer, where no rank reaches so far out, it is Student's for a normal
difference, which is wide. A wider level never lies inside a narrower one.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ketensim.comparison.paired import Grid

Row = NDArray[np.float64]  # (times,)
LEVELS = (50, 80, 95)


def describe(reference: Grid, scenario: Grid) -> dict[str, Row]:
    """Columns of the table of differences; pairs of which one has no value are left out of that time, with their member."""
    difference = scenario - reference
    columns = _columns(LEVELS)
    table = {name: np.full(difference.shape[-1], np.nan) for name in columns}
    table["n"] = np.zeros(difference.shape[-1])
    for times, members in _whole(difference):
        apart, ours, theirs = (grid[members][..., times] for grid in (difference, scenario, reference))
        if not apart.shape[0]:
            continue
        pairs = _flat(apart)
        found = {
            "reference_median": np.median(_flat(theirs), axis=0),
            "scenario_median": np.median(_flat(ours), axis=0),
            "mean": pairs.mean(axis=0),
            "median": np.median(pairs, axis=0),
            **intervals(apart),
            "se": standard_error(apart),
            "probability_above": (pairs > 0).mean(axis=0) + (pairs == 0).mean(axis=0) / 2,
            "n": np.full(len(times), float(len(pairs))),
        }
        for name, values in found.items():
            table[name][times] = values
    return table


def levels(values: Grid) -> dict[str, Row]:
    """Median and intervals of one scenario over all its replications, as in its summary."""
    ends = [1 / 2, *((1 + sign * level / 100) / 2 for level in LEVELS for sign in (-1, 1))]
    rows = np.nanquantile(_flat(values), ends, axis=0)
    return dict(zip(("median", *_ends(LEVELS)), rows, strict=True))


def intervals(values: Grid, wanted: tuple[int, ...] = LEVELS) -> dict[str, Row]:
    """``low80``, ``high80`` and so on: where one more would fall; nan with one value only."""
    found: dict[str, Row] = {}
    inner: tuple[Row, Row] | None = None
    for level in wanted:
        low, high = _interval(values, level)
        if inner is not None:
            low, high = np.minimum(low, inner[0]), np.maximum(high, inner[1])
        inner = low, high
        found |= {f"low{level}": low, f"high{level}": high}
    return found


def standard_error(values: Grid) -> Row:
    """Of the mean; nan with one value only."""
    of = _units(values)
    if len(of) < 2:
        return np.full(values.shape[-1], np.nan)
    return of.std(axis=0, ddof=1) / np.sqrt(len(of))


def units(values: Grid) -> int:
    """How many independent units there are: members, or the replications of one."""
    return len(_units(values))


def _interval(values: Grid, level: int) -> tuple[Row, Row]:
    tail = (1 - level / 100) / 2
    n = units(values)
    if n < 2:
        nothing = np.full(values.shape[-1], np.nan)
        return nothing, nothing
    if (n + 1) * tail >= 1 - 1e-9:
        low, high = np.quantile(_flat(values), (tail, 1 - tail), axis=0, method="weibull")
        return low, high
    from scipy.stats import t

    middle, reach = _flat(values).mean(axis=0), t.ppf(1 - tail, n - 1) * np.sqrt(_variance(values) + standard_error(values) ** 2)
    return middle - reach, middle + reach


def _variance(values: Grid) -> Row:
    """Between any two pairs of different members: chance within a member, and what is between the members."""
    members, replications, _ = values.shape
    if members == 1:
        return values[0].var(axis=0, ddof=1)
    spread = values.mean(axis=1).var(axis=0, ddof=1)
    if replications == 1:
        return spread
    within = values.var(axis=1, ddof=1).mean(axis=0)
    return within + np.maximum(spread - within / replications, 0.0)


def _units(values: Grid) -> NDArray[np.float64]:
    """(units, times): the means of members, or the replications of one."""
    return values.mean(axis=1) if values.shape[0] > 1 else values[0]


def _flat(values: Grid) -> NDArray[np.float64]:
    return values.reshape(-1, values.shape[-1])


def _whole(values: Grid) -> Iterator[tuple[NDArray[np.int64], NDArray[np.bool_]]]:
    """Times that have values of the same members, in all their replications, and which members."""
    there = ~np.isnan(values).any(axis=1)  # (members, times)
    kinds, which = np.unique(there, axis=1, return_inverse=True)
    for kind in range(kinds.shape[1]):
        yield np.flatnonzero(which.ravel() == kind), kinds[:, kind]


def _ends(wanted: tuple[int, ...]) -> list[str]:
    return [f"{end}{level}" for level in wanted for end in ("low", "high")]


def _columns(wanted: tuple[int, ...]) -> tuple[str, ...]:
    return ("reference_median", "scenario_median", "mean", "median", *_ends(wanted), "se", "probability_above", "n")
