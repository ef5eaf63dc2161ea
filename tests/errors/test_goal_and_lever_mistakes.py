"""Mistakes in what is asked of `solve` and `sensitivity`: each named in words, all at once."""

from __future__ import annotations

import pytest

from ketensim.explore.sensitivity import study
from ketensim.explore.solve import ask
from ketensim.scenario import ScenarioError, load_scenario

GOOD = "coa.occupancy@2027-01-01 <= 75000"


@pytest.fixture(scope="module")
def basis():
    return load_scenario("basis")


def said(function, *words, **options):
    """Everything that is complained of, as lines."""
    with pytest.raises(ScenarioError) as caught:
        function(*words, **options)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("goal", "says"),
    [
        ("coa.occupancy 75000", "has no <= or >="),
        ("coa.ocupancy@2027-01-01 <= 75000", "unknown series 'coa.ocupancy', did you mean 'coa.occupancy'?"),
        ("coa.occupancy <= 75000", "names no moment"),
        ("coa.occupancy@2027-01-01 < 75000", "'<' is no comparison; allowed are <= and >="),
        ("coa.occupancy@2027-01-01 => 75000", "'=>' is no comparison"),
        ("coa.occupancy@2027 <= 75000", "is counted at the end of a day; give a date like 2027-12-31, not 2027"),
        ("coa.outflow@2027-06-30 >= 100", "is counted over a period; give one like 2027, 2027H1, 2027Q1 or 2027-06, not a day"),
        ("ind.lead_time.aa@2027-06 <= 30", "is published over a year, half year or quarter"),
        ("coa.occupancy@2027-02-30 <= 75000", "'2027-02-30' is no date or period"),
        ("coa.occupancy@20270101 <= 75000", "is no date or period"),
        ("coa.outflow@2027Q5 >= 100", "'2027Q5' is no date or period"),
        ("coa.occupancy@2035-01-01 <= 75000", "is not within the run, which goes from 2024-01-01 to 2030-12-31"),
        ("coa.occupancy@2023-12-31 <= 75000", "is not within the run"),
        ("coa.outflow@0000 >= 100", "is no date or period"),
        ("coa.occupancy@2027-01-01 <= many", "'many' is no number; write it like 75000"),
        ("coa.occupancy@2027-01-01 <= nan", "is no number"),
        ("coa.occupancy@2027-01-01 <=", "is no number"),
        ("coa.occupancy@2027-01-01 <= 75.000", "can be read in two ways; write 75000, or 75.0"),
        ("coa.occupancy@2027-01-01 <= 75,000", "can be read in two ways; write 75000"),
        ("coa.occupancy@2027-01-01 <= 90%", "is a percentage, but coa.occupancy is in persons"),
        ("ind.grant_rate@2027 >= 40", "is not a share; allowed is 0 to 1, or 0% to 100%"),
        ("[red]x[/red]@2027 <= 1", "unknown series '[red]x[/red]'"),
    ],
)  # fmt: skip
def test_a_goal_that_is_none(basis, goal, says):
    (line,) = said(ask, basis, find="housing.supply", goal=goal)
    assert line.startswith("solve: goal: ") and says in line


@pytest.mark.parametrize(
    "goal", ["coa.occupancy@2027-01-01<=75000", " coa.occupancy @ 2027-01-01 ≤ 75_000 ", "coa.occupancy@2027-01-01 <= 7.5e4"]
)
def test_a_goal_in_other_spellings(basis, goal):
    assert str(ask(basis, find="housing.supply", goal=goal).goal) == GOOD


def test_a_share_may_be_a_percentage(basis):
    assert ask(basis, find="ind.budget", goal="ind.within_term.aa@2027 >= 90%").goal.value == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"find": "housing.suply"}, "solve: find: unknown key 'housing.suply', did you mean 'housing.supply'?"),
        ({"as_": "times"}, "solve: as: 'times' is not allowed; allowed are factor, value, plus"),
        ({"from_": "soon"}, "solve: from: 'soon' is no date"),
        ({"from_": "2027-06-01"}, "solve: from: the change begins on 2027-06-01; allowed is 2024-01-01 to 2027-01-01, the day of the goal"),
        ({"between": (800, 600)}, "solve: between: must be two numbers, the low end first"),
        ({"between": ("a", "b")}, "solve: between: must be two numbers"),
        ({"between": (100, 9000)}, "solve: between: housing.supply: is 9000 on 2026-01-01; allowed is 0 to 5000 persons/week"),
        ({"find": "nareis.direct_to_referent", "as_": "factor"}, "solve: as: nareis.direct_to_referent is nought from 2026-01-01 on"),
        ({"find": "nareis", "as_": "value"}, "solve: as: nareis has keys in different units"),
        ({"find": "opening.away", "from_": "2026-01-01"}, "solve: from: opening.away has one value for the whole run"),
        ({"find": "opening.away", "change": {"factor": 2}}, "solve: find: opening.away has one value for the whole run; no start"),
        ({"change": {"times": 2}}, "solve: change: must be one of factor, value and plus"),
        ({"change": {"factor": 20}}, "solve: change: housing.supply: is 10260 on 2026-01-01"),
        ({"change": {"factor": 2}, "as_": "factor"}, "solve: change: its start is sought; leave out 'as' and 'from'"),
        ({"change": {"factor": 2}, "between": ("2026-01-01", "2030-01-01")}, "solve: between: must be two dates in order, within"),
        ({"goal": "coa.occupancy@2025-06-30 <= 70000"}, "solve: from: the change begins on 2026-01-01 (the day after the last figures)"),
        ({"goal": "coa.occupancy@2025-06-30 <= 70000", "change": {"factor": 2}}, "solve: goal: is over before the search begins"),
        ({"probabilities": (0.5, 1.2)}, "solve: probability: is 0.5, 1.2; allowed is above 0 to 1"),
        ({"probabilities": ()}, "solve: probability: is not given"),
        ({"points": 2}, "solve: points: is 2; allowed is 3 to 50"),
        ({"members": 121}, "solve: members: is 121; allowed is 0 to 120"),
        ({"replications": 0}, "solve: replications: is 0"),
        ({"scale": 2}, "solve: scale: is 2; allowed is 0.001 to 1"),
        ({"seed": -1}, "solve: seed: is -1"),
        ({"jobs": 0}, "solve: jobs: is 0"),
    ],
)  # fmt: skip
def test_a_lever_that_cannot_be_solved_for(basis, options, says):
    (line,) = said(ask, basis, **{"find": "housing.supply", "goal": GOOD, **options})
    assert line.startswith(says)


def test_all_mistakes_come_in_one_go(basis):
    lines = said(
        ask, basis, find="housing.suply", goal="coa.ocupancy@2035-01-01 < many", as_="times", scale=2, members=-1, probabilities=(0,)
    )
    assert [line.split(": ")[1] for line in lines] == ["members", "scale", "probability", "goal", "goal", "goal", "goal", "find", "as"]


@pytest.mark.parametrize(
    ("series", "at", "options", "says"),
    [
        ("coa.ocupancy", "2027-01-01", {}, "sensitivity: series: unknown series 'coa.ocupancy', did you mean 'coa.occupancy'?"),
        ("coa.occupancy", "", {}, "sensitivity: series: names no moment"),
        ("coa.occupancy", "2027", {}, "sensitivity: series: coa.occupancy is counted at the end of a day"),
        ("coa.occupancy", "2035-01-01", {}, "sensitivity: series: 2035-01-01 is not within the run"),
        ("coa.occupancy", "2027-01-01", {"levers": ["housing.suply"]}, "sensitivity: levers: unknown key 'housing.suply', did you mean 'housing.supply'?"),
        ("coa.occupancy", "2027-01-01", {"what": "all"}, "sensitivity: what: 'all' is not allowed; allowed are both, levers and unknowns"),
        ("coa.occupancy", "2027-01-01", {"members": 11}, "sensitivity: members: is 11; correlations with unknowns need 12 or more"),
        ("coa.occupancy", "2027-01-01", {"lever_members": 200}, "sensitivity: lever-members: is 200; allowed is 0 to 120"),
        ("coa.occupancy", "2027-01-01", {"size": 0}, "sensitivity: size: is 0; allowed is above 0 to 0.9"),
        ("coa.occupancy", "2027-01-01", {"from_": "2027-01-02"}, "sensitivity: from: levers are moved from 2027-01-02 on; allowed is"),
        ("coa.occupancy", "2027-01-01", {"from_": "x"}, "sensitivity: from: 'x' is no date"),
        ("coa.occupancy", "2027-01-01", {"what": "levers", "run": "x"}, "sensitivity: run: is of use for unknowns only"),
    ],
)  # fmt: skip
def test_a_sensitivity_that_cannot_be_studied(basis, series, at, options, says):
    (line,) = said(study, basis, series, at, **options)
    assert line.startswith(says)


def test_a_group_of_mixed_meaning_is_no_lever() -> None:
    """One factor on appeals, rulings and capacity together would be an answer to no question."""
    with pytest.raises(ScenarioError, match=r"find: courts has keys of different meaning .*courts\.appeal_share, courts\.late"):
        ask(load_scenario("basis"), find="courts", goal="coa.occupancy@2026-12-31 <= 75000", members=0)
