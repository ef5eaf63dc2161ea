"""Nidos: guardian of unaccompanied minors until they are 18, and their home for many (report 4.3.2, 7.1.1, figures 59, 63 and 117).

Those who were under 15 on arrival are for a family (opvanggezin); when none is free they come to COA and go on when one
falls free. Those of 15 and older are with COA until a permit, then for a small-scale place (KSO), which counts for the
taakstelling at once; where these are full they wait at COA, and the youngest go first. At 18 guardianship ends: who has a permit
gets a house in the municipality, most after a time in extended care (verlengde opvang); who has none goes on at COA. When the
parents have come and found a house, a minor lives with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import YEAR
from ketensim.chain.states import NIDOS, R
from ketensim.engine.draws import even, rest_of_even, rest_of_up_to, up_to
from ketensim.engine.people import LIFE, Ids
from ketensim.scenario.groups import AMV

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
FIFTEEN = 3.0  # years to 18 of the oldest that are for a family
UNTIL_21 = 3.0  # years of extended care at most


class Nidos:
    """Families, small-scale places and extended care; and how minors grow up."""

    def __init__(self, chain: Chain) -> None:
        self.chain, sim = chain, chain.sim
        self._young = chain.now("nidos.under_15")
        self._age, self._young_age = chain.now("nidos.years_to_18"), chain.now("nidos.years_to_18_young")
        self._extended, self._extended_years = chain.now("nidos.extended_share"), chain.now("nidos.extended_years")
        self.families = sim.room(
            1, "coa", chain.each(lambda rules: rules.path("nidos.family_places") * rules.scale), (1, ["nidos.family"]),
            self._by_arrival, self._to_family,
        )  # fmt: skip
        self.kso = sim.room(
            0, "housing.nidos", chain.each(lambda rules: rules.path("nidos.kso_places") * rules.scale), (1, ["nidos.kso"]),
            self._youngest_first, self._to_kso,
        )  # fmt: skip
        chain.people.column("young", np.bool_, False)
        chain.people.column("turns_18", np.float64, 0.0)
        self._birthday = sim.timer(LIFE, self._turn_18)
        self._leaves = sim.timer(1, self._leave_extended)

    def describe(self, ids: Ids) -> None:
        """Write down which minors were under 15 when they came: those are for a family."""
        self.chain.people.young[ids] = self.chain.luck(ids, "amv.young") < self._young(ids)

    # -- families -------------------------------------------------------------------------------------------------
    def wait_for_family(self, ids: Ids, at: Floats) -> None:
        """Minors who came to COA: the young ones wait there for a family."""
        young = self.chain.people.young[ids]
        self.families.line_up(ids[young], at[young])

    def _to_family(self, ids: Ids, at: Floats) -> None:
        alone = (self.chain.people.kind[ids] == AMV) & (self.chain.people.follower[ids] < 0)  # still: the parents have not come
        ids, at = ids[alone], at[alone]
        settled = self.chain.file_in(ids, "housing.nidos")  # has the permit, and waited for a place of Nidos
        self.chain.coa.leave(ids[settled], at[settled], "nidos.family", "housed")
        self.chain.coa.leave(ids[~settled], at[~settled], "nidos.family", "nidos")
        self.chain.file_to(ids[settled], "housed", at[settled])

    def _by_arrival(self, ids: Ids, at: Floats) -> Floats:
        return self.chain.people.arrived[ids]

    # -- with a permit --------------------------------------------------------------------------------------------
    def permit(self, ids: Ids, at: Floats) -> None:
        """A minor gets a permit: stays with the family, or waits at COA for a small-scale place."""
        fostered = self.chain.sleeps(ids, "nidos.family")
        self.chain.file_to(ids[fostered], "housed", at[fostered])  # counts for the taakstelling when it turns 18
        self.kso.put(ids[~fostered], at[~fostered])

    def _to_kso(self, ids: Ids, at: Floats) -> None:
        """A small-scale place, which counts for the taakstelling already (7.1.1)."""
        minor = self.chain.people.kind[ids] == AMV  # who turned 18 today is on the way to a house
        ids, at = ids[minor], at[minor]
        self.chain.sim.count("nidos.kso_in", ids)
        self.chain.coa.leave(ids, at, "nidos.kso", "housed")
        self.chain.housing.count(ids)
        self.chain.file_to(ids, "housed", at)

    def _youngest_first(self, ids: Ids, at: Floats) -> Floats:
        """Who has longest to go until 18 is placed first; the others may be grown up before their turn."""
        return -self.chain.people.turns_18[ids]

    def joins_family(self, ids: Ids, at: Floats) -> None:
        """The parents have a house: a minor with Nidos moves in."""
        ids, first = np.unique(ids, return_index=True)  # parents, and siblings who came after them, may move in together
        self.chain.sim.move(1, ids, R["municipality"], at[first])
        self.chain.housing.count(ids)

    # -- growing up -----------------------------------------------------------------------------------------------
    def set_birthdays(self, ids: Ids, at: Floats, here_for_long: bool = False) -> None:
        """When a minor turns 18: from 15 years on for most, younger for some (4.3.2), evenly around the mean from the arrival.

        Of those who have been ``here_for_long``, on the first day, only the rest of that time is left.
        """
        u = self.chain.luck(ids, "amv.age")
        left = rest_of_even if here_for_long else even
        older = left(u, 0.0, 2 * self._age(ids))
        young = left(u, FIFTEEN, 2 * self._young_age(ids) - FIFTEEN)
        self.chain.people.turns_18[ids] = due = at + YEAR * np.where(self.chain.people.young[ids], young, older)
        self._birthday.set(ids, due)

    def _turn_18(self, ids: Ids, at: Floats) -> None:
        """An adult from now on: for the count, for the house (7.1.1: municipalities house them from 18) and for departure."""
        chain = self.chain
        chain.is_now(ids, 0)
        waiting = chain.file_in(ids, "housing.nidos")
        chain.housing.link(ids[waiting], at[waiting])
        with_nidos, settled = chain.sleeps(ids, *NIDOS), chain.file_in(ids, "housed")
        self._grown_up(ids[with_nidos & settled], at[with_nidos & settled])
        chain.coa.receive(ids[with_nidos & ~settled], at[with_nidos & ~settled], "nidos")
        chain.departure.grown_up(ids, at)

    def _grown_up(self, ids: Ids, at: Floats) -> None:
        """With a permit: a house in the municipality, or extended care first."""
        chain = self.chain
        chain.housing.count(ids)
        extended = chain.luck(ids, "nidos.extended") < self._extended(ids)
        chain.sim.move(1, ids[~extended], R["municipality"], at[~extended])
        self.extend(ids[extended], at[extended])

    def extend(self, ids: Ids, at: Floats, here_for_long: bool = False) -> None:
        """In extended care until 21 at most; of those ``here_for_long``, on the first day, only the rest of that time is left."""
        if not ids.size:
            return
        u, mean = self.chain.luck(ids, "nidos.extended_until"), self._extended_years(ids)
        years = rest_of_up_to(u, UNTIL_21, float(np.mean(mean))) if here_for_long else up_to(u, UNTIL_21, mean)
        self.chain.sim.move(1, ids, R["nidos.extended"], at)
        self._leaves.set(ids, at + YEAR * years)

    def _leave_extended(self, ids: Ids, at: Floats) -> None:
        self.chain.sim.move(1, ids, R["municipality"], at)
