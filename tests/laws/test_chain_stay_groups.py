"""Lengths of stay by group add up, and are a count of the people themselves."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.books import read_books
from ketensim.chain.census import FAMILY_PARTS, PARTS, PERMIT_DAYS, PERMIT_GROUPS, STAY_GROUPS, STAY_YEARS, Census
from ketensim.chain.simulate import build
from ketensim.chain.states import DEPARTING, STATUS, P, R
from ketensim.chain.status_outflow import GROUPS as LEAVERS
from ketensim.scenario.groups import KINDS

SCALE, UNTIL = 0.1, date(2025, 2, 14)  # the last day is no month end


@pytest.fixture(scope="module")
def run() -> SimpleNamespace:
    """Fourteen months of two worlds, and who was at COA at each month end."""
    chain = build(load_scenario("basis"), 5, [0, 1], UNTIL, SCALE)
    census, seen, people = Census(chain), {}, chain.people

    def after(day: int) -> None:
        census.take(day)
        if day == chain.sim.days - 1 or (chain.start + timedelta(days=day + 1)).day == 1:
            here = np.flatnonzero(people.state1[: people.count] == R["coa"])
            family = people.family[here]
            seen[day] = {
                name: getattr(people, name)[here].copy()
                for name in ("world", "size", "kind", "state0", "arrived", "permit", "nareiziger", "children")
            } | {"file": people.state0[family].copy(), "place": people.state1[family].copy(), "family": family.copy()}

    chain.sim.run(after)
    return SimpleNamespace(chain=chain, read=read_books(chain, census), seen=seen)


def every(run):
    """The month ends of each world: (day, who was there, the series)."""
    for day, seen in run.seen.items():
        for world, (daily, _) in enumerate(run.read):
            here = seen["world"] == world
            yield day, {name: values[here] for name, values in seen.items()}, daily


def part(own):
    part = np.zeros(own["state0"].size, np.int64)
    part[np.isin(own["state0"], [P[state] for state in STATUS])] = 1
    part[np.isin(own["state0"], [P[state] for state in DEPARTING])] = 2
    return part


def groups(own) -> dict[str, np.ndarray]:
    """Whom each group has, worked out apart from the census."""
    status, found = part(own) == 1, {name: part(own) == number for number, name in enumerate(PARTS)}
    found |= {"adults": own["kind"] == 0, "families": own["kind"] == 1, "amv": own["kind"] == 2}
    referent = status & ~own["nareiziger"] & (own["family"] >= 0) & (own["file"] != P["nareis.refused"])
    away = np.isin(own["place"], [R["outside"], R["abroad"]])
    found |= {"waiting_referents": referent & away, "reunited_referents": referent & ~away, "nareizigers": status & own["nareiziger"]}
    return found | {"others": status & ~own["nareiziger"] & ~referent, "alone": status & (own["kind"] != 1)}


def test_each_class_of_each_group_is_a_count_of_the_people(run):
    assert len(run.seen) == 14
    for day, own, daily in every(run):
        of = groups(own)
        years, since = (day + 1 - own["arrived"]) / 365.25, day + 1 - own["permit"]
        for series, value, classes, names, among in (
            ("coa.stay", years, STAY_YEARS, STAY_GROUPS, np.ones(years.size, bool)),
            ("coa.status_stay", since, PERMIT_DAYS, PERMIT_GROUPS, of["status_holders"]),
        ):
            for name, (low, high) in classes.items():
                which = among & (value >= low) & (value < high)
                assert daily[f"{series}.{name}"][day] == pytest.approx(own["size"][which].sum() / SCALE)
                for group in names:
                    assert daily[f"{series}.{name}.{group}"][day] == pytest.approx(own["size"][which & of[group]].sum() / SCALE), (
                        series,
                        group,
                    )


def test_means_are_those_of_the_people(run):
    for day, own, daily in every(run):
        months = (day + 1 - own["arrived"]) / 30.4375
        for group, which in groups(own).items():
            if group in STAY_GROUPS and which.any():
                assert daily[f"coa.stay.mean.{group}"][day] == pytest.approx(np.average(months[which], weights=own["size"][which]))
        assert daily["coa.stay.mean"][day] == pytest.approx(np.average(months, weights=own["size"]))


def total(daily, series, classes, day, group):
    return sum(daily[f"{series}.{name}{f'.{group}' if group else ''}"][day] for name in classes)


def test_classes_add_up_to_occupancy_in_all_and_by_group(run):
    whole = {
        "": "coa.occupancy",
        "in_procedure": "coa.in_procedure",
        "status_holders": "coa.status_holders",
        "departing": "coa.departing",
        "amv": "coa.amv",
    }
    for day, _, daily in every(run):
        for group, series in whole.items():
            assert total(daily, "coa.stay", STAY_YEARS, day, group) == pytest.approx(daily[series][day]), group
        for groups_ in (PARTS, STAY_GROUPS[len(PARTS) :]):
            assert sum(total(daily, "coa.stay", STAY_YEARS, day, g) for g in groups_) == pytest.approx(daily["coa.occupancy"][day])
        assert total(daily, "coa.status_stay", PERMIT_DAYS, day, "") == pytest.approx(daily["coa.status_holders"][day])
        for groups_ in (FAMILY_PARTS, PERMIT_GROUPS[len(FAMILY_PARTS) :]):
            assert sum(total(daily, "coa.status_stay", PERMIT_DAYS, day, g) for g in groups_) == pytest.approx(
                daily["coa.status_holders"][day]
            )


def test_referents_and_nareizigers_are_all_but_the_others(run):
    for day, _, daily in every(run):
        others = total(daily, "coa.status_stay", PERMIT_DAYS, day, "others")
        share = daily["coa.status_holders.referent_or_nareiziger"][day]
        assert 0 < share < 1
        assert share == pytest.approx(1 - others / daily["coa.status_holders"][day])


def test_children_are_those_of_the_families(run):
    for day, own, daily in every(run):
        assert daily["coa.children"][day] == pytest.approx(own["children"].sum() / SCALE)
        assert not own["children"][own["kind"] != 1].any()
        assert (own["children"] <= own["size"]).all()
        alone = (own["kind"] == 1) & ~own["nareiziger"]
        assert (own["children"] < own["size"])[alone].all()  # a family that applies has a parent


def test_counts_are_at_month_ends_only(run):
    daily = run.read[0][0]
    known = np.flatnonzero(~np.isnan(daily["coa.stay.lt1.families"]))
    assert known.tolist() == sorted(run.seen)


def test_figure_66_by_group_adds_up(run):
    for daily, ratios in run.read:
        kinds = LEAVERS[: len(KINDS)]
        assert sum(daily[f"coa.status_outflow.{g}"] for g in kinds) == pytest.approx(daily["coa.status_outflow"])
        assert (daily["coa.status_outflow.joiners"] <= daily["coa.status_outflow.families"] + 1e-9).all()
        assert all(daily[f"coa.status_outflow.{g}"].any() for g in LEAVERS)
        for series in ("coa.status_outflow.mean_weeks", "coa.status_outflow.within14w"):
            above, below = ratios[series]
            assert sum(ratios[f"{series}.{g}"][0] for g in kinds) == pytest.approx(above)
            assert below == pytest.approx(daily["coa.status_outflow"])
        weeks, number = ratios["coa.status_outflow.mean_weeks.joiners"]
        everybody = ratios["coa.status_outflow.mean_weeks"]
        assert weeks.sum() / number.sum() < 0.5 * everybody[0].sum() / everybody[1].sum()  # who joins a referent is gone within weeks
