"""What a page is about: one scenario or several, of one run folder or two, each with its numbers at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ketensim.calibration.figures import LAST_OBSERVED, observed
from ketensim.comparison.causes import BY_NATIONALITY, SERIES_NEEDED
from ketensim.comparison.comparison import Comparison, compare
from ketensim.comparison.paired import Side
from ketensim.reporting.charts import COA, IND, LATER, NAREIS, Run
from ketensim.reporting.page.words import Words
from ketensim.results.runs import Runs
from ketensim.results.summary import FLOWS, STOCKS

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
ARREARS = "housing.arrears"
DAILY = (*(line.series for line in (*COA, *IND, *NAREIS)), ARREARS)
YEARS_AHEAD = 2  # the day that the summary looks at first: as far ahead as decisions on capacity are made


@dataclass(frozen=True)
class Estimate:
    """Median and 80% interval over the simulations."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Floats) -> Estimate:
        low, median, high = map(float, np.quantile(values, (0.1, 0.5, 0.9)))
        return cls(median, low, high)


@dataclass(frozen=True)
class Subject:
    """A scenario of the page, the ``number``-th, and its results: of the simulations that all scenarios of the page have in common."""

    number: int
    side: Side
    run: Run
    members: int  # 0 is the base values alone
    replications: int

    @property
    def scenario(self) -> dict[str, Any]:
        """Its part of the manifest."""
        return self.side.scenario

    @property
    def manifest(self) -> dict[str, Any]:
        """That of its folder, which may have more simulations."""
        return self.side.manifest

    @cached_property
    def first(self) -> date:
        return self._day(0)

    @cached_property
    def last(self) -> date:
        return self._day(-1)

    @property
    def simulations(self) -> int:
        """Members times replications."""
        return self.replications * max(self.members, 1)

    @cached_property
    def horizons(self) -> list[date]:
        """The days the summary speaks of: some years after the figures end, and the last day."""
        ahead = date(LAST_OBSERVED.year + YEARS_AHEAD, 12, 31)
        return [day for day in (ahead,) if LAST_OBSERVED < day < self.last] + [self.last]

    @property
    def eve(self) -> date:
        """The day to hold a projection against: where the figures end, or the first day of a run that has not both sides of it."""
        return LAST_OBSERVED if self.first <= LAST_OBSERVED < self.last else self.first

    def daily(self, series: str) -> Floats:
        """The values of each simulation and day, (simulations, days)."""
        return self._grid(series)

    def at(self, series: str, day: date) -> Floats:
        """The values of each simulation at the end of a day, (simulations,)."""
        return self._grid(series)[:, (day - self.first).days]

    def over(self, series: str, period: str) -> Floats | None:
        """The values of each simulation in a period, (simulations,); None when the run has no such period."""
        return self._periods.get((series, period))

    @cached_property
    def _periods(self) -> dict[tuple[str, str], Floats]:
        groups = self.run.periods.groupby(["series", "period"])["value"]
        return {key: values.to_numpy(np.float64) for key, values in groups}

    def _grid(self, series: str) -> Floats:
        return self.run.daily[series].to_numpy(np.float64).reshape(self.simulations, -1)

    def _day(self, place: int) -> date:
        day: date = self.run.daily["date"].iloc[place].date()
        return day


@dataclass(frozen=True)
class Material:
    """All a page is made of; ``comparison`` has the first subject as its reference."""

    subjects: tuple[Subject, ...]
    comparison: Comparison
    words: Words

    @property
    def base(self) -> Subject:
        return self.subjects[0]

    @property
    def others(self) -> tuple[Subject, ...]:
        return self.subjects[1:]

    @property
    def horizon(self) -> date:
        """The day on which scenarios are compared first."""
        return min(self.base.horizons[0], self.comparison.paired.last)

    @cached_property
    def differences(self) -> pd.DataFrame:
        """The differences of the main series by year, from the first scenario."""
        return self.comparison.table()

    def title(self, subject: Subject) -> str:
        """The title of a scenario, with what tells it apart where another has the same."""
        words = self.words
        title = words.title(subject.scenario)
        same = [other for other in self.subjects if words.title(other.scenario) == title]
        return f"{title} ({subject.side.label})" if len(same) > 1 else title


def gather(runs: Sequence[Runs | str | Path], language: str) -> Material:
    """Read run folders. Raises RunFolderError with all that is wrong with them, or why they do not pair."""
    comparison = compare(*runs)
    if comparison.others:
        known, wanted = comparison.paired.known_series(), dict.fromkeys([*STOCKS, *FLOWS, *SERIES_NEEDED, *BY_NATIONALITY])
        for label in comparison.labels:  # all that is asked for later, read at once
            comparison.paired.daily(label, [series for series in wanted if series in known])
    tables: dict[Path, tuple[pd.DataFrame, pd.DataFrame]] = {}
    subjects = []
    paired = comparison.paired
    common = {"members": max(paired.members) if paired.members != (0,) else 0, "replications": paired.replications}
    for number, side in enumerate(paired.sides):
        if side.folder not in tables:
            tables[side.folder] = side.runs.series([*DAILY, *side.runs.folder.present(LATER)]), side.runs.periods()
        daily, periods = (table[paired.here(table, side)] for table in tables[side.folder])
        daily = daily.sort_values(["member", "replication", "date"])
        run = Run(daily, periods, {**side.manifest, **common}, side.scenario, language)
        subjects.append(Subject(number, side, run, **common))
    return Material(tuple(subjects), comparison, Words(language))


def counted(series: str, day: date) -> float | None:
    """The published figure of a stock at the end of a day."""
    figure = observed().get((series, day.isoformat()))
    return figure.value if figure else None
