"""Mistakes in what a scenario says of places: all told at once, with what is allowed and what may have been meant."""

from __future__ import annotations

import pytest

from ketensim import load_scenario
from ketensim.scenario import ScenarioError

TEXT = """
title = "Mistaken places"
extends = "basis"
[coa.places.renewed]
noodopvang = { from = 2027-01-01, value = 1.5, source = "assumed: a test, low 0, high 1" }
[coa.places.opened]
azcs = { value = 10, source = "assumed: a test, low 0, high 1" }
[coa.places.opening]
tgo = { from = 2027-01-01, value = 10, source = "assumed: a test, low 0, high 1" }
[coa.cost]
regular = { value = 100, unit = "EUR", source = "assumed: a test, low 0, high 1" }
[spreiding]
required_places = { value = -1, source = "assumed: a test, low 0, high 1" }
"""


@pytest.fixture(scope="module")
def problems(tmp_path_factory):
    file = tmp_path_factory.mktemp("places") / "mistaken.toml"
    file.write_text(TEXT, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    return {problem.key: problem.message for problem in caught.value.problems}


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("coa.places.renewed.noodopvang", ("1.5", "1")),
        ("coa.places.opened.azcs", ("azc",)),
        ("coa.places.opening.tgo", ("from",)),
        ("coa.cost.regular", ("EUR", "EUR/year")),
        ("spreiding.required_places", ("-1", "0")),
    ],
)
def test_each_mistake_is_told_where_it_is(problems, key, says):
    (found,) = (message for where, message in problems.items() if where.startswith(key))
    assert all(word in found for word in says), found


def test_all_are_told_at_once(problems):
    assert len(problems) == 5
