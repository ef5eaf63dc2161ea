"""The courts: appeals against rejections, by track (report 4.3.5, figure 75).

A court disposes of so many cases a year, in order of filing. Where the decision stands (80%) departure follows, else
the file goes back to the IND as side inflow. An appeal in spoor 4 keeps the right to reception until it is decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.people import Ids
from ketensim.engine.stations import Then

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
KINDS_OF_APPEAL = ("aa", "va", "dublin")


class Courts:
    """Three queues of appeals, each with its own capacity."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._appeals = {kind: chain.now(f"courts.appeal_share.{kind}") for kind in KINDS_OF_APPEAL}
        self._rejections = {kind: chain.sim.inbox(self._rejected(kind)) for kind in ("aa", "va")}
        self._overturned = chain.now("courts.overturned")
        self.desks = {
            kind: chain.sim.desk(0, f"courts.{kind}", chain.per_day(f"courts.capacity.{kind}"), lambda ids, at: at, self._ruling(kind))
            for kind in KINDS_OF_APPEAL
        }

    def after_rejection(self, ids: Ids, at: Floats, kind: str) -> None:
        """Rejected on the merits (AA, VA, subsequent, re-opened): appeal, or the term to leave begins."""
        self._rejections[kind].put(ids, at)

    def _rejected(self, kind: str) -> Then:
        def appeal_or_leave(ids: Ids, at: Floats) -> None:
            appeals = self._appeal(ids, at, kind)
            self.chain.departure.rejected(ids[~appeals], at[~appeals])

        return appeal_or_leave

    def after_dublin(self, ids: Ids, at: Floats) -> None:
        """A Dublin decision: appeal, or wait for the transfer."""
        appeals = self._appeal(ids, at, "dublin")
        self.chain.departure.dublin(ids[~appeals], at[~appeals])

    def _appeal(self, ids: Ids, at: Floats, kind: str) -> NDArray[np.bool_]:
        appeals = self.chain.luck(ids, f"courts.appeal.{kind}") < self._appeals[kind](ids)
        self.chain.sim.count(f"courts.{kind}.appeals_in", ids[appeals])
        self.desks[kind].put(ids[appeals], at[appeals])
        return appeals

    def _ruling(self, kind: str) -> Then:
        def rule(ids: Ids, at: Floats) -> None:
            chain = self.chain
            chain.sim.count(f"courts.{kind}.appeals_out", ids)
            chain.sim.add(f"courts.{kind}.weeks", ids, (at - chain.people.since0[ids]) / 7.0)
            wins = chain.luck(ids, f"courts.ruling.{kind}") < self._overturned(ids)
            chain.sim.count("courts.overturned_count", ids[wins])
            chain.ind.reopen(ids[wins], at[wins])
            onward = chain.departure.dublin if kind == "dublin" else chain.departure.rejected
            onward(ids[~wins], at[~wins])

        return rule
