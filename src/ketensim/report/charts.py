"""The charts of a run folder: what happened, what is projected, and what was published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketensim.calibration.figures import observed
from ketensim.report.flows import draw_flows
from ketensim.report.labels import label
from ketensim.report.style import COLOURS, mark_projection, notes, picture, save, spread, subtitle, thousands
from ketensim.report.terminal import number
from ketensim.results.folder import RunFolder

if TYPE_CHECKING:
    import pandas as pd

DASHES = ("-", (0, (6, 2)), (0, (2, 1.5)), (0, (6, 2, 1.5, 2)), (0, (1, 1)))


@dataclass(frozen=True)
class Line:
    """A series in a chart: its colour and dashes."""

    series: str
    colour: str
    dash: int = 0
    width: float = 1.8


@dataclass(frozen=True)
class Run:
    """What the charts of one scenario are drawn from."""

    daily: pd.DataFrame
    periods: pd.DataFrame
    title: str
    replications: int
    version: str
    language: str

    def text(self, key: str) -> str:
        return label(key, self.language)

    def source(self, figures: str) -> str:
        return self.text("source").format(figures, self.version, self.title)

    def band(self) -> str:
        return self.text("band").format(n=self.replications)


def draw(run_folder: str | Path, language: str = "en") -> list[Path]:
    """Draw all charts of a complete run folder into its folder ``charts``, as PNG and SVG; returns the files.

    One set a scenario; with several, the file names begin with that of the scenario. A chart whose series the run does
    not have is left out.
    """
    folder = RunFolder(Path(run_folder))
    manifest = folder.manifest()
    daily, periods = folder.series(), folder.periods()
    files: list[Path] = []
    for scenario in manifest["scenarios"]:
        name = scenario["name"]
        title = scenario["title_nl"] if language == "nl" and scenario.get("title_nl") else scenario["title"]
        own = Run(
            daily[daily["scenario"] == name], periods[periods["scenario"] == name], title, manifest["replications"],
            manifest["versions"]["ketensim"], language,
        )  # fmt: skip
        prefix = f"{name}-" if len(manifest["scenarios"]) > 1 else ""
        for chart, make in CHARTS.items():
            files += make(own, folder.path / "charts", f"{prefix}{chart}")
    return files


def coa_occupancy(run: Run, folder: Path, name: str) -> list[Path]:
    """Who sleeps at COA."""
    lines = (
        Line("coa.occupancy", "black", width=2.2), Line("coa.in_procedure", "blue", 1), Line("coa.status_holders", "orange", 2),
        Line("coa.departing", "green", 3), Line("coa.amv", "purple", 4),
    )  # fmt: skip
    return _stocks(run, folder, name, "coa.title", "persons", lines, run.text("svm").format(63))


def ind_backlog(run: Run, folder: Path, name: str) -> list[Path]:
    """Files waiting at the IND."""
    lines = (
        Line("ind.backlog", "black", width=2.2), Line("ind.backlog.aa", "blue", 1), Line("ind.backlog.va", "orange", 2),
        Line("ind.backlog.spoor1", "green", 3), Line("ind.backlog.spoor2", "purple", 4),
    )  # fmt: skip
    return _stocks(run, folder, name, "ind.title", "files", lines, run.text("ind.source"))


def nareis_waiting(run: Run, folder: Path, name: str) -> list[Path]:
    """Family abroad."""
    lines = (Line("nareis.waiting_abroad", "black", width=2.2), Line("nareis.waiting_abroad.mvv", "blue", 1), Line("nareis.waiting_abroad.evrm8", "orange", 2))
    return _stocks(run, folder, name, "nareis.title", "persons", lines, run.text("nareis.source"))


def taakstelling(run: Run, folder: Path, name: str) -> list[Path]:
    """Half years: what municipalities had to house, what they did, and what is left."""
    halves = _half_years(run)
    if halves is None or len(halves) < 2:
        return []
    with picture(run.text("housing.title")) as (figure, axes):
        subtitle(figure, run.title)
        places = range(len(halves))
        axes.bar([p - 0.2 for p in places], halves["target"], 0.38, color="#c9c9c9", edgecolor="#777777", linewidth=0.6)
        axes.bar([p + 0.2 for p in places], halves["housed"], 0.38, color=COLOURS["blue"], yerr=_errors(halves, "housed"), ecolor="#333333", capsize=2)
        axes.plot(places, halves["arrears"], color=COLOURS["orange"], marker="o", markersize=4, linewidth=1.8)
        axes.fill_between(places, halves["arrears_low"], halves["arrears_high"], color=COLOURS["orange"], alpha=0.2, linewidth=0)
        for series, shift in (("housed", 0.2), ("arrears", 0.0)):
            points = [(p + shift, seen) for p, seen in zip(places, halves[f"{series}_seen"], strict=True) if seen is not None]
            if points:
                axes.scatter(*zip(*points, strict=True), marker="D", s=26, facecolor="white", edgecolor="black", zorder=5)
        axes.axhline(0, color="#555555", linewidth=0.8)
        axes.set_xticks(list(places), [half.replace("H", "-") for half in halves["half"]], rotation=60 if len(halves) > 8 else 0)
        axes.set_ylabel(run.text("housing.half"))
        thousands(axes, run.language)
        keys = (("housing.taakstelling", "#777777", "\N{BLACK SQUARE}"), ("housing.housed", COLOURS["blue"], "\N{BLACK SQUARE}"), ("housing.arrears", COLOURS["orange"], "\N{BLACK CIRCLE}"), ("observed", "black", "\N{WHITE DIAMOND}"))
        for row, (key, colour, mark) in enumerate(keys):
            axes.text(1.02, 0.95 - 0.13 * row, "\n".join(_wrap(f"{mark} {run.text(key)}", 26)), transform=axes.transAxes, color=colour, va="top", fontsize=9.5)
        notes(figure, run.band(), run.source(run.text("svm").format(116)))
        return save(figure, folder, name)


def flows(run: Run, folder: Path, name: str) -> list[Path]:
    """Who came and who went in the last year that was observed, or the first of the run."""
    years = [period for period in run.periods["period"].unique() if len(period) == 4]
    if not years:
        return []
    year = "2025" if "2025" in years else min(years)
    medians = run.periods.groupby(["series", "period"])["value"].median()
    return draw_flows(run, medians, year, folder, name)


CHARTS: dict[str, Callable[[Run, Path, str], list[Path]]] = {
    "coa-occupancy": coa_occupancy,
    "ind-backlog": ind_backlog,
    "nareis-waiting": nareis_waiting,
    "taakstelling": taakstelling,
    "flows": flows,
}


def _stocks(run: Run, folder: Path, name: str, title: str, unit: str, lines: Sequence[Line], source: str) -> list[Path]:
    """Stocks over time: median, band, published points, and each line's name at its end."""
    if not {line.series for line in lines} <= set(run.daily.columns):
        return []
    with picture(run.text(title)) as (figure, axes):
        subtitle(figure, run.title)
        ends = [_stock_line(axes, run, line) for line in lines]
        first, last = run.daily["date"].iloc[0].date(), run.daily["date"].iloc[-1].date()
        axes.set_xlim(date.fromordinal(first.toordinal() - 25), last)
        axes.set_ylim(0, None)
        gap = (axes.get_ylim()[1]) * 0.068
        for line, end, height in zip(lines, ends, spread(ends, gap), strict=True):
            text = f"{run.text(line.series)} {number(round(end, -2), run.language)}"
            axes.annotate(
                "\n".join(_wrap(text, 28)), (1.0, height), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points",
                color=COLOURS[line.colour], va="center", fontsize=9.2,
            )  # fmt: skip
        axes.set_ylabel(run.text(unit))
        thousands(axes, run.language)
        mark_projection(axes, first, last, run.language)
        axes.scatter([], [], marker="D", s=26, facecolor="white", edgecolor="black", label=run.text("observed"))
        axes.legend(loc="upper left", frameon=False, fontsize=8.8)
        notes(figure, run.band(), run.source(source))
        return save(figure, folder, name)


def _stock_line(axes: Any, run: Run, line: Line) -> float:
    """Draw a series; returns its height at the end."""
    values = run.daily[["date", line.series]].groupby("date")[line.series]
    middle, low, high = (values.quantile(q) for q in (0.5, 0.1, 0.9))
    colour = COLOURS[line.colour]
    axes.plot(middle.index, middle, color=colour, linewidth=line.width, linestyle=DASHES[line.dash])
    axes.fill_between(middle.index, low, high, color=colour, alpha=0.22, linewidth=0)
    points = [(date.fromisoformat(period), figure.value) for (series, period), figure in observed().items() if series == line.series and len(period) == 10]
    inside = [(day, value) for day, value in points if date(2023, 12, 31) <= day <= middle.index[-1].date()]
    if inside:
        axes.scatter(*zip(*inside, strict=True), marker="D", s=26, facecolor="white", edgecolor=colour, zorder=5)
    return float(middle.iloc[-1])


def _half_years(run: Run) -> pd.DataFrame | None:
    """Target, housed and arrears of each half year with 80% intervals and what was published."""
    import pandas as pd

    seen = observed()
    values = {key: group for key, group in run.periods.groupby(["series", "period"])["value"]}
    rows = []
    for half in sorted(p for s, p in values if s == "housing.housed" and "H" in p):
        end = f"{half[:4]}-06-30" if half.endswith("1") else f"{half[:4]}-12-31"
        if ("housing.arrears", end) not in values:
            return None
        row: dict[str, Any] = {"half": half, "target": values["housing.taakstelling", half].median()}
        for name, key in (("housed", ("housing.housed", half)), ("arrears", ("housing.arrears", end))):
            own = values[key]
            row |= {name: own.median(), f"{name}_low": own.quantile(0.1), f"{name}_high": own.quantile(0.9)}
            row[f"{name}_seen"] = seen[key].value if key in seen else None
        rows.append(row)
    table = pd.DataFrame(rows)
    return table.astype({column: object for column in table.columns if column.endswith("_seen")}).where(table.notna(), None) if rows else None


def _errors(table: pd.DataFrame, name: str) -> list[Any]:
    return [(table[name] - table[f"{name}_low"]).astype(float), (table[f"{name}_high"] - table[name]).astype(float)]


def _wrap(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width)
