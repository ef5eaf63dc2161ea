"""Scores are proper: telling what one believes scores best, and coverage means what it says."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, stats

from ketensim.calibration.scores import crps, score


def test_crps_of_a_point_is_the_absolute_error() -> None:
    assert crps(np.array([3.0]), 5.0) == 2.0


def test_crps_of_many_draws_is_that_of_their_distribution() -> None:
    """Against the integral of the squared distance between the distribution function and the step at what came."""
    draws = np.random.default_rng(1).normal(10.0, 2.0, 20_000)
    exact, _ = integrate.quad(lambda x: (stats.norm.cdf(x, 10.0, 2.0) - (x >= 11.0)) ** 2, -10.0, 30.0, points=[11.0])
    assert crps(draws, 11.0) == pytest.approx(exact, rel=0.02)


def test_crps_does_not_depend_on_the_number_of_draws() -> None:
    """In the mean: few draws are not punished for being few."""
    rng = np.random.default_rng(2)
    few = np.mean([crps(rng.normal(size=5), 0.3) for _ in range(4000)])
    many = np.mean([crps(rng.normal(size=200), 0.3) for _ in range(400)])
    assert few == pytest.approx(many, rel=0.03)


def test_the_right_width_scores_best() -> None:
    """Over many outcomes of a normal distribution, draws that are too narrow or too wide score worse than honest ones."""
    rng = np.random.default_rng(3)
    outcomes = rng.normal(size=500)
    mean = {width: np.mean([crps(rng.normal(0.0, width, 100), outcome) for outcome in outcomes]) for width in (0.3, 1.0, 3.0)}
    assert mean[1.0] < mean[0.3]
    assert mean[1.0] < mean[3.0]


def test_eighty_percent_is_covered_in_eighty_percent() -> None:
    rng = np.random.default_rng(4)
    covered = [score("x", "2025", value, rng.normal(size=400)).covered for value in rng.normal(size=500)]
    assert np.mean(covered) == pytest.approx(0.8, abs=4 * np.sqrt(0.16 / 500))


def test_error_is_a_share_of_what_came() -> None:
    assert score("x", "2025", 200.0, np.full(3, 210.0)).error == pytest.approx(0.05)
