"""The package that is built holds all it needs, and works from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Wheel and source distribution; the wheel is built from the latter, as whoever installs that would."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,), (source,) = out.glob("*.whl"), out.glob("*.tar.gz")
    return wheel, source


def test_scenarios_and_figures_travel_inside(built):
    inside = set(ZipFile(built[0]).namelist())
    for folder in ("scenarios", "calibration", "examples"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file():
                name = f"ketensim/_data/{file.relative_to(ROOT).as_posix()}"
                assert name in inside and ZipFile(built[0]).read(name) == file.read_bytes()


def test_all_code_and_nothing_else(built):
    inside = {name for name in ZipFile(built[0]).namelist() if name.startswith("ketensim/") and "/_data/" not in name}
    assert inside == {
        file.relative_to(ROOT / "src").as_posix() for file in (ROOT / "src").rglob("*") if file.suffix in {".py", ".j2", ".css"}
    }
    with tarfile.open(built[1]) as source:
        names = {name.partition("/")[2] for name in source.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "scenarios/basis.toml", "calibration/figures.csv"} <= names
    assert not [
        name
        for name in names
        if name.startswith(("tests", "runs", ".venv", "src/ketensim/_data")) or name.endswith((".nbi", ".nbc", ".pyc"))
    ]


def test_a_scenario_is_found_by_name_from_any_folder(built, tmp_path):
    site, here = tmp_path / "site", tmp_path / "here"
    here.mkdir()
    ZipFile(built[0]).extractall(site)
    (here / "own.toml").write_text('title = "Own"\nextends = "basis"\nind.budget = { factor = 2 }\n')
    code = (
        "import ketensim; from pathlib import Path; from ketensim.calibration.figures import figures; from ketensim.results.origin import made_with\n"
        "base, own = ketensim.load_scenario('basis'), ketensim.load_scenario('own.toml')\n"
        "print(ketensim.__file__, base.hash, own.at('ind.budget', base.start) / base.at('ind.budget', base.start), len(figures()), made_with()['git'])"
    )
    ours = {**os.environ, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    told = subprocess.run([sys.executable, "-c", code], cwd=here, env=ours, capture_output=True, text=True, check=True).stdout.split()
    from ketensim import load_scenario
    from ketensim.calibration.figures import figures

    assert told == [str(site / "ketensim" / "__init__.py"), load_scenario("basis").hash, "2.0", str(len(figures())), "None"]
    shown = subprocess.run(
        [sys.executable, "-m", "ketensim.cli", "validate", "basis", "own.toml"],
        cwd=here,
        env=ours,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, "2 scenario files in order\n", "")
