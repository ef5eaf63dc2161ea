"""Small runs of two scenarios that tests of comparisons share: some members of some replications, and the base values alone."""

from __future__ import annotations

import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from ketensim import load_scenario
from ketensim.results.runs import Runs, run

HOSTILE = "[red]50% $x_1$ & <b>more</b>[/red] \\alpha {0} %s"
FROM = "2024-09-01"


@lru_cache
def folder() -> Path:
    """A folder for as long as the tests run."""
    import atexit

    made = Path(tempfile.mkdtemp(prefix="comparison-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@lru_cache
def with_members() -> Runs:
    """Three members of two replications: the base, and the IND at half its capacity with hardly any houses from September on."""
    base = load_scenario("basis")
    change = base.change("ind.budget", factor=0.5, from_=FROM).change("housing.supply", factor=0.2, from_=FROM)
    scenarios = [base, change.change("inflow.first.turkey", factor=1.5, from_=FROM, name="slower", title=HOSTILE)]
    return run(scenarios, members=3, replications=2, seed=7, scale=0.01, until="2025-12-31", jobs=1, out=folder() / "members")


@lru_cache
def without_members() -> Runs:
    """The base values alone, three replications of a few months."""
    base = load_scenario("basis")
    slower = base.change("ind.budget", factor=0.5, from_="2024-02-01", name="slower")
    return run([base, slower], members=0, replications=3, seed=7, scale=0.01, until="2024-06-30", jobs=1, out=folder() / "plain")
