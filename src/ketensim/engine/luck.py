"""Luck that belongs to a person, never to the order of events.

Follow one person through two worlds. In both she is "the third Syrian adult of 5 March 2026". In one world the IND has
more staff, so she is decided earlier and thousands of others are served in another order. If chance came from one
stream of random numbers, every one of her chances would now differ, and a comparison of the worlds would mostly compare
noise. Here each chance is a fixed function of (seed, replication, person, decision, round): the same in both worlds.

The function is the finaliser of SplitMix64 (Steele, Lea and Flood 2014), which passes the usual batteries when its
input is a counter; the keys are spread first, so that neighbouring persons and decisions share nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_TO_UNIT = 1.0 / 9007199254740992.0  # 2 ** -53: an odd number of 53 bits times this is never 0 or 1, nor rounded to it

kernel = cast("Callable[[Any], Any]", njit(cache=True, nogil=True))


def name_number(name: str) -> np.uint64:
    """The fixed 64-bit number of a name (of a decision, of a source of persons): the same in every version and machine."""
    return np.uint64(int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little"))


@kernel
def mix(value: np.uint64) -> np.uint64:
    """Spread a 64-bit number so that each input bit moves each output bit about half of the time."""
    value = np.uint64(value + _GOLDEN)
    value = np.uint64((value ^ (value >> np.uint64(30))) * _MIX_1)
    value = np.uint64((value ^ (value >> np.uint64(27))) * _MIX_2)
    return np.uint64(value ^ (value >> np.uint64(31)))


@kernel
def make_keys(world: np.uint64, source: np.uint64, days: NDArray[np.int64], ranks: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The names of the persons (source, day, rank) of a world; days may lie before the start."""
    out = np.empty(days.size, np.uint64)
    root = mix(world ^ source)
    for i in range(out.size):
        out[i] = mix(mix(root ^ np.uint64(days[i] + 1_000_000)) ^ mix(np.uint64(ranks[i])))
    return out


@kernel
def make_child_keys(parents: NDArray[np.uint64], source: np.uint64, ranks: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The names of persons that are called after another person (a family member after its referent)."""
    out = np.empty(parents.size, np.uint64)
    for i in range(out.size):
        out[i] = mix(mix(parents[i] ^ source) ^ mix(np.uint64(ranks[i])))
    return out


@kernel
def uniforms(people: NDArray[np.void], ids: NDArray[np.intp], decision: np.uint64, out: NDArray[np.float64]) -> None:
    """A number in (0, 1) for each person and this decision, in place; a later round of the same person is a new number."""
    for i in range(ids.size):
        p = ids[i]
        h = mix(people[p].key ^ mix(decision ^ np.uint64(people[p].round)))
        out[i] = np.float64((h >> np.uint64(11)) | np.uint64(1)) * _TO_UNIT


@kernel
def thresholds(people: NDArray[np.void], ids: NDArray[np.intp], decision: np.uint64, out: NDArray[np.float64]) -> None:
    """The same numbers as unit exponentials, ``-log(u)``, in place."""
    for i in range(ids.size):
        p = ids[i]
        h = mix(people[p].key ^ mix(decision ^ np.uint64(people[p].round)))
        out[i] = -np.log(np.float64((h >> np.uint64(11)) | np.uint64(1)) * _TO_UNIT)


def world_number(seed: int, replication: int) -> np.uint64:
    """The number of a world: one seed and replication."""
    return name_number(f"world/{seed}/{replication}")
