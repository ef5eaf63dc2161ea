"""A run that ends earlier is the beginning of a longer one: nothing in the past depends on how far is looked ahead."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.simulate import simulate


@pytest.mark.parametrize("member", [0, 3])
def test_a_shorter_run_is_a_prefix_of_a_longer_one(member: int) -> None:
    base = load_scenario("basis")
    short, long = (
        simulate(base, seed=1, replication=0, until=until, scale=0.02, member=member) for until in (date(2026, 8, 15), date(2027, 12, 31))
    )
    for name, values in short.daily.items():
        ends = (
            slice(0, short.days - 1) if np.isnan(values).any() else slice(0, short.days)
        )  # a month is counted at its end, or that of the run
        assert np.array_equal(values[ends], long.daily[name][ends], equal_nan=True), name


def test_members_have_lucks_of_their_own() -> None:
    """With the same parameters and inflow so far, two members differ by chance already in the first year."""
    base = load_scenario("basis")
    one, other = (simulate(base, seed=1, replication=0, until=date(2024, 6, 30), scale=0.05, member=member) for member in (1, 2))
    assert not np.array_equal(one.daily["coa.occupancy"], other.daily["coa.occupancy"])
