"""One replication of a scenario: make the chain, fill it, let the days pass, read the books."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from ketensim.chain.books import read_books
from ketensim.chain.census import Census
from ketensim.chain.future import departures
from ketensim.chain.network import Chain, new_simulation
from ketensim.chain.opening import Opening
from ketensim.chain.outcome import Outcome
from ketensim.chain.rules import Rules
from ketensim.scenario import Scenario

MOST_REPLICATIONS = 1_000_000  # of a member, so that no two members share a luck


def build(
    scenario: Scenario, seed: int, replications: Sequence[int], until: date | None = None, scale: float = 1.0, member: int = 0
) -> Chain:
    """The chain on the morning of its first day, everybody who is in it in place, in each replication."""
    rules = Rules(scenario, until or scenario.until, scale)
    lucks = [member * MOST_REPLICATIONS + replication for replication in replications]  # each member has lucks of its own
    chain = Chain(new_simulation(seed, lucks, rules.days), rules, departures(rules, seed, member))
    for world in range(len(replications)):
        Opening(chain, world)
    return chain


def simulate(scenario: Scenario, *, seed: int, replication: int, **options: Any) -> Outcome:
    """Project a scenario once; the options are those of :func:`simulate_together`."""
    return simulate_together(scenario, seed=seed, replications=[replication], **options)[0]


def simulate_together(
    scenario: Scenario,
    *,
    seed: int,
    replications: Sequence[int],
    until: date | None = None,
    scale: float = 1.0,
    member: int = 0,
    on_day: Callable[[date], None] | None = None,
) -> list[Outcome]:
    """Project a scenario some times, side by side in one simulation, which costs less than one after the other.

    Each outcome is the same as if it ran alone: same arguments, same numbers, whatever runs beside it. ``scale`` 0.1
    simulates one person for ten; series are given at full size. ``member`` names the inflow to come, where that is
    uncertain. ``on_day`` is told every day that has passed.
    """
    begin = time.process_time()
    chain = build(scenario, seed, replications, until, scale, member)
    census = Census(chain)
    first = scenario.start

    def after(day: int) -> None:
        census.take(day)
        if on_day is not None:
            on_day(first + timedelta(days=day))

    chain.sim.run(after)
    read = read_books(chain, census)
    worlds = len(replications)
    moves, cpu = chain.sim.ledger.moves // worlds, (time.process_time() - begin) / worlds
    return [Outcome(first, chain.rules.days, daily, ratios, moves, cpu) for daily, ratios in read]
