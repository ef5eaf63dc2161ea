"""From a name or a file to a scenario, along everything it extends. The nearest file wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path as File

from ketensim.scenario.combining import LONGEST, Header, conflicts, headed, is_name, split
from ketensim.scenario.dated import Path
from ketensim.scenario.document import Document
from ketensim.scenario.library import data_folder, names
from ketensim.scenario.lineage import Lineage
from ketensim.scenario.parameter import Parameter
from ketensim.scenario.problems import Problem, ScenarioError, suggestion
from ketensim.scenario.reading import NAME, NAME_RULE
from ketensim.scenario.scenario import Scenario, begun_too_late, out_of_range

MOST_YEARS = 100  # of a scenario
MOST_PARTS = 20  # of a combination


def load_scenario(name_or_path: str | File, *, catalogue: Sequence[Parameter] | None = None) -> Scenario:
    """Load a scenario by the name of one that comes with the package, or by the path of a TOML file.

    Several joined by a plus are combined: ``court-capacity+own.toml`` has the changes of both on top of their base. Raises
    ScenarioError with everything that is wrong in the files and in those they extend, and with every key that more than
    one of the scenarios combined sets.
    """
    known = {parameter.key: parameter for parameter in catalogue or _all_parameters()}
    lineage = Lineage(known)
    places = [lineage.add(path) for path in find_all(name_or_path)]
    nearest_first = list(reversed(lineage.documents.values()))
    found = [*lineage.problems, *(problem for document in nearest_first for problem in document.problems), *conflicts(lineage)]
    header = headed(lineage, places)
    if not is_name(header.name):
        why = f"a name of more than {LONGEST} characters; write a file with extends = [...]"
        found.append(Problem(f"{header.name[:60]}...", "", why))
    scenario = _stack(header, list(lineage.documents.values()), known)
    if scenario is not None:
        found += _check(scenario, lineage)
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


def find_all(name_or_path: str | File) -> list[File]:
    """The files of a name or path, or of several joined by a plus. Raises ScenarioError with all that is wrong with them."""
    words = split(str(name_or_path))
    found: list[File] = []
    wrong: list[Problem] = []
    if len(words) > MOST_PARTS:
        raise ScenarioError([Problem(str(name_or_path)[:60], "", f"combines {len(words)} scenarios; allowed are {MOST_PARTS}")])
    for word in words:
        try:
            found.append(find(word))
        except ScenarioError as error:
            wrong += error.problems
    stems = [file.stem for file in found]
    for stem in sorted({stem for stem in stems if stems.count(stem) > 1}):
        wrong.append(Problem(str(name_or_path), "", f"{stem!r} is there twice; a scenario can be combined with others, not with itself"))
    if wrong:
        raise ScenarioError(wrong)
    return found


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


def _stack(header: Header, documents: Sequence[Document], known: Mapping[str, Parameter]) -> Scenario | None:
    """What each file says, on top of what it extends; None when it is not even known from when to when."""
    starts, ends = [d.start for d in documents if d.start], [d.until for d in documents if d.until]
    if not starts or not ends:
        return None
    paths = dict.fromkeys(known, Path())
    for document in documents:
        for key, operations in document.operations.items():
            paths[key] = paths[key].then(*operations)
    return Scenario(
        name=header.name, title=header.title, start=starts[-1], until=ends[-1], paths=paths, catalogue=known, title_nl=header.title_nl,
        description=header.description, description_nl=header.description_nl, family=header.family,
        files=tuple(document.name for document in documents),
    )  # fmt: skip


def _check(scenario: Scenario, lineage: Lineage) -> list[Problem]:
    """What can only be seen when all files are on top of each other: the dates, and the value of every day."""
    documents = list(lineage.documents.values())
    if found := _check_span(scenario, documents):
        return found
    faulty = set().union(*(document.faulty for document in documents))
    setter = {key: document.file for document in documents for key in document.operations}
    for key in scenario.catalogue:
        if key in setter and key not in faulty:
            found += out_of_range(scenario, [key], setter[key])
    for place, document in lineage.documents.items():
        ends = [below.until for below in lineage.standing(place) if below.until]
        if ends:  # the end as it was when the file was written: a variation may end earlier
            found += begun_too_late(document.operations, ends[-1], document.file)
    return found


def _check_span(scenario: Scenario, documents: Sequence[Document]) -> list[Problem]:
    """The first and the last day."""
    first, last = scenario.start, scenario.until
    ends_it = next(document.file for document in reversed(documents) if document.until)
    if last <= first:
        return [Problem(ends_it, "until", f"{last} is not after the start {first}")]
    base = documents[0].start
    if base is not None and (others := [d for d in documents if d.start and d.start != base]):
        why = f"the stocks of the first day are those of {base}, so only a file that extends no other may set it"
        return [Problem(other.file, "start", f"is {other.start}; {why}") for other in others]
    if last.year - first.year > MOST_YEARS:
        return [Problem(ends_it, "until", f"{last} is more than {MOST_YEARS} years after the start {first}")]
    return []
