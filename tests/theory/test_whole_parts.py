"""Whole parts: the largest remainders are rounded up, and no other whole numbers that add up lie nearer to the quotas."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketensim.municipalities.parts import quotas, whole_parts


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (10, [5, 3, 2], [5, 3, 2]),
        (10, [1, 1, 1], [4, 3, 3]),  # of equal remainders the first
        (7, [1, 1, 1, 1], [2, 2, 2, 1]),
        (100, [41, 21, 21, 17], [41, 21, 21, 17]),
        (21, [41, 21, 21, 17], [9, 4, 4, 4]),  # 8.61, 4.41, 4.41, 3.57
        (0, [3, 4], [0, 0]),
        (1, [1, 99], [0, 1]),
        (-10, [1, 1, 1], [-3, -3, -4]),  # ahead: -3.33 is -4 and a remainder of 0.67
    ],
)  # fmt: skip
def test_known_divisions(total, weights, expected):
    assert whole_parts(quotas(total, np.array(weights, float)), total).tolist() == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 50), min_size=2, max_size=4), st.integers(-6, 12))
def test_no_whole_numbers_that_add_up_are_nearer(weights, total):
    exact = quotas(total, np.array(weights, float))
    distance = np.square(whole_parts(exact, total) - exact).sum()
    around = [range(int(np.floor(quota)) - 1, int(np.floor(quota)) + 3) for quota in exact]
    nearest = min(np.square(np.array(parts) - exact).sum() for parts in product(*around) if sum(parts) == total)
    assert distance == pytest.approx(nearest, abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=60), st.integers(-(10**5), 10**5), st.integers(0, 5000), st.integers(0, 5000))
def test_parts_keep_within_bounds_and_add_up(weights, middle, below, above):
    shares = np.array(weights, float)
    median = whole_parts(quotas(middle, shares), middle)
    low = whole_parts(quotas(middle - below, shares), middle - below, most=median)
    high = whole_parts(quotas(middle + above, shares), middle + above, least=median)
    assert (low <= median).all() and (median <= high).all()
    assert (low.sum(), median.sum(), high.sum()) == (middle - below, middle, middle + above)
    for parts, total in ((low, middle - below), (high, middle + above)):
        assert np.abs(parts - quotas(total, shares)).max() < 2  # a bound moves a part by no more than one


def test_bounds_that_leave_no_parts_are_refused():
    with pytest.raises(ValueError, match="add up to 5"):
        whole_parts(np.array([2.5, 2.5]), 5, most=np.array([2, 2]))
