"""Where the width of an interval comes from: the inflow to come, the parameters that are not known, or chance.

Replications of one member differ by chance alone, so chance is the mean variance within members. What is left between
the members' means comes from inflow and parameters, which are drawn apart from each other: the part that goes with the
inflow that came (a regression on the first applications of the last year, and of all years before it since the figures
end) is inflow's, the rest is the parameters'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.calibration.figures import LAST_OBSERVED

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
FEWEST_MEMBERS = 8  # below it a regression on two numbers says nothing


def split_variance(values: Floats, inflow: Floats) -> dict[str, float] | None:
    """Shares of inflow, parameters and chance in the variance of a series, and its standard deviation.

    ``values``: (members, replications); ``inflow``: (members, numbers) that sum up the inflow each member had. None with too
    few members or replications, or when nothing varies.
    """
    members, replications = values.shape
    if members < FEWEST_MEMBERS or replications < 2:
        return None
    within = float(values.var(axis=1, ddof=1).mean())
    means = values.mean(axis=1)
    spread = float(means.var(ddof=1))
    between = max(spread - within / replications, 0.0)
    total = within + between
    if total <= 0.0:
        return None
    explained = min(spread * _explained(means, inflow), between)
    parts = {"inflow": explained, "parameters": between - explained, "chance": within}
    return {name: part / total for name, part in parts.items()} | {"sd": total**0.5}


def _explained(means: Floats, inflow: Floats) -> float:
    """The share of the variance between members that goes with their inflow, corrected for what any numbers would explain."""
    varying = inflow[:, inflow.std(axis=0) > 1e-9]
    n, k = varying.shape
    if k == 0:
        return 0.0
    design = np.column_stack([np.ones(n), (varying - varying.mean(axis=0)) / varying.std(axis=0)])
    left = means - design @ np.linalg.lstsq(design, means, rcond=None)[0]
    share = 1.0 - float(left @ left) / max(float(((means - means.mean()) ** 2).sum()), 1e-12)
    return float(np.clip(1.0 - (1.0 - share) * (n - 1) / (n - k - 1), 0.0, 1.0))


def variance_by_year(periods: pd.DataFrame, scenario: str, series: str) -> dict[str, dict[str, float]]:
    """The split of a stock at each year end after the last figures: a date of shares (and ``sd``)."""
    own = periods[(periods["scenario"] == scenario) & periods["series"].isin([series, "inflow.first"])]
    wide = own.pivot_table(index=["member", "replication"], columns=["series", "period"], values="value")
    found = {}
    first = LAST_OBSERVED.year + 1
    for year in sorted({int(p[:4]) for s, p in wide.columns if s == series and p.endswith("-12-31") and int(p[:4]) >= first}):
        values = wide[series, f"{year}-12-31"].unstack().to_numpy()
        yearly = [wide["inflow.first", str(y)].unstack().mean(axis=1).to_numpy() for y in range(first, year + 1)]
        inflow = np.column_stack([yearly[-1], np.sum(yearly[:-1], axis=0) if len(yearly) > 1 else np.zeros(len(yearly[-1]))])
        if (split := split_variance(values, inflow)) is not None:
            found[f"{year}-12-31"] = {name: round(value, 4) for name, value in split.items()}
    return found
