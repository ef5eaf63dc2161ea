"""More capacity never makes the queue before it longer, on any day, with the same people and the same luck.

Theory gives this for the queue itself: who joins it does not depend on its capacity, and it serves in an order that does not
either. It gives no more: the files of the whole IND (a file served sooner may be in the extended procedure when it would
have been withdrawn), or the queue of the courts (a file re-opened sooner may appeal again), are not bound to follow. They
do here, which is not tested.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest

from ketensim import Scenario, load_scenario
from ketensim.chain.families import LARGEST
from ketensim.chain.simulate import build, simulate_together

UNTIL, SCALE, REPLICATIONS = date(2025, 9, 30), 0.05, (0, 1)
QUEUES = {
    "ind.extra.spoor4": "ind.backlog.aa",
    "ind.extra.reopened": "ind.backlog.reopened",
    "ind.extra.nareis": "nareis.waiting_abroad",
    "housing.supply": "coa.status_holders",
}
WORK = {"ind.extra.spoor4": 15_000.0, "ind.extra.reopened": 2_600.0, "ind.extra.nareis": 10_700.0}  # what a queue has in the base
# a family: it is served at once, when all of it can be, so one more a little sooner can mean as many less the day after
ROUNDING = LARGEST - 1.0


@cache
def base() -> Scenario:
    """Queues that do not meet in the budget: objections cost nothing, and what one has no use for is not handed on.

    Else a decision more in nareis takes some work from asylum, which brings fewer applications.
    """
    return load_scenario("basis").change("ind.weight.objection", 0.0).change("ind.handed_on", 0.0)


def played(scenario: Scenario) -> list[dict[str, np.ndarray]]:
    """The series of each replication, in simulated persons."""
    outcomes = simulate_together(scenario, seed=4, replications=REPLICATIONS, until=UNTIL, scale=SCALE)
    return [{name: values * SCALE for name, values in outcome.daily.items()} for outcome in outcomes]


@cache
def with_capacity(key: str, factor: float) -> list[dict[str, np.ndarray]]:
    if key in WORK:  # what is there, 1, comes from the budget, and the rest is on top
        return played(base().change(key, WORK[key] * (factor - 1.0))) if factor != 1.0 else plain()
    return played(base().change(key, factor=factor)) if factor != 1.0 else plain()


@cache
def plain() -> list[dict[str, np.ndarray]]:
    return played(base())


@pytest.mark.parametrize(("less", "more"), [(1.0, 1.02), (1.0, 1.25), (1.25, 2.0)], ids=str)
@pytest.mark.parametrize("key", QUEUES)
def test_more_capacity_never_makes_its_queue_longer(key, less, more):
    queue = QUEUES[key]
    for low, high in zip(with_capacity(key, less), with_capacity(key, more), strict=True):
        longer = high[queue] - low[queue]
        assert longer.max() <= ROUNDING + 1e-6
        assert longer.mean() < 0


@pytest.mark.parametrize("key", QUEUES)
def test_who_joins_the_queue_does_not_depend_on_its_capacity(key):
    """So the difference is in what is served, and cannot be made good elsewhere."""
    flows = {
        "ind.extra.spoor4": ("inflow.first", "ind.decisions_first.dublin"),
        "ind.extra.reopened": ("inflow.first", "ind.decisions_first.dublin"),
        "ind.extra.nareis": ("nareis.mvv.applications", "nareis.evrm8.applications"),
        "housing.supply": ("coa.inflow", "ind.permits.total"),
    }[key]
    for low, high in zip(plain(), with_capacity(key, 1.25), strict=True):
        for flow in flows:
            assert np.array_equal(low[flow], high[flow]), flow


def decided(scenario: Scenario) -> tuple[np.ndarray, np.ndarray]:
    """Decisions in the general procedure on each day: of Syrians, of all others."""
    chain = build(scenario, 4, [0], UNTIL, SCALE)
    chain.sim.run()
    both = sum(chain.sim.ledger.events[f"ind.decisions_first.aa.{outcome}"] for outcome in ("grant", "reject"))
    return both[:, :3].sum(axis=1), both[:, 3:].sum(axis=1)


def test_a_shut_lane_is_shut_and_helps_the_others():
    """No Syrian file is decided in the general procedure while its lane is shut; others are served in its stead."""
    open_lane = base().change("ind.spoor4.syria_share", 1.0)
    shut_lane = open_lane.change("ind.spoor4.syria_share", 0.0, from_="2024-03-01", until="2024-09-01")
    before, (syrian, others) = decided(open_lane), decided(shut_lane)
    first, last = (date(2024, 3, 1) - base().start).days, (date(2024, 9, 1) - base().start).days
    assert not syrian[first:last].any()
    assert syrian[last:].sum() > before[0][last:].sum() > 0
    assert before[0][first:last].sum() > 0
    assert others[first:last].sum() > 1.1 * before[1][first:last].sum()
