"""The chain on its first day: everybody who is in it already, where the file is and where they sleep, and since when.

The stocks come from the books of the report (see ``opening.*`` in the base scenario). Each person gets a past: the day of
application, of arrival at COA, of the permit. What is still to come is drawn conditional on the time already spent, so
lengths of stay and waiting times are right from the first day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.nareis import EVRM8, MVV
from ketensim.chain.states import R
from ketensim.engine.draws import weibull, weibull_rest
from ketensim.engine.people import Ids

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
        self.chain, self.rules, self.world = chain, chain.rules, world
        self._mix = np.cumsum(chain.rules.numbers("opening.mix"))
        self._dublin_mix = np.cumsum(chain.rules.numbers("opening.dublin_mix"))
        self._status_mix = np.cumsum(chain.rules.numbers("opening.status_mix"))
        self._named = 1000
        self._pending()
        self._courts()
        self._status_holders()
        self._nareis()
        self._departing()
        self._away()

    # -- asylum files ---------------------------------------------------------------------------------------------
    def _pending(self) -> None:
        """Files at the IND: the spoor 4 queue by quarter of application, and the tracks that take their own time."""
        ind, number = self.chain.ind, self.rules.number
        for quarters_ago, quarter in enumerate(QUARTERS):
            ids, u = self._make(f"aa.{quarter}", number(f"opening.ind.aa.{quarter}"))
            self._house(ids, -(quarters_ago + u) * QUARTER)
            ind.desk.put(ids, self._applied(ids))
            ind.may_withdraw(ids, np.zeros(ids.size))
        weeks = number("ind.spoor4.va_duration")
        ids, u = self._make("va", number("opening.ind.va"))
        self._house(ids, -7.0 * (u * weeks + number("opening.ind.va_before")))
        self._put_rest(ind.extended, ids, u * weeks * 7.0, "ind.va.duration", weeks * 7.0, 2.0)
        for track, delay in (("spoor1", ind.delay1), ("spoor2", ind.delay2)):
            weeks = number(f"ind.{track}.duration")
            ids, u = self._make(track, number(f"opening.ind.{track}"), self._dublin_mix)
            self._house(ids, -7.0 * weeks * u - 10.0)
            self._put_rest(delay, ids, u * weeks * 7.0, f"ind.{track}.duration", weeks * 7.0, 2.0)
        weeks = number("ind.subsequent.duration")
        ids, u = self._make("subsequent", number("opening.ind.subsequent"))
        self._house(ids, -7.0 * weeks * u)
        self._put_rest(ind.delay_subsequent, ids, u * weeks * 7.0, "ind.subsequent.duration", weeks * 7.0, 1.5)
        ids, u = self._make("reopened", number("opening.ind.reopened"))
        self._house(ids, -300.0 - 200.0 * u)
        self.chain.people.round[ids] += 1
        ind.reopened_desk.put(ids, -number("opening.ind.reopened_wait") * 7.0 * u)

    def _courts(self) -> None:
        """Appeals pending, filed over the last months; most were pending at the IND for a year or more before."""
        for kind, before in (("aa", 400.0), ("va", 550.0), ("dublin", 120.0)):
            mix = self._dublin_mix if kind == "dublin" else self._mix
            ids, u = self._make(f"courts.{kind}", self.rules.number(f"opening.courts.{kind}"), mix)
            waited = self.rules.number("opening.courts.wait") * 7.0 * u
            self._house(ids, -waited - before)
            self.chain.courts.desks[kind].put(ids, -waited)

    # -- permit holders -------------------------------------------------------------------------------------------
    def _status_holders(self) -> None:
        """Permit holders at COA, by time since the permit (the classes of figure 65)."""
        chain, number = self.chain, self.rules.number
        for stay in STAYS:
            low, high = STAY_WEEKS[stay]
            ids, u = self._make(f"status.{stay}", number(f"opening.status.{stay}"), self._status_mix)
            permit = -7.0 * (low + u * (high - low))
            family = chain.luck(ids, "opening.nareis") < number("opening.status.nareis_share")
            wait = YEAR * number("opening.status.years_before") * (0.4 + 1.2 * chain.luck(ids, "opening.before_permit"))
            chain.people.permit[ids] = permit
            chain.people.applied[ids] = permit - wait
            self._coa(ids, np.where(family, permit, permit - wait))
            self._into_housing(ids, permit)

    def _into_housing(self, ids: Ids, permit: Floats) -> None:
        """Linked, or waiting for a house, as far as the time since the permit says; amv wait for Nidos."""
        chain, housing, number = self.chain, self.chain.housing, self.rules.number
        amv = chain.people.kind[ids] == 2
        self._put_rest(housing.nidos, ids[amv], -permit[amv], "housing.nidos", 7.0 * number("housing.nidos_duration"), 1.0)
        chain.coa.set_birthdays(ids[amv], np.zeros(int(amv.sum())))
        ids, permit = ids[~amv], permit[~amv]
        due = permit + 7.0 * weibull(chain.threshold(ids, "housing.linking"), number("housing.linking_duration"), 2.0)
        linking = due > 0
        housing.linking.put(ids[linking], permit[linking], due[linking])
        housing.queue.put(ids[~linking], due[~linking])

    # -- family abroad --------------------------------------------------------------------------------------------
    def _nareis(self) -> None:
        """Family abroad, with the referents they follow: permit holders of the last years who have a house by now."""
        chain, number, nareis = self.chain, self.rules.number, self.chain.nareis
        referents, _ = self._make("referents", number("opening.nareis.referents"), self._status_mix)
        chain.is_now(referents, 0)
        chain.people.permit[referents] = -YEAR
        since = np.full(referents.size, -YEAR / 2)
        chain.sim.move(1, referents, R["municipality"], since)
        chain.file_to(referents, "housed", since)
        wait = number("opening.nareis.wait") * 7.0
        for sort, name in ((MVV, "waiting_mvv"), (EVRM8, "waiting_evrm8")):
            family = self._family(referents, round(number(f"opening.nareis.{name}") * self.rules.scale), sort)
            nareis.wait_abroad(family, -wait * chain.luck(chain.people.referent[family], "opening.applied"), sort)
        for sort, name in ((MVV, "travelling_mvv"), (EVRM8, "travelling_evrm8")):
            family = self._family(referents[::-1], round(number(f"opening.nareis.{name}") * self.rules.scale), sort)
            chain.sim.move(1, family, R["abroad"], np.zeros(family.size))
            days = nareis.travel_time(family)
            nareis.travel(family, np.zeros(family.size), days * chain.luck(chain.people.referent[family], "opening.travelled"))

        family = self._family(referents, round(number("opening.nareis.objections") * self.rules.scale), EVRM8)
        chain.sim.move(1, family, R["abroad"], np.zeros(family.size))
        weeks = number("nareis.objection_duration")
        u = chain.luck(family, "opening.objected")
        self._put_rest(nareis.objections, family, 7.0 * weeks * u, "nareis.objection", 7.0 * weeks, 1.5)

    def _family(self, referents: Ids, number: int, sort: str) -> Ids:
        """So many family members, in families of three, with these referents in turn."""
        who = np.repeat(referents, 3)[:number] if sort == MVV else np.repeat(referents[: -(-number // 3)], 3)[:number]
        rank = np.arange(number) % 3 + self._named  # all family of one referent must have names of their own
        self._named += 100
        return self.chain.nareis.make_family(who, rank, sort)

    # -- departure ------------------------------------------------------------------------------------------------
    def _departing(self) -> None:
        """Who has to leave: in the term, waiting for a Dublin transfer, and in DTenV's caseload inside and outside COA."""
        chain, number, departure = self.chain, self.rules.number, self.chain.departure
        ids, u = self._make("term", number("opening.departure.term"))
        self._house(ids, -500.0 - 300.0 * u)
        departure.term.put(ids, -28.0 * u, 28.0 * (1.0 - u))
        weeks = number("departure.dublin.duration")
        ids, u = self._make("dublin", number("opening.departure.dublin"), self._dublin_mix)
        self._house(ids, -7.0 * weeks * u - 120.0)
        self._put_rest(departure.transfers, ids, u * weeks * 7.0, "departure.dublin", weeks * 7.0, 1.5)
        for stock, kind in (("coa_family", 1), ("coa_adult", 0), ("elsewhere", 0), ("supervision", 0)):
            ids, u = self._make(f"dtenv.{stock}", number(f"opening.departure.{stock}"))
            chain.is_now(ids, kind)
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
        if stock.split(".")[0] in ("spoor1", "spoor2", "dublin") or stock == "courts.dublin":
            kind = np.where(kind == 2, 0, kind)  # an amv is in spoor 4
        chain.describe(ids, nation, kind)
        chain.is_now(ids, np.where((kind == 2) & grown, 0, kind))  # for nareis they are still amv
        even = (np.arange(n) + chain.luck(ids, "opening.past")) / max(n, 1)
        return ids, even

    def _house(self, ids: Ids, applied: Floats) -> None:
        """Applicants with an open file: most at COA since the application, some with family or friends, young amv with Nidos."""
        chain, number = self.chain, self.rules.number
        chain.people.applied[ids] = applied
        amv = chain.people.kind[ids] == 2
        u = chain.luck(ids, "opening.residence")
        outside = ~amv & (u < number("opening.outside_share"))
        nidos = amv & (u < number("coa.amv_to_nidos"))
        chain.sim.move(1, ids[outside], R["host"], applied[outside])
        chain.sim.move(1, ids[nidos], R["nidos"], applied[nidos])
        inside = ids[~outside & ~nidos]
        self._coa(inside, applied[~outside & ~nidos])
        chain.coa.may_leave(inside, np.zeros(inside.size))
        chain.coa.set_birthdays(ids[amv], np.zeros(int(amv.sum())))

    def _coa(self, ids: Ids, since: Floats) -> None:
        self.chain.sim.move(1, ids, R["coa"], since)
        self.chain.people.arrived[ids] = since

    def _applied(self, ids: Ids) -> Floats:
        return self.chain.people.applied[ids]  # type: ignore[no-any-return]

    def _put_rest(self, delay, ids: Ids, elapsed: Floats, decision: str, mean: float, shape: float) -> None:  # type: ignore[no-untyped-def]
        """Into a delay that began ``elapsed`` days ago, for the rest of it."""
        rest = weibull_rest(self.chain.threshold(ids, decision), mean, shape, elapsed)
        delay.put(ids, -elapsed, rest)
