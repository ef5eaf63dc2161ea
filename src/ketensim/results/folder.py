"""The run folder: parts while a run is under way, tables when it is whole; the manifest says which.

Every file is written beside its place and then moved there, so a kill or a full disk leaves no half file that looks
whole. A finished batch is safe in ``parts/``: a resumed run starts from there.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ketensim.results.periods import by_period

if TYPE_CHECKING:
    import pandas as pd

    from ketensim.chain.outcome import Outcome
    from ketensim.chain.world import World

FORMAT = "ketensim run folder 1"
KEYS = ("scenario", "member", "replication")
TABLES = ("series.parquet", "periods.parquet", "transitions.parquet")
DONE = "done.json"  # the last file of a replication: when it is there, all are


class RunFolderError(ValueError):
    """A folder cannot be used as a run folder."""


@dataclass(frozen=True)
class RunFolder:
    """A place for the results of a run."""

    path: Path

    @property
    def parts(self) -> Path:
        return self.path / "parts"

    # -- manifest ---------------------------------------------------------------------------------------------------
    def manifest(self) -> dict[str, Any]:
        """What the manifest says. Raises RunFolderError when this is no run folder."""
        file = self.path / "manifest.json"
        try:
            manifest = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            if not self.path.exists():
                raise RunFolderError(f"{self.path}: no such run folder") from None
            raise RunFolderError(f"{self.path}: exists and is not a run folder: it has no manifest.json; name another folder") from None
        except (OSError, ValueError, RecursionError) as error:
            raise RunFolderError(f"{self.path}: manifest.json: cannot be read: {error}") from None
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise RunFolderError(f"{self.path}: manifest.json: is not of a ketensim run")
        if not {"status", "scenarios", "replications", "versions"} <= set(manifest):
            raise RunFolderError(f"{self.path}: manifest.json: is not whole")
        return manifest

    def require_complete(self) -> dict[str, Any]:
        """The manifest of a run that is whole. Raises RunFolderError when it is not."""
        manifest = self.manifest()
        if manifest["status"] != "complete":
            raise RunFolderError(f"{self.path}: the run is not complete; finish it with `ketensim run ... --out {self.path} --resume`")
        return manifest

    def write_manifest(self, manifest: dict[str, Any]) -> None:
        """Write the manifest."""
        write_text(json.dumps({"format": FORMAT, **manifest}, indent=1, ensure_ascii=False) + "\n", self.path / "manifest.json")

    def is_used(self) -> bool:
        """Whether there is anything here but what a killed process left of its first file. Raises RunFolderError for a file."""
        if self.path.exists() and not self.path.is_dir():
            raise RunFolderError(f"{self.path}: is not a folder; name another")
        return self.path.is_dir() and any(not _is_half(file) for file in self.path.iterdir())

    def clear(self) -> None:
        """Make place for the same run again."""
        self.clear_parts()
        shutil.rmtree(self.path / "charts", ignore_errors=True)
        for name in (*TABLES, "summary.csv"):
            (self.path / name).unlink(missing_ok=True)

    # -- parts ------------------------------------------------------------------------------------------------------
    def part(self, scenario: str, member: int, replication: int, name: str) -> Path:
        """A file of one replication while the run is under way."""
        return self.parts / f"{scenario}.m{member:04}.r{replication:06}.{name}"

    def has(self, scenario: str, member: int, replication: int) -> bool:
        """Whether a replication is safe on disk."""
        return self.part(scenario, member, replication, DONE).exists()

    def has_parts(self) -> bool:
        """Whether any replication is safe on disk while the run is not whole."""
        return any(self.parts.glob(f"*.{DONE}"))

    def keep(self, world: World, outcome: Outcome) -> None:
        """Write the results of a world; called where they are made. What says that they are there comes last."""
        run = (world.scenario.name, world.member, world.replication)
        write_table(daily_table(run, outcome), self.part(*run, "series.parquet"))
        write_table(period_table(run, outcome), self.part(*run, "periods.parquet"))
        write_table(transition_table(run, outcome), self.part(*run, "transitions.parquet"))
        write_text(json.dumps({"moves": outcome.moves, "cpu_seconds": outcome.cpu_seconds}), self.part(*run, DONE))

    def gather(self, runs: Sequence[tuple[str, int, int]]) -> dict[str, float]:
        """Make the whole tables from the parts of these runs, in this order; returns the sums of what it cost."""
        for name in TABLES:
            join_tables([self.part(*run, name) for run in runs], self.path / name)
        facts = [json.loads(self.part(*run, DONE).read_text(encoding="utf-8")) for run in runs]
        return {name: sum(fact[name] for fact in facts) for name in ("moves", "cpu_seconds")}

    def clear_parts(self) -> None:
        """Forget the parts, the tables are whole, and what killed processes left half."""
        shutil.rmtree(self.parts, ignore_errors=True)
        for file in self.path.iterdir():
            if _is_half(file):
                file.unlink(missing_ok=True)

    # -- tables -----------------------------------------------------------------------------------------------------
    def series(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The daily table, or some of its series: one row a (scenario, member, replication, date)."""
        self.require_complete()
        return self.read("series", [*KEYS, "date", *columns] if columns is not None else None)

    def present(self, series: Sequence[str]) -> list[str]:
        """Those of some series that the daily table has: a run of an older version may lack some."""
        from pyarrow import ArrowException
        from pyarrow.parquet import read_schema

        try:
            known = set(read_schema(self.path / "series.parquet").names)
        except (OSError, ArrowException) as error:
            raise RunFolderError(f"{self.path}: series.parquet: cannot be read: {error}") from None
        return [name for name in series if name in known]

    def periods(self) -> pd.DataFrame:
        """The long table: scenario, member, replication, series, period, value."""
        self.require_complete()
        return self.read("periods")

    def transitions(self) -> pd.DataFrame:
        """Who went from which state to which, and who was in each, as of :func:`transition_table`.

        Raises RunFolderError for a run of a version that did not write it.
        """
        self.require_complete()
        if not (self.path / "transitions.parquet").exists():
            raise RunFolderError(f"{self.path}: has no transitions.parquet: it is of an older version of ketensim; run it again")
        return self.read("transitions")

    def read(self, name: str, columns: list[str] | None = None) -> pd.DataFrame:
        """A whole table, as it is on disk. Raises RunFolderError when it cannot be read."""
        import pandas as pd
        from pyarrow import ArrowException

        try:
            return pd.read_parquet(self.path / f"{name}.parquet", columns=columns)
        except (OSError, ArrowException) as error:
            raise RunFolderError(f"{self.path}: {name}.parquet: cannot be read: {error}") from None


def daily_table(name: tuple[str, int, int], outcome: Outcome) -> pd.DataFrame:
    """Daily stocks and flows of one replication, as 32-bit floats (exact for whole persons up to 16 million)."""
    import pandas as pd

    dates = [outcome.start + timedelta(days=d) for d in range(outcome.days)]
    keys = {
        "scenario": name[0],
        "member": np.int32(name[1]),
        "replication": np.int32(name[2]),
        "date": pd.to_datetime(dates).astype("datetime64[s]"),
    }
    return pd.DataFrame(keys | {series: outcome.daily[series].astype(np.float32) for series in sorted(outcome.daily)})


def period_table(name: tuple[str, int, int], outcome: Outcome) -> pd.DataFrame:
    """Values by published period of one replication."""
    import pandas as pd

    rows = sorted(by_period(outcome))
    columns = {"series": [row[0] for row in rows], "period": [row[1] for row in rows], "value": [row[2] for row in rows]}
    keys = {"scenario": name[0], "member": np.int32(name[1]), "replication": np.int32(name[2])}
    table = pd.DataFrame(columns).assign(**keys)[[*KEYS, "series", "period", "value"]]
    return table.astype({"scenario": "str", "series": "str", "period": "str", "value": "float64"})  # also when there is no row


def transition_table(name: tuple[str, int, int], outcome: Outcome) -> pd.DataFrame:
    """Moves and stocks of one replication by track: one row a (period, state, to) with any ``persons``.

    A move from ``state`` to another stands under its year; where ``to`` is empty, ``persons`` are those who were in ``state``
    at the end of the day that is the period. Only whole years of the run are there.
    """
    import pandas as pd

    rows: list[tuple[str, str, str, str, float]] = []
    for track, ways in outcome.transitions.items():
        names, number = ways.states, len(ways.states)
        for n, year in enumerate(ways.years):
            rows += [(track, str(year), names[a], names[b], ways.flows[n, a, b]) for a, b in np.argwhere(ways.flows[n])]
            if n == 0:
                rows += [(track, f"{year - 1}-12-31", names[a], "", ways.before[0, a]) for a in range(number) if ways.before[0, a]]
            rows += [(track, f"{year}-12-31", names[a], "", ways.stocks[n, a]) for a in range(number) if ways.stocks[n, a]]
    keys = {"scenario": name[0], "member": np.int32(name[1]), "replication": np.int32(name[2])}
    columns = ["track", "period", "state", "to", "persons"]
    table = pd.DataFrame(rows, columns=columns).assign(**keys)[[*KEYS, *columns]]
    return table.astype({"scenario": "str", **dict.fromkeys(columns[:4], "str"), "persons": "float64"})  # also when there is no row


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as parquet."""
    atomically(path, lambda file: table.to_parquet(file, index=False, compression="zstd"))


def write_text(text: str, path: Path) -> None:
    """Write a text, whole or not at all."""
    atomically(path, lambda file: file.write_text(text, encoding="utf-8", newline="\n"))


def join_tables(files: Sequence[Path], path: Path) -> None:
    """Write tables of the same columns under each other, one at a time in memory."""
    import pyarrow.parquet as pq

    def join(target: Path) -> None:
        with pq.ParquetWriter(target, pq.read_schema(files[0]), compression="zstd") as writer:
            for file in files:
                writer.write_table(pq.read_table(file))

    atomically(path, join)


def atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` make a file beside ``path`` and move it there when it is whole and on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        write(half)
        with half.open("rb") as stream:
            os.fsync(stream.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _is_half(file: Path) -> bool:
    """Whether a file was being written when its process was killed."""
    return file.name.startswith(".") and file.name.endswith(".half")
