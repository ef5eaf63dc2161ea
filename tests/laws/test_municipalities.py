"""What must hold of any split: parts add up to the country, more inhabitants never means less, rows may stand in any order."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ketensim as ks
from ketensim.municipalities.split import split
from ketensim.municipalities.table import examples
from ketensim.reporting.municipality_words import notes
from national_periods import COLUMNS, HALVES, last_day, people, periods, write

ENDS = {"median": 0.5, "low80": 0.1, "high80": 0.9}
FLOWS = ("housing.taakstelling", "housing.housed")
SOME = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
INHABITANTS = st.lists(st.integers(1, 900_000), min_size=1, max_size=40)


def country(table, series, half):
    """Median and 80% interval of the country, from the periods themselves."""
    own = table[(table["series"] == series) & (table["period"] == (half if series in FLOWS else last_day(half)))]["value"]
    return {end: round(own.quantile(q)) for end, q in ENDS.items()}


def sums(parts, series, half):
    own = parts[(parts["series"] == series) & (parts["half_year"] == half)]
    return {end: int(own[end].sum()) for end in ENDS}


@SOME
@given(INHABITANTS, st.integers(-5000, 20000), st.lists(st.tuples(st.integers(0, 30000), st.integers(0, 30000)), min_size=1, max_size=6))
def test_parts_add_up_to_the_country_in_every_half_year_and_series(tmp_path, inhabitants, opening, runs):
    table = periods(runs, opening)
    parts = ks.split_municipalities(table, write(tmp_path, people(inhabitants)), first=HALVES[0])
    assert set(parts["half_year"]) == set(HALVES)
    for half in HALVES:
        for series in (*FLOWS, "housing.arrears"):
            assert sums(parts, series, half) == country(table, series, half)
    assert (parts["low80"] <= parts["median"]).all() and (parts["median"] <= parts["high80"]).all()


@SOME
@given(
    st.lists(st.tuples(st.integers(1, 900_000), st.integers(0, 400), st.integers(-300, 500), st.integers(0, 2000)), min_size=2, max_size=30)
)
def test_parts_add_up_with_realised_numbers_too(tmp_path, known):
    if any(sum(row[n] for row in known) == 0 for n in (1, 3)):
        known = [(*known[0][:1], 1, known[0][2], 1), *known[1:]]
    rows = [(*one, *own[1:]) for one, own in zip(people([own[0] for own in known]), known, strict=True)]
    table = periods(places=79_000, needed=88_000)
    parts = ks.split_municipalities(table, write(tmp_path, rows, (*COLUMNS, "housed", "arrears", "places")))
    for half in HALVES[1:]:
        for series in (*FLOWS, "housing.arrears", "coa.places", "coa.places_needed"):
            assert sums(parts, series, half) == country(table, series, half), series
    assert (parts[parts["series"] != "housing.arrears"]["low80"] >= 0).all()


@SOME
@given(INHABITANTS)
def test_more_inhabitants_never_means_less(tmp_path, inhabitants):
    parts = ks.split_municipalities(periods(), write(tmp_path, people(inhabitants)))
    size = {f"GM{n + 1:04}": each for n, each in enumerate(inhabitants)}
    for _, own in parts.groupby(["half_year", "series"]):
        ordered = own.assign(size=own["code"].map(size)).sort_values("size")
        for end in ENDS:
            by_size = ordered.groupby("size")[end].agg(["min", "max"])
            assert (by_size["min"].to_numpy()[1:] >= by_size["max"].to_numpy()[:-1]).all()
            assert (by_size["max"] - by_size["min"] <= 1).all()  # the same inhabitants: at most the one person that is left


@SOME
@given(INHABITANTS, st.randoms())
def test_the_order_of_rows_and_columns_does_not_matter(tmp_path, inhabitants, luck):
    rows = people(inhabitants)
    shuffled = luck.sample(rows, len(rows))
    turned = [tuple(reversed(row)) for row in shuffled]
    one = ks.split_municipalities(periods(), write(tmp_path, rows))
    pd.testing.assert_frame_equal(one, ks.split_municipalities(periods(), write(tmp_path, shuffled, name="shuffled.csv", separator=";")))
    pd.testing.assert_frame_equal(one, ks.split_municipalities(periods(), write(tmp_path, turned, COLUMNS[::-1], "turned.csv", "\t")))


def test_provinces_are_the_sums_of_their_municipalities(tmp_path):
    file = write(tmp_path, people([random.Random(3).randint(1000, 90000) for _ in range(20)]))
    one, many = ks.split_municipalities(periods(), file), ks.split_municipalities(periods(), file, by="province")
    keys = ["half_year", "province", "series"]
    expected = one.groupby(keys)[list(ENDS)].sum()
    pd.testing.assert_frame_equal(many.set_index(keys)[list(ENDS)].sort_index(), expected)
    assert list(many.columns) == ["scenario", "half_year", "province", "series", *ENDS]


# -- what each series means -----------------------------------------------------------------------------------------------------
def test_the_taakstelling_is_split_by_inhabitants(tmp_path):
    parts = ks.split_municipalities(periods([(13000, 14000)]), write(tmp_path, people([100_000, 50_000, 110_000])), half_years="2026H1")
    assert parts[parts["series"] == "housing.taakstelling"]["median"].tolist() == [5003, 2501, 5503]  # of 13,007: 5002.7, 2501.3, 5503.0


@SOME
@given(st.lists(st.tuples(st.integers(1000, 900_000), st.integers(1, 400), st.integers(-300, 500)), min_size=2, max_size=20))
def test_arrears_are_those_at_the_start_plus_taakstelling_less_housed(tmp_path, known):
    """In one run medians add up, so that only rounding is left: each of the four numbers is off by less than one."""
    rows = [(*one, *own[1:]) for one, own in zip(people([own[0] for own in known]), known, strict=True)]
    file = write(tmp_path, rows, (*COLUMNS, "housed", "arrears"))
    stated = sum(own[2] for own in known)
    table = periods([(13000, 14100)], opening=stated - (13000 - 14100))  # so that the run has at the start what the table has
    wide = ks.split_municipalities(table, file).pivot(index="half_year", columns=["series", "code"], values="median")
    before = np.array([own[2] for own in known])
    for half in HALVES[1:]:
        after = wide.loc[half, "housing.arrears"].to_numpy()
        assert np.abs(before + wide.loc[half, FLOWS[0]].to_numpy() - wide.loc[half, FLOWS[1]].to_numpy() - after).max() < 4
        before = after


def test_the_gap_is_what_medians_of_the_country_are_from_adding_up(tmp_path):
    """Three runs of which another is the middle one in each column; in a single run everything adds up."""
    table = periods(((13000, 13000), (13900, 14100), (12800, 15000)))
    gaps = split(table, write(tmp_path, people([5, 6]))).gaps["basis"]
    before = country(table, "housing.arrears", "2025H2")["median"]
    for half in HALVES[1:]:
        target, housed, after = (country(table, name, half)["median"] for name in (*FLOWS, "housing.arrears"))
        assert gaps[half] == after - (before + target - housed) != 0
        before = after
    assert not any(split(periods([(13000, 14100)]), write(tmp_path, people([5, 6]))).gaps["basis"].values())


def test_housed_follows_what_was_realised(tmp_path):
    rows = [(*one, housed) for one, housed in zip(people([50_000, 50_000, 50_000]), (300, 100, 0), strict=True)]
    parts = ks.split_municipalities(periods([(13000, 14000)]), write(tmp_path, rows, (*COLUMNS, "housed")), half_years="2026H1")
    wide = parts.pivot(index="code", columns="series", values="median")
    assert wide["housing.housed"].tolist() == [10508, 3503, 0]  # of 14,011
    at_start = 8000 / 3
    assert wide["housing.arrears"].to_numpy() == pytest.approx(at_start + wide[FLOWS[0]] - wide[FLOWS[1]], abs=2)


def test_arrears_of_the_table_differ_from_those_of_the_run_by_the_key(tmp_path):
    """The run has 8,000 at the start and the table 600: the 7,400 between them are split by inhabitants."""
    rows = [(*one, arrears) for one, arrears in zip(people([30_000, 10_000]), (700, -100), strict=True)]
    found = split(periods([(13000, 14000)]), write(tmp_path, rows, (*COLUMNS, "arrears")))
    assert (found.opening, found.stated) == ({"basis": 8000}, 600)
    wide = found.table(half_years=["2026H1"]).pivot(index="code", columns="series", values="median")
    expected = [700 + 0.75 * 7400, -100 + 0.25 * 7400]
    assert (wide["housing.arrears"] - wide[FLOWS[0]] + wide[FLOWS[1]]).to_numpy() == pytest.approx(expected, abs=2)


def test_places_needed_are_those_of_the_run_or_follow_from_occupancy(tmp_path):
    file = write(tmp_path, people([50_000, 50_000]))
    derived, own = split(periods(), file), split(periods(needed=88_000), file)
    assert (derived.needed_from, own.needed_from) == ("coa.occupancy", "coa.places_needed")
    for found, expected in ((derived, (80700 + 900) / 0.91), (own, 88_090)):
        parts = found.table(half_years=["2026H1"])
        assert parts[parts["series"] == "coa.places_needed"]["median"].sum() == round(expected)


def test_places_follow_the_columns_of_the_table(tmp_path):
    rows = [(*one, *own) for one, own in zip(people([50_000, 50_000]), ((600, 0.25), (200, 0.75)), strict=True)]
    file = write(tmp_path, rows, (*COLUMNS, "places", "places_share"))
    wide = ks.split_municipalities(periods(), file, half_years="2026H1").pivot(index="code", columns="series", values="median")
    assert wide["coa.places"].tolist() == [600, 200]  # the run has none: those of the table, as they are
    assert wide["coa.places_needed"].tolist() == [22418, 67252]
    wide = ks.split_municipalities(periods(places=80_000), file, half_years="2026H1").pivot(index="code", columns="series", values="median")
    assert wide["coa.places"].tolist() == [60030, 20010]  # the run has 80,040


def test_the_split_begins_after_the_last_figures_or_with_the_run(tmp_path):
    file = write(tmp_path, people([5, 6]))
    assert split(periods(), file).half_years == HALVES[1:]
    assert split(periods(), file, first="2025H2").half_years == HALVES
    assert split(periods(halves=("2024H1", "2024H2")), file).half_years == ("2024H1", "2024H2")


def test_each_scenario_is_split(tmp_path):
    both = pd.concat([periods(), periods(scenario="other", opening=100)], ignore_index=True)
    file = write(tmp_path, people([5, 6]))
    parts = ks.split_municipalities(both, file)
    assert list(dict.fromkeys(parts["scenario"])) == ["basis", "other"]
    alone = ks.split_municipalities(both, file, scenario="other")
    pd.testing.assert_frame_equal(alone, parts[parts["scenario"] == "other"].reset_index(drop=True))


def test_the_example_is_invented_and_in_order():
    assert examples() == ["municipalities-invented"]
    parts = ks.split_municipalities(periods(), "municipalities-invented")
    assert parts["code"].nunique() == 12 and parts["province"].nunique() == 3
    assert all(code.startswith("GM90") for code in parts["code"])  # no municipality has such a code


def test_a_province_is_one_however_its_letters_are_cased(tmp_path):
    file = write(tmp_path, [(1, "A", "Utrecht", 100), (2, "B", "UTRECHT", 200), (3, "C", "Drenthe", 300)])
    assert set(ks.split_municipalities(periods(), file, by="province")["province"]) == {"Utrecht", "Drenthe"}


@pytest.mark.parametrize(("inhabitants", "told"), [(9_000_000, True), (18_000_000, False)])
def test_a_table_that_cannot_have_all_municipalities_is_said_to_be_partial(tmp_path, inhabitants, told):
    file = write(tmp_path, [(1, "A", "Utrecht", inhabitants - 10), (2, "B", "Utrecht", 10)])
    said = notes(split(periods(), file), "basis", "en")
    assert any("are not in it too" in line for line in said) is told
