"""The fit: an ensemble of guesses that is drawn, in a few rounds, to what was observed.

Take N guesses at all unknown numbers and simulate with each. Where guesses with much housing end with few people in
reception, and fewer people were counted than a guess gives, its housing was probably too small: each guess moves along
the slope between number and outcome, as far as the outcome is off and as the figure is to be trusted beside the prior.
Every guess is held against the figures with errors of its own, so that afterwards the guesses differ as much as what was
observed leaves open: what no figure speaks of keeps the spread of its prior. For a straight line that is Bayes' rule;
for a bent one the way is gone in R small rounds, each with errors of R times the variance, so that together the figures
count once. This is the ensemble smoother with multiple data assimilation [1], in its limit ensemble Kalman inversion [2].

The slopes come from a regression on all simulations so far, as in [3], rather than from the covariances in the present
round: those are off by 1/sqrt(N) where there is nothing, which would make a hundred guesses at eighty numbers far too
sure. The regression is ridged by its evidence [4], and a slope that cannot be told from nought is taken for nought. With
known slopes the spread that is left is known too, and needs no sample.

[1] A.A. Emerick, A.C. Reynolds: Ensemble smoother with multiple data assimilation. Computers & Geosciences 55 (2013) 3-15
[2] M.A. Iglesias, K.J.H. Law, A.M. Stuart: Ensemble Kalman methods for inverse problems. Inverse Problems 29 (2013) 045001
[3] P.N. Raanes, A.S. Stordal, G. Evensen: Revising the stochastic iterative ensemble smoother. Nonlinear Processes in
    Geophysics 26 (2019) 325-338
[4] D.J.C. MacKay: Bayesian interpolation. Neural Computation 4 (1992) 415-447
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

DOUBT = 2.0  # standard errors within which a slope counts for nothing
RIDGES = np.geomspace(1e-4, 1e6, 41)  # of which the evidence chooses: squared slopes over the variance of what is unexplained
NOTHING = 1e-12  # of a variance: left by rounding

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
    """Draw guesses ``z``, shape (members, priors), a sample of independent standard normal numbers, to what was observed.

    ``simulate`` gives outputs for guesses, shape (members, outputs); the first of them are held against ``observed`` with
    standard deviations ``sd``, both of shape (figures,), and the others only kept. It is called ``rounds + 1`` times, the
    last time for what is returned. Raises ValueError when an output that is to be fitted is not a number.
    """
    guesses, spread, seen = z, np.eye(z.shape[1]), []
    outputs = first = simulate(z)
    for _ in range(rounds):
        response = _numbers(outputs[:, : observed.size]) / sd
        seen.append((guesses, response))
        slope = slopes(*(np.vstack(part) for part in zip(*seen, strict=True)))
        gain = np.linalg.solve(slope @ spread @ slope.T + rounds * np.eye(observed.size), slope @ spread).T
        errors = rng.standard_normal(response.shape)
        misfit = observed / sd - response + np.sqrt(rounds) * (errors - errors.mean(axis=0))
        guesses = guesses + misfit @ gain.T
        spread = spread - gain @ slope @ spread
        outputs = simulate(guesses)
    return Fit(z, guesses, first, outputs)


def slopes(z: Floats, outputs: Floats) -> Floats:
    """How much each output changes with each number, shape (outputs, priors), from simulations in rows.

    A ridge regression. Of a slope the share 1 - (``DOUBT`` standard errors / slope)^2 is kept, and nothing of one within
    so many standard errors of nought (James and Stein's positive part).
    """
    z, outputs = z - z.mean(axis=0), outputs - outputs.mean(axis=0)
    power, axes = np.linalg.eigh(z.T @ z)
    along = axes.T @ (z.T @ outputs)
    ridge, unexplained = _by_evidence(np.maximum(power, 0.0), along, (outputs**2).sum(axis=0), len(z))
    width = ridge / (1.0 + np.outer(power, ridge))
    slope = axes @ (width * along)
    noise = DOUBT**2 * (axes**2 @ width) * unexplained
    kept = 1.0 - np.divide(noise, slope**2, out=np.ones_like(slope), where=slope**2 > noise)
    return (slope * kept).T


def _by_evidence(power: Floats, along: Floats, total: Floats, number: int) -> tuple[Floats, Floats]:
    """For each output the most likely of the ``RIDGES`` and the variance it leaves unexplained, both of shape (outputs,).

    ``power``, ``along``: of the numbers, and of what the outputs have in common with them, along the principal axes of the
    sample; ``total``: the squares of each output.
    """
    shrink = 1.0 + np.outer(RIDGES, power)
    left = np.maximum(total - (RIDGES[:, None] / shrink) @ along**2, NOTHING * total + np.finfo(float).tiny)
    evidence = -np.log(shrink).sum(axis=1)[:, None] - (number - 1) * np.log(left)
    best = evidence.argmax(axis=0)
    return RIDGES[best], left[best, np.arange(best.size)] / (number - 1)


def _numbers(outputs: Floats) -> Floats:
    """The outputs, when all are numbers."""
    wrong = np.flatnonzero(~np.isfinite(outputs).all(axis=0))
    if wrong.size:
        raise ValueError(f"outputs {wrong.tolist()} are not numbers in every member")
    return outputs


def normal_sample(members: int, priors: int, rng: np.random.Generator) -> Floats:
    """Standard normal numbers, shape (members, priors): in each column one of every slice of 1/N (a Latin hypercube)."""
    slices = rng.permuted(np.tile(np.arange(members), (priors, 1)), axis=1).T
    shares = (slices + rng.random((members, priors))) / members
    return np.array([NormalDist().inv_cdf(share) for share in shares.flat]).reshape(shares.shape)
