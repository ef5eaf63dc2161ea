"""The charts of the page: each as SVG, with a title and a caption in the page's own text, and in words for who cannot see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from markupsafe import Markup

from ketensim.chain.transitions import TRACKS
from ketensim.comparison.causes import Explanation
from ketensim.reporting.captions import Caption
from ketensim.reporting.chain_graph.graph import graph_of, whole_years
from ketensim.reporting.chain_graph.svg import draw, unnumbered
from ketensim.reporting.chain_graph.svg import notes as told_below
from ketensim.reporting.chain_graph.words import heading, track_label, unit
from ketensim.reporting.charts import AMV, CHARTS, COA, COURTS, IND, NAREIS, UKRAINE, Line
from ketensim.reporting.comparison_charts import draw_causes, draw_paths
from ketensim.reporting.page.inline import inline, svg_of
from ketensim.reporting.page.subject import Estimate, Material, Subject
from ketensim.results.folder import RunFolderError

OCCUPIED = tuple(Line(name, "black") for name in ("coa.occupancy", "coa.places", "coa.emergency_residents", "coa.without_place"))
MINORS = tuple(Line(name, "black") for name in ("coa.amv", *AMV))
DISPLACED = tuple(Line(name, "black") for name in UKRAINE)
STOCKS: dict[str, Sequence[Line]] = {
    "coa-occupancy": COA, "coa-places": OCCUPIED, "amv": MINORS, "ind-backlog": IND, "courts-pending": COURTS, "nareis-waiting": NAREIS,
    "ukraine": DISPLACED,
}  # fmt: skip
FORMS = {"coa-places": "alt.areas", "amv": "alt.amv", "ukraine": "alt.ukraine"}  # what a chart looks like, where it is not lines alone
COMPARED = ("coa.occupancy", "coa.status_holders", "ind.backlog")


@dataclass(frozen=True)
class Picture:
    """A chart in the page; ``key`` is its place there, ``notes`` what it shows and from what; ``wide``: on paper it lies on its side."""

    key: str
    title: str
    svg: Markup
    unit: str
    notes: tuple[str, ...]
    wide: bool = False


def charts(material: Material, subject: Subject) -> list[Picture]:
    """The charts of one scenario; those for which the run is too short are left out."""
    found = []
    for name, drawn in CHARTS.items():
        key = f"s{subject.number}-{name}"
        found += _kept(key, _alt(material, subject, name), partial(drawn, subject.run, Path(), ""))
    return found


def chain(material: Material, subject: Subject) -> list[Picture]:
    """The chain as a graph, a picture a track, in the last whole year up to the day the page looks at first; none of an older run."""
    try:
        table = subject.side.runs.folder.transitions()
    except RunFolderError:
        return []
    years = [year for year in whole_years(table) if year <= subject.horizons[0].year]
    if not years:
        return []
    language = material.words.language
    own = table[material.comparison.paired.here(table, subject.side)]
    found = []
    for track in TRACKS:
        graph = graph_of(own, subject.scenario, subject.run.manifest, years[-1], track)
        key, title = f"g{subject.number}-{track}", track_label(track, language)
        svg = inline(draw(graph, language, bare=True), f"{key}-", material.words("alt.chain", title=heading(graph, language), track=title))
        notes = tuple(told_below(graph, unnumbered(graph), language))
        found.append(Picture(key, f"{heading(graph, language)}. {title}", Markup(svg), unit(graph, language), notes, wide=True))
    return found


def comparisons(material: Material) -> list[Picture]:
    """Each scenario beside the first, and the differences."""
    found = []
    for series in COMPARED:
        alt = material.words("alt.comparison", title=material.words.series(series))
        found += _kept(f"c-{series}", alt, partial(draw_paths, material.comparison, series, Path(), "", material.words.language))
    return found


def waterfall(material: Material, subject: Subject, explanation: Explanation) -> list[Picture]:
    """What makes up the difference of a scenario."""
    alt = material.words("alt.causes", title=material.title(subject))
    found = _kept(f"w{subject.number}", alt, partial(draw_causes, material.comparison, explanation, Path(), "", material.words.language))
    return [replace(each, title=material.words("causes.title", day=material.words.day(explanation.end))) for each in found]


def _kept(key: str, alt: str, draw: Callable[..., Any]) -> list[Picture]:
    """What a drawing function gives to its ``keep``."""
    found: list[Picture] = []

    def keep(figure: Any, caption: Caption) -> list[Path]:
        svg = Markup(inline(svg_of(figure), f"{key}-".replace(".", "-"), alt))
        found.append(Picture(key.replace(".", "-"), caption.title, svg, caption.unit, caption.notes))
        return []

    draw(keep=keep)
    return found


def _alt(material: Material, subject: Subject, name: str) -> str:
    """What a chart shows, in words: where each line begins and ends."""
    words = material.words
    if name not in STOCKS:
        return words(f"alt.{name}")
    told = []
    for line in STOCKS[name]:
        if line.series not in subject.run.daily:  # a run of an older version, of which the chart is not drawn
            continue
        values = subject.daily(line.series)
        end = Estimate.of(values[:, -1])
        interval = words("interval", low=words.about(end.low), high=words.about(end.high)) if subject.simulations > 1 else ""
        start = words.about(float(np.median(values[:, 0])))
        told.append(words("alt.line", name=words.label(line.series), start=start, end=words.about(end.median), interval=interval))
    return words(FORMS.get(name, "alt.stocks"), first=words.day(subject.first), last=words.day(subject.last), lines=" ".join(told))
