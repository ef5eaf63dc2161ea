"""A backtest knows nothing of the time after its origin but what it is given."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

import ketensim as ks
from ketensim.calibration.backtest import (
    HINDSIGHT,
    INFLOW,
    ORIGINS,
    SERIES,
    VARIANTS,
    Backtest,
    as_known,
    carried_on,
    drift,
    expected_inflow,
    official,
    persistence,
    scored_periods,
)
from ketensim.calibration.figures import observed
from ketensim.calibration.recipe import Prior
from ketensim.calibration.scores import score

ORIGIN = date(2024, 12, 31)


@pytest.fixture(scope="module")
def basis() -> ks.Scenario:
    return ks.load_scenario("basis")


@pytest.mark.parametrize("origin", ORIGINS)
def test_nothing_that_begins_later_is_known(basis: ks.Scenario, origin: date) -> None:
    """Every parameter keeps its value of the origin for ever after; before, it is what it was (but for what is hindsight)."""
    known = as_known(basis, origin)
    for key in basis.paths:
        after = known.daily(key, origin, basis.until)
        assert (after == after[0]).all(), key
        if not any(key.startswith(begin) for begin in HINDSIGHT):
            assert (known.daily(key, basis.start, origin) == basis.daily(key, basis.start, origin)).all(), key


def test_what_syrians_get_later_is_not_known_at_the_end_of_2024(basis: ks.Scenario) -> None:
    known = as_known(basis, ORIGIN)
    assert known.at("ind.spoor4.grant_rate.syria", ORIGIN) == basis.at("ind.spoor4.grant_rate.syria", date(2024, 11, 1))
    assert known.at("ind.spoor4.withdrawn_home.syria", basis.until) == 0.0


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
    assert persistence(key, ORIGIN)[0].median == 72_500
    assert drift(key, ORIGIN)[0].median == 72_500 + (72_500 - 64_480)
    assert official(key)[0].median == pytest.approx(104_650)


def test_naive_forecasts_know_no_more_than_was_known() -> None:
    """In the middle of 2024 the last year end is that of 2023: two years before the end of 2025."""
    key, middle = [("coa.occupancy", "2025-12-31")], date(2024, 6, 30)
    assert persistence(key, middle)[0].median == 64_480
    assert drift(key, middle)[0].median == 64_480 + 2 * (64_480 - 52_000)


def prior(name: str, first: date, until: date | None, **bounds: float) -> Prior:
    return Prior.model_validate({"name": name, "keys": ("x.y",), "from": first, "until": until, "reason": "-", **bounds})


def test_a_capacity_that_is_not_given_goes_on_as_it_was_fitted() -> None:
    """The last fitted window has no end any more; of the later prior the spread is left."""
    early = prior("a", date(2024, 7, 1), date(2025, 1, 1), center=1.1, low=0.9, high=1.3)
    late = prior("b", date(2025, 1, 1), None, center=0.8, low=0.6, high=1.0)
    priors, factors = carried_on((early, late), np.array([1.2, 0.88]), ORIGIN, ())
    assert priors[0].until is None
    assert factors == pytest.approx([1.2, 0.88 / 0.8])
    assert carried_on((early, late), np.array([1.2, 0.88]), ORIGIN, ("x",)) == ((early, late), [1.2, 0.88])


def test_relative_score() -> None:
    """The geometric mean of the ratios of scores, over the figures both have."""
    mine = (score("a", "2025", 100.0, np.array([110.0])), score("b", "2025", 100.0, np.array([150.0])))
    theirs = (score("a", "2025", 100.0, np.array([120.0])),)
    assert Backtest(ORIGIN, "inflow", 1, mine, {"other": theirs}).relative("other") == pytest.approx(0.5)
