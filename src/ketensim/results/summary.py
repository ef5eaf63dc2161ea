"""What a run says, in medians and intervals, beside what was published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketensim.calibration.figures import observed
from ketensim.chain.series import SERIES

if TYPE_CHECKING:
    import pandas as pd

LEVELS = {50: (0.25, 0.75), 80: (0.10, 0.90), 95: (0.025, 0.975)}
# what the tables in the terminal and on the page show, as far as a run has it
STOCKS = (
    "coa.occupancy", "coa.places", "coa.occupancy_rate", "coa.places_short", "coa.emergency_residents", "coa.without_place", "coa.status_holders",
    "housing.referents_waiting", "coa.amv", "nidos.amv", "ind.backlog", "ind.open_procedures", "courts.pending",
    "nareis.waiting_abroad", "housing.arrears",
)  # fmt: skip
FLOWS = (
    "inflow.first", "ind.decisions_first.total", "ind.decisions_first.grant", "ind.permits.total", "nareis.mvv.applications",
    "inflow.nareis_arrivals", "coa.inflow", "coa.outflow", "coa.status_outflow", "housing.housed", "departure.dtenv.total", "coa.cost",
)  # fmt: skip


def summarise(periods: pd.DataFrame) -> pd.DataFrame:
    """Median and intervals over the replications of each scenario: one row a (scenario, series, period).

    ``periods`` is the long table of a run. Columns: scenario, series, period (years, and their last days for stocks),
    unit, median, low50, high50, ... high95, observed (nan where nothing was published).
    """
    import pandas as pd

    years = periods[periods["period"].str.fullmatch(r"\d{4}|\d{4}-12-31")]
    groups = years.groupby(["scenario", "series", "period"], sort=True)["value"]
    columns = {"median": groups.median()}
    for level, (low, high) in LEVELS.items():
        columns |= {f"low{level}": groups.quantile(low), f"high{level}": groups.quantile(high)}
    table = pd.DataFrame(columns).reset_index()
    table.insert(3, "unit", [SERIES[name].unit for name in table["series"]])
    figures = observed()
    keys = zip(table["series"], table["period"], strict=True)
    table["observed"] = [figure.value if (figure := figures.get(key)) else float("nan") for key in keys]
    return table


@dataclass(frozen=True)
class Held:
    """A published figure beside what a run says: ``off`` is how far the median is from it, as a share of it, or as a number
    in its own unit when ``absolute``; ``holds`` is None when nothing is asked of it."""

    series: str
    period: str
    published: float
    median: float
    low80: float
    high80: float
    off: float
    absolute: bool
    holds: bool | None


def held_against_figures(periods: pd.DataFrame, scenario: str) -> list[Held]:
    """Every published figure of a series and period that a scenario of the run has, in the order of the figures."""
    own = periods[periods["scenario"] == scenario]
    figures = observed()
    known = own[[key in figures for key in zip(own["series"], own["period"], strict=True)]]
    groups = known.groupby(["series", "period"])["value"]
    found = {
        key: (median, low, high)
        for key, median, low, high in zip(groups.groups, groups.median(), groups.quantile(0.1), groups.quantile(0.9), strict=True)
    }
    rows = []
    for key, figure in figures.items():
        if key in found:
            median, low, high = map(float, found[key])
            holds = figure.holds(median) if figure.tolerance is not None else None
            rows.append(Held(*key, figure.value, median, low, high, figure.deviation(median), figure.is_absolute, holds))
    return rows


def period_of(series: str, year: int) -> str:
    """The period that stands for a year: the year of a flow, the last day of a stock."""
    return f"{year}-12-31" if SERIES[series].kind == "stock" else str(year)


def years_of(table: pd.DataFrame) -> list[int]:
    """The years a summary has."""
    return sorted({int(period[:4]) for period in table["period"]})
