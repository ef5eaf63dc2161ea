"""One replication of a scenario: make the chain, fill it, let the days pass, read the books."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

from ketensim.chain.books import read_books
from ketensim.chain.census import Census
from ketensim.chain.network import Chain, new_simulation
from ketensim.chain.outcome import Outcome
from ketensim.chain.rules import Rules
from ketensim.chain.opening import Opening
from ketensim.scenario import Scenario


def build(scenario: Scenario, seed: int, replication: int, until: date | None = None, scale: float = 1.0) -> Chain:
    """The chain on the morning of its first day, everybody who is in it in place."""
    rules = Rules(scenario, until or scenario.until, scale)
    chain = Chain(new_simulation(seed, replication, rules.days), rules)
    Opening(chain)
    return chain


def simulate(
    scenario: Scenario,
    *,
    seed: int,
    replication: int,
    until: date | None = None,
    scale: float = 1.0,
    on_day: Callable[[date], None] | None = None,
) -> Outcome:
    """Project a scenario once. ``scale`` 0.1 simulates one person for ten; series are given at full size.

    Same arguments, same result, whatever else runs beside it. ``on_day`` is told every day that has passed.
    """
    begin = time.process_time()
    chain = build(scenario, seed, replication, until, scale)
    census = Census(chain)
    first = scenario.start

    def after(day: int) -> None:
        census.take(day)
        if on_day is not None:
            on_day(first + timedelta(days=day))

    chain.sim.run(after)
    daily, ratios = read_books(chain, census)
    return Outcome(first, chain.rules.days, daily, ratios, chain.sim.ledger.moves, time.process_time() - begin)
