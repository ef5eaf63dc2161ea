"""Housing of permit holders by municipalities (report 7.1.1, figures 65, 66, 116 and 120; appendix I "Huisvesting").

COA links a permit holder to a municipality, which has 14 weeks by agreement. A referent may take a house at once, or wait
at COA for the family (appendix I: many do). Family that joins a referent who has a house is gone within weeks; where the
referent still waits, they are linked together, as one household. All are matched first: quickly for most, slowly for
some. Then they wait for their turn: municipalities house so many persons a week, joiners before others, then by the day of
the permit, and of what there is each size of household can take so much. Small households may be put up meanwhile: by HAR(+),
or in a doorstroomlocatie; that counts for the taakstelling, and they move on to a house later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import YEAR, Rules
from ketensim.chain.states import NIDOS, R
from ketensim.chain.values import Risk, Today, everybody
from ketensim.engine.people import Ids
from ketensim.engine.stations import Delay, Then
from ketensim.scenario.groups import AMV

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
HOUSEHOLDS = {"one": 1, "small": 2, "medium": 4, "large": 6}  # the smallest of each class, in persons
SMALLEST = np.array(list(HOUSEHOLDS.values()))
JOINS = len(HOUSEHOLDS)  # the lane of those who join a referent and need no house
FAR = 20_000.0  # days: further than any permit lies back
LARGEST_GUEST = 2  # persons: who can be put up in a hotel room or share a home
WAITING = ("housing.family", "housing.linking", "housing.queue", "housing.nidos", "housing.stay")  # a permit, and no house yet


class Housing:
    """From permit to house.

    ``waited`` has the persons who moved in on each day and the sum of their weeks since the permit, by size of household:
    (days, worlds, 2, lanes).
    """

    def __init__(self, chain: Chain) -> None:
        self.chain, sim = chain, chain.sim
        self._link_weeks, self._join_weeks = chain.now("housing.linking_duration"), chain.now("housing.joining_duration")
        self._joins, self._waits = chain.now("housing.joins_share"), chain.now("housing.referents_wait")
        self._slow, self._slow_weeks = chain.now("housing.slow_share"), chain.now("housing.slow_duration")
        self._stay_weeks = {"har": chain.now("housing.har.duration"), "doorstroom": chain.now("housing.doorstroom.duration")}
        chain.people.column("joins", np.bool_, False)
        chain.people.column("counted", np.bool_, False)
        chain.people.column("follower", np.intp, -1)  # the family that is housed together with this person
        chain.people.column("leader", np.intp, -1)  # whom this family is housed together with
        self.waited = np.zeros((sim.days, sim.worlds, 2, len(HOUSEHOLDS) + 1))
        self._newly_linked, self._arrivals = sim.inbox(self._link), sim.inbox(self._receive_family)
        self.linking = sim.delay(0, "housing.linking", self.ready)
        self.joining = sim.delay(0, "housing.joining", lambda ids, at: self.queue.put(ids, at))
        self.stays = {place: sim.delay(0, "housing.stay", self.ready) for place in self._stay_weeks}
        self._finds = Risk(sim, chain.each(lambda rules: rules.path("housing.self_found")[None] / YEAR), everybody)
        self._self_found = sim.timer(0, self._find)
        # houses are dealt out first: who is put up is one for whom there is none today
        self.queue = sim.desk(
            0, "housing.queue", chain.each(lambda rules: rules.path("housing.supply") / 7.0 * rules.scale),
            self.joiners_then_permit, self._house, lane=self._lane, share=chain.each(_shares), weight=chain.each(_weights), spill=True,
        )  # fmt: skip
        self.doorstroom = sim.room(
            0, "housing.queue", chain.each(lambda rules: rules.path("housing.doorstroom.places") * rules.scale), (1, ["doorstroom"]),
            self.joiners_then_permit, self._put_up("doorstroom"),
        )  # fmt: skip
        self.har = sim.desk(0, "housing.queue", chain.per_day("housing.har.placements"), self.joiners_then_permit, self._put_up("har"))

    # -- who needs a house ----------------------------------------------------------------------------------------
    def permit(self, ids: Ids, at: Floats) -> None:
        """A permit: an amv is for Nidos, a referent may wait for the family, all others are linked; some have a house."""
        chain = self.chain
        stays = chain.coa.report_with_permit(ids, at)
        self._settled(ids[~stays], at[~stays])
        ids, at = ids[stays], at[stays]
        amv = chain.people.kind[ids] == AMV
        chain.nidos.permit(ids[amv], at[amv])
        ids, at = ids[~amv], at[~amv]
        waits = self.waits_for_family(ids)
        chain.file_to(ids[waits], "housing.family", at[waits])
        self.link(ids[~waits], at[~waits])
        chain.coa.may_give_birth(ids, at)

    def waits_for_family(self, ids: Ids) -> NDArray[np.bool_]:
        """Referents who take no house before the family has come (appendix I)."""
        family = self.chain.people.family[ids]
        asks = (family >= 0) & self.chain.sleeps(family, "outside", "abroad") & ~self.chain.file_in(family, "nareis.refused")
        asks &= ~self.chain.nareis.wachttermijn.holds(ids)  # nobody waits at COA for family that may not be asked for yet
        return asks & (self.chain.luck(ids, "housing.waits_for_family") < self._waits(ids))

    def link(self, ids: Ids, at: Floats) -> None:
        """COA links a permit holder to a municipality."""
        self._newly_linked.put(ids, at)

    def _link(self, ids: Ids, at: Floats) -> None:
        """Link and match: quickly for most, slowly for some; a family that waits with its referent shares that luck."""
        slow = self.hard_to_match(ids)
        self._wait(self.linking, ids[~slow], at[~slow], "housing.linking", self._link_weeks)
        self._wait(self.linking, ids[slow], at[slow], "housing.matching", self._slow_weeks)
        self.may_find(ids, at, "linking")

    def hard_to_match(self, ids: Ids) -> NDArray[np.bool_]:
        """Those for whom a house is hard to find."""
        return self.chain.luck(self.chain.head(ids), "housing.slow") < self._slow(ids)

    # -- family ---------------------------------------------------------------------------------------------------
    def family_arrives(self, ids: Ids, at: Floats) -> None:
        """Family of a referent has come to COA."""
        self._arrivals.put(ids, at)
        self.chain.coa.may_give_birth(ids, at)

    def _receive_family(self, ids: Ids, at: Floats) -> None:
        """It joins a referent who has a house, is housed together with who waits too, or needs a house of its own."""
        chain, people = self.chain, self.chain.people
        housed = chain.sleeps(people.referent[ids], "municipality")  # an amv with Nidos has no house to join
        self.join_referent(ids[housed], at[housed])
        head = self._waits_too(ids)
        first = np.zeros(ids.size, np.bool_)
        first[np.unique(head, return_index=True)[1]] = True
        together = first & ~housed & (head >= 0)
        heads, family = head[together], ids[together]
        people.follower[heads], people.leader[family] = family, heads
        when = np.maximum(at[together], people.since0[heads])  # the referent may have been put up elsewhere today
        self._link(np.concatenate((heads, family)), np.concatenate((when, when)))
        alone = ~housed & ~together
        self._link(ids[alone], at[alone])

    def _waits_too(self, ids: Ids) -> Ids:
        """With whom each family would be housed: the referent, or the rest of the family of an amv; -1 where neither waits alone."""
        people = self.chain.people
        referent = people.referent[ids]
        rest = np.where(people.article8[ids], people.parents[referent], people.siblings[referent])
        rest = np.where(self._can_lead(rest), rest, -1)
        return np.where(self._can_lead(referent), referent, rest)

    def _can_lead(self, ids: Ids) -> NDArray[np.bool_]:
        """Who waits for a house and has nobody along yet."""
        people = self.chain.people
        return (ids >= 0) & self.chain.file_in(ids, *WAITING) & (people.follower[ids] < 0) & (people.leader[ids] < 0)

    def family_stays_away(self, ids: Ids, at: Floats) -> None:
        """Family that was asked for will not come: a referent who waited for it is linked now."""
        referent = self.chain.people.referent[ids]
        known = referent >= 0
        referent, at = referent[known], at[known]
        waits = self.chain.file_in(referent, "housing.family") & (self.chain.people.family[referent] == ids[known])
        self.link(referent[waits], at[waits])

    def join_referent(self, ids: Ids, at: Floats) -> None:
        """Family of a referent who has a house: most move in there, the others need a larger house and wait for it."""
        fits = self.fits_in(ids, 1.0)
        self.chain.people.joins[ids[fits]] = True
        self._wait(self.joining, ids[fits], at[fits], "housing.joining", self._join_weeks)
        self._link(ids[~fits], at[~fits])

    def fits_in(self, ids: Ids, part: Floats | float) -> NDArray[np.bool_]:
        """Family that can move in with its referent, and is in this part of all family."""
        return self.chain.luck(self.chain.head(ids), "housing.joins") < np.minimum(self._joins(ids), part)

    def straight_to_referent(self, ids: Ids, at: Floats) -> None:
        """Never sleeps at COA (measure announced in September 2025); takes as much of the supply as who joins from COA."""
        self.queue.charge(ids, lane=JOINS)
        self._settled(ids, at)

    def alone_again(self, ids: Ids) -> None:
        """Households whose permits are withdrawn: each is decided on anew, so nobody waits for a house together with others any more."""
        self.chain.people.follower[ids] = self.chain.people.leader[ids] = -1

    def resettled(self, ids: Ids, at: Floats) -> None:
        """A resettled person goes straight to a municipality."""
        self._settled(ids, at)

    def _follows(self, ids: Ids) -> NDArray[np.bool_]:
        """Which of these are housed with a referent who waits too: that one stands in the queue for both."""
        leader = self.chain.people.leader[ids]
        return (leader >= 0) & (self.chain.people.follower[leader] == ids)

    def _together(self, ids: Ids, at: Floats) -> tuple[Ids, Floats]:
        """These persons and the families that are housed with them: (rows, times)."""
        followers = self.chain.people.follower[ids]
        has = followers >= 0
        has[has] = self.chain.file_in(followers[has], "housing.linking", "housing.queue", "housing.stay")
        return np.concatenate((ids, followers[has])), np.concatenate((at, at[has]))

    # -- the queue ------------------------------------------------------------------------------------------------
    def ready(self, ids: Ids, at: Floats) -> None:
        """Matched, or ready to move on from a way-station: wait for a house, a small household at COA for a way-station too."""
        chain = self.chain
        follows = self._follows(ids)
        chain.file_to(ids, "housing.queue", at)
        heads, when = ids[~follows], at[~follows]
        load = self._household(heads)
        self.queue.line_up(heads, when, load)
        self.may_find(heads, when, "queue")
        guest = (load <= LARGEST_GUEST) & chain.sleeps(heads, "coa")
        for desk in (self.doorstroom, self.har):
            desk.line_up(heads[guest], when[guest], load[guest])

    def _household(self, ids: Ids) -> NDArray[np.int16]:
        """Persons who need a house together, those who follow included."""
        size, follower = self.chain.people.size, self.chain.people.follower[ids]
        return size[ids] + np.where(follower >= 0, size[follower], 0).astype(np.int16)

    def joiners_then_permit(self, ids: Ids, at: Floats) -> Floats:
        """The order of the queue: who joins a referent first, then the day of the permit (of family: the referent's).

        Guests of a way-station come last, until their stay has ended.
        """
        people = self.chain.people
        return people.permit[self.chain.head(ids)] - FAR * people.joins[ids] + FAR * self.chain.file_in(ids, "housing.stay")

    def _lane(self, ids: Ids) -> NDArray[np.int64]:
        """By the size of the household; whoever joins a referent needs no house of her own."""
        size = np.searchsorted(SMALLEST, self._household(ids), side="right") - 1
        return np.where(self.chain.people.joins[ids], JOINS, size)

    def may_find(self, ids: Ids, at: Floats, step: str) -> None:
        """Set the time at which each would find a house without help; a family goes with its referent."""
        heads = ~self._follows(ids)
        ids, at = ids[heads], at[heads]
        self._self_found.set(ids, self._finds.due(ids, np.maximum(at, 0.0), self.chain.threshold(ids, f"housing.finds.{step}")))

    # -- the house ------------------------------------------------------------------------------------------------
    def _house(self, ids: Ids, at: Floats) -> None:
        """A house of the supply."""
        self._move_in(*self._together(ids, at))

    def _find(self, ids: Ids, at: Floats) -> None:
        """A house she found on her own (appendix I): none of the supply is taken."""
        ids, at = self._together(ids, at)
        self.chain.sim.count("housing.self_found", ids)
        self._move_in(ids, at)

    def _count_waits(self, ids: Ids) -> None:
        """Persons who move in, and their weeks since the permit, by the size of the household."""
        head = np.where(self._follows(ids), self.chain.people.leader[ids], ids)
        lane, weeks = self._lane(head), (self.chain.sim.day + 1.0 - self.chain.people.permit[ids]) / 7.0
        persons, (worlds, _, lanes) = self.chain.people.size[ids], self.waited.shape[1:]
        cell = self.chain.people.world[ids] * lanes + lane
        for measure, amounts in enumerate((persons, persons * weeks)):
            self.waited[self.chain.sim.day, :, measure] += np.bincount(cell, amounts, worlds * lanes).reshape(worlds, lanes)

    def _move_in(self, ids: Ids, at: Floats) -> None:
        """Into the house, from COA or a way-station; a minor with Nidos comes to live with the family."""
        chain = self.chain
        for place in self._stay_weeks:
            chain.sim.count(f"housing.{place}_out", ids[chain.sleeps(ids, place)])
        self._count_waits(ids)
        chain.coa.leave(ids, at, "municipality", "housed")
        self.count(ids)
        chain.file_to(ids, "housed", at)
        referent = chain.people.referent[ids]
        minor = (referent >= 0) & chain.sleeps(referent, *NIDOS) & (chain.people.kind[referent] == AMV)
        chain.nidos.joins_family(referent[minor], at[minor])

    def _put_up(self, place: str) -> Then:
        """Into a way-station, for a time; it counts for the taakstelling at once (7.1.1)."""

        def move(ids: Ids, at: Floats) -> None:
            chain, small = self.chain, self._household(ids) <= LARGEST_GUEST  # still: a child may have been born
            ids, at = self._together(ids[small], at[small])
            chain.sim.count(f"housing.{place}_in", ids)
            chain.coa.leave(ids, at, place, "housed")
            self.count(ids)
            self._pay(place, ids)
            self._wait(self.stays[place], ids, at, f"housing.{place}", self._stay_weeks[place])
            heads = ~self._follows(ids)
            self.queue.line_up(ids[heads], at[heads], self._household(ids[heads]))  # for a house that nobody else waits for

        return move

    def _pay(self, place: str, ids: Ids) -> None:
        """Years for which the contribution is paid: of a doorstroomlocatie those of the stay, one at most (7.1.1)."""
        if place == "doorstroom":
            days = self.chain.time(self.chain.head(ids), "housing.doorstroom", 7.0 * self._stay_weeks[place](ids))
            self.chain.sim.add("housing.doorstroom.paid", ids, np.minimum(days / YEAR, 1.0))

    def _settled(self, ids: Ids, at: Floats) -> None:
        """In a house without a stay at COA."""
        if ids.size:
            self.chain.sim.move(1, ids, R["municipality"], at)
            self.count(ids)
            self.chain.file_to(ids, "housed", at)

    def count(self, ids: Ids) -> None:
        """Count for the taakstelling, once."""
        new = ids[~self.chain.people.counted[ids]]
        self.chain.people.counted[new] = True
        self.chain.sim.count("housing.housed", new)

    def _wait(self, delay: Delay, ids: Ids, at: Floats, step: str, weeks: Today) -> None:
        if ids.size:
            delay.put(ids, at, at + self.chain.time(self.chain.head(ids), step, 7.0 * weeks(ids)))


def _shares(rules: Rules) -> Floats:
    """Of the supply, the most that each size of household can take, and joiners: shape (lanes, days)."""
    return np.stack([*(rules.path(f"housing.share.{name}") for name in HOUSEHOLDS), np.ones(rules.days)])


def _weights(rules: Rules) -> Floats:
    """What a person of each lane takes of the supply."""
    return np.stack([*(np.ones(rules.days) for _ in HOUSEHOLDS), rules.path("housing.joining_weight")])
