"""A forced departure takes a travel document, and detention a place (report 6.3.3 and 6.5.4, figures 93, 105 and 110)."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ketensim import Scenario, load_scenario
from ketensim.chain.departure import FORCED
from ketensim.chain.detention import places_left
from ketensim.chain.documents import ESTABLISHED, OWN
from ketensim.chain.simulate import build
from ketensim.chain.states import P

UNTIL, SCALE = date(2025, 9, 30), 0.2
CROWDED = {"departure.dtenv.forced": 4.0, "departure.documents.lacking": 1.3}


def world(name: str) -> Scenario:
    """The base, or one in which detention is ordered far more often than there are places."""
    scenario = load_scenario("basis")
    for key, factor in (CROWDED if name == "crowded" else {}).items():
        scenario = scenario.change(key, factor=factor)
    return scenario


@pytest.fixture(scope="module", params=["basis", "crowded"])
def seen(request):
    """Day by day who is in detention and who was placed there, the places, and the document of each forced departure."""
    chain = build(world(request.param), 3, [0], UNTIL, SCALE)
    people, depart, documents, inside = chain.people, chain.departure.depart, [], []

    def watch(ids, at, which, cause):
        if cause == "rejected":
            documents.extend(people.document[ids[which == FORCED]].tolist())
        depart(ids, at, which, cause)

    chain.departure.depart = watch
    chain.sim.run(lambda day: inside.append(int((people.state0[: people.count] == P["departure.detention"]).sum())))
    placed = chain.sim.ledger.events["departure.detention_in"].sum(axis=1)[: len(inside)]
    places = places_left(chain.rules[0]) * chain.rules[0].scale
    return np.array(inside), placed, places[: len(inside)], np.array(documents)


def test_nobody_is_placed_in_detention_who_has_no_place(seen):
    """Where places close, those inside stay until they leave; nobody joins them."""
    inside, placed, places, _ = seen
    assert placed.sum() > 100
    assert (inside[placed > 0] <= np.ceil(places[placed > 0])).all()


def test_a_queue_fills_the_places(seen):
    """So that the law above is not kept by having room enough: at times there is no place left."""
    inside, _, places, _ = seen
    assert (inside[200:] >= np.floor(places[200:])).any()


def test_nobody_is_removed_by_force_without_a_travel_document(seen):
    documents = seen[3]
    assert documents.size > 100
    assert set(np.unique(documents)) <= {OWN, ESTABLISHED}
