"""A picture of departure in each year: how people leave the caseload of DTenV, beside departure counted over the whole chain."""

from __future__ import annotations

from pathlib import Path

from ketensim.reporting.captions import Caption, Keep, noted
from ketensim.reporting.charts import Run, draw_points
from ketensim.reporting.labels import sources
from ketensim.reporting.style import COLOURS, picture, save
from ketensim.reporting.years import SIZE, Part, draw_published_tops, draw_years, year_axes, year_legend, years_of

COLOUR = {
    "independent": COLOURS["blue"], "forced": COLOURS["orange"], "unsupervised": COLOURS["sky"], "permit": COLOURS["green"],
    "procedural": "#BBBBBB",
}  # fmt: skip
LEFT_THE_COUNTRY = ("independent", "forced", "unsupervised")
DTENV = tuple(Part(f"departure.{way}", (f"departure.dtenv.{way}",), colour) for way, colour in COLOUR.items())
KETEN = tuple(Part(f"departure.{way}", (f"departure.keten.{way}",), COLOUR[way]) for way in LEFT_THE_COUNTRY)
COLOURED = {part.key: part.colour for part in DTENV}
BESIDE, WIDTH = 0.21, 0.38


def draw_departure(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Draw the years into files, or give the picture to ``keep``; nothing when the run has no whole year, or no count of the chain."""
    dtenv, keten = years_of(run, DTENV), years_of(run, KETEN)
    if dtenv.empty or keten.empty:
        return []
    years = list(dtenv.index.unique("period"))
    with picture(run.text("departure.title"), run.title, run.text("departure.unit"), SIZE) as (figure, axes):
        bars = draw_years(axes, dtenv, COLOURED, -BESIDE, WIDTH)
        draw_years(axes, keten, COLOURED, BESIDE, WIDTH)
        drawn = [
            figure for parts, shift in ((DTENV, -BESIDE), (KETEN, BESIDE)) for figure in draw_published_tops(axes, years, parts, shift)
        ]
        year_axes(axes, run, years)
        entries = [(bars[key], run.text(key)) for key in reversed(bars)]
        year_legend(axes, [*entries, *([(draw_points(axes, [], "black"), run.text("observed"))] if drawn else [])])
        foot = tuple(filter(None, (run.text("departure.note"), run.band(stacks=True), sources(drawn, run.language), run.model())))
        caption = Caption(run.text("departure.title"), run.text("departure.unit"), foot)
        return keep(figure, caption) if keep else save(noted(figure, caption), folder, name)
