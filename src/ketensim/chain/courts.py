"""The courts: appeals against rejections, and what runs beside them (report 4.3.5, figure 75).

All asylum cases share one capacity, in work of a normal AA appeal. Urgent kinds (Dublin, late decisions) go before
others; of the rest the one whose norm is exceeded most is next. A provisional measure is asked with part of the appeals
and takes its own time; it falls with the appeal. Where the decision stands (80%) departure or higher appeal follows, else
the file goes back to the IND, unless the IND goes into higher appeal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.late import Late
from ketensim.chain.states import PROCEDURE, P
from ketensim.chain.values import GroupValue
from ketensim.engine.people import CASE, Ids
from ketensim.engine.stations import Then

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
KINDS_OF_APPEAL = ("aa", "va", "dublin")
QUEUES = (*KINDS_OF_APPEAL, "late")
KINDS_OF_CASE = (*QUEUES, "provisional")
VA, LATE, PROVISIONAL = (KINDS_OF_CASE.index(kind) for kind in ("va", "late", "provisional"))
DUBLIN = KINDS_OF_CASE.index("dublin")
FIRST = 10_000.0  # days: urgent kinds go before all that has waited less than this
_QUEUE = np.full(len(PROCEDURE), LATE)  # of a person whose file is not at court: the case against a late decision
_QUEUE[[P[f"courts.{kind}"] for kind in KINDS_OF_APPEAL]] = range(len(KINDS_OF_APPEAL))


class Courts:
    """One capacity, and the cases that wait for it.

    Columns: ``provisional`` whether a request for a provisional measure is pending beside the appeal.
    """

    def __init__(self, chain: Chain) -> None:
        self.chain, sim = chain, chain.sim
        self._appeals = {kind: chain.now(f"courts.appeal_share.{kind}") for kind in KINDS_OF_APPEAL}
        self._asks = {kind: chain.now(f"courts.provisional_share.{kind}") for kind in KINDS_OF_APPEAL}
        self._stays = {kind: chain.now(f"courts.reception.{kind}") for kind in KINDS_OF_APPEAL}
        self.late = Late(chain, self)  # its inboxes first: a case against a late decision ends before the appeal against that begins
        self._rejections = {kind: sim.inbox(self._rejected(kind)) for kind in ("aa", "va")}
        self._overturned, self._provisional_weeks = chain.now("courts.overturned"), chain.now("courts.preparation.provisional")
        self._weeks, self._norm, self._urgent = (self._by_queue(f"courts.{key}") for key in ("preparation", "norm", "urgent"))
        chain.people.column("provisional", np.bool_, False)
        self.desk = sim.desk(
            CASE, (), chain.per_day("courts.capacity"), lambda ids, order: order, self._served,
            lane=self.queue, weight=chain.each(lambda rules: rules.table("courts.weight", KINDS_OF_CASE)),
        )  # fmt: skip
        self._ready, self._measure = sim.timer(CASE, self._line_up), sim.timer(0, self._measure_ruled)

    def _by_queue(self, key: str) -> GroupValue:
        return GroupValue(self.chain.sim, self.chain.each(lambda rules: rules.table(key, QUEUES)), self.queue)

    def queue(self, ids: Ids) -> NDArray[np.int64]:
        """In which queue the case of each of these persons is, a number in ``QUEUES``."""
        return _QUEUE[self.chain.people.state0[ids]]

    # -- appeals come in ------------------------------------------------------------------------------------------
    def after_rejection(self, ids: Ids, at: Floats, kind: str) -> None:
        """Rejected on the merits (AA, VA, subsequent, re-opened): appeal, or the term to leave begins."""
        self._rejections[kind].put(ids, at)

    def _rejected(self, kind: str) -> Then:
        def appeal_or_leave(ids: Ids, at: Floats) -> None:
            appeals = self._appeal(ids, at, kind)
            self.chain.departure.rejected(ids[~appeals], at[~appeals])

        return appeal_or_leave

    def after_dublin(self, ids: Ids, at: Floats) -> None:
        """A Dublin decision: appeal, or wait for the transfer."""
        appeals = self._appeal(ids, at, "dublin")
        self.chain.dublin.wait(ids[~appeals], at[~appeals])

    def status_appeal(self, ids: Ids, at: Floats) -> None:
        """For the better of two statuses: a case beside the person, which costs the court as much as another appeal does."""
        self.chain.sim.count("courts.status.appeals_in", ids)
        self.desk.charge(ids, 0)

    def _appeal(self, ids: Ids, at: Floats, kind: str) -> NDArray[np.bool_]:
        chain = self.chain
        appeals = chain.luck(ids, f"courts.appeal.{kind}") < self._appeals[kind](ids)
        files, when = ids[appeals], at[appeals]
        if files.size:
            chain.sim.count(f"courts.{kind}.appeals_in", files)
            self.pend(files, when, kind)
            asks = chain.luck(files, f"courts.provisional.{kind}") < self._asks[kind](files)
            chain.sim.count(f"courts.{kind}.provisional_in", files[asks])
            self.ask_measure(
                files[asks], when[asks] + chain.time(files[asks], "courts.provisional", 7.0 * self._provisional_weeks(files[asks]))
            )
            self._lose_reception(files, when, kind)
        return appeals

    def _lose_reception(self, ids: Ids, at: Floats, kind: str) -> None:
        """Who appeals without the right to reception has to find a place to wait for the ruling."""
        stays = self._stays[kind](ids)
        if np.min(stays) < 1.0:
            leaves = self.chain.sleeps(ids, "coa") & (self.chain.luck(ids, "courts.reception") >= stays)
            self.chain.coa.leave(ids[leaves], at[leaves], "elsewhere", "rejected")

    def pend(self, ids: Ids, at: Floats, kind: str, due: Floats | None = None) -> None:
        """Appeals of a kind, filed at times ``at``: they can be heard when they are prepared (``due``, where that is known)."""
        self.chain.file_to(ids, f"courts.{kind}", at)
        self.prepare(ids, at + self.chain.time(ids, "courts.preparation", 7.0 * self._weeks(ids)) if due is None else due)

    def prepare(self, ids: Ids, due: Floats) -> None:
        """Cases wait for the court from times ``due`` on, when both sides have written what they have to."""
        self._ready.set(ids, due)

    def ask_measure(self, ids: Ids, due: Floats) -> None:
        """A provisional measure is asked beside the appeal, and is ruled on at times ``due`` if the appeal is still pending."""
        self.chain.people.provisional[ids] = True
        self._measure.set(ids, due)

    def _line_up(self, ids: Ids, at: Floats) -> None:
        """Urgent cases first, then by the day on which the norm is exceeded."""
        people = self.chain.people
        filed = np.where(self.queue(ids) == LATE, people.late_filed[ids], people.since0[ids])
        urgent = self.chain.luck(ids, "courts.urgent") < self._urgent(ids)
        self.desk.line_up(ids, filed + 7.0 * self._norm(ids) - FIRST * urgent)

    # -- and go out -----------------------------------------------------------------------------------------------
    def _served(self, ids: Ids, at: Floats) -> None:
        queue = self.queue(ids)
        late = queue == LATE
        self.late.ruled(ids[late], at[late])
        self._rule(ids[~late], at[~late], queue[~late])

    def _rule(self, ids: Ids, at: Floats, queue: NDArray[np.int64]) -> None:
        """Appeals, and the measures asked beside them that are still pending."""
        if not ids.size:
            return
        chain, falls = self.chain, self.chain.people.provisional[ids]
        self._out("appeals", ids, at, queue)
        self._measures_out(ids[falls], at[falls], queue[falls])
        wins = chain.luck(ids, "courts.ruling") < self._overturned(ids)
        chain.sim.count("courts.overturned_count", ids[wins])
        chain.raad_van_state.upheld(ids[wins], at[wins], queue[wins])
        chain.raad_van_state.lost(ids[~wins], at[~wins], queue[~wins])

    def _measure_ruled(self, ids: Ids, at: Floats) -> None:
        """Provisional measures the court rules on: work, which the appeals have to wait for."""
        self.desk.charge(ids, PROVISIONAL)
        self._measures_out(ids, at, self.queue(ids))

    def _measures_out(self, ids: Ids, at: Floats, queue: NDArray[np.int64]) -> None:
        self.chain.people.provisional[ids] = False
        self._out("provisional", ids, at, queue)

    def _out(self, sort: str, ids: Ids, at: Floats, queue: NDArray[np.int64]) -> None:
        """Disposed of: ruled on, or fallen with the appeal (weeks since that was filed)."""
        weeks = (at - self.chain.people.since0[ids]) / 7.0
        for number, kind in enumerate(KINDS_OF_APPEAL):
            these = queue == number
            cases = ids[these]
            if cases.size:
                self.chain.sim.count(f"courts.{kind}.{sort}_out", cases)
                self.chain.sim.add(f"courts.{kind}.{sort}_weeks", cases, weeks[these])

    def won(self, ids: Ids, at: Floats) -> None:
        """The decision does not stand, for good: back to the IND, and back into reception for who lost it, or was detained to leave."""
        chain = self.chain
        held = ~np.isnan(chain.people.permit[ids])  # a permit that was withdrawn: it stands again
        chain.ind.permit(ids[held], at[held])
        chain.ind.reopen_now(ids[~held], at[~held])
        out = chain.sleeps(ids, "elsewhere", "detention")
        if out.any():
            chain.sim.count("coa.returned.won", ids[out])
            chain.coa.receive(ids[out], at[out], "returned")
