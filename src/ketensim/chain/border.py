"""The border procedure: applications at the outer border, decided behind a closed door (report 6.1.5, 6.3.4, figures 83 and 93, appendix I).

Who applies at the border is refused entry for the time being and stays in border detention while the IND decides, within a term
of four weeks (twelve under the Migration Pact, the appeal included, here given to the decision alone). Families with children and amv are let in at once, and so are those for whom
there is no place, or who need not be held; their application goes the ordinary way. What cannot be decided within the term goes
there too. Granted: in with a permit. Rejected: the detention goes on for some weeks, with an appeal or without. Who is not gone
by then is let go: to COA while an appeal keeps the right to reception, else elsewhere.

Nobody in border detention sleeps at COA. What is decided at the border is work of the general procedure, and counts as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.states import COURTS, HIGHER, IND, R
from ketensim.engine.people import Ids
from ketensim.scenario.groups import ADULT

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
HELD = "detention.border"


class Border:
    """Who is held at the border, and what becomes of them."""

    def __init__(self, chain: Chain) -> None:
        self.chain, sim, now = chain, chain.sim, chain.now
        self._share, self._held = chain.by_nationality("border.share"), chain.by_nationality("border.held_share")
        self._places = chain.each(lambda rules: rules.path("border.places") * rules.scale)
        self._weeks, self._term, self._rejected_weeks = now("border.duration"), now("border.term"), now("border.after_rejection")
        self._decided, self._grant, self._moved = now("border.decided_share"), now("border.grant_rate"), now("border.moved_share")
        self.procedure = sim.delay(0, "ind.border", self._ends)
        self.release = sim.timer(1, self._let_go)

    def detained(self, ids: Ids) -> NDArray[np.bool_]:
        """Which of these persons are in border detention now."""
        return self.chain.sleeps(ids, HELD)

    # -- who comes ------------------------------------------------------------------------------------------------
    def hold(self, ids: Ids, at: Floats) -> NDArray[np.bool_]:
        """Of new applicants, which are held at the border; all others go the ordinary way."""
        chain = self.chain
        here = chain.luck(ids, "border.arrival") < self._share(ids)
        chain.sim.count("border.applications", ids[here])
        wanted = here & (chain.people.kind[ids] == ADULT) & (chain.luck(ids, "border.held") < self._held(ids))
        held = np.zeros(ids.size, bool)
        rows = np.flatnonzero(wanted)
        held[rows[self._have_place(ids[rows])]] = True
        self._take_in(ids[held], at[held])
        return held

    def _have_place(self, ids: Ids) -> NDArray[np.bool_]:
        """For whom of these adults there is a place, the first of each world first."""
        if not ids.size:
            return np.zeros(0, bool)
        sim, world = self.chain.sim, self.chain.people.world[ids]
        free = self._places[:, sim.day] - sim.persons_in(1, [R[HELD]])
        order = np.argsort(world, kind="stable")
        turn = np.empty(ids.size, np.int64)
        turn[order] = np.arange(ids.size) - np.searchsorted(world[order], world[order])
        return turn + 1 <= free[world]

    def _take_in(self, ids: Ids, at: Floats) -> None:
        if not ids.size:
            return
        chain = self.chain
        chain.sim.move(1, ids, R[HELD], at)
        chain.sim.count("border.in", ids)
        days = np.minimum(chain.time(ids, "border.procedure", 7.0 * self._weeks(ids)), 7.0 * self._term(ids))
        self.procedure.put(ids, at, at + days)

    # -- what is decided ------------------------------------------------------------------------------------------
    def _ends(self, ids: Ids, at: Floats) -> None:
        """Decided here, or let in for the ordinary procedure."""
        chain, ind = self.chain, self.chain.ind
        here = chain.luck(ids, "border.decided") < self._decided(ids)
        self._let_in(ids[~here], at[~here])
        ids, at = ids[here], at[here]
        for event in ("registration.assigned", "registration.spoor4", "border.decisions"):
            chain.sim.count(event, ids)
        chain.budget.charge("border", ids)
        granted = chain.luck(ids, "border.grant") < self._grant(ids)
        ind.count_first(ids[granted], at[granted], "grant", "aa")
        ind.permit(ids[granted], at[granted])
        self._reject(ids[~granted], at[~granted])

    def _let_in(self, ids: Ids, at: Floats) -> None:
        """A place at COA, and a track like everybody else."""
        chain = self.chain
        chain.coa.receive(ids, at, "applicant")
        chain.registration.assign(ids, at)

    def _reject(self, ids: Ids, at: Floats) -> None:
        """Entry is refused: some are moved to an institution of DJI (figure 93), and the detention goes on for a time."""
        chain = self.chain
        chain.sim.count("border.rejected", ids)
        chain.sim.count("border.moved", ids[chain.luck(ids, "border.moved") < self._moved(ids)])
        chain.ind.count_first(ids, at, "reject", "aa")
        days = chain.time(ids, "border.after_rejection", 7.0 * self._rejected_weeks(ids))
        self.release.set(ids, at + np.maximum(days, 1.0))  # not before the file has moved on
        chain.courts.after_rejection(ids, at, "aa")

    def _let_go(self, ids: Ids, at: Floats) -> None:
        """The detention has lasted too long: let go, with a right to reception while a procedure is pending or departure is postponed."""
        chain = self.chain
        stays = chain.file_in(ids, *IND, *COURTS, *HIGHER, "departure.postponed")
        chain.coa.receive(ids[stays], at[stays], "applicant")
        chain.sim.move(1, ids[~stays], R["elsewhere"], at[~stays])
