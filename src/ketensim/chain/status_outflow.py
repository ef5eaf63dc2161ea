"""Status holders who leave COA: how long after the permit, by group (report 4.3.2, figure 66)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ketensim.engine.luck import kernel
from ketensim.engine.people import Ids
from ketensim.scenario.groups import KINDS

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

GROUPS = ("adults", "families", "amv", "joiners")  # in the order of the kinds of person; joiners are among the families
JOINERS = len(KINDS)
TERM = 14.0  # weeks: the agreed time from permit to house
MEASURES = ("left", "weeks", "within")


@kernel
def _leave(ids, now, people, kind, joins, permit, told):  # type: ignore[no-untyped-def]
    """Count those who leave, their weeks since the permit, and who are within the term: the day's ``told`` [world, measure, group]."""
    for i in range(ids.size):
        p = ids[i]
        persons, weeks = people[p].size, (now - permit[p]) / 7.0
        row = told[people[p].world]
        for n in range(1 + joins[p]):
            group = kind[p] if n == 0 else JOINERS
            row[0, group] += persons
            row[1, group] += persons * weeks
            row[2, group] += persons * (weeks <= TERM)


class StaysAfterPermit:
    """Sums of each day over the status holders who left COA: ``told`` has shape (days, worlds, measures, groups), in persons."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self.told = np.zeros((chain.sim.days, chain.sim.worlds, len(MEASURES), len(GROUPS)))

    def leave(self, ids: Ids) -> None:
        """These leave COA for a house today."""
        if ids.size:
            people, day = self._chain.people, self._chain.sim.day
            _leave(ids, day + 1.0, people.core, people.kind, people.joins, people.permit, self.told[day])
