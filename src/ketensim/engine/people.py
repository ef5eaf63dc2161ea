"""People as columns: one row a person, or a family that goes everywhere together, one NumPy array a property."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ketensim.engine import luck

Ids = NDArray[np.intp]  # rows of people; of this type NumPy looks them up six times as fast as of a shorter one
Sizes = NDArray[np.int64] | int  # persons of each party
TRACKS = 2
LIFE = 2  # beside the two tracks: the whole life of a person, for timers that hold wherever she goes
CASE = 3  # and a case that runs beside her: it holds wherever she goes too, until it is withdrawn
# What nearly every move reads and writes lies together: a person costs one trip to memory. A spell is the number of the
# stay a person is in, a track (it grows by one with every move); a whole life is one spell, and so is a case.
PERSON = np.dtype(
    [
        ("key", np.uint64),
        ("since", np.float64, TRACKS),
        ("spell", np.int32, TRACKS + 2),
        ("state", np.int16, TRACKS),
        ("cell", np.int16),
        ("round", np.int16),
        ("world", np.int16),
        ("size", np.int16),
    ],
    align=True,
)


class People:
    """Everybody who was ever in the simulation, as columns that grow together.

    A row is a party: a person alone, or ``size`` persons who arrive, wait, are decided on and move as one. They share one
    luck; every count is of persons.

    ``key`` is the person's name as a number, ``round`` how often the person started anew (a later round has new luck),
    ``cell`` the group the ledger counts the person in; ``state0`` and ``state1`` say where a person is on each track,
    ``since0`` and ``since1`` since when (days), ``spell0`` and ``spell1`` in which stay. Further columns are declared with
    :meth:`column` before anybody is born, and are attributes from then on (``people.applied``).

    Several worlds (replications) live side by side in the same columns and never meet: ``world`` says in which a person
    lives. Small batches then cost the same for all worlds together, and nobody's luck depends on who else is there.
    """

    def __init__(self, worlds: Sequence[np.uint64], size: int = 1 << 19) -> None:
        self.worlds = tuple(worlds)
        size *= len(self.worlds)
        self.count = 0
        self._size = size
        self._columns: dict[str, Any] = {}  # those declared, and what each starts as
        self.core = np.zeros(self._size, PERSON)
        self._name_columns()

    if TYPE_CHECKING:  # declared columns are attributes

        def __getattr__(self, name: str) -> Any: ...

    def column(self, name: str, dtype: type, fill: Any) -> None:
        """Give every person a property ``name`` that starts as ``fill``."""
        if name in self.__dict__:
            raise ValueError(f"column {name!r} is there already")
        self._columns[name] = fill
        setattr(self, name, np.zeros(self._size, dtype))

    def born(self, world: int, source: np.uint64, days: NDArray[np.int64], ranks: NDArray[np.int64], sizes: Sizes = 1) -> Ids:
        """Make parties of a source in a world; their names are (source, day, rank). Returns their rows."""
        ids = self._rows(days.size)
        if days.size:
            self.world[ids], self.size[ids] = world, sizes
            self.key[ids] = luck.make_keys(self.worlds[world], source, days, ranks)
        return ids

    def born_of(self, parents: Ids, source: np.uint64, ranks: NDArray[np.int64], sizes: Sizes = 1) -> Ids:
        """Make a party for each entry of ``parents``, named after that person and a rank. Returns their rows."""
        ids = self._rows(parents.size)
        if parents.size:
            self.world[ids], self.size[ids] = self.world[parents], sizes
            self.key[ids] = luck.make_child_keys(self.key[parents], source, ranks)
        return ids

    def uniform(self, ids: Ids, decision: np.uint64) -> NDArray[np.float64]:
        """The luck in (0, 1) of these persons for a decision (shape as ``ids``)."""
        out = np.empty(ids.size)
        luck.uniforms(self.core, ids, decision, out)
        return out

    def threshold(self, ids: Ids, decision: np.uint64) -> NDArray[np.float64]:
        """The same luck as a unit exponential: when the cumulative hazard reaches it, it happens."""
        out = np.empty(ids.size)
        luck.thresholds(self.core, ids, decision, out)
        return out

    def withdraw(self, ids: Ids) -> None:
        """End the cases that run beside these persons: where they wait for a turn or a time as ``CASE``, they wait no more."""
        self.core["spell"][ids, CASE] += 1

    def moves(self) -> NDArray[np.int64]:
        """How often the parties of each world moved, on both tracks together: every move begins a spell."""
        spells = sum(self.core["spell"][: self.count, track] for track in range(TRACKS))
        return np.bincount(self.world[: self.count], spells, len(self.worlds)).astype(np.int64)

    def _rows(self, number: int) -> Ids:
        while self.count + number > self._size:
            self._grow()
        new = slice(self.count, self.count + number)
        for name, fill in self._columns.items():
            if fill:  # columns are made of zeros, which take memory only as far as they are used
                getattr(self, name)[new] = fill
        self.count += number
        return np.arange(new.start, new.stop, dtype=np.intp)

    def _name_columns(self) -> None:
        """Make what lies together readable by column."""
        for name in ("key", "cell", "round", "world", "size"):
            setattr(self, name, self.core[name])
        for name in ("state", "since", "spell"):
            for track in range(TRACKS):
                setattr(self, f"{name}{track}", self.core[name][:, track])

    def _grow(self) -> None:
        self._size *= 2
        for name in ("core", *self._columns):
            old = getattr(self, name)
            new = np.zeros(self._size, old.dtype)
            new[: self.count] = old[: self.count]
            setattr(self, name, new)
        self._name_columns()
