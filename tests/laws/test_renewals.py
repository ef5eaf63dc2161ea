"""Permits that last shorter than five years come back to the IND, once, when they end."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.simulate import simulate

FROM, UNTIL = date(2024, 6, 1), date(2026, 3, 31)


def played(years: float | None):
    base = load_scenario("basis")
    scenario = base if years is None else base.change("ind.permit_years", years, from_=FROM)
    return simulate(scenario, seed=1, replication=0, until=UNTIL, scale=0.05).daily


@pytest.fixture(scope="module")
def five():
    return played(None)


@pytest.fixture(scope="module")
def one():
    return played(1.0)


def test_permits_of_five_years_are_no_extra_work(five):
    assert five["ind.renewals"].sum() == 0 and five["ind.budget_used.renewal"].sum() == 0


def test_permits_of_a_year_are_renewed_a_year_after_and_none_sooner(five, one):
    day = (FROM - date(2024, 1, 1)).days
    permits = five["ind.permits.total"]
    renewed = one["ind.renewals"]
    assert renewed[: day + 365].sum() == 0
    granted = permits[day : len(permits) - 366].sum()
    assert 0.9 * granted < renewed.sum() <= 1.01 * granted  # some have gone; until the first one is renewed nothing differs


def test_their_work_is_paid_from_the_budget(one):
    weight = load_scenario("basis").at("ind.weight.renewal", FROM)
    np.testing.assert_allclose(one["ind.budget_used.renewal"], weight * one["ind.renewals"], rtol=1e-6)
