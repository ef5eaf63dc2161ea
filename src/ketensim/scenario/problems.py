"""What is wrong with a scenario file, all of it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One mistake: in which file, at which key, what is wrong and what is allowed."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return ": ".join(printable(part) for part in (self.file, self.key, self.message) if part)


class ScenarioError(ValueError):
    """A scenario cannot be used; ``problems`` has everything that is wrong with it, each once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[tuple[Problem, ...]]]:
        return ScenarioError, (self.problems,)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The word that was probably meant."""
    close = get_close_matches(word[:100], list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """', did you mean ...?' for a misspelt word, or nothing."""
    close = nearest(word, known)
    return f", did you mean {close!r}?" if close else ""


def printable(text: str, most: int = 1000) -> str:
    """Foreign text fit for a terminal: on one line, without control characters, and not endless."""
    if len(text) > most:
        text = f"{text[:most]}..."
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in text)
