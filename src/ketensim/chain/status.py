"""Which of two statuses a permit carries, and appeals for the better one (report chapter 1 and section 4.2.3).

A permit is that of a refugee, or of somebody who is subsidiarily protected. Both have carried the same rights since 2001,
so nobody appeals against the second in the base. Where they do not, some do (doorprocederen): a case beside the person,
who lives on as a permit holder meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.people import LIFE, Ids

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]


class Status:
    """The status in each permit on own grounds. Column of a person: ``subsidiary``, protected but no refugee."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        chain.people.column("subsidiary", np.bool_, False)
        self._share = chain.by_nationality("ind.subsidiary_share")
        self._appeals, self._upheld = chain.now("courts.status.appeal_share"), chain.now("courts.status.upheld")
        self._weeks = chain.now("courts.status.duration")
        self._ruling = chain.sim.timer(LIFE, self._rule)

    def permit(self, ids: Ids, at: Floats) -> None:
        """A permit is granted: the status in it, and an appeal where a better one was hoped for."""
        chain = self.chain
        subsidiary = self.describe(ids)
        chain.sim.count("ind.permits.subsidiary", ids[subsidiary])
        chain.sim.count("ind.permits.refugee", ids[~subsidiary])
        ids, at = ids[subsidiary], at[subsidiary]
        appeals = chain.luck(ids, "status.appeal") < self._appeals(ids)
        self._appeal(ids[appeals], at[appeals])

    def describe(self, ids: Ids) -> NDArray[np.bool_]:
        """Write down which of these permit holders are subsidiarily protected; returns it."""
        subsidiary: NDArray[np.bool_] = self.chain.luck(ids, "status.subsidiary") < self._share(ids)
        self.chain.people.subsidiary[ids] = subsidiary
        return subsidiary

    def _appeal(self, ids: Ids, at: Floats) -> None:
        if ids.size:
            self.chain.courts.status_appeal(ids, at)
            self._ruling.set(ids, at + self.chain.time(ids, "courts.status", 7.0 * self._weeks(ids)))

    def _rule(self, ids: Ids, at: Floats) -> None:
        """Upheld: the IND decides again, and the person is a refugee from now on; family may be asked for at once."""
        chain = self.chain
        chain.sim.count("courts.status.appeals_out", ids)
        wins = chain.luck(ids, "status.upheld") < self._upheld(ids)
        ids, at = ids[wins], at[wins]
        if ids.size:
            chain.sim.count("courts.status.upheld", ids)
            chain.ind.reopened_desk.charge(ids, 0)
            chain.people.subsidiary[ids] = False
            chain.nareis.wachttermijn.refugee(ids, at)


__all__ = ["Status"]
