"""Who went from which state to which: what the run keeps of it closes with the stocks, and with every single move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.network import Chain
from ketensim.chain.simulate import build_worlds, simulate_worlds
from ketensim.chain.states import LABELS, PROCEDURE, RESIDENCE
from ketensim.chain.transitions import TRACKS, read_transitions
from ketensim.chain.world import World
from ketensim.results.folder import transition_table

UNTIL = date(2025, 12, 31)
SCALE = 0.01


class Clerk:
    """Writes down every move and birth beside the ledger, a year, track and world of (from, to)."""

    def __init__(self, chain: Chain) -> None:
        self.sizes = (len(PROCEDURE), len(RESIDENCE))
        self.seen = {(year, n): np.zeros((chain.sim.worlds, size, size)) for year in (2024, 2025) for n, size in enumerate(self.sizes)}
        self.before = [np.zeros((chain.sim.worlds, size)) for size in self.sizes]
        self._chain, ledger = chain, chain.sim.ledger
        self._move, self._grow = ledger.move, ledger.grow
        ledger.move, ledger.grow = self.move, self.grow  # type: ignore[method-assign]
        people = chain.people
        for track in (0, 1):
            here = people.core["state"][: people.count, track]
            np.add.at(self.before[track], (people.world[: people.count], here), people.size[: people.count])

    def move(self, day, ids, to, when, track):  # type: ignore[no-untyped-def]
        people = self._chain.people
        old = people.core["state"][ids, track].copy()
        self._note(day, track, ids, old, np.broadcast_to(to, ids.shape), people.size[ids])
        self._move(day, ids, to, when, track)

    def grow(self, day, ids):  # type: ignore[no-untyped-def]
        for track in (0, 1):
            here = self._chain.people.core["state"][ids, track]
            self._note(day, track, ids, np.zeros_like(here), here, np.ones(ids.size, int))
        self._grow(day, ids)

    def _note(self, day, track, ids, old, new, persons):  # type: ignore[no-untyped-def]
        year = self._chain.rules[0].start.year + (day >= 366)
        np.add.at(self.seen[year, track], (self._chain.people.world[ids], old, new), persons)


@pytest.fixture(scope="module")
def watched() -> Iterator[tuple[Clerk, Chain]]:
    """Two worlds of two years, with somebody who writes down every move."""
    worlds = [World(load_scenario("basis"), 0, n) for n in (0, 1)]
    chain = build_worlds(worlds, 3, UNTIL, SCALE, keep_moves=False)
    clerk = Clerk(chain)
    chain.sim.run()
    yield clerk, chain


def test_they_are_every_move_and_birth_that_was_made(watched: tuple[Clerk, Chain]) -> None:
    clerk, chain = watched
    for world, tracks in enumerate(read_transitions(chain)):
        for n, track in enumerate(TRACKS):
            ways = tracks[track]
            assert ways.years == (2024, 2025) and ways.states == (PROCEDURE, RESIDENCE)[n]
            for row, year in enumerate(ways.years):
                assert np.array_equal(np.rint(ways.flows[row] * SCALE), clerk.seen[year, n][world])
            assert np.array_equal(np.rint(ways.before[0] * SCALE), clerk.before[n][world])
            assert ways.flows.sum() > 1000


def test_what_goes_in_less_what_goes_out_is_the_difference_of_the_stock(watched: tuple[Clerk, Chain]) -> None:
    _, chain = watched
    for tracks in read_transitions(chain):
        for ways in tracks.values():
            after = ways.before + ways.flows.sum(axis=1) - ways.flows.sum(axis=2)
            assert np.allclose(ways.stocks[:, 1:], after[:, 1:])  # 0 is the world outside, to which newborn children are new
            assert np.array_equal(ways.before[1], ways.stocks[0])


def test_the_stocks_are_those_of_the_books(watched: tuple[Clerk, Chain]) -> None:
    _, chain = watched
    books = chain.sim.ledger.stock  # days, first, second, cells
    for world, tracks in enumerate(read_transitions(chain)):
        cells = slice(world * chain.sim.cells, (world + 1) * chain.sim.cells)
        for row, day in enumerate((365, 730)):
            for track, axis in zip(TRACKS, (1, 0), strict=True):
                counted = books[day, :, :, cells].sum(axis=(axis, 2))
                assert np.array_equal(np.rint(tracks[track].stocks[row] * SCALE), counted)


def test_only_whole_years_are_there() -> None:
    base = load_scenario("basis")
    for until, years in ((date(2024, 6, 30), ()), (date(2024, 12, 31), (2024,)), (date(2025, 12, 30), (2024,))):
        (outcome,) = simulate_worlds([World(base)], seed=1, until=until, scale=0.002)
        assert {ways.years for ways in outcome.transitions.values()} == {years}
        table = transition_table(("basis", 0, 0), outcome)
        assert set(table["period"]) == ({"2024", "2024-12-31", "2023-12-31"} if years else set())


def test_every_state_has_a_short_label_in_both_languages() -> None:
    missing = {*PROCEDURE, *RESIDENCE} - set(LABELS)
    assert not missing, f"give these a label in chain/states.py: {sorted(missing)}"
    assert all(text and len(text) <= 26 for both in LABELS.values() for text in both)
