"""Reads the series from the ledger: which states and events make up each published number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ketensim.chain import status_outflow, verhuizingen
from ketensim.chain.budget import KINDS as KINDS_OF_WORK
from ketensim.chain.departure_books import departure, subsequent
from ketensim.chain.housing import HOUSEHOLDS
from ketensim.chain.places import reception
from ketensim.chain.raad_van_state import KINDS as HIGHER_APPEALS
from ketensim.chain.series import SPLIT
from ketensim.chain.states import ABROAD, COURTS, DEPARTING, HIGHER, IND, PROCEDURE, RESIDENCE, STATUS, WAY_STATIONS, P, R
from ketensim.chain.ukraine import displaced
from ketensim.scenario.groups import AMV, KINDS, NATIONALITIES

if TYPE_CHECKING:
    from ketensim.chain.census import Census
    from ketensim.chain.network import Chain
    from ketensim.chain.rules import Rules

Floats = NDArray[np.float64]
FIRST_FILES = ("registration", "ind.border", "ind.spoor1", "ind.spoor2", "ind.aa", "ind.va", "ind.ukraine")
TRACKS = ("dublin", "spoor2", "aa", "va")
ALL_TRACKS = (*TRACKS, "ukraine")  # decisions on woken applications of displaced persons have no lead time since the first day
OUTCOMES = ("grant", "reject", "other")
CAUSES = {
    "inflow": ("applicant", "nareis", "evrm8", "returned", "permit", "nidos", "postponed", "ukraine"),
    "outflow": ("housed", "host", "file_open", "dublin", "rejected", "nidos", "status_returned"),
}
APPEALS = ("aa", "va", "dublin")
NAREIS_STEPS = ("waiting_period", "conditions", "objection", "appeal", "collect", "travel")


class Books:
    """Stocks and flows of one world of a finished simulation, as arrays of (days, nationalities, kinds) at full size."""

    def __init__(self, chain: Chain, world: int) -> None:
        self._groups, self._world = slice(world * chain.sim.cells, (world + 1) * chain.sim.cells), world
        self.ledger, self.rules, self.scale, self.days = chain.sim.ledger, chain.rules[world], chain.scale, chain.sim.days
        self._chain = chain
        self._shape = (self.days, len(NATIONALITIES), len(KINDS))

    def files(self, states: Iterable[str], at_coa: bool = False) -> Floats:
        """Persons whose file is in one of these states (and who sleep at COA) at each day end."""
        return self._in(states, ["coa"] if at_coa else RESIDENCE)

    def sleeping(self, *places: str) -> Floats:
        """Persons who sleep in one of these places at each day end."""
        return self._in(PROCEDURE, places)

    def outside(self, states: Iterable[str]) -> Floats:
        """Persons whose file is in one of these states and who sleep neither at COA nor with Nidos."""
        return self._in(states, ["host", "elsewhere"])

    def event(self, name: str) -> Floats:
        """How often an event happened on each day."""
        rows = self.ledger.events.get(name)
        return np.zeros(self._shape) if rows is None else self._full(rows[:, self._groups])

    def events(self, *names: str) -> Floats:
        """The sum of several events."""
        return np.sum([self.event(name) for name in names], axis=0)

    def decisions(self, track: str) -> Floats:
        """Decisions on first applications of a track."""
        return self.events(*(f"ind.decisions_first.{track}.{outcome}" for outcome in OUTCOMES[:2]))

    def amount(self, name: str) -> Floats:
        """A sum of each day, shape (days,)."""
        sums = self.ledger.sums.get(name)
        return np.zeros(self.days) if sums is None else sums[:, self._world] / self.scale

    def stays_after_permit(self) -> dict[str, dict[str, Floats]]:
        """Status holders who left COA, their weeks since the permit, and those within the term: a measure, a group, of (days,)."""
        told = self._chain.coa.stays_after_permit.told[:, self._world] / self.scale
        return {measure: dict(zip(status_outflow.GROUPS, told[:, n].T, strict=True)) for n, measure in enumerate(status_outflow.MEASURES)}

    def people(self, column: str) -> NDArray[Any]:
        """A column of all persons, as it is at the end of the run."""
        people = self._chain.people
        return np.asarray(getattr(people, column)[: people.count])

    def pending(self, filed: str, net: Floats, which: NDArray[np.bool_] | bool = True) -> Floats:
        """Cases beside persons at each day end: those there are at the end of the run (column ``filed``), less what came since."""
        there = (self.people(filed) != 0.0) & (self.people("world") == self._world) & which
        since = np.rint((net.sum() - np.cumsum(net)) * self.scale)  # whole cases, whatever the order in which they are added
        return (float(self.people("size")[there].sum()) - since) / self.scale

    def waits_for_a_house(self) -> Floats:
        """Persons who moved into a house and the sum of their weeks since the permit, by size of household: (days, 2, sizes)."""
        return self._chain.housing.waited[:, self._world] / self.scale

    def verhuizingen(self) -> dict[str, Floats]:
        """Moves between locations, movers, and who left COA with their months by number of moves: (days, groups, reasons or numbers)."""
        own = self._chain.verhuizingen
        return {name: getattr(own, name)[:, self._world] / self.scale for name in ("moves", "movers", "left", "stayed")}

    def _in(self, states: Iterable[str], places: Iterable[str]) -> Floats:
        stock = self.ledger.stock_in([P[state] for state in states], [R[place] for place in places], self._groups)
        return self._full(stock)

    def _full(self, counts: NDArray[np.int32]) -> Floats:
        return counts.reshape(self._shape) / self.scale


def read_books(chain: Chain, census: Census) -> list[tuple[dict[str, Floats], dict[str, tuple[Floats, Floats]]]]:
    """All series of a finished simulation, a world: (daily, ratios), as in :class:`~ketensim.chain.outcome.Outcome`."""
    return [_read_world(chain, census, world) for world in range(chain.sim.worlds)]


def _read_world(chain: Chain, census: Census, world: int) -> tuple[dict[str, Floats], dict[str, tuple[Floats, Floats]]]:
    books = Books(chain, world)
    split = _split(books)
    daily = {name: values.sum(axis=(1, 2)) for name, values in split.items()}
    daily |= _inflow(books) | subsequent(books) | _ind(books) | _courts(books) | _dublin(books) | _border(books) | _nareis(books)
    daily |= _coa(books) | _nidos(books) | departure(books)
    daily |= reception(books)
    daily |= _housing(books, _to_be_housed(books, daily))
    daily |= _verhuizingen(books)
    daily |= displaced(books, chain.ukraine.books[world]) | {"ukraine.coa": _total(books.files(["ind.ukraine"], at_coa=True))}
    daily |= {name: counts[:, world] for name, counts in census.counts.items()}
    for name in SPLIT:
        for number, nation in enumerate(NATIONALITIES):
            daily[f"{name}.{nation}"] = split[name][:, number].sum(axis=1)
    return daily, _ratios(books, split)


def _total(values: Floats) -> Floats:
    return values.sum(axis=(1, 2))


def _split(books: Books) -> dict[str, Floats]:
    """The series that are also given by nationality."""
    decisions = _outcomes(books)
    return {
        "inflow.first": books.event("inflow.first"),
        "ind.decisions_first.total": decisions["grant"] + decisions["reject"] + decisions["other"],
        "ind.decisions_first.grant": decisions["grant"],
        "ind.backlog": books.files(FIRST_FILES),
        "coa.occupancy": books.files(PROCEDURE, at_coa=True),
        "nareis.mvv.applications": books.event("nareis.mvv.applications"),
    }


def _outcomes(books: Books) -> dict[str, Floats]:
    """Decisions on first applications by outcome; 'other' is a file closed without a decision on the merits."""
    merits = {o: books.events(*(f"ind.decisions_first.{track}.{o}" for track in ALL_TRACKS)) for o in OUTCOMES[:2]}
    return merits | {"other": books.event("ind.decisions_first.other")}


def _inflow(books: Books) -> dict[str, Floats]:
    parts = {name: _total(books.event(f"inflow.{name}")) for name in ("first", "nareis_arrivals", "resettlement", "relocation")}
    parts["subsequent"] = subsequent(books)["inflow.subsequent"]
    return {
        "inflow.total": np.sum(list(parts.values()), axis=0),
        **{f"inflow.{name}": values for name, values in parts.items()},
        "inflow.births": books.amount("inflow.births"),
        "inflow.first.amv": books.event("inflow.first")[:, :, AMV].sum(axis=1),
    }


def _ind(books: Books) -> dict[str, Floats]:
    events = (
        "ind.decisions_subsequent", "ind.decisions_reopened", "ind.renewals", "ind.reopened_in", "ind.permits.subsequent",
        "ind.permits.refugee", "ind.permits.subsidiary", "ind.permits.resettlement", "ind.permits.side_inflow",
    )  # fmt: skip
    series = {name: _total(books.event(name)) for name in events}
    series |= {f"ind.decisions_first.{o}": _total(values) for o, values in _outcomes(books).items()}
    series |= {f"ind.decisions_first.{track}": _total(books.decisions(track)) for track in ALL_TRACKS}
    series["ind.permits.nareis"] = _total(books.event("inflow.nareis_arrivals"))
    first = series["ind.decisions_first.grant"]
    series["ind.permits.total"] = first + sum(series[f"ind.permits.{k}"] for k in ("subsequent", "resettlement", "side_inflow", "nareis"))
    for track in ("spoor1", "spoor2", "aa", "va", "subsequent", "reopened", "ukraine"):
        series[f"ind.backlog.{track}"] = _total(books.files([f"ind.{track}"]))
    series |= {f"ind.budget_used.{kind}": books.amount(f"ind.budget_used.{kind}") for kind in KINDS_OF_WORK}
    series["ind.budget_used.total"] = np.sum([series[f"ind.budget_used.{kind}"] for kind in KINDS_OF_WORK], axis=0)
    series["ind.open_procedures"] = _total(books.files((*FIRST_FILES, *COURTS)))
    return series


def _courts(books: Books) -> dict[str, Floats]:
    """Figures 75 and 76. Every case that went out is a ruling, or was withdrawn or fell with what it was about."""
    events = {
        **{
            f"courts.{k}.{sort}_{way}": f"courts.{k}.{sort}_{way}"
            for k in APPEALS
            for sort in ("appeals", "provisional")
            for way in ("in", "out")
        },
        **{f"courts.va.late_{way}": f"courts.late.{way}" for way in ("in", "out")},
        "courts.late.withdrawn": "courts.late.withdrawn",
        **{
            f"raad_van_state.{k}.{sort}{way}": f"raad_van_state.{k}.{sort}{way}"
            for k in HIGHER_APPEALS
            for sort, way in (("", "in"), ("", "out"), ("provisional_", "in"), ("provisional_", "out"))
        },
        "raad_van_state.by_ind": "raad_van_state.by_ind",
        "raad_van_state.for_person": "raad_van_state.for_person",
    }
    series = {name: _total(books.event(event)) for name, event in events.items()}
    for way in ("in", "out"):
        series[f"courts.total_{way}"] = np.sum(
            [value for name, value in series.items() if name.startswith("courts.") and name.endswith(f"_{way}")], axis=0
        )
    status = [f"courts.status.{name}" for name in ("appeals_in", "appeals_out", "upheld")]  # beside the figures, so not in the totals
    series |= {name: _total(books.event(name)) for name in status}
    series |= {
        "courts.pending": _total(books.files(COURTS)),
        "courts.late.pending": books.pending("late_filed", _net(series, "courts.va.late_")),
    }
    for k in HIGHER_APPEALS:
        is_one = books.people("higher_va") == (k == "va")
        series[f"raad_van_state.{k}.pending"] = books.pending("higher_filed", _net(series, f"raad_van_state.{k}."), is_one)
    penalties = {
        f"ind.penalty_payments.{kind}": books.amount(f"courts.late.penalties.{kind}") / 1e6 for kind in ("judicial", "administrative")
    }
    return series | penalties | {"ind.penalty_payments": np.sum(list(penalties.values()), axis=0)}


def _net(series: dict[str, Floats], flows: str) -> Floats:
    """What came in less what went out on each day."""
    return series[f"{flows}in"] - series[f"{flows}out"]


def _dublin(books: Books) -> dict[str, Floats]:
    """Claims and transfers both ways; of the claims received only those that end in a transfer are followed, the others touch nobody here."""
    names = ("claims_sent", "claims_accepted", "independent", "forced", "unsupervised", "lapsed", "transferred_in")
    series = {f"dublin.{name}": _total(books.event(f"dublin.{name}")) for name in names}
    return series | {
        "dublin.transferred": series["dublin.independent"] + series["dublin.forced"],
        "dublin.waiting": _total(books.files(["ind.spoor1.transfer"])),
        "dublin.claims_received": series["dublin.transferred_in"] / books.rules.path("dublin.in.transferred_share"),
    }


def _border(books: Books) -> dict[str, Floats]:
    """The border procedure, and who is held."""
    series = {f"border.{name}": _total(books.event(f"border.{name}")) for name in ("applications", "in", "decisions", "rejected", "moved")}
    return series | {
        "border.detained": _total(books.sleeping("detention.border")),
        "ind.backlog.border": _total(books.files(["ind.border"])),
        "border.places": books.rules.path("border.places"),
    }


def _nareis(books: Books) -> dict[str, Floats]:
    events = (
        "nareis.mvv.decisions", "nareis.mvv.granted", "nareis.evrm8.applications", "nareis.evrm8.decisions", "nareis.evrm8.granted",
        "nareis.evrm8.objections", "nareis.evrm8.objections_decided", "nareis.evrm8.arrivals",
        "nareis.mvv.objections", "nareis.mvv.objections_decided", "nareis.mvv.withdrawn", "nareis.evrm8.withdrawn",
        "nareis.applications_subsidiary", "nareis.arrivals_subsidiary", "nareis.appeals_in", "nareis.appeals_out",
        "nareis.granted_on_appeal", "nareis.not_collected", "nareis.not_travelled",
    )  # fmt: skip
    series = {name: _total(books.event(name)) for name in events}
    series |= {name: books.amount(name) for name in ("nareis.late", "nareis.beyond_core")}
    series |= {f"nareis.{step}": _total(books.files([f"nareis.{step}"])) for step in NAREIS_STEPS}
    for state in ABROAD:
        series[f"nareis.waiting_abroad.{state.split('.')[1]}"] = _total(books.files([state]))
    series["nareis.waiting_abroad"] = _total(books.files(ABROAD))
    return series


def _coa(books: Books) -> dict[str, Floats]:
    series = {
        "coa.status_holders": _total(books.files(STATUS, at_coa=True)),
        "coa.departing": _total(books.files(DEPARTING, at_coa=True)),
        "coa.in_procedure": _total(books.files((*IND, *COURTS, *HIGHER), at_coa=True)),
        "coa.amv": books.files(PROCEDURE, at_coa=True)[:, :, AMV].sum(axis=1),
        "coa.pending_outside": _total(books.outside(FIRST_FILES)),
        "coa.status_outflow": _total(books.event("coa.outflow.housed")),
        "coa.births": books.amount("coa.births"),
        **{f"coa.status_outflow.{group}": left for group, left in books.stays_after_permit()["left"].items()},
    }
    for way, causes in CAUSES.items():
        parts = {f"coa.{way}.{cause}": _total(books.event(f"coa.{way}.{cause}")) for cause in causes}
        series |= parts | {f"coa.{way}": np.sum(list(parts.values()), axis=0)}
    return series


def _verhuizingen(books: Books) -> dict[str, Floats]:
    """Figures 67 to 70: moves and movers by reason, and who left by the number of moves."""
    counted, series = books.verhuizingen(), {}
    for row, group in enumerate(verhuizingen.GROUPS):
        for measure, name in (("moves", "coa.verhuizingen"), ("movers", "coa.verhuisd")):
            parts = counted[measure][:, row]
            series[f"{name}.{group}"] = parts.sum(axis=1)
            series |= {f"{name}.{group}.{reason}": parts[:, n] for n, reason in enumerate(verhuizingen.REASONS)}
        left = counted["left"][:, row]
        series[f"coa.left.{group}.moved"] = left[:, 1:].sum(axis=1)
        series |= {f"coa.left.{group}.{number}": left[:, n] for n, number in enumerate(verhuizingen.NUMBERS)}
    return series


def _nidos(books: Books) -> dict[str, Floats]:
    family, kso = _total(books.sleeping("nidos.family")), _total(books.sleeping("nidos.kso"))
    return {
        "nidos.amv": family + kso,
        "nidos.guardianship": family + kso + books.sleeping("coa")[:, :, AMV].sum(axis=1),
        "nidos.family": family,
        "nidos.kso": kso,
        "nidos.kso_in": _total(books.event("nidos.kso_in")),
        "nidos.extended": _total(books.sleeping("nidos.extended")),
        "nidos.waiting": _total(books.files(["housing.nidos"], at_coa=True)),
        "housing.kso_capacity": books.rules.path("nidos.kso_places"),
    }


def _to_be_housed(books: Books, daily: dict[str, Floats]) -> Floats:
    """Who comes under the taakstelling each day: asylum and derived permits, article 8 family, regular permits to residents of COA,
    and children born at COA to families with a permit."""
    others = _total(books.event("housing.regular_permits"))
    settled = _total(books.event("ukraine.permits"))  # who lives in the Netherlands already
    return daily["ind.permits.total"] + daily["nareis.evrm8.arrivals"] + others + daily["coa.births"] - settled


def _housing(books: Books, permits: Floats) -> dict[str, Floats]:
    """Arrears: those of yesterday, plus the taakstelling of the day, less the persons housed (figure 116)."""
    housed, rules = _total(books.event("housing.housed")), books.rules
    given, expected = rules.path("housing.taakstelling"), rules.path("housing.taakstelling_expected")
    half = _half_years(rules)
    before = np.concatenate(([0.0], np.bincount(half, permits)))[half]  # permits of the half year before
    target = ((1.0 - expected) * given + expected * before) / _days_of_half_year(rules)
    return {
        "housing.housed": housed,
        "housing.taakstelling": target,
        "housing.arrears": rules.number("opening.housing.arrears") + np.cumsum(target - housed),
        "housing.queue": _total(books.files(("housing.linking", "housing.queue"), at_coa=True)),
        "housing.referents_waiting": _total(books.files(["housing.family"])),
        "housing.self_found": _total(books.event("housing.self_found")),
        **_way_stations(books),
    }


def _way_stations(books: Books) -> dict[str, Floats]:
    """HAR(+) and doorstroomlocaties: who comes and goes (figure 120), who is there, and what municipalities are paid."""
    ways = {f"housing.{place}_{way}": _total(books.event(f"housing.{place}_{way}")) for place in WAY_STATIONS for way in ("in", "out")}
    guests = {f"housing.{place}": _total(books.sleeping(place)) for place in WAY_STATIONS}
    rules = books.rules
    return {
        **ways,
        **guests,
        "housing.doorstroom_places": rules.path("housing.doorstroom.places"),
        "housing.cost.har": ways["housing.har_in"] * rules.path("housing.har.cost"),
        "housing.cost.doorstroom": books.amount("housing.doorstroom.paid") * rules.path("housing.doorstroom.cost"),
    }


def _half_years(rules: Rules) -> NDArray[np.int64]:
    """The number of each day's half year, the first of the run being 0."""
    start, years = rules.start, _years(rules)
    return (years - start.year) * 2 + (rules.year_month >= 6) - (start.month > 6)


def _days_of_half_year(rules: Rules) -> Floats:
    """How many days the half year of each day has."""
    years = _years(rules)
    leap = (years % 4 == 0) & ((years % 100 != 0) | (years % 400 == 0))
    return np.where(rules.year_month < 6, 181.0 + leap, 184.0)


def _years(rules: Rules) -> NDArray[np.int64]:
    first = rules.start.toordinal()
    return np.array([date.fromordinal(first + d).year for d in range(rules.days)])


def _ratios(books: Books, split: dict[str, Floats]) -> dict[str, tuple[Floats, Floats]]:
    """Means and shares, as numerator and denominator of each day."""
    grants, decisions = split["ind.decisions_first.grant"].sum(axis=2), split["ind.decisions_first.total"].sum(axis=2)
    ratios = {"ind.grant_rate": (grants.sum(axis=1), decisions.sum(axis=1))}
    for nation in ("syria", "eritrea", "turkey", "somalia"):
        number = NATIONALITIES.index(nation)
        ratios[f"ind.grant_rate.{nation}"] = (grants[:, number], decisions[:, number])
    syria = NATIONALITIES.index("syria")
    ratios["ind.grant_rate.not_syria"] = (np.delete(grants, syria, 1).sum(axis=1), np.delete(decisions, syria, 1).sum(axis=1))
    ratios["ind.decisions_share.syria"] = (decisions[:, syria], decisions.sum(axis=1))
    for track in TRACKS:
        decided = _total(books.decisions(track))
        ratios[f"ind.lead_time.{track}"] = (books.amount(f"ind.lead_time.{track}.weeks"), decided)
        if track != "dublin":
            ratios[f"ind.within_term.{track}"] = (_total(books.event(f"ind.within_term.{track}")), decided)
    in_time = _total(books.event("ind.within_term.subsequent"))
    ratios["ind.within_term.subsequent"] = (in_time, _total(books.event("ind.decisions_subsequent")))
    for sort in ("mvv", "evrm8"):
        in_time = _total(books.event(f"nareis.{sort}.within_term"))
        ratios[f"nareis.{sort}.within_term"] = (in_time, _total(books.event(f"nareis.{sort}.decisions")))
    ratios["inflow.first.spoor4_share"] = (_total(books.event("registration.spoor4")), _total(books.event("registration.assigned")))
    ratios |= _lead_times(books)
    for lane, size in enumerate((*HOUSEHOLDS, "joins")):
        moved, weeks = books.waits_for_a_house()[:, :, lane].T
        ratios[f"housing.wait.{size}"] = (weeks, moved)
    return ratios | _stays_after_permit(books) | _stays_at_leaving(books)


def _lead_times(books: Books) -> dict[str, tuple[Floats, Floats]]:
    """Figures 75 and 76: weeks of what was disposed of. At the courts of a track: appeals, measures and late decisions together."""
    ratios = {}
    for k in APPEALS:
        main, measures = (books.amount(f"courts.{k}.{sort}_weeks") for sort in ("appeals", "provisional"))
        number, asked = (_total(books.event(f"courts.{k}.{sort}_out")) for sort in ("appeals", "provisional"))
        ratios[f"courts.{k}.appeals_lead_time"] = (main, number)
        ratios[f"courts.{k}.lead_time"] = (main + measures, number + asked)
    late, against = books.amount("courts.late.weeks"), _total(books.event("courts.late.out"))
    weeks, cases = ratios["courts.va.lead_time"]
    ratios |= {"courts.va.late_lead_time": (late, against), "courts.va.lead_time": (weeks + late, cases + against)}
    for k in HIGHER_APPEALS:
        main, measures = (books.amount(f"raad_van_state.{k}.{sort}weeks") for sort in ("", "provisional_"))
        ratios[f"raad_van_state.{k}.lead_time"] = (
            main + measures,
            _total(books.events(f"raad_van_state.{k}.out", f"raad_van_state.{k}.provisional_out")),
        )
    disposed = np.sum([_total(books.event(f"courts.{k}.appeals_out")) for k in APPEALS], axis=0)
    lost = _total(books.event("courts.overturned_count"))
    return ratios | {
        "courts.upheld": (disposed - lost, disposed),
        "courts.ind_higher_appeal_share": (_total(books.event("raad_van_state.by_ind")), lost),
    }


def _stays_after_permit(books: Books) -> dict[str, tuple[Floats, Floats]]:
    """Figure 66, of all and by group."""
    told, ratios = books.stays_after_permit(), {}
    left, weeks, within = (told[measure] for measure in status_outflow.MEASURES)
    for group, name in (("", ""), *((group, f".{group}") for group in status_outflow.GROUPS)):
        number, sum_of_weeks, in_time = (part[group] if group else _of_all(part) for part in (left, weeks, within))
        ratios[f"coa.status_outflow.mean_weeks{name}"] = (sum_of_weeks, number)
        ratios[f"coa.status_outflow.within14w{name}"] = (in_time, number)
    return ratios


def _of_all(part: dict[str, Floats]) -> Floats:
    """Of all kinds of person together; joiners are among the families."""
    return np.sum([part[group] for group in status_outflow.GROUPS[: status_outflow.JOINERS]], axis=0)


def _stays_at_leaving(books: Books) -> dict[str, tuple[Floats, Floats]]:
    """Figures 69 and 70: mean months at COA of those who left, by the number of moves."""
    counted, ratios = books.verhuizingen(), {}
    for row, group in enumerate(verhuizingen.GROUPS):
        left, stayed = counted["left"][:, row], counted["stayed"][:, row]
        ratios[f"coa.left_stay.{group}.moved"] = (stayed[:, 1:].sum(axis=1), left[:, 1:].sum(axis=1))
        ratios |= {f"coa.left_stay.{group}.{number}": (stayed[:, n], left[:, n]) for n, number in enumerate(verhuizingen.NUMBERS)}
    return ratios
