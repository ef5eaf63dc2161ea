"""The commands that project scenarios and check their files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ketensim.cli.common import Json, Lang, Language, load_all, print_json
from ketensim.scenario import ScenarioError, problems

if TYPE_CHECKING:
    from ketensim.results.runs import Runs


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
    from ketensim.reporting.terminal import progress_bar, say_where, summary_tables
    from ketensim.results.runs import run as run_all

    options: dict[str, Any] = {"seed": seed, "jobs": jobs, "until": until, "scale": scale, "out": out, "resume": resume}
    scenarios = load_all(scenario)
    with progress_bar(quiet or as_json) as watch:
        runs = run_all(scenarios, members=members, replications=replications, watch=watch, **options)
    files = draw(runs, language) if charts else []
    if as_json:
        rows = json.loads(runs.summary().to_json(orient="records"))
        print_json({"folder": str(runs.folder.path), "charts": [str(file) for file in files], "summary": rows})
    elif not quiet:
        summary_tables(runs, language)
        say_where(runs, files, language)


def validate(
    file: Annotated[list[str], typer.Argument(metavar="FILE", help="Scenario files, or names of scenarios of the package.")],
    as_json: Json = False,
) -> None:
    """Check scenario files and say everything that is wrong with them."""
    found = list(dict.fromkeys(problem for name in file for problem in problems(name)))
    if as_json:
        print_json([{"file": problem.file, "key": problem.key, "message": problem.message} for problem in found])
    elif not found:
        print(f"{len(file)} scenario file{'s' if len(file) > 1 else ''} in order")
    if found and as_json:
        raise typer.Exit(2)
    if found:
        raise ScenarioError(found)


def draw(runs: Runs, language: str) -> list[Path]:
    from ketensim.reporting.charts import draw

    return draw(runs.folder.path, language)
