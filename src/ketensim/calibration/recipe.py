"""The recipe of a fit (``calibration/recipe.toml``): what of the base scenario is not known, and how far it may be off.

A prior is a factor on what the base says of some keys, over a window of time. It lies between ``low`` and ``high``, most
likely near ``center``. The fit thinks in a number z for each, standard normal before any figure is looked at::

    factor = low + (high - low) * Phi(shift + 0.75 z)        Phi(shift) puts z = 0 at the center

so no factor leaves its bounds, whatever the fit does to z, and four in five lie well inside them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from math import erf, sqrt
from pathlib import Path as File
from statistics import NormalDist
from typing import Annotated, Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ketensim.scenario import NAME, Scenario, ScenarioError, data_folder, load_scenario
from ketensim.scenario.dated import Operation
from ketensim.scenario.document import Document
from ketensim.scenario.parsing import Unreadable, parse
from ketensim.scenario.problems import suggestion
from ketensim.scenario.reading import NAME_RULE, Names
from ketensim.scenario.scenario import out_of_range
from ketensim.scenario.steps import Day, Line, Number, Text

SPREAD = 0.75  # of z within Phi: wide enough to use the range, narrow enough to seldom touch its ends
MOST_PRIORS = 300
MOST_MEMBERS = 5_000
_DETERMINES = {"name", "keys", "from_", "until", "center", "low", "high"}
OWN_COLUMNS = ("member", "weight")  # of the file of the ensemble: no prior can be called so

Floats = NDArray[np.float64]
Positive = Annotated[Number, Field(gt=0)]
M = TypeVar("M", bound=BaseModel)


class Prior(BaseModel):
    """What is not known of some keys of the base: a factor on them from ``from`` until before ``until`` (always, without).

    ``keys`` are parameters, or beginnings of parameters for all below. ``on_top``: it may stand on keys of other priors,
    and multiplies what these make of them; without, two priors on one key on one day are a mistake.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    name: Line
    keys: Annotated[tuple[Line, ...], Field(strict=False, min_length=1, max_length=MOST_PRIORS)]
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    center: Positive
    low: Positive
    high: Positive
    on_top: bool = False
    reason: Text

    @property
    def shift(self) -> float:
        """Where z = 0 stands within Phi."""
        return NormalDist().inv_cdf((self.center - self.low) / (self.high - self.low))

    def step(self, factor: float) -> Operation:
        """What a factor does to each of its keys."""
        return Operation("factor", factor, self.from_, self.until, source=f"fitted: {self.name}", file="recipe.toml")

    def meets(self, other: Prior) -> bool:
        """Whether two windows have a day in common."""
        return _first(self) < _after(other) and _first(other) < _after(self)


class Header(BaseModel):
    """What a recipe says before its priors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    title: Line
    scenario: Line
    until: Day
    members: Annotated[int, Field(ge=2, le=MOST_MEMBERS)]
    rounds: Annotated[int, Field(ge=1, le=20)]
    seed: Annotated[int, Field(ge=0, lt=2**63)]


class Recipe(Header):
    """A recipe that is in order: every key of a prior is that of a parameter, groups are written out."""

    priors: tuple[Prior, ...]

    @property
    def names(self) -> list[str]:
        """Of the priors, in their order: that of the columns of every array."""
        return [prior.name for prior in self.priors]

    @property
    def hash(self) -> str:
        """SHA-256 of what is fitted, within which bounds; not of titles and reasons, nor of how many guesses are made."""
        said = self.model_dump(mode="json", include={"scenario": True, "until": True, "priors": {"__all__": _DETERMINES}})
        return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    def factors(self, z: Floats) -> Floats:
        """Factors for standard normal numbers, shape (..., priors), in six digits: those that stand in the ensemble's file."""
        low, high, shift = (np.array([getattr(prior, name) for prior in self.priors]) for name in ("low", "high", "shift"))
        exact = low + (high - low) * _phi(shift + SPREAD * np.asarray(z))
        return np.array([float(f"{factor:.6g}") for factor in exact.flat]).reshape(exact.shape)


def read_recipe(path: str | File | None = None, base: Scenario | None = None) -> Recipe:
    """Read and check a recipe; that of the package without ``path``. ``base`` stands in for the scenario that it names.

    Raises ScenarioError with everything that is wrong.
    """
    path = File(path) if path is not None else data_folder("calibration") / "recipe.toml"
    document = Document(path.name if path.parent == data_folder("calibration") else str(path), path.name)
    header, priors = _read(path, document)
    base = base or (_base(header, document) if header else None)
    if base is not None:
        priors = [(where, _written_out(prior, where, base, document)) for where, prior in priors]
        _check_together(priors, document)
        _check_ranges(priors, base, document)
        if header and not base.start < header.until <= base.until:
            document.complain("until", f"is {header.until}; allowed is after {base.start} and not after {base.until}")
    if document.problems or header is None:
        raise ScenarioError(document.problems)
    return Recipe(**header.model_dump(), priors=tuple(prior for _, prior in priors))


def adjusted(recipe: Recipe, **changes: int | None) -> Recipe:
    """The recipe with other ``members``, ``rounds`` or ``seed``, where one is given. Raises ScenarioError when one is not allowed."""
    document = Document("calibrate", "calibrate")
    said = {name: getattr(recipe, name) for name in Header.model_fields}
    header = _model(Header, said | {name: value for name, value in changes.items() if value is not None}, "", document)
    if header is None:
        raise ScenarioError(document.problems)
    return Recipe(**header.model_dump(), priors=recipe.priors)


Located = list[tuple[str, Prior]]  # each with the place it stands in, for messages


def _read(path: File, document: Document) -> tuple[Header | None, Located]:
    """Header and priors, each as far as it is in order on its own."""
    try:
        data = parse(path)
    except Unreadable as error:
        document.complain("", str(error))
        return None, []
    tables = data.pop("parameter", None)
    header = _model(Header, data, "", document, extra=("parameter",))
    if not isinstance(tables, list) or not 1 <= len(tables) <= MOST_PRIORS:
        document.complain("parameter", f"must be 1 to {MOST_PRIORS} tables that begin with [[parameter]]")
        return header, []
    return header, list(_priors(tables, document))


def _priors(tables: Sequence[Any], document: Document) -> Iterator[tuple[str, Prior]]:
    for number, table in enumerate(tables, start=1):
        name = table.get("name") if isinstance(table, dict) else None
        where = f"parameter.{name}" if isinstance(name, str) and NAME.fullmatch(name) else f"parameter[{number}]"
        prior = _model(Prior, table if isinstance(table, dict) else {}, where, document)
        if prior is not None:
            _check_alone(prior, where, document)
            yield where, prior


def _model(model: type[M], given: dict[str, Any], where: str, document: Document, extra: Sequence[str] = ()) -> M | None:
    """A table as a model; complains of all that keeps it from being one."""
    try:
        return model(**given)
    except ValidationError as error:
        known = [*(info.alias or name for name, info in model.model_fields.items()), *extra]
        for finding in error.errors(include_url=False, include_input=False):
            name = str(finding["loc"][0])[:100]
            document.complain(f"{where}.{name}" if where else name, _in_words(finding, name, known))
        return None


def _in_words(finding: Any, name: str, known: Sequence[str]) -> str:
    match finding["type"]:
        case "extra_forbidden":
            return f"unknown{suggestion(name, known) or ';'} allowed are {', '.join(known)}"
        case "missing":
            return "missing"
        case "string_type":
            return "must be text in quotes"
        case "tuple_type":
            return 'must be a list like ["ind.budget"]'
        case _:
            return str(finding["msg"]).removeprefix("Value error, ").replace("Input should", "must")


def _check_alone(prior: Prior, where: str, document: Document) -> None:
    if not NAME.fullmatch(prior.name) or prior.name in OWN_COLUMNS:
        document.complain(f"{where}.name", f"must be {NAME_RULE}, and not {' or '.join(OWN_COLUMNS)}")
    if not prior.low < prior.center < prior.high:
        document.complain(where, f"center {prior.center:g} does not lie between low {prior.low:g} and high {prior.high:g}")
    if prior.from_ and prior.until and prior.until <= prior.from_:
        document.complain(f"{where}.until", f"{prior.until} is not after 'from' {prior.from_}")


def _base(header: Header, document: Document) -> Scenario | None:
    try:
        return load_scenario(header.scenario)
    except ScenarioError as error:
        for problem in error.problems:
            document.complain("scenario", str(problem))
        return None


def _written_out(prior: Prior, where: str, base: Scenario, document: Document) -> Prior:
    """The prior with parameters for its groups."""
    names = Names.of(base.catalogue)
    for key in prior.keys:
        if not names.members(key):
            near = suggestion(key, [*names.groups, *names.catalogue])
            document.complain(f"{where}.keys", f"unknown key {key[:100]!r}{near or '; `ketensim show parameters` lists what there is'}")
    keys = tuple(dict.fromkeys(member for key in prior.keys for member in names.members(key)))
    undated = [key for key in keys if not base.catalogue[key].dated]
    if undated and (prior.from_ or prior.until):
        document.complain(where, f"{undated[0]} has one value for the whole run; 'from' and 'until' are not allowed")
    if prior.from_ and prior.from_ > base.until:
        document.complain(f"{where}.from", f"{prior.from_} is after the end of the scenario, {base.until}")
    if prior.until and prior.until <= base.start:
        document.complain(f"{where}.until", f"{prior.until} is not after the start of the scenario, {base.start}")
    return prior.model_copy(update={"keys": keys})


def _check_together(priors: Located, document: Document) -> None:
    """Each name once, and one prior a key and day."""
    for (_, one), (where, other) in combinations(priors, 2):
        if one.name == other.name:
            document.complain(f"{where}.name", "is there twice; priors have different names")
        common = [key for key in one.keys if key in other.keys] if one.meets(other) else []
        if common and not (one.on_top or other.on_top):
            remedy = "give them windows that do not overlap, or say 'on_top = true' where it multiplies the other"
            document.complain(where, f"{common[0]} is in {one.name!r} too, on the same days; {remedy}")


def _check_ranges(priors: Located, base: Scenario, document: Document) -> None:
    """The base stays within what its parameters allow, with every prior at its low, and at its high."""
    on: dict[str, list[Prior]] = defaultdict(list)
    for _, prior in priors:
        for key in prior.keys:
            on[key].append(prior)
    for end in ("low", "high"):
        paths = dict(base.paths)
        for key, some in on.items():
            for prior in some:
                paths[key] = paths[key].then(prior.step(getattr(prior, end)))
        for problem in out_of_range(replace(base, paths=paths), list(on), document.file):
            names = " and ".join(prior.name for prior in on[problem.key])
            document.complain(f"parameter.{names}", f"at {end}, {problem.key} {problem.message}")


def _first(prior: Prior) -> date:
    return prior.from_ or date.min


def _after(prior: Prior) -> date:
    return prior.until or date.max


def _phi(x: Floats) -> Floats:
    """The standard normal distribution function, of every element."""
    return np.array([0.5 * (1 + erf(value / sqrt(2))) for value in x.flat]).reshape(x.shape)
