"""A scenario less its reference over pairs: mean, median, intervals, and how surely it is above.

Values come as (members, replications, times). Replications of one member share its inflow and parameters, so a member is
a draw of the world; with one member, or the base values alone, a replication is.

An interval says where the difference of one more draw would fall. With enough draws it lies between order statistics
(rank p(n + 1), which holds for any distribution); with fewer, where no rank reaches so far out, it is Student's for a normal
difference, which is wide. A wider level never lies inside a narrower one.

How well the mean is known is another matter. The inflows of members 1 and 2, of 3 and 4, and so on mirror each other
(:mod:`ketensim.chain.future`), so what one has too much the other mostly has too little, and the mean of the two varies
less than that of two strangers. The independent units of a mean are therefore these pairs of mirrors, and members whose
mirror is not there.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.future import pair_of
from ketensim.comparison.paired import Grid

Row = NDArray[np.float64]  # (times,)
Members = NDArray[np.int64]
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
            "se": standard_error(apart, np.flatnonzero(members) + 1),
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


def standard_error(values: Grid, members: Members | None = None) -> Row:
    """Of the mean over all values; nan with one independent unit only.

    ``members``: their numbers, which say who mirrors whom; 1, 2, 3, ... when None. A pair of mirrors weighs as its two members do.
    """
    draws, unit = _draws(values), units(values, members)
    n = int(unit.max()) + 1
    if n < 2:
        return np.full(values.shape[-1], np.nan)
    apart = np.zeros((n, values.shape[-1]))
    np.add.at(apart, unit, draws - draws.mean(axis=0))
    return np.sqrt((apart**2).sum(axis=0) * n / (n - 1)) / len(draws)


def units(values: Grid, members: Members | None = None) -> NDArray[np.int64]:
    """The independent unit, from 0, of each member (mirrors share one), or of each replication when there is one member alone."""
    count = values.shape[0]
    if count == 1:
        return np.arange(values.shape[1])
    numbers = np.arange(1, count + 1) if members is None else members
    return np.unique([pair_of(int(number)) for number in numbers], return_inverse=True)[1].ravel()


def _interval(values: Grid, level: int) -> tuple[Row, Row]:
    tail = (1 - level / 100) / 2
    n = len(_draws(values))
    if n < 2:
        nothing = np.full(values.shape[-1], np.nan)
        return nothing, nothing
    if (n + 1) * tail >= 1 - 1e-9:
        low, high = np.quantile(_flat(values), (tail, 1 - tail), axis=0, method="weibull")
        return low, high
    from scipy.stats import t

    # of the middle as if no members were mirrors: it is surer than that, which makes up for a spread known from fewer pairs than members
    middle, of_middle = _flat(values).mean(axis=0), _draws(values).var(axis=0, ddof=1) / n
    reach = t.ppf(1 - tail, n - 1) * np.sqrt(_variance(values) + of_middle)
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


def _draws(values: Grid) -> NDArray[np.float64]:
    """(draws, times): the means of members, or the replications of one."""
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
