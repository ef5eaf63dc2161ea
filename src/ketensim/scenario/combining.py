"""Scenarios on top of each other, side by side: ``court-capacity+housing-up``, or a file that extends several.

None of them is the nearest, so none wins: what one says, the others leave alone. What they share below applies once.
The order in which they are named makes no difference to the results.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from pathlib import Path as File

from ketensim.scenario.document import MOST_PROBLEMS, Document
from ketensim.scenario.lineage import Lineage
from ketensim.scenario.problems import Problem
from ketensim.scenario.reading import NAME, NAME_RULE

JOINED = "+"
LONGEST = 150  # characters of a name that is put together: a part of file names
COMBINED_RULE = f"{NAME_RULE}, or several of these joined by +, at most {LONGEST} in all"


@dataclass(frozen=True)
class Header:
    """What a scenario is called, in English and Dutch."""

    name: str
    title: str
    title_nl: str
    description: str
    description_nl: str
    family: str


def is_name(name: str) -> bool:
    """Whether a scenario can be called so: fit for a file name."""
    return len(name) <= LONGEST and all(NAME.fullmatch(part) for part in name.split(JOINED))


def split(word: str) -> list[str]:
    """The scenarios that a word names. A file is a file, whatever its name."""
    return [word] if JOINED not in word or _is_file(word) else word.split(JOINED)


def headed(lineage: Lineage, places: Sequence[File]) -> Header:
    """The name and words of these scenarios together. One that another stands on adds nothing, and is not named."""
    below = frozenset[File]().union(*(lineage.below[place] for place in places))
    tops = [lineage.documents[place] for place in dict.fromkeys(places) if place not in below]
    name = JOINED.join(File(top.name).stem for top in tops)
    if len(tops) == 1:
        own = tops[0]
        return Header(name, own.title, own.title_nl, own.description, own.description_nl, own.family)
    dutch = any(top.title_nl for top in tops)
    families = {top.family for top in tops}
    return Header(
        name,
        _titles([top.title for top in tops]),
        _titles([top.title_nl or top.title for top in tops]) if dutch else "",
        "\n".join(filter(None, (top.description for top in tops))),
        "\n".join(filter(None, (top.description_nl for top in tops))),
        families.pop() if len(families) == 1 else "",
    )


def conflicts(lineage: Lineage) -> list[Problem]:
    """What several files say of which none stands on the other."""
    bases = [document for document in lineage.documents.values() if document.is_base]
    if len(bases) > 1:
        first, *others = bases
        why = f"extends no other, and neither does {first.file}; scenarios that are combined stand on one base"
        return [Problem(other.file, "extends", why) for other in others]
    found = (problem for one, other in _side_by_side(lineage) for problem in _both_say(one, other))
    return list(islice(dict.fromkeys(found), MOST_PROBLEMS))


def _side_by_side(lineage: Lineage) -> Iterator[tuple[Document, Document]]:
    """Pairs of files of which none stands on the other."""
    for (one, first), (other, second) in combinations(lineage.documents.items(), 2):
        if one not in lineage.below[other]:
            yield first, second


def _both_say(one: Document, other: Document) -> Iterator[Problem]:
    """The keys that both set, by the name under which the second does."""
    for key in other.operations:
        if key in one.operations:
            there = f" ({one.written[key]!r})" if one.written[key] != other.written[key] else ""
            why = f"is set by {one.file} too{there}; of scenarios that are combined only one may set a key"
            yield Problem(other.file, other.written[key], why)
    if one.until and other.until and one.until != other.until:
        yield Problem(other.file, "until", f"is {other.until}, but {one.until} in {one.file}; scenarios that are combined end together")


def _titles(titles: Sequence[str]) -> str:
    """Titles in one line: of 'Inflow low: the bottom of the band' what comes before the colon."""
    return f" {JOINED} ".join(title.partition(":")[0] for title in titles)


def _is_file(word: str) -> bool:
    try:
        return File(word).is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False
