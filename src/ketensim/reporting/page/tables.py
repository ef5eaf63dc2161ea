"""What a table of the page is, and the main numbers by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ketensim.calibration.figures import observed
from ketensim.chain.series import SERIES
from ketensim.comparison.causes import Explanation
from ketensim.reporting.comparison_tables import cause_cells, cause_name, cause_rows
from ketensim.reporting.page.subject import Estimate, Floats, Material, Subject
from ketensim.reporting.page.words import Words, dash
from ketensim.results.summary import FLOWS, STOCKS, period_of

BLOCKS = (("at.end", STOCKS), ("over.year", FLOWS))
EMPTY = "\N{EN DASH}"
Found = dict[tuple[str, str], Any]  # rows of a comparison by (series, year)


@dataclass(frozen=True)
class Cell:
    """A value, and what stands under it in small: its interval, the published figure."""

    text: str
    small: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A line of a table; ``note`` stands under its name. Without cells it heads the lines after it."""

    name: str
    cells: tuple[Cell, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Table:
    """``headings`` has that of the names first. ``kind`` is how it looks: ``numbers`` to the right, or ``words`` to the left;
    ``foreign`` are columns with text in English whatever the language of the page; ``note`` stands under the table."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    kind: str = "numbers"
    foreign: tuple[int, ...] = ()
    note: str = ""


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text) for text in texts)


def by_year(material: Material, subject: Subject) -> Table | None:
    """Main stocks at the end of each year and flows over it; None when the run has no whole year."""
    words = material.words
    years = sorted({int(period) for period in subject.run.periods["period"].unique() if len(period) == 4})
    if not years:
        return None
    rows: list[Row] = []
    for block, names in BLOCKS:
        rows.append(Row(words.label(block)))
        rows += [
            Row(words.series(name), tuple(_cell(words, subject, name, year) for year in years), words.table_unit(SERIES[name].unit))
            for name in names
            if any(subject.over(name, period_of(name, year)) is not None for year in years)  # an older run may lack some
        ]
    headings = (words("series"), *map(str, years))
    return Table(words("numbers.caption", title=material.title(subject)), headings, tuple(rows))


def _cell(words: Words, subject: Subject, series: str, year: int) -> Cell:
    period, unit = period_of(series, year), SERIES[series].unit
    values = subject.over(series, period)
    if values is None or np.isnan(values).any():  # a rate without places
        return Cell(EMPTY)
    small = [_interval(words, values, unit)] if len(values) > 1 else []
    if figure := observed().get((series, period)):
        small.append(f"\N{WHITE DIAMOND} {words.amount(figure.value, unit)}")
    return Cell(words.amount(float(np.median(values)), unit), tuple(small))


def _interval(words: Words, values: Floats, unit: str) -> str:
    estimate = Estimate.of(values)
    return dash(words.amount(estimate.low, unit), words.amount(estimate.high, unit))


def differences(material: Material, subject: Subject) -> Table | None:
    """The difference of the main series from the first by year, from the first year in which anything differs."""
    words = material.words
    table = material.differences
    found: Found = {(row.series, row.period[:4]): row for row in table[table["scenario"] == subject.side.label].itertuples()}
    if not found:
        return None
    years = _years_apart(found)
    apart = {name for (name, _), row in found.items() if _differs(row)}
    rows: list[Row] = []
    for block, names in BLOCKS:
        known = [name for name in names if name in apart]
        rows += [Row(words.label(block))] if known else []
        rows += [
            Row(
                words.series(name),
                tuple(_difference(words, found.get((name, year))) for year in years),
                words.table_unit(SERIES[name].unit),
            )
            for name in known
        ]
    caption = words("differences.caption", title=material.title(subject), base=material.title(material.base))
    same = "; ".join(words.series(name) for name in dict.fromkeys(name for name, _ in found) if name not in apart)
    return Table(caption, (words("series"), *years), tuple(rows), note=words("differences.same", what=same) if same else "")


def _years_apart(found: Found) -> list[str]:
    """The years from the first in which anything differs; all of them when nothing does."""
    years = sorted({year for _, year in found})
    apart = [year for year in years if any(_differs(row) for (_, other), row in found.items() if other == year)]
    return [year for year in years if year >= apart[0]] if apart else years


def _differs(row: Any) -> bool:
    return bool(row.mean != 0 or row.low80 < row.high80)


def _difference(words: Words, row: Any) -> Cell:
    """The mean difference and its interval."""
    if row is None or np.isnan(row.mean):
        return Cell(EMPTY)
    unit = SERIES[row.series].unit
    small = (words.between(row.low80, row.high80, unit),) if _differs(row) and not np.isnan(row.low80) else ()
    return Cell(words.signed(row.mean, unit), small)


def causes(material: Material, subject: Subject, explanation: Explanation) -> Table:
    """What makes up the difference in COA occupancy, in means that add up to the person."""
    words, language = material.words, material.words.language
    rows: list[Row] = []
    for row in cause_rows(explanation):
        name = words.label(f"compare.group.{row['group']}") if row["cause"] == "total" else cause_name(row["cause"], language)
        rows.append(Row(name, cells(*cause_cells(row, language)), words.label("compare.cause.total") if row["cause"] == "total" else ""))
    headings = (words("cause"), *(words.label(key) for key in ("compare.mean", "band", "compare.present", "compare.stay")))
    caption = f"{words('causes.title', day=words.day(explanation.end))}: {material.title(subject)}"
    return Table(caption, headings, tuple(rows))


def key_table(material: Material, rows: Sequence[tuple[str, Sequence[str], Sequence[str]]], headings: Sequence[str]) -> Table:
    """The key figures of several scenarios under each other: (title, values, intervals) each."""
    words = material.words
    lines = tuple(
        Row(title, tuple(Cell(value, (interval,) if interval else ()) for value, interval in zip(values, intervals, strict=True)))
        for title, values, intervals in rows
    )
    return Table(words("key", day=words.day(material.horizon)), (words("scenario"), *headings), lines)
