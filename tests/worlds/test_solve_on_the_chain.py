"""`solve` and `sensitivity` on the chain itself, small and short: the same on any number of cores, and true when acted upon."""

from __future__ import annotations

from datetime import date

import pytest

import ketensim as ks
from ketensim.calibration.recipe import read_recipe
from ketensim.scenario import load_scenario

LAST = "2024-05-31"
SMALL = {"members": 3, "scale": 0.02, "seed": 3}
FROM = "2024-02-01"


@pytest.fixture(scope="module")
def basis():
    return load_scenario("basis")


@pytest.fixture(scope="module")
def level(basis, tmp_path_factory):
    """An occupancy between what the members have in the middle, as it is and with three times the houses; a third of the way."""
    more = basis.change("housing.supply", factor=3.0, from_=FROM, name="more")
    runs = ks.run([basis, more], replications=1, jobs=1, until=LAST, out=tmp_path_factory.mktemp("level") / "run", **SMALL)
    daily = runs.series(["coa.occupancy"])
    medians = daily[daily["date"] == LAST].groupby("scenario")["coa.occupancy"].median()
    assert medians["basis"] > medians["more"] + 200  # more than a person of the simulation
    return int(medians["basis"] - (medians["basis"] - medians["more"]) / 3)


@pytest.fixture(scope="module")
def question(level):
    goal = f"coa.occupancy@{LAST} <= {level}"
    return {"find": "housing.supply", "goal": goal, "from_": FROM, "probabilities": (0.6,), "points": 6, **SMALL}


@pytest.fixture(scope="module")
def solution(basis, question):
    return ks.solve(basis, jobs=1, **question)


def test_the_same_answer_on_one_core_and_on_two(basis, question, solution):
    again = ks.solve(basis, jobs=2, **question)
    assert again.facts() == solution.facts()
    assert again.trials().equals(solution.trials()) and again.curve().equals(solution.curve())


def test_a_file_with_the_answer_reaches_the_goal_when_it_is_run(solution, level, tmp_path):
    """The same members, seed and scale: as often as was promised."""
    (answer,) = solution.answers
    assert answer.position is not None and answer.tried and answer.share >= 0.6 and not answer.needless
    (file,) = [file for file in solution.write(tmp_path) if file.suffix == ".toml"]
    solved = load_scenario(file)
    assert solved.hash == solution.scenario(0.6).hash
    runs = ks.run(solved, replications=1, jobs=1, until=LAST, out=tmp_path / "run", **SMALL)
    daily = runs.series(["coa.occupancy"])
    last = daily[daily["date"] == LAST]["coa.occupancy"]
    assert (last <= level).mean() == pytest.approx(answer.share)


def test_what_is_tried_is_what_a_run_says(basis, solution, tmp_path):
    runs = ks.run(basis, replications=1, jobs=1, until=LAST, out=tmp_path / "run", **SMALL)
    daily = runs.series(["coa.occupancy"])
    assert list(daily[daily["date"] == LAST]["coa.occupancy"]) == list(solution.found.as_is)


def test_more_housing_helps_and_the_base_value_stands_beside_it(basis, solution):
    assert solution.found.direction == 1 and solution.bent == 0 and not solution.is_flat
    change = solution.question.change
    assert (change.kind, change.base, change.unit) == (
        "value",
        basis.at("housing.supply", date(2024, 2, 1)),
        "persons/week",
    )  # constant until the goal
    low, median, _ = solution.found.interval()
    assert change.span.low < low <= median < change.span.high


def test_the_latest_start_is_solved_too(basis, level):
    found = ks.solve(basis, find="housing.supply", goal=f"coa.occupancy@{LAST} <= {level}", change={"factor": 2.0}, points=3, between=("2024-01-15", LAST), jobs=1, **SMALL)  # fmt: skip
    values = found.trials().groupby("position")["value"].median()
    assert values.iloc[0] < values.iloc[-1]
    for answer in found.answers:
        if answer.tried and answer.position is not None and not answer.needless:
            at = found.trials()[found.trials()["position"] == found.said(answer.position)]
            assert (at["value"] <= level).mean() == pytest.approx(answer.share) and answer.share >= answer.probability


def test_a_lever_that_moves_nothing_is_said_to_be_flat(basis):
    found = ks.solve(basis, find="ind.weight.renewal", goal=f"coa.occupancy@{LAST} <= 60000", from_="2024-02-01", points=3, jobs=1, **SMALL)
    assert found.is_flat and found.counts == {"met": 0, "always": 0, "never": 3}


def test_levers_are_moved_on_the_same_persons(basis):
    """What a lever does not touch stays exactly as it was, so every difference is the lever's."""
    found = ks.sensitivity(basis, "coa.occupancy", LAST, what="levers", levers=["ind.term.first", "housing.supply", "coa.host_at_arrival"],
                           from_="2024-02-01", lever_members=2, scale=0.01, jobs=1)  # fmt: skip
    effects = {own.lever.key: own for own in found.levers}
    assert [effects["ind.term.first"].down.median, effects["ind.term.first"].up.high80] == [0.0, 0.0]
    assert effects["housing.supply"].down.low80 > 0 > effects["housing.supply"].up.high80
    assert found.levers[0].lever.key == "housing.supply" and found.unknowns is None


def test_a_run_folder_says_the_same_of_unknowns_as_running_them_anew(basis, tmp_path):
    options = {"scale": 0.005, "seed": 3}
    runs = ks.run(basis, members=12, replications=1, jobs=1, until=LAST, out=tmp_path / "run", **options)
    own, read = (ks.sensitivity(basis, "coa.occupancy", LAST, what="unknowns", members=12, jobs=1, **options, **more) for more in ({}, {"run": runs.folder.path}))  # fmt: skip
    assert own.table().equals(read.table()) and own.unknowns == read.unknowns and own.base == read.base
    assert "inflow" not in set(own.table()["name"])  # until the figures end, the inflow is known
    assert sorted(row.name for row in own.unknowns.rows) == sorted(read_recipe(base=basis).names)


def test_where_the_lever_stops_to_help_is_told(solution, question, basis):
    """With housing for everybody in the queue, more of it houses nobody."""
    wide = ks.solve(basis, jobs=1, **{**question, "between": (300, 5000)})
    assert wide.idle_from is not None and 600 < wide.idle_from < 4000
    at_end = [value for _, _, value, _, _ in wide.curve_at([wide.idle_from, 5000.0])]
    assert at_end[0] == pytest.approx(at_end[1], rel=0.01)
    assert solution.facts()["idle_from"] == solution.idle_from
