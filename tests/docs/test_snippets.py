"""What the pages show works: scenario files are in order, commands are understood, Python runs.

All of it is done at a hundredth of the size and over fewer years than the pages say; ``py`` blocks are signatures, which are
written from the code. A block that should not be tried would say so in words; there is none.
"""

from __future__ import annotations

import re
import shlex
import shutil
from functools import cache

import pytest
import typer
from docs_pages import PAGES
from typer.testing import CliRunner

from ketensim.cli import app
from ketensim.explore import sensitivity, solve
from ketensim.results import runs
from ketensim.scenario import Scenario, load_scenario, problems

SMALL = {"scale": 0.01, "jobs": 1}
SERIES, LAST = "coa.occupancy", "2027-12-31"
SMALLER = {"scale": "0.01", "jobs": "1", "members": "0", "replications": "2", "until": LAST}  # options of commands
INLINE = re.compile(r"`((?:\.venv/bin/)?ketensim [^`\n]+)`")
NAME_ALONE = re.compile(r"ketensim ((?:show )?[a-z]+)((?: --[a-z-]+)*)")  # not a line to type: the name of a command, or of its option
INDENTED = re.compile(r"^ {4}((?:\.venv/bin/)?ketensim .*)$", re.MULTILINE)
NAMED = re.compile(r"\A# ([\w-]+\.toml)\n")
WRONG = re.compile(r"^```toml\n(# wrong\n.*?)^```\n\n(?:[^`]*?)^```text\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ASKED = {
    "table": (SERIES, LAST), "over_time": (SERIES,), "levels": (SERIES,), "first_difference": (SERIES,), "peak": (SERIES,),
    "days_above": (SERIES, 80_000), "pairs_needed": (SERIES, LAST, 100), "scenario_differences": (), "explain": (LAST,),
}  # fmt: skip
WRITTEN = [name for name in PAGES if PAGES[name].blocks("python")]


def every(language):
    return [pytest.param(text, id=f"{name}-{n}") for name, page in PAGES.items() for n, text in enumerate(page.blocks(language))]


def commands(page):
    """Every command line that a page shows, in blocks or in the text, without what is no command."""
    lines = [line for block in page.blocks("bash") for line in block.splitlines()]
    lines += [*(line for line in INLINE.findall(page.text) if not NAME_ALONE.fullmatch(line)), *INDENTED.findall(page.text)]
    words = [shlex.split(line, comments=True) for line in lines if "..." not in line]
    return [own[1:] for own in words if own and own[0].removeprefix(".venv/bin/") == "ketensim"]


COMMANDS = list(dict.fromkeys(tuple(words) for page in PAGES.values() for words in commands(page)))
FILES = {found[1]: text for page in PAGES.values() for text in page.blocks("toml") if (found := NAMED.match(text))}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with the files that the pages name."""
    folder = tmp_path_factory.mktemp("desk")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@cache
def parsed(words):
    """The command and its options, as the command line understands them. Raises what is wrong with them."""
    command, context, rest = typer.main.get_command(app), None, list(words)
    name = "ketensim"
    while hasattr(command, "resolve_command"):
        context = command.make_context(name, rest, parent=context)
        name, command, rest = command.resolve_command(context, [*context._protected_args, *context.args])
    return name, command.make_context(name, rest, parent=context).params


# -- scenario files -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", [case for case in every("toml") if not case.values[0].startswith("# wrong")])
def test_a_scenario_file_on_a_page_is_in_order(text, desk):
    """One without a title is a part of a file: it gets a head."""
    file = desk / (found[1] if (found := NAMED.match(text)) else "part.toml")
    file.write_text(text if "title =" in text else f'title = "A part"\nextends = "basis"\n{text}', encoding="utf-8")
    assert [str(problem) for problem in problems(file)] == []
    assert load_scenario(file).hash != load_scenario("basis").hash


def test_a_wrong_file_on_a_page_says_what_the_page_says(desk, monkeypatch):
    monkeypatch.chdir(desk)
    found = [pair for page in PAGES.values() for pair in WRONG.findall(page.text)]
    assert len(found) == sum(text.startswith("# wrong") for page in PAGES.values() for text in page.blocks("toml")) > 2
    for text, said in found:
        (desk / "wrong.toml").write_text(text, encoding="utf-8")
        assert "\n".join(map(str, problems("wrong.toml"))) == said.strip()


# -- commands -----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_on_a_page_is_understood(words, desk, monkeypatch):
    """Options are known, scenarios can be loaded, and what is asked is in order; run folders are not there, only named so."""
    monkeypatch.chdir(desk)
    try:
        name, given = parsed(words)
    except typer.Exit:  # --help and --version end there
        return
    scenarios = [given["scenario"]] if name in ("solve", "sensitivity", "parameters") else given.get("scenario") or given.get("what") or []
    for scenario in [*scenarios, *(given.get("file") or [])]:
        assert scenario.startswith("runs/") or load_scenario(scenario)
    if name == "solve":
        change = {"factor": 1.1} if given["find_start"] else None
        solve.ask(load_scenario(given["scenario"]), find=given["find"], goal=given["goal"], as_=given["as_"], change=change)
    if name == "sensitivity":
        series, _, at = given["of"].partition("@")
        sensitivity.study(load_scenario(given["scenario"]), series, at, what=given["what"], levers=given["lever"])
    if name in ("series", "parameters", "scenarios", "validate") and "KEY" not in words and "--page" not in words:
        done = CliRunner().invoke(app, list(words))
        assert done.exit_code == 0, done.output


def test_a_command_that_a_page_names_is_there(pages):
    found = {match for page in pages.values() for line in INLINE.findall(page.text) if (match := NAME_ALONE.fullmatch(line))}
    assert len(found) > 10
    for match in found:
        command = typer.main.get_command(app)
        for word in match[1].split():
            command = command.commands[word]
        assert set(match[2].split()) <= {option for param in command.params for option in param.opts}, match[0]


def test_the_pages_show_many_commands():
    assert {words[0] for words in COMMANDS} >= {"run", "compare", "validate", "solve", "sensitivity", "report", "show"}


def test_the_tour_of_the_first_page_can_be_walked(desk, monkeypatch):
    """Each command of the blocks of docs/get-started.md, one after the other, smaller."""
    monkeypatch.chdir(desk)
    lines = [line for block in PAGES["docs/get-started.md"].blocks("bash") for line in block.splitlines()]
    for words in (shlex.split(line, comments=True) for line in lines if line.startswith("ketensim")):
        done = CliRunner().invoke(app, [*words[1:], *_smaller(words[1:])])
        assert done.exit_code == 0, f"{' '.join(words)}: {done.output}"
    assert (desk / "runs/faster/compare/causes.csv").is_file()
    report = (desk / "runs/faster/report-en.html").read_text(encoding="utf-8")
    parts = re.findall(r"^\| ([A-Z][\w, ]+) \|", PAGES["docs/report.md"].text, re.MULTILINE)
    of_a_year = {"The chain as a graph"}  # these runs have none
    assert len(parts) > 8 and {part for part in parts if f">{part}</h2>" not in report} == of_a_year


def _smaller(words):
    """Options that make a command cheap, of those it knows."""
    name, given = parsed(tuple(words))
    runs_nothing = name == "compare" and any(word.startswith("runs/") for word in given["what"])
    options = [] if runs_nothing else [word for key, value in SMALLER.items() if key in given for word in (f"--{key}", value)]
    return [*options, *(["--no-charts"] if "charts" in given else [])]


# -- Python -------------------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def made():
    """Folders of the runs that were made, by what was run."""
    return {}


@pytest.fixture
def smaller(tmp_path, monkeypatch, made):
    """The public functions, with the size taken down whatever is asked; the same run is made once."""
    monkeypatch.chdir(tmp_path)
    run_all, solve_all, study_all = runs.run, solve.solve, sensitivity.sensitivity

    def run(scenarios, *, out=None, until=LAST, members=0, replications=0, **options):
        listed = [scenarios] if isinstance(scenarios, Scenario) else scenarios
        key = tuple((scenario.name, scenario.hash) for scenario in listed)
        if key not in made:
            made[key] = run_all(
                listed, members=0, replications=2, until=min(until, LAST), out=tmp_path / "made", **options | SMALL
            ).folder.path
        return runs.open_runs(shutil.copytree(made[key], out or tmp_path / "run"))

    def solved(scenario, *, members=0, points=0, **options):
        return solve_all(scenario, members=0, points=3, **options | SMALL)

    def studied(scenario, series, at, *, lever_members=0, **options):
        return study_all(scenario, series, at, lever_members=0, **options | SMALL)

    monkeypatch.setattr(runs, "run", run)
    monkeypatch.setattr(solve, "solve", solved)
    monkeypatch.setattr(sensitivity, "sensitivity", studied)


@pytest.mark.parametrize("name", WRITTEN)
def test_python_on_a_page_runs(name, smaller):
    """The blocks of a page one after the other, with the same names."""
    names: dict[str, object] = {}
    for number, block in enumerate(PAGES[name].blocks("python")):
        exec(compile(block, f"{name}, Python block {number}", "exec"), names)
    if name == "docs/compare.md":
        _has_the_columns_that_the_page_names(names["difference"])
    if name == "docs/report.md":
        assert names["page"].is_file()


def _has_the_columns_that_the_page_names(difference):
    """The table of docs/compare.md beside the tables themselves."""
    rows = re.findall(r"^\| `(\w+)\([\w, ]*\)(?:\.table\(\))?` \| [^|]* \| (.*) \|$", PAGES["docs/compare.md"].text, re.MULTILINE)
    assert [method for method, _ in rows] == list(ASKED)
    columns: list[str] = []
    for method, said in rows:
        columns = columns if said == "the same" else re.findall(r"`(\w+)`", said)
        table = getattr(difference, method)(*ASKED[method])
        assert list((table.table() if method == "explain" else table).columns) == columns, method
