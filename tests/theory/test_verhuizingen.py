"""The pieces of moves between locations, against what can be worked out by hand."""

from __future__ import annotations

from datetime import date
from math import exp, factorial

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.families import PARTNER, TWO_PARENTS, children_of_applicants, children_of_nareizigers
from ketensim.chain.simulate import build
from ketensim.chain.verhuizingen import GROUPS, REASONS, STEPS, WHEN, _lot, _poisson


def test_a_poisson_count_is_the_inverse_of_its_distribution():
    u = (np.arange(100_000) + 0.5) / 100_000
    for mean in (0.0, 0.3, 2.0, 9.0):
        number = _poisson(u, np.full(u.size, mean))
        expected = [exp(-mean) * mean**n / factorial(n) for n in range(int(number.max()) + 1)]
        assert np.bincount(number) / u.size == pytest.approx(expected, abs=2e-5)
        assert (np.diff(number) >= 0).all()


def test_who_is_a_child_in_a_family():
    size, u = np.array([2, 2, 3, 3, 6, 6]), np.array([0.0, 0.99, TWO_PARENTS - 0.01, TWO_PARENTS + 0.01, 0.0, 0.99])
    assert children_of_applicants(size, u).tolist() == [1, 1, 1, 2, 4, 5]
    size, u = np.array([1, 1, 4, 4]), np.array([PARTNER - 0.01, PARTNER + 0.01, 0.0, 0.99])
    assert children_of_nareizigers(size, u).tolist() == [0, 1, 3, 4]
    assert children_of_nareizigers(size, u, of_amv=True).tolist() == [0, 0, 2, 2]


def test_each_move_of_a_life_has_its_own_luck():
    chain = build(load_scenario("basis"), 1, [0], date(2024, 1, 31), 0.02)
    core = chain.people.core
    lots = np.array([[_lot(core, p, WHEN, n) for n in range(5)] for p in range(500)])
    assert np.unique(lots).size == lots.size
    assert lots.mean() == pytest.approx(0.5, abs=0.03)
    assert np.abs(np.corrcoef(lots.T) - np.eye(5)).max() < 0.15


def test_a_rate_a_year_gives_so_many_moves_of_those_long_enough_on_a_location():
    """Counted moves over the years that minors were 30 days and longer where they are; four standard errors of whole families."""
    rate, scenario = 0.8, load_scenario("basis")
    for step in STEPS:
        scenario = scenario.change(f"coa.verhuizing.doorstroom.{step}", 0.0)
    for group in GROUPS:
        for reason in REASONS[1:]:
            scenario = scenario.change(f"coa.verhuizing.{reason}.{group}", rate if reason == "overplaatsing" else 0.0)
    scenario = scenario.change("coa.verhuizing.gezinslocatie", 1.0)
    chain = build(scenario, 1, [0], date(2025, 6, 30), 0.1)
    people, years = chain.people, np.zeros(2)

    def after(day: int) -> None:
        ids = np.flatnonzero(chain.sleeps(np.arange(people.count), "coa"))
        long = day + 1 - people.verhuizing["placed"][ids] >= 30.0
        amv = people.kind[ids] == 2
        years[:] += np.array([people.children[ids[long & ~amv]].sum(), (long & amv).sum()]) / 365.25

    chain.sim.run(after)
    moves = chain.verhuizingen.moves.sum(axis=(0, 1))
    assert moves[:, REASONS.index("overplaatsing")].tolist() == moves.sum(axis=1).tolist()
    for row, of_a_family in enumerate((3.0, 1.0)):
        expected = rate * years[row]
        assert moves[row].sum() == pytest.approx(expected, abs=4 * (expected * of_a_family) ** 0.5)
