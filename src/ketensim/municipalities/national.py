"""What a run says of the country in each half year: the whole numbers that are split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ketensim.calibration.figures import observed
from ketensim.municipalities.half_years import is_half_year, last_day
from ketensim.scenario import Problem, ScenarioError

if TYPE_CHECKING:
    import pandas as pd

TAAKSTELLING, HOUSED, ARREARS = "housing.taakstelling", "housing.housed", "housing.arrears"
PLACES_NEEDED, PLACES, OCCUPANCY = "coa.places_needed", "coa.places", "coa.occupancy"
COLUMNS = ("scenario", "member", "replication", "series", "period", "value")


def target_occupancy() -> float:
    """The share of its places that COA aims to have taken, which turns persons into places needed."""
    return observed()["coa.target_occupancy", "2023"].value


@dataclass(frozen=True)
class Interval:
    """Median and 80% interval over the runs, in whole persons or places."""

    median: int
    low80: int
    high80: int


@dataclass(frozen=True)
class National:
    """A scenario: ``values`` by series and half year (of a stock: at its end), and the ``opening`` arrears at the start of each.

    ``needed_from`` is the series that the places needed come from, None when the run has neither.
    """

    scenario: str
    half_years: tuple[str, ...]
    values: dict[tuple[str, str], Interval]
    opening: dict[str, int]
    needed_from: str | None

    @property
    def series(self) -> list[str]:
        """What is known in every half year, in the order of the chain of housing and then of places."""
        every = (TAAKSTELLING, HOUSED, ARREARS, PLACES_NEEDED, PLACES)
        return [name for name in every if all((name, half) in self.values for half in self.half_years)]

    def gap(self, half: str) -> int:
        """How many persons the median arrears at the end are above those at the start plus taakstelling less housed.

        In every run that is nought; medians are each of their own run, and need not add up.
        """
        target, housed, arrears = (self.values[name, half].median for name in (TAAKSTELLING, HOUSED, ARREARS))
        return arrears - (self.opening[half] + target - housed)


def check_columns(periods: pd.DataFrame) -> None:
    """Raises ScenarioError when a table is not the one of periods of a run."""
    if missing := [column for column in COLUMNS if column not in periods.columns]:
        raise ScenarioError([Problem("periods", column, f"is no column; needed are {', '.join(COLUMNS)}") for column in missing])


def national(periods: pd.DataFrame, scenario: str) -> National:
    """The half years of a scenario, from the table of periods of its run. Raises ScenarioError when it cannot be split."""
    flows, stocks = (TAAKSTELLING, HOUSED), (ARREARS, PLACES_NEEDED, PLACES, OCCUPANCY)
    own = periods[(periods["scenario"] == scenario) & periods["series"].isin([*flows, *stocks])]
    known = set(zip(own["series"], own["period"], strict=True))
    halves = tuple(sorted(period for series, period in known if series == HOUSED and is_half_year(period)))
    named = {series: [half if series in flows else last_day(half) for half in halves] for series in (*flows, *stocks)}
    there = [series for series, names in named.items() if halves and all((series, name) in known for name in names)]
    _require(scenario, halves, there)
    runs = own.set_index(["series", "period", "member", "replication"])["value"].sort_index()
    needed_from = next((series for series in (PLACES_NEEDED, OCCUPANCY) if series in there), None)
    values = {
        (series, half): _interval(runs.loc[series, name])
        for series in there if series != OCCUPANCY for half, name in zip(halves, named[series], strict=True)
    }  # fmt: skip
    if needed_from == OCCUPANCY:
        needed = runs.loc[[OCCUPANCY]] / target_occupancy()
        values |= {(PLACES_NEEDED, half): _interval(needed.loc[OCCUPANCY, last_day(half)]) for half in halves}
    opening = {half: _interval(_opening(runs, half)).median for half in halves}
    return National(scenario, halves, values, opening, needed_from)


def _require(scenario: str, halves: Sequence[str], there: Sequence[str]) -> None:
    """Raises ScenarioError with what a run lacks."""
    found = [] if halves else [Problem(scenario, "half years", "the run has no whole half year; allowed is one that is longer")]
    if halves:
        lacking = [series for series in (TAAKSTELLING, HOUSED, ARREARS) if series not in there]
        found = [Problem(scenario, series, "is not in every half year of the run; the split needs it") for series in lacking]
    if found:
        raise ScenarioError(found)


def _opening(runs: pd.Series, half: str) -> pd.Series:
    """Arrears at the start of a half year, of each run: those at its end, less what came on them and what was housed."""
    return runs.loc[ARREARS, last_day(half)] - runs.loc[TAAKSTELLING, half] + runs.loc[HOUSED, half]


def _interval(values: pd.Series) -> Interval:
    return Interval(*(round(float(end)) for end in np.quantile(values.to_numpy(), (0.5, 0.1, 0.9))))
