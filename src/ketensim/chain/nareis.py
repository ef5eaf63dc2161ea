"""Nareis: family of permit holders (report 4.3.1.2, figures 61 and 62, appendix I "Mvv nareis" and "Nareis 8 EVRM").

Applications follow grants: within three months a permit holder may ask for partner and children, an amv for parents;
brothers and sisters of an amv come under article 8 ECHR. Whoever is late has lost the right. They wait abroad for the
decision, may object to a refusal (:mod:`ketensim.chain.bezwaar`), and travel (:mod:`ketensim.chain.journey`). Under the
two-status law family of the subsidiarily protected waits before that (:mod:`ketensim.chain.wachttermijn`). A family is
decided on and travels together: those chances are the referent's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.bezwaar import Bezwaar
from ketensim.chain.families import children_of_nareizigers
from ketensim.chain.journey import Journey
from ketensim.chain.nareis_order import Order
from ketensim.chain.rules import YEAR
from ketensim.chain.states import R
from ketensim.chain.values import Risk, Today, everybody
from ketensim.chain.wachttermijn import Wachttermijn
from ketensim.engine.draws import counts
from ketensim.engine.people import Ids
from ketensim.scenario.groups import ADULT, AMV, FAMILY

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
MVV, EVRM8 = "mvv", "evrm8"
LARGEST = 9  # persons of one application
MOST_HAVE_FAMILY = 0.95  # of permit holders: the others have nobody to ask for
TWO_PARENTS = 1.9  # parents of an amv who has any; assumed, for some one is missing


class Nareis:
    """Applications of family members, and the decisions on them."""

    def __init__(self, chain: Chain) -> None:
        self.chain, sim = chain, chain.sim
        self._size = {kind: chain.now(f"nareis.{kind}.family_size") for kind in (MVV, EVRM8)}
        self._per_adult = chain.by_nationality("nareis.mvv.per_adult")
        self._per_amv: dict[str, Today] = {MVV: chain.now("nareis.mvv.per_amv"), EVRM8: chain.by_nationality("nareis.evrm8.per_amv")}
        self._asks_after, self._window = chain.now("nareis.application_lag"), chain.now("nareis.window")
        self._beyond_core, self._core_only = chain.now("nareis.beyond_core"), chain.now("nareis.core_family_only")
        self._rate = {kind: chain.now(f"nareis.{kind}.grant_rate") for kind in (MVV, EVRM8)}
        self._withdraw = Risk(sim, chain.each(lambda rules: rules.path("nareis.withdrawal")[None] / YEAR), everybody)
        self._asks = sim.timer(0, self._applies)
        self.patience = sim.timer(0, self._withdrawn)
        self.order = Order(chain)
        self.desk = chain.budget.desk(
            "nareis", [f"nareis.{kind}" for kind in (MVV, EVRM8)], self.order.key, self._decide, lane=self._is_article8,
            share=chain.each(lambda rules: rules.table("nareis.capacity_share", (MVV, EVRM8))),
            weight=chain.each(lambda rules: rules.table("ind.weight", (MVV, EVRM8))),
        )  # fmt: skip
        self._granted, self._refused = sim.inbox(self._grant), sim.inbox(self._refuse)
        self.journey = Journey(chain)
        self.bezwaar = Bezwaar(chain, self._granted.put, self.will_not_come)
        self.wachttermijn = Wachttermijn(chain, self._applies)
        # article 8 family is marked by its own column, for the permit it gets and the desk it came from
        chain.people.column("article8", np.bool_, False)

    # -- applications ---------------------------------------------------------------------------------------------
    def permit(self, ids: Ids, at: Floats) -> None:
        """Permit holders ask for their family: adults for theirs, an amv (at the application) for parents and siblings."""
        for _, family, asked, granted in self.families(ids, at):
            referent = self.chain.people.referent[family]
            waits = self.wachttermijn.holds(referent)
            self.asks_later(family[~waits], asked[~waits])
            days = np.maximum(self.wachttermijn.days(referent), asked - granted)
            self.wachttermijn.begin(family[waits], granted[waits], days[waits])

    def families(self, ids: Ids, at: Floats) -> Iterator[tuple[str, Ids, Floats, Floats]]:
        """The family that these permit holders will ask for: (sort, families, when the referent applies, day of the permit)."""
        kind = self.chain.people.kind_applied[ids]
        adult, amv = kind == ADULT, kind == AMV
        yield MVV, *self._family_of(ids[adult], at[adult], MVV, self._per_adult(ids[adult]), self._size[MVV](ids[adult]), LARGEST)
        ids, at = ids[amv], at[amv]
        yield MVV, *self._family_of(ids, at, MVV, self._per_amv[MVV](ids), TWO_PARENTS, 2)
        yield EVRM8, *self._family_of(ids, at, EVRM8, self._per_amv[EVRM8](ids), self._size[EVRM8](ids), LARGEST)

    def asks_later(self, family: Ids, due: Floats) -> None:
        """The referent will apply on that day."""
        self._asks.set(family, due)

    def _family_of(
        self, referents: Ids, at: Floats, sort: str, mean: Floats | float, size: Floats | float, most: int
    ) -> tuple[Ids, Floats, Floats]:
        """Make families of ``size`` persons on average, ``mean`` a referent, and draw the day on which the referent applies.

        An amv has the same luck for parents and siblings: these belong to one family.
        """
        chain = self.chain
        mean, size = (np.full(referents.size, value) for value in (mean, size))
        some = np.minimum(mean / size, MOST_HAVE_FAMILY)
        number = counts(chain.luck(referents, "nareis.size"), some, np.maximum(mean, some), most)
        number = self._of_core(referents, number) if sort == MVV else number
        lag = chain.time(referents, "nareis.asks_after", self._asks_after(referents))
        late = lag > self._window(referents)
        late &= ~self.wachttermijn.holds(referents)  # who has to wait for years does not miss three months
        chain.sim.add("nareis.late", referents[late], number[late].astype(np.float64))
        has = (number > 0) & ~late
        who = referents[has]
        return self.make_family(who, np.zeros(who.size, np.int64), number[has], sort), at[has] + lag[has], at[has]

    def _of_core(self, referents: Ids, number: NDArray[np.int64]) -> NDArray[np.int64]:
        """Persons of each family that may be asked for: under the law none but the core family of an adult."""
        chain = self.chain
        adult = chain.people.kind_applied[referents] == ADULT
        share = number * self._beyond_core(referents) * self._core_only(referents) * adult
        out = (chain.luck(referents, "nareis.beyond_core") < share).astype(np.int64)
        if out.any():
            chain.sim.add("nareis.beyond_core", referents, out.astype(np.float64))
        return number - out

    def make_family(self, referents: Ids, rank: NDArray[np.int64], sizes: NDArray[np.int64], sort: str) -> Ids:
        """A family of each referent, named after that; it is in the world outside until it applies."""
        chain, people = self.chain, self.chain.people
        nation = people.nationality[referents].astype(np.int64)
        family = chain.sim.born_of(referents, f"nareis.{sort}", rank, sizes)
        chain.describe(family, nation, FAMILY, self._children(family, referents, sort))
        people.referent[family], people.nareiziger[family] = referents, True
        people.article8[family] = sort == EVRM8
        adult = people.kind_applied[referents] == ADULT
        if sort == MVV:
            people.family[referents[adult]] = family[adult]
        of_amv = people.parents if sort == MVV else people.siblings
        of_amv[referents[~adult]] = family[~adult]
        return family

    def _children(self, family: Ids, referents: Ids, sort: str) -> NDArray[np.int64]:
        """Brothers and sisters of an amv are all minors; of others a partner, or the parents, are not."""
        people = self.chain.people
        size = people.size[family].astype(np.int64)
        if sort == EVRM8:
            return size
        return children_of_nareizigers(size, self.chain.luck(family, "family.partner"), people.kind_applied[referents] == AMV)

    def _applies(self, ids: Ids, at: Floats) -> None:
        """The referent applies."""
        chain = self.chain
        ids, at = self.still_wanted(ids, at)
        self.count_sorts(ids, "applications")
        chain.sim.count("nareis.applications_subsidiary", ids[chain.people.subsidiary[chain.people.referent[ids]]])
        self.wait_abroad(ids, at)

    def apply_again(self, ids: Ids, at: Floats) -> None:
        """A new application for family whose mvv has lapsed, with new luck."""
        self.chain.people.round[ids] += 1
        self._applies(ids, at)

    def wait_abroad(self, ids: Ids, at: Floats) -> None:
        """Join the queue for a decision, abroad; some withdraw."""
        if not ids.size:
            return
        self.chain.people.applied[ids] = at
        self.chain.sim.move(1, ids, R["abroad"], at)
        self.desk.put(ids, at)
        self.chain.courts.late.opened(ids, at)
        self.may_withdraw(ids)

    def may_withdraw(self, ids: Ids) -> None:
        """Set the time at which each in the queue would withdraw the application."""
        asked = np.maximum(self.chain.people.applied[ids], 0.0)
        self.patience.set(ids, self._withdraw.due(ids, asked, self.chain.threshold(ids, "nareis.withdrawal")))

    def _withdrawn(self, ids: Ids, at: Floats) -> None:
        self.count_sorts(ids, "withdrawn")
        self.chain.courts.late.closed(ids, at)
        self.will_not_come(ids, at)

    # -- decisions ------------------------------------------------------------------------------------------------
    def _decide(self, ids: Ids, at: Floats) -> None:
        """Granted or refused, a family at once; article 8 is handled together with the mvv-nareis files."""
        self.chain.courts.late.closed(ids, at)
        self.count_sorts(ids, "decisions")
        self.count_sorts(ids[self.chain.term.in_time(ids, at)], "within_term")
        wanted = ~self._referent_left(ids)
        self.will_not_come(ids[~wanted], at[~wanted])
        ids, at = ids[wanted], at[wanted]
        eight = self._is_article8(ids)
        rate = np.where(eight, self._rate[EVRM8](ids), self._rate[MVV](ids))
        granted = self.family_luck(ids, "nareis.grant") < rate  # of one family at once (appendix I)
        self.count_sorts(ids[granted], "granted")
        self._granted.put(ids[granted], at[granted])
        self._refused.put(ids[~granted], at[~granted])

    def _refuse(self, ids: Ids, at: Floats) -> None:
        self.bezwaar.refuse(ids, at)

    def _grant(self, ids: Ids, at: Floats) -> None:
        self.journey.begin(ids, at)

    def will_not_come(self, ids: Ids, at: Floats) -> None:
        """Refused for good, withdrawn or lapsed: a referent who waited for them waits no more."""
        self.chain.file_to(ids, "nareis.refused", at)
        self.chain.housing.family_stays_away(ids, at)

    def still_wanted(self, ids: Ids, at: Floats) -> tuple[Ids, Floats]:
        """Those whose referent is still here; the others will not come."""
        left = self._referent_left(ids)
        if not left.any():
            return ids, at
        self.will_not_come(ids[left], at[left])
        return ids[~left], at[~left]

    def _referent_left(self, ids: Ids) -> NDArray[np.bool_]:
        return self.chain.people.state1[self.chain.people.referent[ids]] == R["left"]

    # -- who they are ---------------------------------------------------------------------------------------------
    def count_sorts(self, ids: Ids, event: str) -> None:
        """Count an event of mvv-nareis and of article 8 family, each under its own name."""
        eight = self._is_article8(ids)
        for sort, which in ((MVV, ~eight), (EVRM8, eight)):
            self.chain.sim.count(f"nareis.{sort}.{event}", ids[which])

    def family_luck(self, ids: Ids, decision: str) -> Floats:
        """The luck of the family: that of the referent, or in a later round its own."""
        people = self.chain.people
        return self.chain.luck(np.where(people.round[ids] > 0, ids, people.referent[ids]), decision)

    def _is_article8(self, ids: Ids) -> NDArray[np.bool_]:
        return self.chain.people.article8[ids]


__all__ = ["EVRM8", "MVV", "Nareis"]
