"""The charts of a run folder: what happened, what is projected, and what was published."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketensim.calibration.figures import LAST_OBSERVED, Figure, observed
from ketensim.reporting.captions import Caption, Keep, noted
from ketensim.reporting.flows import draw_flows
from ketensim.reporting.labels import label, number, sources
from ketensim.reporting.labels import runs as runs_in_words
from ketensim.reporting.stay_charts import residents_by_stay, since_permit, waiting_by_year
from ketensim.reporting.style import COLOURS, dates, mark_projection, picture, save, spread, thousands
from ketensim.results.folder import RunFolder

if TYPE_CHECKING:
    import pandas as pd

DASHES = ("-", (0, (6, 2)), (0, (2, 1.5)), (0, (6, 2, 1.5, 2)), (0, (1, 1)))
LABEL_GAP = 0.052  # between labels at the ends of lines, as a part of the axes


@dataclass(frozen=True)
class Line:
    """A series in a chart: its colour and dashes."""

    series: str
    colour: str
    dash: int = 0
    width: float = 1.8


@dataclass(frozen=True)
class Run:
    """What the charts of one scenario are drawn from; ``manifest`` is that of the run, ``scenario`` its part on this one."""

    daily: pd.DataFrame
    periods: pd.DataFrame
    manifest: dict[str, Any]
    scenario: dict[str, Any]
    language: str

    @property
    def title(self) -> str:
        dutch = self.scenario["title_nl"] if self.language == "nl" else ""
        return str(dutch or self.scenario["title"])

    @cached_property
    def medians(self) -> pd.Series:
        """Medians by (series, period)."""
        return self.periods.groupby(["series", "period"])["value"].median()

    def text(self, key: str, **words: Any) -> str:
        return label(key, self.language).format(**words) if words else label(key, self.language)

    def number(self, value: float) -> str:
        return number(value, self.language)

    def model(self) -> str:
        """What made the numbers."""
        manifest, scenario = self.manifest, self.scenario
        words = {
            "version": manifest["versions"]["ketensim"],
            "name": scenario["name"],
            "hash": scenario["hash"][:8],
            "seed": manifest["seed"],
        }
        made = self.text("model", **words)
        return made if manifest["scale"] == 1 else f"{made} {self.text('model.scaled', scale=self.number(manifest['scale']))}"

    def band(self, bars: bool = False, areas: bool = False, stacks: bool = False) -> str:
        """What the band around a line means, or the whiskers on bars, the band over areas, or the whiskers on stacked bars."""
        m, n = self.manifest["members"], self.manifest["replications"]
        form = "bars" if bars else "areas" if areas else "stacks" if stacks else ""
        if m * n > 1:
            return self.text(f"members.{form}" if form else "members", runs=runs_in_words(m, n, self.language))
        return self.text(f"chance.{form}" if form else "chance", n=n) if n > 1 else self.text("chance.one")

    @property
    def has_band(self) -> bool:
        """Whether there is more than one run to make an interval of."""
        return self.manifest["replications"] * max(self.manifest["members"], 1) > 1


def draw(run_folder: str | Path, language: str = "en") -> list[Path]:
    """Draw all charts of a complete run folder into its folder ``charts``, as PNG and SVG; returns the files.

    One set a scenario; with several, the file names begin with that of the scenario. A chart for which the run is too short
    is left out.
    """
    folder = RunFolder(Path(run_folder))
    manifest = folder.require_complete()
    daily, periods = folder.series([*(line.series for line in (*COA, *IND, *NAREIS)), *folder.present(LATER)]), folder.periods()
    files: list[Path] = []
    for scenario in manifest["scenarios"]:
        name = scenario["name"]
        own = Run(daily[daily["scenario"] == name], periods[periods["scenario"] == name], manifest, scenario, language)
        prefix = f"{name}-" if len(manifest["scenarios"]) > 1 else ""
        for chart, make in CHARTS.items():
            files += make(own, folder.path / "charts", f"{prefix}{chart}")
    return files


COA = (
    Line("coa.occupancy", "black", width=2.2), Line("coa.in_procedure", "blue", 1), Line("coa.status_holders", "orange", 2),
    Line("coa.departing", "green", 3), Line("coa.amv", "purple", 4),
)  # fmt: skip
IND = (
    Line("ind.backlog", "black", width=2.2), Line("ind.backlog.aa", "blue", 1), Line("ind.backlog.va", "orange", 2),
    Line("ind.backlog.spoor1", "green", 3), Line("ind.backlog.spoor2", "purple", 4),
)  # fmt: skip
WOKEN = (Line("ind.backlog.ukraine", "yellow", 1),)  # once temporary protection has ended
NAREIS = (
    Line("nareis.waiting_abroad", "black", width=2.2), Line("nareis.waiting_abroad.mvv", "blue", 1),
    Line("nareis.waiting_abroad.evrm8", "orange", 2),
)  # fmt: skip
NOT_YET = (Line("nareis.waiting_period", "green", 3), Line("nareis.conditions", "purple", 4))  # under the two-status law


COURTS = (
    Line("courts.pending", "black", width=2.2), Line("courts.late.pending", "blue", 1), Line("raad_van_state.aa.pending", "orange", 2),
    Line("raad_van_state.va.pending", "green", 3),
)  # fmt: skip
PLACES = (  # series of the chart of places, which runs made before there were places have not
    "coa.places", "coa.residents.azc", "coa.residents.col", "coa.residents.pol", "coa.residents.amv", "coa.residents.gezinslocatie",
    "coa.residents.vbl", "coa.residents.noodopvang", "coa.residents.tgo", "coa.without_place", "coa.emergency_residents",
)  # fmt: skip
AMV = ("nidos.kso", "nidos.family", "housing.kso_capacity", "nidos.extended")  # the same of the chart of amv
UKRAINE = (  # of the chart of displaced persons
    "ukraine.registered", "ukraine.reception", "ukraine.capacity", "ukraine.coa", "ukraine.dormant", "ukraine.document",
    "ukraine.must_leave", "ind.backlog.ukraine",
)  # fmt: skip
LATER = (*PLACES, *AMV, *UKRAINE, *(line.series for line in COURTS), *(line.series for line in NOT_YET))


def coa_occupancy(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Who sleeps at COA."""
    return _stocks(run, folder, name, "coa.title", "persons", COA, run.text("coa.note"), keep=keep)


def coa_places(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Which kind of place they have, beside the places that there are."""
    from ketensim.reporting.places import draw_places  # it is drawn with what stands below

    return draw_places(run, folder, name, keep)


def amv(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Where unaccompanied minors live, beside the small-scale places there are."""
    from ketensim.reporting.amv import draw_amv  # it is drawn with what stands below

    return draw_amv(run, folder, name, keep)


def ukraine(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Displaced persons from Ukraine: on what ground they are here, and who has a place in municipal reception."""
    from ketensim.reporting.ukraine import draw_ukraine  # it is drawn with what stands below

    return draw_ukraine(run, folder, name, keep)


def departure(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Years: how people leave the caseload of DTenV, beside departure counted over the whole chain."""
    from ketensim.reporting.departure import draw_departure  # it is drawn with what stands above and below

    return draw_departure(run, folder, name, keep)


def ind_budget(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Years: what the IND spent its budget on."""
    from ketensim.reporting.budget import draw_budget  # it is drawn with what stands above and below

    return draw_budget(run, folder, name, keep)


def housed(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Half years: where status holders were housed."""
    from ketensim.reporting.housed import draw_housed  # it is drawn with what stands below

    return draw_housed(run, folder, name, keep)


def ind_backlog(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Files waiting at the IND."""
    woken = tuple(line for line in WOKEN if line.series in run.daily and run.daily[line.series].any())
    return _stocks(run, folder, name, "ind.title", "files", (*IND, *woken), run.text("ind.note"), keep=keep)


def courts_pending(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Cases waiting at the courts and the Raad van State."""
    if any(line.series not in run.daily for line in COURTS):
        return []  # a run of an older version
    return _stocks(run, folder, name, "courts.title", "courts.unit", COURTS, run.text("courts.note"), keep=keep)


def nareis_waiting(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Family abroad that waits for a decision, and where there is any, that may not be asked for yet."""
    not_yet = tuple(line for line in NOT_YET if line.series in run.daily and run.daily[line.series].any())
    title = "nareis.title.not_yet" if not_yet else "nareis.title"
    return _stocks(run, folder, name, title, "persons", (*NAREIS, *not_yet), keep=keep)


def half_year_axes(axes: Any, run: Run, halves: Sequence[str]) -> None:
    """A place for each half year (``2025H1``), and a line where the projection begins."""
    names = [run.text(f"half.{half[-1]}").format(half[:4]) for half in halves]
    axes.set_xticks(range(len(halves)), names, fontsize=9 if len(halves) <= 10 else 7)
    axes.set_xlim(-0.6, len(halves) - 0.4)
    thousands(axes, run.language)
    head_room(axes)
    if 0 < (seen := sum(half[:4] <= str(LAST_OBSERVED.year) for half in halves)) < len(halves):
        mark_projection(axes, seen - 0.5, run.language)


def taakstelling(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Half years: what municipalities had to house, what they did, and what is left."""
    halves = _half_years(run)
    if len(halves) < 2:
        return []
    with picture(run.text("housing.title"), run.title, run.text("housing.unit")) as (figure, axes):
        handles = _draw_halves(axes, halves)
        half_year_axes(axes, run, [half.name for half in halves])
        words = [run.text(key) for key in ("housing.taakstelling", "housing.housed", "housing.arrears", "observed")]
        axes.legend(
            handles, ["\n".join(textwrap.wrap(word, 20)) for word in words], loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False,
            labelspacing=1, fontsize=8.8,
        )  # fmt: skip
        drawn = [seen for half in halves for seen in (half.housed.published, half.arrears.published) if seen]
        foot = tuple(filter(None, (run.band(bars=True), sources(drawn, run.language), run.model())))
        caption = Caption(run.text("housing.title"), run.text("housing.unit"), foot)
        return keep(figure, caption) if keep else save(noted(figure, caption), folder, name)


def flows(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Who came and who went in the last year that was observed, or the first of the run."""
    years = [period for period in run.periods["period"].unique() if len(period) == 4]
    if not years:
        return []
    last_observed = str(LAST_OBSERVED.year)
    return draw_flows(run, last_observed if last_observed in years else min(years), folder, name, keep)


CHARTS: dict[str, Callable[..., list[Path]]] = {  # of (run, folder, name), or with ``keep`` for who wants the figure and no files
    "coa-occupancy": coa_occupancy,
    "coa-places": coa_places,
    "amv": amv,
    "ind-backlog": ind_backlog,
    "ind-budget": ind_budget,
    "courts-pending": courts_pending,
    "nareis-waiting": nareis_waiting,
    "taakstelling": taakstelling,
    "housed": housed,
    "coa-stay": residents_by_stay,
    "coa-since-permit": since_permit,
    "coa-waiting": waiting_by_year,
    "departure": departure,
    "ukraine": ukraine,
    "flows": flows,
}


def _stocks(
    run: Run, folder: Path, name: str, title: str, unit: str, lines: Sequence[Line], note: str = "", keep: Keep | None = None
) -> list[Path]:
    """Stocks over time: median, band, published points, and each line's name at its end."""
    first, last = run.daily["date"].iloc[0].date(), run.daily["date"].iloc[-1].date()
    with picture(run.text(title), run.title, run.text(unit)) as (figure, axes):
        ends = [_stock_line(axes, run, line) for line in lines]
        drawn = [seen for line in lines for seen in draw_published(axes, line, first, last)]
        dates(axes, first, last, run.language)
        axes.set_ylim(0, None)
        thousands(axes, run.language)
        head_room(axes)
        _name_lines(axes, run, lines, ends)
        if first < LAST_OBSERVED < last:
            mark_projection(axes, LAST_OBSERVED, run.language)
        _legend(axes, run, bool(drawn))
        foot = tuple(filter(None, (note, run.band(), sources(drawn, run.language), run.model())))
        caption = Caption(run.text(title), run.text(unit), foot)
        return keep(figure, caption) if keep else save(noted(figure, caption), folder, name)


def _stock_line(axes: Any, run: Run, line: Line) -> float:
    """Draw a series; returns its height at the end."""
    values = run.daily[["date", line.series]].groupby("date")[line.series]
    middle, low, high = (values.quantile(q) for q in (0.5, 0.1, 0.9))
    colour = COLOURS[line.colour]
    axes.plot(middle.index, middle, color=colour, linewidth=line.width, linestyle=DASHES[line.dash])
    axes.fill_between(middle.index, low, high, color=colour, alpha=0.25, linewidth=0)
    return float(middle.iloc[-1])


def draw_published(axes: Any, line: Line, first: date, last: date) -> list[Figure]:
    """Draw what was published of a series in the time of the run (and on the eve of it); returns these figures."""
    known = [figure for (series, period), figure in observed().items() if series == line.series and len(period) == 10]
    inside = [
        figure for figure in known if (first - date.fromisoformat(figure.period)).days <= 1 and date.fromisoformat(figure.period) <= last
    ]
    draw_points(axes, [(max(first, date.fromisoformat(figure.period)), figure.value) for figure in inside], COLOURS[line.colour])
    return inside


def draw_points(axes: Any, points: Sequence[tuple[Any, float]], colour: str) -> Any:
    """White diamonds; without points, what stands for them in a legend."""
    x, y = zip(*points, strict=True) if points else ((), ())
    return axes.scatter(x, y, marker="D", s=26, facecolor="white", edgecolor=colour, zorder=5, clip_on=False)


def _name_lines(axes: Any, run: Run, lines: Sequence[Line], ends: Sequence[float]) -> None:
    """The name and last value of each line at its end."""
    low, high = axes.get_ylim()
    gap = (high - low) * LABEL_GAP
    for line, end, height in zip(lines, ends, spread(ends, gap, low, high), strict=True):
        text = f"{run.text(line.series)} {run.number(round(end, -2))}"
        axes.annotate(
            text, (1.0, height), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points",
            color=COLOURS[line.colour], va="center", fontsize=8.8,
        )  # fmt: skip


def _legend(axes: Any, run: Run, points: bool) -> None:
    """What diamonds and bands are."""
    from matplotlib.patches import Patch

    handles, words = [], []
    if points:
        handles, words = [draw_points(axes, [], "black")], [run.text("observed")]
    if run.has_band:
        handles.append(Patch(facecolor="#888888", alpha=0.35, linewidth=0))
        words.append(run.text("band"))
    if handles:
        axes.legend(
            handles, words, loc="lower right", bbox_to_anchor=(1.0, 1.02), ncols=2, frameon=False, fontsize=8.8, borderpad=0, borderaxespad=0,
            handlelength=1.4,
        )  # fmt: skip


def head_room(axes: Any) -> None:
    """Place above the highest point for the mark of the projection."""
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + 0.09 * (high - low))


@dataclass(frozen=True)
class Interval:
    """Median and 80% interval of a number of a half year, and the published figure."""

    median: float
    low: float
    high: float
    published: Figure | None


@dataclass(frozen=True)
class HalfYear:
    """What is known of housing in a half year, named like 2025H1."""

    name: str
    target: float
    housed: Interval
    arrears: Interval


def _half_years(run: Run) -> list[HalfYear]:
    """The half years of a run, in order of time."""
    groups = run.periods.groupby(["series", "period"])["value"]
    values = {key: groups.get_group(key) for key in groups.groups if key[0].startswith("housing.")}

    def interval(series: str, period: str) -> Interval:
        own = values[series, period]
        return Interval(own.median(), own.quantile(0.1), own.quantile(0.9), observed().get((series, period)))

    names = sorted(period for series, period in values if series == "housing.housed" and "H" in period)
    ends = {name: f"{name[:4]}-06-30" if name.endswith("1") else f"{name[:4]}-12-31" for name in names}
    return [
        HalfYear(name, values["housing.taakstelling", name].median(), interval("housing.housed", name), interval("housing.arrears", end))
        for name, end in ends.items()
    ]


def _draw_halves(axes: Any, halves: Sequence[HalfYear]) -> list[Any]:
    """Bars of the target and of what was housed, a line of arrears, and what was published; returns one of each kind."""
    places, right = list(range(len(halves))), [place + 0.2 for place in range(len(halves))]
    housed, arrears = [half.housed for half in halves], [half.arrears for half in halves]
    whiskers = [[each.median - each.low for each in housed], [each.high - each.median for each in housed]]
    orange = COLOURS["orange"]
    left = [place - 0.2 for place in places]
    target = axes.bar(left, [half.target for half in halves], 0.38, color="#c9c9c9", edgecolor="#777777", linewidth=0.6)
    bars = axes.bar(right, [each.median for each in housed], 0.38, color=COLOURS["blue"], yerr=whiskers, ecolor="#222222", capsize=2)
    (line,) = axes.plot(places, [each.median for each in arrears], color=orange, marker="o", markersize=4, linewidth=1.8)
    axes.fill_between(places, [each.low for each in arrears], [each.high for each in arrears], color=orange, alpha=0.25, linewidth=0)
    axes.axhline(0, color="#555555", linewidth=0.8)
    for where, intervals, colour in ((right, housed, "black"), (places, arrears, orange)):
        draw_points(axes, [(place, each.published.value) for place, each in zip(where, intervals, strict=True) if each.published], colour)
    return [target, bars, line, draw_points(axes, [], "black")]
