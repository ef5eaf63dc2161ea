"""A scenario file while it is read: what it says so far, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from ketensim.scenario.dated import Operation
from ketensim.scenario.problems import Problem

MOST_PROBLEMS = 100  # of one file: nobody reads on, and a made-up file may have a hundred thousand


@dataclass
class Document:
    """A file (or a change in Python): its header, its steps a key, its problems.

    ``file`` is what messages call it, ``name`` its bare name, the same wherever it lies. ``operations`` has the keys that
    were read, ``faulty`` those with which something is wrong: that does not keep the others from being checked.
    ``written`` has the name under which a key is set: its own, or that of a group. ``extends`` is empty for a base, and for
    a file that names no usable parent.
    """

    file: str
    name: str
    title: str = ""
    title_nl: str = ""
    description: str = ""
    description_nl: str = ""
    family: str = ""
    extends: tuple[str, ...] = ()
    is_base: bool = False
    start: date | None = None
    until: date | None = None
    operations: dict[str, tuple[Operation, ...]] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)
    _found: dict[Problem, None] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, each once, in the order in which it was found."""
        found = list(self._found)
        if len(found) > MOST_PROBLEMS:
            return [*found[:MOST_PROBLEMS], Problem(self.file, "", f"more than {MOST_PROBLEMS} problems; the rest is not shown")]
        return found

    @property
    def full(self) -> bool:
        """Whether looking for more problems is no use."""
        return len(self._found) > MOST_PROBLEMS

    def complain(self, key: str, message: str) -> None:
        """Note a mistake; the same one in every member of a group is one mistake."""
        if not self.full:
            self._found[Problem(self.file, key, message)] = None

    @contextmanager
    def watching(self, *keys: str) -> Iterator[None]:
        """Mark ``keys`` as faulty when something is complained of meanwhile."""
        before = len(self._found)
        yield
        if len(self._found) > before or self.full:
            self.faulty.update(keys)
