"""Every move of every person, written down beside the books: what the books count is what happened, in the right order.

One run writes down all moves. From those alone, times of stay, flows and stocks are worked out and held against the ledger
and the series; and each life is checked for order: nobody decides on a file before it is there.
"""

from __future__ import annotations

from datetime import date
from itertools import count
from types import SimpleNamespace

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.books import read_books
from ketensim.chain.census import Census
from ketensim.chain.simulate import build
from ketensim.chain.states import COURTS, HIGHER, IND, PROCEDURE, RESIDENCE, STATUS, WAY_STATIONS, P, R
from ketensim.scenario.groups import KINDS, NATIONALITIES

UNTIL, SCALE = date(2027, 12, 31), 0.1
FILE, PLACE = 0, 1
HOUSED = ("municipality", "nidos.kso", "nidos.extended", "har", "doorstroom")  # counts for the taakstelling
NAMES = (PROCEDURE, RESIDENCE)
FIRST = ("registration", "ind.border", "ind.spoor1", "ind.spoor2", "ind.aa", "ind.va", "ind.ukraine")
CASELOAD = ("departure.term", "departure.dtenv", "departure.detention", "departure.postponed", "ind.spoor1.transfer")


class Moves:
    """The moves of one track as columns: who, how many (a party), from where (since when), to where, on which day and when exactly.

    ``turn`` counts the calls that moved somebody, or in which somebody was born, so that what came first is known within a day.
    """

    def __init__(self, told: list[tuple]) -> None:
        columns = (np.concatenate(column) for column in zip(*told, strict=True))
        self.who, self.size, self.old, self.since, self.new, self.day, self.at, self.turn = columns

    def between(self, old, new) -> np.ndarray:
        """Which are from one of these states to one of those (None: any other)."""
        come = np.ones(self.who.size, bool) if old is None else np.isin(self.old, old)
        go = np.ones(self.who.size, bool) if new is None else np.isin(self.new, new)
        return come & go


@pytest.fixture(scope="module")
def run() -> SimpleNamespace:
    chain = build(load_scenario("basis"), 3, [0], UNTIL, SCALE)
    sim, people, census = chain.sim, chain.people, Census(chain)
    told: tuple[list, list] = ([], [])
    births: list[tuple[int, int, int]] = []  # who, day, turn
    turn = count()
    start = [(sim.state[track][: people.count].copy(), sim.since[track][: people.count].copy()) for track in (FILE, PLACE)]
    sizes = people.size[: people.count].astype(np.int64)
    plain, plain_grow, kinds = sim.move, sim.grow, []

    def move(track, ids, state, at):
        if ids.size:
            new = np.broadcast_to(state, ids.shape).copy()
            persons, day, now = people.size[ids].astype(np.int64), np.full(ids.size, sim.day), np.full(ids.size, next(turn))
            told[track].append((ids.copy(), persons, sim.state[track][ids], sim.since[track][ids], new, day, at.copy(), now))
        plain(track, ids, state, at)

    def grow(ids):
        births.extend((int(row), sim.day, next(turn)) for row in ids)
        plain_grow(ids)

    def after(day: int) -> None:
        census.take(day)
        kinds.append((people.count, np.bincount(people.kind[: people.count], minlength=len(KINDS))))

    sim.move, sim.grow = move, grow
    sim.run(after)
    ((daily, ratios),) = read_books(chain, census)
    persons = {name: np.rint(values * SCALE) for name, values in daily.items()}
    return SimpleNamespace(
        chain=chain, people=people, n=people.count, days=sim.days, ledger=sim.ledger, start=start, persons=persons,
        ratios=ratios, files=Moves(told[FILE]), places=Moves(told[PLACE]), kinds=kinds, sizes=sizes, births=births,
    )  # fmt: skip


def codes(*names: str) -> list[int]:
    return [P[name] for name in names]


def per_day(run, moves: Moves, which: np.ndarray) -> np.ndarray:
    """Persons, on each day."""
    return np.bincount(moves.day[which], moves.size[which], minlength=run.days).astype(np.int64)


# -- times ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("track", ["files", "places"])
def test_a_move_is_booked_on_its_day(run, track):
    """Never before it happens. What follows a decision at the end of a day may be booked a day late, never two."""
    moves = getattr(run, track)
    assert (moves.at <= moves.day + 1).all()
    assert (moves.at > moves.day - 1).all()
    assert (moves.at < moves.day).mean() < 2e-3


@pytest.mark.parametrize("track", ["files", "places"])
def test_nobody_goes_before_coming(run, track):
    moves = getattr(run, track)
    assert (moves.at >= moves.since).all()
    assert (np.diff(moves.day) >= 0).all()


@pytest.mark.parametrize("track", [FILE, PLACE], ids=["procedure", "residence"])
def test_the_end_follows_from_the_start_and_the_moves(run, track):
    """The state of each person is the last one moved to; each move starts where the one before ended."""
    moves, n = (run.files, run.places)[track], run.n
    state = np.zeros(n, np.int64)
    state[: run.start[track][0].size] = run.start[track][0]
    order = np.lexsort((np.arange(moves.who.size), moves.who))
    who, old, new = moves.who[order], moves.old[order], moves.new[order]
    same = who[1:] == who[:-1]
    assert (old[1:][same] == new[:-1][same]).all()
    first = np.concatenate(([True], ~same))
    assert (old[first] == state[who[first]]).all()
    last = np.concatenate((~same, [True]))
    state[who[last]] = new[last]
    assert (state == run.chain.sim.state[track][:n]).all()


# -- Little's law -----------------------------------------------------------------------------------------------------
class Visits:
    """The visits to a state: who, persons, booked in and out, came, went; who is there at the edges counts from and to there.

    A child born during a visit is a visit of its own, from that day on.
    """

    def __init__(self, run, track: int, place: int) -> None:
        moves = (run.files, run.places)[track]
        came, went = moves.new == place, moves.old == place
        there = np.flatnonzero(run.start[track][0] == place)
        still = np.flatnonzero(run.chain.sim.state[track][: run.n] == place)
        who, out = np.concatenate((there, moves.who[came])), np.concatenate((moves.who[went], still))
        arrivals, departures = np.lexsort((np.arange(who.size), who)), np.lexsort((np.arange(out.size), out))
        assert (who[arrivals] == out[departures]).all()
        before, beyond = np.zeros(there.size), np.full(still.size, float(run.days))
        self.who, self.size = who[arrivals], np.concatenate((run.sizes[there], moves.size[came]))[arrivals]
        self.day_in, self.came = (np.concatenate((before, column[came]))[arrivals] for column in (moves.day, moves.at))
        self.day_out, self.went = (np.concatenate((column[went], beyond))[departures] for column in (moves.day, moves.at))
        first = np.concatenate((before - 1, moves.turn[came]))[arrivals]
        last = np.concatenate((moves.turn[went], np.full(still.size, np.inf)))[departures]
        for row, day, turn in run.births:
            for visit in np.flatnonzero((self.who == row) & (first < turn) & (turn < last)):
                self._add_child(visit, day)

    def _add_child(self, visit: int, day: int) -> None:
        for name, value in (("size", 1), ("day_in", day), ("came", day), ("day_out", self.day_out[visit]), ("went", self.went[visit])):
            setattr(self, name, np.append(getattr(self, name), value))


UNDER_A_LAW = ("nareis.waiting_period", "nareis.conditions")  # empty in the base: see test_nareis_rules
STATIONS = [(FILE, name) for name in PROCEDURE[1:] if name not in UNDER_A_LAW] + [(PLACE, name) for name in RESIDENCE[1:]]


@pytest.mark.parametrize(
    ("track", "place"),
    [pytest.param(track, name, id=name) for track, name in STATIONS],
)
def test_littles_law(run, track, place):
    """Mean stock = flow x mean stay, exactly: the sum of the stocks at day ends is the sum of the nights of all visits, in persons."""
    number = NAMES[track].index(place)
    visits = Visits(run, track, number)
    stock = run.ledger.stock.sum(axis=(2 - track, 3))[:, number]
    assert visits.who.size > 20
    assert stock.sum() == (visits.size * (visits.day_out - visits.day_in)).sum()
    flow, stay = visits.size.sum() / run.days, np.average(visits.went - visits.came, weights=visits.size)
    assert (visits.went >= visits.came).all()
    assert stock.mean() == pytest.approx(flow * stay, abs=flow)  # a night is a day of stay, less or more than one


# -- the series count what happened -----------------------------------------------------------------------------------
FLOWS = {
    "inflow.first": ([("outside", "registration"), ("outside", "ind.border")], []),
    "border.in": ([("outside", "ind.border")], []),
    "border.decisions": ([("ind.border", None)], [("ind.border", track) for track in ("ind.spoor1", "ind.spoor2", "ind.aa")]),
    "inflow.subsequent": ([(None, "ind.subsequent")], []),
    "inflow.subsequent.earlier": ([("outside", "ind.subsequent")], []),
    "inflow.subsequent.caseload": ([("departure.dtenv", "ind.subsequent")], []),
    "inflow.subsequent.returned": ([("departed", "ind.subsequent")], []),
    "departure.detention_in.caseload": ([("departure.dtenv", "departure.detention")], []),
    "departure.detention.released": ([("departure.detention", "departure.dtenv"), ("departure.detention", "ind.reopened")], []),
    "inflow.resettlement": ([("outside", "housed")], []),
    "departure.supervision_in": ([("outside", "departure.dtenv")], []),
    "nareis.mvv.applications": ([("outside", "nareis.mvv")], []),
    "nareis.evrm8.applications": ([("outside", "nareis.evrm8")], []),
    "nareis.mvv.decisions": ([("nareis.mvv", None)], []),
    "nareis.evrm8.decisions": ([("nareis.evrm8", None)], []),
    "ind.decisions_first.spoor2": ([("ind.spoor2", None)], []),
    "ind.decisions_first.aa": (
        [("ind.aa", None), ("ind.border", None)],
        [
            ("ind.aa", "ind.va"),
            ("ind.aa", "closed"),
            ("ind.aa", "departed"),
            ("ind.aa", "ind.aa"),
            *(("ind.border", track) for track in ("ind.spoor1", "ind.spoor2", "ind.aa")),
        ],
    ),
    "ind.decisions_first.va": ([("ind.va", None)], []),
    "ind.decisions_first.dublin": ([("ind.spoor1", "ind.spoor1.transfer"), ("ind.spoor1", "courts.dublin")], []),
    "ind.decisions_first.other": (
        [("ind.spoor1", "closed"), ("ind.aa", "closed"), ("ind.aa", "departed"), ("ind.ukraine", "departed")],
        [],
    ),
    "ind.decisions_subsequent": ([("ind.subsequent", None)], []),
    "ind.decisions_reopened": ([("ind.reopened", None)], []),
    "ind.reopened_in": ([(None, "ind.reopened")], []),
    **{f"courts.{kind}.appeals_in": ([(None, f"courts.{kind}")], []) for kind in ("aa", "va", "dublin")},
    **{f"courts.{kind}.appeals_out": ([(f"courts.{kind}", None)], []) for kind in ("aa", "va", "dublin")},
}


@pytest.mark.parametrize("series", FLOWS)
def test_a_flow_of_files_is_the_moves(run, series):
    """On every day: a series that should count moves counts exactly these."""
    expected = np.zeros(run.days)
    for sign, ways in zip((1, -1), FLOWS[series], strict=True):
        for old, new in ways:
            which = run.files.between(None if old is None else [P[old]], None if new is None else [P[new]])
            expected += sign * per_day(run, run.files, which)
    assert expected.sum() > 0
    assert run.persons[series].tolist() == expected.tolist()


def test_coa_inflow_and_outflow_are_the_moves(run):
    coa = [R["coa"]]
    assert run.persons["coa.inflow"].tolist() == per_day(run, run.places, run.places.between(None, coa)).tolist()
    assert run.persons["coa.outflow"].tolist() == per_day(run, run.places, run.places.between(coa, None)).tolist()
    families = run.places.between(coa, [R["nidos.family"]])
    settled = families & np.isin(
        name_and_day(run.places), name_and_day(run.files, run.files.between(codes("housing.nidos"), codes("housed")))
    )
    assert 0 < settled.sum() < families.sum()
    housed = run.places.between(coa, [R[place] for place in ("municipality", "nidos.kso", *WAY_STATIONS)]) | settled
    host = run.places.between(coa, [R["host"]])
    for cause, moves in (("housed", housed), ("host", host), ("nidos", families & ~settled)):
        assert run.persons[f"coa.outflow.{cause}"].tolist() == per_day(run, run.places, moves).tolist(), cause


def test_nareis_arrivals_are_the_moves(run):
    """Whoever ends the journey and does not stay away has arrived, with a permit."""
    arrived = run.files.between(codes("nareis.travel"), None) & ~run.files.between(None, codes("nareis.refused"))
    both = run.persons["inflow.nareis_arrivals"] + run.persons["nareis.evrm8.arrivals"]
    assert both.tolist() == per_day(run, run.files, arrived).tolist()
    direct = per_day(run, run.places, run.places.between([R["abroad"]], [R["municipality"]]))
    assert both.tolist() == (direct + run.persons["coa.inflow.nareis"] + run.persons["coa.inflow.evrm8"]).tolist()


def test_granted_nareis_travels(run):
    granted = sum(run.persons[name] for name in ("nareis.mvv.granted", "nareis.evrm8.granted", "nareis.granted_on_appeal"))
    assert granted.tolist() == per_day(run, run.files, run.files.between(None, codes("nareis.collect"))).tolist()


def test_permits_after_a_file_are_the_moves(run):
    """Grants of first, subsequent and re-opened files: out of the IND, to a house or to the wait for one."""
    moves = run.files.between(codes(*IND), codes(*STATUS, "housed"))
    series = ("ind.decisions_first.grant", "ind.permits.subsequent", "ind.permits.side_inflow")
    assert sum(run.persons[name] for name in series).tolist() == per_day(run, run.files, moves).tolist()


def test_the_caseload_of_dtenv_is_a_book(run):
    """Its outflow is the outcomes. An applicant who goes home with help counts among them, but was never in the caseload."""
    inside = codes(*CASELOAD)
    others = [number for number in range(len(PROCEDURE)) if number not in inside]
    came, went = run.files.between(others, inside), run.files.between(inside, others)
    stock = run.persons["departure.dtenv.caseload"]
    assert np.diff(stock).tolist() == (per_day(run, run.files, came) - per_day(run, run.files, went))[1:].tolist()
    asked = others_than(codes("ind.ukraine"))  # who withdraws a woken application is none of DTenV's
    home = per_day(run, run.files, run.files.between([state for state in codes(*IND) if state in asked], codes("departed")))
    assert home.sum() > 0
    assert (run.persons["departure.dtenv.total"] - home).tolist() == per_day(run, run.files, went).tolist()


def test_the_book_of_status_holders_at_coa(run):
    """In: family that arrives, who reports with a permit, who gets one at COA, and who is born. Out: the housed, and who goes back to Syria."""
    files, places = run.files, run.places
    gets = files.between(others_than(codes(*STATUS)), codes(*STATUS))
    comes = places.between([R["abroad"], R["host"], R["elsewhere"], R["detention.border"]], [R["coa"]])
    inside = ~np.isin(name_and_day(files, gets), name_and_day(places, comes))  # slept at COA already
    at_coa = np.bincount(files.day[gets][inside], files.size[gets][inside], minlength=run.days)
    arrivals = sum(run.persons[series] for series in ("coa.inflow.nareis", "coa.inflow.evrm8", "coa.inflow.permit", "coa.births"))
    gone = run.persons["coa.outflow.housed"] + run.persons["coa.outflow.status_returned"]
    assert at_coa.sum() > 0
    assert run.persons["coa.births"].tolist() == np.bincount([day for _, day, _ in run.births], minlength=run.days).tolist()
    assert np.diff(run.persons["coa.status_holders"]).tolist() == (arrivals + at_coa - gone)[1:].tolist()


def others_than(states: list[int]) -> list[int]:
    return [number for number in range(len(PROCEDURE)) if number not in states]


def name_and_day(moves: Moves, which: np.ndarray | slice = slice(None)) -> np.ndarray:
    return moves.who[which] * np.int64(100_000) + moves.day[which]


def test_the_housed_are_the_moves(run):
    """The taakstelling counts whoever comes into a house, a way-station, a small-scale place or extended care, the first time only.

    So a foster child is counted when it turns 18, or moves in with its parents.
    """
    into = run.places.between(None, [R[place] for place in HOUSED])
    keeps = run.files.between(codes("departure.dtenv"), codes("closed"))  # has a house, and a permit of another kind than asylum
    into &= ~np.isin(name_and_day(run.places), name_and_day(run.files, keeps))
    settled = run.people.displaced[run.places.who] & ~run.places.between(
        [R["coa"]], None
    )  # with a permit, living in the municipality already
    assert (into & settled).sum() > 0
    into &= ~settled
    start = run.start[PLACE][0]
    counted = np.isin(start[run.places.who % start.size], [R[place] for place in HOUSED]) & (run.places.who < start.size)
    first = np.zeros(into.size, bool)
    rows = np.flatnonzero(into & ~counted)
    first[rows[np.unique(run.places.who[rows], return_index=True)[1]]] = True
    assert (into & ~first).sum() > 100  # who moves on from one to another
    assert run.persons["housing.housed"].tolist() == per_day(run, run.places, first).tolist()


def test_way_stations_are_the_moves(run):
    for place in WAY_STATIONS:
        here = [R[place]]
        assert run.persons[f"housing.{place}_in"].tolist() == per_day(run, run.places, run.places.between(None, here)).tolist()
        assert run.persons[f"housing.{place}_out"].tolist() == per_day(run, run.places, run.places.between(here, None)).tolist()
        assert run.persons[f"housing.{place}_out"].sum() > 0


@pytest.mark.parametrize("number", range(len(NATIONALITIES)), ids=NATIONALITIES)
def test_a_split_by_nationality_is_of_that_nationality(run, number):
    """Stocks against the people on the last day, flows against the moves of people of that nationality."""
    people, files, nation = run.people, run.files, NATIONALITIES[number]
    theirs = people.nationality[: run.n] == number
    pending = theirs & np.isin(people.state0[: run.n], codes(*FIRST))
    persons = people.size[: run.n].astype(np.int64)
    assert run.persons[f"ind.backlog.{nation}"][-1] == persons[pending].sum() > 0
    assert run.persons[f"coa.occupancy.{nation}"][-1] == persons[theirs & (people.state1[: run.n] == R["coa"])].sum() > 0
    of_them = people.nationality[files.who] == number
    for series, moves in (
        ("inflow.first", files.between(codes("outside"), codes("registration", "ind.border"))),
        ("ind.decisions_first.total", files.between(codes(*FIRST), others_than(codes(*FIRST)))),
        ("ind.decisions_first.grant", files.between(codes(*FIRST), codes(*STATUS, "housed"))),
        ("nareis.mvv.applications", files.between(codes("outside"), codes("nareis.mvv"))),
    ):
        assert run.persons[f"{series}.{nation}"].tolist() == per_day(run, files, moves & of_them).tolist(), series


# -- links and order --------------------------------------------------------------------------------------------------
def applications(run):
    """The rows of family that asked during the run, and when."""
    asked = run.files.between(codes("outside"), codes("nareis.mvv", "nareis.evrm8"))
    return run.files.who[asked], run.files.at[asked]


def test_family_has_a_referent_with_a_permit_of_the_same_nationality(run):
    people, family = run.people, np.flatnonzero(run.people.referent[: run.n] >= 0)
    referent = people.referent[family]
    assert family.size > 1000
    assert (people.nationality[family] == people.nationality[referent]).all()
    assert (people.world[family] == people.world[referent]).all()
    assert (people.permit[referent] <= run.days).all()  # nan (none) is not
    assert (people.referent[referent] == -1).all()  # family of family asks for nobody
    assert (people.kind[family] == 1).all()
    assert not people.article8[referent].any()
    siblings_of = referent[people.article8[family] & (people.permit[referent] > 0)]
    assert siblings_of.size > 100
    assert (people.kind_applied[siblings_of] == 2).all()  # brothers and sisters of an amv, nobody else's


def test_nobody_asks_for_family_before_the_permit(run):
    """And within three months after it (appendix I)."""
    who, at = applications(run)
    after = at - run.people.permit[run.people.referent[who]]
    assert who.size > 1000
    assert after.min() >= 0
    assert after.max() <= 91 + 1e-9
    assert (run.people.applied[who] == at).all()


def test_family_travels_after_the_grant_and_arrives_in_time(run):
    moves = run.files
    travels, ends = moves.between(None, codes("nareis.travel")), moves.between(codes("nareis.travel"), None)
    assert (moves.at[travels] >= run.people.applied[moves.who[travels]]).all()
    took = moves.at[ends] - moves.since[ends]
    assert took.min() > 0
    assert took.max() <= 90 + 1e-9
    collected = moves.between(codes("nareis.collect"), codes("nareis.travel"))
    assert (moves.at[collected] - moves.since[collected]).max() <= 90 + 1e-9
    permit = run.people.permit[moves.who[ends]]
    alone = np.isnan(permit)
    assert (permit[~alone] <= moves.at[ends][~alone]).all()  # the derived permit is that of the arrival, on the day of the move
    assert (permit[~alone] > moves.at[ends][~alone] - 1).all()
    assert (run.people.state0[moves.who[ends]][alone] == P["nareis.refused"]).all()


def test_a_family_is_decided_on_at_once(run):
    """One outcome of the first decision for all the family of a referent, also where it asked in several parts."""
    people, moves = run.people, run.files
    decided = moves.between(codes("nareis.mvv", "nareis.evrm8"), None)
    who = moves.who[decided]
    group = people.referent[who] * 2 + people.article8[who]
    granted = moves.new[decided] == P["nareis.collect"]
    size, yes = np.bincount(group), np.bincount(group, granted)
    assert (size > 1).sum() > 50
    split = (yes > 0) & (yes < size)
    assert split.sum() < 0.01 * (size > 0).sum()  # its parts may be served on two days, and the rate may change between


def test_an_application_is_before_its_decision(run):
    moves, people = run.files, run.people
    again = moves.who[moves.between(others_than(codes("outside")), codes("ind.subsequent"))]  # of these the last application is known only
    decided = moves.between(codes(*IND), others_than(codes(*IND))) & ~np.isin(moves.who, again)
    assert (moves.at[decided] >= people.applied[moves.who[decided]]).all()
    for track in ("dublin", "spoor2", "aa", "va"):
        weeks, number = run.ratios[f"ind.lead_time.{track}"]
        assert (weeks[number > 0] > 0).all()


def test_a_permit_is_after_the_application_and_before_the_house(run):
    people, moves = run.people, run.files
    housed = moves.between(codes(*STATUS), codes("housed"))
    who = moves.who[housed]
    assert (people.permit[who] <= moves.at[housed]).all()
    own = who[people.referent[who] < 0]
    assert (people.applied[own] <= people.permit[own]).all()
    assert not np.isnan(people.permit[: run.n][np.isin(people.state0[: run.n], codes(*STATUS, "housed"))]).any()


def test_an_appeal_is_after_a_decision_and_before_departure(run):
    moves = run.files
    assert np.isin(
        moves.old[moves.between(None, codes("courts.aa"))], codes("ind.aa", "ind.border", "ind.spoor2", "ind.subsequent", "ind.ukraine")
    ).all()
    assert np.isin(moves.old[moves.between(None, codes("courts.va"))], codes("ind.va", "ind.reopened")).all()
    assert np.isin(moves.old[moves.between(None, codes("courts.dublin"))], codes("ind.spoor1")).all()
    assert np.isin(
        moves.new[moves.between(codes(*COURTS), None)], codes("ind.reopened", "departure.term", "ind.spoor1.transfer", *HIGHER)
    ).all()
    assert np.isin(moves.old[moves.between(None, codes(*HIGHER))], codes(*COURTS)).all()
    assert np.isin(moves.new[moves.between(codes(*HIGHER), None)], codes("ind.reopened", "departure.term", "ind.spoor1.transfer")).all()


def test_a_house_is_for_good(run):
    """Who has been housed is not in any procedure again; some Syrians go home."""
    leaves = run.files.between(codes("housed"), None)
    assert 0 < leaves.sum() < 0.01 * run.files.between(None, codes("housed")).sum()
    assert (run.files.new[leaves] == P["departed"]).all()
    assert (run.people.nationality[run.files.who[leaves]] == NATIONALITIES.index("syria")).mean() > 0.9  # some family has another


# -- growing up -------------------------------------------------------------------------------------------------------
def came(run) -> np.ndarray:
    """The rows of those who arrived in this run as applicants."""
    rows = np.concatenate([run.chain.inflow._coming[source][0] for source in ("first", "subsequent")])
    return rows[run.people.state0[rows] != P["outside"]]


def test_an_amv_turns_18_in_time(run):
    """Nobody is an amv for longer than the youngest can be; many turned 18, and of the others none changed."""
    people, rules, rows = run.people, run.chain.rules[0], came(run)
    longest = 365.25 * max(2 * rules.path("nidos.years_to_18").max(), 2 * rules.path("nidos.years_to_18_young").max() - 3)
    arrived = run.places.between([R["outside"]], None)
    first = np.full(run.n, np.nan)
    first[run.places.who[arrived]] = run.places.at[arrived]
    amv, still = people.kind_applied[rows] == 2, people.kind[rows] == 2
    assert amv.sum() > 200
    assert (amv & ~still).sum() > 50
    assert (run.days - first[rows[amv & still]]).max() <= longest
    assert (people.kind[rows[amv & ~still]] == 0).all()
    assert (people.kind[rows[~amv]] == people.kind_applied[rows[~amv]]).all()


def test_nobody_becomes_an_amv(run):
    """On days on which nobody is born there are no more amv than the day before."""
    rows, amv = np.array([rows for rows, _ in run.kinds]), np.array([kinds[2] for _, kinds in run.kinds])
    quiet = np.diff(rows) == 0
    assert quiet.sum() > 50
    assert (np.diff(amv)[quiet] <= 0).all()
    assert (np.diff(amv)[quiet] < 0).any()
