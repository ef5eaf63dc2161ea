"""The command that makes pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ketensim.cli.common import Lang, Language


def report(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN", help="A run folder, or two to compare.")],
    language: Lang = Language.en,
    out: Annotated[Path | None, typer.Option(help="The file; report-<lang>.html in the run folder when not given.")] = None,
) -> None:
    """Write one HTML page on a run or a comparison: summary, charts, tables, sources, limits. It needs nothing else to be read."""
    from ketensim.reporting.page.page import report as write

    print(write(runs, out, str(language)))
