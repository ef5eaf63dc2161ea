"""Postponed departure on medical grounds (article 64 of the Vreemdelingenwet; report 6.6.1, figures 113 and 114).

Whoever cannot travel for health asks for it; while it lasts, a year at most, there is a right to reception and nobody is made to go.
A family asks together: one main applicant, and the others as its family members.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import YEAR
from ketensim.chain.values import Risk
from ketensim.chain.waits import WEEK, in_its_week
from ketensim.engine.people import Ids
from ketensim.scenario.groups import ADULT

if TYPE_CHECKING:
    from ketensim.chain.departure import Classes
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
LONGEST = 365.0  # days (section 6.6.1); after it one may ask again


class Postponed:
    """Applications for postponed departure, decisions, and the time it lasts."""

    def __init__(self, chain: Chain, classes: Classes) -> None:
        self.chain, sim, self._classes = chain, chain.sim, classes
        self._risk = Risk(sim, classes.table("departure.postponed.applications") / YEAR, classes.of)
        self._grant, self._weeks = chain.now("departure.postponed.grant_rate"), chain.now("departure.postponed.decision")
        self._lasts = chain.now("departure.postponed.duration")
        self._asking, self._decisions = sim.timer(0, self._ask), sim.timer(0, self._decide)
        self.delay = sim.delay(0, "departure.postponed", self._end)

    def may_ask(self, ids: Ids, at: Floats) -> None:
        """In the caseload: from now on postponement may be asked for."""
        self._asking.set(ids, in_its_week(self._risk.due(ids, at, self.chain.threshold(ids, "departure.postponed.asks"))))

    def _ask(self, ids: Ids, at: Floats) -> None:
        ids, at = self._classes.still_open(ids, at)
        self._count("applications", ids)
        self.pending(ids, at)

    def pending(self, ids: Ids, at: Floats) -> None:
        """Asked for; a decision comes."""
        self._decisions.set(ids, in_its_week(at + self.chain.time(ids, "departure.postponed.decision", 7.0 * self._weeks(ids))))

    def _decide(self, ids: Ids, at: Floats) -> None:
        """Granted or refused; who was gone from the caseload before it is not decided on."""
        ids, at = self._classes.still_open(ids, at)
        self._count("decisions", ids)
        yes = self.chain.luck(ids, "departure.postponed.grant") < self._grant(ids)
        self._count("granted", ids[yes])
        self.postpone(ids[yes], at[yes])

    def postpone(self, ids: Ids, at: Floats) -> None:
        """Out of the caseload for a time; who slept in no reception comes back to COA."""
        if not ids.size:
            return
        chain = self.chain
        chain.departure.leave_caseload(ids)
        days = chain.time(ids, "departure.postponed", 7.0 * self._lasts(ids))
        self.delay.put(ids, at, in_its_week(at + np.minimum(days, LONGEST - WEEK)))
        outside = chain.sleeps(ids, "elsewhere")
        chain.coa.receive(ids[outside], at[outside], "postponed")

    def _end(self, ids: Ids, at: Floats) -> None:
        """Has to leave again, with new luck: single adults lose their place, as after the term."""
        chain = self.chain
        chain.people.round[ids] += 1
        out = chain.people.kind[ids] == ADULT
        chain.coa.leave(ids[out], at[out], "elsewhere", "rejected")
        chain.departure.open_cases(ids, at)

    def _count(self, what: str, ids: Ids) -> None:
        """Main applicants, one of each party, and their family members."""
        if ids.size:
            size = self.chain.people.size[ids].astype(np.float64)
            self.chain.sim.add(f"departure.postponed_{what}", ids, 1.0 / size)
            self.chain.sim.add(f"departure.postponed_{what}.family", ids, 1.0 - 1.0 / size)
