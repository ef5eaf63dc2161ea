"""A picture of where unaccompanied minors (amv) live: at COA, in families of Nidos and in its small-scale places (KSO)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ketensim.calibration.figures import LAST_OBSERVED, Figure, observed
from ketensim.reporting.areas import Area, End, legend, median, name_ends, stack, sums, total, weekly
from ketensim.reporting.captions import Caption, Keep, noted
from ketensim.reporting.charts import AMV, Line, Run, draw_points, draw_published, head_room
from ketensim.reporting.labels import sources
from ketensim.reporting.style import COLOURS, GREY, dates, mark_projection, picture, save, thousands

KSO, FAMILIES, COA, PLACES, EXTENDED = "nidos.kso", "nidos.family", "coa.amv", "housing.kso_capacity", "nidos.extended"
AREAS = (  # small-scale places at the bottom, so that the line of the places there are can be held against them
    Area("amv.kso", (KSO,), COLOURS["green"]),
    Area("amv.family", (FAMILIES,), "#F0B54A"),
    Area("amv.coa", (COA,), COLOURS["blue"]),
)
TOPS = (("nidos.kso",), ("nidos.amv",), ("nidos.amv", "coa.amv"))  # published series whose sum is the top of each area
SIZE = (9.0, 6.6)
UPPER, LOWER = (0.075, 0.385, 0.70, 0.455), (0.075, 0.215, 0.70, 0.10)


def draw_amv(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Draw where amv live into files, or give the picture to ``keep``; nothing when the run knows of no places of Nidos."""
    if not set(AMV) <= set(run.daily.columns):
        return []
    first, last = run.daily["date"].iloc[0].date(), run.daily["date"].iloc[-1].date()
    with picture(run.text("amv.title"), run.title, run.text("persons"), SIZE) as (figure, upper):
        lower = figure.add_axes(LOWER, sharex=upper)
        drawn = [*_minors(upper, run, first, last), *_extended(lower, run, first, last)]
        for axes in (lower, upper):  # they share their dates, which stand under the lower one
            dates(axes, first, last, run.language)
            thousands(axes, run.language)
        upper.tick_params(labelbottom=False)
        if first < LAST_OBSERVED < last:
            mark_projection(upper, LAST_OBSERVED, run.language)
            lower.axvline(LAST_OBSERVED, color="#888888", linewidth=1, linestyle=(0, (4, 3)))
        legend(upper, run, run.text("amv.places"), bool(drawn))
        foot = tuple(filter(None, (run.text("amv.note"), run.band(areas=True), sources(drawn, run.language), run.model())))
        caption = Caption(run.text("amv.title"), run.text("persons"), foot)
        return keep(figure, caption) if keep else save(noted(figure, caption), folder, name)


def _minors(axes: Any, run: Run, first: date, last: date) -> list[Figure]:
    """Minors by where they live, beside the small-scale places that there are; returns the published figures."""
    axes.set_position(UPPER)
    ends = stack(axes, run, AREAS)
    minors, places = total(axes, run, [KSO, FAMILIES, COA], run.text("amv.total")), median(run, [PLACES])
    axes.plot(places.index, places, color="black", linewidth=2.2)
    drawn = [seen for series in TOPS for seen in _at_top(axes, series, first, last)]
    axes.set_ylim(0, None)
    head_room(axes)
    there = End(run.text("amv.places"), float(places.iloc[-1]), float(places.iloc[-1]), "black")
    name_ends(axes, run, [*ends, there, minors], gap=0.075)
    return drawn


def _at_top(axes: Any, series: tuple[str, ...], first: date, last: date) -> list[Figure]:
    """Draw the sum of what was published of some series, on the days on which all of them were."""
    days = [period for name, period in observed() if name == series[0] and len(period) == 10]
    known = {
        day: [observed()[name, day] for name in series]
        for day in days
        if all((name, day) in observed() for name in series) and first <= date.fromisoformat(day) <= last
    }
    draw_points(axes, [(date.fromisoformat(day), sum(seen.value for seen in some)) for day, some in known.items()], "black")
    return [seen for some in known.values() for seen in some]


def _extended(axes: Any, run: Run, first: date, last: date) -> list[Figure]:
    """Young adults in extended care, who are no amv any more; returns the published figures."""
    values = sums(run, [EXTENDED])
    middle, low, high = (weekly(values.quantile(q)) for q in (0.5, 0.1, 0.9))
    axes.plot(middle.index, middle, color=COLOURS["purple"], linewidth=1.8, linestyle=(0, (6, 2)))
    axes.fill_between(middle.index, low, high, color=COLOURS["purple"], alpha=0.25, linewidth=0)
    drawn = draw_published(axes, Line(EXTENDED, "purple"), first, last)
    axes.set_ylim(0, max(1.15 * float(high.max()), 1.0))
    axes.locator_params(axis="y", nbins=3)
    title = ", ".join([run.text("amv.extended.title"), *([run.text("band")] if run.has_band else [])])
    axes.set_title(title, loc="left", fontsize=8.8, color=GREY, pad=4)
    end = float(middle.iloc[-1])
    name_ends(axes, run, [End(run.text("amv.extended"), end, end, "#A0527C")])
    return drawn
