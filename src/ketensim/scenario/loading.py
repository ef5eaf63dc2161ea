"""From a name or a file to a scenario, along everything it extends. The nearest file wins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path as File

from ketensim.scenario.dated import Path
from ketensim.scenario.library import data_folder, names
from ketensim.scenario.parameter import Parameter
from ketensim.scenario.problems import Problem, ScenarioError, suggestion
from ketensim.scenario.reading import Document, read
from ketensim.scenario.scenario import Scenario, out_of_range

DEEPEST = 20


def load_scenario(name_or_path: str | File, *, catalogue: Sequence[Parameter] | None = None) -> Scenario:
    """Load a scenario by the name of one that comes with the package, or by the path of a TOML file.

    Raises ScenarioError with everything that is wrong in the file and in those it extends.
    """
    if catalogue is None:
        from ketensim.scenario.catalogue import PARAMETERS as catalogue
    known = {parameter.key: parameter for parameter in catalogue}
    path = find(name_or_path)
    documents, problems = _lineage(path, known)
    problems += [problem for document in documents for problem in document.problems]
    if problems:
        raise ScenarioError(dict.fromkeys(problems))
    scenario = _stack(path.stem, documents, known)
    if problems := _check(scenario, documents):
        raise ScenarioError(problems)
    return scenario


def problems(name_or_path: str | File, *, catalogue: Sequence[Parameter] | None = None) -> list[Problem]:
    """Everything that is wrong with a scenario file; an empty list when it can be run."""
    try:
        load_scenario(name_or_path, catalogue=catalogue)
    except ScenarioError as error:
        return list(error.problems)
    return []


def find(name_or_path: str | File) -> File:
    """The file of a name or path. Raises ScenarioError when there is none."""
    text = str(name_or_path)
    path = File(name_or_path)
    if path.suffix == ".toml" or len(path.parts) > 1:
        if path.is_file():
            return path
        raise ScenarioError([Problem(text, "", "no such file")])
    packaged = data_folder("scenarios") / f"{text}.toml"
    if text in names():
        return packaged
    raise ScenarioError([Problem(text, "", f"no such scenario{suggestion(text, names())}; there are {', '.join(names())}, or give the path of a .toml file")])


def _lineage(path: File, known: dict[str, Parameter]) -> tuple[list[Document], list[Problem]]:
    """The file and all it extends, from the base to the file itself."""
    documents: list[Document] = []
    trail: list[File] = []
    while True:
        trail.append(path)
        documents.insert(0, read(path, known))
        header = documents[0].header
        if header is None or header.extends is None or documents[0].problems:
            return documents, []
        way = " -> ".join(f.name for f in trail)
        parent = _parent(path, header.extends)
        if parent is None:
            return documents, [Problem(path.name, "extends", f"no scenario {header.extends!r} in this folder or in the package ({way} -> {header.extends}){suggestion(header.extends, names())}")]
        if parent.resolve() in [f.resolve() for f in trail]:
            return documents, [Problem(path.name, "extends", f"goes round in a circle: {way} -> {parent.name}")]
        if len(trail) >= DEEPEST:
            return documents, [Problem(path.name, "extends", f"more than {DEEPEST} files on top of each other: {way}")]
        path = parent


def _parent(path: File, name: str) -> File | None:
    """The nearest file of that name: beside the file, else in the package."""
    for folder in (path.parent, data_folder("scenarios")):
        file = folder / f"{name}.toml"
        if file.is_file():
            return file
    return None


def _stack(name: str, documents: list[Document], known: dict[str, Parameter]) -> Scenario:
    """What each file says, on top of what it extends."""
    paths = dict.fromkeys(known, Path())
    header: dict[str, object] = {}
    for document in documents:
        assert document.header is not None
        for key, operations in document.operations.items():
            paths[key] = paths[key].then(*operations)
        header |= {field: value for field, value in document.header if value is not None and field != "extends"}
        if document is documents[-1]:
            own = document.header
    if len(documents) > 1:  # a description belongs to the file it stands in
        header |= {field: getattr(own, field) or "" for field in ("title_nl", "description", "description_nl")}
    missing = [field for field in ("start", "until") if field not in header]
    if missing:
        raise ScenarioError([Problem(documents[0].file, field, "missing; a file that extends no other has one") for field in missing])
    return Scenario(name=name, paths=paths, catalogue=known, files=tuple(d.file for d in documents), **header)  # type: ignore[arg-type]


def _check(scenario: Scenario, documents: list[Document]) -> list[Problem]:
    """What can only be seen when all files are on top of each other: ranges and dates."""
    found = []
    if scenario.until <= scenario.start:
        found.append(Problem(documents[-1].file, "until", f"{scenario.until} is not after the start {scenario.start}"))
        return found
    setter = {key: document.file for document in documents for key in document.operations}
    for key in scenario.catalogue:
        found += out_of_range(scenario, [key], setter.get(key, documents[0].file))
    for document in documents:
        for key, operations in document.operations.items():
            for operation in operations:
                if operation.begin and operation.begin > scenario.until:
                    found.append(Problem(document.file, key, f"'from' {operation.begin} is after the end of the scenario {scenario.until}"))
    return found
