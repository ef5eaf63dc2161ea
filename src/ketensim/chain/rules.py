"""The scenario as the chain reads it: one array of daily values a parameter, and tables by group."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ketensim.scenario import Scenario
from ketensim.scenario.groups import KINDS, NATIONALITIES

YEAR = 365.25
Floats = NDArray[np.float64]


class Rules:
    """Daily values from the start to the last day of the run."""

    def __init__(self, scenario: Scenario, until: date, scale: float) -> None:
        self.scenario = replace(scenario)  # what it remembers of its days goes when the rules go
        self.scale = scale
        self.start, self.until = scenario.start, until
        self.days = (until - scenario.start).days + 1

    def path(self, key: str) -> Floats:
        """Every day's value of a parameter, shape (days,), in its own unit.

        Within its allowed range: a factor of a scenario on top of that of a member could make a share larger than one.
        """
        parameter = self.scenario.catalogue[key]
        return np.clip(self.scenario.daily(key, self.start, self.until), parameter.low, parameter.high)

    def number(self, key: str) -> float:
        """The value of a constant parameter."""
        return self.scenario.at(key, self.start)

    def table(self, key: str, groups: tuple[str, ...] = NATIONALITIES) -> Floats:
        """Every day's value by group, shape (groups, days)."""
        return np.stack([self.path(f"{key}.{group}") for group in groups])

    def numbers(self, key: str, groups: tuple[str, ...] = NATIONALITIES) -> Floats:
        """Constants by group, shape (groups,)."""
        return np.array([self.number(f"{key}.{group}") for group in groups])

    def per_day(self, key: str) -> Floats:
        """A yearly flow or capacity as a number a day, at the scale of the run."""
        return self.path(key) / YEAR * self.scale

    def lanes(self, key: str) -> Floats:
        """Of two lanes of a desk: 1 for the first, the value of a parameter for the second, shape (2, days)."""
        return np.stack([np.ones(self.days), self.path(key)])

    @cached_property
    def year_month(self) -> NDArray[np.int64]:
        """The month (0 = January) of every day."""
        return np.array([(self.start + timedelta(days=d)).month - 1 for d in range(self.days)])

    @cached_property
    def new_years(self) -> list[int]:
        """The first of January of every year that begins in the run, the start too if it is one, as numbers of days."""
        days = (self.day(date(year, 1, 1)) for year in range(self.start.year, self.until.year + 1))
        return [day for day in days if day >= 0]

    def day(self, when: date) -> int:
        """The number of a date; the start is 0."""
        return (when - self.start).days


__all__ = ["KINDS", "NATIONALITIES", "YEAR", "Floats", "Rules"]
