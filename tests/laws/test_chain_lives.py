"""Every move of every person, written down beside the books: what the books count is what happened, in the right order.

One run writes down all moves. From those alone, times of stay, flows and stocks are worked out and held against the ledger
and the series; and each life is checked for order: nobody decides on a file before it is there.
"""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.books import read_books
from ketensim.chain.census import Census
from ketensim.chain.simulate import build
from ketensim.chain.states import COURTS, IND, PROCEDURE, RESIDENCE, STATUS, P, R
from ketensim.scenario.groups import KINDS, NATIONALITIES

UNTIL, SCALE = date(2027, 12, 31), 0.1
FILE, PLACE = 0, 1
# see test_chain_corners.py; take it away with its cause
NAMES = (PROCEDURE, RESIDENCE)
FIRST = ("registration", "ind.spoor1", "ind.spoor2", "ind.aa", "ind.va")
CASELOAD = ("departure.term", "departure.dtenv", "ind.spoor1.transfer")


class Moves:
    """The moves of one track as columns: who, from where (since when), to where, on which day and when exactly."""

    def __init__(self, told: list[tuple]) -> None:
        self.who, self.old, self.since, self.new, self.day, self.at = (np.concatenate(column) for column in zip(*told, strict=True))

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
    start = [(sim.state[track][: people.count].copy(), sim.since[track][: people.count].copy()) for track in (FILE, PLACE)]
    plain, kinds = sim.move, []

    def move(track, ids, state, at):
        if ids.size:
            new = np.broadcast_to(state, ids.shape).copy()
            told[track].append((ids.copy(), sim.state[track][ids], sim.since[track][ids], new, np.full(ids.size, sim.day), at.copy()))
        plain(track, ids, state, at)

    def after(day: int) -> None:
        census.take(day)
        kinds.append((people.count, np.bincount(people.kind[: people.count], minlength=len(KINDS))))

    sim.move = move
    sim.run(after)
    ((daily, ratios),) = read_books(chain, census)
    persons = {name: np.rint(values * SCALE) for name, values in daily.items()}
    return SimpleNamespace(
        chain=chain, people=people, n=people.count, days=sim.days, ledger=sim.ledger, start=start, persons=persons,
        ratios=ratios, files=Moves(told[FILE]), places=Moves(told[PLACE]), kinds=kinds,
    )  # fmt: skip


def codes(*names: str) -> list[int]:
    return [P[name] for name in names]


def per_day(run, moves: Moves, which: np.ndarray) -> np.ndarray:
    return np.bincount(moves.day[which], minlength=run.days)


# -- times ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("track", ["files", "places"])
def test_a_move_is_booked_on_its_day(run, track):
    """Never before it happens. What follows a decision at the end of a day may be booked a day late, never two."""
    moves = getattr(run, track)
    assert (moves.at <= moves.day + 1).all()
    assert (moves.at > moves.day - 1).all()
    assert (moves.at < moves.day).mean() < 1e-3


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
def visits(run, track: int, place: int):
    """The visits to a state: booked in, booked out, came, went; who is there at the edges counts from and to there."""
    moves = (run.files, run.places)[track]
    state, _ = run.start[track]
    came, went = moves.new == place, moves.old == place
    there = np.flatnonzero(state == place)
    entered = np.concatenate((there, moves.who[came])), np.concatenate((np.zeros(there.size), moves.day[came]))
    entry_time = np.concatenate((np.zeros(there.size), moves.at[came]))
    still = np.flatnonzero(run.chain.sim.state[track][: run.n] == place)
    left = np.concatenate((moves.who[went], still)), np.concatenate((moves.day[went], np.full(still.size, run.days)))
    exit_time = np.concatenate((moves.at[went], np.full(still.size, float(run.days))))
    arrivals, departures = (np.lexsort((np.arange(who.size), who)) for who in (entered[0], left[0]))
    assert (entered[0][arrivals] == left[0][departures]).all()
    return entered[1][arrivals], left[1][departures], entry_time[arrivals], exit_time[departures]


STATIONS = [(FILE, name) for name in PROCEDURE[1:]] + [(PLACE, name) for name in RESIDENCE[1:]]


@pytest.mark.parametrize(
    ("track", "place"),
    [pytest.param(track, name, id=name) for track, name in STATIONS],
)
def test_littles_law(run, track, place):
    """Mean stock = flow x mean stay, exactly: the sum of the stocks at day ends is the sum of the nights of all visits."""
    number = NAMES[track].index(place)
    day_in, day_out, came, went = visits(run, track, number)
    stock = run.ledger.stock.sum(axis=(2 - track, 3))[:, number]
    assert day_in.size > 20
    assert stock.sum() == (day_out - day_in).sum()
    flow, stay = day_in.size / run.days, (went - came).mean()
    assert (went >= came).all()
    assert stock.mean() == pytest.approx(flow * stay, abs=flow)  # a night is a day of stay, less or more than one


# -- the series count what happened -----------------------------------------------------------------------------------
FLOWS = {
    "inflow.first": ([("outside", "registration")], []),
    "inflow.subsequent": ([("outside", "ind.subsequent")], []),
    "inflow.resettlement": ([("outside", "housed")], []),
    "departure.supervision_in": ([("outside", "departure.dtenv")], []),
    "nareis.mvv.applications": ([("outside", "nareis.mvv")], []),
    "nareis.evrm8.applications": ([("outside", "nareis.evrm8")], []),
    "nareis.mvv.decisions": ([("nareis.mvv", None)], []),
    "nareis.evrm8.decisions": ([("nareis.evrm8", None)], []),
    "ind.decisions_first.spoor2": ([("ind.spoor2", None)], []),
    "ind.decisions_first.aa": ([("ind.aa", None)], [("ind.aa", "ind.va"), ("ind.aa", "closed"), ("ind.aa", "departed")]),
    "ind.decisions_first.va": ([("ind.va", None)], []),
    "ind.decisions_first.dublin": ([("ind.spoor1", "ind.spoor1.transfer"), ("ind.spoor1", "courts.dublin")], []),
    "ind.decisions_first.other": ([("ind.spoor1", "closed"), ("ind.aa", "closed"), ("ind.aa", "departed")], []),
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
    for cause, to in (("housed", ("municipality", "nidos")), ("host", ("host",))):
        moves = run.places.between(coa, [R[place] for place in to])
        assert run.persons[f"coa.outflow.{cause}"].tolist() == per_day(run, run.places, moves).tolist()


def test_nareis_arrivals_are_the_moves(run):
    """Whoever ends the journey and does not stay away has arrived, with a permit."""
    arrived = run.files.between(codes("nareis.travel"), None) & ~run.files.between(None, codes("nareis.refused"))
    both = run.persons["inflow.nareis_arrivals"] + run.persons["nareis.evrm8.arrivals"]
    assert both.tolist() == per_day(run, run.files, arrived).tolist()
    direct = per_day(run, run.places, run.places.between([R["abroad"]], [R["municipality"]]))
    assert both.tolist() == (direct + run.persons["coa.inflow.nareis"] + run.persons["coa.inflow.evrm8"]).tolist()


def test_granted_nareis_travels(run):
    granted = run.persons["nareis.mvv.granted"] + run.persons["nareis.evrm8.granted"]
    assert granted.tolist() == per_day(run, run.files, run.files.between(None, codes("nareis.travel"))).tolist()


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
    home = per_day(run, run.files, run.files.between(codes(*IND), codes("departed")))
    assert home.sum() > 0
    assert (run.persons["departure.dtenv.total"] - home).tolist() == per_day(run, run.files, went).tolist()


def test_the_book_of_status_holders_at_coa(run):
    """In: family that arrives, who reports with a permit, and who gets one at COA. Out: the housed, and nobody else."""
    files, places = run.files, run.places
    gets = files.between(others_than(codes(*STATUS)), codes(*STATUS))
    comes = places.between([R["abroad"], R["host"], R["elsewhere"]], [R["coa"]])
    inside = ~np.isin(name_and_day(files, gets), name_and_day(places, comes))  # slept at COA already
    at_coa = np.bincount(files.day[gets][inside], minlength=run.days)
    arrivals = sum(run.persons[f"coa.inflow.{cause}"] for cause in ("nareis", "evrm8", "permit"))
    assert at_coa.sum() > 0
    assert np.diff(run.persons["coa.status_holders"]).tolist() == (arrivals + at_coa - run.persons["coa.outflow.housed"])[1:].tolist()


def others_than(states: list[int]) -> list[int]:
    return [number for number in range(len(PROCEDURE)) if number not in states]


def name_and_day(moves: Moves, which: np.ndarray) -> np.ndarray:
    return moves.who[which] * np.int64(100_000) + moves.day[which]


def test_the_housed_are_the_moves(run):
    """The taakstelling counts who gets a house or a small-scale place; a foster child when it turns 18 and leaves Nidos."""
    into = run.places.between(None, [R["municipality"]])
    keeps = run.files.between(codes("departure.dtenv"), codes("closed"))  # has a house, and a permit of another kind than asylum
    elsewhere = np.isin(name_and_day(run.places, into), name_and_day(run.files, keeps))
    small_scale = run.places.between([R["coa"]], [R["nidos"]])
    again = run.places.between([R["nidos"]], [R["municipality"]]) & run.people.counted[run.places.who]
    expected = per_day(run, run.places, into) - np.bincount(run.places.day[into][elsewhere], minlength=run.days)
    expected += per_day(run, run.places, small_scale) - per_day(run, run.places, again)
    assert run.persons["housing.housed"].tolist() == expected.tolist()


@pytest.mark.parametrize("number", range(len(NATIONALITIES)), ids=NATIONALITIES)
def test_a_split_by_nationality_is_of_that_nationality(run, number):
    """Stocks against the people on the last day, flows against the moves of people of that nationality."""
    people, files, nation = run.people, run.files, NATIONALITIES[number]
    theirs = people.nationality[: run.n] == number
    pending = theirs & np.isin(people.state0[: run.n], codes(*FIRST))
    assert run.persons[f"ind.backlog.{nation}"][-1] == pending.sum() > 0
    assert run.persons[f"coa.occupancy.{nation}"][-1] == (theirs & (people.state1[: run.n] == R["coa"])).sum() > 0
    of_them = people.nationality[files.who] == number
    for series, moves in (
        ("inflow.first", files.between(codes("outside"), codes("registration"))),
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
    assert took.max() <= 180 + 1e-9  # ninety days to collect the mvv, ninety to travel
    assert not (moves.at[ends] > run.people.permit[moves.who[ends]]).any()  # the derived permit is that of the arrival
    alone = np.isnan(run.people.permit[moves.who[ends]])
    assert (run.people.state0[moves.who[ends]][alone] == P["nareis.refused"]).all()


def test_a_family_is_decided_on_at_once(run):
    """One family, one outcome of the first decision; they arrive together."""
    people, moves = run.people, run.files
    decided = moves.between(codes("nareis.mvv", "nareis.evrm8"), None)
    who = moves.who[decided]
    group = people.referent[who] * 2 + people.article8[who]
    granted = moves.new[decided] == P["nareis.travel"]
    size, yes = np.bincount(group), np.bincount(group, granted)
    assert (size > 1).sum() > 100
    split = (yes > 0) & (yes < size)
    assert split.sum() < 0.01 * (size > 0).sum()  # a family may be served on two days, and the rate may change between


def test_an_application_is_before_its_decision(run):
    moves, people = run.files, run.people
    decided = moves.between(codes(*IND), others_than(codes(*IND)))
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
    assert np.isin(moves.old[moves.between(None, codes("courts.aa"))], codes("ind.aa", "ind.spoor2", "ind.subsequent")).all()
    assert np.isin(moves.old[moves.between(None, codes("courts.va"))], codes("ind.va", "ind.reopened")).all()
    assert np.isin(moves.old[moves.between(None, codes("courts.dublin"))], codes("ind.spoor1")).all()
    assert np.isin(moves.new[moves.between(codes(*COURTS), None)], codes("ind.reopened", "departure.term", "ind.spoor1.transfer")).all()


def test_a_house_is_for_good(run):
    """Who has been housed is not in any procedure again."""
    assert not run.files.between(codes("housed"), None).any()


# -- growing up -------------------------------------------------------------------------------------------------------
def came(run) -> np.ndarray:
    """The rows of those who arrived in this run as applicants."""
    rows = np.concatenate([run.chain.inflow._coming[source][0] for source in ("first", "subsequent")])
    return rows[run.people.state0[rows] != P["outside"]]


def test_an_amv_turns_18_in_time(run):
    """Nobody is an amv for longer than the youngest can be; many turned 18, and of the others none changed."""
    people, rules, rows = run.people, run.chain.rules[0], came(run)
    longest = 365.25 * max(2 * rules.path("coa.amv_years_to_18").max(), 2 * rules.path("coa.nidos_years_to_18").max() - 3)
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
