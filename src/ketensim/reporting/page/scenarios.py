"""What the scenarios say: their descriptions, what each changes key by key, and every parameter with its source."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from ketensim.calibration.figures import LAST_OBSERVED
from ketensim.calibration.provenance import Uncertain, uncertain
from ketensim.comparison.manifest import path_of
from ketensim.comparison.scenario_differences import ScenarioDifference, scenario_differences
from ketensim.reporting.page.subject import Material, Subject
from ketensim.reporting.page.tables import EMPTY, Cell, Row, Table, cells
from ketensim.reporting.page.words import Words, dash, isolated, plain
from ketensim.scenario import load_scenario, names
from ketensim.scenario.catalogue import PARAMETERS
from ketensim.scenario.dated import Path
from ketensim.scenario.parameter import Parameter, groups

BASE = "basis"
SIGNS = {"value": "=", "factor": "\N{MULTIPLICATION SIGN}", "plus": "+"}
MINUS = "\N{MINUS SIGN}"
_CATALOGUE = {parameter.key: parameter for parameter in PARAMETERS}
_UNKNOWN = Parameter("", "", 0, 0, "", "")  # a key of another version


@dataclass(frozen=True)
class Described:
    """A scenario in words, with its facts as (name, value), and what it changes (None: nothing; ``same`` says in what)."""

    title: str
    description: str
    facts: tuple[tuple[str, str], ...]
    changes: Table | None
    same: str


def described(material: Material) -> list[Described]:
    """Each scenario; changes are from the first, and those of the first from the base that comes with the package."""
    found = []
    for subject in material.subjects:
        differences, base = _differences(material, subject)
        found.append(Described(
            material.title(subject), material.words.description(subject.scenario), tuple(_facts(material, subject)),
            _changes(material, subject, differences, base) if differences else None,
            material.words("changes.none", title=material.title(subject), base=base) if not _is_base(subject) else "",
        ))  # fmt: skip
    return found


def is_changed_before(material: Material, day: date) -> bool:
    """Whether the first scenario is another than the base that comes with the package, on or before a day."""
    return any(each.begin is not None and each.begin <= day for each in _differences(material, material.base)[0])


def _facts(material: Material, subject: Subject) -> Iterator[tuple[str, str]]:
    words, scenario = material.words, subject.scenario
    yield words("name"), subject.side.label
    yield words("period"), words("period.of", first=words.day(subject.first), last=words.day(subject.last))
    yield words("files"), ", ".join(plain(str(file)) for file in scenario.get("files", ())) or EMPTY
    yield words("hash"), plain(str(scenario.get("hash", "")))[:16]


# -- what changes -------------------------------------------------------------------------------------------------------------
def _differences(material: Material, subject: Subject) -> tuple[list[ScenarioDifference], str]:
    """What a scenario says otherwise, and than what."""
    if subject.number:
        return material.comparison.differences_of(subject.side.label), material.title(material.base)
    resolved = load_scenario(BASE).resolved()
    packaged = replace(subject.side, scenario={**subject.scenario, "values": resolved["values"]})
    return scenario_differences(packaged, subject.side, subject.first, subject.last), material.words("changes.packaged")


def _is_base(subject: Subject) -> bool:
    return subject.number == 0


def _changes(material: Material, subject: Subject, differences: Sequence[ScenarioDifference], base: str) -> Table:
    words = material.words
    rows = [_change(words, subject, name, alike) for name, alike in _together(words, subject, differences).items()]
    headings = tuple(words(key) for key in ("parameter", "change", "in base", "here", "source"))
    return Table(words("changes.caption", title=material.title(subject), base=base), headings, tuple(rows), "words", (4,))


def _together(words: Words, subject: Subject, differences: Sequence[ScenarioDifference]) -> dict[str, list[ScenarioDifference]]:
    """The differences by the name of their row: a key, or ``group.*`` where all of a group change alike."""
    left = {each.key: each for each in differences}
    rows: dict[str, tuple[str, list[ScenarioDifference]]] = {}  # by the first key
    for group, members in sorted(groups({**subject.scenario["values"], **left}).items(), key=lambda item: item[0].count(".")):
        own = [left[key] for key in members if key in left]
        if len(own) == len(members) > 1 and len({_alike(words, subject, each) for each in own}) == 1:
            rows[members[0]] = f"{group}.*", own
            for key in members:
                del left[key]
    rows |= {key: (key, [each]) for key, each in left.items()}
    return dict(rows[each.key] for each in differences if each.key in rows)


def _alike(words: Words, subject: Subject, difference: ScenarioDifference) -> tuple[str, ...]:
    """What members of a group that share a row have in common: what is said, the unit, what the group means, and the source."""
    said = json.dumps([difference.reference_steps, difference.scenario_steps], sort_keys=True, default=str)
    meaning = _CATALOGUE.get(difference.key, _UNKNOWN).en.partition(":")[0]
    return said, difference.unit, meaning, _source(words, subject, difference.key)


def _change(words: Words, subject: Subject, name: str, alike: Sequence[ScenarioDifference]) -> Row:
    """One change, of one parameter or of all groups of it."""
    first = alike[0]
    if first.key == "until":
        return Row(
            words("origin.until"), cells("", *(str(layers[0][0]["value"]) for layers in (first.reference_steps, first.scenario_steps)), "")
        )
    parameter = _CATALOGUE.get(first.key, _UNKNOWN)
    meaning = words.of((parameter.en, parameter.nl))
    if len(alike) > 1:
        meaning = f"{meaning.partition(':')[0]} ({words('groups', n=len(alike))})"
    layers = ["; ".join(_step(words, step) for step in layer) for layer in first.scenario_steps]
    said = f"; {words('on top')}: ".join(layers) or words.label("compare.inherited")
    values = [_range(words, [getattr(each, which) for each in alike]) for which in ("reference_value", "scenario_value")]
    small = tuple(filter(None, (words.unit(first.unit), _as_of(words, first))))
    return Row(name, (Cell(said), *(Cell(value, small) for value in values), Cell(_source(words, subject, first.key))), meaning)


def _as_of(words: Words, difference: ScenarioDifference) -> str:
    """The day of the values, where a value slides and it matters."""
    steps = (step for layers in (difference.reference_steps, difference.scenario_steps) for layer in layers for step in layer)
    slides = any("ramp_to" in step for step in steps)
    return words("on", day=words.day(difference.day)) if slides and difference.day else ""


def _step(words: Words, step: Mapping[str, Any]) -> str:
    """'× 1.2 from 1 January 2027'."""
    kind = next(kind for kind in SIGNS if kind in step)
    keys = (("from", "from"), ("ramp_to", "sliding"), ("until", "until"))
    when = [words(text, day=words.day(date.fromisoformat(step[key]))) for key, text in keys if key in step]
    amount = float(step[kind])
    sign = MINUS if kind == "plus" and amount < 0 else SIGNS[kind]
    return " ".join([sign, words.number(abs(amount) if kind == "plus" else amount), *when])


def _range(words: Words, values: Sequence[float]) -> str:
    """A value, or the lowest and highest of several; nothing when there is none on any day of the run."""
    known = [value for value in values if not np.isnan(value)]
    if not known:
        return EMPTY
    low, high = (words.number(end) for end in (min(known), max(known)))
    return low if low == high else dash(low, high)


# -- sources ------------------------------------------------------------------------------------------------------------------
def _source(words: Words, subject: Subject, key: str) -> str:
    """Where the last value of a parameter comes from: as the run recorded it, or as the files of the package say it of the same steps."""
    recorded = subject.scenario.get("sources", {}).get(key)
    if recorded is not None:
        return isolated(recorded) if recorded else words("no source")
    layers = subject.scenario["values"].get(key, [])
    known = layers and _packaged_sources(subject.scenario["name"]).get((key, _text(layers[-1])))
    return isolated(str(known)) if known else words("unrecorded")


@lru_cache
def _packaged_sources(name: str) -> dict[tuple[str, str], str]:
    """The source of each layer of steps in the base and, where it comes with the package, the scenario of a name (``a+b``: of both)."""
    found: dict[tuple[str, str], str] = {}
    for scenario in map(load_scenario, [BASE, *(part for part in name.split("+") if part in names())]):
        for key, path in scenario.paths.items():
            for layer in path.layers:
                sources = [step.source for step in layer if step.source]
                if sources:
                    found.setdefault((key, _text([step.as_dict() for step in layer])), sources[-1])
    return found


def _text(layer: Any) -> str:
    return json.dumps(layer, sort_keys=True)


# -- parameters ---------------------------------------------------------------------------------------------------------------
def ahead(material: Material) -> Table | None:
    """What is assumed of the time after the figures end, with its range in the members; None when nothing is."""
    words, subject = material.words, material.base
    rows = []
    for key, known in uncertain().items():
        for each in known:
            if each.begin and date.fromisoformat(each.begin) > LAST_OBSERVED and key in subject.scenario["values"]:
                rows.append(_assumed(words, subject, key, each))
    headings = tuple(words(key) for key in ("parameter", "value", "range", "why", "source"))
    caption = words("parameters.ahead", day=words.day(date(LAST_OBSERVED.year + 1, 1, 1)))
    return Table(caption, headings, tuple(rows), "words", (3, 4)) if rows else None


def _assumed(words: Words, subject: Subject, key: str, known: Uncertain) -> Row:
    parameter = _CATALOGUE.get(key, _UNKNOWN)
    value = _path(subject, key).at(date.fromisoformat(known.begin))
    unit = words.unit(parameter.unit)
    spread = dash(words.about_value(value * known.after[0]), words.about_value(value * known.after[1]))
    meaning = words.of((parameter.en, parameter.nl))
    return Row(key, (Cell(words.number(value), (unit,)), Cell(spread), Cell(known.reason), Cell(_source(words, subject, key))), meaning)


def fitted(material: Material) -> Table | None:
    """The factors that the figures were fitted with, each with its range before and after; None without an ensemble."""
    words = material.words
    by_name: dict[str, tuple[list[str], Uncertain]] = {}
    for key, known in uncertain().items():
        for each in known:
            if not (each.begin and date.fromisoformat(each.begin) > LAST_OBSERVED):
                by_name.setdefault(each.prior, ([], each))[0].append(key)
    rows = [_factor(words, keys, known) for keys, known in by_name.values()]
    headings = tuple(words(key) for key in ("parameter", "when", "factor before", "factor after", "why"))
    return Table(words("parameters.fitted", n=len(rows)), headings, tuple(rows), "words", (4,)) if rows else None


def _factor(words: Words, keys: Sequence[str], known: Uncertain) -> Row:
    ends = ((known.begin, "from"), (known.end, "until"))
    when = " ".join(words(text, day=words.short_day(date.fromisoformat(day))) for day, text in ends if day) or words("always")
    spans = [dash(words.number(round(low, 2)), words.number(round(high, 2))) for low, high in (known.before, known.after)]
    parameter = _CATALOGUE.get(keys[0], _UNKNOWN)
    meaning = words.of((parameter.en, parameter.nl))
    if len(keys) > 1:
        return Row(_common(keys), cells(when, *spans, known.reason), f"{meaning.partition(':')[0]} ({words('groups', n=len(keys))})")
    return Row(keys[0], cells(when, *spans, known.reason), meaning)


def _common(keys: Sequence[str]) -> str:
    """'coa.to_host.*' for keys of one parameter, the first and 'etc.' of several."""
    parents = {key.rpartition(".")[0] for key in keys}
    return f"{parents.pop()}.*" if len(parents) == 1 else ", ".join(keys)


def everything(material: Material) -> Table:
    """Every parameter of the first scenario: values over time, unit, meaning and source."""
    words, subject = material.words, material.base
    rows = []
    for key in [
        *(key for key in _CATALOGUE if key in subject.scenario["values"]),
        *sorted(set(subject.scenario["values"]) - set(_CATALOGUE)),
    ]:
        parameter = _CATALOGUE.get(key, _UNKNOWN)
        texts = (_over_time(words, subject, key), words.unit(parameter.unit), _source(words, subject, key))
        rows.append(Row(plain(key), cells(*texts), words.of((parameter.en, parameter.nl))))
    headings = tuple(words(key) for key in ("parameter", "value", "unit", "source"))
    return Table(words("parameters.all", n=len(rows), title=material.title(subject)), headings, tuple(rows), "words", (3,))


def _over_time(words: Words, subject: Subject, key: str) -> str:
    """'19,200; 13,800 from Jul 2024'."""
    path = _path(subject, key)
    days = [subject.first, *(day for day in path.changes() if subject.first < day <= subject.last)]
    steps = [(day, words.number(path.at(day))) for day in days]
    told = [value if n == 0 else f"{value} {words('from', day=words.short_day(day))}" for n, (day, value) in enumerate(steps)]
    return "; ".join(text for n, text in enumerate(told) if n == 0 or steps[n][1] != steps[n - 1][1])


def _path(subject: Subject, key: str) -> Path:
    """The values of a parameter over time, as the manifest has them."""
    return path_of(subject.scenario["values"][key])
