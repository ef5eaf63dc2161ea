"""Tables and progress in the terminal. Text from files is printed as it is, never read as markup."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketensim.calibration.figures import LAST_OBSERVED
from ketensim.chain.series import SERIES
from ketensim.reporting.labels import amount, label, number, points, share, short, unit
from ketensim.reporting.labels import runs as runs_in_words
from ketensim.results.runs import MEMBERS
from ketensim.results.summary import FLOWS, STOCKS, Held, held_against_figures, period_of, years_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from ketensim.results.runs import Progress, Runs, Watch
    from ketensim.scenario import ResolvedParameter, Scenario

BLOCKS = (("at.end", STOCKS), ("over.year", FLOWS))
LABEL_WIDTH, YEAR_WIDTH, INTERVAL_WIDTH = 22, 8, 18  # characters, with the space between columns


@contextmanager
def progress_bar(silent: bool) -> Iterator[Watch | None]:
    """A bar with finished replications and the simulated date; nothing when silent or not in a terminal."""
    if silent or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.fields[done]} of {task.fields[of]} replications"),
        BarColumn(),
        TextColumn("{task.fields[now]}"),
        TimeRemainingColumn(),
    )
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


@contextmanager
def counting_bar(silent: bool, what: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar that is told (done, total); nothing when silent or not in a terminal."""
    if silent or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(str(Text(what)), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


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
    bar.update(
        task, total=progress.total, completed=min(progress.done + part, progress.total), done=progress.done, of=progress.total, now=text
    )


# -- results --------------------------------------------------------------------------------------------------------------
def summary_tables(runs: Runs, language: str) -> None:
    """Each scenario: what it says beside what was published, and what it projects."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    periods, summary = runs.periods(), runs.summary()
    for scenario in runs.manifest["scenarios"]:
        title = scenario["title_nl"] if language == "nl" and scenario["title_nl"] else scenario["title"]
        console.print(Text(f"{title} ({scenario['name']})", style="bold"))
        own = summary[summary["scenario"] == scenario["name"]].set_index(["series", "period"])
        years = years_of(own.reset_index())
        if not years:
            console.print(Text(label("short", language)))
        _print_held(console, held_against_figures(periods, scenario["name"]), language)
        _print_projection(console, own, [year for year in years if year > LAST_OBSERVED.year], language)
    notes = [_interval_note(runs, language), *few_members(runs.manifest["members"], language)]
    if (scale := runs.manifest["scale"]) != 1:
        notes.append(label("model.scaled", language).format(scale=number(scale, language)))
    console.print(Text(" ".join(notes), style="dim"))


def few_members(members: int, language: str) -> list[str]:
    """What to say of the levels of a run with so few members that these may be all on one side of the others."""
    return [label("members.few", language).format(n=members)] if 0 < members < MEMBERS else []


def _interval_note(runs: Runs, language: str) -> str:
    """What the intervals hold, and what most of their width comes from."""
    m, n = runs.manifest["members"], runs.manifest["replications"]
    if m == 0:
        return label("interval", language).format(n=n) if n > 1 else label("interval.one", language)
    note = " ".join([label("interval.members", language).format(runs=runs_in_words(m, n, language)), *runs.manifest["ensemble"]["stale"]])
    for scenario in runs.manifest["scenarios"][:1]:
        splits = runs.manifest["variance"].get(scenario["name"], {})
        for day in (min(splits), max(splits)) if splits else ():
            shares = {name: f"{splits[day][name]:.0%}" for name in ("inflow", "parameters", "chance")}
            note += " " + label("interval.variance", language).format(year=day[:4], **shares)
    return note


def _print_held(console: Console, rows: Sequence[Held], language: str) -> None:
    """The main series in the years of which figures are known, and how many figures are met in all."""
    from rich.text import Text

    headings = ["", *(label(key, language) for key in ("median", "low", "high", "published", "off")), ""]
    table = _table(headings, space=2)
    shown: list[Held] = []
    yearly = sorted(
        (row for row in rows if row.series in STOCKS + FLOWS and row.period == period_of(row.series, int(row.period[:4]))),
        key=lambda row: row.period,
    )
    for block, names in BLOCKS:
        found = [row for name in names for row in yearly if row.series == name]
        _add_block(table, label(block, language), [(_once(row, found, language), *_held_cells(row, language)) for row in found])
        shown += found
    if shown:
        console.print(Text(label("held.title", language), style="italic"))
        console.print(table)
    asked = [row for row in rows if row.holds is not None]
    if asked:
        console.print(Text(label("held", language).format(met=sum(bool(row.holds) for row in asked), all=len(asked))))
    if others := [row for row in asked if not row.holds and row not in shown]:
        told = ", ".join(f"{row.series} {row.period} ({_off(row, language)})" for row in others)
        console.print(Text(f"{label('held.others', language)} {told}."))
    console.print()


def _once(row: Held, rows: Sequence[Held], language: str) -> str:
    """The name of a series on its first line only."""
    return short(row.series, language) if row == next(other for other in rows if other.series == row.series) else ""


def _held_cells(row: Held, language: str) -> tuple[str, ...]:
    values = (amount(value, SERIES[row.series].unit, language) for value in (row.median, row.low80, row.high80, row.published))
    verdict = "" if row.holds is None else label("ok" if row.holds else "out", language)
    return (row.period[:4], *values, _off(row, language), verdict)


def _off(row: Held, language: str) -> str:
    if row.absolute and SERIES[row.series].unit == "share":
        return points(row.off, language)
    return number(row.off, language) if row.absolute else share(row.off, language)


def _print_projection(console: Console, own: Any, years: Sequence[int], language: str) -> None:
    """The main series in the years to come, as many as fit, and how sure the last is."""
    from rich.text import Text

    if not years:
        return
    most = max(1, (console.width - LABEL_WIDTH - INTERVAL_WIDTH) // YEAR_WIDTH)
    picked = sorted({years[round(n * (len(years) - 1) / max(1, most - 1))] for n in range(most)}) if len(years) > most else list(years)
    last = years[-1]
    headings = [*(str(year) for year in picked), label("low", language), label("high", language)]
    table = _table(headings, space=1)
    for block, names in BLOCKS:
        known = [name for name in names if (name, period_of(name, last)) in own.index]
        _add_block(table, label(block, language), [_projected(own, name, picked, last, language) for name in known])
    console.print(Text(label("projection.title", language).format(year=last), style="italic"))
    console.print(table)
    console.print()


def _projected(own: Any, name: str, years: Sequence[int], last: int, language: str) -> tuple[str, ...]:
    medians = [own["median"].get((name, period_of(name, year))) for year in years]
    ends = [own[column][name, period_of(name, last)] for column in ("low80", "high80")]
    unit = SERIES[name].unit
    return (short(name, language), *("" if value is None else amount(value, unit, language) for value in (*medians, *ends)))


def _table(headings: Sequence[str], space: int) -> Table:
    """A table without lines: names on the left, numbers on the right, ``space`` between columns."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 0, 0, space))
    table.add_column("", no_wrap=True, width=LABEL_WIDTH)
    for heading in headings:
        table.add_column(Text(heading), justify="right", no_wrap=True)
    return table


def _add_block(table: Table, heading: str, rows: Sequence[tuple[str, ...]]) -> None:
    """Rows under a heading; nothing without rows."""
    from rich.text import Text

    if rows:
        table.add_row(Text(heading, style="bold"))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))


def say_where(runs: Runs, charts: Sequence[Path], language: str) -> None:
    """Where the results are, and what they cost."""
    manifest = runs.manifest
    cost = {"moves": number(manifest["moves"], language), "cpu": round(manifest["cpu_seconds"]), "wall": round(manifest["wall_seconds"])}
    print(label("where", language).format(folder=runs.folder.path, charts=len(charts), **cost))


# -- what there is ----------------------------------------------------------------------------------------------------------
def series_table(rows: Sequence[dict[str, Any]], language: str) -> None:
    """Series with kind, unit and meaning, in a plain table of which the last column takes what is left of the width."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("name", "kind", "unit", "meaning"):
        table.add_column(Text(label(f"series.{column}", language), style="bold"), overflow="fold", no_wrap=column != "meaning")
    for row in rows:
        said = (row["name"], label(f"series.{row['kind']}", language), unit(row["unit"], language), row[language])
        table.add_row(*map(Text, said))
    Console(highlight=False).print(table)


def parameter_rows(scenario: Scenario, parameters: Sequence[ResolvedParameter]) -> list[dict[str, Any]]:
    """Parameters as plain values: ``path`` has the value on the first day and on each day something changes, ``uncertain`` the
    factors on it before and after the fit."""
    from dataclasses import asdict

    from ketensim.calibration.provenance import uncertain

    fitted, rows = uncertain(), []
    for p in parameters:
        days = [scenario.start, *(day for day in p.path.changes() if scenario.start < day <= scenario.until)]
        path = [{"from": day.isoformat(), "value": p.path.at(day)} for day in days]
        rows.append({
            "name": p.key, "unit": p.unit, "path": path, "ramps": p.path.ramps, "allowed": [p.low, p.high], "en": p.en, "nl": p.nl,
            "source": p.source, "file": p.file, "files": list(p.files), "uncertain": [asdict(u) for u in fitted.get(p.key, [])],
        })  # fmt: skip
    return rows


def _uncertain_line(known: dict[str, Any]) -> str:
    """A factor that is not known, in words."""
    window = " ".join(part for part in (known["begin"] and f"from {known['begin']}", known["end"] and f"until {known['end']}") if part)
    before, after = (f"{low:.2f} to {high:.2f}" for low, high in (known["before"], known["after"]))
    return f"uncertain{f' {window}' if window else ''}: times {after} after the fit (80%), {before} before; {known['reason']}"


def parameters_page(rows: Sequence[dict[str, Any]], language: str) -> str:
    """The page of the docs: every parameter with its values, source, and what is not known of it."""
    lines = ["# Every parameter", "", "Written by `ketensim show parameters --page`.", ""]
    for row in rows:
        steps = ", ".join(f"{step['value']:g}" + (f" from {step['from']}" if number else "") for number, step in enumerate(row["path"]))
        facts = [f"{steps} {row['unit']}", f"source: {row['source']}", *map(_uncertain_line, row["uncertain"])]
        lines += [f"**`{row['name']}`** {row[language]}", "", *(f"- {fact}" for fact in facts), ""]
    return "\n".join(lines)


def parameters_table(rows: Sequence[dict[str, Any]], language: str) -> None:
    """Each parameter as a small paragraph: wide tables of long sources do not fit a terminal."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    for row in rows:
        steps = [f"{step['value']:g}" + (f" from {step['from']}" if number else "") for number, step in enumerate(row["path"])]
        ramp = " (sliding between some)" if row["ramps"] else ""
        console.print(Text(row["name"], style="bold"))
        low, high = row["allowed"]
        for line in (
            row[language],
            f"{', '.join(steps)} {row['unit']}{ramp}",
            f"allowed: {low:g} to {high:g} {row['unit']}",
            f"source: {row['source']}",
            f"set by: {', '.join(row['files'])}",
            *(_uncertain_line(known) for known in row["uncertain"]),
        ):
            console.print(Padding(Text(line), (0, 0, 0, 4)))
