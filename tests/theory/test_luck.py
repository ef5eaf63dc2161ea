"""Luck is even, and nothing of it tells anything about another part of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from agreement import assert_independent, assert_uniform
from ketensim.engine.luck import mix, name_number, uniforms, world_number
from ketensim.engine.people import PERSON, People

N = 400_000
Floats = NDArray[np.float64]


def numbers(
    *, replication: int = 0, seed: int = 1, source: str = "first", day: int = 0, rank: int = 0, decision: str = "grant", lap: int = 0
) -> Floats:
    """The numbers of N persons: 400 ranks on 1000 days, from ``day`` and ``rank`` on."""
    people = People([world_number(seed, replication)], size=N)
    days, ranks = np.divmod(np.arange(N), 400)
    ids = people.born(0, name_number(source), days + day, ranks + rank)
    people.round[ids] = lap
    return people.uniform(ids, name_number(decision))


def of_children(rank: int) -> Floats:
    people = People([world_number(1, 0)], size=2 * N)
    days, ranks = np.divmod(np.arange(N), 400)
    parents = people.born(0, name_number("first"), days, ranks)
    return people.uniform(people.born_of(parents, name_number("family"), np.full(N, rank)), name_number("grant"))


def test_numbers_are_even() -> None:
    assert_uniform(numbers())
    assert_uniform(of_children(1))


@pytest.mark.parametrize(
    "other",
    [
        lambda: numbers(decision="grant2"), lambda: numbers(decision="priority"), lambda: numbers(lap=1), lambda: numbers(lap=2),
        lambda: numbers(rank=1), lambda: numbers(day=1), lambda: numbers(day=1, rank=1), lambda: numbers(replication=1),
        lambda: numbers(seed=2), lambda: numbers(source="second"), lambda: of_children(0), lambda: of_children(1),
    ],
    ids=[
        "decision", "another decision", "next round", "round after", "next rank", "next day", "both", "replication", "seed", "source",
        "child", "second child",
    ],
)  # fmt: skip
def test_whatever_differs_in_a_name_makes_the_number_independent(other: Callable[[], Floats]) -> None:
    mine, others = numbers(), other()
    assert_independent(mine, others)
    assert_uniform((mine - others) % 1.0)  # a shift between the two would be independent of neither, but even on its own


def test_neighbours_do_not_balance_each_other() -> None:
    """Sums over the ranks of a day and over the days of a rank vary as sums of independent numbers do."""
    table = numbers().reshape(1000, 400)
    for sums, terms in ((table.sum(axis=1), 400), (table.sum(axis=0), 1000)):
        spread = (sums - terms / 2) ** 2 / (terms / 12)
        assert abs(spread.mean() - 1) < 4 * np.sqrt(2 / sums.size)


def test_no_two_persons_have_the_same_name() -> None:
    people = People([world_number(1, 0)], size=1 << 21)
    days, ranks = np.divmod(np.arange(1 << 20), 1000)
    people.born(0, name_number("first"), days - 500, ranks)
    parents = people.born(0, name_number("second"), days - 500, ranks)
    people.born_of(parents[: 1 << 18], name_number("family"), np.zeros(1 << 18, np.int64))
    people.born_of(parents[: 1 << 18], name_number("family"), np.ones(1 << 18, np.int64))
    assert np.unique(people.key[: people.count]).size == people.count


def unmix(value: int) -> int:
    """The number that ``mix`` carries to ``value``: each of its steps undone."""

    def unshift(v: int, by: int) -> int:
        out = v
        for _ in range(64 // by + 1):
            out = v ^ (out >> by)
        return out

    whole = 1 << 64
    value = unshift(value, 31) * pow(0x94D049BB133111EB, -1, whole) % whole
    value = unshift(value, 27) * pow(0xBF58476D1CE4E5B9, -1, whole) % whole
    return (unshift(value, 30) - 0x9E3779B97F4A7C15) % whole


@pytest.mark.parametrize("bits", [0, 1, (1 << 64) - 1, (1 << 64) - 2, 1 << 63, (1 << 64) - (1 << 11), (1 << 11) - 1, (1 << 12) - 1])
def test_a_number_is_never_nought_or_one(bits: int) -> None:
    """Not even for the person whose bits are all nought or all one: she is made here by running the mixing backwards."""
    decision = name_number("grant")
    people = np.zeros(1, PERSON)
    people["key"] = unmix(bits) ^ int(mix(decision))
    out = np.empty(1)
    uniforms(people, np.zeros(1, np.intp), decision, out)
    assert int(mix(np.uint64(unmix(bits)))) == bits
    assert 0.0 < out[0] < 1.0
    assert out[0] == pytest.approx(bits / 2**64, abs=2**-52)


def test_mixing_is_that_of_splitmix64() -> None:
    """The published first numbers of SplitMix64 from the seeds 0 and 1234567."""
    assert int(mix(np.uint64(0))) == 0xE220A8397B1DCDAF
    golden, state, told = 0x9E3779B97F4A7C15, 1234567, []
    for _ in range(5):
        told.append(int(mix(np.uint64(state))))
        state = (state + golden) % (1 << 64)
    assert told == [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]
