"""The courts have one capacity, cases beside a person end with what they are about, and higher appeal follows a ruling."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.courts import KINDS_OF_CASE
from ketensim.chain.simulate import build, simulate
from ketensim.chain.states import COURTS, HIGHER, P

UNTIL, SCALE = date(2025, 9, 30), 0.05
RULING = (date(2025, 5, 8) - date(2024, 1, 1)).days  # of the Court of Justice: the extension falls


@pytest.fixture(scope="module")
def base():
    return load_scenario("basis")


@pytest.fixture(scope="module")
def played(base) -> SimpleNamespace:
    """A run, looked at on every day: which pending cases have no open file, and what the courts ruled on."""
    chain = build(base, 1, [0], UNTIL, SCALE)
    late, people = chain.courts.late, chain.people
    orphans, work = [], []
    weight = dict(zip(KINDS_OF_CASE, (base.at(f"courts.weight.{kind}", base.start) for kind in KINDS_OF_CASE), strict=True))
    served, measure = chain.courts.desk.then, chain.courts._measure

    def follow(ids, at):
        kinds = np.array(KINDS_OF_CASE)[chain.courts.queue(ids)]
        work[-1] += sum(weight[kind] * size for kind, size in zip(kinds, people.size[ids].tolist(), strict=True))
        served(ids, at)

    def follow_measures(ids, at, ruled=measure.then):
        work[-1] += weight["provisional"] * people.size[ids].sum()
        ruled(ids, at)

    def look(day: int) -> None:
        pending = np.flatnonzero(people.late_filed[: people.count] != 0.0)
        orphans.append(int(np.isinf(chain.term.ends(pending)).sum()))
        beside = np.flatnonzero(people.provisional[: people.count])
        orphans.append(int((~chain.file_in(beside, *COURTS)).sum()))
        waits = np.flatnonzero(chain.file_in(np.arange(people.count), *HIGHER))
        orphans.append(int((people.higher_filed[waits] == 0.0).sum()))
        work.append(0.0)

    work.append(0.0)
    chain.courts.desk.then, measure.then = follow, follow_measures
    chain.sim.run(look)
    return SimpleNamespace(chain=chain, orphans=orphans, work=np.array(work[:-1]), late=late)


@pytest.fixture(scope="module")
def outcome(base):
    return simulate(base, seed=1, replication=0, until=UNTIL, scale=0.2)


def test_a_case_never_outlives_what_it_is_about(played):
    """A late-decision appeal its file, a provisional measure its appeal; and who waits for a higher appeal has one."""
    assert not any(played.orphans)
    assert played.work.sum() > 0


def test_the_courts_do_no_more_than_they_can(played, base):
    """All kinds together, over any time from the first day on: what is carried over is less than a party costs."""
    can = base.at("courts.capacity", base.start) / 365.25 * SCALE
    days = np.arange(1, played.work.size + 1)
    measures = base.at("courts.weight.provisional", base.start)
    assert (np.cumsum(played.work) <= can * days + 10 + 12 * measures).all()
    assert played.work[-200:].sum() > 0.9 * can * 200  # and, with cases waiting, hardly less


def test_late_decision_appeals_follow_the_files_past_their_term(outcome):
    """When the term became six months again, many more files were late."""
    filed = outcome.daily["courts.va.late_in"]
    before, after = filed[RULING - 120 : RULING].sum(), filed[RULING : RULING + 120].sum()
    assert after > 1.4 * before > 0


def test_with_the_extension_kept_fewer_appeal(base, outcome):
    kept = simulate(base.change("ind.term.extension", 9.0, from_="2025-05-08"), seed=1, replication=0, until=UNTIL, scale=0.2)
    here, there = (o.daily["courts.va.late_in"] for o in (outcome, kept))
    assert np.array_equal(here[:RULING], there[:RULING])
    assert there[RULING:].sum() < 0.8 * here[RULING:].sum()


def test_without_late_decision_appeals_others_are_heard_sooner(base, outcome):
    none = simulate(base.change("courts.late.rate.asylum", 0.0), seed=1, replication=0, until=UNTIL, scale=0.2)
    heard = [sum(o.daily[f"courts.{kind}.appeals_out"].sum() for kind in ("aa", "va")) for o in (outcome, none)]
    assert heard[1] > 1.15 * heard[0]
    assert none.daily["courts.va.late_in"].sum() == 0
    assert none.daily["courts.late.pending"][-1] == 0


def test_every_ruling_that_stands_costs_at_most_the_highest_penalty(base, outcome):
    ruled = outcome.daily["courts.va.late_out"].sum() - outcome.daily["courts.late.withdrawn"].sum()
    ordered = base.at("opening.late.ordered", base.start)
    paid = outcome.daily["ind.penalty_payments.judicial"].sum() * 1e6
    assert 0 < paid <= (ruled + ordered) * base.at("courts.late.penalty_most", base.start)
    assert outcome.daily["ind.penalty_payments.administrative"].sum() == 0
    double = simulate(base.change("courts.late.administrative_penalty", 1442.0), seed=1, replication=0, until=date(2024, 6, 30), scale=0.2)
    assert double.daily["ind.penalty_payments.administrative"].sum() * 1e6 == pytest.approx(
        1442 * double.daily["courts.va.late_in"].sum(), rel=0.35
    )


def test_without_the_right_to_reception_who_appeals_is_not_at_coa(base):
    out = build(base.change("courts.reception.aa", 0.0), 1, [0], date(2024, 6, 30), SCALE)
    before = out.people.count
    out.sim.run()
    people = out.people
    new = np.flatnonzero(out.file_in(np.arange(people.count), "courts.aa") & (people.since0[: people.count] > 0))
    assert before < people.count
    assert new.size
    assert out.sleeps(new, "coa").mean() < 0.05  # only who was let go from border detention with the appeal pending


def test_who_may_wait_for_the_higher_appeal_does_so_here(base):
    until = date(2024, 12, 31)
    some, all_wait = (
        simulate(s, seed=1, replication=0, until=until, scale=0.1) for s in (base, base.change("raad_van_state.suspends", 1.0))
    )
    assert all_wait.daily["coa.in_procedure"][-1] > some.daily["coa.in_procedure"][-1]
    assert some.daily["raad_van_state.aa.out"].sum() > 0


def test_a_higher_appeal_is_by_the_ind_or_the_person_in_these_shares(base, outcome):
    ratios = outcome.ratios["courts.ind_higher_appeal_share"]
    assert ratios[0].sum() / ratios[1].sum() == pytest.approx(base.at("raad_van_state.ind_appeal_share", base.start), abs=0.05)
    lost = outcome.ratios["courts.upheld"][0].sum()
    shares = [base.at(f"raad_van_state.appeal_share.{k}", base.start) for k in ("aa", "va")]
    filed = sum(outcome.daily[f"raad_van_state.{k}.in"].sum() for k in ("aa", "va")) - outcome.daily["raad_van_state.by_ind"].sum()
    assert min(shares) - 0.03 < filed / lost < max(shares) + 0.03


def test_the_states_of_higher_appeal_are_seen(played):
    stock = played.chain.sim.ledger.stock.sum(axis=(2, 3))
    assert all(stock[:, P[state]].max() > 0 for state in HIGHER)


def test_appeals_of_nareis_files_close_too(base):
    """Pending at the end is pending at the start, and what came in less what went out."""
    chain = build(base.change("courts.late.rate.nareis", 2.0), 1, [0], date(2024, 9, 30), SCALE)
    people = chain.people
    before = people.size[: people.count][people.late_filed[: people.count] != 0.0].sum()
    chain.sim.run()
    after = people.size[: people.count][people.late_filed[: people.count] != 0.0].sum()
    came, went = (chain.sim.ledger.events[f"courts.late.{way}"].sum() for way in ("in", "out"))
    assert before + came - went == after > before
