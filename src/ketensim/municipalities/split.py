"""The split of a run over municipalities: the public ``split_municipalities``, and what the tables and charts of it stand on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from ketensim.calibration.figures import LAST_OBSERVED, observed
from ketensim.municipalities.half_years import after, before, is_half_year, last_day
from ketensim.municipalities.national import (
    ARREARS,
    HOUSED,
    PLACES,
    PLACES_NEEDED,
    TAAKSTELLING,
    Interval,
    National,
    check_columns,
    national,
)
from ketensim.municipalities.parts import Floats, Whole, quotas, whole_parts
from ketensim.municipalities.table import Municipalities, read_municipalities
from ketensim.results.folder import RunFolderError
from ketensim.results.runs import Runs, open_runs
from ketensim.scenario import Problem, ScenarioError
from ketensim.scenario.problems import suggestion

if TYPE_CHECKING:
    import pandas as pd

LEVELS = ("municipality", "province")
ENDS = ("median", "low80", "high80")
T = TypeVar("T")


@dataclass(frozen=True)
class Split:
    """The parts of the country, by municipality and half year, and by what they were made.

    ``keys`` says of each series by which column of the table it was split; ``opening`` the arrears at the start by scenario,
    as the run has them, and ``stated`` as the table does (None when it does not). ``gaps`` are by scenario and half year how far
    the medians of the country are from adding up (:meth:`~ketensim.municipalities.national.National.gap`). ``needed_from`` is the series that places
    needed come from, None without places; ``places_from_run`` is whether the places that are there come from the run.
    """

    municipalities: Municipalities
    half_years: tuple[str, ...]
    keys: dict[str, str]
    opening: dict[str, int]
    gaps: dict[str, dict[str, int]]
    stated: int | None
    needed_from: str | None
    places_from_run: bool
    whole: pd.DataFrame

    def table(self, by: str = "municipality", half_years: Sequence[str] = ()) -> pd.DataFrame:
        """A row a scenario, half year, municipality (or province) and series, of these half years or of all."""
        rows = self.whole[self.whole["half_year"].isin(half_years or self.half_years)]
        if by == "province":
            rows = rows.groupby(["scenario", "half_year", "province", "series"], sort=False, as_index=False)[list(ENDS)].sum()
        return rows.reset_index(drop=True)

    def facts(self) -> dict[str, Any]:
        """How the split was made, as plain values for JSON."""
        return {
            "table": self.municipalities.file, "municipalities": len(self.municipalities.rows), "inhabitants": self.municipalities.inhabitants,
            "first": self.half_years[0], "half_years": list(self.half_years), "keys": self.keys,
            "arrears_at_start": {"run": self.opening, "table": self.stated}, "gaps": self.gaps, "places_needed_from": self.needed_from,
            "places_from": ("run" if self.places_from_run else "table") if PLACES in self.keys else None,
        }  # fmt: skip

    @property
    def series(self) -> list[str]:
        """The series that are split."""
        return list(self.keys)

    @property
    def scenarios(self) -> list[str]:
        return list(self.opening)


def split_municipalities(
    runs: Runs | str | Path | pd.DataFrame,
    table: str | Path,
    *,
    scenario: str | None = None,
    by: str = "municipality",
    first: str | None = None,
    half_years: str | Sequence[str] = (),
    inhabitants: int | None = None,
) -> pd.DataFrame:
    """Split a run over municipalities by the statutory key.

    ``runs``: results of ``run``, a run folder, or its table of periods. ``table``: a CSV file with the columns ``code``, ``name``,
    ``province`` and ``inhabitants``, and, where known, ``housed``, ``arrears``, ``places`` and ``places_share``; or the name of one
    that comes with the package. ``scenario``: one of the run (all when None). ``by``: ``municipality`` or ``province``. ``first``: the
    half year from which on is split, that of the columns of the table (the one after the last published figures when None, or
    the first of the run). ``half_years``: those that are returned, like ``2027H1`` (all when empty). ``inhabitants``: of the country,
    to check the table.

    Returns a row a scenario, half year, municipality (or province) and series: scenario, half_year, province, code, name, series,
    median, low80, high80, in whole persons or places. Stocks are those at the end of the half year. In every half year the parts of
    each series add up to the rounded median of the country, and to the rounded ends of its 80% interval.

    Raises ScenarioError with everything that is wrong with table and arguments, RunFolderError when the run cannot be used.
    """
    asked = (half_years,) if isinstance(half_years, str) else tuple(half_years)
    return split(runs, table, scenario=scenario, by=by, first=first, half_years=asked, inhabitants=inhabitants).table(by, asked)


def split(
    runs: Runs | str | Path | pd.DataFrame,
    table: str | Path,
    *,
    scenario: str | None = None,
    by: str = "municipality",
    first: str | None = None,
    half_years: Sequence[str] = (),
    inhabitants: int | None = None,
) -> Split:
    """As :func:`split_municipalities`, with all half years, and what is to be known of the split."""
    found = _Complaints()
    periods = found.of(lambda: _periods(runs))
    known = found.of(lambda: read_municipalities(table, inhabitants))
    if by not in LEVELS:
        found.say("by", f"is {by[:40]!r}{suggestion(by, LEVELS) or ';'} allowed are {' and '.join(LEVELS)}")
    for word in dict.fromkeys(half for half in (*half_years, *([] if first is None else [first])) if not is_half_year(half)):
        found.say("half year", f"{word[:40]!r} is none; allowed is one like 2027H1 or 2027H2")
    country = found.of(lambda: _country(periods, scenario)) if periods is not None else None
    start = _start(_common(country), first, half_years, found) if country else ""
    if country and known and start:
        found.problems += _too_many(country, known, start)
    found.raise_all()
    assert country and known
    return _split(country, known, start)


class _Complaints:
    """Everything that is wrong with what was asked."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.folder: list[str] = []

    def say(self, key: str, message: str) -> None:
        self.problems.append(Problem("municipalities", key, message))

    def of(self, make: Callable[[], T]) -> T | None:
        """What is made, or None, and what is wrong with it is kept."""
        try:
            return make()
        except ScenarioError as error:
            self.problems += error.problems
        except RunFolderError as error:
            self.folder.append(str(error))
        return None

    def raise_all(self) -> None:
        if self.folder:
            raise RunFolderError("\n".join([*self.folder, *map(str, dict.fromkeys(self.problems))]))
        if self.problems:
            raise ScenarioError(self.problems)


# -- what is asked ------------------------------------------------------------------------------------------------------------
def _periods(runs: Runs | str | Path | pd.DataFrame) -> pd.DataFrame:
    """The table of periods that is meant."""
    if isinstance(runs, (str, Path)):
        runs = open_runs(runs)
    if isinstance(runs, Runs):
        return runs.periods()
    check_columns(runs)
    return runs


def _country(periods: pd.DataFrame, scenario: str | None) -> list[National]:
    """The country in each scenario that is asked for."""
    names = list(dict.fromkeys(periods["scenario"]))
    if scenario is not None and scenario not in names:
        near = suggestion(scenario, names) or ";"
        raise ScenarioError(
            [Problem("municipalities", "scenario", f"{scenario[:90]!r} is not in the run{near} there are {', '.join(names)}")]
        )
    country = [national(periods, name) for name in names if scenario in (None, name)]
    if not country or not _common(country):
        raise ScenarioError([Problem("municipalities", "half years", "there is none that all scenarios have; allowed is a run with one")])
    return country


def _common(country: Sequence[National]) -> list[str]:
    """The half years that all scenarios have."""
    return [half for half in country[0].half_years if all(half in one.half_years for one in country)]


def _start(halves: Sequence[str], first: str | None, asked: Sequence[str], found: _Complaints) -> str:
    """The half year from which on is split; what is not in the run is complained of."""
    said = f"the half years of the run are {halves[0]} to {halves[-1]}"
    if first is not None and first not in halves:
        if is_half_year(first):
            found.say("first", f"is {first}; {said}")
        return ""
    projected = after(LAST_OBSERVED)
    start = first or (projected if projected in halves else halves[0])
    for half in dict.fromkeys(half for half in asked if is_half_year(half)):
        if half not in halves:
            found.say("half year", f"is {half}; {said}")
        elif half < start:
            found.say(
                "half year", f"is {half}, and the split begins with {start}; the first half year can be set, with columns that are of it"
            )
    return start


def _too_many(country: Sequence[National], known: Municipalities, start: str) -> list[Problem]:
    """Realised houses and places that are more than there are in the country."""
    found = []
    for column, series in (("housed", HOUSED), ("places", PLACES)):
        values = known.column(column)
        for most, where in (_most(one, series, start) for one in country if values is not None and _limit(one, series)):
            if values is not None and values.sum() > most:
                found.append(Problem(known.file, column, f"adds up to {values.sum():,.0f}; allowed is at most {most:,}, {where}"))
    return found


def _limit(one: National, series: str) -> str | None:
    """The series that says how many there can be: where nothing says how many places there are, as many as are needed."""
    return next((name for name in (series, *([PLACES_NEEDED] if series == PLACES else [])) if name in one.series), None)


def _most(one: National, series: str, start: str) -> tuple[int, str]:
    """The most that can have been realised at the start, and what says so: what was published, or else the run."""
    ago = before(start)
    if figure := observed().get((series, ago if series == HOUSED else last_day(ago))):
        return round(figure.value), f"the figure of the country of {figure.period} ({figure.reference})"
    series = _limit(one, series) or series
    half = ago if ago in one.half_years else start
    return one.values[series, half].high80, f"the high end of {series} in {half} ({one.scenario})"


# -- the split ----------------------------------------------------------------------------------------------------------------
def _split(country: Sequence[National], known: Municipalities, start: str) -> Split:
    """Split every scenario from the start on."""
    import pandas as pd

    halves = tuple(half for half in _common(country) if half >= start)
    keys = _keys(country[0], known)
    tables = [_scenario(one, known, keys, halves) for one in country]
    stated = known.column("arrears")
    return Split(
        known, halves, keys, {one.scenario: one.opening[start] for one in country},
        {one.scenario: {half: one.gap(half) for half in halves} for one in country},
        None if stated is None else int(stated.sum()), country[0].needed_from, PLACES in country[0].series,
        pd.concat(tables, ignore_index=True),
    )  # fmt: skip


def _keys(one: National, known: Municipalities) -> dict[str, str]:
    """By which column each series is split, of those that are there."""
    wanted = {TAAKSTELLING: "inhabitants", HOUSED: "housed", ARREARS: "inhabitants", PLACES_NEEDED: "places_share", PLACES: "places"}
    there = [*one.series, *([PLACES] if PLACES not in one.series and known.column("places") is not None else [])]
    return {series: column if known.column(column) is not None else "inhabitants" for series, column in wanted.items() if series in there}


def _scenario(one: National, known: Municipalities, keys: dict[str, str], halves: Sequence[str]) -> pd.DataFrame:
    """The parts of a scenario: a row a half year, municipality and series."""
    import pandas as pd

    weights = {column: _column(known, column) for column in {"inhabitants", *keys.values()}}
    names = {name: np.repeat([getattr(row, name) for row in known.rows], len(keys)) for name in ("province", "code", "name")}
    behind, tables = _behind(known), []
    for half in halves:
        behind = behind + _left(one.values[HOUSED, half].median, weights["inhabitants"], weights[keys[HOUSED]])
        parts = []
        for series, column in keys.items():
            whole = one.values.get((series, half)) or _as_they_are(weights[column])
            parts.append(_parts(whole, weights[column], behind if series == ARREARS else np.zeros(len(known.rows))))
        ends = {end: np.stack([part[end] for part in parts], axis=1).ravel() for end in ENDS}
        series_of = list(keys) * len(known.rows)
        tables.append(pd.DataFrame({"scenario": one.scenario, "half_year": half, **names, "series": series_of, **ends}))
    return pd.concat(tables, ignore_index=True)


def _parts(whole: Interval, weights: Floats, apart: Floats) -> dict[str, Whole]:
    """The parts of a median and of the ends of its interval, which never cross; ``apart`` is added to each and adds up to nought."""
    share = {end: quotas(getattr(whole, end), weights) + apart for end in ENDS}
    median = whole_parts(share["median"], whole.median)
    low, high = whole_parts(share["low80"], whole.low80, most=median), whole_parts(share["high80"], whole.high80, least=median)
    return {"median": median, "low80": low, "high80": high}


def _behind(known: Municipalities) -> Floats:
    """Arrears of each municipality at the start, beyond its share by inhabitants of those of all."""
    arrears = known.column("arrears")
    return np.zeros(len(known.rows)) if arrears is None else arrears - quotas(arrears.sum(), _column(known, "inhabitants"))


def _left(housed: int, inhabitants: Floats, realised: Floats) -> Floats:
    """What each municipality houses less than its share by inhabitants, of so many housed in all: it comes on top of its arrears."""
    return quotas(housed, inhabitants) - quotas(housed, realised)


def _as_they_are(places: Floats) -> Interval:
    """The places of the table, when the run has none."""
    return Interval(*[int(places.sum())] * 3)


def _column(known: Municipalities, name: str) -> Floats:
    """The numbers of a column that is there."""
    values = known.column(name)
    assert values is not None
    return values
