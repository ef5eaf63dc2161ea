"""Aanmeldcentrum: identification, rest period, and the choice of track (report appendix I; figure 60)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.people import Ids
from ketensim.scenario.groups import AMV

if TYPE_CHECKING:
    from ketensim.chain.network import Chain


class Registration:
    """Registers first applicants and assigns the track; unaccompanied minors always go to spoor 4."""

    def __init__(self, chain: Chain) -> None:
        self.chain, rules = chain, chain.rules
        self._mean = rules.path("registration.duration")
        self._spoor1 = rules.table("registration.spoor1_share")
        self._spoor2 = rules.table("registration.spoor2_share")
        self.delay = chain.sim.delay(0, "registration", self._assign)

    def report(self, ids: Ids, at: NDArray[np.float64]) -> None:
        """A first application is made."""
        wait = self.chain.time(ids, "registration.duration", self._mean[self.chain.sim.day])
        self.delay.put(ids, at, at + wait)

    def _assign(self, ids: Ids, at: NDArray[np.float64]) -> None:
        """Dublin (a hit in Eurodac or a visa elsewhere): spoor 1. Little chance: spoor 2. All others: spoor 4."""
        chain, day = self.chain, self.chain.sim.day
        u = chain.luck(ids, "registration.track")
        nation = chain.people.nationality[ids]
        grown = chain.people.kind[ids] != AMV
        first = self._spoor1[nation, day]
        one = grown & (u < first)
        two = grown & ~one & (u < first + self._spoor2[nation, day])
        chain.ind.spoor1(ids[one], at[one])
        chain.ind.spoor2(ids[two], at[two])
        rest = ~one & ~two
        chain.sim.count("registration.assigned", ids)
        chain.sim.count("registration.spoor4", ids[rest])  # figure 60
        chain.ind.spoor4(ids[rest], at[rest])
