"""Running scenarios, and what comes back: the public ``run``."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ketensim.ensemble.batches import TOGETHER, Batch, Settings, make_batches, run_batches
from ketensim.results.folder import RunFolder, RunFolderError
from ketensim.results.summary import summarise
from ketensim.scenario import Problem, Scenario, ScenarioError

if TYPE_CHECKING:
    import pandas as pd

MOST_REPLICATIONS = 100_000
PACKAGES = ("ketensim", "numpy", "numba", "simpy", "pandas", "pyarrow")
Watch = Callable[["Progress"], None]


@dataclass(frozen=True)
class Progress:
    """How far a run is: finished replications, and where unfinished batches tell their simulated date."""

    done: int
    total: int
    folder: Path
    first: date
    last: date


@dataclass(frozen=True)
class Runs:
    """The results of a run, in its folder."""

    folder: RunFolder

    @property
    def manifest(self) -> dict[str, Any]:
        """What was run, with what, and what it cost."""
        return self.folder.manifest()

    def series(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Daily values: one row a (scenario, member, replication, date), one column a series."""
        return self.folder.series(columns)

    def periods(self) -> pd.DataFrame:
        """Values on the published definitions: scenario, member, replication, series, period, value."""
        return self.folder.periods()

    def summary(self) -> pd.DataFrame:
        """Median and intervals a scenario, series and year, beside the published figure."""
        return summarise(self.periods())


def run(
    scenarios: Scenario | Sequence[Scenario],
    *,
    replications: int = 20,
    seed: int = 1,
    jobs: int = -1,
    until: date | str | None = None,
    scale: float = 1.0,
    out: str | Path | None = None,
    resume: bool = False,
    watch: Watch | None = None,
) -> Runs:
    """Project scenarios ``replications`` times each and leave a run folder.

    ``jobs`` cores (-1: all). ``until`` ends the run earlier than the scenario does. ``scale`` 0.1 simulates one person for
    ten: faster and noisier. ``out`` is the folder (a temporary name under ``runs/`` when not given). ``resume`` completes a
    run that was broken off, to the same data. ``watch`` is told the progress.

    The same scenarios, replications, seed and version give the same numbers on any number of cores. Raises ScenarioError
    for bad arguments and RunFolderError when the folder cannot be used.
    """
    scenarios = [scenarios] if isinstance(scenarios, Scenario) else list(scenarios)
    last = _check(scenarios, replications, seed, until, scale)
    folder = RunFolder(Path(out) if out is not None else default_folder(scenarios, seed))
    plan = _plan(scenarios, replications, seed, last, scale)
    _prepare(folder, plan, resume)
    begin = time.monotonic()
    runs = [(s.name, 0, n) for s in scenarios for n in range(replications)]
    missing = [n for n in range(replications) if any(not folder.has(s.name, 0, n) for s in scenarios)]
    batches = make_batches(scenarios, missing, min(TOGETHER, max(1, -(-len(missing) * len(scenarios) // _cores(jobs)))))
    failed = _run(folder, batches, Settings(seed, last, scale), jobs, len(runs), watch)
    if failed:
        folder.write_manifest({"status": "failed", **plan, "failed": failed})
        raise RunFolderError(f"{folder.path}: {len(failed)} of the runs failed; the first: {failed[0]}")
    cost = folder.gather(runs)
    facts = {"moves": int(cost["moves"]), "cpu_seconds": round(cost["cpu_seconds"], 2), "wall_seconds": round(time.monotonic() - begin, 2)}
    _write_summary(folder, plan | facts)
    folder.clear_parts()
    return Runs(folder)


def open_runs(path: str | Path) -> Runs:
    """The results in a run folder. Raises RunFolderError when it is none or not complete."""
    folder = RunFolder(Path(path))
    if folder.manifest()["status"] != "complete":
        raise RunFolderError(f"{path}: the run is not complete; run it again with --resume")
    return Runs(folder)


def default_folder(scenarios: Sequence[Scenario], seed: int) -> Path:
    """``runs/<scenario>-<short hash>-s<seed>``."""
    names = "+".join(scenario.name for scenario in scenarios)[:60]
    digest = scenarios[0].hash if len(scenarios) == 1 else _joint_hash(scenarios)
    return Path("runs") / f"{names}-{digest[:8]}-s{seed}"


def _joint_hash(scenarios: Sequence[Scenario]) -> str:
    import hashlib

    return hashlib.sha256("".join(scenario.hash for scenario in scenarios).encode()).hexdigest()


def _cores(jobs: int) -> int:
    return jobs if jobs > 0 else os.cpu_count() or 1


def _check(scenarios: Sequence[Scenario], replications: int, seed: int, until: date | str | None, scale: float) -> date:
    """All that is wrong with the arguments at once; returns the last day."""
    found = []

    def complain(key: str, message: str) -> None:
        found.append(Problem("run", key, message))

    if not scenarios:
        complain("scenarios", "none given; name at least one")
    names = [scenario.name for scenario in scenarios]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        complain("scenarios", f"{twice[0]!r} is there twice; scenarios of one run need different names")
    if len({scenario.start for scenario in scenarios}) > 1:
        complain("scenarios", "start on different days; scenarios of one run start together")
    if not 1 <= replications <= MOST_REPLICATIONS:
        complain("replications", f"is {replications}; allowed is 1 to {MOST_REPLICATIONS}")
    if not 0.001 <= scale <= 1.0:
        complain("scale", f"is {scale:g}; allowed is 0.001 to 1")
    if not 0 <= seed < 2**63:
        complain("seed", f"is {seed}; allowed is 0 to 2^63 - 1")
    last = min((scenario.until for scenario in scenarios), default=date.max)
    if until is not None:
        try:
            day = date.fromisoformat(until) if isinstance(until, str) else until
        except ValueError:
            complain("until", f"{until!r} is no date; allowed is a date like 2027-12-31")
        else:
            first = max((scenario.start for scenario in scenarios), default=day)
            if not first < day <= last:
                complain("until", f"is {day}; allowed is after {first} and not after {last}")
            last = day
    if found:
        raise ScenarioError(found)
    return last


def _plan(scenarios: Sequence[Scenario], replications: int, seed: int, until: date, scale: float) -> dict[str, Any]:
    """What determines the results, and what made them."""
    return {
        "scenarios": [{"hash": s.hash, "files": list(s.files), "title_nl": s.title_nl, "description": s.description, "description_nl": s.description_nl, **s.resolved()} for s in scenarios],
        "seed": seed,
        "replications": replications,
        "members": 1,
        "until": until.isoformat(),
        "scale": scale,
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        "git": _git(),
    }  # fmt: skip


def _prepare(folder: RunFolder, plan: dict[str, Any], resume: bool) -> None:
    """Make the folder, or make sure that what is in it can be gone on with."""
    path = folder.path
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        if not (path / "manifest.json").exists():
            raise RunFolderError(f"{path}: exists and is not a run folder; name another with --out")
        before = folder.manifest()
        if resume:
            for key in ("scenarios", "seed", "replications", "until", "scale"):
                if before.get(key) != plan[key]:
                    raise RunFolderError(f"{path}: was made with other {key}; a run can only be resumed as it was begun")
            if before.get("versions", {}).get("ketensim") != plan["versions"]["ketensim"]:
                raise RunFolderError(f"{path}: was made by another version of ketensim; start a new run")
        else:
            folder.clear_parts()
            for name in ("series.parquet", "periods.parquet", "summary.csv"):
                (path / name).unlink(missing_ok=True)
    try:
        folder.parts.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunFolderError(f"{path}: cannot be written: {error.strerror}") from None
    folder.write_manifest({"status": "running", **plan})


def _run(folder: RunFolder, batches: Sequence[Batch], settings: Settings, jobs: int, total: int, watch: Watch | None) -> list[str]:
    """Run what is missing; returns what went wrong."""
    failed = []
    done = total - sum(len(batch.replications) for batch in batches)
    with _progress_folder() as place:
        settings = Settings(settings.seed, settings.until, settings.scale, place if watch else None)

        def tell() -> None:
            if watch and batches:
                watch(Progress(done, total, place, batches[0].scenario.start, settings.until))

        tell()
        for batch, error in run_batches(batches, settings, folder.keep, jobs):
            done += len(batch.replications)
            if error:
                failed.append(f"{batch.scenario.name}, replications {batch.replications}: {error}")
            tell()
    return failed


@contextmanager
def _progress_folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="ketensim-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def _write_summary(folder: RunFolder, manifest: dict[str, Any]) -> None:
    """The summary, and last of all the manifest that says the run is whole."""
    from ketensim.results.folder import atomically

    complete = {"status": "complete", **manifest, "finished": datetime.now(UTC).isoformat(timespec="seconds")}
    periods = folder.path / "periods.parquet"
    import pandas as pd

    table = summarise(pd.read_parquet(periods))
    atomically(folder.path / "summary.csv", lambda file: table.to_csv(file, index=False, float_format="%.6g", lineterminator="\n"))
    folder.write_manifest(complete)


def _git() -> dict[str, Any] | None:
    """The commit of the checkout the code is in, and whether it was changed; None when it is installed without one."""
    here = Path(__file__).resolve().parents[3]
    if not (here / ".git").exists():
        return None
    try:
        commit, status = (
            subprocess.run(["git", "-C", str(here), *words], capture_output=True, text=True, timeout=10, check=True).stdout.strip()
            for words in (("rev-parse", "HEAD"), ("status", "--porcelain", "--untracked-files=no"))
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return {"commit": commit, "changed": bool(status)}
