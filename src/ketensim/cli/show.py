"""``ketensim show``: what there is, with meaning, unit and source."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ketensim.cli.common import Json, Lang, Language, print_rows
from ketensim.scenario import ScenarioError, load_scenario
from ketensim.scenario.problems import Problem, suggestion
from ketensim.scenario.reading import Names

show = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="What there is, with meaning, unit and source.")


@show.command("scenarios")
def show_scenarios(
    name: Annotated[list[str] | None, typer.Argument(help="Scenarios to show whole: names, .toml files, or several joined by +.")] = None,
    page: Annotated[Path | None, typer.Option(help="Write a Markdown page into this file.")] = None,
    language: Lang = Language.en,
    as_json: Json = False,
) -> None:
    """The scenarios that come with the package by family; with a name, what that one changes and where it comes from."""
    from ketensim.reporting.library_page import library_page, library_rows, print_library, print_scenarios
    from ketensim.results.folder import write_text

    rows = library_rows(name or ())
    if page is not None:
        write_text(library_page(rows, language), page)
        return
    print_rows(rows, as_json, lambda: print_scenarios(rows, language) if name else print_library(rows, language))


@show.command("series")
def show_series(
    name: Annotated[str, typer.Argument(help="Only series whose name begins so.")] = "", language: Lang = Language.en, as_json: Json = False
) -> None:
    """The series of a run folder, with unit and meaning."""
    from dataclasses import asdict

    from ketensim.chain.series import SERIES
    from ketensim.reporting.terminal import rows_table

    rows = [asdict(series) for series in SERIES.values() if series.name.startswith(name)]
    if not rows:
        raise ScenarioError(
            [Problem("series", name, f"no such series{suggestion(name, SERIES) or ';'} `ketensim show series` lists what there is")]
        )
    print_rows(rows, as_json, lambda: rows_table(rows, ["name", "kind", "unit", str(language)]))


@show.command("parameters")
def show_parameters(
    key: Annotated[str, typer.Argument(help="A key, or the beginning of some.")] = "",
    scenario: Annotated[str, typer.Option(help="Scenario name or file, or several joined by +.")] = "basis",
    page: Annotated[Path | None, typer.Option(help="Write a Markdown page into this file.")] = None,
    language: Lang = Language.en,
    as_json: Json = False,
) -> None:
    """Parameters: value over time, unit, meaning, source, which file set it, and what is not known of it."""
    from ketensim.reporting.terminal import parameter_rows, parameters_page, parameters_table

    loaded = load_scenario(scenario)
    found = [p for p in loaded.parameters() if p.key == key or p.key.startswith(f"{key.removesuffix('.')}." if key else "")]
    if not found:
        raise ScenarioError([Problem(scenario, key, Names.of(loaded.catalogue).unknown(key))])
    rows = parameter_rows(loaded, found)
    if page is not None:
        page.write_text(parameters_page(rows, language), encoding="utf-8")
        return
    print_rows(rows, as_json, lambda: parameters_table(rows, language))


@show.command("stay")
def show_stay(
    run: Annotated[Path, typer.Argument(help="A run folder.")],
    on: Annotated[
        str | None, typer.Option(help="A day, like 2026-06-30; the last month end on or before it is shown (default: the last of the run).")
    ] = None,
    language: Lang = Language.en,
    as_json: Json = False,
) -> None:
    """Length of stay at COA by group, and how long status holders wait: figures 64, 65 and 66 at a month end of a run."""
    from ketensim.reporting.stay import print_stay, stay_rows
    from ketensim.results.folder import RunFolder

    folder = RunFolder(run)
    rows = stay_rows(folder, on)
    print_rows([row.plain(language) for row in rows], as_json, lambda: print_stay(rows, folder.manifest(), on, language))
