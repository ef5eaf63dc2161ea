"""The one budget of the IND: its work in files of normal weight, over all it decides on (report 4.3.1.2, 4.3.3, 4.3.4).

A file of spoor 4 that is decided in the general procedure is the measure: it weighs one. What takes a time of its own
(Dublin, spoor 2, the border procedure, subsequent applications, the second part of VA, objections, appeals
against late decisions, woken applications from Ukraine, renewals) is paid for when it is decided, before all
else. What is left goes to the three queues, each by its share of the sum of shares, so that more for one is less for the
others: spoor 4, re-opened files, nareis. ``ind.extra`` is on top of that, for one queue alone. What a queue has no use for is
handed on, as far as people can, the next day, to those where somebody was still waiting, by their shares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import Rules
from ketensim.engine.people import Ids
from ketensim.engine.stations import Desk

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
QUEUES = ("spoor4", "reopened", "nareis")  # what is paid for by a share
OWN_TIME = ("va", "spoor1", "spoor2", "border", "subsequent", "objection", "late", "ukraine", "renewal")  # what is paid for first
KINDS = (
    "spoor4",
    "va",
    "spoor1",
    "spoor2",
    "border",
    "subsequent",
    "reopened",
    "nareis",
    "objection",
    "late",
    "ukraine",
    "renewal",
)  # in the order of charts


class Budget:
    """What the IND can do each day in each world, and who gets it. Work is in files of normal weight, at the scale of the run."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._total = chain.per_day("ind.budget").T.copy()  # (days, worlds)
        self._share = np.moveaxis(chain.each(_shares), (1, 2), (2, 0)).copy()  # (days, worlds, queues)
        self._extra = np.stack([chain.per_day(f"ind.extra.{queue}").T for queue in QUEUES], axis=2)
        self._handed_on = chain.each(lambda rules: rules.path("ind.handed_on")).T.copy()
        self._weights = {kind: chain.now(f"ind.weight.{kind}") for kind in OWN_TIME}
        worlds = chain.sim.worlds
        self._day = -1
        self._owed = np.zeros(worlds)  # work done that is not paid for yet
        self._given, self._unused = np.zeros((worlds, len(QUEUES))), np.zeros((worlds, len(QUEUES)))

    def desk(self, queue: str, states: Any, order: Any, then: Any, **lanes: Any) -> Desk:
        """A desk that is paid for by the share of a queue; otherwise as :meth:`Simulation.desk <ketensim.engine.simulation.Simulation.desk>`."""
        most = (2.0 * self._total + self._extra.sum(axis=2)).T  # what is handed on is never more than a day's
        return self._chain.sim.desk(0, states, most, order, then, purse=_Purse(self, queue), **lanes)

    def charge(self, kind: str, ids: Ids) -> None:
        """Pay for the decisions on these files, which waited for no queue."""
        if not ids.size:
            return
        chain, weight = self._chain, np.broadcast_to(self._weights[kind](ids), ids.shape)
        chain.sim.add(f"ind.budget_used.{kind}", ids, weight)
        self._owed += np.bincount(chain.people.world[ids], weight * chain.people.size[ids], chain.sim.worlds)

    def give(self, day: int, queue: int) -> Floats:
        """What a queue gets today, shape (worlds,)."""
        if day != self._day:
            self._divide(day)
        return self._given[:, queue]

    def spent(self, day: int, queue: int, used: Floats, unused: Floats) -> None:
        """What a queue used today, and what was left of what it got."""
        self._unused[:, queue] = unused
        self._chain.sim.ledger.add(f"ind.budget_used.{QUEUES[queue]}", day, used)

    def _divide(self, day: int) -> None:
        """Pay what is owed, and divide the rest, with what was left of yesterday."""
        left = self._total[day] - self._owed
        self._owed = np.maximum(-left, 0.0)
        share = self._share[day]
        busy = share * (self._unused < 1e-9)
        sums = busy.sum(axis=1)
        handed = self._handed_on[day] * self._unused.sum(axis=1) / np.where(sums > 0.0, sums, np.inf)
        self._given = share * np.maximum(left, 0.0)[:, None] + busy * handed[:, None] + self._extra[day]
        self._day = day


class _Purse:
    """The part of a queue in the budget."""

    def __init__(self, budget: Budget, queue: str) -> None:
        self._budget, self._queue = budget, QUEUES.index(queue)

    def give(self, day: int) -> Floats:
        return self._budget.give(day, self._queue)

    def spent(self, day: int, used: Floats, unused: Floats) -> None:
        self._budget.spent(day, self._queue, used, unused)


def _shares(rules: Rules) -> Floats:
    """The part of each queue in what is left to divide, shape (queues, days): its share of the sum of shares, none where all are nought."""
    shares = rules.table("ind.budget_share", QUEUES)
    return shares / np.maximum(shares.sum(axis=0), 1e-12)
