"""Every command as a user meets it: what it prints where, and its exit status."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import ketensim
from ketensim.chain.series import SERIES
from ketensim.cli import app
from ketensim.scenario import load_scenario, names
from ketensim.scenario.catalogue import PARAMETERS

FILES = Path(__file__).parents[1] / "errors" / "files"
SMALL = ["--members", "0", "--scale", "0.01", "--until", "2024-02-29", "--jobs", "1"]
VARIATION = 'title = "Own"\nextends = "basis"\n'


@pytest.fixture
def call(monkeypatch):
    """Runs the command in an 80-column terminal; gives what came back."""
    monkeypatch.setenv("COLUMNS", "80")
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words], prog_name="ketensim")


def refused(result):
    """The message of a command that ended in status 2, without a traceback and with nothing on stdout."""
    assert result.exit_code == 2 and result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


# -- usage ------------------------------------------------------------------------------------------------------------------
def test_version(call):
    assert call("--version").stdout == f"ketensim {ketensim.__version__}\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["[red]nosuch[/red]"], "No such command '[red]nosuch[/red]'"),
        (["run"], "Missing argument"),
        (["run", "basis", "--replications", "[red]x"], "valid integer"),
        (["run", "basis", "--lang", "fr"], "'fr' is not one of 'en', 'nl'"),
        (["run", "basis", "--nosuch"], "No such option"),
        (["validate"], "Missing argument"),
        (["show", "nosuch"], "No such command 'nosuch'"),
    ],
)  # fmt: skip
def test_wrong_usage(call, words, says):
    message = refused(call(*words))
    assert says in message and message.splitlines()[-1].startswith("Error: ")  # plain lines, no box


def test_help_names_every_command(call):
    assert call("--help").exit_code == 0
    assert all(name in call("--help").stdout for name in ("run", "validate", "show"))
    assert all(option in call("run", "--help").stdout for option in ("--replications", "--seed", "--scale", "--jobs", "--until", "--out", "--resume", "--quiet", "--json"))  # fmt: skip


# -- run --------------------------------------------------------------------------------------------------------------------
def test_run_leaves_a_folder_and_says_where(call, tmp_path):
    result = call("run", "basis", "-n", 1, *SMALL, "--out", tmp_path / "run")
    assert result.exit_code == 0 and result.stderr == ""
    assert "Base: as it was at the end of 2025, with the Migration Pact (basis)" in result.stdout
    assert f"{tmp_path / 'run'}: tables, summary and 14 chart files;" in result.stdout.replace("\n", "")
    assert {"manifest.json", "series.parquet", "periods.parquet", "transitions.parquet", "summary.csv", "charts"} == {
        file.name for file in (tmp_path / "run").iterdir()
    }


def test_run_in_dutch(call, tmp_path):
    result = call("run", "basis", "-n", 1, *SMALL, "--out", tmp_path / "run", "--lang", "nl", "--no-charts")
    assert (
        "Basis: zoals eind 2025, met het Migratiepact" in result.stdout
        and "tabellen, samenvatting en 0 grafiekbestanden" in result.stdout.replace("\n", "")
    )


def test_quiet_says_nothing(call, tmp_path):
    result = call("run", "basis", "-n", 1, *SMALL, "--out", tmp_path / "run", "--quiet", "--no-charts")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert not (tmp_path / "run" / "charts").exists()


def test_json_is_all_of_stdout(call, tmp_path):
    result = call(
        "run",
        "basis",
        "-m",
        0,
        "-n",
        2,
        "--scale",
        0.005,
        "--until",
        "2024-12-31",
        "-j",
        1,
        "--out",
        tmp_path / "run",
        "--json",
        "--no-charts",
    )
    told = json.loads(result.stdout)
    assert told["folder"] == str(tmp_path / "run") and told["charts"] == []
    row = next(row for row in told["summary"] if row["series"] == "coa.occupancy")
    assert row["period"] == "2024-12-31" and row["low80"] <= row["median"] <= row["high80"] and row["observed"] == 72500


def test_seed_and_until_reach_the_run(call, tmp_path):
    call("run", "basis", "-n", 1, *SMALL, "--seed", 11, "--out", tmp_path / "run", "-q", "--no-charts")
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["seed"], manifest["until"], manifest["scale"], manifest["replications"]) == (11, "2024-02-29", 0.01, 1)


def test_own_files_and_packaged_ones_together(call, tmp_path):
    (tmp_path / "own.toml").write_text(VARIATION + "ind.budget = { factor = 2 }\n")
    assert call("run", "basis", tmp_path / "own.toml", "-n", 1, *SMALL, "--out", tmp_path / "run", "-q").exit_code == 0
    assert {file.name for file in (tmp_path / "run" / "charts").glob("*-coa-occupancy.png")} == {
        "basis-coa-occupancy.png",
        "own-coa-occupancy.png",
    }


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["run", "nosuch"], "nosuch: no such scenario; there are basis"),
        (["run", "basos"], "basos: no such scenario, did you mean 'basis'?"),
        (["run", "nosuch.toml"], "nosuch.toml: no such file"),
        (["run", "basis", "--until", "2024-13-01"], "run: until: '2024-13-01' is no date; allowed is a date like 2027-12-31"),
        (["run", "basis", "--until", "2023-12-31"], "run: until: is 2023-12-31; allowed is after 2024-01-01 and not after 20"),
        (["run", "basis", "-n", "0"], "run: replications: is 0; allowed is 1 to 100000"),
        (["run", "basis", "-n", "-3"], "run: replications: is -3"),
        (["run", "basis", "--scale", "0"], "run: scale: is 0; allowed is 0.001 to 1"),
        (["run", "basis", "--scale", "nan"], "run: scale: is nan"),
        (["run", "basis", "--jobs", "-2"], "run: jobs: is -2; allowed is 1 to 1024, or -1 for all cores"),
        (["run", "basis", "--seed", "-1"], "run: seed: is -1"),
        (["run", "basis", "basis"], "run: scenarios: 'basis' is there twice"),
        (["run", "basis", "-m", "0", "-n", "1", "--out", "/proc/nosuch/run"], "/proc/nosuch/run: cannot be written: No such file or directory"),
    ],
)  # fmt: skip
def test_what_cannot_be_run(call, words, says):
    assert says in refused(call(*words))


def test_all_problems_of_all_arguments_and_files(call, tmp_path):
    (tmp_path / "one.toml").write_text(VARIATION + "ind.budgt = 3\nind.spoor4.grant_rate.syria = 7\n")
    lines = refused(call("run", tmp_path / "one.toml", "nosuch")).splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        [str(tmp_path / "one.toml"), "ind.budgt"],
        [str(tmp_path / "one.toml"), "ind.spoor4.grant_rate.syria"],
        ["nosuch", lines[2].split(": ")[1]],
    ]
    assert len(refused(call("run", "basis", "-n", 0, "--scale", 7, "--seed", -1)).splitlines()) == 3


def test_a_folder_that_is_none_is_left_alone(call, tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    assert "exists and is not a run folder" in refused(call("run", "basis", "-n", 1, *SMALL, "--out", tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_debug_shows_where(call, capfd):
    result = call("--debug", "run", "nosuch")
    assert result.exit_code == 2
    assert "Traceback" in result.stderr and result.stderr.splitlines()[-1].startswith("nosuch: no such scenario")


def test_debug_may_stand_anywhere(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["ketensim", "run", "nosuch", "--debug"])
    with pytest.raises(SystemExit) as ended:
        ketensim.cli.main()
    assert ended.value.code == 2 and "Traceback" in capsys.readouterr().err


def test_a_folder_without_space_for_charts(call, tmp_path):
    call("run", "basis", "-n", 1, *SMALL, "--out", tmp_path / "run", "-q", "--no-charts")
    (tmp_path / "run" / "charts").write_text("in the way")
    assert "charts: " in refused(call("run", "basis", "-n", 1, *SMALL, "--out", tmp_path / "run", "-q", "--resume"))


# -- validate ---------------------------------------------------------------------------------------------------------------
def test_validate_what_is_in_order(call, tmp_path):
    (tmp_path / "own.toml").write_text(VARIATION)
    result = call("validate", "basis", tmp_path / "own.toml")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "2 scenario files in order\n", "")
    assert call("validate", "basis").stdout == "1 scenario file in order\n"


def test_validate_every_packaged_scenario(call):
    assert call("validate", *names()).exit_code == 0


def test_validate_says_all_that_is_wrong(call, tmp_path):
    for name, text in (
        ("one", "ind.budget = true\nhousing.suply = 3\n"),
        ("two", 'inflow.first = { value = 3, unit = "weeks" }\n'),
    ):
        (tmp_path / f"{name}.toml").write_text(VARIATION + text)
    lines = refused(call("validate", tmp_path / "one.toml", "basis", tmp_path / "two.toml", tmp_path / "two.toml")).splitlines()
    assert len(lines) == 3
    assert re.match(r".*one\.toml: ind\.budget: must be a number, a table like", lines[0])
    assert re.match(r".*one\.toml: housing\.suply: unknown key, did you mean 'housing\.supply'\?", lines[1])
    assert re.match(r".*two\.toml: inflow\.first: unit 'weeks' does not fit; allowed are 'persons/day'", lines[2])


def test_validate_as_json(call, tmp_path):
    (tmp_path / "one.toml").write_text(VARIATION + "ind.budget = true\n")
    result = call("validate", tmp_path / "one.toml", "--json")
    assert result.exit_code == 2 and result.stderr == ""
    (problem,) = json.loads(result.stdout)
    assert (problem["file"], problem["key"]) == (str(tmp_path / "one.toml"), "ind.budget") and "must be a number" in problem["message"]
    assert json.loads(call("validate", "basis", "--json").stdout) == []


@pytest.mark.parametrize("name", [file.name for file in sorted(FILES.glob("toml-*.toml"))])
def test_broken_files_end_in_status_2(call, name):
    assert name in refused(call("validate", FILES / name))


# -- show -------------------------------------------------------------------------------------------------------------------
def test_show_scenarios(call):
    rows = json.loads(call("show", "scenarios", "--json").stdout)
    assert [row["name"] for row in rows] == names() and all(row["title"] and row["title_nl"] for row in rows)
    shown = call("show", "scenarios").stdout
    assert all(name in shown for name in names()) and load_scenario("basis").title in shown
    assert load_scenario("basis").title_nl in call("show", "scenarios", "--lang", "nl").stdout


def test_show_series(call):
    rows = json.loads(call("show", "series", "--json").stdout)
    assert [row["name"] for row in rows] == list(SERIES)
    assert all(row["unit"] and row["en"] and row["nl"] and row["kind"] in ("stock", "flow", "mean", "share") for row in rows)
    lines = call("show", "series", "coa.status_stay").stdout.splitlines()
    assert len(lines) > 4 and all(line.startswith(("name", "coa.status_stay", "   ")) for line in lines)
    assert lines[0].split() == ["name", "kind", "unit", "meaning"]
    assert "did you mean 'coa.occupancy'?" in refused(call("show", "series", "coa.ocupancy"))


def test_show_series_finds_names_and_meanings_in_both_languages(call):
    for text in ("PENALTIES", "dwangsommen"):
        found = [row["name"] for row in json.loads(call("show", "series", text, "--json").stdout)]
        assert found and all(SERIES[name].name.startswith("ind.penalt") for name in found) and len(found) < len(SERIES)
    dutch = call("show", "series", "housing.doorstroom_places", "--lang", "nl").stdout
    assert dutch.split()[:4] == ["naam", "soort", "eenheid", "betekenis"] and "plekken" in dutch and "places" not in dutch.split()


def test_show_parameters_as_json(call):
    rows = json.loads(call("show", "parameters", "--json").stdout)
    assert [row["name"] for row in rows] == [parameter.key for parameter in PARAMETERS]
    for row in rows:
        assert row["unit"] and row["en"] and row["nl"] and row["source"] and row["file"] == "basis.toml" and len(row["allowed"]) == 2
        assert row["path"][0]["from"] == "2024-01-01" and all(isinstance(step["value"], float) for step in row["path"])


def test_show_a_parameter_of_a_variation(call, tmp_path):
    (tmp_path / "own.toml").write_text(
        VARIATION + 'ind.budget = { from = 2027-01-01, until = 2028-01-01, value = 300, unit = "files/week", source = "section 4.3" }\n'
    )
    (row,) = json.loads(call("show", "parameters", "ind.budget", "--scenario", tmp_path / "own.toml", "--json").stdout)
    step = next(step for step in row["path"] if step["from"] == "2027-01-01")
    assert step["value"] == pytest.approx(300 * 365.25 / 7)
    assert row["path"][-1]["from"] == "2028-01-01" and row["path"][-1]["value"] != step["value"]
    assert (row["source"], row["file"], row["files"]) == ("section 4.3", "own.toml", ["basis.toml", "own.toml"])
    shown = " ".join(call("show", "parameters", "ind.budget", "--scenario", tmp_path / "own.toml").stdout.split())
    for words in (
        row["en"],
        "15653.6 from 2027-01-01",
        "files/year",
        "source: section 4.3",
        "set by: basis.toml, own.toml",
        "allowed: 0 to",
    ):
        assert words in shown
    assert row["nl"] in " ".join(call("show", "parameters", "ind.budget", "--lang", "nl").stdout.split())


def test_show_parameters_of_a_group(call):
    found = [row["name"] for row in json.loads(call("show", "parameters", "ind.spoor4", "--json").stdout)]
    assert len(found) > 5 and all(name.startswith("ind.spoor4.") for name in found)
    assert found == [row["name"] for row in json.loads(call("show", "parameters", "ind.spoor4.", "--json").stdout)]
    assert "unknown key, did you mean 'ind.spoor4'?" in refused(call("show", "parameters", "ind.spoor"))
    assert "nosuch: no such scenario" in refused(call("show", "parameters", "--scenario", "nosuch"))
