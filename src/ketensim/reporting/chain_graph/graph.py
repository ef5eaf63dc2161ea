"""The graph of a run: states with who was in them at the end of a year, and flows between them over that year."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ketensim.calibration.figures import LAST_OBSERVED
from ketensim.chain.states import PROCEDURE, RESIDENCE
from ketensim.chain.transitions import TRACKS
from ketensim.reporting.chain_graph.parts import ENDS, OUTSIDE, Part, label_of, part_of
from ketensim.results.folder import RunFolder, RunFolderError
from ketensim.results.runs import Runs, run
from ketensim.scenario import Problem, Scenario, ScenarioError, load_scenario
from ketensim.scenario.problems import suggestion

if TYPE_CHECKING:
    import pandas as pd

WHERE = "show chain"  # of problems
BOTH = "both"
LEAST = 100.0  # persons a year: smaller flows are folded away
QUICK: dict[str, Any] = {"members": 8, "replications": 1, "scale": 0.05, "jobs": 1}  # of a graph without a run: a few seconds
STATES = dict(zip(TRACKS, (PROCEDURE, RESIDENCE), strict=True))


@dataclass(frozen=True)
class Estimate:
    """Median and 80% interval over the simulations of a run, in persons."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Node:
    """A state of a track, and its number: ``stock``, who is in it at the end of the year, or ``total``, who left the world outside
    or came to an end of the chain over the year. The other is None."""

    track: str
    state: str
    part: Part
    stock: Estimate | None
    total: Estimate | None = None

    @property
    def number(self) -> Estimate:
        """Whichever it has."""
        number = self.stock or self.total
        assert number is not None
        return number


@dataclass(frozen=True)
class Edge:
    """A flow over the year from the state ``source`` to the state ``target`` of a track."""

    track: str
    source: str
    target: str
    flow: Estimate


@dataclass(frozen=True)
class Folded:
    """What is too small to be drawn: how many ``flows``, and the ``persons`` in them (medians, summed); how many ``states``."""

    flows: int
    persons: float
    states: int


@dataclass(frozen=True)
class ChainGraph:
    """The chain as a run counted it in a ``year``, for one scenario.

    ``nodes`` and ``edges`` are those drawn: flows of ``least`` persons or more, and states that have one or hold as many.
    ``facts`` is what the manifest says of the run, ``scenario`` what it says of the scenario. ``is_quick``: whether it was made
    of a small run of its own.
    """

    scenario: Mapping[str, Any]
    facts: Mapping[str, Any]
    year: int
    tracks: tuple[str, ...]
    least: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    folded: Folded
    is_quick: bool = False

    @property
    def simulations(self) -> int:
        """Members times replications; of one simulation there is no interval."""
        return int(self.facts["replications"]) * max(int(self.facts["members"]), 1)

    def part(self, track: str) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
        """The nodes and edges of one track."""
        nodes, edges = ([each for each in every if each.track == track] for every in (self.nodes, self.edges))
        return tuple(nodes), tuple(edges)  # type: ignore[arg-type]

    def rows(self, language: str = "en") -> list[dict[str, Any]]:
        """States, then flows, as plain rows: kind, track, part, state, to, their labels, median, low80, high80.

        ``kind`` is ``stock`` (at the end of the year), ``total`` (new in the chain, or at an end, over the year), or ``flow``.
        """
        stocks = [("stock" if node.stock else "total", node.track, node.part, node.state, None, node.number) for node in self.nodes]
        flows = [("flow", e.track, part_of(e.track, e.source), e.source, e.target, e.flow) for e in self.edges]
        return [
            {
                "kind": kind, "track": track, "part": part.name, "state": state, "to": to,
                "label": label_of(state, language), "to_label": label_of(to, language) if to else None,
                "median": value.median, "low80": value.low, "high80": value.high,
            }
            for kind, track, part, state, to, value in (*stocks, *flows)
        ]  # fmt: skip

    def plain(self, language: str = "en") -> dict[str, Any]:
        """All of it as plain values."""
        small = {"least": self.least, "flows": self.folded.flows, "persons": self.folded.persons, "states": self.folded.states}
        run = {key: self.facts[key] for key in ("members", "replications", "seed", "scale")}
        about = {"scenario": self.scenario["name"], "hash": self.scenario["hash"], "year": self.year, "quick": self.is_quick}
        return {**about, "run": run, "left_out": small, "rows": self.rows(language)}

    def table(self, language: str = "en") -> pd.DataFrame:
        """The rows as a table."""
        import pandas as pd

        return pd.DataFrame(self.rows(language))

    def svg(self, language: str = "en") -> str:
        """A picture that needs nothing else."""
        from ketensim.reporting.chain_graph.svg import draw

        return draw(self, language)

    def mermaid(self, language: str = "en") -> str:
        """A flowchart in the text form of Mermaid, which many editors and Markdown pages show as a picture."""
        from ketensim.reporting.chain_graph.mermaid import flowchart

        return flowchart(self, language)

    def save(self, path: str | Path, language: str = "en") -> Path:
        """Write a picture (``.svg``) or Mermaid text (``.mmd``). Raises ScenarioError for another ending."""
        from ketensim.results.folder import write_text

        file = Path(path)
        if found := problems(self.year, BOTH, self.least, file):
            raise ScenarioError(found)
        write_text(self.svg(language) if file.suffix.lower() == ".svg" else self.mermaid(language), file)
        return file

    def _repr_svg_(self) -> str:  # notebooks show it
        return self.svg()


def chain_graph(
    runs: Runs | str | Path | None = None,
    *,
    scenario: Scenario | str | None = None,
    year: int | None = None,
    track: str = BOTH,
    least: float = LEAST,
) -> ChainGraph:
    """The graph of the chain, as a run counted it in a whole year.

    ``runs``: the result of ``run`` or the path of a run folder. Without one a small run of ``scenario`` (a name, file or
    Scenario; the base when None) is made for it, of 8 members at scale 0.05: quick, and coarse. ``scenario`` otherwise names
    one of the run, the first when None. ``year``: the last whole one of the run when None; without a run the last with figures.
    ``track``: ``procedure`` (where files are), ``residence`` (where persons sleep) or ``both``. ``least``: flows of fewer
    persons a year are folded away, and counted in :attr:`ChainGraph.folded`.

    Raises ScenarioError for bad arguments, and RunFolderError for a run that cannot be read, has no such table, or no such year.
    """
    if found := problems(year, track, least):
        raise ScenarioError(found)
    if runs is not None:
        name = scenario.name if isinstance(scenario, Scenario) else scenario
        return _graph(runs.folder if isinstance(runs, Runs) else RunFolder(Path(runs)), name, year, track, least)
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario or "basis")
    last = LAST_OBSERVED.year if year is None else year
    years = range(loaded.start.year, loaded.until.year + 1)
    whole = [one for one in years if loaded.start <= date(one, 1, 1) and date(one, 12, 31) <= loaded.until]
    if last not in whole:
        allowed = f"allowed is {whole[0]} to {whole[-1]}" if whole else "there are none"
        raise ScenarioError([Problem(WHERE, "year", f"is {last}; of the whole years of {loaded.name} {allowed}")])
    with TemporaryDirectory(prefix="ketensim-", ignore_cleanup_errors=True) as place:
        quick = run(loaded, until=date(last, 12, 31), out=Path(place) / "run", **QUICK)
        return _graph(quick.folder, loaded.name, last, track, least, is_quick=True)


def problems(year: int | None, track: str, least: float, out: Path | None = None) -> list[Problem]:
    """All that is wrong with arguments, and with the name of a file to write."""
    found = []
    if track not in (*TRACKS, BOTH):
        near = suggestion(str(track), (*TRACKS, BOTH)) or ";"
        found.append(Problem(WHERE, "track", f"{str(track)[:60]!r} is no track{near} allowed is procedure, residence or both"))
    if year is not None and not 1 <= year <= 9999:
        found.append(Problem(WHERE, "year", f"{str(year)[:60]} is no year; allowed is a year like 2027"))
    if not 0 <= least < math.inf:
        found.append(Problem(WHERE, "least", f"is {least:g}; allowed is 0 persons a year or more"))
    if out is not None and out.is_dir():
        found.append(Problem(WHERE, "out", f"{str(out)[:90]} is a folder; name a file"))
    elif out is not None and out.suffix.lower() not in (".svg", ".mmd"):
        found.append(Problem(WHERE, "out", f"{out.name[:90]!r} ends in neither .svg (a picture) nor .mmd (Mermaid text)"))
    return found


def _graph(folder: RunFolder, name: str | None, year: int | None, track: str, least: float, is_quick: bool = False) -> ChainGraph:
    """The graph of one scenario of a run folder."""
    manifest = folder.require_complete()
    scenarios = {each["name"]: each for each in manifest["scenarios"]}
    if name is not None and name not in scenarios:
        near = suggestion(name, scenarios) or ";"
        raise ScenarioError([Problem(WHERE, "scenario", f"{name[:60]!r} is not in the run{near} it has {', '.join(scenarios)}")])
    scenario = scenarios[name] if name is not None else manifest["scenarios"][0]
    table = folder.transitions()
    years = whole_years(table)
    if not years:
        raise RunFolderError(f"{folder.path}: is too short: it has no whole calendar year")
    if year is not None and year not in years:
        raise ScenarioError([Problem(WHERE, "year", f"is {year}; allowed is {years[0]} to {years[-1]}, the whole years of the run")])
    return graph_of(table, scenario, manifest, years[-1] if year is None else year, track, least, is_quick)


def whole_years(table: pd.DataFrame) -> list[int]:
    """The years of a table of transitions."""
    return sorted({int(period) for period in table["period"].unique() if len(period) == 4})


def graph_of(
    table: pd.DataFrame,
    scenario: Mapping[str, Any],
    facts: Mapping[str, Any],
    year: int,
    track: str = BOTH,
    least: float = LEAST,
    is_quick: bool = False,
) -> ChainGraph:
    """The graph of a ``scenario`` of a table of transitions, which has as many members and replications as ``facts`` say."""
    tracks = TRACKS if track == BOTH else (track,)
    here = (table["scenario"] == scenario["name"]) & table["track"].isin(tracks) & table["period"].isin([str(year), f"{year}-12-31"])
    simulations = int(facts["replications"]) * max(int(facts["members"]), 1)
    counts = _counts(table[here], simulations)
    flows = {key: _estimate(values) for key, values in counts.items() if key[2]}
    edges = tuple(Edge(*key, flow) for key, flow in flows.items() if flow.median >= least and flow.high > 0)
    drawn = {(edge.track, state) for edge in edges for state in (edge.source, edge.target)}
    every = list(_nodes(tracks, counts, simulations))
    nodes = tuple(node for node in every if (node.track, node.state) in drawn or (node.stock and node.stock.median >= max(least, 1.0)))
    small = [flow.median for flow in flows.values() if flow.median < least]
    folded = Folded(len(small), float(sum(small)), sum(node.number.high > 0 for node in every if node not in nodes))
    return ChainGraph(scenario, facts, year, tracks, least, nodes, edges, folded, is_quick)


Counts = dict[tuple[str, str, str], NDArray[np.float64]]  # (track, state, to), of each simulation; without a "to" a stock


def _counts(table: pd.DataFrame, simulations: int) -> Counts:
    """The persons of each row in each simulation, in the order of the states; a simulation without a row has none."""
    table = table.assign(simulation=table.groupby(["member", "replication"]).ngroup())
    place = {(track, state): n for track, states in STATES.items() for n, state in enumerate(("", *states))}
    found: Counts = {}
    for (track, state, to), rows in table.groupby(["track", "state", "to"]):
        if state != to:  # who starts anew in the same place goes nowhere
            found[track, state, to] = np.zeros(simulations)
            found[track, state, to][rows["simulation"]] = rows["persons"]
    after = len(place)  # states of an older version that the chain has no more
    return {key: found[key] for key in sorted(found, key=lambda k: (k[0], place.get(k[:2], after), place.get((k[0], k[2]), after), k))}


def _estimate(values: NDArray[np.float64]) -> Estimate:
    low, median, high = map(float, np.quantile(values, (0.1, 0.5, 0.9)))
    return Estimate(median, low, high)


def _nodes(tracks: tuple[str, ...], counts: Counts, simulations: int) -> Iterator[Node]:
    """Every state that anybody was in or went by, in their order, with its number."""
    nobody = np.zeros(simulations)
    for track in tracks:
        own = {key: values for key, values in counts.items() if key[0] == track}
        found = dict.fromkeys(state for key in own for state in key[1:] if state)
        for state in sorted(found, key=lambda state: (STATES[track].index(state) if state in STATES[track] else len(STATES[track]), state)):
            end = 1 if state == OUTSIDE else 2
            if state == OUTSIDE or state in ENDS:
                total = sum((values for key, values in own.items() if key[2] and key[end] == state), start=nobody)
                yield Node(track, state, part_of(track, state), None, _estimate(total))
            else:
                yield Node(track, state, part_of(track, state), _estimate(own.get((track, state, ""), nobody)))
