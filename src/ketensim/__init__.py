"""ketensim: an open simulation of the Dutch asylum chain::

    import ketensim as ks

    base = ks.load_scenario("basis")
    faster = base.change("ind.budget", factor=1.2, from_="2027-01-01")
    runs = ks.run([base, faster], replications=20)
    runs.summary()

Nothing happens at import: what a function needs is imported when it is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ketensim.scenario import Scenario, ScenarioError, load_scenario
from ketensim.version import VERSION

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import pandas as pd

    from ketensim.comparison.comparison import Comparison
    from ketensim.explore.sensitivity import Sensitivity
    from ketensim.explore.solve import Solution
    from ketensim.reporting.chain_graph.graph import ChainGraph
    from ketensim.results.runs import Runs

__version__ = VERSION
__all__ = [
    "Scenario",
    "ScenarioError",
    "__version__",
    "chain_graph",
    "compare",
    "load_scenario",
    "report",
    "run",
    "sensitivity",
    "solve",
    "split_municipalities",
]


def run(scenarios: Scenario | str | Sequence[Scenario | str], **options: Any) -> Runs:
    """Project scenarios; see :func:`ketensim.results.runs.run` for the options and what it returns."""
    from ketensim.results.runs import run as run_all

    return run_all(scenarios, **options)


def compare(*runs: Runs | str | Path | Sequence[Runs | str | Path], reference: str | None = None) -> Comparison:
    """Compare the scenarios of runs or run folders pair by pair; see :func:`ketensim.comparison.comparison.compare`."""
    from ketensim.comparison.comparison import compare as compare_all

    return compare_all(*runs, reference=reference)


def report(runs: Runs | str | Path | Sequence[Runs | str | Path], path: str | Path | None = None, language: str = "en") -> Path:
    """Write one HTML page on a run, or on two that are compared; see :func:`ketensim.reporting.page.page.report`."""
    from ketensim.reporting.page.page import report as write

    return write(runs, path, language)


def chain_graph(runs: Runs | str | Path | None = None, **options: Any) -> ChainGraph:
    """The states of the chain in a year of a run and the flows between them; see :func:`ketensim.reporting.chain_graph.graph.chain_graph`."""
    from ketensim.reporting.chain_graph.graph import chain_graph as graph

    return graph(runs, **options)


def solve(scenario: Scenario, *, find: str, goal: str, **options: Any) -> Solution:
    """The value of a lever that reaches a goal; see :func:`ketensim.explore.solve.solve` for the options and what it returns."""
    from ketensim.explore.solve import solve as solve_for

    return solve_for(scenario, find=find, goal=goal, **options)


def sensitivity(scenario: Scenario, series: str, at: date | str, **options: Any) -> Sensitivity:
    """What moves a series at a moment most; see :func:`ketensim.explore.sensitivity.sensitivity`."""
    from ketensim.explore.sensitivity import sensitivity as study

    return study(scenario, series, at, **options)


def split_municipalities(runs: Runs | str | Path | pd.DataFrame, table: str | Path, **options: Any) -> pd.DataFrame:
    """A run split over municipalities by inhabitants; see :func:`ketensim.municipalities.split.split_municipalities`."""
    from ketensim.municipalities.split import split_municipalities as split

    return split(runs, table, **options)
