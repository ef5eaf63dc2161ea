"""Which unknowns a series goes with: the parameters of the fitted ensemble, and the inflow to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ketensim.calibration.figures import LAST_OBSERVED
from ketensim.calibration.members import Ensemble
from ketensim.explore.goal import Complain, Moment
from ketensim.explore.measure import Ask, Floats, Sampling, Tell, World, fitted_ensemble, measure
from ketensim.explore.ranks import (
    LEVEL,
    Correlations,
    Explained,
    adjusted_for_number,
    correlations,
    explained,
    smallest_told,
    worlds_needed,
)
from ketensim.results.folder import RunFolderError
from ketensim.results.runs import Runs, open_runs
from ketensim.scenario import Problem, Scenario, ScenarioError

if TYPE_CHECKING:
    import pandas as pd

FEWEST_MEMBERS = 12  # below it nothing can be told from noise
ALIKE = 0.4  # two parameters of the ensemble with a rank correlation like this cannot be kept apart well


@dataclass(frozen=True)
class Unknown:
    """A parameter that is not known, or the inflow to come (``name`` inflow), and how the series goes with it.

    ``correlation`` is in ranks, with the inflow taken out (but for the inflow itself); ``adjusted`` its p value for as many as
    were looked at, ``is_told`` whether it is told from noise. ``effect`` is how far the series goes (80% interval for all together) as the
    parameter goes from its ``low`` to its ``high`` (10% and 90% of the ensemble, as factors; persons for the inflow).
    ``moves_with`` is the parameter that it cannot be kept apart from, if there is one.
    """

    name: str
    keys: tuple[str, ...]
    begin: str
    end: str
    low: float
    high: float
    correlation: float
    p: float
    adjusted: float
    is_told: bool
    effect: float
    effect_low80: float
    effect_high80: float
    moves_with: str = ""
    alike: float = 0.0


@dataclass(frozen=True)
class Unknowns:
    """All unknowns, the strongest first; the smallest rank correlation that can be told from noise with so many members; how
    many it takes for one of 0.3; and the shares of the variance that the inflow explains (``aside``) and parameters on top (``columns``),
    each member predicted from the others (the rest is chance, and what no straight line catches)."""

    rows: tuple[Unknown, ...]
    members: int
    smallest_told: float
    members_for_03: int
    explained: Explained


@dataclass(frozen=True)
class Known:
    """What some members came to: the series (mean over replications), shape (members,), what sums up their inflow, shape
    (members, numbers), and which members they are."""

    values: Floats
    inflow: Floats
    members: tuple[int, ...]


def of_members(scenario: Scenario, moment: Moment, sampling: Sampling, tell: Tell) -> Known:
    """Run members of the ensemble as the scenario is."""
    worlds = sampling.worlds()
    (found,) = measure([Ask(scenario, worlds)], [moment, *_inflow_moments(moment)], sampling, tell)
    return _by_member(worlds, found)


def of_run(scenario: Scenario, moment: Moment, folder: Path) -> Known:
    """Read members from a run folder. Raises RunFolderError when the series is not known of every run in it."""
    runs = open_runs(folder)
    name = next(s["name"] for s in runs.manifest["scenarios"] if s["hash"] == scenario.hash)
    columns = [_column(runs, name, own) for own in (moment, *_inflow_moments(moment))]
    index = columns[0].index
    worlds = [World(int(member), int(replication)) for member, replication in index]
    values = np.column_stack([column.reindex(index).to_numpy() for column in columns])
    if np.isnan(values).any():
        raise RunFolderError(f"{folder}: has no {moment} in every run; give a period or date that is in its tables")
    return _by_member(worlds, values)


def check_run(folder: Path, scenario: Scenario, moment: Moment, complain: Complain) -> None:
    """Whether a run folder holds what is asked of it."""
    manifest = open_runs(folder).manifest
    hashes = {s["name"]: s["hash"] for s in manifest["scenarios"]}
    if scenario.hash not in hashes.values():
        complain("run", f"{folder} holds {', '.join(hashes)}, but not the scenario {scenario.name} as it is now")
    if manifest["members"] < FEWEST_MEMBERS:
        complain("run", f"{folder} has {manifest['members']} members; correlations with unknowns need {FEWEST_MEMBERS} or more")
    elif manifest["ensemble"]["sha256"] != fitted_ensemble().facts()["sha256"]:
        complain("run", f"{folder} was made with another ensemble; run it anew")
    if manifest["until"] < moment.last.isoformat():
        complain("run", f"{folder} ends on {manifest['until']}, before {moment.period} does")


def _inflow_moments(moment: Moment) -> list[Moment]:
    """First applications in the last year up to the moment, and before it since the figures end: what sums up an inflow."""
    begin, year = LAST_OBSERVED + timedelta(days=1), moment.last - timedelta(days=364)
    spans = [(max(begin, year), moment.last), (begin, year - timedelta(days=1))]
    return [Moment("inflow.first", f"{first}/{last}", first, last) for first, last in spans if first <= last]


def _by_member(worlds: Sequence[World], found: Floats) -> Known:
    members = tuple(dict.fromkeys(world.member for world in worlds))
    own = np.array([world.member for world in worlds])
    means = np.array([found[own == member].mean(axis=0) for member in members])
    return Known(means[:, 0], means[:, 1:], members)


def _column(runs: Runs, name: str, moment: Moment) -> pd.Series:
    """A moment in every (member, replication) of a run folder."""
    import pandas as pd

    keys = ["member", "replication"]
    if moment.about.kind in ("mean", "share"):
        table = runs.periods()
        own = table[(table["scenario"] == name) & (table["series"] == moment.series) & (table["period"] == moment.period)]
        if own.empty:
            raise RunFolderError(f"{runs.folder.path}: has no {moment}")
        return own.set_index(keys)["value"].sort_index()
    table = runs.series([moment.series])
    days = table["date"].between(pd.Timestamp(moment.first), pd.Timestamp(moment.last))
    own = table[(table["scenario"] == name) & days].groupby(keys)[moment.series]
    return (own.sum() if moment.about.kind == "flow" else own.last()).sort_index()


def unknowns(known: Known, ensemble: Ensemble) -> Unknowns:
    """Hold a series against the parameters of its members and their inflow."""
    fine = np.isfinite(known.values)
    if fine.sum() < FEWEST_MEMBERS or np.ptp(known.values[fine]) == 0:
        raise ScenarioError([Problem("sensitivity", "series", "is the same in all members, or known in too few; nothing moves it")])
    values, inflow = known.values[fine], known.inflow[fine]
    factors = ensemble.factors[np.array(known.members)[fine] - 1]
    total = inflow.sum(axis=1, keepdims=True)
    columns = factors.shape[1] + 1
    of_inflow = correlations(values, total, np.empty((len(values), 0)), columns)
    of_parameters = correlations(values, factors, inflow, columns)
    adjusted = adjusted_for_number(np.concatenate([of_inflow.p, of_parameters.p]))
    rows = [_inflow_row(of_inflow, total[:, 0], adjusted[0])] if np.ptp(total) > 0 else []
    rows += _parameter_rows(of_parameters, adjusted[1:], ensemble)
    strongest = tuple(sorted(rows, key=lambda row: (-abs(row.correlation), row.name)))
    told = smallest_told(len(values), columns, inflow.shape[1])
    return Unknowns(strongest, len(values), told, worlds_needed(0.3, columns, inflow.shape[1]), explained(values, factors, inflow))


def _inflow_row(found: Correlations, inflow: Floats, adjusted: float) -> Unknown:
    low, high = (float(q) for q in np.quantile(inflow, [0.1, 0.9]))
    begin = str(LAST_OBSERVED + timedelta(days=1))
    return Unknown(
        "inflow", ("inflow.first",), begin, "", low, high, float(found.rho[0]), float(found.p[0]), float(adjusted),
        bool(adjusted <= LEVEL), *_effect(found, 0, high - low),
    )  # fmt: skip


def _effect(found: Correlations, n: int, width: float) -> tuple[float, float, float]:
    """How far the series goes over a width of a column, with its interval."""
    return float(found.slope[n]) * width, float(found.slope_low[n]) * width, float(found.slope_high[n]) * width


def _parameter_rows(found: Correlations, adjusted: Floats, ensemble: Ensemble) -> list[Unknown]:
    from scipy.stats import spearmanr

    lows, highs = np.quantile(ensemble.factors, [0.1, 0.9], axis=0)
    alike = np.nan_to_num(np.asarray(spearmanr(ensemble.factors).statistic))
    np.fill_diagonal(alike, 0.0)
    rows = []
    for n, prior in enumerate(ensemble.recipe.priors):
        other = int(np.abs(alike[n]).argmax())
        close = abs(alike[n, other]) >= ALIKE
        rows.append(Unknown(
            prior.name, prior.keys, str(prior.from_ or ""), str(prior.until or ""), float(lows[n]), float(highs[n]), float(found.rho[n]),
            float(found.p[n]), float(adjusted[n]), bool(adjusted[n] <= LEVEL), *_effect(found, n, float(highs[n] - lows[n])),
            ensemble.recipe.names[other] if close else "", float(alike[n, other]) if close else 0.0,
        ))  # fmt: skip
    return rows
