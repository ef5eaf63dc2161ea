"""Verhuizingen: moves from one COA location to another, of children in families and of amv (report 4.3.2.1, figures 67 to 70).

Most follow from the person's own procedure (doorstroom, from col to pol to azc): after registration, after the decision or
when the file goes on to the extended procedure, after the arrival as a nareiziger, and to a gezinslocatie when the term to
leave has ended. A share of those who take a step moves, some weeks later, when there is a bed. The other reasons come at a
yearly rate a child: a place that closes, a better place, a wish, safety, or being placed in an EBTL or HTL. In a gezinslocatie
there are hardly any (4.3.2.1).

A family moves as one. A move after less than 30 days on a location happens, and is not counted (footnote 129). Where
somebody sleeps is COA before and after: moves change no other number of the chain.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.places import closings
from ketensim.chain.rules import YEAR, Rules
from ketensim.chain.states import P, R
from ketensim.chain.values import Risk
from ketensim.engine.luck import kernel, mix, name_number
from ketensim.engine.people import Ids
from ketensim.scenario.groups import AMV, PLACES

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
GROUPS = ("children", "amv")
CHILDREN, OF_AMV = range(len(GROUPS))
REASONS = ("doorstroom", "eigen_verzoek", "plaatsing", "overplaatsing", "sluiting", "veiligheid")  # figures 67 and 68
DOORSTROOM, OTHERS = 0, REASONS[1:]
STEPS = ("registered", "decided", "nareis", "must_leave")
FOR_BOTH = STEPS[:2]  # steps with a chance a group; the others are taken by families alone
NUMBERS = ("moved0", "moved1", "moved2", "moved3", "moved4plus")  # moves in a stay: who moved more often is with the last
MOST = len(NUMBERS) - 1
OF_CHILDREN = tuple(kind for kind in PLACES if kind != "amv")  # where families sleep
COUNTED_FROM = 30.0  # days on a location (footnote 129)
YEARS_OF_PROCEDURE = 1.2  # of those who are in a gezinslocatie on the first day
MONTH = YEAR / 12.0
# What a person's moves leave: when she came to the present location, the number of the next move of her life, and the counted
# moves of this stay; and in which calendar year she moved last, for which reasons (a bit each).
MOVES = np.dtype([("placed", np.float64), ("next", np.int16), ("year", np.int16), ("number", np.int8), ("reasons", np.int8)], align=True)
WHEN, WHY, STAYS = (name_number(f"coa.verhuizing.{decision}") for decision in ("when", "why", "stays"))  # decisions of each move
GOES_ON = {step: name_number(f"coa.verhuizing.{step}") for step in STEPS}
# Handed to the kernels: what these read from here would stay in their cache when the numbers of states change.
_COA, _GEZINSLOCATIE = R["coa"], P["departure.dtenv"]
_TO_UNIT = 2.0**-53  # as in ketensim.engine.luck


@kernel
def _lot(people, p, decision, number):  # type: ignore[no-untyped-def]
    """A number in (0, 1) of a person for a decision, another one for each ``number`` of it."""
    h = mix(people[p].key ^ mix(mix(decision ^ np.uint64(number)) ^ np.uint64(people[p].round)))
    return np.float64((h >> np.uint64(11)) | np.uint64(1)) * _TO_UNIT


@kernel
def _minors(p, kind, children):  # type: ignore[no-untyped-def]
    """The group of a party (children of a family, or an amv), and how many minors it has: the figures are about these."""
    return (OF_AMV, 1) if kind[p] == AMV else (CHILDREN, int(children[p]))


@kernel
def _expect(p, people, own):  # type: ignore[no-untyped-def]
    """The luck for when the next move of a life comes, as a unit exponential: another one for every move."""
    own[p].next += 1
    return -np.log(_lot(people, p, WHEN, own[p].next))


@kernel
def _move(p, at, why, year, people, kind, children, own, moves, movers):  # type: ignore[no-untyped-def]
    """Move a party to another location; count the minors in it in the day's moves and movers [world, group, reason].

    A minor is a mover once a calendar year for each reason, which is how the figures count children.
    """
    group, minors = _minors(p, kind, children)
    counts = at - own[p].placed >= COUNTED_FROM
    own[p].placed = max(at, own[p].placed)  # of two on one day the later may be looked at first
    if not counts or minors == 0:
        return
    own[p].number += 1
    moves[people[p].world, group, why] += minors
    if own[p].year != year:
        own[p].year, own[p].reasons = year, 0
    if own[p].reasons & (1 << why) == 0:
        own[p].reasons |= 1 << why
        movers[people[p].world, group, why] += minors


@kernel
def _goes_on(ids, at, coa, people, kind, children, decision, chance, who, when):  # type: ignore[no-untyped-def]
    """Of those with minors at COA who took a step, write down who moves on for it (``chance`` [world, group]); returns how many."""
    n = 0
    for i in range(ids.size):
        p = ids[i]
        group, minors = _minors(p, kind, children)
        if people[p].state[1] != coa or minors == 0:
            continue
        if _lot(people, p, decision, 0) < chance[people[p].world, group]:
            who[n], when[n] = p, at[i]
            n += 1
    return n


@kernel
def _move_on(ids, at, year, people, kind, children, own, moves, movers):  # type: ignore[no-untyped-def]
    """Doorstroom of each of these."""
    for i in range(ids.size):
        _move(ids[i], at[i], DOORSTROOM, year, people, kind, children, own, moves, movers)


@kernel
def _move_otherwise(ids, at, year, upto, there, gezinslocatie, people, kind, children, own, moves, movers, who, when, threshold):  # type: ignore[no-untyped-def]
    """Move each of these for one of the other reasons (``upto`` [world, group, reason]), fewer in the state ``there``; write down who may move again."""
    n = 0
    for i in range(ids.size):
        p = ids[i]
        w, number = people[p].world, own[p].next
        group, minors = _minors(p, kind, children)
        if minors == 0:  # turned 18
            continue
        if people[p].state[0] != there or _lot(people, p, STAYS, number) < gezinslocatie[w]:
            u, why = _lot(people, p, WHY, number), 0
            while why + 1 < upto.shape[2] and u >= upto[w, group, why]:
                why += 1
            _move(p, at[i], 1 + why, year, people, kind, children, own, moves, movers)
        who[n], when[n], threshold[n] = p, at[i], _expect(p, people, own)
        n += 1
    return n


@kernel
def _begin(ids, at, coa, people, kind, children, own, who, when, threshold):  # type: ignore[no-untyped-def]
    """A stay with minors begins: nobody moved in it yet. Returns how many, who they are, and their luck for the first move."""
    n = 0
    for i in range(ids.size):
        p = ids[i]
        if people[p].state[1] == coa and _minors(p, kind, children)[1] > 0:
            own[p].placed, own[p].number = at[i], 0
            who[n], when[n], threshold[n] = p, at[i], _expect(p, people, own)
            n += 1
    return n


@kernel
def _end(ids, now, people, kind, children, own, arrived, left, stayed):  # type: ignore[no-untyped-def]
    """Count minors who leave COA, and the months they stayed, by how often they moved: [world, group, number of moves]."""
    for i in range(ids.size):
        p = ids[i]
        group, minors = _minors(p, kind, children)
        if minors > 0:
            number = min(own[p].number, MOST) if own[p].placed >= arrived[p] else 0  # who came today has those of an earlier stay still
            left[people[p].world, group, number] += minors
            stayed[people[p].world, group, number] += minors * (now - arrived[p]) / MONTH


class Verhuizingen:
    """Moves between locations, and how often those who leave have moved.

    ``moves`` and ``movers`` of each day have shape (days, worlds, groups, reasons), ``left`` and ``stayed`` (months)
    (days, worlds, groups, number of moves). The column ``verhuizing`` of a person has what her moves leave (``MOVES``).
    """

    def __init__(self, chain: Chain) -> None:
        self.chain, sim = chain, chain.sim
        chain.people.column("verhuizing", MOVES, 0)  # type: ignore[arg-type]  # a dtype of several fields
        rates = chain.each(_rates)
        self._some_reason = Risk(sim, rates.sum(axis=-1) / YEAR, self._group)
        self._reasons = np.moveaxis(_up_to_each(rates), 2, 0).copy()  # a row a day
        self._chances = {step: np.moveaxis(chain.each(partial(_chances, step=step)), -1, 0).copy() for step in STEPS}
        self._gezinslocatie = chain.each(lambda rules: rules.path("coa.verhuizing.gezinslocatie")).T.copy()
        self._weeks, self._registration = chain.now("coa.verhuizing.wait"), chain.now("registration.duration")
        self._left, self._came = sim.inbox(self._end_stays), sim.inbox(self._begin_stays)
        self._onward, self._others = sim.timer(1, self._doorstroom), sim.timer(1, self._for_a_reason)
        self.moves, self.movers = (np.zeros((sim.days, sim.worlds, len(GROUPS), len(REASONS))) for _ in range(2))
        self.left, self.stayed = (np.zeros((sim.days, sim.worlds, len(GROUPS), len(NUMBERS))) for _ in range(2))
        self._years = chain.start.year + _years_since_start(chain.rules[0])
        sim.at(0, self._remember)

    # -- coming and going -----------------------------------------------------------------------------------------
    def arrive(self, ids: Ids, at: Floats) -> None:
        """A stay at COA begins."""
        self._came.put(ids, at)

    def leave(self, ids: Ids, at: Floats) -> None:
        """A stay at COA ends."""
        self._left.put(ids, at)

    def _begin_stays(self, ids: Ids, at: Floats) -> None:
        who, when, threshold = np.empty_like(ids), np.empty(ids.size), np.empty(ids.size)
        n = _begin(ids, at, _COA, *self._parties(), who, when, threshold)
        self._expect(who[:n], when[:n], threshold[:n])
        family = self.chain.people.nareiziger[who[:n]]
        self.step(who[:n][family], when[:n][family], "nareis")

    def _end_stays(self, ids: Ids, at: Floats) -> None:
        day = self.chain.sim.day
        _end(ids, day + 1.0, *self._parties(), self.chain.people.arrived, self.left[day], self.stayed[day])

    # -- doorstroom -----------------------------------------------------------------------------------------------
    def step(self, ids: Ids, at: Floats, step: str) -> None:
        """These persons took a step of their procedure: some of the minors at COA, and their families, move on after a while."""
        self._onward.set(*self._due(ids, at, step))

    def _due(self, ids: Ids, at: Floats, step: str) -> tuple[Ids, Floats]:
        """Who will move on after a step taken at times ``at``, and when."""
        people, who, when = self.chain.people, np.empty_like(ids), np.empty(ids.size)
        chance = self._chances[step][self.chain.sim.day]
        n = _goes_on(ids, at, _COA, people.core, people.kind, people.children, GOES_ON[step], chance, who, when)
        who, when = who[:n], when[:n]
        return who, when + self.chain.time(who, "coa.verhuizing", 7.0 * self._weeks(who)) if n else when

    def _doorstroom(self, ids: Ids, at: Floats) -> None:
        day = self.chain.sim.day
        _move_on(ids, at, self._years[day], *self._parties(), self.moves[day], self.movers[day])

    # -- the other reasons ----------------------------------------------------------------------------------------
    def _expect(self, ids: Ids, at: Floats, threshold: Floats) -> None:
        """Set the time at which each would move for one of the other reasons."""
        self._others.set(ids, self._some_reason.due(ids, np.maximum(at, 0.0), threshold))

    def _for_a_reason(self, ids: Ids, at: Floats) -> None:
        """One of the other reasons; hardly ever in a gezinslocatie. The next may come after it."""
        day, who, when, threshold = self.chain.sim.day, np.empty_like(ids), np.empty(ids.size), np.empty(ids.size)
        n = _move_otherwise(
            ids, at, self._years[day], self._reasons[day], _GEZINSLOCATIE, self._gezinslocatie[day], *self._parties(), self.moves[day], self.movers[day],
            who, when, threshold,
        )  # fmt: skip
        self._expect(who[:n], when[:n], threshold[:n])

    # -- the first day --------------------------------------------------------------------------------------------
    def _remember(self) -> None:
        """Who is at COA on the first day has moved before, at a steady rate, or is about to move on after a recent step."""
        people = self.chain.people
        here = np.flatnonzero(people.state1[: people.count] == _COA)
        ids, arrived, threshold = np.empty_like(here), np.empty(here.size), np.empty(here.size)
        n = _begin(here, people.arrived[here], _COA, *self._parties(), ids, arrived, threshold)
        ids, arrived = ids[:n], arrived[:n]
        self._expect(ids, arrived, threshold[:n])
        self._have_moved(ids, arrived)
        self._will_move_on(ids)

    def _have_moved(self, ids: Ids, arrived: Floats) -> None:
        """How often before the first day, and when last."""
        chain = self.chain
        rate = chain.each(lambda rules: rules.numbers("opening.verhuizingen", GROUPS)) / YEAR
        countable = np.maximum(-arrived - COUNTED_FROM, 0.0)
        settled = chain.file_in(ids, "departure.dtenv")  # in a gezinslocatie: moved before that, during the procedure
        countable[settled] = np.minimum(countable[settled], YEARS_OF_PROCEDURE * YEAR)
        number = _poisson(chain.luck(ids, "opening.verhuisd"), rate[chain.people.world[ids], self._group(ids)] * countable)
        last = chain.luck(ids, "opening.placed") ** (1.0 / np.maximum(number, 1))  # the last of so many in an even time
        own = chain.people.verhuizing
        own["number"][ids] = number
        own["placed"][ids] = np.where(number > 0, arrived + COUNTED_FROM + countable * last, arrived)

    def _will_move_on(self, ids: Ids) -> None:
        """Moves that follow from steps taken shortly before the first day."""
        chain, people = self.chain, self.chain.people
        nareiziger, permit = people.nareiziger[ids], ~np.isnan(people.permit[ids])
        family, own, extended = ids[nareiziger], ids[permit & ~nareiziger], ids[chain.file_in(ids, "ind.va")]
        applied = ids[chain.file_in(ids, "ind.spoor1", "ind.spoor2", "ind.aa")]
        for step, these, since in (
            ("nareis", family, people.arrived[family]), ("decided", own, people.permit[own]),
            ("decided", extended, people.since0[extended]), ("registered", applied, people.applied[applied] + self._registration(applied)),
        ):  # fmt: skip
            who, due = self._due(these, since, step)
            self._onward.set(who[due > 0], due[due > 0])

    # -- who it is about ------------------------------------------------------------------------------------------
    def _parties(self) -> tuple[NDArray[Any], ...]:
        people = self.chain.people
        return people.core, people.kind, people.children, people.verhuizing

    def _group(self, ids: Ids) -> NDArray[np.int64]:
        return (self.chain.people.kind[ids] == AMV).astype(np.int64)


def _rates(rules: Rules) -> Floats:
    """Moves a year for each of the other reasons, shape (groups, days, reasons); because of a closure as often as places close."""
    rates = np.stack([rules.table(f"coa.verhuizing.{reason}", GROUPS) for reason in OTHERS], axis=-1)
    rates[..., OTHERS.index("sluiting")] *= YEAR * np.stack([closings(rules, OF_CHILDREN), closings(rules, ("amv",))])
    return rates


def _chances(rules: Rules, step: str) -> Floats:
    """The share that moves on after a step, shape (groups, days)."""
    key = f"coa.verhuizing.doorstroom.{step}"
    return rules.table(key, GROUPS) if step in FOR_BOTH else np.stack([rules.path(key), np.zeros(rules.days)])


def _up_to_each(rates: Floats) -> Floats:
    """Of rates along the last axis: the share of each and those before it in their sum; nought where all are."""
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(np.cumsum(rates, axis=-1) / rates.sum(axis=-1, keepdims=True))


def _years_since_start(rules: Rules) -> NDArray[np.int64]:
    """How many years after that of the start each day lies."""
    return np.cumsum(np.diff(rules.year_month, prepend=rules.year_month[0]) < 0)


def _poisson(u: Floats, mean: Floats) -> NDArray[np.int64]:
    """Counts with a Poisson distribution, at numbers in (0, 1)."""
    number, chance = np.zeros(u.size, np.int64), np.exp(-mean)
    upto = chance.copy()
    for n in range(1, 100):
        more = u > upto
        if not more.any():
            break
        number += more
        chance = chance * mean / n
        upto += chance
    return number
