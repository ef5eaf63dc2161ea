"""What the rules say today, for the persons of all worlds together.

Worlds side by side may have rules of their own. Whoever asks what holds for some persons need not know: where all worlds
have the same rule the answer is one number, elsewhere a number a person, that of her world.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.draws import Hazard
from ketensim.engine.people import Ids
from ketensim.engine.simulation import Simulation

Floats = NDArray[np.float64]
GroupOf = Callable[[Ids], NDArray[np.integer]]
Today = Callable[[Ids], Floats | float]  # either of the values below


class Value:
    """A parameter, from its daily values: ``paths`` has shape (worlds, days)."""

    def __init__(self, sim: Simulation, paths: Floats) -> None:
        self._sim = sim
        different = _different(paths)
        self._common: list[float] | None = different[0].tolist() if len(different) == 1 else None
        self._of_worlds = different.T.copy()

    def __call__(self, ids: Ids) -> Floats | float:
        """What it is today for these persons: one number, or one each."""
        if self._common is not None:
            return self._common[self._sim.day]
        return self._of_worlds[self._sim.day][self._sim.people.world[ids]]


class GroupValue:
    """A parameter by group of persons: ``tables`` has shape (worlds, groups, days), or (worlds, groups, days, more)."""

    def __init__(self, sim: Simulation, tables: Floats, group: GroupOf) -> None:
        different = _different(tables)
        self._sim, self._row = sim, _Rows(sim, group, different)
        self._days = np.swapaxes(np.concatenate(different), 0, 1).copy()

    def __call__(self, ids: Ids) -> Floats:
        """What it is today for each of these persons, shape as ``ids`` (and more)."""
        return self._days[self._sim.day][self._row(ids)]


def everybody(ids: Ids) -> NDArray[np.int64]:
    """Of a parameter without groups, the one group."""
    return np.zeros(ids.size, np.int64)


class Risk:
    """A chance a day by group of persons: ``per_day`` has shape (worlds, groups, days)."""

    def __init__(self, sim: Simulation, per_day: Floats, group: GroupOf) -> None:
        different = _different(per_day)
        self._row, self._hazard = _Rows(sim, group, different), Hazard(np.concatenate(different))

    def due(self, ids: Ids, at: Floats, threshold: Floats) -> Floats:
        """When it happens to these persons, at risk since ``at``, with these thresholds; inf: not in time."""
        return self._hazard.due(self._row(ids), at, threshold)


class _Rows:
    """Which row a person has in the tables of all worlds put under each other: that of her group, in the table of her world."""

    def __init__(self, sim: Simulation, group: GroupOf, tables: Floats) -> None:
        self._people, self._group = sim.people, group
        self._height = tables.shape[1] if len(tables) > 1 else 0

    def __call__(self, ids: Ids) -> NDArray[np.int64]:
        row = self._group(ids).astype(np.int64)
        return row + self._people.world[ids] * np.int64(self._height) if self._height else row


def _different(tables: Floats) -> Floats:
    """One table for all worlds, where they have the same; else all, with worlds as the first axis."""
    return tables[:1] if (tables == tables[0]).all() else tables
