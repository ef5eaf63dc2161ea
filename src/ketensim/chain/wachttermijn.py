"""The wait and the conditions before family of the subsidiarily protected may be asked for (two-status law, report chapter 1).

The law has three: a waiting period, an income and a house. When the first is over the other two are looked at. An income
comes with time in a house, at a chance a year. There are none in the base.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import YEAR
from ketensim.chain.states import R
from ketensim.engine.people import Ids
from ketensim.engine.stations import Then
from ketensim.scenario.groups import ADULT

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
QUARTER = YEAR / 4.0  # who has no house yet is looked at again after so many days


class Wachttermijn:
    """Family abroad that may not be asked for yet; ``asks(ids, at)`` takes those who may."""

    def __init__(self, chain: Chain, asks: Then) -> None:
        self.chain, self._asks = chain, asks
        self._years = {adult: chain.now(f"nareis.subsidiary.waiting_period.{'adult' if adult else 'amv'}") for adult in (True, False)}
        self._conditions, self._income = chain.now("nareis.subsidiary.conditions"), chain.now("nareis.subsidiary.income")
        self._in_force = _any_day(chain)
        self.period = chain.sim.delay(0, "nareis.waiting_period", self._look)
        self._again = chain.sim.timer(0, self._look)

    def days(self, referents: Ids) -> Floats:
        """The waiting period of each of these permit holders today, in days; nought for refugees."""
        adult = self._adult(referents)
        years = np.where(adult, self._years[True](referents), self._years[False](referents))
        return YEAR * years * self.chain.people.subsidiary[referents]

    def holds(self, referents: Ids) -> NDArray[np.bool_]:
        """Which of these permit holders may not ask for their family within three months, as others may."""
        if not self._in_force[self.chain.sim.day]:
            return np.zeros(referents.size, np.bool_)
        return (self.days(referents) > 0.0) | self._has_conditions(referents)

    def begin(self, family: Ids, at: Floats, days: Floats) -> None:
        """A referent got the permit at these times: the family waits for so many days, and until the conditions are met."""
        if family.size:
            self.chain.sim.move(1, family, R["abroad"], at)
            self.period.put(family, at, at + days)

    def refugee(self, referents: Ids, at: Floats) -> None:
        """These permit holders are refugees after all: whatever family waits may be asked for."""
        people = self.chain.people
        for family in (people.family[referents], people.parents[referents], people.siblings[referents]):
            waits = family >= 0
            waits[waits] = self.chain.file_in(family[waits], "nareis.waiting_period", "nareis.conditions")
            self._asks(family[waits], at[waits])

    def _look(self, ids: Ids, at: Floats) -> None:
        """The waiting period is over: the referent asks, as soon as she meets the conditions."""
        chain = self.chain
        ids, at = chain.nareis.still_wanted(ids, at)
        due = self._meets(chain.people.referent[ids], at)
        may = due <= at
        new = ~may & chain.file_in(ids, "nareis.waiting_period")
        chain.file_to(ids[new], "nareis.conditions", at[new])
        self._again.set(ids[~may], due[~may])
        self._asks(ids[may], at[may])

    def _meets(self, referents: Ids, at: Floats) -> Floats:
        """When each referent meets the conditions, or is to be looked at again; not later than ``at``: she does now."""
        people = self.chain.people
        housed = people.state1[referents] == R["municipality"]
        with np.errstate(divide="ignore"):
            years = self.chain.threshold(referents, "nareis.income") / np.asarray(self._income(referents), np.float64)
        due = np.where(housed, people.since1[referents] + YEAR * years, at + QUARTER)
        return np.where(self._has_conditions(referents), due, at)

    def _has_conditions(self, referents: Ids) -> NDArray[np.bool_]:
        """Of whom an income and a house are asked: subsidiarily protected adults, in part or all of them."""
        asked = self.chain.luck(referents, "nareis.conditions") < self._conditions(referents)
        return asked & self.chain.people.subsidiary[referents] & self._adult(referents)

    def _adult(self, referents: Ids) -> NDArray[np.bool_]:
        """Who was an adult at the application; an amv stays one for nareis."""
        return self.chain.people.kind_applied[referents] == ADULT


def _any_day(chain: Chain) -> NDArray[np.bool_]:
    """On which days there is a waiting period or a condition in any world."""
    keys = [f"nareis.subsidiary.{key}" for key in ("waiting_period.adult", "waiting_period.amv", "conditions")]
    return np.any([rules.path(key) > 0.0 for rules in chain.rules for key in keys], axis=0)


__all__ = ["Wachttermijn"]
