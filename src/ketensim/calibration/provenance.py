"""Where the value of a parameter comes from: its source, what was not known of it, and what the figures left of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ketensim.calibration.members import Ensemble, read_ensemble
from ketensim.scenario import ScenarioError

TAIL = 1.2815515655446004  # of a normal distribution: four in five lie within


@dataclass(frozen=True)
class Uncertain:
    """Factors on a parameter in a window of time: 80% intervals before and after the fit, and why they were not known."""

    prior: str
    begin: str
    end: str
    before: tuple[float, float]
    after: tuple[float, float]
    reason: str


def uncertain() -> dict[str, list[Uncertain]]:
    """What is not known of each parameter; nothing without a fitted ensemble."""
    try:
        ensemble = read_ensemble()
    except ScenarioError:
        return {}
    found: dict[str, list[Uncertain]] = {}
    for number, known in enumerate(_intervals(ensemble)):
        for key in ensemble.recipe.priors[number].keys:
            found.setdefault(key, []).append(known)
    return found


def _intervals(ensemble: Ensemble) -> Sequence[Uncertain]:
    recipe = ensemble.recipe
    ends = [recipe.factors(np.full(len(recipe.priors), z)) for z in (-TAIL, TAIL)]
    after = np.quantile(ensemble.factors, [0.1, 0.9], axis=0)
    return [
        Uncertain(
            prior.name, str(prior.from_ or ""), str(prior.until or ""), (float(ends[0][n]), float(ends[1][n])),
            (float(after[0, n]), float(after[1, n])), prior.reason,
        )
        for n, prior in enumerate(recipe.priors)
    ]  # fmt: skip
