"""Where the file is and where the person sleeps move apart, but not every pair of the two can be.

The pairs that can, from the process descriptions (report appendix I): an applicant sleeps at COA, with family or friends,
or, an amv, in a family of Nidos, until there is a decision; family waits abroad; who has a permit waits for a house at COA, or in
a way-station, an amv for a place of Nidos; who has to leave may have lost reception; who is gone sleeps elsewhere or has left.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.simulate import build
from ketensim.chain.states import PROCEDURE, RESIDENCE, P, R
from ketensim.scenario.groups import KINDS

APPLICANT, GROWN = {"coa", "host", "nidos.family"}, {"coa", "host"}
WAY_STATIONS = {"har", "doorstroom"}
CAN_SLEEP = {
    "outside": {"outside"},
    "registration": APPLICANT,
    "ind.border": {"detention.border"},
    "ind.spoor1": GROWN,  # an amv is never in Dublin or spoor 2
    "ind.spoor1.transfer": GROWN,
    "ind.spoor2": GROWN,
    "ind.aa": APPLICANT,
    "ind.va": APPLICANT,
    "ind.subsequent": APPLICANT | {"elsewhere", "detention.border"},  # who applies again does not always get a place
    "ind.reopened": APPLICANT,
    "courts.aa": APPLICANT | {"elsewhere", "detention.border"},  # an appeal keeps the right to reception
    "courts.va": APPLICANT,
    "courts.dublin": GROWN,
    "raad_van_state.aa": APPLICANT,  # those who may wait for the ruling here
    "raad_van_state.va": APPLICANT,
    "nareis.mvv": {"abroad"},
    "nareis.evrm8": {"abroad"},
    "nareis.objection": {"abroad"},
    "nareis.appeal": {"abroad"},
    "nareis.collect": {"abroad"},
    "nareis.travel": {"abroad"},
    "nareis.refused": {"abroad"},
    "housing.family": {"coa"},
    "housing.linking": {"coa"} | WAY_STATIONS,  # of whom family has come while put up elsewhere: linked together
    "housing.queue": {"coa"} | WAY_STATIONS,
    "housing.joining": {"coa"},
    "housing.nidos": {"coa"},
    "housing.stay": WAY_STATIONS,
    "housed": {"municipality", "nidos.family", "nidos.kso", "nidos.extended"},
    "departure.term": APPLICANT | {"elsewhere", "detention.border"},
    "departure.dtenv": APPLICANT | {"elsewhere", "detention.border"},
    "departure.detention": {"detention"},
    "departure.postponed": APPLICANT,
    "departed": {"elsewhere", "left"},
    "closed": {"elsewhere", "municipality"},  # gone with the file open; or a permit of another kind than asylum
}


@pytest.fixture(scope="module")
def chain():
    chain = build(load_scenario("basis"), 1, [0], date(2026, 6, 30))
    chain.sim.run()
    return chain


def populated(chain) -> dict[tuple[str, str], int]:
    """The pairs in which anybody ever was at a day's end, with the most at once."""
    most = chain.sim.ledger.stock.sum(axis=3).max(axis=0)
    return {(PROCEDURE[file], RESIDENCE[place]): int(most[file, place]) for file, place in np.argwhere(most)}


def test_only_pairs_that_can_be(chain):
    can = {(file, place) for file, places in CAN_SLEEP.items() for place in places}
    assert {pair: most for pair, most in populated(chain).items() if pair not in can} == {}


def test_every_pair_that_can_be_is(chain):
    """So that the table above forbids what it can."""
    can = {(file, place) for file, places in CAN_SLEEP.items() for place in places}
    assert can - set(populated(chain)) == set()


def test_amv_are_not_in_dublin_or_spoor_2_nor_family_alone_with_nidos(chain):
    stock = chain.sim.ledger.stock
    by_kind = stock.reshape(*stock.shape[:3], -1, len(KINDS)).sum(axis=(0, 3))
    for state in ("ind.spoor1", "ind.spoor1.transfer", "ind.spoor2", "courts.dublin"):
        assert by_kind[P[state], :, 2].sum() == 0
    nidos = [R["nidos.family"], R["nidos.kso"]]
    assert by_kind[:, nidos, 2].sum() > 0
    assert by_kind[:, nidos, :2].sum() == 0  # grown up, nobody stays
    assert by_kind[:, R["nidos.extended"], 1:].sum() == 0


def test_family_that_follows_is_counted_as_family(chain):
    stock = chain.sim.ledger.stock
    by_kind = stock.reshape(*stock.shape[:3], -1, len(KINDS)).sum(axis=(0, 2, 3))
    for state in ("nareis.mvv", "nareis.evrm8", "nareis.objection", "nareis.travel", "nareis.refused", "housing.joining"):
        assert by_kind[P[state], 1] > 0
        assert by_kind[P[state], [0, 2]].sum() == 0
