"""How a series answers to a lever in one world: points of a curve, and where on it a goal is met.

Between two points the curve is taken to go steadily from the one to the other (a monotone cubic through all of them): it
has no bend that was not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Excess = Callable[[Floats], Floats]  # of values: nought or less where the goal is met
Stretch = tuple[float, float]  # of positions, both ends included
WOBBLE = 0.05  # of a curve's whole height: what goes back by less is no bend


@dataclass(frozen=True)
class Curve:
    """Points (position of the lever, value of the series), in order of position; each position once."""

    points: tuple[tuple[float, float], ...]

    @staticmethod
    def of(points: Sequence[tuple[float, float]]) -> Curve:
        """The curve through these points; a value that is nan is left out."""
        return Curve(tuple(sorted({x: y for x, y in points if np.isfinite(y)}.items())))

    def joined(self, points: Sequence[tuple[float, float]]) -> Curve:
        """This curve with more points."""
        return Curve.of([*self.points, *points])

    @cached_property
    def x(self) -> Floats:
        """Positions, shape (points,)."""
        return np.array([x for x, _ in self.points])

    @cached_property
    def y(self) -> Floats:
        """Values, shape (points,)."""
        return np.array([y for _, y in self.points])

    def at(self, positions: Floats) -> Floats:
        """Values at positions within the range, same shape; nan without points."""
        from scipy.interpolate import PchipInterpolator

        if self.x.size < 2:
            return np.full(np.shape(positions), self.y[0] if self.y.size else np.nan)
        return np.asarray(PchipInterpolator(self.x, self.y)(positions), dtype=np.float64)

    def is_met_at(self, position: float, excess: Excess) -> bool:
        """Whether the goal is met at a position."""
        return any(low <= position <= high for low, high in self.met(excess))

    def met(self, excess: Excess) -> tuple[Stretch, ...]:
        """The stretches of positions on which the goal is met, in order."""
        if not self.points:
            return ()
        beyond = excess(self.y)
        ends: list[Stretch] = [(float(x), float(x)) for x, e in zip(self.x, beyond, strict=True) if e <= 0]
        for n in range(self.x.size - 1):
            if beyond[n] <= 0 and beyond[n + 1] <= 0:
                ends.append((float(self.x[n]), float(self.x[n + 1])))
            elif beyond[n] <= 0 or beyond[n + 1] <= 0:
                root = self._root(n, excess)
                ends.append((float(self.x[n]), root) if beyond[n] <= 0 else (root, float(self.x[n + 1])))
        return _merged(ends)

    def brackets(self, excess: Excess) -> list[tuple[float, float, float]]:
        """Neighbouring points between which the goal begins or ceases to be met: (low, root, high)."""
        reached = excess(self.y) <= 0
        crossings = np.flatnonzero(reached[1:] != reached[:-1])
        return [(float(self.x[n]), self._root(int(n), excess), float(self.x[n + 1])) for n in crossings]

    def bends(self) -> bool:
        """Whether the series goes up and down again (or the reverse) by more than a wobble."""
        if self.y.size < 3:
            return False
        slack = WOBBLE * float(np.ptp(self.y))
        up, down = self.y - np.minimum.accumulate(self.y), np.maximum.accumulate(self.y) - self.y
        return bool(up.max() > slack and down.max() > slack)

    def _root(self, n: int, excess: Excess) -> float:
        """Where the curve crosses the goal between point n and the next."""
        from scipy.optimize import brentq

        low, high = float(self.x[n]), float(self.x[n + 1])

        def beyond(position: float) -> float:
            return float(excess(self.at(np.array([position])))[0])

        at_low, at_high = beyond(low), beyond(high)
        if at_low == 0.0 or at_high == 0.0 or (at_low < 0) == (at_high < 0):  # a point lies on the goal itself
            return low if abs(at_low) <= abs(at_high) else high
        return float(brentq(beyond, low, high, xtol=1e-9 * max(abs(low), abs(high), 1e-9)))


def _merged(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Stretches that touch, as one."""
    found: list[Stretch] = []
    for low, high in sorted(stretches):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)
