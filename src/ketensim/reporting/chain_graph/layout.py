"""Where everything goes: columns of parts, states in the order that crosses least, flows led around what stands between.

The classical layered layout (Sugiyama, Tagawa and Toda 1981), with the columns given by the parts of the chain. A flow past a
column has a place of its own there, so that no line runs behind a state. Everything is decided by the graph alone: the same
graph gives the same picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from ketensim.reporting.chain_graph.graph import Edge, Node
from ketensim.reporting.chain_graph.parts import Part
from ketensim.reporting.chain_graph.words import thickness

WIDTH, HEIGHT = 188.0, 40.0  # of a state; it is higher when many flows come and go
GAP = 112.0  # between columns
MARGIN = 62.0  # left of the first column, where flows within it go round
NODE_GAP, PAD, HEAD = 7.0, 8.0, 22.0  # between the states of a part, within its frame, and of the title above them
SWEEPS = 12


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, width and height."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box, room: float = 0.0) -> bool:
        """Whether two rectangles overlap, or come nearer than ``room``."""
        across = self.x < other.x + other.width + room and other.x < self.x + self.width + room
        return across and self.y < other.y + other.height + room and other.y < self.y + self.height + room


@dataclass(frozen=True)
class Route:
    """The way of a flow: cubic curves, each of four points, that follow on each other; ``is_back`` when it runs from right to left."""

    edge: Edge
    curves: tuple[tuple[tuple[float, float], ...], ...]
    is_back: bool


@dataclass(frozen=True)
class Layout:
    """Places of states, frames of parts, ways of flows, and the size of it all; the top left is (0, 0)."""

    states: dict[str, Box]
    parts: tuple[tuple[Part, Box], ...]
    routes: tuple[Route, ...]
    width: float
    height: float


@dataclass(eq=False)
class _Stop:
    """A place in a column where lines come by: a state, or (without one) the gap that a flow passes through."""

    column: int
    state: str = ""
    y: float = 0.0  # of its middle
    height: float = 0.0
    near: list[tuple[_Stop, float]] = field(default_factory=list)  # stops in other columns, and how much they pull

    def wish(self, side: int) -> float:
        """Where it would like to be, as its neighbours on one side (-1, 1) or both (0) are."""
        pulls = [(stop.y, weight) for stop, weight in self.near if side == 0 or (stop.column - self.column) * side > 0]
        total = sum(weight for _, weight in pulls)
        return sum(y * weight for y, weight in pulls) / total if total else self.y


@dataclass(eq=False)
class _Block:
    """What stays together in a column: the states of a part, or one passing flow."""

    part: Part | None
    stops: list[_Stop]

    @property
    def height(self) -> float:
        states = sum(stop.height for stop in self.stops) + NODE_GAP * (len(self.stops) - 1)
        return states + 2 * PAD + HEAD if self.part else states

    def wish(self, side: int) -> float:
        return float(np.mean([stop.wish(side) for stop in self.stops]))

    def put(self, middle: float) -> None:
        """Stand around this height, the states under each other."""
        if not self.part:
            self.stops[0].y = middle
            return
        top = middle - self.height / 2 + HEAD + PAD
        for stop in self.stops:
            stop.y = top + stop.height / 2
            top += stop.height + NODE_GAP


def lay_out(nodes: Sequence[Node], edges: Sequence[Edge]) -> Layout:
    """Places for the states of one track and the flows between them."""
    columns, stops = _columns(nodes)
    ways = {edge: _way(edge, columns, stops) for edge in edges}
    sides = _sides(ways)
    for (state, _), ends in sides.items():
        stops[state].height = max(stops[state].height, sum(map(_room, ends)) + PAD)
    _order(columns)
    frames = [(block.part, _frame(block)) for blocks in columns for block in blocks if block.part]
    passing = [_frame(block) for blocks in columns for block in blocks if not block.part]
    down = -min([box.y for box in (*passing, *(box for _, box in frames))], default=0.0)
    for stop in (stop for blocks in columns for block in blocks for stop in block.stops):
        stop.y += down
    moved = [(part, replace(box, y=box.y + down)) for part, box in frames]
    states = {name: Box(_x(stop.column), stop.y - stop.height / 2, WIDTH, stop.height) for name, stop in stops.items()}
    lowest = max([box.y + box.height + down for box in (*passing, *(box for _, box in frames))], default=0.0)
    width = _x(len(columns)) - GAP + PAD
    return Layout(states, tuple(moved), tuple(_routes(ways, _ports(sides, stops))), width, lowest)


def _x(column: int) -> float:
    """The left of the states in a column."""
    return MARGIN + column * (WIDTH + GAP)


def _frame(block: _Block) -> Box:
    """The frame around the states of a part; of a passing flow the room it takes."""
    first, head, foot = block.stops[0], HEAD if block.part else 0.0, PAD if block.part else 0.0
    return Box(_x(first.column) - PAD, first.y - first.height / 2 - head, WIDTH + 2 * PAD, block.height - foot)


def _columns(nodes: Sequence[Node]) -> tuple[list[list[_Block]], dict[str, _Stop]]:
    """The parts in their columns, those without any left out; and the stop of each state."""
    used = sorted({node.part.column for node in nodes})
    stops = {node.state: _Stop(used.index(node.part.column), node.state, height=HEIGHT) for node in nodes}
    parts: dict[str, list[Node]] = {}
    for node in sorted(nodes, key=lambda node: node.part.column):
        parts.setdefault(node.part.name, []).append(node)
    columns: list[list[_Block]] = [[] for _ in used]
    for members in parts.values():
        columns[used.index(members[0].part.column)].append(_Block(members[0].part, [stops[node.state] for node in members]))
    return columns, stops


def _way(edge: Edge, columns: list[list[_Block]], stops: dict[str, _Stop]) -> list[_Stop]:
    """The stops of a flow, from its source to its target; makes one in every column between."""
    first, last = stops[edge.source], stops[edge.target]
    step = 1 if last.column > first.column else -1
    height = thickness(edge.flow.median) + 7.0
    between = [_Stop(column, height=height) for column in range(first.column + step, last.column, step)]
    for stop in between:
        columns[stop.column].append(_Block(None, [stop]))
    way = [first, *between, last]
    if first.column != last.column:
        weight = max(edge.flow.median, 1.0) ** 0.5
        for one, other in pairwise(way):
            straight = weight * (3.0 if not (one.state and other.state) else 1.0)  # long lines are straight before short ones
            one.near.append((other, straight))
            other.near.append((one, straight))
    return way


def _order(columns: list[list[_Block]]) -> None:
    """Order each column by its neighbours, to and fro, keep the order that crosses least, and let everything settle."""
    for blocks in columns:
        _settle(blocks, [0.0] * len(blocks))
    best, fewest = [list(blocks) for blocks in columns], float("inf")
    kept: list[list[list[_Stop]]] = []
    for sweep in range(SWEEPS):
        side = -1 if sweep % 2 == 0 else 1
        for blocks in columns if side < 0 else columns[::-1]:
            for block in blocks:
                block.stops.sort(key=lambda stop: stop.wish(side))  # sorts keep the order of equals
            blocks.sort(key=lambda block: block.wish(side))
            _settle(blocks, [block.wish(0) for block in blocks])
        if (crossed := _crossings(columns)) < fewest:
            fewest, best = crossed, [list(blocks) for blocks in columns]
            kept = [[list(block.stops) for block in blocks] for blocks in columns]
    for blocks, order, members in zip(columns, best, kept, strict=True):
        blocks[:] = order
        for block, stops in zip(blocks, members, strict=True):
            block.stops = stops
    for _ in range(SWEEPS):
        for blocks in columns:
            _settle(blocks, [block.wish(0) for block in blocks])


def _settle(blocks: Sequence[_Block], wishes: Iterable[float]) -> None:
    """Give blocks their heights: as near to their wishes as their order and the room between them allow (least squares)."""
    from scipy.optimize import isotonic_regression

    if not blocks:
        return
    offsets = np.concatenate(([0.0], np.cumsum([_apart(one, other) for one, other in pairwise(blocks)])))
    weights = [float(len(block.stops)) if block.part else 0.5 for block in blocks]
    for block, middle in zip(blocks, isotonic_regression(np.array(list(wishes)) - offsets, weights=weights).x + offsets, strict=True):
        block.put(float(middle))


def _apart(one: _Block, other: _Block) -> float:
    """How far the middles of two blocks stand from each other at least."""
    return (one.height + other.height) / 2 + (12.0 if one.part and other.part else 4.0)


def _crossings(columns: list[list[_Block]]) -> float:
    """How much crosses between the columns: the weights of each two lines that do, multiplied."""
    total = 0.0
    for blocks in columns[:-1]:
        stops = [stop for block in blocks for stop in block.stops]
        lines = [(stop.y, other.y, weight) for stop in stops for other, weight in stop.near if other.column > stop.column]
        if lines:
            left, right, weight = (np.array(part) for part in zip(*lines, strict=True))
            crosses = (left[:, None] - left) * (right[:, None] - right) < 0
            total += float((crosses * np.minimum(weight[:, None], weight)).sum()) / 2
    return total


# -- the ways of flows ------------------------------------------------------------------------------------------------------
End = tuple[Edge, int, _Stop, _Stop]  # where a flow leaves (0) or arrives (1): the own stop, and the next on its way


def _sides(ways: dict[Edge, list[_Stop]]) -> dict[tuple[str, int], list[End]]:
    """The ends of flows on the left (-1) and right (1) side of each state.

    Within a column they go round the right, in the first, where nothing comes from the left, round the left.
    """
    found: dict[tuple[str, int], list[End]] = {}
    for edge, way in ways.items():
        for end, (own, other) in enumerate(((way[0], way[1]), (way[-1], way[-2]))):
            is_left = other.column < own.column or other.column == own.column == 0
            found.setdefault((own.state, -1 if is_left else 1), []).append((edge, end, own, other))
    return found


def _room(end: End) -> float:
    """What a flow takes of the side of a state."""
    return thickness(end[0].flow.median) + 3.0


def _ports(sides: dict[tuple[str, int], list[End]], stops: dict[str, _Stop]) -> dict[tuple[Edge, int], tuple[float, float]]:
    """Where each flow leaves (0) and arrives (1): along the side of the state, in the order of where it goes to or comes from."""
    found = {}
    for (state, side), ends in sides.items():
        y = stops[state].y - sum(map(_room, ends)) / 2
        for end in sorted(ends, key=lambda end: (end[3].y, 0.0) if end[2].column != end[3].column else _bend(end[2], end[3])):
            found[end[0], end[1]] = (_x(stops[state].column) + (WIDTH if side > 0 else 0.0), y + _room(end) / 2)
            y += _room(end)
    return found


def _routes(ways: dict[Edge, list[_Stop]], ports: dict[tuple[Edge, int], tuple[float, float]]) -> list[Route]:
    """Curves for each flow, level where they pass a column."""
    routes = []
    for edge, way in ways.items():
        step = int(np.sign(way[-1].column - way[0].column))
        points = [ports[edge, 0]]
        for stop in way[1:-1]:
            near, far = _x(stop.column) - PAD, _x(stop.column) + WIDTH + PAD
            points += [(near, stop.y), (far, stop.y)] if step > 0 else [(far, stop.y), (near, stop.y)]
        points.append(ports[edge, 1])
        curves = [_curve(one, other) if step else _beside(one, other) for one, other in pairwise(points)]
        routes.append(Route(edge, tuple(curves), step < 0))
    return routes


def _bend(own: _Stop, other: _Stop) -> tuple[float, float]:
    """The key of a flow within a column: above or below all others, the farther the further in, so that bends nest."""
    away = other.y - own.y
    return (float("inf") if away > 0 else float("-inf"), -away)


def _curve(one: tuple[float, float], other: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """From one point to another, level at both."""
    reach = (other[0] - one[0]) * 0.45
    return (one, (one[0] + reach, one[1]), (other[0] - reach, other[1]), other)


def _beside(one: tuple[float, float], other: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """From a state to another in the same column, round those between: in the first column on the left, else on the right."""
    reach = 26.0 + 0.16 * abs(other[1] - one[1])
    reach = -min(reach, MARGIN + PAD) if one[0] < _x(0) + WIDTH else min(reach, GAP - 14.0)
    return (one, (one[0] + reach, one[1]), (other[0] + reach, other[1]), other)
