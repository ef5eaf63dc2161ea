"""The command that holds scenarios side by side on the same people: compare."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ketensim.cli.common import Json, Lang, Language, load_all, print_json
from ketensim.results.folder import RunFolder, RunFolderError
from ketensim.scenario import Scenario, ScenarioError, names

if TYPE_CHECKING:
    from ketensim.reporting.comparison_answers import Question
    from ketensim.results.runs import Runs


def compare(
    what: Annotated[
        list[str],
        typer.Argument(metavar="RUN|SCENARIO...", help="Run folders, or scenarios (names or .toml files), which are run together first."),
    ],
    reference: Annotated[str | None, typer.Option(help="The scenario the others are compared with; the first when not given.")] = None,
    series: Annotated[list[str] | None, typer.Option(help="A series (may be repeated); the main ones when not given.")] = None,
    dates: Annotated[
        list[str] | None,
        typer.Option(
            "--date", help="A day, like 2028-01-01, or a period, like 2027 or 2027H1 (may be repeated); every year when not given."
        ),
    ] = None,
    capacity: Annotated[float | None, typer.Option(help="Count the days on which a stock is above so many persons.")] = None,
    precision: Annotated[float | None, typer.Option(help="Tell how many more pairs make the mean difference known within so much.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Split the difference in COA occupancy into its causes.")] = False,
    since: Annotated[
        str | None, typer.Option(help="Explain the change of each scenario from this day on, rather than the difference between scenarios.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for tables and charts; compare/ in the first run folder when not given.")] = None,
    members: Annotated[int, typer.Option("--members", "-m", help="Of scenarios that are run: members of the fitted ensemble.")] = 30,
    replications: Annotated[int, typer.Option("--replications", "-n", help="Of scenarios that are run: how often each member is run.")] = 2,
    seed: Annotated[int, typer.Option(help="Of scenarios that are run: another seed.")] = 1,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Cores; -1 is all.")] = -1,
    until: Annotated[str | None, typer.Option(help="Of scenarios that are run: the last day.")] = None,
    scale: Annotated[float, typer.Option(help="Of scenarios that are run: 0.1 simulates one person for ten.")] = 1.0,
    run_out: Annotated[Path | None, typer.Option("--run-out", help="Of scenarios that are run: the run folder.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was broken off, or take the one that is there.")] = False,
    charts: Annotated[bool, typer.Option(help="Draw the charts.")] = True,
    language: Lang = Language.en,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no tables.")] = False,
    print_as_json: Json = False,
) -> None:
    """Compare scenarios pair by pair: how much they differ, since when, how surely, and through what."""
    from ketensim.comparison.comparison import compare as compare_all
    from ketensim.reporting.comparison_answers import Question, answer, as_json, show, write
    from ketensim.reporting.comparison_tables import say_where

    options = {"seed": seed, "jobs": jobs, "until": until, "scale": scale, "out": run_out, "resume": resume}
    question = Question(tuple(series or ()), tuple(dates or ()), capacity, precision, explain, since)
    runs = _runs(what, question, quiet or print_as_json, members=members, replications=replications, **options)
    compared = compare_all(runs, reference=reference)
    answers = answer(compared, question)
    folder = out or compared.paired.sides[0].folder / "compare"
    files = write(answers, folder, language, charts)
    if print_as_json:
        print_json(as_json(answers, language) | {"folder": str(folder), "files": [str(file) for file in files]})
    elif not quiet:
        show(answers, language)
        say_where(compared, folder, files, language)


def _runs(words: list[str], question: Question, silent: bool, **options: Any) -> list[Runs | str]:
    """Run folders as they are named; scenarios are run together, and stand where the first of them stood."""
    from ketensim.reporting.comparison_answers import check
    from ketensim.reporting.terminal import progress_bar
    from ketensim.results.runs import run

    scenarios = [word for word in words if not _is_folder(word)]
    folders = [word for word in words if word not in scenarios]
    loaded = _load(scenarios, folders)
    if not loaded:
        return list(words)
    last = min(scenario.until for scenario in loaded)
    check(question, min(scenario.start for scenario in loaded), min(last, _as_day(options["until"]) or last))
    with progress_bar(silent) as watch:
        made = run(loaded, watch=watch, **options)
    return [made if word == scenarios[0] else word for word in words if word in (scenarios[0], *folders)]


def _as_day(text: str | None) -> date | None:
    """A day, or None for none, of which ``run`` complains."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _is_folder(word: str) -> bool:
    """Whether a word is meant for a run folder; a name of a scenario of the package is one only when a run is in it."""
    path = Path(word)
    return (path / "manifest.json").exists() if word in names() else path.is_dir()


def _load(scenarios: list[str], folders: list[str]) -> list[Scenario]:
    """The scenarios, or all that is wrong with them and with the folders, before anything is run."""
    problems = []
    try:
        loaded = load_all(scenarios)
    except ScenarioError as error:
        problems.append(str(error))
    for folder in folders:
        try:
            RunFolder(Path(folder)).require_complete()
        except RunFolderError as error:
            problems.append(str(error))
    if problems:
        raise RunFolderError("\n".join(dict.fromkeys(problems)))
    return loaded
