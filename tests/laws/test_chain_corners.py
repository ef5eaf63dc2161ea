"""Rare turns of a life, made common by the parameters of the test, so that what goes wrong once in a thousand lives shows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.simulate import build
from ketensim.chain.states import NIDOS, P, R

AMV = 2


@pytest.fixture(scope="module")
def base():
    return load_scenario("basis")


@pytest.fixture(scope="module")
def amv_only(base):
    """Nearly all who come are amv who get a permit soon."""
    scenario = base.change("inflow.amv_share", 0.9).change("ind.spoor4.grant_rate", 1.0).change("ind.spoor4.va_share", 0.0)
    return scenario.change("ind.spoor4.priority_share", 1.0)


def follow(chain, track: int, tell) -> None:
    """Call ``tell(ids, old states, new states, times)`` for every move of a track."""
    plain, people = chain.sim.move, chain.people

    def move(of, ids, state, at):
        if of == track and ids.size:
            tell(ids, (people.state0, people.state1)[track][ids], np.broadcast_to(state, ids.shape), at)
        plain(of, ids, state, at)

    chain.sim.move = move


def test_a_birthday_on_the_day_of_a_place_with_nidos(amv_only):
    """Either comes first and counts; nobody is linked after having been housed."""
    scarce = amv_only.change("nidos.years_to_18", 0.1).change("nidos.kso_places", factor=0.5)
    chain = build(scarce.change("opening.nidos.kso", factor=0.4), 1, [0], date(2024, 12, 31), 0.2)
    again = []
    follow(chain, 0, lambda ids, old, new, at: again.extend(ids[old == P["housed"]]))
    chain.sim.run()
    assert chain.sim.ledger.events["housing.housed"].sum() > 300
    assert again == []


def test_who_gets_a_permit_after_turning_18_with_nidos_gets_a_house(base, amv_only):
    young = amv_only.change("nidos.under_15", 1.0).change("nidos.family_places", 50_000).change("nidos.years_to_18_young", 3.0)
    young = young.change("ind.budget", 0.0, from_=base.start, until="2027-06-01")
    chain = build(young, 1, [0], date(2028, 6, 30), 0.02)
    chain.sim.run()
    people, n = chain.people, chain.people.count
    grown = (people.kind_applied[:n] == AMV) & (people.kind[:n] != AMV) & (people.state0[:n] == P["housed"])
    assert grown.sum() > 100
    assert np.isin(people.state1[:n][grown], [R["municipality"], R["nidos.extended"]]).all()


def test_nidos_keeps_nobody_whose_file_is_closed(amv_only):
    refused = amv_only.change("ind.spoor4.grant_rate", 0.0).change("nidos.under_15", 1.0).change("departure.dtenv.procedural", 5.0)
    refused = refused.change("nidos.family_places", 50_000)
    chain = build(refused, 1, [0], date(2025, 6, 30), 0.05)
    chain.sim.run()
    people, n = chain.people, chain.people.count
    closed = people.state0[:n] == P["closed"]
    assert closed.sum() > 100
    assert not np.isin(people.state1[:n][closed], [R[place] for place in NIDOS]).any()


def test_in_the_opening_nobody_applied_as_another_than_they_are(base):
    """But for amv who turned 18: what the person applied as decides on who may follow."""
    chain = build(base, 1, [0], date(2024, 1, 31))
    people, n = chain.people, chain.people.count
    other = people.kind[:n] != people.kind_applied[:n]
    assert other.sum() > 100
    assert (people.kind[:n][other] == 0).all()
    assert (people.kind_applied[:n][other] == AMV).all()


def test_a_term_of_no_days_is_a_day_at_most(base):
    chain = build(base.change("departure.term", 0.0), 1, [0], date(2024, 12, 31), 0.1)
    chain.sim.run()
    stock = chain.sim.ledger.stock[60:, P["departure.term"]].sum(axis=(1, 2))
    passed = chain.sim.ledger.moved_in[0][60:, P["departure.term"]].sum(axis=1)
    assert passed.sum() > 100
    assert (stock <= passed).all()


def test_without_capacity_queues_only_grow(base):
    """No desk serves; from the queue of spoor 4 people go of their own accord, from the others nobody goes."""
    still = base.change("housing.supply", 0.0).change("ind.budget", 0.0).change("courts.capacity", 0.0)
    still = still.change("nareis.objection_capacity", 0.0).change("nareis.appeal_upheld", 0.0)
    still = still.change("housing.har.placements", 0.0).change("housing.doorstroom.places", 0.0).change("housing.self_found", 0.0)
    chain = build(still, 1, [0], date(2024, 12, 31), 0.1)
    queues = ("ind.reopened", "courts.aa", "courts.va", "courts.dublin", "nareis.mvv", "nareis.evrm8", "housing.queue")
    left, withdrawn = [], []
    follow(chain, 0, lambda ids, old, new, at: left.extend(old[np.isin(old, [P[queue] for queue in queues])]))
    follow(chain, 0, lambda ids, old, new, at: withdrawn.extend(new[old == P["ind.aa"]]))
    chain.sim.run()
    assert left == []
    assert len(withdrawn) > 50
    assert np.isin(withdrawn, [P["closed"], P["departed"]]).all()
    stock = chain.sim.ledger.stock[-1].sum(axis=(1, 2))
    assert all(stock[P[queue]] > 0 for queue in queues)


def test_har_takes_no_more_persons_than_are_placed(base):
    """Who comes along with a referent takes one of the placements too (and nobody is born while they wait)."""
    scenario = base.change("housing.referents_wait", 0.9).change("coa.births", 0.0)
    chain = build(scenario, 1, [0], date(2027, 12, 31), 0.1)
    chain.sim.run()
    placed = chain.sim.ledger.events["housing.har_in"].sum(axis=1)
    assert placed.sum() > 500
    assert (np.cumsum(placed) <= np.cumsum(chain.rules[0].per_day("housing.har.placements")) + 1e-6).all()


def test_who_was_a_minor_when_leaving_comes_back_as_old_as_they_are(base):
    """Those gone before the first day turn 18 like others, wherever they are by then."""
    chain = build(base.change("opening.away", 20_000.0), 1, [0], date(2029, 12, 31), 0.02)
    people = chain.people
    away = np.flatnonzero(np.isin(people.state0[: people.count], [P["closed"], P["departed"]]) & (people.kind[: people.count] == AMV))
    chain.sim.run()
    assert away.size > 20
    assert not (people.kind[away] == AMV).any()


def test_brothers_and_sisters_of_an_amv_have_no_children(base):
    chain = build(base.change("coa.births", 0.5), 1, [0], date(2025, 6, 30), 0.05)
    chain.sim.run()
    people, n = chain.people, chain.people.count
    assert people.births[:n].sum() > 20
    assert (people.births[:n][people.article8[:n]] == 0).all()


def test_family_goes_straight_to_no_house_that_is_too_small(base):
    chain = build(base.change("nareis.direct_to_referent", 1.0).change("housing.joins_share", 0.4), 1, [0], date(2025, 3, 31), 0.05)
    straight = []
    follow(chain, 1, lambda ids, old, new, at: straight.extend(ids[(old == R["abroad"]) & (new == R["municipality"])].tolist()))
    chain.sim.run()
    luck = chain.luck(chain.people.referent[np.array(straight)], "housing.joins")
    assert len(straight) > 50
    assert (luck < 0.4).all()
