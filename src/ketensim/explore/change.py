"""The change that is sought: which lever, set to what or multiplied by how much, from when; or from when a given change."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

import numpy as np

from ketensim.explore.goal import Complain
from ketensim.explore.measure import first_day
from ketensim.explore.search import Span
from ketensim.scenario import Scenario, ScenarioError
from ketensim.scenario.problems import suggestion
from ketensim.scenario.reading import Names

Kind = Literal["value", "factor", "plus", "start"]
KINDS = ("factor", "value", "plus")
UNCHANGED = {"factor": 1.0, "plus": 0.0}
FINENESS = 200  # answers are shown in steps of about a two-hundredth of the range


@dataclass(frozen=True)
class LeverChange:
    """A change of a lever that is not known yet: positions of ``span`` are values, factors, additions, or (``kind`` start)
    the ordinals of the day on which the ``given`` change begins.

    ``key`` is a parameter or the beginning of several, ``base`` its mean value in the scenario from the change to the goal
    (nan when there are several), in ``unit``. ``from_`` is None for a change of the whole run.
    """

    scenario: Scenario = field(repr=False)
    key: str
    kind: Kind
    from_: date | None
    span: Span
    base: float
    unit: str
    given: tuple[str, float] | None = None

    def scenario_at(self, position: float | None) -> Scenario:
        """The scenario with the change at a position; as it is where that changes nothing, or without one."""
        if position is None or position == self.span.unchanged:
            return self.scenario
        if self.kind == "start":
            assert self.given is not None
            kind, amount = self.given
            return _changed(self.scenario, self.key, kind, amount, date.fromordinal(int(position)))
        return _changed(self.scenario, self.key, self.kind, position, self.from_)

    def as_toml(self, position: float) -> str:
        """The change as a line of a scenario file."""
        kind, amount = self.given if self.given is not None else (self.kind, position)
        begin = date.fromordinal(int(position)) if self.kind == "start" else self.from_
        parts = [f"from = {begin}"] if begin else []
        parts += [f"{kind} = {amount:.10g}"] + ([f'unit = "{self.unit}"'] if kind != "factor" else [])
        return f"{self.key} = {{ {', '.join(parts)} }}"


def read_change(
    scenario: Scenario,
    key: str,
    last: date,
    *,
    as_: str | None,
    from_: date | str | None,
    between: Sequence[float | str | date] | None,
    given: Mapping[str, float] | None,
    complain: Complain,
) -> LeverChange | None:
    """The change that is asked for, for a goal on ``last``; complains of all that is wrong with it, and gives None then."""
    names = Names.of(scenario.catalogue)
    keys = names.members(key)
    if not keys:
        near = suggestion(key, [*names.groups, *names.catalogue])
        complain("find", f"unknown key {key[:80]!r}{near or '; `ketensim show parameters` lists what there is'}")
    if as_ is not None and as_ not in KINDS:
        complain("as", f"{as_[:40]!r} is not allowed; allowed are {', '.join(KINDS)}")
    amount = _given(given, complain) if given is not None else None
    if given is not None and (as_ is not None or from_ is not None):
        complain("change", "its start is sought; leave out 'as' and 'from'")
    begin = _begin(scenario, keys, last, from_, complain) if given is None else None
    if between is not None and len(between) != 2:
        complain("between", "must be two, a low and a high end")
        between = None
    if not keys or (given is not None and amount is None) or (as_ is not None and as_ not in KINDS) or (given is None and begin is None):
        return None
    if amount is not None:
        return _start_of(scenario, key, keys, last, amount, between, complain)
    dated = all(scenario.catalogue[member].dated for member in keys)
    return _size_of(scenario, key, keys, (begin or scenario.start, last), as_, dated, between, complain)


def _given(given: Mapping[str, float], complain: Complain) -> tuple[str, float] | None:
    """The one change of which the start is sought."""
    fine = {kind: amount for kind, amount in given.items() if kind in KINDS and math.isfinite(amount)}
    if len(given) == 1 and fine:
        return next(iter(fine.items()))
    complain("change", "must be one of factor, value and plus, with a number, like factor=1.2")
    return None


def _begin(scenario: Scenario, keys: Sequence[str], last: date, from_: date | str | None, complain: Complain) -> date | None:
    """The first day of the change: as given, or the first day of which there are no figures."""
    if any(not scenario.catalogue[key].dated for key in keys):
        if from_ is not None:
            complain("from", f"{keys[0]} has one value for the whole run; 'from' is not allowed")
            return None
        return scenario.start
    begin = _day(from_) if from_ is not None else first_day(scenario)
    if begin is None:
        complain("from", f"{str(from_)[:40]!r} is no date; allowed is a date like 2027-01-01")
    elif not scenario.start <= begin <= last:
        usual = "" if from_ is not None else " (the day after the last figures)"
        complain("from", f"the change begins on {begin}{usual}; allowed is {scenario.start} to {last}, the day of the goal")
        return None
    return begin


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(said) if isinstance(said, str) else said if isinstance(said, date) else None
    except ValueError:
        return None


def _mixed(scenario: Scenario, keys: Sequence[str]) -> str:
    """Some of the keys, when they mean different things; a group's keys mean the same, each for its own part of the people."""
    groups = {member.rpartition(".")[0]: member for member in keys}
    return ", ".join(sorted(groups)[:4]) + (", ..." if len(groups) > 4 else "") if len(groups) > 1 else ""


def _start_of(
    scenario: Scenario, key: str, keys: Sequence[str], last: date, amount: tuple[str, float],
    between: Sequence[float | str | date] | None, complain: Complain,
) -> LeverChange | None:  # fmt: skip
    """A given change whose first day is sought; the day after the goal stands for never."""
    if undated := [member for member in keys if not scenario.catalogue[member].dated]:
        complain("find", f"{undated[0]} has one value for the whole run; no start of it can be sought")
        return None
    low, high = first_day(scenario), last + timedelta(days=1)
    if between is not None:
        days = [_day(end) for end in between]
        if None in days or not scenario.start <= days[0] < days[1] <= last:  # type: ignore[operator]
            complain("between", f"must be two dates in order, within {scenario.start} to {last}, the day of the goal")
            return None
        low, high = days  # type: ignore[assignment]
    if not low < last:
        complain("goal", f"is over before the search begins, on {low}; say --between which dates to search")
        return None
    never = float(high.toordinal()) if high > last else None
    span = Span(low.toordinal(), high.toordinal(), high.toordinal(), unchanged=never, whole=True)
    change = LeverChange(scenario, key, "start", None, span, math.nan, scenario.catalogue[keys[0]].unit, amount)
    return change if _is_allowed(change, [low.toordinal()], "change", complain) else None


def _size_of(
    scenario: Scenario, key: str, keys: Sequence[str], days: tuple[date, date], as_: str | None, dated: bool,
    between: Sequence[float | str | date] | None, complain: Complain,
) -> LeverChange | None:  # fmt: skip
    """A change from a given day whose size is sought."""
    paths = [scenario.daily(member, *days) for member in keys]
    steady = len(keys) == 1 and float(np.ptp(paths[0])) == 0.0
    kind: Kind = as_ or ("value" if steady else "factor")  # type: ignore[assignment]
    if kind == "factor" and all(not path.any() for path in paths):
        complain("as", f"{key} is nought from {days[0]} on, which no factor changes; use value or plus")
        return None
    units = {scenario.catalogue[member].unit for member in keys}
    if kind != "factor" and len(units) > 1:
        complain("as", f"{key} has keys in different units ({', '.join(sorted(units))}); allowed is factor")
        return None
    if meanings := _mixed(scenario, keys):
        complain("find", f"{key} has keys of different meaning ({meanings}); name one of them, or a group of one meaning")
        return None
    base = float(paths[0].mean()) if len(keys) == 1 else math.nan
    low, high = _usual_range(scenario, keys, days[0], kind, base)
    if between is not None:
        try:
            low, high = (float(end) for end in between)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            low = high = math.nan
        if not (math.isfinite(low) and math.isfinite(high) and low < high):
            complain("between", "must be two numbers, the low end first")
            return None
    elif not low < high:
        complain("between", f"{key} cannot be changed as a {kind}: it stands at an end of its allowed range; use another 'as'")
        return None
    anchor = UNCHANGED.get(kind, base if math.isfinite(base) else low)
    span = Span(low, high, anchor, UNCHANGED[kind] if kind in UNCHANGED and low <= UNCHANGED[kind] <= high else None, _step(low, high))
    change = LeverChange(scenario, key, kind, days[0] if dated else None, span, base, units.pop() if len(units) == 1 else "")
    return change if _is_allowed(change, (low, high), "between", complain) else None


def _usual_range(scenario: Scenario, keys: Sequence[str], begin: date, kind: Kind, base: float) -> tuple[float, float]:
    """Half to twice what it is, a share from nought to one, within what the parameters allow."""
    lows, highs = [], []
    for key in keys:
        parameter, path = scenario.catalogue[key], scenario.daily(key, begin, scenario.until)
        wide = parameter.unit == "share" or not path.any()
        if kind == "factor":
            top = float(path.max())
            lows.append(max(0.5, parameter.low / float(path.min())) if path.min() > 0 else 0.5)
            highs.append(min(2.0, parameter.high / top) if top > 0 else 2.0)
        elif kind == "plus":
            room = math.inf if wide else float(np.abs(path).mean()) / 2
            lows.append(max(parameter.low - float(path.min()), -room))
            highs.append(min(parameter.high - float(path.max()), 2 * room))
        else:
            lows.append(parameter.low if wide or not math.isfinite(base) else max(parameter.low, base / 2))
            highs.append(parameter.high if wide or not math.isfinite(base) else min(parameter.high, base * 2))
    return (_inward(max(lows), up=True), _inward(min(highs), up=False))


def _inward(end: float, up: bool) -> float:
    """An end of a range in four digits, not beyond itself."""
    if end == 0 or not math.isfinite(end):
        return end
    step = 10.0 ** (math.floor(math.log10(abs(end))) - 3)
    return float(f"{(math.ceil if up else math.floor)(round(end / step, 6)) * step:.10g}")


def _step(low: float, high: float) -> float:
    """1, 2 or 5 times a power of ten: a step to show answers in."""
    fine = (high - low) / FINENESS
    power = 10.0 ** math.floor(math.log10(fine))
    return float(next(power * n for n in (1, 2, 5, 10) if power * n >= fine * 0.999))


def _is_allowed(change: LeverChange, positions: Sequence[float], key: str, complain: Complain) -> bool:
    """Whether a scenario can be had at all these positions; what is wrong is complained of."""
    wrong: dict[str, None] = {}
    for position in positions:
        try:
            change.scenario_at(position)
        except ScenarioError as error:
            wrong |= dict.fromkeys(f"{problem.key}: {problem.message}" for problem in error.problems)
    for message in list(wrong)[:5]:
        complain(key, message)
    return not wrong


def _changed(scenario: Scenario, key: str, kind: str, amount: float, begin: date | None) -> Scenario:
    """The scenario with one change, under its own name."""
    from_ = begin if begin is not None else None
    if kind == "value":
        return scenario.change(key, amount, from_=from_, name=scenario.name)
    if kind == "factor":
        return scenario.change(key, factor=amount, from_=from_, name=scenario.name)
    return scenario.change(key, plus=amount, from_=from_, name=scenario.name)
