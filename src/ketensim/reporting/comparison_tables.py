"""A comparison in the terminal: what differs, by how much, since when, and why. Text from files is printed as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ketensim.chain.series import SERIES
from ketensim.comparison.scenario_differences import ScenarioDifference, steps_in_words
from ketensim.reporting.labels import LABELS, MILLION, SHORT, amount, label, number, pairs, points, short, unit
from ketensim.results.summary import FLOWS, STOCKS

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from ketensim.comparison.causes import Explanation
    from ketensim.comparison.comparison import Comparison

BLOCKS = (("at.end", STOCKS), ("over.year", FLOWS))
MOST_YEARS = 3  # beside each other in 80 columns
NAME, LONGEST = 30, 44  # characters of a series, and of a scenario


# -- words ------------------------------------------------------------------------------------------------------------------
def title_of(comparison: Comparison, name: str, language: str) -> str:
    """The title of a scenario, with its label."""
    scenario = comparison.side(name).scenario
    return f"{(language == 'nl' and scenario.get('title_nl')) or scenario.get('title', '')} ({name})"


def caveats(comparison: Comparison, language: str) -> list[str]:
    """What to know of the numbers, a sentence each."""
    told = []
    for key, facts in comparison.caveats():
        words = {name: number(fact, language) if isinstance(fact, float) else fact for name, fact in facts.items()}
        told.append(label(f"compare.caveat.{key}", language).format(**words))
    return told


def short_label(name: str, most: int) -> str:
    """The label of a scenario in so many characters: its beginning and end, since the end may be what tells it apart."""
    if len(name) <= most:
        return name
    end = (most - 1) // 2
    return f"{name[: most - 1 - end]}\N{HORIZONTAL ELLIPSIS}{name[-end:]}"


def series_name(series: str, language: str) -> str:
    """A series in a few words."""
    own = SERIES[series]
    return short(series, language) if series in SHORT else (own.nl if language == "nl" else own.en)


def cause_name(cause: str, language: str) -> str:
    """A cause of a difference in occupancy."""
    return label(f"coa.{cause}" if f"coa.{cause}" in LABELS else f"compare.cause.{cause}", language)


def signed(value: float, language: str, unit: str = "") -> str:
    """A difference with its sign, in whole numbers from ten on; of a ``unit`` of shares or EUR as in tables; nothing for nan."""
    if np.isnan(value):
        return ""
    if unit == "share":
        return points(value, language)
    value = value / MILLION if unit == "EUR" else value
    text = number(round(value) if abs(value) >= 10 else round(value, 2), language)
    return text if text.startswith("-") or text == "0" else f"+{text}"


def between(low: float, high: float, language: str, unit: str = "") -> str:
    """An interval of a difference."""
    ends = [signed(end, language, unit) for end in (low, high)]
    return "" if np.isnan(low) else " .. ".join([ends[0].removesuffix(" pp"), ends[1]])


def level(value: float, unit: str, language: str) -> str:
    """A value of a series in whole numbers from ten on."""
    return amount(value if np.isnan(value) else round(value, 0 if abs(value) >= 10 else 2), unit, language)


def probability(row: Any) -> str:
    """The part of the pairs with more; a dash where no pair differs."""
    return percentage(row.probability_above) if row.mean != 0 or row.low95 < row.high95 else "\N{EN DASH}"


def percentage(part: float) -> str:
    """A share, never rounded to a certainty it is not."""
    return ">99%" if 0.995 <= part < 1 else "<1%" if 0 < part < 0.005 else f"{part:.0%}"


# -- the whole --------------------------------------------------------------------------------------------------------------
def comparison_tables(
    comparison: Comparison, table: pd.DataFrame, language: str, *, dated: bool, series: Sequence[str] = ("coa.occupancy",)
) -> None:
    """Each scenario beside the reference, and ``series`` through time; ``dated`` tells each row of the table, not years beside each other."""
    for name in comparison.others:
        _say(cut_title(comparison, name, language), "bold")
        scenario_differences_table(comparison.differences_of(name), language)
        own = table[table["scenario"] == name]
        if not _differs(own).any():
            _say(label("compare.nothing", language) + "\n")
        else:
            (_dated_table if dated else _years_table)(own, comparison.pairs, language)
    _first_table(comparison.first_difference(series), comparison.pairs, language)
    _peak_table(comparison.peak(series), language)


def notes_lines(comparison: Comparison, explained: Sequence[Explanation], language: str) -> None:
    """What to know of the numbers, and what the parts of causes mean, each once."""
    for text in dict.fromkeys(causes_note(each, language) for each in explained):
        _say(text, "dim")
    if told := caveats(comparison, language):
        _say(" ".join(told), "dim")


def say_where(comparison: Comparison, folder: Path, files: Sequence[Path], language: str) -> None:
    """Where tables and charts are, and the run folders they are of."""
    names = [file.name for file in files if file.suffix == ".csv"]
    runs = dict.fromkeys(str(comparison.side(name).folder) for name in comparison.labels)
    words = {"folder": folder, "tables": ", ".join(names), "charts": len(files) - len(names), "runs": ", ".join(runs)}
    print(label("compare.where", language).format(**words))


def cut_title(comparison: Comparison, name: str, language: str) -> str:
    """'This scenario, compared with that one'."""
    titles = {key: title_of(comparison, each, language) for key, each in (("scenario", name), ("reference", comparison.reference))}
    return label("compare.title", language).format(**titles)


def scenario_differences_table(found: Sequence[ScenarioDifference], language: str) -> None:
    """What a scenario says otherwise, key by key."""
    if not found:
        _say(label("compare.same", language) + "\n")
        return
    _say(label("compare.differs", language), "italic")
    for each in found:
        _say(f"  {each.key}: {_value_words(each, language)}")
        for key, steps in (("reference_says", each.reference_steps), ("scenario_says", each.scenario_steps)):
            _say(f"    {label(f'compare.{key}', language)}: {steps_in_words(steps, language) or label('compare.inherited', language)}")
    _say("")


def _value_words(each: ScenarioDifference, language: str) -> str:
    if each.day is None:
        return label("compare.no_day", language)
    words = {"before": number(each.reference_value, language), "after": number(each.scenario_value, language)}
    return label("compare.first_day", language).format(unit=unit(each.unit, language), day=each.day, **words)


def _years_table(own: pd.DataFrame, n: int, language: str) -> None:
    """Years beside each other, from the first in which anything differs; the interval of the last of them."""
    apart = own[_differs(own)]
    years = sorted({int(period[:4]) for period in own["period"]} - set(range(int(apart["period"].str[:4].astype(int).min()))))
    if len(years) > MOST_YEARS:  # the first and the last, evenly
        years = [years[round(place * (len(years) - 1) / (MOST_YEARS - 1))] for place in range(MOST_YEARS)]
    cells = {(row.series, int(row.period[:4])): row for row in own.itertuples()}
    rows: list[list[str]] = []
    headings: list[int] = []
    for block, names in (*BLOCKS, ("", [name for name in own["series"].unique() if name not in STOCKS + FLOWS])):
        found = [name for name in names if (name, years[-1]) in cells]
        if found and block:
            headings.append(len(rows))
            rows.append([label(block, language)])
        for name in found:
            last = cells[name, years[-1]]
            own_unit = SERIES[name].unit
            means = [signed(cells[name, year].mean, language, own_unit) if (name, year) in cells else "" for year in years]
            rows.append([series_name(name, language), *means, between(last.low80, last.high80, language, own_unit), probability(last)])
    _say(label("compare.years", language).format(pairs=pairs(n, language), year=years[-1]), "italic")
    _print(["", *map(str, years), label("band", language), label("compare.above", language)], rows, headings)


def _differs(own: pd.DataFrame) -> pd.Series:
    """The rows in which any pair may differ."""
    return (own["mean"] != 0) | (own["low95"] < own["high95"])


def _dated_table(own: pd.DataFrame, n: int, language: str) -> None:
    """Each series on a line of its own, under each date."""
    rows: list[list[str]] = []
    headings: list[int] = []
    for period, some in own.groupby("period", sort=False):
        headings.append(len(rows))
        rows.append([str(period)])
        for row in some.itertuples():
            own_unit = SERIES[row.series].unit
            medians = [level(value, own_unit, language) for value in (row.reference_median, row.scenario_median)]
            difference = [signed(row.mean, language, own_unit), between(row.low80, row.high80, language, own_unit), probability(row)]
            rows.append([series_name(row.series, language), *medians, *difference])
    keys = ("compare.reference_says", "compare.scenario_says", "compare.difference", "band", "compare.above")
    _say(label("compare.dates", language).format(pairs=pairs(n, language)), "italic")
    _print(["", *(label(key, language) for key in keys)], rows, headings)


def _first_table(table: pd.DataFrame, n: int, language: str) -> None:
    """When scenarios part; one pair has no interval, so nothing is said of it."""
    never, not_at_end = (label(f"compare.{key}", language) for key in ("never", "not_at_end"))
    rows = []
    for row in table.itertuples():
        clear = [row.clear or (not_at_end if row.first else never)] if n > 1 else []
        rows.append([short_label(row.scenario, LONGEST), series_name(row.series, language), row.first or never, *clear])
    if rows:
        keys = ("compare.first.any", "compare.first.clear")[: 2 if n > 1 else 1]
        _say(label("compare.first" if n > 1 else "compare.first.one", language), "italic")
        _print(["", "", *(label(key, language) for key in keys)], rows)


def _peak_table(table: pd.DataFrame, language: str) -> None:
    _say(label("compare.peaks", language), "italic")
    rows, ends = [], []
    for row in table.itertuples():
        plain, own_unit = row.of == "level", SERIES[row.series].unit
        cells = [level(row.median, own_unit, language) if plain else signed(row.median, language, own_unit)]
        span = (
            " .. ".join(level(end, own_unit, language) for end in (row.low80, row.high80))
            if plain
            else between(row.low80, row.high80, language, own_unit)
        )
        when = f"{row.when}{'*' if row.at_end >= 0.1 else ''}" if isinstance(row.when, str) else ""
        rows.append(
            [
                short_label(row.scenario, 20),
                series_name(row.series, language),
                label(f"compare.peak.{row.of}", language),
                *cells,
                span,
                when,
            ]
        )
        ends += [row.at_end] if row.at_end >= 0.1 else []
    _print(["", "", "", label("median", language), label("band", language), label("compare.when", language)], rows)
    if ends:
        _say(f"* {label('compare.at_end', language).format(share=percentage(max(ends)))}\n", "dim")


def days_above_table(table: pd.DataFrame, language: str) -> None:
    first = table.iloc[0]
    words = {"series": series_name(first["series"], language), "threshold": number(first["threshold"], language)}
    _say(label("compare.days_above", language).format(**words), "italic")
    rows = [
        [
            short_label(row.scenario, LONGEST), number(round(row.median), language), f"{number(round(row.low80), language)} .. {number(round(row.high80), language)}",
            percentage(row.ever), row.first or label("compare.never", language), signed(row.mean_difference, language),
        ]
        for row in table.itertuples()
    ]  # fmt: skip
    keys = ("compare.days", "band", "compare.ever", "compare.first.any", "compare.difference")
    _print(["", *(label(key, language) for key in keys)], rows)


def precision_table(table: pd.DataFrame, language: str) -> None:
    """How many more pairs the wanted precision takes."""
    scale = MILLION if SERIES[table["series"].iloc[0]].unit == "EUR" else 1.0
    _say(label("compare.precision", language).format(wanted=number(table["wanted"].iloc[0] / scale, language)), "italic")
    rows = []
    for row in table.assign(half_width=table["half_width"] / scale).itertuples():
        needed = "?" if np.isnan(row.needed) else number(row.needed, language)
        told = label(f"compare.precision.{row.counted}", language).format(now=row.now, needed=needed)
        within = "?" if np.isnan(row.half_width) else number(round(row.half_width, 0 if row.half_width >= 10 else 2), language)
        more = "?" if np.isnan(row.more_pairs) else number(row.more_pairs, language)
        rows.append([short_label(row.scenario, 20), series_name(row.series, language), row.period, within, more, told])
    _print(["", "", "", label("compare.precision.now", language), label("compare.precision.more", language), ""], rows)


# -- causes -----------------------------------------------------------------------------------------------------------------
def causes_title(explanation: Explanation, language: str, most: int = LONGEST) -> str:
    """What is explained, with ``most`` characters of a scenario."""
    kind = "between_days" if explanation.reference is None else "between_scenarios"
    names = {"scenario": short_label(explanation.scenario, most), "reference": short_label(explanation.reference or "", most)}
    return label(f"compare.causes.{kind}", language).format(begin=explanation.begin, end=explanation.end, **names)


def cause_rows(explanation: Explanation) -> list[dict[str, Any]]:
    """The causes as they are shown, without those of which all is nought in every pair: group, cause, mean, low80, high80, and the means
    of ``present`` and ``stay`` (nan where a cause has none); a total closes each group and the whole."""
    table = explanation.table()
    keep = {key[:2] for key, values in explanation.causes.items() if values.any() or key[1] == "total"}
    rows = []
    for (group, cause), some in table.groupby(["group", "cause"], sort=False):
        if (group, cause) in keep:
            parts = some.set_index("part")
            whole = parts.loc["whole"]
            split = {part: float(parts["mean"].get(part, float("nan"))) for part in ("present", "stay")}
            rows.append({"group": group, "cause": cause, **{name: float(whole[name]) for name in ("mean", "low80", "high80")}, **split})
    groups = list(dict.fromkeys(row["group"] for row in rows if row["group"] != "all"))
    ordered = [row for group in groups for row in rows if row["group"] == group]
    return [*ordered, *(row for row in rows if row["group"] == "all")]


def cause_cells(row: dict[str, Any], language: str) -> list[str]:
    """Mean, interval, and its parts by numbers and by stay, in whole persons; a total has no parts, which are of ways out alone."""
    mean, low, high = (np.round(row[name]) for name in ("mean", "low80", "high80"))
    parts = ("", "") if row["cause"] == "total" else tuple(signed(np.round(row[name]), language) for name in ("present", "stay"))
    return [signed(mean, language), between(low, high, language), *parts]


def causes_table(explanation: Explanation, language: str) -> None:
    """The causes by group, and their sum."""
    _say(causes_title(explanation, language), "bold")
    rows: list[list[str]] = []
    strong: list[int] = []
    for row in cause_rows(explanation):
        numbers = cause_cells(row, language)
        if row["cause"] == "total":
            strong.append(len(rows))
            rows.append([label(f"compare.group.{row['group']}", language), *numbers])
        else:
            rows.append([f"  {cause_name(row['cause'], language)}", *numbers])
    keys = cause_columns(explanation)
    _print(["", *(label(key, language) for key in keys)], [row[: len(keys) + 1] for row in rows], strong)


def cause_columns(explanation: Explanation) -> tuple[str, ...]:
    """The headings of what :func:`cause_cells` gives; the parts are left out where nothing is split."""
    split = any(part == "stay" for _, _, part in explanation.causes)
    return ("compare.mean", "band", "compare.present", "compare.stay") if split else ("compare.mean", "band")


def causes_note(explanation: Explanation, language: str) -> str:
    """What the parts of a cause mean."""
    if len(cause_columns(explanation)) == 2:
        return label("compare.causes.note_flows", language)
    return label("compare.causes.note_days" if explanation.reference is None else "compare.causes.note", language)


# -- printing ---------------------------------------------------------------------------------------------------------------
def _say(text: str, style: str = "") -> None:
    from rich.console import Console
    from rich.text import Text

    Console(highlight=False).print(Text(text, style=style))


def _print(headings: Sequence[str], rows: Sequence[Sequence[str]], strong: Sequence[int] = ()) -> None:
    """A table without lines: words on the left, numbers on the right; ``strong`` rows are headings or totals."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    numbers = max((len(row) for row in rows), default=0)
    for place, heading in enumerate(headings):
        words = place == 0 or (heading == "" and place < numbers)
        table.add_column(Text(heading, style="dim"), justify="left" if words else "right", overflow="fold")
    for place, row in enumerate(rows):
        style = "bold" if place in strong else ""
        table.add_row(*(Text(cell, style=style) for cell in row))
    Console(highlight=False).print(table)
    Console().print()
