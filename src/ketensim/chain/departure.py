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

from ketensim.chain.rules import NATIONALITIES, YEAR
from ketensim.chain.states import NIDOS, R
from ketensim.chain.values import GroupValue, Risk, Value
from ketensim.engine.people import LIFE, Ids
from ketensim.scenario.groups import ADULT

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
OUTCOMES = ("independent", "forced", "unsupervised", "permit", "procedural")
FORCED, UNSUPERVISED, PERMIT, PROCEDURAL = range(1, 5)
SYRIA = NATIONALITIES.index("syria")
TRANSFER_TERM = 183.0  # days
LAPSED = 3  # of a Dublin decision: the fourth way it can end
CLASSES = ("adult", "family", "syrian", "supervision")
SYRIAN, SUPERVISION = CLASSES.index("syrian"), CLASSES.index("supervision")


class Departure:
    """Persons who have to leave, and how they do."""

    def __init__(self, chain: Chain) -> None:
        self.chain, sim = chain, chain.sim
        self._term = chain.now("departure.term")
        self._reception_ends = chain.now("departure.reception_ends")
        rates = chain.each(lambda rules: np.stack([rules.table(f"departure.dtenv.{outcome}", CLASSES) for outcome in OUTCOMES], axis=-1))
        self._some_outcome = Risk(sim, rates.sum(axis=-1) / YEAR, self._class)
        self._outcomes = GroupValue(sim, _up_to_each(rates), self._class)
        self._dublin_weeks = chain.now("departure.dublin.duration")
        ends = chain.each(lambda rules: np.cumsum([rules.path(f"departure.dublin.{end}") for end in OUTCOMES[:LAPSED]], axis=0))
        self._dublin_ends = [Value(sim, ends[:, number]) for number in range(LAPSED)]
        self._returns, self._away_weeks = chain.now("departure.return_share"), chain.now("departure.return_after")
        self._rejections = sim.inbox(self._start_term)
        self.term = sim.delay(0, "departure.term", self._term_ends)
        self.caseload = sim.delay(0, "departure.dtenv", self._outcome)
        self.transfers = sim.delay(0, "ind.spoor1.transfer", self._dublin_outcome)
        self.away = sim.timer(LIFE, self._come_back)
        chain.people.column("from_supervision", np.bool_, False)
        chain.people.column("dublin", np.bool_, False)  # left under a Dublin decision

    # -- into departure -------------------------------------------------------------------------------------------
    def rejected(self, ids: Ids, at: Floats) -> None:
        """A final rejection: 28 days to leave."""
        self._rejections.put(ids, at)

    def _start_term(self, ids: Ids, at: Floats) -> None:
        self.term.put(ids, at, at + self._term(ids))

    def dublin(self, ids: Ids, at: Floats) -> None:
        """Waits for the transfer to the other member state."""
        days = self.chain.time(ids, "departure.dublin", 7.0 * self._dublin_weeks(ids))
        self.transfers.put(ids, at, at + np.minimum(days, TRANSFER_TERM))

    def from_supervision(self, ids: Ids, at: Floats) -> None:
        """Handed over by police or KMar: in the caseload, never in reception."""
        chain = self.chain
        chain.people.from_supervision[ids] = True
        chain.sim.move(1, ids, R["elsewhere"], at)
        self.to_caseload(ids, at)

    def to_caseload(self, ids: Ids, at: Floats) -> None:
        """In the caseload of DTenV until one of the outcomes comes."""
        due = self._some_outcome.due(ids, np.maximum(at, 0.0), self.chain.threshold(ids, "departure.when"))
        self.caseload.put(ids, at, due)

    def gone(self, ids: Ids, at: Floats) -> None:
        """Left with the file open: it is closed, and the person may come back."""
        if not ids.size:
            return
        self.chain.coa.leave(ids, at, "elsewhere", "file_open")
        self.chain.file_to(ids, "closed", at)
        self._may_return(ids, at)

    def goes_home(self, ids: Ids, at: Floats) -> None:
        """Withdraws the application and goes home with help: a demonstrable independent departure (6.5.2)."""
        self.chain.sim.count("departure.dtenv.independent", ids)
        self.chain.coa.leave(ids, at, "left", "file_open")
        self.chain.file_to(ids, "departed", at)

    # -- outcomes -------------------------------------------------------------------------------------------------
    def _term_ends(self, ids: Ids, at: Floats) -> None:
        """The right to reception ends, but for families with children and for amv; the file is DTenV's."""
        chain = self.chain
        alone = chain.people.kind[ids] == ADULT
        out = alone & (chain.luck(ids, "departure.reception") < self._reception_ends(ids))
        chain.coa.leave(ids[out], at[out], "elsewhere", "rejected")
        chain.verhuizingen.step(ids, at, "must_leave")
        self.to_caseload(ids, at)

    def _outcome(self, ids: Ids, at: Floats) -> None:
        """One of the competing outcomes; a permit and a procedural exit are no departure (figure 105)."""
        chain = self.chain
        which = (chain.luck(ids, "departure.outcome")[:, None] >= self._outcomes(ids)).sum(axis=1)
        for outcome, act in ((PERMIT, self._regular_permit), (PROCEDURAL, self._taken_up_again)):
            these = which == outcome
            chain.sim.count(f"departure.dtenv.{OUTCOMES[outcome]}", ids[these])
            act(ids[these], at[these])
        gone = which < PERMIT
        self._depart(ids[gone], at[gone], which[gone], "rejected")

    def _regular_permit(self, ids: Ids, at: Floats) -> None:
        """A permit of another kind than asylum (figure 73 has no room for it): a house through COA, or she has one."""
        chain = self.chain
        inside = chain.sleeps(ids, "coa", *NIDOS)
        chain.people.permit[ids] = at
        chain.sim.count("housing.regular_permits", ids[inside])
        chain.housing.permit(ids[inside], at[inside])
        chain.sim.move(1, ids[~inside], R["municipality"], at[~inside])
        chain.file_to(ids[~inside], "closed", at[~inside])

    def _taken_up_again(self, ids: Ids, at: Floats) -> None:
        """A procedural exit: residents of COA are in a procedure again, of the others the file is closed."""
        chain = self.chain
        inside = chain.sleeps(ids, "coa", *NIDOS)
        chain.ind.reopen(ids[inside], at[inside])
        chain.coa.leave(ids[~inside], at[~inside], "elsewhere", "rejected")
        chain.file_to(ids[~inside], "closed", at[~inside])

    def _dublin_outcome(self, ids: Ids, at: Floats) -> None:
        """Transferred, gone, or the term has lapsed and the Netherlands takes the file up after all."""
        chain = self.chain
        u = chain.luck(ids, "departure.dublin.outcome")
        which = np.sum([u >= ends(ids) for ends in self._dublin_ends], axis=0)
        lapsed = which == LAPSED
        chain.sim.count("departure.dtenv.procedural", ids[lapsed])
        chain.ind.reopen(ids[lapsed], at[lapsed])
        chain.people.dublin[ids] = ~lapsed
        self._depart(ids[~lapsed], at[~lapsed], which[~lapsed], "dublin")

    def _depart(self, ids: Ids, at: Floats, which: NDArray[np.int64], cause: str) -> None:
        """Out of the caseload by outcome ``which``; whoever was not seen leaving, or went under Dublin, may come back."""
        for number in range(PERMIT):
            self.chain.sim.count(f"departure.dtenv.{OUTCOMES[number]}", ids[which == number])
        self.chain.coa.leave(ids, at, np.where(which <= FORCED, R["left"], R["elsewhere"]), cause)
        self.chain.file_to(ids, "departed", at)
        back = (which == UNSUPERVISED) | (cause == "dublin")
        self._may_return(ids[back], at[back])

    # -- and back -------------------------------------------------------------------------------------------------
    def _may_return(self, ids: Ids, at: Floats) -> None:
        if not ids.size:
            return
        chain = self.chain
        inside = ~chain.people.from_supervision[ids]
        back = inside & (chain.luck(ids, "departure.returns") < self._returns(ids))
        self.return_later(ids[back], at[back])

    def return_later(self, ids: Ids, at: Floats) -> None:
        """Comes back after a time away."""
        self.away.set(ids, at + self.chain.time(ids, "departure.away", 7.0 * self._away_weeks(ids)))

    def _come_back(self, ids: Ids, at: Floats) -> None:
        """Reports again at the aanmeldcentrum: a new stay at COA, and the old file is opened again (footnote 127)."""
        chain = self.chain
        away = chain.file_in(ids, "departed") | chain.file_in(ids, "closed")
        ids, at = ids[away], at[away]
        dublin = chain.people.dublin[ids]  # the Dublin decision stands: wait for the transfer once more
        chain.people.round[ids[dublin]] += 1
        self.dublin(ids[dublin], at[dublin])
        chain.ind.reopen(ids[~dublin], at[~dublin])
        chain.coa.receive(ids, at, "returned")

    def _class(self, ids: Ids) -> NDArray[np.int64]:
        people = self.chain.people
        own = np.where(people.nationality[ids] == SYRIA, SYRIAN, people.kind[ids] != ADULT)  # an adult is 0, of a family 1
        return np.where(people.from_supervision[ids], SUPERVISION, own)


def _up_to_each(rates: Floats) -> Floats:
    """Of competing rates along the last axis: the share of each and those before it in their sum; nought where all are."""
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(np.cumsum(rates, axis=-1) / rates.sum(axis=-1, keepdims=True))
