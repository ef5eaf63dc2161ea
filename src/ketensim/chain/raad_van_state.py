"""Higher appeal (*hoger beroep*) at the Raad van State (report 4.3.5, figure 76).

By the person whose appeal failed, or by the IND where the decision did not stand. A higher appeal of a person does not
keep her here by itself: part gets a provisional measure and waits, in reception; of the others the case runs beside the
departure. Dublin cases are among those of AA, as figure 76 has no row for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.courts import DUBLIN, VA
from ketensim.engine.people import LIFE, Ids

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
KINDS = ("aa", "va")
LEAVING = ("departure.term", "departure.dtenv", "departure.detention", "departure.postponed", "ind.spoor1.transfer")


class RaadVanState:
    """One capacity, and the higher appeals that wait for it.

    Columns: ``higher_filed`` when the higher appeal was filed (nought: none pending), ``higher_va`` whether it is one of VA,
    ``higher_dublin`` of a Dublin decision, ``higher_ind`` filed by the IND, ``higher_measure`` with a provisional measure.
    """

    def __init__(self, chain: Chain) -> None:
        self.chain, sim = chain, chain.sim
        self._appeals = {k: chain.now(f"raad_van_state.appeal_share.{k}") for k in KINDS}
        self._ind_appeals = chain.now("raad_van_state.ind_appeal_share")
        self._suspends, self._asks = (
            chain.now("raad_van_state.suspends"),
            {k: chain.now(f"raad_van_state.provisional_share.{k}") for k in KINDS},
        )
        self._overturned, self._for_ind = chain.now("raad_van_state.overturned"), chain.now("raad_van_state.ind_wins")
        self._norm, self._measure_weeks = chain.now("raad_van_state.va_after"), chain.now("raad_van_state.measure_duration")
        self._weeks = {kind: chain.now(f"raad_van_state.preparation.{kind}") for kind in KINDS}
        for name, dtype in (
            ("higher_filed", np.float64),
            ("higher_va", np.bool_),
            ("higher_dublin", np.bool_),
            ("higher_ind", np.bool_),
            ("higher_measure", np.bool_),
            ("higher_chance", np.float64),
        ):
            chain.people.column(name, dtype, 0)
        self.desk = sim.desk(
            LIFE, (), chain.per_day("raad_van_state.capacity"), lambda ids, filed: filed, self._ruled, weight=np.ones((1, sim.days))
        )
        self._ready, self._effect = sim.timer(LIFE, self._line_up), sim.timer(LIFE, self._takes_effect)

    # -- filed ----------------------------------------------------------------------------------------------------
    def upheld(self, ids: Ids, at: Floats, queue: Ints) -> None:
        """The court followed the person: back to the IND, or the IND files a higher appeal and she waits for that."""
        chain = self.chain
        files = self._files(ids, "raad_van_state.ind", self._ind_appeals(ids))
        chain.sim.count("raad_van_state.by_ind", ids[files])
        self._file(ids[files], at[files], queue[files], by_ind=True)
        self.wait(ids[files], at[files])
        chain.courts.won(ids[~files], at[~files])

    def lost(self, ids: Ids, at: Floats, queue: Ints) -> None:
        """The court followed the IND: departure, with or without a higher appeal beside it, or wait for that here."""
        share = np.where(queue == VA, self._appeals["va"](ids), self._appeals["aa"](ids))
        files = self._files(ids, "raad_van_state.appeal", share)
        self._file(ids[files], at[files], queue[files], by_ind=False)
        waits = files & (self.chain.luck(ids, "raad_van_state.suspends") < self._suspends(ids))
        self.wait(ids[waits], at[waits])
        self._leave(ids[~waits], at[~waits], queue[~waits] == DUBLIN)

    def _files(self, ids: Ids, decision: str, share: Floats | float) -> NDArray[np.bool_]:
        """After whose ruling there is a higher appeal; nobody has two at a time."""
        return (self.chain.luck(ids, decision) < share) & (self.chain.people.higher_filed[ids] == 0.0)

    def _file(self, ids: Ids, at: Floats, queue: Ints, by_ind: bool) -> None:
        if not ids.size:
            return
        chain, people, va = self.chain, self.chain.people, queue == VA
        asks = chain.luck(ids, "raad_van_state.provisional") < np.where(va, self._asks["va"](ids), self._asks["aa"](ids))
        for track, these in (("va", va), ("aa", ~va)):
            chain.sim.count(f"raad_van_state.{track}.in", ids[these])
            chain.sim.count(f"raad_van_state.{track}.provisional_in", ids[these & asks])
        people.higher_measure[ids], people.higher_dublin[ids], people.higher_ind[ids] = asks, queue == DUBLIN, by_ind
        self.pend(ids, at, va)

    def pend(self, ids: Ids, at: Floats, va: NDArray[np.bool_]) -> None:
        """Higher appeals filed at times ``at``, of VA where that is true."""
        people = self.chain.people
        people.higher_filed[ids], people.higher_va[ids] = at, va
        people.higher_chance[ids] = self._overturned(ids)  # of those let in by the rule of the day on which it was filed
        weeks = np.where(va, self._weeks["va"](ids), self._weeks["aa"](ids))
        self._ready.set(ids, at + self.chain.time(ids, "raad_van_state.preparation", 7.0 * weeks))

    def wait(self, ids: Ids, at: Floats) -> None:
        """The file waits for the ruling, and the person in reception."""
        va = self.chain.people.higher_va[ids]
        for track, these in (("va", va), ("aa", ~va)):
            if these.any():
                self.chain.file_to(ids[these], f"raad_van_state.{track}", at[these])

    def _line_up(self, ids: Ids, at: Floats) -> None:
        self.desk.line_up(ids, self.chain.people.higher_filed[ids] + 7.0 * self._norm(ids) * self.chain.people.higher_va[ids])

    # -- decided --------------------------------------------------------------------------------------------------
    def _ruled(self, ids: Ids, at: Floats) -> None:
        """What follows is for the next morning: on the day itself somebody may leave, or be taken up again, in another way."""
        self._effect.set(ids, at)

    def _takes_effect(self, ids: Ids, at: Floats) -> None:
        """For the person: to the IND again. For the IND: departure. Who has left by then stays away."""
        chain, people = self.chain, self.chain.people
        self._out(ids, at)
        u, by_ind = chain.luck(ids, "raad_van_state.ruling"), people.higher_ind[ids]
        wins = np.where(by_ind, u >= self._for_ind(ids), u < people.higher_chance[ids])
        waits, leaving = chain.file_in(ids, "raad_van_state.aa", "raad_van_state.va"), chain.file_in(ids, *LEAVING)
        back, on = wins & (waits | leaving), ~wins & waits
        chain.sim.count("raad_van_state.for_person", ids[wins])
        chain.departure.taken_back(ids[wins & leaving])
        chain.courts.won(ids[back], at[back])
        self._leave(ids[on], at[on], people.higher_dublin[ids[on]])

    def _out(self, ids: Ids, at: Floats) -> None:
        """Counted with the provisional measures asked beside them, which took their own, shorter time."""
        sim, people = self.chain.sim, self.chain.people
        weeks = (at - people.higher_filed[ids]) / 7.0
        for track, these in (("va", people.higher_va[ids]), ("aa", ~people.higher_va[ids])):
            cases, measures = ids[these], these & people.higher_measure[ids]
            sim.count(f"raad_van_state.{track}.out", cases)
            sim.add(f"raad_van_state.{track}.weeks", cases, weeks[these])
            sim.count(f"raad_van_state.{track}.provisional_out", ids[measures])
            sim.add(
                f"raad_van_state.{track}.provisional_weeks",
                ids[measures],
                np.minimum(weeks, self._measure_weeks(ids) * np.ones(ids.size))[measures],
            )
        people.higher_filed[ids] = 0.0

    def _leave(self, ids: Ids, at: Floats, dublin: NDArray[np.bool_]) -> None:
        self.chain.dublin.ruled(ids[dublin], at[dublin])
        self.chain.departure.rejected(ids[~dublin], at[~dublin])
