"""The causes of a difference add up to it, to the person, in every pair."""

from __future__ import annotations

import shutil
from datetime import date

import numpy as np
import pandas as pd
import pytest

import ketensim as ks
from comparison_runs import folder, with_members, without_members
from ketensim import ScenarioError, load_scenario
from ketensim.chain.series import SERIES
from ketensim.comparison.causes import BY_NATIONALITY, GOES, SERIES_NEEDED, STOCKS
from ketensim.comparison.comparison import compare
from ketensim.results.runs import open_runs, run
from ketensim.scenario.groups import NATIONALITIES

DAYS = ("2024-01-02", "2024-09-02", "2025-03-15", "2025-12-31")


def occupancy(runs, scenario, day):
    """(members, replications), straight from the daily table."""
    table = runs.series(["coa.occupancy"])
    own = table[(table["scenario"] == scenario) & (table["date"] == pd.Timestamp(day))].sort_values(["member", "replication"])
    return own["coa.occupancy"].to_numpy(float)


def wholes(explanation, group=None):
    """The causes without their parts and totals."""
    return [v.ravel() for (g, cause, part), v in explanation.causes.items() if part == "whole" and cause != "total" and g == (group or g)]


@pytest.mark.parametrize("day", DAYS)
def test_between_scenarios_they_add_up_in_every_pair(day):
    runs = with_members()
    found = compare(runs).explain(day)
    apart = occupancy(runs, "slower", day) - occupancy(runs, "basis", day)
    assert np.sum(wholes(found), axis=0).tolist() == apart.tolist() == found.total.ravel().tolist()
    assert np.sum([each.ravel() for each in found.by_nationality.values()], axis=0).tolist() == apart.tolist()


@pytest.mark.parametrize(("begin", "end"), [("2024-01-01", "2024-12-31"), ("2025-01-07", "2025-10-02"), ("2025-12-30", "2025-12-31")])
def test_between_days_they_add_up_in_every_pair(begin, end):
    runs = with_members()
    for name in ("basis", "slower"):
        found = compare(runs).explain(begin, end, name)
        apart = occupancy(runs, name, end) - occupancy(runs, name, begin)
        assert np.sum(wholes(found), axis=0).tolist() == apart.tolist()
        assert np.sum([each.ravel() for each in found.by_nationality.values()], axis=0).tolist() == apart.tolist()


@pytest.mark.parametrize("days", [("2025-12-31",), ("2025-02-01", "2025-12-31")])
def test_each_group_adds_up_to_its_own_difference(days):
    runs = with_members()
    comparison = compare(runs)
    found = comparison.explain(*days, scenario="slower")
    for group, series in STOCKS.items():
        ours, theirs = (comparison.paired.daily(label, [series])[0] for label in ("slower", "basis"))
        before = ours.at([days[0]]) if len(days) == 2 else theirs.at([days[0]])
        assert np.sum(wholes(found, group), axis=0).tolist() == (ours.at([days[-1]]) - before).ravel().tolist()


@pytest.mark.parametrize("days", [("2025-12-31",), ("2025-02-01", "2025-12-31")])
def test_numbers_and_stay_add_up_to_each_way_out(days):
    found = compare(with_members()).explain(*days, scenario="slower")
    for group, ways in GOES.items():
        for cause in ways:
            whole, present, stay = (found.causes[group, cause, part] for part in ("whole", "present", "stay"))
            np.testing.assert_allclose(present + stay, whole, atol=1e-6)


def test_the_means_of_the_table_add_up():
    table = compare(with_members()).explain("2025-12-31").table()
    whole = table[(table["part"] == "whole") & (table["cause"] != "total")]
    total = table[table["group"] == "all"]["mean"].item()
    assert abs(total) > 100 and whole["mean"].sum() == pytest.approx(total, abs=1e-6)
    assert (table["low80"] <= table["mean"] + 1e-9).all() and (table["mean"] <= table["high80"] + 1e-9).all() and (table["n"] == 6).all()


def test_moves_between_groups_drop_out_and_are_what_the_chain_did():
    """Permits to residents are never fewer than none, and are nearly all permits: the others live elsewhere or have just come."""
    runs = with_members()
    found = compare(runs).explain("2024-01-01", "2025-12-31", "basis")
    for cause in ("permits", "must_leave"):
        values = [v for (_, c, part), v in found.causes.items() if c == cause and part == "whole"]
        assert len(values) == 2 and not (values[0] + values[1]).any()
    given = found.causes["status_holders", "permits", "whole"].ravel()
    series = ["ind.decisions_first.grant", "ind.permits.subsequent", "ind.permits.side_inflow", "departure.dtenv.permit"]
    table = runs.series([*series, "coa.inflow.permit"])
    sums = table[(table["scenario"] == "basis") & (table["date"] > "2024-01-01") & (table["date"] <= "2025-12-31")]
    totals = sums.groupby(["member", "replication"])[[*series, "coa.inflow.permit"]].sum()
    all_permits = (totals[series].sum(axis=1) - totals["coa.inflow.permit"]).to_numpy()
    assert (given > 0).all() and (given <= all_permits).all() and (given > 0.8 * all_permits).all()


def test_less_ind_capacity_shows_as_permits_and_fewer_houses_as_stay():
    """What was changed is what is found: fewer permits to residents, status holders who stay longer, more applicants."""
    means = compare(with_members()).explain("2025-12-31").table().set_index(["group", "cause", "part"])["mean"]
    assert means["status_holders", "permits", "whole"] < -1000
    assert means["in_procedure", "permits", "stay"] > 1000
    assert means["status_holders", "outflow.housed", "stay"] > 1000
    assert means["in_procedure", "inflow.applicant", "whole"] > 500


def test_before_the_change_nothing_is_to_explain():
    found = compare(with_members()).explain("2024-08-31")
    assert not any(values.any() for values in found.causes.values())


def test_the_other_way_round_is_the_opposite():
    runs = with_members()
    one, other = compare(runs).explain("2025-12-31"), compare(runs, reference="slower").explain("2025-12-31")
    assert one.causes.keys() == other.causes.keys()
    for key, values in one.causes.items():
        np.testing.assert_allclose(values, -other.causes[key], atol=1e-6)


def test_another_opening_is_a_cause_of_its_own(tmp_path):
    base = load_scenario("basis")
    more = base.change("opening.status.gt1y", plus=3000, name="more")
    runs = run([base, more], members=0, replications=2, scale=0.01, until="2024-02-29", jobs=1, out=tmp_path / "run")
    found = compare(runs).explain("2024-02-29")
    opening = found.causes["status_holders", "opening", "whole"]
    assert (opening > 2000).all()
    assert (
        np.sum(wholes(found), axis=0).tolist() == (occupancy(runs, "more", "2024-02-29") - occupancy(runs, "basis", "2024-02-29")).tolist()
    )


def test_a_scale_that_is_no_part_of_a_power_of_two_leaves_whole_persons(tmp_path):
    """Tables hold 32-bit numbers; at a scale of 0.03 a person is 33.3, and no sum of them may drift."""
    base = load_scenario("basis")
    slower = base.change("ind.budget", factor=0.2, name="slower")
    runs = run([base, slower], members=0, replications=1, scale=0.03, until="2024-03-31", jobs=1, out=tmp_path / "run")
    found = compare(runs).explain("2024-03-31")
    persons = {key: values * 0.03 for key, values in found.causes.items() if key[2] == "whole"}
    assert any(values.any() for values in persons.values())
    assert all(abs(values - np.rint(values)).max() < 1e-6 for values in persons.values())
    assert abs(np.sum(wholes(found)) - found.total).max() < 1e-6


@pytest.fixture(scope="module")
def displaced(tmp_path_factory):
    """A scenario in which protection for Ukraine ends, and who applied moves to COA at once."""
    base = load_scenario("basis")
    ends = base.change("ukraine.protection", 0.0, from_="2024-02-01", name="ends").change("ukraine.coa.share", 1.0, name="ends")
    ends = ends.change("ukraine.coa.within", 0.0, name="ends")
    return run([base, ends], members=0, replications=1, scale=0.02, until="2024-03-31", jobs=1, out=tmp_path_factory.mktemp("ends") / "run")


def test_who_came_displaced_from_ukraine_is_a_cause_of_its_own(displaced):
    found = compare(displaced).explain("2024-03-31")
    came = found.causes["in_procedure", "inflow.ukraine", "whole"]
    assert came.item() > 3_000
    assert np.sum(wholes(found), axis=0).tolist() == found.total.ravel().tolist()


def test_runs_from_before_that_cause_are_explained_without_it(displaced, tmp_path):
    older = shutil.copytree(displaced.folder.path, tmp_path / "older")
    table = displaced.series()
    table.drop(columns="coa.inflow.ukraine").to_parquet(older / "series.parquet", index=False)
    causes = compare(open_runs(older)).explain("2024-02-01", "2024-03-31").causes
    assert not causes["in_procedure", "inflow.ukraine", "whole"].any()


def test_without_as_long_a_time_before_flows_are_not_split():
    comparison = compare(with_members())
    assert {key[2] for key in comparison.explain("2024-06-01", "2025-12-31").causes} == {"whole"}
    assert {key[2] for key in comparison.explain("2025-03-01", "2025-12-31").causes} == {"whole", "present", "stay"}


def test_pairs_are_told_one_by_one():
    found = compare(with_members()).explain("2025-12-31")
    pairs = found.pairs()
    assert list(pairs.columns) == ["member", "replication", "group", "cause", "part", "value"]
    own = pairs[(pairs["group"] == "all") & (pairs["member"] == 2) & (pairs["replication"] == 1)]
    assert own["value"].tolist() == [found.total[1, 1]]


def test_every_series_and_nationality_is_used():
    assert set(SERIES_NEEDED) | set(BY_NATIONALITY) <= set(SERIES)
    nations = compare(with_members()).explain("2025-12-31").nationalities()
    assert nations["nationality"].tolist() == list(NATIONALITIES)
    causes = {name.removeprefix("coa.") for name in SERIES if name.startswith(("coa.inflow.", "coa.outflow."))}
    assert causes <= {name.removeprefix("coa.") for name in SERIES_NEEDED}


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (("2024-01-01",), "date 2024-01-01: cannot be explained; allowed is a day after 2024-01-01 and not after 2024-06-30"),
        (("2024-07-01",), "date 2024-07-01: cannot be explained"),
        (("soon",), "date soon: cannot be explained"),
        (("2024-03-01", "2024-02-01"), "2024-02-01 is not after 2024-03-01"),
        (("x", "2030-01-01"), "date x: cannot be explained"),
    ],
)  # fmt: skip
def test_days_that_cannot_be_explained(days, says):
    with pytest.raises(ScenarioError) as caught:
        compare(without_members()).explain(*days)
    assert says in str(caught.value)
    assert len(caught.value.problems) == (2 if days == ("x", "2030-01-01") else 1)


def test_a_day_may_be_a_date_and_the_function_is_found_by_its_name():
    found = ks.compare(without_members()).explain(date(2024, 5, 1))
    assert (found.scenario, found.reference, found.end) == ("slower", "basis", date(2024, 5, 1))
    assert folder().exists()
