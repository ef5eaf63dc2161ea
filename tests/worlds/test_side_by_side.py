"""Worlds side by side never meet: each is, person by person, what it is alone, whatever rules the others have; nor does it matter
in which order things come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketensim import load_scenario
from ketensim import run as run_scenarios
from ketensim.calibration.members import read_ensemble
from ketensim.chain.outcome import Outcome
from ketensim.chain.simulate import simulate_worlds
from ketensim.chain.world import World
from ketensim.engine.people import Ids
from ketensim.engine.simulation import Simulation
from ketensim.ensemble import batches
from ketensim.ensemble.batches import LEAST_MEMORY, MOST_MEMORY, TOGETHER, Settings, make_batches, memory_for_one, together
from recorded import Recorded
from small_network import STATES, Plan, Stations, new_simulation

PLAN = Plan(days=400, opening=120, arrivals=3, ind=2.9, court=0.9, housing=1.6)
WORLDS = (4, 0, 9)


@cache
def run(replications: tuple[int, ...], plan: Plan = PLAN) -> Recorded:
    sim = new_simulation(plan, 3, list(replications), Recorded)
    sim.run()
    return sim  # type: ignore[return-value]


@pytest.mark.parametrize(("one", "together"), [(one, many) for many in (WORLDS, (9, 4), tuple(range(10))) for one in WORLDS if one in many])
def test_a_world_beside_others_is_what_it_is_alone(one: int, together: tuple[int, ...]) -> None:
    place, alone, beside = together.index(one), run((one,)), run(together)
    assert beside.histories(place) == alone.histories()
    np.testing.assert_array_equal(beside.ledger.stock[..., place], alone.ledger.stock[..., 0])
    for books in ("moved_in", "moved_out"):
        np.testing.assert_array_equal(getattr(beside.ledger, books)[0][..., place], getattr(alone.ledger, books)[0][..., 0])


def test_replications_differ() -> None:
    assert not (run((4,)).ledger.stock == run((0,)).ledger.stock).all()


def test_events_and_sums_are_kept_apart_too() -> None:
    """In each world as many events and as much of a sum as its own people make."""
    sim = Simulation(1, [0, 1], 3, ("outside",), ("outside",), 2, size=8)

    def act(day: int) -> None:
        for world in range(2):
            ids = sim.born(world, "people", np.full(day + 2 + world, day), np.arange(day + 2 + world))
            sim.regroup(ids[:1], np.array([1]))
            sim.count("born", ids)
            sim.add("weeks", ids, np.full(ids.size, 1.5))

    sim.source(act)
    sim.run()
    assert sim.ledger.events["born"].tolist() == [[1, 1, 2, 1], [2, 1, 3, 1], [3, 1, 4, 1]]  # (group 0, 1) of each world
    assert sim.ledger.sums["weeks"].tolist() == [[3.0, 4.5], [4.5, 6.0], [6.0, 7.5]]


def test_a_family_lives_in_the_world_of_its_referent() -> None:
    sim = Simulation(1, [0, 1], 1, ("outside",), ("outside",), 1, size=1)
    referents = np.concatenate([sim.born(world, "people", np.zeros(2, np.int64), np.arange(2)) for world in range(2)])
    family = sim.born_of(referents[[3, 0, 2]], "family", np.zeros(3, np.int64))
    assert sim.people.world[family].tolist() == [1, 0, 1]
    sim.run()
    assert sim.ledger.stock[0, 0, 0].tolist() == [3, 4]


@pytest.mark.parametrize("worlds", [[0], [0, 1]], ids=["alone", "beside"])
def test_what_is_due_in_another_world_does_not_change_the_order_of_a_day(worlds: list[int]) -> None:
    """The first station sends somebody to the second on the same day, where only the other world has somebody due already."""
    sim, told = Simulation(1, worlds, 3, ("outside",), ("outside",), 1, size=4), []
    rows = {world: sim.born(world, "people", np.zeros(3, np.int64), np.arange(3)) for world in worlds}

    def rang(name: str) -> Any:
        return lambda ids, at: told.extend((name, row) for row in ids if sim.people.world[row] == 0)

    def send_on(ids: Ids, at: Any) -> None:
        rang("first")(ids, at)
        second.set(ids, at)

    first, second, third = sim.timer(0, send_on), sim.timer(0, rang("second")), sim.timer(0, rang("third"))
    first.set(rows[0][:1], np.ones(1))
    third.set(rows[0][1:2], np.ones(1))
    if 1 in rows:
        second.set(rows[1][:1], np.ones(1))
    sim.run()
    assert told == [("first", 0), ("second", 0), ("third", 1)]


class Shuffled(Recorded):
    """Everybody is handled in another order: batches of arrivals, of those who are due and of those who are served."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.rng = np.random.default_rng(1)
        super().__init__(*arguments, **options)

    def _mixed(self, then: Any) -> Any:
        def handle(ids: Ids, at: Any) -> None:
            order = self.rng.permutation(ids.size)
            for some in np.array_split(order, min(3, ids.size)):  # in small batches as well
                then(ids[some], at[some])

        return handle

    def timer(self, track: int, then: Any) -> Any:
        return super().timer(track, self._mixed(then))

    def desk(self, track: int, state: Any, capacity: Any, order: Any, then: Any, **lanes: Any) -> Any:
        return super().desk(track, state, capacity, order, self._mixed(then), **lanes)

    def inbox(self, then: Any) -> Any:
        return super().inbox(self._mixed(then))


def test_the_order_within_a_batch_does_not_matter() -> None:
    sim = new_simulation(PLAN, 3, [4, 0], Shuffled)
    sim.run()
    for world, one in enumerate((4, 0)):
        assert sim.histories(world) == run((one,)).histories()  # type: ignore[attr-defined]
    np.testing.assert_array_equal(sim.ledger.stock, run((4, 0)).ledger.stock)


def test_more_people_change_nobodys_luck() -> None:
    """With more arrivals all old ones still come, at the same hour, and stay as long wherever they do not wait for others."""
    more = Plan(days=400, opening=200, arrivals=5, ind=2.9, court=0.9, housing=1.6)
    before, after = run((4,)).histories(), run((4,), more).histories()
    assert before.keys() < after.keys()
    assert all(history[0] == after[person][0] for person, history in before.items())
    for place in ("registration", "dublin", "extended", "linking", "term", "departure"):
        both = [(_first_stay(history, place), _first_stay(after[person], place)) for person, history in before.items()]
        both = [(then, now) for then, now in both if then and now]
        assert len(both) > 10
        for then, now in both:
            assert now == pytest.approx(then, abs=1e-9)


def test_more_capacity_changes_what_depends_on_it_and_nothing_else() -> None:
    """Who leaves the registration does so on the same day for the same track; the queue is shorter, and nobody waits longer in it."""
    more = Plan(days=400, opening=120, arrivals=3, ind=4.5, court=0.9, housing=1.6)
    before, after = run((4,)).histories(), run((4,), more).histories()
    assert before.keys() == after.keys()
    ind, first = STATES.index("ind"), 0
    for person, history in before.items():
        places = [state for state, _, _ in history]
        if ind in places:
            first += 1
            till = places.index(ind) + 1
            assert history[:till] == after[person][:till]
    assert first > 500
    stock = [run((4,), plan).ledger.stock[:, ind, 0, 0].sum() for plan in (PLAN, more)]
    assert stock[1] < stock[0] / 2


def test_people_before_the_columns_grow_stay_who_they_are() -> None:
    """Rooms for one person a world at first, or for everybody: the same."""
    small = Recorded(3, [4], PLAN.days, STATES, ("outside",), 1, size=1)
    Stations(small, PLAN)
    small.run()
    assert small.histories() == run((4,)).histories()


def _first_stay(history: list[tuple[int, int, float]], place: str) -> float | None:
    """How long the first stay at a place took, if there was one and it has ended."""
    for (state, _, came), (_, _, went) in pairwise(history):
        if state == STATES.index(place):
            return went - came
    return None


# -- desks of worlds that have more, or other rules -------------------------------------------------------------------
DAYS = 30


def serve(capacity: np.ndarray, share: np.ndarray, weight: np.ndarray, worlds: Sequence[int]) -> list[list[tuple[int, int]]]:
    """A desk with two lanes, of some worlds: (day, name of the person) of all who were served in each."""
    sim = Simulation(1, worlds, DAYS, ("outside", "queue", "served"), ("outside",), 1, size=8)
    told: list[list[tuple[int, int]]] = [[] for _ in worlds]

    def done(ids: Ids, at: Any) -> None:
        sim.move(0, ids, 2, at)
        for row in ids:
            told[sim.people.world[row]].append((sim.day, int(sim.people.key[row])))

    def lane(ids: Ids) -> Any:
        return sim.people.uniform(ids, np.uint64(1)) < 0.5

    desk = sim.desk(0, "queue", capacity, lambda ids, at: at, done, lane=lane, share=share, weight=weight)

    def arrive(day: int) -> None:
        for world, number in enumerate(worlds):
            ids = sim.born(world, "people", np.full(3 + number, day), np.arange(3 + number))
            desk.put(ids, day + sim.people.uniform(ids, np.uint64(2)))
            desk.charge(ids[:1], lane=1)

    sim.source(arrive)
    sim.run()
    return told


@given(st.integers(0, 2**32))
def test_desks_of_different_capacity_share_and_cost(seed: int) -> None:
    rng = np.random.default_rng(seed)
    capacity = rng.uniform(0.0, 6.0, (3, DAYS))
    share, weight = rng.choice([0.0, 0.3, 1.0], (3, 2, DAYS)), rng.choice([0.5, 1.0, 1.7], (3, 2, DAYS))
    beside = serve(capacity, share, weight, [0, 1, 2])
    assert beside == [serve(capacity[n], share[n], weight[n], [n])[0] for n in range(3)]
    assert any(beside)  # somebody was served


# -- the whole chain --------------------------------------------------------------------------------------------------
UNTIL = date(2026, 3, 31)


@cache
def many_worlds() -> tuple[World, ...]:
    """Members, variations of all kinds of rules, the same luck under other rules, and replications."""
    base, ensemble = load_scenario("basis"), read_ensemble()
    closed = base.change("ind.spoor4.syria_share", 0.0, from_="2024-03-01", until="2025-06-01").change("ind.spoor4.syria_weight", 0.5)
    closed = closed.change("opening.ind.aa", factor=0.1).change("opening.mix.syria", 0.05).change("inflow.amv_share", factor=0.5)
    slow = base.change("housing.supply", factor=0.3).change("housing.joining_weight", 0.4).change("nareis.capacity_share.mvv", 0.2)
    slow = slow.change("departure.dtenv", factor=3.0).change("departure.dublin.forced", factor=0.2).change("coa.to_host", factor=4.0)
    owing = base.change("housing.taakstelling", factor=2.0).change("opening.housing.arrears", 9000).change("inflow.season_strength", 0.0)
    owing = owing.change("nareis.mvv.per_adult", factor=2.0).change("nareis.mvv.per_amv", factor=0.5)
    third = ensemble.scenario(base, 3)
    members = (World(third, 3, 0), World(third, 3, 1), World(ensemble.scenario(slow, 3), 3, 0), World(ensemble.scenario(base, 8), 8, 0))
    return (World(base), World(base, 0, 1), *members, World(closed), World(slow), World(owing))


@cache
def alone(number: int, scale: float) -> Outcome:
    return simulate_worlds([many_worlds()[number]], seed=5, until=UNTIL, scale=scale)[0]


def differences(one: Outcome, two: Outcome) -> list[str]:
    """What is not the same to the bit."""
    pairs = {name: (one.daily[name], two.daily[name]) for name in one.daily}
    pairs |= {f"{name} (ratio)": (np.stack(one.ratios[name]), np.stack(two.ratios[name])) for name in one.ratios}
    found = [name for name, (mine, theirs) in pairs.items() if mine.tobytes() != theirs.tobytes()]
    return found + ["moves"] * (one.moves != two.moves) + ["series"] * (one.daily.keys() != two.daily.keys())


@pytest.mark.parametrize("scale", [0.01, 0.001], ids=["some a day", "hardly any a day"])
def test_worlds_of_any_members_and_scenarios_are_what_they_are_alone(scale: float) -> None:
    worlds = many_worlds()
    outcomes = simulate_worlds(worlds, seed=5, until=UNTIL, scale=scale)
    for number, outcome in enumerate(outcomes):
        assert differences(outcome, alone(number, scale)) == [], worlds[number]
    for one, two in ((a, b) for a in range(len(worlds)) for b in range(a)):
        assert len(differences(outcomes[one], outcomes[two])) > 3, (worlds[one], worlds[two])


@pytest.mark.parametrize("some", [(0, 2), (4, 2, 0), (8, 1)], ids=str)
def test_nor_does_it_matter_which_others(some: tuple[int, ...]) -> None:
    outcomes = simulate_worlds([many_worlds()[number] for number in some], seed=5, until=UNTIL, scale=0.01)
    assert [differences(outcome, alone(number, 0.01)) for number, outcome in zip(some, outcomes, strict=True)] == [[]] * len(some)


def test_worlds_of_other_days_are_refused() -> None:
    from dataclasses import replace

    base = load_scenario("basis")
    with pytest.raises(ValueError, match="start and end on the same days"):
        simulate_worlds([World(base), World(replace(base, until=date(2025, 12, 31)))], seed=1)


# -- batches ----------------------------------------------------------------------------------------------------------
@given(st.integers(1, 60), st.integers(1, 9), st.integers(1, 9))
def test_batches_are_even_and_every_core_has_one(number: int, cores: int, most: int) -> None:
    worlds = [World(many_worlds()[0].scenario, 0, n) for n in range(number)]
    made = make_batches(worlds, cores, most)
    assert [world for batch in made for world in batch] == worlds
    sizes = [len(batch) for batch in made]
    assert all(1 <= size <= most for size in sizes)
    assert len(made) == number or len(made) % cores == 0
    assert max(sizes) - min(sizes) <= 1
    assert len(made) <= -(-number // most) + cores - 1


def test_a_simulation_has_room_for_fewer_worlds_the_longer_and_fuller_they_are_and_the_less_memory_there_is() -> None:
    start, last = date(2024, 1, 1), Settings(1, date(2030, 12, 31), 1.0)
    years = [together(start, Settings(1, date(year, 12, 31), 1.0), LEAST_MEMORY) for year in (2024, 2026, 2030, 2060)]
    scales = [together(start, Settings(1, date(2030, 12, 31), scale), LEAST_MEMORY) for scale in (0.01, 0.1, 1.0)]
    rooms = [together(start, last, memory) for memory in (10.0, LEAST_MEMORY, MOST_MEMORY, 1e6)]
    assert years == sorted(years, reverse=True) and scales == sorted(scales, reverse=True)
    assert (years[-1], scales[-1], rooms) == (1, 3, [1, 3, TOGETHER, TOGETHER])


def test_a_simulation_takes_no_more_memory_than_its_bounds_however_many_cores() -> None:
    shares = [memory_for_one(cores) for cores in (1, 2, 64, 100_000)]
    assert shares == sorted(shares, reverse=True) and shares[-1] == LEAST_MEMORY and shares[0] <= MOST_MEMORY


def test_a_run_is_the_same_in_batches_of_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two scenarios, two members, two replications: tables to the byte, and the moves of the manifest."""
    base = load_scenario("basis")
    more = base.change("housing.supply", factor=1.2, from_="2024-02-01", name="more")
    found = []
    for most in (1, 3, 12):
        monkeypatch.setattr(batches, "TOGETHER", most)
        runs = run_scenarios([base, more], members=2, replications=2, until="2024-02-29", scale=0.01, jobs=1, out=tmp_path / str(most))
        tables = [
            (runs.folder.path / name).read_bytes() for name in ("series.parquet", "periods.parquet", "transitions.parquet", "summary.csv")
        ]
        found.append([*tables, runs.manifest["moves"]])
    assert found[0] == found[1] == found[2]
