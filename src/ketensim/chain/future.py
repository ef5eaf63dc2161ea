"""What nobody knows: how the inflow to come departs from the path that a scenario gives.

The given path is the median. Around it a common level and a level of each group wander from month to month, fall back
slowly, and now and then jump (2015, 2022). How far follows from history: yearly totals changed by 33% (root mean square
of the logarithm, 2014 to 2025; 12% without 2015 and 2016), and official forecasts of a year were off by -28% to +50%.
The departures belong to a member, not to persons: every replication of a member has the same, and a scenario is compared
with another on the same departures. Member 0 is the given path itself. Members 1 and 2, 3 and 4, and so on are mirrors of each
other: where the one has more than the given path the other has less, so that a few members lie around it.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import NATIONALITIES, Rules
from ketensim.engine.luck import mix, name_number

Floats = NDArray[np.float64]
_KEY = "inflow.uncertainty"


def departures(rules: Rules, seed: int, member: int) -> Floats:
    """Factors on first applications a group and day, shape (groups, days): 1 where nothing is uncertain, and in member 0."""
    if member == 0:
        return np.ones((len(NATIONALITIES), rules.days))
    first_days = np.flatnonzero(np.diff(rules.year_month, prepend=-1))  # of each month
    month = np.cumsum(np.diff(rules.year_month, prepend=-1) != 0) - 1
    spread, own, jump, chance = (rules.path(f"{_KEY}.{name}")[first_days] for name in ("spread", "group_spread", "jump", "jump_chance"))
    keep = float(np.exp(-1.0 / (12.0 * rules.number(f"{_KEY}.years"))))
    months = first_days.size

    pair, side = pair_of(member), 1.0 if member % 2 else -1.0

    def numbers(name: str) -> Floats:
        return _uniforms(f"{_KEY}/{seed}/{pair}/{name}", months)

    def normal(name: str) -> Floats:
        return side * _normal(numbers(name))

    jumps = (numbers("jump") < chance / 12.0) * jump * normal("size")
    common = _wander(spread / np.sqrt(12.0) * normal("common") + jumps, keep)
    groups = [_wander(own / np.sqrt(12.0) * normal(name), keep) for name in NATIONALITIES]
    return np.exp(common + np.array(groups))[:, month]


def pair_of(member: int) -> int:
    """The number of the pair that a member and its mirror are, from 0: members 1 and 2 are pair 0, 3 and 4 pair 1."""
    return (member - 1) // 2


def _wander(steps: Floats, keep: float) -> Floats:
    """A level that takes these steps, and of which a share ``keep`` is left a month later."""
    level, levels = 0.0, np.empty(steps.size)
    for month, step in enumerate(steps):
        level = keep * level + step
        levels[month] = level
    return levels


def _uniforms(name: str, number: int) -> Floats:
    """Numbers in (0, 1) that belong to a name."""
    root = name_number(name)
    bits = np.array([int(mix(root ^ np.uint64(n))) >> 11 for n in range(number)], dtype=np.float64)
    return (bits + 0.5) / 2.0**53


def _normal(uniforms: Floats) -> Floats:
    return np.array([NormalDist().inv_cdf(u) for u in uniforms])
