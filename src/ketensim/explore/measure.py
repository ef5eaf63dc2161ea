"""Asking scenarios for a few numbers: many short runs on some cores, of which only the numbers are kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.calibration.figures import LAST_OBSERVED
from ketensim.calibration.members import Ensemble, read_ensemble
from ketensim.chain.world import World as Simulated
from ketensim.ensemble.batches import LostWorker, Settings, run_worlds
from ketensim.explore.goal import Complain, Moment
from ketensim.results.runs import MOST_JOBS, MOST_REPLICATIONS
from ketensim.scenario import Problem, Scenario, ScenarioError

if TYPE_CHECKING:
    from ketensim.chain.outcome import Outcome

Floats = NDArray[np.float64]
Tell = Callable[[int], None]  # how many more simulations are done


@dataclass(frozen=True)
class World:
    """A way the world may be, and the luck of the persons in it; the same in every scenario that is asked."""

    member: int
    replication: int


@dataclass(frozen=True)
class Sampling:
    """In which worlds scenarios are asked, and how they are run: the words of ``ketensim run``."""

    members: int
    replications: int = 1
    seed: int = 1
    scale: float = 1.0
    jobs: int = -1

    def worlds(self) -> tuple[World, ...]:
        """Every world, by member; member 0, the base values alone, when there are no others."""
        members = range(1, self.members + 1) if self.members else (0,)
        return tuple(World(member, replication) for member in members for replication in range(self.replications))

    def check(self, complain: Complain) -> None:
        """Complain of what is not allowed."""
        most = len(fitted_ensemble()) if self.members else 0
        if not 0 <= self.members <= most:
            complain("members", f"is {self.members}; allowed is 0 to {most}, the size of the fitted ensemble")
        if not 1 <= self.replications <= MOST_REPLICATIONS:
            complain("replications", f"is {self.replications}; allowed is 1 to {MOST_REPLICATIONS}")
        if not 0 <= self.seed < 2**63:
            complain("seed", f"is {self.seed}; allowed is 0 to 2^63 - 1")
        if not 0.001 <= self.scale <= 1.0:
            complain("scale", f"is {self.scale:g}; allowed is 0.001 to 1")
        if self.jobs != -1 and not 1 <= self.jobs <= MOST_JOBS:
            complain("jobs", f"is {self.jobs}; allowed is 1 to {MOST_JOBS}, or -1 for all cores")


@dataclass(frozen=True)
class Ask:
    """A scenario and the worlds in which it is asked."""

    scenario: Scenario
    worlds: tuple[World, ...]


def measure(asks: Sequence[Ask], moments: Sequence[Moment], sampling: Sampling, tell: Tell | None = None) -> list[Floats]:
    """What each scenario says at these moments in its worlds: an array of shape (worlds, moments) for each, in their order.

    Each run ends with the last of the moments. Raises ScenarioError when the chain cannot run one.
    """
    ensemble = fitted_ensemble() if any(world.member for ask in asks for world in ask.worlds) else None
    until = max(moment.last for moment in moments)
    with TemporaryDirectory(prefix="ketensim-", ignore_cleanup_errors=True) as name:
        keep = partial(_keep, Path(name), tuple(moments))
        _run(_simulated(asks, ensemble), Settings(sampling.seed, until, sampling.scale), keep, sampling.jobs, tell)
        found = {file.name: json.loads(file.read_text(encoding="ascii")) for file in Path(name).iterdir()}
    return [np.array([found[_file(_name(number), world)] for world in ask.worlds]) for number, ask in enumerate(asks)]


def _simulated(asks: Sequence[Ask], ensemble: Ensemble | None) -> list[Simulated]:
    """What has to be run, by member: those whose rules differ least run fastest together. A scenario is called after its ask."""

    @lru_cache
    def scenario(number: int, member: int) -> Scenario:
        own = asks[number].scenario
        return replace(own if ensemble is None else ensemble.scenario(own, member), name=_name(number))

    wanted = sorted((world.member, number, world.replication) for number, ask in enumerate(asks) for world in ask.worlds)
    return [Simulated(scenario(number, member), member, replication) for member, number, replication in wanted]


def _run(worlds: Sequence[Simulated], settings: Settings, keep: Callable[[Simulated, Outcome], None], jobs: int, tell: Tell | None) -> None:
    """Run all worlds, or say what went wrong with the first that failed."""
    try:
        for world, error in run_worlds(worlds, settings, keep, jobs):
            if error:
                raise ScenarioError([Problem("run", f"member {world.member}", f"the chain cannot run this: {error}")])
            if tell is not None:
                tell(1)
    except LostWorker:
        raise ScenarioError([Problem("run", "jobs", "a worker process was killed, perhaps for want of memory; use fewer --jobs")]) from None


def _keep(folder: Path, moments: tuple[Moment, ...], world: Simulated, outcome: Outcome) -> None:
    """Write the numbers of a world, where it was run."""
    file = folder / _file(world.scenario.name, World(world.member, world.replication))
    file.write_text(json.dumps([moment.value(outcome) for moment in moments]), encoding="ascii")


def _name(number: int) -> str:
    return f"ask{number}"


def _file(name: str, world: World) -> str:
    return f"{name}.m{world.member}.r{world.replication}"


@lru_cache
def fitted_ensemble() -> Ensemble:
    """The ensemble of the package, read once: it is asked for at every step of a search."""
    return read_ensemble()


def first_day(scenario: Scenario) -> date:
    """The day after the last published figure, or the start of a scenario that begins later: from here on all is projection."""
    return max(LAST_OBSERVED + timedelta(days=1), scenario.start)
