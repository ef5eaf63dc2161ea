"""A ``Desk`` against the theory of the queue it is.

It serves at the end of the day, up to ``c`` cases, whoever came that day included: ``Q' = max(Q + A - c, 0)``. That is not
M/M/c, but exactly M/D/c (Crommelin 1932) with the day as the time of service: in M/D/c everybody in service at a moment is
gone a day later, and nobody else, so ``Q + A`` at successive day ends is the number in that system. Where arrivals and
capacity are a coin a day it is Geo/Geo/1, the discrete M/M/1, whose queue is geometric. Distributions on a given day come
from the exact Markov chain, stepped day by day from the empty desk on.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from agreement import assert_distribution, assert_mean
from ketensim.engine.people import Ids
from ketensim.engine.simulation import Simulation
from ketensim.engine.stations import Times
from streams import GONE, SERVED, STATION, leave, simulation, stream, threshold, waiting, went

Floats = NDArray[np.float64]
WORLDS, SIZE = 2000, 150  # SIZE: the longest queue the computed chains know


def by_entry(ids: Ids, at: Times) -> Times:
    return at


def run_desk(capacity: Floats, rate: float, worlds: int = WORLDS) -> tuple[Simulation, NDArray[np.int64]]:
    """People come at ``rate`` to one desk; returns the simulation and who came, (days, worlds)."""
    sim = simulation(worlds, capacity.size)
    desk = sim.desk(0, "station", capacity, by_entry, leave(sim, SERVED))
    came = stream(sim, "people", rate, desk.put)
    sim.run()
    return sim, came


def poisson(mean: float) -> Floats:
    return stats.poisson(mean).pmf(np.arange(SIZE))


def after_service(before: Floats, cases: int) -> Floats:
    """The queue when ``cases`` were served: nobody left where there were fewer."""
    return np.concatenate(([before[: cases + 1].sum()], before[cases + 1 :], np.zeros(cases)))


def queue(cases: Iterable[int], rate: float) -> Floats:
    """The distribution of the queue after days with so many cases each, from empty."""
    now = np.eye(SIZE)[0]
    for case in cases:
        now = after_service(np.convolve(now, poisson(rate))[:SIZE], case)
    return now


def whole_cases(capacity: Floats) -> list[int]:
    """Cases of each day when fractions are carried: the whole numbers passed by the running total."""
    total = np.floor(np.cumsum(capacity) + 1e-9).astype(int)
    return np.diff(total, prepend=0).tolist()


def crommelin_queue(rate: float, cases: int) -> float:
    """The mean queue of M/D/c after service, from the zeros of z^c = exp(rate (z - 1)) inside the unit circle."""
    zeros = np.exp(2j * np.pi * np.arange(1, cases) / cases)
    turns = zeros.copy()
    for _ in range(500):
        zeros = turns * np.exp(rate * (zeros - 1) / cases)
    return float((rate**2 - cases * (cases - 1)) / (2 * (cases - rate)) + (1 / (1 - zeros)).sum().real)


@pytest.mark.parametrize(
    "capacity",
    [np.full(40, 3.0), np.full(40, 2.9), 3.0 + 2.0 * np.sin(np.arange(40)), np.where(np.arange(40) % 7 < 5, 4.2, 0.0)],
    ids=["whole", "with a fraction", "changing", "closed at weekends"],
)
def test_the_queue_on_a_day_has_the_distribution_of_the_exact_chain(capacity: Floats) -> None:
    sim, _ = run_desk(capacity, 2.7)
    cases = whole_cases(capacity)
    for day in (3, 12, 39):
        assert_distribution(waiting(sim)[day], queue(cases[: day + 1], 2.7))


def test_less_than_a_case_a_day() -> None:
    """0.4 cases a day is a case in two or three days: not nought, and not one a day."""
    capacity = np.full(60, 0.4)
    sim, _ = run_desk(capacity, 0.35)
    for day in (20, 59):
        assert_distribution(waiting(sim)[day], queue(whole_cases(capacity)[: day + 1], 0.35))


def test_every_path_is_that_of_lindley() -> None:
    """Not only in distribution: with the arrivals of each world, its queue follows day by day."""
    capacity = 1.3 + np.cos(np.arange(80)) ** 2
    sim, came = run_desk(capacity, 1.8, worlds=40)
    now = np.zeros(40, np.int64)
    for day, cases in enumerate(whole_cases(capacity)):
        now = np.maximum(now + came[day] - cases, 0)
        assert (waiting(sim)[day] == now).all()


@pytest.mark.parametrize(("rate", "cases"), [(0.75, 1), (2.5, 3), (6.2, 7)])
def test_in_the_long_run_it_is_crommelins_queue(rate: float, cases: int) -> None:
    days = 150
    exact = queue([cases] * days, rate)
    mean = crommelin_queue(rate, cases)
    assert exact @ np.arange(SIZE) == pytest.approx(mean, rel=2e-3)  # after so many days the start is nearly forgotten
    if cases == 1:
        assert mean == pytest.approx(rate**2 / (2 * (1 - rate)))  # Pollaczek and Khinchine
    sim, _ = run_desk(np.full(days, float(cases)), rate)
    assert_mean(waiting(sim)[-1], mean)


def test_the_wait_of_those_who_come_on_a_day() -> None:
    """First come, first served: who is k-th in the queue is served after (k - 1) // c nights."""
    rate, cases, day, days = 2.7, 3, 25, 60
    sim = simulation(WORLDS, days)
    waited = np.zeros((days, WORLDS))  # by nights, those who came on the day

    def serve(ids: Ids, at: Times) -> None:
        since = sim.since[0][ids].astype(int)
        nights = at.astype(int) - 1 - since
        np.add.at(waited, (nights[since == day], sim.people.world[ids[since == day]]), 1)
        sim.move(0, ids, SERVED, at)

    desk = sim.desk(0, "station", np.full(days, float(cases)), by_entry, serve)
    came = stream(sim, "people", rate, desk.put)
    sim.run()
    assert (waited.sum(axis=0) == came[day]).all()
    ahead = queue([cases] * day, rate)
    rank = stats.poisson(rate).sf(np.arange(SIZE)) / rate  # chances of being 0, 1, ... among those who come on a day
    place = np.convolve(ahead, rank)[:SIZE]
    for nights in range(4):  # worlds are independent, the people of one are not: so a mean over worlds, not over people
        share = place[nights * cases : (nights + 1) * cases].sum()
        assert_mean(waited[nights] - share * came[day], 0.0)


def test_coins_for_arrival_and_capacity_make_a_geometric_queue() -> None:
    """Geo/Geo/1: up with p(1-q), down with q(1-p), so the chance of n in the queue is (1-r) r^n with r the ratio of these."""
    p, q, days, desks = 0.25, 0.4, 160, 600
    rng = np.random.default_rng(5)
    sim = simulation(1, days, ("outside", *(f"desk {n}" for n in range(desks)), "served"))
    comes = rng.random((days, desks)) < p
    stations = [sim.desk(0, f"desk {n}", (rng.random(days) < q).astype(float), by_entry, leave(sim, desks + 1)) for n in range(desks)]

    def arrive(day: int) -> None:
        ids = sim.born(0, "people", np.full(desks, day), np.arange(desks))
        for n in np.flatnonzero(comes[day]):
            stations[n].put(ids[n : n + 1], np.full(1, day + 0.5))

    sim.source(arrive)
    sim.run()
    ratio = p * (1 - q) / (q * (1 - p))
    assert_distribution(sim.ledger.stock[-1, 1 : desks + 1, 0, 0], (1 - ratio) * ratio ** np.arange(SIZE))


def test_those_with_priority_see_only_each_other() -> None:
    """Served first, they have the whole desk to themselves; all together still are one queue (work is conserved)."""
    days, cases, first, then = 40, 3, 1.9, 0.9
    sim = simulation(WORLDS, days)
    desk = sim.desk(0, "station", np.full(days, float(cases)), lambda ids, at: at + 1000.0 * (ids >= boundary), leave(sim, SERVED))
    stream(sim, "first", first, desk.put)
    boundary = sim.people.count  # the row of the first of the others
    stream(sim, "then", then, desk.put)
    counts = np.zeros((days, WORLDS), np.int64)

    def count(day: int) -> None:
        here = np.flatnonzero(sim.people.state0[:boundary] == STATION)
        counts[day] = np.bincount(sim.people.world[here], minlength=WORLDS)

    sim.run(count)
    for day in (5, 39):
        assert_distribution(waiting(sim)[day], queue([cases] * (day + 1), first + then))
        assert_distribution(counts[day], queue([cases] * (day + 1), first))


def with_patience(rate: float, cases: int, leaving: float, days: int) -> tuple[Floats, Floats]:
    """Exact chain of a desk whose people leave at rate ``leaving``: (queue at the last day end, mean number that leaves a day).

    Of those who waited the night before each is still there with chance exp(-leaving); of those who come during the day
    (at any hour) with the mean of that over the rest of the day, and a thinned Poisson number is Poisson.
    """
    stays = np.exp(-leaving)
    stays_new = (1 - stays) / leaving
    thin = np.array([stats.binom(n, stays).pmf(np.arange(SIZE)) for n in range(SIZE)])
    now, gone = np.eye(SIZE)[0], np.zeros(days)
    for day in range(days):
        gone[day] = now @ np.arange(SIZE) * (1 - stays) + rate * (1 - stays_new)
        now = after_service(np.convolve(now @ thin, poisson(rate * stays_new))[:SIZE], cases)
    return now, gone


@pytest.mark.parametrize(("rate", "cases", "leaving"), [(6.0, 4, 0.1), (3.0, 3, 0.02), (2.0, 1, 0.8)])
def test_people_whose_patience_ends_leave_the_queue(rate: float, cases: int, leaving: float) -> None:
    days = 50
    sim = simulation(WORLDS, days)
    desk = sim.desk(0, "station", np.full(days, float(cases)), by_entry, leave(sim, SERVED))
    patience = sim.timer(0, leave(sim, GONE))

    def join(ids: Ids, at: Times) -> None:
        desk.put(ids, at)
        patience.set(ids, at + threshold(sim, ids, "patience") / leaving)

    stream(sim, "people", rate, join)
    sim.run()
    for day in (4, days - 1):
        exact, gone = with_patience(rate, cases, leaving, day + 1)
        assert_distribution(waiting(sim)[day], exact)
        assert_mean(went(sim, GONE)[: day + 1].sum(axis=0), gone.sum())
