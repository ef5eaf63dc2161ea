"""Rank correlations and explained variance on data of which the truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from ketensim.explore.ranks import LEVEL, Explained, adjusted_for_number, correlations, explained, smallest_told, worlds_needed

NOTHING = np.empty((60, 0))


def draws(seed, rows=60, columns=88):
    return np.random.default_rng(seed).normal(size=(rows, columns))


def test_without_anything_aside_it_is_the_rank_correlation_of_spearman():
    x, y = draws(1, columns=5), draws(2, columns=1)[:, 0]
    found = correlations(y, x, NOTHING, 5)
    for n in range(5):
        known = spearmanr(x[:, n], y)
        assert found.rho[n] == pytest.approx(known.statistic) and found.p[n] == pytest.approx(known.pvalue)


def test_what_matters_is_named_in_its_order_and_the_rest_is_not():
    x = draws(3)
    y = 3.0 * x[:, 10] - 2.0 * x[:, 50] + 0.5 * draws(4, columns=1)[:, 0]
    found = correlations(y, x, NOTHING, 88)
    named = np.flatnonzero(adjusted_for_number(found.p) <= LEVEL)
    assert {10, 50} <= set(named) and len(named) <= 4
    assert found.rho[10] > 0.6 and found.rho[50] < -0.3
    assert found.slope_low[10] < 3.0 < found.slope_high[10] and found.slope_low[50] < -2.0 < found.slope_high[50]


def test_an_importance_that_the_inflow_hides_is_seen_when_it_is_taken_out():
    x, inflow = draws(5), draws(6, columns=2)
    y = 20.0 * inflow[:, 0] + 5.0 * inflow[:, 1] + 2.0 * x[:, 7] + 0.5 * draws(7, columns=1)[:, 0]
    plain, aside = (adjusted_for_number(correlations(y, x, out, 88).p) for out in (NOTHING, inflow))
    assert plain[7] > LEVEL >= aside[7]


def test_in_pure_noise_something_is_named_no_more_often_than_the_level_says():
    """Where nothing is real, every one that is named is false: that happens in one of ten data sets at most."""
    named = 0
    for seed in range(300):
        x, inflow, y = draws(1000 + seed, columns=40), draws(5000 + seed, columns=2), draws(9000 + seed, columns=1)[:, 0]
        named += bool((adjusted_for_number(correlations(y, x, inflow, 40).p) <= LEVEL).any())
    assert named <= 300 * LEVEL + 3 * np.sqrt(300 * LEVEL * (1 - LEVEL))
    assert named >= 8  # nor so timid that the level means nothing


def test_intervals_hold_for_all_columns_together():
    missed = 0
    for seed in range(200):
        x, y = draws(20_000 + seed, columns=40), draws(30_000 + seed, columns=1)[:, 0]
        found = correlations(y, x, NOTHING, 40)
        missed += bool(((found.slope_low > 0) | (found.slope_high < 0)).any())
    assert 200 * 0.08 <= missed <= 200 * 0.3  # 80%: about one in five data sets has a column whose interval misses nought


def test_a_relation_that_is_no_straight_line_counts_as_much():
    x = draws(8, columns=3)
    straight, curved = (correlations(y, x, NOTHING, 3).rho[0] for y in (x[:, 0], np.exp(3 * x[:, 0])))
    assert straight == pytest.approx(1.0) and curved == pytest.approx(1.0)


def test_what_does_not_vary_correlates_with_nothing():
    x = draws(9, columns=2)
    x[:, 1] = 1.0
    found = correlations(x[:, 0], x, NOTHING, 2)
    assert (found.rho[1], found.p[1], found.slope[1]) == (0.0, 1.0, 0.0)


def test_the_smallest_that_is_told_is_just_told():
    smallest = smallest_told(60, 89, 2)
    assert 0.35 < smallest < 0.45
    assert smallest_told(worlds_needed(0.3, 89, 2), 89, 2) <= 0.3 < smallest_told(worlds_needed(0.3, 89, 2) - 1, 89, 2)


def test_explained_shares_are_those_the_data_was_made_with():
    inflow, x, noise = draws(11, 200, 2), draws(12, 200, 10), draws(13, 200, 1)[:, 0]
    y = np.sqrt(0.5) * inflow[:, 0] + np.sqrt(0.3) * x[:, 3] + np.sqrt(0.2) * noise
    parts = [np.corrcoef(y, y - np.sqrt(0.3) * x[:, 3] - np.sqrt(0.2) * noise)[0, 1] ** 2, 1 - 0.2 * noise.var() / y.var()]
    found = explained(y, x, inflow)
    assert found.aside == pytest.approx(parts[0], abs=0.04)  # of this draw of the data, that is: 0.5 on average
    assert found.columns > found.noise and found.aside + found.columns == pytest.approx(parts[1], abs=0.04)


def test_noise_explains_nothing_even_with_more_columns_than_rows():
    """Once in a while it seems to, which is why what noise would explain is told beside it."""
    found = [explained(draws(400 + n, 30, 1)[:, 0], draws(600 + n, 30, 40), draws(800 + n, 30, 2)) for n in range(30)]
    assert np.mean([one.columns for one in found]) < 0.05 and np.mean([one.aside for one in found]) < 0.05
    beyond = sum(one.columns > one.noise for one in found)
    assert beyond <= 30 * 0.1 + 3 * np.sqrt(30 * 0.1 * 0.9)
    assert explained(np.ones(20), draws(1, 20, 5), draws(2, 20, 2)) == Explained(0.0, 0.0, 0.0)
