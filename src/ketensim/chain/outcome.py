"""What one replication leaves: small arrays, one value a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.transitions import Transitions


@dataclass(frozen=True)
class Outcome:
    """The series of one replication.

    ``daily``: a name of (days,) stocks at the day's end or flows of the day, in persons; what is counted at month ends
    only is nan on other days. ``ratios``: a name of ((days,), (days,)) numerators and denominators: the mean or share
    over a period is the sum of the one over the sum of the other. ``transitions``: a track of who went from where to where.
    """

    start: date
    days: int
    daily: dict[str, NDArray[np.float64]]
    ratios: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]
    moves: int
    cpu_seconds: float
    transitions: dict[str, Transitions] = field(default_factory=dict)
