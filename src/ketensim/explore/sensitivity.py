"""What moves a series most: which levers, when somebody turns them, and which unknowns, because nobody knows them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ketensim.explore.goal import Moment, read_moment
from ketensim.explore.levers import SIZE, Lever, Nudge, nudge, pick_levers
from ketensim.explore.measure import Ask, Floats, Sampling, first_day, fitted_ensemble, measure
from ketensim.explore.unknowns import FEWEST_MEMBERS, Unknowns, check_run, of_members, of_run, unknowns
from ketensim.results.folder import atomically, write_text
from ketensim.results.origin import made_with
from ketensim.scenario import Problem, Scenario, ScenarioError

if TYPE_CHECKING:
    import pandas as pd

LEVER_MEMBERS, MEMBERS = 6, 60
FORMAT = "ketensim sensitivity 1"
What = Literal["both", "levers", "unknowns"]
Watch = Callable[[int, int], None]


@dataclass(frozen=True)
class Effect:
    """How far a series moves when a lever is moved: median and 80% interval of the difference over the worlds, in the unit of
    the series. ``kind`` and ``amount`` are what was done to the lever (a factor, or an addition in ``unit``)."""

    kind: str
    amount: float
    unit: str
    median: float
    low80: float
    high80: float


@dataclass(frozen=True)
class LeverEffects:
    """A lever moved down and up; None where it is at the end of its range already."""

    lever: Lever
    down: Effect | None
    up: Effect | None

    @property
    def size(self) -> float:
        """The larger of both effects, for their order."""
        return max((abs(effect.median) for effect in (self.down, self.up) if effect), default=0.0)

    @property
    def is_clear(self) -> bool:
        """Whether one of the effects has the same sign all over its interval."""
        return any(effect.low80 > 0 or effect.high80 < 0 for effect in (self.down, self.up) if effect)


@dataclass(frozen=True)
class Study:
    """What is to be looked at, found to be in order; ``answer`` does it."""

    scenario: Scenario = field(repr=False)
    moment: Moment
    begin: date
    size: float
    levers: tuple[Lever, ...]
    lever_sampling: Sampling | None
    sampling: Sampling | None
    run: Path | None = None

    @cached_property
    def nudges(self) -> list[tuple[Lever, Nudge | None, Nudge | None]]:
        """Each lever moved down and up."""
        return [(lever, *(nudge(self.scenario, lever, self.begin, self.size, sign) for sign in (-1, 1))) for lever in self.levers]  # type: ignore[misc]

    @property
    def simulations(self) -> int:
        """How many simulations it takes."""
        total = len(self.sampling.worlds()) if self.sampling else 0
        if self.lever_sampling:
            moved = sum(one is not None for _, *both in self.nudges for one in both)
            total += len(self.lever_sampling.worlds()) * (1 + moved)
        return total

    @property
    def hash(self) -> str:
        """SHA-256 of what determines the results."""
        how = [[s.members, s.replications, s.seed, s.scale] if s else None for s in (self.lever_sampling, self.sampling)]
        said = [self.scenario.hash, str(self.moment), str(self.begin), self.size, [lever.key for lever in self.levers], how, str(self.run)]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def answer(self, watch: Watch | None = None) -> Sensitivity:
        """Do it; ``watch`` is told (simulations done, of how many)."""
        done, total = 0, self.simulations

        def tell(more: int) -> None:
            nonlocal done
            done += more
            if watch is not None:
                watch(done, total)

        tell(0)
        base, effects = _lever_effects(self, tell) if self.lever_sampling else (None, ())
        found = None
        if self.run is not None:
            known = of_run(self.scenario, self.moment, self.run)
        elif self.sampling is not None:
            known = of_members(self.scenario, self.moment, self.sampling, tell)
        if self.run is not None or self.sampling is not None:
            base = known.values  # of more members than the levers are moved in
            found = unknowns(known, fitted_ensemble())
        assert base is not None
        low, median, high = (float(q) for q in np.nanquantile(base, [0.1, 0.5, 0.9]))
        return Sensitivity(self, (low, median, high), tuple(sorted(effects, key=lambda e: -e.size)), found)


@dataclass(frozen=True)
class Sensitivity:
    """What moves a series at a moment: levers, the strongest first, and unknowns. ``base`` is low, median and high (80%) of the
    series as the scenario is."""

    study: Study
    base: tuple[float, float, float]
    levers: tuple[LeverEffects, ...]
    unknowns: Unknowns | None

    def table(self) -> pd.DataFrame:
        """A row a lever and direction, and a row an unknown. Columns: ``what`` (lever or unknown), name, keys, ``change`` (factor,
        plus or range), ``low`` and ``high`` of the setting, ``effect`` with ``effect_low80`` and ``effect_high80`` in the unit of
        the series, and, of unknowns, correlation, p, adjusted, is_told, moves_with, alike."""
        import pandas as pd

        rows: list[dict[str, Any]] = []
        for own in self.levers:
            for effect in (own.down, own.up):
                if effect is not None:
                    rows.append({"what": "lever", "name": own.lever.key, "keys": own.lever.key, "change": effect.kind, "low": effect.amount,
                                 "high": effect.amount, "effect": effect.median, "effect_low80": effect.low80, "effect_high80": effect.high80})  # fmt: skip
        for u in self.unknowns.rows if self.unknowns else ():
            rows.append({"what": "unknown", "name": u.name, "keys": " ".join(u.keys), "change": "range", "low": u.low, "high": u.high,
                         "effect": u.effect, "effect_low80": u.effect_low80, "effect_high80": u.effect_high80, "correlation": u.correlation,
                         "p": u.p, "adjusted": u.adjusted, "is_told": u.is_told, "moves_with": u.moves_with, "alike": u.alike})  # fmt: skip
        return pd.DataFrame(rows)

    def facts(self) -> dict[str, Any]:
        """All of it as plain values for JSON."""
        from dataclasses import asdict

        s, u = self.study, self.unknowns
        samplings = {"levers": s.lever_sampling, "unknowns": s.sampling}
        return {
            "format": FORMAT,
            "hash": s.hash,
            "scenario": {"name": s.scenario.name, "title": s.scenario.title, "title_nl": s.scenario.title_nl, "hash": s.scenario.hash},
            "series": s.moment.series, "period": s.moment.period, "unit": s.moment.about.unit, "from": str(s.begin), "size": s.size,
            "base": dict(zip(("low80", "median", "high80"), self.base, strict=True)),
            "levers": [
                {"key": e.lever.key, "en": e.lever.en, "nl": e.lever.nl, "clear": e.is_clear,
                 "down": asdict(e.down) if e.down else None, "up": asdict(e.up) if e.up else None}
                for e in self.levers
            ],
            "unknowns": asdict(u) if u else None,
            "sampling": {name: {k: v for k, v in asdict(own).items() if k != "jobs"} if own else None for name, own in samplings.items()},
            "run": str(s.run) if s.run else None,
            "simulations": s.simulations,
            **made_with(),
        }  # fmt: skip

    def write(self, folder: str | Path) -> list[Path]:
        """Write ``sensitivity.json`` and ``sensitivity.csv``; returns the files."""
        files = [Path(folder) / f"sensitivity.{kind}" for kind in ("json", "csv")]
        write_text(json.dumps(self.facts(), indent=1, ensure_ascii=False) + "\n", files[0])
        atomically(files[1], lambda file: self.table().to_csv(file, index=False, float_format="%.10g", lineterminator="\n"))
        return files


def study(
    scenario: Scenario,
    series: str,
    at: date | str,
    *,
    what: What = "both",
    levers: Sequence[str] | None = None,
    size: float = SIZE,
    from_: date | str | None = None,
    lever_members: int = LEVER_MEMBERS,
    members: int = MEMBERS,
    replications: int = 1,
    seed: int = 1,
    scale: float = 1.0,
    jobs: int = -1,
    run: str | Path | None = None,
) -> Study:
    """The study :func:`sensitivity` makes, without making it. Raises ScenarioError with everything that is wrong."""
    problems: list[Problem] = []

    def complain(key: str, message: str) -> None:
        problems.append(Problem("sensitivity", key, message))

    if what not in ("both", "levers", "unknowns"):
        complain("what", f"{str(what)[:40]!r} is not allowed; allowed are both, levers and unknowns")
    moment = read_moment(f"{series}@{at}", scenario.start, scenario.until, complain, "series")
    sampling = Sampling(members, replications, seed, scale, jobs)
    lever_sampling = replace(sampling, members=lever_members)
    sampling.check(complain)
    if lever_members != members:
        lever_sampling.check(lambda key, message: complain(f"lever-{key}", message) if key == "members" else None)
    if what != "levers" and run is None and 0 <= members < FEWEST_MEMBERS:
        complain("members", f"is {members}; correlations with unknowns need {FEWEST_MEMBERS} or more")
    if not 0 < size <= 0.9:
        complain("size", f"is {size:g}; allowed is above 0 to 0.9, a share of what each lever is")
    begin = _begin(scenario, moment if what != "unknowns" else None, from_, complain)
    picked = pick_levers(scenario, levers, complain)
    if run is not None and what == "levers":
        complain("run", "is of use for unknowns only; leave it out, or ask for both")
    elif run is not None and moment is not None:
        check_run(Path(run), scenario, moment, complain)
    if problems or moment is None or begin is None:
        raise ScenarioError(problems)
    of_members = sampling if what != "levers" and run is None else None
    used = Path(run) if run is not None and what != "levers" else None
    return Study(scenario, moment, begin, size, picked, lever_sampling if what != "unknowns" else None, of_members, used)


def sensitivity(scenario: Scenario, series: str, at: date | str, *, watch: Watch | None = None, **options: Any) -> Sensitivity:
    """What moves a series at a moment most.

    ``at`` is the day of a stock (``2028-01-01``) or the period of a flow, mean or share (``2027``, ``2027H1``).
    ``what``: ``levers``, ``unknowns`` or both. Each of ``levers`` (keys; those of :mod:`ketensim.explore.levers` when not given) is
    made smaller and larger by a share ``size``, from the day ``from_`` on (the day after the last figures), in ``lever_members``
    members of the ensemble, on the same persons with the same luck.

    Of unknowns, ``members`` are run as they are (or read from the folder ``run``), and the series is held against each
    parameter of the ensemble, and against the inflow to come, by rank correlation. Parameters were fitted together, so they
    go with each other: a correlation is that of a parameter and all that moves with it.

    ``replications``, ``seed``, ``scale``, ``jobs``: as in :func:`ketensim.run`; ``watch`` is told (simulations done, of how many).
    Raises ScenarioError with everything that is wrong, RunFolderError when ``run`` cannot be used.
    """
    return study(scenario, series, at, **options).answer(watch)


def _begin(scenario: Scenario, moment: Moment | None, from_: date | str | None, complain: Callable[[str, str], None]) -> date | None:
    """The day from which levers are moved."""
    try:
        begin = date.fromisoformat(from_) if isinstance(from_, str) else from_ or first_day(scenario)
    except ValueError:
        complain("from", f"{str(from_)[:40]!r} is no date; allowed is a date like 2027-01-01")
        return None
    if moment is not None and not scenario.start <= begin <= moment.last:
        complain("from", f"levers are moved from {begin} on; allowed is {scenario.start} to {moment.last}, the end of {moment.period}")
        return None
    return begin


# -- levers -----------------------------------------------------------------------------------------------------------------
def _lever_effects(study: Study, tell: Callable[[int], None]) -> tuple[Floats, list[LeverEffects]]:
    """The series as it is in each world, and what each lever does to it."""
    assert study.lever_sampling is not None
    worlds = study.lever_sampling.worlds()
    nudges = study.nudges
    moved = [one for _, *both in nudges for one in both if one is not None]
    asks = [Ask(study.scenario, worlds), *(Ask(one.scenario, worlds) for one in moved)]
    base, *values = (found[:, 0] for found in measure(asks, [study.moment], study.lever_sampling, tell))
    effects = {id(one): _effect(one, own - base) for one, own in zip(moved, values, strict=True)}
    found = [LeverEffects(lever, effects.get(id(down)), effects.get(id(up))) for lever, down, up in nudges]
    return base, found


def _effect(one: Nudge, differences: Floats) -> Effect:
    low, median, high = (float(q) for q in np.nanquantile(differences, [0.1, 0.5, 0.9]))
    return Effect(one.kind, one.amount, one.unit, median, low, high)
