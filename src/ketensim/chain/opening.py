"""The chain on its first day: everybody who is in it already, where the file is and where they sleep, and since when.

The stocks come from the books of the report (see ``opening.*`` in the base scenario). Each person gets a past: the day of
application, of arrival at COA, of the permit. What is still to come is drawn conditional on the time already spent, so
lengths of stay and waiting times are right from the first day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.documents import ESTABLISHED, LACKING
from ketensim.chain.families import Ints, Sizes, apportion, children_of_nareizigers
from ketensim.chain.nareis import EVRM8, MVV
from ketensim.chain.postponed import LONGEST
from ketensim.chain.raad_van_state import KINDS as HIGHER_APPEALS
from ketensim.chain.states import ABROAD, R
from ketensim.chain.waits import SHAPES, in_its_week
from ketensim.engine.draws import age, survival, weibull
from ketensim.engine.people import Ids
from ketensim.engine.stations import Delay
from ketensim.scenario.groups import ADULT, AMV, FAMILY, KINDS, NATIONALITIES

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
QUARTER, YEAR = 91.3125, 365.25
BEFORE_WAY_STATION = 98.0  # days with a permit before HAR or a doorstroomlocatie; assumed, as long as COA has to house somebody
QUARTERS = tuple(f"q{n}" for n in range(1, 9))
WITHOUT_AMV = ("ind.spoor1", "ind.spoor2", "dublin", "courts.dublin")  # an amv is in spoor 4
NOT_OF_THE_CHAIN = np.cumsum(np.array(NATIONALITIES) == "other").astype(np.float64)  # police and KMar hand over
FAMILY_ABROAD = Sizes(3.0, least=1)  # of those who wait abroad on the first day; assumed, larger ones are rare
STAYS = ("lt15w", "15w-6m", "6m-1y", "gt1y")
STAY_WEEKS = {"lt15w": (0.0, 15.0), "15w-6m": (15.0, 26.0), "6m-1y": (26.0, 52.0), "gt1y": (52.0, 91.0)}


class Opening:
    """Fills one world of the chain before its first day."""

    def __init__(self, chain: Chain, world: int) -> None:
        self.chain, self.rules, self.world = chain, chain.rules[world], world
        self._mix = np.cumsum(self.rules.numbers("opening.mix"))
        self._dublin_mix = np.cumsum(self.rules.numbers("opening.dublin_mix"))
        self._departure_mix = np.cumsum(self.rules.numbers("opening.departure_mix"))
        self._status_mix = np.cumsum(self.rules.numbers("opening.status_mix"))
        self._named = 1000
        self._pending()
        self._border()
        self._courts()
        self._at_coa = self._status_holders()
        self._with_nidos = self._nidos()
        self._nareis()
        self._house_status_holders()
        self._way_stations()
        self._higher(self._departing())
        self._away()
        self._late()
        self._syrian_permits()

    # -- asylum files ---------------------------------------------------------------------------------------------
    def _pending(self) -> None:
        """Files at the IND: the spoor 4 queue by quarter of application, and the tracks that take their own time."""
        chain, ind, number = self.chain, self.chain.ind, self.rules.number
        coming = np.cumsum(self.rules.table("inflow.first")[:, 0])
        registered = number("registration.screening") + number("registration.duration")
        self._midway(chain.registration.delay, "registration", "registration.duration", registered, mix=coming)
        for quarters_ago, quarter in enumerate(QUARTERS):
            ids, u = self._make(f"aa.{quarter}", number(f"opening.ind.aa.{quarter}"))
            self._house(ids, -(quarters_ago + u) * QUARTER)
            ind.desk.put(ids, self._applied(ids))
            ind.may_withdraw(ids, np.zeros(ids.size))
        before = 7.0 * number("opening.ind.va_before")
        self._midway(ind.extended, "ind.va", "ind.va.duration", 7.0 * number("ind.spoor4.va_duration"), before)
        self._claimed(registered)
        self._midway(ind.delay2, "ind.spoor2", "ind.spoor2.duration", 7.0 * number("ind.spoor2.duration"), registered, self._dublin_mix)
        self._midway(ind.delay_subsequent, "ind.subsequent", "ind.subsequent.duration", 7.0 * number("ind.subsequent.duration"))
        ids, u = self._make("reopened", number("opening.ind.reopened"))
        self._house(ids, -300.0 - 200.0 * u)
        self.chain.people.round[ids] += 1
        ind.reopened_desk.put(ids, -number("opening.ind.reopened_wait") * 7.0 * u)

    def _claimed(self, registered: float) -> None:
        """Dublin files: those that wait for the answer to the claim, and those that wait for the decision on it."""
        number, dublin = self.rules.number, self.chain.dublin
        answer, decision = 7.0 * number("dublin.answer_duration"), 7.0 * number("dublin.decision_duration")
        ids, u = self._make("ind.spoor1", number("opening.ind.spoor1"), self._dublin_mix)
        asked = answer / (answer + decision)
        first = u < asked
        for rows, past, delay, step, mean, before in (
            (first, u / asked, dublin.first, "dublin.answer", answer, registered),
            (~first, (u - asked) / (1.0 - asked), dublin.decision, "dublin.decision", decision, registered + answer),
        ):
            elapsed = age(past[rows], mean, SHAPES[step])
            self._house(ids[rows], -elapsed - before)
            self._put_rest(delay, ids[rows], elapsed, step, mean)
        accepted = ids[~first]
        self.chain.people.transfer_by[accepted] = self.chain.people.since0[accepted] + 7.0 * number("dublin.transfer_term")

    def _border(self) -> None:
        """Held at the border, some weeks into the procedure, and after a rejection (in the caseload of DTenV)."""
        chain, number, border = self.chain, self.rules.number, self.chain.border
        coming = np.cumsum(self.rules.table("inflow.first")[:, 0] * self.rules.table("border.share")[:, 0])
        ids, u = self._make("ind.border", number("opening.ind.border"), coming, ADULT)
        mean = 7.0 * number("border.duration")
        elapsed = np.minimum(age(u, mean, SHAPES["border.procedure"]), 7.0 * number("border.term") - 1.0)
        chain.people.applied[ids] = -elapsed
        chain.sim.move(1, ids, R["detention.border"], -elapsed)
        rest = chain.rest(ids, "border.procedure", mean, elapsed)
        border.procedure.put(ids, -elapsed, np.minimum(rest, 7.0 * number("border.term") - elapsed))
        ids, u = self._make("border", number("opening.border"), coming, ADULT)
        mean = 7.0 * number("border.after_rejection")
        elapsed = age(u, mean, SHAPES["border.after_rejection"])
        chain.people.applied[ids] = -elapsed - 7.0 * number("border.duration")
        chain.sim.move(1, ids, R["detention.border"], -elapsed)
        border.release.set(ids, chain.rest(ids, "border.after_rejection", mean, elapsed))
        chain.departure.open_cases(ids, -elapsed)

    def _courts(self) -> None:
        """Appeals pending; most were pending at the IND for a year or more before. Dublin is heard when prepared, the others wait longer."""
        courts, number = self.chain.courts, self.rules.number
        for kind, before in (("aa", 400.0), ("va", 550.0), ("dublin", 120.0)):
            mix = self._dublin_mix if kind == "dublin" else self._mix
            ids, u = self._make(f"courts.{kind}", number(f"opening.courts.{kind}"), mix)
            waited = self._in_preparation(u, kind) if kind == "dublin" else number(f"opening.court_wait.{kind}") * 7.0 * u
            self._house(ids, -waited - before)
            courts.pend(ids, -waited, kind, self._still_prepared(ids, waited, kind) if kind == "dublin" else None)
            asked = ids[self._first_of(ids, number(f"opening.provisional.{kind}"))]
            mean = 7.0 * number("courts.preparation.provisional")
            elapsed = age(self.chain.luck(asked, "opening.measure"), mean, SHAPES["courts.provisional"])
            courts.ask_measure(asked, self.chain.rest(asked, "courts.provisional", mean, elapsed))

    def _in_preparation(self, u: Floats, kind: str) -> Floats:
        """How long cases at court have been prepared by now."""
        return age(u, 7.0 * self.rules.number(f"courts.preparation.{kind}"), SHAPES["courts.preparation"])

    def _still_prepared(self, ids: Ids, elapsed: Floats, kind: str) -> Floats:
        """How long that takes them yet."""
        return self.chain.rest(ids, "courts.preparation", 7.0 * self.rules.number(f"courts.preparation.{kind}"), elapsed)

    def _late(self) -> None:
        """Files past their term: against some there is an appeal, for some the court has set the IND a term; others may appeal yet."""
        chain, late, number = self.chain, self.chain.courts.late, self.rules.number
        ids = late.open_files()
        ids = ids[(chain.people.world[ids] == self.world) & ~chain.file_in(ids, *ABROAD)]  # family abroad has told of itself
        past = ids[late.late_from(ids) < 0.0]
        past = past[np.argsort(chain.luck(past, "opening.late"), kind="stable")]
        u = chain.luck(past, "opening.late.since")
        pending = self._first_of(past, number("opening.late.pending"))
        ordered = self._first_of(past, number("opening.late.pending") + number("opening.late.ordered")) & ~pending
        waited = self._in_preparation(u[pending], "late")
        late.pend(past[pending], -waited, self._still_prepared(past[pending], waited, "late"))
        late.order(past[ordered], -7.0 * number("courts.late.term") * u[ordered])
        others = np.setdiff1d(ids, past[pending | ordered])
        late.opened(others, np.zeros(others.size))

    def _higher(self, leaving: Ids) -> None:
        """Higher appeals pending: some wait for them here, the others are of persons who have to leave (``leaving``)."""
        chain, number, court = self.chain, self.rules.number, self.chain.raad_van_state
        for track in HIGHER_APPEALS:
            pending, here = number(f"opening.raad_van_state.{track}"), number("raad_van_state.suspends")
            ids, u = self._make(f"raad_van_state.{track}", pending * here)
            waited = 7.0 * number("opening.higher_wait") * u
            self._house(ids, -waited - 600.0)
            court.pend(ids, -waited, np.full(ids.size, track == "va"))
            court.wait(ids, -waited)
            waiting, beside = ids, self._first_of(leaving, pending * (1.0 - here))
            ids, leaving = leaving[beside], leaving[~beside]
            court.pend(ids, -7.0 * number("opening.higher_wait") * chain.luck(ids, "opening.past"), np.full(ids.size, track == "va"))
            share = number(f"raad_van_state.provisional_share.{track}")
            for pending_here in (waiting, ids):
                chain.people.higher_measure[pending_here] = chain.luck(pending_here, "raad_van_state.provisional") < share

    def _first_of(self, ids: Ids, number: float) -> NDArray[np.bool_]:
        """Which of these parties are the first that have so many persons together."""
        return np.cumsum(self.chain.people.size[ids]) <= round(number * self.rules.scale)

    # -- permit holders -------------------------------------------------------------------------------------------
    def _status_holders(self) -> Ids:
        """Permit holders at COA, by time since the permit (the classes of figure 65); returns those who may be referents."""
        chain, number = self.chain, self.rules.number
        own: list[Ids] = []
        for stay in STAYS:
            stock, family = number(f"opening.status.{stay}"), number("opening.nareis_share")
            ids, permit = self._with_permit(f"status.{stay}", stock * (1.0 - family), stay)
            self._coa(ids, self._applied(ids))
            own.append(ids)
            ids, permit = self._with_permit(f"status.{stay}.family", stock * family, stay, FAMILY)
            chain.people.nareiziger[ids] = True
            chain.people.children[ids] = children_of_nareizigers(chain.people.size[ids], chain.luck(ids, "family.partner"))
            self._coa(ids, permit)
            joins = (chain.luck(ids, "housing.joins") < number("housing.joins_share")) & (stay == STAYS[0])
            self._join(ids[joins], permit[joins])
            self._into_housing(ids[~joins], permit[~joins])
        return np.concatenate(own)

    def _with_permit(self, stock: str, number: float, stay: str, kind: int | None = None) -> tuple[Ids, Floats]:
        """Permit holders of a class of stay: (rows, day of the permit)."""
        low, high = STAY_WEEKS[stay]
        ids, u = self._make(stock, number, self._status_mix, kind)
        permit = -7.0 * (low + u * (high - low))
        self._granted(ids, permit)
        return ids, permit

    def _granted(self, ids: Ids, permit: Floats) -> None:
        """Got a permit on that day, and asked for it a time before."""
        people = self.chain.people
        wait = YEAR * self.rules.number("opening.years_before_permit") * (0.4 + 1.2 * self.chain.luck(ids, "opening.before_permit"))
        people.permit[ids], people.applied[ids] = permit, permit - wait
        self.chain.status.describe(ids)

    def _house_status_holders(self) -> None:
        """Those with a permit of their own, now that it is known whose family is abroad: some wait for it, the others for a house."""
        housing, permit = self.chain.housing, self.chain.people.permit[self._at_coa]
        waits = housing.waits_for_family(self._at_coa)
        self.chain.file_to(self._at_coa[waits], "housing.family", permit[waits])
        self._into_housing(self._at_coa[~waits], permit[~waits])

    def _join(self, ids: Ids, permit: Floats) -> None:
        """Family that is about to join a referent who has a house."""
        housing = self.chain.housing
        self.chain.people.joins[ids] = True
        self._put_rest(housing.joining, ids, -permit, "housing.joining", 7.0 * self.rules.number("housing.joining_duration"))

    def _into_housing(self, ids: Ids, permit: Floats) -> None:
        """Being matched, or waiting for a house, as far as the time since the permit says; amv wait for Nidos."""
        chain = self.chain
        amv = chain.people.kind[ids] == AMV
        chain.nidos.wait_for_family(ids[amv], permit[amv])
        chain.nidos.set_birthdays(ids[amv], np.zeros(int(amv.sum())), here_for_long=True)
        chain.nidos.kso.put(ids[amv], permit[amv])
        self._match(ids[~amv], permit[~amv])
        chain.coa.may_give_birth(ids[~amv], permit[~amv])

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
        housing.may_find(ids[slow], permit[slow], "linking")
        ids, permit = ids[~slow], permit[~slow]
        due = permit + chain.time(ids, "housing.linking", linking)
        still = due > 0
        housing.linking.put(ids[still], permit[still], due[still])
        housing.may_find(ids[still], permit[still], "linking")
        housing.ready(ids[~still], due[~still])

    # -- with Nidos, and in way-stations --------------------------------------------------------------------------
    def _nidos(self) -> Ids:
        """Minors with a permit in small-scale places and families, and those in extended care; their families may be abroad."""
        chain, number = self.chain, self.rules.number
        kso, _ = self._make("nidos.kso", number("opening.nidos.kso"), self._status_mix, AMV)
        family, _ = self._make("nidos.family", number("opening.nidos.family"), self._status_mix, AMV)
        grown, _ = self._make("nidos.extended", number("opening.nidos.extended"), self._status_mix, AMV)
        for ids, place in ((kso, "nidos.kso"), (family, "nidos.family"), (grown, "nidos.extended")):
            self._settle(ids, place)
        chain.people.counted[np.concatenate([kso, grown])] = True
        chain.people.young[kso], chain.people.young[family] = False, True
        minors = np.concatenate([kso, family])
        chain.nidos.set_birthdays(minors, np.zeros(minors.size), here_for_long=True)
        chain.is_now(grown, np.full(grown.size, ADULT))  # for nareis they are still amv
        chain.nidos.extend(grown, np.zeros(grown.size), here_for_long=True)
        return np.concatenate([kso, family, grown])

    def _way_stations(self) -> None:
        """Permit holders in HAR and doorstroomlocaties, for some time."""
        housing, number = self.chain.housing, self.rules.number
        for place, delay in housing.stays.items():
            ids, u = self._make(place, number(f"opening.{place}"), self._status_mix, ADULT)
            self.chain.people.counted[ids] = True
            mean = 7.0 * number(f"housing.{place}.duration")
            elapsed = age(u, mean, SHAPES[f"housing.{place}"])
            self._granted(ids, -elapsed - BEFORE_WAY_STATION)
            self.chain.sim.move(1, ids, R[place], -elapsed)
            self._put_rest(delay, ids, elapsed, f"housing.{place}", mean)

    # -- family abroad --------------------------------------------------------------------------------------------
    def _nareis(self) -> None:
        """Family abroad, with the referents they follow: still at COA, in a house by now, or (siblings) an amv with Nidos."""
        chain, number, nareis = self.chain, self.rules.number, self.chain.nareis
        recent = chain.people.permit[self._at_coa] > -number("nareis.window")
        waiting = self._recent(self._at_coa[recent])
        older = self._at_coa[~recent]
        has_family = chain.luck(older, "opening.has_family") < number("opening.nareis.referents_at_coa")
        adults = np.concatenate([older[has_family], self._referents()])
        amv = self._with_nidos
        pools = {MVV: adults, EVRM8: amv}
        for sort, pool in pools.items():
            family = self._family(pool, number(f"opening.nareis.waiting_{sort}"), sort, less=waiting[sort])
            nareis.wait_abroad(family, self._asked(family))
        for sort, pool in pools.items():
            self._travelling(self._family(pool[::-1], number(f"opening.nareis.travelling_{sort}"), sort))
        for sort, pool in pools.items():
            self._objecting(self._family(pool, number(f"opening.nareis.objections.{sort}"), sort))
        for sort, pool in pools.items():
            self._appealing(self._family(pool, number(f"opening.nareis.appeals.{sort}"), sort))

    def _objecting(self, family: Ids) -> None:
        """Objected over the time in which so many are decided."""
        self._abroad(family)
        waited = 7.0 * self.rules.number("opening.nareis.objection_wait") * self._family_past(family, "opening.objected")
        self.chain.nareis.bezwaar.file(family, -waited)

    def _appealing(self, family: Ids) -> None:
        """At court, for some time."""
        self._abroad(family)
        mean = 7.0 * self.rules.number("nareis.appeal_duration")
        elapsed = age(self._family_past(family, "opening.appealed"), mean, SHAPES["nareis.appeal"])
        self._put_rest(self.chain.nareis.bezwaar.appeals, family, elapsed, "nareis.appeal", mean)

    def _recent(self, ids: Ids) -> dict[str, int]:
        """Who got the permit in the last three months may have asked for family by now, or still will; how many have, by sort."""
        asked = {MVV: 0, EVRM8: 0}
        for sort, family, due, _ in self.chain.nareis.families(ids, self.chain.people.permit[ids]):
            done = due < 0
            self.chain.nareis.wait_abroad(family[done], due[done])
            self.chain.nareis.asks_later(family[~done], due[~done])
            asked[sort] += int(self.chain.people.size[family[done]].sum())
        return asked

    def _travelling(self, family: Ids) -> None:
        """Granted some time ago: the mvv is to be collected, or they travel."""
        self._abroad(family)
        number, journey = self.rules.number, self.chain.nareis.journey
        collect, travel = number("nareis.collect_duration"), number("nareis.travel_duration")
        past = self._family_past(family, "opening.travelled")
        share = collect / (collect + travel)
        first = past < share
        journey.collecting.midway(family[first], past[first] / share, collect, number("nareis.collect_term"))
        journey.travelling.midway(family[~first], (past[~first] - share) / (1.0 - share), travel, number("nareis.travel_term"))

    def _referents(self) -> Ids:
        """Permit holders of the last years who have a house, and family abroad."""
        ids, _ = self._make("referents", self.rules.number("opening.nareis.referents"), self._status_mix, ADULT)
        self._settle(ids, "municipality")
        return ids

    def _settle(self, ids: Ids, place: str) -> None:
        """Got a permit a year ago and left COA half a year ago."""
        self._granted(ids, np.full(ids.size, -YEAR))
        since = np.full(ids.size, -YEAR / 2)
        self.chain.sim.move(1, ids, R[place], since)
        self.chain.file_to(ids, "housed", since)

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
        """Families of so many persons (``less`` those that are there already), three on average, with these referents."""
        n = max(round(number * self.rules.scale) - less, 0) if referents.size else 0
        sizes = FAMILY_ABROAD.adding_up(n, f"opening.nareis.{sort}")
        self._named += 1  # all family of one referent must have names of their own
        which = np.arange(sizes.size)
        rank = self._named * 1000 + which // max(referents.size, 1)
        return self.chain.nareis.make_family(referents[which % max(referents.size, 1)], rank, sizes, sort)

    # -- departure ------------------------------------------------------------------------------------------------
    def _departing(self) -> Ids:
        """Who has to leave: in the term, waiting for a Dublin transfer, and in DTenV's caseload inside and outside COA.

        Returns those who are in the term, or in the caseload and at COA.
        """
        chain, number, departure = self.chain, self.rules.number, self.chain.departure
        ids, u = self._make("term", number("opening.departure.term"), self._departure_mix)
        self._house(ids, -500.0 - 300.0 * u)
        term = number("departure.term")
        departure.term.put(ids, -term * u, term * (1.0 - u))
        recent = [ids]
        mean = 7.0 * number("departure.dublin.duration")
        ids, u = self._make("dublin", number("opening.departure.dublin"), self._dublin_mix)
        left = 7.0 * (number("dublin.transfer_term") - number("dublin.decision_duration"))  # of the term, when the decision is made
        elapsed = np.minimum(age(u, mean, SHAPES["departure.dublin"]), max(left - 1.0, 0.0))
        self._house(ids, -elapsed - 120.0)
        chain.people.transfer_by[ids] = np.maximum(left - elapsed, 0.0)
        rest = chain.rest(ids, "departure.dublin", mean, elapsed)
        chain.dublin.transfers.put(ids, -elapsed, np.minimum(rest, chain.people.transfer_by[ids]))
        for stock, kind in (("coa_family", FAMILY), ("coa_adult", ADULT), ("elsewhere", ADULT), ("supervision", ADULT)):
            mix = NOT_OF_THE_CHAIN if stock == "supervision" else self._departure_mix
            ids, u = self._make(f"dtenv.{stock}", number(f"opening.departure.{stock}"), mix, kind)
            at = np.zeros(ids.size)
            if stock.startswith("coa"):
                self._long_at_coa(ids)
                recent.append(ids)
            else:
                chain.sim.move(1, ids, R["elsewhere"], at)
            if stock == "supervision":
                departure.handed_over(ids)
            departure.open_cases(ids, at)
            self._asked_for_documents(ids)
            if stock != "supervision":
                self._asked_for_postponement(ids)
            if stock == "coa_adult":
                there = chain.luck(ids, "opening.vbl") < number("opening.departure.vbl_share")
                chain.vbl.already_there(ids[there], u[there])
        self._detained()
        self._postponed()
        return np.concatenate(recent)

    def _long_at_coa(self, ids: Ids) -> None:
        """Residents who have to leave, and have been there for years."""
        years = self.rules.number("opening.departure.years_in_coa")
        self._coa(ids, -YEAR * (1.2 + weibull(self.chain.threshold(ids, "opening.years"), years, 1.0)))

    def _asked_for_documents(self, ids: Ids) -> None:
        """Of those in the caseload without a document: whose country has been asked for one, or has established the nationality."""
        chain, number = self.chain, self.rules.number
        lacking = ids[chain.people.document[ids] == LACKING]
        u, asked = chain.luck(lacking, "opening.asked"), number("opening.departure.documents_asked")
        pending = lacking[u < asked]
        chain.documents.pending(pending, np.zeros(pending.size))
        known = (u >= asked) & (u < asked + (1.0 - asked) * number("opening.departure.documents_established"))
        chain.people.document[lacking[known]] = ESTABLISHED

    def _asked_for_postponement(self, ids: Ids) -> None:
        """Of applicants in the caseload: who waits for a decision on article 64; it comes later, as after a new application."""
        asked = ids[self.chain.luck(ids, "opening.postponement") < self.rules.number("opening.departure.postponement_asked")]
        self.chain.postponed.pending(asked, np.zeros(asked.size))

    def _detained(self) -> None:
        """In detention since some time; the time that is left is drawn as a whole one, since it is short."""
        ids, _ = self._make("detention", self.rules.number("opening.departure.detention"), NOT_OF_THE_CHAIN, ADULT)
        chain = self.chain
        chain.people.from_supervision[ids] = 1
        chain.departure.classes.open(ids)
        chain.documents.describe(ids)
        chain.detention.detain(ids, np.zeros(ids.size))

    def _postponed(self) -> None:
        """Whose departure is postponed, at COA."""
        mean = 7.0 * self.rules.number("departure.postponed.duration")
        for stock, kind in (("adult", ADULT), ("family", FAMILY)):
            ids, u = self._make(f"postponed.{stock}", self.rules.number(f"opening.departure.postponed_{stock}"), self._departure_mix, kind)
            self._long_at_coa(ids)
            elapsed = np.minimum(age(u, mean, SHAPES["departure.postponed"]), LONGEST - 1.0)
            rest = self.chain.rest(ids, "departure.postponed", mean, elapsed)
            self.chain.postponed.delay.put(ids, -elapsed, in_its_week(np.minimum(rest, LONGEST - elapsed)))

    def _away(self) -> None:
        """Who left before the start and will come back, by themselves or transferred by another member state."""
        chain = self.chain
        chain.departure.returns.return_later(*self._gone("away"))
        chain.dublin.claimed_by_others(*self._gone("dublin_in"))

    def _gone(self, stock: str) -> tuple[Ids, Floats]:
        """Persons who left, rejected or with an open file (which is closed), and the first day."""
        ids, _ = self._make(stock, self.rules.number(f"opening.{stock}"))
        at = np.zeros(ids.size)
        self.chain.sim.move(1, ids, R["elsewhere"], at)
        rejected = self.chain.luck(ids, "opening.away") < self.rules.number("opening.away_rejected")
        self.chain.file_to(ids[rejected], "departed", at[rejected])
        self.chain.file_to(ids[~rejected], "closed", at[~rejected])
        amv = self.chain.people.kind[ids] == AMV
        self.chain.nidos.set_birthdays(ids[amv], at[amv], here_for_long=True)
        return ids, at

    def _syrian_permits(self) -> None:
        """Syrians with a permit on the first day: it may end."""
        people = self.chain.people
        ids = np.flatnonzero((people.world[: people.count] == self.world) & ~np.isnan(people.permit[: people.count]))
        self.chain.syria.permit(ids, people.permit[ids])

    # -- helpers --------------------------------------------------------------------------------------------------
    def _make(self, stock: str, number: float, mix: Floats | None = None, kind: int | None = None) -> tuple[Ids, Floats]:
        """So many persons of a stock, by nationality and kind (all of ``kind``, where that is given).

        Returns (rows, an even number in (0, 1) each, for the past).
        """
        chain, n = self.chain, round(number * self.rules.scale)
        sizes, group, place = self._compose(n, stock, mix, kind)
        ids = chain.sim.born(self.world, f"opening.{stock}", -1 - group, np.arange(sizes.size), sizes)
        nation, kinds = np.divmod(group, len(KINDS))
        chain.describe(ids, nation, kinds)
        chain.nidos.describe(ids[kinds == AMV])
        if kind is None:
            grown = (kinds == AMV) & (chain.luck(ids, "opening.turned_18") >= self.rules.number("opening.amv_factor"))
            chain.is_now(ids[grown], np.full(int(grown.sum()), ADULT))  # for nareis they are still amv
        return ids, (place[0] + chain.luck(ids, "opening.past")) / np.maximum(place[1], 1)

    def _compose(self, n: int, stock: str, mix: Floats | None, kind: int | None) -> tuple[Ints, Ints, tuple[Ints, Ints]]:
        """Parties of ``n`` persons together: (persons, group, (rank in the group, parties of the group)) of each."""
        inflow = self.chain.inflow
        by_nation = apportion(n, np.diff(self._mix if mix is None else mix, prepend=0.0))
        shares = inflow.kinds_at_start(self.world) if kind is None else np.tile(np.arange(len(KINDS)) == kind, (len(NATIONALITIES), 1))
        if stock in WITHOUT_AMV:
            shares = shares * (np.arange(len(KINDS)) != AMV)
            shares[~shares.any(axis=1), ADULT] = 1.0  # of nationalities that only amv come from
        persons = np.array([apportion(number, share.astype(float)) for number, share in zip(by_nation, shares, strict=True)])
        parts = []
        for group, number in enumerate(persons.ravel()):
            family = group % len(KINDS) == FAMILY
            size = inflow.family_sizes(self.world).adding_up(int(number), f"{stock}.{group}") if family else np.ones(number, np.int64)
            parts.append((size, np.full(size.size, group), np.arange(size.size), np.full(size.size, size.size)))
        sizes, groups, rank, of = (np.concatenate(column) for column in zip(*parts, strict=True))
        return sizes, groups, (rank, of)

    def _house(self, ids: Ids, applied: Floats) -> None:
        """Applicants with an open file: most at COA since the application, some with family or friends, young amv with Nidos."""
        chain, number = self.chain, self.rules.number
        chain.people.applied[ids] = applied
        amv = chain.people.kind[ids] == AMV
        outside = ~amv & (chain.luck(ids, "opening.residence") < number("opening.outside_share"))
        fostered = amv & chain.people.young[ids] & (chain.luck(ids, "opening.fostered") < number("opening.nidos.fostered_share"))
        chain.sim.move(1, ids[outside], R["host"], applied[outside])
        chain.sim.move(1, ids[fostered], R["nidos.family"], applied[fostered])
        inside = ~outside & ~fostered
        self._coa(ids[inside], applied[inside])
        chain.coa.may_leave(ids[inside], np.zeros(int(inside.sum())))
        waits = amv & inside
        chain.nidos.wait_for_family(ids[waits], applied[waits])
        chain.nidos.set_birthdays(ids[amv], np.zeros(int(amv.sum())), here_for_long=True)

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
