"""What stands around a picture, so that a file has it in the picture and a page in its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ketensim.reporting.style import notes


@dataclass(frozen=True)
class Caption:
    """Title and unit of a picture, and the lines at its foot: what is drawn, what a band means, where figures come from."""

    title: str
    unit: str
    notes: tuple[str, ...]


Keep = Callable[[Any, Caption], list[Path]]  # takes a figure that is drawn but for the lines at its foot, while its style holds


def noted(figure: Any, caption: Caption) -> Any:
    """The figure with the lines at its foot."""
    notes(figure, *caption.notes)
    return figure
