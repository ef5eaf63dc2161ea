"""What a fresh Python loads, and what it may not: asked of processes of their own."""

from __future__ import annotations

import subprocess
import sys

import pytest

LIGHT = {"numpy", "simpy", "pydantic"}
HEAVY = ("numba", "llvmlite", "pandas", "pyarrow", "matplotlib", "typer", "rich", "joblib", "scipy", "distributed")


def loaded_by(code):
    """The installed packages that are loaded after some code, outside the standard library."""
    ask = f"{code}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}} - sys.stdlib_module_names))"
    return set(subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout.split())


def test_import_is_light():
    from importlib.metadata import packages_distributions, requires

    allowed, waiting = set(), set(LIGHT)
    while waiting:
        name = waiting.pop()
        allowed.add(name)
        waiting |= {
            need.split(";")[0].split("[")[0].strip(" <>=!~.0123456789()") for need in requires(name) or [] if "extra" not in need
        } - allowed
    ours = loaded_by("import ketensim")
    foreign = {name for name in ours if not name.startswith("_") and name in packages_distributions()} - {"ketensim"}
    belongs = {module: {d.lower().replace("_", "-") for d in of} for module, of in packages_distributions().items()}
    assert {m for m in foreign if not belongs[m] & {a.lower().replace("_", "-") for a in allowed}} == set()


@pytest.mark.parametrize(
    "code",
    [
        "import ketensim",
        "import ketensim; ketensim.load_scenario('basis').change('ind.budget', factor=2).hash",
        "import ketensim.scenario",
    ],
)  # fmt: skip
def test_nothing_heavy_is_loaded(code):
    assert loaded_by(code).isdisjoint(HEAVY)


def test_validating_needs_no_chain():
    code = "import sys; sys.argv = ['ketensim', 'validate', 'basis']\ntry:\n    from ketensim.cli import main; main()\nexcept SystemExit:\n    pass"
    assert loaded_by(code).isdisjoint({"numba", "llvmlite", "pandas", "pyarrow", "matplotlib", "joblib"})


def test_the_version_is_that_of_the_project():
    import tomllib
    from pathlib import Path

    import ketensim

    project = Path(__file__).parents[2] / "pyproject.toml"
    assert tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"] == ketensim.__version__
