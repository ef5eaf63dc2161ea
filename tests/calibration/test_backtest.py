"""A backtest knows nothing of the time after its origin but what it is given."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

import ketensim as ks
from ketensim.calibration.backtest import (
    INFLOW,
    ORIGINS,
    SERIES,
    VARIANTS,
    Backtest,
    as_known,
    drift,
    expected_inflow,
    official,
    persistence,
    scored_periods,
)
from ketensim.calibration.figures import observed
from ketensim.calibration.scores import score

ORIGIN = date(2024, 12, 31)


@pytest.fixture(scope="module")
def basis() -> ks.Scenario:
    return ks.load_scenario("basis")


@pytest.mark.parametrize("origin", ORIGINS)
def test_nothing_that_begins_later_is_known(basis: ks.Scenario, origin: date) -> None:
    """Every parameter keeps its value of the origin for ever after; before, it is what it was."""
    known = as_known(basis, origin)
    for key in basis.paths:
        after = known.daily(key, origin, basis.until)
        assert (after == after[0]).all(), key
        assert (known.daily(key, basis.start, origin) == basis.daily(key, basis.start, origin)).all(), key


def test_what_is_given_is_as_it_came_and_nothing_else(basis: ks.Scenario) -> None:
    known = as_known(basis, ORIGIN, INFLOW)
    for key in basis.paths:
        given = any(key == begin or key.startswith(f"{begin}.") for begin in INFLOW)
        same = (known.daily(key, ORIGIN, basis.until) == basis.daily(key, ORIGIN, basis.until)).all()
        assert same or not given, key


def test_each_variant_gives_more_than_the_one_before() -> None:
    given = [set(keys) for keys in VARIANTS.values()]
    assert all(less < more for less, more in pairwise(given))


def test_keys_that_are_given_exist(basis: ks.Scenario) -> None:
    for begin in {key for keys in VARIANTS.values() for key in keys}:
        assert any(key == begin or key.startswith(f"{begin}.") for key in basis.paths), begin


def test_the_expected_inflow_is_in_the_middle_of_the_official_band(basis: ks.Scenario) -> None:
    """52,000 to 74,800, of which the rest of 2024's inflow is not first applications."""
    world = expected_inflow(as_known(basis, ORIGIN), ORIGIN)
    year = date(2025, 1, 1), date(2025, 12, 31)
    first = sum(world.daily(key, *year).sum() / 365.25 for key in world.paths if key.startswith("inflow.first."))
    rest = sum(observed()[f"inflow.{kind}", "2024"].value for kind in ("subsequent", "nareis_arrivals", "resettlement"))
    assert first + rest == pytest.approx(63_400, rel=0.01)
    before = ORIGIN - timedelta(days=30), ORIGIN
    assert (world.daily("inflow.first.syria", *before) == basis.daily("inflow.first.syria", *before)).all()


def test_only_later_figures_are_scored() -> None:
    keys = scored_periods(ORIGIN)
    assert {period[:4] for _, period in keys} == {"2025"}
    assert len({series for series, _ in keys}) >= 10
    assert {series for series, _ in keys} == set(SERIES)


def test_naive_forecasts() -> None:
    key = [("coa.occupancy", "2025-12-31")]
    assert persistence(key)[0].median == 72_500
    assert drift(key)[0].median == 72_500 + (72_500 - 64_480)
    assert official(key)[0].median == pytest.approx(104_650)


def test_relative_score() -> None:
    """Half the error of the other is 0.5, over the figures both have."""
    mine = (score("a", "2025", 100.0, np.array([110.0])), score("b", "2025", 100.0, np.array([150.0])))
    theirs = (score("a", "2025", 100.0, np.array([120.0])),)
    assert Backtest(ORIGIN, "inflow", mine, {"other": theirs}).relative("other") == pytest.approx(0.5)
