"""Where parts of the chain meet: what ends with a case, in lives that are made common here."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.departure import CLASSES
from ketensim.chain.documents import ASKED
from ketensim.chain.simulate import build
from ketensim.chain.states import IND, P, R
from ketensim.scenario.groups import ADULT, AMV

SCALE = 0.05


@pytest.fixture(scope="module")
def base():
    return load_scenario("basis")


def follow(chain, track: int, tell) -> None:
    """Call ``tell(ids, old states, new states, times)`` for every move of a track."""
    plain, people = chain.sim.move, chain.people

    def move(of, ids, state, at):
        if of == track and ids.size:
            tell(ids, (people.state0, people.state1)[track][ids].copy(), np.broadcast_to(state, ids.shape), at)
        plain(of, ids, state, at)

    chain.sim.move = move


def test_what_belongs_to_a_case_ends_when_a_higher_appeal_is_won(base):
    """The request for a document, the vbl and detention, wherever in departure somebody is by then."""
    won = base.change("raad_van_state.overturned", 1.0).change("raad_van_state.appeal_share", 1.0).change("raad_van_state.suspends", 0.0)
    won = won.change("raad_van_state.capacity", 20_000.0).change("coa.vbl_share", 1.0).change("departure.documents.request.adult", 20.0)
    chain = build(
        won.change("departure.dtenv.forced.adult", 5.0).change("departure.detention.places", 2000.0), 1, [0], date(2024, 12, 31), SCALE
    )
    people, wrong, back = chain.people, [], []
    kept = ("departure.term", "departure.dtenv", "departure.detention", "departure.postponed")

    def look(day: int) -> None:
        n = people.count
        vbl, asked = np.flatnonzero(people.vbl[:n]), np.flatnonzero(people.document[:n] == ASKED)
        detained = np.flatnonzero(people.state1[:n] == R["detention"])
        for who, states in ((vbl, kept[1:2]), (asked, kept[1:3]), (detained, kept[2:3])):
            wrong.append(int((~chain.file_in(who, *states)).sum()))

    again = P["ind.reopened"]
    follow(chain, 0, lambda ids, old, new, at: back.extend(old[(new == again) & (old == P["departure.detention"])]))
    chain.sim.run(look)
    assert sum(wrong) == 0
    assert len(back) > 0


def test_who_absconds_twice_has_no_longer_term_than_who_does_once(base):
    hides = (
        base.change("departure.dublin.independent", 0.0).change("departure.dublin.forced", 0.0).change("departure.dublin.unsupervised", 1.0)
    )
    hides = hides.change("dublin.return_share", 1.0).change("departure.return_after", 2.0).change("courts.appeal_share.dublin", 0.0)
    chain = build(hides.change("departure.dublin.duration", 2.0), 1, [0], date(2025, 6, 30), SCALE)
    people, accepted = chain.people, {}

    def tell(ids, old, new, at):
        first = (old == P["ind.spoor1"]) & (new == P["ind.spoor1.transfer"]) & (people.since0[ids] > 0)
        accepted.update(zip(ids[first].tolist(), people.since0[ids[first]].tolist(), strict=True))

    follow(chain, 0, tell)
    chain.sim.run()
    who = np.array(list(accepted))
    longest = people.transfer_by[who] - np.array(list(accepted.values()))
    assert who.size > 50
    assert longest.max() == pytest.approx(7 * base.at("dublin.absconded_term", base.start))


def given_back(base):
    """Permits of Syrians are withdrawn at a great pace, and the courts give all of them back at once."""
    back = base.change("syria.permits_reviewed", 3.0).change("syria.permits_withdrawn", 1.0).change("courts.appeal_share.va", 1.0)
    back = back.change("courts.overturned", 1.0).change("courts.capacity", 200_000.0).change("raad_van_state.ind_appeal_share", 0.0)
    return back.change("ind.spoor4.syria_share", 1.0).change("ind.extra.reopened", 200_000.0).change("courts.preparation.va", 1.0)


def test_family_is_asked_for_once_though_a_permit_is_given_back(base):
    """Nobody bears the name of somebody else: family of a referent is named after her."""
    back = (
        given_back(base).change("ind.spoor4.grant_rate", 1.0).change("ind.reopened.grant_factor", 1.0).change("nareis.mvv.per_adult", 2.5)
    )
    chain = build(back, 1, [0], date(2024, 12, 31), SCALE)
    chain.sim.run()
    people = chain.people
    assert chain.sim.ledger.events["ind.permits_withdrawn"].sum() > 100
    assert np.unique(people.key[: people.count]).size == people.count


def test_who_is_let_go_from_the_border_with_a_new_application_goes_to_coa(base):
    again = base.change("departure.dtenv.procedural.adult", 20.0).change("subsequent.share", 1.0).change("border.after_rejection", 12.0)
    again = (
        again.change("courts.appeal_share.aa", 0.0)
        .change("border.share", 0.2)
        .change("border.places", 2000.0)
        .change("border.grant_rate", 0.0)
    )
    chain = build(again, 1, [0], date(2024, 9, 30), SCALE)
    told = []

    def tell(ids, old, new, at):
        gone = ids[old == R["detention.border"]]
        told.append((chain.file_in(gone, *IND), new[old == R["detention.border"]]))

    follow(chain, 1, tell)
    chain.sim.run()
    is_open, where = (np.concatenate(column) for column in zip(*told, strict=True))
    assert is_open.sum() > 50
    assert (where[is_open] == R["coa"]).all()


def test_an_amv_who_turns_18_in_the_caseload_is_an_adult_there(base):
    refused = base.change("inflow.amv_share", 0.5).change("ind.spoor4.grant_rate", 0.0).change("ind.spoor4.priority_amv", 1.0)
    refused = refused.change("nidos.years_to_18", 0.8).change("courts.appeal_share", 0.0).change("ind.spoor4.va_share", 0.0)
    chain = build(refused.change("departure.reception_ends", 1.0).change("coa.vbl_share", 0.0), 1, [0], date(2025, 12, 31), SCALE)
    people = chain.people
    chain.sim.run()
    n = people.count
    grown = np.flatnonzero((people.kind[:n] == ADULT) & (people.kind_applied[:n] == AMV) & chain.file_in(np.arange(n), "departure.dtenv"))
    grown = grown[(people.applied[grown] > 0.0) & (people.from_supervision[grown] == 0)]
    assert grown.size > 20
    assert (people.case[grown] != CLASSES.index("family")).all()
    assert not chain.sleeps(grown, "coa").any()


def test_a_penalty_runs_until_its_own_most(base):
    """Where the court rules again before an older penalty would have reached the most, that of the new order runs on."""
    quick = base.change("courts.late.term", 1.0).change("courts.preparation.late", 1.0).change("courts.late.rate.asylum", 6.0)
    quick = quick.change("courts.late.penalty_most", 15_000.0).change("courts.capacity", 200_000.0).change("courts.urgent.late", 1.0)
    chain = build(quick, 1, [0], date(2024, 10, 31), 0.02)
    late, people, run = chain.courts.late, chain.people, []
    plain = late._most_due.then

    def follow_it(ids, at):
        before = people.penalty_from[ids].copy()
        plain(ids, at)
        paid = np.isinf(people.penalty_from[ids]) & np.isfinite(before)
        run.extend((at - before)[paid])

    late._most_due.then = follow_it
    chain.sim.run()
    assert len(run) > 10
    assert np.allclose(run, 150.0)


def test_new_rules_on_terms_make_no_case_of_a_woken_application(base):
    ends = date(2024, 3, 1)
    woken = base.change("ukraine.protection", 0.0, from_=ends).change("ukraine.document", 0.0).change("ukraine.ind.pace", 1.0)
    chain = build(woken.change("ind.term.first", 3.0, from_="2024-04-01"), 1, [0], date(2025, 3, 31), SCALE)
    chain.sim.run()
    people, n = chain.people, chain.people.count
    assert people.displaced[:n].sum() > 100
    assert not (people.late_filed[:n][people.displaced[:n]] != 0.0).any()


def test_nobody_waits_for_family_that_is_here_or_for_a_house_with_who_has_none(base):
    """A permit given back is one of its own: families that were housed together before it was withdrawn wait each for themselves."""
    back = given_back(base).change("ind.reopened.grant_factor", 0.6).change("housing.referents_wait", 1.0)
    back = back.change("ind.extra.nareis", 100_000.0)
    chain = build(back, 1, [0], date(2024, 12, 31), SCALE)
    chain.sim.run()
    people, everybody = chain.people, np.arange(chain.people.count)
    waits = everybody[chain.file_in(everybody, "housing.family")]
    assert waits.size > 20
    assert chain.sleeps(people.family[waits], "outside", "abroad").all()
    follows = everybody[chain.housing._follows(everybody) & chain.file_in(everybody, "housing.queue")]
    assert chain.file_in(people.leader[follows], "housing.queue", "housing.linking", "housing.stay").all()
    assert chain.sim.ledger.events["ind.permits.side_inflow"].sum() > 100
