"""What changes on a date changes nothing before that date, to the last person; and does change something after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import pytest

from ketensim import Scenario, load_scenario
from ketensim.chain.books import read_books
from ketensim.chain.census import Census
from ketensim.chain.departure import CLASSES
from ketensim.chain.simulate import build
from ketensim.chain.verhuizingen import GROUPS as MOVERS
from ketensim.scenario.catalogue import PARAMETERS
from ketensim.scenario.groups import DISPLACED, NATIONALITIES

FROM, UNTIL, SCALE = date(2024, 3, 15), date(2024, 6, 30), 0.05
DATED = {parameter.key: parameter for parameter in PARAMETERS if parameter.dated}
PEOPLE = ("key", "round", "cell", "state0", "state1", "since0", "since1", "spell0", "spell1", "kind", "applied", "arrived", "permit")
# no person is touched by these: a target in a book, a term that is only counted, whether a child is counted as newborn, what is paid
ON_PAPER = {
    "courts.late.penalty_a_day", "courts.late.penalty_most", "courts.late.administrative_penalty",
    "raad_van_state.measure_duration", "raad_van_state.provisional_share.aa", "raad_van_state.provisional_share.va",
    "dublin.in.first_share", "dublin.in.transferred_share", "border.moved_share",
    "housing.taakstelling", "housing.taakstelling_expected", "ind.term.extension_stands", "ind.term.nareis", "ind.subsidiary_share", "inflow.births_share", "housing.har.cost", "housing.doorstroom.cost",
}  # fmt: skip
ON_PAPER |= {
    "departure.iom_share",
    "departure.no_fault_share",
    "departure.detention.others_in",
    "departure.detention.others_stay",
}  # places enough
ON_PAPER |= {f"departure.keten.outside.{way}" for way in ("forced", "independent", "unsupervised")}
ON_PAPER |= {key.removesuffix(".children").removesuffix(".amv") for key in DATED if key.startswith("coa.verhuizing.")}  # all sleep at COA
# places are reckoned from the books when the days have passed: they move no person, at most from one location to another
RECKONED = ("coa.places", "coa.target_occupancy", "coa.cost", "spreiding.", "ukraine.reception.")
IN_THE_REGISTER = {"ukraine.leaves", "ukraine.leaving"}  # of displaced persons: who is in it is no person of the simulation
DISPLACED_ONLY = ("ukraine.", "ind.weight.ukraine")  # matter when protection ends: it does so bit by bit, around the day of the change
ENDS = {
    "ukraine.document": 0.2, "ukraine.wakes": 0.6, "ukraine.coa.share": 0.5, "ukraine.coa.within": 1.0, "ukraine.ind.share": 0.5,
    "ukraine.ind.pace": 30_000.0,
}  # fmt: skip
UNCERTAIN = "inflow.uncertainty."  # matters to members other than 0, which is the given path itself
# these matter under a law that is not in the base: they are changed in a world where it holds, with a wait of days
LAWFUL = ("nareis.subsidiary.", "courts.status.", "nareis.beyond_core")
LAW = {
    "nareis.subsidiary.waiting_period": 0.05, "nareis.subsidiary.conditions": 0.5, "nareis.subsidiary.income": 3.0,
    "nareis.core_family_only": 1.0, "courts.status.appeal_share": 0.5, "courts.status.duration": 4.0, "courts.status.upheld": 0.5,
}  # fmt: skip
WANDERING = {"spread": 0.2, "group_spread": 0.2, "jump": 0.5, "jump_chance": 6.0}
# the youngest of those it is about turns 18 after three years; appeals and objections are prepared long before their turn comes; no permit is
# reviewed in the base; permits are renewed after three years
AFTER_YEARS = {
    "nidos.years_to_18_young", "courts.preparation.aa", "courts.preparation.va", "syria.permits_withdrawn", "ind.permit_years", "ind.weight.renewal",
    "nareis.objection_duration",
}  # fmt: skip
LATER = {
    "nidos.under_15",
    "nidos.years_to_18",
    "housing.share.large",
    "ind.spoor4.priority_amv",
    "ind.term.longest",
    "ind.handed_on",
    "nidos.extended_years",
    "housing.doorstroom.duration",
    "departure.documents.request",
    "departure.return_factor",
    "inflow.subsequent",
    "subsequent.reception",
    "nareis.evrm8.family_size",
    "nareis.objection_duration",
    "nareis.subsidiary.income",
    "dublin.transfer_term",
    "dublin.absconded_term",
    "dublin.in.duration",
    "courts.late.extension_disputed",
    "courts.late.term",
    "courts.late.penalty_a_day",
    "courts.late.penalty_most",
    "raad_van_state.preparation.va",
    "raad_van_state.preparation.aa",
    "ind.spoor4.priority_share",
}  # few are touched in the first months: looked at for longer


def _group(key: str) -> str:
    """A parameter and its likes of other nationalities or classes: all of them are changed together."""
    above, _, last = key.rpartition(".")
    return above if last in (*NATIONALITIES, *CLASSES, *MOVERS, *DISPLACED) else key


GROUPS = sorted({_group(key) for key in DATED})


@cache
def base(member: int = 0, lawful: bool = False, protection_ends: bool = False) -> Scenario:
    """The base scenario; for another member than 0 with an inflow to come that departs from its path, whatever the base says.

    ``lawful``: with the rules of the two-status law. ``protection_ends``: that of displaced persons in these months, bit by bit.
    """
    scenario = load_scenario("basis")
    for name, value in ((LAW if lawful else {}) | (ENDS if protection_ends else {})).items():
        scenario = scenario.change(name, value)
    if protection_ends:
        scenario = scenario.change("ukraine.protection", 0.0, from_=date(2024, 2, 1), ramp_to=date(2024, 5, 1))
    for name, value in WANDERING.items() if member else ():
        scenario = scenario.change(UNCERTAIN + name, value)
    return scenario


def member_of(key: str) -> int:
    return 1 if key.startswith(UNCERTAIN) else 0


def world_of(key: str) -> dict[str, bool]:
    """Where a parameter matters."""
    return {"lawful": key.startswith(LAWFUL), "protection_ends": key.startswith(DISPLACED_ONLY)}


def another(key: str, now: float) -> float:
    """A value that is far from this one and allowed."""
    parameter = DATED[key]
    if key.startswith(UNCERTAIN):
        return parameter.high
    match parameter.unit:
        case "share":
            value = now + 0.5 if now < 0.5 else now - 0.5
        case "1/year":
            value = now + 2.0
        case "factor":
            value = 1.5 * now if now else 1.0
        case _:
            value = 0.5 * now if 0.5 * now > parameter.low else 500.0 if not now else 2.0 * now
    return min(max(value, parameter.low), parameter.high)


def changed(key: str, when: date = FROM) -> Scenario:
    """The base with a parameter, or all of a group, far from what it was, from a date."""
    scenario = base(member_of(key), **world_of(key))
    for one in [one for one in DATED if key in (one, _group(one))]:
        scenario = scenario.change(one, another(one, scenario.at(one, when)), from_=when)
    return scenario


@dataclass(frozen=True)
class Played:
    """A run: the people on the eve of the change, the books, the series."""

    eve: tuple[np.ndarray, ...]
    books: dict[str, np.ndarray]
    daily: dict[str, np.ndarray]
    ratios: dict[str, np.ndarray]

    def differences(self, other: Played, days: slice) -> list[str]:
        """The books, series and ratios that are not equal on some of these days."""
        found = []
        for mine, theirs in ((self.books, other.books), (self.daily, other.daily), (self.ratios, other.ratios)):
            for name in sorted(mine.keys() | theirs.keys()):
                one, two = (half[name][days] if name in half else np.zeros(1) for half in (mine, theirs))
                if not np.array_equal(one, two, equal_nan=True) and (one.any() or two.any()):
                    found.append(name)
        return found


def play(scenario: Scenario, when: date = FROM, until: date = UNTIL, scale: float = SCALE, member: int = 0) -> Played:
    chain = build(scenario, 1, [0], until, scale, member)
    people, census, eve = chain.people, Census(chain), []

    def after(day: int) -> None:
        census.take(day)
        if day == chain.rules[0].day(when) - 1:
            here = np.flatnonzero(people.state0[: people.count] != 0)
            here = here[np.argsort(people.key[here])]
            eve.extend(getattr(people, name)[here] for name in PEOPLE)

    chain.sim.run(after)
    ((daily, ratios),) = read_books(chain, census)
    ledger = chain.sim.ledger
    books = {"stock": ledger.stock[:, 1:], "in": ledger.moved_in[0][:, 1:], "in (residence)": ledger.moved_in[1][:, 1:]}
    books |= {"out": ledger.moved_out[0][:, 1:], "out (residence)": ledger.moved_out[1][:, 1:]}
    books |= {f"event {name}": rows for name, rows in ledger.events.items()} | {f"sum {name}": rows for name, rows in ledger.sums.items()}
    return Played(tuple(eve), books, daily, {name: np.stack(both, axis=1) for name, both in ratios.items()})


@cache
def unchanged(
    when: date = FROM, until: date = UNTIL, scale: float = SCALE, member: int = 0, lawful: bool = False, protection_ends: bool = False
) -> Played:
    return play(base(member, lawful, protection_ends), when, until, scale, member)


def assert_nothing_before(one: Played, two: Played, day: int) -> None:
    assert one.differences(two, slice(0, day)) == []
    for name, mine, theirs in zip(PEOPLE, one.eve, two.eve, strict=True):
        assert np.array_equal(mine, theirs, equal_nan=name == "permit"), name


@pytest.mark.parametrize("key", GROUPS)
def test_a_change_changes_what_comes_after_it_and_nothing_else(key):
    member, day = member_of(key), (FROM - base().start).days
    until = date(2025, 6, 30) if key in LATER else UNTIL
    same = unchanged(until=until, member=member, **world_of(key))
    played = play(changed(key), until=until, member=member)
    assert_nothing_before(same, played, day)
    after = same.differences(played, slice(day, None))
    if key in AFTER_YEARS:
        assert after == []
    elif key in IN_THE_REGISTER:
        assert after
        assert "stock" not in after
    elif key.startswith(RECKONED):
        assert "stock" not in after
    elif key in ON_PAPER:
        assert after
        assert "stock" not in after
    else:
        assert "stock" in after


@pytest.mark.slow
@pytest.mark.parametrize("key", sorted(DATED.keys() - set(GROUPS)))
def test_a_change_for_one_group_changes_nothing_before_it(key):
    soon = date(2024, 3, 31)
    same = unchanged(until=soon, **world_of(key))
    assert_nothing_before(same, play(changed(key), until=soon), (FROM - base().start).days)


def test_the_first_member_is_the_given_path():
    """Uncertainty of the inflow to come changes nothing in it, on no day."""
    assert unchanged().differences(play(base(member=1)), slice(None)) == []


LEVERS = {
    "ind.budget": {"factor": 1.3},
    "inflow.first": {"factor": 1.5},
    "housing.supply": {"factor": 0.7},
    "ind.budget_share.nareis": {"factor": 1.5},
    "ind.spoor4.grant_rate": {"factor": 0.5},
    "ind.spoor4.withdrawal": {"plus": 1.0},
    "departure.dtenv.forced": {"plus": 1.0},
}


@pytest.mark.slow
@pytest.mark.parametrize("key", LEVERS)
def test_at_full_size_later_and_as_a_ramp(key):
    """The same for a change in the second year, for everybody, and when it comes in bit by bit."""
    when, until = date(2025, 2, 1), date(2025, 4, 30)
    scenario = base().change(key, **LEVERS[key], from_=when, ramp_to=date(2025, 4, 1))
    played, day = play(scenario, when, until, 1.0), (when - base().start).days
    same = unchanged(when, until, 1.0)
    assert_nothing_before(same, played, day)
    assert "stock" in same.differences(played, slice(day, None))


@pytest.mark.slow
def test_the_age_of_foster_children_counts_after_some_years():
    until = date(2028, 6, 30)
    sooner = base().change("nidos.years_to_18_young", base().catalogue["nidos.years_to_18_young"].low, from_=FROM)
    same, played = unchanged(FROM, until), play(sooner, FROM, until)
    assert_nothing_before(same, played, (FROM - base().start).days)
    assert "stock" in same.differences(played, slice(1000, None))


def test_a_change_that_ends_changes_nothing_before_it_begins():
    """A moratorium of two months, of all capacity at once: equal before, different after."""
    scenario = base().change("ind.budget", 0.0, from_=FROM, until=date(2024, 5, 15))
    played, day = play(scenario), (FROM - base().start).days
    assert_nothing_before(unchanged(), played, day)
    decided = played.daily["ind.decisions_first.aa"] - played.daily["border.decisions"]  # these have a term of their own
    assert decided[:day].any()
    assert not decided[day : day + 61].any()
    assert decided[day + 61 :].any()
