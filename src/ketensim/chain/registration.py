"""Aanmeldcentrum: identification and screening, rest period, and the choice of track (report appendix I; figure 60)."""

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
        self.chain = chain
        self._screening, self._mean = chain.now("registration.screening"), chain.now("registration.duration")
        self._spoor1 = chain.by_nationality("registration.spoor1_share")
        self._spoor2 = chain.by_nationality("registration.spoor2_share")
        self.delay = chain.sim.delay(0, "registration", self.assign)

    def report(self, ids: Ids, at: NDArray[np.float64]) -> None:
        """A first application is made."""
        wait = self.chain.time(ids, "registration.duration", self._screening(ids) + self._mean(ids))
        self.delay.put(ids, at, at + wait)

    def assign(self, ids: Ids, at: NDArray[np.float64]) -> None:
        """Dublin (a hit in Eurodac or a visa elsewhere): spoor 1. Little chance: spoor 2. All others: spoor 4."""
        chain = self.chain
        u = chain.luck(ids, "registration.track")
        grown = chain.people.kind[ids] != AMV
        first = self._spoor1(ids)
        one = grown & (u < first)
        two = grown & ~one & (u < first + self._spoor2(ids))
        chain.verhuizingen.step(ids, at, "registered")
        chain.dublin.claim(ids[one], at[one])
        chain.ind.spoor2(ids[two], at[two])
        rest = ~one & ~two
        chain.sim.count("registration.assigned", ids)
        chain.sim.count("registration.spoor4", ids[rest])  # figure 60
        chain.ind.spoor4(ids[rest], at[rest])
