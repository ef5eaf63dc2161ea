"""A picture of a year's flows through COA: as wide as they are large, left who came, right who went."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketensim.report.style import COLOURS, notes, picture, save, subtitle
from ketensim.report.terminal import number

if TYPE_CHECKING:
    import pandas as pd

    from ketensim.report.charts import Run

CAME = (("coa.inflow.applicant", "blue"), ("coa.inflow.nareis", "orange"), ("coa.inflow.evrm8", "purple"), ("coa.inflow.permit", "green"), ("coa.inflow.returned", "sky"))
WENT = (("coa.outflow.housed", "orange"), ("coa.outflow.rejected", "blue"), ("coa.outflow.host", "green"), ("coa.outflow.dublin", "sky"), ("coa.outflow.file_open", "purple"))
LEFT, MIDDLE_LEFT, MIDDLE_RIGHT, RIGHT = 0.24, 0.455, 0.545, 0.76
GAP = 0.035


def draw_flows(run: Run, medians: pd.Series, year: str, folder: Path, name: str) -> list[Path]:
    """Draw the flows of a year; nothing when the run has not all of them."""
    if not all((series, year) in medians.index for series, _ in (*CAME, *WENT)):
        return []
    with picture(run.text("flows.title").format(year)) as (figure, axes):
        subtitle(figure, run.title)
        axes.set_position((0.0, 0.15, 1.0, 0.73))
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.axis("off")
        amounts = {series: float(medians[series, year]) for series, _ in (*CAME, *WENT)}
        unit = 0.80 / max(sum(amounts[s] for s, _ in CAME), sum(amounts[s] for s, _ in WENT))
        for side, outer, inner, anchor in ((CAME, LEFT, MIDDLE_LEFT, "right"), (WENT, RIGHT, MIDDLE_RIGHT, "left")):
            _side(axes, run, [(s, c, amounts[s]) for s, c in side], unit, outer, inner, anchor)
        _coa(axes, run, medians, year, unit * max(sum(amounts[s] for s, _ in CAME), sum(amounts[s] for s, _ in WENT)))
        notes(figure, run.text("flows.note"), _decisions(run, medians, year), run.source(run.text("svm").format("56, 63, 66, 72")))
        return save(figure, folder, name)


def _side(axes: Any, run: Run, parts: list[tuple[str, str, float]], unit: float, outer: float, inner: float, anchor: str) -> None:
    """The flows of one side: apart where they begin or end, on top of each other where they meet COA."""
    total = sum(amount for _, _, amount in parts) * unit
    height = total + GAP * (len(parts) - 1)
    top, meet = 0.5 + height / 2, 0.5 + total / 2
    for series, colour, amount in parts:
        width = amount * unit
        _ribbon(axes, outer, top, inner, meet, width, COLOURS[colour])
        text = f"{run.text(series)}\n{number(round(amount, -1), run.language)}"
        axes.text(outer + (-0.012 if anchor == "right" else 0.012), top - width / 2, text, ha=anchor, va="center", fontsize=9.2, linespacing=1.15)
        top -= width + GAP
        meet -= width


def _ribbon(axes: Any, x0: float, y0: float, x1: float, y1: float, width: float, colour: str) -> None:
    """A band of constant height that bends from (x0, y0) to (x1, y1), its upper corners."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Curve

    bend = (x0 + x1) / 2
    points = [(x0, y0), (bend, y0), (bend, y1), (x1, y1), (x1, y1 - width), (bend, y1 - width), (bend, y0 - width), (x0, y0 - width), (x0, y0)]
    codes = [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4, Curve.LINETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4, Curve.CLOSEPOLY]
    axes.add_patch(PathPatch(Curve(points, codes), facecolor=colour, alpha=0.55, edgecolor=colour, linewidth=0.6))


def _coa(axes: Any, run: Run, medians: pd.Series, year: str, height: float) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((MIDDLE_LEFT, 0.5 - height / 2), MIDDLE_RIGHT - MIDDLE_LEFT, height, facecolor="#eeeeee", edgecolor="#444444", linewidth=1))
    end = float(medians["coa.occupancy", f"{year}-12-31"])
    start = end - float(medians["coa.inflow", year]) + float(medians["coa.outflow", year])
    shown = {"start": number(round(start, -2), run.language), "end": number(round(end, -2), run.language)}
    text = run.text("flows.coa").format(**shown).replace(" " + shown["start"], "\n" + shown["start"]).replace(" " + shown["end"], "\n" + shown["end"])
    axes.text(0.5, 0.5, text, ha="center", va="center", fontsize=8.6, linespacing=1.35)


def _decisions(run: Run, medians: pd.Series, year: str) -> str:
    def of(*series: str) -> str:
        return number(round(sum(float(medians[name, year]) for name in series), -1), run.language)

    return run.text("flows.decisions").format(
        granted=of("ind.decisions_first.grant"), rejected=of("ind.decisions_first.reject"), other=of("ind.decisions_first.other"),
        appeals=of("courts.aa.appeals_in", "courts.va.appeals_in", "courts.dublin.appeals_in"),
        asked=of("nareis.mvv.applications", "nareis.evrm8.applications"), arrived=of("inflow.nareis_arrivals", "nareis.evrm8.arrivals"),
    )  # fmt: skip
