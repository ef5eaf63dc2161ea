"""``ketensim show stay``: the tables of figures 64 to 66 of a run, by group, at any month end."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from ketensim.calibration.figures import observed
from ketensim.chain.census import PERMIT_GROUPS, STAY_GROUPS
from ketensim.chain.status_outflow import GROUPS as LEAVERS
from ketensim.cli import app
from ketensim.reporting.charts import CHARTS, Run
from ketensim.reporting.labels import LABELS
from ketensim.reporting.stay import month_end, stay_rows
from ketensim.results.folder import RunFolder, RunFolderError
from ketensim.results.runs import run
from ketensim.scenario import ScenarioError, load_scenario


@pytest.fixture
def show(whole_run, monkeypatch):
    """Runs ``show stay`` on a run in an 80-column terminal."""
    monkeypatch.setenv("COLUMNS", "80")
    return lambda *words: CliRunner().invoke(
        app, ["show", "stay", str(whole_run.folder.path), *(str(word) for word in words)], prog_name="ketensim"
    )


def test_median_and_interval_are_those_of_the_run(whole_run):
    periods = whole_run.periods()
    rows = [row for row in stay_rows(whole_run.folder, "2025-12-31") if row.scenario == "basis"]
    assert len(rows) > 7 * 7 + 7 * 4
    for row in rows:
        own = periods.loc[(periods["scenario"] == "basis") & (periods["series"] == row.series) & (periods["period"] == row.period), "value"]
        assert (row.median, row.low80, row.high80) == pytest.approx((own.median(), own.quantile(0.1), own.quantile(0.9)))
        figure = observed().get((row.series, row.period))
        assert row.published == (None if figure is None else figure.value)
    assert sum(row.published is not None for row in rows) == 7 + 4 + 3  # all of figures 64, 65 and 66


def test_shares_of_a_group_are_of_one(whole_run):
    for group in ("", *STAY_GROUPS):
        shares = [row.share for row in stay_rows(whole_run.folder) if row.scenario == "basis" and (row.figure, row.group) == ("64", group)]
        assert sum(share for share in shares if share == share) == pytest.approx(1, abs=0.1)  # medians of three
        assert np.isnan(shares[-1])  # the mean is no class


def test_every_group_is_there_with_its_name(show):
    told = show("--on", "2026-06-30").stdout
    for figure, groups in (("64", STAY_GROUPS), ("65", PERMIT_GROUPS), ("66", LEAVERS)):
        for group in ("all", *groups):
            assert LABELS[f"stay.{figure}.{group}"][0] in told
    assert "Length of stay at COA on 2026-06-30 (figure 64)" in told and "left COA in 2026H1 (figure 66)" in told
    assert "is no month end" not in told


def test_the_nearest_earlier_month_end_is_shown_and_said(show):
    told = " ".join(show("--on", "2026-02-14").stdout.split())
    assert "on 2026-01-31 (figure 64)" in told and "left COA in 2025 (figure 66)" in told
    assert "2026-02-14 is no month end of the run; shown is 2026-01-31, the last one before it." in told


def test_published_figures_stand_beside_the_model(show):
    told = show("--on", "2025-12-31").stdout
    line = next(line for line in told.splitlines() if "under 1 year" in line)
    assert line.split()[-1] == "30,860"
    assert "44%" in next(line for line in told.splitlines() if "within 14 weeks" in line).split()[-1]


def test_in_dutch_it_is_dutch(show):
    told = show("--lang", "nl").stdout
    assert "Verblijfsduur bij COA op 2026-12-31 (figuur 64)" in told and "Alleen gekomen volwassenen" in told
    for english in ("under", "families", "Residents", "published", "residents", "years"):
        assert english not in told


def test_it_fits_a_terminal_and_text_is_only_text(show, hostile):
    told = show("--on", "2026-06-30").stdout
    assert all(len(line) <= 80 for line in told.splitlines())
    assert "[red]50% $x_1$ & <b>more</b>[/red]" in told


def test_json_has_plain_rows(show):
    rows = json.loads(show("--on", "2025-12-31", "--json", "--lang", "nl").stdout)
    assert {row["scenario"] for row in rows} == {"basis", "hostile"}
    first = rows[0]
    assert (first["figure"], first["group"], first["line"], first["published"]) == ("64", "all", "coa.stay.lt1", 30860)
    assert first["group_label"] == "Alle bewoners" and first["low80"] <= first["median"] <= first["high80"]
    assert next(row["share"] for row in rows if row["line"] == "coa.stay.mean") is None


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ("2025-02-30", "show stay: on: '2025-02-30' is no date; allowed is a date like 2026-06-30"),
        ("[red]x[/red]", "show stay: on: '[red]x[/red]' is no date"),
        ("2027-01-01", "show stay: on: is 2027-01-01; allowed is 2024-01-31, the first month end of the run, to 2026-12-31"),
        ("2024-01-30", "show stay: on: is 2024-01-30; allowed is 2024-01-31"),
    ],
)
def test_a_day_that_the_run_has_not(show, on, says):
    result = show("--on", on)
    assert result.exit_code == 2 and result.stdout == "" and says in result.stderr and "Traceback" not in result.stderr


def test_a_folder_that_is_no_run(tmp_path):
    result = CliRunner().invoke(app, ["show", "stay", str(tmp_path / "nosuch")], prog_name="ketensim")
    assert result.exit_code == 2 and "no such run folder" in result.stderr


def test_a_run_of_an_older_version_says_so(whole_run, monkeypatch):
    old = whole_run.periods().loc[lambda table: ~table["series"].str.endswith(".families")]
    monkeypatch.setattr(RunFolder, "periods", lambda _: old)
    with pytest.raises(RunFolderError, match=r"has no coa\.s.*\.families: it is of an older version"):
        stay_rows(whole_run.folder)


def test_a_run_without_an_end_of_a_month_says_so(tmp_path):
    short = run(load_scenario("basis"), members=0, replications=1, scale=0.005, until="2024-01-20", jobs=1, out=tmp_path / "run")
    with pytest.raises(ScenarioError, match="is too short: it has no end of a month"):
        stay_rows(short.folder)


def test_a_run_of_a_month_has_no_figure_66(tmp_path):
    short = run(load_scenario("basis"), members=0, replications=1, scale=0.005, until="2024-02-29", jobs=1, out=tmp_path / "run")
    assert {row.figure for row in stay_rows(short.folder)} == {"64", "65"}


def test_month_end_of_a_table():
    table = pd.DataFrame({"series": ["coa.stay.mean"] * 2, "period": ["2025-01-31", "2025-02-28"]})
    until = date(2025, 3, 10)
    assert month_end(table, until, None) == month_end(table, until, "2025-03-10") == date(2025, 2, 28)
    assert month_end(table, until, "2025-02-27") == date(2025, 1, 31)


def test_charts_show_the_published_figures_where_they_belong(whole_run):
    """Diamonds on the bars of the two observed dates: twelve of figure 64, eight of figure 65, and two years of figure 66 twice."""
    manifest, name = whole_run.manifest, "basis"
    periods = whole_run.periods()
    own = Run(whole_run.series(), periods[periods["scenario"] == name], manifest, manifest["scenarios"][0], "en")
    for chart, expected in (("coa-stay", [12]), ("coa-since-permit", [8]), ("coa-waiting", [2, 2])):
        kept = []
        CHARTS[chart](own, whole_run.folder.path, chart, keep=lambda figure, caption, kept=kept: kept.append((figure, caption)) or [])
        ((figure, caption),) = kept
        points = [
            sum(len(c.get_offsets()) for c in axes.collections if c.get_offsets().size and type(c).__name__ == "PathCollection")
            for axes in figure.axes
        ]
        assert points == expected
        assert any("Staat van Migratie 2026, figure 6" in line for line in caption.notes)
