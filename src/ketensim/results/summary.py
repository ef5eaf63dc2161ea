"""What a run says, in medians and intervals, beside what was published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ketensim.calibration.figures import observed
from ketensim.chain.series import SERIES

if TYPE_CHECKING:
    import pandas as pd

LEVELS = {50: (0.25, 0.75), 80: (0.10, 0.90), 95: (0.025, 0.975)}
# what the table in the terminal shows: one line a series, a column a year
MAIN = (
    "coa.occupancy", "coa.status_holders", "coa.amv", "ind.backlog", "ind.open_procedures", "courts.pending", "nareis.waiting_abroad",
    "housing.arrears", "inflow.first", "ind.decisions_first.total", "ind.decisions_first.grant", "ind.permits.total",
    "nareis.mvv.applications", "inflow.nareis_arrivals", "coa.inflow", "coa.outflow", "coa.status_outflow", "housing.housed",
    "departure.dtenv.total",
)  # fmt: skip


def summarise(periods: pd.DataFrame) -> pd.DataFrame:
    """Median and intervals over the replications of each scenario: one row a (scenario, series, period).

    ``periods`` is the long table of a run. Columns: scenario, series, period, unit, median, low50, high50, ... high95,
    observed (nan where nothing was published).
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


def held_against_figures(periods: pd.DataFrame, scenario: str) -> list[tuple[str, str, float, float, bool]]:
    """Every figure with a tolerance: (series, period, observed, simulated median, whether it holds)."""
    own = periods[periods["scenario"] == scenario]
    medians = own.groupby(["series", "period"])["value"].median()
    rows = []
    for (series, period), figure in observed().items():
        if figure.tolerance is not None and (series, period) in medians.index:
            simulated = float(medians.loc[(series, period)])
            rows.append((series, period, figure.value, simulated, figure.holds(simulated)))
    return rows


def period_of(series: str, year: int) -> str:
    """The period that stands for a year: the year of a flow, the last day of a stock."""
    return f"{year}-12-31" if SERIES[series].kind == "stock" else str(year)


def years_of(table: pd.DataFrame) -> list[int]:
    """The years a summary has."""
    return sorted({int(period[:4]) for period in table["period"]})


__all__: Sequence[str] = ("LEVELS", "MAIN", "held_against_figures", "period_of", "summarise", "years_of")
