"""The tables in the terminal: readable in 80 columns, in two languages, and of nothing but text."""

from __future__ import annotations

import io
import re
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import ketensim.reporting
from ketensim.calibration.figures import figures, observed
from ketensim.chain.series import SERIES
from ketensim.reporting.labels import LABELS, LANGUAGES, SHORT, amount, number, points, share, short
from ketensim.reporting.terminal import (
    LABEL_WIDTH,
    few_members,
    parameter_rows,
    parameters_table,
    progress_bar,
    say_where,
    series_table,
    summary_tables,
)
from ketensim.results.runs import Progress
from ketensim.results.summary import FLOWS, STOCKS, held_against_figures, period_of
from ketensim.scenario import load_scenario


@pytest.fixture
def shown(whole_run, capsys, monkeypatch):
    """What is printed in a terminal of some width, as lines."""

    def shown(language="en", columns=80, runs=whole_run):
        monkeypatch.setenv("COLUMNS", str(columns))
        summary_tables(runs, language)
        return [line.rstrip() for line in capsys.readouterr().out.splitlines()]

    return shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [80, 120])
def test_nothing_wraps_or_is_cut(shown, language, columns):
    lines = shown(language, columns)
    assert max(map(len, lines)) <= columns and not any("\N{HORIZONTAL ELLIPSIS}" in line for line in lines)
    for name in (*STOCKS, *FLOWS):
        assert sum(line.startswith(short(name, language)) for line in lines) >= 2  # a line in each scenario at least


def test_a_figure_stands_beside_what_was_published(shown, whole_run):
    row = next(
        row for row in held_against_figures(whole_run.periods(), "basis") if (row.series, row.period) == ("coa.occupancy", "2024-12-31")
    )
    assert row.published == 72500 and row.low80 <= row.median <= row.high80 and row.off == pytest.approx(row.median / 72500 - 1)
    (line,) = (line for line in shown()[:10] if line.startswith("COA occupancy"))
    cells = [
        "2024",
        *(number(value, "en") for value in (row.median, row.low80, row.high80, 72500)),
        share(row.off, "en"),
        "ok" if row.holds else "out",
    ]
    assert line.split()[2:] == cells


def test_stocks_and_flows_stand_apart(shown):
    lines = shown()
    heads = [n for n, line in enumerate(lines) if line.strip() in ("at 31 December", "over the year")]
    assert [lines[n].strip() for n in heads] == ["at 31 December", "over the year"] * 4  # two tables of two scenarios
    assert lines[heads[0] + 1].startswith("COA occupancy") and lines[heads[1] + 1].startswith("first applications")


def test_every_year_that_has_a_figure(shown):
    lines = shown()
    begin = next(n for n, line in enumerate(lines) if line.startswith("COA occupancy"))
    assert lines[begin].split()[2] == "2024" and lines[begin + 1].split()[0] == "2025"
    assert not lines[begin + 1].startswith("COA")  # the name once


def test_the_projection_has_the_years_to_come(shown, whole_run):
    lines = shown()
    head = next(n for n, line in enumerate(lines) if line.startswith("Projection: median, and the 80% interval of 2026"))
    assert lines[head + 1].split() == ["2026", "80%", "low", "80%", "high"]
    row = whole_run.summary().set_index(["scenario", "series", "period"]).loc[("basis", "coa.occupancy", "2026-12-31")]
    assert lines[head + 3].split()[2:] == [number(row[column], "en") for column in ("median", "low80", "high80")]


def test_as_many_years_as_fit(shown, whole_run, monkeypatch):
    """A long run in a narrow terminal: the first years and the last, evenly."""
    import ketensim.reporting.terminal as terminal

    monkeypatch.setattr(terminal, "LAST_OBSERVED", date(2023, 12, 31))
    heads = [line.split() for line in shown(columns=56) if line.split()[-4:] == ["80%", "low", "80%", "high"]]
    assert heads == [["2024", "2026", "80%", "low", "80%", "high"]] * 2


def test_what_is_met_and_what_is_not(shown, whole_run):
    rows = [row for row in held_against_figures(whole_run.periods(), "basis") if row.holds is not None]
    text = " ".join(shown(columns=1000))
    assert f"{sum(row.holds for row in rows)} of {len(rows)} published figures with a tolerance are met." in text
    for row in rows:
        if not row.holds and row.series not in STOCKS + FLOWS:
            assert f"{row.series} {row.period} (" in text


def test_a_title_is_never_markup(shown, hostile):
    lines = shown(columns=200)
    assert f"{hostile} (hostile)" in lines
    assert f"NL {hostile} (hostile)" in shown("nl", columns=200)


def test_a_key_or_a_source_is_never_markup(capsys, monkeypatch, tmp_path, hostile):
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "own.toml").write_text(
        'title = "x"\nextends = "basis"\nhousing.supply = { factor = 1, source = "derived: [bold]all[/bold] of :smile:" }\n'
    )
    scenario = load_scenario(tmp_path / "own.toml")
    parameters_table(parameter_rows(scenario, [p for p in scenario.parameters() if p.key == "housing.supply"]), "en")
    series_table([{"name": "[red]x[/red]", "kind": "flow", "unit": "persons", "en": hostile}], "en")
    out = capsys.readouterr().out
    assert "source: derived: [bold]all[/bold] of :smile:" in out and f"[red]x[/red]  flow  persons  {hostile}" in out


def test_where_it_is(whole_run, capsys):
    say_where(whole_run, [], "nl")
    assert re.fullmatch(
        r".*/run: tabellen, samenvatting en 0 grafiekbestanden; [\d.]+ overgangen, \d+ s CPU, \d+ s doorlooptijd\n", capsys.readouterr().out
    )


def test_shares_are_percentages_and_euro_are_millions(shown, whole_run):
    row = whole_run.summary().set_index(["scenario", "series", "period"]).loc["basis"]
    english, dutch = shown(), shown("nl")
    begin = next(n for n, line in enumerate(english) if line.startswith("Projection"))
    rate, cost = (
        next(line for line in english[begin:] if line.startswith(name)) for name in ("occupancy rate COA", "COA cost, EUR million")
    )
    columns = ("median", "low80", "high80")
    assert rate.split()[3:] == [f"{row[column]['coa.occupancy_rate', '2026-12-31']:.0%}" for column in columns]
    assert cost.split()[4:] == [f"{row[column]['coa.cost', '2026'] / 1e6:,.0f}" for column in columns]
    assert next(line for line in dutch if line.startswith("kosten COA, mln euro")).split()[4].count(".") == 1
    held = next(line for line in english if line.startswith("occupancy rate COA"))
    assert " 101% " in held and re.search(r"[+-]\d+\.\d pp +(ok|out)$", held)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_older_run_shows_the_series_it_has(shown, older_run, language):
    lines = shown(language, runs=older_run)
    new = {
        "coa.places",
        "coa.occupancy_rate",
        "coa.places_short",
        "coa.emergency_residents",
        "coa.without_place",
        "nidos.amv",
        "housing.referents_waiting",
        "coa.cost",
    }
    for name in (*STOCKS, *FLOWS):
        assert any(line.startswith(short(name, language)) for line in lines) is (name not in new), name


# -- progress ---------------------------------------------------------------------------------------------------------------
class Terminal(io.StringIO):
    """A terminal that remembers."""

    def isatty(self):
        return True


def test_progress_tells_replications_and_the_date(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    (tmp_path / "basis-0-1").write_text("2025-06-01")
    (tmp_path / "basis-0-2").write_text("half a da")
    with progress_bar(silent=False) as watch:
        watch(Progress(3, 8, tmp_path, date(2024, 1, 1), date(2026, 12, 31)))
        time.sleep(0.7)
    assert "3 of 8 replications" in sys.stderr.getvalue() and "2025-06" in sys.stderr.getvalue()


def test_no_progress_when_silent_or_not_in_a_terminal(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress_bar(silent=True) as watch:
        assert watch is None
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress_bar(silent=False) as watch:
        assert watch is None


# -- words ------------------------------------------------------------------------------------------------------------------
def test_every_label_is_there_in_both_languages():
    for key, texts in {**LABELS, **SHORT}.items():
        assert len(texts) == 2 and all(text.strip() == text and text for text in texts), key
        fields = [set(re.findall(r"{(\w*)}", text)) for text in texts]
        assert fields[0] == fields[1], key


def test_every_label_is_used():
    folder = Path(ketensim.reporting.__file__).parent
    code = "\n".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))
    begun = {key.rpartition(".")[0] + "." for key in LABELS if f'f"{key.rpartition(".")[0]}.{{' in code}
    unused = [key for key in LABELS if len(re.findall(f"[\"']{re.escape(key)}[\"']", code)) < 2 and not key.startswith(tuple(begun))]
    assert unused == []


def test_the_main_series_have_short_names_that_fit():
    assert set(SHORT) == {*STOCKS, *FLOWS} <= set(SERIES)
    assert all(len(text) <= LABEL_WIDTH for texts in SHORT.values() for text in texts)
    assert {SERIES[name].kind for name in STOCKS} == {"stock"} and {SERIES[name].kind for name in FLOWS} == {"flow"}


@pytest.mark.parametrize(
    ("value", "english", "dutch"),
    [(0, "0", "0"), (12, "12", "12"), (1234.4, "1,234", "1.234"), (1234567, "1,234,567", "1.234.567"), (0.1234, "0.123", "0,123"),
     (-7280.2, "-7,280", "-7.280"), (72.46, "72.5", "72,5"), (-0.0, "0", "0")],
)  # fmt: skip
def test_numbers(value, english, dutch):
    assert (number(value, "en"), number(value, "nl")) == (english, dutch)


@pytest.mark.parametrize(("value", "english", "dutch"), [(0.0151, "+1.5%", "+1,5%"), (-0.5, "-50.0%", "-50,0%"), (-0.0001, "0.0%", "0,0%")])
def test_deviations(value, english, dutch):
    assert (share(value, "en"), share(value, "nl")) == (english, dutch)


@pytest.mark.parametrize(
    ("value", "unit", "english", "dutch"),
    [(1.0125, "share", "101%", "101%"), (4_035_200_000.0, "EUR", "4,035", "4.035"), (79040.4, "places", "79,040", "79.040"),
     (float("nan"), "share", "", ""), (0.0, "EUR", "0", "0")],
)  # fmt: skip
def test_amounts_in_tables(value, unit, english, dutch):
    assert (amount(value, unit, "en"), amount(value, unit, "nl")) == (english, dutch)


@pytest.mark.parametrize(
    ("value", "english", "dutch"), [(0.0105, "+1.1 pp", "+1,1 pp"), (-0.4, "-40.0 pp", "-40,0 pp"), (0.0001, "0 pp", "0 pp")]
)
def test_differences_of_shares(value, english, dutch):
    assert (points(value, "en"), points(value, "nl")) == (english, dutch)


# -- published figures --------------------------------------------------------------------------------------------------------
def test_every_figure_can_be_read():
    assert len(figures()) > 100 and len(observed()) > 100
    for figure in figures():
        assert figure.kind == "forecast" or re.fullmatch(r"\d{4}(H[12]|Q[1-4]|-\d\d(-\d\d)?)?", figure.period), figure
        assert figure.series and figure.unit and figure.source and figure.reference
        assert figure.tolerance is None or figure.tolerance > 0


def test_tolerances():
    figure = replace(next(figure for figure in figures() if figure.tolerance is None), value=200.0, tolerance=0.05, absolute=False)
    assert figure.holds(210) and not figure.holds(210.2) and figure.deviation(190) == pytest.approx(-0.05)
    figure = replace(figure, tolerance=10.0, absolute=True)
    assert figure.holds(190) and not figure.holds(189) and figure.deviation(190) == -10
    assert replace(figure, value=0.0, absolute=False).deviation(3) == 3
    assert replace(figure, tolerance=None).holds(10**9)


def test_held_against_figures_takes_the_period_of_the_figure(whole_run):
    periods = whole_run.periods()
    rows = held_against_figures(periods, "basis")
    simulated = set(zip(periods["series"], periods["period"], strict=True))
    assert [(row.series, row.period) for row in rows] == [key for key in observed() if key in simulated]
    assert {row.period for row in rows if row.series == "housing.housed"} >= {"2024H1", "2025H2"}


def test_the_period_of_a_year():
    assert (period_of("coa.occupancy", 2027), period_of("coa.inflow", 2027)) == ("2027-12-31", "2027")


@pytest.mark.parametrize(("members", "said"), [(0, False), (6, True), (29, True), (30, False)])
def test_a_run_with_few_members_says_that_levels_may_be_off(members, said):
    assert bool(few_members(members, "en")) is bool(few_members(members, "nl")) is said
