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
    from ketensim.ensemble.batches import Batch

FORMAT = "ketensim run folder 1"
KEYS = ("scenario", "member", "replication")


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
            raise RunFolderError(f"{self.path}: manifest.json: missing; this is not a run folder") from None
        except (OSError, ValueError) as error:
            raise RunFolderError(f"{self.path}: manifest.json: cannot be read: {error}") from None
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise RunFolderError(f"{self.path}: manifest.json: is not of a ketensim run")
        return manifest

    def write_manifest(self, manifest: dict[str, Any]) -> None:
        """Write the manifest."""
        text = json.dumps({"format": FORMAT, **manifest}, indent=1, ensure_ascii=False) + "\n"
        atomically(self.path / "manifest.json", lambda file: file.write_text(text, encoding="utf-8"))

    # -- parts ------------------------------------------------------------------------------------------------------
    def part(self, scenario: str, member: int, replication: int, table: str) -> Path:
        """The file of one replication's table while the run is under way."""
        return self.parts / f"{scenario}.m{member:04}.r{replication:06}.{table}.parquet"

    def has(self, scenario: str, member: int, replication: int) -> bool:
        """Whether a replication is safe on disk."""
        return self.part(scenario, member, replication, "done").exists()

    def keep(self, batch: Batch, outcomes: Sequence[Outcome]) -> None:
        """Write the results of a batch; called where they are made."""
        for replication, outcome in zip(batch.replications, outcomes, strict=True):
            name = (batch.scenario.name, batch.member, replication)
            for table, frame in (("series", daily_table(name, outcome)), ("periods", period_table(name, outcome))):
                write_table(frame, self.part(*name, table))
            facts = json.dumps({"moves": outcome.moves, "cpu_seconds": outcome.cpu_seconds})
            atomically(self.part(*name, "done"), lambda file, text=facts: file.write_text(text, encoding="ascii"))  # type: ignore[misc]

    def gather(self, runs: Sequence[tuple[str, int, int]]) -> dict[str, float]:
        """Make the whole tables from the parts of these runs, in this order; returns the sums of what it cost."""
        import pyarrow.parquet as pq

        for table in ("series", "periods"):
            files = [self.part(*run, table) for run in runs]

            def join(target: Path, files: list[Path] = files) -> None:
                with pq.ParquetWriter(target, pq.read_schema(files[0]), compression="zstd") as writer:
                    for file in files:
                        writer.write_table(pq.read_table(file))

            atomically(self.path / f"{table}.parquet", join)
        facts = [json.loads(self.part(*run, "done").read_text(encoding="ascii")) for run in runs]
        return {name: sum(fact[name] for fact in facts) for name in ("moves", "cpu_seconds")}

    def clear_parts(self) -> None:
        """Forget the parts: the tables are whole."""
        shutil.rmtree(self.parts, ignore_errors=True)

    # -- tables -----------------------------------------------------------------------------------------------------
    def series(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The daily table, or some of its series: one row a (scenario, member, replication, date)."""
        return self._table("series", [*KEYS, "date", *columns] if columns is not None else None)

    def periods(self) -> pd.DataFrame:
        """The long table: scenario, member, replication, series, period, value."""
        return self._table("periods", None)

    def _table(self, name: str, columns: list[str] | None) -> pd.DataFrame:
        import pandas as pd

        if self.manifest()["status"] != "complete":
            raise RunFolderError(f"{self.path}: the run is not complete; finish it with `ketensim run ... --out {self.path} --resume`")
        return pd.read_parquet(self.path / f"{name}.parquet", columns=columns)


def daily_table(name: tuple[str, int, int], outcome: Outcome) -> pd.DataFrame:
    """Daily stocks and flows of one replication, as 32-bit floats (exact for whole persons up to 16 million)."""
    import pandas as pd

    dates = [outcome.start + timedelta(days=d) for d in range(outcome.days)]
    keys = {"scenario": name[0], "member": np.int32(name[1]), "replication": np.int32(name[2]), "date": pd.to_datetime(dates).astype("datetime64[s]")}
    return pd.DataFrame(keys | {series: outcome.daily[series].astype(np.float32) for series in sorted(outcome.daily)})


def period_table(name: tuple[str, int, int], outcome: Outcome) -> pd.DataFrame:
    """Values by published period of one replication."""
    import pandas as pd

    table = pd.DataFrame(sorted(by_period(outcome)), columns=["series", "period", "value"])
    for position, (key, value) in enumerate(zip(KEYS, (name[0], np.int32(name[1]), np.int32(name[2])), strict=True)):
        table.insert(position, key, value)
    return table


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as parquet."""
    atomically(path, lambda file: table.to_parquet(file, index=False, compression="zstd"))


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
