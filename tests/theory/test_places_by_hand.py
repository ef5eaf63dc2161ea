"""Places by kind in cases that can be reckoned by hand."""

from __future__ import annotations

from datetime import date
from math import exp

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.places import FIRST, NOWHERE, allocate, closings, costs, portfolio
from ketensim.chain.rules import Rules
from ketensim.scenario.groups import ADULT, AMV, FAMILY, PLACES, REGULAR

AMVS, FAMILIES, ADULTS = (FIRST.index(kind) for kind in (AMV, FAMILY, ADULT))


def claims(**by_kind):
    """Persons (amv, families, adults) by the kind they belong in, on one day."""
    return {kind: np.array([[float(n)] for n in by_kind.get(kind, (0, 0, 0))]) for kind in REGULAR}


def places(**by_kind):
    return {kind: np.array([float(by_kind.get(kind, 0))]) for kind in PLACES}


def held(claimed, there):
    """Persons by kind and household, where there are any."""
    return {kind: persons[:, 0].tolist() for kind, persons in allocate(claimed, there).items() if persons.any()}


def test_who_fits_is_where_she_belongs():
    claimed = claims(col=(0, 2, 5), pol=(0, 1, 3), amv=(4, 0, 0), gezinslocatie=(0, 6, 0), vbl=(0, 0, 1), azc=(0, 20, 30))
    there = places(col=9, pol=9, amv=9, gezinslocatie=9, vbl=9, azc=99, noodopvang=99, tgo=99)
    assert held(claimed, there) == {
        "col": [0, 2, 5], "pol": [0, 1, 3], "amv": [4, 0, 0], "gezinslocatie": [0, 6, 0], "vbl": [0, 0, 1], "azc": [0, 20, 30],
    }  # fmt: skip


def test_overflow_goes_to_azc_then_noodopvang_then_tgo_then_nowhere():
    there = places(pol=10, azc=50, noodopvang=30, tgo=5)
    assert held(claims(pol=(0, 0, 100)), there) == {
        "pol": [0, 0, 10], "azc": [0, 0, 50], "noodopvang": [0, 0, 30], "tgo": [0, 0, 5], NOWHERE: [0, 0, 5],
    }  # fmt: skip


def test_adults_make_way_for_amv_and_families():
    claimed = claims(pol=(0, 8, 8), amv=(12, 0, 0), azc=(0, 40, 60))
    there = places(pol=10, amv=7, azc=50, noodopvang=100)
    assert held(claimed, there) == {
        "pol": [0, 8, 2],
        "amv": [7, 0, 0],
        "azc": [5, 40, 5],  # five amv too many, all families, and five of 66 adults
        "noodopvang": [0, 0, 61],
    }


def test_free_places_of_another_kind_stay_free():
    assert held(claims(azc=(0, 0, 10)), places(amv=10, col=10, vbl=10, azc=4)) == {"azc": [0, 0, 4], NOWHERE: [0, 0, 6]}


def test_each_day_is_dealt_out_by_itself():
    claimed = {kind: np.zeros((3, 2)) for kind in REGULAR}
    claimed["azc"][ADULTS] = [10, 3]
    there = {kind: np.zeros(2) for kind in PLACES} | {"azc": np.array([4.0, 8.0]), "tgo": np.array([1.0, 1.0])}
    found = allocate(claimed, there)
    assert [found[kind][ADULTS].tolist() for kind in ("azc", "tgo", NOWHERE)] == [[4, 3], [1, 0], [5, 0]]


# -- what there is ------------------------------------------------------------------------------------------------------
def rules(until=date(2025, 12, 31), **changed):
    """The base with nothing but these places: ``coa__places__opening__azc`` stands for ``coa.places.opening.azc``."""
    scenario = load_scenario("basis")
    for key in ("opening", "opened", "ending"):
        scenario = scenario.change(f"coa.places.{key}", 0.0)
    for key, value in changed.items():
        scenario = scenario.change(key.replace("__", "."), value)
    return Rules(scenario, until, 1.0)


def of(found, kind):
    return found.places[PLACES.index(kind)]


def test_contracts_that_end_and_are_not_renewed_run_off():
    found = portfolio(
        rules(coa__places__opening__noodopvang=1000.0, coa__places__ending__noodopvang=0.7, coa__places__renewed__noodopvang=0.5)
    )
    assert of(found, "noodopvang")[365] == pytest.approx(1000 * exp(-0.35), rel=2e-3)
    assert found.places[:, -1].sum() == of(found, "noodopvang")[-1]


def test_contracts_that_are_all_renewed_keep_their_places():
    given = rules(coa__places__opening=100.0, coa__places__ending=5.0, coa__places__renewed=1.0)
    assert (portfolio(given).places == 100).all() and not closings(given).any()


def test_places_open_evenly_over_the_year():
    found = portfolio(rules(coa__places__opened__azc=365.25))
    assert of(found, "azc")[:3].tolist() == pytest.approx([1, 2, 3])


def test_the_share_that_closes_is_of_all_places():
    given = rules(
        coa__places__opening__azc=700.0, coa__places__opening__tgo=300.0, coa__places__ending__tgo=36.525, coa__places__renewed__tgo=0.0
    )
    assert closings(given)[0] == pytest.approx(300 * 0.1 / 1000)


def test_the_law_adds_a_part_of_what_is_lacking_as_azc():
    given = rules(coa__places__opening__azc=70_000.0, coa__places__opening__tgo=1_500.0, spreiding__carried_out=0.25)
    found, before, on = portfolio(given), given.day(date(2025, 6, 29)), given.day(date(2025, 6, 30))
    assert of(found, "azc")[[before, on]].tolist() == [70_000, 70_000 + 0.25 * 30_000]
    assert (of(found, "tgo") == 1_500).all() and not found.closed.any()


def test_the_law_adds_nothing_where_nothing_is_lacking_and_what_it_gives_up_closes():
    enough = portfolio(rules(coa__places__opening__azc=120_000.0, spreiding__carried_out=1.0))
    assert (of(enough, "azc") == 120_000).all()
    scenario = load_scenario("basis").change("spreiding.carried_out", 1.0).change("spreiding.required_places", 88_000.0, from_="2026-06-01")
    less, day = Rules(scenario, date(2026, 12, 31), 1.0), (date(2026, 6, 1) - date(2024, 1, 1)).days
    assert closings(less)[day] == pytest.approx(13_500 / 101_500, rel=0.01)
    assert portfolio(less).places.sum(axis=0)[[day - 1, day]].tolist() == pytest.approx([101_500, 88_000])


def test_a_place_costs_what_its_kind_costs_whether_it_is_slept_in_or_not_and_so_does_who_has_none():
    found = costs(rules(), {kind: np.full(731, 365.25) for kind in PLACES}, np.full(731, 10 * 365.25))
    assert found["coa.cost.without_place"][0] == pytest.approx(10 * 69_400)
    assert [found[f"coa.cost.{kind}"][0] for kind in ("azc", "vbl", "noodopvang", "tgo")] == pytest.approx([30_400, 30_400, 69_400, 69_400])
    assert found["coa.cost"][0] == pytest.approx(6 * 30_400 + 12 * 69_400)


def test_the_published_totals_come_out():
    """79,830 over an occupancy of 101%, 4,510 fewer a year before, about 74,500 on 1 July 2025, 299 and 362 locations."""
    given = Rules(load_scenario("basis"), date(2025, 12, 31), 1.0)
    total = portfolio(given).places.sum(axis=0)
    days = [given.day(day) for day in (date(2024, 12, 31), date(2025, 6, 30), date(2025, 12, 31))]
    assert total[days].tolist() == pytest.approx([74_530, 74_530, 79_830 / 1.01], abs=3)
    per = given.path("coa.places_per_location")
    assert (total / per)[[days[0], days[2]]].tolist() == pytest.approx([299, 362], abs=0.5)
