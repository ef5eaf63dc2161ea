"""The table of municipalities: who there is, how many live there, and what is known of them, from a file nobody vouches for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ketensim.municipalities.parts import Floats
from ketensim.scenario import Problem, ScenarioError
from ketensim.scenario.library import data_folder
from ketensim.scenario.problems import suggestion

LARGEST = 2_000_000  # bytes of a file
MOST_ROWS = 2_000  # the Netherlands has 342 municipalities
MOST_PROBLEMS = 100  # told at once
MOST_LETTERS = 100  # of a name
FEWEST_INHABITANTS = 17_000_000  # of the country since 2016 (CBS): a table with fewer does not have all municipalities
NEEDED = ("code", "name", "province", "inhabitants")
REALISED = ("places", "places_share", "housed", "arrears")
DUTCH = {
    "gemeentecode": "code", "gemeente": "name", "gemeentenaam": "name", "naam": "name", "provincie": "province", "inwoners": "inhabitants",
    "plekken": "places", "opvangplekken": "places", "gehuisvest": "housed", "achterstand": "arrears",
}  # fmt: skip
TOTALS = ("total", "totaal")
BOUNDS = {"inhabitants": (1, 20_000_000), "places": (0, 1_000_000), "housed": (0, 1_000_000), "arrears": (-1_000_000, 1_000_000)}
SHARE_RULE = "a number from 0 to 1,000,000,000, like 412 or 0.025"
CODE_RULE = "GM and four digits, or one to four digits, like GM0344 or 344"


@dataclass(frozen=True)
class Municipality:
    """A municipality: its code (``GM0344``), name, province and inhabitants; and what the table knows of it, else None.

    ``places``: reception places that are there. ``places_share``: its part of the places that are needed; only its proportion
    to the others counts. ``housed``: status holders housed in the half year before the first that is split. ``arrears``: on
    the taakstelling, at the start of that first half year; below nought when it is ahead.
    """

    code: str
    name: str
    province: str
    inhabitants: int
    places: int | None = None
    places_share: float | None = None
    housed: int | None = None
    arrears: int | None = None


@dataclass(frozen=True)
class Municipalities:
    """A table that is in order: ``rows`` by code, whatever the order of the file. A column is there for all or for none."""

    file: str
    rows: tuple[Municipality, ...]

    def column(self, name: str) -> Floats | None:
        """The numbers of a column, one a municipality; None when the table does not have it."""
        values = [getattr(row, name) for row in self.rows]
        return None if None in values else np.array(values, dtype=np.float64)

    @property
    def inhabitants(self) -> int:
        """Of all municipalities together."""
        return sum(row.inhabitants for row in self.rows)

    @property
    def is_partial(self) -> bool:
        """Whether municipalities must be missing."""
        return self.inhabitants < FEWEST_INHABITANTS


def examples() -> list[str]:
    """The tables that come with the package, by name. Their municipalities are invented."""
    return sorted(file.stem for file in data_folder("examples").glob("*.csv"))


def read_municipalities(table: str | Path, inhabitants: int | None = None) -> Municipalities:
    """Read and check a table: a CSV file, or the name of one that comes with the package.

    UTF-8, with commas, semicolons or tabs between columns, which may stand in any order. Lines that begin with # are notes. A
    row with the code ``total`` holds sums that have to be right, and so does ``inhabitants``, of the country. Raises
    ScenarioError with everything that is wrong.
    """
    reading = _Reading(str(table))
    text = reading.text(_find(table))
    if text is not None:
        reading.rows(text)
        reading.check(inhabitants)
    if reading.problems:
        more = len(reading.problems) - MOST_PROBLEMS
        cut = [Problem(str(table), "", f"and {more} more problems")] if more > 0 else []
        raise ScenarioError([*reading.problems[:MOST_PROBLEMS], *cut])
    return Municipalities(str(table), tuple(sorted(reading.found, key=lambda row: row.code)))


def _find(table: str | Path) -> Path:
    """The file that is meant."""
    path = Path(table)
    own = isinstance(table, str) and table in examples() and not path.exists()
    return data_folder("examples") / f"{table}.csv" if own else path


@dataclass
class _Reading:
    """A file while it is read: what is found, and everything that is wrong with it."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    found: list[Municipality] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)  # where a code or a name stands first
    provinces: dict[str, str] = field(default_factory=dict)  # as each is written first
    totals: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    columns: tuple[str, ...] = ()

    def complain(self, key: str, message: str) -> None:
        self.problems.append(Problem(self.file, key, message))

    # -- the file -----------------------------------------------------------------------------------------------------
    def text(self, path: Path) -> str | None:
        """The text of the file, within bounds."""
        try:
            with path.open("rb") as stream:
                raw = stream.read(LARGEST + 1)
        except (OSError, ValueError) as error:  # a name with a nought byte is a ValueError
            there = "" if path.exists() else f"; the tables that come with the package: {', '.join(examples())}"
            self.complain("", f"cannot be read: {getattr(error, 'strerror', None) or error}{suggestion(self.file, examples())}{there}")
            return None
        if len(raw) > LARGEST:
            self.complain("", f"is larger than {LARGEST:,} bytes, the most that is allowed")
            return None
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.complain("", f"is not UTF-8 text (byte {error.start + 1}); allowed is a CSV in UTF-8")
            return None
        if "\0" in text:
            self.complain("", "is not a CSV: it has bytes of nought; allowed is a text with a line a municipality")
            return None
        return text

    def rows(self, text: str) -> None:
        """Read the heading and the lines under it."""
        noted = ["\n" if line.startswith("#") else line for line in io.StringIO(text, newline=None)]  # lines keep their numbers
        heading = next((line for line in noted if line.strip()), "")
        reader = csv.reader(noted, delimiter=max(",;\t", key=heading.count), strict=True)
        try:
            lines = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
        except csv.Error as error:
            self.complain(f"line {reader.line_num}", f"is not CSV: {error}; a cell with quotation marks in it stands between such marks")
            return
        if not lines:
            self.complain("", f"is empty; allowed is a heading with {', '.join(NEEDED)}, and a line a municipality")
            return
        if not self._columns(lines[0]):
            return
        if len(lines) - 1 > MOST_ROWS:
            self.complain("", f"has {len(lines) - 1:,} lines; allowed are {MOST_ROWS:,}")
            return
        for line in lines[1:]:
            self._row(*line)

    def _columns(self, line: tuple[int, Sequence[str]]) -> bool:
        """Check the heading; whether lines can be read by it."""
        number, names = line[0], [cell.strip().casefold() for cell in line[1]]
        while names and not names[-1]:
            names.pop()
        allowed = (*NEEDED, *REALISED)
        for name in dict.fromkeys(name for name in names if name not in allowed):
            meant = f", did you mean {DUTCH[name]!r}?" if name in DUTCH else suggestion(name, allowed) or ";"
            self.complain(
                f"line {number}, {name[:40] or 'a column'}", f"is no column that is known{meant} allowed are {', '.join(allowed)}"
            )
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            self.complain(f"line {number}, {name[:40] or 'a column'}", "is there twice; a column is allowed once")
        missing = [name for name in NEEDED if name not in names]
        for name in missing:
            self.complain(name, f"is missing; a table needs the columns {', '.join(NEEDED)}, named in its first line")
        self.columns = tuple(names)
        return not missing and len(set(names)) == len(names)

    # -- a row --------------------------------------------------------------------------------------------------------
    def _row(self, line: int, cells: Sequence[str]) -> None:
        """A municipality, or a row of sums."""
        own = [cell.strip() for cell in cells]
        while len(own) > len(self.columns) and not own[-1]:
            own.pop()
        if len(own) != len(self.columns):
            self.complain(f"line {line}", f"has {len(own)} cells; allowed are {len(self.columns)}, as in the heading")
            return
        said = dict(zip(self.columns, own, strict=True))
        if said["code"].casefold() in TOTALS:
            self.totals.append((line, said))
            return
        before = len(self.problems)
        code, name, province = self._code(line, said["code"]), self._name(line, "name", said), self._name(line, "province", said)
        province = self.provinces.setdefault(province.casefold(), province)  # one province, however its letters are cased
        numbers = {column: self._number(line, column, said) for column in ("inhabitants", *REALISED) if column in said}
        self._once(line, "code", code, code)
        self._once(line, "name", f"{name} in {province}", f"{province}\n{name}".casefold() if name and province else "")
        if len(self.problems) == before:
            self.found.append(Municipality(code, name, province, **numbers))  # type: ignore[arg-type]  # by column

    def _code(self, line: int, text: str) -> str:
        digits = re.fullmatch(r"GM(\d{4})|(\d{1,4})", text, re.ASCII | re.IGNORECASE)
        number = int(digits[1] or digits[2]) if digits else 0
        if not number:
            self.complain(f"line {line}, code", f"{_is(text)}; allowed is {CODE_RULE}")
        return f"GM{number:04}" if number else ""

    def _name(self, line: int, column: str, said: dict[str, str]) -> str:
        text = said[column]
        if not text or len(text) > MOST_LETTERS or not text.isprintable():
            self.complain(f"line {line}, {column}", f"{_is(text)}; allowed is a text of 1 to {MOST_LETTERS} letters")
            return ""
        return text

    def _number(self, line: int, column: str, said: dict[str, str]) -> float | None:
        read: Callable[[str], float | None] = _share if column == "places_share" else (lambda text: _whole(text, *BOUNDS[column]))
        value = read(said[column])
        if value is None:
            self.complain(f"line {line}, {column}", f"{_is(said[column])}; allowed is {_rule(column)}")
        return value

    def _once(self, line: int, column: str, shown: str, key: str) -> None:
        """Complains of a code or a name that was there before."""
        if key and self.lines.setdefault(f"{column}\n{key}", line) != line:
            first = self.lines[f"{column}\n{key}"]
            self.complain(f"line {line}, {column}", f"{shown} is there twice, first on line {first}; allowed is once")

    # -- the whole ----------------------------------------------------------------------------------------------------
    def check(self, inhabitants: int | None) -> None:
        """Check sums, of rows that are in order."""
        if self.problems:
            return
        if not self.found:
            self.complain("", "has no municipality; allowed is one or more")
            return
        for line, said in self.totals:
            for column in ("inhabitants", "places", "housed", "arrears"):
                if said.get(column):
                    self._check_total(line, column, said[column])
        for column in ("places", "places_share", "housed"):
            if column in self.columns and not any(getattr(row, column) for row in self.found):
                self.complain(column, "is 0 everywhere, so nothing can be split by it; leave the column out")
        known = sum(row.inhabitants for row in self.found)
        if inhabitants is not None and inhabitants != known:
            both = f"add up to {known:,} in the table, and {inhabitants:,} were given of the country"
            self.complain("inhabitants", f"{both}; allowed is a table that has them all")

    def _check_total(self, line: int, column: str, text: str) -> None:
        known = sum(getattr(row, column) for row in self.found)
        if _whole(text, -(10**12), 10**12) != known:
            self.complain(f"line {line}, {column}", f"{_is(text)}, and the municipalities add up to {known:,}; allowed is their sum")


def _is(text: str) -> str:
    return f"is {text[:40]!r}" if text else "is missing"


def _whole(text: str, low: int, high: int) -> int | None:
    """A whole number within bounds, or None."""
    value = int(text) if re.fullmatch(r"-?\d{1,13}", text, re.ASCII) else None
    return value if value is not None and low <= value <= high else None


def _share(text: str) -> float | None:
    value = float(text) if re.fullmatch(r"\d{1,10}(\.\d{1,15})?", text, re.ASCII) else None
    return value if value is not None and value <= 1e9 else None


def _rule(column: str) -> str:
    if column == "places_share":
        return SHARE_RULE
    low, high = BOUNDS[column]
    return f"a whole number from {low:,} to {high:,}, written without thousands marks"
