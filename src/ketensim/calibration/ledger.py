"""The forecast ledger (``forecasts/``): projections that were published, frozen as they were, and scored when figures come.

A forecast is one JSON file. ``SHA256SUMS`` has the digest of each, so that a file that was changed is found out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ketensim.calibration.figures import LAST_OBSERVED, observed
from ketensim.scenario import Problem, ScenarioError, data_folder

if TYPE_CHECKING:
    from ketensim.results.runs import Runs

SUMS = "SHA256SUMS"
SERIES = (
    "coa.occupancy", "coa.status_holders", "coa.in_procedure", "ind.backlog", "ind.open_procedures", "courts.pending",
    "nareis.waiting_abroad", "housing.arrears", "inflow.first", "ind.decisions_first.total", "ind.decisions_first.grant",
    "ind.permits.total", "nareis.mvv.applications", "inflow.nareis_arrivals", "coa.inflow", "coa.outflow", "coa.status_outflow",
    "housing.housed", "departure.dtenv.total",
)  # fmt: skip
YEARS = (2026, 2027, 2030)
COLUMNS = ("median", "low50", "high50", "low80", "high80", "low95", "high95")


class Line(BaseModel):
    """One projected number with its 50%, 80% and 95% intervals."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    scenario: str
    series: str
    period: str
    unit: str
    median: float
    low50: float
    high50: float
    low80: float
    high80: float
    low95: float
    high95: float


class Forecast(BaseModel):
    """A projection as it was published. ``weights``: of the scenarios, empty when none is claimed."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$")]
    title: str
    made_on: date
    figures_until: date
    scenarios: dict[str, str]
    weights: dict[str, float]
    members: int
    replications: int
    seed: int
    version: str
    code_sha256: str
    ensemble_sha256: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Scored:
    """A line of a forecast for which a figure came."""

    forecast: str
    line: Line
    observed: float

    @property
    def error(self) -> float:
        """How far the median was off, as a share of what came."""
        return self.line.median / self.observed - 1.0

    @property
    def within(self) -> str:
        """The narrowest interval that holds what came, or ``outside``."""
        for level in (50, 80, 95):
            if getattr(self.line, f"low{level}") <= self.observed <= getattr(self.line, f"high{level}"):
                return f"{level}%"
        return "outside"


def freeze(runs: Runs, name: str, title: str, made_on: date, folder: Path | None = None, years: Sequence[int] = YEARS) -> Path:
    """Write the forecast of a run and its digest. Raises ScenarioError when there is one of that name, or the run falls short."""
    folder = folder or data_folder("forecasts")
    file = folder / f"{name}.json"
    if file.exists():
        raise ScenarioError([Problem(file.name, "", "is there already; a forecast is never changed, give another name")])
    manifest = runs.manifest
    if not manifest["members"]:
        raise ScenarioError(
            [Problem(str(runs.folder.path), "members", "is 0: a forecast holds what is not known of inflow and parameters")]
        )
    forecast = Forecast(
        name=name, title=title, made_on=made_on, figures_until=LAST_OBSERVED,
        scenarios={s["name"]: s["hash"] for s in manifest["scenarios"]}, weights={},
        members=manifest["members"], replications=manifest["replications"], seed=manifest["seed"],
        version=manifest["versions"]["ketensim"], code_sha256=manifest["code"], ensemble_sha256=manifest["ensemble"]["sha256"],
        lines=tuple(_lines(runs, years)),
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(forecast.model_dump_json(indent=1) + "\n", encoding="utf-8")
    with (folder / SUMS).open("a", encoding="utf-8") as sums:
        sums.write(f"{_digest(file)}  {file.name}\n")
    return file


def _lines(runs: Runs, years: Sequence[int]) -> Iterator[Line]:
    from ketensim.results.summary import period_of

    wanted = {(series, period_of(series, year)) for series in SERIES for year in years}
    summary: list[dict[str, Any]] = runs.summary().to_dict("records")
    for row in summary:
        if (row["series"], row["period"]) in wanted:
            numbers = {column: float(f"{row[column]:.6g}") for column in COLUMNS}
            yield Line(scenario=row["scenario"], series=row["series"], period=row["period"], unit=row["unit"], **numbers)


def read_ledger(folder: Path | None = None) -> list[Forecast]:
    """All forecasts, oldest first. Raises ScenarioError when one was changed, is missing, or is not in the list of digests."""
    folder = folder or data_folder("forecasts")
    listed = _listed(folder / SUMS)
    present = {file.name for file in folder.glob("*.json")}
    problems = [Problem(name, "", "is in the list of digests and not there") for name in sorted(set(listed) - present)]
    problems += [
        Problem(name, "", f"has no digest in {SUMS}; freeze forecasts with `ketensim ledger --freeze`")
        for name in sorted(present - set(listed))
    ]
    changed = [name for name in sorted(present & set(listed)) if _digest(folder / name) != listed[name]]
    problems += [Problem(name, "", "was changed after it was frozen") for name in changed]
    if problems:
        raise ScenarioError(problems)
    return sorted((_read(folder / name) for name in present), key=lambda forecast: (forecast.made_on, forecast.name))


def _listed(sums: Path) -> dict[str, str]:
    """The digest of each file in the list."""
    lines = sums.read_text(encoding="utf-8").splitlines() if sums.exists() else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _read(file: Path) -> Forecast:
    try:
        return Forecast.model_validate_json(file.read_text(encoding="utf-8"))
    except ValidationError as error:
        raise ScenarioError(Problem(file.name, ".".join(map(str, e["loc"])), e["msg"]) for e in error.errors()) from None


def scored(forecasts: Sequence[Forecast]) -> list[Scored]:
    """Every line for which a figure came after the figures the forecast had seen."""
    figures = observed()
    return [
        Scored(forecast.name, line, figures[line.series, line.period].value)
        for forecast in forecasts
        for line in forecast.lines
        if (line.series, line.period) in figures and int(line.period[:4]) > forecast.figures_until.year
    ]


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
