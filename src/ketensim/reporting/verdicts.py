"""How the model did, as tables for the terminal and pages: check, backtest, ledger."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ketensim.calibration.check import ASKED, GOALS, Row, met
from ketensim.reporting.labels import number, share

if TYPE_CHECKING:
    from ketensim.calibration.backtest import Backtest
    from ketensim.calibration.ledger import Forecast, Scored
    from ketensim.calibration.scores import Score

Cells = Sequence[Sequence[str]]
WIDE = 110  # columns from which intervals fit
ALIGN = {"l": ":--", "r": "--:"}


def print_table(headings: Sequence[str], align: str, rows: Cells) -> None:
    """A plain table in the terminal; ``align`` has l or r a column."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for heading, side in zip(headings, align, strict=True):
        table.add_column(Text(heading, style="bold"), justify="right" if side == "r" else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(highlight=False).print(table)


def _print_fitting(headings: Sequence[str], align: str, rows: Cells) -> None:
    """The table without its interval where the terminal is too narrow for it."""
    from rich.console import Console

    columns = [n for n, heading in enumerate(headings) if heading != "80% interval" or Console().width >= WIDE]
    print_table([headings[n] for n in columns], "".join(align[n] for n in columns), [[line[n] for n in columns] for line in rows])


def markdown(headings: Sequence[str], align: str, rows: Cells) -> str:
    """The same table for a page."""
    lines = [headings, [ALIGN[side] for side in align], *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


# -- check ----------------------------------------------------------------------------------------------------------------
CHECK = ("figure", "period", "observed", "model", "80% interval", "off", "tol.", "role", "")
CHECK_ALIGN = "llrrrrrll"


def check_cells(rows: Sequence[Row]) -> list[list[str]]:
    """One line a figure."""
    return [
        [
            row.series, row.period, _n(row.observed), _n(row.simulated), f"{_n(row.low)} - {_n(row.high)}", _off(row, row.off),
            _tolerance(row), row.role, row.verdict,
        ]
        for row in rows
    ]  # fmt: skip


def print_check(rows: Sequence[Row]) -> None:
    """The figures by part of the chain, and how many are met; without the interval where it does not fit."""
    for part, some in groupby(sorted(rows, key=lambda row: row.part), key=lambda row: row.part):
        print(part)
        _print_fitting(CHECK, CHECK_ALIGN, check_cells(list(some)))
        print()
    print(check_summary(rows))


def check_summary(rows: Sequence[Row]) -> str:
    """How many figures of each role are met, beside the goal."""
    parts = [
        f"{role}: {good} of {all_}, {good / max(all_, 1):.0%} (goal {GOALS[role]:.0%})"
        for role, (good, all_) in met(rows).items()
        if role in ASKED
    ]
    good, all_ = met(rows)["input"]
    return f"Within tolerance: {'; '.join(parts)}; inputs that come out as they went in: {good} of {all_}."


def check_page(rows: Sequence[Row]) -> str:
    """The page of the docs: what fits, what does not, and why each tolerance is what it is."""
    out = [row for row in rows if row.is_out]
    reasons = sorted({(row.series, row.reason) for row in rows if row.reason})
    return "\n".join([
        "# How the model holds against the figures", "",
        "Written by `ketensim check --page`. Simulated values are medians over members of the fitted ensemble; *fitted* figures were",
        "tuned to, *emergent* ones were not, *inputs* are fed and prove nothing.", "",
        check_summary(rows), "",
        "## Out of tolerance", "", markdown(CHECK, CHECK_ALIGN, check_cells(out)) if out else "None.", "",
        "## All figures", "", markdown(CHECK, CHECK_ALIGN, check_cells(rows)), "",
        "## Why these tolerances", "", markdown(("figure", "reason"), "ll", [list(reason) for reason in reasons]),
    ])  # fmt: skip


def _n(value: float) -> str:
    return number(value, "en")


def _off(row: Row, value: float) -> str:
    return f"{value:+.2f}" if row.absolute else share(value, "en")


def _tolerance(row: Row) -> str:
    return f"{row.tolerance:g}" if row.absolute else f"{row.tolerance:.1%}"


# -- backtest ---------------------------------------------------------------------------------------------------------------
BACKTEST = ("figure", "year", "came", "model", "80% interval", "off", "in", "persist.", "drift", "official")
BACKTEST_ALIGN = "llrrrrlrrr"


def backtest_cells(test: Backtest) -> list[list[str]]:
    """One line a figure, beside the errors of others."""
    others = {name: {(s.series, s.period): s for s in scores} for name, scores in test.others.items()}
    return [
        [
            s.series, s.period[:4], _n(s.observed), _n(s.median), f"{_n(s.low)} - {_n(s.high)}", share(s.error, "en"), "yes" if s.covered else "no",
            *(_error(others[name].get((s.series, s.period))) for name in ("persistence", "drift", "official")),
        ]
        for s in test.scores
    ]  # fmt: skip


def _error(score: Score | None) -> str:
    return "" if score is None else share(score.error, "en")


def backtest_summary(test: Backtest) -> str:
    """Coverage, and the score beside the naive forecasts."""
    beside = []
    for name in ("persistence", "drift"):
        good, all_ = test.better(name)
        if all_:
            beside.append(f"better than {name} in {good} of {all_}, score over its score {test.relative(name):.2f}")
    told = "; ".join([f"{test.coverage:.0%} of the figures within the 80% interval", *beside])
    return f"{told} (geometric mean of CRPS; below 1 is better)."


def backtest_title(test: Backtest) -> str:
    """Origin and variant in words."""
    return f"Fitted to {test.figures} figures known at the end of {test.origin:%-d %B %Y}; given for the time after: {test.variant}"


def print_backtest(tests: Sequence[Backtest]) -> None:
    """Every backtest as a table."""
    for test in tests:
        print(backtest_title(test))
        _print_fitting(BACKTEST, BACKTEST_ALIGN, backtest_cells(test))
        print(backtest_summary(test), end="\n\n")


def backtest_page(tests: Sequence[Backtest]) -> str:
    """The page of the docs."""
    parts = [
        "# Backtests", "",
        "Written by `ketensim backtest --page`. The parameters are fitted to the figures known at the origin alone, then the chain is",
        "projected past it. What is *given* for the time after is as it came: the inflow, the policy (moratorium, terms, priorities), the",
        "capacities (IND, courts, nareis, housing). *persist.*: as the year before; *drift*: the change of the year before once more, where",
        "the year before that is known; *official*: the forecast of late 2024, 115,000 places at 91% occupancy. Intervals hold parameters (and,",
        "for the expected inflow, the official band); chance is small beside them. With capacities given, figures that these are computed from",
        "are not scored. In the middle of 2024 hardly any figure was known, so that origin tests the priors, not the fit.", "",
        "What cannot be taken back: the mechanisms and the centers of the priors were found by people who had seen both years, and grant rates",
        "that are published for 2025 alone (Eritrea, Turkey, Somalia) stand in the base for all time. Drift is the same as persistence for most",
        "figures, for want of one of 2023. A rival that gives one number pays its whole error, so the errors of the medians are the fairer half.", "",
    ]  # fmt: skip
    for test in tests:
        parts += [f"## {backtest_title(test)}", "", markdown(BACKTEST, BACKTEST_ALIGN, backtest_cells(test)), backtest_summary(test), ""]
    return "\n".join(parts)


# -- ledger -----------------------------------------------------------------------------------------------------------------
def print_ledger(forecasts: Sequence[Forecast], scores: Sequence[Scored]) -> None:
    """The frozen forecasts, and how each did where figures came."""
    if not forecasts:
        print("No forecast was frozen yet.")
    for forecast in forecasts:
        print(f"{forecast.name} ({forecast.made_on}, figures until {forecast.figures_until}): {forecast.title}")
        lines = [
            [
                line.series,
                line.period,
                _n(line.median),
                *(f"{_n(getattr(line, f'low{v}'))} - {_n(getattr(line, f'high{v}'))}" for v in (50, 80, 95)),
            ]
            for line in forecast.lines
        ]
        print_table(("series", "period", "median", "50%", "80%", "95%"), "llrrrr", lines)
        own = [score for score in scores if score.forecast == forecast.name]
        if own:
            cells = [[s.line.series, s.line.period, _n(s.observed), _n(s.line.median), share(s.error, "en"), s.within] for s in own]
            print_table(("series", "period", "came", "median", "off", "within"), "llrrrl", cells)
        else:
            print("No figure came yet for any of these.")
        print()
