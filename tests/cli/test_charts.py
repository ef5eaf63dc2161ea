"""The charts: complete, legible, of the same bytes each time, and with text that is only text."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from matplotlib.text import Text

from ketensim.calibration.figures import observed
from ketensim.reporting import charts, flows, stay_charts
from ketensim.reporting.charts import CHARTS, Run, draw
from ketensim.reporting.labels import LANGUAGES, SOURCES, label, sources
from ketensim.reporting.style import cut, dates, picture, spread
from ketensim.results.runs import run
from ketensim.scenario import load_scenario

STOCK_CHARTS = ("coa-occupancy", "ind-backlog", "nareis-waiting")


@pytest.fixture
def drawn(whole_run, monkeypatch):
    """Draws a chart and gives the figure, which is not written."""

    def drawn(chart, language="en", scenario=0, runs=whole_run):
        found = []
        for module in (charts, flows, stay_charts):
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
    assert {"en": re.search(r"\b[Pp]ersons|[Ff]iles", said), "nl": re.search(r"[Pp]ersonen|[Dd]ossiers", said)}[language]


@pytest.mark.parametrize("chart", [*STOCK_CHARTS, "taakstelling"])
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
    assert {file.stem for file in draw(runs.folder.path, "nl")} == set(STOCK_CHARTS)


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
