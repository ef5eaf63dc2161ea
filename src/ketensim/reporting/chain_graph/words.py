"""What is said around the graph, in both languages, and how its numbers are written."""

from __future__ import annotations

from ketensim.reporting.chain_graph.graph import ChainGraph, Estimate, Node
from ketensim.reporting.labels import label, number
from ketensim.reporting.labels import runs as runs_in_words
from ketensim.reporting.terminal import few_members
from ketensim.scenario.problems import printable

LONGEST = 150  # letters of a title


def three_digits(value: float, language: str) -> str:
    """A number of persons no finer than the model knows it: 20,600 for 20,581."""
    return number(float(round(value, min(0, 3 - len(str(int(abs(value))))))), language)


def interval(value: Estimate, language: str) -> str:
    """Both ends of the 80% interval."""
    return f"{three_digits(value.low, language)}\N{EN DASH}{three_digits(value.high, language)}"


def whole(value: Estimate, graph: ChainGraph, language: str) -> str:
    """The number with its interval, where there is one."""
    told = three_digits(value.median, language)
    return told if graph.simulations < 2 else f"{told} ({interval(value, language)})"


def when(node: Node, graph: ChainGraph, language: str) -> str:
    """'at 31 December 2025' of a stock, 'over 2025' of a total."""
    return label("graph.stock" if node.stock else "graph.flow", language).format(year=graph.year)


def heading(graph: ChainGraph, language: str) -> str:
    return label("graph.title", language).format(year=graph.year)


def scenario_title(graph: ChainGraph, language: str) -> str:
    """The title of the scenario, on one line."""
    title = (graph.scenario.get("title_nl") if language == "nl" else "") or graph.scenario.get("title") or graph.scenario["name"]
    return printable(str(title), LONGEST)


def track_label(track: str, language: str) -> str:
    return label(f"graph.{track}", language)


def unit(graph: ChainGraph, language: str) -> str:
    """What the numbers are."""
    return label("graph.unit.interval" if graph.simulations > 1 else "graph.unit", language).format(year=graph.year)


def runs(graph: ChainGraph, language: str) -> str:
    """Of which simulations the numbers are medians, and what their interval holds."""
    members, replications = int(graph.facts["members"]), int(graph.facts["replications"])
    told = runs_in_words(members, replications, language)
    if graph.is_quick:
        return label("graph.quick", language).format(runs=told, scale=number(graph.facts["scale"], language))
    if members:
        few = few_members(members, language)
        return " ".join([label("interval.members" if graph.simulations > 1 else "interval.one", language).format(runs=told), *few])
    return label("interval" if replications > 1 else "interval.one", language).format(n=replications)


def folded(graph: ChainGraph, language: str) -> str:
    """What is too small to be drawn; nothing when all is."""
    if not (graph.folded.flows or graph.folded.states):
        return ""
    told = {"flows": graph.folded.flows, "persons": three_digits(graph.folded.persons, language), "states": graph.folded.states}
    key = "graph.folded.states" if graph.folded.states else "graph.folded"
    return label(key, language).format(least=number(graph.least, language), **told)


def made(graph: ChainGraph, language: str) -> list[str]:
    """Of which runs it is, what it leaves out, and what made the numbers."""
    facts, scenario = graph.facts, graph.scenario
    words = {"version": facts["versions"]["ketensim"], "name": scenario["name"], "hash": scenario["hash"][:8], "seed": facts["seed"]}
    model = label("model", language).format(**words)
    if facts["scale"] != 1:
        model = f"{model} {label('model.scaled', language).format(scale=number(facts['scale'], language))}"
    medians = [label("graph.medians", language)] if graph.simulations > 1 else []
    return [line for line in (runs(graph, language), *medians, folded(graph, language), printable(model)) if line]


def thickness(persons: float, most: float = 9.0) -> float:
    """The width of a line for a flow, in units of a picture: its square root, so that small ones are still seen."""
    return float(min(0.9 + (persons / 450.0) ** 0.5, most))
