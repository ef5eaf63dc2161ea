"""Departure: the term of 28 days, the caseload of DTenV and its outcomes (report 6.5.2, figure 105; appendix I "Vertrek").

After a final rejection the right to reception ends with the term; families stay in a gezinslocatie until they go, which
can take years, and who cooperates may stay in the vbl for a time. In the caseload outcomes compete: independent departure, departure
without supervision (gone, destination unknown), a permit after all, or a procedural end. A forced departure needs a travel
document and, of a single adult, a place in detention; those convicted (VRIS) go from prison. See :mod:`ketensim.chain.documents`,
:mod:`~ketensim.chain.detention`, :mod:`~ketensim.chain.postponed`, :mod:`~ketensim.chain.vbl`, :mod:`~ketensim.chain.subsequent` and
:mod:`~ketensim.chain.returns`. What is Dublin is
in :mod:`ketensim.chain.dublin`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.detention import Detention
from ketensim.chain.documents import OWN, Documents
from ketensim.chain.postponed import Postponed
from ketensim.chain.returns import Returns
from ketensim.chain.rules import NATIONALITIES, YEAR
from ketensim.chain.states import NIDOS, R
from ketensim.chain.subsequent import Subsequent
from ketensim.chain.values import GroupValue, Risk
from ketensim.chain.vbl import Vbl
from ketensim.engine.people import Ids
from ketensim.scenario.groups import ADULT, FAMILY

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
OUTCOMES = ("independent", "forced", "unsupervised", "permit", "procedural")
INDEPENDENT, FORCED, UNSUPERVISED, PERMIT, PROCEDURAL = range(5)
SYRIA = NATIONALITIES.index("syria")
CLASSES = ("adult", "family", "syrian", "supervision", "vris")
CLOSED = -1
SYRIAN, SUPERVISION, VRIS = (CLASSES.index(name) for name in ("syrian", "supervision", "vris"))


class Classes:
    """The kinds of case in the caseload: single adults, families and amv, Syrians, and those handed over by police and KMar, of whom some
    were convicted (VRIS).

    Columns of a person: ``from_supervision`` is 1 and 2 for the last two, else 0; ``case`` the class of the present case, ``CLOSED`` where
    it has ended today and the file moves on at the end of the day.
    """

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        chain.people.column("from_supervision", np.int8, 0)
        chain.people.column("case", np.int8, 0)

    def table(self, key: str) -> Floats:
        """A parameter by class, shape (worlds, classes, days)."""
        return self.chain.each(lambda rules: rules.table(key, CLASSES))

    def open(self, ids: Ids) -> None:
        """A case is opened: note the class."""
        people = self.chain.people
        own = np.where(people.nationality[ids] == SYRIA, SYRIAN, people.kind[ids] != ADULT)  # an adult is 0, of a family 1
        handed_over = people.from_supervision[ids]
        people.case[ids] = np.where(handed_over > 0, SUPERVISION - 1 + handed_over, own)

    def close(self, ids: Ids) -> None:
        """The case has ended: whatever else comes today comes too late."""
        self.chain.people.case[ids] = CLOSED

    def still_open(self, ids: Ids, at: Floats) -> tuple[Ids, Floats]:
        """Those of these persons whose case has not ended: (rows, times)."""
        is_open = self.chain.people.case[ids] != CLOSED
        return ids[is_open], at[is_open]

    def of(self, ids: Ids) -> NDArray[np.int8]:
        """The number of the class of each of these persons."""
        case: NDArray[np.int8] = self.chain.people.case[ids]
        return case


class Departure:
    """Persons who have to leave, and how they do."""

    def __init__(self, chain: Chain) -> None:
        self.chain, sim = chain, chain.sim
        self._term = chain.now("departure.term")
        self._reception_ends = chain.now("departure.reception_ends")
        self.classes = classes = Classes(chain)
        rates = np.stack([classes.table(f"departure.dtenv.{outcome}") for outcome in OUTCOMES], axis=-1)
        orders = rates[..., FORCED].copy()
        orders[:, VRIS], rates[:, :VRIS, :, FORCED] = 0.0, 0.0  # who is in prison goes from there; others are ordered into detention
        self._some_outcome = Risk(sim, rates.sum(axis=-1) / YEAR, classes.of)
        self._outcomes = GroupValue(sim, _up_to_each(rates), classes.of)
        self._vris, self._no_fault = chain.now("departure.vris_share"), chain.now("departure.no_fault_share")
        self._iom = GroupValue(sim, classes.table("departure.iom_share"), classes.of)
        self._rejections, self._cases = sim.inbox(self._start_term), sim.inbox(self.open_cases)
        self.term = sim.delay(0, "departure.term", self._term_ends)
        self.caseload = sim.delay(0, "departure.dtenv", self._outcome)
        chain.documents, chain.vbl = Documents(chain, classes), Vbl(chain)
        chain.detention, chain.postponed = Detention(chain, classes, orders), Postponed(chain, classes)
        chain.subsequent, self.returns = Subsequent(chain), Returns(chain)

    # -- into departure -------------------------------------------------------------------------------------------
    def rejected(self, ids: Ids, at: Floats) -> None:
        """A final rejection: 28 days to leave."""
        self._rejections.put(ids, at)

    def _start_term(self, ids: Ids, at: Floats) -> None:
        days = np.where(self.chain.border.detained(ids), 0.0, self._term(ids))  # who was refused entry has no term
        self.term.put(ids, at, at + days)

    def from_supervision(self, ids: Ids, at: Floats) -> None:
        """Handed over by police or KMar, some of them from prison (VRIS): in the caseload, never in reception."""
        self.handed_over(ids)
        self.chain.sim.move(1, ids, R["elsewhere"], at)
        self._cases.put(ids, at)

    def handed_over(self, ids: Ids) -> None:
        """Were never in the asylum chain; the document of who was convicted is seen to during the sentence (6.5.5)."""
        people = self.chain.people
        convicted = self.chain.luck(ids, "departure.vris") < self._vris(ids)
        people.from_supervision[ids] = 1 + convicted
        people.document[ids[convicted]] = OWN

    def open_cases(self, ids: Ids, at: Floats) -> None:
        """In the caseload of DTenV until one of the outcomes comes."""
        if not ids.size:
            return
        chain, when = self.chain, np.maximum(at, 0.0)
        after_term = chain.file_in(ids, "departure.term")
        self.classes.open(ids)
        due = self._some_outcome.due(ids, when, chain.threshold(ids, "departure.when"))
        self.caseload.put(ids, at, due)
        chain.documents.needed(ids, when)
        chain.detention.may_be_ordered(ids, when)
        chain.postponed.may_ask(ids, when)
        chain.vbl.may_enter(ids[after_term], at[after_term])

    def leave_caseload(self, ids: Ids) -> None:
        """What ends with the case: a request for a document, and the stay in the vbl."""
        self.chain.documents.leave(ids)
        self.chain.vbl.leave(ids)

    def taken_back(self, ids: Ids) -> None:
        """Had to leave, and the decision does not stand after all: a procedural exit, from detention too."""
        sim = self.chain.sim
        sim.count("departure.dtenv.procedural", ids)
        sim.count("departure.detention.released", ids[self.chain.sleeps(ids, "detention")])
        self.leave_caseload(ids)

    def grown_up(self, ids: Ids, at: Floats) -> None:
        """Turned 18 in the caseload: a single adult from now on, with new luck, who has no right to reception any more."""
        leaving = self.chain.file_in(ids, "departure.dtenv")
        ids, at = ids[leaving], at[leaving]
        self.chain.people.round[ids] += 1
        self._end_reception(ids, at)
        self.open_cases(ids, at)

    def gone(self, ids: Ids, at: Floats) -> None:
        """Left with the file open: it is closed, and the person may come back."""
        if not ids.size:
            return
        self.chain.coa.leave(ids, at, "elsewhere", "file_open")
        self.chain.file_to(ids, "closed", at)
        self.returns.may_return(ids, at, "file_open")

    def goes_home(self, ids: Ids, at: Floats) -> None:
        """Withdraws the application and goes home with help: a demonstrable independent departure (6.5.2)."""
        self.chain.sim.count("departure.dtenv.independent", ids)
        self.classes.open(ids)
        self._with_help(ids)
        self.chain.coa.leave(ids, at, "left", "file_open")
        self.chain.file_to(ids, "departed", at)

    # -- outcomes -------------------------------------------------------------------------------------------------
    def _term_ends(self, ids: Ids, at: Floats) -> None:
        """The right to reception ends, but for families with children and for amv; the file is DTenV's."""
        chain = self.chain
        self._end_reception(ids, at)
        chain.verhuizingen.step(ids, at, "must_leave")
        chain.sim.count("departure.gezinslocatie_in", ids[(chain.people.kind[ids] == FAMILY) & chain.sleeps(ids, "coa")])
        self._cases.put(ids, at)

    def _end_reception(self, ids: Ids, at: Floats) -> None:
        """Single adults go, but for part of them; who is held at the border has none."""
        chain = self.chain
        alone = (chain.people.kind[ids] == ADULT) & ~chain.border.detained(ids)
        out = alone & (chain.luck(ids, "departure.reception") < self._reception_ends(ids))
        chain.coa.leave(ids[out], at[out], "elsewhere", "rejected")

    def _outcome(self, ids: Ids, at: Floats) -> None:
        """One of the competing outcomes; a permit and a procedural exit are no departure (figure 105)."""
        chain = self.chain
        which = (chain.luck(ids, "departure.outcome")[:, None] >= self._outcomes(ids)).sum(axis=1)
        self.leave_caseload(ids)
        self.classes.close(ids[which >= PERMIT])
        for outcome, act in ((PERMIT, self._regular_permit), (PROCEDURAL, self._taken_up_again)):
            these = which == outcome
            chain.sim.count(f"departure.dtenv.{OUTCOMES[outcome]}", ids[these])
            act(ids[these], at[these])
        gone = which < PERMIT
        self.depart(ids[gone], at[gone], which[gone], "rejected")
        unseen = which == UNSUPERVISED
        self.returns.may_return(ids[unseen], at[unseen], "rejected")

    def forced(self, ids: Ids, at: Floats) -> None:
        """Put on the plane: from detention, or as a family."""
        self.leave_caseload(ids)
        self.depart(ids, at, np.full(ids.size, FORCED), "rejected")

    def _regular_permit(self, ids: Ids, at: Floats) -> None:
        """A permit of another kind than asylum (figure 73 has no room for it): a house through COA, or she has one."""
        chain = self.chain
        inside = chain.sleeps(ids, "coa", *NIDOS)
        chain.people.permit[ids] = at
        chain.sim.count("departure.no_fault", ids[chain.luck(ids, "departure.no_fault") < self._no_fault(ids)])
        chain.sim.count("housing.regular_permits", ids[inside])
        chain.housing.permit(ids[inside], at[inside])
        chain.sim.move(1, ids[~inside], R["municipality"], at[~inside])
        chain.file_to(ids[~inside], "closed", at[~inside])

    def _taken_up_again(self, ids: Ids, at: Floats) -> None:
        """A procedural exit: some apply again; residents of COA are in a procedure again, of the others the file is closed."""
        chain = self.chain
        again = (chain.people.from_supervision[ids] == 0) & chain.subsequent.applies(ids)
        chain.subsequent.from_caseload(ids[again], at[again])
        ids, at = ids[~again], at[~again]
        inside = chain.sleeps(ids, "coa", *NIDOS)
        chain.ind.reopen(ids[inside], at[inside])
        chain.coa.leave(ids[~inside], at[~inside], "elsewhere", "rejected")
        chain.file_to(ids[~inside], "closed", at[~inside])

    def depart(self, ids: Ids, at: Floats, which: NDArray[np.int64], cause: str) -> None:
        """Out of the caseload by outcome ``which`` of each, a departure; ``cause`` as in the outflow of COA."""
        for number in range(PERMIT):
            self.chain.sim.count(f"departure.dtenv.{OUTCOMES[number]}", ids[which == number])
        if cause == "rejected":
            self._with_help(ids[which == INDEPENDENT])
            self.chain.documents.travel(ids[which <= FORCED])
            vris = self.classes.of(ids) == VRIS
            self.chain.sim.count("departure.vris.demonstrable", ids[vris & (which <= FORCED)])
            self.chain.sim.count("departure.vris.unsupervised", ids[vris & (which == UNSUPERVISED)])
        self.chain.coa.leave(ids, at, np.where(which <= FORCED, R["left"], R["elsewhere"]), cause)
        self.chain.file_to(ids, "departed", at)

    def _with_help(self, ids: Ids) -> None:
        """Of who goes independently: those whom IOM helps (figure 108), and of these the former applicants."""
        helped = ids[self.chain.luck(ids, "departure.iom") < self._iom(ids)]
        self.chain.sim.count("departure.iom", helped)
        self.chain.sim.count("departure.iom.asylum", helped[self.chain.people.from_supervision[helped] == 0])


def _up_to_each(rates: Floats) -> Floats:
    """Of competing rates along the last axis: the share of each and those before it in their sum; nought where all are."""
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(np.cumsum(rates, axis=-1) / rates.sum(axis=-1, keepdims=True))
