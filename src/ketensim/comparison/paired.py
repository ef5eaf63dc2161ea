"""Which replications of which scenarios pair: the same member and replication of the same seed, ensemble, scale and start.

A replication is the luck of its persons, which depends on the seed, the member and its own number, and on nothing else of
the run. So the members and replications that two folders have in common pair, and so do the days they have in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.series import SERIES
from ketensim.comparison.manifest import check
from ketensim.results.folder import RunFolderError
from ketensim.results.runs import Runs, open_runs
from ketensim.scenario import Problem, ScenarioError
from ketensim.scenario.problems import suggestion

if TYPE_CHECKING:
    import pandas as pd

Grid = NDArray[np.float64]  # (members, replications, times)


@dataclass(frozen=True)
class Made:
    """What of a run decides whether it pairs with another; ``members`` is 0 for a run of the base values alone."""

    seed: int
    scale: float
    ensemble: str
    members: int
    replications: int
    until: date


class Origin(Protocol):
    """What pairs or does not: a scenario of a run folder, or a run that is still to be made."""

    @property
    def folder(self) -> Path | str: ...

    @property
    def made(self) -> Made: ...

    @property
    def start(self) -> date: ...


@dataclass(frozen=True)
class ToBeMade:
    """A run that is still to be made; ``folder`` is what to call it."""

    folder: str
    made: Made
    start: date


@dataclass(frozen=True)
class Side:
    """A scenario of a run folder, under a ``label`` that no other has."""

    label: str
    runs: Runs
    manifest: dict[str, Any]
    scenario: dict[str, Any]
    made: Made

    @property
    def start(self) -> date:
        return date.fromisoformat(self.scenario["start"])

    @property
    def folder(self) -> Path:
        return self.runs.folder.path


@dataclass(frozen=True)
class Values:
    """A series of one scenario: ``grid`` of (members, replications, times), and the name of each time."""

    times: tuple[str, ...]
    grid: Grid

    def at(self, times: Sequence[str]) -> Grid:
        """The values of some times."""
        place = {time: number for number, time in enumerate(self.times)}
        return self.grid[..., [place[time] for time in times]]


@dataclass(frozen=True)
class Paired:
    """Scenarios that pair, on the members, replications and days they have in common."""

    sides: tuple[Side, ...]
    members: tuple[int, ...]
    replications: int
    last: date
    _daily: dict[tuple[str, str], Values] = field(default_factory=dict, repr=False, compare=False)
    _periods: dict[tuple[str, str], Values] = field(default_factory=dict, repr=False, compare=False)
    _tables: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def first(self) -> date:
        return self.sides[0].start

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(side.label for side in self.sides)

    def side(self, label: str) -> Side:
        """A scenario by its label. Raises ScenarioError for an unknown one."""
        for side in self.sides:
            if side.label == label:
                return side
        near = suggestion(label, self.labels) or ";"
        raise ScenarioError([Problem("compare", "scenario", f"{label!r} is none of them{near} there are {', '.join(self.labels)}")])

    def daily(self, label: str, series: Sequence[str]) -> list[Values]:
        """Series as they are each day (stocks at its end), without days on which nothing was counted."""
        if missing := [name for name in series if (label, name) not in self._daily]:
            self._read_daily(self.side(label), missing)
        return [self._daily[label, name] for name in series]

    def periods(self, label: str, series: str) -> Values:
        """A series by period; nan where a replication has no value (nobody completed, say)."""
        if (label, series) not in self._periods:
            self._periods[label, series] = self._by_period(self._groups(label), series)
        return self._periods[label, series]

    def _read_daily(self, side: Side, series: list[str]) -> None:
        table = side.runs.series(series)
        own = table[self.here(table, side) & (table["date"] <= np.datetime64(self.last))].sort_values(["member", "replication", "date"])
        days = (self.last - self.first).days + 1
        shape = (len(self.members), self.replications, days)
        if len(own) != np.prod(shape):
            raise RunFolderError(
                f"{side.folder}: series.parquet: has {len(own)} days of {side.scenario['name']}; {np.prod(shape)} are needed"
            )
        times = np.array([(self.first + timedelta(days=day)).isoformat() for day in range(days)])
        for name in series:
            grid = own[name].to_numpy(np.float64).reshape(shape)
            counted = ~np.isnan(grid).all(axis=(0, 1))
            self._daily[side.label, name] = Values(tuple(times[counted].tolist()), grid[..., counted])

    def _groups(self, label: str) -> Any:
        """The table of periods of a scenario, a group each series."""
        if label not in self._tables:
            side = self.side(label)
            table = side.runs.periods()
            self._tables[label] = table[self.here(table, side)].groupby("series", sort=False)
        return self._tables[label]

    def _by_period(self, groups: Any, series: str) -> Values:
        import pandas as pd

        shape = (len(self.members), self.replications, -1)
        if series not in groups.indices:
            return Values((), np.empty((*shape[:2], 0)))
        rows = pd.MultiIndex.from_product([self.members, range(self.replications)])
        long = groups.get_group(series)
        wide = long.pivot(index=["member", "replication"], columns="period", values="value").reindex(rows).dropna(axis=1, how="all")
        return Values(tuple(map(str, wide.columns)), wide.to_numpy(np.float64).reshape(shape))

    def here(self, table: pd.DataFrame, side: Side) -> pd.Series:
        """The rows of a scenario that pair."""
        here = (table["scenario"] == side.scenario["name"]) & table["member"].isin(self.members)
        return here & (table["replication"] < self.replications)

    def known_series(self) -> set[str]:
        """The series that every side has, and of which is known what they mean."""
        found = set(SERIES)
        for folder in {side.folder: side for side in self.sides}.values():
            found &= _columns(folder) | {name for name in SERIES if SERIES[name].kind in ("mean", "share")}
        return found


def pair(runs: Sequence[Runs | str | Path]) -> Paired:
    """The scenarios of these results, paired. Raises RunFolderError with every reason why they do not pair."""
    sides = sides_of(runs)
    require_pairs(sides)
    made = [side.made for side in sides]
    members = min(one.members for one in made)
    numbers = tuple(range(1, members + 1)) if members else (0,)
    return Paired(sides, numbers, min(one.replications for one in made), min(one.until for one in made))


def require_pairs(origins: Sequence[Origin]) -> None:
    """Raises RunFolderError with every reason why these do not pair with the first."""
    if reasons := _reasons(origins):
        raise RunFolderError("\n".join(reasons))


def sides_of(runs: Sequence[Runs | str | Path]) -> tuple[Side, ...]:
    """All scenarios of all folders, each under its own label. Raises RunFolderError with everything that is wrong with any folder."""
    found: list[tuple[Runs, dict[str, Any], Made]] = []
    problems: list[str] = []
    for each in runs:
        try:
            opened = each if isinstance(each, Runs) else open_runs(each)
            manifest = opened.folder.require_complete()
            found.append((opened, manifest, _made(opened, manifest)))
        except RunFolderError as error:
            problems.append(str(error))
    if problems:
        raise RunFolderError("\n".join(dict.fromkeys(problems)))
    if not found:
        raise ScenarioError([Problem("compare", "runs", "none given; name at least one run folder")])
    plain = [(opened, manifest, scenario, made) for opened, manifest, made in found for scenario in manifest["scenarios"]]
    labels = _labels([(scenario["name"], opened.folder.path) for opened, _, scenario, _ in plain])
    return tuple(Side(label, *rest) for label, rest in zip(labels, plain, strict=True))


def _made(runs: Runs, manifest: dict[str, Any]) -> Made:
    """Reads what decides of pairing. Raises RunFolderError with all that is wrong with the manifest."""
    check(runs.folder.path, manifest)
    ensemble = manifest["ensemble"]
    return Made(
        manifest["seed"], float(manifest["scale"]), ensemble["sha256"] if ensemble else "", manifest["members"],
        manifest["replications"], date.fromisoformat(manifest["until"]),
    )  # fmt: skip


def _labels(scenarios: Sequence[tuple[str, Path]]) -> list[str]:
    """The name of each scenario, with what tells it apart where the name alone does not: its folder, path, or number."""
    ways = (
        [name for name, _ in scenarios],
        [f"{name}@{folder.name or folder.resolve().name}" for name, folder in scenarios],
        [f"{name}@{folder}" for name, folder in scenarios],
        [f"{name}@{folder}#{number}" for number, (name, folder) in enumerate(scenarios, 1)],
    )
    counts = [Counter(way) for way in ways]
    return [next(way[n] for way, count in zip(ways, counts, strict=True) if count[way[n]] == 1) for n in range(len(scenarios))]


def _reasons(sides: Sequence[Origin]) -> list[str]:
    """Why folders do not pair with the first one."""
    first = sides[0]
    found = [
        f"{side.folder}: {key}: is {theirs} where {first.folder} has {ours}; runs pair when it is the same ({why})"
        for side in sides[1:]
        for key, ours, theirs, why in _determining(first, side)
        if ours != theirs
    ]
    for side in sides[1:]:
        if side.made.until < first.start or first.made.until < side.start:
            found.append(f"{side.folder}: until: has no day in common with {first.folder}")
    return list(dict.fromkeys(found))


def _determining(one: Origin, other: Origin) -> list[tuple[str, Any, Any, str]]:
    """What must be the same: its name, as it is here and there, and why."""
    a, b = one.made, other.made
    kinds = ("the base values alone", "members of the ensemble")
    rows: list[tuple[str, Any, Any, str]] = [
        ("seed", a.seed, b.seed, "another seed is other luck for everybody"),
        ("scale", f"{a.scale:g}", f"{b.scale:g}", "another scale has other persons"),
        ("start", one.start, other.start, "stocks of the first day are those of that day"),
        ("members", kinds[a.members > 0], kinds[b.members > 0], "the base values are no member"),
    ]
    if a.members and b.members:
        rows.append(("ensemble", a.ensemble[:8], b.ensemble[:8], "members of another ensemble are others"))
    return rows


def _columns(side: Side) -> set[str]:
    """The daily series of a folder."""
    from pyarrow import ArrowException
    from pyarrow.parquet import read_schema

    try:
        return set(read_schema(side.folder / "series.parquet").names)
    except (OSError, ArrowException) as error:
        raise RunFolderError(f"{side.folder}: series.parquet: cannot be read: {error}") from None
