"""What must hold of any comparison: nothing differs from itself, the other way round is the opposite, folders pair as one run."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pandas as pd
import pytest

from comparison_runs import FROM, with_members, without_members
from ketensim import ScenarioError, load_scenario
from ketensim.chain.series import SERIES
from ketensim.comparison.comparison import compare
from ketensim.comparison.moments import stays_from
from ketensim.comparison.periods import last_day, span
from ketensim.results.folder import RunFolderError
from ketensim.results.runs import open_runs, run
from ketensim.results.summary import FLOWS, STOCKS

SIGNED = ("mean", "median")


@pytest.fixture(scope="module")
def members():
    return compare(with_members())


@pytest.fixture(scope="module")
def plain():
    return compare(without_members())


def edited(tmp_path, name, change):
    """A copy of the run of the base values, with another manifest."""
    folder = tmp_path / name
    shutil.copytree(without_members().folder.path, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    change(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


# -- the table ----------------------------------------------------------------------------------------------------------------
def test_the_other_way_round_is_the_opposite(members):
    one, other = members.table(), compare(with_members(), reference="slower").table()
    assert (one["scenario"] == "slower").all() and (other["scenario"] == "basis").all()
    for column in SIGNED:
        np.testing.assert_allclose(one[column], -other[column], atol=1e-9)
    for level in (50, 80, 95):
        np.testing.assert_allclose(one[f"low{level}"], -other[f"high{level}"], atol=1e-6)
    np.testing.assert_allclose(one["probability_above"], 1 - other["probability_above"])
    assert one["reference_median"].tolist() == other["scenario_median"].tolist()


def test_a_scenario_differs_nowhere_from_itself():
    comparison = compare(without_members(), without_members().folder.path)
    same = comparison.labels[2]
    assert same.startswith("basis@")
    table = comparison.table()
    assert (table[table["scenario"] == same][["mean", "low95", "high95", "se"]] == 0).all(axis=None)
    assert (table[table["scenario"] == same]["probability_above"] == 0.5).all()
    first = comparison.first_difference("coa.occupancy").set_index("scenario")
    assert first.loc[same, "first"] is None and first.loc[same, "clear"] is None
    assert not any(values.any() for values in comparison.explain("2024-06-30", scenario=same).causes.values())
    assert comparison.differences_of(same) == []


def test_a_difference_is_of_pairs_and_not_of_medians(members):
    table = with_members().series(["coa.occupancy"])
    day = table[table["date"] == "2025-12-31"].pivot(index=["member", "replication"], columns="scenario", values="coa.occupancy")
    row = members.table("coa.occupancy", "2025-12-31").iloc[0]
    apart = (day["slower"] - day["basis"]).astype(float)
    assert (row["mean"], row["median"], row["n"]) == (apart.mean(), apart.median(), 6)
    assert (row["reference_median"], row["scenario_median"]) == (day["basis"].median(), day["slower"].median())
    by_member = apart.groupby("member").mean()  # 1 and 2 are mirrors, 3 is alone
    off = by_member - by_member.mean()
    assert row["se"] == pytest.approx(np.sqrt(2 * ((off[1] + off[2]) ** 2 + off[3] ** 2)) / 3)


def test_flows_are_of_their_period(members):
    periods = with_members().periods()
    for period in ("2025", "2025H2", "2025Q1", "2025-11"):
        own = periods[(periods["series"] == "coa.inflow") & (periods["period"] == period)]
        wide = own.pivot(index=["member", "replication"], columns="scenario", values="value")
        row = members.table("coa.inflow", period).iloc[0]
        assert row["mean"] == pytest.approx((wide["slower"] - wide["basis"]).mean())


def test_a_stock_in_a_period_is_that_of_its_last_day(members):
    table = members.table("coa.occupancy", ["2025", "2025-12-31", "2025H1", "2025-06-30"])
    assert table["period"].tolist() == ["2025-12-31", "2025-06-30"]
    assert table["mean"].nunique() == 2


def test_without_a_question_there_are_the_main_series_of_every_year(members):
    table = members.table()
    assert list(dict.fromkeys(table["series"])) == [*STOCKS, *FLOWS]
    assert set(table["period"]) == {"2024-12-31", "2025-12-31", "2024", "2025"}
    assert list(table["unit"]) == [SERIES[name].unit for name in table["series"]]


def test_main_series_that_an_older_run_lacks_are_left_out(tmp_path):
    folder = edited(tmp_path, "older", lambda _: None)
    table = pd.read_parquet(folder / "series.parquet")
    table.drop(columns=["coa.places", "nidos.amv", "coa.cost"]).to_parquet(folder / "series.parquet", index=False)
    comparison = compare(folder)
    named = set(comparison.table()["series"])
    assert "coa.occupancy" in named and not named & {"coa.places", "nidos.amv", "coa.cost"}
    assert "coa.places" not in set(comparison.peak()["series"]) and "coa.places" not in set(comparison.first_difference()["series"])
    with pytest.raises(ScenarioError, match=r"series coa\.places: "):
        comparison.table("coa.places")


def test_a_day_goes_with_the_stocks_and_a_year_with_all(members):
    assert set(members.table(date="2025-05-05")["series"]) == set(STOCKS)
    assert set(members.table(date="2025")["series"]) == {*STOCKS, *FLOWS}


def test_means_and_shares_are_compared_by_period(members):
    row = members.table("ind.lead_time.aa", "2025").iloc[0]
    assert row["unit"] == "weeks" and row["mean"] != 0 and row["n"] == 6


def test_through_the_run(members):
    assert len(members.over_time("coa.occupancy")) == 731 and len(members.over_time("coa.inflow")) == 24
    assert members.over_time("ind.lead_time.aa")["period"].tolist()[:2] == ["2024Q1", "2024Q2"]
    assert len(members.over_time("coa.stay.lt1")) == 24  # counted at month ends
    levels = members.levels("coa.occupancy")
    own = levels[(levels["scenario"] == "basis") & (levels["period"] == "2025-12-31")].iloc[0]
    summary = with_members().summary().set_index(["scenario", "series", "period"]).loc[("basis", "coa.occupancy", "2025-12-31")]
    assert own["median"] == summary["median"] and own["high80"] == pytest.approx(summary["high80"])


# -- through time -------------------------------------------------------------------------------------------------------------
def test_nothing_differs_before_the_change(members):
    first = members.first_difference(["coa.occupancy", "coa.inflow"]).set_index("series")
    assert FROM <= first.loc["coa.occupancy", "first"] <= first.loc["coa.occupancy", "clear"]
    assert first.loc["coa.inflow", "first"] >= FROM[:7]
    before = members.over_time("coa.occupancy")
    assert (before[before["period"] < first.loc["coa.occupancy", "first"]]["mean"] == 0).all()


def test_an_interval_that_is_clear_stays_so_to_the_end(members):
    paths = members.over_time("coa.occupancy")
    clear = members.first_difference("coa.occupancy")["clear"].iloc[0]
    side = np.sign(paths["low80"].clip(lower=0) + paths["high80"].clip(upper=0))
    after = side[paths["period"] >= clear]
    assert clear > FROM and side.iloc[-1] != 0 and (after == side.iloc[-1]).all() and side[after.index[0] - 1] != side.iloc[-1]


@pytest.mark.parametrize(
    ("side", "expected"), [("0+0++", "d"), ("+-+", "c"), ("++", "a"), ("++0", None), ("0", None), ("", None), ("-+--", "c")]
)
def test_what_is_clear_for_a_while_is_not_clear_from_then_on(side, expected):
    assert stays_from("abcde", np.array(["-0+".index(each) - 1 for each in side], dtype=np.int64)) == expected


def test_one_pair_has_no_interval_to_be_clear(tmp_path):
    comparison = compare(edited(tmp_path, "one", lambda m: m.update(replications=1)))
    row = comparison.first_difference("coa.occupancy").iloc[0]
    assert row["first"] is not None and row["clear"] is None


def test_what_differs_nowhere_has_no_day_on_which_it_differs_most():
    comparison = compare(without_members(), without_members().folder.path)
    peak = comparison.peak("coa.occupancy").set_index(["scenario", "of"])
    same, other = comparison.labels[2], next(label for label in comparison.labels if label.startswith("slower"))
    assert peak.loc[(same, "difference"), "when"] is None and peak.loc[(other, "difference"), "when"] is not None


def test_the_peak_is_the_highest_of_each_pair(members):
    table = with_members().series(["coa.occupancy"])
    highest = table.groupby(["scenario", "member", "replication"])["coa.occupancy"].max().unstack("scenario")
    peak = members.peak("coa.occupancy").set_index(["scenario", "of"])
    assert peak.loc[("basis", "level"), "median"] == highest["basis"].median()
    assert peak.loc[("slower", "between_peaks"), "median"] == (highest["slower"] - highest["basis"]).median()
    assert peak.loc[("slower", "between_peaks"), "when"] is None
    farthest = peak.loc[("slower", "difference")]
    assert FROM < farthest["when_low80"] <= farthest["when"] <= farthest["when_high80"] <= "2025-12-31"


def test_days_above_a_capacity(members):
    table = with_members().series(["coa.occupancy"])
    above = (table["coa.occupancy"] > 76000).groupby([table["scenario"], table["member"], table["replication"]]).sum().unstack("scenario")
    days = members.days_above("coa.occupancy", 76000).set_index("scenario")
    assert days.loc["basis", "median"] == above["basis"].median() and 0 < days.loc["basis", "ever"] <= 1
    assert days.loc["slower", "mean_difference"] == pytest.approx((above["slower"] - above["basis"]).mean())
    never = members.days_above("coa.occupancy", 10**6).set_index("scenario")
    assert never.loc["basis", "first"] is None and never.loc["basis", "ever"] == 0


def test_more_pairs_for_more_precision(members, plain):
    rough, fine = (members.pairs_needed("coa.occupancy", "2025", width).iloc[0] for width in (2000, 200))
    assert (rough["counted"], rough["now"]) == ("members", 3)
    assert rough["needed"] <= fine["needed"] and fine["more_pairs"] == (fine["needed"] - 3) * 2
    assert fine["needed"] % 2 == 0
    own = members.table("coa.occupancy", "2025").iloc[0]
    assert fine["half_width"] == pytest.approx(12.7062 * own["se"], rel=1e-5)  # Student's t of two units: a pair of mirrors, and one
    assert plain.pairs_needed("coa.occupancy", "2024-06-30", 100).iloc[0]["counted"] == "replications"


# -- what differs between scenarios --------------------------------------------------------------------------------------------
def test_scenarios_are_told_apart_key_by_key(members):
    found = members.scenario_differences().set_index("key")
    assert list(found.index) == ["housing.supply", "ind.budget", "inflow.first.turkey"]
    row = found.loc["ind.budget"]
    assert row["from"] == FROM and row["until"] == "2025-12-31" and row["unit"] == "files/year"
    assert row["scenario_value"] == 0.5 * row["reference_value"]
    assert (row["reference_steps"], row["scenario_steps"]) == ("", f"x 0.5 from {FROM}")
    assert members.scenario_differences("nl").set_index("key").loc["housing.supply", "scenario_steps"] == f"x 0,2 vanaf {FROM}"


@pytest.mark.parametrize(("ramp_to", "day", "share"), [("2024-05-01", "2024-05-01", 0.5), ("2024-09-28", "2024-06-30", 0.6875)])
def test_a_value_that_slides_is_that_of_full_force(tmp_path, ramp_to, day, share):
    def sliding(manifest):
        manifest["scenarios"][1]["values"]["ind.budget"][-1] = [{"factor": 0.5, "from": "2024-02-01", "ramp_to": ramp_to}]

    row = compare(edited(tmp_path, "sliding", sliding)).scenario_differences().set_index("key").loc["ind.budget"]
    assert (row["from"], row["on"]) == ("2024-02-02", day)
    assert row["scenario_value"] == pytest.approx(share * row["reference_value"])


def test_layers_do_not_read_as_one_row_of_steps(tmp_path):
    def twice(manifest):
        manifest["scenarios"][1]["values"]["ind.budget"].append([{"factor": 0.9, "from": "2024-03-01"}])

    comparison = compare(edited(tmp_path, "twice", twice))
    words = [comparison.scenario_differences(language).set_index("key").loc["ind.budget", "scenario_steps"] for language in ("en", "nl")]
    assert words[0] == "x 0.5 from 2024-02-01; on top of that: x 0.9 from 2024-03-01"
    assert words[1] == "x 0,5 vanaf 2024-02-01; daarbovenop: x 0,9 vanaf 2024-03-01"


def test_a_key_that_one_version_does_not_know(tmp_path):
    def older(manifest):
        del manifest["scenarios"][0]["values"]["coa.to_host.syria"]
        manifest["scenarios"][0]["values"]["desk.of.old"] = [[{"value": 3.0}]]
        manifest["scenarios"][0]["until"] = "2029-12-31"

    comparison = compare(without_members(), edited(tmp_path, "old", older))
    found = {each.key: each for each in comparison.differences_of("basis@old")}
    assert set(found) == {"coa.to_host.syria", "desk.of.old", "until"}
    assert found["desk.of.old"].reference_steps == () and found["desk.of.old"].begin is None
    assert comparison.scenario_differences().set_index(["scenario", "key"]).loc[("basis@old", "until"), "scenario_steps"] == "= 2029-12-31"


# -- folders --------------------------------------------------------------------------------------------------------------------
def test_two_folders_pair_as_one_run_does(tmp_path):
    base = load_scenario("basis")
    slower = base.change("ind.budget", factor=0.5, from_="2024-02-01", name="slower")
    options = {"members": 0, "seed": 7, "scale": 0.01, "jobs": 1}
    one = run(base, replications=2, until="2024-04-30", out=tmp_path / "one", **options)
    other = run(slower, replications=3, until="2024-05-31", out=tmp_path / "other", **options)
    apart, together = compare(one, other.folder.path), compare(without_members())
    ours, theirs = (each.over_time("coa.occupancy") for each in (apart, together))
    assert apart.pairs == 2 and ours["period"].max() == "2024-04-30"
    grids = [each.paired.daily("slower", ["coa.occupancy"])[0].grid for each in (apart, together)]
    assert (grids[0] == grids[1][:, :2, : grids[0].shape[2]]).all()
    assert len(theirs) > len(ours)
    facts = dict(apart.caveats())
    assert facts["common_pairs"] == {"n": 2, "most": 3} and facts["common_days"] == {"last": "2024-04-30"}


def test_one_name_in_several_folders(tmp_path):
    for name in ("a/run", "b/run", "c"):
        shutil.copytree(without_members().folder.path, tmp_path / name)
    comparison = compare([tmp_path / "a" / "run", tmp_path / "b" / "run"], tmp_path / "c")
    a, b = (f"basis@{tmp_path / name / 'run'}" for name in ("a", "b"))
    assert comparison.labels[0] == a and b in comparison.labels and "basis@c" in comparison.labels


def test_other_code_is_said_and_allowed(tmp_path):
    def older(manifest):
        manifest["code"] = "0" * 64
        manifest["versions"]["ketensim"] = "0.0.9"

    old = edited(tmp_path, "old", older)
    comparison = compare(without_members(), old)
    assert dict(comparison.caveats())["code"] == {"folder": str(old), "ours": "0.1.0", "theirs": "0.0.9"}
    assert (comparison.table("coa.occupancy", "2024-06-30")["mean"].iloc[[1]] == 0).all()


def test_every_reason_why_folders_do_not_pair_at_once(tmp_path):
    def other(manifest):
        manifest |= {"seed": 8, "scale": 0.5, "until": "2023-12-31"}
        manifest["scenarios"][0]["start"] = "2023-01-01"

    with pytest.raises(RunFolderError) as caught:
        compare(without_members(), edited(tmp_path, "other", other), with_members())
    lines = str(caught.value).splitlines()
    keys = [line.removeprefix(f"{tmp_path / 'other'}: ").split(":")[0] for line in lines if line.startswith(str(tmp_path))]
    assert keys == ["seed", "scale", "start", "until"]
    assert any("members: is members of the ensemble where" in line for line in lines)


def test_members_of_another_ensemble_do_not_pair(tmp_path):
    folder = tmp_path / "other"
    shutil.copytree(with_members().folder.path, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["ensemble"]["sha256"] = "f" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(RunFolderError, match=r"other: ensemble: is ffffffff where .* has \w{8}; runs pair when it is the same"):
        compare(with_members(), folder)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda m: m.update(replications=0), "replications: there are none"),
        (lambda m: m.update(seed="x"), "seed: Input should be a valid integer"),
        (lambda m: m["scenarios"][0].pop("values"), r"scenarios\.0\.values: Field required"),
        (lambda m: m.update(members=3, ensemble={"x": 1}), r"ensemble\.sha256: Field required"),
        (lambda m: m.update(status="running"), "the run is not complete"),
        (lambda m: m.update(replications=9), "series.parquet: has"),
    ],
)  # fmt: skip
def test_a_folder_that_is_not_what_it_says(tmp_path, change, says):
    folder = edited(tmp_path, "broken", change)
    with pytest.raises(RunFolderError, match=says):
        compare(folder).table("coa.occupancy")


def test_everything_wrong_with_a_manifest_at_once(tmp_path):
    def damaged(manifest):
        del manifest["scenarios"][0]["title"]
        manifest["scenarios"][1]["values"] = "none"
        manifest |= {"versions": None, "scale": 0, "variance": {"basis": {"2026-12-31": {"inflow": 0.5}}}}

    with pytest.raises(RunFolderError) as caught:
        compare(edited(tmp_path, "damaged", damaged))
    keys = {line.split(": ")[2] for line in str(caught.value).splitlines()}
    assert keys >= {"scale", "versions", "scenarios.0.title", "scenarios.1.values", "variance.basis.2026-12-31.parameters"}


def test_steps_that_are_none(tmp_path):
    folder = edited(tmp_path, "broken", lambda m: m["scenarios"][1]["values"].update({"coa.host_at_arrival": [[{"valeu": 1}]]}))
    with pytest.raises(RunFolderError, match=r"manifest.json: scenarios\.1\.values\.coa\.host_at_arrival: a step has a number"):
        compare(folder).scenario_differences()


# -- what cannot be had -----------------------------------------------------------------------------------------------------------
def test_all_that_is_wrong_with_a_question_at_once(members):
    with pytest.raises(ScenarioError) as caught:
        members.table(["coa.ocupancy", "nosuch"], ["2040", "2025-02-30", "someday"])
    told = [str(problem) for problem in caught.value.problems]
    assert len(told) == 5 and "did you mean 'coa.occupancy'?" in told[0]
    assert told[2] == "compare: date 2040: is not within the time the runs have in common, 2024-01-01 to 2025-12-31"
    assert "allowed is a day like 2027-12-31, or a period like 2027, 2027H1, 2027Q1, 2027-03" in told[3]


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda c: c.table("coa.inflow", "2025-05-05"), "series coa.inflow: has no value in 2025-05-05; a flow is over a period like 2027"),
        (lambda c: c.table("coa.stay.mean", "2025-05-05"), "a stock has a value on each day it is counted"),
        (lambda c: c.table(["coa.occupancy", "coa.inflow"], "2025-05-05"), "series coa.inflow: has no value"),
        (lambda c: c.days_above("coa.inflow", 10), "coa.inflow: is a flow; days above a threshold are counted of stocks"),
        (lambda c: c.days_above("coa.occupancy", float("inf")), "capacity: is inf; allowed is a number of persons"),
        (lambda c: c.pairs_needed("coa.occupancy", "2025", 0), "precision: is 0; allowed is a number above 0"),
        (lambda c: c.explain("2025-12-31", scenario="slowr"), "'slowr' is none of them, did you mean 'slower'?"),
        (lambda c: c.peak("coa.peak"), "series coa.peak: no such series"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(members, ask, says):
    with pytest.raises(ScenarioError) as caught:
        ask(members)
    assert says in str(caught.value)


def test_one_scenario_alone(tmp_path):
    alone = run(load_scenario("basis"), members=0, replications=1, scale=0.01, until="2024-02-29", jobs=1, out=tmp_path / "alone")
    comparison = compare(open_runs(tmp_path / "alone"))
    with pytest.raises(ScenarioError, match="there is basis alone; give at least two scenarios"):
        comparison.table()
    assert comparison.explain("2024-01-31", "2024-02-29").total.shape == (1, 1)
    assert dict(comparison.caveats()).keys() == {"one", "scale"} and alone.folder == comparison.side("basis").runs.folder
    with pytest.raises(ScenarioError, match="none given"):
        compare()
    with pytest.raises(ScenarioError, match="'nosuch' is none of them"):
        compare(alone, reference="nosuch")


# -- periods ----------------------------------------------------------------------------------------------------------------------
def test_periods_end_on_their_last_day():
    ends = {"2024": "2024-12-31", "2024H1": "2024-06-30", "2024Q4": "2024-12-31", "2024-02": "2024-02-29", "2024-12": "2024-12-31"}
    assert {period: last_day(period) for period in ends} == ends
    assert pd.Timestamp(span("2024Q2")[0]) == pd.Timestamp("2024-04-01")
    assert all(
        span(text) is None
        for text in ("", "20", "2024H3", "2024Q0", "2024-13", "2024-02-30", "2024-1", "\N{ARABIC-INDIC DIGIT TWO}024", "0000")
    )
    with pytest.raises(ValueError, match="is no day or period"):
        last_day("soon")
