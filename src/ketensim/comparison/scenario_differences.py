"""What differs between two scenarios, key by key: since when, from which value to which, and what each of them says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

import numpy as np

from ketensim.comparison.paired import Side
from ketensim.results.folder import RunFolderError
from ketensim.scenario.catalogue import PARAMETERS
from ketensim.scenario.dated import Operation, Path
from ketensim.scenario.scenario import in_words

Steps = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class ScenarioDifference:
    """A key that two scenarios do not agree on.

    ``begin`` and ``end``: the first and last day on which the values differ (None when on no day of the runs, or when the
    key is missing in one of them); the values are those of the first day. The steps are what each says on top of what both say.
    """

    key: str
    unit: str
    begin: date | None
    end: date | None
    reference_value: float
    scenario_value: float
    reference_steps: tuple[Mapping[str, Any], ...]
    scenario_steps: tuple[Mapping[str, Any], ...]


def scenario_differences(reference: Side, scenario: Side, first: date, last: date) -> list[ScenarioDifference]:
    """What differs between two scenarios in the days from ``first`` to ``last``, in the order of the keys."""
    ours, theirs = reference.scenario["values"], scenario.scenario["values"]
    found = [
        _difference(key, _layers(reference, key, ours.get(key)), _layers(scenario, key, theirs.get(key)), first, last)
        for key in sorted({*ours, *theirs})
        if ours.get(key) != theirs.get(key)
    ]
    untils = [side.scenario["until"] for side in (reference, scenario)]
    if untils[0] != untils[1]:
        said = [({"value": until},) for until in untils]
        found.append(ScenarioDifference("until", "", None, None, float("nan"), float("nan"), *said))
    return found


def steps_in_words(steps: Steps, language: str) -> str:
    """'x 1.2 from 2027-01-01; = 15200 from 2028-01-01'."""
    return "; ".join(f"= {step['value']}" if isinstance(step.get("value"), str) else _in_words(step, language) for step in steps)


def _in_words(step: Mapping[str, Any], language: str) -> str:
    return in_words("", step)[language == "nl"].strip()


def _difference(key: str, ours: list[Steps], theirs: list[Steps], first: date, last: date) -> ScenarioDifference:
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False))))
    own = [tuple(step for layer in layers[same:] for step in layer) for layers in (ours, theirs)]
    begin = end = None
    values = (float("nan"), float("nan"))
    if ours and theirs:
        a, b = (_path(layers).daily(first, last) for layers in (ours, theirs))
        if (apart := np.flatnonzero(~np.isclose(a, b, rtol=1e-12, atol=0, equal_nan=True))).size:
            begin, end = (first + timedelta(days=int(apart[n])) for n in (0, -1))
            values = (float(a[apart[0]]), float(b[apart[0]]))
    return ScenarioDifference(key, _UNITS.get(key, ""), begin, end, *values, *own)


def _layers(side: Side, key: str, layers: Any) -> list[Steps]:
    """The layers of a key as the manifest has them, none when it has no such key. Raises RunFolderError for what is none."""
    try:
        _path(layers or [])
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise RunFolderError(f"{side.folder}: manifest.json: values of {key} cannot be read: {error}") from None
    return list(layers or [])


def _path(layers: Sequence[Steps]) -> Path:
    return Path(tuple(tuple(_operation(step) for step in layer) for layer in layers))


def _operation(step: Mapping[str, Any]) -> Operation:
    kind: Any = next((kind for kind in ("value", "factor", "plus") if kind in step), "value")
    begin, end, ramp = (date.fromisoformat(step[name]) if name in step else None for name in ("from", "until", "ramp_to"))
    return Operation(kind, float(step[kind]), begin, end, ramp)


_UNITS = {parameter.key: parameter.unit for parameter in PARAMETERS}
