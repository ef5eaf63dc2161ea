"""More people come, and everybody else keeps name and luck; where nobody waits for capacity, everybody else's life as well."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ketensim import Scenario, load_scenario
from ketensim.chain.simulate import build
from ketensim.chain.states import P

UNTIL, SCALE = date(2024, 10, 31), 0.05
CAPACITIES = ("ind.budget", "ind.extra", "courts.capacity", "nareis.capacity", "housing.supply")
SOURCES = ("inflow.first", "inflow.subsequent", "inflow.resettlement", "inflow.supervision")
DECISIONS = ("ind.grant", "ind.va", "registration.track", "courts.appeal.aa", "departure.returns", "housing.slow", "nareis.mvv.size")
WHO = ("size", "nationality", "kind_applied", "applied")
LIFE = ("size", "state0", "state1", "since0", "since1", "spell0", "spell1", "round", "kind", "arrived", "permit")


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load_scenario("basis")


@pytest.fixture(scope="module")
def more(base: Scenario) -> Scenario:
    """Half as many first applications again, and three times the resettled."""
    return base.change("inflow.first", factor=1.5).change("inflow.resettlement", factor=3.0)


def without_waiting(scenario: Scenario) -> Scenario:
    """Nobody there at the start, one comes for fifty, and all the capacity that is allowed: nobody waits for anybody else."""
    known = scenario.catalogue
    stocks = [key for key in known if key.startswith("opening.") and known[key].unit in ("persons", "cases")]
    for key in [key for key in known if key.startswith(CAPACITIES)]:
        scenario = scenario.change(key, 1.0 if known[key].unit == "share" else known[key].high)
    for key in stocks:
        scenario = scenario.change(key, 0.0)
    for key in SOURCES:
        scenario = scenario.change(key, factor=0.02)
    return scenario.change("ind.spoor4.syria_share", 1.0)


def rows_of_both(one, two) -> tuple[np.ndarray, np.ndarray]:
    """The rows, in both, of the persons that one and two have in common."""
    _, mine, theirs = np.intersect1d(
        one.people.key[: one.people.count], two.people.key[: two.people.count], assume_unique=True, return_indices=True
    )
    return mine, theirs


def test_more_inflow_only_adds_people(base, more):
    few, many = (build(scenario, 1, [0, 1], UNTIL, SCALE) for scenario in (base, more))
    mine, _ = rows_of_both(few, many)
    assert mine.size == few.people.count
    coming = [sum(rows.size for rows, _ in chain.inflow._coming.values()) for chain in (few, many)]
    assert many.people.count - few.people.count == coming[1] - coming[0] > 0.2 * coming[0]


def test_everybody_else_keeps_name_and_luck(base, more):
    few, many = (build(scenario, 1, [0, 1], UNTIL, SCALE) for scenario in (base, more))
    mine, theirs = rows_of_both(few, many)
    for name in WHO:
        assert np.array_equal(getattr(few.people, name)[mine], getattr(many.people, name)[theirs]), name
    for decision in DECISIONS:
        assert np.array_equal(few.luck(mine, decision), many.luck(theirs, decision)), decision


def test_less_inflow_only_takes_people_away(base):
    few, all_of_them = (build(scenario, 1, [0], UNTIL, SCALE) for scenario in (base.change("inflow.first", factor=0.4), base))
    mine, _ = rows_of_both(few, all_of_them)
    assert mine.size == few.people.count < all_of_them.people.count


def test_where_nobody_waits_others_change_nothing(base, more):
    """Every two weeks, all that is known of the persons in common: the same, family that they ask for included."""
    few, many = (build(without_waiting(scenario), 1, [0], UNTIL) for scenario in (base, more))
    snapshots = {}

    def keep(day: int) -> None:
        if day % 14 == 13:
            n, people = few.people.count, few.people
            snapshots[day] = {name: getattr(people, name)[:n].copy() for name in ("key", *LIFE)}

    def compare(day: int) -> None:
        if day not in snapshots:
            return
        before, people = snapshots[day], many.people
        keys, mine, theirs = np.intersect1d(before["key"], people.key[: people.count], assume_unique=True, return_indices=True)
        assert keys.size == before["key"].size, f"day {day}: people are missing"
        for name in LIFE:
            assert np.array_equal(before[name][mine], getattr(people, name)[theirs], equal_nan=name in ("permit",)), f"day {day}: {name}"

    few.sim.run(keep)
    many.sim.run(compare)
    assert len(snapshots) == 21
    people = few.people
    seen = np.bincount(people.state0[: people.count], minlength=len(P))
    assert all(seen[P[state]] for state in ("housed", "ind.va", "nareis.travel", "departure.dtenv", "departed"))
    assert many.people.count > 1.2 * people.count


def test_where_people_wait_they_wait_longer(base, more):
    """The luck is the same, the queue is not: that the test above passes is not for want of an effect."""
    few, many = (build(scenario, 1, [0], UNTIL, SCALE) for scenario in (base, more))
    few.sim.run()
    many.sim.run()
    mine, theirs = rows_of_both(few, many)
    waits = few.people.state0[mine] == P["ind.aa"]
    assert (few.people.state0[mine] != many.people.state0[theirs]).any()
    assert (many.people.state0[theirs[waits]] == P["ind.aa"]).mean() > 0.95
