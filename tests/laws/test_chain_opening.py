"""The first morning: the stocks of the scenario are in place, with a past; and the chain does not notice that it was started."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from ketensim import load_scenario
from ketensim.chain.books import read_books
from ketensim.chain.census import Census
from ketensim.chain.simulate import build
from ketensim.chain.states import HIGHER, PROCEDURE, STATUS, P, R
from ketensim.chain.waits import SHAPES
from ketensim.engine.draws import survival
from ketensim.scenario.groups import KINDS, NATIONALITIES

MIX = {  # the nationalities of a stock
    ("ind.aa",): "mix",
    ("ind.va",): "mix",
    ("courts.aa",): "mix",
    ("ind.spoor1",): "dublin_mix",
    ("courts.dublin",): "dublin_mix",
    ("departure.term",): "departure_mix",
    STATUS: "status_mix",
}
STOCKS_OF = {state: 1 for states in MIX for state in states} | {"ind.aa": 8, STATUS[0]: 10}  # quarters; classes of stay, and way-stations
AT_COA = tuple(state for state in STATUS if state != "housing.stay")


@pytest.fixture(scope="module")
def base():
    return load_scenario("basis")


@pytest.fixture(scope="module")
def morning(base) -> SimpleNamespace:
    """The chain before its first day, at full size; ``here`` are the rows of those who are in it."""
    chain = build(base, 1, [0], date(2024, 3, 31))
    people, n = chain.people, chain.people.count
    file, place = people.state0[:n].copy(), people.state1[:n].copy()
    here = np.flatnonzero(file != P["outside"])
    columns = {
        name: getattr(people, name)[:n].copy()
        for name in ("since0", "since1", "applied", "arrived", "permit", "referent", "kind", "kind_applied", "counted")
    } | {"size": people.size[:n].astype(np.int64)}
    return SimpleNamespace(chain=chain, file=file, place=place, here=here, nationality=people.nationality[:n].copy(), **columns)


def stock(morning, *states: str) -> int:
    """Persons in some states of the procedure."""
    return int(morning.size[np.isin(morning.file, [P[state] for state in states])].sum())


def opening(base, *keys: str) -> int:
    """The persons of some stocks of the scenario, each rounded to whole persons."""
    return sum(round(base.at(key, base.start)) for key in keys)


def below(base, *beginnings: str) -> list[str]:
    return [key for key in base.catalogue if key.startswith(beginnings)]


# -- who is there -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("states", "keys"),
    [
        (("ind.aa",), ("opening.ind.aa.",)),
        *(((f"ind.{track}",), (f"opening.ind.{track}",)) for track in ("va", "spoor1", "spoor2", "subsequent", "reopened")),
        *(((f"courts.{kind}",), (f"opening.courts.{kind}",)) for kind in ("aa", "va", "dublin")),
        (AT_COA, ("opening.status.",)),
        (("housing.stay",), ("opening.har", "opening.doorstroom")),
        (("nareis.mvv",), ("opening.nareis.waiting_mvv",)),
        (("nareis.evrm8",), ("opening.nareis.waiting_evrm8",)),
        (("nareis.collect", "nareis.travel"), ("opening.nareis.travelling_",)),
        (("nareis.objection",), ("opening.nareis.objections.",)),
        (("nareis.appeal",), ("opening.nareis.appeals.",)),
        (("housed",), ("opening.nareis.referents", "opening.nidos.kso", "opening.nidos.family", "opening.nidos.extended")),
        (("departure.term",), ("opening.departure.term",)),
        (("ind.spoor1.transfer",), ("opening.departure.dublin",)),
        (
            ("departure.dtenv",),
            ("opening.departure.coa_", "opening.departure.elsewhere", "opening.departure.supervision", "opening.border"),
        ),
        (("closed", "departed"), ("opening.away", "opening.dublin_in")),
        (("ind.border",), ("opening.ind.border",)),
        (("departure.detention",), ("opening.departure.detention",)),
        (("departure.postponed",), ("opening.departure.postponed_",)),
    ],
    ids=lambda names: names[0],
)
def test_the_stocks_are_those_of_the_scenario(base, morning, states, keys):
    keys = [key for key in below(base, *keys) if base.catalogue[key].unit in ("persons", "cases")]
    assert keys
    assert stock(morning, *states) == opening(base, *keys) > 0


BESIDE = ("opening.provisional.", "opening.late.", "opening.raad_van_state.")  # cases of persons who are in another stock
IN_A_BOOK = ("opening.ukraine.",)  # displaced persons are no persons of the simulation: see test_chain_ukraine


def stocks_of_persons(base) -> list[str]:
    """The stocks that add up to all who are there, but for those who wait for a higher appeal; displaced persons are in a book."""
    keys = [key for key in below(base, "opening.") if base.catalogue[key].unit in ("persons", "cases") and "arrears" not in key]
    return [key for key in keys if not key.startswith((*BESIDE, *IN_A_BOOK))]


def test_nobody_else_is_there(base, morning):
    """Every stock of the scenario is somewhere, and nobody is in the chain who is in no stock."""
    wait_there = stock(morning, "raad_van_state.aa", "raad_van_state.va")
    assert morning.size[morning.here].sum() - wait_there == opening(base, *stocks_of_persons(base))
    higher = sum(base.at(key, base.start) for key in below(base, "opening.raad_van_state."))
    assert abs(wait_there - higher * base.at("raad_van_state.suspends", base.start)) <= 2
    assert (morning.place[morning.here] != R["outside"]).all()


@pytest.mark.parametrize("states", MIX, ids=lambda states: states[0])
def test_nationalities_are_those_of_the_scenario(base, morning, states):
    """To a person of each stock: the shares are kept by number, not by luck."""
    shares = np.array([base.at(f"opening.{MIX[states]}.{nation}", base.start) for nation in NATIONALITIES])
    there = np.isin(morning.file, [P[state] for state in states])
    found = np.bincount(morning.nationality[there], morning.size[there], minlength=len(NATIONALITIES))
    assert not found[shares == 0].any()
    assert np.abs(found - found.sum() * shares / shares.sum()).max() < STOCKS_OF[states[0]]


def test_a_smaller_scale_has_smaller_stocks(base):
    chain = build(base, 1, [0], date(2024, 1, 31), 0.1)
    stocks = stocks_of_persons(base)
    file = chain.people.state0[: chain.people.count]
    inside = ~np.isin(file, [P[state] for state in ("outside", *HIGHER)])
    assert chain.people.size[: chain.people.count][inside].sum() == pytest.approx(0.1 * opening(base, *stocks), abs=len(stocks))


# -- their past -------------------------------------------------------------------------------------------------------
def test_the_past_is_past(morning):
    """Nobody came, applied or got a permit after the start; who is in reception or pending was there for a time."""
    m, here = morning, morning.here
    assert (m.since0[here] <= 0).all()
    assert (m.since1[here] <= 0).all()
    coa = here[m.place[here] == R["coa"]]
    assert (m.arrived[coa] < 0).all()
    assert (m.applied[here[np.isin(m.file[here], [P["ind.aa"], P["ind.va"], P["ind.spoor1"], P["courts.aa"]])]] < 0).all()
    status = here[np.isin(m.file[here], [P[state] for state in STATUS])]
    assert (m.permit[status] < 0).all()
    assert (m.applied[status] < m.permit[status]).all()
    settled = here[~np.isin(m.place[here], [R["coa"], R["host"]]) & ~np.isnan(m.permit[here])]
    assert settled.size > 5000
    assert (m.permit[settled] <= m.since1[settled]).all()  # nobody has a house, or a place of Nidos, before the permit
    assert np.isnan(m.permit[here[np.isin(m.file[here], [P["ind.aa"], P["departure.dtenv"]])]]).all()


def test_spoor_4_files_are_of_their_quarter(base, morning):
    waits = morning.file == P["ind.aa"]
    quarters_back = (-morning.applied[waits] / 91.3125).astype(int)
    assert np.bincount(quarters_back, morning.size[waits]).tolist() == [
        opening(base, f"opening.ind.aa.q{quarter}") for quarter in range(1, 9)
    ]


def test_permit_holders_are_of_their_class(base, morning):
    """The classes of figure 65."""
    there = np.isin(morning.file, [P[state] for state in AT_COA])
    found = np.histogram(-morning.permit[there] / 7, [0, 15, 26, 52, np.inf], weights=morning.size[there])[0]
    assert found.tolist() == [opening(base, f"opening.status.{stay}") for stay in ("lt15w", "15w-6m", "6m-1y", "gt1y")]


def test_family_abroad_has_referents(morning):
    """Of the same nationality, with a permit of before the start."""
    m, family = morning, np.flatnonzero(morning.referent >= 0)
    assert family.size > 1000
    assert (m.nationality[family] == m.nationality[m.referent[family]]).all()
    assert (m.permit[m.referent[family]] < 0).all()
    assert (m.kind[family] == KINDS.index("family")).all()
    assert np.isin(m.file[m.referent[family]], [P[state] for state in (*STATUS, "housed")]).all()


def test_who_has_a_place_counts_for_the_taakstelling_already(morning):
    """In small-scale places, extended care and way-stations; a foster child does not yet."""
    m, here = morning, morning.here
    places = [R[place] for place in ("nidos.kso", "nidos.extended", "har", "doorstroom")]
    assert m.counted[here[np.isin(m.place[here], places)]].all()
    fostered = here[m.place[here] == R["nidos.family"]]
    assert fostered.size > 1000
    assert not m.counted[fostered].any()
    assert not m.counted[here[m.place[here] == R["coa"]]].any()


def test_places_of_nidos_are_full_and_no_fuller(base, morning):
    """Amv wait at COA for both, so a place that is free would be taken on the first day."""
    for place, key in (("nidos.kso", "nidos.kso_places"), ("nidos.family", "nidos.family_places")):
        taken = morning.size[morning.place == R[place]].sum()
        assert taken == pytest.approx(base.at(key, base.start), rel=0.01)


def test_who_waits_for_family_has_family_abroad(morning):
    """Each referent who takes no house yet has asked; one person alone, whose family comes after a permit of before."""
    m = morning
    waits = np.flatnonzero(m.file == P["housing.family"])
    assert waits.size > 1000
    assert np.isin(waits, m.referent).all()
    assert (m.kind[waits] == KINDS.index("adult")).all()


# -- what is still to come --------------------------------------------------------------------------------------------
DELAYS = {  # state: (parameter, unit in days, step)
    "ind.va": ("ind.spoor4.va_duration", 7.0, "ind.va.duration"),
    "ind.spoor1, no answer": ("dublin.answer_duration", 7.0, "dublin.answer"),
    "ind.spoor1, accepted": ("dublin.decision_duration", 7.0, "dublin.decision"),
    "ind.spoor2": ("ind.spoor2.duration", 7.0, "ind.spoor2.duration"),
    "ind.subsequent": ("ind.subsequent.duration", 7.0, "ind.subsequent.duration"),
    "ind.spoor1.transfer": ("departure.dublin.duration", 7.0, "departure.dublin"),
    "nareis.appeal": ("nareis.appeal_duration", 7.0, "nareis.appeal"),
}


@pytest.fixture(scope="module")
def exits(base):
    """For those in a state on the first morning: (elapsed, time of leaving; inf: not within two years)."""
    chain = build(base.change("dublin.transfer_term", 156.0), 2, [0], date(2025, 12, 31))  # so that the term cuts off no wait
    sim, people, plain = chain.sim, chain.people, chain.sim.move
    n = people.count
    file, elapsed, left = people.state0[:n].copy(), -people.since0[:n].copy(), np.full(n, np.inf)
    accepted = ~np.isnan(people.transfer_by[:n])

    def move(track, ids, state, at):
        if track == 0:
            first = (ids < n) & (people.spell0[ids] == 1)  # the spell that the opening began
            left[ids[first]] = at[first]
        plain(track, ids, state, at)

    sim.move = move
    sim.run()
    found = {}
    for name in DELAYS:
        state, _, stage = name.partition(", ")
        there = (file == P[state]) & (not stage or accepted == (stage == "accepted"))
        found[name] = elapsed[there], left[there]
    return found


@pytest.mark.parametrize("state", DELAYS)
def test_the_rest_of_a_stay_is_drawn_given_the_time_spent(base, exits, state):
    """Kolmogorov-Smirnov: among those still there after their time, the total time follows the law of the step."""
    key, days, step = DELAYS[state]
    mean, shape = days * base.at(key, base.start), SHAPES[step]
    elapsed, rest = exits[state]
    gone = np.isfinite(rest)
    total = elapsed[gone] + rest[gone]
    chance = 1 - survival(total, mean, shape) / survival(elapsed[gone], mean, shape)
    assert elapsed.min() >= 0
    assert np.ptp(elapsed) > 0.8 * mean / 2
    assert gone.mean() > 0.95
    assert stats.kstest(chance, "uniform").pvalue > 1e-4


@pytest.mark.parametrize("state", [state for state in PROCEDURE if state not in ("outside", "nareis.refused", "housed", "departed")])
def test_no_crowd_leaves_on_the_first_day(base, flows, state):
    """The first day is a day as others: at most what a day of the first two months can bring."""
    days = flows.out[state][:56]
    expected = days.mean()
    assert days[0] <= expected + 5 * np.sqrt(expected) + 2


@pytest.fixture(scope="module")
def flows(base):
    """Outflow of each state and all flows, a day, over the first seventeen weeks: the mean of two replications."""
    chain = build(base, 1, [0, 1], date(2024, 4, 30))
    census = Census(chain)
    chain.sim.run(census.take)
    out = {state: chain.sim.ledger.moved_out[0][:, P[state]].sum(axis=1) / 2 for state in PROCEDURE}
    daily = [daily for daily, _ in read_books(chain, census)]
    return SimpleNamespace(out=out, daily={name: (daily[0][name] + daily[1][name]) / 2 for name in daily[0]})


# what starts empty, or too full, and shows it in its first weeks
@pytest.mark.parametrize(
    "state",
    [state for state in PROCEDURE if state not in ("outside", "nareis.refused", "housed", "departed", "closed")],
)
def test_the_start_does_not_show_in_the_outflow(flows, state):
    """The first two weeks against the fifth to the eighth: within a factor of 1.7, chance apart."""
    alike(flows.out[state])


@pytest.mark.parametrize(
    "series",
    [
        "coa.inflow.applicant",
        "coa.inflow.nareis",
        "coa.inflow.evrm8",
        "coa.inflow.permit",
        "coa.inflow.returned",
        "coa.outflow.housed",
        "coa.outflow.host",
        "coa.outflow.file_open",
        "coa.outflow.dublin",
        "coa.outflow.rejected",
        "ind.decisions_first.aa",
        "ind.decisions_first.va",
        "ind.decisions_first.dublin",
        "ind.permits.total",
        "ind.reopened_in",
        "courts.aa.appeals_in",
        "courts.va.appeals_in",
        "courts.dublin.appeals_in",
        "inflow.nareis_arrivals",
        "departure.dtenv.independent",
        "departure.dtenv.forced",
        "departure.dtenv.unsupervised",
        "housing.housed",
        "housing.har_in",
        "housing.har_out",
        "housing.doorstroom_out",
        "housing.self_found",
        "coa.births",
        "nareis.mvv.applications",
        "nareis.evrm8.applications",
    ],
)
def test_the_start_does_not_show_in_the_series(flows, series):
    alike(flows.daily[series])


def alike(daily: np.ndarray) -> None:
    early, later = daily[:14].sum(), 14 * daily[28:56].mean()
    slack = 4 * np.sqrt(max(early, later))
    assert early <= 1.7 * later + slack
    assert later <= 1.7 * early + slack
