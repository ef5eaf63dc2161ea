"""People as columns: one row a person, one NumPy array a property."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ketensim.engine import luck

Ids = NDArray[np.integer[Any]]  # rows of people


class People:
    """Everybody who was ever in the simulation, as columns that grow together.

    ``key`` is the person's name as a number, ``round`` how often the person started anew (a later round has new luck),
    ``cell`` the group the ledger counts the person in. Further columns are declared with :meth:`column` before anybody
    is born, and are attributes from then on (``people.applied``).

    Several worlds (replications) live side by side in the same columns and never meet: ``world`` says in which a person
    lives. Small batches then cost the same for all worlds together, and nobody's luck depends on who else is there.
    """

    def __init__(self, worlds: Sequence[np.uint64], size: int = 1 << 18) -> None:
        self.worlds = tuple(worlds)
        size *= len(self.worlds)
        self.count = 0
        self._size = size
        self._fill: dict[str, Any] = {}
        self.key: NDArray[np.uint64]
        self.round: NDArray[np.int16]
        self.cell: NDArray[np.int16]
        self.world: NDArray[np.int16]
        for name, dtype in (("key", np.uint64), ("round", np.int16), ("cell", np.int16), ("world", np.int16)):
            self.column(name, dtype, 0)

    if TYPE_CHECKING:  # declared columns are attributes

        def __getattr__(self, name: str) -> Any: ...

    def column(self, name: str, dtype: type, fill: Any) -> None:
        """Give every person a property ``name`` that starts as ``fill``."""
        if name in self._fill:
            raise ValueError(f"column {name!r} is there already")
        self._fill[name] = fill
        setattr(self, name, _filled(self._size, fill, dtype))

    def born(self, world: int, source: np.uint64, days: NDArray[np.int64], ranks: NDArray[np.int64]) -> Ids:
        """Make persons of a source in a world; their names are (source, day, rank). Returns their rows."""
        ids = self._rows(days.size)
        if days.size:
            self.world[ids] = world
            luck.make_keys(self.worlds[world], source, days, ranks, self.key[ids[0] : ids[0] + ids.size])
        return ids

    def born_of(self, parents: Ids, source: np.uint64, ranks: NDArray[np.int64]) -> Ids:
        """Make a person for each entry of ``parents``, named after that person and a rank. Returns their rows."""
        ids = self._rows(parents.size)
        if parents.size:
            self.world[ids] = self.world[parents]
            luck.make_child_keys(self.key[parents], source, ranks, self.key[ids[0] : ids[0] + ids.size])
        return ids

    def uniform(self, ids: Ids, decision: np.uint64) -> NDArray[np.float64]:
        """The luck in (0, 1) of these persons for a decision (shape as ``ids``)."""
        out = np.empty(ids.size)
        luck.uniforms(self.key, self.round, ids, decision, out)
        return out

    def threshold(self, ids: Ids, decision: np.uint64) -> NDArray[np.float64]:
        """The same luck as a unit exponential: when the cumulative hazard reaches it, it happens."""
        out = np.empty(ids.size)
        luck.thresholds(self.key, self.round, ids, decision, out)
        return out

    def _rows(self, number: int) -> Ids:
        while self.count + number > self._size:
            self._grow()
        ids = np.arange(self.count, self.count + number, dtype=np.int32)
        self.count += number
        return ids

    def _grow(self) -> None:
        for name, fill in self._fill.items():
            old = getattr(self, name)
            new = _filled(2 * self._size, fill, old.dtype)
            new[: self._size] = old
            setattr(self, name, new)
        self._size *= 2


def _filled(size: int, fill: Any, dtype: Any) -> NDArray[Any]:
    """A column full of one value; of zeros it takes memory only as far as it is used."""
    return np.full(size, fill, dtype) if fill else np.zeros(size, dtype)
