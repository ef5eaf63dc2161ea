"""The vrijheidsbeperkende locatie (vbl): single adults who work on their departure keep reception there, for twelve weeks at most
(report 6.3.3, figure 92; 4.3.2). Families go to a gezinslocatie, which :mod:`ketensim.chain.places` reads from their files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.engine.people import Ids
from ketensim.scenario.groups import ADULT

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]


class Vbl:
    """Who is in the vbl, which the column ``vbl`` of a person says."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._cooperates, self._weeks = chain.now("coa.vbl_share"), chain.now("departure.vbl_longest")
        chain.people.column("vbl", np.bool_, False)
        self._limit = chain.sim.timer(0, self._end)

    def may_enter(self, ids: Ids, at: Floats) -> None:
        """After the term: single adults who are at COA still and cooperate go to the vbl."""
        enters = (self.chain.people.kind[ids] == ADULT) & self.chain.sleeps(ids, "coa")
        enters &= self.chain.luck(ids, "departure.vbl") < self._cooperates(ids)
        self.chain.sim.count("departure.vbl_in", ids[enters])
        self._stay(ids[enters], at[enters] + 7.0 * self._weeks(ids[enters]))

    def already_there(self, ids: Ids, rest: Floats) -> None:
        """On the first day: there, for the ``rest`` (a share) of the longest stay."""
        self.chain.sim.count("departure.vbl_opening", ids)
        self._stay(ids, rest * 7.0 * self._weeks(ids))

    def _stay(self, ids: Ids, until: Floats) -> None:
        self.chain.people.vbl[ids] = True
        self._limit.set(ids, until)

    def _end(self, ids: Ids, at: Floats) -> None:
        """Twelve weeks have passed: reception ends."""
        here = self.chain.people.vbl[ids]
        ids, at = ids[here], at[here]
        self.leave(ids)
        self.chain.coa.leave(ids, at, "elsewhere", "rejected")

    def leave(self, ids: Ids) -> None:
        """No longer there, whatever comes."""
        there = ids[self.chain.people.vbl[ids]]
        self.chain.people.vbl[there] = False
        self.chain.sim.count("departure.vbl_out", there)
