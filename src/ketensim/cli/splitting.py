"""The command that splits a run over municipalities."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from ketensim.cli.common import Lang, Language
from ketensim.scenario import Problem, ScenarioError


def split_over_municipalities(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")],
    table: Annotated[
        str, typer.Argument(metavar="TABLE", help="A CSV file of municipalities, or the name of one that comes with the package.")
    ],
    scenario: Annotated[str | None, typer.Option(help="A scenario of the run; all when not given.")] = None,
    by: Annotated[str, typer.Option("--by", help="municipality or province.")] = "municipality",
    half_years: Annotated[
        list[str] | None,
        typer.Option("--half-year", help="A half year, like 2027H1 (may be repeated); the first when not given, all in files."),
    ] = None,
    first: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="The half year the split begins with, and at whose start the columns of the table are; the one after the last figures when not given.",
        ),
    ] = None,
    inhabitants: Annotated[int | None, typer.Option(help="Inhabitants of the country, to check that the table has them all.")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write a row a half year, municipality and series into this file.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the same, and how it was made, as JSON into this file.")] = None,
    chart: Annotated[Path | None, typer.Option("--chart", help="Draw taakstelling and arrears by province into this folder.")] = None,
    language: Lang = Language.en,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No table.")] = False,
) -> None:
    """Split taakstelling, housed, arrears and reception places over municipalities by the statutory key."""
    from ketensim.municipalities.split import split
    from ketensim.reporting.municipality_charts import draw_provinces
    from ketensim.reporting.municipality_tables import print_split
    from ketensim.reporting.municipality_words import word
    from ketensim.results.folder import write_text
    from ketensim.results.runs import open_runs

    _require_other_files(table, csv, json_file)
    asked = list(dict.fromkeys(half for said in half_years or () for half in said.replace(",", " ").split()))
    found = split(run, table, scenario=scenario, by=by, first=first, half_years=asked, inhabitants=inhabitants)
    manifest, shown = open_runs(run).manifest, asked or list(found.half_years[:1])
    rows, files = found.table(by, asked), [file for file in (csv, json_file) if file]
    if csv:
        write_text(rows.to_csv(index=False, lineterminator="\n"), csv)
    if json_file:
        write_text(json.dumps(found.facts() | {"rows": rows.to_dict(orient="records")}, indent=1, ensure_ascii=False) + "\n", json_file)
    if chart:
        files += [file for half in shown for file in draw_provinces(found, manifest, half, chart, language)]
    if not quiet:
        print_split(found, manifest, by, shown, language)
        print(word("rows", language, n=len(found.half_years), first=found.half_years[0], last=found.half_years[-1]))
        if files:
            print(word("written", language, files=", ".join(map(str, files))))


def _require_other_files(table: str, *written: Path | None) -> None:
    """Raises ScenarioError when what is written would take the place of the table, or of each other."""
    places = [os.path.realpath(table)]
    for file in filter(None, written):
        if os.path.realpath(file) in places:
            raise ScenarioError([Problem("municipalities", str(file), "is named twice; allowed is a file of its own for each")])
        places.append(os.path.realpath(file))
