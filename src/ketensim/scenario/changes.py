"""What a scenario says that its base does not, key by key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from ketensim.scenario.dated import Layer, Operation
from ketensim.scenario.parameter import groups
from ketensim.scenario.scenario import Scenario, in_words

BARE = ("share", "factor")  # units that are clear without a word


@dataclass(frozen=True)
class Change:
    """A parameter that is changed, or a group of which all are changed alike.

    ``layers`` are what the files on top of the base say of it, in the unit of the parameter, the steps of each file together.
    ``before`` and ``after`` are the values in the base and in the scenario on ``day``, when the last step is in full force; for
    a group they are None.
    """

    key: str
    unit: str
    layers: tuple[Layer, ...]
    day: date
    before: float | None = None
    after: float | None = None

    @property
    def steps(self) -> tuple[Operation, ...]:
        """The steps of all files, the lowest file first."""
        return tuple(step for layer in self.layers for step in layer)

    def in_words(self) -> list[tuple[str, str]]:
        """Each step in English and Dutch: 'x 1.2 from 2027-01-01'.

        A factor or an addition says what it is relative to: 'on top of that' is the files before, and a later step of the same
        file comes 'instead of' the one before it.
        """
        return [
            self._in_words(step, layer[place - 1] if place else None, above=number > 0)
            for number, layer in enumerate(self.layers)
            for place, step in enumerate(layer)
        ]

    def _in_words(self, step: Operation, earlier: Operation | None, above: bool) -> tuple[str, str]:
        """A step, after an earlier one of its file, or the first of a file above another."""
        english, dutch = self._said(step, step.as_dict())
        if step.kind == "value":
            return english, dutch
        if earlier is None:
            return (f"on top of that {english}", f"daarbovenop {dutch}") if above else (english, dutch)
        if earlier.end is not None:
            return english, dutch
        gone, weg = self._said(earlier, {earlier.kind: earlier.amount})
        return f"{english} instead of {gone}", f"{dutch} in plaats van {weg}"

    def _said(self, step: Operation, entry: dict[str, Any]) -> tuple[str, str]:
        """An entry of a file in words, with its unit where that says something."""
        unit = {} if step.kind == "factor" or self.unit in BARE else {"unit": self.unit}
        english, dutch = in_words("", entry | unit)
        return english.strip(), re.sub(r"(?<=\d)\.(?=\d)", ",", dutch.strip())


def changes(scenario: Scenario, base: Scenario) -> list[Change]:
    """All that a scenario changes in its base, in the order of the catalogue."""
    layers = {key: tuple(layer for layer in path.layers if layer[0].file != scenario.files[0]) for key, path in scenario.paths.items()}
    changed = {key: said for key, said in layers.items() if said}
    found: dict[str, Change] = {}  # by the first key it is about
    for group, members in sorted(groups(scenario.catalogue).items(), key=lambda item: item[0].count(".")):
        if _alike(scenario, changed, members):
            first = members[0]
            found[first] = Change(group, scenario.catalogue[first].unit, changed[first], _in_force(scenario, changed[first]))
            for member in members:
                del changed[member]
    for key, said in changed.items():
        day = _in_force(scenario, said)
        found[key] = Change(key, scenario.catalogue[key].unit, said, day, base.at(key, day), scenario.at(key, day))
    return [found[key] for key in scenario.catalogue if key in found]


def _alike(scenario: Scenario, changed: dict[str, tuple[Layer, ...]], members: list[str]) -> bool:
    """Whether all of a group are changed in the same words."""
    says = {changed.get(member) for member in members}
    units = {scenario.catalogue[member].unit for member in members}
    return len(members) > 1 and len(says) == 1 and None not in says and len(units) == 1


def _in_force(scenario: Scenario, layers: tuple[Layer, ...]) -> date:
    """The day on which the last step is what it is to be."""
    return max(step.ramp_to or step.begin or scenario.start for layer in layers for step in layer)
