"""Nareis: family of permit holders (report 4.3.1.2, figures 61 and 62, appendix I "Mvv nareis" and "Nareis 8 EVRM").

Applications follow grants: within three months a permit holder may ask for partner and children, an amv for parents;
brothers and sisters of an amv come under article 8 ECHR. They wait abroad for the decision, collect the mvv, travel, and
get a derived permit on arrival (article 8: a regular one). A family is decided on and travels together: those chances
are the referent's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.families import children_of_nareizigers
from ketensim.chain.states import R
from ketensim.chain.values import Today
from ketensim.engine.draws import counts
from ketensim.engine.people import Ids
from ketensim.engine.stations import Then
from ketensim.scenario.groups import ADULT, AMV, FAMILY

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
MVV, EVRM8 = "mvv", "evrm8"
ASKS_WITHIN = 91.0  # days: three months (appendix I)
LARGEST = 9  # persons of one application
MOST_HAVE_FAMILY = 0.95  # of permit holders: the others have nobody to ask for
TWO_PARENTS = 1.9  # parents of an amv who has any; assumed, for some one is missing
LONGEST_JOURNEY = 180.0  # days: 90 to collect the mvv, 90 to travel


class Nareis:
    """Applications of family members, their decisions, and their journey."""

    def __init__(self, chain: Chain) -> None:
        self.chain, sim = chain, chain.sim
        self._size = {kind: chain.now(f"nareis.{kind}.family_size") for kind in (MVV, EVRM8)}
        self._per_adult = chain.by_nationality("nareis.mvv.per_adult")
        self._per_amv: dict[str, Today] = {MVV: chain.now("nareis.mvv.per_amv"), EVRM8: chain.by_nationality("nareis.evrm8.per_amv")}
        self._asks_after = chain.now("nareis.application_lag")
        self._rate = {kind: chain.now(f"nareis.{kind}.grant_rate") for kind in (MVV, EVRM8)}
        self._objects, self._upheld = chain.now("nareis.objection_share"), chain.now("nareis.objection_upheld")
        self._objection_weeks, self._travel_days = chain.now("nareis.objection_duration"), chain.now("nareis.travel_duration")
        self._no_show = chain.now("nareis.no_show")
        self._direct = chain.now("nareis.direct_to_referent")
        self._asks = {MVV: sim.timer(0, self._applies(MVV)), EVRM8: sim.timer(0, self._applies(EVRM8))}
        self.desk = sim.desk(
            0, [f"nareis.{kind}" for kind in (MVV, EVRM8)], chain.per_day("nareis.capacity"),
            self._by_application, self._decide, lane=self._is_article8, share=chain.each(lambda rules: rules.table("nareis.capacity_share", (MVV, EVRM8))),
        )  # fmt: skip
        self._granted, self._refused = sim.inbox(self._grant), sim.inbox(self._refuse)
        self.objections = sim.delay(0, "nareis.objection", self._decide_objection)
        self.journey = sim.delay(0, "nareis.travel", self._arrive)
        # article 8 family is marked by its own column, for the permit it gets and the desk it came from
        chain.people.column("article8", np.bool_, False)

    # -- applications ---------------------------------------------------------------------------------------------
    def permit(self, ids: Ids, at: Floats) -> None:
        """Permit holders ask for their family: adults for theirs, an amv (at the application) for parents and siblings."""
        for sort, family, due in self.families(ids, at):
            self.asks_later(family, due, sort)

    def families(self, ids: Ids, at: Floats) -> Iterator[tuple[str, Ids, Floats]]:
        """The family that these permit holders will ask for: (sort, families, when the referent applies)."""
        kind = self.chain.people.kind_applied[ids]
        adult, amv = kind == ADULT, kind == AMV
        yield MVV, *self._family_of(ids[adult], at[adult], MVV, self._per_adult(ids[adult]), self._size[MVV](ids[adult]), LARGEST)
        ids, at = ids[amv], at[amv]
        yield MVV, *self._family_of(ids, at, MVV, self._per_amv[MVV](ids), TWO_PARENTS, 2)
        yield EVRM8, *self._family_of(ids, at, EVRM8, self._per_amv[EVRM8](ids), self._size[EVRM8](ids), LARGEST)

    def asks_later(self, family: Ids, due: Floats, sort: str) -> None:
        """The referent will apply on that day."""
        self._asks[sort].set(family, due)

    def _family_of(
        self, referents: Ids, at: Floats, sort: str, mean: Floats | float, size: Floats | float, most: int
    ) -> tuple[Ids, Floats]:
        """Make families of ``size`` persons on average, ``mean`` a referent, and draw the day on which the referent applies.

        An amv has the same luck for parents and siblings: these belong to one family.
        """
        chain = self.chain
        mean, size = (np.full(referents.size, value) for value in (mean, size))
        some = np.minimum(mean / size, MOST_HAVE_FAMILY)
        number = counts(chain.luck(referents, "nareis.size"), some, np.maximum(mean, some), most)
        has = number > 0
        who = referents[has]
        family = self.make_family(who, np.zeros(who.size, np.int64), number[has], sort)
        lag = chain.time(who, "nareis.asks_after", self._asks_after(who))
        return family, at[has] + np.minimum(lag, ASKS_WITHIN)

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

    def _applies(self, sort: str) -> Then:
        def apply(ids: Ids, at: Floats) -> None:
            self.chain.sim.count(f"nareis.{sort}.applications", ids)
            self.wait_abroad(ids, at)

        return apply

    def wait_abroad(self, ids: Ids, at: Floats) -> None:
        """Join the queue for a decision, abroad."""
        self.chain.people.applied[ids] = at
        self.chain.sim.move(1, ids, R["abroad"], at)
        self.desk.put(ids, at)

    # -- decisions ------------------------------------------------------------------------------------------------
    def _decide(self, ids: Ids, at: Floats) -> None:
        """Granted or refused, a family at once; article 8 is handled together with the mvv-nareis files."""
        chain = self.chain
        eight = self._is_article8(ids)
        for sort, which in ((MVV, ~eight), (EVRM8, eight)):
            files, when = ids[which], at[which]
            chain.sim.count(f"nareis.{sort}.decisions", files)
            granted = self._family_luck(files, "nareis.grant") < self._rate[sort](files)  # of one family at once (appendix I)
            self._granted.put(files[granted], when[granted])
            self._refused.put(files[~granted], when[~granted])

    def _refuse(self, ids: Ids, at: Floats) -> None:
        """Refused: an objection, or the end."""
        chain = self.chain
        objects = self._family_luck(ids, "nareis.objects") < self._objects(ids)
        chain.sim.count("nareis.evrm8.objections", ids[objects & chain.people.article8[ids]])
        files, when = ids[objects], at[objects]
        self.objections.put(files, when, when + chain.time(files, "nareis.objection", 7.0 * self._objection_weeks(files)))
        self._will_not_come(ids[~objects], at[~objects])

    def _decide_objection(self, ids: Ids, at: Floats) -> None:
        chain = self.chain
        chain.sim.count("nareis.evrm8.objections_decided", ids[chain.people.article8[ids]])
        upheld = self._family_luck(ids, "nareis.objection.upheld") < self._upheld(ids)
        self._granted.put(ids[upheld], at[upheld])
        self._will_not_come(ids[~upheld], at[~upheld])

    def _will_not_come(self, ids: Ids, at: Floats) -> None:
        """Refused for good, or does not travel: a referent who waited for them waits no more."""
        self.chain.file_to(ids, "nareis.refused", at)
        self.chain.housing.family_stays_away(ids, at)

    def _grant(self, ids: Ids, at: Floats) -> None:
        """Granted: 90 days to collect the mvv, 90 days to travel (appendix I); some never come."""
        chain = self.chain
        eight = chain.people.article8[ids]
        chain.sim.count("nareis.evrm8.granted", ids[eight])
        chain.sim.count("nareis.mvv.granted", ids[~eight])
        self.travel(ids, at, self.travel_time(ids))

    def travel(self, ids: Ids, at: Floats, days: Floats) -> None:
        """Collect the mvv and travel, in so many days from ``at``."""
        self.journey.put(ids, at, at + np.minimum(days, LONGEST_JOURNEY))

    def travel_time(self, ids: Ids) -> Floats:
        """Days from the grant to the arrival; the family travels together."""
        return self.chain.time(self.chain.people.referent[ids], "nareis.travel", self._travel_days(ids))

    def _arrive(self, ids: Ids, at: Floats) -> None:
        """Arrival: a derived permit, and a bed at COA or with the referent who has a house (measure of September 2025)."""
        chain, people = self.chain, self.chain.people
        stays_away = self._family_luck(ids, "nareis.no_show") < self._no_show(ids)
        self._will_not_come(ids[stays_away], at[stays_away])
        ids, at = ids[~stays_away], at[~stays_away]
        eight = people.article8[ids]
        chain.sim.count("inflow.nareis_arrivals", ids[~eight])
        chain.sim.count("nareis.evrm8.arrivals", ids[eight])
        people.permit[ids] = at
        housed = people.state1[people.referent[ids]] == R["municipality"]  # an amv with Nidos has no house to join
        direct = housed & chain.housing.fits_in(ids, self._direct(ids))  # where the house is too small nobody goes straight there
        chain.housing.straight_to_referent(ids[direct], at[direct])
        for mark, cause in ((~direct & ~eight, "nareis"), (~direct & eight, "evrm8")):
            chain.coa.receive(ids[mark], at[mark], cause)
        chain.housing.family_arrives(ids[~direct], at[~direct])

    def _family_luck(self, ids: Ids, decision: str) -> Floats:
        """The luck of the family: that of the referent."""
        return self.chain.luck(self.chain.people.referent[ids], decision)

    def _is_article8(self, ids: Ids) -> NDArray[np.bool_]:
        return self.chain.people.article8[ids]

    def _by_application(self, ids: Ids, at: Floats) -> Floats:
        return self.chain.people.applied[ids]


__all__ = ["EVRM8", "MVV", "Nareis"]
