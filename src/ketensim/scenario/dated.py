"""A value over time, as what was set on top of what: ``Path`` is a row of layers, evaluated day by day.

A file never rewrites what it inherits; it adds a layer of steps. A step of a layer holds until the next one begins (or
until its own end), so that no day outside is touched, whatever lies below. Factors and additions of a layer are relative
to what lies below the layer, not to its earlier steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["value", "factor", "plus"]
Floats = NDArray[np.float64]
Days = NDArray[np.int64]


@dataclass(frozen=True)
class Operation:
    """One step: set, multiply or add, from a day (or always) until before a day; ``ramp_to``: linearly, done on that day."""

    kind: Kind
    amount: float
    begin: date | None = None
    end: date | None = None
    ramp_to: date | None = None
    source: str = ""
    file: str = ""

    def as_dict(self) -> dict[str, Any]:
        """What determines the value, for files and hashes (not where it came from)."""
        dates = {"from": self.begin, "until": self.end, "ramp_to": self.ramp_to}
        return {self.kind: self.amount} | {name: day.isoformat() for name, day in dates.items() if day is not None}

    def covers(self, days: Days) -> NDArray[np.bool_]:
        """Which of these days (ordinals) the step reaches when nothing follows it."""
        first = self.begin.toordinal() if self.begin else -1
        after = self.end.toordinal() if self.end else np.iinfo(np.int64).max
        return (days >= first) & (days < after)

    def of(self, inherited: Floats) -> Floats:
        """What the step makes of what lies below its layer."""
        match self.kind:
            case "value":
                return np.full(inherited.size, self.amount)
            case "factor":
                return inherited * self.amount
            case _:
                return inherited + self.amount

    def done(self, days: Days) -> Floats:
        """How far the ramp is, from 0 on the first day to 1 on the last."""
        assert self.begin is not None and self.ramp_to is not None
        first = self.begin.toordinal()
        return np.clip((days - first) / (self.ramp_to.toordinal() - first), 0.0, 1.0)


Layer = tuple[Operation, ...]


@dataclass(frozen=True)
class Path:
    """A value over time; each layer has the steps of one file or change, in order of time."""

    layers: tuple[Layer, ...] = ()

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The steps of all layers, the lowest first."""
        return tuple(operation for layer in self.layers for operation in layer)

    def then(self, *steps: Operation) -> Path:
        """This path with a layer of steps on top."""
        if not steps:
            return self
        return Path((steps,) if _hides_all(steps) else (*self.layers, steps))

    def daily(self, first: date, last: date) -> Floats:
        """The value of every day from ``first`` to ``last``, both included; nan where nothing was ever set."""
        return self._values(np.arange(first.toordinal(), last.toordinal() + 1))

    def at(self, day: date) -> float:
        """The value of one day."""
        return float(self._values(np.array([day.toordinal()]))[0])

    def changes(self) -> list[date]:
        """The days on which something begins or ends."""
        days = {d for o in self.operations for d in (o.begin, o.end, o.ramp_to) if d is not None}
        return sorted(days)

    @property
    def ramps(self) -> bool:
        """Whether the value slides between some of its changes."""
        return any(o.ramp_to is not None for o in self.operations)

    def _values(self, days: Days) -> Floats:
        values = np.full(days.size, np.nan)
        for number, layer in enumerate(self.layers):
            inherited = values.copy()
            for earlier, step in enumerate(layer):
                here = step.covers(days)
                goal = step.of(inherited[here])
                if step.ramp_to is not None:
                    start = self._before(number, earlier, step) if step.kind == "value" else values[here]
                    goal = start + step.done(days[here]) * (goal - start)
                values[here] = goal
        return values

    def _before(self, layer: int, earlier: int, step: Operation) -> float:
        """Where a ramp to a value starts: what its first day would have been without it. A straight line from there."""
        assert step.begin is not None
        return Path((*self.layers[:layer], self.layers[layer][:earlier])).at(step.begin)


def _hides_all(steps: Layer) -> bool:
    """Whether nothing of what lies below is left."""
    first = steps[0]
    return first.begin is None and first.end is None and all(step.kind == "value" for step in steps)
