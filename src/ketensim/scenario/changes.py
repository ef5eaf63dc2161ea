"""What a scenario says that its base does not, key by key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ketensim.scenario.dated import Operation
from ketensim.scenario.parameter import groups
from ketensim.scenario.scenario import Scenario, in_words

BARE = ("share", "factor")  # units that are clear without a word


@dataclass(frozen=True)
class Change:
    """A parameter that is changed, or a group of which all are changed alike.

    ``steps`` are what the files on top of the base say of it, in the unit of the parameter. ``before`` and ``after`` are the
    values in the base and in the scenario on ``day``, when the last step is in full force; for a group they are None.
    """

    key: str
    unit: str
    steps: tuple[Operation, ...]
    day: date
    before: float | None = None
    after: float | None = None

    def in_words(self) -> list[tuple[str, str]]:
        """Each step in English and Dutch: 'x 1.2 from 2027-01-01'."""
        found = []
        for step in self.steps:
            unit = {} if step.kind == "factor" or self.unit in BARE else {"unit": self.unit}
            english, dutch = in_words("", step.as_dict() | unit)
            found.append((english.strip(), re.sub(r"(?<=\d)\.(?=\d)", ",", dutch.strip())))
        return found


def changes(scenario: Scenario, base: Scenario) -> list[Change]:
    """All that a scenario changes in its base, in the order of the catalogue."""
    steps = {key: tuple(step for step in path.operations if step.file != scenario.files[0]) for key, path in scenario.paths.items()}
    changed = {key: said for key, said in steps.items() if said}
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


def _alike(scenario: Scenario, changed: dict[str, tuple[Operation, ...]], members: list[str]) -> bool:
    """Whether all of a group are changed in the same words."""
    says = {changed.get(member) for member in members}
    units = {scenario.catalogue[member].unit for member in members}
    return len(members) > 1 and len(says) == 1 and None not in says and len(units) == 1


def _in_force(scenario: Scenario, steps: tuple[Operation, ...]) -> date:
    """The day on which the last step is what it is to be."""
    return max(step.ramp_to or step.begin or scenario.start for step in steps)
