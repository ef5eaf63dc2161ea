"""One TOML file, read and checked on its own: header and steps, or everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as File
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from ketensim.scenario.document import Document
from ketensim.scenario.library import FAMILIES
from ketensim.scenario.parameter import Parameter, groups
from ketensim.scenario.parsing import Unreadable, parse
from ketensim.scenario.problems import nearest, suggestion
from ketensim.scenario.steps import ENTRY, Day, Line, Text, complain_all, operations

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", re.ASCII)  # of a scenario: fit for a file name
NAME_RULE = "letters, digits, - and _, at most 80"
MOST_PARENTS = 20  # of a file


def _several(said: Any) -> Any:
    names = (said,) if isinstance(said, str) else tuple(said) if isinstance(said, list) else ()
    if not all(isinstance(name, str) for name in names) or not 1 <= len(names) <= MOST_PARENTS:
        raise ValueError(f"must be text in quotes, or a list of 1 to {MOST_PARENTS} of these")
    if twice := [name for name in names if names.count(name) > 1]:
        raise ValueError(f"has {twice[0][:80]!r} twice")
    return names


def _known_family(family: str) -> str:
    if family not in FAMILIES:
        raise ValueError(f"{family[:60]!r} is no family{suggestion(family, FAMILIES) or ';'} allowed are {', '.join(FAMILIES)}")
    return family


Parents = Annotated[tuple[Line, ...], BeforeValidator(_several)]
Family = Annotated[Line, AfterValidator(_known_family)]


class Header(BaseModel):
    """The first lines of a file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    title: Line
    title_nl: Line | None = None
    description: Text | None = None
    description_nl: Text | None = None
    family: Family | None = None
    extends: Parents = ()
    start: Day | None = None
    until: Day | None = None


HEADER = tuple(Header.model_fields)


@dataclass(frozen=True)
class Names:
    """What can be set: keys, groups of keys, and all of these by the group they stand in."""

    catalogue: Mapping[str, Parameter]
    groups: Mapping[str, list[str]]
    inside: Mapping[str, list[str]]

    @staticmethod
    def of(catalogue: Mapping[str, Parameter]) -> Names:
        below = groups(catalogue)
        inside: dict[str, list[str]] = {}
        for name in (*below, *catalogue):
            inside.setdefault(name.rpartition(".")[0], []).append(name)
        return Names(catalogue, below, inside)

    def members(self, key: str) -> list[str]:
        """The parameters a key or group stands for; none when it is unknown."""
        return [key] if key in self.catalogue else self.groups.get(key, [])

    def unknown(self, key: str) -> str:
        """What to say of an unknown key: the nearest of its group, else of all."""
        group, _, name = key.rpartition(".")
        near = {field: field for field in (ENTRY if group else HEADER)}
        near |= {known.rpartition(".")[2]: known for known in self.inside.get(group, [])}
        close = near.get(nearest(name, near) or "") or nearest(key, [*self.catalogue, *self.groups])
        return f"unknown key, did you mean {close!r}?" if close else "unknown key; `ketensim show parameters` lists what there is"


def read(path: File, catalogue: Mapping[str, Parameter], shown: str) -> Document:
    """Read and check one file, called ``shown`` in messages. What it extends is not looked at here."""
    document = Document(shown, path.name)
    try:
        data = parse(path)
    except Unreadable as error:
        document.complain("", str(error))
    else:
        read_data(data, Names.of(catalogue), document)
    return document


def read_data(data: Mapping[str, Any], names: Names, document: Document) -> None:
    """Check what a file says, into ``document``."""
    base = document.is_base = "extends" not in data
    _read_header({name: data[name] for name in data if name in HEADER}, document)
    for key, said in _sayings({name: data[name] for name in data if name not in HEADER}, names, document):
        if document.full:
            return
        _read_key(key, said, names, document, base)
    if base:
        _check_whole(data, names, document)


def _read_header(given: dict[str, Any], document: Document) -> None:
    try:
        Header(**given)
    except ValidationError as error:
        complain_all(error, "", HEADER, document)
        for finding in error.errors(include_url=False, include_input=False, include_context=False):
            given.pop(str(finding["loc"][0]), None)  # what is left is in order
    for name, value in given.items():
        setattr(document, name, value if name != "extends" else _several(value))
    if any(not NAME.fullmatch(name) for name in document.extends):
        document.complain("extends", f"must be the name of a scenario in the same folder or of the package: {NAME_RULE}")
        document.extends = tuple(name for name in document.extends if NAME.fullmatch(name))
    if document.start and document.until and document.until <= document.start:
        document.complain("until", f"{document.until} is not after the start {document.start}")


def _sayings(table: Mapping[str, Any], names: Names, document: Document, group: str = "") -> Iterator[tuple[str, Any]]:
    """(key or group, what is said of it) all through a file. A table with a name like 'value' in it speaks of a whole group."""
    for name, said in table.items():
        if document.full:
            return
        key = f"{group}.{name}" if group else name
        fields = [word for word in said if word in ENTRY] if isinstance(said, dict) else []
        keys = [word for word in said if names.members(f"{key}.{word}")] if isinstance(said, dict) else []
        if not names.members(key):
            document.complain(key[:200], names.unknown(key))
        elif fields and keys:
            document.complain(key, f"has {fields[0]!r}, for all of it, and {keys[0]!r}, for a part; allowed is the one or the other")
            document.faulty.update(names.members(key))
        elif key in names.groups and isinstance(said, dict) and not fields:
            yield from _sayings(said, names, document, key)
        else:
            yield key, said


def _read_key(key: str, said: Any, names: Names, document: Document, base: bool) -> None:
    members = names.members(key)
    if twice := [member for member in members if member in document.operations]:
        document.complain(key, f"sets {twice[0]!r}, which this file sets already; a key may be set once in a file")
        document.faulty.update(members)
        return
    with document.watching(*members):
        found = operations(key, said, [names.catalogue[member] for member in members], document, base=base)
    document.operations |= dict.fromkeys(members, ()) | found
    document.written |= dict.fromkeys(members, key)


def _check_whole(data: Mapping[str, Any], names: Names, document: Document) -> None:
    """A file that extends no other says everything."""
    for name in ("start", "until"):
        if name not in data:
            document.complain(name, "missing; a file that extends no other has one")
    missing = [key for key in names.catalogue if key not in document.operations and key not in document.faulty]
    document.faulty.update(missing)
    for key in missing[:5]:
        document.complain(key, "missing; a file that extends no other gives every parameter")
    if len(missing) > 5:
        document.complain("", f'{len(missing) - 5} more parameters are missing; a variation has a line extends = "basis"')
