"""A simulation that also writes down every move, so that tests can hold the books against what happened to each person."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

import numpy as np

from ketensim.engine.people import Ids
from ketensim.engine.simulation import Simulation
from ketensim.engine.stations import Times


class Move(NamedTuple):
    """One person comes into a state of a track: on which day it is booked, and when it was."""

    row: int
    track: int
    state: int
    day: int
    at: float


class Recorded(Simulation):
    """Everything as in a simulation; ``log`` has the moves in the order in which they were made."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.log: list[Move] = []
        super().__init__(*arguments, **options)

    def move(self, track: int, ids: Ids, state: Any, at: Times) -> None:
        super().move(track, ids, state, at)
        states = np.broadcast_to(state, ids.shape).tolist()
        self.log += [Move(row, track, to, self.day, when) for row, to, when in zip(ids.tolist(), states, at.tolist(), strict=True)]

    def histories(self, world: int | None = None, track: int = 0) -> dict[int, list[tuple[int, int, float]]]:
        """(state, day, time) of all moves of each person, by the number of her name, which is the same in every simulation."""
        people, told = self.people, defaultdict(list)
        for move in self.log:
            if move.track == track and (world is None or people.world[move.row] == world):
                told[int(people.key[move.row])].append((move.state, move.day, move.at))
        return dict(told)
