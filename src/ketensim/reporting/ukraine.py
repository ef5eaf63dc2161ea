"""A picture of displaced persons from Ukraine: on what ground they are here, and who has a place in municipal reception."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ketensim.calibration.figures import LAST_OBSERVED, Figure
from ketensim.reporting.areas import SMALLEST, Area, End, legend, median, name_ends, stack, sums, total, weekly
from ketensim.reporting.captions import Caption, Keep, noted
from ketensim.reporting.charts import UKRAINE, Line, Run, draw_published, head_room
from ketensim.reporting.labels import sources
from ketensim.reporting.style import COLOURS, GREY, dates, mark_projection, picture, save, thousands

REGISTERED, RECEPTION, CAPACITY, AT_COA = "ukraine.registered", "ukraine.reception", "ukraine.capacity", "ukraine.coa"
PROTECTED, PENDING = "ukraine.dormant", "ind.backlog.ukraine"
AREAS = (
    Area(PROTECTED, (PROTECTED,), COLOURS["sky"]),
    Area("ukraine.document", ("ukraine.document",), COLOURS["green"]),
    Area(PENDING, (PENDING,), COLOURS["orange"]),
    Area("ukraine.must_leave", ("ukraine.must_leave",), "#F0B54A"),
)
SIZE = (9.0, 7.4)
UPPER, LOWER = (0.075, 0.475, 0.68, 0.385), (0.075, 0.185, 0.68, 0.215)


def draw_ukraine(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Draw displaced persons into files, or give the picture to ``keep``; nothing when the run knows of none."""
    if not set(UKRAINE) <= set(run.daily.columns):
        return []
    first, last = run.daily["date"].iloc[0].date(), run.daily["date"].iloc[-1].date()
    with picture(run.text("ukraine.title"), run.title, run.text("persons"), SIZE) as (figure, upper):
        lower = figure.add_axes(LOWER, sharex=upper)
        drawn = [*_grounds(upper, run, first, last), *_reception(lower, run, first, last)]
        for axes in (lower, upper):  # they share their dates, which stand under the lower one
            dates(axes, first, last, run.language)
            thousands(axes, run.language)
        upper.tick_params(labelbottom=False)
        if first < LAST_OBSERVED < last:
            mark_projection(upper, LAST_OBSERVED, run.language)
            lower.axvline(LAST_OBSERVED, color="#888888", linewidth=1, linestyle=(0, (4, 3)))
        legend(upper, run, run.text("ukraine.places"), bool(drawn))
        foot = tuple(filter(None, (run.text("ukraine.note"), run.band(areas=True), sources(drawn, run.language), run.model())))
        caption = Caption(run.text("ukraine.title"), run.text("persons"), foot)
        return keep(figure, caption) if keep else save(noted(figure, caption), folder, name)


def _grounds(axes: Any, run: Run, first: date, last: date) -> list[Figure]:
    """Areas by the ground on which they are here, under all who are; returns the published figures."""
    axes.set_position(UPPER)
    ends = stack(axes, run, AREAS)
    everybody = total(axes, run, [REGISTERED, AT_COA], run.text("ukraine.total"))
    drawn = draw_published(axes, Line(REGISTERED, "black"), first, last)
    axes.set_ylim(0, None)
    head_room(axes)
    name_ends(axes, run, [*ends, everybody], gap=0.075)
    _name_what_ended(axes, run)
    _name_what_passed(axes, run)
    return drawn


def _name_what_ended(axes: Any, run: Run) -> None:
    """The name of temporary protection in its area, where that has come to its end before the run has."""
    protected = median(run, [PROTECTED])
    last = protected[protected > 0]
    if last.size and float(protected.iloc[-1]) < SMALLEST:
        middle = last.index[last.size // 4]  # left of the line of the projection
        axes.text(middle, float(protected[middle]) / 2, run.text(PROTECTED), ha="center", va="center", fontsize=8.8, color="#0B3C5D")


def _name_what_passed(axes: Any, run: Run) -> None:
    """The name of woken applications, which may all be decided on before the run ends: below the place where they are most."""
    pending = median(run, [PENDING])
    if float(pending.max()) < SMALLEST or float(pending.iloc[-1]) >= SMALLEST:
        return
    most = pending.idxmax()
    below = sum(float(median(run, [series])[most]) for series in (PROTECTED, "ukraine.document"))
    axes.annotate(
        run.text(PENDING), (most, below + float(pending[most]) / 2), xytext=(14, -46), textcoords="offset points", fontsize=8.8,
        color="#3B1500", arrowprops={"arrowstyle": "-", "color": "#3B1500", "linewidth": 0.8},
    )  # fmt: skip


def _reception(axes: Any, run: Run, first: date, last: date) -> list[Figure]:
    """Municipal reception beside its places, and those of them at COA; returns the published figures."""
    ends, lines = [], [(RECEPTION, "blue")]
    if run.daily[AT_COA].max() > 0:
        lines.append((AT_COA, "orange"))
    for series, colour in lines:
        values = sums(run, [series])
        middle, low, high = (weekly(values.quantile(q)) for q in (0.5, 0.1, 0.9))
        axes.plot(middle.index, middle, color=COLOURS[colour], linewidth=1.8)
        axes.fill_between(middle.index, low, high, color=COLOURS[colour], alpha=0.25, linewidth=0)
        end = float(middle.iloc[-1])
        ends.append(End(run.text(series), end, end, COLOURS[colour]))
    places = median(run, [CAPACITY])
    axes.plot(places.index, places, color="black", linewidth=2.6, zorder=1)
    there = float(places.iloc[-1])
    drawn = draw_published(axes, Line(RECEPTION, "blue"), first, last)
    axes.set_ylim(0, 1.15 * max(float(places.max()), 1.0))
    axes.locator_params(axis="y", nbins=4)
    parts = ["ukraine.reception.title", *(["ukraine.coa.title"] if len(lines) > 1 else [])]
    axes.set_title("; ".join(run.text(part) for part in parts), loc="left", fontsize=8.8, color=GREY, pad=4)
    name_ends(axes, run, [*ends, End(run.text("ukraine.places"), there, there, "black")], gap=0.13)
    return drawn
