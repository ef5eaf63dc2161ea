"""Housing of permit holders by municipalities (report 7.1.1, figures 65, 66 and 116; appendix I).

COA links a permit holder to a municipality, which has 14 weeks by agreement. Two roads lead to a house. Family that
joins a referent who has one is gone within weeks. All others are matched first: quickly for most, slowly for large
families and for referents who wait for family. Then they wait for their turn. Municipalities house so many persons a
week, joiners before others, then by the day of the permit. The taakstelling counts all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.states import R
from ketensim.chain.values import Today
from ketensim.engine.people import Ids
from ketensim.engine.stations import Delay
from ketensim.scenario.groups import AMV

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]


class Housing:
    """From permit to house."""

    def __init__(self, chain: Chain) -> None:
        self.chain, sim = chain, chain.sim
        self._link_weeks, self._join_weeks = chain.now("housing.linking_duration"), chain.now("housing.joining_duration")
        self._nidos_weeks = chain.now("housing.nidos_duration")
        self._joins = chain.now("housing.joins_share")
        self._slow, self._slow_weeks = chain.now("housing.slow_share"), chain.now("housing.slow_duration")
        self._newly_linked = sim.inbox(self._link)
        self.linking = sim.delay(0, "housing.linking", lambda ids, at: self.queue.put(ids, at))
        self.joining = sim.delay(0, "housing.joining", lambda ids, at: self.queue.put(ids, at))
        self.nidos = sim.delay(0, "housing.nidos", self._to_nidos)
        chain.people.column("joins", np.bool_, False)
        chain.people.column("counted", np.bool_, False)
        self.queue = sim.desk(
            0,
            "housing.queue",
            chain.each(lambda rules: rules.path("housing.supply") / 7.0 * rules.scale),
            self.joiners_then_permit,
            lambda ids, at: self._house(ids, at),
            lane=self._joins_referent,
            weight=chain.each(lambda rules: rules.lanes("housing.joining_weight")),
        )

    # -- who needs a house ----------------------------------------------------------------------------------------
    def permit(self, ids: Ids, at: Floats) -> None:
        """A permit: an amv waits for Nidos or is there already, all others are linked to a municipality; some have a house."""
        chain = self.chain
        stays = chain.coa.report_with_permit(ids, at)
        self._settled(ids[~stays], at[~stays])
        ids, at = ids[stays], at[stays]
        amv, fostered = chain.people.kind[ids] == AMV, chain.sleeps(ids, "nidos")
        waits = amv & ~fostered
        self._wait(self.nidos, ids[waits], at[waits], "housing.nidos", self._nidos_weeks)
        chain.file_to(ids[fostered], "housed", at[fostered])  # counts for the taakstelling when it turns 18
        link = ~amv & ~fostered
        self.link(ids[link], at[link])

    def link(self, ids: Ids, at: Floats) -> None:
        """COA links a permit holder to a municipality."""
        self._newly_linked.put(ids, at)

    def _link(self, ids: Ids, at: Floats) -> None:
        """Link and match: quickly for most, slowly for some; a family that waits with its referent shares that luck."""
        slow = self.hard_to_match(ids)
        self._wait(self.linking, ids[~slow], at[~slow], "housing.linking", self._link_weeks)
        self._wait(self.linking, ids[slow], at[slow], "housing.matching", self._slow_weeks)

    def hard_to_match(self, ids: Ids) -> NDArray[np.bool_]:
        """Large families, referents who wait for family, and others for whom a house is hard to find."""
        return self.chain.luck(self.chain.head(ids), "housing.slow") < self._slow(ids)

    def join_referent(self, ids: Ids, at: Floats) -> None:
        """Family of a referent who has a house: most move in there, the others need a larger house and wait for it."""
        fits = self.chain.luck(self.chain.head(ids), "housing.joins") < self._joins(ids)
        self.chain.people.joins[ids[fits]] = True
        self._wait(self.joining, ids[fits], at[fits], "housing.joining", self._join_weeks)
        self.link(ids[~fits], at[~fits])

    def straight_to_referent(self, ids: Ids, at: Floats) -> None:
        """Never sleeps at COA (measure announced in September 2025); takes as much of the supply as who joins from COA."""
        self.queue.charge(ids, lane=1)
        self._settled(ids, at)

    def resettled(self, ids: Ids, at: Floats) -> None:
        """A resettled person goes straight to a municipality."""
        self._settled(ids, at)

    def joiners_then_permit(self, ids: Ids, at: Floats) -> Floats:
        """The order of the queue: who joins a referent first, then the day of the permit (of family: the referent's)."""
        people = self.chain.people
        return people.permit[self.chain.head(ids)] - 10_000.0 * people.joins[ids]

    def _joins_referent(self, ids: Ids) -> NDArray[np.bool_]:
        """Whoever joins a referent may take less of the supply than somebody who needs a house of her own."""
        return self.chain.people.joins[ids]

    # -- the house ------------------------------------------------------------------------------------------------
    def _house(self, ids: Ids, at: Floats) -> None:
        self.chain.coa.leave(ids, at, "municipality", "housed")
        self._count(ids)
        self.chain.file_to(ids, "housed", at)

    def _to_nidos(self, ids: Ids, at: Floats) -> None:
        """An amv gets a small-scale place (KSO) of Nidos, which counts for the taakstelling already (7.1.1)."""
        still = self.chain.people.kind[ids] == AMV  # who turned 18 today is on the way to a house
        ids, at = ids[still], at[still]
        self.chain.coa.leave(ids, at, "nidos", "housed")
        self.chain.people.counted[ids] = True
        self._count(ids)
        self.chain.file_to(ids, "housed", at)

    def after_nidos(self, ids: Ids, at: Floats) -> None:
        """Eighteen: a house in the municipality. Who was in a small-scale place has counted for the taakstelling."""
        self.chain.sim.move(1, ids, R["municipality"], at)
        self._count(ids[~self.chain.people.counted[ids]])

    def _settled(self, ids: Ids, at: Floats) -> None:
        """In a house without a stay at COA."""
        if ids.size:
            self.chain.sim.move(1, ids, R["municipality"], at)
            self._count(ids)
            self.chain.file_to(ids, "housed", at)

    def _count(self, ids: Ids) -> None:
        self.chain.sim.count("housing.housed", ids)

    def _wait(self, delay: Delay, ids: Ids, at: Floats, step: str, weeks: Today) -> None:
        if ids.size:
            delay.put(ids, at, at + self.chain.time(ids, step, 7.0 * weeks(ids)))
