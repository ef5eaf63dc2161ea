"""The graph as tables in the terminal: states by part, then the flows between them."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from ketensim.reporting.chain_graph import words
from ketensim.reporting.chain_graph.graph import ChainGraph, Estimate
from ketensim.reporting.chain_graph.parts import label_of
from ketensim.reporting.labels import LANGUAGES, label


def print_chain(graph: ChainGraph, language: str) -> None:
    """A table of states and one of flows for each track, and what the numbers are."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(words.heading(graph, language), style="bold"))
    console.print(Text(words.scenario_title(graph, language)))
    for track in graph.tracks:
        console.print()
        console.print(Text(words.track_label(track, language), style="bold"))
        console.print(_states(graph, track, language))
        console.print()
        console.print(_flows(graph, track, language))
    console.print()
    notes = [label("graph.terminal", language).format(year=graph.year), label("graph.rounded", language), *words.made(graph, language)]
    console.print(Text(" ".join(notes), style="dim"))


def _grid(graph: ChainGraph, first: str, language: str) -> Any:
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=None, pad_edge=False, padding=(0, 0, 0, 2))
    grid.add_column(Text(first), overflow="fold")
    for heading in ("median", "low", "high") if graph.simulations > 1 else ("median",):
        grid.add_column(Text(label(heading, language)), justify="right", no_wrap=True)
    return grid


def _states(graph: ChainGraph, track: str, language: str) -> Any:
    from rich.text import Text

    grid = _grid(graph, label("graph.stock", language).format(year=graph.year), language)
    nodes = sorted(graph.part(track)[0], key=lambda node: (node.part.column, node.part.name))
    within = label("graph.within", language).format(year=graph.year)
    for part, members in groupby(nodes, key=lambda node: node.part):
        grid.add_row(Text(part.label[LANGUAGES.index(language)], style="bold"))
        for node in members:
            name = label_of(node.state, language) + (f" ({within})" if node.total else "")
            grid.add_row(Text(f"  {name}"), *_cells(graph, node.number, language))
    return grid


def _flows(graph: ChainGraph, track: str, language: str) -> Any:
    from rich.text import Text

    grid = _grid(graph, label("graph.flow", language).format(year=graph.year), language)
    for source, edges in groupby(graph.part(track)[1], key=lambda edge: edge.source):
        grid.add_row(Text(label_of(source, language), style="bold"))
        for edge in edges:
            grid.add_row(Text(f"  \N{RIGHTWARDS ARROW} {label_of(edge.target, language)}"), *_cells(graph, edge.flow, language))
    return grid


def _cells(graph: ChainGraph, value: Estimate, language: str) -> list[Any]:
    from rich.text import Text

    every = (value.median, value.low, value.high) if graph.simulations > 1 else (value.median,)
    return [Text(words.three_digits(each, language)) for each in every]
