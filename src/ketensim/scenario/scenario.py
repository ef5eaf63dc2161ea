"""A scenario: every parameter's path over time, frozen. A change makes a new one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ketensim.scenario.dated import Operation, Path
from ketensim.scenario.document import Document
from ketensim.scenario.parameter import Parameter
from ketensim.scenario.problems import Problem, ScenarioError
from ketensim.scenario.reading import Names
from ketensim.scenario.steps import operations


@dataclass(frozen=True)
class ResolvedParameter:
    """A parameter with its path in a scenario, the file that set it last, and the source that this one gives (or none)."""

    key: str
    unit: str
    low: float
    high: float
    en: str
    nl: str
    path: Path
    source: str
    file: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Scenario:
    """What a run is made from. ``paths`` has every parameter of the catalogue. Nothing of it can be changed in place."""

    name: str
    title: str
    start: date
    until: date
    paths: Mapping[str, Path]
    catalogue: Mapping[str, Parameter]
    title_nl: str = ""
    description: str = ""
    description_nl: str = ""
    family: str = ""
    files: tuple[str, ...] = ()
    _cache: dict[Any, NDArray[np.float64]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("paths", "catalogue"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def daily(self, key: str, first: date, last: date) -> NDArray[np.float64]:
        """The value of every day, both ends included, in the unit of the parameter. Raises ScenarioError for an unknown key."""
        values = self._cache.get((key, first, last))
        if values is None:
            values = self._path(key).daily(first, last)
            values.setflags(write=False)
            self._cache[(key, first, last)] = values
        return values

    def at(self, key: str, day: date) -> float:
        """The value on one day."""
        return self._path(key).at(day)

    def change(
        self,
        key: str,
        value: float | None = None,
        *,
        factor: float | None = None,
        plus: float | None = None,
        from_: date | str | None = None,
        until: date | str | None = None,
        ramp_to: date | str | None = None,
        unit: str | None = None,
        name: str | None = None,
        title: str | None = None,
    ) -> Scenario:
        """A new scenario in which ``key`` (or every key below it) is set, multiplied or added to; this one stays as it is.

        ``factor`` and ``plus`` are relative to what this scenario says. Numbers are in the unit of the parameter when no
        ``unit`` is given, dates are dates or ISO texts. Without a ``name`` and ``title`` of its own it is called after this
        one, its hash and the change. Raises ScenarioError with everything that is wrong.
        """
        given = {"value": value, "factor": factor, "plus": plus, "unit": unit}
        given |= {"from": _as_date(from_), "until": _as_date(until), "ramp_to": _as_date(ramp_to)}
        entry = {name: what for name, what in given.items() if what is not None}
        label = f"change of {self.name}"
        members = Names.of(self.catalogue).members(key)
        if not members:
            raise ScenarioError([self._unknown(label, key)])
        document = Document(label, label)
        changes = operations(key, entry, [self.catalogue[member] for member in members], document, units=False)
        changed = replace(self, paths={**self.paths, **{member: self.paths[member].then(*steps) for member, steps in changes.items()}})
        if problems := document.problems or [*out_of_range(changed, members, label), *begun_too_late(changes, self.until, label)]:
            raise ScenarioError(problems)
        root = self.name.removesuffix(f"-{self.hash[:6]}")
        titles = [f"{own}; {said}" if own else "" for own, said in zip((self.title, self.title_nl), in_words(key, entry), strict=True)]
        return replace(changed, name=name or f"{root}-{changed.hash[:6]}", title=title or titles[0], title_nl="" if title else titles[1])

    def resolved(self) -> dict[str, Any]:
        """All that determines the results, as plain values for JSON."""
        values = {key: [[step.as_dict() for step in layer] for layer in self.paths[key].layers] for key in sorted(self.paths)}
        return {"name": self.name, "title": self.title, "start": self.start.isoformat(), "until": self.until.isoformat(), "values": values}

    @property
    def hash(self) -> str:
        """SHA-256 of what determines the results; titles do not."""
        resolved = self.resolved()
        del resolved["name"], resolved["title"]
        return hashlib.sha256(json.dumps(resolved, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    def parameters(self) -> list[ResolvedParameter]:
        """Every parameter with its path, source and files, in the order of the catalogue."""
        rows = []
        for key, parameter in self.catalogue.items():
            path, p = self.paths[key], parameter
            files = tuple(dict.fromkeys(o.file for o in path.operations))
            # of what was changed last: a change that gives no source has none, whatever stands beneath it
            source = next((o.source for o in reversed(path.layers[-1]) if o.source), "")
            rows.append(ResolvedParameter(key, p.unit, p.low, p.high, p.en, p.nl, path, source, files[-1], files))
        return rows

    def _path(self, key: str) -> Path:
        try:
            return self.paths[key]
        except KeyError:
            raise ScenarioError([self._unknown(self.name, key)]) from None

    def _unknown(self, file: str, key: str) -> Problem:
        return Problem(file, key, Names.of(self.catalogue).unknown(key))

    def __getstate__(self) -> dict[str, Any]:
        """For worker processes, which make their own cache."""
        return {**self.__dict__, "paths": dict(self.paths), "catalogue": dict(self.catalogue), "_cache": {}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__post_init__()


def out_of_range(scenario: Scenario, keys: list[str], file: str) -> list[Problem]:
    """The first day on which each of these parameters leaves its allowed range."""
    found = []
    for key in keys:
        parameter = scenario.catalogue[key]
        values = scenario.daily(key, scenario.start, scenario.until)
        wrong = ~((values >= parameter.low) & (values <= parameter.high))
        if wrong.any():
            first = int(np.argmax(wrong))
            day = date.fromordinal(scenario.start.toordinal() + first)
            if np.isnan(values[first]):
                message = f"has no value on {day}; the first step must begin on {scenario.start} or before, or have no 'from'"
            else:
                message = f"is {values[first]:g} on {day}; allowed is {parameter.low:g} to {parameter.high:g} {parameter.unit}"
            found.append(Problem(file, key, message))
    return found


def begun_too_late(changes: Mapping[str, Sequence[Operation]], until: date, file: str) -> list[Problem]:
    """Steps that begin when the scenario is over."""
    late = [(key, step.begin) for key, steps in changes.items() for step in steps if step.begin and step.begin > until]
    return [Problem(file, key, f"'from' {begin} is after the end of the scenario, {until}") for key, begin in late]


def in_words(key: str, entry: Mapping[str, Any]) -> tuple[str, str]:
    """A change in English and Dutch: 'desk.wait x 0.5 from 2027-01-01'."""
    sign, amount = next((sign, entry[kind]) for kind, sign in (("value", "="), ("factor", "x"), ("plus", "+")) if kind in entry)
    if sign == "+" and amount < 0:
        sign, amount = "-", -amount
    what = f"{key} {sign} {amount:g}" + (f" {entry['unit']}" if "unit" in entry else "")
    words = {"from": ("from", "vanaf"), "ramp_to": ("sliding until", "geleidelijk tot"), "until": ("until", "tot")}
    english, dutch = (what + "".join(f" {words[name][n]} {entry[name]}" for name in words if name in entry) for n in (0, 1))
    return english, dutch


def _as_date(day: Any) -> Any:
    """A date for an ISO text; what is none is left, and complained of where it is read."""
    try:
        return date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        return day
