"""What a scenario file says of a value, day by day, on top of what it inherits."""

from __future__ import annotations

from datetime import date, timedelta
from textwrap import dedent

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketensim.scenario import load_scenario
from ketensim.scenario.dated import Operation, Path

BASE = """
title = "Base"
start = 2024-01-01
until = 2026-12-31
inflow.first = { value = 1000, unit = "persons/year", source = "figure 1" }
inflow.later = { steps = [{ value = 100 }, { from = 2025-01-01, value = 200 }], unit = "persons/year", source = "figure 2" }
desk.capacity = { value = 900, unit = "files/year", source = "figure 3" }
desk.wait = { value = 10, unit = "weeks", source = "figure 4" }
desk.share = { value = 0.5, source = "figure 5" }
opening.stock = { value = 200, source = "figure 6" }
"""


@pytest.fixture
def load(tmp_path, small):
    """Loads files on top of the base, the last one extending those before."""

    def load(*texts):
        (tmp_path / "base.toml").write_text(BASE)
        below = "base"
        for number, text in enumerate(texts):
            name = f"level{number}"
            (tmp_path / f"{name}.toml").write_text(f'title = "{name}"\nextends = "{below}"\n{dedent(text)}')
            below = name
        return load_scenario(tmp_path / f"{below}.toml", catalogue=small)

    return load


def values(scenario, key, *days):
    return [scenario.at(key, date.fromisoformat(day)) for day in days]


# -- one file -----------------------------------------------------------------------------------------------------------
def test_what_is_not_named_is_inherited(load):
    base, scenario = load(), load("desk.share.red = 0.25")
    changed = [key for key in base.paths if base.paths[key] != scenario.paths[key]]
    assert changed == ["desk.share.red"]


def test_constant(load):
    assert values(load('desk.wait = { value = 4, unit = "weeks" }'), "desk.wait", "2024-01-01", "2026-12-31") == [4, 4]


def test_a_group_sets_all_its_keys(load):
    scenario = load("desk.share = 0.1")
    assert values(scenario, "desk.share.red", "2025-01-01") == values(scenario, "desk.share.blue", "2025-01-01") == [0.1]


def test_steps_hold_until_the_next(load):
    scenario = load('inflow.first = [{ from = 2024-07-01, value = 1, unit = "persons/day" }, { from = 2025-07-01, value = 0 }]')
    days = ("2024-01-01", "2024-06-30", "2024-07-01", "2025-06-30", "2025-07-01", "2026-12-31")
    assert values(scenario, "inflow.first", *days) == [1000, 1000, 365.25, 365.25, 0, 0]


def test_until_gives_back_what_was_inherited(load):
    scenario = load('inflow.later = { from = 2024-07-01, until = 2025-07-01, value = 7, unit = "persons/year" }')
    days = ("2024-06-30", "2024-07-01", "2025-06-30", "2025-07-01")
    assert values(scenario, "inflow.later", *days) == [100, 7, 7, 200]


def test_a_ramp_goes_straight_from_what_it_would_have_been(load):
    scenario = load('inflow.later = { from = 2025-01-01, ramp_to = 2026-01-01, value = 565, unit = "persons/year" }')
    days = ("2024-12-31", "2025-01-01", "2025-01-02", "2025-12-31", "2026-01-01", "2026-12-31")
    assert values(scenario, "inflow.later", *days) == pytest.approx([100, 200, 201, 564, 565, 565])


def test_a_ramp_continues_from_the_step_before(load):
    scenario = load(
        'desk.wait = { unit = "weeks", steps = [{ from = 2024-07-01, value = 20 }, { from = 2025-01-01, ramp_to = 2026-01-01, value = 385 }] }'
    )
    assert values(scenario, "desk.wait", "2024-06-30", "2024-12-31", "2025-01-01", "2025-01-11") == pytest.approx([10, 20, 20, 30])


def test_a_ramp_that_ends_gives_back_what_was_inherited(load):
    scenario = load('desk.wait = { from = 2025-01-01, ramp_to = 2025-01-11, until = 2025-01-15, value = 0, unit = "weeks" }')
    days = ("2025-01-01", "2025-01-06", "2025-01-11", "2025-01-14", "2025-01-15")
    assert values(scenario, "desk.wait", *days) == pytest.approx([10, 5, 0, 0, 10])


def test_factors_are_relative_to_what_is_inherited_not_to_each_other(load):
    scenario = load("inflow.later = [{ from = 2024-07-01, factor = 1.5 }, { from = 2025-07-01, factor = 2 }]")
    days = ("2024-06-30", "2024-07-01", "2025-01-01", "2025-06-30", "2025-07-01")
    assert values(scenario, "inflow.later", *days) == [100, 150, 300, 300, 400]


def test_a_factor_may_ramp_from_the_factor_before(load):
    scenario = load("inflow.first = [{ from = 2024-01-01, factor = 2 }, { from = 2025-01-01, ramp_to = 2025-01-11, factor = 3 }]")
    assert values(scenario, "inflow.first", "2024-12-31", "2025-01-06", "2025-01-11") == pytest.approx([2000, 2500, 3000])


def test_a_factor_ramp_follows_what_is_inherited(load):
    scenario = load("inflow.later = { from = 2024-12-22, ramp_to = 2025-01-11, factor = 3 }")
    assert values(scenario, "inflow.later", "2024-12-31", "2025-01-01") == pytest.approx([100 * (1 + 2 * 9 / 20), 200 * (1 + 2 * 10 / 20)])


def test_plus(load):
    scenario = load(
        'inflow.later = [{ from = 2024-07-01, plus = 1, unit = "persons/day" }, { from = 2025-07-01, plus = -50, unit = "persons/year" }]'
    )
    assert values(scenario, "inflow.later", "2024-06-30", "2024-07-01", "2025-01-01", "2025-07-01") == [100, 465.25, 565.25, 150]


def test_factor_and_plus_may_follow_each_other(load):
    scenario = load('inflow.later = [{ factor = 3 }, { from = 2025-07-01, plus = 5, unit = "persons/year" }]')
    assert values(scenario, "inflow.later", "2024-01-01", "2025-01-01", "2025-07-01") == [300, 600, 205]


# -- several files ------------------------------------------------------------------------------------------------------
def test_the_nearest_file_wins(load):
    scenario = load("desk.share.red = 0.2", "desk.share = 0.3", "desk.share.blue = 0.4")
    assert values(scenario, "desk.share.red", "2025-01-01") + values(scenario, "desk.share.blue", "2025-01-01") == [0.3, 0.4]


def test_relative_changes_pile_up_along_the_files(load):
    scenario = load(
        "inflow.first = { from = 2025-01-01, factor = 2 }",
        'inflow.first = { from = 2024-07-01, plus = 100, unit = "persons/year" }',
        "inflow.first = { from = 2026-01-01, factor = 10 }",
    )
    days = ("2024-01-01", "2024-07-01", "2025-01-01", "2026-01-01")
    assert values(scenario, "inflow.first", *days) == [1000, 1100, 2100, 21000]


def test_a_dated_value_keeps_what_was_set_before_its_day(load):
    scenario = load("inflow.later = { factor = 2 }", 'inflow.later = { from = 2025-07-01, value = 1, unit = "persons/year" }')
    assert values(scenario, "inflow.later", "2024-01-01", "2025-01-01", "2025-07-01") == [200, 400, 1]


def test_a_variation_may_end_earlier_than_steps_it_inherits(load):
    scenario = load('inflow.first = { from = 2026-06-01, value = 5, unit = "persons/year" }', "until = 2025-12-31")
    assert scenario.until == date(2025, 12, 31)


def test_title_and_description_belong_to_the_file_they_stand_in(load):
    scenario = load('description = "of the middle"\ntitle_nl = "midden"', "")
    assert (scenario.title, scenario.title_nl, scenario.description) == ("level1", "", "")


def test_files_and_source_of_a_value(load):
    scenario = load("desk.wait = { factor = 2 }", 'desk.capacity = { value = 3, unit = "files/day", source = "figure 9" }')
    found = {parameter.key: parameter for parameter in scenario.parameters()}
    assert scenario.files == ("base.toml", "level0.toml", "level1.toml")
    assert (found["desk.wait"].files, found["desk.wait"].file, found["desk.wait"].source) == (
        ("base.toml", "level0.toml"),
        "level0.toml",
        "",  # of the change: the figure of the base is not where it comes from
    )
    assert (found["desk.capacity"].files, found["desk.capacity"].source) == (("level1.toml",), "figure 9")


def test_a_variation_in_any_folder_extends_a_packaged_scenario(tmp_path):
    file = tmp_path / "faster.toml"
    file.write_text('title = "Faster"\nextends = "basis"\nind.budget = { from = 2027-01-01, factor = 1.2 }\n')
    base, faster = load_scenario("basis"), load_scenario(file)
    days = (base.start, base.until)
    before = (date(2027, 1, 1) - base.start).days
    np.testing.assert_array_equal(faster.daily("ind.budget", *days)[:before], base.daily("ind.budget", *days)[:before])
    np.testing.assert_allclose(faster.daily("ind.budget", *days)[before:], 1.2 * base.daily("ind.budget", *days)[before:])
    assert faster.files == ("basis.toml", "faster.toml")


def test_a_file_beside_comes_before_one_of_the_package(tmp_path, small):
    (tmp_path / "basis.toml").write_text(BASE)
    (tmp_path / "own.toml").write_text('title = "Own"\nextends = "basis"\n')
    assert load_scenario(tmp_path / "own.toml", catalogue=small).at("inflow.first", date(2024, 1, 1)) == 1000


# -- any path -----------------------------------------------------------------------------------------------------------
START = date(2024, 1, 1)
SPAN = 40
DAY = st.integers(0, SPAN - 1)
AMOUNT = st.floats(-4, 4, allow_nan=False).map(lambda x: round(x, 2))


@st.composite
def layers(draw):
    """Steps of one file: in order, not overlapping, all values or all relative."""
    kinds = draw(st.sampled_from((["value"], ["factor", "plus"])))
    begins = sorted(draw(st.sets(DAY, min_size=1, max_size=4)))
    steps = []
    for begin, after in zip(begins, [*begins[1:], SPAN + 20], strict=True):
        days = sorted(draw(st.sets(st.integers(begin + 1, after), max_size=2)))
        ramp, end = [*days, None, None][:2] if draw(st.booleans()) else (None, days[0] if days else None)
        steps.append(
            Operation(
                draw(st.sampled_from(kinds)), draw(AMOUNT), *(None if d is None else START + timedelta(days=d) for d in (begin, end, ramp))
            )
        )
    return tuple(steps)


def one_day(below, layer, day):
    """A value in plain words: the last step that has begun and not ended decides, between its ramp's ends in proportion."""
    inherited = value = below(day)
    for number, step in enumerate(layer):
        if not (step.begin <= day and (step.end is None or day < step.end)):
            continue
        goal = {"value": step.amount, "factor": inherited * step.amount, "plus": inherited + step.amount}[step.kind]
        start = one_day(below, layer[:number], step.begin) if step.kind == "value" else value
        whole = (step.ramp_to - step.begin).days if step.ramp_to else 0
        part = min(1.0, (day - step.begin).days / whole) if whole else 1.0
        value = start + part * (goal - start)
    return value


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(layers(), max_size=3))
def test_a_path_is_what_each_day_says(found):
    path = Path().then(Operation("value", 1.0))
    below = lambda day: 1.0  # noqa: E731
    for layer in found:
        path = path.then(*layer)
        below = lambda day, below=below, layer=layer: one_day(below, layer, day)  # noqa: E731
    days = [START + timedelta(days=n) for n in range(SPAN)]
    np.testing.assert_allclose(path.daily(days[0], days[-1]), [below(day) for day in days], atol=1e-9)
    assert path.at(days[7]) == path.daily(days[0], days[-1])[7]
