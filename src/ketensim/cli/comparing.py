"""The command that holds scenarios side by side on the same people: compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ketensim.cli.common import Json, Lang, Language, load_all, print_json
from ketensim.results.folder import RunFolder, RunFolderError
from ketensim.scenario import Problem, Scenario, ScenarioError, names
from ketensim.scenario.problems import suggestion

if TYPE_CHECKING:
    from ketensim.comparison.paired import Side, ToBeMade
    from ketensim.reporting.comparison_answers import Answers, Question
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
    from ketensim.reporting.comparison_answers import Question, as_json, show, write
    from ketensim.reporting.comparison_tables import say_where

    options = {"seed": seed, "jobs": jobs, "until": until, "scale": scale, "out": run_out, "resume": resume}
    question = Question(tuple(series or ()), tuple(dates or ()), capacity, precision, explain, since)
    runs = _runs(what, question, reference, quiet or print_as_json, members=members, replications=replications, **options)
    answers = _answers(runs, reference, question)
    compared = answers.comparison
    folder = out or compared.paired.sides[0].folder / "compare"
    files = write(answers, folder, language, charts)
    if print_as_json:
        print_json(as_json(answers, language) | {"folder": str(folder), "files": [str(file) for file in files]})
    elif not quiet:
        show(answers, language)
        say_where(compared, folder, files, language)


def _answers(runs: list[Runs | str], reference: str | None, question: Question) -> Answers:
    """All answers, or all that is wrong with the reference and the question."""
    from ketensim.comparison.comparison import compare as compare_all
    from ketensim.reporting.comparison_answers import answer

    compared = compare_all(runs)
    found: list[Problem] = []
    answers = None
    try:
        compared = replace(compared, reference=compared.side(reference).label) if reference is not None else compared
    except ScenarioError as error:
        found += error.problems
    try:
        answers = answer(compared, question)
    except ScenarioError as error:
        found += error.problems
    if found or answers is None:
        raise ScenarioError(found)
    return answers


def _runs(words: list[str], question: Question, reference: str | None, silent: bool, **options: Any) -> list[Runs | str]:
    """Run folders as they are named; scenarios are run together, and stand where the first of them stood."""
    from ketensim.reporting.terminal import progress_bar
    from ketensim.results.runs import run

    scenarios = [word for word in words if not _is_folder(word)]
    folders = [word for word in words if word not in scenarios]
    loaded = _load(scenarios, folders)
    if not loaded:
        return list(words)
    first_word = next(word for word in words if word in (scenarios[0], *folders))
    _check(loaded, folders, question, reference, first_word == scenarios[0], options)
    with progress_bar(silent) as watch:
        made = run(loaded, watch=watch, **options)
    return [made if word == scenarios[0] else word for word in words if word in (scenarios[0], *folders)]


def _check(
    loaded: list[Scenario], folders: list[str], question: Question, reference: str | None, leads: bool, options: dict[str, Any]
) -> None:
    """Complains of all that would be wrong with the comparison once these scenarios are run; ``leads``: they stand before the folders."""
    from ketensim.comparison.paired import require_pairs, sides_of
    from ketensim.reporting.comparison_answers import wrong_question

    sides = sides_of(folders) if folders else ()
    made = _to_be_made(loaded, options)
    problems: list[str] = []
    try:
        require_pairs([made, *sides] if leads else [*sides, made])
    except RunFolderError as error:
        problems.append(str(error))
    last = min(made.made.until, *(side.made.until for side in sides), date.max)
    found = [*wrong_question(question, made.start, last), *_wrong_reference(reference, loaded, sides)]
    if len(loaded) + len(sides) < 2 and question.since is None:
        alone = f"there is {loaded[0].name} alone; give at least two scenarios, or two days of one to explain"
        found.append(Problem("compare", "scenarios", alone))
    if not problems and found:
        raise ScenarioError(found)
    if problems:
        raise RunFolderError("\n".join([*problems, *map(str, found)]))


def _to_be_made(loaded: list[Scenario], options: dict[str, Any]) -> ToBeMade:
    """What of the run to come decides of pairing. What is wrong with it is for ``run`` to say."""
    from ketensim.calibration.members import read_ensemble
    from ketensim.comparison.paired import Made, ToBeMade

    last = min(scenario.until for scenario in loaded)
    until = min(last, _as_day(options["until"]) or last)
    ensemble = str(read_ensemble().facts()["sha256"]) if options["members"] else ""
    made = Made(options["seed"], options["scale"], ensemble, options["members"], options["replications"], until)
    return ToBeMade(f"the run of {', '.join(scenario.name for scenario in loaded)}", made, min(scenario.start for scenario in loaded))


def _wrong_reference(reference: str | None, loaded: list[Scenario], sides: Sequence[Side]) -> list[Problem]:
    """A reference that will be none of the scenarios, by what stands before a folder in its label."""
    known = list(dict.fromkeys([*(scenario.name for scenario in loaded), *(side.scenario["name"] for side in sides)]))
    if reference is None or reference.partition("@")[0] in known:
        return []
    near = suggestion(reference, known) or ";"
    return [Problem("compare", "scenario", f"{reference!r} is none of them{near} there are {', '.join(known)}")]


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
