"""The graph as an SVG picture: the layout drawn, and the words around it. Needs no program and no library to be made or read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ketensim.reporting.chain_graph import words
from ketensim.reporting.chain_graph.graph import ChainGraph, Edge, Node
from ketensim.reporting.chain_graph.layout import HEIGHT, Box, Layout, Route, lay_out
from ketensim.reporting.chain_graph.parts import Part, label_of, part_of
from ketensim.reporting.labels import LANGUAGES, label

FONTS = "'DejaVu Sans', Verdana, 'Segoe UI', Roboto, sans-serif"
INK, SOFT, PAPER, PALE = "#1b1b1b", "#555555", "#ffffff", "#f6f6f7"
EDGE = 22.0  # around everything
LETTER = 0.6  # of the size of a font: the mean width of a letter, on the wide side
TITLE, TRACK = 44.0, 34.0  # of the height: the title of a track and what is above the frames; the heads
NUMBER = 10.5  # the size of the numbers on lines
PLACES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.14, 0.86)  # along a curve, where a number may stand
DARK = (  # on a screen that asks for it; on paper never
    "@media screen and (prefers-color-scheme: dark){.paper{fill:#17181c}.ink{fill:#ededed}.soft{fill:#b4b4bb}.frame{fill:#202228}"
    ".box{fill:#2a2d35}.halo{stroke:#17181c}}"
)


@dataclass(frozen=True)
class Number:
    """A number on a line, in its middle at (x, y)."""

    text: str
    x: float
    y: float


def draw(graph: ChainGraph, language: str, bare: bool = False) -> str:
    """The picture as a text; ``bare`` leaves out the words above and below, for a page that says them itself."""
    layouts = {track: lay_out(*graph.part(track)) for track in graph.tracks}
    width = max([_right(layout) for layout in layouts.values()] or [0.0]) + 2 * EDGE
    root = Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
    SubElement(root, "title").text = f"{words.heading(graph, language)}. {words.scenario_title(graph, language)}"
    if not bare:
        SubElement(root, "style").text = DARK
    paper = SubElement(root, "rect", {"class": "paper", "fill": PAPER})
    drawn = SubElement(root, "g", {"font-family": FONTS})
    y = EDGE if bare else _head(drawn, graph, language)
    missing = 0
    for track, layout in layouts.items():
        if len(layouts) > 1 or not bare:
            _text(drawn, EDGE, y + 14, words.track_label(track, language), 14, weight="600")
            y += TRACK
        group = SubElement(drawn, "g", transform=f"translate({_n(EDGE)} {_n(y)})")
        missing += _track(group, graph, track, layout, language)
        y += layout.height + EDGE
    y = y if bare else _foot(drawn, graph, y, width, missing, language)
    root.set("viewBox", f"0 0 {_n(width)} {_n(y)}")
    for name, value in (("width", width), ("height", y)):
        paper.set(name, _n(value))
        if not bare:
            root.set(name, _n(value))
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _head(root: Element, graph: ChainGraph, language: str) -> float:
    """Title, scenario and unit; returns where the picture begins."""
    _text(root, EDGE, 36, words.heading(graph, language), 20, weight="bold")
    _text(root, EDGE, 58, words.scenario_title(graph, language), 13)
    _text(root, EDGE, 78, words.unit(graph, language), 12, soft=True)
    return 96.0


def _foot(root: Element, graph: ChainGraph, y: float, width: float, missing: int, language: str) -> float:
    """The lines below; returns where the picture ends."""
    told = " ".join(notes(graph, missing, language)[:-1])
    lines = [*textwrap.wrap(told, int((width - 2 * EDGE) / (11 * LETTER * 0.93))), words.made(graph, language)[-1]]
    for line in lines:
        _text(root, EDGE, y + 12, line, 11, soft=True)
        y += 16
    return y + EDGE / 2


def notes(graph: ChainGraph, missing: int, language: str) -> list[str]:
    """What to know of the picture; ``missing`` numbers had no room. The last says what made the numbers."""
    unnumbered = [label("graph.unnumbered", language).format(n=missing)] if missing else []
    return [label("graph.colour", language), label("graph.rounded", language), *unnumbered, *words.made(graph, language)]


def unnumbered(graph: ChainGraph) -> int:
    """How many lines have no number for want of room."""
    return sum(len(layout.routes) - len(_numbers(layout, "en")) for layout in (lay_out(*graph.part(track)) for track in graph.tracks))


# -- one track --------------------------------------------------------------------------------------------------------------
def _track(root: Element, graph: ChainGraph, track: str, layout: Layout, language: str) -> int:
    """Frames, lines, states and numbers, from the back to the front; returns how many lines have no number."""
    nodes, _ = graph.part(track)
    for part, box in layout.parts:
        _frame(root, part, box, language)
    routes = sorted(layout.routes, key=lambda route: -route.edge.flow.median)
    for route in routes:
        _line(root, route, graph, language)
    for node in nodes:
        _state(root, node, layout.states[node.state], graph, language)
    numbers = _numbers(layout, language)
    for found in numbers.values():
        _text(root, found.x, found.y + NUMBER * 0.36, found.text, NUMBER, anchor="middle", halo=True)
    return len(routes) - len(numbers)


def _frame(root: Element, part: Part, box: Box, language: str) -> None:
    shape = {"class": "frame", "fill": PALE, "stroke": part.colour, "stroke-opacity": "0.5", "rx": "6"}
    SubElement(root, "rect", {**_place(box), **shape})
    _text(root, box.x + 8, box.y + 15, part.label[LANGUAGES.index(language)], 12, weight="600")


def _state(root: Element, node: Node, box: Box, graph: ChainGraph, language: str) -> None:
    """A box with the name of a state and its number; the whole of it shows when pointed at."""
    group = SubElement(root, "g")
    name, said = label_of(node.state, language), words.whole(node.number, graph, language)
    SubElement(group, "title").text = f"{name} ({node.state}): {said}, {words.when(node, graph, language)}"
    SubElement(group, "rect", {**_place(box), "class": "box", "fill": PAPER, "stroke": node.part.colour, "rx": "4"})
    SubElement(group, "rect", {**_place(Box(box.x, box.y, 5, box.height)), "fill": node.part.colour, "rx": "2"})
    top = box.y + (box.height - HEIGHT) / 2
    _text(group, box.x + 11, top + 16, name, 11.5)
    number = words.three_digits(node.number.median, language)
    _text(group, box.x + 11, top + 33, number, 13, weight="bold")
    after = box.x + 11 + (len(number) + 1) * 13 * 0.66
    if graph.simulations > 1:
        _text(group, after, top + 33, words.interval(node.number, language), 9.5, soft=True)
    if node.total:
        _text(group, box.x + box.width - 6, top + 33, label("graph.within", language).format(year=graph.year), 9.5, soft=True, anchor="end")


def _line(root: Element, route: Route, graph: ChainGraph, language: str) -> None:
    """A flow with the head of an arrow, in the colour of the part that it comes from."""
    edge, wide = route.edge, words.thickness(route.edge.flow.median)
    group = SubElement(root, "g")
    SubElement(group, "title").text = (
        f"{label_of(edge.source, language)} \N{RIGHTWARDS ARROW} {label_of(edge.target, language)}: "
        f"{words.whole(edge.flow, graph, language)}, {label('graph.flow', language).format(year=graph.year)}"
    )
    colour, head = part_of(edge.track, edge.source).colour, 5.0 + wide
    (tip_x, tip_y), before = route.curves[-1][3], route.curves[-1][2]
    toward = 1.0 if tip_x > before[0] else -1.0
    curves = (*route.curves[:-1], (*route.curves[-1][:3], (tip_x - toward * head * 0.8, tip_y)))
    path = f"M{_n(curves[0][0][0])} {_n(curves[0][0][1])}"
    at = curves[0][0]
    for start, one, two, end in curves:
        path += f"L{_n(start[0])} {_n(start[1])}" if start != at else ""
        path += "C" + " ".join(f"{_n(x)} {_n(y)}" for x, y in (one, two, end))
        at = end
    drawn = {"d": path, "fill": "none", "stroke": colour, "stroke-width": _n(wide), "stroke-opacity": "0.62"}
    SubElement(group, "path", {**drawn, **({"stroke-dasharray": "7 4"} if route.is_back else {})})
    corners = ((tip_x, tip_y), (tip_x - toward * head, tip_y - head * 0.55), (tip_x - toward * head, tip_y + head * 0.55))
    SubElement(group, "polygon", points=" ".join(f"{_n(x)},{_n(y)}" for x, y in corners), fill=colour)


def _right(layout: Layout) -> float:
    """How far to the right states, lines and the numbers on these come."""
    return max([layout.width, *(x + NUMBER * 2 for route in layout.routes for x, _ in _along(route))])


# -- numbers on lines -------------------------------------------------------------------------------------------------------
def _numbers(layout: Layout, language: str) -> dict[Edge, Number]:
    """Numbers where they overlap nothing, the largest flows first; a line that has no such place goes without."""
    taken = [*layout.states.values(), *(Box(box.x, box.y, box.width, 20.0) for _, box in layout.parts)]
    found = {}
    for route in sorted(layout.routes, key=lambda route: -route.edge.flow.median):
        text = words.three_digits(route.edge.flow.median, language)
        wide = len(text) * NUMBER * LETTER + 2
        for x, y in _along(route):
            box = Box(x - wide / 2, y - NUMBER * 0.55, wide, NUMBER * 1.1)
            if not any(box.meets(other, 1.0) for other in taken):
                taken.append(box)
                found[route.edge] = Number(text, x, y)
                break
    return found


def _along(route: Route) -> Iterator[tuple[float, float]]:
    """Points of a way, those in the middle of its curves first."""
    for t in PLACES:
        for curve in route.curves:
            yield _point(curve, t)


def _point(curve: Sequence[tuple[float, float]], t: float) -> tuple[float, float]:
    """The point of a cubic curve at ``t``, from 0 to 1."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return sum(w * p[0] for w, p in zip(weights, curve, strict=True)), sum(w * p[1] for w, p in zip(weights, curve, strict=True))


# -- writing ----------------------------------------------------------------------------------------------------------------
def _text(
    root: Element, x: float, y: float, text: str, size: float, *, weight: str = "", anchor: str = "", soft: bool = False, halo: bool = False
) -> None:
    look = {"x": _n(x), "y": _n(y), "font-size": _n(size), "fill": SOFT if soft else INK, "class": "soft" if soft else "ink"}
    look |= {"font-weight": weight} if weight else {}
    look |= {"text-anchor": anchor} if anchor else {}
    if halo:
        look |= {"class": "ink halo", "stroke": PAPER, "stroke-width": "3", "paint-order": "stroke", "stroke-linejoin": "round"}
    SubElement(root, "text", look).text = text


def _place(box: Box) -> dict[str, str]:
    return {"x": _n(box.x), "y": _n(box.y), "width": _n(box.width), "height": _n(box.height)}


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
