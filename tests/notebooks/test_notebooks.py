"""The notebooks run from the first cell to the last, without a warning, and end with an answer."""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
FILES = sorted(NOTEBOOKS.glob("*.py"))
LONGEST = 900  # seconds a cell may take on a busy machine

# put behind the parameters: one core, a folder of the test, and no warning passed over (but numba's on its own cache)
STRICT = """
import warnings
from pathlib import Path
from numba.core.errors import NumbaWarning
warnings.simplefilter("error")
warnings.simplefilter("ignore", NumbaWarning)
JOBS, RUNS = 1, Path({folder!r})
"""
LENIENT = "warnings.resetwarnings()"  # what the kernel does when it stops is not the notebook's


def tagged(notebook: nbformat.NotebookNode, tag: str) -> int:
    """The place of the one cell with a tag."""
    (place,) = (n for n, cell in enumerate(notebook.cells) if tag in cell.metadata.get("tags", []))
    return place


def said(cell: nbformat.NotebookNode) -> list[str]:
    """What a cell shows as text."""
    return [output.data["text/markdown"] for output in cell.outputs if "text/markdown" in output.get("data", {})]


def execute(file: Path, folder: Path) -> nbformat.NotebookNode:
    """The notebook, run on one core with its runs and charts in a folder."""
    notebook = jupytext.read(file)
    notebook.cells.insert(tagged(notebook, "parameters") + 1, nbformat.v4.new_code_cell(STRICT.format(folder=str(folder))))
    notebook.cells.append(nbformat.v4.new_code_cell(LENIENT))
    client = NotebookClient(notebook, timeout=LONGEST, kernel_name="python3", resources={"metadata": {"path": str(file.parent)}})
    return client.execute()


def test_there_are_four_notebooks():
    assert [file.stem for file in FILES] == ["housing-or-ind", "how-sure-are-we", "price-of-a-nareis-catch-up", "who-sleeps-where"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_notebook_is_text_that_an_editor_leaves_as_it_is(file):
    text = file.read_text(encoding="utf-8")
    written = jupytext.writes(jupytext.read(file), fmt="py:percent")
    assert re.sub(r"#       (format|jupytext)_version: .*\n", "", written) == text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_notebook_answers_its_question_with_numbers_of_its_run_and_writes_nowhere_else(file, tmp_path, monkeypatch):
    for place in ("JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(place, str(tmp_path / place.lower()))
    monkeypatch.delenv("KETENSIM_FULL", raising=False)
    monkeypatch.setenv("KETENSIM_RUNS", str(tmp_path / "unused"))
    before = {path: path.stat().st_mtime_ns for path in NOTEBOOKS.iterdir()}
    notebook = execute(file, tmp_path / "runs")
    (answer,) = said(notebook.cells[tagged(notebook, "answer")])
    assert answer.startswith("**Answer.**")
    assert re.search(r"\d", answer) and not re.search(r"\b(nan|inf|None)\b", answer)
    pictures = [
        output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs if "image/png" in output.get("data", {})
    ]
    assert len(pictures) >= 2
    assert list((tmp_path / "runs").glob("*/manifest.json"))
    assert {path: path.stat().st_mtime_ns for path in NOTEBOOKS.iterdir()} == before


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_number_of_an_answer_is_typed(file):
    notebook = jupytext.read(file)
    source = notebook.cells[tagged(notebook, "answer")].source
    strings = re.findall(r"f?\"[^\"]*\"", source)
    typed = [re.sub(r"\{[^}]*\}", "", string) for string in strings if "{" in string]
    numbers = {number for string in typed for number in re.findall(r"\d+(?:[.,]\d+)*%?", string)}
    assert numbers <= {"80%", "100", "4", "2024"}  # the interval's level, per 100, spoor 4, and a year in the name of a backtest
