"""Objections and appeals against a refusal of nareis (figure 62; of mvv-nareis none are published).

The IND decides on an objection itself: after the time that handling takes, in order of filing, as far as its capacity
goes. Against a rejection there is an appeal at the court, which takes its time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.states import P
from ketensim.engine.people import Ids
from ketensim.engine.stations import Then

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]


class Bezwaar:
    """Refused family that objects; ``granted(ids, at)`` takes those who may come after all, ``refused(ids, at)`` the others."""

    def __init__(self, chain: Chain, granted: Then, refused: Then) -> None:
        self.chain, self._granted, self._refused = chain, granted, refused
        self._objects, self._upheld = chain.now("nareis.objection_share"), chain.now("nareis.objection_upheld")
        self._handling, self._appeals = chain.now("nareis.objection_duration"), chain.now("nareis.appeal_share")
        self._appeal_weeks, self._appeal_upheld = chain.now("nareis.appeal_duration"), chain.now("nareis.appeal_upheld")
        self._handled = chain.sim.timer(0, lambda ids, at: self.desk.line_up(ids, at))
        self.desk = chain.sim.desk(0, "nareis.objection", chain.per_day("nareis.objection_capacity"), self._by_filing, self._decide)
        self.appeals = chain.sim.delay(0, "nareis.appeal", self._rule)

    def refuse(self, ids: Ids, at: Floats) -> None:
        """Refused in first instance: an objection, or the end."""
        objects = self._luck(ids, "nareis.objects") < self._objects(ids)
        self.chain.nareis.count_sorts(ids[objects], "objections")
        self.file(ids[objects], at[objects])
        self._refused(ids[~objects], at[~objects])

    def file(self, ids: Ids, at: Floats) -> None:
        """Object at these times, before today for those who had done so when the run began."""
        if not ids.size:
            return
        self.chain.sim.move(0, ids, P["nareis.objection"], at)
        handled = at + self.chain.time(ids, "nareis.objection", 7.0 * self._handling(ids))
        done = handled < self.chain.sim.day
        self.desk.line_up(ids[done], at[done])
        self._handled.set(ids[~done], handled[~done])

    def _by_filing(self, ids: Ids, at: Floats) -> Floats:
        return self.chain.people.since0[ids]

    def _decide(self, ids: Ids, at: Floats) -> None:
        self.chain.nareis.count_sorts(ids, "objections_decided")
        self.chain.budget.charge("objection", ids)
        upheld = self._luck(ids, "nareis.objection.upheld") < self._upheld(ids)
        self.chain.nareis.count_sorts(ids[upheld], "granted")
        self._granted(ids[upheld], at[upheld])
        ids, at = ids[~upheld], at[~upheld]
        appeals = self._luck(ids, "nareis.appeals") < self._appeals(ids)
        self.chain.sim.count("nareis.appeals_in", ids[appeals])
        who, when = ids[appeals], at[appeals]
        self.appeals.put(who, when, when + self.chain.time(who, "nareis.appeal", 7.0 * self._appeal_weeks(who)))
        self._refused(ids[~appeals], at[~appeals])

    def _rule(self, ids: Ids, at: Floats) -> None:
        """The court has ruled; where the appeal is upheld the family may come."""
        self.chain.sim.count("nareis.appeals_out", ids)
        upheld = self._luck(ids, "nareis.appeal.upheld") < self._appeal_upheld(ids)
        self.chain.sim.count("nareis.granted_on_appeal", ids[upheld])
        self._granted(ids[upheld], at[upheld])
        self._refused(ids[~upheld], at[~upheld])

    def _luck(self, ids: Ids, decision: str) -> Floats:
        return self.chain.nareis.family_luck(ids, decision)


__all__ = ["Bezwaar"]
