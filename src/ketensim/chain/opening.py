"""The chain on its first day: everybody who is in it already, where the file is and where they sleep, and since when.

The stocks come from the books of the report (see ``opening.*`` in the base scenario). Each person gets a past: the day of
application, of arrival at COA, of the permit. What is still to come is drawn conditional on the time already spent, so
lengths of stay and waiting times are right from the first day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.departure import TRANSFER_TERM
from ketensim.chain.nareis import ASKS_WITHIN, EVRM8, LONGEST_JOURNEY, MVV
from ketensim.chain.states import R
from ketensim.chain.waits import SHAPES
from ketensim.engine.draws import age, survival, weibull
from ketensim.engine.people import Ids
from ketensim.engine.stations import Delay
from ketensim.scenario.groups import ADULT, AMV, FAMILY

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
QUARTER, YEAR = 91.3125, 365.25
QUARTERS = tuple(f"q{n}" for n in range(1, 9))
STAYS = ("lt15w", "15w-6m", "6m-1y", "gt1y")
STAY_WEEKS = {"lt15w": (0.0, 15.0), "15w-6m": (15.0, 26.0), "6m-1y": (26.0, 52.0), "gt1y": (52.0, 91.0)}


class Opening:
    """Fills one world of the chain before its first day."""

    def __init__(self, chain: Chain, world: int) -> None:
        self.chain, self.rules, self.world = chain, chain.rules[world], world
        self._mix = np.cumsum(self.rules.numbers("opening.mix"))
        self._dublin_mix = np.cumsum(self.rules.numbers("opening.dublin_mix"))
        self._status_mix = np.cumsum(self.rules.numbers("opening.status_mix"))
        self._named = 1000
        self._pending()
        self._courts()
        self._at_coa = self._status_holders()
        self._nareis()
        self._departing()
        self._away()

    # -- asylum files ---------------------------------------------------------------------------------------------
    def _pending(self) -> None:
        """Files at the IND: the spoor 4 queue by quarter of application, and the tracks that take their own time."""
        chain, ind, number = self.chain, self.chain.ind, self.rules.number
        coming = np.cumsum(self.rules.table("inflow.first")[:, 0])
        self._midway(chain.registration.delay, "registration", "registration.duration", number("registration.duration"), mix=coming)
        for quarters_ago, quarter in enumerate(QUARTERS):
            ids, u = self._make(f"aa.{quarter}", number(f"opening.ind.aa.{quarter}"))
            self._house(ids, -(quarters_ago + u) * QUARTER)
            ind.desk.put(ids, self._applied(ids))
            ind.may_withdraw(ids, np.zeros(ids.size))
        before = 7.0 * number("opening.ind.va_before")
        self._midway(ind.extended, "ind.va", "ind.va.duration", 7.0 * number("ind.spoor4.va_duration"), before)
        registered = number("registration.duration")
        for track, delay in (("ind.spoor1", ind.delay1), ("ind.spoor2", ind.delay2)):
            self._midway(delay, track, f"{track}.duration", 7.0 * number(f"{track}.duration"), registered, self._dublin_mix)
        self._midway(ind.delay_subsequent, "ind.subsequent", "ind.subsequent.duration", 7.0 * number("ind.subsequent.duration"))
        ids, u = self._make("reopened", number("opening.ind.reopened"))
        self._house(ids, -300.0 - 200.0 * u)
        self.chain.people.round[ids] += 1
        ind.reopened_desk.put(ids, -number("opening.ind.reopened_wait") * 7.0 * u)

    def _courts(self) -> None:
        """Appeals pending, filed over the last months; most were pending at the IND for a year or more before."""
        for kind, before in (("aa", 400.0), ("va", 550.0), ("dublin", 120.0)):
            mix = self._dublin_mix if kind == "dublin" else self._mix
            ids, u = self._make(f"courts.{kind}", self.rules.number(f"opening.courts.{kind}"), mix)
            waited = self.rules.number("opening.court_wait") * 7.0 * u
            self._house(ids, -waited - before)
            self.chain.courts.desks[kind].put(ids, -waited)

    # -- permit holders -------------------------------------------------------------------------------------------
    def _status_holders(self) -> Ids:
        """Permit holders at COA, by time since the permit (the classes of figure 65); returns those who may be referents."""
        chain, number = self.chain, self.rules.number
        own: list[Ids] = []
        for stay in STAYS:
            low, high = STAY_WEEKS[stay]
            ids, u = self._make(f"status.{stay}", number(f"opening.status.{stay}"), self._status_mix)
            permit = -7.0 * (low + u * (high - low))
            family = chain.luck(ids, "opening.nareis") < number("opening.nareis_share")
            chain.describe(ids[family], chain.people.nationality[ids[family]].astype(np.int64), FAMILY)
            wait = YEAR * number("opening.years_before_permit") * (0.4 + 1.2 * chain.luck(ids, "opening.before_permit"))
            chain.people.permit[ids] = permit
            chain.people.applied[ids] = permit - wait
            self._coa(ids, np.where(family, permit, permit - wait))
            joins = family & (chain.luck(ids, "housing.joins") < number("housing.joins_share")) & (stay == STAYS[0])
            self._join(ids[joins], permit[joins])
            self._into_housing(ids[~joins], permit[~joins])
            own.append(ids[~family])
        return np.concatenate(own)

    def _join(self, ids: Ids, permit: Floats) -> None:
        """Family that is about to join a referent who has a house."""
        housing = self.chain.housing
        self.chain.people.joins[ids] = True
        self._put_rest(housing.joining, ids, -permit, "housing.joining", 7.0 * self.rules.number("housing.joining_duration"))

    def _into_housing(self, ids: Ids, permit: Floats) -> None:
        """Being matched, or waiting for a house, as far as the time since the permit says; amv wait for Nidos."""
        chain, housing, number = self.chain, self.chain.housing, self.rules.number
        amv = chain.people.kind[ids] == AMV
        self._put_rest(housing.nidos, ids[amv], -permit[amv], "housing.nidos", 7.0 * number("housing.nidos_duration"))
        chain.coa.set_birthdays(ids[amv], np.zeros(int(amv.sum())), here_for_long=True)
        self._match(ids[~amv], permit[~amv])

    def _match(self, ids: Ids, permit: Floats) -> None:
        """Who waits longer than others do is one of those that are slow to match; the rest of the matching is drawn on that."""
        chain, housing, number = self.chain, self.chain.housing, self.rules.number
        linking, matching, share = (
            7.0 * number("housing.linking_duration"),
            7.0 * number("housing.slow_duration"),
            number("housing.slow_share"),
        )
        slow_still = share * survival(-permit, matching, SHAPES["housing.matching"])
        quick_still = (1.0 - share) * (-permit < 7.0 * number("opening.quick_wait"))
        slow = chain.luck(ids, "housing.slow") < slow_still / np.maximum(slow_still + quick_still, 1e-12)
        self._put_rest(housing.linking, ids[slow], -permit[slow], "housing.matching", matching)
        ids, permit = ids[~slow], permit[~slow]
        due = permit + chain.time(ids, "housing.linking", linking)
        still = due > 0
        housing.linking.put(ids[still], permit[still], due[still])
        housing.queue.put(ids[~still], due[~still])

    # -- family abroad --------------------------------------------------------------------------------------------
    def _nareis(self) -> None:
        """Family abroad, with the referents they follow: still at COA, in a house by now, or (siblings) an amv with Nidos."""
        chain, number, nareis = self.chain, self.rules.number, self.chain.nareis
        recent = chain.people.permit[self._at_coa] > -ASKS_WITHIN
        waiting = self._recent(self._at_coa[recent])
        older = self._at_coa[~recent]
        has_family = chain.luck(older, "opening.has_family") < number("opening.nareis.referents_at_coa")
        adults = np.concatenate([older[has_family], self._referents("referents", "municipality")])
        amv = self._referents("amv_referents", "nidos")
        pools = {MVV: adults, EVRM8: amv}
        for sort, pool in pools.items():
            family = self._family(pool, number(f"opening.nareis.waiting_{sort}"), sort, less=waiting[sort])
            nareis.wait_abroad(family, self._asked(family))
        for sort, pool in pools.items():
            self._travelling(self._family(pool[::-1], number(f"opening.nareis.travelling_{sort}"), sort))
        family = self._family(amv, number("opening.nareis.objections"), EVRM8)
        self._abroad(family)
        mean = 7.0 * number("nareis.objection_duration")
        elapsed = age(self._family_past(family, "opening.objected"), mean, SHAPES["nareis.objection"])
        self._put_rest(nareis.objections, family, elapsed, "nareis.objection", mean)

    def _recent(self, ids: Ids) -> dict[str, int]:
        """Who got the permit in the last three months may have asked for family by now, or still will; how many have, by sort."""
        asked = {MVV: 0, EVRM8: 0}
        for sort, family, due in self.chain.nareis.families(ids, self.chain.people.permit[ids]):
            done = due < 0
            self.chain.nareis.wait_abroad(family[done], due[done])
            self.chain.nareis.asks_later(family[~done], due[~done], sort)
            asked[sort] += int(done.sum())
        return asked

    def _travelling(self, family: Ids) -> None:
        """Granted, and on the way for some time."""
        self._abroad(family)
        mean = self.rules.number("nareis.travel_duration")
        elapsed = age(self._family_past(family, "opening.travelled"), mean, SHAPES["nareis.travel"])
        rest = self.chain.rest(self.chain.people.referent[family], "nareis.travel", mean, elapsed)
        self.chain.nareis.travel(family, np.zeros(family.size), np.clip(rest, 0.0, np.maximum(LONGEST_JOURNEY - elapsed, 0.0)))

    def _referents(self, stock: str, place: str) -> Ids:
        """Permit holders of the last years who have left COA and whose family is abroad."""
        chain = self.chain
        ids, _ = self._make(stock, self.rules.number(f"opening.nareis.{stock}"), self._status_mix)
        chain.describe(ids, chain.people.nationality[ids].astype(np.int64), AMV if place == "nidos" else ADULT)
        chain.people.permit[ids] = -YEAR
        since = np.full(ids.size, -YEAR / 2)
        chain.sim.move(1, ids, R[place], since)
        chain.file_to(ids, "housed", since)
        if place == "nidos":
            chain.people.counted[ids] = True
            chain.coa.set_birthdays(ids, np.zeros(ids.size), here_for_long=True)
        return ids

    def _asked(self, family: Ids) -> Floats:
        """When a family asked: of a referent at COA a month after the permit, of the others over the time that the oldest waits."""
        chain = self.chain
        longest = 7.0 * self.rules.number("opening.nareis.wait")
        referent = chain.people.referent[family]
        after_permit = np.clip(chain.people.permit[referent] + 30.0, -longest, 0.0)
        return np.where(chain.sleeps(referent, "coa"), after_permit, -longest * self._family_past(family, "opening.applied"))

    def _family_past(self, family: Ids, of: str) -> Floats:
        """A number in (0, 1) for the past of a family, that of its referent."""
        return self.chain.luck(self.chain.people.referent[family], of)

    def _abroad(self, family: Ids) -> None:
        self.chain.sim.move(1, family, R["abroad"], np.zeros(family.size))

    def _family(self, referents: Ids, number: float, sort: str, less: int = 0) -> Ids:
        """So many family members (``less`` those that are there already), in families of three or more, with these referents."""
        n = max(round(number * self.rules.scale) - less, 0) if referents.size else 0
        who = np.sort(np.resize(referents[: max(1, -(-n // 3))], n))
        rank = np.arange(n) - np.searchsorted(who, who) + self._named  # all family of one referent must have names of their own
        self._named += 1000
        return self.chain.nareis.make_family(who, rank, sort)

    # -- departure ------------------------------------------------------------------------------------------------
    def _departing(self) -> None:
        """Who has to leave: in the term, waiting for a Dublin transfer, and in DTenV's caseload inside and outside COA."""
        chain, number, departure = self.chain, self.rules.number, self.chain.departure
        ids, u = self._make("term", number("opening.departure.term"))
        self._house(ids, -500.0 - 300.0 * u)
        term = number("departure.term")
        departure.term.put(ids, -term * u, term * (1.0 - u))
        mean = 7.0 * number("departure.dublin.duration")
        ids, u = self._make("dublin", number("opening.departure.dublin"), self._dublin_mix)
        elapsed = np.minimum(age(u, mean, SHAPES["departure.dublin"]), TRANSFER_TERM - 1.0)
        self._house(ids, -elapsed - 120.0)
        rest = chain.rest(ids, "departure.dublin", mean, elapsed)
        departure.transfers.put(ids, -elapsed, np.minimum(rest, TRANSFER_TERM - elapsed))
        for stock, kind in (("coa_family", FAMILY), ("coa_adult", ADULT), ("elsewhere", ADULT), ("supervision", ADULT)):
            ids, u = self._make(f"dtenv.{stock}", number(f"opening.departure.{stock}"))
            chain.describe(ids, chain.people.nationality[ids].astype(np.int64), kind)
            at = np.zeros(ids.size)
            if stock.startswith("coa"):
                years = number("opening.departure.years_in_coa")
                self._coa(ids, -YEAR * (1.2 + weibull(chain.threshold(ids, "opening.years"), years, 1.0)))
            else:
                chain.people.from_supervision[ids] = stock == "supervision"
                chain.sim.move(1, ids, R["elsewhere"], at)
            departure.to_caseload(ids, at)

    def _away(self) -> None:
        """Who left before the start and will come back."""
        ids, _ = self._make("away", self.rules.number("opening.away"))
        at = np.zeros(ids.size)
        self.chain.sim.move(1, ids, R["elsewhere"], at)
        self.chain.file_to(ids, "closed", at)
        self.chain.departure.return_later(ids, at)

    # -- helpers --------------------------------------------------------------------------------------------------
    def _make(self, stock: str, number: float, mix: Floats | None = None) -> tuple[Ids, Floats]:
        """Persons of a stock with nationality and kind; returns (rows, an even number in (0, 1) each, for the past)."""
        chain, inflow = self.chain, self.chain.inflow
        n = round(number * self.rules.scale)
        ids = chain.sim.born(self.world, f"opening.{stock}", np.full(n, -1), np.arange(n))
        mix = self._mix if mix is None else mix
        nation = np.minimum(np.searchsorted(mix, chain.luck(ids, "opening.nationality") * mix[-1]), len(mix) - 1)
        kind = inflow.kinds(ids, np.zeros(n, np.int64), nation)
        grown = chain.luck(ids, "opening.turned_18") >= self.rules.number("opening.amv_factor")
        if stock in ("ind.spoor1", "ind.spoor2", "dublin", "courts.dublin"):
            kind = np.where(kind == AMV, ADULT, kind)  # an amv is in spoor 4
        chain.describe(ids, nation, kind)
        chain.is_now(ids, np.where((kind == AMV) & grown, ADULT, kind))  # for nareis they are still amv
        even = (np.arange(n) + chain.luck(ids, "opening.past")) / max(n, 1)
        return ids, even

    def _house(self, ids: Ids, applied: Floats) -> None:
        """Applicants with an open file: most at COA since the application, some with family or friends, young amv with Nidos."""
        chain, number = self.chain, self.rules.number
        chain.people.applied[ids] = applied
        amv = chain.people.kind[ids] == AMV
        u = chain.luck(ids, "opening.residence")
        outside = ~amv & (u < number("opening.outside_share"))
        nidos = amv & (u < number("coa.amv_to_nidos"))
        chain.sim.move(1, ids[outside], R["host"], applied[outside])
        chain.sim.move(1, ids[nidos], R["nidos"], applied[nidos])
        inside = ids[~outside & ~nidos]
        self._coa(inside, applied[~outside & ~nidos])
        chain.coa.may_leave(inside, np.zeros(inside.size))
        chain.coa.set_birthdays(ids[amv], np.zeros(int(amv.sum())), here_for_long=True)

    def _coa(self, ids: Ids, since: Floats) -> None:
        self.chain.sim.move(1, ids, R["coa"], since)
        self.chain.people.arrived[ids] = since

    def _applied(self, ids: Ids) -> Floats:
        return self.chain.people.applied[ids]

    def _midway(self, delay: Delay, stock: str, step: str, mean: float, before: float = 0.0, mix: Floats | None = None) -> None:
        """Applicants in the middle of a step that takes ``mean`` days, having applied ``before`` days before it began."""
        ids, u = self._make(stock, self.rules.number(f"opening.{stock}"), mix)
        elapsed = age(u, mean, SHAPES[step])
        self._house(ids, -elapsed - before)
        self._put_rest(delay, ids, elapsed, step, mean)

    def _put_rest(self, delay: Delay, ids: Ids, elapsed: Floats, step: str, mean: float) -> None:
        """Into a delay that began ``elapsed`` days ago, for the rest of it."""
        delay.put(ids, -elapsed, self.chain.rest(ids, step, mean, elapsed))
