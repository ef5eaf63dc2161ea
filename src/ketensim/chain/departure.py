"""Departure: the term of 28 days, the caseload of DTenV and its outcomes (report 6.5.2, figure 105; appendix I "Vertrek").

After a final rejection the right to reception ends with the term; families stay in a gezinslocatie until they go, which
can take years, and who cooperates may stay in a vbl. DTenV's outcomes compete: independent, forced, without supervision
(gone, destination unknown), a permit after all, or an administrative end. Who went without supervision, or was
transferred under Dublin, may come back: the file is re-opened and a new stay begins (footnote 127).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.states import P, R
from ketensim.engine.draws import Hazard, weibull
from ketensim.engine.people import Ids
from ketensim.engine.simulation import LIFE

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
OUTCOMES = ("independent", "forced", "unsupervised", "permit", "procedural")
FORCED, UNSUPERVISED, PERMIT, PROCEDURAL = range(1, 5)
LAPSED = 3  # of a Dublin decision: the fourth way it can end
CLASSES = ("adult", "family", "supervision")


class Departure:
    """Persons who have to leave, and how they do."""

    def __init__(self, chain: Chain) -> None:
        self.chain, rules, sim = chain, chain.rules, chain.sim
        self._term = rules.path("departure.term")
        self._reception_ends = rules.path("departure.reception_ends")
        rates = np.stack([rules.table(f"departure.dtenv.{outcome}", CLASSES) for outcome in OUTCOMES])
        self._total = Hazard(rates.sum(axis=0) / 365.25)
        with np.errstate(invalid="ignore"):
            self._shares = np.nan_to_num(np.cumsum(rates, axis=0) / rates.sum(axis=0))
        self._dublin_days = rules.path("departure.dublin.duration")
        self._dublin_ends = np.cumsum([rules.path(f"departure.dublin.{end}") for end in OUTCOMES[:3]], axis=0)
        self._returns, self._away_weeks = rules.path("departure.return_share"), rules.path("departure.return_after")
        self._rejections = sim.inbox(self._start_term)
        self.term = sim.delay(0, "departure.term", self._term_ends)
        self.caseload = sim.delay(0, "departure.dtenv", self._outcome)
        self.transfers = sim.delay(0, "ind.spoor1.transfer", self._dublin_outcome)
        self.away = sim.timer(LIFE, self._come_back)
        chain.people.column("from_supervision", np.bool_, False)

    # -- into departure -------------------------------------------------------------------------------------------
    def rejected(self, ids: Ids, at: Floats) -> None:
        """A final rejection: 28 days to leave."""
        self._rejections.put(ids, at)

    def _start_term(self, ids: Ids, at: Floats) -> None:
        self.term.put(ids, at, at + self._term[self.chain.sim.day])

    def dublin(self, ids: Ids, at: Floats) -> None:
        """Waits for the transfer to the other member state."""
        days = weibull(self.chain.threshold(ids, "departure.dublin"), 7.0 * self._dublin_days[self.chain.sim.day], 1.5)
        self.transfers.put(ids, at, at + np.minimum(days, 183.0))  # the transfer term of six months

    def from_supervision(self, ids: Ids, at: Floats) -> None:
        """Handed over by police or KMar: in the caseload, never in reception."""
        chain = self.chain
        chain.people.from_supervision[ids] = True
        chain.sim.move(1, ids, R["elsewhere"], at)
        self.to_caseload(ids, at)

    def to_caseload(self, ids: Ids, at: Floats) -> None:
        """In the caseload of DTenV until one of the outcomes comes."""
        due = self._total.due(self._class(ids), np.maximum(at, 0.0), self.chain.threshold(ids, "departure.when"))
        self.caseload.put(ids, at, due)

    def gone(self, ids: Ids, at: Floats) -> None:
        """Left with the file open: it is closed, and the person may come back."""
        if not ids.size:
            return
        self.chain.coa.leave(ids, at, "elsewhere", "file_open")
        self.chain.file_to(ids, "closed", at)
        self._may_return(ids, at)

    # -- outcomes -------------------------------------------------------------------------------------------------
    def _term_ends(self, ids: Ids, at: Floats) -> None:
        """The right to reception ends, but for families with children and for amv; the file is DTenV's."""
        chain, day = self.chain, self.chain.sim.day
        alone = chain.people.kind[ids] == 0
        out = alone & (chain.luck(ids, "departure.reception") < self._reception_ends[day])
        chain.coa.leave(ids[out], at[out], "elsewhere", "rejected")
        self.to_caseload(ids, at)

    def _outcome(self, ids: Ids, at: Floats) -> None:
        """One of the competing outcomes."""
        chain = self.chain
        shares = self._shares[:, self._class(ids), chain.sim.day]
        which = (chain.luck(ids, "departure.outcome") >= shares).sum(axis=0)
        permit = which == PERMIT
        chain.sim.count("departure.dtenv.permit", ids[permit])
        # a new or re-opened file was granted while the person was in the caseload
        chain.sim.count("ind.permits.side_inflow", ids[permit])
        chain.ind.permit(ids[permit], at[permit])
        self._depart(ids[~permit], at[~permit], which[~permit], "rejected")

    def _dublin_outcome(self, ids: Ids, at: Floats) -> None:
        """Transferred, gone, or the term has lapsed and the Netherlands takes the file up after all."""
        chain, day = self.chain, self.chain.sim.day
        u = chain.luck(ids, "departure.dublin.outcome")
        which = (u >= self._dublin_ends[:, day, None]).sum(axis=0)
        lapsed = which == LAPSED
        chain.sim.count("departure.dtenv.procedural", ids[lapsed])
        chain.ind.reopen(ids[lapsed], at[lapsed])
        self._depart(ids[~lapsed], at[~lapsed], which[~lapsed], "dublin")

    def _depart(self, ids: Ids, at: Floats, which: NDArray[np.int64], cause: str) -> None:
        """Out of the caseload by outcome ``which``; whoever was not seen leaving, or went under Dublin, may come back."""
        for number in (0, 1, 2, 4):
            self.chain.sim.count(f"departure.dtenv.{OUTCOMES[number]}", ids[which == number])
        self.chain.coa.leave(ids, at, np.where(which <= FORCED, R["left"], R["elsewhere"]), cause)
        self.chain.sim.move(0, ids, np.where(which == PROCEDURAL, P["closed"], P["departed"]), at)
        back = (which == UNSUPERVISED) | (cause == "dublin")
        self._may_return(ids[back], at[back])

    # -- and back -------------------------------------------------------------------------------------------------
    def _may_return(self, ids: Ids, at: Floats) -> None:
        if not ids.size:
            return
        chain, day = self.chain, self.chain.sim.day
        inside = ~chain.people.from_supervision[ids]
        back = inside & (chain.luck(ids, "departure.returns") < self._returns[day])
        self.return_later(ids[back], at[back])

    def return_later(self, ids: Ids, at: Floats) -> None:
        """Comes back after a time away."""
        self.away.set(ids, at + 7.0 * weibull(self.chain.threshold(ids, "departure.away"), self._away_weeks[self.chain.sim.day], 1.0))

    def _come_back(self, ids: Ids, at: Floats) -> None:
        """Reports again at the aanmeldcentrum: a new stay at COA, and the old file is opened again."""
        chain = self.chain
        away = chain.file_in(ids, "departed") | chain.file_in(ids, "closed")
        ids, at = ids[away], at[away]
        chain.ind.reopen(ids, at)
        chain.coa.receive(ids, at, "returned")

    def _class(self, ids: Ids) -> NDArray[np.int64]:
        people = self.chain.people
        family = people.kind[ids] != 0
        return np.where(people.from_supervision[ids], 2, np.where(family, 1, 0))
