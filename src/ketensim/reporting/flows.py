"""A picture of a year's flows through COA: as wide as they are large, left who came, right who went."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketensim.reporting.captions import Caption, Keep, noted
from ketensim.reporting.style import COLOURS, picture, save, spread

if TYPE_CHECKING:
    from ketensim.reporting.charts import Run

CAME = (
    ("coa.inflow.applicant", "blue"), ("coa.inflow.nareis", "orange"), ("coa.inflow.evrm8", "purple"), ("coa.inflow.permit", "green"),
    ("coa.inflow.ukraine", "black"), ("coa.inflow.returned", "sky"), ("coa.inflow.nidos", "yellow"), ("coa.inflow.postponed", "orange"),
    ("coa.births", "black"),
)  # fmt: skip
WENT = (
    ("coa.outflow.housed", "orange"), ("coa.outflow.rejected", "blue"), ("coa.outflow.host", "green"), ("coa.outflow.dublin", "sky"),
    ("coa.outflow.file_open", "purple"), ("coa.outflow.nidos", "yellow"), ("coa.outflow.status_returned", "black"),
)  # fmt: skip
LEFT, MIDDLE_LEFT, MIDDLE_RIGHT, RIGHT = 0.29, 0.43, 0.56, 0.68
NEW = {"coa.inflow.ukraine", "coa.inflow.postponed", "coa.outflow.status_returned"}  # nobody, in runs made before they were there
SMALLEST = 5.0  # persons: below it a flow is nought in tens
GAP = 0.03  # between flows where they begin or end
LABEL_GAP = 0.055  # between their labels


def draw_flows(run: Run, year: str, folder: Path, name: str, keep: Keep | None = None) -> list[Path]:
    """Draw the flows of a year into files, or give them to ``keep``; nothing when the run has not all of them."""
    names = [series for series, _ in (*CAME, *WENT)]
    if not all((series, year) in run.medians.index for series in names if series not in NEW):
        return []
    amounts = {series: float(run.medians.get((series, year), 0.0)) for series in names}
    largest = max(sum(amounts[series] for series, _ in side) for side in (CAME, WENT))
    if largest <= 0:
        return []
    with picture(run.text("flows.title").format(year), run.title, run.text("flows.unit")) as (figure, axes):
        axes.set_position((0.0, 0.16, 1.0, 0.67))
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.axis("off")
        unit = (1.0 - GAP * (max(len(CAME), len(WENT)) - 1)) / largest
        came, went = ([(s, colour, amounts[s]) for s, colour in side if amounts[s] >= SMALLEST] for side in (CAME, WENT))
        _side(axes, run, came, unit, LEFT, MIDDLE_LEFT, -1)
        _side(axes, run, went, unit, RIGHT, MIDDLE_RIGHT, 1)
        _coa(axes, run, year, unit * largest)
        caption = Caption(run.text("flows.title").format(year), run.text("flows.unit"), (_decisions(run, year), run.model()))
        return keep(figure, caption) if keep else save(noted(figure, caption), folder, name)


def _side(axes: Any, run: Run, parts: list[tuple[str, str, float]], unit: float, outer: float, inner: float, way: int) -> None:
    """The flows of one side: apart where they begin or end, on top of each other where they meet COA."""
    total = sum(amount for _, _, amount in parts) * unit
    top, meet = 0.5 + (total + GAP * (len(parts) - 1)) / 2, 0.5 + total / 2
    middles = []
    for _, colour, amount in parts:
        width = amount * unit
        _ribbon(axes, (outer, top), (inner, meet), width, COLOURS[colour])
        middles.append(top - width / 2)
        top -= width + GAP
        meet -= width
    for (series, _, amount), height in zip(parts, spread(middles, LABEL_GAP, 0.0, 1.0), strict=True):
        text = f"{run.text(series)}  {run.number(round(amount, -1))}"
        axes.text(outer + 0.012 * way, height, text, ha="right" if way < 0 else "left", va="center", fontsize=8.6)


def _ribbon(axes: Any, start: tuple[float, float], end: tuple[float, float], width: float, colour: str) -> None:
    """A band of constant height that bends from one place to another, given as its upper corners."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Curve

    (x0, y0), (x1, y1) = start, end
    bend = (x0 + x1) / 2
    points = [
        (x0, y0),
        (bend, y0),
        (bend, y1),
        (x1, y1),
        (x1, y1 - width),
        (bend, y1 - width),
        (bend, y0 - width),
        (x0, y0 - width),
        (x0, y0),
    ]
    codes = [
        Curve.MOVETO,
        Curve.CURVE4,
        Curve.CURVE4,
        Curve.CURVE4,
        Curve.LINETO,
        Curve.CURVE4,
        Curve.CURVE4,
        Curve.CURVE4,
        Curve.CLOSEPOLY,
    ]
    axes.add_patch(PathPatch(Curve(points, codes), facecolor=colour, alpha=0.55, edgecolor=colour, linewidth=0.6))


def _coa(axes: Any, run: Run, year: str, height: float) -> None:
    """The stock in the middle, at both ends of the year."""
    from matplotlib.patches import Rectangle

    axes.add_patch(
        Rectangle(
            (MIDDLE_LEFT, 0.5 - height / 2), MIDDLE_RIGHT - MIDDLE_LEFT, height, facecolor="#eeeeee", edgecolor="#444444", linewidth=1
        )
    )
    end = float(run.medians["coa.occupancy", f"{year}-12-31"])
    came = float(run.medians["coa.inflow", year]) + float(run.medians["coa.births", year])
    start = end - came + float(run.medians["coa.outflow", year])
    lines = ("COA", run.text("flows.start"), run.number(round(start, -2)), run.text("flows.end"), run.number(round(end, -2)))
    axes.text((MIDDLE_LEFT + MIDDLE_RIGHT) / 2, 0.5, "\n".join(lines), ha="center", va="center", fontsize=8.6, linespacing=1.35)


def _decisions(run: Run, year: str) -> str:
    """What the chain did around it, in one sentence."""

    def of(*series: str) -> str:
        return run.number(round(sum(float(run.medians[name, year]) for name in series), -1))

    return run.text(
        "flows.decisions",
        granted=of("ind.decisions_first.grant"), rejected=of("ind.decisions_first.reject"), other=of("ind.decisions_first.other"),
        appeals=of("courts.aa.appeals_in", "courts.va.appeals_in", "courts.dublin.appeals_in"),
        asked=of("nareis.mvv.applications", "nareis.evrm8.applications"), arrived=of("inflow.nareis_arrivals", "nareis.evrm8.arrivals"),
    )  # fmt: skip
