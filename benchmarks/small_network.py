"""One small network twice: on the engine, and as a plain SimPy model with a process for each person.

    registration -> (dublin ->) ind: a queue with three priorities that people leave when their patience ends
    ind -> (extended ->) granted -> linking -> housing: a queue -> housed
                         rejected -> court: a queue -> overturned: the ind again, with new luck
                                                       upheld: term -> departure -> departed, or away and back

The two share nothing but the numbers below: the engine moves batches of rows, the plain model wakes every person for
every step. Given the same luck they must do the same to the same people; given luck of their own, the same on average.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from math import gamma, log
from typing import Any

import numpy as np
import simpy

from ketensim.engine.draws import weibull
from ketensim.engine.luck import name_number
from ketensim.engine.people import Ids
from ketensim.engine.simulation import Simulation
from ketensim.engine.stations import Times

STATES = (
    "outside", "registration", "dublin", "ind", "extended", "linking", "housing", "court", "term", "departure", "away",
    "housed", "departed", "left",
)  # fmt: skip
STAYS = {  # mean (days) and shape of the time people stay
    "registration": (8.0, 2.0),
    "dublin": (90.0, 2.0),
    "extended": (120.0, 2.0),
    "linking": (40.0, 1.0),
    "term": (28.0, 8.0),
    "departure": (150.0, 1.0),
    "away": (200.0, 1.0),
}
PATIENCE = 600.0  # mean days somebody is ready to wait for the ind
SHARES = {"dublin": 0.25, "refused": 0.5, "extended": 0.3, "grant": 0.6, "overturned": 0.2, "returns": 0.1}
PRIORITIES = (0.15, 0.5)  # up to the first share: class 0; up to the second: class 1; others: class 2
CLASS = 10_000.0  # a class lower is like having come so many days later


def time_in(place: str) -> str:
    """The name of the luck for the time somebody stays; with that of the choice to go there it would be the same number."""
    return f"time in {place}"


@dataclass(frozen=True)
class Plan:
    """How long it lasts, who comes (on the first day, on every day) and how many cases a day each queue gets."""

    days: int
    opening: int
    arrivals: int
    ind: float
    court: float
    housing: float

    def comers(self, day: int) -> int:
        """How many people come on a day."""
        return self.arrivals + (self.opening if day == 0 else 0)

    def scaled(self, factor: float) -> Plan:
        """The same with ``factor`` times the people and the capacity."""
        return replace(
            self, opening=round(self.opening * factor), arrivals=round(self.arrivals * factor),
            ind=self.ind * factor, court=self.court * factor, housing=self.housing * factor,
        )  # fmt: skip


SEVEN_YEARS = Plan(days=2557, opening=60_000, arrivals=120, ind=125.3, court=47.7, housing=69.4)


# -- on the engine ----------------------------------------------------------------------------------------------------
def new_simulation(plan: Plan, seed: int, replications: list[int], kind: type[Simulation] = Simulation) -> Simulation:
    """The network on a simulation, ready to run."""
    sim = kind(seed, replications, plan.days, STATES, ("outside",), 1, size=max(plan.opening, 1024))
    Stations(sim, plan)
    return sim


class Stations:
    """The network as stations through which batches of people go."""

    def __init__(self, sim: Simulation, plan: Plan) -> None:
        self.sim, self.plan = sim, plan
        self.decisions = {name: name_number(name) for name in ("hour", "priority", "patience", *map(time_in, STAYS), *SHARES)}
        onward = {
            "registration": self.choose_track, "dublin": self.answer, "extended": self.decide,
            "linking": lambda ids, at: self.housing.put(ids, at), "term": lambda ids, at: self.stay("departure", ids, at),
            "departure": self.depart, "away": self.come_back,
        }  # fmt: skip
        self.delays = {place: sim.delay(0, place, then) for place, then in onward.items()}
        self.housing = self.desk("housing", plan.housing, lambda ids, at: at, lambda ids, at: self.end("housed", ids, at))
        self.court = self.desk("court", plan.court, lambda ids, at: at, self.rule)
        self.ind = self.desk("ind", plan.ind, self.priority_then_entry, self.serve)
        self.patience = sim.timer(0, lambda ids, at: self.end("left", ids, at))
        self.overturned = sim.inbox(self.again)  # else the ind could serve on the day of the ruling
        sim.source(self.arrive)

    def desk(self, place: str, capacity: float, order: Callable[[Ids, Times], Times], then: Callable[[Ids, Times], None]) -> Any:
        return self.sim.desk(0, place, np.full(self.plan.days, capacity), order, then)

    def chance(self, ids: Ids, decision: str) -> Any:
        return self.sim.people.uniform(ids, self.decisions[decision]) < SHARES[decision]

    def stay(self, place: str, ids: Ids, at: Times) -> None:
        if ids.size:
            wait = weibull(self.sim.people.threshold(ids, self.decisions[time_in(place)]), *STAYS[place])
            self.delays[place].put(ids, at, at + wait)

    def end(self, place: str, ids: Ids, at: Times) -> None:
        self.sim.move(0, ids, STATES.index(place), at)

    def arrive(self, day: int) -> None:
        number = self.plan.comers(day)
        for world in range(self.sim.worlds):
            ids = self.sim.born(world, "arrival", np.full(number, day), np.arange(number))
            self.stay("registration", ids, day + self.sim.people.uniform(ids, self.decisions["hour"]))

    def choose_track(self, ids: Ids, at: Times) -> None:
        dublin = self.chance(ids, "dublin")
        self.stay("dublin", ids[dublin], at[dublin])
        self.join_ind(ids[~dublin], at[~dublin])

    def answer(self, ids: Ids, at: Times) -> None:
        refused = self.chance(ids, "refused")
        self.stay("term", ids[refused], at[refused])
        self.join_ind(ids[~refused], at[~refused])

    def join_ind(self, ids: Ids, at: Times) -> None:
        if ids.size:
            self.ind.put(ids, at)
            self.patience.set(ids, at + weibull(self.sim.people.threshold(ids, self.decisions["patience"]), PATIENCE, 1.0))

    def priority_then_entry(self, ids: Ids, at: Times) -> Times:
        u = self.sim.people.uniform(ids, self.decisions["priority"])
        return at + CLASS * np.searchsorted(PRIORITIES, u, side="right")

    def serve(self, ids: Ids, at: Times) -> None:
        extended = self.chance(ids, "extended")
        self.stay("extended", ids[extended], at[extended])
        self.decide(ids[~extended], at[~extended])

    def decide(self, ids: Ids, at: Times) -> None:
        granted = self.chance(ids, "grant")
        self.stay("linking", ids[granted], at[granted])
        self.court.put(ids[~granted], at[~granted])

    def rule(self, ids: Ids, at: Times) -> None:
        overturned = self.chance(ids, "overturned")
        self.overturned.put(ids[overturned], at[overturned])
        self.stay("term", ids[~overturned], at[~overturned])

    def again(self, ids: Ids, at: Times) -> None:
        self.sim.people.round[ids] += 1
        self.join_ind(ids, at)

    def depart(self, ids: Ids, at: Times) -> None:
        returns = self.chance(ids, "returns")
        self.stay("away", ids[returns], at[returns])
        self.end("departed", ids[~returns], at[~returns])

    def come_back(self, ids: Ids, at: Times) -> None:
        self.sim.people.round[ids] += 1
        self.stay("registration", ids, at)


# -- as plain SimPy ---------------------------------------------------------------------------------------------------
@dataclass(slots=True)
class Person:
    """Who somebody is (rank in the day of arrival, number over all days), how often she started anew, where she is."""

    number: int
    day: int
    rank: int
    round: int = 0
    place: int = 0


Luck = Callable[[Person, str], float]
Steps = Generator[simpy.Event, Any, Any]


@dataclass(slots=True)
class Ticket:
    """A place in a queue: it is called, or its holder has left."""

    called: simpy.Event
    left: bool = False


class Queue:
    """Serves so many a day, at its end, lowest key first; fractions of a case are kept, unused whole cases are lost."""

    def __init__(self, env: simpy.Environment, capacity: float) -> None:
        self.env, self.capacity = env, capacity
        self.waiting = simpy.PriorityStore(env)
        env.process(self.serve())

    def join(self, key: float, person: Person) -> Ticket:
        ticket = Ticket(self.env.event())
        self.waiting.put(simpy.PriorityItem((key, person.number), ticket))
        return ticket

    def serve(self) -> Steps:
        credit = 0.0
        while True:
            yield self.env.timeout(1)
            credit += self.capacity
            while self.waiting.items and credit >= 1 - 1e-9:
                ticket = self.waiting.get().value.item
                if not ticket.left:
                    ticket.called.succeed()
                    credit -= 1.0
            if not self.waiting.items:
                credit -= int(credit + 1e-9)


class Processes:
    """The network as one SimPy process for each person."""

    def __init__(self, plan: Plan, luck: Luck, log: list[tuple[int, str, float]] | None = None) -> None:
        self.plan, self.luck, self.log = plan, luck, log
        self.moves, self.people = 0, 0
        self.now = [0] * len(STATES)
        self.stock: list[list[int]] = []
        self.env = simpy.Environment()
        self.queues = {"housing": Queue(self.env, plan.housing), "court": Queue(self.env, plan.court), "ind": Queue(self.env, plan.ind)}
        self.env.process(self.arrivals())
        self.env.process(self.record())

    def run(self) -> None:
        """Let all days pass, service and record of the last one included."""
        self.env.run(until=self.plan.days + 1e-6)

    def arrivals(self) -> Steps:
        for day in range(self.plan.days):
            for rank in range(self.plan.comers(day)):
                self.env.process(self.life(Person(self.people, day, rank)))
                self.people += 1
            yield self.env.timeout(1)

    def record(self) -> Steps:
        yield self.env.timeout(1e-9)  # a moment after service
        for _ in range(self.plan.days):
            yield self.env.timeout(1)
            self.stock.append(self.now.copy())

    def move(self, person: Person, place: str) -> None:
        state = STATES.index(place)
        self.now[person.place] -= 1
        self.now[state] += 1
        person.place = state
        self.moves += 1
        if self.log is not None:
            self.log.append((person.number, place, self.env.now))

    def chance(self, person: Person, decision: str) -> bool:
        return self.luck(person, decision) < SHARES[decision]

    def wait(self, person: Person, decision: str, mean: float, shape: float) -> simpy.Event:
        return self.env.timeout(mean / gamma(1 + 1 / shape) * (-log(self.luck(person, decision))) ** (1 / shape))

    def stay(self, person: Person, place: str) -> Steps:
        self.move(person, place)
        yield self.wait(person, time_in(place), *STAYS[place])

    def queue(self, person: Person, place: str) -> Steps:
        self.move(person, place)
        yield self.queues[place].join(self.env.now, person).called

    def life(self, person: Person) -> Steps:
        """One person, from arrival to the end."""
        yield self.env.timeout(self.luck(person, "hour"))
        while True:
            yield from self.stay(person, "registration")
            claimed = self.chance(person, "dublin")
            if claimed:
                yield from self.stay(person, "dublin")
            if not (claimed and self.chance(person, "refused")):
                outcome = yield from self.procedure(person)
                if outcome == "left":
                    return self.move(person, "left")
                if outcome == "granted":
                    yield from self.stay(person, "linking")
                    yield from self.queue(person, "housing")
                    return self.move(person, "housed")
            yield from self.stay(person, "term")
            yield from self.stay(person, "departure")
            if not self.chance(person, "returns"):
                return self.move(person, "departed")
            yield from self.stay(person, "away")
            person.round += 1

    def procedure(self, person: Person) -> Steps:
        """The ind, and the court after a rejection, until it is final or the person has left."""
        while True:
            served = yield from self.queue_with_patience(person)
            if not served:
                return "left"
            if self.chance(person, "extended"):
                yield from self.stay(person, "extended")
            if self.chance(person, "grant"):
                return "granted"
            yield from self.queue(person, "court")
            if not self.chance(person, "overturned"):
                return "rejected"
            person.round += 1

    def queue_with_patience(self, person: Person) -> Steps:
        self.move(person, "ind")
        priority = sum(self.luck(person, "priority") >= share for share in PRIORITIES)
        ticket = self.queues["ind"].join(self.env.now + CLASS * priority, person)
        yield ticket.called | self.wait(person, "patience", PATIENCE, 1.0)
        ticket.left = not ticket.called.triggered
        return not ticket.left
