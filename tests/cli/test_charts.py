"""The charts: complete, legible, of the same bytes each time, and with text that is only text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest
from matplotlib.collections import PolyCollection
from matplotlib.text import Text

from ketensim.calibration.figures import observed
from ketensim.reporting import amv, budget, charts, departure, flows, housed, places, stay_charts, ukraine, years
from ketensim.reporting.charts import CHARTS, Run, draw
from ketensim.reporting.labels import LANGUAGES, SOURCES, label, sources
from ketensim.reporting.page.page import report
from ketensim.reporting.style import cut, dates, picture, spread
from ketensim.results.folder import RunFolderError
from ketensim.results.runs import run
from ketensim.scenario import load_scenario

STOCK_CHARTS = ("coa-occupancy", "coa-places", "amv", "ind-backlog", "nareis-waiting", "ukraine")
OF_A_SHORT_RUN = {*STOCK_CHARTS, "courts-pending"}  # of those at court nothing is published


@pytest.fixture
def drawn(whole_run, monkeypatch):
    """Draws a chart and gives the figure, which is not written."""

    def drawn(chart, language="en", scenario=0, runs=whole_run):
        found = []
        for module in (amv, budget, charts, departure, flows, housed, places, stay_charts, ukraine):
            monkeypatch.setattr(module, "save", lambda figure, *_: figure.canvas.draw() or found.append(figure) or [])
        CHARTS[chart](own(runs, scenario, language), runs.folder.path, chart)
        return found[0]

    return drawn


def own(runs, scenario, language):
    manifest = runs.manifest
    name = manifest["scenarios"][scenario]["name"]
    series, periods = (table[table["scenario"] == name] for table in (runs.series(), runs.periods()))
    return Run(series, periods, manifest, manifest["scenarios"][scenario], language)


def texts(figure):
    """Every text that is seen, with its place in pixels."""
    unseen = {label for axes in figure.axes for label in ticks_outside(axes)}
    found = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip() and text not in unseen]
    return [(text.get_text(), text.get_window_extent()) for text in found]


def ticks_outside(axes):
    """Labels beyond the limits of an axis, which are made but not drawn."""
    for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        for tick in axis.get_major_ticks():
            if not low <= tick.get_loc() <= high:
                yield from (tick.label1, tick.label2)


def words(figure):
    return " ".join(text.replace("\n", " ") for text, _ in texts(figure))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chart", CHARTS)
def test_texts_lie_within_the_picture_and_not_on_each_other(drawn, chart, language):
    figure = drawn(chart, language)
    width, height = figure.canvas.get_width_height()
    places = texts(figure)
    assert len(places) > 10
    for text, box in places:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height, text
    for (one, first), (two, second) in combinations(places, 2):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        along = min(first.y1, second.y1) - max(first.y0, second.y0)
        assert across < 1 or along < 2, (one, two)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_says_what_it_is_of_whom_and_from_what(drawn, whole_run, chart, language):
    said = words(drawn(chart, language))
    scenario = whole_run.manifest["scenarios"][0]
    assert (scenario["title_nl"] if language == "nl" else scenario["title"]) in said
    assert f"ketensim 0.1.0, scenario basis ({scenario['hash'][:8]}), seed 7." in said
    assert {"en": "Simulated at scale 0.01.", "nl": "Gesimuleerd op schaal 0,01."}[language] in said
    assert {"en": re.search(r"\b[Pp]ersons|[Ff]iles|\bCases", said), "nl": re.search(r"[Pp]ersonen|[Dd]ossiers|\bZaken", said)}[language]


@pytest.mark.parametrize("chart", [*STOCK_CHARTS, "taakstelling", "housed", "departure"])
def test_bands_points_and_the_projection_are_explained(drawn, chart):
    said = words(drawn(chart))
    assert "published figure" in said and "projection" in said and "Published figures: " in said
    assert "median of 3 replications" in said and "80% interval, of chance only" in said


def test_published_figures_are_where_they_were_counted(drawn):
    axes = drawn("coa-occupancy").axes[0]
    points = {
        tuple(point) for collection in axes.collections for point in collection.get_offsets().tolist() if len(collection.get_offsets())
    }
    for day, value in (("2024-12-31", 72500), ("2025-12-31", 79830)):
        assert observed()["coa.occupancy", day].value == value
        assert any(y == value and axes.xaxis.get_units() is None and str(_day(x)) == day for x, y in points)


def _day(number):
    from matplotlib.dates import num2date

    return num2date(number).date()


def test_the_axis_begins_at_nought(drawn):
    assert all(drawn(chart).axes[0].get_ylim()[0] == 0 for chart in STOCK_CHARTS)


def test_dutch_is_dutch(drawn):
    said = " ".join(words(drawn(chart, "nl")) for chart in CHARTS)
    for english in (" Jan ", "published", "replications", "persons", "interval of", "status holders", "figure ", "scale", "year"):
        assert english not in said
    assert "jan 2025" in said and "20.000" in said and "20,000" not in said


def test_text_is_only_text(drawn, hostile):
    for chart in CHARTS:
        assert hostile in words(drawn(chart, scenario=1)) and f"NL {hostile}" in words(drawn(chart, "nl", scenario=1))
        assert not [
            text for text in drawn(chart, scenario=1).findobj(Text) if text.get_text() and (text.get_parse_math() or text.get_usetex())
        ]


def test_files_of_all_charts_and_scenarios(whole_run):
    files = draw(whole_run.folder.path)
    names = [f"{scenario}-{chart}.{kind}" for scenario in ("basis", "hostile") for chart in CHARTS for kind in ("png", "svg")]
    assert sorted(file.name for file in files) == sorted(names)
    before = {file: file.read_bytes() for file in files}
    svg = before[whole_run.folder.path / "charts" / "hostile-flows.svg"].decode()
    assert "&lt;b&gt;more&lt;/b&gt;" in svg and "<b>" not in svg
    again = draw(whole_run.folder.path)
    assert {file: file.read_bytes() for file in again} == before
    for file in files:
        file.unlink()
    files[0].parent.rmdir()


def test_a_style_of_the_users_own_changes_nothing(drawn, monkeypatch):
    import matplotlib

    before = drawn("coa-occupancy").axes[0].get_position().bounds, matplotlib.rcParams["font.size"]
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "text.usetex": False}):
        figure = drawn("coa-occupancy")
        assert matplotlib.rcParams["font.size"] == 30  # and it is given back
    assert figure.axes[0].get_facecolor() == (1, 1, 1, 1) and figure.axes[0].xaxis.get_ticklabels()[0].get_fontsize() == 9.5
    assert (figure.axes[0].get_position().bounds, matplotlib.rcParams["font.size"]) == before


def test_a_short_run_has_the_charts_it_can_have(tmp_path):
    runs = run(load_scenario("basis"), members=0, replications=1, scale=0.01, until="2024-02-10", jobs=1, out=tmp_path / "run")
    assert {file.stem for file in draw(runs.folder.path, "nl")} == OF_A_SHORT_RUN


def test_a_run_of_before_there_were_places_has_the_other_charts(tmp_path):
    runs = run(load_scenario("basis"), members=0, replications=1, scale=0.01, until="2024-02-10", jobs=1, out=tmp_path / "run")
    table = runs.series()
    table[[name for name in table if name not in charts.PLACES]].to_parquet(tmp_path / "run" / "series.parquet")
    assert runs.folder.present(["coa.occupancy", *charts.PLACES]) == ["coa.occupancy"]
    assert {file.stem for file in draw(runs.folder.path)} == OF_A_SHORT_RUN - {"coa-places"}
    page = report(runs, language="nl").read_text(encoding="utf-8")
    assert label("coa.title", "nl") in page and label("places.title", "nl") not in page
    (tmp_path / "run" / "series.parquet").write_bytes(b"no table")
    with pytest.raises(RunFolderError, match="cannot be read"):
        runs.folder.present(charts.PLACES)


def test_areas_of_places_end_at_the_residents(drawn, whole_run):
    """The areas lie on each other: the top of the last is all residents, in one run of which the medians are the numbers."""
    figure = drawn("coa-places")
    tops = [collection.get_paths()[0].vertices[:, 1].max() for collection in figure.axes[0].collections if collection.get_paths()]
    series = whole_run.series()
    own = series[series["scenario"] == whole_run.manifest["scenarios"][0]["name"]]
    assert max(tops[:7]) == pytest.approx(own.groupby("date")["coa.occupancy"].median().max(), rel=0.02)
    assert tops[:7] == sorted(tops[:7])


def test_areas_of_amv_end_at_all_of_them_and_the_published_sums_lie_where_they_were_counted(drawn, whole_run):
    figure = drawn("amv")
    upper, lower = figure.axes
    tops = [area.get_paths()[0].vertices[:, 1].max() for area in upper.collections if isinstance(area, PolyCollection)]
    series = whole_run.series()
    own = series[series["scenario"] == "basis"]
    every = own[["nidos.kso", "nidos.family", "coa.amv"]].sum(axis=1).groupby(own["date"]).median()
    assert tops[:3] == sorted(tops[:3]) and tops[2] == pytest.approx(every.max(), rel=0.1)
    figures = {key: observed()[key, "2025-12-31"].value for key in ("nidos.kso", "nidos.amv", "coa.amv", "nidos.extended")}
    found = [(str(_day(x)), y) for axes in (upper, lower) for mark in axes.collections for x, y in mark.get_offsets().tolist()]
    for expected in (figures["nidos.kso"], figures["nidos.amv"], figures["nidos.amv"] + figures["coa.amv"], figures["nidos.extended"]):
        assert ("2025-12-31", expected) in found
    (places,) = (line for line in upper.get_lines() if line.get_color() == "black")
    assert places.get_ydata()[-1] == pytest.approx(own["housing.kso_capacity"].iloc[-1])


def test_areas_of_displaced_persons_end_at_those_registered_beside_the_published_figures(drawn, whole_run):
    upper, lower = drawn("ukraine").axes
    tops = [area.get_paths()[0].vertices[:, 1].max() for area in upper.collections if isinstance(area, PolyCollection)]
    one = own(whole_run, 0, "en").daily
    assert tops[3] == pytest.approx(one["ukraine.registered"].max(), rel=0.02)
    found = [(str(_day(x)), y) for axes in (upper, lower) for mark in axes.collections for x, y in mark.get_offsets().tolist()]
    for series in ("ukraine.registered", "ukraine.reception"):
        assert ("2025-12-31", observed()[series, "2025-12-31"].value) in found
    places = max(lower.get_lines(), key=lambda line: line.get_linewidth())
    assert places.get_ydata()[-1] == pytest.approx(99_040)


def test_parts_of_who_was_housed_add_up_in_each_run_and_none_is_below_nought(whole_run):
    for scenario in (0, 1):
        for replication in range(3):
            one = own(whole_run, scenario, "en")
            one = replace(one, periods=one.periods[one.periods["replication"] == replication])
            halves = housed.half_years(one)
            assert [half.name for half in halves] == [f"{year}H{n}" for year in (2024, 2025, 2026) for n in (1, 2)]
            for half in halves:
                assert sum(half.roads.values()) == pytest.approx(half.median) and half.low == half.median == half.high
                assert min(half.roads.values()) >= 0
            assert {half.name: half.published.value for half in halves if half.published} == {
                period: figure.value for (series, period), figure in observed().items() if series == "housing.housed"
            }


def test_who_was_housed_by_road_is_what_the_books_count(whole_run):
    """Way-stations and Nidos as their own series say, and nearly all others a house."""
    run = own(whole_run, 0, "en")
    for half in housed.half_years(run):
        for road, series in housed.ROADS.items():
            assert half.roads[road] == run.medians[series, half.name]
        assert half.roads[housed.HOUSE] > 0.6 * half.median


def test_the_budget_is_that_of_the_scenario_and_what_was_spent_on_its_parts_is_all_that_was_spent(whole_run):
    base, half = (own(whole_run, scenario, "en") for scenario in (0, 1))
    spent = years.years_of(base, budget.PARTS).sum(axis=1).groupby(level="period").median()
    for year in ("2024", "2025", "2026"):
        assert spent[year] == pytest.approx(base.medians["ind.budget_used.total", year], rel=0.01)
        assert spent[year] == pytest.approx(budget.budget(base, int(year)), rel=0.1)
    assert budget.budget(half, 2024) == budget.budget(base, 2024) and budget.budget(half, 2026) == budget.budget(base, 2026) / 2


def test_bars_of_departure_end_at_its_totals_and_the_published_sums_lie_at_the_tops(drawn, whole_run):
    run = own(whole_run, 0, "en")
    axes = drawn("departure").axes[0]
    for parts, series in ((departure.DTENV, "departure.dtenv.total"), (departure.KETEN, "departure.keten.total")):
        whole = years.years_of(run, parts).sum(axis=1).groupby(level="period").median()
        assert all(whole[year] == pytest.approx(run.medians[series, year]) for year in ("2024", "2025", "2026"))
    marks = [tuple(point) for mark in axes.collections for point in mark.get_offsets().tolist()]
    for row, year in enumerate(("2024", "2025")):
        for series, shift in (("departure.dtenv.total", -departure.BESIDE), ("departure.keten.total", departure.BESIDE)):
            top = max(y for x, y in marks if x == pytest.approx(row + shift))
            assert top == pytest.approx(observed()[series, year].value, abs=30)  # published parts are rounded to tens


def test_an_older_run_has_the_charts_of_what_it_knew(older_run):
    drawn = {file.stem.removeprefix("basis-") for file in draw(older_run.folder.path) if file.stem.startswith("basis-")}
    assert drawn == set(CHARTS) - {"coa-places", "amv", "housed", "ukraine", "ind-budget", "departure"}


# -- pieces -----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        ([5], [5]),
        ([1, 9], [1, 9]),
        ([5, 5], [4.5, 5.5]),
        ([5.2, 5], [5.6, 4.6]),
        ([0, 0.1, 9], [0, 1, 9]),
        ([10, 9.9], [10, 9]),
        ([3, 3.5, 4.2, 9], [2.5667, 3.5667, 4.5667, 9]),
    ],
)  # fmt: skip
def test_labels_are_spread_no_further_than_needed(positions, expected):
    assert spread(positions, 1, 0, 10) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-01-01", "2024-03-31", ["Jan 2024", "Feb 2024", "Mar 2024"]),
        ("2024-01-15", "2025-03-31", ["Apr 2024", "Jul 2024", "Oct 2024", "Jan 2025"]),
        ("2024-01-01", "2027-12-31", ["Jan 2024", "Jul 2024", "Jan 2025", "Jul 2025", "Jan 2026", "Jul 2026", "Jan 2027", "Jul 2027"]),
        ("2024-01-01", "2030-12-30", [f"Jan {year}" for year in range(2024, 2031)]),
        ("2024-01-01", "2050-01-01", [f"Jan {year}" for year in range(2024, 2050, 5)]),
    ],
)  # fmt: skip
def test_dates_on_the_axis(first, last, expected):
    from datetime import date

    with picture("t", "s", "u") as (_, axes):
        dates(axes, date.fromisoformat(first), date.fromisoformat(last), "en")
        assert [tick.get_text() for tick in axes.get_xticklabels()] == expected


def test_cut():
    assert cut("short", 10) == "short" and cut("a long title", 8) == "a long\N{HORIZONTAL ELLIPSIS}"


def test_sources_are_named_once_each_with_their_figures():
    found = [
        observed()[key]
        for key in (("coa.occupancy", "2024-12-31"), ("nareis.waiting_abroad", "2025-12-31"), ("nareis.waiting_abroad", "2024-12-31"))
    ]
    assert sources(found, "en") == "Published figures: Staat van Migratie 2026, figures 61, 63; IND year figures 2024 (press)."
    assert sources(found[:1], "nl") == "Gepubliceerde cijfers: Staat van Migratie 2026, figuur 63."
    assert sources([], "en") == ""


def test_sources_in_charts_have_a_dutch_name(drawn):
    begin = label("source", "nl").split("{")[0]
    for chart in (*STOCK_CHARTS, "taakstelling"):
        (line,) = (text for text, _ in texts(drawn(chart, "nl")) if text.startswith(begin))
        for source in line.removeprefix(begin).removesuffix(".").split("; "):
            assert source.split(", figu")[0] in {names[1] for names in SOURCES.values()}
