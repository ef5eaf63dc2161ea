"""The commands that ask backwards: solve for the value of a lever, and what moves a series most."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from ketensim.cli.common import Json, Lang, Language, print_json
from ketensim.scenario import Problem, ScenarioError, load_scenario

ScenarioName = Annotated[str, typer.Argument(metavar="SCENARIO", help="Name of a scenario that comes with the package, or a .toml file.")]
Seed = Annotated[int, typer.Option(help="Another seed, other luck for everybody.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", help="Cores; -1 is all.")]
Scale = Annotated[float, typer.Option(help="0.1 simulates one person for ten.")]
Replications = Annotated[int, typer.Option("--replications", "-n", help="How often each member is run.")]
Charts = Annotated[bool, typer.Option(help="Draw the charts.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no table.")]
Out = Annotated[Path | None, typer.Option(help="The folder for tables and charts; one under runs/ when not given.")]


def solve_lever(
    scenario: ScenarioName,
    find: Annotated[str, typer.Option("--find", help="The lever: a key of `ketensim show parameters`, or the beginning of some.")],
    goal: Annotated[str, typer.Option("--for", help='The goal, like "coa.occupancy@2027-01-01 <= 75000" or "coa.outflow@2027 >= 35000".')],
    as_: Annotated[
        str | None, typer.Option("--as", help="How the lever is set: factor, value or plus; a value when it is constant, else a factor.")
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", help="First day of the change; the day after the last figures when not given.")
    ] = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option("--between", help="The range that is searched: two numbers, or two dates.")
    ] = None,
    find_start: Annotated[bool, typer.Option("--find-start", help="Find the latest day on which the --change can begin.")] = False,
    change: Annotated[str | None, typer.Option("--change", help="The change whose start is sought, like factor=1.2.")] = None,
    probability: Annotated[
        list[float] | None,
        typer.Option("--probability", "-p", help="The share of the worlds that is to reach the goal; can be given more than once."),
    ] = None,
    members: Annotated[
        int, typer.Option("--members", "-m", help="Members of the fitted ensemble; 0: the base values and the given inflow alone.")
    ] = 20,
    replications: Replications = 1,
    points: Annotated[int, typer.Option(help="Values over the range that every world is run at.")] = 5,
    seed: Seed = 1,
    jobs: Jobs = -1,
    scale: Scale = 1.0,
    out: Out = None,
    charts: Charts = True,
    language: Lang = Language.en,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Find the value of a lever, or the date of a change, that reaches a goal, and say how sure it is."""
    from ketensim.explore.folder import default_folder, make_place
    from ketensim.explore.solve import PROBABILITIES, ask
    from ketensim.reporting.exploration_charts import draw_solution
    from ketensim.reporting.exploration_tables import print_solution, say_plan, say_where
    from ketensim.reporting.terminal import counting_bar

    question = ask(
        load_scenario(scenario), find=find, goal=goal, as_=as_, from_=from_, between=between, change=_change(change, find_start),
        probabilities=probability or PROBABILITIES, members=members, replications=replications, points=points, seed=seed, scale=scale,
        jobs=jobs,
    )  # fmt: skip
    folder = out or default_folder("solve", question.change.scenario, question.hash)
    make_place(folder, "solution.json", question.hash)
    if not (quiet or as_json):
        say_plan(question, language)
    with counting_bar(quiet or as_json, "simulations") as watch:
        solution = question.answer(watch)
    solution.write(folder)
    files = draw_solution(solution, folder / "charts", language) if charts else []
    if as_json:
        curve = json.loads(solution.curve().to_json(orient="records"))
        print_json({"folder": str(folder), "charts": [str(file) for file in files], **solution.facts(), "curve": curve})
    elif not quiet:
        print_solution(solution, language)
        say_where(folder, files, "solve", solution.found.trials, language)


def study_sensitivity(
    scenario: ScenarioName,
    of: Annotated[str, typer.Option("--of", help="The series and when, like coa.occupancy@2028-01-01 or coa.outflow@2027.")],
    what: Annotated[str, typer.Option("--what", help="levers, unknowns or both.")] = "both",
    lever: Annotated[
        list[str] | None,
        typer.Option("--lever", "--levers", help="A lever to look at, a key; can be given more than once. All when not given."),
    ] = None,
    size: Annotated[float, typer.Option(help="How far each lever is moved, as a share of what it is.")] = 0.1,
    from_: Annotated[
        str | None, typer.Option("--from", help="The day from which levers are moved; the day after the last figures when not given.")
    ] = None,
    lever_members: Annotated[
        int, typer.Option(help="Members of the fitted ensemble in which levers are moved; 0: the base values alone.")
    ] = 6,
    members: Annotated[
        int, typer.Option("--members", "-m", help="Members of the fitted ensemble that are held against what is not known.")
    ] = 60,
    run: Annotated[Path | None, typer.Option(help="A run folder with members of this scenario, instead of running them.")] = None,
    replications: Replications = 1,
    seed: Seed = 1,
    jobs: Jobs = -1,
    scale: Scale = 1.0,
    out: Out = None,
    charts: Charts = True,
    language: Lang = Language.en,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Which levers, and which unknown parameters, move a series at a moment most."""
    from ketensim.explore.folder import default_folder, make_place
    from ketensim.explore.sensitivity import study
    from ketensim.reporting.exploration_charts import draw_sensitivity
    from ketensim.reporting.exploration_tables import print_sensitivity, say_plan, say_where
    from ketensim.reporting.terminal import counting_bar

    series, _, at = of.partition("@")
    keys = [key for word in lever for key in word.replace(",", " ").split()] if lever else None
    asked = study(
        load_scenario(scenario), series, at, what=what, levers=keys, size=size, from_=from_, lever_members=lever_members,  # type: ignore[arg-type]
        members=members, replications=replications, seed=seed, scale=scale, jobs=jobs, run=run,
    )  # fmt: skip
    folder = out or default_folder("sensitivity", asked.scenario, asked.hash)
    make_place(folder, "sensitivity.json", asked.hash)
    if not (quiet or as_json):
        say_plan(asked, language)
    with counting_bar(quiet or as_json, "simulations") as watch:
        found = asked.answer(watch)
    found.write(folder)
    files = draw_sensitivity(found, folder / "charts", language) if charts else []
    if as_json:
        print_json({"folder": str(folder), "charts": [str(file) for file in files], **found.facts()})
    elif not quiet:
        print_sensitivity(found, language)
        say_where(folder, files, "sensitivity", asked.simulations, language)


def _change(said: str | None, find_start: bool) -> dict[str, float] | None:
    """``factor=1.2`` as a change. Raises ScenarioError when it is none, or when the one option is there without the other."""
    if said is None and not find_start:
        return None
    if said is None or not find_start:
        missing = "--change, like factor=1.2" if said is None else "--find-start"
        raise ScenarioError(
            [Problem("solve", "change", f"the start of a change is found with --find-start and --change together; give {missing}")]
        )
    kind, _, amount = said.partition("=")
    try:
        return {kind.strip(): float(amount)}
    except ValueError:
        raise ScenarioError([Problem("solve", "change", f"{said[:40]!r} is no change; write it like factor=1.2")]) from None
