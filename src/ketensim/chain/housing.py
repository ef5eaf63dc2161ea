"""Housing of permit holders by municipalities (report 7.1.1, figures 65, 66 and 116; appendix I).

COA links a permit holder to a municipality, which has 14 weeks by agreement. Two roads lead to a house. Family that
joins a referent who has one is gone within weeks and needs no new house. All others wait for a house that fits: the
supply is so many persons a week, and who is next depends on the day of the permit and on how hard a house is to find
(quick for most, slow for large families and for referents who wait for family). The taakstelling counts all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.states import R
from ketensim.engine.draws import weibull
from ketensim.engine.people import Ids

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]


class Housing:
    """From permit to house."""

    def __init__(self, chain: Chain) -> None:
        self.chain, rules, sim = chain, chain.rules, chain.sim
        self._link_weeks, self._join_weeks = rules.path("housing.linking_duration"), rules.path("housing.joining_duration")
        self._nidos_weeks = rules.path("housing.nidos_duration")
        self._joins = rules.path("housing.joins_share")
        self._slow, self._slow_weeks = rules.path("housing.slow_share"), rules.path("housing.slow_weeks")
        supply = rules.path("housing.supply") / 7.0 * rules.scale
        self._newly_linked = sim.inbox(self._link)
        self.linking = sim.delay(0, "housing.linking", lambda ids, at: self.queue.put(ids, at))
        self.joining = sim.delay(0, "housing.joining", lambda ids, at: self._house(ids, at))
        self.nidos = sim.delay(0, "housing.nidos", self._to_nidos)
        weight = np.array([1.0, rules.number("housing.family_weight")])
        self.queue = sim.desk(
            0, "housing.queue", supply, self.by_permit_and_fit, lambda ids, at: self._house(ids, at), lane=self._comes_as_family, weight=weight
        )

    # -- who needs a house ----------------------------------------------------------------------------------------
    def permit(self, ids: Ids, at: Floats) -> None:
        """An asylum permit: an amv waits for Nidos, all others are linked to a municipality; some have a house already."""
        chain = self.chain
        stays = chain.coa.report_with_permit(ids, at)
        self._settled(ids[~stays], at[~stays])
        ids, at = ids[stays], at[stays]
        amv = chain.people.kind[ids] == 2
        self._wait(self.nidos, ids[amv], at[amv], "housing.nidos", self._nidos_weeks, 1.0)
        self.link(ids[~amv], at[~amv])

    def link(self, ids: Ids, at: Floats) -> None:
        """COA links a permit holder to a municipality."""
        self._newly_linked.put(ids, at)

    def _link(self, ids: Ids, at: Floats) -> None:
        self._wait(self.linking, ids, at, "housing.linking", self._link_weeks, 2.0)

    def join_referent(self, ids: Ids, at: Floats) -> None:
        """Family of a referent who has a house: most move in there, the others need a larger house and wait for it."""
        fits = self.chain.luck(ids, "housing.joins") < self._joins[self.chain.sim.day]
        self._wait(self.joining, ids[fits], at[fits], "housing.joining", self._join_weeks, 1.3)
        self.link(ids[~fits], at[~fits])

    def straight_to_referent(self, ids: Ids, at: Floats) -> None:
        """Never sleeps at COA (measure of September 2025)."""
        self._settled(ids, at)

    def resettled(self, ids: Ids, at: Floats) -> None:
        """A resettled person goes straight to a municipality."""
        self._settled(ids, at)

    def by_permit_and_fit(self, ids: Ids, at: Floats) -> Floats:
        """The order of the queue: the day of the permit (of family: the referent's), later if a house is hard to find."""
        chain, day = self.chain, self.chain.sim.day
        referent = chain.people.referent[ids]
        holder = np.where(referent >= 0, referent, ids)
        slow = chain.luck(ids, "housing.slow") < self._slow[day]
        extra = 7.0 * weibull(chain.threshold(ids, "housing.fit"), self._slow_weeks[day], 1.5)
        return chain.people.permit[holder] + slow * extra  # type: ignore[no-any-return]

    def _comes_as_family(self, ids: Ids) -> NDArray[np.bool_]:
        """Family shares the house of its referent: a further person needs less of the supply than the first."""
        return self.chain.people.referent[ids] >= 0  # type: ignore[no-any-return]

    # -- the house ------------------------------------------------------------------------------------------------
    def _house(self, ids: Ids, at: Floats) -> None:
        self.chain.coa.leave(ids, at, "municipality", "housed")
        self._count(ids)
        self.chain.file_to(ids, "housed", at)

    def _to_nidos(self, ids: Ids, at: Floats) -> None:
        """An amv gets a place of Nidos, which counts for the taakstelling already (7.1.1)."""
        self.chain.coa.leave(ids, at, "nidos", "housed")
        self._count(ids)
        self.chain.file_to(ids, "housed", at)

    def _settled(self, ids: Ids, at: Floats) -> None:
        """In a house without a stay at COA."""
        if ids.size:
            self.chain.sim.move(1, ids, R["municipality"], at)
            self._count(ids)
            self.chain.file_to(ids, "housed", at)

    def _count(self, ids: Ids) -> None:
        self.chain.sim.count("housing.housed", ids)

    def _wait(self, delay, ids: Ids, at: Floats, decision: str, weeks: Floats, shape: float) -> None:  # type: ignore[no-untyped-def]
        if not ids.size:
            return
        wait = 7.0 * weibull(self.chain.threshold(ids, decision), weeks[self.chain.sim.day], shape)
        delay.put(ids, at, at + wait)
