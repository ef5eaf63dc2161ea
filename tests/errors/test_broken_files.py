"""Each file in ``files/`` has one mistake, and says in its first lines what the message must hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketensim.scenario import ScenarioError, load_scenario, problems

FILES = Path(__file__).parent / "files"
SAYS = "# says: "
FOUND = sorted(FILES.glob("*.toml"))


def expected(name: str) -> list[str]:
    """What the message on a file must hold; nothing for a file that is in order or only serves another."""
    lines = (FILES / name).read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(SAYS) for line in lines if line.startswith(SAYS)]


BROKEN = [file.name for file in FOUND if expected(file.name)]
GOOD = [file.name for file in FOUND if not expected(file.name) and not file.name.startswith("with-")]


@pytest.mark.parametrize("name", BROKEN)
def test_one_mistake_gives_one_clear_message(name, small):
    found = problems(FILES / name, catalogue=small)
    assert len(found) == 1
    message = str(found[0])
    assert ".toml: " in message and message.isprintable() and len(message) < 2000
    for words in expected(name):
        assert words in message


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_passes(name, small):
    assert problems(FILES / name, catalogue=small) == []
    assert load_scenario(FILES / name, catalogue=small).name == name.removesuffix(".toml")


def test_there_are_many_mistakes_to_make():
    assert len(BROKEN) >= 100 and len(GOOD) >= 3


def test_a_message_names_the_file_as_it_was_given(monkeypatch, small):
    monkeypatch.chdir(FILES)
    assert problems("nan.toml", catalogue=small)[0].file == "nan.toml"
    assert problems(FILES / "nan.toml", catalogue=small)[0].file == str(FILES / "nan.toml")


def test_an_error_is_its_problems_each_once(small):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(FILES / "entry-misspelt-in-group.toml", catalogue=small)
    assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
    assert len(set(caught.value.problems)) == len(caught.value.problems)
