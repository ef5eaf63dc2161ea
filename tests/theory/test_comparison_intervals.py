"""Intervals, standard errors and the number of pairs, against what is known of normal draws."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t

from ketensim.comparison.differences import describe, intervals, levels, standard_error
from ketensim.comparison.precision import half_width, units_needed

RNG = np.random.default_rng(1)


def normal(members, replications, times, between, within):
    """Values that vary between members and within them, (members, replications, times)."""
    return between * RNG.standard_normal((members, 1, times)) + within * RNG.standard_normal((members, replications, times))


@pytest.mark.parametrize("shape", [(1, 4), (1, 40), (5, 1), (4, 3), (30, 2), (60, 1)])
@pytest.mark.parametrize("level", [50, 80, 95])
def test_one_more_pair_falls_within_the_interval_as_often_as_it_says(shape, level):
    """Over four thousand experiments; a pair of a member of its own, where there are several."""
    between = 2.0 if shape[0] > 1 else 0.0
    found = intervals(normal(*shape, 4000, between, 1.0))
    one_more = normal(1, 1, 4000, between, 1.0)[0, 0]
    inside = ((one_more >= found[f"low{level}"]) & (one_more <= found[f"high{level}"])).mean()
    # few members with some replications each: the spread between members is not known well, so a little less is allowed
    assert level / 100 - 0.035 <= inside <= level / 100 + 0.045


def test_a_wider_level_holds_a_narrower_one():
    """Also where one is of order statistics and the other is Student's, of values that are far from normal."""
    skewed = np.exp(2.0 * RNG.standard_normal((1, 20, 2000)))
    found = intervals(skewed)
    for end, outside in (("low", np.less_equal), ("high", np.greater_equal)):
        assert outside(found[f"{end}95"], found[f"{end}80"]).all() and outside(found[f"{end}80"], found[f"{end}50"]).all()


def test_replications_of_one_member_are_not_independent():
    """Ten times the replications of the same members do not make the mean surer where members are what differs."""
    few, many = (standard_error(normal(8, replications, 4000, 1.0, 0.1)) for replications in (1, 10))
    assert np.median(few) == pytest.approx(np.median(many), rel=0.05) == pytest.approx(1 / np.sqrt(8), rel=0.1)


def test_the_standard_error_is_that_of_the_mean():
    experiments = normal(12, 3, 5000, 1.0, 2.0)
    true = experiments.reshape(-1, 5000).mean(axis=0).std()
    assert np.sqrt((standard_error(experiments) ** 2).mean()) == pytest.approx(true, rel=0.05)


def test_one_pair_has_no_interval():
    found = describe(np.zeros((1, 1, 2)), np.ones((1, 1, 2)))
    assert np.isnan(found["low80"]).all() and np.isnan(found["se"]).all()
    assert found["mean"].tolist() == [1, 1] and found["n"].tolist() == [1, 1]


def test_ties_count_half():
    scenario = np.array([[[1.0], [0.0], [-1.0], [2.0]]])
    assert describe(np.zeros((1, 4, 1)), scenario)["probability_above"].tolist() == [0.625]


def test_a_pair_without_a_value_is_left_out_with_its_member():
    reference, scenario = np.zeros((3, 2, 2)), np.ones((3, 2, 2))
    scenario[1] = 5.0
    reference[1, 0, 0] = np.nan
    found = describe(reference, scenario)
    assert found["n"].tolist() == [4, 6] and found["mean"].tolist() == [1, pytest.approx(14 / 6)]
    everything = describe(reference * np.nan, scenario)
    assert np.isnan(everything["mean"]).all() and everything["n"].tolist() == [0, 0]


def test_the_levels_of_one_scenario_are_its_quantiles():
    values = np.arange(101.0).reshape(1, 101, 1)
    assert {name: row[0] for name, row in levels(values).items()} == pytest.approx(
        {"median": 50, "low50": 25, "high50": 75, "low80": 10, "high80": 90, "low95": 2.5, "high95": 97.5}
    )


@pytest.mark.parametrize("wanted", [3.0, 0.5, 0.05])
def test_the_units_needed_are_the_fewest_that_do(wanted):
    values = RNG.standard_normal(20)
    needed = units_needed(values, wanted)
    variance = values.var(ddof=1)
    assert half_width(variance, needed) <= wanted
    assert needed == 2 or half_width(variance, needed - 1) > wanted
    assert half_width(variance, 20) == pytest.approx(t.ppf(0.975, 19) * values.std(ddof=1) / np.sqrt(20))


def test_what_does_not_vary_needs_two_and_what_is_alone_says_nothing():
    assert units_needed(np.zeros(5), 0.1) == 2
    assert units_needed(np.ones(1), 0.1) is None
    assert units_needed(np.array([0.0, 1e9]), 1e-9) is None
