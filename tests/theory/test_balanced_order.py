"""The order of members: every first few are as like all of them as can be had."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ketensim.calibration.order import balanced_order


@given(arrays(np.float64, st.tuples(st.integers(1, 30), st.integers(1, 5)), elements=st.floats(-1e6, 1e6)))
def test_everybody_is_there_once(features):
    assert sorted(balanced_order(features)) == list(range(len(features)))


def test_of_four_on_a_line_the_middle_ones_come_first_and_the_ends_together():
    order = balanced_order(np.array([[-3.0], [-1.0], [1.0], [3.0]]))
    assert set(order[:2]) == {1, 2}


@pytest.mark.parametrize("first", [6, 12, 30])
def test_the_mean_of_the_first_few_is_closer_to_that_of_all_than_chance_would_bring_it(first):
    rng = np.random.default_rng(5)
    features = rng.standard_normal((120, 8)) @ rng.standard_normal((8, 12))
    spread = features.std(axis=0)

    def off(order):
        return float(np.abs((features[order[:first]].mean(axis=0) - features.mean(axis=0)) / spread).mean())

    by_chance = np.mean([off(rng.permutation(120)) for _ in range(200)])
    assert off(balanced_order(features)) < 0.5 * by_chance


def test_what_does_not_vary_or_is_no_number_is_passed_over():
    features = np.array([[1.0, np.nan, 0.0], [1.0, 2.0, 5.0], [1.0, 1.0, -5.0]])
    assert sorted(balanced_order(features)) == [0, 1, 2]
