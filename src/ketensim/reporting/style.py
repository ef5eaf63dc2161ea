"""How charts look: one place for colours, axes and the lines under a picture."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from ketensim.reporting.labels import label, month, number
from ketensim.results.folder import atomically

# Okabe and Ito: told apart by the colour-blind; dashes tell them apart in grey print
COLOURS = {
    "black": "#000000",
    "orange": "#D55E00",
    "blue": "#0072B2",
    "green": "#009E73",
    "purple": "#CC79A7",
    "sky": "#56B4E9",
    "yellow": "#B8860B",
}
GREY = "#555555"
LEFT, BOTTOM, WIDTH, HEIGHT = 0.075, 0.19, 0.70, 0.63  # of the axes, as parts of the picture

_STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": "#dddddd",
    "grid.linewidth": 0.7,
    "ytick.major.size": 0,
    "svg.hashsalt": "ketensim",
    "svg.fonttype": "none",
    "text.parse_math": False,  # a dollar in a title is a dollar
    "figure.dpi": 100,
}


@contextmanager
def picture(title: str, scenario: str, unit: str, size: tuple[float, float] = (9.0, 5.4)) -> Iterator[tuple[Any, Any]]:
    """A figure and its axes in the house style, whatever the user's own; with what it is, of which scenario, in which unit."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        cast(Any, matplotlib.rcParams).update(_STYLE)
        figure = Figure(figsize=size)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((LEFT, BOTTOM, WIDTH, HEIGHT))
        figure.text(0.02, 0.963, title, fontsize=13, fontweight="bold", va="top")
        figure.text(0.02, 0.908, cut(scenario, 105), fontsize=9.5, color="#222222", va="top")
        figure.text(0.02, 0.866, unit, fontsize=8.8, color=GREY, va="top")
        yield figure, axes


def cut(text: str, most: int) -> str:
    """A text on one line of so many characters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


NOTE, NOTE_LINE = 0.108, 0.157  # inches: below the lowest line at the foot, and from line to line


def notes(figure: Any, *lines: str) -> None:
    """Lines at the foot: what a band means, where figures come from."""
    wrapped = [part for line in lines for part in textwrap.wrap(line, 148)]
    height = figure.get_figheight()
    for row, line in enumerate(reversed(wrapped)):  # letters have one size, so lines stand as far apart in every picture
        figure.text(0.02, (NOTE + NOTE_LINE * row) / height, line, fontsize=7.6, color=GREY)


def save(figure: Any, folder: Path, name: str) -> list[Path]:
    """Write PNG and SVG; the same picture gives the same bytes."""
    files = []
    for kind, options in (
        ("png", {"dpi": 150, "metadata": {"Software": None}}),
        ("svg", {"metadata": {"Date": None, "Creator": "ketensim"}}),
    ):
        file = folder / f"{name}.{kind}"
        atomically(file, lambda target, kind=kind, options=options: figure.savefig(target, format=kind, **options))  # type: ignore[misc]
        files.append(file)
    return files


def thousands(axes: Any, language: str) -> None:
    """Numbers on the value axis with the thousands mark of the language."""
    from matplotlib.ticker import FuncFormatter

    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value, language)))


def dates(axes: Any, first: date, last: date, language: str) -> None:
    """Months on the date axis, as far apart as the run is long, written in the language."""
    span = (last - first).days
    step = next(months for months, most in ((1, 250), (3, 600), (6, 1500), (12, 4000), (60, 10**9)) if span <= most)
    count = (last.year - first.year + 1) * 12
    ticks = [date(first.year + n // 12, n % 12 + 1, 1) for n in range(0, count + 1, step)]
    inside = [day for day in ticks if first <= day <= last]
    axes.set_xticks(inside, [month(day, language) for day in inside])
    axes.set_xlim(first - timedelta(days=span / 80), last)


def mark_projection(axes: Any, at: Any, language: str) -> None:
    """A line where published figures end and the projection begins."""
    axes.axvline(at, color="#888888", linewidth=1, linestyle=(0, (4, 3)))
    axes.annotate(
        f"{label('projection', language)} \N{RIGHTWARDS ARROW}", (at, 1.0), xycoords=("data", "axes fraction"),
        xytext=(4, -1), textcoords="offset points", fontsize=8.5, color=GREY, va="top",
    )  # fmt: skip


def spread(positions: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move label heights apart until neighbours are ``gap`` from each other, in their order, within ``low`` and ``high``.

    Each group of labels that would touch stays around its own middle, so no label is moved further than it must be.
    """
    order = sorted(range(len(positions)), key=positions.__getitem__)
    groups = [[index] for index in order]

    def places(group: list[int]) -> list[float]:
        middle = sum(positions[index] for index in group) / len(group)
        half = gap * (len(group) - 1) / 2
        middle = max(low + half, min(high - half, middle))
        return [middle - half + gap * row for row in range(len(group))]

    while touching := [n for n, (a, b) in enumerate(pairwise(groups)) if places(b)[0] - places(a)[-1] < gap * 0.999]:
        n = touching[0]
        groups[n : n + 2] = [groups[n] + groups[n + 1]]
    moved = list(positions)
    for group in groups:
        for index, place in zip(group, places(group), strict=True):
            moved[index] = place
    return moved
