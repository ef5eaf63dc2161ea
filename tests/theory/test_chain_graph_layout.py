"""The layout of the graph: nothing on top of anything, lines around what stands between, and the same picture each time."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from ketensim.chain.states import PROCEDURE, RESIDENCE
from ketensim.reporting.chain_graph.graph import Edge, Estimate, Node
from ketensim.reporting.chain_graph.layout import WIDTH, Layout, lay_out
from ketensim.reporting.chain_graph.parts import PARTS, label_of, part_of
from ketensim.reporting.chain_graph.svg import _numbers, _point

NEW = ("airport.hall", "airport.night", "ukraine.municipality", "detention.border", "raad_van_state.va", "nareis.missed_term")


def made_up(track: str, seed: int) -> tuple[list[Node], list[Edge]]:
    """All states of a track and some that no part knows yet, and three flows from each, large and small, to any other."""
    luck = np.random.default_rng(seed)
    states = list(dict.fromkeys((*(PROCEDURE if track == "procedure" else RESIDENCE), *NEW)))  # some may be there by now
    nodes = [Node(track, state, part_of(track, state), Estimate(1.0, 0.0, 2.0)) for state in states]
    pairs = {(a, b) for a in range(len(states)) for b in luck.choice(len(states), 3, replace=False) if a != b}
    sizes = 10.0 ** luck.uniform(1, 4.7, len(pairs))
    return nodes, [Edge(track, states[a], states[b], Estimate(n, n, n)) for (a, b), n in zip(sorted(pairs), sizes, strict=True)]


@pytest.fixture(params=[("procedure", 1), ("procedure", 2), ("residence", 3)], scope="module")
def layout(request: pytest.FixtureRequest) -> Layout:
    return lay_out(*made_up(*request.param))


def test_states_and_frames_stand_apart_within_the_picture(layout: Layout) -> None:
    for some in (list(layout.states.values()), [box for _, box in layout.parts]):
        assert not any(one.meets(other) for one, other in combinations(some, 2))
        assert all(box.x >= 0 and box.x + box.width <= layout.width for box in some)
        assert all(box.y >= 0 and box.y + box.height <= layout.height + 1e-6 for box in some)


def test_lines_run_behind_no_state(layout: Layout) -> None:
    for route in layout.routes:
        for curve in route.curves:
            for t in np.linspace(0, 1, 41):
                x, y = _point(curve, t)
                for name, box in layout.states.items():
                    inside = box.x + 1 < x < box.x + box.width - 1 and box.y < y < box.y + box.height
                    assert not inside, f"{route.edge.source} to {route.edge.target} runs behind {name}"


def test_lines_begin_and_end_at_the_sides_of_their_states(layout: Layout) -> None:
    ends = []
    for route in layout.routes:
        for name, (x, y) in ((route.edge.source, route.curves[0][0]), (route.edge.target, route.curves[-1][3])):
            box = layout.states[name]
            assert x in (box.x, pytest.approx(box.x + WIDTH)) and box.y <= y <= box.y + box.height
            ends.append((name, round(x), round(y, 3)))
        for one, other in zip(route.curves, route.curves[1:], strict=False):
            assert one[3][1] == other[0][1]
    assert len(ends) == len(set(ends))  # each has a place of its own


def test_numbers_overlap_nothing(layout: Layout) -> None:
    numbers = _numbers(layout, "en")
    assert len(numbers) > 0.7 * len(layout.routes)
    for number in numbers.values():
        assert not any(b.x < number.x < b.x + b.width and b.y < number.y < b.y + b.height for b in layout.states.values())
    for one, other in combinations(numbers.values(), 2):
        assert abs(one.y - other.y) > 10 or abs(one.x - other.x) > 3 * (len(one.text) + len(other.text))


def test_the_same_graph_gives_the_same_picture() -> None:
    assert lay_out(*made_up("procedure", 1)) == lay_out(*made_up("procedure", 1))


def test_an_empty_graph_is_an_empty_picture() -> None:
    empty = lay_out([], [])
    assert not empty.states and not empty.routes and empty.height == 0


def test_a_state_goes_to_the_part_whose_name_it_bears_longest() -> None:
    assert part_of("procedure", "ind.spoor1").name == "ind" and part_of("procedure", "ind.spoor1.transfer").name == "departure"
    assert part_of("procedure", "housing.queue").name == "housing" and part_of("procedure", "housing.anything").name == "permit"
    assert part_of("procedure", "industry").name == "industry"  # begins with ind, and is none


def test_a_state_nobody_knows_gets_a_part_and_a_label_of_its_own() -> None:
    part = part_of("procedure", "airport.hall")
    assert part == part_of("procedure", "airport.night") and part.label == ("airport", "airport")
    assert 0 < part.column < PARTS["procedure"][-1].column
    assert label_of("airport.night_hall", "nl") == "airport: night hall"
