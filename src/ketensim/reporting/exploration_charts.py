"""The charts of explorations: a series against a lever with the goal in it, and what moves a series most."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import ketensim
from ketensim.reporting.exploration_tables import (
    MOST_UNKNOWNS,
    base_in_words,
    lever_label,
    lever_notes,
    levers_title,
    now,
    signed,
    unknown_label,
    unknown_notes,
    unknowns_title,
)  # fmt: skip
from ketensim.reporting.exploration_words import (
    day_in_words,
    goal_in_words,
    in_steps,
    level,
    lever_in_short,
    moment_in_words,
    percent,
    position,
    series_in_words,
    unit_in_words,
    word,
)  # fmt: skip
from ketensim.reporting.labels import number
from ketensim.reporting.style import COLOURS, GREY, cut, dates, notes, picture, save, thousands

if TYPE_CHECKING:
    from ketensim.explore.measure import Sampling
    from ketensim.explore.sensitivity import Sensitivity
    from ketensim.explore.solve import Solution
    from ketensim.scenario import Scenario

MOST_LEVERS = 15
FOOT_LINE = 0.157  # inches
MOST_CURVES = 60  # of single worlds: more is a grey cloud


# -- solve ------------------------------------------------------------------------------------------------------------------
def draw_solution(solution: Solution, folder: Path, language: str = "en") -> list[Path]:
    """The series over the range of the lever: each world, median and band, the goal, and where it is reached. PNG and SVG."""
    moment, change = solution.question.goal.moment, solution.question.change
    key = "start.title" if change.kind == "start" else "solve.title"
    title = word(key, language, lever=lever_in_short(solution, language))
    unit = f"{unit_in_words(moment.about.unit, language)}: {series_in_words(moment, language)} {moment_in_words(moment, language)}"
    with picture(cut(title, 76), _title(change.scenario, language), unit[:1].upper() + unit[1:]) as (figure, axes):
        axes.set_position((0.085, 0.23, 0.665, 0.59))
        handles = _draw_curves(axes, solution, language)
        handles += _draw_goal(axes, solution, language)
        _lever_axis(axes, solution, language)
        thousands(axes, language)
        axes.legend(
            handles, [handle.get_label() for handle in handles], loc="upper left", bbox_to_anchor=(1.01, 1.0), frameon=False, fontsize=8.6,
            labelspacing=1.0,
        )  # fmt: skip
        sampling = solution.question.sampling
        key = "chart.worlds" if sampling.members else "chart.chance"
        worlds = word(key, language, m=sampling.members, n=sampling.replications, points=len(change.span.grid(solution.question.points)))
        notes(
            figure, f"{word('goal', language)}: {goal_in_words(solution, language)}.", worlds, _model(change.scenario, sampling, language)
        )
        return save(figure, folder, "solve")


def _draw_curves(axes: Any, solution: Solution, language: str) -> list[Any]:
    """Every world in grey, their median and band; returns what stands for them in the legend."""
    from matplotlib.patches import Patch

    span = solution.question.change.span
    places = np.linspace(span.low, span.high, 101)
    rows = np.array(solution.curve_at(places.tolist()))
    x = _places(solution, places)
    worlds = [axes.plot(x, curve.at(places), color="#9a9a9a", linewidth=0.6, alpha=0.5, label=word("chart.world", language))[0]
              for curve in solution.found.curves[:MOST_CURVES] if curve.points]  # fmt: skip
    axes.fill_between(x, rows[:, 1], rows[:, 3], color=COLOURS["blue"], alpha=0.2, linewidth=0)
    (median,) = axes.plot(x, rows[:, 2], color=COLOURS["blue"], linewidth=2.2, label=word("chart.curve", language, m=len(solution.worlds)))
    band = Patch(facecolor=COLOURS["blue"], alpha=0.25, linewidth=0, label=word("chart.band", language))
    return [median, band, worlds[0]] if len(worlds) > 1 else [median]


def _draw_goal(axes: Any, solution: Solution, language: str) -> list[Any]:
    """The goal, where worlds begin to meet it, what is now, and the answers."""
    goal, change = solution.question.goal, solution.question.change
    said = word("chart.goal", language, sense={"<=": "\N{LESS-THAN OR EQUAL TO}", ">=": "\N{GREATER-THAN OR EQUAL TO}"}[goal.sense],
                value=level(goal.value, language))  # fmt: skip
    handles = [axes.axhline(goal.value, color=COLOURS["orange"], linewidth=1.6, linestyle=(0, (6, 2)), label=said)]
    if solution.counts["met"]:
        low, _, high = solution.found.interval()
        ends = [min(max(end, change.span.low), change.span.high) for end in (low, high)]
        handles.append(
            axes.axvspan(*_places(solution, ends), color=COLOURS["orange"], alpha=0.13, linewidth=0, label=word("chart.solution", language))
        )
    base = {"factor": 1.0, "plus": 0.0, "value": change.base}.get(change.kind)
    if base is not None and change.span.low <= base <= change.span.high:
        said = f"{word('chart.now', language)} ({now(solution, language)})"
        handles.append(axes.axvline(base, color=GREY, linewidth=1.1, linestyle=(0, (1, 1.5)), label="\n".join(textwrap.wrap(said, 24))))
    reached = [answer for answer in solution.answers if answer.position is not None and not answer.needless]
    for row, answer in enumerate(reached):
        assert answer.position is not None
        (x,) = _places(solution, [answer.position])
        is_right = answer.position > change.span.low + 0.6 * (change.span.high - change.span.low)
        text = f"{percent(answer.probability, language)}: {position(solution, answer.position, language, unit=False)}"
        axes.annotate(
            text, (x, goal.value), xytext=(-7 if is_right else 7, 9 + 13 * (len(reached) - 1 - row)), textcoords="offset points",
            ha="right" if is_right else "left", fontsize=8.8, fontweight="bold",
            bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}, zorder=7,
        )  # fmt: skip
    if reached:
        x = _places(solution, [answer.position for answer in reached if answer.position is not None])
        y = [goal.value] * len(reached)
        handles.append(axes.scatter(x, y, marker="D", s=34, color="black", zorder=6, label=word("chart.answer", language)))
    return handles


def _lever_axis(axes: Any, solution: Solution, language: str) -> None:
    """The axis of the lever: its unit, or dates."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    change = solution.question.change
    if change.kind == "start":
        first, last = (date.fromordinal(int(end)) for end in (change.span.low, change.span.high))
        dates(axes, first, last, language)
        assert change.given is not None
        axes.set_xlabel(word("start", language, change=f"{change.key} {change.given[0]} {change.given[1]:g}"), fontsize=9)
        return
    axes.set_xlim(change.span.low, change.span.high)
    axes.xaxis.set_major_locator(MaxNLocator(7))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: in_steps(value, max(change.span.step * 10, 10.0**-3), language)))
    begin = word("from", language, day_in_words(change.from_, language)) if change.from_ else word("whole", language)
    unit = word("factor", language) if change.kind == "factor" else change.unit
    axes.set_xlabel(f"{change.key}, {begin} ({unit})", fontsize=9)


def _places(solution: Solution, positions: Sequence[float] | np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[Any]:
    """Positions as the axis has them."""
    if solution.question.change.kind != "start":
        return [float(at) for at in positions]
    return [np.datetime64("1970-01-01") + np.timedelta64(round((at - date(1970, 1, 1).toordinal()) * 86400), "s") for at in positions]


# -- sensitivity ------------------------------------------------------------------------------------------------------------
def draw_sensitivity(found: Sensitivity, folder: Path, language: str = "en") -> list[Path]:
    """The tornado of levers, and the unknowns; each as PNG and SVG."""
    files = _draw_levers(found, folder, language) if found.levers else []
    return files + (_draw_unknowns(found, folder, language) if found.unknowns is not None else [])


def _draw_levers(found: Sensitivity, folder: Path, language: str) -> list[Path]:
    """Levers made smaller and larger, the strongest on top."""
    shown = min(MOST_LEVERS, len(found.levers))
    unit = word("levers.unit", language, unit=_unit(found, language), base=base_in_words(found, language))
    model = _model(found.study.scenario, found.study.lever_sampling, language)
    lines = [levers_title(found, language) + ".", *lever_notes(found, shown, language), model]
    with _bars("levers.title", found, unit, shown, lines, language) as (figure, axes):
        for side, name, colour in ((-1, "down", "sky"), (1, "up", "orange")):
            effects = [(n, getattr(found.levers[n], name)) for n in range(shown)]
            there = [(n, effect) for n, effect in effects if effect is not None]
            places = [n + 0.19 * side for n, _ in there]
            _whiskered(axes, places, [(e.median, e.low80, e.high80) for _, e in there], 0.36, COLOURS[colour])
        axes.set_yticks(range(shown), ["\n".join(textwrap.wrap(lever_label(found, n, language), 38)) for n in range(shown)], fontsize=8.6)
        size = percent(found.study.size, language)
        words = [f"{size} {word(key, language)}" for key in ("smaller", "larger")]
        _bar_legend(axes, [COLOURS["sky"], COLOURS["orange"]], words)
        return save(figure, folder, "levers")


def _draw_unknowns(found: Sensitivity, folder: Path, language: str) -> list[Path]:
    """Unknowns with the strongest rank correlation; those that are not told from noise are hollow."""
    assert found.unknowns is not None
    rows = found.unknowns.rows[:MOST_UNKNOWNS]
    unit = word("unknowns.unit", language, unit=_unit(found, language), m=found.unknowns.members)
    model = _model(found.study.scenario, found.study.sampling, language)
    lines = [unknowns_title(found, language) + ".", *unknown_notes(found.unknowns, len(rows), language), model]
    with _bars("unknowns.title", found, unit, len(rows), lines, language) as (figure, axes):
        for told, colour in ((True, COLOURS["blue"]), (False, "#d5d5d5")):
            there = [(n, row) for n, row in enumerate(rows) if row.is_told == told]
            _whiskered(axes, [n for n, _ in there], [(r.effect, r.effect_low80, r.effect_high80) for _, r in there], 0.55, colour)
        labels = ["\n".join((cut(name, 44), cut(text, 46))) for name, text in (unknown_label(row, language) for row in rows)]
        axes.set_yticks(range(len(rows)), labels, fontsize=7.5)
        _bar_legend(axes, [COLOURS["blue"], "#d5d5d5"], [word("told", language), word("not_told", language)])
        return save(figure, folder, "unknowns")


@contextmanager
def _bars(title: str, found: Sensitivity, unit: str, bars: int, lines: Sequence[str], language: str) -> Iterator[tuple[Any, Any]]:
    """A picture for bars with long names; its height follows their number, and that of the lines at its foot."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    wrapped = [part for line in lines for part in textwrap.wrap(line, 148)]
    foot, head = 0.65 + FOOT_LINE * len(wrapped), 1.12  # inches
    height = foot + head + 0.36 * max(bars, 4)
    moment = found.study.moment
    said = word(title, language, series=series_in_words(moment, language), moment=moment_in_words(moment, language))
    with picture(cut(said, 76), _title(found.study.scenario, language), unit[:1].upper() + unit[1:], (9.0, height)) as (figure, axes):
        axes.set_position((0.34, foot / height, 0.62, 1 - (foot + head) / height))
        for text, inches in zip(figure.texts, (0.2, 0.5, 0.73), strict=True):
            text.set_y(1 - inches / height)
        for row, line in enumerate(reversed(wrapped)):
            figure.text(0.02, (0.12 + FOOT_LINE * row) / height, line, fontsize=7.6, color=GREY)
        axes.set_ylim(bars - 0.5, -0.5)
        axes.grid(visible=True, axis="x")
        axes.grid(visible=False, axis="y")
        axes.axvline(0, color="#333333", linewidth=1, zorder=3)
        axes.tick_params(axis="y", length=0)
        axes.xaxis.set_major_locator(MaxNLocator(7))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: signed(value, language)))
        yield figure, axes


def _bar_legend(axes: Any, colours: Sequence[str], words: Sequence[str]) -> None:
    from matplotlib.patches import Patch

    handles = [Patch(facecolor=colour, linewidth=0) for colour in colours]
    axes.legend(handles, words, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2, frameon=False, fontsize=8.8, borderpad=0.2)


def _whiskered(axes: Any, places: Sequence[float], values: Sequence[tuple[float, float, float]], thickness: float, colour: str) -> None:
    """Bars from nought with whiskers; nothing without values."""
    if not values:
        return
    middle, low, high = np.array(values).T
    whiskers = np.maximum([middle - low, high - middle], 0)
    style = {"linewidth": 1.0, "capsize": 2, "capthick": 1.0}
    axes.barh(places, middle, thickness, color=colour, xerr=whiskers, ecolor="#333333", error_kw=style, zorder=2)


def _unit(found: Sensitivity, language: str) -> str:
    return unit_in_words(found.study.moment.about.unit, language)


def _title(scenario: Scenario, language: str) -> str:
    return scenario.title_nl if language == "nl" and scenario.title_nl else scenario.title


def _model(scenario: Scenario, sampling: Sampling | None, language: str) -> str:
    """What made the numbers."""
    seed = sampling.seed if sampling is not None else "-"
    made = word("model", language, version=ketensim.__version__, name=scenario.name, hash=scenario.hash[:8], seed=seed)
    if sampling is None or sampling.scale == 1:
        return made
    return f"{made} {word('scaled', language, number(sampling.scale, language))}"
