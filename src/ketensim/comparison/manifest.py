"""What a manifest has to say before its run can be compared or reported on, and all of what is wrong with one that does not."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path as File
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from ketensim.results.folder import RunFolderError
from ketensim.scenario.dated import Operation, Path
from ketensim.scenario.problems import printable

MOST = 20  # problems that are told of one manifest: nobody reads on
KINDS = ("value", "factor", "plus")

Steps = Sequence[Mapping[str, Any]]


def path_of(layers: Sequence[Steps]) -> Path:
    """The values of a parameter over time, from its layers of steps. Raises ValueError for steps that are none."""
    return Path(tuple(tuple(_operation(step) for step in layer) for layer in layers))


def _operation(step: Mapping[str, Any]) -> Operation:
    kind: Any = next((kind for kind in KINDS if kind in step), None)
    if kind is None or isinstance(step[kind], (bool, str)) or not math.isfinite(step[kind]):
        raise ValueError(f"a step has a number as one of {', '.join(KINDS)}")
    begin, end, ramp = (_day(step[name]) if name in step else None for name in ("from", "until", "ramp_to"))
    if ramp is not None and (begin is None or ramp <= begin):
        raise ValueError("ramp_to is a day after from")
    return Operation(kind, float(step[kind]), begin, end, ramp)


def _day(text: Any) -> date:
    if not isinstance(text, str):
        raise ValueError(f"{text!r} is no date")
    return date.fromisoformat(text)


def _are_steps(layers: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    try:
        path_of(layers)
    except TypeError as error:
        raise ValueError(str(error)) from None
    return layers


class _Facts(BaseModel):
    """Numbers are numbers and texts are texts; what is not asked about may be anything."""

    model_config = ConfigDict(strict=True, extra="ignore", allow_inf_nan=False)


class _Scenario(_Facts):
    name: str = Field(min_length=1)
    title: str
    title_nl: str = ""
    description: str = ""
    description_nl: str = ""
    start: date
    until: date
    hash: str = ""
    files: list[str] = []
    values: dict[str, Annotated[list[list[dict[str, Any]]], AfterValidator(_are_steps)]]
    sources: dict[str, str] = {}


class _Ensemble(_Facts):
    sha256: str
    stale: list[str] = []


class _Split(_Facts):
    inflow: float
    parameters: float
    chance: float
    sd: float


class _Git(_Facts):
    commit: str | None = None
    changed: bool | None = None


class _Manifest(_Facts):
    seed: int = Field(ge=0)
    scale: float = Field(gt=0, le=1)
    ensemble: _Ensemble | None
    members: int = Field(ge=0)
    replications: int = Field(ge=0)
    until: date
    versions: dict[str, str]
    code: str = ""
    git: _Git | None = None
    begun: str = ""
    moves: int = 0
    cpu_seconds: float = 0
    variance: dict[str, dict[str, _Split]] = {}
    scenarios: list[_Scenario] = Field(min_length=1)


def check(folder: File, manifest: Mapping[str, Any]) -> None:
    """Complains of everything that is wrong with what a manifest says. Raises RunFolderError, a line a problem."""
    found: list[str] = []
    try:
        _Manifest.model_validate_json(json.dumps(manifest))
    except ValidationError as error:
        found = [
            f"{_where(each['loc'])}: {each['msg'].removeprefix('Value error, ')}"
            for each in error.errors(include_url=False, include_input=False)
        ]
    else:
        if manifest["replications"] < 1:
            found = ["replications: there are none; compare a run that has some"]
    if found:
        raise RunFolderError("\n".join(f"{folder}: manifest.json: {printable(each)}" for each in found[:MOST]))


def _where(place: Sequence[int | str]) -> str:
    return ".".join(map(str, place)) or "all of it"
