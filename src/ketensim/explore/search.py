"""Finding where a goal is met, in many worlds at once, with few trials: a coarse curve for each, then a closer look where
each crosses the goal, then the answer itself is tried in all of them.

What is searched is a plain number, the ``position`` of a lever; what a trial means is the business of who evaluates it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ketensim.explore.curves import Curve, Excess, Floats

CLOSER, CONFIRMING = 2, 2  # rounds of a closer look at each world, and of trying an answer in all
NEAR = 0.002  # of the height of a curve: so close to the goal, or of the range of the lever, is close enough
Trial = tuple[float | None, int]  # position (None: nothing is changed), number of the world
Evaluate = Callable[[Sequence[Trial]], Sequence[float]]


@dataclass(frozen=True)
class Span:
    """The positions that are searched: from ``low`` to ``high``. Answers near ``base`` are preferred, in multiples of ``step``.

    ``unchanged`` is the position at which nothing is changed, None when there is none in the range. ``whole``: positions
    are whole numbers (days).
    """

    low: float
    high: float
    base: float
    unchanged: float | None = None
    step: float = 0.0
    whole: bool = False

    def grid(self, points: int) -> tuple[float, ...]:
        """About so many positions over the whole range, the base among them when it lies within."""
        if not self.low < self.base < self.high:
            found = np.linspace(self.low, self.high, points)
        else:
            below = min(points - 2, max(1, round((points - 1) * (self.base - self.low) / (self.high - self.low))))
            found = np.concatenate([
                np.linspace(self.low, self.base, below + 1), np.linspace(self.base, self.high, points - below)[1:]
            ])  # fmt: skip
        return tuple(dict.fromkeys(float(round(x)) if self.whole else float(x) for x in found))

    def rounded(self, position: float) -> float:
        """A position to show: rounded away from the base, within the range."""
        step = 1.0 if self.whole else self.step
        if step <= 0:
            return position
        turns = position / step
        whole = math.ceil(turns - 1e-6) if position > self.base else math.floor(turns + 1e-6)
        return float(min(max(float(f"{whole * step:.10g}"), self.low), self.high))

    def inside(self, low: float, root: float, high: float) -> float | None:
        """Where to look closer between two trials; None when they are close enough."""
        if self.whole:
            middle = float(min(max(math.floor(root), low + 1), high - 1))
            return middle if low < middle < high else None
        if high - low <= NEAR * (self.high - self.low):
            return None
        edge = 0.05 * (high - low)
        return min(max(root, low + edge), high - edge)


@dataclass(frozen=True)
class Answer:
    """The position at which the goal is met with a ``probability`` that is asked; None when there is none in the range.

    ``share`` of the worlds meet it there, and ``tried`` says that all were run there rather than read off their curves.
    ``needless``: they do so when nothing is changed.
    """

    probability: float
    position: float | None
    share: float
    tried: bool
    needless: bool = False


@dataclass(frozen=True)
class Found:
    """What a search found: a curve a world, its value when nothing is changed (shape (worlds,)), answers, and what it took."""

    span: Span
    curves: tuple[Curve, ...]
    as_is: Floats
    excess: Excess
    answers: tuple[Answer, ...]
    trials: int

    @cached_property
    def met_as_is(self) -> tuple[bool, ...]:
        """Whether each world meets the goal when nothing is changed."""
        return tuple(bool(e <= 0) for e in self.excess(self.as_is))

    def share_met(self, position: float) -> float:
        """The share of the worlds that meet the goal at a position."""
        return float(np.mean([curve.is_met_at(position, self.excess) for curve in self.curves]))

    @cached_property
    def thresholds(self) -> tuple[Threshold, ...]:
        """Where each world begins to meet the goal."""
        return tuple(_threshold(curve, self.excess, self.span) for curve in self.curves)

    @cached_property
    def direction(self) -> int:
        """1 when a higher position helps, -1 when a lower one does."""
        sides = Counter(threshold.side for threshold in self.thresholds)
        if sides[1] != sides[-1]:
            return 1 if sides[1] > sides[-1] else -1
        ends = [float(np.nanmean(self.excess(np.array([curve.y[end] for curve in self.curves if curve.points])))) for end in (0, -1)]
        return 1 if ends[1] <= ends[0] else -1

    def interval(self, level: float = 0.8) -> tuple[float, float, float]:
        """Low, median and high of the positions from which worlds meet the goal.

        Infinite on the side of need when a world does not meet it in the range, on the other when it meets it all over.
        """
        beyond = {"never": self.direction * math.inf, "always": -self.direction * math.inf}
        values = np.array([threshold.position if threshold.status == "met" else beyond[threshold.status] for threshold in self.thresholds])
        middle = [float(np.quantile(values, 0.5, method=method)) for method in ("lower", "higher")]
        median = sum(middle) / 2 if all(map(math.isfinite, middle)) else middle[0]
        tail = (1 - level) / 2
        return float(np.quantile(values, tail, method="lower")), median, float(np.quantile(values, 1 - tail, method="higher"))


@dataclass(frozen=True)
class Threshold:
    """Where a world begins (``side`` 1: upwards, -1: downwards) to meet a goal; ``status``: met, always or never in the range."""

    status: str
    position: float = math.nan
    side: int = 0


def most_trials(worlds: int, span: Span, points: int, probabilities: int) -> int:
    """How many trials a search takes at most."""
    return worlds * (len(span.grid(points)) + (span.unchanged is None) + CLOSER + CONFIRMING * probabilities)


def search(evaluate: Evaluate, worlds: int, span: Span, excess: Excess, probabilities: Sequence[float], points: int) -> Found:
    """Find where worlds 0 to N - 1 meet a goal; ``evaluate`` gives the value of the series for each of some trials.

    ``excess`` of a value is nought or less where the goal is met.
    """
    trials = _Trials(evaluate, worlds)
    trials.make((x, world) for x in (*span.grid(points), span.unchanged) for world in range(worlds))
    for _ in range(CLOSER):
        trials.make(_closer_looks(trials.curves(), excess, span))
    for _ in range(CONFIRMING):
        answers = trials.answers(span, excess, probabilities)
        trials.make((a.position, world) for a in answers if a.position is not None and not a.needless for world in range(worlds))
    answers = trials.answers(span, excess, probabilities)
    return Found(span, trials.curves(), trials.as_is(span), excess, answers, len(trials.done))


class _Trials:
    """Trials that were made, each once."""

    def __init__(self, evaluate: Evaluate, worlds: int) -> None:
        self.evaluate, self.worlds = evaluate, worlds
        self.done: dict[Trial, float] = {}

    def make(self, wanted: Iterable[Trial]) -> None:
        """Make those of some trials that were not made yet, all in one go."""
        new = [trial for trial in dict.fromkeys(wanted) if trial not in self.done]
        if new:
            self.done |= dict(zip(new, self.evaluate(new), strict=True))

    def curves(self) -> tuple[Curve, ...]:
        return tuple(Curve.of([(x, y) for (x, own), y in self.done.items() if own == n and x is not None]) for n in range(self.worlds))

    def as_is(self, span: Span) -> Floats:
        return np.array([self.done[span.unchanged, world] for world in range(self.worlds)])

    def answers(self, span: Span, excess: Excess, probabilities: Sequence[float]) -> tuple[Answer, ...]:
        """The answers as far as is known."""
        as_is = float(np.mean(excess(self.as_is(span)) <= 0))
        met = [curve.met(excess) for curve in self.curves()]

        def share(position: float) -> float:
            return sum(any(low <= position <= high for low, high in stretches) for stretches in met) / self.worlds

        ends = sorted({end for stretches in met for stretch in stretches for end in stretch})
        shares = {end: share(end) for end in ends}
        found = []
        for probability in probabilities:
            if as_is >= probability - 1e-9:
                found.append(Answer(probability, span.unchanged, as_is, True, needless=True))
                continue
            enough = [end for end in ends if shares[end] >= probability - 1e-9]
            if not enough:
                found.append(Answer(probability, None, max(shares.values(), default=0.0), True))
                continue
            exact = min(enough, key=lambda end: (abs(end - span.base), end))
            shown = span.rounded(exact)
            position = shown if share(shown) >= probability - 1e-9 else exact
            tried = all((position, world) in self.done for world in range(self.worlds))
            found.append(Answer(probability, position, share(position), tried))
        return tuple(found)


def _closer_looks(curves: Sequence[Curve], excess: Excess, span: Span) -> list[Trial]:
    """A trial in each world where its curve crosses the goal nearest to the base, unless that is known well enough."""
    near = NEAR * float(np.median([float(np.ptp(curve.y)) for curve in curves if curve.points] or [0.0]))
    found: list[Trial] = []
    for world, curve in enumerate(curves):
        if not (brackets := curve.brackets(excess)):
            continue
        low, root, high = min(brackets, key=lambda bracket: abs(bracket[1] - span.base))
        if np.abs(excess(curve.y)).min() > near and (position := span.inside(low, root, high)) is not None:
            found.append((position, world))
    return found


def _threshold(curve: Curve, excess: Excess, span: Span) -> Threshold:
    stretches = curve.met(excess)
    if not stretches:
        return Threshold("never")
    first, last = span.low, span.high
    if stretches[0][0] <= first and stretches[0][1] >= last:
        return Threshold("always")
    ends = [(low, 1) for low, _ in stretches if low > first] + [(high, -1) for _, high in stretches if high < last]
    position, side = min(ends, key=lambda end: abs(end[0] - span.base))
    return Threshold("met", position, side)
