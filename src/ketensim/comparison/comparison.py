"""The public ``compare``: scenarios beside a reference, on the same persons with the same luck."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ketensim.chain.series import SERIES
from ketensim.comparison.asked import wrong_periods, wrong_series
from ketensim.comparison.causes import BY_NATIONALITY, NEW, SERIES_NEEDED, Explanation, between_days, between_scenarios
from ketensim.comparison.differences import describe, intervals, levels
from ketensim.comparison.moments import first_time, highest, median_time, peak_row, quantiles, stays_from
from ketensim.comparison.paired import Grid, Paired, Side, Values, pair
from ketensim.comparison.periods import last_day
from ketensim.comparison.precision import precision
from ketensim.comparison.rows import table_of
from ketensim.comparison.scenario_differences import ScenarioDifference, scenario_differences, steps_in_words
from ketensim.results.summary import FLOWS, STOCKS
from ketensim.scenario import Problem, ScenarioError

if TYPE_CHECKING:
    import pandas as pd

    from ketensim.results.runs import Runs

Words = str | Sequence[str] | None
Day = date | str
CLEAR = 80  # percent: the interval that has to leave nought
ENOUGH = 9  # independent units, from which an 80% interval lies between order statistics


def compare(*runs: Runs | str | Path | Sequence[Runs | str | Path], reference: str | None = None) -> Comparison:
    """Compare the scenarios of one or several runs, or of run folders, pair by pair.

    The first scenario is the reference, unless ``reference`` is the label of another. Raises RunFolderError with every
    reason why folders cannot be read or do not pair, ScenarioError for a label that is none of them.
    """
    flat: list[Runs | str | Path] = []
    for each in runs:
        flat += each if isinstance(each, (list, tuple)) else [each]  # type: ignore[list-item]
    paired = pair(flat)
    return Comparison(paired, paired.labels[0] if reference is None else paired.side(reference).label)


@dataclass(frozen=True)
class Comparison:
    """Scenarios beside a ``reference``; see :mod:`ketensim.comparison` for the columns of each table."""

    paired: Paired
    reference: str

    @property
    def labels(self) -> tuple[str, ...]:
        """Every scenario, the reference first."""
        return (self.reference, *self.others)

    @property
    def others(self) -> tuple[str, ...]:
        """Every scenario but the reference."""
        return tuple(label for label in self.paired.labels if label != self.reference)

    @property
    def pairs(self) -> int:
        """How many pairs there are: members times replications."""
        return len(self.paired.members) * self.paired.replications

    def side(self, label: str) -> Side:
        """A scenario with its folder and manifest. Raises ScenarioError for an unknown label."""
        return self.paired.side(label)

    def require_others(self) -> None:
        """Raises ScenarioError when there is nothing beside the reference."""
        if not self.others:
            what = f"there is {self.reference} alone; give at least two scenarios, or two days of one to explain"
            raise ScenarioError([Problem("compare", "scenarios", what)])

    # -- differences ----------------------------------------------------------------------------------------------------
    def table(self, series: Words = None, date: Words = None) -> pd.DataFrame:
        """The difference of series on days and in periods, with its intervals: one row a (scenario, series, period).

        ``series``: names, or when None the main ones that all runs have. ``date``: days (``2028-01-01``) for stocks, and for all series periods
        (``2027``, ``2027H1``, ``2027Q1``, ``2027-03``), in which a stock is that of the last day; every whole year when None. Raises
        ScenarioError with all series and dates that cannot be had.
        """
        self.require_others()
        known, wanted = _words(series), _words(date)
        names = known or self._main([*STOCKS, *FLOWS])
        self._check(names, wanted)
        rows = []
        for name, periods in self._cells(names, wanted, strict=bool(known)):
            times = list(dict.fromkeys(last_day(period) if SERIES[name].kind == "stock" else period for period in periods))
            values = {label: self._values(name, label).at(times) for label in self.labels}
            rows += [self._described(name, label, times, values) for label in self.others]
        return _stack(rows)

    def over_time(self, series: str) -> pd.DataFrame:
        """The difference through the run: each day of a stock, month of a flow, quarter of a mean or share."""
        self.require_others()
        times, values = self._through(series)
        return _stack(self._described(series, label, times, values) for label in self.others)

    def levels(self, series: str) -> pd.DataFrame:
        """Each scenario alone through the run: scenario, series, period, median and intervals."""
        import pandas as pd

        times, values = self._through(series)
        tables = [pd.DataFrame({"scenario": label, "series": series, "period": times, **levels(values[label])}) for label in self.labels]
        return pd.concat(tables, ignore_index=True)

    def first_difference(self, series: Words = None) -> pd.DataFrame:
        """When scenarios part: ``first`` is the first time at which any pair differs (before it all are the same to the person),
        ``clear`` the first from which on the 80% interval stays clear of nought, on one side, to the end. None where that never comes, and
        ``clear`` with one pair, which has no interval."""
        self.require_others()
        rows = []
        for name in self._checked(series):
            times, values = self._through(name)
            for label in self.others:
                apart = np.nan_to_num(values[label] - values[self.reference])
                bounds = intervals(apart, (CLEAR,))
                side = (bounds[f"low{CLEAR}"] > 0).astype(np.int64) - (bounds[f"high{CLEAR}"] < 0)
                told = {"first": first_time(times, (apart != 0).any(axis=(0, 1))), "clear": stays_from(times, side)}
                rows.append({"scenario": label, "reference": self.reference, "series": name, **told})
        return table_of(rows)

    def peak(self, series: Words = None) -> pd.DataFrame:
        """The highest value of each pair and when it comes, ``of`` each scenario's ``level``; of the ``difference`` (the farthest from
        nought, with its sign, and when in the pairs that differ); and ``between_peaks``, how much higher the one peak is than the
        other, whenever they come.

        ``at_end`` is the share of pairs that have it at the end of the run, and may go higher after it.
        """
        rows = []
        for name in self._checked(series):
            times, values = self._through(name)
            top = {label: highest(grid, grid) for label, grid in values.items()}
            rows += [peak_row(label, name, "level", times, *top[label]) for label in self.labels]
            for label in self.others:
                apart = values[label] - values[self.reference]
                farthest, places = highest(apart, np.abs(apart))
                rows.append(peak_row(label, name, "difference", times, farthest, places[farthest != 0]))
                rows.append(peak_row(label, name, "between_peaks", times, top[label][0] - top[self.reference][0], None))
        return table_of(rows)

    def days_above(self, series: str, threshold: float) -> pd.DataFrame:
        """Days on which a stock is above a threshold, the capacity, say: median over pairs, the share of pairs that ``ever`` are,
        the ``first`` day of those that are (the median one), and how many days more than the reference."""
        self._check([series], [])
        if SERIES[series].kind != "stock":
            raise ScenarioError([Problem("compare", series, f"is a {SERIES[series].kind}; days above a threshold are counted of stocks")])
        if not np.isfinite(threshold):
            raise ScenarioError([Problem("compare", "capacity", f"is {threshold}; allowed is a number of persons")])
        times, values = self._through(series)
        above = {label: grid > threshold for label, grid in values.items()}
        days = {label: grid.sum(axis=-1, keepdims=True).astype(np.float64) for label, grid in above.items()}
        rows = []
        for label in self.labels:
            ever = above[label].any(axis=-1)
            own, apart = quantiles(days[label]), intervals(days[label] - days[self.reference], (80,))
            rows.append({
                "scenario": label, "series": series, "threshold": threshold, **own, "ever": float(ever.mean()),
                "first": median_time(times, above[label].argmax(axis=-1)[ever]),
                "mean_difference": float((days[label] - days[self.reference]).mean()),
                "low80_difference": float(apart["low80"][0]), "high80_difference": float(apart["high80"][0]), "n": self.pairs,
            })  # fmt: skip
        return table_of(rows)

    # -- precision ------------------------------------------------------------------------------------------------------
    def pairs_needed(self, series: str, date: str, half_width: float) -> pd.DataFrame:
        """How many pairs make the mean difference known within plus or minus ``half_width`` (95% confidence).

        ``counted`` says what has to be more of: ``members`` of a run that has some, at its replications each, or ``replications``.
        ``now`` and ``needed`` count these. Members come two by two, as the inflow of the one mirrors that of the other and the mean
        of both is what is independent. ``needed`` is nan when there is one unit alone (two members that are mirrors, say), which
        says nothing of the spread; ``more_pairs`` is what is still to be run.
        """
        if not half_width > 0:
            raise ScenarioError([Problem("compare", "precision", f"is {half_width}; allowed is a number above 0")])
        table = self.table(series, date)
        rows = []
        for row in table.itertuples():
            ours, theirs = (self._values(series, label).at([row.period]) for label in (row.scenario, self.reference))
            apart = (ours - theirs)[..., 0]
            there = np.flatnonzero(~np.isnan(apart).any(axis=1))
            known = precision(apart[there], there + 1, half_width)
            rows.append({
                "scenario": row.scenario, "series": series, "period": row.period, "mean": row.mean, "wanted": float(half_width),
                **known,
            })  # fmt: skip
        return table_of(rows)

    # -- what differs, and why ------------------------------------------------------------------------------------------
    def differences_of(self, label: str) -> list[ScenarioDifference]:
        """What a scenario says otherwise than the reference, key by key."""
        return scenario_differences(self.side(self.reference), self.side(label), self.paired.first, self.paired.last)

    def scenario_differences(self, language: str = "en") -> pd.DataFrame:
        """What scenarios say otherwise than the reference, one row a key, with the steps of each in words."""
        columns = ("key", "unit", "from", "until", "on", "reference_value", "scenario_value", "reference_steps", "scenario_steps")
        rows = []
        for label in self.others:
            for each in self.differences_of(label):
                facts = asdict(each)
                facts |= {name: steps_in_words(facts[name], language) for name in ("reference_steps", "scenario_steps")}
                facts |= {"from": _iso(each.begin), "until": _iso(each.end), "on": _iso(each.day)}
                rows.append({"scenario": label, "reference": self.reference} | {column: facts[column] for column in columns})
        return table_of(rows, ["scenario", "reference", *columns])

    def explain(self, first: Day, second: Day | None = None, scenario: str | None = None) -> Explanation:
        """The causes of a difference in COA occupancy, which add up to the person in every pair.

        With one day: of ``scenario`` (the first other one when None) and the reference at its end. With two: of the ends of
        both days in one scenario (the reference when None).
        """
        days = [self._day(day) for day in (first, second) if day is not None]
        begin = self.paired.first
        found = [
            Problem(
                "compare", f"date {str(each)[:60]}", f"cannot be explained; allowed is a day after {begin} and not after {self.paired.last}"
            )
            for each, day in zip((first, second), days, strict=False)
            if day is None or not begin <= day <= self.paired.last or (second is None and day == begin)
        ]
        if not found and second is not None and days[0] >= days[1]:  # type: ignore[operator]
            found.append(Problem("compare", "date", f"{days[1]} is not after {days[0]}; the first of two days is the earlier"))
        if found:
            raise ScenarioError(found)
        self._check([*(name for name in SERIES_NEEDED if name not in NEW), *BY_NATIONALITY], [])
        if second is not None:
            label = self.reference if scenario is None else self.side(scenario).label
            return between_days(self.paired, label, *days)  # type: ignore[arg-type]
        self.require_others()
        label = self.others[0] if scenario is None else self.side(scenario).label
        return between_scenarios(self.paired, self.reference, label, days[0])  # type: ignore[arg-type]

    def caveats(self) -> list[tuple[str, dict[str, Any]]]:
        """What to know of these numbers: ``chance`` (no members, so no uncertainty of inflow and parameters), ``one`` (pair, so no
        interval), ``few`` (units, so intervals of Student), ``scale``, ``code`` (of a folder is other than of the reference, so that
        differences are of both), ``common_pairs`` and ``common_days`` (what folders have in common is less than they have)."""
        paired, ours = self.paired, self.side(self.reference)
        found: list[tuple[str, dict[str, Any]]] = []
        count = len(paired.members) if len(paired.members) > 1 else paired.replications
        if self.pairs == 1:
            found.append(("one", {}))
        elif count < ENOUGH:
            found.append(("few", {"n": count}))
        if paired.members == (0,) and self.pairs > 1:
            found.append(("chance", {}))
        if ours.made.scale != 1:
            found.append(("scale", {"scale": ours.made.scale}))
        for other in _one_a_folder(self.side(label) for label in self.others):
            if any(other.manifest.get(key) != ours.manifest.get(key) for key in ("code", "versions")):
                versions = [side.manifest["versions"].get("ketensim", "?") for side in (ours, other)]
                found.append(("code", {"folder": str(other.folder), "ours": versions[0], "theirs": versions[1]}))
        most = max(max(side.made.members, 1) * side.made.replications for side in paired.sides)
        if self.pairs < most:
            found.append(("common_pairs", {"n": self.pairs, "most": most}))
        if any(side.made.until > paired.last for side in paired.sides):
            found.append(("common_days", {"last": paired.last.isoformat()}))
        return found

    # -- inside ---------------------------------------------------------------------------------------------------------
    def _values(self, series: str, label: str) -> Values:
        """A series of a scenario: a stock by day, all others by period."""
        return self.paired.daily(label, [series])[0] if SERIES[series].kind == "stock" else self.paired.periods(label, series)

    def _through(self, series: str) -> tuple[list[str], dict[str, Grid]]:
        """Every day of a stock, month of a flow, quarter of a mean or share that all scenarios have, and the values of each."""
        self._check([series], [])
        values = {label: self._values(series, label) for label in self.labels}
        like = {"stock": r"\d{4}-\d\d-\d\d", "flow": r"\d{4}-\d\d"}.get(SERIES[series].kind, r"\d{4}Q\d")
        times = [time for time in values[self.reference].times if re.fullmatch(like, time)]
        times = sorted(time for time in times if all(time in own.times for own in values.values()))
        if not times:
            raise ScenarioError([Problem("compare", series, "has no value anywhere in the time the runs have in common")])
        return times, {label: own.at(times) for label, own in values.items()}

    def _described(self, series: str, label: str, times: Sequence[str], values: dict[str, Grid]) -> dict[str, Any]:
        what = {"scenario": label, "reference": self.reference, "series": series, "period": list(times), "unit": SERIES[series].unit}
        return what | describe(values[self.reference], values[label])

    def _checked(self, series: Words) -> list[str]:
        names = _words(series) or self._main(STOCKS)
        self._check(names, [])
        return names

    def _main(self, names: Sequence[str]) -> list[str]:
        """Those of some series that all runs have: one of an older version may lack some."""
        known = self.paired.known_series()
        return [name for name in names if name in known]

    def _check(self, names: Sequence[str], periods: Sequence[str]) -> None:
        """Complains of all series that are not known, and dates that are none or outside the runs, at once."""
        paired = self.paired
        if found := [*wrong_series(names, paired.known_series()), *wrong_periods(periods, paired.first, paired.last)]:
            raise ScenarioError(found)

    def _cells(self, names: Sequence[str], periods: Sequence[str], strict: bool) -> Iterator[tuple[str, list[str]]]:
        """Each series with those of the periods it has a value in. With ``strict``, complains of series and periods that go with none."""
        cells = {name: [period for period in periods or self._years(name) if self._has(name, period)] for name in names}
        used = {period for own in cells.values() for period in own}
        found = [
            Problem("compare", f"series {name}", f"has no value in {', '.join(periods) or 'any year of the run'}; {_where(name)}")
            for name, own in cells.items()
            if not own and strict
        ]
        if not found:
            nothing = f"none of these series has a value then; {_where(names[0])}"
            found = [Problem("compare", f"date {period}", nothing) for period in periods if period not in used]
        if found:
            raise ScenarioError(found)
        return ((name, own) for name, own in cells.items() if own)

    def _has(self, series: str, period: str) -> bool:
        stock = SERIES[series].kind == "stock"
        if not stock and len(period) == 10:
            return False
        return all((last_day(period) if stock else period) in self._values(series, label).times for label in self.labels)

    def _years(self, series: str) -> list[str]:
        """Every whole year, its last day for a stock; of a run without one the last day, if the series is a stock."""
        years = [str(year) for year in range(self.paired.first.year, self.paired.last.year + 1)]
        found = [year for year in years if self._has(series, year)]
        if SERIES[series].kind != "stock":
            return found
        return [last_day(year) for year in found] or [day for day in [self.paired.last.isoformat()] if self._has(series, day)]

    def _day(self, day: Day) -> date | None:
        try:
            return date.fromisoformat(day) if isinstance(day, str) else day
        except ValueError:
            return None


def _words(words: Words) -> list[str]:
    """Each word once."""
    return list(dict.fromkeys([words] if isinstance(words, str) else [str(word) for word in words or ()]))


def _where(series: str) -> str:
    """What dates a series has values for."""
    if SERIES[series].kind == "stock":
        return "a stock has a value on each day it is counted"
    return f"a {SERIES[series].kind} is over a period like 2027, 2027H1 or 2027Q1"


def _stack(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    table = pd.concat([pd.DataFrame(row) for row in rows], ignore_index=True)
    return table.astype({"n": int})


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _one_a_folder(sides: Iterable[Side]) -> list[Side]:
    return list({side.folder: side for side in sides}.values())
