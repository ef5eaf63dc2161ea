"""The rules of nareis hold to the person: window, waiting period and conditions, terms of the mvv, order, and who is left out."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from ketensim import Scenario, load_scenario
from ketensim.chain.books import read_books
from ketensim.chain.census import Census
from ketensim.chain.simulate import build
from ketensim.chain.states import P, R
from ketensim.scenario.groups import ADULT, AMV, NATIONALITIES

SCALE, UNTIL, YEAR = 0.05, date(2025, 12, 31), 365.25
ABROAD = (P["nareis.mvv"], P["nareis.evrm8"])
WAIT = 0.5  # years, so that a run of two years sees it end
EPS = 1e-6


def live(scenario: Scenario, until: date = UNTIL, before_run=lambda chain: None, scale: float = SCALE) -> SimpleNamespace:
    """A run with every move of a file: rows, states before and after, times, since when in the state before."""
    chain = build(scenario, 1, [0], until, scale)
    people, told, plain = chain.people, [], chain.sim.move

    def move(track, ids, state, at):
        if track == 0 and ids.size:
            told.append(
                (ids.copy(), people.state0[ids].copy(), np.broadcast_to(state, ids.shape).copy(), at.copy(), people.since0[ids].copy())
            )
        plain(track, ids, state, at)

    chain.sim.move = move
    census = Census(chain)
    before_run(chain)
    chain.sim.run(census.take)
    who, old, new, at, since = (np.concatenate(part) for part in zip(*told, strict=True))
    ((daily, _),) = read_books(chain, census)
    return SimpleNamespace(chain=chain, people=people, who=who, old=old, new=new, at=at, since=since, daily=daily)


def base() -> Scenario:
    return load_scenario("basis")


def law(**more: float) -> Scenario:
    """The two-status law from the first day, with a short wait."""
    scenario = base().change("nareis.subsidiary.waiting_period", WAIT).change("nareis.subsidiary.conditions", 1.0)
    scenario = scenario.change("nareis.subsidiary.income", more.get("income", 2.0))
    return scenario.change("courts.status.appeal_share", more.get("appeals", 0.0)).change("courts.status.upheld", 1.0)


@pytest.fixture(scope="module")
def plain() -> SimpleNamespace:
    return live(base())


@pytest.fixture(scope="module")
def lawful() -> SimpleNamespace:
    return live(law())


def applied_first(run: SimpleNamespace) -> tuple[np.ndarray, np.ndarray]:
    """Families that applied during the run, and when, of referents who got the permit in it."""
    first = np.isin(run.new, ABROAD) & ~np.isin(run.old, ABROAD)
    who, at = run.who[first], run.at[first]
    fresh = run.people.permit[run.people.referent[who]] >= 0
    return who[fresh], at[fresh]


# -- waiting period and conditions ------------------------------------------------------------------------------------
def test_family_of_the_subsidiarily_protected_is_not_asked_for_before_the_waiting_period_is_over(lawful):
    who, at = applied_first(lawful)
    referent = lawful.people.referent[who]
    waited, subsidiary = at - lawful.people.permit[referent], lawful.people.subsidiary[referent]
    assert subsidiary.sum() > 20 and (~subsidiary).sum() > 20
    assert waited[subsidiary].min() >= WAIT * YEAR - EPS
    assert waited[~subsidiary].max() <= 91 + EPS


def test_an_adult_asks_with_a_house_and_an_amv_without(lawful):
    who, at = applied_first(lawful)
    people, referent = lawful.people, lawful.people.referent[who]
    adult = people.subsidiary[referent] & (people.kind_applied[referent] == ADULT)
    assert adult.sum() > 10
    assert (people.state1[referent[adult]] == R["municipality"]).all()
    assert (people.since1[referent[adult]] <= at[adult]).all()
    amv = people.subsidiary[referent] & (people.kind_applied[referent] == AMV)
    assert (people.state1[referent[amv]] != R["municipality"]).any()


def test_nobody_arrives_before_the_waiting_period_of_the_referent(lawful):
    people = lawful.people
    arrived = (lawful.old == P["nareis.travel"]) & (lawful.new != P["nareis.refused"])
    who, at = lawful.who[arrived], lawful.at[arrived]
    referent = people.referent[who]
    mine = people.subsidiary[referent] & (people.permit[referent] >= 0)
    assert mine.any()
    assert (at[mine] - people.permit[referent[mine]] >= WAIT * YEAR).all()


def test_without_an_income_no_adult_ever_asks():
    run = live(law(income=0.0))
    who, _ = applied_first(run)
    referent = run.people.referent[who]
    assert not (run.people.subsidiary[referent] & (run.people.kind_applied[referent] == ADULT)).any()
    assert run.daily["nareis.conditions"][-1] > 0


def test_the_income_comes_with_time_since_the_house():
    """Of referents a year in their house, about one in six would meet a chance of 0.2 a year."""
    chain = build(law(income=0.2), 1, [0], date(2024, 1, 31), 0.2)
    ids = np.flatnonzero(chain.people.state1[: chain.people.count] == R["municipality"])
    ids = ids[chain.people.kind_applied[ids] == ADULT]
    chain.people.subsidiary[ids] = True
    due = chain.nareis.wachttermijn._meets(ids, np.zeros(ids.size))
    met = (due <= chain.people.since1[ids] + YEAR).mean()
    assert ids.size > 500
    assert met == pytest.approx(1 - np.exp(-0.2), abs=0.05)


def test_refugees_lose_nothing_by_the_law(plain, lawful):
    """The same families of the same refugees are asked for, as long after the permit as without it."""
    asked = []
    for run in (plain, lawful):
        who, at = applied_first(run)
        referent = run.people.referent[who]
        refugee = ~run.people.subsidiary[referent] & (at < 200)  # later the work that is saved lets others be decided on
        waited = at[refugee] - run.people.permit[referent[refugee]]
        asked.append(dict(zip(run.people.key[who[refugee]], waited, strict=True)))
    both = asked[0].keys() & asked[1].keys()
    assert len(both) > 0.9 * max(map(len, asked)) > 20
    assert [asked[0][key] for key in both] == pytest.approx([asked[1][key] for key in both])


@pytest.fixture(scope="module")
def appealed() -> SimpleNamespace:
    """The law, and all appeal for the better status and get it, soon."""
    return live(law(appeals=1.0).change("courts.status.duration", 4))


def test_who_wins_the_better_status_need_not_wait(lawful, appealed):
    run = appealed
    who, at = applied_first(run)
    waited = at - run.people.permit[run.people.referent[who]]
    assert run.daily["courts.status.upheld"].sum() == run.daily["courts.status.appeals_out"].sum() > 0
    assert np.median(waited) < 91
    assert run.daily["nareis.waiting_period"][-1] < 0.5 * lawful.daily["nareis.waiting_period"][-1]


def test_appeals_for_the_better_status_make_other_appeals_wait(lawful, appealed):
    none, all_of_them = lawful.daily, appealed.daily
    assert all_of_them["courts.status.appeals_in"].sum() > 1000
    assert not none["courts.status.appeals_in"].any()
    assert all_of_them["courts.aa.appeals_out"].sum() < none["courts.aa.appeals_out"].sum()
    assert all_of_them["courts.pending"][-1] > none["courts.pending"][-1]


def test_no_referent_waits_at_coa_for_family_that_may_not_be_asked_for():
    run = live(law().change("housing.referents_wait", 1.0), date(2024, 12, 31))
    people, n = run.people, run.people.count
    waits = (people.state0[:n] == P["housing.family"]) & (people.permit[:n] >= 0)
    assert waits.any()
    assert not people.subsidiary[:n][waits].any()


def test_family_that_waits_is_in_the_books(lawful):
    """What enters the waiting period is there, or was asked for, or waits for the conditions: to the person."""
    people, file = lawful.people, (P["nareis.waiting_period"], P["nareis.conditions"])
    size = people.size[lawful.who]
    begun = size[(lawful.new == file[0])].sum()
    ended = size[np.isin(lawful.old, file) & ~np.isin(lawful.new, file)].sum()
    left = sum(lawful.daily[name][-1] for name in ("nareis.waiting_period", "nareis.conditions"))
    there = np.isin(people.state0[: people.count], file)
    assert (people.state1[: people.count][there] == R["abroad"]).all()
    assert begun > 100
    assert left * SCALE == pytest.approx(begun - ended)


# -- who may be asked for ---------------------------------------------------------------------------------------------
def test_the_status_goes_by_nationality(plain):
    people = plain.people
    own = np.flatnonzero((people.permit[: people.count] >= 0) & (people.referent[: people.count] < 0))
    for nation in ("syria", "other"):
        there = own[people.nationality[own] == NATIONALITIES.index(nation)]
        share = base().at(f"ind.subsidiary_share.{nation}", base().start)
        assert there.size > 100
        assert people.subsidiary[there].mean() == pytest.approx(share, abs=0.08)


def test_whoever_is_late_does_not_ask(plain):
    short = live(base().change("nareis.window", 30))
    who, at = applied_first(short)
    assert (at - short.people.permit[short.people.referent[who]]).max() <= 30 + EPS
    assert short.daily["nareis.late"].sum() > plain.daily["nareis.late"].sum() > 0
    asked = [sum(run.daily[f"nareis.{sort}.applications"].sum() for sort in ("mvv", "evrm8")) for run in (short, plain)]
    assert asked[0] < asked[1]


def test_under_the_core_family_rule_families_are_smaller_by_whom_it_leaves_out(plain):
    core = live(base().change("nareis.core_family_only", 1.0).change("nareis.beyond_core", 0.2))
    out, before = core.daily["nareis.beyond_core"].sum(), plain.daily["nareis.mvv.applications"].sum()
    assert not plain.daily["nareis.beyond_core"].any()
    assert out > 0.1 * before
    for sort, same in (("mvv", False), ("evrm8", True)):
        asked = [run.daily[f"nareis.{sort}.applications"][:200].sum() for run in (core, plain)]
        assert bool(asked[0] == pytest.approx(asked[1], rel=0.03)) is same


# -- the line ---------------------------------------------------------------------------------------------------------
def test_family_of_amv_goes_first_from_the_day_of_the_rule(plain):
    when = 365
    first = live(base().change("nareis.priority.amv", 1.0, from_=date(2024, 12, 31)))
    for run in (plain, first):
        decided = np.isin(run.old, ABROAD) & ~np.isin(run.new, ABROAD)
        amv = run.people.kind_applied[run.people.referent[run.who]] == AMV
        run.of_amv = [(decided & amv & part).sum() for part in (run.at <= when, (run.at > when) & (run.at < when + 90))]
    assert first.of_amv[0] == plain.of_amv[0] > 0
    assert first.of_amv[1] > 1.2 * plain.of_amv[1]


def test_family_of_a_referent_with_a_house_goes_first_once_there_is_one():
    run = live(base().change("nareis.priority.housed", 1.0).change("ind.budget_share.nareis", factor=0.5))
    decided = (run.old == P["nareis.mvv"]) & (run.new != run.old) & (run.at > 400)  # siblings follow an amv who has no house
    referent = run.people.referent[run.who[decided]]
    housed = (run.people.state1[referent] == R["municipality"]) & (run.people.since1[referent] < run.at[decided] - 31)
    assert housed.mean() > 0.9


def test_withdrawn_applications_are_decided_on_by_nobody():
    run = live(base().change("nareis.withdrawal", 1.0))
    gone = np.isin(run.old, ABROAD) & (run.new == P["nareis.refused"])
    withdrawn = sum(run.daily[f"nareis.{sort}.withdrawn"].sum() for sort in ("mvv", "evrm8"))
    assert withdrawn > 10_000
    assert run.people.size[run.who[gone]].sum() >= withdrawn * SCALE - EPS


# -- the journey ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("step", "term", "fails"), [("collect", "collect_term", "not_collected"), ("travel", "travel_term", "no_show")])
def test_no_step_of_the_journey_takes_longer_than_its_term(step, term, fails):
    run = live(base().change(f"nareis.{term}", 30).change(f"nareis.{fails}", 0.3))
    ended = (run.old == P[f"nareis.{step}"]) & (run.since > 0)
    took, lapsed = (run.at - run.since)[ended], run.new[ended] == P["nareis.refused"]
    assert took.max() <= 30 + EPS
    assert took[lapsed] == pytest.approx(30)  # who does not make it has lapsed when the term ends
    assert lapsed.mean() == pytest.approx(0.3, abs=0.08)


def test_who_lapses_may_apply_again_with_new_luck():
    run = live(base().change("nareis.not_collected", 1.0).change("nareis.applies_again", 1.0).change("ind.extra.nareis", 20_000))
    again = np.isin(run.new, ABROAD) & (run.old == P["nareis.collect"])
    assert again.sum() > 50
    assert (run.people.round[run.who[again]] > 0).all()
    assert run.daily["nareis.not_collected"].sum() * SCALE == run.people.size[run.who[again]].sum()
    assert not run.daily["nareis.travel"][150:].any()


def test_family_of_a_referent_who_has_left_does_not_come():
    def leave(chain) -> None:
        def go() -> None:
            people = chain.people
            referents = np.unique(people.referent[: people.count])
            referents = referents[referents >= 0]
            referents = referents[np.isin(people.state1[referents], [R["municipality"]])]
            chain.gone = referents
            chain.sim.move(1, referents, R["left"], np.full(referents.size, 60.0))

        chain.sim.at(60, go)

    run = live(base(), date(2024, 12, 31), leave)
    mine = np.isin(run.people.referent[run.who], run.chain.gone) & (run.at > 61)
    assert mine.sum() > 50
    assert (run.new[mine & (run.old == P["nareis.travel"])] == P["nareis.refused"]).all()
    assert not (run.new[mine] == P["nareis.collect"]).any()


# -- objections -------------------------------------------------------------------------------------------------------
def test_no_objection_is_decided_before_it_is_handled_nor_beyond_the_capacity():
    """So many a year with a small capacity, nobody without; with plenty they take as long as handling does."""
    some, none = (live(base().change("nareis.objection_capacity", number), date(2024, 12, 31)) for number in (1000, 0))
    decided = [sum(run.daily[f"nareis.{sort}.objections_decided"].sum() for sort in ("mvv", "evrm8")) for run in (some, none)]
    assert decided == [pytest.approx(1000, rel=0.03), 0]
    fast = live(base().change("nareis.objection_capacity", 100_000))
    ended = (fast.old == P["nareis.objection"]) & (fast.since > 0) & (fast.since < 450)  # late ones are not decided within the run
    assert (fast.at - fast.since)[ended].mean() / 7 == pytest.approx(base().at("nareis.objection_duration", base().start), rel=0.1)
