"""A figure as SVG within a page: no ids that clash, nothing from elsewhere, coordinates no finer than can be seen."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
FONTS = "'DejaVu Sans', Verdana, 'Segoe UI', Roboto, sans-serif"  # Verdana has the same widths, the others are narrower
PAD = 0.06  # inches around what is drawn
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
LONG = 500  # points, from which a path is thinned
NEAR, STEEP = 0.6, 6.0  # units of the picture, across and along
_POINT = re.compile(r"([ML]) (-?[\d.]+) (-?[\d.]+)")
_CURVED = re.compile(r"[CQcq]")
_FINE = re.compile(r"-?\d+\.\d{2,}")


def svg_of(figure: Any) -> str:
    """A figure as SVG of its full width, without what stands at its head: the page says that in its own text."""
    from matplotlib.transforms import Bbox

    for text in list(figure.texts):
        text.remove()
    drawn = figure.get_tightbbox()
    width = figure.get_size_inches()[0]
    part = Bbox([[min(0.0, drawn.x0), drawn.y0 - PAD], [max(width, drawn.x1), drawn.y1 + PAD]])
    stream = BytesIO()
    figure.savefig(stream, format="svg", bbox_inches=part, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return stream.getvalue().decode("utf-8")


def inline(svg: str, prefix: str, alt: str) -> str:
    """An SVG file as an element of an HTML page; ``prefix`` makes its ids unique there, ``alt`` is what it shows in words."""
    root = ElementTree.fromstring(svg)
    _drop(root, {f"{SVG}metadata", f"{SVG}style"})
    used = {name for element in root.iter() for name in _references(element)}
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        _rename(element, used, prefix)
        if "d" in element.attrib:
            element.set("d", _FINE.sub(_rounded, _thinned(element.get("d", ""))))
        if "style" in element.attrib:
            element.set("style", element.get("style", "").replace("'DejaVu Sans'", FONTS))
        if not element.text or not element.text.strip():
            element.text = None
        element.tail = None
    kept = {"viewBox": root.get("viewBox", ""), "role": "img", "aria-label": alt, "class": "chart"}
    root.attrib.clear()
    root.attrib.update(kept)
    return ElementTree.tostring(root, encoding="unicode")


def _drop(parent: ElementTree.Element, tags: set[str]) -> None:
    for child in list(parent):
        if child.tag in tags:
            parent.remove(child)
        else:
            _drop(child, tags)


def _references(element: ElementTree.Element) -> list[str]:
    """The ids an element points to."""
    found = [element.get(LINK, "").removeprefix("#")] if LINK in element.attrib else []
    return found + [name for value in element.attrib.values() for name in _REFERENCE.findall(value)]


def _rename(element: ElementTree.Element, used: set[str], prefix: str) -> None:
    """Give ids that are pointed to the prefix, forget the others, and point to the new names."""
    name = element.attrib.pop("id", None)
    target = element.attrib.pop(LINK, None)
    for key, value in element.attrib.items():
        element.set(key, _REFERENCE.sub(rf"url(#{prefix}\1)", value))
    if name in used:
        element.set("id", f"{prefix}{name}")
    if target is not None:
        element.set("href", f"#{prefix}{target.removeprefix('#')}")


def _thinned(path: str) -> str:
    """A path without points that lie so near the one before that nobody sees them apart; the first and last stay."""
    points = _POINT.findall(path)
    if len(points) < LONG or _CURVED.search(path):
        return " ".join(path.split())
    kept = points[:1]
    for point in points[1:-1]:
        (_, x0, y0), (command, x, y) = kept[-1], point
        if command == "M" or abs(float(x) - float(x0)) >= NEAR or abs(float(y) - float(y0)) >= STEEP:
            kept.append(point)
    closed = " z" if path.rstrip().lower().endswith("z") else ""
    return " ".join(" ".join(point) for point in (*kept, points[-1])) + closed


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
