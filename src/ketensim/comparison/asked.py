"""What is wrong with the series and dates somebody asks for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from ketensim.chain.series import SERIES
from ketensim.comparison.periods import span
from ketensim.scenario import Problem
from ketensim.scenario.problems import suggestion


def wrong_series(names: Sequence[str], known: Collection[str]) -> list[Problem]:
    """Series that are not among the known ones."""
    found = []
    for name in names:
        if name not in known:
            why = "not every folder has it" if name in SERIES else f"no such series{suggestion(name, known)}"
            found.append(Problem("compare", f"series {name}", f"{why} (`ketensim show series` lists what there is)"))
    return found


def wrong_periods(periods: Sequence[str], first: date, last: date) -> list[Problem]:
    """Days and periods that are none, or not within the time from ``first`` to ``last``."""
    found = []
    for period in periods:
        days = span(period)
        if days is None:
            allowed = "allowed is a day like 2027-12-31, or a period like 2027, 2027H1, 2027Q1, 2027-03"
            found.append(Problem("compare", f"date {period}", f"is none; {allowed}"))
        elif not first <= days[0] <= days[1] <= last:
            found.append(Problem("compare", f"date {period}", f"is not within the time the runs have in common, {first} to {last}"))
    return found
