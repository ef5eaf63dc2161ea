"""One TOML file, read and checked on its own: header and operations, or everything that is wrong with it."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path as File
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from ketensim.scenario.dated import Kind, Operation
from ketensim.scenario.parameter import Parameter
from ketensim.scenario.problems import Problem, suggestion
from ketensim.scenario.sources import complaint
from ketensim.scenario.units import allowed, convert

LARGEST = 1_000_000  # bytes of a file: a national scenario needs a twentieth
MOST_STEPS = 500  # of one key: monthly for forty years
HEADER = ("title", "title_nl", "description", "description_nl", "extends", "start", "until")
_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$")


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a number")
    if not math.isfinite(value):
        raise ValueError("must be a finite number")
    return float(value)


def _day(value: Any) -> Any:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError("must be a date like 2027-01-01 (no quotes, no time)")
    return value


Number = Annotated[float, BeforeValidator(_number)]
Day = Annotated[date, BeforeValidator(_day)]
Text = Annotated[str, Field(max_length=2000)]


class Step(BaseModel):
    """One entry of a key, as it may be written in a file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    value: Number | None = None
    factor: Number | None = None
    plus: Number | None = None
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    ramp_to: Day | None = None
    unit: Text | None = None
    source: Text | None = None
    note: Text | None = None


class Header(BaseModel):
    """The first lines of a file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    title: Text
    title_nl: Text | None = None
    description: Text | None = None
    description_nl: Text | None = None
    extends: Text | None = None
    start: Day | None = None
    until: Day | None = None


FIELDS = {(info.alias or name) for name, info in Step.model_fields.items()} | {"steps"}


@dataclass
class Document:
    """A file that was read: its header, its operations a key, and what is wrong with it."""

    file: str
    header: Header | None = None
    operations: dict[str, tuple[Operation, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, key: str, message: str) -> None:
        self.problems.append(Problem(self.file, key, message))


def read(path: File, catalogue: Mapping[str, Parameter]) -> Document:
    """Read and check one file. What it extends is not looked at here."""
    document = Document(path.name)
    data = _parse(path, document)
    if data is not None:
        read_data(data, catalogue, document)
    return document


def read_data(data: Mapping[str, Any], catalogue: Mapping[str, Parameter], document: Document) -> None:
    """Check what a file says, into ``document``."""
    document.header = _header({key: data[key] for key in data if key in HEADER}, document)
    base = document.header is not None and document.header.extends is None
    groups = _groups(catalogue)
    for key, value in _leaves({key: value for key, value in data.items() if key not in HEADER}, document):
        if key in catalogue or key in groups:
            members = [key] if key in catalogue else groups[key]
            if twice := [m for m in members if m in document.operations]:
                document.complain(key, f"sets {twice[0]!r}, which this file sets already; a key may be set once in a file")
            for member in members:
                document.operations[member] = operations(key, value, catalogue[member], document, base)
        else:
            document.complain(key, f"unknown key{suggestion(key, [*catalogue, *groups, *HEADER])}")
    document.problems[:] = list(dict.fromkeys(document.problems))  # a mistake in a group is one mistake
    if base:
        for key in sorted(set(catalogue) - set(document.operations)):
            document.complain(key, "missing; a file that extends no other must give every parameter")


def operations(key: str, value: Any, parameter: Parameter, document: Document, base: bool) -> tuple[Operation, ...]:
    """What a file says of one key, as operations in order of time."""
    common: dict[str, Any] = {}
    entries = value if isinstance(value, list) else [value]
    if isinstance(value, dict) and "steps" in value:
        common = {name: value[name] for name in value if name != "steps"}
        if wrong := set(common) - {"unit", "source", "note"}:
            document.complain(key, f"{sorted(wrong)[0]!r} cannot stand beside 'steps'; allowed are 'unit', 'source', 'note'")
        entries = value["steps"]
    if not isinstance(entries, list) or not entries or len(entries) > MOST_STEPS:
        document.complain(key, f"must be a number, a table, or a list of 1 to {MOST_STEPS} tables")
        return ()
    steps = [step for number, entry in enumerate(entries) if (step := _step(key, number, entry, common, document)) is not None]
    found = [operation for step in steps if (operation := _operation(key, step, parameter, document, base)) is not None]
    _check_order(key, found, parameter, document)
    return tuple(found)


def _parse(path: File, document: Document) -> dict[str, Any] | None:
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        document.complain("", f"cannot be read: {error.strerror or error}")
        return None
    if len(raw) > LARGEST:
        document.complain("", f"is larger than {LARGEST} bytes, the most that is allowed")
        return None
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        document.complain("", f"is not UTF-8 text (byte {error.start})")
    except tomllib.TOMLDecodeError as error:
        document.complain("", f"is not valid TOML: {error}")
    except RecursionError:
        document.complain("", "is nested too deeply")
    return None


def _header(data: dict[str, Any], document: Document) -> Header | None:
    try:
        header = Header(**data)
    except ValidationError as error:
        _complain_all(error, "", document)
        return None
    if header.extends is not None and not _NAME.match(header.extends):
        document.complain("extends", "must be the name of a scenario in the same folder or of the package: letters, digits, - and _")
    if header.start and header.until and header.until <= header.start:
        document.complain("until", f"{header.until} is not after the start {header.start}")
    return header


def _groups(catalogue: Mapping[str, Parameter]) -> dict[str, list[str]]:
    """Every prefix of keys, with the keys below it."""
    groups: dict[str, list[str]] = {}
    for key in catalogue:
        parts = key.split(".")
        for n in range(1, len(parts)):
            groups.setdefault(".".join(parts[:n]), []).append(key)
    return groups


def _leaves(data: Mapping[str, Any], document: Document, prefix: str = "", depth: int = 0) -> list[tuple[str, Any]]:
    """(key, what is said of it): a table is an entry when all its names are those of an entry."""
    leaves: list[tuple[str, Any]] = []
    for name, value in data.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict) and not (value and set(value) <= FIELDS):
            if depth > 8:
                document.complain(key, "is nested too deeply")
            else:
                leaves += _leaves(value, document, f"{key}.", depth + 1)
        else:
            leaves.append((key, value))
    return leaves


def _step(key: str, number: int, entry: Any, common: dict[str, Any], document: Document) -> Step | None:
    if not isinstance(entry, dict):
        entry = {"value": entry}
    try:
        return Step(**(common | entry))
    except ValidationError as error:
        _complain_all(error, f"{key}[{number}]" if number else key, document)
        return None


def _operation(key: str, step: Step, parameter: Parameter, document: Document, base: bool) -> Operation | None:
    given: list[tuple[Kind, float]] = []
    for kind, amount in (("value", step.value), ("factor", step.factor), ("plus", step.plus)):
        if amount is not None:
            given.append((kind, amount))  # type: ignore[arg-type]
    if len(given) != 1:
        document.complain(key, "needs exactly one of 'value', 'factor' and 'plus'")
        return None
    kind, amount = given[0]
    if base and kind != "value":
        document.complain(key, f"{kind!r} changes an inherited value, but this file extends no other; allowed is 'value'")
    if step.unit is not None and kind != "factor":
        try:
            amount = convert(amount, step.unit, parameter.unit)
        except ValueError:
            document.complain(key, f"unit {step.unit!r} does not fit; allowed are {', '.join(map(repr, allowed(parameter.unit)))}")
    if base and step.source is None:
        document.complain(key, "has no 'source'; every base value names where it comes from")
    if step.source is not None and (wrong := complaint(step.source)):
        document.complain(key, f"source: {wrong}")
    _check_dates(key, step, parameter, document)
    return Operation(kind, amount, step.from_, step.until, step.ramp_to, step.source or "", document.file)


def _check_dates(key: str, step: Step, parameter: Parameter, document: Document) -> None:
    if (step.until or step.ramp_to) and step.from_ is None:
        document.complain(key, "'until' and 'ramp_to' need a 'from'")
    if step.from_ and step.until and step.until <= step.from_:
        document.complain(key, f"'until' {step.until} is not after 'from' {step.from_}")
    if step.from_ and step.ramp_to and step.ramp_to <= step.from_:
        document.complain(key, f"'ramp_to' {step.ramp_to} is not after 'from' {step.from_}")
    if step.until and step.ramp_to and step.ramp_to > step.until:
        document.complain(key, f"'ramp_to' {step.ramp_to} is after 'until' {step.until}")
    if not parameter.dated and (step.from_ or step.until or step.ramp_to):
        document.complain(key, "has one value for the whole run; 'from', 'until' and 'ramp_to' are not allowed")


def _check_order(key: str, found: Sequence[Operation], parameter: Parameter, document: Document) -> None:
    for before, after in zip(found, found[1:], strict=False):
        if after.begin is None:
            document.complain(key, "only the first of several steps may do without 'from'")
        elif before.begin is not None and after.begin <= before.begin:
            document.complain(key, f"steps must be in order of time: {after.begin} does not come after {before.begin}")
        elif before.end is not None and after.begin < before.end:
            document.complain(key, f"steps overlap: {after.begin} is before the end {before.end} of the step before")


def _complain_all(error: ValidationError, key: str, document: Document) -> None:
    """Pydantic's findings as problems."""
    for finding in error.errors():
        name = ".".join(str(part) for part in finding["loc"])
        where = f"{key}.{name}" if key and name else key or name
        if finding["type"] == "extra_forbidden":
            known = FIELDS if key else set(HEADER)
            document.complain(where, f"unknown{suggestion(name, known)} allowed are {', '.join(sorted(known))}")
        elif finding["type"] == "missing":
            document.complain(where, "missing; every scenario has one")
        else:
            document.complain(where, finding["msg"].removeprefix("Value error, ").replace("Input should be", "must be"))
