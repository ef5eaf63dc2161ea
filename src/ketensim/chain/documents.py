"""Travel documents: who has none, what DTenV asks of the country of origin, and what comes of it (report 6.5.4, figures 110 and 111).

DTenV asks a country to establish the nationality, by a laissez-passer (LP) or under a readmission agreement (T&O). An answer
takes a year or so; who leaves the caseload before it takes the request along (withdrawn). With the nationality established
the document itself is handed over when a journey is booked, so it is received by whoever then leaves demonstrably.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import YEAR
from ketensim.chain.values import GroupValue, Risk
from ketensim.chain.waits import in_its_week
from ketensim.engine.people import LIFE, Ids

if TYPE_CHECKING:
    from ketensim.chain.departure import Classes
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
UNKNOWN, OWN, LACKING, ASKED, ESTABLISHED, REFUSED = range(6)  # of a person: where the travel document stands


class Documents:
    """Travel documents of those who have to leave.

    Columns of a person: ``document`` (one of the above), and ``answer_due`` the day on which a country that was asked answers.
    """

    def __init__(self, chain: Chain, classes: Classes) -> None:
        self.chain, sim, self._classes = chain, chain.sim, classes
        self._lacking = GroupValue(sim, classes.table("departure.documents.lacking"), classes.of)
        self._requests = Risk(sim, classes.table("departure.documents.request") / YEAR, classes.of)
        self._established = chain.by_nationality("departure.documents.established")
        self._weeks = chain.now("departure.documents.answer_after")
        chain.people.column("document", np.int8, UNKNOWN)
        chain.people.column("answer_due", np.float64, 0.0)
        self._asking, self._answers = sim.timer(0, self.ask), sim.timer(LIFE, self._answer)

    def needed(self, ids: Ids, at: Floats) -> None:
        """In the caseload from now on: when DTenV asks for a document for those who have none."""
        self.describe(ids)
        lacking = self.chain.people.document[ids] == LACKING
        ids, at = ids[lacking], at[lacking]
        self._asking.set(ids, in_its_week(self._requests.due(ids, at, self.chain.threshold(ids, "departure.document.request"))))

    def describe(self, ids: Ids) -> None:
        """Of those of whom it is not known yet: who has a document."""
        people = self.chain.people
        new = ids[people.document[ids] == UNKNOWN]
        lacks = self.chain.luck(new, "departure.document.lacking") < self._lacking(new)
        people.document[new] = np.where(lacks, LACKING, OWN)

    def there(self, ids: Ids) -> NDArray[np.bool_]:
        """Who can travel: with a document, or one that is there when a journey is booked."""
        document = self.chain.people.document[ids]
        return (document == OWN) | (document == ESTABLISHED)

    def refused(self, ids: Ids) -> NDArray[np.bool_]:
        """Whose nationality was not established: there is no prospect of a document."""
        refused: NDArray[np.bool_] = self.chain.people.document[ids] == REFUSED
        return refused

    def ask(self, ids: Ids, at: Floats) -> None:
        """Ask the country of those who lack a document and for whom it has not been asked."""
        ids, at = self._those(*self._classes.still_open(ids, at), LACKING)
        self.chain.sim.count("departure.documents.requested", ids)
        self._await(ids, at)

    def pending(self, ids: Ids, at: Floats) -> None:
        """On the first day: asked before, no answer yet."""
        self.chain.sim.count("departure.documents.opening", ids)
        self._await(ids, at)

    def _await(self, ids: Ids, at: Floats) -> None:
        due = in_its_week(at + self.chain.time(ids, "departure.document", 7.0 * self._weeks(ids)))
        self.chain.people.document[ids], self.chain.people.answer_due[ids] = ASKED, due
        self._answers.set(ids, due)

    def _answer(self, ids: Ids, at: Floats) -> None:
        """The country answers, unless the request was withdrawn: whoever is in detention can travel now."""
        chain, people = self.chain, self.chain.people
        still = (people.document[ids] == ASKED) & (people.answer_due[ids] == at)
        ids, at = ids[still], at[still]
        yes = chain.luck(ids, "departure.document.answer") < self._established(ids)
        people.document[ids] = np.where(yes, ESTABLISHED, REFUSED)
        chain.sim.count("departure.documents.established", ids[yes])
        chain.sim.count("departure.documents.refused", ids[~yes])
        chain.detention.can_travel(ids[yes], at[yes])

    def leave(self, ids: Ids) -> None:
        """Out of the caseload: what was asked is withdrawn."""
        asked = ids[self.chain.people.document[ids] == ASKED]
        self.chain.people.document[asked] = LACKING
        self.chain.sim.count("departure.documents.withdrawn", asked)

    def travel(self, ids: Ids) -> None:
        """Leave demonstrably: on a document of the country that DTenV asked, where it established the nationality."""
        self.chain.sim.count("departure.documents.received", ids[self.chain.people.document[ids] == ESTABLISHED])

    def _those(self, ids: Ids, at: Floats, document: int) -> tuple[Ids, Floats]:
        these = self.chain.people.document[ids] == document
        return ids[these], at[these]
