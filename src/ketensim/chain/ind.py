"""The IND: decides on asylum applications, track by track (report 4.3.1.1, 4.3.3, 4.3.4 and appendix I).

Spoor 1 is in :mod:`ketensim.chain.dublin`. Spoor 2 takes the time it takes; spoor 4 waits for capacity. Its desk is one queue: priority files first, then by
the day of application. A file that is served is decided in the general procedure (AA), or goes on to the extended one
(VA), which takes months more. Syrian files have a lane of their own at the same desk, so that a decision moratorium can
close it, and may be lighter than others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import NATIONALITIES
from ketensim.chain.values import Today
from ketensim.engine.people import Ids
from ketensim.engine.stations import Delay
from ketensim.scenario.groups import AMV

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
SYRIA = NATIONALITIES.index("syria")
PAID_AT_DECISION = {"dublin": "spoor1", "spoor2": "spoor2", "va": "va"}  # tracks that take their own time, as work of the budget


class Ind:
    """Decisions on first, subsequent and re-opened files."""

    def __init__(self, chain: Chain) -> None:
        self.chain, sim = chain, chain.sim
        self._spoor2_weeks = chain.now("ind.spoor2.duration")
        self._va_weeks, self._subsequent_weeks = chain.now("ind.spoor4.va_duration"), chain.now("ind.subsequent.duration")
        self._spoor2_grant, self._subsequent_grant = chain.now("ind.spoor2.grant_rate"), chain.now("ind.subsequent.grant_rate")
        self._rate, self._va_factor = chain.by_nationality("ind.spoor4.grant_rate"), chain.now("ind.spoor4.va_grant_factor")
        self._reopened_factor = chain.now("ind.reopened.grant_factor")
        self._va_share, self._priority = chain.by_nationality("ind.spoor4.va_share"), chain.by_nationality("ind.spoor4.priority_share")
        chain.people.column("hurried", np.bool_, False)
        self._priority_amv = chain.now("ind.spoor4.priority_amv")
        self._withdraw, self._goes_home = chain.risk("ind.spoor4.withdrawal"), chain.by_nationality("ind.spoor4.withdrawn_home")

        self.delay2 = sim.delay(0, "ind.spoor2", self._decide_spoor2)
        self.extended = sim.delay(0, "ind.va", self._decide_va)
        self.delay_subsequent = sim.delay(0, "ind.subsequent", self._decide_subsequent)
        share = chain.each(lambda rules: rules.lanes("ind.spoor4.syria_share"))
        self.desk = chain.budget.desk(
            "spoor4", "ind.aa", self.priority_then_application, self._served,
            lane=self._syrian_lane, share=share, weight=chain.each(lambda rules: rules.lanes("ind.spoor4.syria_weight")),
        )  # fmt: skip
        self.reopened_desk = chain.budget.desk(
            "reopened", "ind.reopened", lambda ids, at: at, self._decide_reopened,
            lane=self._syrian_lane, share=share, weight=chain.each(lambda rules: np.stack([rules.path("ind.weight.reopened")] * 2)),
        )  # fmt: skip
        self._permits, self._reopened = sim.inbox(self._grant_permit), sim.inbox(self.reopen_now)
        self.patience = sim.timer(0, self._withdrawn)

    # -- files that come in ---------------------------------------------------------------------------------------
    def spoor2(self, ids: Ids, at: Floats) -> None:
        """Safe country of origin, or protected in another member state."""
        self._wait(self.delay2, ids, at, "ind.spoor2.duration", self._spoor2_weeks)

    def spoor4(self, ids: Ids, at: Floats) -> None:
        """The general procedure: join the queue; the person may withdraw or disappear before the decision."""
        if not ids.size:
            return
        self.desk.put(ids, at)
        self.may_withdraw(ids, at)
        self.chain.courts.late.opened(ids, at)

    def hurry(self, ids: Ids, at: Floats) -> None:
        """Files in the queue of spoor 4 that go before others from now on: a court has set a term."""
        waits = self.chain.file_in(ids, "ind.aa")
        ids, at = ids[waits], at[waits]
        self.chain.people.hurried[ids] = True
        self.desk.put(ids, at)
        self.patience.set(ids, self._withdraw.due(ids, at, self.chain.threshold(ids, "ind.withdrawal.hurried")))

    def subsequent_application(self, ids: Ids, at: Floats) -> None:
        """A second or later application (figure 56)."""
        self._wait(self.delay_subsequent, ids, at, "ind.subsequent.duration", self._subsequent_weeks)
        self.chain.courts.late.opened(ids, at)

    def reopen(self, ids: Ids, at: Floats) -> None:
        """Taken up again after a decision (zij-instroom, figure 73): upheld appeal, lapsed transfer, or the person returned."""
        self._reopened.put(ids, at)

    def reopen_now(self, ids: Ids, at: Floats) -> None:
        """The same at once: who is waiting for something else waits for it no more."""
        self.chain.sim.count("ind.reopened_in", ids)
        self.chain.people.round[ids] += 1
        self.reopened_desk.put(ids, at)
        self.chain.courts.late.opened(ids, at)

    def may_withdraw(self, ids: Ids, at: Floats) -> None:
        """Set the time at which each person in the queue would withdraw or disappear."""
        self.patience.set(ids, self._withdraw.due(ids, at, self.chain.threshold(ids, "ind.withdrawal")))

    def priority_then_application(self, ids: Ids, at: Floats) -> Floats:
        """The order of the spoor 4 queue: files with priority before all others, then the day of application."""
        people = self.chain.people
        minor = np.where(people.kind[ids] == AMV, self._priority_amv(ids), 0.0)
        first = (self.chain.luck(ids, "ind.priority") < np.maximum(self._priority(ids), minor)) | people.hurried[ids]
        return people.applied[ids] - 10_000.0 * first

    # -- decisions ------------------------------------------------------------------------------------------------
    def _decide_spoor2(self, ids: Ids, at: Floats) -> None:
        granted = self.chain.luck(ids, "ind.spoor2.grant") < self._spoor2_grant(ids)
        self._decide_first(ids, at, granted, "spoor2")

    def _served(self, ids: Ids, at: Floats) -> None:
        """The general procedure begins: the harder files go on to the extended one, the rest is decided."""
        self.chain.verhuizingen.step(ids, at, "decided")
        harder = self.chain.luck(ids, "ind.va") < self._va_share(ids)
        self._wait(self.extended, ids[harder], at[harder], "ind.va.duration", self._va_weeks)
        easy, when = ids[~harder], at[~harder]
        self._decide_first(easy, when, self.chain.luck(easy, "ind.grant") < self._rate(easy), "aa")

    def _decide_va(self, ids: Ids, at: Floats) -> None:
        rate = self._rate(ids) * self._va_factor(ids)
        self._decide_first(ids, at, self.chain.luck(ids, "ind.grant") < rate, "va")

    def _decide_subsequent(self, ids: Ids, at: Floats) -> None:
        chain = self.chain
        granted = chain.luck(ids, "ind.subsequent.grant") < self._subsequent_grant(ids)
        chain.courts.late.closed(ids, at)
        chain.sim.count("ind.decisions_subsequent", ids)
        chain.sim.count("ind.within_term.subsequent", ids[chain.term.in_time(ids, at)])
        chain.budget.charge("subsequent", ids)
        chain.sim.count("ind.permits.subsequent", ids[granted])
        self.permit(ids[granted], at[granted])
        chain.courts.after_rejection(ids[~granted], at[~granted], "aa")

    def _decide_reopened(self, ids: Ids, at: Floats) -> None:
        chain = self.chain
        granted = chain.luck(ids, "ind.reopened.grant") < self._rate(ids) * self._reopened_factor(ids)
        chain.courts.late.closed(ids, at)
        chain.sim.count("ind.decisions_reopened", ids)
        chain.sim.count("ind.permits.side_inflow", ids[granted])
        self.permit(ids[granted], at[granted])
        chain.courts.after_rejection(ids[~granted], at[~granted], "va")

    def _withdrawn(self, ids: Ids, at: Floats) -> None:
        """Withdrawn to go home with help (Syrians, 6.5.2), or disappeared before the decision."""
        chain = self.chain
        home = chain.luck(ids, "ind.withdrawn_home") < self._goes_home(ids)
        chain.courts.late.closed(ids, at)
        chain.sim.count("ind.decisions_first.other", ids[home])
        chain.departure.goes_home(ids[home], at[home])
        self.close(ids[~home], at[~home])

    # -- what a decision does -------------------------------------------------------------------------------------
    def _decide_first(self, ids: Ids, at: Floats, granted: NDArray[np.bool_], track: str) -> None:
        yes, no = ids[granted], ids[~granted]
        self.count_first(yes, at[granted], "grant", track)
        self.count_first(no, at[~granted], "reject", track)
        self.permit(yes, at[granted])
        self.chain.courts.after_rejection(no, at[~granted], "va" if track == "va" else "aa")

    def permit(self, ids: Ids, at: Floats) -> None:
        """An asylum permit: family may be asked for, and a house."""
        self._permits.put(ids, at)

    def _grant_permit(self, ids: Ids, at: Floats) -> None:
        chain = self.chain
        first = np.isnan(chain.people.permit[ids])  # who had one that was withdrawn has asked for family already
        chain.people.permit[ids] = at
        chain.status.permit(ids, at)
        chain.renewal.permit(ids, at)
        displaced = chain.people.displaced[ids]
        chain.ukraine.permit(ids[displaced], at[displaced])
        ids, at, first = ids[~displaced], at[~displaced], first[~displaced]
        chain.nareis.permit(ids[first], at[first])
        chain.housing.permit(ids, at)
        chain.syria.permit(ids, at)

    def count_first(self, ids: Ids, at: Floats, outcome: str, track: str) -> None:
        """Figure 72 (decisions on first applications; Dublin counts as one) and figure 71 (weeks since the application, term).

        A Dublin claim has no term.
        """
        if not ids.size:
            return
        sim = self.chain.sim
        weeks = (at - self.chain.people.applied[ids]) / 7.0
        sim.count(f"ind.decisions_first.{track}.{outcome}", ids)
        if track in PAID_AT_DECISION:
            self.chain.budget.charge(PAID_AT_DECISION[track], ids)
        sim.add(f"ind.lead_time.{track}.weeks", ids, weeks)
        if track != "dublin":
            sim.count(f"ind.within_term.{track}", ids[self.chain.term.in_time(ids, at)])
            self.chain.courts.late.closed(ids, at)

    def close(self, ids: Ids, at: Floats) -> None:
        """Closed without a decision on the merits: 'other' in figure 72; the person has left reception."""
        chain = self.chain
        chain.sim.count("ind.decisions_first.other", ids)
        chain.departure.gone(ids, at)

    def _wait(self, delay: Delay, ids: Ids, at: Floats, step: str, weeks: Today) -> None:
        if ids.size:
            delay.put(ids, at, at + self.chain.time(ids, step, 7.0 * weeks(ids)))

    def _syrian_lane(self, ids: Ids) -> NDArray[np.bool_]:
        return self.chain.people.nationality[ids] == SYRIA
