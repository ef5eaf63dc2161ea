"""``ketensim compare`` as a user meets it: what it prints, leaves and refuses."""

from __future__ import annotations

import csv
import json
import re
import shutil
from itertools import combinations, pairwise

import pytest
from matplotlib.text import Text
from typer.testing import CliRunner

from comparison_runs import HOSTILE, with_members, without_members
from ketensim.cli import app
from ketensim.comparison.comparison import compare
from ketensim.reporting import comparison_charts
from ketensim.reporting.comparison_charts import draw_causes, draw_paths
from ketensim.reporting.comparison_tables import between, cause_rows, percentage, short_label, signed
from ketensim.reporting.labels import LANGUAGES

SMALL = ["--members", "0", "--replications", "2", "--scale", "0.005", "--until", "2024-04-30", "--jobs", "1"]


@pytest.fixture
def call(monkeypatch):
    """Runs the command in a terminal of some width; gives what came back."""

    def call(*words, columns=80):
        monkeypatch.setenv("COLUMNS", str(columns))
        return CliRunner().invoke(app, ["compare", *(str(word) for word in words)], prog_name="ketensim")

    return call


@pytest.fixture
def members():
    return with_members().folder.path


def refused(result):
    """The message of a command that ended in status 2, without a traceback and with nothing on stdout."""
    assert result.exit_code == 2 and result.stdout == "", result.output
    assert "Traceback" not in result.stderr
    return result.stderr


# -- what it says -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dates", [(), ("--date", "2025-06-30", "--date", "2025")])
def test_nothing_wraps_in_80_columns(call, members, tmp_path, language, dates):
    words = ("--explain", "--capacity", 70000, "--precision", 200, "--no-charts", "--out", tmp_path, "--lang", language)
    result = call(members, *words, *dates)
    assert result.exit_code == 0 and result.stderr == ""
    lines = result.stdout.splitlines()
    assert max(map(len, lines[:-1])) <= 80  # the last has paths
    begun = {"en": "COA occupancy", "nl": "bezetting COA"}[language]
    assert any(line.startswith(begun) and "%" in line for line in lines)
    assert not any(re.match(r" {20,}\S+ *$", line) for line in lines)  # no cell goes on below itself


def test_it_says_what_differs_how_much_since_when_and_why(call, members, tmp_path):
    text = call(members, "--explain", "--capacity", 70000, "--precision", 200, "--no-charts", "--out", tmp_path).stdout
    assert "ind.budget:" in text and "scenario: x 0.5 from 2024-09-01" in text
    table = compare(members).table()
    row = table[(table["series"] == "coa.occupancy") & (table["period"] == "2025-12-31")].iloc[0]
    (line,) = (line for line in text.splitlines() if line.startswith("COA occupancy") and line.rstrip().endswith("100%"))
    assert signed(row["mean"], "en") in line and between(row["low80"], row["high80"], "en") in line
    for heading in (
        "First difference",
        "Peak:",
        "Days on which COA occupancy is above 70,000",
        "Pairs for a mean difference",
        "why slower differs",
    ):
        assert heading in text
    assert "permits to residents" in text and "Few independent members or replications (3)" in text.replace("\n", " ")


def test_a_title_is_never_markup(call, members, tmp_path):
    assert HOSTILE in call(members, "--no-charts", "--out", tmp_path, columns=300).stdout


def test_a_run_of_less_than_a_year_is_compared_at_its_end(call, tmp_path):
    text = call(without_members().folder.path, "--no-charts", "--out", tmp_path).stdout
    assert "2024-06-30" in text and "at 31 December" not in text
    assert "intervals hold chance only" in text.replace("\n", " ")


def test_quiet_says_nothing(call, members, tmp_path):
    result = call(members, "--quiet", "--no-charts", "--out", tmp_path / "new")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "") and (tmp_path / "new" / "comparison.csv").exists()


def test_json_is_all_of_stdout(call, members, tmp_path):
    words = ("--series", "coa.occupancy", "--date", "2025-12-31", "--capacity", 10**6, "--precision", 200, "--explain", "--no-charts")
    told = json.loads(call(members, "--json", "--out", tmp_path, *words).stdout)
    (row,) = told["comparison"]
    assert row["n"] == 6 and row["low95"] <= row["low80"] <= row["median"] <= row["high80"] <= row["high95"]
    assert told["reference"] == "basis" and told["scenarios"] == ["basis", "slower"]
    assert told["days_above"][0]["first"] is None and told["precision"][0]["counted"] == "members"
    causes = [each["mean"] for each in told["causes"] if each["part"] == "whole" and each["cause"] != "total"]
    assert sum(causes) == pytest.approx(row["mean"]) and {each["key"] for each in told["scenario_differences"]} >= {"housing.supply"}
    assert sum(each["mean"] for each in told["nationalities"]) == pytest.approx(row["mean"])
    assert told["files"] == [str(tmp_path / name) for name in ("comparison.csv", "causes.csv", "nationalities.csv")]


def test_scenarios_are_run_together_first(call, tmp_path):
    file = tmp_path / "own.toml"
    file.write_text('title = "Own"\nextends = "basis"\nind.budget = { from = 2024-02-01, factor = 0.5 }\n')
    result = call("basis", file, *SMALL, "--run-out", tmp_path / "run", "--no-charts")
    assert result.exit_code == 0 and "Own (own), compared with" in result.stdout
    assert (tmp_path / "run" / "manifest.json").exists() and (tmp_path / "run" / "compare" / "comparison.csv").exists()
    again = call(tmp_path / "run", "--no-charts")
    assert again.stdout == result.stdout
    mixed = call(tmp_path / "run", "basis", *SMALL, "--run-out", tmp_path / "second", "--no-charts", "--json")
    assert json.loads(mixed.stdout)["scenarios"] == ["basis@run", "own", "basis@second"]


def test_a_change_since_a_day_is_explained_of_each_scenario(call, members, tmp_path):
    result = call(members, "--since", "2025-06-30", "--no-charts", "--out", tmp_path)
    assert result.exit_code == 0
    for name in ("basis", "slower"):
        assert f"COA occupancy of {name}: the change from 2025-06-30 to 2025-12-31" in result.stdout
    rows = list(csv.DictReader((tmp_path / "causes.csv").read_text().splitlines()))
    assert {(row["scenario"], row["reference"], row["begin"], row["end"]) for row in rows} == {
        (name, "", "2025-06-30", "2025-12-31") for name in ("basis", "slower")
    }


# -- what it leaves -----------------------------------------------------------------------------------------------------------
def test_tables_and_charts_are_left(call, members, tmp_path):
    copy = tmp_path / "run"
    shutil.copytree(members, copy)
    result = call(copy, "--explain", "--date", "2025")
    names = {file.name for file in (copy / "compare").iterdir()}
    charts = {f"{name}.{kind}" for name in ("paths-coa.occupancy", "causes-2025-12-31") for kind in ("png", "svg")}
    assert names == {"comparison.csv", "causes.csv", "nationalities.csv", *charts}
    assert "and 4 chart files" in result.stdout.replace("\n", " ")
    rows = list(csv.DictReader((copy / "compare" / "causes.csv").read_text().splitlines()))
    whole = [float(row["mean"]) for row in rows if row["part"] == "whole" and row["cause"] != "total"]
    assert sum(whole) == pytest.approx(float(next(row["mean"] for row in rows if row["group"] == "all")))


# -- what it refuses ----------------------------------------------------------------------------------------------------------
def test_everything_wrong_with_a_question_at_once(call, members, tmp_path):
    words = (
        "--series",
        "coa.ocupancy",
        "--date",
        "2040",
        "--capacity",
        "nan",
        "--precision",
        "-1",
        "--since",
        "soon",
        "--out",
        tmp_path / "no",
    )
    message = refused(call(members, *words))
    for part in (
        "capacity: is nan",
        "precision: is -1",
        "did you mean 'coa.occupancy'?",
        "date 2040: is not within",
        "date soon: cannot be explained",
    ):
        assert part in message
    assert not (tmp_path / "no").exists()


def test_everything_wrong_with_folders_and_scenarios_at_once(call, tmp_path):
    (tmp_path / "empty").mkdir()
    message = refused(call(tmp_path / "empty", "basiss", tmp_path / "none.toml", *SMALL))
    assert (
        "empty: exists and is not a run folder" in message and "did you mean 'basis'?" in message and "none.toml: no such file" in message
    )


def test_a_question_is_judged_before_anything_is_run(call, tmp_path):
    words = ("--series", "nosuch", "--date", "2025", "--since", "2024-06-01", "--run-out", tmp_path / "run")
    message = refused(call("basis", "inflow-low", *SMALL, *words))
    assert [line.split(":")[1] for line in message.splitlines()] == [" series nosuch", " date 2025", " date 2024-06-01"]
    assert "2024-01-01 to 2024-04-30" in message and not (tmp_path / "run").exists()


def test_a_run_that_would_not_pair_is_not_made(call, tmp_path):
    words = [*SMALL, "--seed", "8", "--run-out", tmp_path / "run", "--reference", "basiz", "--series", "nosuch"]
    message = refused(call(without_members().folder.path, "basis", *words))
    assert "the run of basis: seed: is 8 where" in message and "the run of basis: scale: is 0.005 where" in message
    assert "did you mean 'basis'?" in message and "series nosuch" in message
    assert not (tmp_path / "run").exists()


def test_one_scenario_is_not_run_to_be_compared_with_nothing(call, tmp_path):
    message = refused(call("basis", *SMALL, "--run-out", tmp_path / "run"))
    assert "there is basis alone; give at least two scenarios" in message and not (tmp_path / "run").exists()


def test_a_wrong_reference_hides_nothing(call, members):
    message = refused(call(members, "--reference", "slowr", "--series", "nosuch", "--capacity", "nan"))
    assert "did you mean 'slower'?" in message and "series nosuch" in message and "capacity: is nan" in message


def test_one_pair_has_no_interval_and_no_plural(call, tmp_path):
    shutil.copytree(without_members().folder.path, tmp_path / "one")
    file = tmp_path / "one" / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"replications": 1}))
    text = call(tmp_path / "one", "--no-charts", "--out", tmp_path / "out", columns=120).stdout
    assert "over 1 pair:" in text and "1 pairs" not in text and "clear" not in text


def test_no_probability_where_no_pair_differs(call, members, tmp_path):
    words = ("--date", "2024-08-01", "--date", "2025-12-31", "--no-charts", "--out", tmp_path)
    lines = [line.rstrip() for line in call(members, *words, columns=120).stdout.splitlines() if line.startswith("COA occupancy ")]
    assert lines[0].endswith("\N{EN DASH}") and lines[1].endswith("%")


def test_days_above_are_counted_of_the_stocks_among_the_series(call, members, tmp_path):
    words = ("--capacity", 70000, "--json", "--no-charts", "--out", tmp_path)
    told = json.loads(call(members, "--series", "coa.inflow", "--series", "coa.occupancy", *words).stdout)
    assert {row["series"] for row in told["days_above"]} == {"coa.occupancy"}
    assert "coa.inflow: is a flow" in refused(call(members, "--series", "coa.inflow", *words))


def test_folders_that_do_not_pair(call, members):
    message = refused(call(members, without_members().folder.path))
    assert message.splitlines() == [
        f"{without_members().folder.path}: members: is the base values alone where {members} has members of the ensemble; "
        "runs pair when it is the same (the base values are no member)"
    ]


def test_one_scenario_or_an_unknown_reference(call, members, tmp_path):
    copy = tmp_path / "one"
    shutil.copytree(members, copy)
    manifest = json.loads((copy / "manifest.json").read_text())
    (copy / "manifest.json").write_text(json.dumps(manifest | {"scenarios": manifest["scenarios"][:1]}))
    assert "there is basis alone; give at least two scenarios" in refused(call(copy))
    assert call(copy, "--since", "2025-01-01", "--no-charts").exit_code == 0
    assert "'slowr' is none of them, did you mean 'slower'?" in refused(call(members, "--reference", "slowr"))


# -- charts -------------------------------------------------------------------------------------------------------------------
def draw(chart, comparison, language):
    """The figure of a chart, as it would be written."""
    found = []

    def keep(figure, caption):
        comparison_charts.noted(figure, caption)
        figure.canvas.draw()
        found.append(figure)
        return []

    if chart == "causes":
        draw_causes(comparison, comparison.explain("2025-12-31"), None, "", language, keep)
    elif chart == "days":
        draw_causes(comparison, comparison.explain("2025-02-01", "2025-12-31"), None, "", language, keep)
    else:
        draw_paths(comparison, chart, None, "", language, keep)
    return found[0]


def seen(figure):
    """Every text that is seen, with its place in pixels."""
    hidden = set()
    for axes in figure.axes:
        for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            outside = [tick for tick in axis.get_major_ticks() if not min(low, high) <= tick.get_loc() <= max(low, high)]
            hidden |= {label for tick in outside for label in (tick.label1, tick.label2)}
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip() and text not in hidden]
    return [(text.get_text(), text.get_window_extent()) for text in texts]


def assert_legible(figure):
    """Every text lies within the picture, and none on another."""
    width, height = figure.canvas.get_width_height()
    places = seen(figure)
    assert len(places) > 10
    for text, box in places:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height, text
    for (one, first), (two, second) in combinations(places, 2):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        along = min(first.y1, second.y1) - max(first.y0, second.y0)
        assert across < 1 or along < 2, (one, two)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chart", ["coa.occupancy", "coa.inflow", "ind.lead_time.aa", "causes", "days"])
def test_texts_lie_within_the_picture_and_not_on_each_other(chart, language):
    assert_legible(draw(chart, compare(with_members()), language))


@pytest.mark.parametrize("chart", ["coa.occupancy", "causes"])
def test_many_scenarios_with_long_names_stay_legible(chart, tmp_path, members):
    folders = [tmp_path / f"a folder with a name as long as folders have sometimes {n}" for n in range(3)]
    for folder in folders:
        shutil.copytree(members, folder)
    assert_legible(draw(chart, compare(folders), "nl"))


def test_a_chart_says_what_it_is_of_whom_and_from_what():
    comparison = compare(with_members())
    said = " ".join(text for text, _ in seen(draw("coa.occupancy", comparison, "en")))
    assert HOSTILE[:30] in said and "published figure" in said and "80% interval" in said and "Staat van Migratie 2026" in said
    assert "scenarios basis (" in said and "seed 7" in said and "6 pairs" in said
    said = " ".join(text for text, _ in seen(draw("causes", comparison, "nl")))
    assert "Bezetting COA op 2025-12-31: waarom slower verschilt van basis" in said and "vergunningen aan bewoners" in said


def test_the_waterfall_ends_at_the_difference():
    comparison = compare(with_members())
    explained = comparison.explain("2025-12-31")
    rows = cause_rows(explained)
    (axes,) = draw("causes", comparison, "en").axes
    bars = [(bar.get_x(), bar.get_width()) for bar in axes.patches]
    causes = [row["mean"] for row in rows if row["cause"] != "total"]
    assert [width for _, width in bars] == pytest.approx([*causes, explained.total.mean()])
    assert bars[-1][0] == 0 and bars[-2][0] + bars[-2][1] == pytest.approx(bars[-1][1])
    for (start, width), (next_start, _) in pairwise(bars[:-1]):
        assert next_start == pytest.approx(start + width)


# -- words --------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "english", "dutch"),
    [(1234.4, "+1,234", "+1.234"), (-12.4, "-12", "-12"), (0, "0", "0"), (0.256, "+0.26", "+0,26"), (float("nan"), "", ""), (-0.001, "0", "0")],
)  # fmt: skip
def test_differences_have_a_sign(value, english, dutch):
    assert (signed(value, "en"), signed(value, "nl")) == (english, dutch)


def test_a_long_label_keeps_what_tells_it_apart():
    assert short_label("basis@runs/of/last/year", 12) == "basis@\N{HORIZONTAL ELLIPSIS}/year" and short_label("basis", 12) == "basis"


def test_a_share_is_no_certainty_it_is_not():
    assert [percentage(share) for share in (0, 0.001, 0.4, 0.999, 1)] == ["0%", "<1%", "40%", ">99%", "100%"]
