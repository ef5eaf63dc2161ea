"""Days and periods as they are written: ``2027-12-31``, ``2027``, ``2027H1``, ``2027Q1``, ``2027-03``."""

from __future__ import annotations

import re
from datetime import date, timedelta

PERIOD = re.compile(r"[0-9]{4}(H[12]|Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?")


def span(period: str) -> tuple[date, date] | None:
    """First and last day of a day or period; None when it is none."""
    if not PERIOD.fullmatch(period):
        return None
    try:
        first = _first_day(period)
        return first, first if len(period) == 10 else _next(first, _months(period)) - timedelta(days=1)
    except ValueError:
        return None


def last_day(period: str) -> str:
    """The last day of a period, of a day the day itself. Raises ValueError for what is none."""
    days = span(period)
    if days is None:
        raise ValueError(f"{period!r} is no day or period")
    return days[1].isoformat()


def _first_day(period: str) -> date:
    if len(period) == 10:
        return date.fromisoformat(period)
    if "-" in period:
        return date(int(period[:4]), int(period[5:]), 1)
    return date(int(period[:4]), (int(period[5:] or 1) - 1) * _months(period) + 1, 1)


def _months(period: str) -> int:
    return 1 if "-" in period else {"H": 6, "Q": 3}.get(period[4:5], 12)


def _next(first: date, months: int) -> date:
    """The first of the month that is so many months later."""
    after = first.month - 1 + months
    return date(first.year + after // 12, after % 12 + 1, 1)
