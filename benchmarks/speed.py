"""How fast it is: the full chain, and a small network on the engine beside the same network as plain SimPy.

Each measure is made in a process of its own, after a short run that loads the compiled parts, and gives CPU seconds: of
all runs the best one, as a machine that does other things too only adds. Nothing is asserted here.

    python benchmarks/speed.py [--json] [--profile] [--simpy-size 0.75] [--repeat 2]
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import multiprocessing
import pstats
import random
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial

from rich.console import Console
from rich.table import Table

from ketensim import load_scenario
from ketensim.calibration.members import read_ensemble
from ketensim.chain.simulate import simulate_together, simulate_worlds
from ketensim.chain.world import World
from ketensim.ensemble.batches import Settings, memory_for_one, together
from small_network import SEVEN_YEARS, Plan, Processes, new_simulation

SEED = 1
DAYS_TO_WARM_UP = 60
CHAIN, NETWORK = "the full chain", "the small network"


@dataclass(frozen=True)
class Measure:
    """CPU seconds and moves, both of one replication (of all side by side their share), and the peak memory of the process."""

    what: str
    replications: int
    cpu: float
    moves: int
    peak_mb: float

    @property
    def ns(self) -> float:
        """Nanoseconds of CPU for one move of one person."""
        return 1e9 * self.cpu / self.moves


def measured(what: str, replications: int, repeat: int, run: Callable[[], int]) -> Measure:
    """The best of some runs; ``run`` returns the moves of all replications together."""
    times, moves = [], 0
    for _ in range(repeat):
        gc.collect()  # a simulation refers to itself: without this the last one would count in the peak of the next
        begin = time.process_time()
        moves = run()
        times.append(time.process_time() - begin)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024.0**2 if sys.platform == "darwin" else 1024.0)
    return Measure(what, replications, min(times) / replications, moves // replications, peak)


def full_chain(number: int, repeat: int) -> Measure:
    """The base scenario, seven years, one simulated person for each one, in so many members of the ensemble."""
    scenario, ensemble = load_scenario("basis"), read_ensemble()
    worlds = [World(ensemble.scenario(scenario, member), member) for member in range(1, number + 1)]
    simulate_worlds(worlds[:1], seed=SEED, until=scenario.start + timedelta(days=DAYS_TO_WARM_UP))
    return measured(CHAIN, number, repeat, partial(_moves, worlds))


def _moves(worlds: list[World]) -> int:
    return sum(outcome.moves for outcome in simulate_worlds(worlds, seed=SEED))


def network_on_engine(replications: int, repeat: int) -> Measure:
    """The small network, at full size."""
    new_simulation(SEVEN_YEARS.scaled(0.01), SEED, [0]).run()

    def run() -> int:
        sim = new_simulation(SEVEN_YEARS, SEED, list(range(replications)))
        sim.run()
        return sim.ledger.moves

    return measured(NETWORK, replications, repeat, run)


def network_in_simpy(size: float) -> Measure:
    """The small network with a SimPy process a person, at ``size`` times the full size; once, as it takes long."""
    plan: Plan = SEVEN_YEARS.scaled(size)

    def run() -> int:
        draw = random.Random(SEED).random
        model = Processes(plan, lambda person, decision: draw())
        model.run()
        return model.moves

    return measured(f"{NETWORK} in plain SimPy, size {size:g}", 1, 1, run)


def measure_all(repeat: int, simpy_size: float) -> list[Measure]:
    """All measures, one after the other, each in a fresh process so that peaks are its own."""
    scenario = load_scenario("basis")
    most = together(
        scenario.start, Settings(SEED, scenario.until, 1.0), memory_for_one(multiprocessing.cpu_count())
    )  # as `ketensim run` has them
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as fresh:
        return [
            *(fresh.apply(full_chain, (number, repeat)) for number in sorted({1, 4, most})),
            *(fresh.apply(network_on_engine, (number, repeat)) for number in sorted({1, 4, most})),
            fresh.apply(network_in_simpy, (simpy_size,)),
        ]


def ratios(measures: list[Measure]) -> dict[str, float]:
    """How many times less CPU a move takes on the engine than in plain SimPy, alone and side by side."""
    simpy, networks = measures[-1], [m for m in measures if m.what == NETWORK]
    return {f"{m.replications} side by side" if m.replications > 1 else "alone": simpy.ns / m.ns for m in networks}


def show(measures: list[Measure]) -> None:
    """The table."""
    table = Table("what", "side by side", "CPU s a replication", "moves", "ns a move", "peak MB", title="Speed")
    for column in table.columns[1:]:
        column.justify = "right"
    for m in measures:
        table.add_row(m.what, str(m.replications), f"{m.cpu:.2f}", f"{m.moves:,}", f"{m.ns:,.0f}", f"{m.peak_mb:,.0f}")
    console = Console(width=110)
    console.print(table)
    told = ", ".join(f"{ratio:.0f} times ({how})" for how, ratio in ratios(measures).items())
    console.print(f"On the engine a move of the small network takes less CPU than in plain SimPy: {told}.")


def profile() -> None:
    """Where the time of one replication of the full chain goes."""
    scenario = load_scenario("basis")
    simulate_together(scenario, seed=SEED, replications=[0], until=scenario.start + timedelta(days=DAYS_TO_WARM_UP))
    with cProfile.Profile() as profiler:
        simulate_together(scenario, seed=SEED, replications=[0])
    pstats.Stats(profiler).sort_stats("tottime").print_stats(15)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="the figures as JSON, for a machine")
    parser.add_argument(
        "--profile", action="store_true", help="only where the time of the full chain goes: the 15 functions that take most"
    )
    parser.add_argument("--simpy-size", type=float, default=0.75, help="size of the plain SimPy model (1 takes more than a minute)")
    parser.add_argument("--repeat", type=int, default=2, help="runs of which the best counts (plain SimPy runs once)")
    options = parser.parse_args()
    if options.profile:
        return profile()
    measures = measure_all(options.repeat, options.simpy_size)
    if options.json:
        figures = [asdict(m) | {"ns_per_move": m.ns} for m in measures]
        print(json.dumps({"measures": figures, "simpy_over_engine": ratios(measures)}, indent=2))
    else:
        show(measures)


if __name__ == "__main__":
    main()
