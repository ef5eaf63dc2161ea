"""All mistakes come in one go: in a file, in the files it extends, and in several files."""

from __future__ import annotations

from pathlib import Path
from shutil import copy
from textwrap import dedent

from ketensim.scenario import problems
from ketensim.scenario.document import MOST_PROBLEMS

FILES = Path(__file__).parent / "files"


def write(folder, name, text):
    file = folder / f"{name}.toml"
    file.write_text(dedent(text), encoding="utf-8")
    return file


def test_every_kind_of_mistake_at_once(tmp_path, small):
    copy(FILES / "small.toml", tmp_path)
    file = write(tmp_path, "many", """
        titel = "no title"
        extends = "small"
        start = "2024-01-01"

        [inflow]
        first = { value = 20, unit = "weeks" }
        lster = 3
        [desk]
        capacity = { from = 2025-01-01, until = 2024-01-01, value = 3, unit = "files/week", source = "hearsay" }
        wait = { value = 521, unit = "weeks" }
        share = { vlaue = 3 }
        [opening]
        stock = { from = 2099-01-01, value = true }
    """)  # fmt: skip
    found = {(problem.key, problem.message.split(";")[0].split(",")[0]) for problem in problems(file, catalogue=small)}
    assert found == {
        ("title", "missing"),
        ("titel", "unknown key"),
        ("start", "must be a date like 2027-01-01"),
        ("inflow.first", "unit 'weeks' does not fit"),
        ("inflow.lster", "unknown key"),
        ("desk.capacity", "'until' 2024-01-01 is not after 'from' 2025-01-01"),
        ("desk.capacity", "source: 'hearsay' is no source"),
        ("desk.wait", "is 521 on 2024-01-01"),
        ("desk.share.vlaue", "unknown key"),
        ("opening.stock.value", "must be a number"),
    }


def test_a_file_and_those_it_extends(tmp_path, small):
    base = (FILES / "small.toml").read_text(encoding="utf-8").replace("value = 3,", "value = -3,")
    (tmp_path / "small.toml").write_text(base, encoding="utf-8")
    write(tmp_path, "middle", 'title = "Middle"\nextends = "small"\ndesk.share.red = 7\ndesk.share.blue = 0.1\n')
    file = write(tmp_path, "own", 'title = "Own"\nextends = "middle"\ndesk.share.blue = { factor = 100 }\nopening.stok = 3\n')
    assert [(Path(p.file).name, p.key) for p in problems(file, catalogue=small)] == [
        ("own.toml", "opening.stok"),
        ("small.toml", "desk.wait"),
        ("middle.toml", "desk.share.red"),
        ("own.toml", "desk.share.blue"),
    ]


def test_a_base_without_anything_says_so_in_few_words(tmp_path):
    found = problems(write(tmp_path, "empty", 'title = "Nothing"\n'))
    assert len(found) < 10
    assert 'a variation has a line extends = "basis"' in found[-1].message


def test_endless_mistakes_are_cut_off(tmp_path, small):
    copy(FILES / "small.toml", tmp_path)
    lines = "\n".join(f"desk.thing{n} = 3" for n in range(20_000))
    found = problems(write(tmp_path, "endless", f'title = "x"\nextends = "small"\n{lines}'), catalogue=small)
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1].message == f"more than {MOST_PROBLEMS} problems; the rest is not shown"


def test_a_mistake_in_a_group_is_one_mistake(tmp_path, small):
    copy(FILES / "small.toml", tmp_path)
    file = write(tmp_path, "group", 'title = "x"\nextends = "small"\n[inflow]\nvalue = 3\nunit = "weeks"\n')
    assert [problem.key for problem in problems(file, catalogue=small)] == ["inflow"]
