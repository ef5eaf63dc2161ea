"""Moves between COA locations: counted after 30 days, families as one, and of no consequence for anything else."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.books import read_books
from ketensim.chain.census import Census
from ketensim.chain.simulate import build, simulate
from ketensim.chain.verhuizingen import GROUPS, NUMBERS, REASONS, STEPS
from ketensim.scenario.groups import AMV

SCALE, UNTIL = 0.1, date(2025, 3, 31)
OTHERS = REASONS[1:]


def minors(people, ids):
    return np.where(people.kind[ids] == AMV, 1, people.children[ids].astype(int))


@pytest.fixture(scope="module")
def run() -> SimpleNamespace:
    """All moves and all who left, written down beside the counts: (day, party, group, reason, minors, days on the location)."""
    chain = build(load_scenario("basis"), 2, [0, 1], UNTIL, SCALE)
    own, people = chain.verhuizingen, chain.people
    moved, left, plain, leave = [], [], {name: getattr(own, name) for name in ("_doorstroom", "_for_a_reason")}, chain.coa.leave

    def watch(timer, name):
        def then(ids, at):
            for one in range(ids.size):  # a party may be there twice, for two steps
                who, when = ids[one : one + 1], at[one : one + 1]
                before, group = people.verhuizing[who[0]].copy(), int(people.kind[who[0]] == AMV)
                plain[name](who, when)
                after = people.verhuizing[who[0]]
                more = int(after["number"]) - int(before["number"])
                moved.append((chain.sim.day, who[0], group, minors(people, who)[0], when[0], before["placed"], after["placed"], more))

        timer.then = then

    watch(own._onward, "_doorstroom")
    watch(own._others, "_for_a_reason")

    def write_down(ids, at, place, cause):
        here = ids[chain.sleeps(ids, "coa")]
        left.extend(zip(people.world[here], people.kind[here] == AMV, minors(people, here), strict=True))
        leave(ids, at, place, cause)

    chain.coa.leave = write_down
    census = Census(chain)
    chain.sim.run(census.take)
    return SimpleNamespace(chain=chain, own=own, moved=moved, left=left, read=read_books(chain, census))


def test_a_move_after_less_than_30_days_happens_and_is_not_counted(run):
    kinds = {"counted": 0, "too soon": 0}
    for _, _, _, counts, at, placed, now_placed, more in run.moved:
        if now_placed == placed:  # stays in the gezinslocatie, or is no minor any more
            assert more == 0
            continue
        assert now_placed == max(at, placed)
        assert more == (at - placed >= 30.0 and counts > 0)
        kinds["counted" if more else "too soon"] += 1
    assert all(number > 20 for number in kinds.values())


def test_moves_of_families_count_children(run):
    expected = np.zeros((run.chain.sim.days, 2, len(GROUPS)))
    for day, party, group, counts, *_, more in run.moved:
        expected[day, run.chain.people.world[party], group] += counts * more
    assert (run.own.moves.sum(axis=-1) == expected).all()
    families = [counts for _, _, group, counts, *_, more in run.moved if group == 0 and more]
    assert max(families) > 3 and min(families) == 1


def test_movers_are_moves_of_which_each_child_counts_once_a_year_for_each_reason(run):
    moves, movers = run.own.moves, run.own.movers
    assert (movers <= moves).all() and movers.sum() < moves.sum()
    first = (date(2025, 1, 1) - run.chain.start).days
    people, of = run.chain.people, {}
    for day, party, _, counts, *_, more in run.moved:
        if more:
            of.setdefault((party, day >= first), []).append(counts)
    # at least one reason each, at most one a move
    assert sum(counts[0] for counts in of.values()) <= movers.sum() <= sum(sum(counts) for counts in of.values())
    assert people.verhuizing["reasons"].max() < 1 << len(REASONS)


def test_who_left_stands_in_one_class_of_moves(run):
    for group in (0, 1):
        for world in (0, 1):
            expected = sum(number for own, amv, number in run.left if own == world and int(amv) == group)
            assert run.own.left[:, world, group].sum() == expected > 0
    assert (run.own.left.sum(axis=(0, 1)) > 0).all()  # and every class was seen


def test_series_are_these_counts_at_full_size(run):
    for world, (daily, ratios) in enumerate(run.read):
        for row, group in enumerate(GROUPS):
            for name, counted in (("verhuizingen", run.own.moves), ("verhuisd", run.own.movers)):
                assert daily[f"coa.{name}.{group}"] == pytest.approx(counted[:, world, row].sum(axis=1) / SCALE)
                assert sum(daily[f"coa.{name}.{group}.{reason}"] for reason in REASONS) == pytest.approx(daily[f"coa.{name}.{group}"])
            assert sum(daily[f"coa.left.{group}.{number}"] for number in NUMBERS[1:]) == pytest.approx(daily[f"coa.left.{group}.moved"])
            assert ratios[f"coa.left_stay.{group}.moved"][1] == pytest.approx(daily[f"coa.left.{group}.moved"])


def test_who_moved_more_often_stayed_longer(run):
    for _, ratios in run.read:
        means = [ratios[f"coa.left_stay.children.{number}"] for number in NUMBERS[:3]]
        stays = [above.sum() / below.sum() for above, below in means]
        assert stays == sorted(stays)


# -- of no consequence, and at the edges ------------------------------------------------------------------------------------
def still(scenario, rate=0.0, share=0.0):
    """A scenario with one share for every step and one rate for every other reason."""
    for step in STEPS:
        scenario = scenario.change(f"coa.verhuizing.doorstroom.{step}", share)
    for group in GROUPS:
        scenario = scenario.change(f"opening.verhuizingen.{group}", rate)
        for reason in OTHERS:
            scenario = scenario.change(f"coa.verhuizing.{reason}.{group}", rate)
    return scenario


def test_moves_change_nothing_else():
    base, until = load_scenario("basis"), date(2024, 12, 31)
    with_moves, without = (simulate(scenario, seed=4, replication=0, until=until, scale=0.05) for scenario in (base, still(base)))
    of_moves = ("coa.verhui", "coa.left.", "coa.left_stay.")
    for name, values in with_moves.daily.items():
        if not name.startswith(of_moves):
            assert np.array_equal(values, without.daily[name], equal_nan=True), name
    for name, both in with_moves.ratios.items():
        if not name.startswith(of_moves):
            assert all(np.array_equal(*pair) for pair in zip(both, without.ratios[name], strict=True)), name
    assert with_moves.moves == without.moves


def test_without_steps_and_rates_nobody_moves():
    outcome = simulate(still(load_scenario("basis")), seed=1, replication=0, until=date(2024, 6, 30), scale=0.05)
    assert not any(outcome.daily[f"coa.{name}.{group}"].any() for name in ("verhuizingen", "verhuisd") for group in GROUPS)
    for group in GROUPS:
        assert not outcome.daily[f"coa.left.{group}.moved"].any()
        assert outcome.daily[f"coa.left.{group}.moved0"].any()


def test_with_every_step_and_a_high_rate_nearly_all_who_stay_on_move():
    """Ten moves a year for each reason: hardly ever 30 days on a location, so that hardly any is counted but the first after them."""
    often = simulate(still(load_scenario("basis"), rate=10.0, share=1.0), seed=1, replication=0, until=date(2024, 6, 30), scale=0.05)
    rarely = simulate(still(load_scenario("basis"), rate=2.0, share=0.0), seed=1, replication=0, until=date(2024, 6, 30), scale=0.05)
    counted = [outcome.daily["coa.verhuizingen.children"][91:].sum() for outcome in (often, rarely)]
    assert 0 < counted[0] < counted[1]  # (50 a year: one in 60 gaps is 30 days long)


def test_a_child_born_at_coa_is_one_of_the_children():
    chain = build(load_scenario("basis").change("coa.births", 2.0), 1, [0], date(2024, 12, 31), 0.05)
    people, seen = chain.people, {}
    give_birth = chain.coa._births_due.then

    def watch(ids, at):
        before = people.children[ids].astype(int), people.size[ids].astype(int)
        give_birth(ids, at)
        for now, was in zip((people.children[ids], people.size[ids]), before, strict=True):
            seen.setdefault(len(seen), []).append((now - was).tolist())

    chain.coa._births_due.then = watch
    chain.sim.run()
    more = [pair for pairs in seen.values() for each in pairs for pair in each]
    assert sum(more) > 20 and set(more) <= {0, 1}
    assert people.children[: people.count].max() > 3


def test_more_places_that_close_bring_more_moves_from_that_day_on():
    base, when = load_scenario("basis"), date(2024, 7, 1)
    more = base.change("coa.places.ending.amv", 4.0, from_=when)  # eight times as often
    same, other = (simulate(s, seed=1, replication=0, until=date(2024, 12, 31), scale=0.1) for s in (base, more))
    day = (when - base.start).days
    name = "coa.verhuizingen.amv.sluiting"
    assert np.array_equal(same.daily[name][:day], other.daily[name][:day])
    assert other.daily[name][day:].sum() > 4 * same.daily[name][day:].sum() > 0
