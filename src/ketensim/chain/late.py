"""Appeals because the IND has not decided in time (*beroep niet tijdig beslissen*), and penalties (report 4.3.5).

A case beside the person: the file stays where it is. Two weeks after a notice of default (*ingebrekestelling*) on a file
past its term somebody may appeal. The court sets the IND a new term, with a penalty for every day after it, up to a most;
when that has passed too there may be another appeal. A decision by the IND ends the case: it is withdrawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import YEAR
from ketensim.chain.states import ABROAD, PROCEDURE, P
from ketensim.chain.values import Risk
from ketensim.engine.people import CASE, Ids

if TYPE_CHECKING:
    from ketensim.chain.courts import Courts
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
NOTICE = 14.0  # days between the notice of default and the appeal (Awb 6:12)
KINDS_OF_FILE = ("asylum", "nareis")
_KIND = np.zeros(len(PROCEDURE), np.int64)
_KIND[[P[state] for state in ABROAD]] = KINDS_OF_FILE.index("nareis")


class Late:
    """Who appeals against a late decision, what the court says, and what it costs the IND.

    Columns, nought for none: ``late_filed`` when the pending appeal was filed, ``penalty_from`` the end of the term that the
    court has set.
    """

    def __init__(self, chain: Chain, courts: Courts) -> None:
        self.chain, self._courts, sim = chain, courts, chain.sim
        rates = chain.each(lambda rules: rules.table("courts.late.rate", KINDS_OF_FILE) / YEAR)
        self._risk = Risk(sim, rates, lambda ids: _KIND[chain.people.state0[ids]])
        self._weeks = chain.now("courts.preparation.late")
        self._term, self._hurried = chain.now("courts.late.term"), chain.now("courts.late.hurried")
        self._disputed = chain.now("courts.late.extension_disputed")
        self._per_day, self._most = chain.now("courts.late.penalty_a_day"), chain.now("courts.late.penalty_most")
        self._administrative = chain.now("courts.late.administrative_penalty")
        chain.people.column("late_filed", np.float64, 0.0)
        chain.people.column("penalty_from", np.float64, 0.0)
        chain.people.column("penalty_a_day", np.float64, 0.0)  # by the rule of the day of the order, as is the most
        chain.people.column("penalty_most", np.float64, 0.0)
        chain.people.column("orders", np.int8, 0)  # how often a court has set a term
        self._filing, self._most_due = sim.timer(CASE, self._file), sim.timer(CASE, self._most_reached)
        self._closed, self._opened, self._rulings = sim.inbox(self._close), sim.inbox(self._open), sim.inbox(self._after_ruling)
        for day in chain.term.changes:
            sim.at(day, self._terms_change)

    # -- the file is open -----------------------------------------------------------------------------------------
    def opened(self, ids: Ids, at: Floats) -> None:
        """Files that wait for a decision from times ``at`` on."""
        self._opened.put(ids, at)

    def open_files(self) -> Ids:
        """The files that :meth:`opened` has been told of: not those that are still being registered, nor spoor 2 and the border procedure, which are
        quick, nor woken applications from Ukraine."""
        ids = self.chain.term.open_files()
        return ids[~self.chain.file_in(ids, "registration", "ind.border", "ind.spoor2", "ind.ukraine")]

    def _open(self, ids: Ids, at: Floats) -> None:
        """A file decided on the day it was opened leaves a time to appeal behind, which ends here when there is a new file."""
        self.chain.people.withdraw(ids)
        self._may_file(ids, np.maximum(self.late_from(ids), at), "courts.late.files")

    def late_from(self, ids: Ids, day: int | None = None) -> Floats:
        """When an appeal can be filed: two weeks past the term by the rules of today (or a ``day``); inf: never.

        Some do not take an extension for valid, and courts had agreed before the ruling of 8 May 2025.
        """
        ends = self.chain.term.ends(ids, day)
        disputes = self.chain.luck(ids, "courts.late.disputes") < self._disputed(ids)
        ends[disputes] = np.minimum(ends[disputes], self.chain.term.not_extended(ids[disputes]))
        return ends + NOTICE

    def _may_file(self, ids: Ids, since: Floats, decision: str) -> None:
        """An appeal is possible since these times; inf: never."""
        ever = since < self.chain.sim.days
        ids, since = ids[ever], since[ever]
        if ids.size:
            self._filing.set(ids, self._risk.due(ids, np.maximum(since, 0.0), self.chain.threshold(ids, decision)))

    def _terms_change(self) -> None:
        """New rules on terms: files that could not be appealed yet may become late today, or later than thought."""
        chain, people = self.chain, self.chain.people
        ids = self.open_files()
        ids = ids[(people.late_filed[ids] == 0.0) & (people.penalty_from[ids] == 0.0)]
        day = float(chain.sim.day)
        before, now = self.late_from(ids, chain.sim.day - 1), self.late_from(ids)
        ids, now = (column[(before >= day) & (now != before)] for column in (ids, now))
        people.withdraw(ids)
        self._may_file(ids, np.maximum(now, day), "courts.late.files")

    def _file(self, ids: Ids, at: Floats) -> None:
        """An appeal is filed, if the file is late by the rules of today; where it is not, it may be later."""
        chain = self.chain
        since = self.late_from(ids)
        late = since <= at
        if not late.all():
            self._may_file(ids[~late], since[~late], "courts.late.files")
            ids, at = ids[late], at[late]
        first = ids[chain.people.penalty_from[ids] == 0.0]
        chain.sim.add("courts.late.penalties.administrative", first, np.broadcast_to(self._administrative(first), first.shape))
        chain.sim.count("courts.late.in", ids)
        chain.budget.charge("late", ids)
        self.pend(ids, at, at + chain.time(ids, "courts.preparation", 7.0 * self._weeks(ids)))

    def pend(self, ids: Ids, at: Floats, due: Floats) -> None:
        """Appeals filed at times ``at``, which can be decided from times ``due`` on."""
        self.chain.people.late_filed[ids] = at
        self._courts.prepare(ids, due)

    # -- the court rules ------------------------------------------------------------------------------------------
    def ruled(self, ids: Ids, at: Floats) -> None:
        """The court rules; what follows is looked at at the end of the day, for a file may be decided on the same one."""
        self._rulings.put(ids, at)

    def _after_ruling(self, ids: Ids, at: Floats) -> None:
        """Late: a new term for the IND, with a penalty; part of the files goes before others."""
        people = self.chain.people
        pending = people.late_filed[ids] != 0.0
        ids, at = ids[pending], at[pending]
        self._out(ids, at)
        self._pay(ids, at)
        self.order(ids, at)
        hurries = self.chain.luck(ids, "courts.late.hurried") < self._hurried(ids)
        self.chain.ind.hurry(ids[hurries], at[hurries])

    def order(self, ids: Ids, at: Floats) -> None:
        """The court sets a term from times ``at`` on, after which a penalty runs and there may be another appeal."""
        ends = at + 7.0 * self._term(ids)
        people = self.chain.people
        people.penalty_from[ids], people.penalty_a_day[ids], people.penalty_most[ids] = ends, self._per_day(ids), self._most(ids)
        self._most_due.set(ids, ends + self._full_after(ids))
        orders = people.orders
        for n in np.unique(orders[ids]):  # new luck for every next appeal
            these = orders[ids] == n
            self._may_file(ids[these], ends[these] + NOTICE, f"courts.late.again.{n}" if n else "courts.late.again")
        orders[ids] = np.minimum(orders[ids], 100) + 1

    def _full_after(self, ids: Ids) -> Floats:
        """The days after which a penalty is as high as it gets."""
        people = self.chain.people
        days: Floats = people.penalty_most[ids] / np.maximum(people.penalty_a_day[ids], 1e-9)
        return days

    def _out(self, ids: Ids, at: Floats) -> None:
        people = self.chain.people
        self.chain.sim.count("courts.late.out", ids)
        self.chain.sim.add("courts.late.weeks", ids, (at - people.late_filed[ids]) / 7.0)
        people.late_filed[ids] = 0.0

    def _pay(self, ids: Ids, at: Floats) -> None:
        """The penalty so far, up to the most: when that is reached, a decision is made, or the court rules again."""
        people = self.chain.people
        runs = (people.penalty_from[ids] != 0.0) & np.isfinite(people.penalty_from[ids])
        ids, at = ids[runs], at[runs]
        if not ids.size:
            return
        owed = np.clip((at - people.penalty_from[ids]) * people.penalty_a_day[ids], 0.0, people.penalty_most[ids])
        self.chain.sim.add("courts.late.penalties.judicial", ids, owed)
        paid = at >= people.penalty_from[ids]
        people.penalty_from[ids[paid]] = np.inf  # ordered before, and paid: nothing runs any more

    def _most_reached(self, ids: Ids, at: Floats) -> None:
        """The penalty has run for as long as it can, unless the court has ruled again since, and another one runs."""
        due = at >= self.chain.people.penalty_from[ids] + self._full_after(ids) - 1e-6
        self._pay(ids[due], at[due])

    # -- the file is decided --------------------------------------------------------------------------------------
    def closed(self, ids: Ids, at: Floats) -> None:
        """Files decided or given up: a pending appeal is withdrawn, a penalty ends."""
        self._closed.put(ids, at)

    def _close(self, ids: Ids, at: Floats) -> None:
        people = self.chain.people
        pending, ordered = people.late_filed[ids] != 0.0, people.penalty_from[ids] != 0.0
        withdrawn = ids[pending]
        self.chain.sim.count("courts.late.withdrawn", withdrawn)
        self._out(withdrawn, at[pending])
        self._pay(ids[ordered], at[ordered])
        people.penalty_from[ids[ordered]] = 0.0
        people.withdraw(ids)
