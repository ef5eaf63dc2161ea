"""The commands that hold the model against the published figures: calibrate, check, backtest, ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from ketensim.cli.common import Json, print_json
from ketensim.scenario import ScenarioError, load_scenario
from ketensim.scenario.problems import Problem


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
    from ketensim.reporting.terminal import counting_bar

    with counting_bar(quiet, "simulations") as watch:
        fitted = calibrate(read_recipe(recipe), members=members, seed=seed, jobs=jobs, scale=scale, work=work, watch=watch)
    out.mkdir(parents=True, exist_ok=True)
    write_ensemble(fitted.ensemble, out)
    print(*write_page(fitted, out), sep="\n")


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
    from ketensim.reporting.terminal import progress_bar
    from ketensim.reporting.verdicts import check_page, print_check

    to_stdout = json_file == Path("-")
    with progress_bar(quiet or to_stdout) as watch:
        rows = check(load_scenario("basis"), members=members, seed=seed, jobs=jobs, scale=scale, watch=watch)
    if to_stdout:
        print_json(plain(rows))
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
    from ketensim.reporting.terminal import counting_bar
    from ketensim.reporting.verdicts import backtest_page, print_backtest

    base = load_scenario("basis")
    tests = []
    for origin, variant in all_tests():
        with counting_bar(quiet, f"{origin} {variant}") as watch:
            tests.append(backtest(base, origin, variant, members=members, rounds=rounds, jobs=jobs, watch=watch))
    print_backtest(tests)
    if page is not None:
        page.write_text(backtest_page(tests), encoding="utf-8")


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
    from ketensim.reporting.verdicts import print_ledger
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
        print_json({"forecasts": [forecast.model_dump(mode="json") for forecast in forecasts], "scored": told})
    else:
        print_ledger(forecasts, scores)
