"""The charts of a comparison: two paths and their difference, and the causes of a difference as a waterfall."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketensim.calibration.figures import LAST_OBSERVED, Figure, observed
from ketensim.chain.series import SERIES
from ketensim.reporting.captions import Caption, Keep, noted
from ketensim.reporting.comparison_tables import (
    cause_cells,
    cause_columns,
    cause_name,
    cause_rows,
    causes_note,
    causes_title,
    caveats,
    cut_title,
    short_label,
    signed,
    title_of,
)
from ketensim.reporting.labels import label, number, pairs, sources
from ketensim.reporting.style import COLOURS, GREY, NOTE_LINE, cut, dates, mark_projection, picture, save, spread, thousands

if TYPE_CHECKING:
    import pandas as pd

    from ketensim.comparison.causes import Explanation
    from ketensim.comparison.comparison import Comparison

ORDER = ("black", "orange", "blue", "green", "purple", "sky", "yellow")  # of scenarios, the reference first
DASHES = ("-", (0, (6, 2)), (0, (2, 1.5)), (0, (6, 2, 1.5, 2)), (0, (1, 1)))
LEFT, WIDTH, TOP, GAP = 0.085, 0.70, 0.825, 0.065  # of the axes with paths, as parts of the picture
MORE, FEWER = COLOURS["orange"], COLOURS["blue"]
LONGEST, IN_TITLE = 18, 18  # characters of a scenario at the end of its line, and in a title
FOOT, WRAP = 0.36, 148  # of the lines at the foot: inches of room beside them, characters
ROW, HEAD = 0.235, 1.0  # inches of a cause, and of what stands above all


# -- paths --------------------------------------------------------------------------------------------------------------------
def draw_paths(comparison: Comparison, series: str, folder: Path, name: str, language: str = "en", keep: Keep | None = None) -> list[Path]:
    """A series in each scenario with its 80% band and what was published, and under it the paired differences."""
    levels, apart = comparison.levels(series), comparison.over_time(series)
    title, unit = _series_title(series, language), _unit(series, language)
    with picture(title, _who(comparison, language), unit, size=(9.0, 6.4)) as (figure, upper):
        lower = figure.add_axes((LEFT, 0, WIDTH, 0.1), sharex=upper)
        drawn = _draw_levels(upper, comparison, series, levels, language)
        _draw_differences(lower, comparison, apart, language)
        times = _days(levels["period"])
        for axes in (lower, upper):  # the axes share their dates; the words stand under the lower one
            dates(axes, min(times), max(times), language)
            thousands(axes, language)
        upper.tick_params(labelbottom=False)
        if min(times) < LAST_OBSERVED < max(times):
            low, high = upper.get_ylim()
            upper.set_ylim(low, high + 0.1 * (high - low))
            mark_projection(upper, LAST_OBSERVED, language)
            lower.axvline(LAST_OBSERVED, color="#888888", linewidth=1, linestyle=(0, (4, 3)))
        foot = _foot([_bands(comparison, language), *caveats(comparison, language)], sources(drawn, language), _model(comparison, language))
        bottom = _above(foot) / figure.get_figheight()
        height = TOP - bottom - GAP
        lower.set_position((LEFT, bottom, WIDTH, 0.44 * height))
        upper.set_position((LEFT, bottom + 0.44 * height + GAP, WIDTH, 0.56 * height))
        return _finish(figure, Caption(title, unit, foot), folder, name, keep)


def _draw_levels(axes: Any, comparison: Comparison, series: str, levels: pd.DataFrame, language: str) -> list[Figure]:
    """A line and band a scenario, and the published figures, which are returned."""
    ends = []
    for place, who in enumerate(comparison.labels):
        own = levels[levels["scenario"] == who]
        colour, days = COLOURS[ORDER[place % len(ORDER)]], _days(own["period"])
        axes.plot(days, own["median"], color=colour, linewidth=1.8, linestyle=DASHES[place % len(DASHES)])
        axes.fill_between(days, own["low80"], own["high80"], color=colour, alpha=0.16, linewidth=0)
        ends.append(float(own["median"].iloc[-1]))
    first, last = min(_days(levels["period"])), max(_days(levels["period"]))
    inside = _published(series, set(levels["period"]), first, last)
    axes.scatter(
        [day for day, _ in inside], [figure.value for _, figure in inside], marker="D", s=26, facecolor="white", edgecolor="black", zorder=5,
        clip_on=False, label=label("observed", language),
    )  # fmt: skip
    if SERIES[series].kind != "share":
        axes.set_ylim(min(0, axes.get_ylim()[0]), None)
    _name_ends(axes, comparison.labels, ends, language)
    _legend(axes, bool(inside), comparison.pairs > 1, language)
    return [figure for _, figure in inside]


def _draw_differences(axes: Any, comparison: Comparison, apart: pd.DataFrame, language: str) -> None:
    """Mean differences with their bands around nought: three for one scenario, one each for several."""
    shades = ((95, 0.13), (80, 0.2), (50, 0.3)) if len(comparison.others) == 1 else ((80, 0.16),)
    ends = []
    for place, who in enumerate(comparison.others, 1):
        own = apart[apart["scenario"] == who]
        colour, days = COLOURS[ORDER[place % len(ORDER)]], _days(own["period"])
        for level, alpha in shades:
            axes.fill_between(days, own[f"low{level}"], own[f"high{level}"], color=colour, alpha=alpha, linewidth=0)
        axes.plot(days, own["mean"], color=colour, linewidth=1.8, linestyle=DASHES[place % len(DASHES)])
        ends.append(float(own["mean"].iloc[-1]))
    axes.axhline(0, color="#222222", linewidth=1)
    axes.set_title(label("compare.difference", language), loc="left", fontsize=8.8, color=GREY)
    low, high = axes.get_ylim()
    heights = spread(ends, (high - low) * 0.11, low, high)
    for place, (end, height) in enumerate(zip(ends, heights, strict=True), 1):
        _at_end(axes, height, signed(end, language), COLOURS[ORDER[place % len(ORDER)]])


def _name_ends(axes: Any, names: Sequence[str], ends: Sequence[float], language: str) -> None:
    """Each scenario's name and last value at the end of its line."""
    low, high = axes.get_ylim()
    for place, (name, end, height) in enumerate(zip(names, ends, spread(ends, (high - low) * 0.09, low, high), strict=True)):
        value = number(round(end, -2) if abs(end) >= 1000 else round(end, 2), language)
        _at_end(axes, height, f"{short_label(name, LONGEST)} {value}", COLOURS[ORDER[place % len(ORDER)]])


def _at_end(axes: Any, height: float, text: str, colour: str) -> None:
    axes.annotate(
        text,
        (1.0, height),
        xycoords=("axes fraction", "data"),
        xytext=(6, 0),
        textcoords="offset points",
        color=colour,
        va="center",
        fontsize=8.8,
    )


def _legend(axes: Any, points: bool, band: bool, language: str) -> None:
    """What diamonds and bands are."""
    from matplotlib.patches import Patch

    handles, words = axes.get_legend_handles_labels() if points else ([], [])
    if band:
        handles, words = [*handles, Patch(facecolor="#888888", alpha=0.35, linewidth=0)], [*words, label("band", language)]
    if handles:
        axes.legend(
            handles, words, loc="lower right", bbox_to_anchor=(1.0, 1.01), ncols=2, frameon=False, fontsize=8.8, borderpad=0,
            borderaxespad=0, handlelength=1.4,
        )  # fmt: skip


def _published(series: str, times: set[str], first: date, last: date) -> list[tuple[date, Figure]]:
    """What was published of a series at the times that are drawn."""
    known = [(figure.period, figure) for (name, period), figure in observed().items() if name == series]
    days = [(_day(period), figure) for period, figure in known if period in times or len(period) == 10 == len(next(iter(times)))]
    return [(max(first, day), figure) for day, figure in days if (first - day).days <= 1 and day <= last]


def _days(periods: Sequence[str]) -> list[date]:
    return [_day(period) for period in periods]


def _day(period: str) -> date:
    """Where a day, month or quarter stands on the date axis: a month and a quarter at their middle."""
    if len(period) == 10:
        return date.fromisoformat(period)
    year = int(period[:4])
    return date(year, int(period[5:]), 15) if "-" in period else date(year, int(period[5:]) * 3 - 1, 15)


def _series_title(series: str, language: str) -> str:
    own = SERIES[series]
    text = own.nl if language == "nl" else own.en
    return cut(text[:1].upper() + text[1:], 80)


def _unit(series: str, language: str) -> str:
    own = SERIES[series]
    unit = UNITS.get(own.unit, (own.unit, own.unit))[language == "nl"]
    text = label(f"compare.unit.{own.kind}", language).format(unit=unit)
    return text[:1].upper() + text[1:]


UNITS = {  # of series, in both languages
    "persons": ("persons", "personen"), "decisions": ("decisions", "beslissingen"), "files": ("files", "dossiers"), "cases": ("cases", "zaken"),
    "permits": ("permits", "vergunningen"), "weeks": ("weeks", "weken"), "months": ("months", "maanden"),
}  # fmt: skip


# -- causes -------------------------------------------------------------------------------------------------------------------
def draw_causes(
    comparison: Comparison, explanation: Explanation, folder: Path, name: str, language: str = "en", keep: Keep | None = None
) -> list[Path]:
    """The causes of a difference in occupancy as a waterfall, from the top down to the difference itself, with the numbers beside."""
    rows = cause_rows(explanation)
    title, unit = causes_title(explanation, language, IN_TITLE), label("compare.causes.unit", language)
    title_of_one = cut_title if explanation.reference else title_of
    who = title_of_one(comparison, explanation.scenario, language)
    heads = len({row["group"] for row in rows}) - 1
    bars = label("compare.bars", language) if comparison.pairs > 1 else ""
    foot = _foot([causes_note(explanation, language), bars, *caveats(comparison, language)], _model(comparison, language))
    inches = ROW * (len(rows) + heads)
    height = inches + HEAD + _above(foot)
    with picture(title, who, unit, size=(10.0, height)) as (figure, axes):
        _place_heading(figure, height)
        axes.set_position((0.25, _above(foot) / height, 0.36, inches / height))
        _draw_waterfall(axes, rows, language)
        _head_columns(axes, cause_columns(explanation), language)
        return _finish(figure, Caption(title, unit, foot), folder, name, keep)


def _place_heading(figure: Any, height: float) -> None:
    """The lines at the top stand as far from the edge in a tall picture as in a low one."""
    for text, inches in zip(figure.texts, (0.15, 0.43, 0.66), strict=False):
        text.set_y(1 - inches / height)


def _draw_waterfall(axes: Any, rows: Sequence[dict[str, Any]], language: str) -> None:
    """A bar a cause, each from where the one above ended; totals of groups are written, that of all is a bar from nought."""
    level, place, above = 0.0, 0.0, 0.0
    names: list[tuple[float, str, bool]] = []
    group = ""
    for row in rows:
        whole = row["group"] == "all"
        if row["group"] != group and not whole:
            names.append((place, label(f"compare.group.{row['group']}", language), True))
            place += 1
        group = row["group"]
        if row["cause"] == "total" and not whole:
            _write_numbers(axes, names[_head(names)][0], row, language, strong=True)
            continue
        start = 0.0 if whole else level
        if names[1:]:
            axes.plot([level, level], [above, place], color="#aaaaaa", linewidth=0.7, zorder=1)
        level, above = start + row["mean"], place
        _draw_bar(axes, place, start, row, "#444444" if whole else MORE if row["mean"] > 0 else FEWER)
        names.append((place, label("compare.group.all", language) if whole else f"   {cause_name(row['cause'], language)}", whole))
        _write_numbers(axes, place, row, language, strong=whole)
        place += 1
    _finish_waterfall(axes, names, place, language)


def _head(names: Sequence[tuple[float, str, bool]]) -> int:
    """Which of the names is the last heading."""
    return max(n for n, (_, _, strong) in enumerate(names) if strong)


def _draw_bar(axes: Any, place: float, start: float, row: dict[str, Any], colour: str) -> None:
    axes.barh(place, row["mean"], 0.68, left=start, color=colour, zorder=2)
    if row["low80"] < row["high80"]:
        axes.plot([start + row["low80"], start + row["high80"]], [place, place], color="#222222", linewidth=1, zorder=3)
        for end in ("low80", "high80"):
            axes.plot([start + row[end]] * 2, [place - 0.16, place + 0.16], color="#222222", linewidth=1, zorder=3)


COLUMNS = (1.17, 1.58, 1.83, 2.03)  # right ends of the columns of numbers, in widths of the axes


def _write_numbers(axes: Any, place: float, row: dict[str, Any], language: str, strong: bool) -> None:
    """The numbers of a cause in columns on the right."""
    for right, cell in zip(COLUMNS, cause_cells(row, language), strict=True):
        _write(axes, right, place, cell, "right", 8.4, strong)


def _head_columns(axes: Any, keys: Sequence[str], language: str) -> None:
    for key, right in zip(keys, COLUMNS, strict=False):
        where = axes.get_yaxis_transform()
        axes.text(right, -0.75, label(key, language), transform=where, ha="right", va="bottom", fontsize=8.2, color=GREY)


def _write(axes: Any, across: float, place: float, text: str, side: str, size: float, strong: bool) -> None:
    """A text beside the axes, ``across`` in their widths, in line with a bar."""
    weight = "bold" if strong else "normal"
    axes.text(across, place, text, transform=axes.get_yaxis_transform(), ha=side, va="center", fontsize=size, fontweight=weight)


def _finish_waterfall(axes: Any, names: Sequence[tuple[float, str, bool]], end: float, language: str) -> None:
    """Names on the left, and nought."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.axvline(0, color="#222222", linewidth=1, zorder=4)
    axes.set_ylim(end - 0.4, -0.6)
    axes.set_yticks([])
    for place, text, strong in names:
        _write(axes, -0.639, place, text, "left", 8.8, strong)
    axes.grid(False, axis="y")
    axes.grid(True, axis="x")
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: signed(value, language)))
    axes.tick_params(axis="x", labelsize=8.4)


# -- what stands around them ----------------------------------------------------------------------------------------------------
def _who(comparison: Comparison, language: str) -> str:
    """The title of the scenario beside the reference; of several their names, as titles would not fit."""
    if len(comparison.others) == 1:
        return cut_title(comparison, comparison.others[0], language)
    return ", ".join(comparison.labels)


def _bands(comparison: Comparison, language: str) -> str:
    """What lines and bands are."""
    if comparison.pairs == 1:
        return ""
    return label("compare.bands" if len(comparison.others) == 1 else "compare.bands.80", language).format(
        pairs=pairs(comparison.pairs, language)
    )


def _model(comparison: Comparison, language: str) -> str:
    """What made the numbers."""
    sides = [comparison.side(name) for name in comparison.labels]
    versions = dict.fromkeys(side.manifest["versions"].get("ketensim", "?") for side in sides)
    told = ", ".join(f"{short_label(side.label, 32)} ({str(side.scenario.get('hash', ''))[:8]})" for side in sides)
    words = {"version": " / ".join(versions), "scenarios": told, "seed": sides[0].made.seed}
    return label("compare.model", language).format(**words)


def _foot(about: Sequence[str], *others: str) -> tuple[str, ...]:
    """The lines at the foot: what is to know, run on, and the others; labels and hashes of many scenarios are wide, and wrap sooner."""
    told = [part for line in others for part in (textwrap.wrap(line, WRAP - 25) if len(line) > WRAP else [line])]
    return tuple(filter(None, (" ".join(filter(None, about)), *told)))


def _above(foot: Sequence[str]) -> float:
    """How many inches from the bottom the axes may begin: above the foot and the words of the axis."""
    return FOOT + NOTE_LINE * sum(len(textwrap.wrap(line, WRAP)) for line in foot)


def _finish(figure: Any, caption: Caption, folder: Path, name: str, keep: Keep | None) -> list[Path]:
    return keep(figure, caption) if keep else save(noted(figure, caption), folder, name)
