"""Bars of whole years: what a total was made of in each of them, its interval, and what was published."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ketensim.calibration.figures import LAST_OBSERVED, Figure, observed
from ketensim.reporting.charts import Run, draw_points, head_room
from ketensim.reporting.style import mark_projection, thousands

if TYPE_CHECKING:
    import pandas as pd

SIZE, AXES = (9.0, 5.9), (0.075, 0.235, 0.70, 0.59)  # what the parts of a bar are takes two lines at the foot


@dataclass(frozen=True)
class Part:
    """A part of a bar: the key of its label, the series that make it up, and its colour."""

    key: str
    series: tuple[str, ...]
    colour: str


def years_of(run: Run, parts: Sequence[Part]) -> pd.DataFrame:
    """Each part (columns) in each simulation of each year (index year, member, replication); empty where a series is not known."""
    wanted = [series for part in parts for series in part.series]
    own = run.periods[run.periods["series"].isin(wanted) & (run.periods["period"].str.len() == 4)]
    wide = own.pivot_table(index=["period", "member", "replication"], columns="series", values="value")
    if not set(wanted) <= set(wide.columns):
        return wide.iloc[:0]
    summed = {part.key: wide[list(part.series)].sum(axis=1) for part in parts}
    return wide.assign(**summed)[list(summed)]


def draw_years(axes: Any, values: pd.DataFrame, colours: Mapping[str, str], shift: float = 0.0, width: float = 0.62) -> dict[str, Any]:
    """Stacked bars of medians, ``shift`` beside the year, with the 80% interval of the total; returns a bar of each part."""
    whole = values.sum(axis=1).groupby(level="period")
    middle, low, high = (whole.quantile(q) for q in (0.5, 0.1, 0.9))
    places, below, handles = [row + shift for row in range(len(middle))], 0.0, {}
    for key in values:
        heights = values[key].groupby(level="period").median().to_numpy()
        handles[str(key)] = axes.bar(places, heights, width, bottom=below, color=colours[str(key)], edgecolor="white", linewidth=0.5)
        below = below + heights
    if (high > low).any():  # one simulation has no interval
        axes.errorbar(places, middle, yerr=[middle - low, high - middle], fmt="none", ecolor="#222222", elinewidth=1.2, capsize=3)
    return handles


def draw_published_tops(axes: Any, years: Sequence[str], parts: Sequence[Part], shift: float) -> list[Figure]:
    """Diamonds at the published tops of the parts, each with all below it, where all of these were published; returns the figures."""
    drawn: list[Figure] = []
    for row, year in enumerate(years):
        known = [[observed().get((series, year)) for series in part.series] for part in parts]
        top = 0.0
        for some in known:
            found = [figure for figure in some if figure is not None]
            if len(found) < len(some):
                break
            top += sum(figure.value for figure in found)
            draw_points(axes, [(row + shift, top)], "black")
            drawn += found
    return drawn


def year_axes(axes: Any, run: Run, years: Sequence[str]) -> None:
    """A place for each year, and a line where the projection begins."""
    axes.set_position(AXES)
    axes.set_xticks(range(len(years)), years, fontsize=9 if len(years) <= 14 else 7)
    axes.set_xlim(-0.6, len(years) - 0.4)
    axes.set_ylim(0, None)
    thousands(axes, run.language)
    head_room(axes)
    if 0 < (seen := sum(year <= str(LAST_OBSERVED.year) for year in years)) < len(years):
        mark_projection(axes, seen - 0.5, run.language)


def year_legend(axes: Any, entries: Sequence[tuple[Any, str]]) -> None:
    """What the parts, marks and lines are, right of the bars."""
    handles, words = zip(*entries, strict=True)
    axes.legend(
        handles, ["\n".join(textwrap.wrap(word, 20)) for word in words], loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False,
        labelspacing=1, fontsize=8.8,
    )  # fmt: skip
