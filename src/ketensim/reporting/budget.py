"""A picture of what the IND spent its budget on in each year, beside the budget it had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ketensim.chain.budget import QUEUES
from ketensim.comparison.manifest import path_of
from ketensim.reporting.captions import Caption, Keep, noted
from ketensim.reporting.charts import Run
from ketensim.reporting.style import COLOURS, picture, save
from ketensim.reporting.years import SIZE, Part, draw_years, year_axes, year_legend, years_of

USED = "ind.budget_used"
PARTS = (
    Part("budget.aa", (f"{USED}.spoor4",), COLOURS["blue"]),
    Part("budget.va", (f"{USED}.va",), COLOURS["sky"]),
    Part("budget.tracks", (f"{USED}.spoor1", f"{USED}.spoor2", f"{USED}.border"), COLOURS["green"]),
    Part("budget.again", (f"{USED}.subsequent", f"{USED}.reopened"), "#F0B54A"),
    Part("budget.nareis", (f"{USED}.nareis", f"{USED}.objection"), COLOURS["orange"]),
    Part("budget.late", (f"{USED}.late",), COLOURS["purple"]),
    Part("budget.renewal", (f"{USED}.renewal",), "#C9C9C9"),
    Part("budget.ukraine", (f"{USED}.ukraine",), "#777777"),
)
GIVEN = ("ind.budget", *(f"ind.extra.{queue}" for queue in QUEUES))


def draw_budget(run: Run, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Draw the years into files, or give the picture to ``keep``; nothing when the run has no whole year, or no budget."""
    values = years_of(run, PARTS)
    if values.empty or not set(GIVEN) <= set(run.scenario["values"]):
        return []
    years = list(values.index.unique("period"))
    with picture(run.text("budget.title"), run.title, run.text("budget.unit"), SIZE) as (figure, axes):
        bars = draw_years(axes, values, {part.key: part.colour for part in PARTS})
        line = _line(axes, [budget(run, int(year)) for year in years])
        year_axes(axes, run, years)
        entries = [(bars[key], run.text(key)) for key in reversed(bars)]
        year_legend(axes, [(line, run.text("budget.there")), *entries])
        foot = tuple(filter(None, (run.text("budget.note"), run.band(stacks=True), run.model())))
        caption = Caption(run.text("budget.title"), run.text("budget.unit"), foot)
        return keep(figure, caption) if keep else save(noted(figure, caption), folder, name)


def budget(run: Run, year: int) -> float:
    """What the scenario gives the IND in a year, extra work included, in files of normal weight; as it is without the ensemble's factors."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return float(sum(path_of(run.scenario["values"][key]).daily(first, last).mean() for key in GIVEN))


def _line(axes: Any, heights: Sequence[float]) -> Any:
    """A black line over each bar; returns one of them."""
    for row, height in enumerate(heights):
        (line,) = axes.plot([row - 0.4, row + 0.4], [height, height], color="black", linewidth=2.2)
    return line
