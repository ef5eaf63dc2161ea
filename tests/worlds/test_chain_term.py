"""The statutory term of files whose day can be reckoned by hand."""

from datetime import date

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.census import Census
from ketensim.chain.simulate import build
from ketensim.chain.states import P
from ketensim.chain.term import MONTH
from ketensim.scenario.groups import NATIONALITIES

START = date(2024, 1, 1)
ERITREA, SYRIA = NATIONALITIES.index("eritrea"), NATIONALITIES.index("syria")


@pytest.fixture(scope="module")
def chain():
    return build(load_scenario("basis"), seed=1, replications=[0], until=date(2025, 12, 31), scale=0.005)


def ends(chain, today, applied, nation=ERITREA, state="ind.aa", since=None):
    """Days since the application after which the term of such a file ends, by the rules of a date."""
    ids, people = np.array([0]), chain.people
    people.state0[ids] = chain.sim.names[0].index(state)
    people.applied[ids] = day = float((applied - START).days)
    people.nationality[ids], people.term_after[ids] = nation, 0.0
    people.since0[ids] = day if since is None else (since - START).days
    chain.sim.day = (today - START).days
    return float(chain.term.ends(ids)[0]) - day


def test_fifteen_months_under_the_extension_and_six_since_the_ruling(chain):
    assert ends(chain, date(2025, 5, 7), date(2024, 8, 1)) == pytest.approx(15 * MONTH)
    assert ends(chain, date(2025, 5, 8), date(2024, 8, 1)) == pytest.approx(6 * MONTH)


def test_an_extension_that_was_undone_keeps_a_file_from_being_late_until_then_but_not_from_being_counted_so(chain):
    applied, decided = date(2024, 8, 1), date(2025, 4, 1)  # in eight months
    assert ends(chain, decided, applied) == pytest.approx(15 * MONTH)
    assert not chain.term.in_time(np.array([0]), np.array([float((decided - START).days)]))[0]


def test_the_extension_holds_for_files_within_their_term_when_it_began_and_no_older_ones(chain):
    assert ends(chain, START, date(2022, 4, 1)) == pytest.approx(15 * MONTH)
    assert ends(chain, START, date(2022, 3, 1)) == pytest.approx(6 * MONTH)


def test_an_extension_that_begins_again_revives_no_file_that_was_late():
    again = load_scenario("basis").change("ind.term.extension", value=9, from_="2025-09-01")
    chain = build(again, seed=1, replications=[0], until=date(2025, 12, 31), scale=0.005)
    assert ends(chain, date(2025, 10, 1), date(2025, 2, 1)) == pytest.approx(6 * MONTH)
    assert ends(chain, date(2025, 10, 1), date(2025, 4, 1)) == pytest.approx(15 * MONTH)


def test_a_moratorium_puts_off_the_term_of_syrian_files_that_were_within_it(chain):
    days = (date(2025, 6, 10) - date(2024, 12, 9)).days
    assert ends(chain, date(2025, 7, 1), date(2024, 10, 1), SYRIA) == pytest.approx(6 * MONTH + days)
    assert ends(chain, date(2025, 7, 1), date(2024, 10, 1), ERITREA) == pytest.approx(6 * MONTH)
    assert ends(chain, date(2025, 7, 1), date(2024, 3, 1), SYRIA) == pytest.approx(6 * MONTH)  # late when it began
    assert ends(chain, date(2025, 7, 1), date(2025, 7, 1), SYRIA) == pytest.approx(6 * MONTH)  # filed after it


def test_while_a_moratorium_lasts_the_term_is_the_longest_the_law_allows(chain):
    assert ends(chain, date(2025, 2, 1), date(2024, 10, 1), SYRIA) == pytest.approx(21 * MONTH)


def test_a_dublin_claim_has_no_term_and_a_file_that_comes_out_of_it_a_term_of_its_own(chain):
    assert ends(chain, date(2025, 7, 1), date(2025, 1, 1), state="ind.spoor1") == np.inf
    assert ends(chain, date(2025, 7, 1), date(2025, 1, 1), state="courts.aa") == np.inf
    first = np.array([0])
    ends(chain, date(2025, 7, 1), date(2025, 1, 1))
    day = float((date(2025, 4, 1) - START).days)
    chain.term.starts(first, np.array([day]))
    assert chain.term.ends(first)[0] == pytest.approx(day + 6 * MONTH)


def test_a_reopened_file_has_its_term_from_the_day_it_came_back(chain):
    back, applied = date(2025, 6, 1), date(2023, 1, 1)
    assert ends(chain, date(2025, 7, 1), applied, state="ind.reopened", since=back) == pytest.approx((back - applied).days + 6 * MONTH)


def test_family_abroad_has_six_months(chain):
    assert ends(chain, date(2025, 7, 1), date(2025, 1, 1), state="nareis.mvv") == pytest.approx(6 * MONTH)


def test_persons_past_their_term_are_those_whose_term_has_ended(chain):
    people, month_end = chain.people, (date(2024, 6, 30) - START).days
    chain.sim.day = month_end
    ids = np.arange(people.count)
    late = ids[chain.term.ends(ids) < month_end + 1]
    counted = np.bincount(people.state0[late], people.size[late], len(chain.sim.names[0])) / chain.scale
    census = Census(chain)
    census.take(month_end)
    assert census.counts["ind.past_term.aa"][month_end, 0] == counted[P["ind.aa"]] > 0
    assert census.counts["nareis.past_term"][month_end, 0] == counted[P["nareis.mvv"]] + counted[P["nareis.evrm8"]] > 0
    assert census.counts["ind.past_term"][month_end, 0] == counted.sum() - census.counts["nareis.past_term"][month_end, 0]
