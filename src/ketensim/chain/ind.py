"""The IND: decides on asylum applications, track by track (report 4.3.1.1, 4.3.3, 4.3.4 and appendix I).

Spoor 1 and 2 take the time they take; spoor 4 waits for capacity. Its desk is one queue: priority files first, then by
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


class Ind:
    """Decisions on first, subsequent and re-opened files."""

    def __init__(self, chain: Chain) -> None:
        self.chain, sim = chain, chain.sim
        self._spoor1_weeks, self._spoor2_weeks = chain.now("ind.spoor1.duration"), chain.now("ind.spoor2.duration")
        self._va_weeks, self._subsequent_weeks = chain.now("ind.spoor4.va_duration"), chain.now("ind.subsequent.duration")
        self._spoor1_closed, self._spoor1_national = chain.now("ind.spoor1.closed_share"), chain.now("ind.spoor1.national_share")
        self._spoor2_grant, self._subsequent_grant = chain.now("ind.spoor2.grant_rate"), chain.now("ind.subsequent.grant_rate")
        self._rate, self._va_factor = chain.by_nationality("ind.spoor4.grant_rate"), chain.now("ind.spoor4.va_grant_factor")
        self._term = chain.now("ind.statutory_term")
        self._reopened_factor = chain.now("ind.reopened.grant_factor")
        self._va_share, self._priority = chain.by_nationality("ind.spoor4.va_share"), chain.by_nationality("ind.spoor4.priority_share")
        self._priority_amv = chain.now("ind.spoor4.priority_amv")
        self._withdraw, self._goes_home = chain.risk("ind.spoor4.withdrawal"), chain.by_nationality("ind.spoor4.withdrawn_home")

        self.delay1 = sim.delay(0, "ind.spoor1", self._decide_dublin)
        self.delay2 = sim.delay(0, "ind.spoor2", self._decide_spoor2)
        self.extended = sim.delay(0, "ind.va", self._decide_va)
        self.delay_subsequent = sim.delay(0, "ind.subsequent", self._decide_subsequent)
        share = chain.each(lambda rules: rules.lanes("ind.spoor4.syria_share"))
        self.desk = sim.desk(
            0, "ind.aa", chain.per_day("ind.spoor4.capacity"), self.priority_then_application, self._served,
            lane=self._syrian_lane, share=share, weight=chain.each(lambda rules: rules.lanes("ind.spoor4.syria_weight")),
        )  # fmt: skip
        self.reopened_desk = sim.desk(
            0, "ind.reopened", chain.per_day("ind.reopened.capacity"), lambda ids, at: at, self._decide_reopened,
            lane=self._syrian_lane, share=share, weight=np.ones((2, sim.days)),
        )  # fmt: skip
        self._permits, self._reopened = sim.inbox(self._grant_permit), sim.inbox(self._reopen)
        self.patience = sim.timer(0, self._withdrawn)

    # -- files that come in ---------------------------------------------------------------------------------------
    def spoor1(self, ids: Ids, at: Floats) -> None:
        """Dublin: claim, answer, decision."""
        self._wait(self.delay1, ids, at, "ind.spoor1.duration", self._spoor1_weeks)

    def spoor2(self, ids: Ids, at: Floats) -> None:
        """Safe country of origin, or protected in another member state."""
        self._wait(self.delay2, ids, at, "ind.spoor2.duration", self._spoor2_weeks)

    def spoor4(self, ids: Ids, at: Floats) -> None:
        """The general procedure: join the queue; the person may withdraw or disappear before the decision."""
        if not ids.size:
            return
        self.desk.put(ids, at)
        self.may_withdraw(ids, at)

    def subsequent_application(self, ids: Ids, at: Floats) -> None:
        """A second or later application (figure 56)."""
        self._wait(self.delay_subsequent, ids, at, "ind.subsequent.duration", self._subsequent_weeks)

    def reopen(self, ids: Ids, at: Floats) -> None:
        """Taken up again after a decision (zij-instroom, figure 73): upheld appeal, lapsed transfer, or the person returned."""
        self._reopened.put(ids, at)

    def _reopen(self, ids: Ids, at: Floats) -> None:
        self.chain.sim.count("ind.reopened_in", ids)
        self.chain.people.round[ids] += 1
        self.reopened_desk.put(ids, at)

    def may_withdraw(self, ids: Ids, at: Floats) -> None:
        """Set the time at which each person in the queue would withdraw or disappear."""
        self.patience.set(ids, self._withdraw.due(ids, at, self.chain.threshold(ids, "ind.withdrawal")))

    def priority_then_application(self, ids: Ids, at: Floats) -> Floats:
        """The order of the spoor 4 queue: files with priority before all others, then the day of application."""
        minor = np.where(self.chain.people.kind[ids] == AMV, self._priority_amv(ids), 0.0)
        first = self.chain.luck(ids, "ind.priority") < np.maximum(self._priority(ids), minor)
        return self.chain.people.applied[ids] - 10_000.0 * first

    # -- decisions ------------------------------------------------------------------------------------------------
    def _decide_dublin(self, ids: Ids, at: Floats) -> None:
        """Gone before the decision: closed. Claim refused, or no transfers to that country: national procedure. Else Dublin."""
        chain = self.chain
        u = chain.luck(ids, "ind.spoor1.outcome")
        closed = u < self._spoor1_closed(ids)
        national = ~closed & (u < self._spoor1_closed(ids) + self._spoor1_national(ids))
        decided = ~closed & ~national
        self._close(ids[closed], at[closed])
        self.spoor4(ids[national], at[national])
        out, when = ids[decided], at[decided]
        self._count_first(out, when, "reject", "dublin")
        chain.courts.after_dublin(out, when)

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
        chain.sim.count("ind.decisions_subsequent", ids)
        chain.sim.count("ind.permits.subsequent", ids[granted])
        self.permit(ids[granted], at[granted])
        chain.courts.after_rejection(ids[~granted], at[~granted], "aa")

    def _decide_reopened(self, ids: Ids, at: Floats) -> None:
        chain = self.chain
        granted = chain.luck(ids, "ind.reopened.grant") < self._rate(ids) * self._reopened_factor(ids)
        chain.sim.count("ind.decisions_reopened", ids)
        chain.sim.count("ind.permits.side_inflow", ids[granted])
        self.permit(ids[granted], at[granted])
        chain.courts.after_rejection(ids[~granted], at[~granted], "va")

    def _withdrawn(self, ids: Ids, at: Floats) -> None:
        """Withdrawn to go home with help (Syrians, 6.5.2), or disappeared before the decision."""
        chain = self.chain
        home = chain.luck(ids, "ind.withdrawn_home") < self._goes_home(ids)
        chain.sim.count("ind.decisions_first.other", ids[home])
        chain.departure.goes_home(ids[home], at[home])
        self._close(ids[~home], at[~home])

    # -- what a decision does -------------------------------------------------------------------------------------
    def _decide_first(self, ids: Ids, at: Floats, granted: NDArray[np.bool_], track: str) -> None:
        yes, no = ids[granted], ids[~granted]
        self._count_first(yes, at[granted], "grant", track)
        self._count_first(no, at[~granted], "reject", track)
        self.permit(yes, at[granted])
        self.chain.courts.after_rejection(no, at[~granted], "va" if track == "va" else "aa")

    def permit(self, ids: Ids, at: Floats) -> None:
        """An asylum permit: family may be asked for, and a house."""
        self._permits.put(ids, at)

    def _grant_permit(self, ids: Ids, at: Floats) -> None:
        chain = self.chain
        chain.people.permit[ids] = at
        chain.nareis.permit(ids, at)
        chain.housing.permit(ids, at)

    def _count_first(self, ids: Ids, at: Floats, outcome: str, track: str) -> None:
        """Figure 72 (decisions on first applications; Dublin counts as one) and figure 71 (weeks since the application, term)."""
        if not ids.size:
            return
        sim = self.chain.sim
        weeks = (at - self.chain.people.applied[ids]) / 7.0
        sim.count(f"ind.decisions_first.{track}.{outcome}", ids)
        sim.add(f"ind.lead_time.{track}.weeks", ids, weeks)
        sim.count(f"ind.within_term.{track}", ids[weeks <= self._term(ids)])

    def _close(self, ids: Ids, at: Floats) -> None:
        """Closed without a decision on the merits: 'other' in figure 72; the person has left reception."""
        chain = self.chain
        chain.sim.count("ind.decisions_first.other", ids)
        chain.departure.gone(ids, at)

    def _wait(self, delay: Delay, ids: Ids, at: Floats, step: str, weeks: Today) -> None:
        if ids.size:
            delay.put(ids, at, at + self.chain.time(ids, step, 7.0 * weeks(ids)))

    def _syrian_lane(self, ids: Ids) -> NDArray[np.bool_]:
        return self.chain.people.nationality[ids] == SYRIA
