"""Which value of a lever, or which date of a change, reaches a goal: the public ``solve``.

Every value is tried in the same worlds (members of the ensemble, and the luck of the persons), so a curve shows the lever
and nothing else. What is not known makes the answer differ from world to world: that is its interval.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ketensim.explore.change import LeverChange, read_change
from ketensim.explore.goal import Goal, read_goal
from ketensim.explore.measure import Ask, Sampling, World, measure
from ketensim.explore.search import Answer, Found, Trial, most_trials, search
from ketensim.results.folder import atomically, write_text
from ketensim.results.origin import made_with
from ketensim.scenario import Problem, Scenario, ScenarioError, load_scenario, names

if TYPE_CHECKING:
    import pandas as pd

MEMBERS, POINTS = 20, 5
PROBABILITIES = (0.5, 0.8)
CURVE_POINTS = 121  # of the table and the chart of a curve
FLAT = 0.001  # of the value: who moves a series by less does not move it
IDLE = 0.01  # of the height of the median curve: who moves it by less than this moves it no more
FORMAT = "ketensim solution 1"
Watch = Callable[[int, int], None]  # simulations done, simulations at most


@dataclass(frozen=True)
class Question:
    """What is to be solved, found to be in order; ``answer`` solves it."""

    goal: Goal
    change: LeverChange
    sampling: Sampling
    probabilities: tuple[float, ...]
    points: int

    @property
    def most_simulations(self) -> int:
        """How many simulations an answer takes at most."""
        return most_trials(len(self.sampling.worlds()), self.change.span, self.points, len(self.probabilities))

    @property
    def hash(self) -> str:
        """SHA-256 of what determines the answer."""
        s, c = self.sampling, self.change
        said = [c.scenario.hash, str(self.goal), c.key, c.kind, c.given, str(c.from_), c.span.low, c.span.high, self.probabilities]
        return hashlib.sha256(json.dumps([*said, self.points, s.members, s.replications, s.seed, s.scale]).encode()).hexdigest()

    def answer(self, watch: Watch | None = None) -> Solution:
        """Solve it; ``watch`` is told (simulations done, at most)."""
        worlds, done = self.sampling.worlds(), 0

        def tell(more: int) -> None:
            nonlocal done
            done += more
            if watch is not None:
                watch(done, self.most_simulations)

        def evaluate(trials: Sequence[Trial]) -> list[float]:
            positions = list(dict.fromkeys(position for position, _ in trials))
            asks = [
                Ask(self.change.scenario_at(position), tuple(worlds[n] for own, n in trials if own == position)) for position in positions
            ]
            values = dict(zip(positions, measure(asks, [self.goal.moment], self.sampling, tell), strict=True))
            places = {position: iter(values[position][:, 0]) for position in positions}
            return [float(next(places[position])) for position, _ in trials]

        tell(0)
        found = search(evaluate, len(worlds), self.change.span, self.goal.excess, self.probabilities, self.points)
        return Solution(self, worlds, found)


@dataclass(frozen=True)
class Solution:
    """What reaches the goal, in which of the worlds, and the curves it was read from."""

    question: Question
    worlds: tuple[World, ...]
    found: Found

    @property
    def answers(self) -> tuple[Answer, ...]:
        """For each probability that was asked: the position at which so many worlds meet the goal."""
        return self.found.answers

    def scenario(self, probability: float) -> Scenario:
        """The scenario in which the goal is met with a probability that was asked. Raises ValueError when there is none."""
        answer = next((answer for answer in self.answers if answer.probability == probability), None)
        if answer is None:
            raise ValueError(f"{probability} was not asked; asked were {', '.join(f'{a.probability:g}' for a in self.answers)}")
        if answer.position is None and not answer.needless:
            raise ValueError(f"nothing in the range reaches {self.question.goal} with probability {probability:g}")
        return self.question.change.scenario_at(None if answer.needless else answer.position)

    @property
    def counts(self) -> dict[str, int]:
        """Worlds by whether they meet the goal somewhere in the range: met, always, never."""
        statuses = [threshold.status for threshold in self.found.thresholds]
        return {status: statuses.count(status) for status in ("met", "always", "never")}

    @property
    def bent(self) -> int:
        """Worlds in which the series turns back on its way through the range."""
        return sum(curve.bends() for curve in self.found.curves)

    @property
    def is_flat(self) -> bool:
        """Whether the lever hardly moves the series in any world."""
        return all(np.ptp(curve.y) <= FLAT * np.abs(curve.y).max() for curve in self.found.curves if curve.points)

    @property
    def idle_from(self) -> float | None:
        """The position beyond which going on the way that helps moves the median no more; None where it goes on moving it to near
        the end of the range."""
        onward = self._curve.iloc[:: self.found.direction]
        x, median = onward["position"].to_numpy(), onward["median"].to_numpy()
        moving = np.flatnonzero(np.abs(median - median[-1]) > IDLE * np.ptp(median))
        if not moving.size:
            return None
        first = float(x[moving[-1] + 1])
        return first if abs(x[-1] - first) >= 0.2 * (x.max() - x.min()) else None

    @property
    def closest(self) -> tuple[float, float]:
        """Where the median curve comes nearest to the goal, and its value there."""
        table = self._curve
        best = table.loc[self.question.goal.excess(table["median"].to_numpy()).argmin()]
        return float(best["position"]), float(best["median"])

    def table(self) -> pd.DataFrame:
        """A row a world: member, replication, status (met, always or never in the range), position from which it meets the goal
        (nan unless met), side (up or down), and the value of the series when nothing is changed."""
        import pandas as pd

        sides = {1: "up", -1: "down", 0: ""}
        rows = [
            {"member": w.member, "replication": w.replication, "status": t.status, "position": t.position, "side": sides[t.side], "unchanged": y}
            for w, t, y in zip(self.worlds, self.found.thresholds, self.found.as_is, strict=True)
        ]  # fmt: skip
        return self._with_dates(pd.DataFrame(rows))

    @cached_property
    def _curve(self) -> pd.DataFrame:
        import pandas as pd

        span = self.question.change.span
        known = {x for curve in self.found.curves for x in (curve.x[0], curve.x[-1])} | set(span.grid(self.question.points))
        fine = np.array(sorted(known | set(np.linspace(span.low, span.high, CURVE_POINTS).tolist())))
        table = pd.DataFrame(self.curve_at(fine.tolist()), columns=["position", "low80", "median", "high80", "share_met"])
        return table[["position", "median", "low80", "high80", "share_met"]]

    def curve_at(self, positions: Sequence[float]) -> list[tuple[float, float, float, float, float]]:
        """(position, low, median, high, share of the worlds that meets the goal) of the curve at some positions."""
        values = np.array([curve.at(np.array(positions)) for curve in self.found.curves if curve.points])
        low, median, high = np.quantile(values, [0.1, 0.5, 0.9], axis=0)
        shares = [self.found.share_met(position) for position in positions]
        return [tuple(map(float, row)) for row in zip(positions, low, median, high, shares, strict=True)]  # type: ignore[misc]

    def curve(self) -> pd.DataFrame:
        """The series over the range of the lever: position, median and 80% interval over the worlds, and the share of them that
        meets the goal. Read off each world's curve through the positions that were run."""
        return self._with_dates(self._curve)

    def trials(self) -> pd.DataFrame:
        """Every simulation that was made: member, replication, position, value."""
        import pandas as pd

        rows = [
            {"member": world.member, "replication": world.replication, "position": x, "value": y}
            for world, curve in zip(self.worlds, self.found.curves, strict=True)
            for x, y in curve.points
        ]
        return self._with_dates(pd.DataFrame(rows))

    def facts(self) -> dict[str, Any]:
        """All of it as plain values for JSON: what was asked, the answers, the interval, and what made it."""
        q, c, s = self.question, self.question.change, self.question.sampling
        low, median, high = self.found.interval()
        return {
            "format": FORMAT,
            "hash": q.hash,
            "scenario": {"name": c.scenario.name, "title": c.scenario.title, "title_nl": c.scenario.title_nl, "hash": c.scenario.hash},
            "goal": {"series": q.goal.moment.series, "period": q.goal.moment.period, "sense": q.goal.sense, "value": q.goal.value,
                     "unit": q.goal.moment.about.unit},
            "find": {"key": c.key, "as": c.kind, "from": str(c.from_ or "") or None, "given": dict([c.given]) if c.given else None,
                     "low": self.said(c.span.low), "high": self.said(c.span.high), "base": _or_none(c.base), "unit": c.unit},
            "answers": [
                {"probability": a.probability, "value": self.said(a.position), "share": a.share, "tried": a.tried, "needless": a.needless,
                 "toml": c.as_toml(a.position) if a.position is not None and not a.needless else None}
                for a in self.answers
            ],
            "interval80": {"low": self.said(low), "median": self.said(median), "high": self.said(high)},
            "direction": {1: "up", -1: "down"}[self.found.direction],
            "worlds": {**self.counts, "bent": self.bent, "met_unchanged": sum(self.found.met_as_is)},
            "unchanged": dict(zip(("low80", "median", "high80"), map(_or_none, self.unchanged()), strict=True)),
            "flat": self.is_flat,
            "idle_from": self.said(self.idle_from),
            "members": s.members, "replications": s.replications, "seed": s.seed, "scale": s.scale,
            "simulations": self.found.trials,
            **made_with(),
        }  # fmt: skip

    def unchanged(self) -> tuple[float, float, float]:
        """Low, median and high (80%) of the series when nothing is changed."""
        low, median, high = np.quantile(self.found.as_is, [0.1, 0.5, 0.9])
        return float(low), float(median), float(high)

    def said(self, position: float | None) -> float | str | None:
        """A position as it is told: a date for a day, None for what lies outside the range."""
        if position is None or not math.isfinite(position):
            return None
        return date.fromordinal(int(position)).isoformat() if self.question.change.kind == "start" else position

    def write(self, folder: str | Path) -> list[Path]:
        """Write ``solution.json``, ``worlds.csv``, ``curve.csv``, ``trials.csv``, and a scenario file for each answer; returns
        the files."""
        folder = Path(folder)
        files = [folder / "solution.json"]
        write_text(json.dumps(self.facts(), indent=1, ensure_ascii=False) + "\n", files[0])
        for name, table in (("worlds", self.table()), ("curve", self.curve()), ("trials", self.trials())):
            files.append(folder / f"{name}.csv")
            atomically(files[-1], lambda file, table=table: table.to_csv(file, index=False, float_format="%.10g", lineterminator="\n"))  # type: ignore[misc]
        for answer in self.answers if _is_packaged(self.question.change.scenario) else ():
            if answer.position is not None and not answer.needless:
                files.append(folder / f"solved-{100 * answer.probability:.4g}.toml")
                write_text(self._toml(answer), files[-1])
        return files

    def _toml(self, answer: Answer) -> str:
        """A scenario file with an answer in it."""
        assert answer.position is not None
        q = self.question
        title = f"{q.goal} with probability {answer.probability:g}"
        return f'title = "{title}"\nextends = "{q.change.scenario.name}"\n{q.change.as_toml(answer.position)}\n'

    def _with_dates(self, table: pd.DataFrame) -> pd.DataFrame:
        """A table with dates for positions, when these are days."""
        if self.question.change.kind != "start":
            return table
        return table.assign(position=[self.said(x) or "" for x in table["position"]])


def ask(
    scenario: Scenario,
    *,
    find: str,
    goal: str,
    as_: str | None = None,
    from_: date | str | None = None,
    between: Sequence[float | str | date] | None = None,
    change: Mapping[str, float] | None = None,
    probabilities: Sequence[float] = PROBABILITIES,
    members: int = MEMBERS,
    replications: int = 1,
    points: int = POINTS,
    seed: int = 1,
    scale: float = 1.0,
    jobs: int = -1,
) -> Question:
    """The question :func:`solve` answers, without answering it. Raises ScenarioError with everything that is wrong."""
    problems: list[Problem] = []

    def complain(key: str, message: str) -> None:
        problems.append(Problem("solve", key, message))

    sampling = Sampling(members, replications, seed, scale, jobs)
    sampling.check(complain)
    if not 3 <= points <= 50:
        complain("points", f"is {points}; allowed is 3 to 50")
    if not probabilities or not all(0 < probability <= 1 for probability in probabilities):
        complain("probability", f"is {', '.join(f'{p:g}' for p in probabilities) or 'not given'}; allowed is above 0 to 1")
    wanted = read_goal(goal, scenario.start, scenario.until, complain)
    last = wanted.moment.last if wanted is not None else scenario.until
    lever = read_change(scenario, find, last, as_=as_, from_=from_, between=between, given=change, complain=complain)
    if problems or wanted is None or lever is None:
        raise ScenarioError(problems)
    return Question(wanted, lever, sampling, tuple(sorted(set(probabilities))), points)


def solve(scenario: Scenario, *, watch: Watch | None = None, **question: Any) -> Solution:
    """The value of a lever that reaches a goal, with its interval.

    ``find`` is the key of a parameter (or the beginning of several), ``goal`` a bound like ``coa.occupancy@2027-01-01 <= 75000``:
    a stock at the end of a day, or a flow, mean or share over a period (``coa.outflow@2027 >= 35000``). The lever is turned
    ``as_`` a value, factor or plus (a value when it is constant, else a factor) from the day ``from_`` on (the day after the last
    published figures) within ``between`` (half to twice what it is, a share from 0 to 1). With ``change`` (``{"factor": 1.2}``)
    the size is given and the latest day of its start is sought.

    Asked in ``members`` of the fitted ensemble (0: the base values) with ``replications`` each, the same at every value:
    ``points`` over the range, then closer where each world crosses the goal; an answer for each of ``probabilities`` is run in
    all of them. ``scale`` 0.1 simulates one person for ten, ``seed`` gives other luck, ``jobs`` is the number of cores.
    ``watch`` is told (simulations done, at most). Raises ScenarioError with everything that is wrong.
    """
    return ask(scenario, **question).answer(watch)


def _or_none(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _is_packaged(scenario: Scenario) -> bool:
    """Whether a file can extend the scenario by its name."""
    return scenario.name in names() and load_scenario(scenario.name).hash == scenario.hash
