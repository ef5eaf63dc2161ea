"""What a run leaves behind is what the contract says."""

from __future__ import annotations

import json
import platform
import shutil
from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

import ketensim
from ketensim import ScenarioError, load_scenario
from ketensim.chain.series import SERIES
from ketensim.results.folder import RunFolder, RunFolderError
from ketensim.results.runs import default_folder, open_runs, run
from ketensim.results.summary import LEVELS

SMALL = {"members": 0, "scale": 0.01, "until": "2024-02-29", "jobs": 1}


@pytest.fixture(scope="session")
def base():
    return load_scenario("basis")


def test_files(whole_run):
    assert sorted(file.name for file in whole_run.folder.path.iterdir()) == [
        "manifest.json",
        "periods.parquet",
        "series.parquet",
        "summary.csv",
        "transitions.parquet",
    ]


def test_manifest(whole_run, base):
    manifest = json.loads((whole_run.folder.path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["status"] == "complete" and manifest["failed"] == []
    assert (manifest["seed"], manifest["replications"], manifest["members"], manifest["scale"], manifest["until"]) == (
        7,
        3,
        0,
        0.01,
        "2026-12-31",
    )
    first, second = manifest["scenarios"]
    assert (first["name"], first["hash"], first["files"]) == ("basis", base.hash, ["basis.toml"])
    assert (second["name"], second["files"]) == ("hostile", ["basis.toml", "hostile.toml"])
    assert second["values"]["ind.budget"][-1] == [{"factor": 0.5, "from": "2025-07-01"}]
    assert set(first["values"]) == set(base.paths)
    assert manifest["versions"]["ketensim"] == ketensim.__version__ and manifest["versions"]["python"] == platform.python_version()
    assert {"numpy", "numba", "simpy", "pandas", "pyarrow"} <= set(manifest["versions"])
    assert len(manifest["code"]) == 64 and "git" in manifest
    assert manifest["moves"] > 1000 and manifest["cpu_seconds"] > 0 and manifest["wall_seconds"] > 0
    assert datetime.fromisoformat(manifest["begun"]).tzinfo is not None


def test_series_has_a_row_a_day_of_each_replication(whole_run):
    table = whole_run.series()
    days = (date(2026, 12, 31) - date(2024, 1, 1)).days + 1
    keys = table[["scenario", "member", "replication", "date"]]
    assert len(table) == 2 * 3 * days and not keys.duplicated().any()
    assert keys.equals(keys.sort_values(["scenario", "replication", "date"], ignore_index=True))
    assert (table["date"].min(), table["date"].max()) == (pd.Timestamp("2024-01-01"), pd.Timestamp("2026-12-31"))
    names = set(table.columns) - set(keys.columns)
    assert names <= set(SERIES) and {SERIES[name].kind for name in names} == {"stock", "flow"}
    assert {"coa.occupancy", "ind.decisions_first.total", "housing.arrears", "departure.dtenv.total"} <= names


def test_some_series_can_be_read_alone(whole_run):
    assert list(whole_run.series(["coa.amv"]).columns) == ["scenario", "member", "replication", "date", "coa.amv"]


def test_periods_follow_the_published_definitions(whole_run):
    periods = whole_run.periods()
    assert list(periods.columns) == ["scenario", "member", "replication", "series", "period", "value"]
    assert not periods.duplicated(["scenario", "member", "replication", "series", "period"]).any()
    own = periods[(periods["scenario"] == "basis") & (periods["replication"] == 1)].set_index(["series", "period"])["value"]
    daily = whole_run.series(["coa.inflow", "coa.occupancy"])
    daily = daily[(daily["scenario"] == "basis") & (daily["replication"] == 1)].set_index("date")
    for period, days in {
        "2025": "2025",
        "2025H2": slice("2025-07", "2025-12"),
        "2025Q2": slice("2025-04", "2025-06"),
        "2024-02": "2024-02",
    }.items():
        assert own["coa.inflow", period] == pytest.approx(daily.loc[days, "coa.inflow"].sum(), rel=1e-6)
    for day in ("2024-02-29", "2025-12-31"):
        assert own["coa.occupancy", day] == daily.loc[day, "coa.occupancy"]
    assert 0 < own["ind.grant_rate", "2025"] < 1 and ("ind.grant_rate", "2025-03") not in own.index


def test_summary_has_median_and_intervals(whole_run):
    summary = pd.read_csv(whole_run.folder.path / "summary.csv")
    intervals = [f"{end}{level}" for level in LEVELS for end in ("low", "high")]
    assert list(summary.columns) == ["scenario", "series", "period", "unit", "median", *intervals, "observed"]
    assert {50, 80, 95} == set(LEVELS)
    row = summary.set_index(["scenario", "series", "period"]).loc[("basis", "coa.occupancy", "2024-12-31")]
    periods = whole_run.periods().query("scenario == 'basis' and series == 'coa.occupancy' and period == '2024-12-31'")["value"]
    assert row["median"] == np.median(periods) and row["low80"] == pytest.approx(np.quantile(periods, 0.1))
    assert row["observed"] == 72500 and row["unit"] == "persons"
    assert set(summary["period"]) == {"2024", "2025", "2026", "2024-12-31", "2025-12-31", "2026-12-31"}
    pd.testing.assert_frame_equal(whole_run.summary(), summary, check_dtype=False, rtol=1e-9)


def test_the_second_scenario_differs_only_after_its_change(whole_run):
    daily = whole_run.series(["ind.decisions_first.total"])
    one, two = (daily[daily["scenario"] == name].reset_index(drop=True) for name in ("basis", "hostile"))
    before = one["date"] < "2025-07-01"
    assert one.loc[before, "ind.decisions_first.total"].equals(two.loc[before, "ind.decisions_first.total"])
    after = one["date"] >= "2025-08-01"
    assert two.loc[after, "ind.decisions_first.total"].sum() < 0.8 * one.loc[after, "ind.decisions_first.total"].sum()


def test_a_run_can_be_opened_again(whole_run):
    assert open_runs(whole_run.folder.path).manifest == whole_run.manifest


# -- same numbers -----------------------------------------------------------------------------------------------------------
def data(folder):
    return {name: (folder / name).read_bytes() for name in ("series.parquet", "periods.parquet", "transitions.parquet", "summary.csv")}


def test_the_same_on_one_core_and_on_two(base, tmp_path):
    run(base, replications=3, out=tmp_path / "one", **SMALL)
    run(base, replications=3, out=tmp_path / "two", **(SMALL | {"jobs": 2}))
    assert data(tmp_path / "one") == data(tmp_path / "two")


def test_another_seed_gives_other_numbers(base, tmp_path):
    run(base, replications=1, out=tmp_path / "one", **SMALL)
    run(base, replications=1, seed=2, out=tmp_path / "two", **SMALL)
    assert data(tmp_path / "one")["series.parquet"] != data(tmp_path / "two")["series.parquet"]


def test_a_run_of_less_than_a_month(base, tmp_path):
    runs = run(base, members=0, replications=1, scale=0.01, until="2024-01-10", jobs=1, out=tmp_path / "run")
    assert len(runs.series()) == 10 and runs.periods().empty and runs.summary().empty
    assert list(runs.periods().columns) == ["scenario", "member", "replication", "series", "period", "value"]


def test_a_change_in_python_runs_beside_its_base(base, tmp_path):
    faster = base.change("ind.budget", factor=1.2, from_="2024-02-01")
    runs = run([base, faster], replications=1, out=tmp_path / "run", **SMALL)
    assert [scenario["name"] for scenario in runs.manifest["scenarios"]] == ["basis", faster.name] != ["basis", "basis"]
    assert runs.manifest["scenarios"][1]["title"] == f"{base.title}; ind.budget x 1.2 from 2024-02-01"


# -- folders that cannot be used ----------------------------------------------------------------------------------------------
def test_a_folder_that_is_none(base, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    (tmp_path / "file").write_text("x")
    for name, words in (
        ("mine", "exists and is not a run folder"),
        ("file", "is not a folder"),
        ("file/below", "cannot be written: Not a directory"),
    ):
        with pytest.raises(RunFolderError, match=words):
            run(base, replications=1, out=tmp_path / name, **SMALL)
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "cannot be read"), ("[1]", "is not of a ketensim run"), ('{"format": "ketensim run folder 1"}', "is not whole"), ("[" * 10**5, "cannot be read")],
)  # fmt: skip
def test_a_manifest_that_is_none(base, tmp_path, text, words):
    (tmp_path / "manifest.json").write_text(text)
    for use in (lambda: run(base, replications=1, out=tmp_path, **SMALL), lambda: open_runs(tmp_path)):
        with pytest.raises(RunFolderError, match=f"manifest.json: {words}"):
            use()


def test_a_table_that_is_none(whole_run, tmp_path):
    copy = shutil.copytree(whole_run.folder.path, tmp_path / "copy")
    (copy / "periods.parquet").write_bytes(b"PAR1")
    with pytest.raises(RunFolderError, match=r"periods\.parquet: cannot be read"):
        open_runs(copy).periods()


def test_a_run_is_not_lost_to_another(base, tmp_path):
    run(base, replications=2, out=tmp_path / "run", **SMALL)
    before = data(tmp_path / "run")
    for change, words in (
        ({"seed": 2}, "seed"),
        ({"replications": 1}, "replications"),
        ({"until": "2024-02-28"}, "until"),
        ({"scale": 0.02}, "scale"),
    ):
        with pytest.raises(RunFolderError, match=f"holds a run with other {words}; name another folder with --out"):
            run(base, **({"replications": 2, "out": tmp_path / "run"} | SMALL | change))
    with pytest.raises(RunFolderError, match="holds a run with other scenarios"):
        run(base.change("ind.budget", factor=2), replications=2, out=tmp_path / "run", **SMALL)
    assert data(tmp_path / "run") == before


def test_the_same_run_again_takes_its_place(base, tmp_path):
    run(base, replications=1, out=tmp_path / "run", **SMALL)
    before = data(tmp_path / "run")
    (tmp_path / "run" / "charts").mkdir()
    runs = run(replace(base, title="Another title"), replications=1, out=tmp_path / "run", **SMALL)
    assert data(tmp_path / "run") == before and runs.manifest["scenarios"][0]["title"] == "Another title"
    assert not (tmp_path / "run" / "charts").exists()


def test_the_folder_is_named_after_what_is_run(base, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    runs = run(base, replications=1, seed=5, **SMALL)
    assert runs.folder.path == default_folder(runs.manifest)
    assert str(runs.folder.path).startswith("runs/basis-") and str(runs.folder.path).endswith("-s5-m0-n1-until2024-02-29-x0.01")


# -- arguments ------------------------------------------------------------------------------------------------------------------
def test_all_that_is_wrong_with_the_arguments(base, tmp_path):
    other = replace(base, name="../other", start=date(2024, 2, 1))
    with pytest.raises(ScenarioError) as caught:
        run([base, base, other], replications=0, seed=-1, jobs=0, scale=float("nan"), until=datetime(2024, 3, 1), out=tmp_path / "run")
    assert [(problem.key, problem.message.split(";")[0]) for problem in caught.value.problems] == [
        ("scenarios", "'basis' is there twice"),
        ("scenarios", "'../other' cannot be the name of a scenario"),
        ("scenarios", "start on different days"),
        ("replications", "is 0"),
        ("scale", "is nan"),
        ("seed", "is -1"),
        ("jobs", "is 0"),
        ("until", "'2024-03-01 00:00:00' is no date"),
    ]
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("until", ["2024-01-01", "2023-12-31", "2099-01-01", "soon", "2024-02-30"])
def test_an_end_that_cannot_be(base, tmp_path, until):
    with pytest.raises(ScenarioError, match=r"run: until: "):
        run(base, replications=1, until=until, out=tmp_path / "run")


def test_no_scenario(tmp_path):
    with pytest.raises(ScenarioError, match="scenarios: none given"):
        run([], out=tmp_path / "run")


def test_a_folder_knows_a_first_file_that_was_broken_off(tmp_path):
    (tmp_path / ".manifest.json.123.half").write_text("{")
    assert not RunFolder(tmp_path).is_used()
