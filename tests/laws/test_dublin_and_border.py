"""Dublin and the border: terms, places and who is excepted, looked at move by move."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.simulate import build
from ketensim.chain.states import P, R

ADULT = 0


@pytest.fixture(scope="module")
def base():
    return load_scenario("basis")


def play(scenario, until=date(2025, 6, 30), scale=0.05):
    """A run with its moves: who, from, to, when (exactly), since when, and the last day of the transfer term at that time."""
    chain = build(scenario, 1, [0], until, scale)
    plain, people, told = chain.sim.move, chain.people, ([], [])

    def move(track, ids, state, at):
        old, since = (people.state0, people.state1)[track][ids], (people.since0, people.since1)[track][ids]
        told[track].append((ids.copy(), old, np.broadcast_to(state, ids.shape).copy(), at.copy(), since, people.transfer_by[ids]))
        plain(track, ids, state, at)

    chain.sim.move = move
    chain.sim.run()
    names = ("who", "old", "new", "at", "since", "transfer_by")
    files, places = (SimpleNamespace(**dict(zip(names, map(np.concatenate, zip(*one, strict=True)), strict=True))) for one in told)
    events = {name: int(rows.sum()) for name, rows in chain.sim.ledger.events.items()}
    return SimpleNamespace(chain=chain, people=people, files=files, places=places, events=events)


@pytest.fixture(scope="module")
def slow(base):
    """Transfers take so long that many are too late."""
    return play(without_higher_appeals(base).change("departure.dublin.duration", 40.0), scale=0.1)


def without_higher_appeals(scenario):
    """A higher appeal that is won takes a file up again too, at any time."""
    return scenario.change("raad_van_state.appeal_share", 0.0).change("opening.raad_van_state", 0.0)


# -- Dublin -----------------------------------------------------------------------------------------------------------
def test_nobody_is_transferred_after_the_term(slow):
    m = slow.files
    leaves = (m.old == P["ind.spoor1.transfer"]) & (m.new == P["departed"])
    assert leaves.sum() > 50
    assert (m.at[leaves] < m.transfer_by[leaves]).all()


def test_the_file_is_taken_up_on_the_day_the_term_ends(slow):
    m = slow.files
    lapses = (m.old == P["ind.spoor1.transfer"]) & (m.new == P["ind.reopened"])
    assert lapses.sum() > 100
    late = m.at[lapses] - m.transfer_by[lapses]
    assert late.min() >= 0
    assert late.max() <= 2  # a day for the timer, one for the inbox
    assert slow.events["dublin.lapsed"] > 100


def test_the_term_runs_from_the_acceptance_or_from_a_ruling(base):
    term = 7 * base.at("dublin.transfer_term", base.start)
    m = play(base).files
    accepted = (m.new == P["ind.spoor1.transfer"]) & (m.old == P["ind.spoor1"]) & (m.since > 0)
    ruled = (m.new == P["ind.spoor1.transfer"]) & (m.old == P["courts.dublin"])
    assert accepted.sum() > 30
    assert ruled.sum() > 30
    assert np.allclose(m.transfer_by[accepted], m.since[accepted] + term)
    assert np.allclose(m.transfer_by[ruled], m.at[ruled] + term)


def test_without_transfers_there_is_no_claim_and_no_decision(base):
    """Those under way on the day get no decision either, and are handled here."""
    blocked = play(base.change("dublin.blocked_share", 1.0).change("dublin.return_share", 0.0))
    assert "dublin.claims_sent" not in blocked.events
    assert "ind.decisions_first.dublin.reject" not in blocked.events
    assert "dublin.forced" not in blocked.events
    m = blocked.files
    assert ((m.old == P["ind.spoor1"]) & (m.new == P["ind.aa"])).sum() > 50
    assert ((m.old == P["registration"]) & (m.new == P["ind.aa"])).sum() > 1000


def test_every_claim_has_one_answer(base):
    """All accepted: as many acceptances as claims, but for those that wait. None accepted and none made again: no acceptance."""
    all_accepted = play(base.change("dublin.accepted_share", 1.0).change("dublin.return_share", 0.0))
    people, n = all_accepted.people, all_accepted.people.count
    waiting = ((people.state0[:n] == P["ind.spoor1"]) & np.isnan(people.transfer_by[:n])).sum()
    old = 0.05 * base.at("opening.ind.spoor1", base.start)
    sent, accepted = all_accepted.events["dublin.claims_sent"], all_accepted.events["dublin.claims_accepted"]
    assert sent > 200
    assert abs(accepted - sent) <= old + 2 * waiting + 5
    refused = play(base.change("dublin.accepted_share", 0.0).change("dublin.again_share", 0.0).change("dublin.return_share", 0.0))
    assert "dublin.claims_accepted" not in refused.events


def test_who_is_found_after_the_longer_term_is_not_transferred_any_more(base):
    """Gone before the transfer and back a year later: within the longer term the wait goes on, after it the file is opened here."""
    gone = (
        base.change("departure.dublin.unsupervised", 1.0).change("departure.dublin.independent", 0.0).change("departure.dublin.forced", 0.0)
    )
    gone = gone.change("dublin.return_share", 1.0).change("departure.return_after", 45.0)
    back = {}
    for weeks in (26.0, 500.0):
        m = play(gone.change("dublin.absconded_term", weeks), date(2026, 6, 30)).files
        returns = m.old == P["departed"]
        late = m.at[returns] >= m.transfer_by[returns]
        assert (m.new[returns][late] != P["ind.spoor1.transfer"]).all()
        back[weeks] = (returns & (m.new == P["ind.spoor1.transfer"])).sum()
    assert back[26.0] < 0.5 * back[500.0]
    assert back[500.0] > 50


def test_who_is_transferred_here_was_gone_and_has_a_file_open_again(base):
    many = (
        without_higher_appeals(base)
        .change("dublin.in.share", 0.9)
        .change("departure.return_share", 0.0)
        .change("dublin.in.first_share", 0.0)
    )
    many = many.change("dublin.return_share", 0.0).change("opening.away", 0.0).change("coa.back_from_host", 0.0)
    run = play(many)
    m, back = run.files, run.places
    again = np.isin(m.old, [P["departed"], P["closed"]])
    assert again.sum() > 50
    assert np.isin(m.new[again], [P["ind.reopened"], P["ind.subsequent"]]).all()  # who was rejected applies again
    persons = run.people.size[m.who[again]].sum()
    assert run.events["dublin.transferred_in"] >= persons  # somebody may be on the way to the desk still
    assert run.events["coa.inflow.returned"] == run.events["dublin.transferred_in"]
    assert ((back.old == R["elsewhere"]) & (back.new == R["coa"])).sum() > 50


# -- the border -------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def many(base):
    """Half of all who come apply at the border, and there are few places."""
    return play(base.change("border.share", 0.5).change("border.places", 400.0), date(2024, 12, 31))


def test_families_and_amv_are_never_in_border_detention(many):
    held = many.places.new == R["detention.border"]
    assert held.sum() > 150
    assert (many.people.kind[many.places.who[held]] == ADULT).all()
    assert many.events["border.applications"] > 3 * many.events["border.in"]


def test_there_are_never_more_in_border_detention_than_places(many):
    there = many.chain.sim.ledger.stock[:, :, R["detention.border"]].sum(axis=(1, 2))
    assert there.max() == 20


def test_the_border_procedure_ends_within_its_term(base):
    long = base.change("border.duration", 10.0)
    m = play(long, date(2024, 12, 31), 0.2).files
    ends = m.old == P["ind.border"]
    took = m.at[ends] - m.since[ends]
    assert ends.sum() > 50
    assert took.max() <= 29 + 1e-6  # and the day on which the file moves on
    assert (took > 27.9).mean() > 0.3


def test_who_is_let_go_sleeps_at_coa_only_while_an_appeal_is_pending(many):
    m = many.places
    out = (m.old == R["detention.border"]) & (m.new == R["elsewhere"])
    assert out.sum() > 20
    stock = many.chain.sim.ledger.stock.sum(axis=(0, 3))
    assert stock[P["courts.aa"], R["elsewhere"]] == 0
    assert stock[P["ind.border"]].sum() == stock[P["ind.border"], R["detention.border"]] > 0


def test_all_who_are_held_are_decided_on_or_let_in(many):
    m = many.files
    came, still = (m.new == P["ind.border"]).sum(), (many.people.state0[: many.people.count] == P["ind.border"]).sum()
    start = round(0.05 * load_scenario("basis").at("opening.ind.border", date(2024, 1, 1)))
    let_in = ((m.old == P["ind.border"]) & np.isin(m.new, [P["ind.spoor1"], P["ind.spoor2"], P["ind.aa"]])).sum()
    assert abs(came + start - still - let_in - many.events["border.decisions"]) <= 5  # decided today, not moved yet


# -- relocation -------------------------------------------------------------------------------------------------------
def test_who_is_relocated_comes_to_coa_and_into_spoor_4(base):
    run = play(base.change("inflow.relocation", 2000.0, from_="2024-07-01"), date(2024, 12, 31), 0.2)
    m = run.files
    straight = (m.old == P["outside"]) & (m.new == P["ind.aa"])
    assert (m.at[straight] >= 182).all()
    assert run.events["inflow.relocation"] == run.people.size[m.who[straight]].sum() == pytest.approx(200, abs=20)
