"""What comes with the package says what it is, where it comes from, and changes what it names and nothing else."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ketensim.reporting.library_page import library_page, library_rows
from ketensim.reporting.waiting import WAITING
from ketensim.scenario import Scenario, ScenarioError, data_folder, load_scenario, names
from ketensim.scenario.changes import changes
from ketensim.scenario.library import FAMILIES
from ketensim.scenario.reading import HEADER
from ketensim.scenario.sources import complaint
from ketensim.scenario.steps import ENTRY

ROOT = Path(__file__).parents[2]
VARIATIONS = [name for name in names() if name != "basis"]


@cache
def load(name: str) -> Scenario:
    return load_scenario(name)


def written(name: str) -> dict[str, object]:
    return tomllib.loads((data_folder("scenarios") / f"{name}.toml").read_text(encoding="utf-8"))


def named(name: str) -> set[str]:
    """The parameters that a file and those it extends name, the base excepted: read anew, without the loader."""

    def keys(table: dict[str, object], group: str = "") -> set[str]:
        found = set()
        for word, said in table.items():
            key = f"{group}.{word}" if group else word
            if isinstance(said, dict) and not set(said) & set(ENTRY):
                found |= keys(said, key)
            else:
                found |= {known for known in load("basis").catalogue if known == key or known.startswith(f"{key}.")}
        return found

    data = written(name)
    extends = data.get("extends", [])
    parents = [extends] if isinstance(extends, str) else extends
    own = {word: said for word, said in data.items() if word not in HEADER}
    return keys(own).union(*(named(parent) for parent in parents if parent != "basis"))


@pytest.mark.parametrize("name", names())
def test_it_says_what_it_is_in_two_languages(name: str) -> None:
    scenario = load(name)
    texts = (scenario.title, scenario.title_nl, scenario.description, scenario.description_nl)
    assert all(texts) and len(set(texts)) == 4
    assert len(scenario.title) <= 80 and len(scenario.title_nl) <= 80
    assert (scenario.family in FAMILIES) is (name != "basis")


@pytest.mark.parametrize("name", VARIATIONS)
def test_it_changes_what_it_names_and_nothing_else(name: str) -> None:
    base, scenario = load("basis"), load(name)
    span = (base.start, base.until)
    differs = {key for key in base.catalogue if not np.array_equal(base.daily(key, *span), scenario.daily(key, *span))}
    assert differs == named(name)
    assert (scenario.start, scenario.until) == span


@pytest.mark.parametrize("name", VARIATIONS)
def test_each_change_says_where_it_comes_from(name: str) -> None:
    found = changes(load(name), load("basis"))
    assert found
    for change in found:
        for step in change.steps:
            assert step.source and complaint(step.source) is None, change.key
            assert "assumed" not in step.source or step.source.startswith("assumed")


@pytest.mark.parametrize("name", VARIATIONS)
def test_changes_name_each_parameter_once(name: str) -> None:
    """A group that is changed alike stands for its members."""
    catalogue = load(name).catalogue
    members = [{key for key in catalogue if f"{key}.".startswith(f"{change.key}.")} for change in changes(load(name), load("basis"))]
    assert set().union(*members) == named(name)
    assert sum(map(len, members)) == len(named(name))


def test_a_group_is_named_as_one_and_a_value_with_before_and_after() -> None:
    first, *others = changes(load("inflow-high"), load("basis"))
    assert (first.key, first.before, first.in_words()) == ("inflow.first", None, [("x 2.06 from 2026-01-01", "x 2,06 vanaf 2026-01-01")])
    assert [change.key.rpartition(".")[2] for change in others] == ["spread", "group_spread", "jump_chance"]
    (places,) = changes(load("flow-through-places"), load("basis"))
    assert (places.before, places.after, str(places.day)) == (1650, 8500, "2029-01-01")
    assert changes(load("basis"), load("basis")) == []


def test_a_step_says_what_it_is_relative_to(tmp_path: Path) -> None:
    """0.95, then 0.6 of that, and from 2028 0.72 of the 0.95: no product of the three, and no sequence."""
    (tmp_path / "core.toml").write_text('title = "Core"\nextends = "basis"\nnareis.mvv.per_adult = { from = 2026-06-12, factor = 0.95 }\n')
    steps = "{ from = 2026-06-12, factor = 0.6 }, { from = 2028-06-12, factor = 0.72 }"
    (tmp_path / "wait.toml").write_text(f'title = "Wait"\nextends = "core"\nnareis.mvv.per_adult = {{ steps = [{steps}] }}\n')
    wait = load_scenario(tmp_path / "wait.toml")
    (family,) = changes(wait, load("basis"))
    english, dutch = zip(*family.in_words(), strict=True)
    assert english == (
        "x 0.95 from 2026-06-12",
        "on top of that x 0.6 from 2026-06-12",
        "x 0.72 from 2028-06-12 instead of x 0.6",
    )
    assert dutch[1:] == ("daarbovenop x 0,6 vanaf 2026-06-12", "x 0,72 vanaf 2028-06-12 in plaats van x 0,6")
    days = [date(2027, 1, 1), date(2029, 1, 1)]
    ratios = [wait.at(f"{family.key}.syria", day) / load("basis").at(f"{family.key}.syria", day) for day in days]
    assert ratios == pytest.approx([0.95 * 0.6, 0.95 * 0.72])


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ({"plus": 5, "unit": "weeks"}, ["x 2 from 2027-01-01", "on top of that + 5 weeks"]),
        ({"value": 9}, ["= 9 weeks"]),
        ({"value": 9, "from_": "2028-01-01"}, ["x 2 from 2027-01-01", "= 9 weeks from 2028-01-01"]),
    ],
)
def test_a_value_is_relative_to_nothing(steps: dict[str, Any], says: list[str]) -> None:
    base = load("basis")
    (found,) = changes(base.change("ind.spoor4.va_duration", factor=2, from_="2027-01-01").change("ind.spoor4.va_duration", **steps), base)
    assert [english for english, _ in found.in_words()] == says


def test_a_step_after_one_that_ended_takes_the_place_of_nothing(tmp_path: Path) -> None:
    steps = "[{ from = 2027-01-01, until = 2028-01-01, factor = 1.1 }, { from = 2029-01-01, factor = 1.2 }]"
    text = f'title = "A gap"\nextends = "basis"\n[housing.supply]\nsource = "assumed: a test, low 1, high 2"\nsteps = {steps}\n'
    (tmp_path / "gap.toml").write_text(text, encoding="utf-8")
    (supply,) = changes(load_scenario(tmp_path / "gap.toml"), load("basis"))
    assert [english for english, _ in supply.in_words()] == ["x 1.1 from 2027-01-01 until 2028-01-01", "x 1.2 from 2029-01-01"]


@pytest.mark.parametrize(("one", "other"), list(combinations(VARIATIONS, 2))[::9])
def test_two_are_combined_or_refused_and_neither_is_lost(one: str, other: str) -> None:
    """What only one of them names is as it says; a key that both set, each in a file that the other does not have, is refused."""
    clash = own_keys(one, other) & own_keys(other, one)
    if clash:
        with pytest.raises(ScenarioError) as caught:
            load_scenario(f"{one}+{other}")
        assert all(key.startswith(tuple(problem.key for problem in caught.value.problems)) for key in clash)
    else:
        both = load_scenario(f"{one}+{other}")
        for name, keys in ((one, named(one) - named(other)), (other, named(other) - named(one))):
            assert all(both.paths[key] == load(name).paths[key] for key in keys)


def own_keys(one: str, other: str) -> set[str]:
    """What the files of one set that are not files of the other."""
    files = set(load(one).files) - set(load(other).files)
    return {key for key, path in load(one).paths.items() if any(step.file in files for step in path.operations)}


# -- the page -----------------------------------------------------------------------------------------------------------
def test_the_page_of_the_docs_is_up_to_date() -> None:
    """When this fails: ketensim show scenarios --page docs/scenarios.md"""
    assert (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8") == library_page(library_rows(), "en")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page_has_every_scenario_key_source_and_policy_that_waits(language: str) -> None:
    rows = library_rows()
    page = library_page(rows, language)
    for row in rows:
        assert f"### `{row['name']}`" in page
        assert row["title_nl" if language == "nl" else "title"] in page
        for change in row["changes"]:
            assert f"- `{change['key']}` (" in page
    assert all(policy.policy[language == "nl"] in page for policy in WAITING)
    assert page.isprintable() or all(line.isprintable() for line in page.split("\n"))


def test_text_of_a_file_is_no_markup_in_the_page(tmp_path: Path) -> None:
    text = 'title = "<script>x</script> **bold** | cell"\nextends = "basis"\n[housing.supply]\nfactor = 1.1\nsource = "derived: <b>x</b>"\n'
    (tmp_path / "odd.toml").write_text(text, encoding="utf-8")
    page = library_page(library_rows([str(tmp_path / "odd.toml")]), "en")
    assert "<script>" not in page and "<b>" not in page and "**bold**" not in page
    assert "&lt;script&gt;" in page
