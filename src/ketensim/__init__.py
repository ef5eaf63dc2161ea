"""ketensim: an open simulation of the Dutch asylum chain::

    import ketensim as ks

    base = ks.load_scenario("basis")
    faster = base.change("ind.spoor4.capacity", factor=1.2, from_="2027-01-01")
    runs = ks.run([base, faster], replications=20)
    runs.summary()

Nothing happens at import: what a function needs is imported when it is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ketensim.scenario import Scenario, ScenarioError, load_scenario

if TYPE_CHECKING:
    from ketensim.results.runs import Runs

__version__ = "0.1.0"
__all__ = ["Scenario", "ScenarioError", "__version__", "load_scenario", "run"]


def run(scenarios: Scenario | Sequence[Scenario], **options: Any) -> Runs:
    """Project scenarios; see :func:`ketensim.results.runs.run` for the options and what it returns."""
    from ketensim.results.runs import run as run_all

    return run_all(scenarios, **options)
