"""The chart of the split: taakstelling and arrears of each province in a half year, with the interval and where they come from."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ketensim.municipalities.national import ARREARS, TAAKSTELLING
from ketensim.municipalities.split import ENDS, Split
from ketensim.reporting.captions import Caption, noted
from ketensim.reporting.charts import Run
from ketensim.reporting.labels import number
from ketensim.reporting.labels import runs as runs_in_words
from ketensim.reporting.municipality_words import half_in_words, notes, word
from ketensim.reporting.style import COLOURS, cut, picture, save

if TYPE_CHECKING:
    import pandas as pd

MOST_PROVINCES = 14  # the Netherlands has 12; of more, the smallest are one bar
FOOT_LINE, BAR, HEAD = 0.157, 0.42, 1.12  # inches
BARS = ((TAAKSTELLING, -0.2, "#c9c9c9"), (ARREARS, 0.2, COLOURS["orange"]))


def draw_provinces(split: Split, manifest: dict[str, Any], half_year: str, folder: Path, language: str = "en") -> list[Path]:
    """Draw a half year, of each scenario, as PNG and SVG; returns the files."""
    files = []
    for name in split.scenarios:
        scenario = next(one for one in manifest["scenarios"] if one["name"] == name)
        table = split.table("province", [half_year])
        own = table[table["scenario"] == name]
        prefix = f"{name}-" if len(split.scenarios) > 1 else ""
        files += _draw(split, Run(own, own, manifest, scenario, language), half_year, folder, f"{prefix}provinces-{half_year}")
    return files


def _draw(split: Split, run: Run, half_year: str, folder: Path, name: str) -> list[Path]:
    language = run.language
    values = _by_size(run.periods, language)
    made = notes(split, run.scenario["name"], language)
    foot = tuple(part for line in (_whiskers(run), *made[:1], *made[2:4], run.model()) for part in textwrap.wrap(line, 148))
    below, height = 0.48 + FOOT_LINE * len(foot), 0.48 + FOOT_LINE * len(foot) + HEAD + BAR * max(len(values), 4)
    caption = Caption(word("chart.title", language, half=half_in_words(half_year, language)), word("chart.unit", language), foot)
    with picture(caption.title, run.title, caption.unit, (9.0, height)) as (figure, axes):
        axes.set_position((0.24, below / height, 0.72, 1 - (below + HEAD) / height))
        for text, inches in zip(figure.texts, (0.2, 0.5, 0.73), strict=True):
            text.set_y(1 - inches / height)
        drawn = [_bars(axes, values[series].to_numpy(), place, colour, run) for series, place, colour in BARS]
        _axes(axes, list(values.index), language)
        axes.legend(
            drawn, [word(TAAKSTELLING, language), word("chart.arrears", language)], loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2,
            frameon=False, fontsize=8.8, borderpad=0.2,
        )  # fmt: skip
        return save(noted(figure, caption), folder, name)


def _by_size(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Median and ends of both series by province, the largest taakstelling first; the smallest together where there are many."""
    wide = table[table["series"].isin([TAAKSTELLING, ARREARS])].pivot(index="province", columns="series", values=list(ENDS))
    wide = wide.swaplevel(axis=1)[[(series, end) for series in (TAAKSTELLING, ARREARS) for end in ENDS]]
    wide = wide.sort_index().sort_values((TAAKSTELLING, "median"), ascending=False, kind="stable")
    if len(wide) > MOST_PROVINCES:
        rest = wide.iloc[MOST_PROVINCES - 1 :]
        wide = wide.iloc[: MOST_PROVINCES - 1].copy()
        wide.loc[word("chart.others", language, n=len(rest))] = rest.sum()
    return wide


def _bars(axes: Any, values: Any, place: float, colour: str, run: Run) -> Any:
    """Bars from nought with whiskers, and each median in numbers beyond them; returns one of the bars."""
    middle, low, high = values.T
    places = np.arange(len(middle)) + place
    whiskers = [middle - low, high - middle] if run.has_band else None
    bars = axes.barh(
        places, middle, 0.38, color=colour, edgecolor="#777777", linewidth=0.6, xerr=whiskers, ecolor="#333333",
        error_kw={"linewidth": 1.0, "capsize": 2, "capthick": 1.0}, zorder=2,
    )  # fmt: skip
    for at, value, least, most in zip(places, middle, low, high, strict=True):
        ahead = value < 0
        axes.annotate(
            number(int(value), run.language), (min(least, 0) if ahead else max(most, 0), at), xytext=(-4 if ahead else 4, 0),
            textcoords="offset points", va="center", ha="right" if ahead else "left", fontsize=7.6, color="#222222",
        )  # fmt: skip
    return bars[0]


def _axes(axes: Any, names: list[str], language: str) -> None:
    """Provinces from top to bottom, persons from left to right, with room for the numbers."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), [cut(name, 28) for name in names], fontsize=8.8)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.axvline(0, color="#333333", linewidth=1, zorder=3)
    low, high = axes.get_xlim()
    axes.set_xlim(low - 0.08 * (high - low) if low < 0 else 0, high + 0.06 * (high - low))
    axes.xaxis.set_major_locator(MaxNLocator(7, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value, language)))


def _whiskers(run: Run) -> str:
    """What bars and whiskers are."""
    m, n = run.manifest["members"], run.manifest["replications"]
    if not run.has_band:
        return word("chart.one", run.language)
    if m:
        return word("chart.bars", run.language, runs=runs_in_words(m, n, run.language))
    return word("chart.chance", run.language, n=n)
