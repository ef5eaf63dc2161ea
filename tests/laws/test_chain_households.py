"""Families stay together, places are not given twice, nobody is counted twice and nobody is lost: in the base, and far from it.

Worlds in which everything that has to do with families, houses and places is pushed to one of its ends run side by side. Each is
looked at on every day; what is found is held against the people, who know nothing of the books.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest

from ketensim import Scenario, load_scenario
from ketensim.chain.books import read_books
from ketensim.chain.census import Census
from ketensim.chain.outcome import Outcome
from ketensim.chain.simulate import build_worlds, simulate_worlds
from ketensim.chain.states import NIDOS, PROCEDURE, RESIDENCE, STATUS, WAY_STATIONS, P, R
from ketensim.chain.world import World
from ketensim.scenario.groups import KINDS, NATIONALITIES

UNTIL, SCALE, SEED = date(2026, 6, 30), 0.02, 11
ADULT, FAMILY, AMV = range(3)
NIDOS_STATES = [R[place] for place in NIDOS]
PLACES = {"nidos.kso": "nidos.kso_places", "nidos.family": "nidos.family_places", "doorstroom": "housing.doorstroom.places"}
COMING = ("outside", "nareis.mvv", "nareis.objection", "nareis.appeal", "nareis.collect", "nareis.travel")
HOUSED = ("municipality", "nidos.kso", "nidos.extended", *WAY_STATIONS)
WORLDS: dict[str, dict[str, float]] = {
    "base": {},
    "no house fits": {"housing.share.one": 0, "housing.share.small": 0, "housing.share.medium": 0, "housing.share.large": 0},
    "every house fits": {"housing.share.one": 1, "housing.share.small": 1, "housing.share.medium": 1, "housing.share.large": 1},
    "no places": {"nidos.kso_places": 0, "nidos.family_places": 0, "housing.doorstroom.places": 0, "housing.har.placements": 0},
    "all places": {"nidos.kso_places": 50_000, "nidos.family_places": 50_000, "housing.doorstroom.places": 100_000},
    "hotels for all": {"housing.har.placements": 50_000, "housing.har.duration": 1, "housing.doorstroom.duration": 1},
    "no supply": {"housing.supply": 0},
    "no supply, and family that joins at once": {"housing.supply": 0, "nareis.direct_to_referent": 1, "housing.joining_weight": 5},
    "all the supply": {"housing.supply": 5000, "housing.linking_duration": 0, "housing.slow_duration": 0, "housing.joining_duration": 0},
    "all referents wait": {"housing.referents_wait": 1, "housing.joins_share": 0, "ind.extra.nareis": 20_000},
    "no referent waits": {"housing.referents_wait": 0, "housing.joins_share": 1, "nareis.direct_to_referent": 1},
    "referents wait for who never comes": {"housing.referents_wait": 1, "nareis.no_show": 1},
    "each finds a house": {"housing.self_found": 5, "housing.supply": 50, "housing.referents_wait": 1},
    "a birth each half year": {"coa.births": 2, "housing.supply": 200, "housing.doorstroom.places": 8000},
    "couples": {"inflow.family_size": 2, "nareis.mvv.per_adult.": 0.6, "housing.har.placements": 20_000, "housing.referents_wait": 1},
    "large families": {"inflow.family_size": 8, "nareis.mvv.per_adult.": 5, "nareis.mvv.per_amv": 5, "inflow.family_share.": 0.9},
    "all are amv": {"inflow.amv_share.": 1, "ind.spoor4.priority_share.": 1, "nidos.under_15": 0.5, "nidos.kso_places": 600},
    "amv with parents": {"inflow.amv_share.": 0.7, "nareis.mvv.per_amv": 3, "ind.extra.nareis": 20_000, "nidos.kso_places": 100, "nidos.under_15": 0.6, "ind.spoor4.priority_share.": 1, "housing.supply": 300},
    "all young": {"inflow.amv_share.": 0.5, "nidos.under_15": 1, "nidos.years_to_18_young": 3, "nidos.family_places": 300},
    "18 at once": {"nidos.years_to_18": 0, "nidos.extended_share": 1, "nidos.extended_years": 0.1, "inflow.amv_share.": 0.5},
    "an empty start": {"opening.nidos.kso": 0, "opening.nidos.family": 0, "opening.nidos.extended": 0, "opening.har": 0, "opening.doorstroom": 0},
    "two statuses": {
        "nareis.subsidiary.waiting_period.": 0.5, "nareis.subsidiary.conditions": 0.6, "nareis.subsidiary.income": 4, "housing.referents_wait": 1,
        "ind.extra.nareis": 20_000, "nareis.not_collected.": 0.3, "nareis.applies_again": 0.6, "nareis.withdrawal": 0.5, "courts.status.appeal_share": 0.5,
    },
    "places close": {},
}  # fmt: skip
LATER: dict[str, tuple[str, dict[str, float]]] = {  # from a date
    "places close": (
        "2024-06-01",
        {"nidos.kso_places": 100, "nidos.family_places": 100, "housing.doorstroom.places": 0, "housing.supply": 0},
    ),
    "amv with parents": ("2025-09-01", {"nidos.family_places": 50_000, "nidos.kso_places": 50_000}),
}
NAMES = tuple(WORLDS)


def scenario(name: str) -> Scenario:
    changed = load_scenario("basis")
    for key, value in WORLDS[name].items():
        changed = changed.change(key.rstrip("."), value)
    day, later = LATER.get(name, ("", {}))
    for key, value in later.items():
        changed = changed.change(key, value, from_=day)
    return changed


class Watched:
    """Worlds that were run side by side, and what was found wrong with whom on which day, by world."""

    def __init__(self) -> None:
        self.chain = build_worlds([World(scenario(name)) for name in NAMES], SEED, UNTIL, SCALE)
        self.people, self.sim = self.chain.people, self.chain.sim
        self.wrong: dict[str, list[str]] = defaultdict(list)
        self.seen: dict[str, int] = defaultdict(int)
        self.census = Census(self.chain)
        self.places = {name: np.array([rules.path(key) * SCALE for rules in self.chain.rules]) for name, key in PLACES.items()}
        self.counted = np.zeros(0, np.int64)  # how often each party was counted for the taakstelling
        self.taken: dict[str, Any] = {}
        self.entered, self.born, self.left_late = (np.zeros((len(PLACES), len(NAMES))) for _ in range(3))
        self.follow(self.sim)
        self.sim.run(self.look)
        self.daily = [daily for daily, _ in read_books(self.chain, self.census)]

    def follow(self, sim: Any) -> None:
        """Count how often each party is counted, and who comes into places and leaves them after these were given out, by world."""
        plain, plain_move = sim.count, sim.move
        states = np.array([R[name] for name in PLACES])

        def move(track: int, ids: Any, state: Any, at: Any) -> None:
            if track == 1 and ids.size:
                old, new, size, world = (
                    self.people.state1[ids],
                    np.broadcast_to(state, ids.shape),
                    self.people.size[ids],
                    self.people.world[ids],
                )
                late = at >= sim.day + 1.0
                for number, place in enumerate(states):
                    came = new == place
                    self.entered[number] += np.bincount(world[came], size[came], len(NAMES))
                    self.born[number] += np.bincount(world[came], self.people.births[ids[came]], len(NAMES))
                    self.left_late[number] += np.bincount(world[(old == place) & late], size[(old == place) & late], len(NAMES))
            plain_move(track, ids, state, at)

        def count(event: str, ids: Any) -> None:
            if event == "housing.housed":
                self.counted = np.concatenate((self.counted, np.zeros(self.people.count - self.counted.size, np.int64)))
                np.add.at(self.counted, ids, 1)
            plain(event, ids)

        sim.count, sim.move = count, move

    def tell(self, what: str, day: int, wrong: Any) -> None:
        for world in np.unique(self.people.world[wrong]):
            self.wrong[what].append(f"{NAMES[world]}, day {day}")

    def look(self, day: int) -> None:
        self.census.take(day)
        people, n = self.people, self.people.count
        file, place = people.state0[:n], people.state1[:n]
        heads = np.flatnonzero(people.follower[:n] >= 0)
        family = people.follower[heads]
        self.tell("apart", day, heads[file[heads] != file[family]])
        self.tell("housed on another day", day, heads[(file[heads] == P["housed"]) & (people.since0[heads] != people.since0[family])])
        self.tell(
            "one follows another's referent",
            day,
            heads[(people.referent[family] != heads) & (people.referent[family] != people.referent[heads])],
        )
        self.tell(
            "with Nidos while the family waits for a house", day, heads[np.isin(place[heads], NIDOS_STATES) & (file[heads] != P["housed"])]
        )
        waits = np.flatnonzero(file == P["housing.family"])
        awaited = people.family[waits]
        coming = np.isin(file[awaited], [P[state] for state in COMING])
        self.tell("waits for nobody", day, waits[(awaited < 0) | ~coming])
        self.tell("empty", day, np.flatnonzero(people.size[:n] < 1))
        grown = np.isin(place, [R["nidos.kso"], R["nidos.family"]]) & (people.kind[:n] != AMV)
        self.tell("18 and with Nidos", day, np.flatnonzero(grown))
        self._places(day, file, place)
        self._lines(day, file, place)
        self.seen["together"] += int((file[heads] == P["housing.queue"]).sum())
        self.seen["waiting referents"] += waits.size

    def _places(self, day: int, file: Any, place: Any) -> None:
        """Nowhere are more than there are places, but for those who were there before, and a child born while they waited.

        Where somebody waits, all places are taken.
        """
        people, n = self.people, self.people.count
        queue = (file == P["housing.queue"]) & (place == R["coa"]) & (people.since0[:n] <= day)  # since the day before or earlier
        follower = people.follower[:n]
        load = people.size[:n].astype(np.int64) + np.where(follower >= 0, people.size[follower], 0)
        follows = people.follower[self.chain.head(np.arange(n))] == np.arange(n)
        fresh = (people.spell1[:n] == 1) & (follower < 0) & (people.kind[:n] == AMV)
        waits = {
            "nidos.kso": (file == P["housing.nidos"]) & (people.since0[:n] <= day),
            "nidos.family": (place == R["coa"]) & people.young[:n] & fresh & (people.since1[:n] <= day),
            "doorstroom": queue & ~follows & ~people.joins[:n] & (load <= 2) & (people.births[:n] == 0),
        }
        for number, name in enumerate(PLACES):
            here = place == R[name]
            there = np.bincount(people.world[:n][here], people.size[:n][here], len(NAMES))
            places = self.places[name][:, day]
            before = self.taken.get(name, there)
            for world in np.flatnonzero(there > np.where(self.entered[number] > 0, places + self.born[number], before) + 1e-9):
                self.wrong[f"too many in {name}"].append(f"{NAMES[world]}, day {day}: {there[world]} of {places[world]}")
            some = np.bincount(people.world[:n][waits[name]], minlength=len(NAMES)) > 0
            needs = 2 if name == "doorstroom" else 1
            for world in np.flatnonzero(some & (places - there - self.left_late[number] >= needs)):
                self.wrong[f"free in {name} while somebody waits"].append(f"{NAMES[world]}, day {day}: {there[world]} of {places[world]}")
            self.seen[f"full {name}"] += int((some & (places > 0)).sum())
            self.taken[name] = there
        self.entered[:], self.born[:], self.left_late[:] = 0.0, 0.0, 0.0

    def _lines(self, day: int, file: Any, place: Any) -> None:
        """Whoever waits for a house or a place stands in the line for it, once, or follows somebody who does."""
        people, housing, nidos = self.people, self.chain.housing, self.chain.nidos
        for state, desk in (("housing.queue", housing.queue), ("housing.nidos", nidos.kso)):
            standing = np.zeros(people.count, np.int64)
            for heap in range(desk._size.size):
                ids, spells = desk._ids[heap, : desk._size[heap]], desk._spells[heap, : desk._size[heap]]
                np.add.at(standing, ids[people.spell0[ids] == spells], 1)
            waits = np.flatnonzero(file == P[state])
            leader = people.leader[waits]
            follows = (leader >= 0) & (people.follower[leader] == waits)
            self.tell(f"in {state} and in no line", day, waits[(standing[waits] != 1) & ~follows])


@pytest.fixture(scope="module")
def watched() -> Watched:
    return Watched()


WRONG = (
    "apart", "with Nidos while the family waits for a house", "housed on another day", "one follows another's referent", "waits for nobody", "empty", "18 and with Nidos",
    *(f"{what}" for name in PLACES for what in (f"too many in {name}", f"free in {name} while somebody waits")),
    "in housing.queue and in no line", "in housing.nidos and in no line",
)  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_on_no_day_is_anybody(watched: Watched, what: str) -> None:
    assert watched.wrong[what][:5] == []
    assert set(watched.wrong) <= set(WRONG)


@pytest.mark.parametrize("what", ["together", "waiting referents", *(f"full {name}" for name in PLACES)])
def test_there_were_some_to_look_at(watched: Watched, what: str) -> None:
    assert watched.seen[what] > 500


@pytest.mark.parametrize("number", range(len(NAMES)), ids=NAMES)
def test_the_book_of_coa_closes_on_every_day(watched: Watched, number: int) -> None:
    """Occupancy is that of yesterday, and who came, and who was born, less who left; so does that of the status holders' houses."""
    daily = {
        name: np.rint(values * SCALE) for name, values in watched.daily[number].items() if name.startswith(("coa.", "housing.", "nidos."))
    }
    change = np.diff(daily["coa.occupancy"])
    assert change.tolist() == (daily["coa.inflow"] + daily["coa.births"] - daily["coa.outflow"])[1:].tolist()
    for place in WAY_STATIONS:
        assert np.diff(daily[f"housing.{place}"]).tolist() == (daily[f"housing.{place}_in"] - daily[f"housing.{place}_out"])[1:].tolist()
    assert all((values >= 0).all() for name, values in daily.items() if not name.endswith("arrears") and not np.isnan(values).any())


@pytest.mark.parametrize("number", range(len(NAMES)), ids=NAMES)
def test_a_count_of_the_people_is_the_last_day_of_the_ledger(watched: Watched, number: int) -> None:
    """Joint states, by nationality and kind, in persons: counted from the people of that world alone."""
    people, sim = watched.people, watched.sim
    own = np.flatnonzero(people.world[: people.count] == number)
    group = people.nationality[own].astype(np.int64) * len(KINDS) + people.kind[own]
    shape = (len(PROCEDURE), len(RESIDENCE), len(NATIONALITIES) * len(KINDS))
    counted = np.zeros(shape, np.int64)
    np.add.at(counted, (people.state0[own], people.state1[own], group), people.size[own])
    assert (counted == sim.ledger.now.reshape(sim.ledger.shape)[..., number * sim.cells : (number + 1) * sim.cells]).all()
    assert counted.sum() > 1000


def test_everybody_is_counted_for_the_taakstelling_at_most_once(watched: Watched) -> None:
    """As often as the mark says, as many as the book says; and whoever has a house through asylum is counted. Some Syrians go home."""
    people, n = watched.people, watched.people.count
    times = np.zeros(n, np.int64)
    times[: watched.counted.size] = watched.counted
    assert times.max() == 1
    assert people.counted[:n][times == 1].all()
    came = people.spell1[:n] > 1  # the opening has referents who were housed, and counted, before
    has = np.isin(people.state1[:n], [R[place] for place in HOUSED]) & (people.state0[:n] != P["closed"])
    new = has & (came | (people.state1[:n] != R["municipality"]))
    assert people.counted[:n][new].all()
    home = (people.state0[:n] == P["departed"]) & (people.state1[:n] == R["left"])
    assert (has | home)[times == 1].all()
    assert 0 < (home & (times == 1)).sum() < 0.02 * (times == 1).sum()
    born_later = people.births[:n] > 0
    for number, daily in enumerate(watched.daily):
        own = (people.world[:n] == number) & (times == 1)
        assert np.rint(daily["housing.housed"] * SCALE).sum() <= people.size[:n][own].sum()
        assert np.rint(daily["housing.housed"] * SCALE).sum() >= people.size[:n][own & ~born_later].sum()


@pytest.mark.parametrize(
    ("name", "series", "is_nought"),
    [
        ("no places", ("housing.har_in", "housing.doorstroom_in", "coa.outflow.nidos"), True),
        ("no supply", ("housing.har_in", "housing.self_found"), False),
        ("referents wait for who never comes", ("inflow.nareis_arrivals", "nareis.evrm8.arrivals"), True),
        ("no referent waits", ("housing.self_found",), False),
    ],
)
def test_the_ends_are_ends(watched: Watched, name: str, series: tuple[str, ...], is_nought: bool) -> None:
    """What cannot happen in a world does not, and what can does."""
    for one in series:
        assert watched.daily[NAMES.index(name)][one].any() != is_nought, one


def test_without_supply_only_those_leave_who_need_none(watched: Watched) -> None:
    """Way-stations, their own find, or a place of Nidos; the queue does the rest."""
    short, base = (watched.daily[NAMES.index(name)] for name in ("no supply", "base"))
    assert short["coa.status_outflow"][180:].sum() < 0.4 * base["coa.status_outflow"][180:].sum()
    assert short["coa.status_holders"][-1] > 1.5 * base["coa.status_holders"][-1]


@cache
def alone(name: str) -> Outcome:
    return simulate_worlds([World(scenario(name))], seed=SEED, until=UNTIL, scale=SCALE)[0]


@pytest.mark.parametrize(
    "name", ["base", "couples", "all referents wait", "a birth each half year", "places close", "amv with parents", "18 at once"]
)
def test_each_is_what_it_is_alone(watched: Watched, name: str) -> None:
    """To the bit, though the others push every desk and room to its ends."""
    beside, own = watched.daily[NAMES.index(name)], alone(name)
    assert [series for series, values in own.daily.items() if values.tobytes() != beside[series].tobytes()] == []
    assert own.daily.keys() == beside.keys()


def test_status_is_where_these_states_are() -> None:
    assert {"housing.family", "housing.stay", "housing.queue", "housing.nidos"} < set(STATUS)
