"""The pages as text, and what stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """A page: its path from the root of the repository, and its Markdown."""

    name: str
    text: str

    def blocks(self, language: str) -> list[str]:
        """The fenced blocks in a language, in order."""
        return [text for own, text in FENCE.findall(self.text) if own == language]

    @property
    def prose(self) -> str:
        """The text without blocks, code, addresses and comments."""
        text = COMMENT.sub("", FENCE.sub("", self.text))
        return re.sub(r"\]\([^)]*\)", "]", re.sub(r"`[^`\n]*`", "", text))


def read_pages() -> dict[str, Page]:
    files = [ROOT / "README.md", *sorted(file for file in DOCS.rglob("*.md") if "_build" not in file.parts)]
    names = [str(file.relative_to(ROOT)) for file in files]
    return {name: Page(name, file.read_text(encoding="utf-8")) for name, file in zip(names, files, strict=True)}


PAGES = read_pages()
