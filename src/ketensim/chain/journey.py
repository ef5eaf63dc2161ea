"""The journey of family that may come: collect the mvv at an embassy, travel, arrive (appendix I "Mvv nareis").

There are 90 days for either step. Who does not make it in time has lapsed: the family may apply again. On arrival a nareiziger
gets a derived permit, article 8 family a regular one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.states import R
from ketensim.chain.values import Today
from ketensim.chain.waits import SHAPES
from ketensim.engine.draws import age
from ketensim.engine.people import Ids
from ketensim.engine.stations import Then

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]


class Step:
    """A step that a family takes in time, or does not: ``done(ids, at)`` gets the first, ``lapsed(ids, at)`` the others when the term ends.

    ``mean`` days for those who make it, at most the ``term``; ``fails`` is the share of the others.
    """

    def __init__(self, chain: Chain, state: str, mean: Today, term: Today, fails: Today, done: Then, lapsed: Then) -> None:
        self.chain, self._state = chain, state
        self._mean, self._term, self._fails = mean, term, fails
        self._in_time, self._too_late = chain.sim.delay(0, state, done), chain.sim.delay(0, state, lapsed)

    def put(self, ids: Ids, at: Floats) -> None:
        """Begin the step at these times."""
        term = np.broadcast_to(np.asarray(self._term(ids), np.float64), ids.shape)
        fails = self._luck(ids) < self._fails(ids)
        takes = self.chain.time(self.chain.people.referent[ids], self._state, self._mean(ids))
        self._set(ids, at, np.where(fails, term, np.minimum(takes, term)), fails)

    def midway(self, ids: Ids, past: Floats, mean: float, term: float) -> None:
        """In the middle of it when the run begins; ``past`` are numbers in (0, 1). Who does not make it is there for longer."""
        share = np.asarray(self._fails(ids))
        fails = self._luck(ids) < share * term / (share * term + (1.0 - share) * mean)
        elapsed = np.where(fails, past * term, np.minimum(age(past, mean, SHAPES[self._state]), term - 1.0))
        rest = self.chain.rest(self.chain.people.referent[ids], self._state, mean, elapsed)
        self._set(ids, -elapsed, np.where(fails, term, np.minimum(elapsed + rest, term)), fails)

    def _set(self, ids: Ids, begun: Floats, takes: Floats, fails: NDArray[np.bool_]) -> None:
        for delay, part in ((self._in_time, ~fails), (self._too_late, fails)):
            delay.put(ids[part], begun[part], begun[part] + takes[part])

    def _luck(self, ids: Ids) -> Floats:
        return self.chain.nareis.family_luck(ids, f"{self._state}.fails")


class Journey:
    """From the grant to the arrival."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._direct, self._again = chain.now("nareis.direct_to_referent"), chain.now("nareis.applies_again")
        self.travelling = Step(
            chain, "nareis.travel", chain.now("nareis.travel_duration"), chain.now("nareis.travel_term"), chain.now("nareis.no_show"),
            self._arrive, lambda ids, at: self._lapse(ids, at, "not_travelled"),
        )  # fmt: skip
        self.collecting = Step(
            chain, "nareis.collect", chain.now("nareis.collect_duration"), chain.now("nareis.collect_term"), chain.by_nationality("nareis.not_collected"),
            self._collected, lambda ids, at: self._lapse(ids, at, "not_collected"),
        )  # fmt: skip

    def begin(self, ids: Ids, at: Floats) -> None:
        """Granted: the mvv can be collected."""
        self.collecting.put(ids, at)

    def _collected(self, ids: Ids, at: Floats) -> None:
        self.travelling.put(*self.chain.nareis.still_wanted(ids, at))

    def _lapse(self, ids: Ids, at: Floats, how: str) -> None:
        """Too late: some apply again, as somebody new; the others never come."""
        chain = self.chain
        chain.sim.count(f"nareis.{how}", ids)
        again = chain.nareis.family_luck(ids, "nareis.applies_again") < self._again(ids)
        chain.housing.family_stays_away(ids[again], at[again])
        chain.nareis.apply_again(ids[again], at[again])
        chain.nareis.will_not_come(ids[~again], at[~again])

    def _arrive(self, ids: Ids, at: Floats) -> None:
        """Arrival: a derived permit, and a bed at COA or with the referent who has a house (measure of September 2025)."""
        chain, people = self.chain, self.chain.people
        ids, at = chain.nareis.still_wanted(ids, at)
        eight = people.article8[ids]
        chain.sim.count("inflow.nareis_arrivals", ids[~eight])
        chain.sim.count("nareis.evrm8.arrivals", ids[eight])
        chain.sim.count("nareis.arrivals_subsidiary", ids[people.subsidiary[people.referent[ids]]])
        people.permit[ids] = at
        chain.renewal.permit(ids[~eight], at[~eight])  # of article 8 the permit is a regular one
        housed = people.state1[people.referent[ids]] == R["municipality"]  # an amv with Nidos has no house to join
        direct = housed & chain.housing.fits_in(ids, self._direct(ids))  # where the house is too small nobody goes straight there
        chain.housing.straight_to_referent(ids[direct], at[direct])
        for mark, cause in ((~direct & ~eight, "nareis"), (~direct & eight, "evrm8")):
            chain.coa.receive(ids[mark], at[mark], cause)
        chain.housing.family_arrives(ids[~direct], at[~direct])


__all__ = ["Journey"]
