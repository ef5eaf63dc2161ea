"""The split over municipalities in the terminal. Text from files is printed as it is, never read as markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from ketensim.municipalities.split import ENDS, Split
from ketensim.reporting.labels import label, number
from ketensim.reporting.municipality_words import gap, notes, word
from ketensim.reporting.style import cut
from ketensim.reporting.terminal import few_members

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

MOST_NAME, LEAST_NAME = 34, 10  # letters
Row = tuple[str, str, list[tuple[int, ...]]]  # what is printed on the left, its code, and (median, low, high) of each series


@dataclass(frozen=True)
class Between:
    """What stands before and after an interval in a cell, and how many spaces between columns."""

    before: str
    after: str
    space: int


WIDE, NARROW = Between(" (", ")", 2), Between("\n", "", 1)


def print_split(split: Split, manifest: dict[str, Any], by: str, half_years: Sequence[str], language: str) -> None:
    """Each scenario and half year: provinces, their municipalities, and the country; then how it was made."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for name in split.scenarios:
        scenario = next(one for one in manifest["scenarios"] if one["name"] == name)
        title = scenario["title_nl"] if language == "nl" and scenario["title_nl"] else scenario["title"]
        console.print(Text(f"{title} ({name})", style="bold"))
        for half in half_years:
            console.print(Text(word("heading", language, half=half), style="italic"))
            rows = split.table("municipality", [half])
            _print(console, list(_rows(rows[rows["scenario"] == name], split.series, by, language)), split.series, language)
            for line in gap(split.gaps[name][half], language):
                console.print(Text(line, style="dim"))
            console.print()
        for line in (*notes(split, name, language), *of_the_run(manifest, language)):
            console.print(Text(line, style="dim"))


def of_the_run(manifest: dict[str, Any], language: str) -> list[str]:
    """What to know of the run that was split."""
    scaled = label("model.scaled", language).format(scale=number(manifest["scale"], language))
    return [*few_members(manifest["members"], language), *([scaled] if manifest["scale"] != 1 else [])]


def _rows(table: pd.DataFrame, series: Sequence[str], by: str, language: str) -> Iterator[Row]:
    """Provinces by name with the sum of their municipalities, below each these by name unless provinces are asked for; all."""
    for province, own in sorted(table.groupby("province"), key=lambda pair: str(pair[0]).casefold()):
        yield str(province), "", _sums(own, series)
        if by == "municipality":
            for (name, code), one in sorted(own.groupby(["name", "code"]), key=lambda pair: (pair[0][0].casefold(), pair[0][1])):
                yield str(name), str(code), _sums(one, series)
    yield word("country", language), "", _sums(table, series)


def _sums(table: pd.DataFrame, series: Sequence[str]) -> list[tuple[int, ...]]:
    sums = table.groupby("series")[list(ENDS)].sum()
    return [tuple(int(sums.at[name, end]) for end in ENDS) for name in series]


def _print(console: Console, rows: Sequence[Row], series: Sequence[str], language: str) -> None:
    """The table: intervals beside the medians and codes before the names where there is room, else below them."""
    from rich.table import Table
    from rich.text import Text

    names = min(MOST_NAME, max(len(f"{code} {name}") for name, code, _ in rows))
    wide = names + sum(_widths(rows, series, WIDE, language)) <= console.width
    between = WIDE if wide else NARROW
    left = names if wide else max(LEAST_NAME, min(MOST_NAME, console.width - sum(_widths(rows, series, between, language))))
    table = Table(box=None, pad_edge=False, padding=(0, 0, 0, between.space))
    table.add_column("", no_wrap=True, width=left)
    for name in series:
        table.add_column(Text(word(name, language), style="bold"), justify="right", overflow="fold")
    for name, code, values in rows:
        told = (
            [cut(f"{code} {name}".strip(), left)]
            if wide
            else [*_folded(name, "  " if code else "", left), *([f"  {code}"] if code else [])]
        )
        cells = ["\n".join(told), *(_cell(value, between, language) for value in values)]
        table.add_row(*(Text(cell, style="" if code else "bold") for cell in cells))
    console.print(table)


def _folded(name: str, indent: str, width: int) -> list[str]:
    """A name over two lines at most; what is longer is cut."""
    lines = wrap(name, width, initial_indent=indent, subsequent_indent=indent)
    return lines if len(lines) <= 2 else [lines[0], cut(f"{lines[1]} ...{name}", width)]


def _widths(rows: Sequence[Row], series: Sequence[str], between: Between, language: str) -> list[int]:
    """Of the columns of numbers, with the space before them."""
    cells = [[word(name, language), *(_cell(values[n], between, language) for *_, values in rows)] for n, name in enumerate(series)]
    return [between.space + max(len(line) for cell in column for line in cell.splitlines()) for column in cells]


def _cell(values: tuple[int, ...], between: Between, language: str) -> str:
    """'1,234 (1,200–1,300)'; the number alone where there is no interval."""
    median, low, high = (number(value, language) for value in values)
    to = word("to", language) if values[1] < 0 else "\N{EN DASH}"
    return median if low == high else f"{median}{between.before}{low}{to}{high}{between.after}"
