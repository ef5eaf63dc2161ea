"""Running scenarios, and what comes back: the public ``run``."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ketensim.calibration.members import read_ensemble
from ketensim.chain.world import World
from ketensim.ensemble.batches import LostWorker, Settings, run_worlds
from ketensim.results.folder import RunFolder, RunFolderError, atomically
from ketensim.results.origin import made_with
from ketensim.results.summary import summarise
from ketensim.results.variance import variance_by_year
from ketensim.scenario import COMBINED_RULE, Problem, Scenario, ScenarioError, is_name, load_scenario

if TYPE_CHECKING:
    import pandas as pd

    from ketensim.calibration.members import Ensemble

MOST_REPLICATIONS = 100_000
MEMBERS, REPLICATIONS = 30, 2  # when nothing is asked: enough for an 80% interval, a minute and a half on two cores
MOST_JOBS = 1024
# what must be the same for two runs to be the same run, and for the one to be gone on with as the other
DETERMINES = ("seed", "replications", "members", "ensemble", "until", "scale")
Watch = Callable[["Progress"], None]
OfMember = Callable[[Scenario, int], Scenario]  # a scenario as a member has it


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
    scenarios: Scenario | str | Sequence[Scenario | str],
    *,
    members: int = MEMBERS,
    replications: int = REPLICATIONS,
    seed: int = 1,
    jobs: int = -1,
    until: date | str | None = None,
    scale: float = 1.0,
    out: str | Path | None = None,
    resume: bool = False,
    watch: Watch | None = None,
) -> Runs:
    """Project scenarios (or names of some, as of :func:`load_scenario`) for ``members`` of the fitted ensemble, ``replications`` times each, and leave a run folder.

    A member is one way the world may be: values of the uncertain parameters, and an inflow to come. A replication is the
    luck of the persons in it. ``members`` 0 takes the base values and the given inflow alone: what is left is chance.

    ``jobs`` cores (-1: all). ``until`` ends the run earlier than the scenario does. ``scale`` 0.1 simulates one person for
    ten: faster and noisier. ``out`` is the folder (one under ``runs/``, named after what is run, when not given). The same
    run again takes the place of the first; a folder that holds another run is left alone. ``resume`` completes a run that
    was broken off, to the same data. ``watch`` is told the progress.

    The same scenarios, replications, seed and version give the same numbers on any number of cores. Raises ScenarioError
    for bad arguments and RunFolderError when the folder cannot be used.
    """
    several = [scenarios] if isinstance(scenarios, (Scenario, str)) else scenarios
    loaded = [load_scenario(each) if isinstance(each, str) else each for each in several]
    ensemble = read_ensemble() if members != 0 else None
    last = _check(loaded, members, replications, seed, jobs, until, scale, 0 if ensemble is None else len(ensemble))
    plan = _plan(loaded, ensemble, members, replications, seed, last, scale)
    folder = RunFolder(Path(out) if out is not None else default_folder(plan))
    with _writing(folder):
        if not _is_done(folder, plan, resume):
            _prepare(folder, plan)
            of_member = ensemble.scenario if ensemble is not None else lambda scenario, _: scenario
            _complete(folder, plan, loaded, of_member, Settings(seed, last, scale), jobs, watch)
    return Runs(folder)


def open_runs(path: str | Path) -> Runs:
    """The results in a run folder. Raises RunFolderError when it is none or not complete."""
    folder = RunFolder(Path(path))
    folder.require_complete()
    return Runs(folder)


def default_folder(plan: dict[str, Any]) -> Path:
    """``runs/<scenarios>-<short hash>-s<seed>-m<members>-n<replications>``, with end and scale where they are not the usual."""
    each = [scenario["name"] for scenario in plan["scenarios"]]
    names = ("," if any("+" in name for name in each) else "+").join(each)[:60]  # a+b can be two scenarios, or two in one
    digest = hashlib.sha256("".join(scenario["hash"] for scenario in plan["scenarios"]).encode()).hexdigest()
    shorter = f"-until{plan['until']}" if any(plan["until"] < scenario["until"] for scenario in plan["scenarios"]) else ""
    scaled = f"-x{plan['scale']:g}" if plan["scale"] != 1 else ""
    return Path("runs") / f"{names}-{digest[:8]}-s{plan['seed']}-m{plan['members']}-n{plan['replications']}{shorter}{scaled}"


def _check(
    scenarios: Sequence[Scenario], members: int, replications: int, seed: int, jobs: int, until: date | str | None, scale: float, most: int
) -> date:
    """Complains of all that is wrong with the arguments at once; returns the last day."""
    found: list[Problem] = []

    def complain(key: str, message: str) -> None:
        found.append(Problem("run", key, message))

    names = [scenario.name for scenario in scenarios]
    if not scenarios:
        complain("scenarios", "none given; name at least one")
    for name in sorted({name for name in names if names.count(name) > 1}):
        complain("scenarios", f"{name!r} is there twice; scenarios of one run need different names")
    for name in dict.fromkeys(name for name in names if not is_name(name)):
        complain("scenarios", f"{name[:90]!r} cannot be the name of a scenario; allowed are {COMBINED_RULE}")
    if len({scenario.start for scenario in scenarios}) > 1:
        complain("scenarios", "start on different days; scenarios of one run start together")
    if not 0 <= members <= most:
        complain("members", f"is {members}; allowed is 0 to {most}, the size of the fitted ensemble")
    if not 1 <= replications <= MOST_REPLICATIONS:
        complain("replications", f"is {replications}; allowed is 1 to {MOST_REPLICATIONS}")
    if not 0.001 <= scale <= 1.0:
        complain("scale", f"is {scale:g}; allowed is 0.001 to 1")
    if not 0 <= seed < 2**63:
        complain("seed", f"is {seed}; allowed is 0 to 2^63 - 1")
    if jobs != -1 and not 1 <= jobs <= MOST_JOBS:
        complain("jobs", f"is {jobs}; allowed is 1 to {MOST_JOBS}, or -1 for all cores")
    last = min((scenario.until for scenario in scenarios), default=date.max)
    if until is not None:
        day = _day(until)
        first = max((scenario.start for scenario in scenarios), default=date.min)
        if day is None:
            complain("until", f"{str(until)[:60]!r} is no date; allowed is a date like 2027-12-31")
        elif not first < day <= last:
            complain("until", f"is {day}; allowed is after {first} and not after {last}")
        last = day or last
    if found:
        raise ScenarioError(found)
    return last


def _day(day: date | str) -> date | None:
    """A day, or None when it is none."""
    if isinstance(day, datetime):
        return None
    try:
        return date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        return None


def _plan(
    scenarios: Sequence[Scenario], ensemble: Ensemble | None, members: int, replications: int, seed: int, until: date, scale: float
) -> dict[str, Any]:
    """What determines the results, and what makes them."""
    words = ("title_nl", "description", "description_nl")
    return {
        "scenarios": [
            {"hash": s.hash, "files": list(s.files), **{word: getattr(s, word) for word in words}, **s.resolved(), "sources": _sources(s)}
            for s in scenarios
        ],
        "seed": seed,
        "replications": replications,
        "members": members,
        "ensemble": None if ensemble is None else ensemble.facts(),
        "until": until.isoformat(),
        "scale": scale,
        **made_with(),
        "begun": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _sources(scenario: Scenario) -> dict[str, str]:
    """Where each value comes from: a file of a user may be gone when its run is read."""
    return {parameter.key: parameter.source for parameter in scenario.parameters()}


def _differences(before: dict[str, Any], plan: dict[str, Any]) -> list[str]:
    """What of a run in a folder is not as it is now asked for."""
    identity = [[(s.get("name"), s.get("hash")) for s in manifest.get("scenarios", [])] for manifest in (before, plan)]
    found = [] if identity[0] == identity[1] else ["scenarios"]
    return found + [key for key in DETERMINES if before.get(key) != plan[key]]


def _is_done(folder: RunFolder, plan: dict[str, Any], resume: bool) -> bool:
    """Whether nothing is left to do. Raises RunFolderError when the folder holds anything that would be lost or mixed up."""
    path = folder.path
    if not folder.is_used():
        return False
    before = folder.manifest()
    others = _differences(before, plan)
    complete = before["status"] == "complete"
    if not resume:
        if others and (complete or folder.has_parts()):
            raise RunFolderError(f"{path}: holds a run with other {', '.join(others)}; name another folder with --out")
        if not complete and folder.has_parts():
            raise RunFolderError(f"{path}: holds a run that was broken off; complete it with --resume, or name another folder with --out")
        folder.clear()
        return False
    if others:
        raise RunFolderError(f"{path}: was made with other {', '.join(others)}; a run can only be resumed as it was begun")
    if complete:
        return True
    if made := [key for key in ("versions", "code") if before.get(key) != plan[key]]:
        raise RunFolderError(f"{path}: was begun with other {' and '.join(made)} of ketensim; start a new run with --out")
    return False


def _prepare(folder: RunFolder, plan: dict[str, Any]) -> None:
    """The manifest comes first: a folder is known for a run folder from its first moment."""
    folder.write_manifest({"status": "running", **plan})
    folder.parts.mkdir(exist_ok=True)


def _complete(
    folder: RunFolder,
    plan: dict[str, Any],
    scenarios: Sequence[Scenario],
    of_member: OfMember,
    settings: Settings,
    jobs: int,
    watch: Watch | None,
) -> None:
    """Run what is missing, make the tables, and last of all write the manifest that says the run is whole."""
    begin = time.monotonic()
    pairs = [(member, n) for member in _members(plan["members"]) for n in range(plan["replications"])]
    runs = [(s.name, *pair) for s in scenarios for pair in pairs]
    failed = _run(folder, _missing(folder, plan, scenarios, of_member), settings, jobs, len(runs), watch)
    if failed:
        folder.write_manifest({"status": "failed", **plan, "failed": failed})
        raise RunFolderError(f"{folder.path}: {len(failed)} of the runs failed; the first: {failed[0]}")
    cost = folder.gather(runs)
    table = summarise(folder.read("periods"))
    atomically(folder.path / "summary.csv", lambda file: table.to_csv(file, index=False, float_format="%.10g", lineterminator="\n"))
    facts = {"moves": int(cost["moves"]), "cpu_seconds": round(cost["cpu_seconds"], 2), "wall_seconds": round(time.monotonic() - begin, 2)}
    variance = {s.name: variance_by_year(folder.read("periods"), s.name, "coa.occupancy") for s in scenarios} if plan["members"] else {}
    folder.write_manifest({"status": "complete", **plan, "failed": [], "variance": variance, **facts})
    folder.clear_parts()


def _members(number: int) -> Sequence[int]:
    """The members of a run: the first so many of the ensemble, or the base values alone."""
    return range(1, number + 1) if number else (0,)


def _missing(folder: RunFolder, plan: dict[str, Any], scenarios: Sequence[Scenario], of_member: OfMember) -> list[World]:
    """The worlds that are not on disk yet, by member: their rules have most in common."""
    worlds = []
    for member in _members(plan["members"]):
        for scenario in scenarios:
            numbers = [n for n in range(plan["replications"]) if not folder.has(scenario.name, member, n)]
            own = of_member(scenario, member)
            worlds += [World(own, member, n) for n in numbers]
    return worlds


def _run(folder: RunFolder, worlds: Sequence[World], settings: Settings, jobs: int, total: int, watch: Watch | None) -> list[str]:
    """Run worlds; returns what went wrong."""
    failed = []
    done = total - len(worlds)
    with TemporaryDirectory(prefix="ketensim-", ignore_cleanup_errors=True) as name:
        place = Path(name)

        def tell() -> None:
            if watch and worlds:
                watch(Progress(done, total, place, worlds[0].scenario.start, settings.until))

        tell()
        for world, error in run_worlds(worlds, replace(settings, progress_folder=place if watch else None), folder.keep, jobs):
            done += 1
            if error:
                failed.append(f"{world}: {error}")
            tell()
    return failed


@contextmanager
def _writing(folder: RunFolder) -> Iterator[None]:
    """What a full disk, a folder that may not be written, or a worker that was killed comes down to for the user."""
    try:
        yield
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else error
        raise RunFolderError(f"{folder.path}: cannot be written: {why}; what is finished is kept, go on with --resume") from error
    except LostWorker:
        lost = "a worker process was killed, perhaps for want of memory; what is finished is kept, go on with --resume and fewer --jobs"
        raise RunFolderError(f"{folder.path}: {lost}") from None
