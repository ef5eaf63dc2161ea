"""What happens on which day, in which order, and to whom no more: timers, delays, inboxes and the clock."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketensim.engine.people import LIFE, Ids
from ketensim.engine.simulation import Simulation
from ketensim.engine.stations import Times

DAYS = 10


def simulation(days: int = DAYS) -> Simulation:
    return Simulation(1, [0], days, ("outside", "first", "second", "third"), ("outside", "in", "out"), 1, size=8)


def persons(sim: Simulation, number: int = 1) -> Ids:
    return sim.born(0, "people", np.zeros(number, np.int64), np.arange(number))


def when(*times: float) -> Times:
    return np.array(times, float)


class Rang:
    """Remembers for whom something rang, on which day and when."""

    def __init__(self, sim: Simulation) -> None:
        self.sim = sim
        self.told: list[tuple[int, int, float]] = []

    def __call__(self, ids: Ids, at: Times) -> None:
        self.told += [(row, self.sim.day, time) for row, time in zip(ids.tolist(), at.tolist(), strict=True)]

    @property
    def days(self) -> list[int]:
        return sorted(day for _, day, _ in self.told)


# -- timers -----------------------------------------------------------------------------------------------------------
@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(-3, DAYS + 3), min_size=1, max_size=20))
def test_a_timer_rings_on_its_day_once_and_not_after_the_end(due: list[float]) -> None:
    """One that is due in the past rings on the day it was set."""
    sim = simulation()
    rang = Rang(sim)
    ids = persons(sim, len(due))
    sim.timer(0, rang).set(ids, when(*due))
    sim.run()
    assert sorted(rang.told) == [(row, max(int(t), 0), t) for row, t in enumerate(due) if t < DAYS]


def test_a_timer_is_void_when_the_person_has_moved_on() -> None:
    """Also when she came back to the same state since; the timer of the new spell rings."""
    sim = simulation()
    rang = Rang(sim)
    ids, timer = persons(sim, 4), sim.timer(0, rang)
    sim.move(0, ids, 1, np.zeros(4))
    timer.set(ids, np.full(4, 5.5))

    def act(day: int) -> None:
        if day == 3:
            sim.move(0, ids[1:], 2, np.full(3, 3.0))
        if day == 4:
            sim.move(0, ids[2:], 1, np.full(2, 4.0))
            timer.set(ids[3:], when(7.25))

    sim.source(act)
    sim.run()
    assert sorted(rang.told) == [(0, 5, 5.5), (3, 7, 7.25)]


def test_a_move_in_one_track_leaves_timers_of_the_other_and_of_the_life() -> None:
    sim = simulation()
    first, second, life = Rang(sim), Rang(sim), Rang(sim)
    ids = persons(sim)
    for track, rang in ((0, first), (1, second), (LIFE, life)):
        sim.timer(track, rang).set(ids, when(5.5))
    sim.source(lambda day: sim.move(1, ids, 1, when(2.0)) if day == 2 else None)
    sim.run()
    assert (first.days, second.days, life.days) == ([5], [], [5])


def test_a_timer_set_during_service_rings_tomorrow_at_the_earliest() -> None:
    sim = simulation()
    rang = Rang(sim)
    timer = sim.timer(0, rang)
    desk = sim.desk(0, "first", np.ones(DAYS), lambda ids, at: at, lambda ids, at: (sim.move(0, ids, 2, at), timer.set(ids, at - 3.0))[0])
    desk.put(persons(sim, 2), np.zeros(2))
    sim.run()
    assert rang.days == [1, 2]


@pytest.mark.parametrize("times", [(4.2, 4.7), (4.7, 4.2)])
def test_of_two_ends_of_one_spell_on_one_day_that_of_the_station_made_first_is_handled(times: tuple[float, float]) -> None:
    """Only one of them, in any case; within a day the hour decides nothing but the order in a queue."""
    sim = simulation()
    told: list[str] = []

    def end(name: str) -> Any:
        return lambda ids, at: (told.append(name), sim.move(0, ids, 3, at))[0]

    first, second = sim.timer(0, end("first")), sim.timer(0, end("second"))
    ids = persons(sim)
    for timer, time in zip((second, first), times, strict=True):
        timer.set(ids, when(time))
    sim.run()
    assert told == ["first"]


# -- delays -----------------------------------------------------------------------------------------------------------
def test_short_delays_may_end_one_after_the_other_on_one_day() -> None:
    """And in the books each state was entered and left; only the last one has her at the day end."""
    sim = simulation()
    third = sim.delay(0, "third", lambda ids, at: sim.move(0, ids, 0, at))
    first = sim.delay(0, "first", lambda ids, at: second.put(ids, at, at + 0.2))
    second = sim.delay(0, "second", lambda ids, at: third.put(ids, at, at + 0.9))
    sim.source(lambda day: first.put(persons(sim), when(2.1), when(2.3)) if day == 2 else None)
    sim.run()
    assert sim.ledger.moved_in[0][:5, :, 0].tolist() == [[0] * 4, [0] * 4, [0, 1, 1, 1], [1, 0, 0, 0], [0] * 4]
    assert sim.ledger.stock[2, :, 0, 0].tolist() == [0, 0, 0, 1]


def test_an_empty_batch_is_no_event() -> None:
    sim = simulation()
    nobody, rang = np.zeros(0, np.intp), Rang(sim)
    sim.delay(0, "first", rang).put(nobody, np.zeros(0), np.zeros(0))
    sim.desk(0, "second", np.ones(DAYS), lambda ids, at: at, rang).put(nobody, np.zeros(0))
    sim.inbox(rang).put(nobody, np.zeros(0))
    sim.timer(0, rang).set(nobody, np.zeros(0))
    sim.move(0, nobody, 1, np.zeros(0))
    sim.count("nothing", nobody)
    sim.run()
    assert rang.told == [] and sim.ledger.moves == 0 and sim.ledger.events == {}


# -- the order within a day -------------------------------------------------------------------------------------------
def test_within_a_day_come_arrivals_then_ends_then_service_then_the_record() -> None:
    sim = simulation(3)
    told: list[str] = []
    timer = sim.timer(LIFE, lambda ids, at: told.append("end"))
    sim.desk(0, "first", np.ones(3), lambda ids, at: at, lambda ids, at: told.append("service")).put(persons(sim, 3), np.zeros(3))
    inbox = sim.inbox(lambda ids, at: told.append("inbox"))

    def arrive(day: int) -> None:
        told.append("arrival")
        timer.set(persons(sim), when(day))
        inbox.put(persons(sim), when(day))

    sim.source(arrive)
    for day in range(3):
        sim.at(day, lambda: told.append("rare"))
    sim.run(lambda day: told.append(f"record {day}"))
    assert told == [what for day in range(3) for what in ("rare", "arrival", "end", "service", "inbox", f"record {day}")]


def test_patience_that_ends_on_a_day_ends_before_the_service_of_that_day() -> None:
    sim = simulation()
    desk = sim.desk(0, "first", np.array([0.0, 0.0, 2.0, *[0.0] * 7]), lambda ids, at: at, lambda ids, at: sim.move(0, ids, 2, at))
    patience = sim.timer(0, lambda ids, at: sim.move(0, ids, 3, at))
    ids = persons(sim, 2)
    desk.put(ids, np.zeros(2))
    patience.set(ids, when(2.999, 3.0))
    sim.run()
    assert sim.people.state0[ids].tolist() == [3, 2]


def test_what_is_rare_belongs_to_the_books_of_its_day() -> None:
    sim = simulation()
    ids = persons(sim)
    sim.at(4, lambda: (sim.move(0, ids, 1, when(4.0)), sim.count("shock", ids))[0])
    sim.run()
    assert np.flatnonzero(sim.ledger.moved_in[0][:, 1, 0]).tolist() == [4]
    assert np.flatnonzero(sim.ledger.events["shock"]).tolist() == [4]
    assert sim.ledger.stock[:, 1, 0, 0].tolist() == [0] * 4 + [1] * 6


# -- inboxes ----------------------------------------------------------------------------------------------------------
def test_an_inbox_hands_everybody_of_a_day_on_together_after_service() -> None:
    sim = simulation(2)
    batches: list[list[tuple[int, float]]] = []
    inbox = sim.inbox(lambda ids, at: batches.append(list(zip(ids.tolist(), at.tolist(), strict=True))))
    desk = sim.desk(0, "first", np.ones(2), lambda ids, at: at, inbox.put)
    desk.put(persons(sim, 2), np.zeros(2))
    sim.timer(LIFE, inbox.put).set(persons(sim, 2), when(0.5, 1.5))
    sim.run()
    assert batches == [[(2, 0.5), (0, 1.0)], [(3, 1.5), (1, 2.0)]]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_inboxes_that_fill_each_other_are_empty_at_the_day_end(order: tuple[int, ...]) -> None:
    sim = simulation(2)
    rang = Rang(sim)
    boxes: dict[int, Any] = {}
    for number in order:
        boxes[number] = sim.inbox(rang if number == 2 else lambda ids, at, after=number + 1: boxes[after].put(ids, at))
    sim.source(lambda day: boxes[0].put(persons(sim), when(day)))
    sim.run()
    assert rang.days == [0, 1]


@pytest.mark.parametrize("second_is_made_first", [True, False])
def test_nobody_passes_two_queues_on_one_day_with_an_inbox_between(second_is_made_first: bool) -> None:
    """Whichever desk serves first."""
    sim = simulation()
    done = Rang(sim)

    def desks() -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name in ("second", "first") if second_is_made_first else ("first", "second"):
            then = done if name == "second" else (lambda ids, at: between.put(ids, at))
            made[name] = sim.desk(0, name, np.full(DAYS, 5.0), lambda ids, at: at, then)
        return made

    both = desks()
    between = sim.inbox(lambda ids, at: both["second"].put(ids, at))
    sim.source(lambda day: both["first"].put(persons(sim), when(day)) if day == 3 else None)
    sim.run()
    assert done.days == [4]


def test_a_column_is_declared_once() -> None:
    sim = simulation()
    with pytest.raises(ValueError, match="'round' is there already"):
        sim.people.column("round", np.int16, 0)
