"""Files nobody vouches for: odd bytes, odd places, sizes and depths. Always one message, soon, and nothing else."""

from __future__ import annotations

import json
import os
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketensim.scenario import Parameter, Scenario, ScenarioError, load_scenario, problems
from ketensim.scenario.document import MOST_PROBLEMS
from ketensim.scenario.parsing import LARGEST

FILES = Path(__file__).parent / "files"
VARIATION = 'title = "x"\nextends = "small"\n'


@pytest.fixture
def folder(tmp_path):
    copy(FILES / "small.toml", tmp_path)
    return tmp_path


def only_message(file, small):
    """The one problem of a file."""
    found = problems(file, catalogue=small)
    assert len(found) == 1
    return str(found[0])


def write(file, content):
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'title = "caf\xe9"\n', "is not UTF-8 text (byte 13)"),
        (b"\xff\xfe" + 'title = "x"'.encode("utf-16-le"), "is not UTF-8 text (byte 1)"),
        (VARIATION + "#" * LARGEST, f"is larger than {LARGEST} bytes, the most that is allowed"),
        (VARIATION + "desk.wait = 0x" + "f" * 900_000, "desk.wait.value: must lie between"),
        (VARIATION + "desk.wait = [" + "1," * 400_000 + "]", "desk.wait: must have a list of 1 to 500 steps"),
        (VARIATION + "desk" + " . a" * 20_000 + " = 1", "is nested too deeply"),
        (VARIATION + "desk" + " . 'a'" * 20_000 + " = 1", "is nested too deeply"),
        (VARIATION + "[desk" + '."a b"' * 20_000 + "]", "is nested too deeply"),
        (VARIATION + "desk." + "a" * 900_000 + " = 1", "unknown key"),
        (VARIATION + "desk.wait = {" + "a.b.c={}," * 90_000 + "}", "is not valid TOML"),
        (VARIATION + "desk.wait.a.b.c.d.e.f.g.h.i.j = 3", "desk.wait.a: unknown"),
    ],
)  # fmt: skip
def test_odd_content(folder, small, content, words):
    assert words in only_message(write(folder / "odd.toml", content), small)


def test_a_byte_order_mark_is_refused_not_misread(folder, small):
    assert "is not valid TOML" in only_message(write(folder / "bom.toml", b"\xef\xbb\xbf" + VARIATION.encode()), small)


def test_windows_line_ends_are_fine(folder, small):
    assert problems(write(folder / "dos.toml", VARIATION.replace("\n", "\r\n")), catalogue=small) == []


def test_a_folder_a_pipe_and_nothing(folder, small):
    (folder / "folder.toml").mkdir()
    os.mkfifo(folder / "pipe.toml")
    assert "is a folder; give a .toml file" in only_message(folder / "folder.toml", small)
    assert "is not a plain file" in only_message(folder / "pipe.toml", small)
    assert "no such file" in only_message(folder / "nothing.toml", small)
    assert "is a folder; give a .toml file" in only_message(f"{folder}/", small)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "basi", "nul\0.toml", "nul\0", "x" * 5000, "x" * 5000 + ".toml", "a/\udcff.toml", "basis\n"]
)
def test_names_that_are_none(small, name):
    assert only_message(name, small).isprintable()


def test_a_near_name_is_suggested(small):
    assert "no such scenario, did you mean 'basis'? there are basis" in only_message("bassis", small)


@pytest.mark.parametrize("name", ["my scenario.toml", ".toml", "..toml", "-x.toml", "scenario.txt", "x" * 81 + ".toml", "é.toml"])
def test_names_not_fit_for_a_scenario(folder, small, name):
    assert "a scenario file has a name of letters, digits, - and _" in only_message(write(folder / name, VARIATION), small)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(folder, small):
    write(folder / "secret.toml", VARIATION).chmod(0)
    assert "cannot be read: Permission denied" in only_message(folder / "secret.toml", small)


def test_a_parent_cannot_lead_out_of_the_folder(folder, small, tmp_path_factory):
    outside = copy(FILES / "small.toml", tmp_path_factory.mktemp("outside") / "secret.toml")
    (folder / "inside.toml").symlink_to(outside)
    message = only_message(write(folder / "x.toml", 'title = "x"\nextends = "inside"\n'), small)
    assert "extends: inside.toml leads to a file outside its folder, which is not allowed" in message
    (folder / "other-name.toml").symlink_to(folder / "small.toml")
    assert problems(write(folder / "y.toml", 'title = "x"\nextends = "other-name"\n'), catalogue=small) == []


def test_a_circle_by_way_of_a_link(folder, small):
    write(folder / "a.toml", 'title = "x"\nextends = "b"\n')
    (folder / "b.toml").symlink_to(folder / "a.toml")
    assert "goes round in a circle" in only_message(folder / "a.toml", small)
    (folder / "loop.toml").symlink_to(folder / "loop.toml")
    assert "no such file" in only_message(folder / "loop.toml", small)


def test_files_on_top_of_each_other(folder, small):
    for n in range(1, 21):
        write(folder / f"level{n}.toml", f'title = "{n}"\nextends = "{f"level{n - 1}" if n > 1 else "small"}"\n')
    assert problems(folder / "level19.toml", catalogue=small) == []
    message = only_message(folder / "level20.toml", small)
    assert "extends: more than 20 files on top of each other" in message and "level20.toml -> " in message


def test_factors_that_overflow_together(folder, small):
    below = "small"
    for n in range(1, 19):
        write(folder / f"level{n}.toml", f'title = "{n}"\nextends = "{below}"\ndesk.wait = {{ factor = 1e12 }}\n')
        below = f"level{n}"
    assert "desk.wait: is 3e+216 on 2024-01-01; allowed is 0 to 520 weeks" in only_message(folder / "level18.toml", small)


# -- anything at all ----------------------------------------------------------------------------------------------------
NUMBERS = ["3", "-1", "0.5", "1e308", "nan", "inf", "true", "0xff", "9" * 400, "1_000"]
TEXTS = ['"x"', '"persons/year"', '"weeks"', '"percent"', '"figure 3"', '"assumed: x, low 1, high 2"', "'''\n'''", '"\\u0007"', '""']
DATES = ["2025-01-01", "2024-01-01", "2030-06-01", "2025-01-01T00:00:00Z", "0001-01-01", "9999-12-31", "12:00:00"]
NAMES = ["value", "factor", "plus", "from", "until", "ramp_to", "unit", "source", "note", "steps", "title", "extends", "start",
         "inflow", "first", "desk", "capacity", "wait", "share", "red", "opening", "stock", "x", "vlaue", '"a.b"', '""', '"\\u0000"']  # fmt: skip
KEYS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map(".".join)


def _tables(values):
    return st.lists(st.tuples(KEYS, values), max_size=4).map(lambda pairs: "{" + ", ".join(f"{k} = {v}" for k, v in pairs) + "}")


VALUES = st.recursive(
    st.sampled_from(NUMBERS + TEXTS + DATES), lambda inner: st.one_of(_tables(inner), st.lists(inner, max_size=4).map(lambda v: f"[{', '.join(v)}]"))
)  # fmt: skip
LINES = st.one_of(st.tuples(KEYS, VALUES).map(" = ".join), KEYS.map("[{}]".format), KEYS.map("[[{}]]".format), st.just(VARIATION))
DOCUMENTS = st.lists(LINES, max_size=8).map("\n".join)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(text=DOCUMENTS, variation=st.booleans())
def test_random_documents(folder, small, text, variation):
    passes_or_complains(write(folder / "random.toml", (VARIATION if variation else "") + text), small)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(content=st.binary(max_size=300), variation=st.booleans())
def test_random_bytes(folder, small, content, variation):
    passes_or_complains(write(folder / "random.toml", (VARIATION.encode() if variation else b"") + content), small)


def passes_or_complains(file, small):
    """A scenario, or a ScenarioError with something printable to say."""
    try:
        assert isinstance(load_scenario(file, catalogue=small), Scenario)
    except ScenarioError as error:
        assert error.problems
        assert all(line.isprintable() for line in str(error).split("\n"))


# -- several on top of each other, side by side ---------------------------------------------------------------------------
def standing_on(names):
    """A file that extends all of these."""
    return f'title = "x"\nextends = {json.dumps(names)}\n'


def test_a_ladder_of_files_is_read_once_each(folder, small):
    """Each of two stands on both of the rung below: a million ways down, forty files."""
    below = ["small"]
    for n in range(18):
        rung = [f"left{n}", f"right{n}"]
        for name in rung:
            write(folder / f"{name}.toml", standing_on(below))
        below = rung
    assert problems(f"{folder}/left17.toml+{folder}/right17.toml", catalogue=small) == []


def test_files_without_end_side_by_side(folder, small):
    for n in range(12):
        for m in range(20):
            write(folder / f"leaf{n}-{m}.toml", VARIATION)
        write(folder / f"branch{n}.toml", standing_on([f"leaf{n}-{m}" for m in range(20)]))
    write(folder / "tree.toml", standing_on([f"branch{n}" for n in range(12)]))
    assert "extends: more than 100 files in all" in only_message(folder / "tree.toml", small)


def test_more_parents_than_anybody_has(folder, small):
    file = write(folder / "many.toml", standing_on([f"x{n}" for n in range(21)]))
    assert "must be text in quotes, or a list of 1 to 20 of these" in only_message(file, small)


def test_files_on_top_of_each_other_by_way_of_one_that_is_known(folder, small):
    """However they are named, the way is as long."""
    for n in range(1, 16):
        write(folder / f"level{n}.toml", f'title = "{n}"\nextends = "{f"level{n - 1}" if n > 1 else "small"}"\n')
    for n in range(16, 21):
        write(folder / f"level{n}.toml", f'title = "{n}"\nextends = "level{n - 1}"\n')
    for order in (("level15", "level20"), ("level20", "level15")):
        message = only_message("+".join(f"{folder}/{name}.toml" for name in order), small)
        assert "extends: more than 20 files on top of each other" in message


def test_a_sea_of_keys_that_clash_is_cut_off(folder):
    lines = "\n".join(f"desk.share.k{n} = 0.5" for n in range(300))
    catalogue = [Parameter(f"desk.share.k{n}", "share", 0, 1, "x", "x") for n in range(300)]
    base = "\n".join(f'desk.share.k{n} = {{ value = 0.5, source = "figure 1" }}' for n in range(300))
    write(folder / "base.toml", f'title = "x"\nstart = 2024-01-01\nuntil = 2024-12-31\n{base}')
    for n in range(20):
        write(folder / f"over{n}.toml", f'title = "x"\nextends = "base"\n{lines}')
    found = problems("+".join(f"{folder}/over{n}.toml" for n in range(20)), catalogue=catalogue)
    assert len(found) == MOST_PROBLEMS
    assert all("is set by" in problem.message for problem in found)


@pytest.mark.parametrize("word", ["+" * 10_000, "a+" * 30, "a+\0", "x" * 5000 + "+y", "a/\udcff+b", "+".join(["../basis"] * 3), "basis+\n"])
def test_sums_that_are_none(small, word):
    found = problems(word, catalogue=small)
    assert found
    assert all(str(problem).isprintable() and len(str(problem)) < 2100 for problem in found)


def test_a_file_with_a_plus_in_its_name_is_a_file(folder, small):
    message = only_message(write(folder / "a+b.toml", VARIATION), small)
    assert "a scenario file has a name of letters, digits, - and _" in message


def test_a_folder_with_a_plus_in_its_name(folder, small):
    (folder / "c++").mkdir()
    copy(FILES / "small.toml", folder / "c++")
    assert problems(folder / "c++" / "small.toml", catalogue=small) == []


def test_a_name_that_would_not_fit_a_folder(folder, small):
    names = [f"{letter * 60}" for letter in "abc"]
    for name in names:
        write(folder / f"{name}.toml", VARIATION)
    message = only_message("+".join(f"{folder}/{name}.toml" for name in names), small)
    assert "a name of more than 150 characters; write a file with extends = [...]" in message
