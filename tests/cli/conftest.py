"""One small run of two scenarios, which many tests look at."""

from __future__ import annotations

import shutil

import pytest

from ketensim import load_scenario
from ketensim.results.runs import open_runs, run

HOSTILE = "[red]50% $x_1$ & <b>more</b>[/red] \\alpha {0} %s"


@pytest.fixture
def hostile():
    """A title that means something in every language it could be mistaken for."""
    return HOSTILE


@pytest.fixture(scope="session")
def whole_run(tmp_path_factory):
    """Three replications at a hundredth of the size, three years; the second scenario has a title full of markup."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "hostile.toml").write_text(
        f"title = '{HOSTILE}'\ntitle_nl = 'NL {HOSTILE}'\nextends = \"basis\"\nind.budget = {{ from = 2025-07-01, factor = 0.5 }}\n"
    )
    scenarios = [load_scenario("basis"), load_scenario(folder / "hostile.toml")]
    return run(scenarios, members=0, replications=3, seed=7, scale=0.01, until="2026-12-31", jobs=1, out=folder / "run")


SINCE = ("coa.places", "coa.residents.", "coa.emergency", "coa.without_place", "coa.occupancy_rate", "coa.target", "coa.cost", "nidos.",
         "housing.har", "housing.doorstroom", "housing.kso", "housing.referents", "spreiding.", "ukraine.", "ind.backlog.ukraine",
         "ind.decisions_first.ukraine", "coa.inflow.ukraine", "ind.budget_used.", "departure.keten.")  # fmt: skip


@pytest.fixture(scope="session")
def older_run(whole_run, tmp_path_factory):
    """The same run as a version would have left it that knew nothing of places, Nidos, way-stations, referents who wait, transitions, Ukraine, the budget and departure over the chain."""
    folder = tmp_path_factory.mktemp("older") / "run"
    shutil.copytree(whole_run.folder.path, folder)
    series, periods = whole_run.series(), whole_run.periods()
    series[[name for name in series if not name.startswith(SINCE)]].to_parquet(folder / "series.parquet", index=False)
    periods[~periods["series"].str.startswith(SINCE)].to_parquet(folder / "periods.parquet", index=False)
    (folder / "transitions.parquet").unlink()
    return open_runs(folder)
