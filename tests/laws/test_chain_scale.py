"""One person for ten: noisier, but the same chain at full size."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.simulate import simulate_together

UNTIL, SCALE, SMALL_ONES = date(2024, 12, 31), 0.1, 8
IN_FAMILIES = 6.0  # a family is one chance: the variance of a count of its members is so many times that of single persons
STOCKS = (
    "ind.backlog", "ind.backlog.va", "ind.backlog.reopened", "courts.pending", "nareis.waiting_abroad", "coa.occupancy", "coa.status_holders",
    "coa.in_procedure", "coa.departing", "coa.amv", "housing.queue", "departure.dtenv.caseload", "coa.pending_outside",
)  # fmt: skip
FLOWS = (
    "inflow.first", "inflow.subsequent", "inflow.nareis_arrivals", "ind.decisions_first.total", "ind.decisions_first.grant",
    "ind.decisions_first.dublin", "ind.decisions_first.va", "ind.permits.total", "ind.reopened_in", "courts.aa.appeals_in", "courts.aa.appeals_out",
    "nareis.mvv.applications", "nareis.mvv.decisions", "nareis.evrm8.applications", "coa.inflow", "coa.outflow", "coa.outflow.housed",
    "coa.outflow.rejected", "housing.housed", "departure.dtenv.total", "departure.dtenv.forced",
)  # fmt: skip


@pytest.fixture(scope="module")
def outcomes():
    base = load_scenario("basis")
    return (
        simulate_together(base, seed=1, replications=range(2), until=UNTIL),
        simulate_together(base, seed=1, replications=range(SMALL_ONES), until=UNTIL, scale=SCALE),
    )


@pytest.mark.parametrize("series", STOCKS + FLOWS)
def test_a_tenth_of_the_people_gives_the_same_numbers(outcomes, series):
    """Within five standard errors of what independent families would give, and a little for rounded stocks."""
    of = (lambda daily: daily[-1]) if series in STOCKS else np.sum
    whole, small = (np.array([of(outcome.daily[series]) for outcome in runs]) for runs in outcomes)
    error = np.sqrt(IN_FAMILIES * whole.mean() * (1 / 2 + 1 / (SMALL_ONES * SCALE)))
    assert whole.mean() > 100
    assert small.mean() == pytest.approx(whole.mean(), abs=5 * error + 0.005 * whole.mean())


@pytest.mark.parametrize(
    "ratio", ["ind.grant_rate", "ind.lead_time.aa", "ind.lead_time.dublin", "courts.aa.lead_time", "coa.status_outflow.mean_weeks"]
)
def test_rates_and_means_do_not_depend_on_the_scale(outcomes, ratio):
    whole, small = ([np.divide(*(part.sum() for part in outcome.ratios[ratio])) for outcome in runs] for runs in outcomes)
    assert np.mean(small) == pytest.approx(np.mean(whole), rel=0.04)


def test_a_tenth_has_a_tenth_of_the_moves(outcomes):
    whole, small = outcomes
    assert np.mean([outcome.moves for outcome in small]) == pytest.approx(SCALE * whole[0].moves, rel=0.02)
    assert np.rint(small[0].daily["coa.occupancy"] * SCALE) == pytest.approx(small[0].daily["coa.occupancy"] * SCALE)
