"""From a name or a file to a scenario, along everything it extends. The nearest file wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path as File

from ketensim.scenario.dated import Path
from ketensim.scenario.document import Document
from ketensim.scenario.library import data_folder, names
from ketensim.scenario.parameter import Parameter
from ketensim.scenario.problems import Problem, ScenarioError, suggestion
from ketensim.scenario.reading import NAME, NAME_RULE, read
from ketensim.scenario.scenario import Scenario, begun_too_late, out_of_range

DEEPEST = 20  # files on top of each other
MOST_YEARS = 100  # of a scenario


def load_scenario(name_or_path: str | File, *, catalogue: Sequence[Parameter] | None = None) -> Scenario:
    """Load a scenario by the name of one that comes with the package, or by the path of a TOML file.

    Raises ScenarioError with everything that is wrong in the file and in those it extends.
    """
    known = {parameter.key: parameter for parameter in catalogue or _all_parameters()}
    path = find(name_or_path)
    documents, found = _lineage(path, known)
    found += [problem for document in documents for problem in document.problems]
    scenario = _stack(path.stem, documents, known)
    if scenario is not None:
        found += _check(scenario, documents)
    if found or scenario is None:
        raise ScenarioError(found)
    return scenario


def problems(name_or_path: str | File, *, catalogue: Sequence[Parameter] | None = None) -> list[Problem]:
    """Everything that is wrong with a scenario file; an empty list when it can be run."""
    try:
        load_scenario(name_or_path, catalogue=catalogue)
    except ScenarioError as error:
        return list(error.problems)
    return []


def find(name_or_path: str | File) -> File:
    """The file of a name or path. Raises ScenarioError when there is none that can be a scenario."""
    text = str(name_or_path)
    path = File(name_or_path)
    if path.suffix == ".toml" or len(path.parts) > 1:
        if complaint := _no_scenario_file(path):
            raise ScenarioError([Problem(text, "", complaint)])
        return path
    if text in names():
        return data_folder("scenarios") / f"{text}.toml"
    there_are = f"there are {', '.join(names())}; or give the path of a .toml file"
    raise ScenarioError([Problem(text or "''", "", f"no such scenario{suggestion(text, names()) or ';'} {there_are}")])


def _all_parameters() -> Sequence[Parameter]:
    from ketensim.scenario.catalogue import PARAMETERS

    return PARAMETERS


def _no_scenario_file(path: File) -> str | None:
    """Why a path cannot be a scenario, or None."""
    try:
        if path.is_dir():
            return "is a folder; give a .toml file"
        if not path.is_file():
            return "is not a plain file" if path.exists() else "no such file"
    except (OSError, ValueError) as error:  # a name too long, or with a NUL
        return f"cannot be read: {getattr(error, 'strerror', None) or error}"
    if path.suffix != ".toml" or not NAME.fullmatch(path.stem):
        return f"a scenario file has a name of {NAME_RULE}, and ends in .toml"
    return None


def _lineage(path: File, known: Mapping[str, Parameter]) -> tuple[list[Document], list[Problem]]:
    """The file and all it extends, down to the base, and what is wrong with the way."""
    documents: list[Document] = []
    trail: list[File] = []
    while True:
        trail.append(path)
        document = read(path, known, _shown(path))
        documents.append(document)
        if document.extends is None:
            return documents, []
        parent = _parent(path, document.extends)
        if wrong := _wrong_turn(trail, parent, document.extends):
            return documents, [Problem(document.file, "extends", wrong)]
        path = File(parent)


def _wrong_turn(trail: Sequence[File], parent: File | str, name: str) -> str | None:
    """Why a parent cannot follow on the files so far, or None."""
    way = " -> ".join(_shown(file) for file in trail)
    if isinstance(parent, str):
        return f"{parent} ({way} -> {name})"
    if parent.resolve() in [file.resolve() for file in trail]:
        return f"goes round in a circle: {way} -> {_shown(parent)}"
    if len(trail) >= DEEPEST:
        return f"more than {DEEPEST} files on top of each other: {way}"
    return None


def _parent(path: File, name: str) -> File | str:
    """The nearest file of that name, beside the file or in the package; or why there is none."""
    for folder in (path.parent, data_folder("scenarios")):
        file = folder / f"{name}.toml"
        if file.is_file():
            inside = file.resolve().parent == folder.resolve()
            return file if inside else f"{file.name} leads to a file outside its folder, which is not allowed"
    return f"no scenario {name!r} in this folder or in the package{suggestion(name, names())}"


def _shown(path: File) -> str:
    """What a file is called in messages: as it was given, or its bare name when it comes with the package."""
    return path.name if path.parent == data_folder("scenarios") else str(path)


def _stack(name: str, documents: Sequence[Document], known: Mapping[str, Parameter]) -> Scenario | None:
    """What each file says, on top of what it extends; None when it is not even known from when to when."""
    own = documents[0]
    start = next((d.start for d in documents if d.start), None)
    until = next((d.until for d in documents if d.until), None)
    if start is None or until is None:
        return None
    paths = dict.fromkeys(known, Path())
    for document in reversed(documents):
        for key, operations in document.operations.items():
            paths[key] = paths[key].then(*operations)
    return Scenario(
        name=name, title=own.title, start=start, until=until, paths=paths, catalogue=known, title_nl=own.title_nl,
        description=own.description, description_nl=own.description_nl, files=tuple(d.name for d in reversed(documents)),
    )  # fmt: skip


def _check(scenario: Scenario, documents: Sequence[Document]) -> list[Problem]:
    """What can only be seen when all files are on top of each other: the dates, and the value of every day."""
    own = documents[0].file
    if scenario.until <= scenario.start:
        return [Problem(own, "until", f"{scenario.until} is not after the start {scenario.start}")]
    base = documents[-1]
    if scenario.start != base.start and base.start is not None:
        return [
            Problem(
                own,
                "start",
                f"is {scenario.start}; the stocks of the first day are those of {base.start}, so only a file that extends no other may set it",
            )
        ]
    if scenario.until.year - scenario.start.year > MOST_YEARS:
        return [Problem(own, "until", f"{scenario.until} is more than {MOST_YEARS} years after the start {scenario.start}")]
    faulty = set().union(*(document.faulty for document in documents))
    setter = {key: document.file for document in reversed(documents) for key in document.operations}
    found = []
    for key in scenario.catalogue:
        if key in setter and key not in faulty:
            found += out_of_range(scenario, [key], setter[key])
    end = None
    for document in reversed(documents):  # the end as it was when the file was written: a variation may end earlier
        end = document.until or end
        found += begun_too_late(document.operations, end, document.file) if end else []
    return found
