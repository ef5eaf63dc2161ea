"""Who went from which state of the chain to which, in each whole year: what its graph is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ketensim.chain.network import Chain
    from ketensim.chain.rules import Rules

TRACKS = ("procedure", "residence")


@dataclass(frozen=True)
class Transitions:
    """Moves of one world between the states of one track, in persons at full size.

    ``years`` are the whole calendar years of the run, in their order. ``flows``, shape (years, states, states): who went from
    one state (second axis) to another (third) in a year; who is new, newborn children too, comes from state 0, ``outside``.
    ``before`` and ``stocks``, shape (years, states): who was in each state as a year began and as it ended, so that
    ``stocks == before + flows.sum(axis=1) - flows.sum(axis=2)`` but for ``outside``.
    """

    years: tuple[int, ...]
    states: tuple[str, ...]
    flows: NDArray[np.float64]
    before: NDArray[np.float64]
    stocks: NDArray[np.float64]


def read_transitions(chain: Chain) -> list[dict[str, Transitions]]:
    """The transitions of a finished simulation: a world, a track (``procedure``, ``residence``)."""
    ledger, tracks = chain.sim.ledger, list(zip(TRACKS, chain.sim.names, strict=True))
    years = _whole_years(chain.rules[0])
    passed, held = (_full_size(counts, chain.scale) for counts in (ledger.passed, ledger.held))
    ends = list(years)
    begins = [end - 1 for end in ends]

    def read(world: int, track: int, states: tuple[str, ...]) -> Transitions:
        stocks = held[track][:, world]
        return Transitions(tuple(years.values()), states, passed[track][ends, world], stocks[begins], stocks[ends])

    return [{name: read(world, n, states) for n, (name, states) in enumerate(tracks)} for world in range(chain.sim.worlds)]


def _full_size(counts: tuple[NDArray[np.int32], ...], scale: float) -> list[NDArray[np.float64]]:
    return [each / scale for each in counts]


def _whole_years(rules: Rules) -> dict[int, int]:
    """The calendar years that the run has whole, a period of the ledger (the first of which is the time before the first day)."""
    starts = sorted({0, *rules.new_years})
    spans = zip(starts, [*starts[1:], rules.days], strict=True)
    dates = [[rules.start + timedelta(days=day) for day in span] for span in spans]
    return {n: first.year for n, (first, after) in enumerate(dates, 1) if {(day.month, day.day) for day in (first, after)} == {(1, 1)}}
