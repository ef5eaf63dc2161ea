"""Who comes back: persons who left and report again, for a new stay at COA (report footnote 127; how many is in no figure, it
follows from the occupancy book).

Two causes: the file was open when they went (it is opened again), or they were rejected and went without supervision (they apply
again). Some of them are sent back by another member state. Who left under a Dublin decision is in :mod:`ketensim.chain.dublin`,
who comes back from family or friends in :mod:`ketensim.chain.coa`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.people import LIFE, Ids
from ketensim.scenario.groups import FAMILY

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
CAUSES = ("file_open", "rejected")


class Returns:
    """Time away, and the way back in."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._share, self._weeks = chain.now("departure.return_share"), chain.now("departure.return_after")
        self._factors = {group: chain.now(f"departure.return_factor.{group}") for group in (*CAUSES, "family")}
        self._sent_back = chain.now("dublin.in.share")
        self.away = chain.sim.timer(LIFE, self._come_back)

    def may_return(self, ids: Ids, at: Floats, cause: str) -> None:
        """Left for a ``cause``: some come back later, some are sent back; who was handed over by police or KMar was never in reception."""
        if not ids.size:
            return
        chain = self.chain
        family = np.where(chain.people.kind[ids] == FAMILY, self._factors["family"](ids), 1.0)
        share = self._share(ids) * self._factors[cause](ids) * family
        inside, u = chain.people.from_supervision[ids] == 0, chain.luck(ids, "departure.returns")
        back = inside & (u < share)
        self.return_later(ids[back], at[back])
        sent = inside & ~back & (u < share + self._sent_back(ids))
        chain.dublin.claimed_by_others(ids[sent], at[sent])

    def return_later(self, ids: Ids, at: Floats) -> None:
        """Comes back after a time away."""
        self.away.set(ids, at + self.chain.time(ids, "departure.away", 7.0 * self._weeks(ids)))

    def _come_back(self, ids: Ids, at: Floats) -> None:
        """Reports again at the aanmeldcentrum: a new stay at COA (footnote 127), and what becomes of the file is by cause."""
        away = self.chain.file_in(ids, "departed", "closed")
        self.take_in(ids[away], at[away])

    def take_in(self, ids: Ids, at: Floats) -> None:
        """Here again: at COA, with a new application of who was rejected, and the old one of all others."""
        chain = self.chain
        rejected = chain.file_in(ids, "departed")
        chain.ind.reopen(ids[~rejected], at[~rejected])
        chain.coa.receive(ids, at, "returned")
        chain.subsequent.apply(ids[rejected], at[rejected], "returned")
        for cause, these in zip(CAUSES, (~rejected, rejected), strict=True):
            chain.sim.count(f"coa.returned.{cause}", ids[these])
