"""The command that splits a run over municipalities: its table, files and chart, in two languages."""

from __future__ import annotations

import json
import re
from itertools import combinations

import pandas as pd
import pytest
from matplotlib.text import Text
from typer.testing import CliRunner

import ketensim as ks
from ketensim.cli import app
from ketensim.municipalities.split import split
from ketensim.reporting import municipality_charts
from ketensim.reporting.municipality_words import WORDS, gap
from national_periods import COLUMNS, people, write

EXAMPLE = "municipalities-invented"
INTERVAL = r"-?[\d,.]+(?:–| to | tot )-?[\d,.]+"


@pytest.fixture
def call(monkeypatch, whole_run):
    """Runs the command on the small run, in a terminal of so many columns; gives what it printed."""

    def call(*words, columns=80):
        monkeypatch.setenv("COLUMNS", str(columns))
        done = CliRunner().invoke(app, ["municipalities", str(whole_run.folder.path), *map(str, words)])
        assert done.exit_code == 0 and done.stderr == "", done.output
        return done.stdout

    return call


@pytest.mark.parametrize("columns", [80, 160])
def test_the_table_has_every_number_whole(call, whole_run, columns):
    said = call(EXAMPLE, "--scenario", "basis", columns=columns)
    assert all(len(line) <= columns for line in said.partition("\n\n")[0].splitlines())
    parts = ks.split_municipalities(whole_run, EXAMPLE, scenario="basis", half_years="2026H1")
    text = said.replace("\n", " ")
    for row in parts.itertuples():
        assert f"{row.median:,}" in text
        if row.low80 != row.high80:
            assert re.search(rf"{row.low80:,}(?:–| to ){row.high80:,}", text), row
    assert len(re.findall(INTERVAL, text)) >= 4 * (12 + 3 + 1)  # municipalities, provinces, all
    assert all(f"GM90{n:02}" in text for n in range(1, 13))


def test_the_notes_say_how_it_was_made_and_what_it_is_not(call, tmp_path):
    said = " ".join(call(EXAMPLE, "--scenario", "basis").split())
    for part in (
        "by inhabitants (1,475,000 in municipalities-invented), as the Huisvestingswet 2014",
        "No forecast of what a municipality will do of its own: intervals are those of the country, scaled.",
        "Housed is split as it was realised in 2025H2",
        "Arrears start from those of the table (7,450 at the start of 2026H1;",
        "Places needed are those of the run, split by inhabitants alone (the Spreidingswet also weighs the SES-WOA score)",
        "Places are those of the run, split by the places of the table.",
        "Simulated at scale 0.01.",
    ):
        assert part in said
    plain = " ".join(call(write(tmp_path, people([5, 6])), "--scenario", "basis").split())
    assert "Housed is split by inhabitants too, as the table has no realised numbers" in plain
    assert (
        "Arrears at the start of 2026H1 are split by inhabitants" in plain and "Places are those of the run, split by inhabitants." in plain
    )


def test_dutch_is_dutch(call):
    said = call(EXAMPLE, "--lang", "nl", "--by", "province")
    assert "achterstand" in said and "Geen voorspelling" in said and "alle" in said and "GM9001" not in said
    for english in ("housed", "arrears", "places", "median ", "inhabitants", "half year"):
        assert english not in said.replace("municipalities-invented", "")


@pytest.mark.parametrize(("language", "below"), [("en", "1,234 below those at the start"), ("nl", "1.234 onder die aan het begin")])
def test_the_foot_says_by_how_much_medians_do_not_add_up(language, below):
    (line,) = gap(-1234, language)
    assert below in line and gap(1234, language) != [line]
    assert gap(0, language) == []


def test_a_gap_stands_below_its_half_year(call, whole_run):
    gaps = split(whole_run, EXAMPLE).gaps
    wanted = [line for name in gaps for line in gap(gaps[name]["2026H1"], "en")]
    said = " ".join(call(EXAMPLE, "--half-year", "2026H1").split())
    assert said.count("Medians do not add up") == len(wanted) and all(line in said for line in wanted)


def test_every_text_has_two_languages_with_the_same_facts():
    for english, dutch in WORDS.values():
        assert english and dutch and sorted(re.findall(r"\{\w*\}", english)) == sorted(re.findall(r"\{\w*\}", dutch))


def test_files_hold_what_python_gives(call, whole_run, tmp_path):
    call(EXAMPLE, "--csv", tmp_path / "m.csv", "--json", tmp_path / "m.json", "--quiet")
    expected = ks.split_municipalities(whole_run, EXAMPLE)
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "m.csv"), expected, check_dtype=False)
    known = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    assert pd.DataFrame(known["rows"]).equals(expected)
    assert known["keys"]["housing.taakstelling"] == "inhabitants" and known["half_years"] == ["2026H1", "2026H2"]
    call(EXAMPLE, "--csv", tmp_path / "few.csv", "--half-year", "2026H2", "--by", "province", "-q")
    assert set(pd.read_csv(tmp_path / "few.csv")["half_year"]) == {"2026H2"}


def test_text_of_files_is_only_text(call, tmp_path, hostile):
    rows = [("1", hostile.replace(",", ""), "P [b]", 5), ("2", "$x_1$", "Q & <i>", 6)]
    said = call(write(tmp_path, rows), "--chart", tmp_path / "charts", columns=200)
    assert "P [b]" in said and "[red]50%" in said and hostile in said
    svg = (tmp_path / "charts" / "hostile-provinces-2026H1.svg").read_text(encoding="utf-8")
    assert "Q &amp; &lt;i&gt;" in svg and "<i>" not in svg


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("provinces", [3, 12, 30])
def test_texts_of_the_chart_lie_within_it_and_not_on_each_other(whole_run, tmp_path, monkeypatch, language, provinces):
    rows = [(n + 1, f"Plaats {n}", f"Provincie met een lange naam {n % provinces}", 1000 + 900 * n, 5 * n - 40) for n in range(60)]
    found = split(whole_run, write(tmp_path, rows, (*COLUMNS, "arrears")), scenario="basis")
    figures = []
    monkeypatch.setattr(municipality_charts, "save", lambda figure, *_: figure.canvas.draw() or figures.append(figure) or [])
    municipality_charts.draw_provinces(found, whole_run.manifest, "2026H2", tmp_path, language)
    (figure,) = figures
    width, height = figure.canvas.get_width_height()
    places = [(text.get_text(), text.get_window_extent()) for text in seen(figure)]
    assert len(places) > 12 and ("15 " in str(places) or "17 " in str(places)) == (provinces > 14)
    for text, box in places:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height, text
    for (one, first), (two, second) in combinations(places, 2):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        along = min(first.y1, second.y1) - max(first.y0, second.y0)
        assert across < 1 or along < 2, (one, two)
    handles = figure.axes[0].get_legend().legend_handles
    assert len({handle.get_facecolor() for handle in handles}) == 2


def seen(figure):
    """Texts that are drawn."""
    hidden = set()
    for axes in figure.axes:
        low, high = axes.get_xlim()
        hidden |= {tick.label1 for tick in axes.xaxis.get_major_ticks() if not low <= tick.get_loc() <= high}
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip() and text not in hidden]


def test_the_same_split_gives_the_same_chart(whole_run, tmp_path):
    found = split(whole_run, EXAMPLE, scenario="basis")
    files = municipality_charts.draw_provinces(found, whole_run.manifest, "2026H1", tmp_path / "one")
    again = municipality_charts.draw_provinces(found, whole_run.manifest, "2026H1", tmp_path / "two")
    assert [file.name for file in files] == ["provinces-2026H1.png", "provinces-2026H1.svg"]
    assert [file.read_bytes() for file in files] == [file.read_bytes() for file in again]
