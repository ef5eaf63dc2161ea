"""`ketensim solve` and `ketensim sensitivity` as a user meets them."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date
from string import Formatter

import pandas as pd
import pytest
from typer.testing import CliRunner

from ketensim.calibration.recipe import read_recipe
from ketensim.cli import app
from ketensim.reporting.exploration_words import WORDS
from ketensim.scenario import load_scenario

SMALL = ["--scale", 0.005, "--jobs", 1, "--from", "2024-02-01"]
SOLVE = ["solve", "basis", "--find", "housing.supply", "-m", 2, "-p", 0.5, *SMALL]
REACHED, OUT_OF_REACH = "coa.occupancy@2024-05-31 <= 58500", "coa.occupancy@2024-05-31 <= 30000"
BEFORE = load_scenario("basis").at("housing.supply", date(2024, 2, 1))  # what is sought, as it was
SENSITIVITY = ["sensitivity", "basis", "--of", "coa.occupancy@2024-04-30", "-m", 12, "--lever-members", 1, "--lever", "housing.supply,nareis.direct_to_referent", *SMALL]  # fmt: skip


@pytest.fixture
def call(monkeypatch):
    """Runs the command in a wide terminal; gives what came back."""
    monkeypatch.setenv("COLUMNS", "160")
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words], prog_name="ketensim")


@pytest.fixture(scope="module")
def solved(tmp_path_factory):
    """One solution with charts, in Dutch."""
    folder = tmp_path_factory.mktemp("solved") / "out"
    result = CliRunner().invoke(app, [*map(str, SOLVE), "--for", REACHED, "--out", str(folder), "--lang", "nl"], prog_name="ketensim")
    assert result.exit_code == 0, result.output
    return folder, result


def refused(result):
    assert result.exit_code == 2 and result.stdout == "" and "Traceback" not in result.stderr
    return result.stderr


# -- solve ------------------------------------------------------------------------------------------------------------------
def test_solve_leaves_tables_charts_and_a_scenario_file(solved):
    folder, _ = solved
    assert {file.name for file in folder.iterdir()} == {
        "solution.json",
        "worlds.csv",
        "curve.csv",
        "trials.csv",
        "solved-50.toml",
        "charts",
    }
    facts = json.loads((folder / "solution.json").read_text(encoding="utf-8"))
    assert facts["goal"] == {"series": "coa.occupancy", "period": "2024-05-31", "sense": "<=", "value": 58500.0, "unit": "persons"}
    assert facts["find"]["key"] == "housing.supply" and facts["find"]["from"] == "2024-02-01"
    (answer,) = facts["answers"]
    curve, worlds = pd.read_csv(folder / "curve.csv"), pd.read_csv(folder / "worlds.csv")
    assert curve["position"].is_monotonic_increasing and (curve["low80"] <= curve["high80"]).all()
    assert list(worlds["member"]) == [1, 2] and set(worlds["status"]) <= {"met", "always", "never"}
    assert load_scenario(folder / "solved-50.toml").at("housing.supply", date(2024, 3, 1)) == answer["value"] > BEFORE


def test_solve_draws_a_picture_of_the_curve(solved):
    folder, _ = solved
    words = "".join(ET.parse(folder / "charts" / "solve.svg").getroot().itertext())
    assert "Wat het doel haalt: woningaanbod statushouders" in words and "doel: ≤ 58.500" in words and "31 mei 2024" in words
    assert (folder / "charts" / "solve.png").stat().st_size > 10_000


def test_solve_says_first_how_much_it_takes_and_then_what_it_found(solved):
    folder, result = solved
    assert result.stderr.startswith("Hooguit ") and "simulaties, elk tot 2024-05-31" in result.stderr
    facts = json.loads((folder / "solution.json").read_text(encoding="utf-8"))
    assert facts["simulations"] <= int(result.stderr.split()[1])
    assert "Doel: bezetting COA niet meer dan 58.500 op 31 mei 2024." in result.stdout
    assert "housing.supply = { from = 2024-02-01, value = " in result.stdout


def test_the_same_question_again_takes_the_place_and_another_does_not(solved, call, tmp_path):
    folder, _ = solved
    assert call(*SOLVE, "--for", REACHED, "--out", folder, "-q", "--lang", "nl").exit_code == 0
    assert "holds something else; name another folder with --out" in refused(call(*SOLVE, "--for", OUT_OF_REACH, "--out", folder, "-q"))
    (tmp_path / "mine.txt").write_text("mine")
    assert "holds something else" in refused(call(*SOLVE, "--for", REACHED, "--out", tmp_path, "-q"))
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_out_of_reach_is_said_plainly_with_the_nearest(call, tmp_path):
    result = call(*SOLVE, "--for", OUT_OF_REACH, "--out", tmp_path / "out", "--no-charts")
    assert result.exit_code == 0 and "not reached in this range" in result.stdout
    span = f"No value from {BEFORE / 2:,.0f} persons/week to {2 * BEFORE:,.0f} persons/week reaches the goal in any run. The nearest is"
    assert span in result.stdout
    assert not list((tmp_path / "out").glob("solved-*")) and not (tmp_path / "out" / "charts").exists()


def test_solve_in_json_is_all_of_stdout(call, tmp_path):
    result = call(*SOLVE, "--for", "coa.occupancy@2024-05-31 <= 200000", "--out", tmp_path / "out", "--json")
    told = json.loads(result.stdout)
    assert result.stderr == "" and told["answers"][0]["needless"] and told["worlds"]["met_unchanged"] == 2
    assert told["folder"] == str(tmp_path / "out") and len(told["charts"]) == 2 and len(told["curve"]) > 100


def test_the_start_of_a_change(call, tmp_path):
    words = ["solve", "basis", "--find", "housing.supply", "-m", 0, "--scale", 0.005, "-j", 1, "--for", "coa.occupancy@2024-05-31 <= 68000"]
    result = call(*words, "--find-start", "--change", "factor=2", "--between", "2024-01-10", "2024-05-01", "--out", tmp_path / "out")
    assert result.exit_code == 0 and "the day on which it begins: housing.supply factor 2, 10 Jan 2024 to 1 May 2024" in result.stdout
    assert (tmp_path / "out" / "charts" / "solve.svg").exists()
    assert pd.read_csv(tmp_path / "out" / "trials.csv")["position"].str.fullmatch(r"2024-\d\d-\d\d").all()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--for", "coa.ocupancy@2024-05-31 <= 1"], "solve: goal: unknown series 'coa.ocupancy', did you mean 'coa.occupancy'?"),
        (["--for", REACHED, "--find-start"], "found with --find-start and --change together"),
        (["--for", REACHED, "--change", "factor=2"], "found with --find-start and --change together"),
        (["--for", REACHED, "--find-start", "--change", "twice"], "'twice' is no change; write it like factor=1.2"),
        (["--for", REACHED, "--between", "1", "x"], "solve: between: must be two numbers"),
        ([], "Missing option '--for'"),
    ],
)  # fmt: skip
def test_mistakes_in_solve(call, words, says):
    assert says in refused(call(*SOLVE, *words))


def test_a_title_is_never_read_as_markup_or_mathematics(call, tmp_path, hostile):
    file = tmp_path / "hostile.toml"
    file.write_text(f"title = '{hostile}'\nextends = \"basis\"\n")
    result = call("solve", file, *SOLVE[2:], "--for", REACHED, "--out", tmp_path / "out")
    assert result.exit_code == 0 and hostile in result.stdout
    assert hostile in "".join(ET.parse(tmp_path / "out" / "charts" / "solve.svg").getroot().itertext())
    assert not list((tmp_path / "out").glob("solved-*"))  # no file can extend it by its name


# -- sensitivity ------------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def studied(tmp_path_factory):
    folder = tmp_path_factory.mktemp("studied") / "out"
    result = CliRunner().invoke(app, [*map(str, SENSITIVITY), "--out", str(folder)], prog_name="ketensim", env={"COLUMNS": "160"})
    assert result.exit_code == 0, result.output
    return folder, result


def test_sensitivity_leaves_tables_and_charts(studied):
    folder, _ = studied
    assert {file.name for file in folder.iterdir()} == {"sensitivity.json", "sensitivity.csv", "charts"}
    assert {file.name for file in (folder / "charts").iterdir()} == {
        f"{name}.{kind}" for name in ("levers", "unknowns") for kind in ("png", "svg")
    }
    table = pd.read_csv(folder / "sensitivity.csv")
    assert list(table[table["what"] == "lever"]["name"]) == ["housing.supply", "housing.supply", "nareis.direct_to_referent"]
    assert sorted(table[table["what"] == "unknown"]["name"]) == sorted(read_recipe().names)
    assert table[table["what"] == "unknown"]["adjusted"].between(0, 1).all()
    facts = json.loads((folder / "sensitivity.json").read_text(encoding="utf-8"))
    assert facts["unknowns"]["members"] == 12 and facts["simulations"] == 12 + 1 + 3


def test_sensitivity_says_what_can_be_told_and_what_cannot(studied):
    _, result = studied
    assert "16 simulations, each until 2024-04-30: 2 levers in 1 runs, 12 runs for what is not known." in result.stderr
    assert "housing for status holders" in result.stdout and "are told from noise" in result.stdout.replace("\n", " ")
    assert "Moved by so much because it is nought: nareis family straight to the referent (+0.1 share)." in result.stdout


def test_the_charts_of_sensitivity_have_title_unit_and_notes(studied):
    folder, _ = studied
    levers, unknowns = ("".join(ET.parse(folder / "charts" / f"{name}.svg").getroot().itertext()) for name in ("levers", "unknowns"))
    assert "Levers that move COA occupancy on 30 Apr 2024" in levers and "10% smaller" in levers and "Model: ketensim" in levers
    assert "Unknowns that move COA occupancy" in unknowns and "not told from noise" in unknowns


def test_sensitivity_of_levers_alone_in_json(call, tmp_path):
    words = [word for word in SENSITIVITY if word not in ("-m", 12)]
    told = json.loads(call(*words, "--what", "levers", "--out", tmp_path / "out", "--json", "--no-charts").stdout)
    assert told["unknowns"] is None and [lever["key"] for lever in told["levers"]] == ["housing.supply", "nareis.direct_to_referent"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--of", "coa.ocupancy@2024-05-31"], "sensitivity: series: unknown series 'coa.ocupancy', did you mean 'coa.occupancy'?"),
        (["--of", "coa.occupancy"], "sensitivity: series: names no moment"),
        (["--of", "coa.occupancy@2024-05-31", "--lever", "housing.suply"], "sensitivity: levers: unknown key 'housing.suply'"),
        (["--of", "coa.occupancy@2024-05-31", "--run", "nowhere"], "nowhere: "),
    ],
)  # fmt: skip
def test_mistakes_in_sensitivity(call, words, says):
    assert says in refused(call("sensitivity", "basis", *words))


def test_every_text_has_the_same_gaps_in_both_languages():
    for key, (english, dutch) in WORDS.items():
        gaps = [sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None) for text in (english, dutch)]
        assert gaps[0] == gaps[1], key
