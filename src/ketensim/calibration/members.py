"""The fitted ensemble (``calibration/ensemble.csv``): sets of factors that the figures cannot tell apart.

A member is the base scenario with one set of factors on it. They lie directly above what the base says and below
whatever variations set: a variation that gives a value has that value in every member, one that gives a factor
multiplies what the member makes of the base. Member 0 is the scenario as it is written.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path as File

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from ketensim.calibration.known import figures_known
from ketensim.calibration.recipe import OWN_COLUMNS, Recipe, read_recipe
from ketensim.scenario import Problem, Scenario, ScenarioError, data_folder, load_scenario
from ketensim.scenario.dated import Layer, Path

TABLE, ORIGIN = "ensemble.csv", "ensemble.json"
REDO = "make it anew with `ketensim calibrate`"

Floats = NDArray[np.float64]


class Origin(BaseModel):
    """What an ensemble was made from. The digests are of what determines a fit: a reason or a title may change."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    recipe: str
    recipe_sha256: str
    figures_sha256: str
    scenario: str
    scenario_sha256: str
    known_until: date
    run_until: date
    scale: float
    seed: int
    rounds: int
    members: int
    simulations: int
    version: str


@dataclass(frozen=True)
class Ensemble:
    """Members 1 to N: ``factors`` of shape (N, priors) in the order of the recipe, ``weights`` of shape (N,).

    ``stale`` says what has changed since it was made: sentences, none when it is up to date.
    """

    recipe: Recipe
    factors: Floats
    weights: Floats
    origin: Origin
    stale: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.factors)

    def facts(self) -> dict[str, object]:
        """What identifies the ensemble, for the manifest of a run."""
        numbers = np.column_stack([self.weights, self.factors])
        return {"sha256": hashlib.sha256(numbers.tobytes()).hexdigest(), **self.origin.model_dump(mode="json"), "stale": list(self.stale)}

    def scenario(self, scenario: Scenario, member: int) -> Scenario:
        """A scenario in the world of a member; 0 is the scenario itself. Raises IndexError when there is no such member."""
        if not 0 <= member <= len(self):
            raise IndexError(f"there is no member {member}; there are 0 to {len(self)}")
        return with_member(scenario, self.recipe, self.factors[member - 1]) if member else scenario


def with_member(scenario: Scenario, recipe: Recipe, factors: Sequence[float] | Floats) -> Scenario:
    """The scenario with a factor a prior, shape (priors,), between its base and its variations. The name stays the same."""
    layers: dict[str, list[Layer]] = defaultdict(list)
    for prior, factor in zip(recipe.priors, factors, strict=True):
        for key in prior.keys:
            layers[key].append((prior.step(float(factor)),))
    changed = {key: _above_base(scenario.paths[key], some) for key, some in layers.items() if _has_base(scenario, key)}
    return replace(scenario, paths={**scenario.paths, **changed})


def _above_base(path: Path, layers: Sequence[Layer]) -> Path:
    return Path((path.layers[0], *layers, *path.layers[1:]))


def _has_base(scenario: Scenario, key: str) -> bool:
    """Whether anything of the base is left; a variation with one value for all days hides it."""
    return not scenario.files or scenario.paths[key].operations[0].file == scenario.files[0]


def write_ensemble(ensemble: Ensemble, folder: str | File | None = None) -> None:
    """Write ``ensemble.csv`` and ``ensemble.json``, in the calibration folder of the package when no other is given."""
    folder = File(folder) if folder is not None else data_folder("calibration")
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow([*OWN_COLUMNS, *ensemble.recipe.names])
    for member, (weight, factors) in enumerate(zip(ensemble.weights, ensemble.factors, strict=True), start=1):
        rows.writerow([member, *(f"{number:.6g}" for number in (weight, *factors))])
    _write(table.getvalue(), folder / TABLE)
    _write(ensemble.origin.model_dump_json(indent=1) + "\n", folder / ORIGIN)


def read_ensemble(folder: str | File | None = None, recipe: Recipe | None = None, base: Scenario | None = None) -> Ensemble:
    """The ensemble of a folder (that of the package), which belongs to a recipe (that of the package) and a base scenario
    (the one the recipe names). Raises ScenarioError when it is not there, or not in order."""
    folder = File(folder) if folder is not None else data_folder("calibration")
    base = base or load_scenario((recipe or read_recipe()).scenario)
    recipe = recipe or read_recipe(base=base)
    table = _read_table(folder / TABLE, recipe)
    origin = _read_origin(folder / ORIGIN)
    return Ensemble(recipe, table[:, 1:], table[:, 0], origin, tuple(_changes(origin, recipe, base)))


def _changes(origin: Origin, recipe: Recipe, base: Scenario) -> Iterator[str]:
    """What is not as it was when the ensemble was made."""
    now = {
        "recipe": recipe.hash,
        "figures": figures_known(origin.known_until).within(base.start, origin.run_until).hash,
        "scenario": base.hash,
    }
    what = {"recipe": "the recipe", "figures": "the figures to fit to", "scenario": f"the scenario {origin.scenario}"}
    for name, digest in now.items():
        if digest != getattr(origin, f"{name}_sha256"):
            yield f"{TABLE}: {what[name]} changed after it was made; {REDO}"


def _read_origin(file: File) -> Origin:
    try:
        return Origin.model_validate_json(_text(file))
    except ValidationError as error:
        raise ScenarioError(Problem(file.name, ".".join(map(str, e["loc"])), e["msg"]) for e in error.errors()) from None


def _read_table(file: File, recipe: Recipe) -> Floats:
    """Weights and factors, shape (members, 1 + priors)."""
    header, *rows = csv.reader(io.StringIO(_text(file)))
    if header != [*OWN_COLUMNS, *recipe.names]:
        raise ScenarioError([Problem(file.name, "", f"has not the priors of the recipe, in its order; {REDO}")])
    problems = []
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header) or row[0] != str(number) or not all(map(_is_positive, row[1:])):
            problems.append(Problem(file.name, f"member {number}", f"must be {number} and {len(header) - 1} positive numbers; {REDO}"))
    if problems or not rows:
        raise ScenarioError(problems[:10] or [Problem(file.name, "", f"has no members; {REDO}")])
    return np.array([[float(cell) for cell in row[1:]] for row in rows])


def _is_positive(cell: str) -> bool:
    try:
        return 0.0 < float(cell) < math.inf
    except ValueError:
        return False


def _text(file: File) -> str:
    try:
        return file.read_text(encoding="utf-8") or "\n"
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise ScenarioError([Problem(file.name, "", f"cannot be read: {why}; {REDO}")]) from None


def _write(text: str, file: File) -> None:
    """Write a text, whole or not at all."""
    half = file.with_name(f".{file.name}.half")
    half.write_text(text, encoding="utf-8", newline="\n")
    half.replace(file)
