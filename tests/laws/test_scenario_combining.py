"""Scenarios beside each other: what each says holds, in whatever order they are named, and what they share holds once."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path
from shutil import copy

import pytest

from ketensim import load_scenario, run
from ketensim.results.runs import default_folder
from ketensim.scenario import ScenarioError, is_name, names, problems
from ketensim.scenario.combining import LONGEST

SMALL_FILE = Path(__file__).parents[1] / "errors" / "files" / "small.toml"
LATER = date(2026, 12, 31)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a base and four overlays; the fourth stands on the first."""
    copy(SMALL_FILE, tmp_path)
    says = {
        "red": ("small", "desk.share.red = { factor = 0.5 }"),
        "wait": ("small", 'desk.wait = { from = 2025-01-01, plus = 2, unit = "weeks" }'),
        "stock": ("small", "opening.stock = 300"),
        "blue": ("red", "desk.share.blue = { factor = 0.5 }"),
    }
    for name, (extends, line) in says.items():
        words = f'title = "{name.title()}: more of it"\ntitle_nl = "{name.title()} nl: er meer van"\ndescription = "About {name}."\n'
        (tmp_path / f"{name}.toml").write_text(f'{words}extends = "{extends}"\n{line}\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def load(folder, small):
    return lambda word: load_scenario(word, catalogue=small)


def test_each_says_what_it_says_alone(load):
    both, base = load("red.toml+wait.toml"), load("small.toml")
    assert both.paths["desk.share.red"] == load("red.toml").paths["desk.share.red"]
    assert both.paths["desk.wait"] == load("wait.toml").paths["desk.wait"]
    others = both.paths.keys() - {"desk.share.red", "desk.wait"}
    assert all(both.paths[key] == base.paths[key] for key in others)


def test_the_order_makes_no_difference(load):
    orders = [load("+".join(order)) for order in permutations(["red.toml", "wait.toml", "stock.toml"])]
    assert len({scenario.hash for scenario in orders}) == 1
    assert len({scenario.name for scenario in orders}) == len(orders)


def test_the_base_adds_nothing(load):
    for word in ("small.toml+red.toml", "red.toml+small.toml"):
        assert load(word) == load("red.toml")


def test_what_another_stands_on_adds_nothing(load):
    both = load("red.toml+blue.toml")
    assert both == load("blue.toml")
    assert both.at("desk.share.red", LATER) == 0.2


def test_what_two_share_holds_once(folder, load):
    (folder / "later.toml").write_text('title = "Later"\nextends = "red"\ninflow.later = { factor = 2 }\n')
    both = load("blue.toml+later.toml")
    assert [both.at(key, LATER) for key in ("desk.share.red", "desk.share.blue", "inflow.later")] == [0.2, 0.3, 200]
    assert both.files == ("small.toml", "red.toml", "blue.toml", "later.toml")


def test_a_file_that_extends_several_is_the_same_as_their_sum(folder, load):
    (folder / "both.toml").write_text('title = "Both"\nextends = ["red", "wait"]\n')
    assert load("both.toml").hash == load("red.toml+wait.toml").hash
    assert (load("both.toml").name, load("both.toml").title) == ("both", "Both")


def test_a_key_of_its_own_goes_on_top_of_all_it_extends(folder, load):
    (folder / "own.toml").write_text('title = "Own"\nextends = ["wait", "blue"]\ndesk.share.red = { factor = 0.5 }\n')
    assert load("own.toml").at("desk.share.red", LATER) == 0.1


def test_the_nearer_of_two_that_stand_on_each_other_wins_wherever_it_is_named(folder, load):
    (folder / "redder.toml").write_text('title = "Redder"\nextends = "red"\ndesk.share.red = 0.9\n')
    (folder / "first.toml").write_text('title = "x"\nextends = ["redder", "red"]\n')
    (folder / "last.toml").write_text('title = "x"\nextends = ["red", "redder"]\n')
    assert load("first.toml").at("desk.share.red", LATER) == load("last.toml").at("desk.share.red", LATER) == 0.9


def test_name_and_titles_are_those_of_all(load):
    both = load("wait.toml+red.toml")
    assert both.name == "wait+red"
    assert (both.title, both.title_nl) == ("Wait + Red", "Wait nl + Red nl")
    assert both.description == "About wait.\nAbout red."


def test_a_dutch_title_takes_what_there_is(folder, load):
    (folder / "english.toml").write_text('title = "English: only"\nextends = "small"\n')
    assert load("english.toml+red.toml").title_nl == "English + Red nl"
    assert load("small.toml").title_nl == ""


def test_an_end_is_that_of_the_one_that_names_it(folder, load):
    (folder / "short.toml").write_text('title = "Short"\nextends = "small"\nuntil = 2025-06-30\n')
    assert load("short.toml+wait.toml").until == load("wait.toml+short.toml").until == date(2025, 6, 30)


def test_a_key_that_two_set_is_an_error_that_names_both(folder, small):
    (folder / "other.toml").write_text('title = "x"\nextends = "small"\ndesk.share = { from = 2026-01-01, factor = 0.9 }\ndesk.wait = 3\n')
    found = [str(problem) for problem in problems("red.toml+wait.toml+other.toml", catalogue=small)]
    assert found == [
        "other.toml: desk.wait: has no 'unit'; allowed are 'days', 'weeks', 'months', 'quarters', 'half-years', 'years'",
        "other.toml: desk.share: is set by red.toml too ('desk.share.red'); of scenarios that are combined only one may set a key",
        "other.toml: desk.wait: is set by wait.toml too; of scenarios that are combined only one may set a key",
    ]


def test_two_bases_are_an_error(folder, small):
    copy(folder / "small.toml", folder / "large.toml")
    (found,) = problems("large.toml+red.toml", catalogue=small)
    assert "extends no other, and neither does" in found.message
    assert {"large.toml", "small.toml"} == {found.file, found.message.partition("neither does ")[2].partition(";")[0]}


# -- the package --------------------------------------------------------------------------------------------------------
def test_scenarios_of_the_package_are_combined_by_name():
    both = load_scenario("basis+court-capacity+housing-up")
    assert both.name == "court-capacity+housing-up"
    assert both.hash == load_scenario("housing-up+court-capacity").hash
    assert load_scenario("basis+court-capacity") == load_scenario("court-capacity")


def test_both_laws_are_one_sum_with_what_they_share_once():
    assert load_scenario("migration-pact+two-status-system").hash == load_scenario("laws-of-2026").hash


def test_a_file_and_a_scenario_of_the_package(tmp_path):
    (tmp_path / "own.toml").write_text('title = "Own"\nextends = "basis"\nind.budget_share.nareis = { from = 2027-01-01, factor = 2 }\n')
    both = load_scenario(f"{tmp_path / 'own.toml'}+housing-up")
    assert (both.name, both.files) == ("own+housing-up", ("basis.toml", "own.toml", "housing-up.toml"))


def test_a_combination_runs_and_is_called_after_its_parts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    scenarios = [load_scenario(name) for name in ("basis", "court-capacity+housing-up")]
    runs = run(scenarios, members=0, replications=1, scale=0.01, until="2024-02-15", jobs=1)
    assert [scenario["name"] for scenario in runs.manifest["scenarios"]] == ["basis", "court-capacity+housing-up"]
    assert runs.folder.path.name.startswith("basis,court-capacity+housing-up-")
    assert set(runs.periods()["scenario"]) == {"basis", "court-capacity+housing-up"}


def test_folders_of_a_sum_and_of_two_are_called_differently():
    plan = {"seed": 1, "members": 0, "replications": 1, "until": "2030-12-31", "scale": 1}
    said = [
        default_folder(plan | {"scenarios": [{"name": name, "hash": "x", "until": "2030-12-31"} for name in some]}).name
        for some in (["a+b"], ["a", "b"], ["a+b", "c"], ["a", "b+c"])
    ]
    assert [name.partition("-")[0] for name in said] == ["a+b", "a+b", "a+b,c", "a,b+c"]
    assert len(set(said)) == 4


# -- names --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("a", True),
        ("a+b-c+D_4", True),
        ("+".join(["abcde"] * 25), True),
        ("+".join(["abcde"] * 26), False),
        ("a" * 81, False),
        *((name, False) for name in ("", "+", "a+", "+a", "a++b", "a+b/c", "a+-b", "a+b.toml", "a +b", "a+b\n", "a+é")),
    ],
)
def test_names_of_combinations(name, fits):
    assert is_name(name) is fits
    assert len(name) <= LONGEST or not fits


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("basis+", "'': no such scenario"),
        ("+", "'': no such scenario"),
        ("basis+housing-upp", "housing-upp: no such scenario, did you mean 'housing-up'?"),
        ("nothing.toml+basis", "nothing.toml: no such file"),
        ("housing-up+housing-up", "'housing-up' is there twice; a scenario can be combined with others, not with itself"),
        ("inflow-low+inflow-high", "inflow-high.toml: inflow.first: is set by inflow-low.toml too"),
    ],
)
def test_words_that_are_no_combination(word, says):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(word)
    assert says in str(caught.value)


def test_every_name_is_one():
    assert all(is_name(name) and "+" not in name for name in names())
