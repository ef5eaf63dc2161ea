"""What is asked of a comparison, and all answers to it: computed at once, then written, printed, or given as plain values."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ketensim.chain.series import SERIES
from ketensim.comparison.asked import wrong_periods, wrong_series
from ketensim.comparison.periods import last_day, span
from ketensim.reporting import comparison_tables as tables
from ketensim.results.folder import atomically
from ketensim.scenario import Problem, ScenarioError

if TYPE_CHECKING:
    import pandas as pd

    from ketensim.comparison.causes import Explanation
    from ketensim.comparison.comparison import Comparison

OCCUPANCY = "coa.occupancy"
T = TypeVar("T")


@dataclass(frozen=True)
class Question:
    """What is asked: ``series`` and ``dates`` (the main ones and every year when empty), a ``capacity`` to be above, a ``precision`` of
    the mean difference, and whether causes are asked for: of the difference, or of the change ``since`` a day in each scenario."""

    series: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    capacity: float | None = None
    precision: float | None = None
    explain: bool = False
    since: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The series that are followed through time."""
        return self.series or (OCCUPANCY,)


@dataclass(frozen=True)
class Answers:
    """Everything that was asked. ``table`` is empty when there is one scenario alone, of which only changes are explained."""

    comparison: Comparison
    question: Question
    table: pd.DataFrame | None
    days_above: tuple[pd.DataFrame, ...]
    precision: tuple[pd.DataFrame, ...]
    causes: tuple[Explanation, ...]


def answer(comparison: Comparison, question: Question) -> Answers:
    """All answers. Raises ScenarioError with everything that is wrong with the question."""
    found: list[Problem] = []

    def ask(what: Callable[[], T]) -> T | None:
        try:
            return what()
        except ScenarioError as error:
            found.extend(error.problems)
            return None

    found += _wrong_numbers(question)
    alone = not comparison.others and question.since is not None
    table = None if alone else ask(lambda: comparison.table(question.series, question.dates))
    above: list[pd.DataFrame | None] = []
    if (capacity := question.capacity) is not None:
        stocks = [name for name in question.named if name in SERIES and SERIES[name].kind == "stock"] or question.named[:1]
        above = [ask(lambda name=name: comparison.days_above(name, capacity)) for name in stocks]  # type: ignore[misc]
    precision = ask(lambda: _precision(comparison, question)) if question.precision is not None else []
    causes = ask(lambda: _causes(comparison, question)) if question.explain or question.since is not None else []
    if found:
        raise ScenarioError(found)
    return Answers(
        comparison, question, table, tuple(each for each in above if each is not None), tuple(precision or ()), tuple(causes or ())
    )


def wrong_question(question: Question, first: date, last: date) -> list[Problem]:
    """What is wrong with a question of runs from ``first`` to ``last``, before there are any."""
    days = [*question.dates, *([question.since] if question.since else [])]
    return [*_wrong_numbers(question), *wrong_series(question.series, SERIES), *wrong_periods(days, first, last)]


def _wrong_numbers(question: Question) -> list[Problem]:
    """What is wrong with the question whatever it is asked of."""
    found = []
    if question.capacity is not None and not math.isfinite(question.capacity):
        found.append(Problem("compare", "capacity", f"is {question.capacity}; allowed is a number of persons"))
    if question.precision is not None and not 0 < question.precision < math.inf:
        found.append(Problem("compare", "precision", f"is {question.precision}; allowed is a number above 0"))
    return found


def _precision(comparison: Comparison, question: Question) -> list[pd.DataFrame]:
    """Of each series, at the dates that are asked for, or else the last of its year ends."""
    wanted = question.precision or 0.0
    table = comparison.table(question.named, question.dates)
    when = [(str(name), list(own["period"].unique())) for name, own in table.groupby("series", sort=False)]
    return [comparison.pairs_needed(name, day, wanted) for name, days in when for day in (days if question.dates else days[-1:])]


def _causes(comparison: Comparison, question: Question) -> list[Explanation]:
    """At each date that is asked for (the last day of a period), or else at the end of the runs."""
    asked = dict.fromkeys(last_day(text) if span(text) else text for text in question.dates)
    days = list(asked) or [comparison.paired.last.isoformat()]
    if question.since is not None:
        return [comparison.explain(question.since, day, name) for day in days for name in comparison.labels]
    comparison.require_others()
    return [comparison.explain(day, scenario=name) for day in days for name in comparison.others]


def write(answers: Answers, folder: Path, language: str, charts: bool) -> list[Path]:
    """Leave ``comparison.csv``, ``causes.csv``, ``nationalities.csv`` and charts in a folder; returns the files."""
    some = {
        "comparison": [] if answers.table is None else [answers.table],
        "causes": [each.table() for each in answers.causes],
        "nationalities": [each.nationalities() for each in answers.causes],
    }
    files = [_write_csv(found, folder / f"{name}.csv") for name, found in some.items() if found]
    return files + (_draw(answers, folder, language) if charts else [])


def _draw(answers: Answers, folder: Path, language: str) -> list[Path]:
    from ketensim.reporting.comparison_charts import draw_causes, draw_paths

    comparison, files = answers.comparison, []
    for name in answers.question.named if answers.table is not None else ():
        files += draw_paths(comparison, name, folder, f"paths-{name}", language)
    for each in answers.causes:
        parts = ["causes"]
        if len(comparison.others) > 1 or each.reference is None:
            parts.append("".join(c if c.isalnum() or c in "-_." else "_" for c in each.scenario))
        parts += [] if each.reference else [each.begin.isoformat()]
        files += draw_causes(comparison, each, folder, "-".join([*parts, each.end.isoformat()]), language)
    return files


def show(answers: Answers, language: str) -> None:
    """Print all of it."""
    import pandas as pd

    question = answers.question
    if answers.table is not None:
        whole_years = answers.table["period"].str.fullmatch(r"\d{4}(-12-31)?").all() and not question.dates
        tables.comparison_tables(answers.comparison, answers.table, language, dated=not whole_years, series=question.named)
    for table in answers.days_above:
        tables.days_above_table(table, language)
    if answers.precision:
        tables.precision_table(pd.concat(answers.precision), language)
    for each in answers.causes:
        tables.causes_table(each, language)
    tables.notes_lines(answers.comparison, answers.causes, language)


def as_json(answers: Answers, language: str) -> dict[str, Any]:
    """All of it as plain values: lists of rows, under the names of the methods of a comparison."""
    compared, named = answers.comparison, answers.question.named
    both = answers.table is not None
    found: dict[str, Sequence[pd.DataFrame | None]] = {
        "comparison": [answers.table] if both else [],
        "first_difference": [compared.first_difference(named)] if both else [],
        "peak": [compared.peak(named)],
        "days_above": answers.days_above,
        "precision": answers.precision,
        "scenario_differences": [compared.scenario_differences(language)],
        "causes": [each.table() for each in answers.causes],
        "nationalities": [each.nationalities() for each in answers.causes],
    }
    rows = {name: [row for table in some if table is not None for row in _rows(table)] for name, some in found.items()}
    return {"reference": compared.reference, "scenarios": list(compared.labels), "caveats": tables.caveats(compared, language), **rows}


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return json.loads(table.to_json(orient="records", double_precision=10))


def _write_csv(some: list[pd.DataFrame], path: Path) -> Path:
    import pandas as pd

    table = pd.concat(some, ignore_index=True)
    atomically(path, lambda file: table.to_csv(file, index=False, float_format="%.10g", lineterminator="\n"))
    return path
