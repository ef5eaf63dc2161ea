"""What people look at: tables in the terminal, charts and pages, in Dutch and English."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketensim.results.runs import Runs


class _Room(ModuleType):
    """This room is found under the name of the function ``ketensim.report``, so it can be called as that function."""

    def __call__(self, runs: Runs | str | Path | Sequence[Runs | str | Path], path: str | Path | None = None, language: str = "en") -> Path:
        from ketensim.report.page.page import report

        return report(runs, path, language)


sys.modules[__name__].__class__ = _Room
