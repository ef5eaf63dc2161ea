"""The books of the chain close to the person, and say the same as a count of the people themselves."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.simulate import build
from ketensim.chain.states import PROCEDURE, RESIDENCE, STATUS
from ketensim.scenario.groups import KINDS, NATIONALITIES

EVERY = 5  # days between two counts of the people
OUTSIDE = 0
LATER_FILES = {"ind.ukraine", "nareis.waiting_period", "nareis.conditions"}  # see test_chain_ukraine and test_nareis_rules


@pytest.fixture(scope="module")
def seen() -> SimpleNamespace:
    """A year of two replications at full size, and what a count of the people gave on some of its days."""
    chain = build(load_scenario("basis"), 1, [0, 1], date(2024, 12, 31))
    people, shape = chain.people, (len(PROCEDURE), len(RESIDENCE), chain.sim.cells * chain.sim.worlds)
    made, counts, lost = [], {}, []
    grown = follow_births(chain)

    def count(day: int) -> None:
        n = people.count
        made.append(np.bincount(people.world[:n], people.size[:n], minlength=2).astype(np.int64))
        if day % EVERY:
            return
        group = people.nationality[:n].astype(np.int64) * len(KINDS) + people.kind[:n]
        where = (people.state0[:n], people.state1[:n], people.world[:n] * chain.sim.cells + group)
        counts[day] = np.bincount(np.ravel_multi_index(where, shape), people.size[:n], minlength=int(np.prod(shape))).reshape(shape)
        lost.extend(_not_to_come(chain, day))

    chain.sim.run(count)
    return SimpleNamespace(chain=chain, ledger=chain.sim.ledger, made=np.array(made), counts=counts, lost=lost, grown=grown)


def follow_births(chain) -> np.ndarray:
    """Write down who is born where: counts of (track, day, state, cell), the joint states apart."""
    grown = tuple(np.zeros_like(moved) for moved in chain.sim.ledger.moved_in)
    plain, people = chain.sim.grow, chain.people

    def grow(ids) -> None:
        for track, state in enumerate((people.state0, people.state1)):
            np.add.at(grown[track], (chain.sim.day, state[ids], people.cell[ids]), 1)
        plain(ids)

    chain.sim.grow = grow
    return grown


def _not_to_come(chain, day):
    """Who is outside and should not be, or is not and should: rows with what is wrong."""
    people, n = chain.people, chain.people.count
    out, family = people.state0[:n] == OUTSIDE, people.referent[:n] >= 0
    coming = np.zeros(n, bool)
    for rows, first in chain.inflow._coming.values():
        coming[rows[first[day + 1] :]] = True
    referent = people.referent[:n][family & out]
    wrong = {
        "outside in one of the tracks only": out != (people.state1[:n] == OUTSIDE),
        "here before the day of arrival": coming & ~out,
        "outside, and neither family nor yet to come": out & ~family & ~coming,
        "outside after having been here": out & ((people.spell0[:n] > 0) | (people.spell1[:n] > 0)),
    }
    told = [(day, what, np.flatnonzero(rows)) for what, rows in wrong.items() if rows.any()]
    if not (people.permit[referent] <= day + 1).all():
        told.append((day, "family of somebody without a permit", referent))
    return told


@pytest.mark.parametrize("track", [0, 1], ids=["procedure", "residence"])
def test_stock_is_stock_of_yesterday_plus_in_minus_out(seen, track):
    """In every state and group. New rows come into the world outside, in the first group, and nowhere else; a birth is one in."""
    ledger = seen.ledger
    stock = ledger.stock.sum(axis=2 - track, dtype=np.int64)
    before = np.concatenate((np.zeros_like(stock[:1]), stock[:-1]))
    residual = stock - before - ledger.moved_in[track] + ledger.moved_out[track]
    for world in range(2):
        first = world * seen.chain.sim.cells
        born = residual[:, OUTSIDE, first].copy()
        residual[:, OUTSIDE, first] = 0
        births = seen.grown[track][:, :, first : first + seen.chain.sim.cells].sum(axis=(1, 2))
        assert born.tolist() == (np.diff(seen.made[:, world], prepend=0) - births).tolist()
    assert not residual.any()


@pytest.mark.parametrize("track", [0, 1], ids=["procedure", "residence"])
def test_a_birth_is_one_in_and_nothing_out(seen, track):
    """Of all that came in, what is no move of somebody who was there, nor of a group, is a birth: to families with a permit at COA."""
    grown = seen.grown[track]
    assert grown.sum() > 100
    states = {(PROCEDURE, RESIDENCE)[track][state] for state in np.flatnonzero(grown.sum(axis=(0, 2)))}
    assert states <= ({*STATUS}, {"coa"})[track]
    kinds = grown.sum(axis=(0, 1)).reshape(2, len(NATIONALITIES), len(KINDS))
    assert not np.delete(kinds, KINDS.index("family"), axis=2).any()
    came, went = (moved[track].sum(axis=1, dtype=np.int64) for moved in (seen.ledger.moved_in, seen.ledger.moved_out))
    cells = seen.chain.sim.cells
    for world in range(2):
        own = slice(world * cells, (world + 1) * cells)
        assert (came - went)[:, own].sum(axis=1).tolist() == grown.sum(axis=1)[:, own].sum(axis=1).tolist()


def test_everybody_ever_made_is_in_one_place(seen):
    stock = seen.ledger.stock.reshape(seen.chain.sim.days, -1, 2, seen.chain.sim.cells).sum(axis=(1, 3))
    assert (stock == seen.made).all()
    assert (seen.ledger.stock >= 0).all()


def test_the_books_are_a_count_of_the_people(seen):
    """The ledger carries moves forward and never looks at the people; the count looks at nothing else."""
    assert len(seen.counts) > 70
    stock = seen.ledger.stock
    for day, count in seen.counts.items():
        assert (count == stock[day]).all(), f"day {day}: {np.argwhere(count != stock[day])[:5].tolist()}"


def test_outside_are_only_those_to_come(seen):
    """Before their day of arrival, or family of a permit holder that has not asked yet; nobody goes back outside."""
    assert seen.lost == []


def test_nobody_is_there_twice(seen):
    """A party is one row, so in one procedure and one residence; no two rows have the same name, none is empty."""
    people = seen.chain.people
    for world in range(2):
        keys = people.key[: people.count][people.world[: people.count] == world]
        assert np.unique(keys).size == keys.size
    assert people.size[: people.count].min() == 1


def test_every_state_and_group_was_used(seen):
    """So that the balances above are not those of empty books; what is under a law that is not there yet is empty."""
    stock = seen.ledger.stock.sum(axis=0)
    assert {PROCEDURE[file] for file in np.flatnonzero(stock.sum(axis=(1, 2)) == 0)} == LATER_FILES
    assert {RESIDENCE[place] for place in np.flatnonzero(stock.sum(axis=(0, 2)) == 0)} == {"ukraine"}
    assert stock.sum(axis=(0, 1)).reshape(2, len(NATIONALITIES), len(KINDS)).all()
