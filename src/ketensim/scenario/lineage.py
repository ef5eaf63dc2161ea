"""All files a scenario is made of: what it extends, what these extend, and so on; each once, however many lead to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as File

from ketensim.scenario.document import Document
from ketensim.scenario.library import data_folder, names
from ketensim.scenario.parameter import Parameter
from ketensim.scenario.problems import Problem, suggestion
from ketensim.scenario.reading import read

DEEPEST = 20  # files on top of each other
MOST_FILES = 100  # of a scenario in all


@dataclass
class Lineage:
    """Files that are read, by the place they lie in. A file comes after all it extends.

    ``documents`` has what they say, ``below`` all that each stands on, ``problems`` what is wrong with the way from one to
    the other (what is wrong within a file is in its document).
    """

    catalogue: Mapping[str, Parameter]
    documents: dict[File, Document] = field(default_factory=dict)
    below: dict[File, frozenset[File]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _heights: dict[File, int] = field(default_factory=dict)
    _full: bool = False

    def add(self, path: File) -> File:
        """Read a file and all it extends; returns the place it lies in."""
        return self._read(path, ())

    def standing(self, place: File) -> list[Document]:
        """A file and all it stands on, the base first."""
        return [document for other, document in self.documents.items() if other == place or other in self.below[place]]

    def _read(self, path: File, trail: tuple[File, ...]) -> File:
        place = path.resolve()
        if place not in self.documents:
            document = read(path, self.catalogue, shown(path))
            parents = self._parents(path, document, (*trail, path))
            self.documents[place] = document
            self.below[place] = frozenset(parents).union(*(self.below[parent] for parent in parents))
            self._heights[place] = 1 + max((self._heights[parent] for parent in parents), default=0)
        return place

    def _parents(self, path: File, document: Document, trail: tuple[File, ...]) -> list[File]:
        """The files that are extended, read; complains of those that cannot be."""
        found = []
        for name in document.extends:
            parent = _find(path, name)
            if wrong := self._wrong_turn(trail, parent, name):
                self.problems.append(Problem(document.file, "extends", wrong))
            elif not isinstance(parent, str) and not self._is_full(parent, document, trail):
                found.append(self._read(parent, trail))
        return found

    def _wrong_turn(self, trail: Sequence[File], parent: File | str, name: str) -> str | None:
        """Why a parent cannot follow on the files so far, or None."""
        way = " -> ".join(shown(file) for file in trail)
        if isinstance(parent, str):
            return f"{parent} ({way} -> {name})"
        if parent.resolve() in [file.resolve() for file in trail]:
            return f"goes round in a circle: {way} -> {shown(parent)}"
        if len(trail) + self._heights.get(parent.resolve(), 1) > DEEPEST:
            return f"more than {DEEPEST} files on top of each other: {way}"
        return None

    def _is_full(self, parent: File, document: Document, trail: Sequence[File]) -> bool:
        """Whether there is no room for another file; says so once."""
        if parent.resolve() in self.documents or len(self.documents) + len(trail) < MOST_FILES:
            return False
        if not self._full:
            self.problems.append(Problem(document.file, "extends", f"more than {MOST_FILES} files in all"))
        self._full = True
        return True


def shown(path: File) -> str:
    """What a file is called in messages: as it was given, or its bare name when it comes with the package."""
    return path.name if path.parent == data_folder("scenarios") else str(path)


def _find(path: File, name: str) -> File | str:
    """The nearest file of that name, beside the file or in the package; or why there is none."""
    for folder in (path.parent, data_folder("scenarios")):
        file = folder / f"{name}.toml"
        if file.is_file():
            inside = file.resolve().parent == folder.resolve()
            return file if inside else f"{file.name} leads to a file outside its folder, which is not allowed"
    return f"no scenario {name!r} in this folder or in the package{suggestion(name, names())}"
