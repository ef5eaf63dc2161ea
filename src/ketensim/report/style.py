"""How charts look: one place for colours, axes and the lines under a picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from ketensim.report.labels import label

# Okabe and Ito: told apart by the colour-blind; dashes tell them apart in grey print
COLOURS = {"black": "#000000", "orange": "#D55E00", "blue": "#0072B2", "green": "#009E73", "purple": "#CC79A7", "sky": "#56B4E9", "yellow": "#B8860B"}
LAST_OBSERVED = date(2025, 12, 31)

_RC = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": "#dddddd",
    "grid.linewidth": 0.7,
    "axes.axisbelow": True,
    "svg.hashsalt": "ketensim",
    "svg.fonttype": "none",
    "text.parse_math": False,  # a dollar in a title is a dollar
    "figure.dpi": 100,
}


@contextmanager
def picture(title: str, size: tuple[float, float] = (9.0, 5.2)) -> Iterator[tuple[Any, Any]]:
    """A figure and its axes in the house style, closed afterwards."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with rc_context(_RC):
        figure = Figure(figsize=size)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0.09, 0.17, 0.70, 0.69))
        figure.text(0.02, 0.955, title, fontsize=13, fontweight="bold", va="top")
        yield figure, axes


def subtitle(figure: Any, text: str) -> None:
    """A line under the title."""
    figure.text(0.02, 0.893, text, fontsize=9.5, color="#444444", va="top")


def notes(figure: Any, *lines: str) -> None:
    """Lines at the foot: what a band means, where figures come from."""
    import textwrap

    wrapped = [part for line in lines for part in textwrap.wrap(line, 132)]
    for number, line in enumerate(reversed(wrapped)):
        figure.text(0.02, 0.018 + 0.031 * number, line, fontsize=7.8, color="#555555")


def save(figure: Any, folder: Path, name: str) -> list[Path]:
    """Write PNG and SVG; the same picture gives the same bytes."""
    from ketensim.results.folder import atomically

    files = []
    for kind, options in (("png", {"dpi": 150, "metadata": {"Software": None}}), ("svg", {"metadata": {"Date": None, "Creator": "ketensim"}})):
        file = folder / f"{name}.{kind}"
        atomically(file, lambda target, kind=kind, options=options: figure.savefig(target, format=kind, **options))  # type: ignore[misc]
        files.append(file)
    return files


def thousands(axes: Any, language: str) -> None:
    """Numbers on the value axis with the thousands mark of the language, from nought."""
    from matplotlib.ticker import FuncFormatter

    from ketensim.report.terminal import number

    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value, language)))


def mark_projection(axes: Any, first: Any, last: Any, language: str) -> None:
    """A line where published figures end and the projection begins."""
    if not first < LAST_OBSERVED < last:
        return
    axes.axvline(LAST_OBSERVED, color="#888888", linewidth=1, linestyle=(0, (4, 3)))
    axes.annotate(
        f"{label('projection', language)} \N{RIGHTWARDS ARROW}", (LAST_OBSERVED, 1.0), xycoords=("data", "axes fraction"),
        xytext=(4, -2), textcoords="offset points", fontsize=8.5, color="#555555", va="top",
    )  # fmt: skip


def spread(positions: list[float], gap: float) -> list[float]:
    """Move label heights apart until neighbours are ``gap`` from each other, in their order."""
    order = sorted(range(len(positions)), key=positions.__getitem__)
    moved = list(positions)
    for before, after in zip(order, order[1:], strict=False):
        moved[after] = max(moved[after], moved[before] + gap)
    return moved
