"""Areas on top of each other: what a total is made of through time, with the interval of the total over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ketensim.reporting.charts import LABEL_GAP, Run
from ketensim.reporting.style import COLOURS, spread

if TYPE_CHECKING:
    import pandas as pd

WEEK = 7
SMALLEST = 50.0  # persons: an area that ends below it has no name
# of letters, where those in the colour of the area would be too pale
LETTERS = {"#FFFFFF": "#333333", "#A8D5E5": "#3A7F96", "#F0B54A": "#8A5F00", COLOURS["sky"]: "#1F7DB0"}
TOTAL = "#444444"  # of the line of the total and its name
EDGE: dict[str, Any] = {"color": TOTAL, "linewidth": 1.0, "linestyle": (0, (6, 1.5, 1, 1.5))}  # of its interval


@dataclass(frozen=True)
class Area:
    """Series that are drawn as one: a key of its label, the series that make it up, its colour and hatching."""

    key: str
    series: tuple[str, ...]
    colour: str
    hatch: str = ""


@dataclass(frozen=True)
class End:
    """What stands beside the end of an area or line: its name, at which height, how many it is, and in which colour."""

    name: str
    height: float
    number: float
    colour: str


def weekly(values: pd.Series) -> pd.Series:
    """A day a week, the first and the last among them: an area has all its points twice, and more are not seen."""
    return values.iloc[sorted({0, *range(len(values) - 1, -1, -WEEK)})]


def sums(run: Run, series: Sequence[str]) -> pd.Series:
    """The sum of some series in each simulation, by day."""
    return run.daily[list(series)].sum(axis=1).groupby(run.daily["date"])


def median(run: Run, series: Sequence[str]) -> pd.Series:
    """The median of the sum of some series, by week."""
    return weekly(sums(run, series).median())


def stack(axes: Any, run: Run, areas: Sequence[Area]) -> list[End]:
    """Draw areas from nought up; returns the names of those that hold anybody at the end, beside their middles."""
    found, below = [], 0.0
    for area in areas:
        held = median(run, area.series)
        top = held + below
        edge = TOTAL if area.hatch else "white"
        axes.fill_between(held.index, below, top, facecolor=area.colour, edgecolor=edge, hatch=area.hatch, linewidth=0.4, alpha=0.85)
        end, floor = float(held.iloc[-1]), float(top.iloc[-1] - held.iloc[-1])
        if end >= SMALLEST:
            found.append(End(run.text(area.key), floor + end / 2, end, LETTERS.get(area.colour, area.colour)))
        below = top
    return found


def total(axes: Any, run: Run, series: Sequence[str], name: str) -> End:
    """Draw the median of a total with its interval over the areas; returns its name."""
    values = sums(run, series)
    middle, low, high = (weekly(values.quantile(q)) for q in (0.5, 0.1, 0.9))
    if run.has_band:  # edges alone: a band over the areas would look like areas of its own
        for edge in (low, high):
            axes.plot(edge.index, edge, **EDGE)
    axes.plot(middle.index, middle, color=TOTAL, linewidth=1.2, linestyle=(0, (2, 1.5)))
    return End(name, float(middle.iloc[-1]), float(middle.iloc[-1]), TOTAL)


def name_ends(axes: Any, run: Run, ends: Sequence[End], gap: float = LABEL_GAP) -> None:
    """Each name with its number beside its end, ``gap`` (a part of the axes) from the next."""
    low, high = axes.get_ylim()
    heights = spread([end.height for end in ends], (high - low) * gap, low, high)
    for end, height in zip(ends, heights, strict=True):
        axes.annotate(
            f"{end.name} {run.number(round(end.number, -2))}", (1.0, height), xycoords=("axes fraction", "data"), xytext=(6, 0),
            textcoords="offset points", color=end.colour, va="center", fontsize=8.8,
        )  # fmt: skip


def legend(axes: Any, run: Run, line: str, points: bool) -> None:
    """What the black line (of places, called ``line``), the diamonds and the band are."""
    from matplotlib.lines import Line2D

    handles: list[Any] = [Line2D([], [], color="black", linewidth=2.2)]
    words = [line]
    if points:
        handles.append(Line2D([], [], linestyle="", marker="D", markersize=5, markerfacecolor="white", markeredgecolor="black"))
        words.append(run.text("observed"))
    if run.has_band:
        handles.append(Line2D([], [], **EDGE))
        words.append(run.text("places.band"))
    axes.legend(
        handles, words, loc="lower right", bbox_to_anchor=(1.0, 1.02), ncols=3, frameon=False, fontsize=8.8, borderpad=0, borderaxespad=0,
        handlelength=1.4, columnspacing=1.2,
    )  # fmt: skip
