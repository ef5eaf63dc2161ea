"""The search of `solve` on functions whose answer is known."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketensim.explore.curves import Curve
from ketensim.explore.search import Span, most_trials, search

SPAN = Span(0.0, 10.0, base=2.0, step=0.05)


def no_more_than(bound):
    """The excess of a goal <= bound."""
    return lambda values: values - bound


def no_less_than(bound):
    return lambda values: bound - values


class Asked:
    """Functions of a position, one a world, and every trial that was asked of them."""

    def __init__(self, *functions):
        self.functions, self.trials = functions, []

    def __call__(self, trials):
        self.trials += trials
        return [self.functions[world](position) for position, world in trials]

    def find(self, excess, *, probabilities=(0.5, 0.8), span=SPAN, points=5):
        found = search(self, len(self.functions), span, excess, probabilities, points)
        assert found.trials == len(self.trials) <= most_trials(len(self.functions), span, points, len(probabilities))
        assert len(set(self.trials)) == len(self.trials)  # nothing is simulated twice
        return found


def line(start, slope=-10.0):
    """A straight line; None is position 2, what is now."""
    return lambda x: start + slope * (2.0 if x is None else x)


def test_each_straight_line_is_solved_where_it_crosses():
    found = Asked(line(120), line(130), line(140), line(150), line(160)).find(no_more_than(100))
    assert [threshold.position for threshold in found.thresholds] == pytest.approx([2, 3, 4, 5, 6])
    assert {threshold.side for threshold in found.thresholds} == {1} and found.direction == 1
    assert found.interval() == pytest.approx((2, 4, 6))


def test_an_answer_is_the_least_change_that_reaches_the_goal_in_so_many_worlds():
    half, most = Asked(line(120), line(130), line(140), line(150), line(160)).find(no_more_than(100)).answers
    assert (half.position, half.share, half.tried) == (pytest.approx(4.0), 0.6, True)  # three of five: two are fewer than half
    assert (most.position, most.share, most.tried) == (pytest.approx(5.0), 0.8, True)


@pytest.mark.parametrize(("excess", "slope", "side"), [(no_more_than(100), 10.0, -1), (no_less_than(100), 10.0, 1), (no_less_than(100), -10.0, -1)])  # fmt: skip
def test_both_senses_and_both_directions(excess, slope, side):
    found = Asked(lambda x: 100 + slope * ((2 if x is None else x) - 1.27)).find(excess, span=Span(0.0, 10.0, 5.0, step=0.05))
    assert found.thresholds[0].position == pytest.approx(1.27) and found.thresholds[0].side == side and found.direction == side
    shown = found.answers[0].position
    assert (shown == pytest.approx(1.25) and excess(np.array([100 + slope * (shown - 1.27)]))[0] <= 0) or side == 1


def test_a_curve_is_solved_finely_with_few_trials():
    asked = Asked(lambda x: 100 * math.exp(-0.3 * (2 if x is None else x)))
    found = asked.find(no_more_than(20), probabilities=(0.5,))
    assert found.thresholds[0].position == pytest.approx(math.log(5) / 0.3, abs=0.05)
    assert len(asked.trials) <= 9


def test_a_goal_out_of_reach_has_no_answer_and_says_so():
    found = Asked(line(300), line(310)).find(no_more_than(100))
    assert [threshold.status for threshold in found.thresholds] == ["never", "never"]
    assert [(answer.position, answer.share) for answer in found.answers] == [(None, 0.0), (None, 0.0)]
    assert found.interval() == (math.inf, math.inf, math.inf)


def test_a_goal_that_half_of_the_worlds_cannot_reach():
    found = Asked(line(130), line(140), line(400), line(410)).find(no_more_than(100), probabilities=(0.5, 0.75))
    half, most = found.answers
    assert half.position == pytest.approx(4.0) and half.share == 0.5
    assert most.position is None and most.share == 0.5  # the most that any value reaches
    low, median, high = found.interval()
    assert low == pytest.approx(3.0) and high == math.inf and median == pytest.approx(4.0)


def test_what_is_reached_already_needs_no_change():
    (answer,) = Asked(line(110), line(115), line(140)).find(no_more_than(100), probabilities=(0.5,)).answers
    assert answer.needless and answer.share == pytest.approx(2 / 3)
    always = Asked(line(90), line(80)).find(no_more_than(100))
    assert [threshold.status for threshold in always.thresholds] == ["always", "always"] and always.interval()[0] == -math.inf


def test_of_two_answers_the_one_nearest_to_what_is_now_is_given_and_the_bend_is_told():
    found = Asked(lambda x: (5.0 - (2 if x is None else x)) ** 2).find(no_more_than(1.0), points=9)
    assert found.curves[0].bends() and found.thresholds[0].position == pytest.approx(4.0, abs=0.05)
    ((low, high),) = found.curves[0].met(found.excess)
    assert (low, high) == pytest.approx((4.0, 6.0), abs=0.3)


def test_a_wobble_of_chance_is_no_bend():
    wobbling = Curve.of([(x, 100 - 10 * x + 6.0 * (-1) ** x) for x in range(10)])
    assert not wobbling.bends() and Curve.of([(0, 0), (1, 10), (2, 5)]).bends()


def test_a_jump_that_no_curve_shows_is_found_by_trying_the_answer():
    """Between two points the curve is a guess: what counts is what the world does at the answer."""
    functions = [lambda x, edge=edge: 200.0 if (2 if x is None else x) < edge else 90.0 for edge in (6.1, 6.3, 6.9)]
    (answer,) = Asked(*functions).find(no_more_than(100), probabilities=(1.0,)).answers
    if answer.tried:
        assert all(function(answer.position) <= 100 for function in functions)
    else:
        assert answer.position is not None  # and the reader is told that it was read off


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(50, 200), st.floats(0.2, 3.0), st.floats(0.5, 2.0)), min_size=1, max_size=8), st.sampled_from([0.5, 0.8, 1.0]))  # fmt: skip
def test_who_does_as_the_answer_says_reaches_the_goal(worlds, probability):
    functions = [lambda x, a=a, b=b, c=c: a * math.exp(-b * ((2 if x is None else x) / 10) ** c) for a, b, c in worlds]
    (answer,) = Asked(*functions).find(no_more_than(90), probabilities=(probability,)).answers
    if answer.position is None and not answer.needless:
        assert sum(function(10.0) <= 90 for function in functions) < probability * len(functions)
    elif answer.tried:
        met = sum(function(answer.position) <= 90 for function in functions)
        assert met == round(answer.share * len(functions)) and met >= probability * len(functions) - 1e-9


def test_the_latest_start_of_a_change():
    goal_day = date(2027, 7, 1).toordinal()
    span = Span(date(2026, 1, 1).toordinal(), goal_day, base=goal_day, unchanged=goal_day, whole=True)
    needed = (40, 100, 200)  # so many days before the goal it must have begun
    functions = [lambda x, days=days: 1000.0 - (goal_day - x) * 500 / days for days in needed]
    found = Asked(*functions).find(no_more_than(500), span=span, probabilities=(1 / 3, 2 / 3, 1.0))
    assert [answer.position for answer in found.answers] == [goal_day - 40, goal_day - 100, goal_day - 200]
    assert all(answer.tried for answer in found.answers) and found.direction == -1
    assert all(float(position).is_integer() for curve in found.curves for position, _ in curve.points)


def test_a_mean_over_nobody_is_left_out_of_the_curve():
    found = Asked(lambda x: math.nan if (2 if x is None else x) < 1 else 120.0 - 5 * (2 if x is None else x)).find(
        no_more_than(100), probabilities=(0.5,)
    )
    assert found.thresholds[0].position == pytest.approx(4.0, abs=0.05)
    assert found.answers[0].position == pytest.approx(4.0, abs=0.05)


def test_answers_are_rounded_away_from_what_is_now_and_stay_in_range():
    span = Span(0.0, 9.99, base=5.0, step=0.5)
    assert [span.rounded(x) for x in (6.1, 6.5, 4.4, 9.98, 0.2)] == [6.5, 6.5, 4.0, 9.99, 0.0]


@pytest.mark.parametrize("base", [0.0, 0.3, 2.0, 9.9, 10.0, 20.0])
def test_the_coarse_grid_spans_the_range_and_has_what_is_now(base):
    grid = Span(0.0, 10.0, base).grid(5)
    assert (grid[0], grid[-1], len(grid)) == (0.0, 10.0, 5) and list(grid) == sorted(grid)
    assert base in grid or base > 10
