"""The graph as text of Mermaid: https://mermaid.js.org/syntax/flowchart.html."""

from __future__ import annotations

import re

from ketensim.reporting.chain_graph.graph import ChainGraph, Node
from ketensim.reporting.chain_graph.parts import label_of
from ketensim.reporting.chain_graph.words import heading, made, thickness, three_digits, track_label
from ketensim.reporting.labels import LANGUAGES


def flowchart(graph: ChainGraph, language: str) -> str:
    """A flowchart: a subgraph a track, in it one a part; thicker lines are larger flows."""
    lines = ["flowchart LR", f"%% {_comment(heading(graph, language))}", *(f"%% {_comment(note)}" for note in made(graph, language))]
    widths: dict[int, list[str]] = {}
    count = 0
    for track in graph.tracks:
        nodes, edges = graph.part(track)
        lines.append(f"subgraph {track}[{_quoted(track_label(track, language))}]")
        lines.append("direction LR")
        for part in dict.fromkeys(node.part for node in nodes):
            lines.append(f"  subgraph {_id(track, 'part', part.name)}[{_quoted(part.label[LANGUAGES.index(language)])}]")
            lines += [f"    {_id(track, node.state)}[{_text(node, language)}]" for node in nodes if node.part == part]
            lines.append("  end")
        lines.append("end")
        for edge in edges:
            arrow = f'-->|"{three_digits(edge.flow.median, language)}"|'
            lines.append(f"{_id(track, edge.source)} {arrow} {_id(track, edge.target)}")
            widths.setdefault(round(thickness(edge.flow.median)), []).append(str(count))
            count += 1
    styles = [f"linkStyle {','.join(links)} stroke-width:{wide}px" for wide, links in sorted(widths.items())]
    return "\n".join((*lines, *styles)) + "\n"


def _text(node: Node, language: str) -> str:
    return _quoted(f"{label_of(node.state, language)}<br/>{three_digits(node.number.median, language)}")


def _id(*words: str) -> str:
    """A name that Mermaid takes for nothing else: letters, digits and lines, and none of its own words."""
    return "_".join(re.sub(r"\W", "_", word, flags=re.ASCII) for word in words)


def _quoted(text: str) -> str:
    """A text between quotation marks, with what would end it or mean something written as Mermaid writes it."""
    breaks = text.replace("#", "#35;").replace('"', "#quot;").replace("<br/>", "\n")
    return f'"{breaks.replace("&", "#amp;").replace("<", "#lt;").replace(">", "#gt;").replace(chr(10), "<br/>")}"'


def _comment(text: str) -> str:
    """A text that stays a comment: no braces, which would be a directive."""
    return re.sub(r"[{}]", "", " ".join(text.split()))
