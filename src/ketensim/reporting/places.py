"""A picture of who sleeps in which kind of COA place, beside the places that there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketensim.calibration.figures import LAST_OBSERVED
from ketensim.reporting.captions import Caption, Keep, noted
from ketensim.reporting.charts import LABEL_GAP, PLACES, Line, Run, draw_published, head_room
from ketensim.reporting.labels import sources
from ketensim.reporting.style import COLOURS, dates, mark_projection, picture, save, spread, thousands

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Area:
    """Kinds of places that are drawn as one: a key of its label, the series that make it up, its colour and hatching."""

    key: str
    series: tuple[str, ...]
    colour: str
    hatch: str = ""


AREAS = (  # from the bottom: regular kinds in cold colours, emergency in warm ones
    Area("places.azc", ("coa.residents.azc",), COLOURS["blue"]),
    Area("places.start", ("coa.residents.col", "coa.residents.pol"), COLOURS["sky"]),
    Area("places.amv", ("coa.residents.amv",), COLOURS["green"]),
    Area("places.leaving", ("coa.residents.gezinslocatie", "coa.residents.vbl"), "#A8D5E5"),
    Area("places.noodopvang", ("coa.residents.noodopvang",), COLOURS["orange"]),
    Area("places.tgo", ("coa.residents.tgo",), "#F0B54A"),
    Area("places.nowhere", ("coa.without_place",), "#FFFFFF", "////"),
)
OCCUPANCY, THERE = "coa.occupancy", "coa.places"
SIZE, AXES = (9.0, 5.8), (0.075, 0.24, 0.70, 0.59)  # one line more at the foot than other charts have
WEEK = 7
SMALLEST = 50.0  # persons: an area that ends below it has no name
# of letters, where those in the colour of the area would be too pale
LETTERS = {"#FFFFFF": "#333333", "#A8D5E5": "#3A7F96", "#F0B54A": "#8A5F00", COLOURS["sky"]: "#1F7DB0"}


def draw_places(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Draw residents by kind of place into files, or give the picture to ``keep``; nothing when the run has no places."""
    if not set(PLACES) <= set(run.daily.columns):
        return []
    first, last = run.daily["date"].iloc[0].date(), run.daily["date"].iloc[-1].date()
    with picture(run.text("places.title"), run.title, run.text("persons"), SIZE) as (figure, axes):
        axes.set_position(AXES)
        heights = _stack(axes, run)
        total, places = _band(axes, run), _median(run, [THERE])
        axes.plot(places.index, places, color="black", linewidth=2.2)
        drawn = draw_published(axes, Line(OCCUPANCY, "black"), first, last)
        dates(axes, first, last, run.language)
        axes.set_ylim(0, None)
        thousands(axes, run.language)
        head_room(axes)
        ends = [*heights, (run.text("places.there"), float(places.iloc[-1]), float(places.iloc[-1]), "black")]
        _name(axes, run, [*ends, (run.text("places.total"), float(total.iloc[-1]), float(total.iloc[-1]), "#444444")])
        if first < LAST_OBSERVED < last:
            mark_projection(axes, LAST_OBSERVED, run.language)
        _legend(axes, run, bool(drawn))
        foot = tuple(filter(None, (run.text("places.note"), run.band(areas=True), sources(drawn, run.language), run.model())))
        caption = Caption(run.text("places.title"), run.text("persons"), foot)
        return keep(figure, caption) if keep else save(noted(figure, caption), folder, name)


def _median(run: Run, series: Sequence[str]) -> pd.Series:
    """The median of the sum of some series, by day."""
    return _weekly(run.daily[list(series)].sum(axis=1).groupby(run.daily["date"]).median())


def _weekly(values: pd.Series) -> pd.Series:
    """A day a week, the first and the last among them: an area has all its points twice, and more are not seen."""
    return values.iloc[sorted({0, *range(len(values) - 1, -1, -WEEK)})]


def _stack(axes: Any, run: Run) -> list[tuple[str, float, float, str]]:
    """Draw the areas; returns the label of each with where its middle ends, how many it holds then, and its colour."""
    found, below = [], 0.0
    for area in AREAS:
        held = _median(run, area.series)
        top = held + below
        edge = "#444444" if area.hatch else "white"
        axes.fill_between(held.index, below, top, facecolor=area.colour, edgecolor=edge, hatch=area.hatch, linewidth=0.4, alpha=0.85)
        end, floor = float(held.iloc[-1]), float(top.iloc[-1] - held.iloc[-1])
        if end >= SMALLEST:
            found.append((run.text(area.key), floor + end / 2, end, LETTERS.get(area.colour, area.colour)))
        below = top
    return found


def _band(axes: Any, run: Run) -> pd.Series:
    """The interval of all residents together, over the areas; returns their median."""
    values = run.daily.groupby("date")[OCCUPANCY]
    middle, low, high = (_weekly(values.quantile(q)) for q in (0.5, 0.1, 0.9))
    if run.has_band:
        axes.fill_between(middle.index, low, high, color="#222222", alpha=0.28, linewidth=0)
    axes.plot(middle.index, middle, color="#444444", linewidth=1.2, linestyle=(0, (2, 1.5)))
    return middle


def _name(axes: Any, run: Run, ends: Sequence[tuple[str, float, float, str]]) -> None:
    """Each label with its number, beside where its area or line ends."""
    low, high = axes.get_ylim()
    heights = spread([height for _, height, _, _ in ends], (high - low) * LABEL_GAP, low, high)
    for (word, _, number, colour), height in zip(ends, heights, strict=True):
        axes.annotate(
            f"{word} {run.number(round(number, -2))}", (1.0, height), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points",
            color=colour, va="center", fontsize=8.8,
        )  # fmt: skip


def _legend(axes: Any, run: Run, points: bool) -> None:
    """What the lines, the band and the diamonds are."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [Line2D([], [], color="black", linewidth=2.2)]
    words = [run.text("places.there")]
    if points:
        handles.append(Line2D([], [], linestyle="", marker="D", markersize=5, markerfacecolor="white", markeredgecolor="black"))
        words.append(run.text("observed"))
    if run.has_band:
        handles.append(Patch(facecolor="#222222", alpha=0.28, linewidth=0))
        words.append(run.text("places.band"))
    axes.legend(
        handles, words, loc="lower right", bbox_to_anchor=(1.0, 1.02), ncols=3, frameon=False, fontsize=8.8, borderpad=0, borderaxespad=0,
        handlelength=1.4, columnspacing=1.2,
    )  # fmt: skip
