"""What is asked of a run: a series at a moment (``coa.occupancy@2027-01-01``), and a goal for it (``... <= 75000``)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.series import SERIES, Series
from ketensim.scenario.problems import suggestion

if TYPE_CHECKING:
    from ketensim.chain.outcome import Outcome

Sense = Literal["<=", ">="]
Complain = Callable[[str, str], None]  # key, message

_GOAL = re.compile(r"(?P<moment>[^<>=≤≥]*)(?P<sense>[<>=≤≥]+)(?P<value>.*)", re.DOTALL)
_SENSES: dict[str, Sense] = {"<=": "<=", "≤": "<=", ">=": ">=", "≥": ">="}
_PERIOD = re.compile(r"(?P<year>\d{4})(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?", re.ASCII)
_GROUPED = re.compile(r"-?[1-9]\d{0,2}([.,]\d{3})+", re.ASCII)  # 75.000: seventy-five thousand, or seventy-five?


@dataclass(frozen=True)
class Moment:
    """A series over a period: a stock at the end of its last day, a flow summed, a mean or share of those who completed in it.

    ``period`` is its name (``2027``, ``2027H1``, ``2027-03``, or the day of a stock), ``first`` and ``last`` its days, both included.
    """

    series: str
    period: str
    first: date
    last: date

    @property
    def about(self) -> Series:
        """Unit and meaning of the series."""
        return SERIES[self.series]

    def value(self, outcome: Outcome) -> float:
        """What a replication has; nan for a mean over nobody."""
        begin, after = (self.first - outcome.start).days, (self.last - outcome.start).days + 1
        if self.series in outcome.daily:
            daily = outcome.daily[self.series]
            return float(daily[begin:after].sum() if self.about.kind == "flow" else daily[after - 1])
        above, below = (float(part[begin:after].sum()) for part in outcome.ratios[self.series])
        return above / below if below > 0 else math.nan

    def __str__(self) -> str:
        return f"{self.series}@{self.period}"


@dataclass(frozen=True)
class Goal:
    """A bound for a series at a moment, in the unit of the series."""

    moment: Moment
    sense: Sense
    value: float

    def excess(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far values are beyond the bound; nought or less where the goal is met."""
        return (values - self.value) * (1.0 if self.sense == "<=" else -1.0)

    def __str__(self) -> str:
        return f"{self.moment} {self.sense} {self.value:.10g}"


def read_goal(text: str, start: date, until: date, complain: Complain) -> Goal | None:
    """A goal as it is written; complains (under the key ``goal``) of all that is wrong with it, and gives None then."""
    match = _GOAL.fullmatch(text.strip())
    if match is None:
        complain("goal", f"{text[:80]!r} has no <= or >=; write it like 'coa.occupancy@2027-01-01 <= 75000'")
        return None
    sense = _SENSES.get(match["sense"])
    if sense is None:
        complain("goal", f"{match['sense'][:10]!r} is no comparison; allowed are <= and >=")
    moment = read_moment(match["moment"].strip(), start, until, complain, "goal")
    value = _value(match["value"].strip(), SERIES.get(match["moment"].partition("@")[0].strip()), complain)
    return Goal(moment, sense, value) if moment and sense and value is not None else None


def read_moment(text: str, start: date, until: date, complain: Complain, key: str) -> Moment | None:
    """``series@period`` in a run from ``start`` to ``until``; complains under ``key`` and gives None when it is not in order."""
    name, at, period = (part.strip() for part in text.partition("@"))
    series = SERIES.get(name)
    if series is None:
        near = suggestion(name, SERIES) or "; `ketensim show series` lists what there is"
        complain(key, f"unknown series {name[:80]!r}{near}")
    if not at or not period:
        complain(key, "names no moment; write a series and when, like 'coa.occupancy@2027-01-01' or 'coa.outflow@2027'")
        return None
    days = _days(period)
    if days is None:
        complain(key, f"{period[:40]!r} is no date or period; allowed are 2027-01-01, 2027-03, 2027Q1, 2027H1 and 2027")
        return None
    if fault := _fault_of_period(series, period):
        complain(key, fault)
        return None
    if days[0] < start or days[1] > until:
        complain(key, f"{period} is not within the run, which goes from {start} to {until}")
        return None
    return Moment(name, period, *days) if series else None


def _days(period: str) -> tuple[date, date] | None:
    """First and last day of a period, or None when it is none."""
    if match := _PERIOD.fullmatch(period):
        year, months = int(match["year"]), 12
        first = 0
        if match["half"]:
            first, months = 6 * (int(match["half"]) - 1), 6
        elif match["quarter"]:
            first, months = 3 * (int(match["quarter"]) - 1), 3
        elif match["month"]:
            first, months = int(match["month"]) - 1, 1
        if not 1 <= year < 9999:
            return None
        after = date(year + (first + months) // 12, (first + months) % 12 + 1, 1)
        return date(year, first + 1, 1), after - timedelta(days=1)
    try:
        day = date.fromisoformat(period)
    except ValueError:
        return None
    return (day, day) if day.isoformat() == period else None


def _fault_of_period(series: Series | None, period: str) -> str | None:
    """What is wrong with asking a kind of series over a kind of period."""
    if series is None:
        return None
    is_day, year = len(period) == 10, period[:4]
    if series.kind == "stock" and not is_day:
        return f"{series.name} is counted at the end of a day; give a date like {year}-12-31, not {period}"
    if series.kind == "flow" and is_day:
        return f"{series.name} is counted over a period; give one like {year}, {year}H1, {year}Q1 or {period[:7]}, not a day"
    if series.kind in ("mean", "share") and (is_day or (len(period) == 7)):
        return f"{series.name} is published over a year, half year or quarter; give one like {year}, {year}H1 or {year}Q1, not {period}"
    return None


def _fraction(text: str) -> str:
    """What a number with one mark is when the mark is that of a fraction."""
    return f"{float(text.replace(',', '.')):.1f}" if len(re.findall("[.,]", text)) == 1 else "one with a single point"


def _value(text: str, series: Series | None, complain: Complain) -> float | None:
    """The bound; a percentage for a share."""
    is_share = series is not None and series.kind == "share"
    if _GROUPED.fullmatch(text) and not is_share:
        complain("goal", f"{text!r} can be read in two ways; write {re.sub('[.,]', '', text)}, or {_fraction(text)}")
        return None
    number, percent = (text[:-1].strip(), True) if text.endswith("%") else (text, False)
    try:
        value = float(number) / (100.0 if percent else 1.0)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        complain("goal", f"{text[:40]!r} is no number; write it like 75000" + (", 0.9 or 90%" if is_share else ""))
        return None
    if percent and series is not None and not is_share:
        complain("goal", f"{text!r} is a percentage, but {series.name} is in {series.unit}")
        return None
    if is_share and not 0 <= value <= 1:
        complain("goal", f"{text!r} is not a share; allowed is 0 to 1, or 0% to 100%")
        return None
    return value
