"""The fit: an ensemble of guesses that is drawn, in a few rounds, to what was observed.

Take N guesses at all unknown numbers and simulate with each. Where the guesses with much housing all end with few people
in reception, and fewer people were counted than the guesses give on average, housing was probably larger: each guess
moves along the covariance between number and outcome, as far as the outcome is off and as the figure is to be trusted.
Every guess is held against a figure with errors of its own, so that afterwards they differ as much as what was observed
leaves open: what no figure speaks of keeps the spread of its prior. For a straight line and many guesses that is Bayes'
rule; for a bent one the way is gone in R small rounds, each with errors of R times the variance, so that together the
figures count once.

That is the ensemble smoother with multiple data assimilation: A.A. Emerick and A.C. Reynolds, Ensemble smoother with
multiple data assimilation, Computers & Geosciences 55 (2013), 3-15. In its limit it is ensemble Kalman inversion: M.A.
Iglesias, K.J.H. Law and A.M. Stuart, Ensemble Kalman methods for inverse problems, Inverse Problems 29 (2013), 045001.

From N guesses comes a correlation of about 1/sqrt(N) between things that have nothing to do with each other. Such a
covariance is shrunk towards nought (the more, the less it can be told from chance), or chance would pretend to know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DOUBT = 2.0  # standard errors of a correlation within which it counts for nothing

Floats = NDArray[np.float64]
Simulate = Callable[[Floats], Floats]


@dataclass(frozen=True)
class Fit:
    """Guesses before and after, shape (members, priors), and what they lead to, shape (members, outputs)."""

    before: Floats
    after: Floats
    outputs_before: Floats
    outputs_after: Floats


def fit(z: Floats, simulate: Simulate, observed: Floats, sd: Floats, rounds: int, rng: np.random.Generator) -> Fit:
    """Draw guesses ``z``, shape (members, priors), a sample of standard normal numbers, to what was observed.

    ``simulate`` gives outputs for guesses, shape (members, outputs); the first of them are held against ``observed`` with
    standard deviations ``sd``, both of shape (figures,), and the others only kept. It is called ``rounds + 1`` times, the
    last time for what is returned. Raises ValueError when an output that is to be fitted is not a number.
    """
    guesses, outputs = z, simulate(z)
    first = outputs
    for _ in range(rounds):
        guesses = moved(guesses, outputs[:, : observed.size], observed, sd, float(rounds), rng)
        outputs = simulate(guesses)
    return Fit(z, guesses, first, outputs)


def moved(z: Floats, outputs: Floats, observed: Floats, sd: Floats, inflation: float, rng: np.random.Generator) -> Floats:
    """One round: guesses moved towards what was observed with errors of ``inflation`` times their variance."""
    if not np.isfinite(outputs).all():
        raise ValueError(f"outputs {np.flatnonzero(~np.isfinite(outputs).all(axis=0)).tolist()} are not numbers in every member")
    spread = z - z.mean(axis=0)
    response = (outputs - outputs.mean(axis=0)) / sd
    covariance = trusted(spread.T @ response / (len(z) - 1), spread.std(axis=0, ddof=1), response.std(axis=0, ddof=1), len(z))
    errors = rng.standard_normal(outputs.shape)
    errors -= errors.mean(axis=0)
    misfit = (observed - outputs) / sd + np.sqrt(inflation) * errors
    variance = response.T @ response / (len(z) - 1) + inflation * np.eye(observed.size)
    return z + misfit @ np.linalg.solve(variance, covariance.T)


def trusted(covariance: Floats, sd_z: Floats, sd_outputs: Floats, members: int) -> Floats:
    """Covariances, shape (priors, outputs), shrunk by what chance would make of them in so few members.

    Chance adds 1/N to the square of a correlation, so of a square r2 a share 1 - 1/(N r2) is real; with ``DOUBT``
    squared in place of the 1, what is within so many standard errors of nought counts for nothing (James and Stein's
    positive part).
    """
    scale = np.outer(sd_z, sd_outputs)
    squares = np.divide(covariance, scale, out=np.zeros_like(covariance), where=scale > 0) ** 2
    chance = np.full_like(squares, DOUBT**2 / members)
    return covariance * (1.0 - np.divide(chance, squares, out=np.ones_like(squares), where=squares > chance))


def normal_sample(members: int, priors: int, rng: np.random.Generator) -> Floats:
    """Standard normal numbers, shape (members, priors): in each column one of every slice of 1/N (a Latin hypercube)."""
    slices = rng.permuted(np.tile(np.arange(members), (priors, 1)), axis=1).T
    return _quantiles((slices + rng.random((members, priors))) / members)


def _quantiles(shares: Floats) -> Floats:
    from statistics import NormalDist

    normal = NormalDist()
    return np.array([normal.inv_cdf(share) for share in shares.flat]).reshape(shares.shape)
