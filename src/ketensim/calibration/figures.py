"""The observed figures (``calibration/figures.csv``): what was counted, over which period, and where it was published."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ketensim.scenario.library import data_folder

LAST_OBSERVED = date(2025, 12, 31)  # until here the figures go; what comes after is projection


@dataclass(frozen=True)
class Figure:
    """An observed figure.

    ``period`` is that of the run folder: a year, half year, quarter or month for what is summed or averaged over it, the
    day at whose end a stock was counted otherwise. ``tolerance`` is how far a simulated median may be off (a share of the
    value, or an absolute number in its unit when ``absolute``); None when nothing is asked of it. ``role``: ``input`` (fed
    to the model), ``fitted`` (parameters were tuned to it), ``emergent`` (nothing was), ``history`` or ``forecast``; empty
    where the chain has nothing to compare with it yet, which then ``waits_for`` something.
    """

    series: str
    period: str
    value: float
    unit: str
    kind: str
    quantity: str
    figure: str
    source: str
    origin: str
    role: str
    tolerance: float | None
    absolute: bool
    reason: str
    waits_for: str
    note: str

    @property
    def reference(self) -> str:
        """Where it was published, in a few words."""
        return f"{self.source}, figure {self.figure}" if self.figure else self.source

    @property
    def is_absolute(self) -> bool:
        """Whether deviations are in its own unit; always so for a figure of nought, of which nothing is a share."""
        return self.absolute or self.value == 0

    def deviation(self, simulated: float) -> float:
        """How far a simulated value is off, in the terms of the tolerance."""
        return simulated - self.value if self.is_absolute else simulated / self.value - 1.0

    def holds(self, simulated: float) -> bool:
        """Whether a simulated value is within the tolerance (always, when there is none)."""
        return self.tolerance is None or abs(self.deviation(simulated)) <= self.tolerance * (1 + 1e-9)  # 5% off is within 5%


@lru_cache
def figures() -> tuple[Figure, ...]:
    """All observed figures, in the order of the file."""
    with (data_folder("calibration") / "figures.csv").open(newline="", encoding="utf-8") as stream:
        return tuple(_figure(row) for row in csv.DictReader(stream))


@lru_cache
def observed() -> dict[tuple[str, str], Figure]:
    """Observed figures (no forecasts) by (series, period); the report comes before other sources."""
    found: dict[tuple[str, str], Figure] = {}
    for figure in figures():
        if figure.kind != "forecast":
            found.setdefault((figure.series, figure.period), figure)
    return found


def _figure(row: dict[str, str]) -> Figure:
    tolerance = row["tolerance"]
    absolute = tolerance.startswith("abs ")
    return Figure(
        row["series"], _period(row["period"]), float(row["value"]), row["unit"], row["kind"], row["quantity"], row["figure"],
        row["source"], row["origin"], row["role"], float(tolerance.removeprefix("abs ")) if tolerance else None, absolute,
        row["reason"], row["waits_for"], row["note"],
    )  # fmt: skip


def _period(period: str) -> str:
    """A count on the first of a month is that of the end of the day before."""
    if len(period) == 10 and period.endswith("-01"):
        return (date.fromisoformat(period) - timedelta(days=1)).isoformat()
    return period
