"""Running worlds on some cores, in batches that share a simulation.

A batch is the unit of work and of loss: its results are handed over as soon as it is done. How worlds are batched changes
nothing in any result (a law that is tested), so the number of cores does not either.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from ketensim.chain.world import World

if TYPE_CHECKING:
    from ketensim.chain.outcome import Outcome

TOGETHER = 12  # worlds in one simulation at most: more would save little time, and be lost together
LEAST_MEMORY, MOST_MEMORY = 370.0, 1400.0  # MB that a simulation may take; Python and the libraries take 280 beside it

Batch = tuple[World, ...]
Keep = Callable[[World, "Outcome"], None]
Done = tuple[World, str | None]


@dataclass(frozen=True)
class Settings:
    """What all worlds of a run share."""

    seed: int
    until: date
    scale: float
    progress_folder: Path | None = None


class LostWorker(RuntimeError):
    """A worker process was killed from outside, or for want of memory."""


def run_worlds(worlds: Sequence[World], settings: Settings, keep: Keep, jobs: int) -> Iterator[Done]:
    """Run worlds on ``jobs`` cores (-1: all); ``keep(world, outcome)`` stores a result where it is made.

    Yields each world when it is done, with None, or with what went wrong in the chain: a world that fails does not stop the
    others. What goes wrong in ``keep`` does: a disk that is full for one is full for all. Those whose rules differ least run
    fastest together, so worlds of one member, and replications of one scenario, are best given in a row. Raises LostWorker.
    """
    from joblib import Parallel, cpu_count, delayed
    from joblib.externals.loky.process_executor import BrokenProcessPool

    if not worlds:
        return
    cores = cpu_count() if jobs < 1 else jobs
    batches = make_batches(worlds, cores, together(worlds[0].scenario.start, settings, memory_for_one(cores)))
    if min(cores, len(batches)) <= 1:
        for batch in batches:
            yield from _run(batch, settings, keep)
        return
    parallel = Parallel(n_jobs=min(cores, len(batches)), return_as="generator_unordered", batch_size=1, pre_dispatch="1.5*n_jobs")
    try:
        for done in parallel(delayed(_run)(batch, settings, keep) for batch in batches):
            yield from done
    except BrokenProcessPool as error:
        raise LostWorker(str(error)) from None


def together(start: date, settings: Settings, memory: float) -> int:
    """How many worlds one simulation has room for in so many MB.

    As measured, the books of a world take 18 kB a day, and its people, at full size, 22 MB and 17 kB a day.
    """
    days = (settings.until - start).days + 1
    world = 0.018 * days + settings.scale * (22.0 + 0.017 * days)
    return min(max(int(memory / world), 1), TOGETHER)


def memory_for_one(cores: int) -> float:
    """MB that each of so many simulations at a time may take: a third of the machine's, where that is known, within bounds."""
    try:
        machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (AttributeError, ValueError, OSError):  # not every system tells
        return LEAST_MEMORY
    return min(max(machine / 3.0 / cores, LEAST_MEMORY), MOST_MEMORY)


def make_batches(worlds: Sequence[World], cores: int, most: int) -> list[Batch]:
    """Worlds in their order, ``most`` in a batch; as many batches on every core and of even size, as far as they go round."""
    rounds = -(-len(worlds) // (most * cores))
    number = min(rounds * cores, len(worlds))
    ends = [len(worlds) * n // number for n in range(number + 1)]
    return [tuple(worlds[begin:end]) for begin, end in pairwise(ends)]


def _run(batch: Batch, settings: Settings, keep: Keep) -> list[Done]:
    """Run a batch; when it fails each world alone, so that no other is lost with the one that fails."""
    from ketensim.chain.simulate import simulate_worlds

    try:
        outcomes = simulate_worlds(batch, seed=settings.seed, until=settings.until, scale=settings.scale, on_day=_reporter(batch, settings))
    except Exception as error:
        if len(batch) == 1:
            return [(batch[0], f"{type(error).__name__}: {error}")]
        outcomes = []
    _give_memory_back()
    if not outcomes:
        return [done for world in batch for done in _run((world,), settings, keep)]
    for world, outcome in zip(batch, outcomes, strict=True):
        keep(world, outcome)
    return [(world, None) for world in batch]


def _give_memory_back() -> None:
    """A simulation refers to itself, so that it stays until somebody looks; and what it leaves is kept for later by glibc."""
    gc.collect()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)


def _reporter(batch: Batch, settings: Settings) -> Callable[[date], None] | None:
    """Tells the progress bar the simulated date, through a small file a world, once a month."""
    folder = settings.progress_folder
    if folder is None:
        return None
    files = [folder / f"{world.scenario.name}-{world.member}-{world.replication}" for world in batch]

    def report(day: date) -> None:
        if day.day == 1:
            try:
                for file in files:
                    file.write_text(day.isoformat(), encoding="ascii")
            except OSError:  # no progress is better than no results
                return

    return report
