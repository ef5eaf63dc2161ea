"""What differs between two scenarios, key by key: since when, from which value to which, and what each of them says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

import numpy as np

from ketensim.comparison.manifest import Steps, path_of
from ketensim.comparison.paired import Side
from ketensim.scenario.catalogue import PARAMETERS
from ketensim.scenario.scenario import in_words

Layers = tuple[Steps, ...]
ON_TOP = ("on top of that: ", "daarbovenop: ")


@dataclass(frozen=True)
class ScenarioDifference:
    """A key that two scenarios do not agree on.

    ``begin`` and ``end``: the first and last day on which the values differ (None when on no day of the runs, or when the
    key is missing in one of them); the values are those on ``day``, when the last step is in full force (of the days on which they
    differ the last until then). The steps are what each says on top of what both say, layer by layer.
    """

    key: str
    unit: str
    begin: date | None
    end: date | None
    day: date | None
    reference_value: float
    scenario_value: float
    reference_steps: Layers
    scenario_steps: Layers


def scenario_differences(reference: Side, scenario: Side, first: date, last: date) -> list[ScenarioDifference]:
    """What differs between two scenarios in the days from ``first`` to ``last``, in the order of the keys."""
    ours, theirs = reference.scenario["values"], scenario.scenario["values"]
    found = [
        _difference(key, ours.get(key, []), theirs.get(key, []), first, last)
        for key in sorted({*ours, *theirs})
        if ours.get(key) != theirs.get(key)
    ]
    untils = [side.scenario["until"] for side in (reference, scenario)]
    if untils[0] != untils[1]:
        said = [(({"value": until},),) for until in untils]
        found.append(ScenarioDifference("until", "", None, None, None, float("nan"), float("nan"), *said))
    return found


def steps_in_words(layers: Layers, language: str) -> str:
    """'x 1.2 from 2027-01-01; = 15200 from 2028-01-01', and 'on top of that: x 0.9' for the next layer."""
    told = ["; ".join(_in_words(step, language) for step in layer) for layer in layers]
    return f"; {ON_TOP[language == 'nl']}".join(told)


def _in_words(step: Mapping[str, Any], language: str) -> str:
    if isinstance(step.get("value"), str):  # the last day of a scenario
        return f"= {step['value']}"
    english, dutch = in_words("", step)
    return re.sub(r"(?<=\d)\.(?=\d)", ",", dutch.strip()) if language == "nl" else english.strip()


def _difference(key: str, ours: list[Steps], theirs: list[Steps], first: date, last: date) -> ScenarioDifference:
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False))))
    own = [tuple(layers[same:]) for layers in (ours, theirs)]
    begin = end = day = None
    values = (float("nan"), float("nan"))
    if ours and theirs:
        a, b = (path_of(layers).daily(first, last) for layers in (ours, theirs))
        if (apart := np.flatnonzero(~np.isclose(a, b, rtol=1e-12, atol=0, equal_nan=True))).size:
            there = apart[: max(1, int((apart <= (_in_force(own, first) - first).days).sum()))][-1]
            begin, day, end = (first + timedelta(days=int(place)) for place in (apart[0], there, apart[-1]))
            values = (float(a[there]), float(b[there]))
    return ScenarioDifference(key, _UNITS.get(key, ""), begin, end, day, *values, *own)


def _in_force(own: Sequence[Layers], first: date) -> date:
    """The day on which the last of these steps is what it is to be."""
    steps = (step for layers in own for layer in layers for step in layer)
    days = (step.get("ramp_to") or step.get("from") for step in steps)
    return max([first, *(date.fromisoformat(day) for day in days if day)])


_UNITS = {parameter.key: parameter.unit for parameter in PARAMETERS}
