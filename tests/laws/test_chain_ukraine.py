"""Displaced persons from Ukraine: the register closes, who wakes up comes out of it, and the chain sees nobody before that."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest

from ketensim import Scenario, load_scenario
from ketensim.chain.books import read_books
from ketensim.chain.census import Census
from ketensim.chain.network import Chain
from ketensim.chain.rules import Rules
from ketensim.chain.simulate import build, simulate
from ketensim.chain.states import PROCEDURE, P, R
from ketensim.chain.ukraine import register
from ketensim.scenario.groups import DISPLACED

ENDS, UNTIL, SCALE = date(2024, 3, 1), date(2024, 12, 31), 0.05
DAY = (ENDS - date(2024, 1, 1)).days


def ended(document: float = 0.5, **changes: float) -> Scenario:
    """The base in which protection ends in March 2024, for all on one day."""
    scenario = load_scenario("basis").change("ukraine.protection", 0.0, from_=ENDS).change("ukraine.document", document)
    for key, value in {"wakes": 0.6, "leaves": 0.3, "coa.share": 0.5, "coa.within": 3.0, **changes}.items():
        scenario = scenario.change(f"ukraine.{key}", value)
    return scenario


@cache
def played(document: float = 0.5) -> tuple[Chain, dict[str, np.ndarray]]:
    """A run of it, with its series."""
    chain = build(ended(document), 1, [0], UNTIL, SCALE)
    census = Census(chain)
    chain.sim.run(census.take)
    ((daily, _),) = read_books(chain, census)
    return chain, daily


def woken(chain: Chain) -> np.ndarray:
    people = chain.people
    return np.flatnonzero(people.displaced[: people.count])


@pytest.mark.parametrize("group", range(len(DISPLACED)))
def test_the_register_closes_on_every_day(group):
    rules = Rules(ended(), UNTIL, 1.0)
    book = register(rules)
    opening = rules.numbers("opening.ukraine.registered", DISPLACED)[group]
    change = np.diff(book.persons[group], prepend=opening)
    assert np.allclose(change, (book.registered - book.deregistered - book.woken)[group], atol=1e-6)
    assert (book.persons >= 0).all()


def test_registered_persons_balance_with_who_comes_goes_gets_a_permit_and_moves_to_coa():
    _, daily = played()
    change = np.diff(daily["ukraine.registered"])
    flows = daily["ukraine.registrations"] - daily["ukraine.deregistrations"] - daily["ukraine.to_coa"] - daily["ukraine.permits"]
    assert np.allclose(change, flows[1:], atol=1e-6)
    assert daily["ukraine.to_coa"].sum() > 5_000 and daily["ukraine.permits"].sum() > 0
    known = Rules(ended(), UNTIL, 1.0).numbers("opening.ukraine.deregistered", DISPLACED).sum()
    assert daily["ukraine.deregistered"][-1] == pytest.approx(known + daily["ukraine.deregistrations"].sum())


def test_whoever_woke_up_is_counted_where_she_is():
    """An independent count of the people themselves."""
    chain, daily = played()
    people, ids = chain.people, woken(chain)
    size, file, place = people.size[ids] / SCALE, people.state0[ids], people.state1[ids]
    pending = file == P["ind.ukraine"]
    assert daily["ind.backlog.ukraine"][-1] == size[pending].sum() > 0
    assert daily["ukraine.coa"][-1] == size[pending & (place == R["coa"])].sum() > 0
    book = register(chain.rules[0])
    whole = book.woken.sum() - daily["ukraine.woken"].sum()  # households wake up as one
    assert daily["ukraine.registered"][-1] == pytest.approx(book.persons[:, -1].sum() + whole + size[place == R["ukraine"]].sum())
    assert abs(whole) < 10 / SCALE


def test_no_more_wake_up_than_slept():
    _, daily = played(0.0)
    slept = daily["ukraine.dormant"][DAY - 1]
    assert 0.5 * slept < daily["ukraine.woken"].cumsum()[-1] < 0.7 * slept
    assert not daily["ukraine.woken"][:DAY].any()
    assert not daily["ukraine.dormant"][DAY:].any()


def test_with_a_document_for_all_nobody_wakes_up():
    book = register(Rules(ended(1.0), UNTIL, 1.0))
    assert not book.woken.any()
    assert book.document[:, DAY] == pytest.approx(book.protected[:, DAY - 1], rel=0.01)


def test_with_fewer_documents_the_same_persons_wake_up_and_others_beside_them():
    few, many = (played(document)[0] for document in (0.5, 0.0))
    keys = [set(chain.people.key[woken(chain)].tolist()) for chain in (few, many)]
    assert keys[0] < keys[1]


def test_the_chain_sees_nobody_until_protection_ends():
    """In the base, beside one in which nobody is displaced: equal to the person until the last day of protection, not after."""
    until, last = date(2027, 4, 30), (date(2027, 3, 4) - date(2024, 1, 1)).days
    nobody = load_scenario("basis").change("opening.ukraine.registered", 0.0).change("ukraine.registrations", 0.0)
    with_them, without = (simulate(s, seed=2, replication=0, until=until, scale=0.02).daily for s in (load_scenario("basis"), nobody))
    for name, values in without.items():
        if not name.startswith("ukraine."):
            assert np.array_equal(values[: last + 1], with_them[name][: last + 1], equal_nan=True), name
    assert with_them["ind.backlog.ukraine"][last + 1] > 1_000
    assert with_them["inflow.first"][last + 1 :].sum() > without["inflow.first"][last + 1 :].sum()  # newcomers apply instead


def test_the_dormant_applications_of_the_base_are_those_the_report_expects():
    """About 150,000 (section 5.2.6); nothing was fitted to it."""
    scenario = load_scenario("basis")
    book = register(Rules(scenario, date(2027, 3, 4), 1.0))
    assert book.protected[:, -1].sum() == pytest.approx(150_000, rel=0.05)


def test_the_ind_takes_no_more_of_its_budget_than_it_may():
    scenario = ended(0.0, **{"ind.pace": 500_000.0, "ind.share": 0.2}).change("ind.weight.ukraine", 0.8)
    daily = simulate(scenario, seed=1, replication=0, until=UNTIL, scale=SCALE).daily
    budget = Rules(scenario, UNTIL, 1.0).path("ind.budget")[DAY:].sum() / 365.25
    spent = daily["ind.budget_used.ukraine"].sum()
    assert spent == pytest.approx(0.8 * daily["ind.decisions_first.ukraine"].sum())
    assert spent == pytest.approx(0.2 * budget, rel=0.02)
    idle = simulate(ended(0.0, **{"ind.share": 0.0}), seed=1, replication=0, until=UNTIL, scale=SCALE).daily
    fewer = (daily["ind.decisions_first.aa"] + daily["ind.decisions_first.va"]).sum() / (
        idle["ind.decisions_first.aa"] + idle["ind.decisions_first.va"]
    ).sum()
    assert 0.6 < fewer < 0.9


def test_who_stays_where_she_lived_is_in_a_procedure_or_has_to_leave():
    chain, _ = played()
    files = np.flatnonzero(chain.sim.ledger.stock[:, :, R["ukraine"]].any(axis=(0, 2)))
    found, may = {PROCEDURE[file] for file in files}, {"ind.ukraine", "courts.aa", "departure.term", "departure.dtenv"}
    assert (
        may
        <= found
        <= may | {"ind.reopened", "courts.va", "raad_van_state.aa", "raad_van_state.va", "departure.postponed", "ind.subsequent"}
    )


def test_nobody_asks_for_family_with_a_permit_out_of_a_woken_application():
    chain, _ = played()
    people, ids = chain.people, woken(chain)
    assert (~np.isnan(people.permit[ids])).sum() > 30
    assert (people.family[ids] < 0).all()
    referents = people.referent[: people.count]
    assert not people.displaced[referents[referents >= 0]].any()


def test_municipal_reception_holds_no_more_than_it_can():
    chain, daily = played()
    rules = chain.rules[0]
    assert (daily["ukraine.reception"] <= daily["ukraine.capacity"]).all()
    inside = daily["ukraine.reception"] * (1.0 - rules.path("ukraine.reception.cutting_loss"))
    assert np.allclose(inside + daily["ukraine.private"], daily["ukraine.registered"])
    wants = rules.path("ukraine.reception.wants") * daily["ukraine.registered"]
    assert np.allclose(inside + daily["ukraine.reception_short"], wants)
    full = daily["ukraine.reception"] > 0.999 * rules.path("ukraine.reception.fill") * daily["ukraine.capacity"]
    assert full.any()
    assert not daily["ukraine.reception_short"][~full].any()  # nobody is short of a place while there is one
    assert daily["ukraine.reception"][-1] < 0.95 * daily["ukraine.capacity"][-1]  # emptied by those who went
