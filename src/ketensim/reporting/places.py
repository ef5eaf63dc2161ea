"""A picture of who sleeps in which kind of COA place, beside the places that there are."""

from __future__ import annotations

from pathlib import Path

from ketensim.calibration.figures import LAST_OBSERVED
from ketensim.reporting.areas import Area, End, legend, median, name_ends, stack, total
from ketensim.reporting.captions import Caption, Keep, noted
from ketensim.reporting.charts import PLACES, Line, Run, draw_published, head_room
from ketensim.reporting.labels import sources
from ketensim.reporting.style import COLOURS, dates, mark_projection, picture, save, thousands

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


def draw_places(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Draw residents by kind of place into files, or give the picture to ``keep``; nothing when the run has no places."""
    if not set(PLACES) <= set(run.daily.columns):
        return []
    first, last = run.daily["date"].iloc[0].date(), run.daily["date"].iloc[-1].date()
    with picture(run.text("places.title"), run.title, run.text("persons"), SIZE) as (figure, axes):
        axes.set_position(AXES)
        ends = stack(axes, run, AREAS)
        residents, places = total(axes, run, [OCCUPANCY], run.text("places.total")), median(run, [THERE])
        axes.plot(places.index, places, color="black", linewidth=2.2)
        drawn = draw_published(axes, Line(OCCUPANCY, "black"), first, last)
        dates(axes, first, last, run.language)
        axes.set_ylim(0, None)
        thousands(axes, run.language)
        head_room(axes)
        there = End(run.text("places.there"), float(places.iloc[-1]), float(places.iloc[-1]), "black")
        name_ends(axes, run, [*ends, there, residents])
        if first < LAST_OBSERVED < last:
            mark_projection(axes, LAST_OBSERVED, run.language)
        legend(axes, run, run.text("places.there"), bool(drawn))
        foot = tuple(filter(None, (run.text("places.note"), run.band(areas=True), sources(drawn, run.language), run.model())))
        caption = Caption(run.text("places.title"), run.text("persons"), foot)
        return keep(figure, caption) if keep else save(noted(figure, caption), folder, name)
