"""How long things take: the distributions are the ones that are named, and a rest is what is left of the same time."""

from __future__ import annotations

from math import gamma

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from agreement import LEVEL, assert_distribution, assert_mean
from ketensim.engine.draws import Hazard, counts, rest_of_even, rest_of_up_to, survival, up_to, weibull, weibull_rest
from ketensim.engine.luck import name_number, world_number
from ketensim.engine.people import People

Floats = NDArray[np.float64]
N = 200_000
U = (np.arange(N) + 0.5) / N  # evenly over (0, 1): an inversion carries it to the quantiles
SHAPES = pytest.mark.parametrize("shape", [0.6, 1.0, 1.5, 3.0])


def luck(decision: str) -> tuple[Floats, Floats]:
    """The numbers of many persons for a decision, and the same as thresholds."""
    people = People([world_number(1, 0)], size=N)
    ids = people.born(0, name_number("people"), np.zeros(N, np.int64), np.arange(N))
    return people.uniform(ids, name_number(decision)), people.threshold(ids, name_number(decision))


def law(mean: float, shape: float):  # type: ignore[no-untyped-def]
    return stats.weibull_min(shape, scale=mean / gamma(1 + 1 / shape))


@SHAPES
def test_a_time_is_the_quantile_of_a_weibull_distribution_with_that_mean(shape: float) -> None:
    np.testing.assert_allclose(weibull(-np.log(U), 40.0, shape), law(40.0, shape).isf(U), rtol=1e-9)
    assert law(40.0, shape).mean() == pytest.approx(40.0)


@SHAPES
def test_times_drawn_with_the_luck_of_people_follow_it(shape: float) -> None:
    times = weibull(luck("stay")[1], 40.0, shape)
    assert stats.kstest(times, law(40.0, shape).cdf).pvalue > LEVEL
    assert_mean(times, 40.0)


@SHAPES
def test_survival_is_that_of_the_same_distribution(shape: float) -> None:
    elapsed = np.linspace(0.0, 300.0, 50)
    np.testing.assert_allclose(survival(elapsed, 40.0, shape), law(40.0, shape).sf(elapsed), rtol=1e-9)


@SHAPES
@pytest.mark.parametrize("elapsed", [0.0, 3.0, 40.0, 150.0])
def test_a_rest_is_the_time_given_that_it_is_longer_than_what_passed(shape: float, elapsed: float) -> None:
    rest = weibull_rest(-np.log(U), 40.0, shape, np.full(N, elapsed))
    np.testing.assert_allclose(law(40.0, shape).sf(elapsed + rest), U * law(40.0, shape).sf(elapsed), rtol=1e-6)
    assert rest.min() >= -1e-9
    assert (np.diff(rest) <= 0).all()  # more luck, less time: also for a rest


def test_a_rest_after_nothing_is_the_whole_time_and_an_exponential_one_never_ages() -> None:
    e = -np.log(U)
    np.testing.assert_allclose(weibull_rest(e, 40.0, 1.7, np.zeros(N)), weibull(e, 40.0, 1.7))
    np.testing.assert_allclose(weibull_rest(e, 40.0, 1.0, np.full(N, 90.0)), weibull(e, 40.0, 1.0), rtol=1e-6)


@pytest.mark.parametrize(
    ("some", "mean", "most"), [(0.3, 0.9, 9), (1.0, 2.5, 9), (0.6, 0.6, 9), (0.9, 1.7, 2), (0.5, 4.5, 9), (0.0, 0.0, 9)]
)
def test_counts_are_nought_or_one_and_binomial_with_the_overall_mean(some: float, mean: float, most: int) -> None:
    number = counts(luck("size")[0], np.full(N, some), np.full(N, mean), most)
    assert number.max(initial=0) <= most
    if some in (0.0, mean, mean / most):  # nought, one, or all there can be
        assert_mean(number, mean) if some else np.testing.assert_array_equal(number, 0)
        assert set(number) <= {0, round(mean / some) if some else 0}
        return
    more = stats.binom(most - 1, (mean / some - 1) / (most - 1))
    chances = np.concatenate(([1 - some], some * more.pmf(np.arange(most))))
    assert chances @ np.arange(most + 1) == pytest.approx(mean)
    if most > 2:
        assert_distribution(number, chances)
    assert_mean(number, mean)


def test_a_higher_mean_gives_nobody_less() -> None:
    u = luck("size")[0]
    low, high = (counts(u, np.full(N, 0.4), np.full(N, mean), 9) for mean in (0.9, 1.1))
    assert (low <= high).all()


hazards = st.lists(st.one_of(st.just(0.0), st.floats(1e-4, 3.0)), min_size=1, max_size=40)


@settings(deadline=None)
@given(hazards, st.floats(0.0, 1.2), st.floats(1e-9, 30.0))
def test_it_happens_when_the_cumulative_hazard_reaches_the_threshold(per_day: list[float], start: float, e: float) -> None:
    at, days = start * len(per_day), len(per_day)
    total = np.concatenate(([0.0], np.cumsum(per_day)))

    def cumulative(t: float) -> float:
        return float(np.interp(t, np.arange(days + 1.0), total))

    due = Hazard(np.array([[9.9] * days, per_day])).due(np.array([1]), np.array([at]), np.array([e]))[0]
    left = total[-1] - cumulative(at)
    if np.isinf(due):
        assert e >= left - 1e-9
    else:
        assert due >= at
        assert cumulative(due) - cumulative(at) == pytest.approx(e, rel=1e-6, abs=1e-9)


def test_under_a_hazard_that_changes_people_survive_as_computed() -> None:
    """Each group by its own dates: survival to day d is exp(-(the sum of the chances until then))."""
    days = 50
    per_day = np.array([np.full(days, 0.04), np.where(np.arange(days) < 20, 0.0, 0.1), 0.05 * (1 + np.sin(np.arange(days)))])
    e = luck("leave")[1]
    group, start = np.arange(N) % 3, np.arange(N) % 7 + 0.25
    due = Hazard(per_day).due(group, start, e)
    for row in range(3):
        for first in range(7):
            mine = due[(group == row) & (np.arange(N) % 7 == first)]
            for day in (8, 20, 35, 49):
                chance = np.exp(-(0.75 * per_day[row, first] + per_day[row, first + 1 : day].sum()))
                assert_mean(mine >= day, chance) if chance < 1 else np.testing.assert_array_equal(mine >= day, True)


def test_what_changes_on_a_date_moves_nothing_before_it() -> None:
    per_day = np.full((1, 60), 0.03)
    changed = per_day.copy()
    changed[0, 30:] *= 4
    e = luck("leave")[1]
    row, at = np.zeros(N, np.int64), 10 * U
    before, after = Hazard(per_day).due(row, at, e), Hazard(changed).due(row, at, e)
    early = before < 30
    np.testing.assert_array_equal(after[early], before[early])
    assert (after[~early] >= 30).all() and (after[~early] <= before[~early]).all()


def test_the_rest_of_an_even_time() -> None:
    """Against times found in the middle: long ones more often, and any point of them alike."""
    rng = np.random.default_rng(7)
    totals = rng.uniform(3.0, 6.0, 400_000)
    found = rng.choice(totals, 200_000, p=totals / totals.sum())
    rests = found * rng.random(found.size)
    drawn = rest_of_even((np.arange(20_000) + 0.5) / 20_000, 3.0, 6.0)
    assert np.quantile(drawn, [0.1, 0.3, 0.5, 0.7, 0.9]) == pytest.approx(np.quantile(rests, [0.1, 0.3, 0.5, 0.7, 0.9]), rel=0.02)


@pytest.mark.parametrize("mean", [0.5, 1.5, 2.3])
def test_a_time_of_at_most_three_has_its_mean_and_what_is_left_of_it_is_that_of_a_renewal(mean):
    """In a steady state the rest has the mean E[T^2] / (2 E[T])."""
    u = (np.arange(200_000) + 0.5) / 200_000
    times = up_to(u, 3.0, mean)
    assert times.max() <= 3.0
    assert times.mean() == pytest.approx(mean, rel=1e-3)
    assert rest_of_up_to(u, 3.0, mean).mean() == pytest.approx((times**2).mean() / (2 * times.mean()), rel=2e-3)
