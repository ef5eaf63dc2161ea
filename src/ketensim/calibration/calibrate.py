"""The fit on the chain: simulate members, hold them against what was known, and give the ensemble.

Every member is simulated with the same luck (one seed, one replication), so that two members differ by their factors
only. A finished simulation is kept in a work folder under a name made of all that determines it: a fit that was broken
off goes on where it was, on any number of cores, and ends with the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.calibration.figures import LAST_OBSERVED, Figure, figures
from ketensim.calibration.fit import Fit, fit, normal_sample
from ketensim.calibration.known import Known, days, figures_known
from ketensim.calibration.members import Ensemble, Origin, with_member
from ketensim.calibration.order import balanced_order
from ketensim.calibration.recipe import Recipe, adjusted, read_recipe
from ketensim.chain.world import World
from ketensim.ensemble.batches import LostWorker, Settings, run_worlds
from ketensim.results.folder import RunFolderError, atomically
from ketensim.results.origin import made_with
from ketensim.results.periods import by_period
from ketensim.scenario import Problem, Scenario, ScenarioError, load_scenario
from ketensim.version import VERSION

if TYPE_CHECKING:
    from ketensim.chain.outcome import Outcome

WORK = Path("runs") / "calibrate"

Floats = NDArray[np.float64]
Watch = Callable[[int, int], None]  # is told the simulations that are done, and their total


@dataclass(frozen=True)
class Calibration:
    """A fit of the chain. ``figures`` are those its outputs are compared with: first ``known``, then emergent ones.

    ``fit`` has z and outputs of members 1 to N before and after; ``at_base`` the outputs of the base itself, member 0.
    ``informed``: which priors speak of days within the run; the others keep their sample.
    """

    recipe: Recipe
    base: Scenario
    known: Known
    figures: tuple[Figure, ...]
    informed: NDArray[np.bool_]
    at_base: Floats
    fit: Fit
    origin: Origin

    @cached_property
    def ensemble(self) -> Ensemble:
        """What the fit is for."""
        factors = self.recipe.factors(self.fit.after)
        return Ensemble(self.recipe, factors, np.ones(len(factors)), self.origin)


def calibrate(
    recipe: Recipe | None = None,
    base: Scenario | None = None,
    *,
    known_until: date = LAST_OBSERVED,
    members: int | None = None,
    rounds: int | None = None,
    seed: int | None = None,
    scale: float = 1.0,
    jobs: int = -1,
    work: Path = WORK,
    watch: Watch | None = None,
) -> Calibration:
    """Fit a recipe (that of the package) on a base scenario (the one it names) to the figures known on a day.

    The chain is run until that day, or until the recipe ends. ``members``, ``rounds`` and ``seed`` take the place of those
    of the recipe, ``scale`` 0.1 simulates one person for ten. ``jobs`` cores (-1: all). ``work`` is the folder in which
    finished simulations are kept; the same fit again takes them from there. Same arguments, same numbers, on any number of
    cores. Raises ScenarioError for bad arguments and when there is nothing to fit to, RunFolderError when simulations fail or cannot be kept.
    """
    recipe = adjusted(recipe or read_recipe(base=base), members=members, rounds=rounds, seed=seed)
    base = base or load_scenario(recipe.scenario)
    return calibrate_to(figures_known(known_until), recipe, base, scale=scale, jobs=jobs, work=work, watch=watch)


def calibrate_to(
    known: Known, recipe: Recipe, base: Scenario, *, scale: float = 1.0, jobs: int = -1, work: Path = WORK, watch: Watch | None = None
) -> Calibration:
    """:func:`calibrate` to given figures."""
    if not 0.001 <= scale <= 1.0:
        raise ScenarioError([Problem("calibrate", "scale", f"is {scale:g}; allowed is 0.001 to 1")])
    until = min(recipe.until, known.until)
    known = known.within(base.start, until)
    compared = (*known.figures, *_emergent(base.start, until))
    shelf = Shelf.of(work, compared, Settings(recipe.seed, until, scale))
    runner = Runner(shelf, jobs, recipe.members * (recipe.rounds + 1) + 1, watch)
    at_base = runner.outputs([base])[0]
    _check(known, at_base)

    rng = np.random.default_rng(recipe.seed)
    z = normal_sample(recipe.members, len(recipe.priors), rng)
    informed = np.array([prior.from_ is None or prior.from_ <= until for prior in recipe.priors])

    def whole(part: Floats) -> Floats:
        guesses = z.copy()
        guesses[:, informed] = part
        return guesses

    def simulate(part: Floats) -> Floats:
        return runner.outputs([with_member(base, recipe, factors) for factors in recipe.factors(whole(part))])

    found = fit(z[:, informed], simulate, known.values, known.sd, recipe.rounds, rng)
    found = _in_order(Fit(z, whole(found.after), found.outputs_before, found.outputs_after), informed)
    origin = Origin(
        recipe=recipe.title, recipe_sha256=recipe.hash, figures_sha256=known.hash, scenario=base.name, scenario_sha256=base.hash,
        known_until=known.until, run_until=until, scale=scale, seed=recipe.seed, rounds=recipe.rounds, members=recipe.members,
        simulations=runner.total, version=VERSION,
    )  # fmt: skip
    return Calibration(recipe, base, known, compared, informed, at_base, found, origin)


def _in_order(found: Fit, informed: NDArray[np.bool_]) -> Fit:
    """The same members, in an order in which the first few are like all: in what came out, and in what speaks of later days."""
    order = balanced_order(np.hstack([found.outputs_after, found.after[:, ~informed]]))
    return Fit(found.before[order], found.after[order], found.outputs_before[order], found.outputs_after[order])


def _emergent(start: date, until: date) -> list[Figure]:
    """Figures nothing is tuned to, of periods within the run: to look at afterwards."""
    inside = (figure for figure in figures() if figure.role == "emergent" and figure.tolerance)
    return [figure for figure in inside if start <= days(figure.period)[0] and days(figure.period)[1] <= until]


def _check(known: Known, at_base: Floats) -> None:
    """There is something to fit to, and the chain says something of all of it."""
    if not known.figures:
        raise ScenarioError([Problem("figures.csv", "", f"nothing to fit to: no figure with the role 'fitted' was known on {known.until}")])
    mute = [figure for figure, value in zip(known.figures, at_base, strict=False) if np.isnan(value)]
    if mute:
        raise ScenarioError(Problem("figures.csv", f.series, f"the chain gives no value for {f.period}; it cannot be fitted") for f in mute)


@dataclass(frozen=True)
class Shelf:
    """Where outputs of simulations are kept, one small file each. ``wanted``: (series, period) of every output."""

    folder: Path
    wanted: tuple[tuple[str, str], ...]
    settings: Settings
    code: str

    @staticmethod
    def of(folder: Path, compared: Sequence[Figure], settings: Settings) -> Shelf:
        made = made_with()
        return Shelf(folder, tuple((f.series, f.period) for f in compared), settings, f"{made['code']} {sorted(made['versions'].items())}")

    def file(self, scenario: Scenario) -> Path:
        """Its name is of all that determines the outputs."""
        said = repr((scenario.hash, self.wanted, self.settings.seed, self.settings.until.isoformat(), self.settings.scale, self.code))
        return self.folder / f"{hashlib.sha256(said.encode()).hexdigest()[:32]}.npy"

    def keep(self, world: World, outcome: Outcome) -> None:
        """Store what one simulation gives; called where it is made."""
        values = {(series, period): value for series, period, value in by_period(outcome)}
        outputs = np.array([values.get(name, np.nan) for name in self.wanted])

        def write(target: Path) -> None:
            with target.open("wb") as stream:
                np.save(stream, outputs)

        atomically(self.file(world.scenario), write)


@dataclass
class Runner:
    """Simulates what is not on the shelf yet."""

    shelf: Shelf
    jobs: int
    total: int
    watch: Watch | None = None
    done: int = 0

    def outputs(self, scenarios: Sequence[Scenario]) -> Floats:
        """The outputs of scenarios, shape (scenarios, outputs); nan where a simulation gives none. Raises RunFolderError."""
        files = [self.shelf.file(scenario) for scenario in scenarios]
        missing = {file: scenario for file, scenario in zip(files, scenarios, strict=True) if not file.exists()}
        self._count(len(files) - len(missing))
        try:
            for _, error in run_worlds([World(s) for s in missing.values()], self.shelf.settings, self.shelf.keep, self.jobs):
                if error:
                    raise RunFolderError(f"{self.shelf.folder}: a simulation failed: {error}")
                self._count(1)
        except LostWorker:
            lost = "a worker process was killed, perhaps for want of memory; what is finished is kept, start again with fewer --jobs"
            raise RunFolderError(f"{self.shelf.folder}: {lost}") from None
        return np.stack([np.load(file) for file in files])

    def _count(self, more: int) -> None:
        self.done += more
        if self.watch is not None:
            self.watch(self.done, self.total)
