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
    text: Annotated[str, typer.Argument(help="Only series with this in their name or meaning.")] = "",
    language: Lang = Language.en,
    as_json: Json = False,
) -> None:
    """The series of a run folder, with kind, unit and meaning."""
    from dataclasses import asdict

    from ketensim.chain.series import SERIES
    from ketensim.reporting.terminal import series_table

    wanted = text.casefold()
    rows = [asdict(each) for each in SERIES.values() if any(wanted in said.casefold() for said in (each.name, each.en, each.nl))]
    if not rows:
        raise ScenarioError(
            [Problem("series", text, f"no such series{suggestion(text, SERIES) or ';'} `ketensim show series` lists what there is")]
        )
    print_rows(rows, as_json, lambda: series_table(rows, language))


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


@show.command("chain")
def show_chain(
    run: Annotated[
        Path | None, typer.Argument(metavar="[RUN]", help="A run folder; without one a small run is made, of a few seconds.")
    ] = None,
    scenario: Annotated[
        str | None,
        typer.Option(help="Which scenario of the run (default: its first); without a run a name, a file, or several joined by +."),
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="A whole year of the run (default: its last; without a run the last with figures).")
    ] = None,
    track: Annotated[str, typer.Option(help="procedure (where files are), residence (where persons sleep) or both.")] = "both",
    least: Annotated[float, typer.Option(help="Leave out flows of fewer persons a year.")] = 100.0,
    out: Annotated[Path | None, typer.Option(help="Write a picture (.svg) or Mermaid text (.mmd) into this file.")] = None,
    as_mermaid: Annotated[bool, typer.Option("--mermaid", help="Print Mermaid text.")] = False,
    language: Lang = Language.en,
    as_json: Json = False,
) -> None:
    """The chain as a graph: who was in each state at the end of a year, and who went from one to another over it."""
    from ketensim.cli.common import print_json
    from ketensim.reporting.chain_graph.graph import chain_graph, problems
    from ketensim.reporting.chain_graph.terminal import print_chain

    if found := problems(year, track, least, out):
        raise ScenarioError(found)
    graph = chain_graph(run, scenario=scenario, year=year, track=track, least=least)
    if out is not None:
        print(graph.save(out, language))
    elif as_mermaid:
        print(graph.mermaid(language), end="")
    elif as_json:
        print_json(graph.plain(language))
    else:
        print_chain(graph, language)
