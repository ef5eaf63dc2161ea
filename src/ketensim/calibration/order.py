"""The order of the members: such that the first few are like all of them.

A run takes the first members of the ensemble. In the order in which they were drawn the mean of the first six can lie far
from that of all, and nothing in their own spread says so. Here each next member is the one that brings the mean of those so far
closest to the mean of all (herding: Welling 2009). Nobody is left out and nobody is counted twice.

[1] M. Welling: Herding dynamical weights to learn. ICML (2009) 1121-1128
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NOTHING = 1e-12  # of the largest: left by rounding


def balanced_order(features: Floats) -> NDArray[np.int64]:
    """The order in which to take members, from what they are like: shape (members, features). What does not vary, or is not a number, is passed over."""
    apart = features - features.mean(axis=0)
    spread = np.sqrt((apart**2).mean(axis=0))
    varies = spread > NOTHING * np.abs(features).max(axis=0)  # not a number is not larger
    apart = apart[:, varies] / spread[varies]
    left, order, sum_so_far = list(range(len(apart))), [], np.zeros(apart.shape[1])
    while left:
        best = left.pop(int(((sum_so_far + apart[left]) ** 2).sum(axis=1).argmin()))
        sum_so_far = sum_so_far + apart[best]
        order.append(best)
    return np.array(order, np.int64)
