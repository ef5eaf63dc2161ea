"""A ``Delay`` is a queue with a server for everybody: M/G/infinity.

With Poisson arrivals at rate ``l(x)`` and stays with survival ``S``, the number present at time ``t`` is Poisson with mean
``integral of l(x) S(t - x)``: at every moment, from the first day on, whatever the distribution of the stays.
"""

from __future__ import annotations

from collections.abc import Callable
from math import gamma

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats
from scipy.integrate import quad

from agreement import LEVEL, Z, assert_distribution
from ketensim.engine.draws import weibull
from ketensim.engine.people import Ids
from ketensim.engine.simulation import Simulation
from ketensim.engine.stations import Times
from streams import GONE, leave, simulation, stream, threshold, waiting, went

WORLDS, DAYS, RATE, MEAN = 1500, 60, 3.0, 9.0
SEASON = RATE * (1.0 + 0.9 * np.sin(np.arange(DAYS) / 5.0))


def run(rates: NDArray[np.float64] | float, shape: float) -> Simulation:
    """People who come at ``rates`` and stay a Weibull time."""
    sim = simulation(WORLDS, DAYS)
    delay = sim.delay(0, "station", leave(sim, GONE))
    stream(sim, "people", rates, lambda ids, at: delay.put(ids, at, at + weibull(threshold(sim, ids, "stay"), MEAN, shape)))
    sim.run()
    return sim


def survival(shape: float) -> Callable[[float], float]:
    return stats.weibull_min(shape, scale=MEAN / gamma(1 + 1 / shape)).sf


def mean_present(rates: NDArray[np.float64], shape: float, day: int) -> float:
    """The mean of the Poisson number present at the end of a day: each day's arrivals, as far as they are still there."""
    stays = survival(shape)
    return sum(rates[d] * quad(lambda x: stays(day + 1 - x), d, d + 1)[0] for d in range(day + 1))


@pytest.mark.parametrize("shape", [0.7, 1.0, 2.0])
def test_the_number_present_is_poisson_with_the_computed_mean(shape: float) -> None:
    sim = run(RATE, shape)
    for day in (4, 20, DAYS - 1):
        mean = mean_present(np.full(DAYS, RATE), shape, day)
        assert_distribution(waiting(sim)[day], stats.poisson(mean).pmf(np.arange(100)))


def test_arrivals_that_change_with_the_season() -> None:
    sim = run(SEASON, 2.0)
    for day in (9, 25, 33, 52):  # going up, at the top, going down, at the bottom
        assert_distribution(waiting(sim)[day], stats.poisson(mean_present(SEASON, 2.0, day)).pmf(np.arange(200)))


def test_in_the_long_run_the_stock_is_rate_times_stay() -> None:
    """Little's law, L = lW; the variance is the mean (that of a chi-square over the worlds)."""
    assert mean_present(np.full(DAYS, RATE), 2.0, DAYS - 1) == pytest.approx(RATE * MEAN, rel=1e-9)
    stock = waiting(run(RATE, 2.0))[DAYS - 1]
    total = RATE * MEAN * WORLDS
    assert abs(stock.sum() - total) < Z * np.sqrt(total)
    dispersion = ((stock - stock.mean()) ** 2).sum() / stock.mean()
    assert LEVEL < stats.chi2(WORLDS - 1).cdf(dispersion) < 1 - LEVEL


def test_who_leaves_in_a_day_is_poisson_and_independent_of_the_days_before() -> None:
    """Also known of M/G/infinity; rounding the stays to days, or ending them a day late, would show here."""
    sim = run(RATE, 2.0)
    gone = went(sim, GONE)
    present = [mean_present(np.full(DAYS, RATE), 2.0, day) for day in (10, 11, 40, 41)]
    for day, before, after in ((11, present[0], present[1]), (41, present[2], present[3])):
        assert_distribution(gone[day], stats.poisson(RATE + before - after).pmf(np.arange(60)))
        assert stats.spearmanr(gone[day], gone[day - 1]).pvalue > LEVEL
        assert stats.spearmanr(gone[day], gone[day - 5]).pvalue > LEVEL


def test_everybody_stays_as_long_as_was_drawn() -> None:
    """To the last bit: times are never rounded to days, and nobody is forgotten."""
    sim = simulation(1, 200)
    drawn: dict[int, float] = {}
    left: dict[int, float] = {}

    def put(ids: Ids, at: Times) -> None:
        due = at + weibull(threshold(sim, ids, "stay"), MEAN, 2.0)
        drawn.update(zip(ids.tolist(), due.tolist(), strict=True))
        delay.put(ids, at, due)

    def end(ids: Ids, at: Times) -> None:
        left.update(zip(ids.tolist(), at.tolist(), strict=True))
        sim.move(0, ids, GONE, at)

    delay = sim.delay(0, "station", end)
    stream(sim, "people", RATE, put)
    sim.run()
    assert left == {row: due for row, due in drawn.items() if due < 200}
