"""The one budget of the IND: no more is spent than there is, what one kind of work gets another does not, nothing is lost on the way."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest

from ketensim import Scenario, load_scenario
from ketensim.chain.budget import KINDS, QUEUES
from ketensim.chain.outcome import Outcome
from ketensim.chain.rules import Rules
from ketensim.chain.simulate import simulate

UNTIL, SCALE, FROM = date(2024, 12, 31), 0.02, "2024-03-01"
CASE = 9 / SCALE  # a family is served whole: so much may be borrowed from the day after, at full size


def base() -> Scenario:
    return load_scenario("basis")


@cache
def plain() -> Outcome:
    return played(base())


def played(scenario: Scenario) -> Outcome:
    return simulate(scenario, seed=3, replication=0, until=UNTIL, scale=SCALE)


def total(outcome: Outcome, series: str) -> float:
    return float(outcome.daily[series].sum())


def used(outcome: Outcome) -> np.ndarray:
    return np.array([outcome.daily[f"ind.budget_used.{kind}"] for kind in KINDS])


def decisions(outcome: Outcome, *series: str) -> float:
    return sum(total(outcome, name) for name in series)


@pytest.mark.parametrize(
    "scenario",
    [
        {}, {"ind.budget": 15_000.0}, {"ind.weight.spoor1": 5.0}, {"ind.extra.nareis": 9000.0},
        {"ind.budget": 300_000.0, "ind.handed_on": 1.0}, {"ind.weight.mvv": 2.0},
    ],
    ids=str,
)  # fmt: skip
def test_no_more_is_spent_than_there_is(scenario):
    """Up to any day; but for work in its own time, which is done when it comes and paid for as soon as there is budget for it."""
    changed = base()
    for key, value in scenario.items():
        changed = changed.change(key, value)
    rules, outcome = Rules(changed, UNTIL, 1.0), played(changed)
    there = rules.per_day("ind.budget") + sum(rules.per_day(f"ind.extra.{queue}") for queue in QUEUES)
    # what is done at its own time, and is not yet paid for
    queues = [KINDS.index(queue) for queue in QUEUES]
    spent = used(outcome)[queues].sum(axis=0)
    own = used(outcome).sum(axis=0) - spent
    paid, owed = np.zeros(len(there)), 0.0
    for day, work in enumerate(own):
        owed += work
        paid[day] = min(owed, rules.per_day("ind.budget")[day])
        owed -= paid[day]
    # work of a day is paid on that day or the next; a queue may have saved what its first case costs
    assert (np.cumsum(spent + paid) <= np.cumsum(there) + len(QUEUES) * CASE * 2).all()
    assert outcome.daily["ind.budget_used.total"] == pytest.approx(used(outcome).sum(axis=0))


def test_all_of_it_is_spent_where_all_three_queues_are_long():
    """But for parts of a day that no whole family of the two sorts of nareis takes, in so small a world."""
    budget = Rules(base(), UNTIL, 1.0).per_day("ind.budget").sum()
    assert total(plain(), "ind.budget_used.total") == pytest.approx(budget, rel=0.015)


def test_a_share_moved_from_spoor_4_to_nareis_costs_asylum_decisions_and_brings_nareis_ones():
    moved = base().change("ind.budget_share.spoor4", plus=-0.1, from_=FROM).change("ind.budget_share.nareis", plus=0.1, from_=FROM)
    outcome = played(moved)
    asylum, nareis = ("ind.decisions_first.aa",), ("nareis.mvv.decisions", "nareis.evrm8.decisions")
    assert decisions(outcome, *asylum) < 0.95 * decisions(plain(), *asylum)
    assert decisions(outcome, *nareis) > 1.1 * decisions(plain(), *nareis)
    assert total(outcome, "ind.budget_used.total") == pytest.approx(total(plain(), "ind.budget_used.total"), rel=0.005)
    before = (date.fromisoformat(FROM) - base().start).days
    for name, values in plain().daily.items():
        assert np.array_equal(values[:before], outcome.daily[name][:before], equal_nan=True), name


def test_shares_are_divided_by_their_sum():
    half = played(base().change("ind.budget_share", factor=0.5))
    for queue in QUEUES:
        assert total(half, f"ind.budget_used.{queue}") == pytest.approx(total(plain(), f"ind.budget_used.{queue}"), rel=0.002)


def test_without_shares_only_what_takes_its_own_time_is_done():
    none = played(base().change("ind.budget_share", 0.0))
    assert [total(none, f"ind.budget_used.{queue}") for queue in QUEUES] == [0.0, 0.0, 0.0]
    assert total(none, "ind.decisions_first.dublin") > 0


def test_more_of_what_is_paid_first_leaves_less_for_each_queue():
    dear = played(base().change("ind.weight.spoor1", 2.0))
    for queue in QUEUES:
        assert total(dear, f"ind.budget_used.{queue}") < 0.97 * total(plain(), f"ind.budget_used.{queue}")


def test_what_is_extra_is_for_one_queue_alone():
    extra = played(base().change("ind.extra.reopened", 1000.0, from_=FROM))
    assert total(extra, "ind.budget_used.reopened") > 1.15 * total(plain(), "ind.budget_used.reopened")
    for queue in ("spoor4", "nareis"):
        assert total(extra, f"ind.budget_used.{queue}") == pytest.approx(total(plain(), f"ind.budget_used.{queue}"), rel=0.01)


def test_what_a_queue_has_no_use_for_is_handed_on_as_far_as_people_can():
    """Nobody waits for nareis."""
    empty = base().change("opening.nareis.waiting_mvv", 0.0).change("opening.nareis.waiting_evrm8", 0.0).change("nareis.mvv.per_adult", 0.0)
    empty = empty.change("nareis.mvv.per_amv", 0.0).change("nareis.evrm8.per_amv", 0.0)
    kept, half, all_ = (played(empty.change("ind.handed_on", share)) for share in (0.0, 0.5, 1.0))
    budget = Rules(base(), UNTIL, 1.0).per_day("ind.budget").sum()
    assert total(kept, "ind.budget_used.total") < 0.85 * budget
    assert total(all_, "ind.budget_used.total") == pytest.approx(budget, rel=0.01)
    gained = [total(run, "ind.decisions_first.aa") - total(kept, "ind.decisions_first.aa") for run in (half, all_)]
    assert 0 < 1.5 * gained[0] < gained[1]
