"""A scenario: every parameter's path over time, frozen. A change makes a new one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ketensim.scenario.dated import Path
from ketensim.scenario.parameter import Parameter
from ketensim.scenario.problems import Problem, ScenarioError, suggestion
from ketensim.scenario.reading import Document, _groups, operations


@dataclass(frozen=True)
class ResolvedParameter:
    """A parameter with its path in a scenario, where its last value comes from, and the file that set it."""

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
    """What a run is made from. ``paths`` has every parameter of the catalogue; treat it as read-only."""

    name: str
    title: str
    start: date
    until: date
    paths: Mapping[str, Path]
    catalogue: Mapping[str, Parameter]
    title_nl: str = ""
    description: str = ""
    description_nl: str = ""
    files: tuple[str, ...] = ()
    _cache: dict[Any, NDArray[np.float64]] = field(default_factory=dict, compare=False, repr=False)

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
    ) -> Scenario:
        """A new scenario in which ``key`` (or every key below it) is set, multiplied or added to; this one stays as it is.

        Dates are dates or ISO texts. Raises ScenarioError with everything that is wrong.
        """
        given = {"value": value, "factor": factor, "plus": plus, "unit": unit}
        given |= {"from": _as_date(from_), "until": _as_date(until), "ramp_to": _as_date(ramp_to)}
        entry = {name: what for name, what in given.items() if what is not None}
        members = [key] if key in self.catalogue else _groups(self.catalogue).get(key, [])
        if not members:
            raise ScenarioError([self._unknown(key)])
        document = Document(f"change of {self.name}")
        paths = dict(self.paths)
        for member in members:
            paths[member] = paths[member].then(*operations(key, entry, self.catalogue[member], document, base=False))
        changed = replace(self, paths=paths, _cache={})
        problems = document.problems or out_of_range(changed, members, document.file)
        if problems:
            raise ScenarioError(dict.fromkeys(problems))
        return changed

    def resolved(self) -> dict[str, Any]:
        """All that determines the results, as plain values for JSON."""
        values = {key: [o.as_dict() for o in self.paths[key].operations] for key in sorted(self.paths)}
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
            done = self.paths[key].operations
            sources = [o.source for o in done if o.source]
            files = tuple(dict.fromkeys(o.file for o in done))
            p = parameter
            rows.append(ResolvedParameter(key, p.unit, p.low, p.high, p.en, p.nl, self.paths[key], sources[-1] if sources else "", files[-1], files))
        return rows

    def _path(self, key: str) -> Path:
        try:
            return self.paths[key]
        except KeyError:
            raise ScenarioError([self._unknown(key)]) from None

    def _unknown(self, key: str) -> Problem:
        return Problem(self.name, key, f"unknown key{suggestion(key, [*self.catalogue, *_groups(self.catalogue)])}")

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_cache": {}}  # workers make their own


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


def _as_date(day: date | str | None) -> date | None:
    if not isinstance(day, str):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise ScenarioError([Problem("change", "date", f"{day!r} is no date; allowed is a date like '2027-01-01'")]) from None
