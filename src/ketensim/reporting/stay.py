"""Length of stay by group at a month end: the tables of figures 64, 65 and 66, beside what was published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ketensim.calibration.figures import observed
from ketensim.chain.census import PERMIT_DAYS, PERMIT_GROUPS, STAY_GROUPS, STAY_YEARS
from ketensim.chain.status_outflow import GROUPS as LEAVERS
from ketensim.reporting.labels import label, number
from ketensim.reporting.labels import runs as runs_in_words
from ketensim.results.folder import RunFolder, RunFolderError
from ketensim.scenario import ScenarioError
from ketensim.scenario.problems import Problem

if TYPE_CHECKING:
    import pandas as pd

WHERE = "show stay"  # of problems


@dataclass(frozen=True)
class Table:
    """A published table: its ``figure``, the series of its lines (to which a group is added), and the groups it is given for.

    ``classes`` are the lines that add up to the group; a table of stocks stands at the end of a month, ``over`` time or not.
    """

    figure: str
    lines: tuple[str, ...]
    classes: tuple[str, ...]
    groups: tuple[str, ...]
    over: bool = False


_STAY, _SINCE = (tuple(f"{stem}.{name}" for name in names) for stem, names in (("coa.stay", STAY_YEARS), ("coa.status_stay", PERMIT_DAYS)))
TABLES = (
    Table("64", (*_STAY, "coa.stay.mean"), _STAY, ("", *STAY_GROUPS)),
    Table("65", _SINCE, _SINCE, ("", *PERMIT_GROUPS)),
    Table("66", ("coa.status_outflow", "coa.status_outflow.mean_weeks", "coa.status_outflow.within14w"), (), ("", *LEAVERS), over=True),
)


@dataclass(frozen=True)
class Row:
    """A line of a table for one group: median and 80% interval, the median share of its group (nan for what is no class), and
    what was published (None where nothing was)."""

    scenario: str
    figure: str
    group: str
    line: str
    series: str
    period: str
    unit: str
    median: float
    low80: float
    high80: float
    share: float
    published: float | None

    def plain(self, language: str) -> dict[str, Any]:
        """As plain values, with its names in a language."""
        share = None if self.share != self.share else self.share
        names = {"group": self.group or "all", "group_label": group_label(self, language), "line_label": label(self.line, language)}
        return {**vars(self), **names, "share": share}


def stay_rows(folder: RunFolder, on: str | None = None) -> list[Row]:
    """The tables of all scenarios of a run, at the last month end on or before ``on`` (a date; that of the run when None).

    Figure 66 is of the year, half year or quarter that ended last by then. Raises ScenarioError for a day the run has not,
    RunFolderError for a run that cannot be read, or that is of a version without groups.
    """
    from ketensim.chain.series import SERIES

    until = date.fromisoformat(folder.require_complete()["until"])
    periods = folder.periods()
    day = month_end(periods, until, on)
    times = {table.figure: _last_span(periods, day) if table.over else day.isoformat() for table in TABLES}
    wanted = {(series, times[table.figure]): table for table in TABLES for series in _series(table) if times[table.figure]}
    if old := sorted({series for series, _ in wanted} - set(periods["series"])):
        raise RunFolderError(f"{folder.path}: periods.parquet: has no {old[0]}: it is of an older version of ketensim; run it again")
    found: list[Row] = []
    for scenario, own in periods[periods["series"].isin({series for series, _ in wanted})].groupby("scenario", sort=False):
        values = own.pivot_table(index=["member", "replication"], columns=["series", "period"], values="value")
        for table in TABLES:
            found += _rows(str(scenario), table, times[table.figure], values, {name: SERIES[name].unit for name in _series(table)})
    return found


def month_end(periods: pd.DataFrame, until: date, on: str | None) -> date:
    """The last month end of a run (that ends on ``until``) on or before a day. Raises ScenarioError when there is none."""
    ends = sorted({date.fromisoformat(period) for period in periods.loc[periods["series"] == "coa.stay.mean", "period"]})
    if not ends:
        raise ScenarioError([Problem(WHERE, "run", "is too short: it has no end of a month")])
    if on is None:
        return ends[-1]
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise ScenarioError([Problem(WHERE, "on", f"{on[:60]!r} is no date; allowed is a date like 2026-06-30")]) from None
    if not ends[0] <= day <= until:
        raise ScenarioError([Problem(WHERE, "on", f"is {day}; allowed is {ends[0]}, the first month end of the run, to {until}")])
    return max(end for end in ends if end <= day)


def _last_span(periods: pd.DataFrame, day: date) -> str:
    """The longest of the years, half years and quarters that ended last by a month end; empty when none did."""
    known = set(periods.loc[periods["series"] == "coa.status_outflow", "period"])
    year, quarters = (day.year, day.month // 3) if day.month >= 3 else (day.year - 1, 4)
    names = [f"{year}Q{quarters}"]
    if quarters % 2 == 0:
        names.insert(0, f"{year}H{quarters // 2}")
    if quarters == 4:
        names.insert(0, str(year))
    return next((name for name in names if name in known), "")


def _series(table: Table) -> Iterator[str]:
    return (_name(line, group) for group in table.groups for line in table.lines)


def _name(line: str, group: str) -> str:
    return f"{line}.{group}" if group else line


def _rows(scenario: str, table: Table, period: str, values: pd.DataFrame, units: dict[str, str]) -> Iterator[Row]:
    """The lines of a table; a mean over nobody is left out."""
    for group in table.groups:
        persons = sum(values[_name(line, group), period] for line in table.classes) if table.classes else None
        for line in table.lines:
            series = _name(line, group)
            if (series, period) not in values:
                continue
            own = values[series, period]
            share = float((own / persons).median()) if persons is not None and line in table.classes else float("nan")
            figure = observed().get((series, period))
            low, median, high = (float(own.quantile(q)) for q in (0.1, 0.5, 0.9))
            published = None if figure is None else figure.value
            yield Row(scenario, table.figure, group, line, series, period, units[series], median, low, high, share, published)


def group_label(row: Row, language: str) -> str:
    """The name of the group of a row, as the table it stands in has it."""
    return label(f"stay.{row.figure}.{row.group or 'all'}", language)


# -- in the terminal ------------------------------------------------------------------------------------------------------
def print_stay(rows: Sequence[Row], manifest: dict[str, Any], on: str | None, language: str) -> None:
    """Each scenario: a table a figure, its groups under each other; ``manifest`` is that of the run."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for facts in manifest["scenarios"]:
        scenario = facts["name"]
        title = facts["title_nl"] if language == "nl" and facts["title_nl"] else facts["title"]
        console.print(Text(f"{title} ({scenario})", style="bold"))
        for table in TABLES:
            own = [row for row in rows if row.scenario == scenario and row.figure == table.figure]
            if own:
                console.print(Text(label(f"stay.{table.figure}", language).format(when=own[0].period), style="italic"))
                console.print(_table(own, language))
                console.print()
    day = next(row.period for row in rows if row.figure == "64")
    if on is not None and on != day:
        console.print(Text(label("stay.earlier", language).format(on=on, day=day)))
    console.print(Text(" ".join([label("stay.note", language), _interval(manifest, language)]), style="dim"))


def _interval(manifest: dict[str, Any], language: str) -> str:
    """What the intervals hold, and at which scale they were simulated."""
    members, n = manifest["members"], manifest["replications"]
    if members:
        told = label("interval.members", language).format(runs=runs_in_words(members, n, language))
    else:
        told = label("interval", language).format(n=n) if n > 1 else label("interval.one", language)
    scale = manifest["scale"]
    return told if scale == 1 else f"{told} {label('model.scaled', language).format(scale=number(scale, language))}"


def _table(rows: Sequence[Row], language: str) -> Any:
    """Median, interval, share of the group, and the published figure, group by group."""
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=None, pad_edge=False, padding=(0, 0, 0, 2))
    grid.add_column("", overflow="fold")
    for heading in ("median", "low", "high", "stay.share", "published"):
        grid.add_column(Text(label(heading, language)), justify="right", no_wrap=True)
    group = None
    for row in rows:
        if row.group != group:
            group = row.group
            grid.add_row(Text(group_label(row, language), style="bold"))
        published = "" if row.published is None else _number(row, row.published, language)
        share = "" if row.share != row.share else f"{100 * row.share:.0f}%"
        cells = [_number(row, value, language) for value in (row.median, row.low80, row.high80)]
        grid.add_row(*(Text(cell) for cell in (f"  {label(row.line, language)}", *cells, share, published)))
    return grid


def _number(row: Row, value: float, language: str) -> str:
    """Persons as whole numbers, a share as a percentage, means with one figure behind the point."""
    if row.unit == "share":
        return f"{100 * value:.0f}%"
    return number(round(value) if row.unit == "persons" else round(value, 1), language)
