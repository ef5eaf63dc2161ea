"""The honest test: fit on what was known at a day, project past it, and hold the projection against what came.

The base scenario is taken back to that day: whatever it sets from a later date is not known, unless the backtest says so.
Three amounts of knowledge are told apart: what came in (``inflow``), what was decided (``policy``), and how much each
part could do (``capacities``). Figures reach the fit through :mod:`ketensim.calibration.known` alone, which has none of a
later day. Rates and durations of the later time (appeals, departures, what Syrians get) are never given: they are what a
forecaster would have had to guess. A capacity that is not given goes on as it was fitted, with the spread of its later prior.

What cannot be taken back: the mechanisms and the centers of the priors were found by people who had seen both years, and
grant rates that are published for 2025 alone (Eritrea, Turkey, Somalia) stand in the base as one value for all time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path as File
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.calibration.figures import LAST_OBSERVED, observed
from ketensim.calibration.members import with_member
from ketensim.calibration.scores import Score, score
from ketensim.scenario import Scenario
from ketensim.scenario.dated import Operation, Path

if TYPE_CHECKING:
    from ketensim.calibration.calibrate import Calibration, Watch
    from ketensim.calibration.recipe import Prior

Floats = NDArray[np.float64]
LEAST = 0.001  # of a figure: no score is better than the rounding of what it is held against
ORIGINS = (date(2024, 6, 30), date(2024, 12, 31))
WORK = File("runs") / "backtest"

INFLOW = ("inflow.first", "inflow.subsequent", "inflow.resettlement", "inflow.amv_share", "inflow.season_strength")
POLICY = (
    "ind.spoor4.syria_share", "ind.spoor4.syria_weight", "ind.spoor4.priority_share", "ind.term",
    "registration.spoor2_share", "dublin.blocked_share", "nareis.direct_to_referent", "nareis.capacity_share", "housing.taakstelling",
)  # fmt: skip
CAPACITIES = (
    "ind.budget", "ind.budget_share", "courts.capacity", "nareis.objection_capacity", "housing.supply", "housing.har.placements",
    "housing.doorstroom.places", "nidos.kso_places", "coa.places", "raad_van_state.capacity", "departure.detention.places",
    "ukraine.reception.capacity",
)  # fmt: skip
EVERYTHING = "inflow, policy and capacities"
EXPECTED = "expected inflow"  # the official forecast of late 2024: known at the end of that year, not before
VARIANTS: Mapping[str, tuple[str, ...]] = {
    EXPECTED: (),
    "inflow": INFLOW,
    "inflow and policy": (*INFLOW, *POLICY),
    EVERYTHING: (*INFLOW, *POLICY, *CAPACITIES),
}
# what is scored: flows of the year after the origin, stocks at its end
SERIES = (
    "coa.occupancy", "coa.status_holders", "ind.open_procedures", "ind.decisions_first.total", "ind.decisions_first.grant",
    "nareis.mvv.applications", "inflow.nareis_arrivals", "coa.inflow", "coa.outflow", "coa.status_outflow", "departure.dtenv.total",
)  # fmt: skip
# the official forecast of late 2024: asylum inflow of 2025, lowest and highest, and reception places on 1 January 2026
OFFICIAL_INFLOW, OFFICIAL_PLACES, TARGET_OCCUPANCY = (52_000.0, 74_800.0), 115_000.0, 0.91


@dataclass(frozen=True)
class Backtest:
    """One origin and variant: its scores, and those of the naive and official forecasts of the same figures. ``figures``: to
    how many the parameters were fitted."""

    origin: date
    variant: str
    figures: int
    scores: tuple[Score, ...]
    others: Mapping[str, tuple[Score, ...]]

    def relative(self, other: str) -> float:
        """The geometric mean over the figures of CRPS over that of another forecast: below 1 is better."""
        theirs = {(s.series, s.period): s for s in self.others[other]}
        pairs = [(s, theirs[s.series, s.period]) for s in self.scores if (s.series, s.period) in theirs]
        ratios = [max(s.crps, LEAST * s.observed) / max(t.crps, LEAST * t.observed) for s, t in pairs]
        return float(np.exp(np.mean(np.log(ratios))))

    def better(self, other: str) -> tuple[int, int]:
        """In how many figures the score is better than that of another forecast, of how many both have."""
        theirs = {(s.series, s.period): s for s in self.others[other]}
        pairs = [(s, theirs[s.series, s.period]) for s in self.scores if (s.series, s.period) in theirs]
        return sum(s.crps < t.crps for s, t in pairs), len(pairs)

    @property
    def coverage(self) -> float:
        """The share of figures within the 80% interval."""
        return float(np.mean([s.covered for s in self.scores]))


# of these a step dated before the origin says what came after it: Syria from 9 December 2024 on, and who moved on from HAR in 2025
HINDSIGHT = {
    "ind.spoor4.grant_rate.syria": date(2024, 12, 8),
    "ind.spoor4.withdrawn_home": date(2024, 12, 8),
    "housing.har.duration": date(2024, 6, 30),
}
# the capacities of 2025 are computed from these figures, so a variant that is given them is not scored on them
CIRCULAR = ("ind.decisions_first.total", "inflow.nareis_arrivals", "coa.status_outflow")


def tests() -> list[tuple[date, str]]:
    """Every origin with every amount of knowledge that could be had there."""
    return [(origin, variant) for origin in ORIGINS for variant in VARIANTS if variant != EXPECTED or origin == date(2024, 12, 31)]


def as_known(base: Scenario, origin: date, given: Sequence[str] = ()) -> Scenario:
    """The base as it could have been written at the end of the day ``origin``: later steps are not there, but for the keys
    (or beginnings of keys) ``given``."""
    paths = {key: path if _is_below(key, given) else _until(path, min(origin, _hindsight(key, origin))) for key, path in base.paths.items()}
    return replace(base, paths=paths)


def _hindsight(key: str, origin: date) -> date:
    """The last day of which the base says no more of a key than was known."""
    return next((day for begin, day in HINDSIGHT.items() if key == begin or key.startswith(f"{begin}.")), origin)


def _is_below(key: str, beginnings: Sequence[str]) -> bool:
    return any(key == begin or key.startswith(f"{begin}.") for begin in beginnings)


def _until(path: Path, origin: date) -> Path:
    """A path without what begins after a day; what slides on that day stays where it is."""
    layers = [tuple(step for step in layer if step.begin is None or step.begin <= origin) for layer in path.layers]
    known = Path(tuple(layer for layer in layers if layer))
    slides = any(step.ramp_to is not None and step.ramp_to > origin for step in known.operations)
    return known.then(Operation("value", known.at(origin), origin)) if slides else known


def expected_inflow(known: Scenario, origin: date, place: float = 0.5) -> Scenario:
    """The inflow that was officially expected for the year after ``origin``, at a ``place`` in its band (0: the lowest, 1: the
    highest), by group as in the year before and with the season."""
    before = [known.daily(f"inflow.first.{group}", date(origin.year, 1, 1), origin) for group in _groups(known)]
    rest = sum(figure.value for key, figure in observed().items() if key in _other_inflow(origin.year))
    low, high = OFFICIAL_INFLOW
    first = low + place * (high - low) - rest
    factor = first / sum(float(days.mean()) for days in before)
    begin = date(origin.year + 1, 1, 1)
    for group, days in zip(_groups(known), before, strict=True):
        known = known.change(f"inflow.first.{group}", float(days.mean()) * factor, from_=begin, name=known.name)
    return known.change("inflow.season_strength", 1.0, from_=begin, name=known.name)


def _other_inflow(year: int) -> set[tuple[str, str]]:
    """Inflow beside first applications, expected to stay as it was."""
    return {(f"inflow.{kind}", str(year)) for kind in ("subsequent", "nareis_arrivals", "resettlement")}


def _groups(scenario: Scenario) -> list[str]:
    return [key.rsplit(".", 1)[1] for key in scenario.paths if key.startswith("inflow.first.")]


def backtest(
    base: Scenario, origin: date, variant: str, *, members: int, rounds: int, jobs: int = -1, work: File = WORK, watch: Watch | None = None
) -> Backtest:
    """Fit at an origin and score the projection to the end of the year after it (of 2024 too, when the origin lies in it)."""
    from ketensim.calibration.calibrate import calibrate
    from ketensim.calibration.recipe import read_recipe

    recipe = read_recipe()
    then = as_known(base, origin)
    fitted = calibrate(recipe, then, known_until=origin, members=members, rounds=rounds, jobs=jobs, work=work, watch=watch)
    draws = project(fitted, worlds(fitted, base, origin, variant), jobs, work)
    periods = [key for key in draws if variant != EVERYTHING or key[0] not in CIRCULAR]
    scores = tuple(score(*key, observed()[key].value, draws[key]) for key in periods)
    others = {"persistence": persistence(periods, origin), "drift": drift(periods, origin), "official": official(periods)}
    return Backtest(origin, variant, len(fitted.known.figures), scores, others)


def worlds(fitted: Calibration, base: Scenario, origin: date, variant: str) -> list[Scenario]:
    """The time to come as each member of the fitted ensemble has it."""
    given = VARIANTS[variant]
    known, priors = as_known(base, origin, given), fitted.recipe.priors
    found = []
    for number, factors in enumerate(fitted.ensemble.factors):
        world = expected_inflow(known, origin, (number + 0.5) / len(fitted.ensemble)) if variant == EXPECTED else known
        carried, own = carried_on(priors, factors, origin, given)
        found.append(with_member(world, fitted.recipe.model_copy(update={"priors": carried}), own))
    return found


def carried_on(priors: Sequence[Prior], factors: Floats, origin: date, given: Sequence[str]) -> tuple[tuple[Prior, ...], list[float]]:
    """The priors of a member as they hold past the origin, and their factors.

    What is given has its own later steps, and so its later priors as they stand. What is not goes on at the level of the last
    window that was fitted: that has no end any more, and of the later prior only the spread is left.
    """
    priors_on, factors_on = [], []
    for prior, factor in zip(priors, factors, strict=True):
        if all(_is_below(key, given) for key in prior.keys):
            priors_on.append(prior)
        elif prior.from_ is not None and prior.from_ > origin:
            priors_on.append(prior.model_copy(update={"on_top": True}))
            factor = factor / prior.center
        else:
            lasts = prior.until is not None and prior.until > origin
            priors_on.append(prior.model_copy(update={"until": None}) if lasts else prior)
        factors_on.append(float(factor))
    return tuple(priors_on), factors_on


def project(fitted: Calibration, scenarios: Sequence[Scenario], jobs: int, work: File) -> dict[tuple[str, str], Floats]:
    """Draws of the scored figures, one a member, in worlds that go on to the last figures."""
    from ketensim.calibration.calibrate import Runner, Shelf
    from ketensim.ensemble.batches import Settings

    wanted = scored_periods(fitted.known.until)
    figures = tuple(observed()[key] for key in wanted)
    shelf = Shelf.of(work, figures, Settings(fitted.recipe.seed + 1, LAST_OBSERVED, 1.0))
    outputs = Runner(shelf, jobs, len(scenarios)).outputs(scenarios)
    return {key: outputs[:, number] for number, key in enumerate(wanted)}


def scored_periods(origin: date) -> list[tuple[str, str]]:
    """The figures that are scored: of each series the years and year ends after the origin."""
    wanted = [(series, period) for series in SERIES for year in ("2024", "2025") for period in (year, f"{year}-12-31")]
    return [key for key in wanted if key in observed() and _ends(key[1]) > origin]


def _ends(period: str) -> date:
    return date(int(period[:4]), 12, 31)


# -- others that forecast the same --------------------------------------------------------------------------------------
def persistence(keys: Sequence[tuple[str, str]], origin: date) -> tuple[Score, ...]:
    """As the last year that was known at the origin."""
    return _points(keys, origin, lambda last, before, years: last)


def drift(keys: Sequence[tuple[str, str]], origin: date) -> tuple[Score, ...]:
    """The change of the last known year once more for each year ahead, where the year before it is known."""
    return _points(keys, origin, lambda last, before, years: last if before is None else last + years * (last - before))


def official(keys: Sequence[tuple[str, str]]) -> tuple[Score, ...]:
    """The official forecast of late 2024 of reception places needed, as persons at the target occupancy."""
    key = ("coa.occupancy", "2025-12-31")
    return (score(*key, observed()[key].value, np.array([OFFICIAL_PLACES * TARGET_OCCUPANCY])),) if key in keys else ()


def _points(keys: Sequence[tuple[str, str]], origin: date, guess: Callable[[float, float | None, int], float]) -> tuple[Score, ...]:
    """A guess from the last figure that was known and the one of the year before it, if any, for so many years ahead."""
    found = []
    for series, period in keys:
        years = 1
        while _ends(_years_back(period, years)) > origin:
            years += 1
        last, before = (observed().get((series, _years_back(period, n))) for n in (years, years + 1))
        if last is not None:
            point = guess(last.value, before.value if before is not None else None, years)
            found.append(score(series, period, observed()[series, period].value, np.array([point])))
    return tuple(found)


def _years_back(period: str, years: int) -> str:
    return f"{int(period[:4]) - years}{period[4:]}"
