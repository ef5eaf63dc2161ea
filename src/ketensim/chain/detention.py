"""Detention (vreemdelingenbewaring): the last resort before a forced departure (report 6.3.3, figure 93; appendix I "Vertrek").

Forced departure asks four things at once: the person can be removed by law, is there, is in detention, and has a travel
document. DTenV orders detention for part of its caseload; who is ordered waits for a place, and may be gone before there is
one. In detention a journey is prepared for whoever can travel. The others are released when it has lasted too long, and are in
the caseload again. Families are not among them: they are kept for some days at most, in a place of their own. Dublin claimants and citizens of the EU
use the same places; they come from outside this caseload. Those held at the border are in :mod:`ketensim.chain.border`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import YEAR, Rules
from ketensim.chain.states import R
from ketensim.chain.values import Risk
from ketensim.engine.people import Ids
from ketensim.scenario.groups import ADULT, FAMILY

if TYPE_CHECKING:
    from ketensim.chain.departure import Classes
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
FIRST = 10_000.0  # days: who can travel comes before all who cannot


def places_left(rules: Rules) -> Floats:
    """Places for this caseload each day: all, less what others who are placed take by Little's law; shape (days,)."""
    taken = rules.path("departure.detention.others_in") / YEAR * 7.0 * rules.path("departure.detention.others_stay")
    return np.maximum(rules.path("departure.detention.places") - taken, 0.0)


class Detention:
    """From an order to a place, and from there to the plane or back to the street."""

    def __init__(self, chain: Chain, classes: Classes, orders: Floats) -> None:
        """``orders``: the yearly rates of an order, (worlds, classes, days)."""
        self.chain, sim = chain, chain.sim
        self._classes = classes
        self._risk = Risk(sim, orders / YEAR, classes.of)
        self._preparation, self._longest = chain.now("departure.detention.preparation"), chain.now("departure.detention.stay")
        self._orders = sim.timer(0, self._order)
        self._journeys, self._releases = sim.timer(0, self._remove), sim.timer(0, self._release)
        self.room = sim.room(
            0, "departure.dtenv", chain.each(lambda rules: places_left(rules) * rules.scale), (1, ["detention"]),
            self._who_can_travel_first, self._place,
        )  # fmt: skip

    def may_be_ordered(self, ids: Ids, at: Floats) -> None:
        """In the caseload: from now on detention may be ordered, or the departure of a family be forced; never of an amv."""
        grown = self.chain.people.kind[ids] <= FAMILY
        ids, at = ids[grown], at[grown]
        self._orders.set(ids, self._risk.due(ids, at, self.chain.threshold(ids, "departure.ordered")))

    def _order(self, ids: Ids, at: Floats) -> None:
        """Wait for a place, where there is a prospect of a document; a family goes when it can travel."""
        ids, at = self._classes.still_open(ids, at)
        documents = self.chain.documents
        alone = self.chain.people.kind[ids] == ADULT
        families, when = ids[~alone], at[~alone]
        ready = documents.there(families)
        self.chain.departure.forced(families[ready], when[ready])
        documents.ask(families[~ready], when[~ready])
        prospect = alone & ~documents.refused(ids)
        self.chain.sim.count("departure.detention.ordered", ids[prospect])
        self.room.line_up(ids[prospect], at[prospect])

    def _who_can_travel_first(self, ids: Ids, at: Floats) -> Floats:
        return at - FIRST * self.chain.documents.there(ids)

    def _place(self, ids: Ids, at: Floats) -> None:
        """Placed: a journey is prepared for who can travel; of the others the country is asked for a document."""
        ids, at = self._classes.still_open(ids, at)
        self.detain(ids, at)
        self.chain.sim.count("departure.detention_in", ids)
        self.chain.documents.ask(ids, at)

    def detain(self, ids: Ids, at: Floats) -> None:
        """In detention since ``at``."""
        chain = self.chain
        chain.vbl.leave(ids)
        chain.coa.leave(ids, at, "detention", "rejected")
        chain.file_to(ids, "departure.detention", at)
        when = np.maximum(at, 0.0)
        self._releases.set(ids, when + chain.time(ids, "departure.detention", 7.0 * self._longest(ids)))
        there = chain.documents.there(ids)
        self._prepare(ids[there], when[there])

    def can_travel(self, ids: Ids, at: Floats) -> None:
        """A document can be had: prepare the journey of who is in detention, and try the departure of a family again."""
        inside = self.chain.file_in(ids, "departure.detention")
        self._prepare(ids[inside], at[inside])
        family = self.chain.file_in(ids, "departure.dtenv") & (self.chain.people.kind[ids] == FAMILY)
        self.may_be_ordered(ids[family], at[family])

    def _prepare(self, ids: Ids, at: Floats) -> None:
        self._journeys.set(ids, at + self.chain.time(ids, "departure.journey", 7.0 * self._preparation(ids)))

    def _remove(self, ids: Ids, at: Floats) -> None:
        self.chain.departure.forced(ids, at)

    def _release(self, ids: Ids, at: Floats) -> None:
        """Released without having left: in the caseload again, with new luck."""
        chain = self.chain
        chain.sim.count("departure.detention.released", ids)
        chain.sim.move(1, ids, R["elsewhere"], at)
        chain.people.round[ids] += 1
        chain.departure.open_cases(ids, at)
