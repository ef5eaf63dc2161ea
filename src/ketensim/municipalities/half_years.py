"""Half years as run folders name them: 2027H1 is January to June of 2027."""

from __future__ import annotations

import re
from datetime import date, timedelta

_NAME = re.compile(r"\d{4}H[12]", re.ASCII)


def is_half_year(word: str) -> bool:
    """Whether a word is the name of a half year."""
    return bool(_NAME.fullmatch(word))


def last_day(half_year: str) -> str:
    """The day under which a stock at the end of a half year stands."""
    return f"{half_year[:4]}-{'06-30' if half_year.endswith('1') else '12-31'}"


def before(half_year: str) -> str:
    """The half year before."""
    year = int(half_year[:4])
    return f"{year}H1" if half_year.endswith("2") else f"{year - 1}H2"


def after(day: date) -> str:
    """The half year of the day after."""
    day += timedelta(days=1)
    return f"{day.year}H{1 if day.month <= 6 else 2}"
