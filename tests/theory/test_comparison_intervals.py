"""Intervals, standard errors and the number of pairs, against what is known of normal draws."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t

from ketensim.comparison.differences import describe, intervals, levels, standard_error
from ketensim.comparison.precision import half_width, precision, units_needed

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
    few, many = (np.sqrt((each**2).mean()) for each in (few, many))
    assert few == pytest.approx(many, rel=0.05) and few == pytest.approx(1 / np.sqrt(8), rel=0.1)


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
    variance = values.var(ddof=1)
    needed = units_needed(variance, wanted)
    assert half_width(variance, needed) <= wanted
    assert needed == 2 or half_width(variance, needed - 1) > wanted
    assert half_width(variance, 20) == pytest.approx(t.ppf(0.975, 19) * values.std(ddof=1) / np.sqrt(20))


def test_what_does_not_vary_needs_two_and_what_is_alone_says_nothing():
    assert units_needed(0.0, 0.1) == 2
    assert units_needed(float("nan"), 0.1) is None
    assert units_needed(0.5e18, 1e-9) is None


# -- members that mirror each other -----------------------------------------------------------------------------------------------
def mirrored(members, times, own=0.0, within=0.0, replications=1):
    """Values of which those of members 1 and 2, 3 and 4 ... lie as far above as below 5, but for what is each member's own."""
    far = np.repeat(RNG.standard_normal((members // 2, 1, times)), 2, axis=0)
    far[1::2] *= -1.0
    return 5.0 + far + normal(members, replications, times, own, within)


def test_the_mean_of_exact_mirrors_is_known_exactly():
    values = mirrored(8, 50)
    assert values.mean(axis=(0, 1)) == pytest.approx(5.0) and values.std(axis=0).min() > 0
    assert standard_error(values) == pytest.approx(0.0, abs=1e-12)
    known = precision(values[..., 0], np.arange(1, 9), 0.01)
    assert known["half_width"] == pytest.approx(0.0, abs=1e-12)
    assert (known["counted"], known["now"], known["needed"], known["more_pairs"]) == ("members", 8, 4, 0)


@pytest.mark.parametrize("members", [4, 8, 30])
def test_the_standard_error_of_mirrors_is_that_of_their_mean(members):
    """Over four thousand experiments, with parameters and chance that no mirror takes away."""
    values = mirrored(members, 4000, own=0.4, within=0.3, replications=2)
    assert np.sqrt((standard_error(values) ** 2).mean()) == pytest.approx(values.mean(axis=(0, 1)).std(), rel=0.05)


def test_members_whose_mirror_is_not_there_are_units_alone():
    values = RNG.standard_normal((5, 2, 30))
    of = values.mean(axis=1)
    assert standard_error(values, np.array([1, 3, 6, 7, 10])) == pytest.approx(of.std(axis=0, ddof=1) / np.sqrt(5))
    assert not np.allclose(standard_error(values), of.std(axis=0, ddof=1) / np.sqrt(5))


def test_who_mirrors_whom_is_not_lost_with_a_member_that_has_no_value():
    values = mirrored(8, 1)
    values[2] = np.nan  # member 3: 4 is left alone, and 5 and 6 are still mirrors
    left = np.delete(values, 2, axis=0)
    off = left[:, 0, 0] - left.mean()
    expected = np.sqrt(4 / 3 * sum(each**2 for each in (off[0] + off[1], off[2], off[3] + off[4], off[5] + off[6]))) / 7
    assert describe(np.zeros_like(values), values)["se"][0] == pytest.approx(expected)


def test_two_mirrors_do_not_say_how_well_their_mean_is_known():
    values = mirrored(2, 3)
    assert np.isnan(standard_error(values)).all()
    known = precision(values[..., 0], np.array([1, 2]), 1.0)
    assert known["now"] == 2 and np.isnan([known["half_width"], known["needed"], known["more_pairs"]]).all()


def test_replications_alone_count_one_by_one():
    values = RNG.standard_normal((1, 7))
    assert standard_error(values[..., None])[0] == pytest.approx(values.std(ddof=1) / np.sqrt(7))
    known = precision(values, np.array([1]), 0.2)
    assert (known["counted"], known["now"]) == ("replications", 7)
    assert known["needed"] == units_needed(values.var(ddof=1), 0.2) and known["more_pairs"] == known["needed"] - 7


def test_members_that_are_needed_come_two_by_two():
    values = mirrored(6, 1, own=1.0)[..., 0]
    means = values.reshape(3, 2).mean(axis=1)
    known = precision(np.repeat(values, 2, axis=1), np.arange(1, 7), 0.1)
    assert known["needed"] == 2 * units_needed(means.var(ddof=1), 0.1) and known["more_pairs"] == 2 * (known["needed"] - 6)


@pytest.mark.parametrize("members", [2, 4, 8, 40])
def test_one_more_draw_falls_within_the_interval_of_mirrors_too(members):
    found = intervals(mirrored(members, 4000, own=0.3), (80,))
    one_more = mirrored(2, 4000, own=0.3)[0, 0]
    assert ((one_more >= found["low80"]) & (one_more <= found["high80"])).mean() >= 0.8 - 0.035
