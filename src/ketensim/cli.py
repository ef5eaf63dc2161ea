"""The command line: every command is a few lines around a public function.

Exit status: 0 done, 1 a check fell short, 2 bad input or usage, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from ketensim import __version__
from ketensim.results.folder import RunFolderError
from ketensim.scenario import Scenario, ScenarioError, load_scenario, names, problems
from ketensim.scenario.problems import Problem, printable, suggestion
from ketensim.scenario.reading import Names

if TYPE_CHECKING:
    from ketensim.results.runs import Runs


class Language(StrEnum):
    """Of labels, tables and charts."""

    en = "en"
    nl = "nl"


class OneClearMessage(TyperGroup):
    """Bad input in any command is a message on stderr and status 2, not a traceback."""

    def invoke(self, ctx: Any) -> Any:
        with _one_clear_message(debug=bool(ctx.params.get("debug"))):
            return super().invoke(ctx)


app = typer.Typer(
    cls=OneClearMessage,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # words of users and files are never read as markup
    help="Simulate the Dutch asylum chain.",
)
show = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="What there is, with meaning, unit and source.")
app.add_typer(show, name="show")

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Lang = Annotated[Language, typer.Option("--lang", help="Language of tables and charts.")]


def _print_version(asked: bool) -> None:
    if asked:
        print(f"ketensim {__version__}")
        raise typer.Exit


@app.callback()
def common(
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Options of all commands."""


@app.command()
def run(
    scenario: Annotated[
        list[str], typer.Argument(metavar="SCENARIO", help="Names of scenarios that come with the package, or .toml files.")
    ],
    members: Annotated[
        int, typer.Option("--members", "-m", help="Members of the fitted ensemble; 0: the base values and the given inflow alone.")
    ] = 30,
    replications: Annotated[int, typer.Option("--replications", "-n", help="How often each member is run.")] = 2,
    seed: Annotated[int, typer.Option(help="Another seed, other luck for everybody.")] = 1,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Cores; -1 is all.")] = -1,
    until: Annotated[str | None, typer.Option(help="Last day, like 2027-12-31, when earlier than the scenario's.")] = None,
    scale: Annotated[float, typer.Option(help="0.1 simulates one person for ten.")] = 1.0,
    out: Annotated[Path | None, typer.Option(help="The run folder; one under runs/ when not given.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Complete a run that was broken off.")] = False,
    charts: Annotated[bool, typer.Option(help="Draw the charts.")] = True,
    language: Lang = Language.en,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no table.")] = False,
    as_json: Json = False,
) -> None:
    """Project scenarios and leave a run folder with tables and charts."""
    from ketensim.report.terminal import progress_bar, say_where, summary_tables
    from ketensim.results.runs import run as run_all

    options: dict[str, Any] = {"seed": seed, "jobs": jobs, "until": until, "scale": scale, "out": out, "resume": resume}
    scenarios = _load_all(scenario)
    with progress_bar(quiet or as_json) as watch:
        runs = run_all(scenarios, members=members, replications=replications, watch=watch, **options)
    files = _draw(runs, language) if charts else []
    if as_json:
        rows = json.loads(runs.summary().to_json(orient="records"))
        _print_json({"folder": str(runs.folder.path), "charts": [str(file) for file in files], "summary": rows})
    elif not quiet:
        summary_tables(runs, language)
        say_where(runs, files, language)


@app.command()
def validate(
    file: Annotated[list[str], typer.Argument(metavar="FILE", help="Scenario files, or names of scenarios of the package.")],
    as_json: Json = False,
) -> None:
    """Check scenario files and say everything that is wrong with them."""
    found = list(dict.fromkeys(problem for name in file for problem in problems(name)))
    if as_json:
        _print_json([{"file": problem.file, "key": problem.key, "message": problem.message} for problem in found])
    elif not found:
        print(f"{len(file)} scenario file{'s' if len(file) > 1 else ''} in order")
    if found and as_json:
        raise typer.Exit(2)
    if found:
        raise ScenarioError(found)


@app.command("calibrate")
def fit_parameters(
    recipe: Annotated[Path | None, typer.Argument(help="A recipe file; that of the package when not given.")] = None,
    members: Annotated[int | None, typer.Option("--members", "-m", help="Size of the ensemble; as the recipe says when not given.")] = None,
    seed: Annotated[int | None, typer.Option(help="Another seed.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Cores; -1 is all.")] = -1,
    scale: Annotated[float, typer.Option(help="0.1 simulates one person for ten.")] = 1.0,
    out: Annotated[Path, typer.Option(help="Folder for the ensemble, its page and pictures.")] = Path("runs/fitted"),
    work: Annotated[Path, typer.Option(help="Folder in which finished simulations are kept: the same call goes on where it was.")] = Path(
        "runs/calibrate"
    ),
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
) -> None:
    """Fit the uncertain parameters to the figures; writes an ensemble and what the figures say of each parameter."""
    from ketensim.calibration.calibrate import calibrate
    from ketensim.calibration.diagnostics import write_page
    from ketensim.calibration.members import write_ensemble
    from ketensim.calibration.recipe import read_recipe
    from ketensim.report.terminal import counting_bar

    with counting_bar(quiet, "simulations") as watch:
        fitted = calibrate(read_recipe(recipe), members=members, seed=seed, jobs=jobs, scale=scale, work=work, watch=watch)
    out.mkdir(parents=True, exist_ok=True)
    write_ensemble(fitted.ensemble, out)
    print(*write_page(fitted, out), sep="\n")


@app.command("check")
def check_figures(
    members: Annotated[int, typer.Option("--members", "-m", help="Members of the fitted ensemble; 0: the base values alone.")] = 120,
    seed: Annotated[int, typer.Option(help="Another seed, other luck for everybody.")] = 1,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Cores; -1 is all.")] = -1,
    scale: Annotated[float, typer.Option(help="0.1 simulates one person for ten.")] = 1.0,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the rows as JSON into this file; - prints them.")] = None,
    junit: Annotated[Path | None, typer.Option(help="Write a JUnit report into this file.")] = None,
    page: Annotated[Path | None, typer.Option(help="Write a Markdown page into this file.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no table.")] = False,
) -> None:
    """Hold the calibrated base against every observed figure; status 1 when one that counts is out of its tolerance."""
    from ketensim.calibration.check import as_json as plain
    from ketensim.calibration.check import as_junit, check
    from ketensim.report.terminal import progress_bar
    from ketensim.report.verdicts import check_page, print_check

    to_stdout = json_file == Path("-")
    with progress_bar(quiet or to_stdout) as watch:
        rows = check(load_scenario("basis"), members=members, seed=seed, jobs=jobs, scale=scale, watch=watch)
    if to_stdout:
        _print_json(plain(rows))
    elif json_file is not None:
        json_file.write_text(json.dumps(plain(rows), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if junit is not None:
        junit.write_text(as_junit(rows), encoding="utf-8")
    if page is not None:
        page.write_text(check_page(rows), encoding="utf-8")
    if not quiet and not to_stdout:
        print_check(rows)
    if any(row.is_out for row in rows):
        raise typer.Exit(1)


@app.command("backtest")
def run_backtest(
    members: Annotated[int, typer.Option("--members", "-m", help="Size of the ensemble that is fitted at each origin.")] = 80,
    rounds: Annotated[int, typer.Option(help="Rounds of each fit.")] = 3,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Cores; -1 is all.")] = -1,
    page: Annotated[Path | None, typer.Option(help="Write a Markdown page into this file.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
) -> None:
    """Fit on what was known at a day, project past it, and score against what came and against other forecasts."""
    from ketensim.calibration.backtest import backtest
    from ketensim.calibration.backtest import tests as all_tests
    from ketensim.report.terminal import counting_bar
    from ketensim.report.verdicts import backtest_page, print_backtest

    base = load_scenario("basis")
    tests = []
    for origin, variant in all_tests():
        with counting_bar(quiet, f"{origin} {variant}") as watch:
            tests.append(backtest(base, origin, variant, members=members, rounds=rounds, jobs=jobs, watch=watch))
    print_backtest(tests)
    if page is not None:
        page.write_text(backtest_page(tests), encoding="utf-8")


@app.command("ledger")
def show_ledger(
    freeze: Annotated[Path | None, typer.Option(help="A run folder whose projection is frozen into the ledger.")] = None,
    name: Annotated[str, typer.Option(help="Name of the forecast that is frozen.")] = "",
    title: Annotated[str, typer.Option(help="Its title.")] = "",
    as_json: Json = False,
) -> None:
    """The forecasts that were published, frozen as they were, and how they did."""
    from datetime import date

    from ketensim.calibration.ledger import freeze as freeze_run
    from ketensim.calibration.ledger import read_ledger, scored
    from ketensim.report.verdicts import print_ledger
    from ketensim.results.runs import open_runs

    if freeze is not None:
        if not name or not title:
            raise ScenarioError([Problem("ledger", "freeze", "needs a --name and a --title")])
        print(freeze_run(open_runs(freeze), name, title, date.today()))
        return
    forecasts = read_ledger()
    scores = scored(forecasts)
    if as_json:
        told = [
            {"forecast": s.forecast, "observed": s.observed, "error": s.error, "within": s.within, **s.line.model_dump()} for s in scores
        ]
        _print_json({"forecasts": [forecast.model_dump(mode="json") for forecast in forecasts], "scored": told})
    else:
        print_ledger(forecasts, scores)


@show.command("scenarios")
def show_scenarios(language: Lang = Language.en, as_json: Json = False) -> None:
    """The scenarios that come with the package."""
    from ketensim.report.terminal import rows_table

    rows = [{"name": s.name, "title": s.title, "title_nl": s.title_nl, "description": s.description} for s in map(load_scenario, names())]
    _print(rows, as_json, lambda: rows_table(rows, ["name", "title_nl" if language == "nl" else "title"]))


@show.command("series")
def show_series(
    name: Annotated[str, typer.Argument(help="Only series whose name begins so.")] = "", language: Lang = Language.en, as_json: Json = False
) -> None:
    """The series of a run folder, with unit and meaning."""
    from dataclasses import asdict

    from ketensim.chain.series import SERIES
    from ketensim.report.terminal import rows_table

    rows = [asdict(series) for series in SERIES.values() if series.name.startswith(name)]
    if not rows:
        raise ScenarioError(
            [Problem("series", name, f"no such series{suggestion(name, SERIES) or ';'} `ketensim show series` lists what there is")]
        )
    _print(rows, as_json, lambda: rows_table(rows, ["name", "kind", "unit", str(language)]))


@show.command("parameters")
def show_parameters(
    key: Annotated[str, typer.Argument(help="A key, or the beginning of some.")] = "",
    scenario: Annotated[str, typer.Option(help="Scenario name or file.")] = "basis",
    page: Annotated[Path | None, typer.Option(help="Write a Markdown page into this file.")] = None,
    language: Lang = Language.en,
    as_json: Json = False,
) -> None:
    """Parameters: value over time, unit, meaning, source, which file set it, and what is not known of it."""
    from ketensim.report.terminal import parameter_rows, parameters_page, parameters_table

    loaded = load_scenario(scenario)
    found = [p for p in loaded.parameters() if p.key == key or p.key.startswith(f"{key.removesuffix('.')}." if key else "")]
    if not found:
        raise ScenarioError([Problem(scenario, key, Names.of(loaded.catalogue).unknown(key))])
    rows = parameter_rows(loaded, found)
    if page is not None:
        page.write_text(parameters_page(rows, language), encoding="utf-8")
        return
    _print(rows, as_json, lambda: parameters_table(rows, language))


def main() -> None:
    """The entry of the command ``ketensim``."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # no terminal is too old for a name
    words = sys.argv[1:]
    if "--debug" in words:  # wherever it stands
        words = ["--debug", *(word for word in words if word != "--debug")]
    app(args=words, prog_name="ketensim")


@contextmanager
def _one_clear_message(debug: bool) -> Iterator[None]:
    """What a user can do something about, as a message and an exit status."""
    try:
        yield
    except (ScenarioError, RunFolderError) as error:
        raise _stop(str(error), debug) from None
    except BrokenPipeError:  # who reads our output has seen enough
        raise
    except OSError as error:
        where = printable(str(error.filename or "ketensim"))
        raise _stop(f"{where}: {error.strerror or error}", debug) from None
    except KeyboardInterrupt:
        raise _stop("stopped; a run keeps what is finished, go on with --resume", debug, status=130) from None


def _stop(message: str, debug: bool, status: int = 2) -> typer.Exit:
    if debug:
        traceback.print_exc()
    print(message, file=sys.stderr)
    return typer.Exit(status)


def _load_all(words: list[str]) -> list[Scenario]:
    """All scenarios, or everything that is wrong with any of them."""
    loaded: list[Scenario] = []
    found: list[Problem] = []
    for word in words:
        try:
            loaded.append(load_scenario(word))
        except ScenarioError as error:
            found += error.problems
    if found:
        raise ScenarioError(found)
    return loaded


def _draw(runs: Runs, language: str) -> list[Path]:
    from ketensim.report.charts import draw

    return draw(runs.folder.path, language)


def _print(rows: list[dict[str, Any]], as_json: bool, table: Any) -> None:
    if as_json:
        _print_json(rows)
    else:
        table()


def _print_json(what: Any) -> None:
    print(json.dumps(what, ensure_ascii=False))


if __name__ == "__main__":
    main()
