"""The folder an exploration leaves: its main file says which question it answers, and no other answer takes its place."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from ketensim.results.folder import RunFolderError
from ketensim.scenario import Scenario


def default_folder(what: str, scenario: Scenario, digest: str) -> Path:
    """``runs/<what>-<scenario>-<short hash>``."""
    return Path("runs") / f"{what}-{scenario.name[:60]}-{digest[:8]}"


def make_place(folder: Path, main: str, digest: str) -> None:
    """Make a folder fit for an answer: new or empty, or cleared of the same answer (``main`` holds its hash).

    Raises RunFolderError when it holds anything else.
    """
    if folder.exists() and not folder.is_dir():
        raise RunFolderError(f"{folder}: is not a folder; name another with --out")
    if folder.is_dir() and any(folder.iterdir()):
        if _hash_in(folder / main) != digest:
            raise RunFolderError(f"{folder}: exists and holds something else; name another folder with --out")
        shutil.rmtree(folder / "charts", ignore_errors=True)
        for file in (*folder.glob("solved-*.toml"), *folder.glob("*.csv")):
            file.unlink()


def _hash_in(file: Path) -> str | None:
    """The hash of the question that a main file answers."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return str(said.get("hash")) if isinstance(said, dict) else None
