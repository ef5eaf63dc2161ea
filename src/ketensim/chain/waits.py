"""How the times that steps take spread around their mean.

No spread is published, so each is an assumption about the kind of step: what is planned or worked through (a procedure, a
journey) is hump-shaped, what hangs on something outside (a place that falls free, a return) is exponential. The shape is
that of a Weibull distribution: 1 is exponential; at 2 the standard deviation is half the mean.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WEEK = 7.0  # days

SHAPES = {
    "registration.duration": 2.0,
    "dublin.answer": 2.0,
    "dublin.decision": 2.0,
    "ind.spoor2.duration": 2.0,
    "ind.va.duration": 2.0,
    "ind.subsequent.duration": 1.5,
    "courts.preparation": 2.0,
    "courts.provisional": 2.0,
    "raad_van_state.preparation": 2.0,
    "coa.verhuizing": 1.5,
    "nareis.asks_after": 2.0,
    "nareis.objection": 1.5,
    "nareis.appeal": 1.5,
    "nareis.collect": 2.0,
    "nareis.travel": 2.0,
    "courts.status": 1.5,
    "housing.linking": 2.0,
    "housing.matching": 1.5,
    "housing.joining": 1.3,
    "housing.har": 1.0,
    "housing.doorstroom": 2.0,
    "departure.dublin": 1.5,
    "departure.away": 1.0,
    "coa.host_stay": 1.0,
    "departure.document": 1.0,
    "departure.detention": 1.5,
    "departure.journey": 2.0,
    "departure.postponed.decision": 1.5,
    "departure.postponed": 2.0,
    "dublin.in": 1.0,
    "border.procedure": 2.0,
    "border.after_rejection": 1.5,
}


def in_its_week(due: NDArray[np.float64]) -> NDArray[np.float64]:
    """The end of the week in which something is due: what takes months is dealt with once a week, which costs a seventh of the time."""
    return np.ceil(due / WEEK) * WEEK
