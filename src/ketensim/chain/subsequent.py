"""Second and later applications: of those who were rejected (report 4.3.1, figure 56; 6.3.3: measures end when somebody applies again).

Whoever has to leave may apply again from the caseload of DTenV, which then loses the case (a procedural exit of figure 105), or on coming
back after having left without supervision. Those who were rejected before the first day of the run and are not in its caseload come
from outside, as a dated input that fades.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.people import Ids

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
ORIGINS = ("caseload", "returned", "earlier")


class Subsequent:
    """Who applies again, and where they sleep meanwhile."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._share, self._reception = chain.by_nationality("subsequent.share"), chain.now("subsequent.reception")

    def applies(self, ids: Ids) -> NDArray[np.bool_]:
        """Of rejected persons whose case ends by procedure: who applies again."""
        return self.chain.luck(ids, "subsequent.applies") < self._share(ids)

    def from_caseload(self, ids: Ids, at: Floats) -> None:
        """Apply from the caseload; most who have no place get one while it is decided."""
        chain = self.chain
        outside = chain.sleeps(ids, "elsewhere") & (chain.luck(ids, "subsequent.reception") < self._reception(ids))
        chain.coa.receive(ids[outside], at[outside], "applicant")
        self.apply(ids, at, "caseload")

    def apply(self, ids: Ids, at: Floats, origin: str) -> None:
        """A new application, and new luck; ``origin`` says where from (one of ``ORIGINS``)."""
        if not ids.size:
            return
        chain = self.chain
        chain.sim.count(f"inflow.subsequent.{origin}", ids)
        chain.people.round[ids] += 1
        chain.people.applied[ids], chain.people.term_after[ids] = at, 0.0
        chain.ind.subsequent_application(ids, at)
