"""Places by kind: everybody is somewhere, nobody is beyond a place, and who comes first is first.

The allocation is a function of claims and places alone, so that these hold for any of them; then for the base itself.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ketensim import load_scenario
from ketensim.chain.places import FIRST, NOWHERE, OVERFLOW, allocate, closings, portfolio
from ketensim.chain.rules import Rules
from ketensim.chain.simulate import simulate
from ketensim.scenario.groups import EMERGENCY, PLACES, REGULAR

DAYS = 3
SOME = st.one_of(st.just(0.0), st.floats(0, 90_000))
CLAIMS = st.fixed_dictionaries({kind: arrays(np.float64, (len(FIRST), DAYS), elements=SOME) for kind in REGULAR})
THERE = st.fixed_dictionaries({kind: arrays(np.float64, DAYS, elements=SOME) for kind in PLACES})
NEAR = 1e-6


@given(CLAIMS, THERE)
def test_all_persons_are_somewhere_each_household_for_itself(claims, places):
    held = allocate(claims, places)
    assert set(held) == {*PLACES, NOWHERE}
    np.testing.assert_allclose(sum(held.values()), sum(claims.values()), atol=NEAR)
    assert all((persons >= 0).all() for persons in held.values())


@given(CLAIMS, THERE)
def test_nobody_is_beyond_a_place(claims, places):
    held = allocate(claims, places)
    assert all((held[kind].sum(axis=0) <= places[kind] + NEAR).all() for kind in PLACES)


@given(CLAIMS, THERE)
def test_what_comes_before_is_full_where_anybody_is_in_what_comes_after(claims, places):
    held = allocate(claims, places)
    chain = [*OVERFLOW, NOWHERE]
    for number, kind in enumerate(OVERFLOW):
        after = sum(held[later].sum(axis=0) for later in chain[number + 1 :])
        room = places[kind] - held[kind].sum(axis=0)
        assert (np.minimum(after, room) <= NEAR).all(), kind


@given(CLAIMS, THERE)
def test_a_place_of_their_own_kind_comes_first(claims, places):
    """Nobody goes to another kind while there is room in hers, and nobody is in a kind she has no claim to but the general ones."""
    held = allocate(claims, places)
    for kind in set(REGULAR) - {"azc"}:
        turned_away = (claims[kind] - held[kind]).sum(axis=0)
        assert (np.minimum(turned_away, places[kind] - held[kind].sum(axis=0)) <= NEAR).all()
        assert (held[kind] <= claims[kind] + NEAR).all()


@given(CLAIMS, THERE)
def test_amv_and_families_come_before_adults(claims, places):
    """In an azc is nobody of a household as long as one that comes before has somebody in an emergency kind, or nowhere."""
    held = allocate(claims, places)
    for before in range(len(FIRST)):
        worse = sum(held[kind][before] for kind in (*EMERGENCY, NOWHERE))
        after = held["azc"][before + 1 :].sum(axis=0)
        assert (np.minimum(worse, after) <= NEAR).all()


@given(CLAIMS, THERE, st.sampled_from(PLACES), st.floats(0, 10_000))
def test_more_places_never_leave_more_persons_without_one(claims, places, kind, more):
    before, after = allocate(claims, places), allocate(claims, places | {kind: places[kind] + more})
    assert (after[NOWHERE].sum(axis=0) <= before[NOWHERE].sum(axis=0) + NEAR).all()
    if kind in REGULAR:
        for where in EMERGENCY:
            assert (after[where].sum(axis=0) <= before[where].sum(axis=0) + NEAR).all()


# -- the base -----------------------------------------------------------------------------------------------------------
UNTIL = date(2026, 12, 31)


@pytest.fixture(scope="module")
def daily():
    return simulate(load_scenario("basis"), seed=5, replication=0, until=UNTIL, scale=0.03).daily


def test_residents_of_all_kinds_and_those_without_a_place_are_the_occupancy(daily):
    total = sum(daily[f"coa.residents.{kind}"] for kind in PLACES) + daily["coa.without_place"]
    np.testing.assert_allclose(total, daily["coa.occupancy"], atol=NEAR)
    emergency = sum(daily[f"coa.residents.{kind}"] for kind in EMERGENCY) + daily["coa.without_place"]
    np.testing.assert_allclose(daily["coa.emergency_residents"], emergency, atol=NEAR)


def test_no_kind_of_the_base_holds_more_than_it_has(daily):
    for kind in PLACES:
        assert (daily[f"coa.residents.{kind}"] <= daily[f"coa.places.{kind}"] + NEAR).all()
    azc_full = daily["coa.residents.azc"] >= daily["coa.places.azc"] - NEAR
    assert (azc_full | (daily["coa.emergency_residents"] < NEAR)).all()
    tgo_full = daily["coa.residents.tgo"] >= daily["coa.places.tgo"] - NEAR
    assert (tgo_full | (daily["coa.without_place"] < NEAR)).all()
    assert daily["coa.emergency_residents"].min() > 20_000 and daily["coa.without_place"].max() > 0  # so that both said something


def test_what_is_derived_follows_from_what_there_is(daily):
    places = sum(daily[f"coa.places.{kind}"] for kind in PLACES)
    np.testing.assert_allclose(daily["coa.places"], places)
    np.testing.assert_allclose(daily["coa.occupancy_rate"], daily["coa.occupancy"] / places)
    np.testing.assert_allclose(daily["coa.places_needed"], daily["coa.occupancy"] / 0.91)
    np.testing.assert_allclose(daily["coa.places_short"], np.maximum(daily["coa.occupancy"] / 0.91 - places, 0))
    np.testing.assert_allclose(daily["coa.cost"], sum(daily[f"coa.cost.{kind}"] for kind in (*PLACES, "without_place")))
    np.testing.assert_allclose(np.cumsum(daily["coa.places_added"]), places - 66_290, atol=1e-3)
    assert (daily["coa.tgo_places"] == daily["coa.places.tgo"]).all()


def test_places_move_no_person():
    """The same persons with the same luck, whatever there is to put them in."""
    base = load_scenario("basis")
    none = base.change("coa.places.opening", 0.0).change("coa.places.opened", 0.0)
    outcomes = [simulate(scenario, seed=5, replication=0, until=date(2024, 9, 30), scale=0.02) for scenario in (base, none)]
    about = ("coa.places", "coa.residents.", "coa.cost", "coa.emergency", "coa.without", "coa.occupancy_rate", "coa.locations", "coa.tgo")
    about += ("coa.verhuizingen.", "coa.verhuisd.", "coa.left.")  # a place that closes makes a child move to another
    for name, values in outcomes[0].daily.items():
        if not name.startswith(about):
            assert np.array_equal(values, outcomes[1].daily[name], equal_nan=True), name
    nobody = outcomes[1].daily
    assert (nobody["coa.without_place"] == nobody["coa.occupancy"]).all()
    assert np.isnan(nobody["coa.occupancy_rate"]).all() and (nobody["coa.cost"] == nobody["coa.cost.without_place"]).all()


def test_the_base_keeps_what_there_was_at_the_end_of_2025():
    rules = Rules(load_scenario("basis"), date(2030, 12, 31), 1.0)
    places, last = portfolio(rules).places, rules.day(date(2025, 12, 31))
    assert np.abs(places[:, last:] - places[:, [last]]).max() < 2
    assert np.abs(places - places.mean()).max() > 100 and (places >= 0).all()


# -- closings -----------------------------------------------------------------------------------------------------------
@settings(max_examples=20, deadline=None)
@given(
    opening=st.floats(0, 50_000), opened=st.floats(0, 50_000), ending=st.floats(0, 50), renewed=st.floats(0, 1), carried=st.floats(0, 1)
)  # fmt: skip
def test_places_are_those_before_and_what_opened_less_what_closed(opening, opened, ending, renewed, carried):
    scenario = load_scenario("basis").change("coa.places.opening", opening).change("coa.places.opened", opened)
    scenario = scenario.change("coa.places.ending", ending).change("coa.places.renewed", renewed).change("spreiding.carried_out", carried)
    rules = Rules(scenario, date(2024, 3, 31), 1.0)  # before the law asks for anything
    found, share = portfolio(rules), closings(rules)
    assert (found.places >= 0).all() and ((share >= 0) & (share <= 1)).all()
    grown = found.places - found.before + found.closed
    np.testing.assert_allclose(grown, opened / 365.25, atol=1e-6 * max(opening, opened, 1))
    np.testing.assert_allclose(found.closed.sum(axis=0), share * found.before.sum(axis=0), atol=NEAR)
    for number, kind in enumerate(PLACES):
        np.testing.assert_allclose(found.closed[number], closings(rules, (kind,)) * found.before[number], atol=NEAR)
