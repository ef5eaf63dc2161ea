"""What made a run: versions, the code itself, and where it was checked out from."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ketensim.version import VERSION

PACKAGES = ("numpy", "numba", "simpy", "pandas", "pyarrow")
_PACKAGE = Path(__file__).resolve().parents[1]


def made_with() -> dict[str, Any]:
    """``versions`` of all that takes part in the numbers, ``code``: a digest of the package itself, and the ``git`` state."""
    versions = {"ketensim": VERSION, "python": platform.python_version(), **{name: version(name) for name in PACKAGES}}
    return {"versions": versions, "code": _code(), "git": _git()}


def _code() -> str:
    """SHA-256 of the modules that make the numbers: a checkout changes without its version doing so."""
    digest = hashlib.sha256()
    for folder in ("chain", "engine", "ensemble", "results", "scenario"):
        for file in sorted((_PACKAGE / folder).rglob("*.py")):
            digest.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _git() -> dict[str, Any] | None:
    """The commit of the checkout the code is in, and whether it was changed; None when it is installed without one."""
    checkout = _PACKAGE.parents[1]
    if not (checkout / ".git").exists():
        return None
    try:
        commit, status = (
            subprocess.run(["git", "-C", str(checkout), *words], capture_output=True, text=True, timeout=10, check=True).stdout.strip()
            for words in (("rev-parse", "HEAD"), ("status", "--porcelain", "--untracked-files=no"))
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return {"commit": commit, "changed": bool(status)}
