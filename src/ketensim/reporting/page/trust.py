"""How far to trust it: the published figures beside the run, and where the width of its intervals comes from."""

from __future__ import annotations

from collections.abc import Sequence

from ketensim.calibration.figures import Figure, observed
from ketensim.reporting.page.subject import Material
from ketensim.reporting.page.tables import Row, Table, cells
from ketensim.reporting.page.words import Words, dash
from ketensim.results.summary import Held, held_against_figures

COUNTING = ("fitted", "emergent")  # an input that comes out as it went in proves nothing


def held(material: Material) -> list[Held]:
    """Every figure with a tolerance that the first scenario can be held against."""
    found = held_against_figures(material.base.run.periods, material.base.scenario["name"])
    return [each for each in found if each.holds is not None and _figure(each).role in (*COUNTING, "input")]


def met(figures: Sequence[Held], roles: Sequence[str] = COUNTING) -> tuple[int, int]:
    """How many figures of these roles are within their tolerance, of how many."""
    own = [each for each in figures if _figure(each).role in roles]
    return sum(bool(each.holds) for each in own), len(own)


def counts(words: Words, figures: Sequence[Held]) -> Table:
    """How many figures of each kind are within their tolerance."""
    found = {role: met(figures, (role,)) for role in (*COUNTING, "input")}
    lines = [
        Row(words(f"role.{role}"), cells(str(good), str(all_), words.percent(good / all_))) for role, (good, all_) in found.items() if all_
    ]
    return Table(words("fit.caption"), tuple(words(key) for key in ("role", "within", "of", "share")), tuple(lines))


def out(words: Words, figures: Sequence[Held]) -> Table | None:
    """The figures that count and are not met; None when all are."""
    wrong = [figure for figure in figures if not figure.holds and _figure(figure).role in COUNTING]
    return _figures(words, words("fit.out"), wrong) if wrong else None


def all_figures(words: Words, figures: Sequence[Held]) -> Table:
    """Every figure that was compared."""
    return _figures(words, words("fit.all", n=len(figures)), figures)


def _figures(words: Words, caption: str, figures: Sequence[Held]) -> Table:
    keys = ("figure", "period.short", "published", "model", "interval.short", "off", "tolerance", "role", "verdict")
    return Table(caption, tuple(words(key) for key in keys), tuple(_row(words, figure) for figure in figures), "figures")


def _row(words: Words, held: Held) -> Row:
    figure = _figure(held)
    allowed = figure.tolerance or 0.0
    texts = (
        held.period, words.number(held.published), words.number(held.median), dash(words.number(held.low80), words.number(held.high80)),
        words.deviation(held.off, held.absolute), words.number(allowed) if held.absolute else words.percentage(allowed),
        words(f"role.{figure.role}"), words("verdict.ok" if held.holds else "verdict.out"),
    )  # fmt: skip
    return Row(words.series(held.series), cells(*texts), f"{held.series} · {words.source(figure)}")


def _figure(held: Held) -> Figure:
    return observed()[held.series, held.period]


def width(material: Material) -> Table | None:
    """Parts of the variance of COA occupancy at each year end, by scenario; None when it could not be split."""
    words, lines = material.words, []
    for subject in material.subjects:
        splits = subject.manifest.get("variance", {}).get(subject.scenario["name"], {})
        if splits and len(material.subjects) > 1:
            lines.append(Row(material.title(subject)))
        for day, split in sorted(splits.items()):
            parts = (words.percent(split[part]) for part in ("inflow", "parameters", "chance"))
            lines.append(Row(words.iso(day), cells(*parts, words.about(split["sd"]))))
    headings = tuple(words(key) for key in ("day", "inflow", "parameters", "chance", "sd"))
    return Table(words("width.caption"), headings, tuple(lines)) if lines else None
