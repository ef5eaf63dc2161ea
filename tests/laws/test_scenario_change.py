"""A scenario is never changed: a change is another scenario, and the hash tells whether results can differ."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketensim.scenario import ScenarioError, load_scenario

SMALL_FILE = Path(__file__).parents[1] / "errors" / "files" / "small.toml"
DAY = date(2025, 6, 1)


@pytest.fixture
def base(small):
    return load_scenario(SMALL_FILE, catalogue=small)


def test_a_change_leaves_the_base_as_it_was(base):
    before = (base.hash, base.at("desk.wait", DAY), base.resolved())
    faster = base.change("desk.wait", factor=0.5, from_="2025-01-01")
    assert (base.hash, base.at("desk.wait", DAY), base.resolved()) == before
    assert faster.at("desk.wait", DAY) == 1.5
    assert faster.at("desk.wait", date(2024, 12, 31)) == 3


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"value": 7}, 7),
        ({"value": 70, "unit": "days"}, 10),
        ({"plus": 7, "unit": "days"}, 4),
        ({"factor": 2, "from_": date(2025, 1, 1), "until": "2025-06-02"}, 6),
        ({"factor": 2, "from_": "2025-01-01", "until": date(2025, 6, 1)}, 3),
        ({"value": 13, "from_": "2025-05-27", "ramp_to": "2025-06-06"}, 8),
        ({"value": np.int64(4)}, 4),
        ({"factor": np.float32(2)}, 6),
    ],
)  # fmt: skip
def test_what_a_change_says(base, change, expected):
    assert base.change("desk.wait", **change).at("desk.wait", DAY) == pytest.approx(expected)


def test_a_change_of_a_group(base):
    halved = base.change("desk.share", factor=0.5)
    assert [halved.at(f"desk.share.{colour}", DAY) for colour in ("red", "blue")] == [0.2, 0.3]


def test_changes_pile_up(base):
    assert base.change("desk.wait", factor=2).change("desk.wait", plus=1).at("desk.wait", DAY) == 7


@pytest.mark.parametrize(
    ("key", "change", "words"),
    [
        ("desk.wiat", {"value": 3}, "desk.wiat: unknown key, did you mean 'desk.wait'?"),
        ("desk.wait", {}, "has no number"),
        ("desk.wait", {"value": 3, "factor": 2}, "has 'value' and 'factor'"),
        ("desk.wait", {"value": 3, "unit": "persons"}, "unit 'persons' does not fit"),
        ("desk.wait", {"value": 521}, "is 521 on 2024-01-01; allowed is 0 to 520 weeks"),
        ("desk.wait", {"factor": 1e308}, "desk.wait.factor: must lie between"),
        ("desk.wait", {"value": True}, "desk.wait.value: must be a number"),
        ("desk.wait", {"value": "3"}, "desk.wait.value: must be a number"),
        ("desk.wait", {"value": 3, "from_": "soon"}, "desk.wait.from: must be a date like 2027-01-01"),
        ("desk.wait", {"value": 3, "from_": datetime(2025, 1, 1)}, "desk.wait.from: must be a date like 2027-01-01"),
        ("desk.wait", {"value": 3, "from_": "2027-01-01"}, "'from' 2027-01-01 is after the end of the scenario, 2026-12-31"),
        ("desk.wait", {"value": 3, "until": "2025-01-01"}, "'until' and 'ramp_to' need a 'from'"),
        ("desk", {"value": 3}, "has keys in different units (files/year, share, weeks); for all of them together only 'factor'"),
        ("opening.stock", {"value": 3, "from_": "2025-01-01"}, "has one value for the whole run"),
    ],
)  # fmt: skip
def test_a_wrong_change_is_said_in_one_message(base, key, change, words):
    with pytest.raises(ScenarioError) as caught:
        base.change(key, **change)
    assert str(caught.value).startswith("change of small: ")
    assert words in str(caught.value)


def test_all_that_is_wrong_with_a_change(base):
    with pytest.raises(ScenarioError) as caught:
        base.change("desk.wait", value=True, from_="soon", unit="")
    assert [problem.key for problem in caught.value.problems] == ["desk.wait.value", "desk.wait.from", "desk.wait.unit"]


def test_a_wrong_day_or_key_is_said_too(base):
    for ask in (lambda: base.at("desk.wiat", DAY), lambda: base.daily("desk.wiat", DAY, DAY)):
        with pytest.raises(ScenarioError, match=r"small: desk\.wiat: unknown key, did you mean 'desk\.wait'\?"):
            ask()


# -- frozen ---------------------------------------------------------------------------------------------------------------
def test_nothing_can_be_changed_in_place(base):
    with pytest.raises(FrozenInstanceError):
        base.title = "another"
    with pytest.raises(TypeError):
        base.paths["desk.wait"] = base.paths["desk.share.red"]
    with pytest.raises(TypeError):
        del base.catalogue["desk.wait"]
    with pytest.raises(ValueError, match="read-only"):
        base.daily("desk.wait", DAY, DAY)[0] = 4


def test_the_mapping_it_was_made_from_is_not_shared(base):
    paths = dict(base.paths)
    scenario = replace(base, paths=paths)
    paths.clear()
    assert scenario.at("desk.wait", DAY) == 3


def test_it_travels_to_other_processes(base):
    scenario = base.change("desk.wait", factor=2)
    scenario.daily("desk.wait", DAY, DAY)
    sent = pickle.dumps(scenario)
    copy = pickle.loads(sent)
    assert copy == scenario and copy.hash == scenario.hash
    assert copy.at("desk.wait", DAY) == 6
    with pytest.raises(TypeError):
        copy.paths["desk.wait"] = None
    assert len(sent) < 20_000


# -- hash -----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "A small base"', 'title = "Another title"'),
        ("[inflow]", "[inflow]  # a remark"),
        ('source = "appendix I"', 'source = "appendix II", note = "looked at again"'),
        ("value = 3,", "value = 3.0,"),
        ('value = 3, unit = "weeks"', 'value = 21, unit = "days"'),
        ("share.red", '"share".red'),
    ],
)  # fmt: skip
def test_words_do_not_change_the_hash(base, small, tmp_path, old, new):
    assert variant(tmp_path, small, old, new).hash == base.hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value = 3,", "value = 3.0000001,"),
        ("value = 3,", "from = 2024-01-01, until = 2030-01-01, value = 3,"),
        ("until = 2026-12-31", "until = 2026-12-30"),
        ("start = 2024-01-01", "start = 2024-01-02"),
    ],
)  # fmt: skip
def test_what_determines_results_changes_the_hash(base, small, tmp_path, old, new):
    assert variant(tmp_path, small, old, new).hash != base.hash


def variant(folder, small, old, new):
    text = SMALL_FILE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / "other-name.toml").write_text(text.replace(old, new), encoding="utf-8")
    return load_scenario(folder / "other-name.toml", catalogue=small)


def test_the_hash_tells_the_order_of_layers(base):
    one = base.change("desk.wait", factor=2).change("desk.wait", plus=1)
    two = base.change("desk.wait", plus=1).change("desk.wait", factor=2)
    assert one.hash != two.hash and one.at("desk.wait", DAY) != two.at("desk.wait", DAY)


ODD = [
    None,
    0,
    -1,
    0.5,
    1e308,
    float("nan"),
    float("inf"),
    True,
    "x",
    "",
    "2025-01-01",
    "weeks",
    [],
    {},
    date(2025, 1, 1),
    datetime(2025, 1, 1),
    10**400,
    "\0",
]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(
    key=st.sampled_from(["desk.wait", "desk", "inflow", "opening.stock", "nosuch", "", ".", "desk.", "\x1b[31m"]),
    options=st.dictionaries(st.sampled_from(["value", "factor", "plus", "from_", "until", "ramp_to", "unit"]), st.sampled_from(ODD)),
)
def test_odd_changes_give_a_scenario_or_one_clear_error(base, key, options):
    try:
        assert base.change(key, **options).hash
    except ScenarioError as error:
        assert error.problems and all(line.isprintable() for line in str(error).split("\n"))
