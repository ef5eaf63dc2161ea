"""How the times that steps take spread around their mean.

No spread is published, so each is an assumption about the kind of step: what is planned or worked through (a procedure, a
journey) is hump-shaped, what hangs on something outside (a place that falls free, a return) is exponential. The shape is
that of a Weibull distribution: 1 is exponential; at 2 the standard deviation is half the mean.
"""

from __future__ import annotations

SHAPES = {
    "registration.duration": 2.0,
    "ind.spoor1.duration": 2.0,
    "ind.spoor2.duration": 2.0,
    "ind.va.duration": 2.0,
    "ind.subsequent.duration": 1.5,
    "coa.verhuizing": 1.5,
    "nareis.asks_after": 1.5,
    "nareis.objection": 1.5,
    "nareis.travel": 2.0,
    "housing.linking": 2.0,
    "housing.matching": 1.5,
    "housing.joining": 1.3,
    "housing.har": 1.0,
    "housing.doorstroom": 2.0,
    "departure.dublin": 1.5,
    "departure.away": 1.0,
}
