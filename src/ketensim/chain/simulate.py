"""Some worlds, side by side: make the chain, fill it, let the days pass, read the books."""

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
from ketensim.chain.transitions import read_transitions
from ketensim.chain.world import World
from ketensim.scenario import Scenario

MOST_REPLICATIONS = 1_000_000  # of a member, so that no two members share a luck


def build(
    scenario: Scenario, seed: int, replications: Sequence[int], until: date | None = None, scale: float = 1.0, member: int = 0
) -> Chain:
    """The chain on the morning of its first day, everybody who is in it in place, in each replication."""
    return build_worlds([World(scenario, member, replication) for replication in replications], seed, until, scale)


def build_worlds(worlds: Sequence[World], seed: int, until: date | None = None, scale: float = 1.0, keep_moves: bool = True) -> Chain:
    """The same for worlds of any kind; ``keep_moves`` by day, which no series needs. Raises ValueError when they do not have the same days."""
    last = until or worlds[0].scenario.until
    if len({(world.scenario.start, until or world.scenario.until) for world in worlds}) > 1:
        raise ValueError("worlds side by side start and end on the same days")
    rules_of = {id(world.scenario): Rules(world.scenario, last, scale) for world in worlds}
    rules = [rules_of[id(world.scenario)] for world in worlds]
    lucks = [world.member * MOST_REPLICATIONS + world.replication for world in worlds]  # each member has lucks of its own
    departed = [departures(own, seed, world.member) for own, world in zip(rules, worlds, strict=True)]
    chain = Chain(new_simulation(seed, lucks, rules[0], keep_moves), rules, departed)
    for number in range(len(worlds)):
        Opening(chain, number)
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
    """Project a scenario some times: :func:`simulate_worlds` of the replications of one member."""
    worlds = [World(scenario, member, replication) for replication in replications]
    return simulate_worlds(worlds, seed=seed, until=until, scale=scale, on_day=on_day)


def simulate_worlds(
    worlds: Sequence[World],
    *,
    seed: int,
    until: date | None = None,
    scale: float = 1.0,
    on_day: Callable[[date], None] | None = None,
) -> list[Outcome]:
    """Project worlds side by side in one simulation, which costs less than one after the other.

    Each outcome is the same as if it ran alone: same arguments, same numbers, whatever runs beside it. ``scale`` 0.1
    simulates one person for ten; series are given at full size. ``on_day`` is told every day that has passed. Raises
    ValueError when the worlds do not have the same days.
    """
    begin = time.process_time()
    chain = build_worlds(worlds, seed, until, scale, keep_moves=False)
    census = Census(chain)

    def after(day: int) -> None:
        census.take(day)
        if on_day is not None:
            on_day(chain.start + timedelta(days=day))

    chain.sim.run(after)
    read, moves, passed = read_books(chain, census), chain.people.moves(), read_transitions(chain)
    cpu = (time.process_time() - begin) / len(worlds)
    return [Outcome(chain.start, chain.sim.days, *books, int(n), cpu, ways) for books, n, ways in zip(read, moves, passed, strict=True)]
