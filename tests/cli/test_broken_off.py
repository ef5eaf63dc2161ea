"""A run that is killed, stopped, or out of disk loses only what was under way, and can be completed to the same data."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ketensim import load_scenario
from ketensim.ensemble import batches
from ketensim.results import folder as folder_module
from ketensim.results.folder import RunFolderError
from ketensim.results.runs import open_runs, run

SMALL = {"members": 0, "scale": 0.01, "until": "2024-02-29", "jobs": 1}
COMMAND = [
    sys.executable,
    "-m",
    "ketensim.cli",
    "run",
    "basis",
    "--members",
    "0",
    "--scale",
    "0.01",
    "--until",
    "2024-02-29",
    "--jobs",
    "1",
    "--no-charts",
]
MANY = 96  # enough to be killed in the middle of
FEW = 6


@pytest.fixture(scope="module")
def base():
    return load_scenario("basis")


@pytest.fixture(scope="module")
def undisturbed(base, tmp_path_factory):
    """The data of runs nothing happened to, by their number of replications."""

    def data_of(replications):
        path = tmp_path_factory.mktemp("undisturbed") / "run"
        run(base, replications=replications, out=path, **SMALL)
        return data(path)

    return {replications: data_of(replications) for replications in (FEW, MANY)}


def data(path: Path) -> dict[str, bytes]:
    return {name: (path / name).read_bytes() for name in ("series.parquet", "periods.parquet", "transitions.parquet", "summary.csv")}


def heed_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def begin_and_send(path: Path, number: int) -> subprocess.CompletedProcess[str]:
    """Begin a run and send it a signal as soon as something is finished."""
    command = [*COMMAND, "-n", str(MANY), "--out", str(path)]
    # a test run in the background ignores Ctrl-C, and would hand that on
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heed_ctrl_c)
    until = time.monotonic() + 100
    while not list(path.glob("parts/*.done.json")):
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.005)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def status(path: Path) -> str:
    return str(json.loads((path / "manifest.json").read_text(encoding="utf-8"))["status"])


def test_killed_and_resumed(base, undisturbed, tmp_path):
    path = tmp_path / "run"
    assert begin_and_send(path, signal.SIGKILL).returncode == -signal.SIGKILL
    finished = {file: file.stat().st_mtime_ns for file in path.glob("parts/*.done.json")}
    assert status(path) == "running" and 0 < len(finished) < MANY
    assert not (path / "series.parquet").exists() and not (path / "summary.csv").exists()
    with pytest.raises(RunFolderError, match="the run is not complete; finish it with"):
        open_runs(path)
    with pytest.raises(RunFolderError, match="holds a run that was broken off; complete it with --resume"):
        run(base, replications=MANY, out=path, **SMALL)
    with pytest.raises(RunFolderError, match="was made with other seed; a run can only be resumed as it was begun"):
        run(base, replications=MANY, seed=2, out=path, resume=True, **SMALL)
    assert {file: file.stat().st_mtime_ns for file in path.glob("parts/*.done.json")} == finished
    run(base, replications=MANY, out=path, resume=True, **SMALL)
    assert data(path) == undisturbed[MANY]
    assert sorted(file.name for file in path.iterdir()) == [
        "manifest.json",
        "periods.parquet",
        "series.parquet",
        "summary.csv",
        "transitions.parquet",
    ]


def test_stopped_with_ctrl_c(tmp_path):
    done = begin_and_send(tmp_path / "run", signal.SIGINT)
    assert done.returncode == 130
    assert done.stderr.strip() == "stopped; a run keeps what is finished, go on with --resume" and done.stdout == ""
    assert status(tmp_path / "run") == "running" and list((tmp_path / "run").glob("parts/*.done.json"))


def test_what_is_finished_is_not_run_again(base, tmp_path, monkeypatch):
    path = tmp_path / "run"
    run(base, replications=2, out=path, **SMALL)
    before = (path / "manifest.json").read_bytes()

    def never(*_):
        raise AssertionError

    monkeypatch.setattr(batches, "_run", never)
    run(base, replications=2, out=path, resume=True, **SMALL)
    assert (path / "manifest.json").read_bytes() == before


def test_resume_of_a_run_that_was_never_begun(base, tmp_path):
    assert run(base, replications=1, out=tmp_path / "run", resume=True, **SMALL).manifest["status"] == "complete"


def break_off(base, path, monkeypatch, after=2):
    """A run whose process dies when it has kept so many replications."""
    keep = folder_module.RunFolder.keep
    kept = []

    def die(self, world, outcome):
        if len(kept) == after:
            raise KeyboardInterrupt
        kept.append(world)
        keep(self, world, outcome)

    with monkeypatch.context() as patch:
        patch.setattr(folder_module.RunFolder, "keep", die)
        with pytest.raises(KeyboardInterrupt):
            run(base, replications=FEW, out=path, **SMALL)


def test_half_files_of_a_killed_process_do_no_harm(base, undisturbed, tmp_path, monkeypatch):
    path = tmp_path / "run"
    break_off(base, path, monkeypatch)
    done = sorted(path.glob("parts/*.done.json"))
    done[-1].unlink()  # its tables are there, but nothing says they are whole
    done[-1].with_name(done[-1].name.replace("done.json", "series.parquet")).write_bytes(b"PAR1 half")
    (path / "parts" / ".x.series.parquet.1.half").write_bytes(b"half")
    (path / ".series.parquet.1.half").write_bytes(b"half")
    run(base, replications=FEW, out=path, resume=True, **SMALL)
    assert data(path) == undisturbed[FEW]
    assert not [file for file in path.rglob("*") if file.name.endswith(".half")]


def test_a_run_of_another_version_cannot_be_gone_on_with(base, tmp_path, monkeypatch):
    path = tmp_path / "run"
    break_off(base, path, monkeypatch)
    manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    for change, words in (({"code": "0" * 64}, "code"), ({"versions": manifest["versions"] | {"numpy": "1.0"}}, "versions")):
        (path / "manifest.json").write_text(json.dumps(manifest | change), encoding="utf-8")
        with pytest.raises(RunFolderError, match=f"was begun with other {words} of ketensim"):
            run(base, replications=FEW, out=path, resume=True, **SMALL)


def test_a_kill_while_the_tables_are_made(base, undisturbed, tmp_path, monkeypatch):
    for number, moment in enumerate(("join_tables", "summarise", "clear_parts")):
        path = tmp_path / str(number)

        def die(*_):
            raise KeyboardInterrupt

        where = {"join_tables": folder_module, "summarise": sys.modules["ketensim.results.runs"], "clear_parts": folder_module.RunFolder}[
            moment
        ]
        with monkeypatch.context() as patch:
            patch.setattr(where, moment, die)
            with pytest.raises(KeyboardInterrupt):
                run(base, replications=FEW, out=path, **SMALL)
        run(base, replications=FEW, out=path, resume=True, **SMALL)
        assert data(path) == undisturbed[FEW]


# -- a full disk ------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("size", "begun"), [(1000, False), (190_000, True), (200_000, True)])
def test_a_full_disk(tmp_path, size, begun):
    path = tmp_path / "run"
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))  # noqa: E731
    done = subprocess.run([*COMMAND, "-n", "6", "--out", str(path)], preexec_fn=limit, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.strip() == f"{path}: cannot be written: File too large; what is finished is kept, go on with --resume"
    assert (status(path) == "running") if begun else not list(path.iterdir())
    assert not [file for file in path.rglob("*") if file.suffix == ".half"]
    assert not (path / "series.parquet").exists() and not (path / "summary.csv").exists()


@pytest.mark.parametrize(
    "name", ["manifest.json", "series.parquet", "periods.parquet", "summary.csv", "basis.m0000.r000002.periods.parquet"]
)
def test_no_space_for_one_file(base, tmp_path, monkeypatch, name):
    path = tmp_path / "run"
    fsync = os.fsync

    def full(descriptor):
        if Path(f"/proc/self/fd/{descriptor}").resolve().name.startswith(f".{name}."):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(
            RunFolderError, match="cannot be written: No space left on device; what is finished is kept, go on with --resume"
        ):
            run(base, replications=4, out=path, **SMALL)
    assert not (path / name).exists() and not list(path.rglob("*.half"))
    run(base, replications=4, out=path, resume=True, **SMALL)
    run(base, replications=4, out=tmp_path / "other", **SMALL)
    assert data(path) == data(tmp_path / "other")


# -- what fails in the chain --------------------------------------------------------------------------------------------------------
def test_a_failed_replication_is_told_and_the_others_are_kept(base, undisturbed, tmp_path, monkeypatch):
    """Those that ran beside it as well."""
    from ketensim.chain import simulate

    together = simulate.simulate_worlds

    def fail(worlds, **options):
        if any(world.replication == 3 for world in worlds):
            raise ZeroDivisionError("nobody left")
        return together(worlds, **options)

    path = tmp_path / "run"
    with monkeypatch.context() as patch:
        patch.setattr(simulate, "simulate_worlds", fail)
        with pytest.raises(
            RunFolderError, match=r"1 of the runs failed; the first: basis, member 0, replication 3: ZeroDivisionError: nobody left"
        ):
            run(base, replications=FEW, out=path, **SMALL)
    assert status(path) == "failed" and len(list(path.glob("parts/*.done.json"))) == FEW - 1
    run(base, replications=FEW, out=path, resume=True, **SMALL)
    assert data(path) == undisturbed[FEW] and json.loads((path / "manifest.json").read_text(encoding="utf-8"))["failed"] == []


def test_a_worker_that_is_killed(base, tmp_path, monkeypatch):
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    class Lost:
        def __init__(self, **_):
            pass

        def __call__(self, _):
            raise TerminatedWorkerError("SIGKILL(-9)")

    monkeypatch.setattr("joblib.Parallel", Lost)
    with pytest.raises(RunFolderError, match="a worker process was killed, perhaps for want of memory"):
        run(base, replications=4, out=tmp_path / "run", **(SMALL | {"jobs": 2}))
    shutil.rmtree(tmp_path / "run")
