"""Who comes back: persons who left and report again, for a new stay at COA (report footnote 127; how many is in no figure, it
follows from the occupancy book).

Three causes: the file was open when they went (it is opened again), they were rejected and went without supervision (they apply
again), or they went under a Dublin decision (which still stands).
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
CAUSES = ("file_open", "rejected", "dublin")


class Returns:
    """Time away, and the way back in."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._share, self._weeks = chain.now("departure.return_share"), chain.now("departure.return_after")
        self._factors = {group: chain.now(f"departure.return_factor.{group}") for group in (*CAUSES, "family")}
        self.away = chain.sim.timer(LIFE, self._come_back)

    def may_return(self, ids: Ids, at: Floats, cause: str) -> None:
        """Left for a ``cause``: some come back later; who was handed over by police or KMar was never in reception."""
        if not ids.size:
            return
        chain = self.chain
        family = np.where(chain.people.kind[ids] == FAMILY, self._factors["family"](ids), 1.0)
        share = self._share(ids) * self._factors[cause](ids) * family
        back = (chain.people.from_supervision[ids] == 0) & (chain.luck(ids, "departure.returns") < share)
        self.return_later(ids[back], at[back])

    def return_later(self, ids: Ids, at: Floats) -> None:
        """Comes back after a time away."""
        self.away.set(ids, at + self.chain.time(ids, "departure.away", 7.0 * self._weeks(ids)))

    def _come_back(self, ids: Ids, at: Floats) -> None:
        """Reports again at the aanmeldcentrum: a new stay at COA (footnote 127), and what becomes of the file is by cause."""
        chain = self.chain
        rejected = chain.file_in(ids, "departed")
        away = rejected | chain.file_in(ids, "closed")
        ids, at, rejected = ids[away], at[away], rejected[away]
        dublin = chain.people.dublin[ids]  # the Dublin decision stands: wait for the transfer once more
        chain.people.round[ids[dublin]] += 1
        chain.departure.dublin(ids[dublin], at[dublin])
        again, open_file = rejected & ~dublin, ~rejected & ~dublin
        chain.ind.reopen(ids[open_file], at[open_file])
        chain.coa.receive(ids, at, "returned")
        chain.subsequent.apply(ids[again], at[again], "returned")
        for cause, these in zip(CAUSES, (open_file, again, dublin), strict=True):
            chain.sim.count(f"coa.returned.{cause}", ids[these])
