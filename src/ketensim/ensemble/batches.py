"""What has to be run, in batches of replications that share a simulation, and running them on some cores.

A member is one way the world may be: values of the parameters that are not known, and an inflow to come. A replication
is the luck of the persons in it.

A batch is the unit of work and of loss: its results are handed over as soon as it is done. How runs are batched changes
nothing in any result (a law that is tested), so the number of cores does not either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ketensim.scenario import Scenario

if TYPE_CHECKING:
    from ketensim.chain.outcome import Outcome

OfMember = Callable[[Scenario, int], Scenario]
TOGETHER = 2  # replications in one simulation: more save time, each costs about 200 MB


@dataclass(frozen=True)
class Batch:
    """Replications of one scenario and member that run side by side."""

    scenario: Scenario
    member: int
    replications: tuple[int, ...]


def make_batches(
    scenarios: Sequence[Scenario], runs: Iterable[tuple[int, int]], of_member: OfMember, together: int = TOGETHER
) -> list[Batch]:
    """Batches for all scenarios of these (member, replication), in order; ``of_member`` gives a scenario as a member has it."""
    replications: dict[int, list[int]] = defaultdict(list)
    for member, replication in runs:
        replications[member].append(replication)
    groups = [(m, tuple(numbers[i : i + together])) for m, numbers in replications.items() for i in range(0, len(numbers), together)]
    return [Batch(of_member(scenario, member), member, group) for member, group in groups for scenario in scenarios]


@dataclass(frozen=True)
class Settings:
    """What all batches of a run share."""

    seed: int
    until: date
    scale: float
    progress_folder: Path | None = None


Keep = Callable[[Batch, "list[Outcome]"], None]


class LostWorker(RuntimeError):
    """A worker process was killed from outside, or for want of memory."""


def run_batches(batches: Sequence[Batch], settings: Settings, keep: Keep, jobs: int) -> Iterator[tuple[Batch, str | None]]:
    """Run batches on ``jobs`` cores; ``keep(batch, outcomes)`` stores results where they are made.

    Yields each batch when it is done, with None, or with what went wrong in the chain: one failed batch does not stop the
    others. What goes wrong in ``keep`` does: a disk that is full for one is full for all. Raises LostWorker.
    """
    from joblib import Parallel, cpu_count, delayed
    from joblib.externals.loky.process_executor import BrokenProcessPool

    jobs = min(cpu_count() if jobs < 1 else jobs, len(batches)) or 1
    if jobs == 1:
        for batch in batches:
            yield _run(batch, settings, keep)
        return
    parallel = Parallel(n_jobs=jobs, return_as="generator_unordered", batch_size=1, pre_dispatch="1.5*n_jobs")
    try:
        yield from parallel(delayed(_run)(batch, settings, keep) for batch in batches)
    except BrokenProcessPool as error:
        raise LostWorker(str(error)) from None


def _run(batch: Batch, settings: Settings, keep: Keep) -> tuple[Batch, str | None]:
    from ketensim.chain.simulate import simulate_together

    try:
        outcomes = simulate_together(
            batch.scenario, seed=settings.seed, replications=batch.replications, until=settings.until, scale=settings.scale,
            member=batch.member, on_day=_reporter(batch, settings),
        )  # fmt: skip
    except Exception as error:
        return batch, f"{type(error).__name__}: {error}"
    keep(batch, outcomes)
    return batch, None


def _reporter(batch: Batch, settings: Settings) -> Callable[[date], None] | None:
    """Tells the progress bar the simulated date, through a small file a batch, once a month."""
    if settings.progress_folder is None:
        return None
    file = settings.progress_folder / f"{batch.scenario.name}-{batch.member}-{batch.replications[0]}"

    def report(day: date) -> None:
        if day.day == 1:
            try:
                file.write_text(day.isoformat(), encoding="ascii")
            except OSError:  # no progress is better than no results
                return

    return report
