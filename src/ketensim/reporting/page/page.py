"""Making the page: read the runs, say what they say, fill the templates, and write one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ketensim import __version__
from ketensim.calibration.figures import LAST_OBSERVED
from ketensim.calibration.members import read_ensemble
from ketensim.reporting.comparison_tables import caveats
from ketensim.reporting.labels import LANGUAGES, pairs
from ketensim.reporting.page import origin, pictures, scenarios, summary, tables, trust
from ketensim.reporting.page.subject import Material, Subject, gather
from ketensim.reporting.page.texts import LIMITS
from ketensim.reporting.page.words import breakable, plain
from ketensim.reporting.terminal import few_members
from ketensim.results.folder import write_text
from ketensim.results.runs import Runs
from ketensim.results.summary import Held
from ketensim.scenario import Problem, ScenarioError
from ketensim.scenario.problems import suggestion

MOST_FOLDERS = 2
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Results:
    """What a scenario shows of itself."""

    title: str
    charts: list[pictures.Picture]
    numbers: tables.Table | None


@dataclass(frozen=True)
class Fold:
    """A part of the appendix, closed on a screen until it is asked for."""

    key: str
    title: str
    tables: tuple[tables.Table, ...] = ()
    charts: tuple[pictures.Picture, ...] = ()


@dataclass(frozen=True)
class Effect:
    """What a scenario changes: when first, the numbers, and the causes."""

    title: str
    apart: str
    numbers: tables.Table | None
    waterfall: list[pictures.Picture]
    causes: tables.Table | None


def report(runs: Runs | str | Path | Sequence[Runs | str | Path], path: str | Path | None = None, language: str = "en") -> Path:
    """Write one self-contained HTML page on a run, or on two that are compared; returns its file.

    ``runs``: results of ``run`` or paths of run folders, two at most; the first scenario is what others are compared with.
    ``path``: the file, ``report-<language>.html`` in the (first) run folder when None. ``language``: ``en`` or ``nl``. The
    same run gives the same page. Raises RunFolderError for folders that cannot be used or do not pair, ScenarioError for
    other arguments, and OSError when the file cannot be written.
    """
    several = [runs] if isinstance(runs, (Runs, str, Path)) else list(runs)
    folders = [Path(each.folder.path if isinstance(each, Runs) else each) for each in several]
    _check(folders, path, language)
    material = gather(several, language)
    file = Path(path) if path is not None else folders[0] / f"report-{language}.html"
    write_text(render(material), file)
    return file


def render(material: Material) -> str:
    """The page as HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["breakable"] = breakable
    return environment.get_template("page.html.j2").render(t=material.words, **_content(material))


def _check(folders: Sequence[Path], path: str | Path | None, language: str) -> None:
    """Complains of all that is wrong with the arguments at once."""
    found = []
    if not folders:
        found.append(Problem("report", "runs", "none given; name a run folder, or two to compare"))
    if len(folders) > MOST_FOLDERS:
        found.append(Problem("report", "runs", f"are {len(folders)}; allowed is one run folder, or two to compare"))
    if len({folder.resolve() for folder in folders}) < len(folders):
        found.append(Problem("report", "runs", f"{folders[0]} is there twice; name another to compare it with"))
    if language not in LANGUAGES:
        near = suggestion(str(language), LANGUAGES) or ";"
        found.append(Problem("report", "language", f"is {language!r}{near} allowed is {' or '.join(LANGUAGES)}"))
    if path is not None and Path(path).is_dir():
        found.append(Problem("report", "out", f"{path} is a folder; name a file"))
    if found:
        raise ScenarioError(found)


# -- content ------------------------------------------------------------------------------------------------------------------
def _content(material: Material) -> dict[str, Any]:
    """All that the templates speak of."""
    words, base = material.words, material.base
    figures = trust.held(material)
    results = [_results(material, subject) for subject in material.subjects]
    parameters = _parameters(material)
    return {
        "version": __version__,
        "title": words("several", n=len(material.subjects)) if material.others else material.title(base),
        "titles": [(material.title(subject), plain(subject.side.label)) for subject in material.subjects],
        "made": origin.made(material),
        "warnings": _warnings(material),
        "summary": summary.summary(material, figures),
        "effects": summary.effects(material),
        "cards": summary.cards(material, base),
        "key_table": _key_table(material) if material.others else None,
        "horizon": words.day(material.horizon),
        "comparisons": pictures.comparisons(material) if material.others else [],
        "differences": [_effect(material, subject) for subject in material.others],
        "caveats": caveats(material.comparison, words.language) if material.others else [],
        "pairs": pairs(material.comparison.pairs, words.language),
        "numbers_intro": _numbers_intro(material),
        "result": results[0],
        "scenarios": scenarios.described(material),
        "fit": _fit(material, figures),
        "width": trust.width(material),
        "parameters": parameters,
        "limits": [tuple(words.of(part) for part in limit) for limit in LIMITS],
        "origins": origin.origins(material),
        "appendix": _appendix(material, results[1:], figures, parameters),
    }


def _appendix(material: Material, others: Sequence[Results], figures: Sequence[Held], parameters: dict[str, Any]) -> dict[str, list[Fold]]:
    """What stands behind each section, by section."""
    words = material.words
    return {
        "charts": [
            Fold(f"a-charts-{n}", words("charts.others", title=each.title), charts=tuple(each.charts)) for n, each in enumerate(others, 1)
        ]
        + [
            Fold(f"a-chain-{subject.number}", words("charts.chain", title=material.title(subject)), charts=tuple(found))
            for subject in material.subjects
            if (found := pictures.chain(material, subject))
        ],
        "numbers": [
            Fold(f"a-numbers-{n}", words("numbers.others", title=each.title), (each.numbers,))
            for n, each in enumerate(others, 1)
            if each.numbers
        ],
        "fit": [Fold("a-figures", words("fit.all", n=len(figures)), (trust.all_figures(words, figures),))] if figures else [],
        "parameters": [
            Fold(key, table.caption, (table,))
            for key, table in (("a-fitted", parameters["fitted"]), ("a-parameters", scenarios.everything(material)))
            if table
        ],
    }


def _warnings(material: Material) -> list[str]:
    """What a reader has to know before any number."""
    words, manifest = material.words, material.base.manifest
    scale = float(manifest["scale"])
    found = [words("scaled", scale=words.number(scale), times=words.number(round(1 / scale)))] if scale != 1 else []
    found += few_members(material.base.members, words.language)
    return found + [str(told) for told in (manifest.get("ensemble") or {}).get("stale", [])]


def _key_table(material: Material) -> tables.Table:
    by_scenario = [(material.title(subject), summary.cards(material, subject)) for subject in material.subjects]
    rows = [(title, [card.value for card in cards], [card.interval for card in cards]) for title, cards in by_scenario]
    return tables.key_table(material, rows, [card.name for card in by_scenario[0][1]])


def _results(material: Material, subject: Subject) -> Results:
    return Results(material.title(subject), pictures.charts(material, subject), tables.by_year(material, subject))


def _numbers_intro(material: Material) -> str:
    """How to read the numbers of a table."""
    words, base = material.words, material.base
    published = words("numbers.published") if base.first <= LAST_OBSERVED else ""
    return words("numbers.intro" if base.simulations > 1 else "numbers.intro.one", published=published)


def _effect(material: Material, subject: Subject) -> Effect:
    words, comparison, label = material.words, material.comparison, subject.side.label
    (row,) = (each for each in comparison.first_difference(summary.OCCUPANCY).itertuples() if each.scenario == label)
    days = {name: words.iso(day) for name, day in (("first", row.first), ("clear", row.clear)) if isinstance(day, str)}
    first = "apart.first" if comparison.pairs > 1 else "apart.one"  # one pair has no interval
    apart = words("apart" if len(days) == 2 else first if days else "apart.never", **days)
    explanation = comparison.explain(material.horizon, scenario=label) if days else None
    return Effect(
        material.title(subject), apart, tables.differences(material, subject),
        pictures.waterfall(material, subject, explanation) if explanation else [], tables.causes(material, subject, explanation) if explanation else None,
    )  # fmt: skip


def _fit(material: Material, figures: Sequence[Held]) -> dict[str, Any]:
    words, base = material.words, material.base
    last = min(LAST_OBSERVED, base.last)
    return {
        "intro": words("fit.intro", title=material.title(base), day=words.day(last)) if figures else words("fit.none"),
        "changed": words("fit.changed", day=words.day(last)) if figures and scenarios.is_changed_before(material, last) else "",
        "counts": trust.counts(words, figures) if figures else None,
        "out": trust.out(words, figures),
    }


def _parameters(material: Material) -> dict[str, Any]:
    """The tables of parameters; ranges only where they are those of the run."""
    words, manifest = material.words, material.base.manifest
    try:
        ensemble: Any = read_ensemble().facts()["sha256"]
    except ScenarioError:
        ensemble = None
    used = (manifest.get("ensemble") or {}).get("sha256", ensemble)
    same = ensemble is not None and used == ensemble
    notes = [] if same else [words("ensemble.other")]
    notes += [words("members.none")] if same and not manifest["members"] else []
    return {
        "notes": notes,
        "ahead": scenarios.ahead(material) if same else None,
        "fitted": scenarios.fitted(material) if same else None,
    }
