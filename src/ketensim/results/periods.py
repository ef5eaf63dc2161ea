"""From daily series to the published definitions: sums over a year, stocks at its end, means over those who completed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from ketensim.chain.series import SERIES

if TYPE_CHECKING:
    from ketensim.chain.outcome import Outcome

Span = tuple[str, int, int]  # name, first day, day after the last


def spans(start: date, days: int) -> list[Span]:
    """The complete years, half years, quarters and months of a run, as (name, first day, day after the last)."""
    end = start + timedelta(days=days)
    found: list[Span] = []
    for year in range(start.year, end.year + 1):
        for months, names in (
            (12, [f"{year}"]),
            (6, [f"{year}H{n}" for n in (1, 2)]),
            (3, [f"{year}Q{n}" for n in range(1, 5)]),
            (1, [f"{year}-{n:02}" for n in range(1, 13)]),
        ):
            for number, name in enumerate(names):
                first, after = _month(year, number * months), _month(year, (number + 1) * months)
                if start <= first and after <= end:
                    found.append((name, (first - start).days, (after - start).days))
    return found


def by_period(outcome: Outcome) -> list[tuple[str, str, float]]:
    """Rows (series, period, value) of one replication. Stocks stand under the date of each month's last day on which they were counted."""
    rows: list[tuple[str, str, float]] = []
    all_spans = spans(outcome.start, outcome.days)
    for name, values in outcome.daily.items():
        if SERIES[name].kind == "flow":
            total = np.concatenate(([0.0], np.cumsum(values)))
            rows += [(name, period, float(total[after] - total[first])) for period, first, after in all_spans]
        else:
            months = [(first, after) for period, first, after in all_spans if len(period) == 7]
            ends = [after - 1 for _, after in months if not np.isnan(values[after - 1])]
            rows += [(name, (outcome.start + timedelta(days=end)).isoformat(), float(values[end])) for end in ends]
    for name, (above, below) in outcome.ratios.items():
        sums = [np.concatenate(([0.0], np.cumsum(part))) for part in (above, below)]
        for period, first, after in all_spans:
            if len(period) != 7 and (number := sums[1][after] - sums[1][first]) > 0:
                rows.append((name, period, float((sums[0][after] - sums[0][first]) / number)))
    return rows


def _month(year: int, months: int) -> date:
    """The first of the month that is so many months after January of a year."""
    return date(year + months // 12, months % 12 + 1, 1)
