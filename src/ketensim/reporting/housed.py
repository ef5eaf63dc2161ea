"""A picture of where status holders were housed in each half year: a house, a way-station, or a place of Nidos."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketensim.calibration.figures import Figure, observed
from ketensim.reporting.captions import Caption, Keep, noted
from ketensim.reporting.charts import Run, draw_points, half_year_axes
from ketensim.reporting.labels import sources
from ketensim.reporting.style import COLOURS, picture, save

if TYPE_CHECKING:
    import pandas as pd

ALL = "housing.housed"
HOUSE = "housed.house"  # the road of all who took none of the others
ROADS = {  # what each half year's persons are of; who took another road took a house
    "housed.har": "housing.har_in",
    "housed.doorstroom": "housing.doorstroom_in",
    "housed.kso": "nidos.kso_in",
    "housed.resettled": "inflow.resettlement",
}
COLOUR = {
    HOUSE: COLOURS["blue"], "housed.har": COLOURS["orange"], "housed.doorstroom": "#F0B54A", "housed.kso": COLOURS["green"],
    "housed.resettled": COLOURS["purple"],
}  # fmt: skip
SIZE, AXES = (9.0, 5.9), (0.075, 0.265, 0.70, 0.56)  # names of half years take two lines, and so does what the parts of a bar are


@dataclass(frozen=True)
class Half:
    """A half year, named like 2025H1: the median of each road, and median, ends of the interval and published figure of them all."""

    name: str
    roads: dict[str, float]
    median: float
    low: float
    high: float
    published: Figure | None


def draw_housed(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Draw the half years into files, or give the picture to ``keep``; nothing when the run has fewer than two, or no roads."""
    halves = half_years(run)
    if len(halves) < 2:
        return []
    with picture(run.text("housed.title"), run.title, run.text("housed.unit"), SIZE) as (figure, axes):
        axes.set_position(AXES)
        handles = _bars(axes, halves)
        half_year_axes(axes, run, [half.name for half in halves])
        drawn = [half.published for half in halves if half.published]
        _legend(axes, run, handles, bool(drawn))
        foot = tuple(filter(None, (run.text("housed.note"), run.band(stacks=True), sources(drawn, run.language), run.model())))
        caption = Caption(run.text("housed.title"), run.text("housed.unit"), foot)
        return keep(figure, caption) if keep else save(noted(figure, caption), folder, name)


def half_years(run: Run) -> list[Half]:
    """The half years of a run in which all roads are known, in order of time."""
    own = run.periods[run.periods["series"].isin([ALL, *ROADS.values()]) & run.periods["period"].str.contains("H")]
    wide = own.pivot_table(index=["period", "member", "replication"], columns="series", values="value")
    if not {ALL, *ROADS.values()} <= set(wide.columns):
        return []
    return [_half(str(period), some) for period, some in wide.dropna().groupby(level="period")]


def _half(name: str, values: pd.DataFrame) -> Half:
    """A half year from its simulations, a row each."""
    roads = values[list(ROADS.values())].set_axis(list(ROADS), axis=1)
    parts = {HOUSE: values[ALL] - roads.sum(axis=1), **{road: roads[road] for road in ROADS}}
    housed = values[ALL]
    middle, low, high = (float(housed.quantile(q)) for q in (0.5, 0.1, 0.9))
    return Half(name, {road: float(each.median()) for road, each in parts.items()}, middle, low, high, observed().get((ALL, name)))


def _bars(axes: Any, halves: Sequence[Half]) -> dict[str, Any]:
    """Stacked bars with the interval of the total, and what was published; returns a bar of each road."""
    places, below, handles = list(range(len(halves))), [0.0] * len(halves), {}
    for road in (HOUSE, *ROADS):
        heights = [half.roads[road] for half in halves]
        handles[road] = axes.bar(places, heights, 0.62, bottom=below, color=COLOUR[road], edgecolor="white", linewidth=0.5)
        below = [base + height for base, height in zip(below, heights, strict=True)]
    whiskers = [[half.median - half.low for half in halves], [half.high - half.median for half in halves]]
    axes.errorbar(places, [half.median for half in halves], yerr=whiskers, fmt="none", ecolor="#222222", elinewidth=1.2, capsize=3)
    draw_points(axes, [(place, half.published.value) for place, half in zip(places, halves, strict=True) if half.published], "black")
    return handles


def _legend(axes: Any, run: Run, bars: dict[str, Any], points: bool) -> None:
    """The roads as they lie on each other, the last above, and the diamonds."""
    handles, words = list(reversed(bars.values())), [run.text(road) for road in reversed(bars)]
    if points:
        handles, words = [*handles, draw_points(axes, [], "black")], [*words, run.text("observed")]
    axes.legend(
        handles, ["\n".join(textwrap.wrap(word, 22)) for word in words], loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False,
        labelspacing=1, fontsize=8.8,
    )  # fmt: skip
