"""Tables and progress in the terminal. Text from files is printed as it is, never read as markup."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketensim.chain.series import SERIES
from ketensim.report.labels import label
from ketensim.results.summary import MAIN, held_against_figures, period_of, years_of

if TYPE_CHECKING:
    from ketensim.results.runs import Progress, Runs, Watch
    from ketensim.scenario import ResolvedParameter, Scenario


@contextmanager
def progress_bar(silent: bool) -> Iterator[Watch | None]:
    """A bar with finished replications and the simulated date; nothing when silent or not in a terminal."""
    if silent or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.fields[done]} of {task.fields[of]} replications"), BarColumn(), TextColumn("{task.fields[now]}"), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None, done=0, of="?", now="")
        latest: list[Progress] = []
        stop = threading.Event()

        def follow() -> None:
            while not stop.wait(0.3):
                if latest:
                    _show(bar, task, latest[-1])

        thread = threading.Thread(target=follow, daemon=True)
        thread.start()
        try:
            yield latest.append
        finally:
            stop.set()
            thread.join()


def _show(bar: Any, task: Any, progress: Progress) -> None:
    """Finished replications, and the dates at which the unfinished batches are."""
    now = []
    for file in progress.folder.glob("*"):
        try:
            now.append(date.fromisoformat(file.read_text(encoding="ascii")))
        except (OSError, ValueError):
            continue
    under_way = [day for day in now if (progress.last - day).days > 31]
    text = f"{max(under_way):%Y-%m}" if under_way else ""
    days = (progress.last - progress.first).days
    part = sum((day - progress.first).days / days for day in under_way)
    bar.update(task, total=progress.total, completed=min(progress.done + part, progress.total), done=progress.done, of=progress.total, now=text)


def summary_table(runs: Runs, language: str) -> None:
    """Per 31 December the main stocks and flows: median, 80% interval, and the published figure where there is one."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    summary = runs.summary().set_index(["scenario", "series", "period"])
    manifest = runs.manifest
    for scenario in manifest["scenarios"]:
        title = scenario["title_nl"] if language == "nl" and scenario["title_nl"] else scenario["title"]
        table = Table(title=Text(f"{title} ({scenario['name']})"), title_justify="left")
        table.add_column(label("series", language))
        years = years_of(summary.reset_index())
        for year in years:
            table.add_column(str(year), justify="right")
        for name in MAIN:
            cells = [_cell(summary, scenario["name"], name, year, language) for year in years]
            table.add_row(Text(getattr(SERIES[name], language)), *cells)
        console.print(table)
        _say_held(console, runs, scenario["name"], language)
    console.print(Text(label("interval", language).format(manifest["replications"])), style="dim")


def _cell(summary: Any, scenario: str, name: str, year: int, language: str) -> Any:
    from rich.text import Text

    key = (scenario, name, period_of(name, year))
    if key not in summary.index:
        return Text("")
    row = summary.loc[key]
    text = f"{number(row['median'], language)}\n{number(row['low80'], language)}-{number(row['high80'], language)}"
    published = row["observed"]
    if published == published:
        text += f"\n{label('published', language)} {number(published, language)}"
    return Text(text)


def _say_held(console: Any, runs: Runs, scenario: str, language: str) -> None:
    from rich.text import Text

    rows = held_against_figures(runs.periods(), scenario)
    out = [row for row in rows if not row[-1]]
    if rows:
        text = label("held", language).format(len(rows) - len(out), len(rows))
        for series, period, observed, simulated, _ in out:
            text += f"\n  {series} {period}: {number(simulated, language)} / {label('published', language)} {number(observed, language)}"
        console.print(Text(text))


def number(value: float, language: str) -> str:
    """A number with the thousands mark of the language."""
    text = f"{value:,.0f}" if abs(value) >= 1000 or float(value).is_integer() else f"{value:,.3g}"
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def say_where(runs: Runs, charts: Sequence[Path]) -> None:
    """Where the results are, and what they cost."""
    manifest = runs.manifest
    print(f"{runs.folder.path}: tables, summary and {len(charts)} chart files; {manifest['moves']:,} moves in {manifest['cpu_seconds']:.0f} s CPU, {manifest['wall_seconds']:.0f} s wall")


def rows_table(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    """A plain table."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(row[column])) for column in columns))
    Console().print(table)


def parameter_rows(scenario: Scenario, parameters: Sequence[ResolvedParameter]) -> list[dict[str, Any]]:
    """Parameters as plain values: ``path`` has the value on the first day and on each day something changes."""
    rows = []
    for p in parameters:
        days = [scenario.start, *(day for day in p.path.changes() if scenario.start < day <= scenario.until)]
        path = [{"from": day.isoformat(), "value": p.path.at(day)} for day in days]
        ramps = any(operation.ramp_to for operation in p.path.operations)
        rows.append({"name": p.key, "unit": p.unit, "path": path, "ramps": ramps, "allowed": [p.low, p.high], "en": p.en, "nl": p.nl, "source": p.source, "file": p.file, "files": list(p.files)})
    return rows


def parameters_table(rows: Sequence[dict[str, Any]]) -> None:
    """Each parameter as a small paragraph: wide tables of long sources do not fit a terminal."""
    from rich.console import Console
    from rich.text import Text

    console = Console()
    for row in rows:
        values = ", ".join(f"{step['value']:g} from {step['from']}" for step in row["path"])
        if len(row["path"]) == 1:
            values = f"{row['path'][0]['value']:g}"
        ramp = " (with ramps between)" if row["ramps"] else ""
        console.print(Text(row["name"], style="bold"), Text(f"{values} {row['unit']}{ramp}"))
        console.print(Text(f"    {row['en']}\n    source: {row['source']}\n    set by: {', '.join(row['files'])}"))
