"""Every scenario that comes with the package runs past the day it is about, and moves what it is about the right way.

Each is held against the base on the same persons with the same luck: up to the first day of its change they are equal to
the last person, after it they are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import pytest

from ketensim import Scenario, load_scenario
from ketensim.chain.future import departures
from ketensim.chain.outcome import Outcome
from ketensim.chain.rules import Rules
from ketensim.chain.simulate import simulate
from ketensim.scenario import names
from ketensim.scenario.changes import changes

SCALE = 0.02
LAST = date(2027, 6, 30)
MORE, LESS = 1, -1

SHORT = (("housing.supply", 0.7),)  # so that households of every size wait for houses


@dataclass(frozen=True)
class Expected:
    """Which series a scenario raises or lowers, on average from its first day on, and where it is looked at."""

    moves: dict[str, int]
    until: date = LAST
    where: tuple[tuple[str, float], ...] = ()  # factors on the base and on the scenario: a world in which it matters


EXPECTED = {
    "inflow-low": Expected({"inflow.first": LESS, "coa.occupancy": LESS}, date(2026, 6, 30)),
    "inflow-high": Expected({"inflow.first": MORE, "coa.occupancy": MORE}, date(2026, 6, 30)),
    "inflow-shock": Expected({"inflow.first": MORE, "coa.occupancy": MORE}),
    "inflow-syria-again": Expected({"inflow.first": MORE, "coa.occupancy": MORE}),
    "core-family-only": Expected({"nareis.mvv.applications": LESS, "nareis.waiting_abroad": LESS}),
    "two-status-system": Expected(
        {
            "nareis.mvv.applications": LESS,
            "nareis.evrm8.applications": LESS,
            "nareis.waiting_abroad": LESS,
            "nareis.waiting_period": MORE,
            "courts.status.appeals_in": MORE,
            "courts.pending": MORE,
        },
        date(2026, 12, 31),
    ),
    "safe-country-list": Expected({"ind.backlog.spoor2": MORE, "ind.decisions_first.spoor2": MORE}),
    "migration-pact": Expected({"nareis.mvv.applications": LESS, "ind.backlog.spoor2": MORE}, date(2026, 12, 31)),
    "without-migration-pact": Expected({"ind.backlog.va": MORE, "border.in": MORE, "ind.backlog.spoor1": MORE}),
    "border-detention": Expected({"border.detained": MORE, "border.decisions": MORE}),
    "solidarity-relocation": Expected({"inflow.relocation": MORE, "inflow.total": MORE, "ind.backlog.aa": MORE}),
    "laws-of-2026": Expected({"nareis.mvv.applications": LESS, "ind.backlog.spoor2": MORE}),
    "ind-capacity-up": Expected({"ind.backlog.aa": LESS, "ind.decisions_first.total": MORE}, date(2028, 6, 30)),
    "ind-capacity-down": Expected({"ind.backlog.aa": MORE, "ind.decisions_first.total": LESS}),
    "syria-files-in-turn": Expected({"courts.aa.appeals_in": MORE, "ind.permits.total": LESS}),
    "court-capacity": Expected({"courts.pending": LESS, "courts.aa.appeals_out": MORE, "courts.va.appeals_out": MORE}, date(2028, 6, 30)),
    "late-appeals-abolished": Expected(
        {"courts.va.late_in": LESS, "ind.penalty_payments": LESS, "courts.aa.appeals_out": MORE, "courts.pending": LESS}
    ),
    "higher-appeal-limited": Expected({"raad_van_state.aa.in": LESS, "raad_van_state.aa.pending": LESS}),
    "higher-appeal-faster": Expected({"raad_van_state.aa.pending": LESS, "raad_van_state.va.pending": LESS}),
    "nareis-catch-up": Expected({"nareis.waiting_abroad": LESS, "ind.budget_used.nareis": MORE, "ind.budget_used.total": MORE}),
    "nareis-before-asylum": Expected({"nareis.waiting_abroad": LESS, "ind.backlog.aa": MORE, "ind.budget_used.spoor4": LESS}),
    "term-extended": Expected({"ind.past_term": LESS}),
    "nareis-to-referent": Expected({"coa.inflow.nareis": LESS, "coa.inflow": LESS}),
    "housing-up": Expected({"coa.status_holders": LESS, "housing.housed": MORE}, where=SHORT),
    "priority-ban": Expected({"coa.status_holders": MORE, "housing.arrears": MORE}),
    "flow-through-places": Expected(
        {"coa.status_holders": LESS, "housing.housed": MORE, "housing.doorstroom": MORE, "housing.cost.doorstroom": MORE}, where=SHORT
    ),
    "har-plus-ends": Expected({"coa.status_holders": MORE, "housing.housed": LESS, "housing.har": LESS, "housing.har_in": LESS}),
    "nidos-places": Expected({"nidos.waiting": LESS, "nidos.kso": MORE, "coa.amv": LESS}, date(2028, 6, 30), (("nidos.kso_places", 0.5),)),
    "referents-first": Expected({"housing.referents_waiting": LESS}),
    "spreidingswet": Expected({"coa.places": MORE, "coa.places.azc": MORE, "coa.emergency_residents": LESS, "coa.places_short": LESS}),
    "spreidingswet-101500": Expected({"coa.places": MORE, "coa.emergency_residents": LESS, "coa.cost.azc": MORE}),
    "emergency-contracts-end": Expected(
        {"coa.places": LESS, "coa.without_place": MORE, "coa.cost.noodopvang": LESS, "coa.cost.without_place": MORE}
    ),
    "dublin-transfers-possible": Expected({"dublin.claims_sent": MORE, "ind.decisions_first.dublin": MORE, "dublin.transferred": MORE}),
    "dublin-transfers-blocked": Expected({"dublin.claims_sent": LESS, "ind.decisions_first.dublin": LESS, "ind.backlog.aa": MORE}),
    "more-forced-departures": Expected(
        {"departure.dtenv.forced": MORE, "departure.documents.requested": MORE, "departure.detention": MORE}, date(2028, 12, 31)
    ),
    "detention-places": Expected(
        {"departure.detention_places": MORE, "departure.detention_in": MORE, "departure.dtenv.forced": MORE}, date(2028, 12, 31)
    ),
    "return-agreements": Expected({"departure.documents.established": MORE, "departure.dtenv.forced": MORE}, date(2028, 12, 31)),
    "syria-returns-double": Expected({"departure.dtenv.independent": MORE, "ind.backlog.aa": LESS}),
    "ukraine-no-document": Expected(
        {"ukraine.woken": MORE, "ind.backlog": MORE, "ukraine.coa": MORE, "coa.occupancy": MORE, "ukraine.document": LESS}
    ),
    "ukraine-document-half": Expected({"ukraine.woken": MORE, "ind.backlog.ukraine": MORE, "ukraine.document": LESS}),
    "ukraine-gradual": Expected({"ukraine.dormant": MORE, "ukraine.registrations": MORE, "ukraine.document": LESS}),
    "ukraine-reception-shrinks": Expected({"ukraine.capacity": LESS, "ukraine.reception_short": MORE, "ukraine.private": MORE}),
    "ukraine-peace": Expected({"ukraine.registered": LESS, "ukraine.deregistrations": MORE, "ukraine.woken": LESS}),
    "syria-permits-reviewed": Expected({"ind.permits_withdrawn": MORE, "courts.va.appeals_in": MORE}),
    "syria-no-moratorium": Expected({"ind.permits.total": MORE, "nareis.mvv.applications": MORE}, date(2025, 9, 30)),
}
SAME = {"basis", "inflow-middle"}  # as the base in the member that is the given path


@cache
def base(until: date = LAST, where: tuple[tuple[str, float], ...] = ()) -> Outcome:
    return simulate(changed("basis", where), seed=3, replication=0, until=until, scale=SCALE)


def changed(name: str, where: tuple[tuple[str, float], ...]) -> Scenario:
    scenario = load_scenario(name)
    for key, factor in where:
        scenario = scenario.change(key, factor=factor)
    return scenario


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_it_runs_and_moves_what_it_is_about(name: str) -> None:
    scenario, expected = load_scenario(name), EXPECTED[name]
    outcome = simulate(changed(name, expected.where), seed=3, replication=0, until=expected.until, scale=SCALE)
    plain = base(max(expected.until, LAST), expected.where)
    steps = [step for change in changes(scenario, load_scenario("basis")) for step in change.steps]
    begin = (min(step.begin for step in steps if step.begin) - scenario.start).days
    for series, way in expected.moves.items():
        before, after = (outcome.daily[series][part] - plain.daily[series][part] for part in (slice(begin), slice(begin, outcome.days)))
        assert not np.nan_to_num(before).any(), series
        assert way * np.nanmean(after) > 0, series


def test_every_scenario_is_run() -> None:
    assert set(EXPECTED) | SAME == set(names())


def test_the_middle_inflow_is_that_of_the_base() -> None:
    outcome = simulate(load_scenario("inflow-middle"), seed=3, replication=0, until=date(2026, 3, 31), scale=SCALE)
    for name, values in outcome.daily.items():
        assert np.array_equal(values, base().daily[name][: outcome.days], equal_nan=True), name


@pytest.mark.parametrize("name", ["inflow-low", "inflow-middle", "inflow-high"])
def test_a_fixed_inflow_departs_from_nothing(name: str) -> None:
    scenario = load_scenario(name)
    rules = Rules(scenario, scenario.until, 1.0)
    assert (departures(rules, 1, 7) == 1.0).all()


def test_the_base_departs_after_the_figures_end_and_only_then() -> None:
    """In the median it does not, and four in five years lie within a quarter or so in the first year."""
    scenario = load_scenario("basis")
    rules = Rules(scenario, scenario.until, 1.0)
    first = rules.day(date(2026, 1, 1))
    rates = rules.table("inflow.first") / 365.25
    paths = np.array([(rates * departures(rules, 1, member)).sum(axis=0) for member in range(1, 301)])
    assert (departures(rules, 1, 5)[:, :first] == 1.0).all()
    year = paths[:, first : first + 365].sum(axis=1) / rates[:, first : first + 365].sum()
    low, middle, high = np.quantile(year, [0.1, 0.5, 0.9])
    assert middle == pytest.approx(1.0, abs=0.06)
    assert 0.7 < low < 0.9
    assert 1.12 < high < 1.45


def test_members_come_in_pairs_that_mirror_each_other() -> None:
    """Where the one has more than the given path the other has as much less, on a logarithmic scale; no two pairs are alike."""
    scenario = load_scenario("basis")
    rules = Rules(scenario, scenario.until, 1.0)
    logs = [np.log(departures(rules, 1, member)) for member in range(1, 7)]
    for one, other in ((0, 1), (2, 3), (4, 5)):
        assert np.allclose(logs[one], -logs[other])
        assert np.abs(logs[one]).max() > 0.1
    assert not np.allclose(np.abs(logs[0]), np.abs(logs[2]))
