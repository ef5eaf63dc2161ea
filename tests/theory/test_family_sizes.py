"""How large families are: the distribution that is said, numbers of persons that are met, and nothing by luck."""

from __future__ import annotations

from datetime import date
from functools import cache
from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketensim import load_scenario
from ketensim.chain.families import LARGEST, Sizes, apportion, turns
from ketensim.chain.rules import YEAR, Rules
from ketensim.chain.simulate import build
from ketensim.scenario.groups import FAMILY, KINDS, NATIONALITIES

MANY = settings(max_examples=200, deadline=None)
means = st.floats(2.0, 8.0)
EVEN = (np.arange(100_000) + 0.5) / 100_000


@MANY
@given(means, st.sampled_from([1, 2]))
def test_the_distribution_is_that_of_at_least_so_many_and_a_poisson_number_more(mean: float, least: int) -> None:
    """Cut off at the largest; the mean is that of what is left."""
    sizes = Sizes(mean, least)
    chance = np.array([exp(least - mean) * (mean - least) ** n / factorial(n) for n in range(LARGEST - least + 1)])
    chance /= chance.sum()
    found = np.bincount(sizes.at(EVEN), minlength=LARGEST + 1) / EVEN.size
    np.testing.assert_allclose(found[least:], chance, atol=2e-5)
    assert not found[:least].any()
    assert sizes.mean == pytest.approx(chance @ np.arange(least, LARGEST + 1))
    assert sizes.mean <= mean + 1e-12


def test_around_what_is_used_the_cut_takes_nothing_from_the_mean() -> None:
    assert Sizes(3.6).mean == pytest.approx(3.6, rel=1e-3)
    assert Sizes(3.0, least=1).mean == pytest.approx(3.0, rel=1e-3)


def test_the_edges_of_a_number_in_0_to_1() -> None:
    sizes = Sizes(3.6)
    assert sizes.at(np.array([0.0, np.nextafter(1.0, 0.0)])).tolist() == [2, LARGEST]
    assert Sizes(2.0).at(np.array([0.0, 0.5, np.nextafter(1.0, 0.0)])).tolist() == [2, 2, 2]


@MANY
@given(means, st.integers(0, 5000), st.text(max_size=8))
def test_sizes_add_up_to_the_persons(mean: float, number: int, name: str) -> None:
    """Exactly; the last family only is cut, and all others are within what a family can be."""
    sizes = Sizes(mean).adding_up(number, name)
    assert sizes.sum() == number
    assert (sizes[:-1] >= 2).all() and (sizes <= LARGEST).all()
    assert number == 0 or sizes[-1] >= 1
    assert Sizes(mean).adding_up(number, name).tolist() == sizes.tolist()


@pytest.mark.parametrize("number", [500, 20_000])
@pytest.mark.parametrize("mean", [2.5, 3.6, 6.0])
def test_successive_families_lie_evenly_over_the_distribution(mean: float, number: int) -> None:
    """So the mean of a few hundred is met much closer than by chance."""
    sizes = Sizes(mean)
    for name in ("one", "another"):
        assert sizes.adding_up(number, name).mean() == pytest.approx(sizes.mean, rel=10 / number)


@MANY
@given(st.integers(0, 100_000), st.lists(st.floats(0, 1), min_size=1, max_size=12).filter(lambda shares: sum(shares) > 1e-6))
def test_a_whole_number_is_split_to_a_person(number: int, shares: list[float]) -> None:
    exact = number * np.array(shares) / sum(shares)
    parts = apportion(number, np.array(shares))
    assert parts.sum() == number
    assert (np.abs(parts - exact) < 1 + 1e-6).all()
    assert not parts[np.array(shares) == 0.0].any()
    order = np.argsort(exact)
    assert (np.diff(parts[order]) >= -1).all()


def test_turns_hang_on_name_day_and_rank_alone() -> None:
    """Also far from the start, with any number of others before; even over days, and over ranks."""
    days, ranks = np.arange(4000), np.arange(4000)
    for u in (turns("a", days, 0 * days), turns("a", 0 * ranks, ranks), turns("b", days, days % 5)):
        assert u.min() >= 0 and u.max() < 1
        assert np.abs(np.sort(u) - (np.arange(4000) + 0.5) / 4000).max() < 0.01
    few = turns("a", days[::7], ranks[::7])
    assert few.tolist() == turns("a", days, ranks)[::7].tolist()
    assert turns("a", days, ranks).tolist() != turns("b", days, ranks).tolist()


# -- who comes --------------------------------------------------------------------------------------------------------
@cache
def coming(scale: float = 1.0, **factors: float):  # type: ignore[no-untyped-def]
    """The chain of two years before its first day, in which nobody has arrived yet."""
    scenario = load_scenario("basis")
    for group, factor in factors.items():
        scenario = scenario.change(f"inflow.{group}", factor=factor)
    return build(scenario, 1, [0, 1], date(2025, 12, 31), scale)


def persons(chain, source: str, world: int, year: int) -> np.ndarray:  # type: ignore[no-untyped-def]
    """Of a source, the persons of a year by nationality and kind."""
    people, rows = chain.people, chain.inflow._coming[source][0]
    first = chain.rules[0].day(date(year, 1, 1))
    days = chain.rules[0].day(date(year + 1, 1, 1)) - first
    rows = rows[(people.world[rows] == world) & (people.applied[rows] >= first) & (people.applied[rows] < first + days)]
    cell = people.nationality[rows].astype(np.int64) * len(KINDS) + people.kind[rows]
    return np.bincount(cell, people.size[rows], len(NATIONALITIES) * len(KINDS)).reshape(-1, len(KINDS))


def expected(chain, source: str, year: int) -> np.ndarray:  # type: ignore[no-untyped-def]
    """The same as the rates say."""
    rules: Rules = chain.rules[0]
    first = rules.day(date(year, 1, 1))
    days = slice(first, first + (date(year + 1, 1, 1) - date(year, 1, 1)).days)
    inflow = chain.inflow
    rates = inflow._rates(0, source)
    table = [[(rate * inflow._share(0, nation, kind))[days].sum() for kind in range(len(KINDS))] for nation, rate in enumerate(rates)]
    return np.array(table)


@pytest.mark.parametrize("year", [2024, 2025])
@pytest.mark.parametrize("world", [0, 1])
def test_a_year_has_its_persons(year: int, world: int) -> None:
    """At full size, first applications within a fifth of a percent; of each nationality and kind to a few families."""
    found, asked = persons(coming(), "first", world, year), expected(coming(), "first", year)
    assert found.sum() == pytest.approx(asked.sum(), rel=0.002)
    yearly = (
        sum(load_scenario("basis").daily(f"inflow.first.{n}", date(year, 1, 1), date(year, 12, 31)).sum() for n in NATIONALITIES) / YEAR
    )
    assert asked.sum() == pytest.approx(yearly, rel=0.01)  # but for the season and the moments at which a rate changes
    assert (np.abs(found - asked) <= 2 + 0.01 * asked + 2 * LARGEST * (np.arange(len(KINDS)) == FAMILY)).all()


@pytest.mark.parametrize("source", ["subsequent", "resettlement", "supervision"])
def test_other_sources_have_their_persons_too(source: str) -> None:
    for year in (2024, 2025):
        found, asked = persons(coming(), source, 0, year), expected(coming(), source, year)
        assert found.sum() == pytest.approx(asked.sum(), abs=4 * LARGEST)


def test_families_are_as_large_as_is_said() -> None:
    people, rows = coming().people, coming().inflow._coming["first"][0]
    family = people.kind[rows] == FAMILY
    assert people.size[rows[family]].mean() == pytest.approx(3.6, rel=0.01)
    assert people.size[rows[family]].min() == 2
    assert (people.size[rows[~family]] == 1).all()


@pytest.mark.parametrize("scale", [1.0, 0.05])
@pytest.mark.parametrize("factor", [1.02, 1.5, 3.0])
def test_more_inflow_only_adds_parties_and_changes_nobody(scale: float, factor: float) -> None:
    """Everybody who came still comes, at the same time, as many; families of others come between them."""
    few, many = coming(scale), coming(scale, first=factor, subsequent=factor)
    n, m = few.people.count, many.people.count
    _, mine, theirs = np.intersect1d(few.people.key[:n], many.people.key[:m], assume_unique=True, return_indices=True)
    assert mine.size == n < m
    for name in ("size", "world", "nationality", "kind", "applied", "young"):
        assert np.array_equal(getattr(few.people, name)[mine], getattr(many.people, name)[theirs]), name


def test_a_smaller_scale_has_as_many_persons_in_proportion() -> None:
    whole, part = persons(coming(), "first", 0, 2024), persons(coming(0.05), "first", 0, 2024)
    assert part.sum() == pytest.approx(0.05 * whole.sum(), rel=0.01)
