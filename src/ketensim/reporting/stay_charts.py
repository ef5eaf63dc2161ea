"""Charts of length of stay: residents and status holders by class of time (figures 64 and 65), and waiting by year (figure 66)."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketensim.calibration.figures import LAST_OBSERVED, Figure, observed
from ketensim.chain.census import PERMIT_DAYS, STAY_YEARS
from ketensim.reporting.captions import Caption, Keep, noted
from ketensim.reporting.labels import month, sources
from ketensim.reporting.labels import runs as runs_in_words
from ketensim.reporting.style import COLOURS, picture, save, thousands

if TYPE_CHECKING:
    from ketensim.reporting.charts import Run

OBSERVED = tuple(f"{year}-12-31" for year in (LAST_OBSERVED.year - 1, LAST_OBSERVED.year))
BARS = dict(zip(OBSERVED, ("#c9c9c9", COLOURS["blue"]), strict=True))  # the colour of a date; another is orange
MEAN, WITHIN = "coa.status_outflow.mean_weeks", "coa.status_outflow.within14w"
HEADROOM = 1.08  # above the highest whisker or figure
TEXTS = {  # title and unit of each picture
    "stay": ("stay.title", "stay.unit"), "permit": ("permit.title", "permit.unit"), "wait": ("wait.title", "wait.unit"),
}  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """Median and 80% interval of a number, and the published figure."""

    median: float
    low: float
    high: float
    published: Figure | None

    @property
    def top(self) -> float:
        return max(self.high, self.published.value if self.published else 0.0)


def residents_by_stay(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Residents by length of stay, at the ends of the years that were observed and of the run."""
    return _classes(run, folder, name, "stay", [f"coa.stay.{each}" for each in STAY_YEARS], keep)


def since_permit(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Status holders at COA by the time since their permit, at the same dates."""
    return _classes(run, folder, name, "permit", [f"coa.status_stay.{each}" for each in PERMIT_DAYS], keep)


def waiting_by_year(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Status holders who left COA in each year: mean weeks since the permit, and who left within the agreed term."""
    years = sorted(period for period in run.periods.loc[run.periods["series"] == MEAN, "period"].unique() if len(period) == 4)
    if not years:
        return []
    with picture(run.text("wait.title"), run.title, run.text("wait.unit")) as (figure, upper):
        lower = figure.add_axes(upper.get_position())
        left, bottom, width, height = upper.get_position().bounds
        upper.set_position((left, bottom + 0.56 * height, width + 0.2, 0.39 * height))
        lower.set_position((left, bottom, width + 0.2, 0.39 * height))
        drawn = []
        for axes, series, title, factor in ((upper, MEAN, "wait.weeks", 1.0), (lower, WITHIN, "wait.within", 100.0)):
            bars = [_bar(run, series, year) for year in years]
            drawn += _draw_years(axes, bars, years, factor, run)
            axes.set_title(run.text(title), loc="left", fontsize=9.5)
        _legend(upper, run, [], bool(drawn), (1.0, 1.02), "lower right")
        foot = (_meaning(run), sources(drawn, run.language), run.model())
        return _finish(run, figure, "wait", foot, folder, name, keep)


def _draw_years(axes: Any, bars: Sequence[Bar], years: Sequence[str], factor: float, run: Run) -> list[Figure]:
    """A bar a year, those of the projection lighter; returns the published figures that were drawn."""
    colours = [COLOURS["blue"] if int(year) <= LAST_OBSERVED.year else "#8fbcdd" for year in years]
    _bars(axes, range(len(years)), bars, factor, 0.6, colours)
    axes.set_xticks(range(len(years)), [year if int(year) <= LAST_OBSERVED.year else f"{year}\n{run.text('projection')}" for year in years])
    axes.tick_params(axis="x", labelsize=8.8 if len(years) <= 8 else 7)
    axes.set_xlim(-0.6, len(years) - 0.4)
    return _published(axes, list(enumerate(bars)), factor)


def _classes(run: Run, folder: Path, name: str, key: str, series: Sequence[str], keep: Keep | None) -> list[Path]:
    """Bars of each class, one a date; published figures as marks. Nothing when the run is too short."""
    days = _dates(run, series[0])
    if not days:
        return []
    with picture(run.text(TEXTS[key][0]), run.title, run.text(TEXTS[key][1])) as (figure, axes):
        handles, drawn, width = [], [], 0.8 / len(days)
        for number, day in enumerate(days):
            places = [place + (number - (len(days) - 1) / 2) * width for place in range(len(series))]
            bars = [_bar(run, each, day) for each in series]
            handles.append(_bars(axes, places, bars, 1.0, width * 0.92, BARS.get(day, COLOURS["orange"])))
            drawn += _published(axes, list(zip(places, bars, strict=True)), 1.0)
        names = [textwrap.fill(run.text(each), 20) for each in series]
        axes.set_xticks(range(len(series)), names, fontsize=8.8)
        axes.tick_params(axis="x", length=0)
        axes.set_xlim(-0.5, len(series) - 0.5)
        thousands(axes, run.language)
        entries = list(zip(handles, (_day(day, run) for day in days), strict=True))
        _legend(axes, run, entries, bool(drawn), (1.01, 1.0), "upper left")
        return _finish(run, figure, key, (_meaning(run), sources(drawn, run.language), run.model()), folder, name, keep)


def _dates(run: Run, series: str) -> list[str]:
    """The ends of the observed years that the run has, and its own last month end; none when it has no end of a year."""
    known = sorted(run.periods.loc[run.periods["series"] == series, "period"].unique())
    years = {day for day in OBSERVED if day in known}
    return sorted(years | set(known[-1:])) if years else []


def _bar(run: Run, series: str, period: str) -> Bar:
    own = run.periods.loc[(run.periods["series"] == series) & (run.periods["period"] == period), "value"]
    return Bar(own.median(), own.quantile(0.1), own.quantile(0.9), observed().get((series, period)))


def _bars(axes: Any, places: Sequence[float], bars: Sequence[Bar], factor: float, width: float, colour: Any) -> Any:
    """Bars with whiskers; the axis leaves room for what is highest."""
    whiskers = [[factor * (bar.median - bar.low) for bar in bars], [factor * (bar.high - bar.median) for bar in bars]]
    drawn = axes.bar(
        places, [factor * bar.median for bar in bars], width, color=colour, edgecolor="#555555", linewidth=0.4, yerr=whiskers, ecolor="#222222",
        capsize=2,
    )  # fmt: skip
    axes.set_ylim(0, max(axes.get_ylim()[1], HEADROOM * factor * max(bar.top for bar in bars)))
    return drawn


def _published(axes: Any, bars: Sequence[tuple[float, Bar]], factor: float) -> list[Figure]:
    """White diamonds where a figure was published; returns these."""
    known = [(place, bar.published) for place, bar in bars if bar.published]
    if known:
        _marks(axes, [place for place, _ in known], [factor * figure.value for _, figure in known])
    return [figure for _, figure in known]


def _marks(axes: Any, x: Sequence[float], y: Sequence[float]) -> Any:
    return axes.scatter(x, y, marker="D", s=26, facecolor="white", edgecolor="black", zorder=5, clip_on=False)


def _legend(axes: Any, run: Run, entries: list[tuple[Any, str]], points: bool, corner: tuple[float, float], where: str) -> None:
    """What the bars and the diamonds are."""
    if points:
        entries = [*entries, (_marks(axes, [], []), run.text("observed"))]
    if entries:
        handles, words = zip(*entries, strict=True)
        axes.legend(handles, words, loc=where, bbox_to_anchor=corner, frameon=False, labelspacing=0.9, fontsize=8.8, borderaxespad=0)


def _meaning(run: Run) -> str:
    """What bars and whiskers are."""
    members, n = run.manifest["members"], run.manifest["replications"]
    if members * n > 1:
        return run.text("stay.bars", runs=runs_in_words(members, n, run.language))
    return run.text("stay.bars.chance", n=n) if n > 1 else run.text("chance.one")


def _finish(run: Run, figure: Any, key: str, foot: Sequence[str], folder: Path, name: str, keep: Keep | None) -> list[Path]:
    caption = Caption(run.text(TEXTS[key][0]), run.text(TEXTS[key][1]), tuple(filter(None, foot)))
    return keep(figure, caption) if keep else save(noted(figure, caption), folder, name)


def _day(day: str, run: Run) -> str:
    """'31 Dec 2025', '31 dec 2025'; and whether it is a projection."""
    own = date.fromisoformat(day)
    told = f"{own.day} {month(own, run.language)}"
    return told if own <= LAST_OBSERVED else f"{told}\n({run.text('projection')})"
