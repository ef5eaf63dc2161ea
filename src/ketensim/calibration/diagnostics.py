"""What a fit taught: each number before and after, what no figure speaks of, and how the figures come out.

``write_page`` leaves ``calibration-fit.md`` and its pictures. The page is made, not written: it has no words about
results that a later fit could prove wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ketensim.calibration.calibrate import Calibration
from ketensim.calibration.figures import Figure
from ketensim.calibration.recipe import Prior
from ketensim.reporting.style import COLOURS, notes, picture, save
from ketensim.results.folder import write_text

EIGHTY = (0.1, 0.5, 0.9)  # low, median and high of an 80% interval
NOT_IDENTIFIED = 0.1  # a spread that shrank by less than this tells nothing
TOLD_APART = 3.0  # standard errors from which a correlation in so many members is worth a line
MOST_PAIRS = 20
ROLES = {"fitted": "Figures that were fitted", "emergent": "Figures nothing was fitted to"}
FARTHEST = 5.0  # of a figure in its picture, in tolerances

Floats = NDArray[np.float64]
Spread = tuple[float, float, float]


@dataclass(frozen=True)
class Learnt:
    """A prior before and after: 80% intervals of the factor and of z, by how much z shrank, and what informs it most."""

    prior: Prior
    before: Spread
    after: Spread
    z_before: Spread
    z_after: Spread
    shrinkage: float
    informed: bool
    by: tuple[tuple[Figure, float], ...]

    @property
    def identified(self) -> bool:
        return self.shrinkage >= NOT_IDENTIFIED


@dataclass(frozen=True)
class Held:
    """A figure beside what is simulated: in the base, and as 80% intervals over the members before and after."""

    figure: Figure
    at_base: float
    before: Spread
    after: Spread

    @property
    def holds(self) -> bool:
        """Whether the median after the fit is within the tolerance."""
        return self.figure.holds(self.after[1])


def learnt(calibration: Calibration) -> list[Learnt]:
    """What became of every prior, in the order of the recipe."""
    fit, recipe = calibration.fit, calibration.recipe
    factors = recipe.factors(fit.before), recipe.factors(fit.after)
    correlations = _correlations(fit.before, fit.outputs_before[:, : len(calibration.known.figures)])
    rows = []
    for n, prior in enumerate(recipe.priors):
        by = tuple(_strongest(correlations[n], calibration)) if calibration.informed[n] else ()
        before, after = (_spread(table[:, n]) for table in factors)
        z_before, z_after = (_spread(table[:, n]) for table in (fit.before, fit.after))
        shrinkage = 1.0 - float(fit.after[:, n].std() / fit.before[:, n].std())
        rows.append(Learnt(prior, before, after, z_before, z_after, shrinkage, bool(calibration.informed[n]), by))
    return rows


def _strongest(correlations: Floats, calibration: Calibration) -> Iterator[tuple[Figure, float]]:
    """The three figures that go with a number most, as far as that can be told from chance."""
    for n in np.argsort(-np.abs(correlations), kind="stable")[:3]:
        if abs(correlations[n]) > TOLD_APART / np.sqrt(len(calibration.fit.before)):
            yield calibration.known.figures[n], float(correlations[n])


def held(calibration: Calibration) -> list[Held]:
    """Every figure the simulations say something of: fitted ones first, then emergent ones."""
    columns = zip(calibration.figures, calibration.at_base, calibration.fit.outputs_before.T, calibration.fit.outputs_after.T, strict=True)
    return [Held(figure, float(base), _spread(before), _spread(after)) for figure, base, before, after in columns if not np.isnan(base)]


def pairs(calibration: Calibration) -> list[tuple[str, str, float]]:
    """The strongest correlations between two numbers after the fit: what the figures know of their combination only."""
    matrix = _correlations(calibration.fit.after, calibration.fit.after)
    found = [(a, b, float(matrix[a, b])) for a, b in combinations(np.flatnonzero(calibration.informed).tolist(), 2)]
    worth = sorted((pair for pair in found if abs(pair[2]) > TOLD_APART / np.sqrt(len(calibration.fit.after))), key=lambda p: -abs(p[2]))
    names = calibration.recipe.names
    return [(names[a], names[b], r) for a, b, r in worth[:MOST_PAIRS]]


def write_page(calibration: Calibration, folder: Path) -> list[Path]:
    """Write ``calibration-fit.md`` into a folder (``docs``) and the pictures into its ``img``; returns the files."""
    parameters, figures = learnt(calibration), held(calibration)
    images = [_parameters_picture(calibration, parameters, folder / "img")]
    for role in ROLES:
        if own := [row for row in figures if row.figure.role == role]:
            images.append(_figures_picture(calibration, own, role, folder / "img"))
    page = folder / "calibration-fit.md"
    write_text("\n".join(_page(calibration, parameters, figures)), page)
    return [page, *(file for files in images for file in files)]


def _correlations(a: Floats, b: Floats) -> Floats:
    """Between the columns of two tables with a row a member, shape (columns of a, columns of b); 0 with a constant."""
    a, b = a - a.mean(axis=0), b - b.mean(axis=0)
    scale = np.sqrt(np.outer((a**2).sum(axis=0), (b**2).sum(axis=0)))
    return np.divide(a.T @ b, scale, out=np.zeros_like(scale), where=scale > 0)


def _spread(values: Floats) -> Spread:
    low, middle, high = np.nanquantile(values, EIGHTY)
    return float(low), float(middle), float(high)


# -- the page -----------------------------------------------------------------------------------------------------------
def _page(calibration: Calibration, parameters: Sequence[Learnt], figures: Sequence[Held]) -> Iterator[str]:
    origin = calibration.origin
    yield "# What the fit taught"
    yield ""
    yield "Made by `ketensim calibrate`; do not edit."
    yield ""
    yield (
        f"{origin.members} sets of {len(parameters)} factors on the scenario `{origin.scenario}` ({origin.scenario_sha256[:8]}), drawn in "
        f"{origin.rounds} rounds to {len(calibration.known.figures)} figures known on {origin.known_until} ({origin.simulations} simulations, "
        f"seed {origin.seed}, ketensim {origin.version}). How: `src/ketensim/calibration/fit.py`. Why these bounds: "
        "`calibration/recipe.toml`. An interval here is of parameters alone; all members have the same luck."
    )
    yield ""
    yield "## How the figures come out"
    yield ""
    yield from _verdicts(figures)
    for role, title in ROLES.items():
        if own := [row for row in figures if row.figure.role == role]:
            yield f"### {title}"
            yield ""
            yield f"![{title}: before and after](img/calibration-{role}.svg)"
            yield ""
            yield from _figure_table(own)
    yield "## What became of the priors"
    yield ""
    yield "![Priors and what is left of them](img/calibration-parameters.svg)"
    yield ""
    yield from _not_identified(parameters)
    yield from _parameter_table(parameters)
    yield from _pair_table(calibration)


def _verdicts(figures: Sequence[Held]) -> Iterator[str]:
    for role in ROLES:
        own = [row for row in figures if row.figure.role == role]
        out = [f"`{row.figure.series}` {row.figure.period}" for row in own if not row.holds]
        which = f" Out: {', '.join(out)}." if out else ""
        yield f"- {role}: the median of {len(own) - len(out)} of {len(own)} figures is within the tolerance.{which}"
    yield ""


def _not_identified(parameters: Sequence[Learnt]) -> Iterator[str]:
    future = [f"`{row.prior.name}`" for row in parameters if not row.informed]
    open_ = [f"`{row.prior.name}`" for row in parameters if row.informed and not row.identified]
    yield f"The figures say next to nothing of these {len(open_)} (spread more than {1 - NOT_IDENTIFIED:.0%} of the prior's): {', '.join(open_)}."
    yield ""
    yield f"These {len(future)} begin after the last figure and keep their prior: {', '.join(future)}."
    yield ""


def _figure_table(rows: Sequence[Held]) -> Iterator[str]:
    header = ("series", "period", "observed", "tolerance", "base", "prior 80%", "posterior 80%", "median off", "")
    yield from _table(header, (_figure_cells(row) for row in rows))


def _figure_cells(row: Held) -> tuple[str, ...]:
    figure = row.figure
    off = figure.deviation(row.after[1])
    tolerance, deviation = (
        (f"{figure.tolerance:g}", f"{off:+.3g}") if figure.is_absolute else (f"{figure.tolerance or 0:.0%}", f"{off:+.1%}")
    )
    cells = (f"`{figure.series}`", figure.period, _number(figure.value), tolerance, _number(row.at_base))
    return (*cells, _interval(row.before), _interval(row.after), deviation, "" if row.holds else "**out**")


def _parameter_table(parameters: Sequence[Learnt]) -> Iterator[str]:
    yield "Factors on the base, most taught first. Shrinkage: of the standard deviation of z. Correlations are those before the fit."
    yield ""
    header = ("parameter", "prior 80%", "posterior 80%", "shrinkage", "informed most by")
    ordered = sorted(parameters, key=lambda row: -row.shrinkage)
    yield from _table(header, (_parameter_cells(row) for row in ordered))


def _parameter_cells(row: Learnt) -> tuple[str, ...]:
    by = ", ".join(f"`{figure.series}` {figure.period} ({r:+.2f})" for figure, r in row.by)
    return f"`{row.prior.name}`", _interval(row.before), _interval(row.after), f"{row.shrinkage:.0%}", by


def _pair_table(calibration: Calibration) -> Iterator[str]:
    yield "Known together rather than alone (strongest correlations between two factors after the fit):"
    yield ""
    yield from _table(("", "", "correlation"), ((f"`{a}`", f"`{b}`", f"{r:+.2f}") for a, b, r in pairs(calibration)))


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for cells in (header, ["---"] * len(header), *rows):
        yield f"| {' | '.join(cells)} |"
    yield ""


def _interval(spread: Spread) -> str:
    return f"{_number(spread[0])} to {_number(spread[2])}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


# -- the pictures -------------------------------------------------------------------------------------------------------
ROW = 0.17  # inches
HEAD, FOOT = 1.0, 1.1  # inches


@dataclass(frozen=True)
class Bars:
    """A row of a picture: before, after, and whether it stands out."""

    name: str
    before: Spread
    after: Spread
    colour: str


def _parameters_picture(calibration: Calibration, parameters: Sequence[Learnt], folder: Path) -> list[Path]:
    ordered = sorted((row for row in parameters if row.informed), key=lambda row: -row.shrinkage)
    bars = [Bars(row.prior.name, row.z_before, row.z_after, COLOURS["blue"] if row.identified else COLOURS["yellow"]) for row in ordered]
    lines = (
        f"Grey: prior. Blue: after the fit. Brown: the same where the spread shrank by less than {NOT_IDENTIFIED:.0%}, so that the figures say "
        "next to nothing. Bars: 80% interval of parameters; dot: median.",
        _made(calibration),
    )
    unit = "In standard deviations of the prior, from its center; most taught first"
    return _columns("What the figures teach about the parameters", calibration, unit, bars, lines, 3.0, 0, folder, "calibration-parameters")


def _figures_picture(calibration: Calibration, rows: Sequence[Held], role: str, folder: Path) -> list[Path]:
    bars = [
        Bars(
            f"{row.figure.series} {row.figure.period}", _in_tolerances(row.figure, row.before), _in_tolerances(row.figure, row.after),
            COLOURS["blue"] if row.holds else COLOURS["orange"],
        )
        for row in rows
    ]  # fmt: skip
    lines = (
        "Grey: over the prior. Blue: after the fit. Red: the same where the median is out of its tolerance (the band). Bars: 80% interval of "
        f"parameters; dot: median. What lies beyond {FARTHEST:g} is cut off.",
        _made(calibration),
    )
    unit = "Simulated less observed, in tolerances of each figure"
    return _columns(ROLES[role], calibration, unit, bars, lines, FARTHEST, 1, folder, f"calibration-{role}")


def _in_tolerances(figure: Figure, spread: Spread) -> Spread:
    low, middle, high = (figure.deviation(value) / (figure.tolerance or 1.0) for value in spread)
    return _cut((low, middle, high), FARTHEST)


def _cut(spread: Spread, reach: float) -> Spread:
    """What is left of a bar in a picture that goes no further."""
    low, middle, high = np.clip(spread, -reach, reach)
    return float(low), float(middle), float(high)


def _columns(
    title: str, calibration: Calibration, unit: str, bars: Sequence[Bars], lines: Sequence[str], reach: float, band: float, folder: Path,
    name: str,
) -> list[Path]:  # fmt: skip
    """A picture with a row a bar, in two columns; a grey band from -``band`` to ``band`` behind it."""
    half = -(-len(bars) // 2)
    height = HEAD + FOOT + ROW * half
    with picture(title, calibration.base.title, unit, size=(9.0, height)) as (figure, axes):
        _place_head(figure, height)
        axes.remove()
        for column, part in enumerate((bars[:half], bars[half:])):
            own = figure.add_axes((0.248 + 0.5 * column, FOOT / height, 0.24, ROW * half / height))
            _draw_bars(own, part, half, reach, band)
        _place_notes(figure, height, lines)
        return save(figure, folder, name)


def _draw_bars(axes: Any, bars: Sequence[Bars], rows: int, reach: float, band: float) -> None:
    if band:
        axes.axvspan(-band, band, color="#e8f1e8", linewidth=0)
    axes.axvline(0, color="#888888", linewidth=0.8)
    for row, bar in enumerate(bars):
        axes.plot([bar.before[0], bar.before[2]], [row, row], color="#c4c4c4", linewidth=6.0, solid_capstyle="butt")
        axes.plot([bar.after[0], bar.after[2]], [row, row], color=bar.colour, linewidth=2.4, solid_capstyle="butt")
        axes.plot(bar.after[1], row, "o", color=bar.colour, markersize=4)
    axes.set_yticks(range(len(bars)), [bar.name for bar in bars], fontsize=6.8)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.set_xlim(-reach * 1.04, reach * 1.04)
    axes.tick_params(axis="x", labelsize=8)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")


def _place_head(figure: Any, height: float) -> None:
    """The lines above a picture of any height, as far from its top as in one of the usual."""
    for text, inches in zip(figure.texts, (0.2, 0.5, 0.73), strict=True):
        text.set_y(1 - inches / height)


def _place_notes(figure: Any, height: float, lines: Sequence[str]) -> None:
    """The lines below, likewise."""
    before = len(figure.texts)
    notes(figure, *lines)
    for row, text in enumerate(figure.texts[before:]):
        text.set_y((0.12 + 0.16 * row) / height)


def _made(calibration: Calibration) -> str:
    origin = calibration.origin
    return (
        f"Model: ketensim {origin.version}, scenario {origin.scenario} ({origin.scenario_sha256[:8]}), {origin.members} members, "
        f"{origin.rounds} rounds, seed {origin.seed}, figures known on {origin.known_until}."
    )
