"""A value over time, as what was set on top of what: ``Path`` is a row of operations, evaluated day by day.

A file never rewrites what it inherits; it adds an operation. What an operation changes begins on its ``begin`` and ends
before its ``end``, so that no day outside is touched, whatever lies below.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["value", "factor", "plus"]


@dataclass(frozen=True)
class Operation:
    """Set, multiply or add, from a day (or always) until before a day; ``ramp_to``: linearly, done on that day."""

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

    @property
    def replaces_all(self) -> bool:
        """Whether nothing of what lies below is left."""
        return self.kind == "value" and self.begin is None and self.end is None


@dataclass(frozen=True)
class Path:
    """A value over time."""

    operations: tuple[Operation, ...] = ()

    def then(self, *operations: Operation) -> Path:
        """This path with operations on top."""
        below = self.operations
        for operation in operations:
            below = (operation,) if operation.replaces_all else (*below, operation)
        return Path(below)

    def daily(self, first: date, last: date) -> NDArray[np.float64]:
        """The value of every day from ``first`` to ``last``, both included; nan where nothing was ever set."""
        return self._values(np.arange(first.toordinal(), last.toordinal() + 1))

    def at(self, day: date) -> float:
        """The value of one day."""
        return float(self._values(np.array([day.toordinal()]))[0])

    def changes(self) -> list[date]:
        """The days on which something begins or ends."""
        days = {d for o in self.operations for d in (o.begin, o.end, o.ramp_to) if d is not None}
        return sorted(days)

    def _values(self, days: NDArray[np.int64]) -> NDArray[np.float64]:
        values = np.full(days.size, np.nan)
        for number, operation in enumerate(self.operations):
            begin = operation.begin.toordinal() if operation.begin else -1
            end = operation.end.toordinal() if operation.end else np.iinfo(np.int64).max
            here = (days >= begin) & (days < end)
            if operation.kind == "value":
                start = self._before(number, begin) if operation.ramp_to else 0.0
                values[here] = _ramp(operation, days[here], start)
            elif operation.kind == "factor":
                values[here] *= _ramp(operation, days[here], 1.0)
            else:
                values[here] += _ramp(operation, days[here], 0.0)
        return values

    def _before(self, number: int, day: int) -> float:
        return float(Path(self.operations[:number])._values(np.array([day]))[0])


def _ramp(operation: Operation, days: NDArray[np.int64], start: float) -> NDArray[np.float64]:
    """The amount of each day: at once, or linearly from ``start`` on the first day to all of it on the last."""
    if operation.ramp_to is None or operation.begin is None:
        return np.full(days.size, operation.amount)
    begin = operation.begin.toordinal()
    done = np.clip((days - begin) / (operation.ramp_to.toordinal() - begin), 0.0, 1.0)
    return start + done * (operation.amount - start)
