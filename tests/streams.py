"""Poisson streams of people, one in each of many worlds, that come to a station on their day."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.luck import name_number
from ketensim.engine.people import Ids
from ketensim.engine.simulation import Simulation
from ketensim.engine.stations import Times

STATION, GONE, SERVED = 1, 2, 3
STATES = ("outside", "station", "gone", "served")


def simulation(worlds: int, days: int, states: tuple[str, ...] = STATES) -> Simulation:
    """Worlds side by side, with one station and the places after it."""
    return Simulation(1, range(worlds), days, states, ("outside",), 1, size=64)


def leave(sim: Simulation, state: int) -> Callable[[Ids, Times], None]:
    """What is next after the only station: a place where people stay."""
    return lambda ids, at: sim.move(0, ids, state, at)


def threshold(sim: Simulation, ids: Ids, decision: str) -> NDArray[np.float64]:
    """The luck of people for a decision, as unit exponentials."""
    return sim.people.threshold(ids, name_number(decision))


def stream(sim: Simulation, name: str, rates: NDArray[np.float64] | float, to: Callable[[Ids, Times], None]) -> NDArray[np.int64]:
    """Let people come at ``rates`` (a day) at any hour, and go to ``to``; returns how many come, (days, worlds)."""
    numbers = np.random.default_rng(name_number(name)).poisson(np.broadcast_to(rates, (sim.worlds, sim.days)))
    rows, days = [], []
    for world, number in enumerate(numbers):
        day = np.repeat(np.arange(sim.days), number)
        rank = np.arange(day.size) - np.repeat(np.cumsum(number) - number, number)
        rows.append(sim.born(world, name, day, rank))
        days.append(day)
    ids, day = np.concatenate(rows), np.concatenate(days)
    ids = ids[np.argsort(day, kind="stable")]
    at = np.sort(day, kind="stable") + sim.people.uniform(ids, name_number("hour"))
    first = np.searchsorted(np.sort(day), np.arange(sim.days + 1))
    sim.source(lambda today: to(ids[first[today] : first[today + 1]], at[first[today] : first[today + 1]]))
    return numbers.T


def waiting(sim: Simulation, state: int = STATION) -> NDArray[np.intp]:
    """How many are at a station at each day end, (days, worlds)."""
    return sim.ledger.stock[:, state, 0, :]


def went(sim: Simulation, state: int) -> NDArray[np.intp]:
    """How many came to a state on each day, (days, worlds)."""
    return sim.ledger.moved_in[0][:, state, :]
