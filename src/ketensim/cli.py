"""The command line: every command is a few lines around a public function.

Exit status: 0 done, 1 a check fell short, 2 bad input or usage.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ketensim.results.folder import RunFolderError
from ketensim.scenario import Scenario, ScenarioError, load_scenario, names, problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketensim.results.runs import Runs

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="Simulate the Dutch asylum chain.")
show = typer.Typer(no_args_is_help=True, help="What there is, with meaning, unit and source.")
app.add_typer(show, name="show")
_debug = False

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Language = Annotated[str, typer.Option("--lang", help="Language of labels: nl or en.")]


@app.callback()
def common(debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False) -> None:
    """Options of all commands."""
    global _debug
    _debug = debug


@app.command()
def run(
    scenario: Annotated[list[str], typer.Argument(help="Names of scenarios that come with the package, or .toml files.")],
    replications: Annotated[int, typer.Option("--replications", "-n", help="How often each scenario is run.")] = 20,
    seed: Annotated[int, typer.Option(help="Another seed, other luck for everybody.")] = 1,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Cores; -1 is all.")] = -1,
    until: Annotated[str | None, typer.Option(help="Last day, like 2027-12-31, when earlier than the scenario's.")] = None,
    scale: Annotated[float, typer.Option(help="0.1 simulates one person for ten.")] = 1.0,
    out: Annotated[Path | None, typer.Option(help="The run folder.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Complete a run that was broken off.")] = False,
    charts: Annotated[bool, typer.Option(help="Draw the charts.")] = True,
    language: Language = "en",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no table.")] = False,
    as_json: Json = False,
) -> None:
    """Project scenarios and leave a run folder with tables and charts."""
    from ketensim.report.terminal import progress_bar, say_where, summary_table
    from ketensim.results.runs import run as run_all

    _check_language(language)
    scenarios = _load_all(scenario)
    with progress_bar(quiet or as_json) as watch:
        runs = run_all(scenarios, replications=replications, seed=seed, jobs=jobs, until=until, scale=scale, out=out, resume=resume, watch=watch)
    files = _draw(runs, language) if charts else []
    if as_json:
        rows = json.loads(runs.summary().to_json(orient="records"))
        print(json.dumps({"folder": str(runs.folder.path), "charts": [str(file) for file in files], "summary": rows}, ensure_ascii=False))
    elif not quiet:
        summary_table(runs, language)
        say_where(runs, files)


@app.command()
def validate(
    file: Annotated[list[str], typer.Argument(help="Scenario files, or names of scenarios of the package.")], as_json: Json = False
) -> None:
    """Check scenario files and say everything that is wrong with them."""
    found = [problem for name in file for problem in problems(name)]
    if as_json:
        print(json.dumps([{"file": p.file, "key": p.key, "message": p.message} for p in found], ensure_ascii=False))
    if found:
        if not as_json:
            raise ScenarioError(dict.fromkeys(found))
        raise typer.Exit(2)
    if not as_json:
        print(f"{len(file)} scenario file{'s' if len(file) > 1 else ''} in order")


@show.command("scenarios")
def show_scenarios(as_json: Json = False) -> None:
    """The scenarios that come with the package."""
    from ketensim.report.terminal import rows_table

    rows = [{"name": s.name, "title": s.title, "title_nl": s.title_nl, "description": s.description} for s in map(load_scenario, names())]
    _print(rows, as_json, lambda: rows_table(rows, ["name", "title"]))


@show.command("series")
def show_series(name: Annotated[str, typer.Argument(help="Only series whose name begins so.")] = "", as_json: Json = False) -> None:
    """The series of a run folder, with unit and meaning."""
    from dataclasses import asdict

    from ketensim.chain.series import SERIES
    from ketensim.report.terminal import rows_table

    rows = [asdict(series) for series in SERIES.values() if series.name.startswith(name)]
    if not rows:
        _unknown("series", name, SERIES)
    _print(rows, as_json, lambda: rows_table(rows, ["name", "kind", "unit", "en", "figure"]))


@show.command("parameters")
def show_parameters(
    key: Annotated[str, typer.Argument(help="A key, or the beginning of some.")] = "",
    scenario: Annotated[str, typer.Option(help="Scenario name or file.")] = "basis",
    as_json: Json = False,
) -> None:
    """Parameters: value over time, unit, meaning, source, and which file set it."""
    from ketensim.report.terminal import parameter_rows, parameters_table

    loaded = load_scenario(scenario)
    found = [p for p in loaded.parameters() if p.key == key or p.key.startswith(key if key.endswith(".") or not key else f"{key}.")]
    if not found:
        _unknown("parameter", key, loaded.catalogue)
    rows = parameter_rows(loaded, found)
    _print(rows, as_json, lambda: parameters_table(rows))


def main() -> None:
    """The entry of the command ``ketensim``."""
    with _one_clear_message():
        app(standalone_mode=True)


@contextmanager
def _one_clear_message() -> Iterator[None]:
    """Bad input is a message on stderr and status 2, not a traceback."""
    try:
        yield
    except (ScenarioError, RunFolderError) as error:
        if _debug:
            raise
        sys.exit(_complain(str(error)))
    except OSError as error:
        if _debug:
            raise
        sys.exit(_complain(f"{error.filename or 'ketensim'}: {error.strerror or error}"))
    except KeyboardInterrupt:
        sys.exit(_complain("stopped; what is finished is kept, go on with --resume", status=130))


def _complain(message: str, status: int = 2) -> int:
    print(message, file=sys.stderr)
    return status


def _load_all(words: list[str]) -> list[Scenario]:
    """All scenarios, or everything that is wrong with any of them."""
    loaded, found = [], []
    for word in words:
        try:
            loaded.append(load_scenario(word))
        except ScenarioError as error:
            found += error.problems
    if found:
        raise ScenarioError(dict.fromkeys(found))
    return loaded


def _draw(runs: Runs, language: str) -> list[Path]:
    from ketensim.report.charts import draw

    return draw(runs.folder.path, language)


def _check_language(language: str) -> None:
    if language not in ("nl", "en"):
        raise RunFolderError(f"--lang: is {language!r}; allowed are 'nl' and 'en'")


def _unknown(what: str, word: str, known: Any) -> None:
    from ketensim.scenario.problems import suggestion

    raise RunFolderError(f"{word}: no such {what}{suggestion(word, known)}; see `ketensim show {what if what == 'series' else what + 's'}`")


def _print(rows: list[dict[str, Any]], as_json: bool, table: Any) -> None:
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        table()


if __name__ == "__main__":
    main()
