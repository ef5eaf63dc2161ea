"""What began under a rule ends under it, and a chance that comes again is drawn anew."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.simulate import build
from ketensim.scenario.groups import ADULT

SCALE, WHEN, UNTIL = 0.1, date(2025, 1, 1), date(2025, 12, 31)


@pytest.fixture(scope="module")
def base():
    return load_scenario("basis")


def run(scenario, until=UNTIL):
    chain = build(scenario, 1, [0], until, SCALE)
    chain.sim.run()
    return chain


def per_day(chain, name: str) -> np.ndarray:
    """An event or a sum of the ledger, by day."""
    ledger = chain.sim.ledger
    return (ledger.events if name in ledger.events else ledger.sums)[name].sum(axis=1)


def test_who_came_back_from_a_host_once_need_not_do_so_for_ever(base):
    often = base.change("coa.to_host", 4.0).change("coa.host_stay", 2.0)
    chain = run(often.change("coa.back_from_host", 0.5))
    hosted = chain.people.hosted[: chain.people.count]
    again = [(hosted > times).sum() / (hosted >= times).sum() for times in (1, 2, 3)]
    assert (hosted >= 3).sum() > 50
    assert max(again) < 0.6  # half would, if nobody's file were decided meanwhile


def test_a_penalty_that_runs_is_paid_though_none_is_set_any_more(base):
    days = (WHEN - base.start).days
    kept, gone = (
        per_day(run(s), "courts.late.penalties.judicial") for s in (base, base.change("courts.late.penalty_a_day", 0.0, from_=WHEN))
    )
    assert np.array_equal(kept[:days], gone[:days])
    assert gone[days : days + 60].sum() == pytest.approx(kept[days : days + 60].sum(), rel=0.1)
    assert gone[-60:].sum() < 0.1 * kept[-60:].sum()


def test_a_higher_appeal_succeeds_by_the_rule_of_the_day_on_which_it_was_filed(base):
    never = base.change("raad_van_state.overturned", 0.0).change("raad_van_state.ind_appeal_share", 0.0)
    always = never.change("raad_van_state.overturned", 1.0, from_=WHEN)
    won = per_day(run(always), "raad_van_state.for_person")
    day = (WHEN - base.start).days
    assert won[: day + 10].sum() == 0
    assert won[day:].sum() > 20


def test_police_and_kmar_hand_over_adults(base):
    people = run(base, date(2024, 6, 30)).people
    handed_over = people.from_supervision[: people.count] > 0
    assert handed_over.sum() > 100
    assert (people.kind[: people.count][handed_over] == ADULT).all()


def test_a_permit_that_was_withdrawn_stands_again_when_the_court_says_so(base):
    back = base.change("syria.permits_reviewed", 1.0).change("syria.permits_withdrawn", 1.0).change("courts.appeal_share.va", 1.0)
    back = back.change("courts.overturned", 1.0).change("courts.capacity", 200_000.0).change("raad_van_state.ind_appeal_share", 0.0)
    chain = build(back.change("courts.preparation.va", 1.0), 1, [0], UNTIL, SCALE)
    held, reopen = [], chain.ind.reopen_now
    chain.ind.reopen_now = lambda ids, at: (held.append(int((~np.isnan(chain.people.permit[ids])).sum())), reopen(ids, at))
    chain.sim.run()
    assert per_day(chain, "ind.permits_withdrawn").sum() > 100
    assert sum(held) == 0 and len(held) > 100
