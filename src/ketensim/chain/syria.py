"""Syrians with a permit, since the change of power in December 2024: who goes back, and whose permit is withdrawn (report 4.3.4, 6.5.2).

Neither is in a figure; both are levers. A household goes together, and nobody goes whose family is still on its way here.
Syrians whose file is open and who withdraw to go home are in :mod:`ketensim.chain.ind`; the pace at which their files are taken up is the share of
the capacity for them (``ind.spoor4.syria_share``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import NATIONALITIES, YEAR
from ketensim.chain.states import STATUS, P
from ketensim.chain.values import Risk, Value, everybody
from ketensim.engine.people import LIFE, Ids
from ketensim.scenario.groups import AMV

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
SYRIA = NATIONALITIES.index("syria")
_HOLDS = np.zeros(len(P), bool)
_HOLDS[[P[state] for state in (*STATUS, "housed")]] = True
_ON_ITS_WAY = np.zeros(len(P), bool)
_ON_ITS_WAY[[P[state] for state in P if state.startswith("nareis.") and state != "nareis.refused"]] = True
_ON_ITS_WAY[P["outside"]] = True  # family that will be asked for


class SyrianPermits:
    """Permits of Syrians that end."""

    def __init__(self, chain: Chain) -> None:
        self.chain, sim = chain, chain.sim
        returns = chain.each(lambda rules: rules.path("syria.status_return"))
        ends = returns + chain.each(lambda rules: rules.path("syria.permits_reviewed") * rules.path("syria.permits_withdrawn"))
        self._risk = Risk(sim, ends[:, None] / YEAR, everybody)
        self._goes = Value(sim, np.divide(returns, ends, out=np.zeros_like(returns), where=ends > 0))
        self._ends = sim.timer(LIFE, self._end)

    def permit(self, ids: Ids, at: Floats) -> None:
        """Got a permit: from now on it may end. Family that follows goes with its referent."""
        people = self.chain.people
        own = (people.nationality[ids] == SYRIA) & (people.kind_applied[ids] != AMV) & ~people.nareiziger[ids]
        ids, at = ids[own], np.maximum(at[own], 0.0)
        self._ends.set(ids, self._risk.due(ids, at, self.chain.threshold(ids, "syria.permit_ends")))

    def _end(self, ids: Ids, at: Floats) -> None:
        people = self.chain.people
        family = people.family[ids]
        ready = self._settled(ids) & ~((family >= 0) & _ON_ITS_WAY[people.state0[family]])
        ids, at, family = ids[ready], at[ready], family[ready]
        goes = self.chain.luck(ids, "syria.goes_home") < self._goes(ids)
        along = (family >= 0) & self._settled(family)
        for these, act in ((goes, self._go_home), (~goes, self._withdraw)):
            act(np.concatenate((ids[these], family[these & along])), np.concatenate((at[these], at[these & along])))

    def _settled(self, ids: Ids) -> NDArray[np.bool_]:
        """Who has a permit and sleeps at COA or in a municipality (not in a way-station)."""
        return _HOLDS[self.chain.people.state0[ids]] & self.chain.sleeps(ids, "coa", "municipality")

    def _go_home(self, ids: Ids, at: Floats) -> None:
        """Back to Syria of their own accord."""
        chain = self.chain
        at = np.maximum(at, chain.people.since0[ids])
        at_coa = chain.sleeps(ids, "coa")
        chain.sim.count("departure.status_returned.coa", ids[at_coa])
        chain.sim.count("departure.status_returned.housed", ids[~at_coa])
        chain.coa.leave(ids, at, "left", "status_returned")
        chain.file_to(ids, "departed", at)

    def _withdraw(self, ids: Ids, at: Floats) -> None:
        """The permit is withdrawn: a decision one may appeal against, as after the extended procedure."""
        chain = self.chain
        chain.sim.count("ind.permits_withdrawn", ids)
        chain.housing.alone_again(ids)
        chain.courts.after_rejection(ids, at, "va")
