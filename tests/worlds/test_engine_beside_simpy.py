"""The engine does what a plain SimPy model does that wakes every person for every step of a small network."""

from __future__ import annotations

import random
from collections import defaultdict
from functools import cache

import numpy as np
import pytest
from scipy import stats

from recorded import Recorded
from small_network import STATES, Person, Plan, Processes, new_simulation
from twins import key_of, luck_of, number_of

SEED = 7
# queues that are empty at times, queues that grow, and a fraction of a case a day; many come back and start anew
PLANS = {
    "quiet": Plan(days=700, opening=0, arrivals=3, ind=4.2, court=2.0, housing=2.5),
    "crowded": Plan(days=700, opening=400, arrivals=3, ind=2.6, court=0.7, housing=1.3),
    "hardly served": Plan(days=400, opening=60, arrivals=2, ind=0.9, court=0.15, housing=0.3),
}


def beside(plan: Plan, replication: int = 0) -> tuple[Recorded, Processes, list[tuple[int, str, float]]]:
    """The engine and the plain model, with the same luck for the same person."""
    sim = new_simulation(plan, SEED, [replication], Recorded)
    sim.run()
    world = number_of(f"world/{SEED}/{replication}")

    @cache
    def key(day: int, rank: int) -> int:
        return key_of(world, "arrival", day, rank)

    def luck(person: Person, decision: str) -> float:
        return luck_of(key(person.day, person.rank), decision, person.round)

    log: list[tuple[int, str, float]] = []
    plain = Processes(plan, luck, log)
    plain.run()
    return sim, plain, log  # type: ignore[return-value]


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_with_the_same_luck_the_same_people_are_at_the_same_places_on_the_same_days(plan: Plan) -> None:
    sim, plain, log = beside(plan)
    engine, told = defaultdict(list), defaultdict(list)
    for move in sim.log:
        engine[move.row].append((STATES[move.state], move.at))
    for number, place, at in log:
        if at <= plan.days:
            told[number].append((place, at))
    assert sum(len(history) for history in engine.values()) == plain.moves
    assert engine.keys() == told.keys()
    for person, history in told.items():
        assert [place for place, _ in engine[person]] == [place for place, _ in history]
        # the hour too, but for the last bit of a power or a logarithm
        assert [at for _, at in engine[person]] == pytest.approx([at for _, at in history], rel=1e-12)
    assert sum(history.count("ind") > 1 for history in ([place for place, _ in h] for h in told.values())) > 5


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_with_the_same_luck_the_books_are_the_same_every_day(plan: Plan) -> None:
    sim, plain, _ = beside(plan, replication=3)
    np.testing.assert_array_equal(sim.ledger.stock[:, 1:, 0, 0], np.array(plain.stock)[:, 1:])


def test_with_luck_of_their_own_they_agree_in_distribution() -> None:
    """Independent replications of both: the mean stock of every place, the moves into it and the moves in all.

    Replications are independent, so Welch's test holds for each mean and Levene's for the spread; with so many tests
    the level of each is the total one divided by their number (Bonferroni).
    """
    replications, plan = 40, Plan(days=300, opening=60, arrivals=3, ind=3.0, court=0.8, housing=1.5)
    sim = new_simulation(plan, SEED, list(range(replications)))
    sim.run()
    engine = np.concatenate(
        (sim.ledger.stock[:, 1:, 0, :].mean(axis=0), sim.ledger.stock[-1, 1:, 0, :], sim.ledger.moved_in[0].sum(axis=(0, 1))[None])
    )
    plain = []
    for replication in range(replications):
        rng = random.Random(replication)
        model = Processes(plan, lambda person, decision, rng=rng: rng.random())  # type: ignore[misc]
        model.run()
        stock = np.array(model.stock)[:, 1:]
        plain.append([*stock.mean(axis=0), *stock[-1], model.moves])
    pairs = list(zip(engine, np.array(plain).T, strict=True))
    level = 1e-3 / (2 * len(pairs))
    for ours, theirs in pairs:
        assert stats.ttest_ind(ours, theirs, equal_var=False).pvalue > level
        assert stats.levene(ours, theirs).pvalue > level
