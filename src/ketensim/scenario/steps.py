"""What may be said of one key, and what it means: a number, a table, or a list of tables by date."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from numbers import Real
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from ketensim.scenario.dated import Kind, Operation
from ketensim.scenario.document import Document
from ketensim.scenario.parameter import Parameter
from ketensim.scenario.problems import suggestion
from ketensim.scenario.sources import complaint
from ketensim.scenario.units import allowed, convert

MOST_STEPS = 500  # of one key: monthly for forty years
LARGEST_NUMBER = 1e12  # of a step: more than any parameter, less than what overflows on twenty files
FIRST_YEAR, LAST_YEAR = 1900, 2200
EXAMPLE = "{ from = 2027-01-01, value = 3 }"


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise ValueError("must be a number")
    try:
        number = float(value)
    except OverflowError:  # a whole number of four hundred digits
        number = LARGEST_NUMBER * 2
    if not math.isfinite(number):
        raise ValueError("must be a finite number")
    if abs(number) > LARGEST_NUMBER:
        raise ValueError(f"must lie between -{LARGEST_NUMBER:g} and {LARGEST_NUMBER:g}")
    return number


def _day(value: Any) -> Any:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError("must be a date like 2027-01-01, without quotes or time")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"must lie in the years {FIRST_YEAR} to {LAST_YEAR}")
    return value


def _shown(text: str) -> str:
    if not all(c.isprintable() or c == "\n" for c in text):
        raise ValueError("must have no control characters")
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("must be on one line")
    return text


Number = Annotated[float, BeforeValidator(_number)]
Day = Annotated[date, BeforeValidator(_day)]
Text = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_shown)]
Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_shown), AfterValidator(_one_line)]


class Step(BaseModel):
    """One step of a key, as it may be written in a file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    value: Number | None = None
    factor: Number | None = None
    plus: Number | None = None
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    ramp_to: Day | None = None
    unit: Line | None = None
    source: Text | None = None
    note: Text | None = None


KINDS: tuple[Kind, ...] = ("value", "factor", "plus")
COMMON = ("unit", "source", "note")  # what stands beside ``steps`` for all of them
STEP = tuple(info.alias or name for name, info in Step.model_fields.items())
ENTRY = (*STEP, "steps")


def read_steps(key: str, said: Any, document: Document) -> list[tuple[str, Step]]:
    """What a file says of a key or group, as steps with the place they stand in; complains of those that are none."""
    parts = _parts(key, said, document)
    return [(where, step) for where, part in parts if (step := _step(where, part, document)) is not None]


def operations(
    key: str, said: Any, parameters: Sequence[Parameter], document: Document, *, base: bool = False, units: bool = True
) -> dict[str, tuple[Operation, ...]]:
    """What is said of a key, or of a group for all its parameters: operations on each, in its own unit.

    Complains of all that is wrong. ``base``: the file extends no other, so every value has a source and nothing is
    relative. ``units``: a number that could be read in several units names its own.
    """
    steps = read_steps(key, said, document)
    different = sorted({parameter.unit for parameter in parameters})
    if len(different) > 1 and any(step.factor is None for _, step in steps):
        document.complain(key, f"has keys in different units ({', '.join(different)}); for all of them together only 'factor' is allowed")
        return {}
    return {parameter.key: _operations(steps, parameter, document, base, units) for parameter in parameters}


def complain_all(error: ValidationError, key: str, known: Sequence[str], document: Document) -> None:
    """Pydantic's findings as problems; ``known`` are the names that are allowed."""
    for finding in error.errors(include_url=False, include_context=True, include_input=False):
        name = str(finding["loc"][0]) if finding["loc"] else ""
        where = f"{key}.{name}" if key and name else key or name
        document.complain(where, _in_words(finding, name, known))


def _in_words(finding: Any, name: str, known: Sequence[str]) -> str:
    match finding["type"]:
        case "extra_forbidden":
            return f"unknown{suggestion(name, known) or ';'} allowed are {', '.join(known)}"
        case "missing":
            return "missing; every scenario has one"
        case "string_type":
            return "must be text in quotes"
        case "string_too_short":
            return "must not be empty"
        case "string_too_long":
            return f"must have at most {finding['ctx']['max_length']} characters"
        case _:
            return str(finding["msg"]).removeprefix("Value error, ")


def _operations(
    steps: Sequence[tuple[str, Step]], parameter: Parameter, document: Document, base: bool, units: bool
) -> tuple[Operation, ...]:
    for where, step in steps:
        if step.unit is None and units and _is_ambiguous(step, parameter):
            document.complain(where, f"has no 'unit'; allowed are {_quoted(allowed(parameter.unit))}")
    found = [(where, operation) for where, step in steps if (operation := _operation(where, step, parameter, document, base)) is not None]
    _check_together(found, document)
    return tuple(operation for _, operation in found)


def _parts(key: str, said: Any, document: Document) -> list[tuple[str, dict[str, Any]]]:
    """The tables of a key, each with the place it stands in."""
    if isinstance(said, dict) and "steps" in said:
        common = {name: said[name] for name in said if name in COMMON}
        for name in said:
            if name not in COMMON and name != "steps":
                what = "belongs in a step" if name in STEP else f"is unknown{suggestion(name, COMMON)}"
                document.complain(key, f"{name[:60]!r} {what}; beside 'steps' are allowed {_quoted(COMMON)}")
        return _numbered(key, said["steps"], common, document)
    if isinstance(said, list):
        return _numbered(key, said, {}, document)
    if isinstance(said, dict):
        return [(key, said)]
    if isinstance(said, bool) or not isinstance(said, Real):
        document.complain(key, f"must be a number, a table like {EXAMPLE}, or a list of such tables")
        return []
    return [(key, {"value": said})]


def _numbered(key: str, steps: Any, common: dict[str, Any], document: Document) -> list[tuple[str, dict[str, Any]]]:
    if not isinstance(steps, list) or not 1 <= len(steps) <= MOST_STEPS:
        document.complain(key, f"must have a list of 1 to {MOST_STEPS} steps like {EXAMPLE}")
        return []
    parts = []
    for number, step in enumerate(steps, start=1):
        where = f"{key}[{number}]"
        if isinstance(step, dict):
            parts.append((where, common | step))
        else:
            document.complain(where, f"must be a table like {EXAMPLE}")
    return parts


def _step(where: str, part: dict[str, Any], document: Document) -> Step | None:
    try:
        step = Step(**part)
    except ValidationError as error:
        known = STEP if where.endswith("]") else ENTRY
        complain_all(error, where, known, document)
        return None
    given = [kind for kind in KINDS if getattr(step, kind) is not None]
    if len(given) == 1:
        return step
    has = f"has {' and '.join(map(repr, given))}" if given else "has no number"
    document.complain(where, f"{has}; exactly one of 'value', 'factor' and 'plus' is allowed")
    return None


def _kind(step: Step) -> tuple[Kind, float]:
    return next((kind, getattr(step, kind)) for kind in KINDS if getattr(step, kind) is not None)


def _is_ambiguous(step: Step, parameter: Parameter) -> bool:
    """Whether a number without unit could be meant in several: nought and a share are clear."""
    kind, amount = _kind(step)
    return kind != "factor" and amount != 0 and parameter.unit != "share" and len(allowed(parameter.unit)) > 1


def _operation(where: str, step: Step, parameter: Parameter, document: Document, base: bool) -> Operation | None:
    kind, amount = _kind(step)
    if base and kind != "value":
        document.complain(where, f"{kind!r} changes an inherited value, but this file extends no other; allowed is 'value'")
    if base and step.source is None:
        document.complain(where, "has no 'source'; every base value names where it comes from")
    if step.source is not None and (wrong := complaint(step.source)):
        document.complain(where, f"source: {wrong}")
    if step.unit is not None and kind == "factor":
        document.complain(where, "has a 'unit', but a factor has none; leave it out")
    elif step.unit is not None:
        try:
            amount = convert(amount, step.unit, parameter.unit)
        except ValueError:
            document.complain(where, f"unit {step.unit[:60]!r} does not fit; allowed are {_quoted(allowed(parameter.unit))}")
            return None
    _check_dates(where, step, parameter, document)
    return Operation(kind, amount, step.from_, step.until, step.ramp_to, step.source or "", document.name)


def _check_dates(where: str, step: Step, parameter: Parameter, document: Document) -> None:
    if (step.until or step.ramp_to) and step.from_ is None:
        document.complain(where, "'until' and 'ramp_to' need a 'from'")
    for name, day in (("until", step.until), ("ramp_to", step.ramp_to)):
        if step.from_ and day and day <= step.from_:
            document.complain(where, f"{name!r} {day} is not after 'from' {step.from_}")
    if step.until and step.ramp_to and step.ramp_to > step.until:
        document.complain(where, f"'ramp_to' {step.ramp_to} is after 'until' {step.until}")
    if not parameter.dated and (step.from_ or step.until or step.ramp_to):
        document.complain(where, "has one value for the whole run; 'from', 'until' and 'ramp_to' are not allowed")


def _check_together(found: Sequence[tuple[str, Operation]], document: Document) -> None:
    """Steps of one key follow each other, and are all values or all relative to what is inherited."""
    for (_, before), (where, after) in pairwise(found):
        if after.begin is None:
            document.complain(where, "has no 'from'; only the first of several steps may do without")
        elif before.begin is not None and after.begin <= before.begin:
            document.complain(where, f"begins on {after.begin}, not after the step before, on {before.begin}; steps stand in order of time")
        elif (end := before.end or before.ramp_to) is not None and after.begin < end:
            document.complain(where, f"begins on {after.begin}, before the end of the step before, on {end}; steps may not overlap")
        if "value" in (before.kind, after.kind) and before.kind != after.kind:
            document.complain(
                where, f"{after.kind!r} cannot follow {before.kind!r}: steps of a key are all values, or all relative to what is inherited"
            )


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(map(repr, words))
