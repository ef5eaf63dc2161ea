"""Dublin: claim, answer, decision and transfer, and who is transferred to the Netherlands (report 4.2.4, figures 53 to 55 and 105).

Spoor 1 begins with a claim on the member state that seems responsible. It accepts or refuses; after a refusal the claim may be
made once more (a request to look again, or to another state). Refused for good, or no transfers possible to that state: the
national procedure (spoor 4). Accepted: a decision, an appeal perhaps, and a transfer within the term, which runs from the
acceptance and anew from a ruling. Who is not transferred by then is the Netherlands' own (the file is re-opened). Who disappears
extends the term, and waits for the transfer again when found within it. Who comes back after a transfer is claimed anew.

The other way, persons who left with a file here are claimed by other states, and some of them transferred back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.values import Value
from ketensim.engine.people import LIFE, Ids
from ketensim.engine.stations import Delay
from ketensim.scenario.groups import AMV

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
ENDS = ("independent", "forced", "unsupervised")  # of the wait for a transfer; in the order of the outcomes of DTenV
UNSUPERVISED, LAPSED = ENDS.index("unsupervised"), len(ENDS)


class Dublin:
    """Spoor 1 and what follows it.

    Columns of a person: ``transfer_by`` is the last day on which the other state has to take her, ``absconded`` whether she
    disappeared within that term, which makes it longer once.
    """

    def __init__(self, chain: Chain) -> None:
        self.chain, sim, now = chain, chain.sim, chain.now
        self._answer_weeks, self._decision_weeks = now("dublin.answer_duration"), now("dublin.decision_duration")
        self._accepted, self._again = now("dublin.accepted_share"), now("dublin.again_share")
        self._blocked, self._closed = now("dublin.blocked_share"), now("dublin.closed_share")
        self._term, self._absconded = now("dublin.transfer_term"), now("dublin.absconded_term")
        self._transfer_weeks = now("departure.dublin.duration")
        ends = chain.each(lambda rules: np.cumsum([rules.path(f"departure.dublin.{end}") for end in ENDS], axis=0))
        self._ends = [Value(sim, ends[:, number]) for number in range(len(ENDS))]
        self._returns, self._away_weeks = now("dublin.return_share"), now("departure.return_after")
        self._in_weeks, self._visa = now("dublin.in.duration"), now("dublin.in.first_share")
        self.first = sim.delay(0, "ind.spoor1", self._first_answer)
        self.second = sim.delay(0, "ind.spoor1", self._second_answer)
        self.decision = sim.delay(0, "ind.spoor1", self._decide)
        self.transfers = sim.delay(0, "ind.spoor1.transfer", self._wait_ends)
        self.away = sim.timer(LIFE, self._come_back)
        self.coming = sim.timer(LIFE, self._transferred_in)
        chain.people.column("transfer_by", np.float64, np.nan)
        chain.people.column("absconded", np.bool_, False)

    # -- spoor 1 --------------------------------------------------------------------------------------------------
    def claim(self, ids: Ids, at: Floats) -> None:
        """A claim is made, unless no transfers are possible to that state: then the application is handled here."""
        possible = self._possible(ids)
        self._ask(ids[possible], at[possible], self.first)
        self._national(ids[~possible], at[~possible])

    def _ask(self, ids: Ids, at: Floats, answer: Delay) -> None:
        if ids.size:
            self.chain.sim.count("dublin.claims_sent", ids)
            answer.put(ids, at, at + self.chain.time(ids, "dublin.answer", 7.0 * self._answer_weeks(ids)))

    def _first_answer(self, ids: Ids, at: Floats) -> None:
        """Accepted, refused and claimed once more, or refused for good."""
        luck = self.chain.luck
        accepted = luck(ids, "dublin.answer") < self._accepted(ids)
        again = ~accepted & self._possible(ids) & (luck(ids, "dublin.again") < self._again(ids))
        self._accept(ids[accepted], at[accepted])
        self._ask(ids[again], at[again], self.second)
        refused = ~accepted & ~again
        self._national(ids[refused], at[refused])

    def _second_answer(self, ids: Ids, at: Floats) -> None:
        accepted = self.chain.luck(ids, "dublin.second_answer") < self._accepted(ids)
        self._accept(ids[accepted], at[accepted])
        self._national(ids[~accepted], at[~accepted])

    def _accept(self, ids: Ids, at: Floats) -> None:
        """The other state is responsible: its term runs, and the IND prepares the decision."""
        if not ids.size:
            return
        chain = self.chain
        chain.sim.count("dublin.claims_accepted", ids)
        self._new_term(ids, at)
        self.decision.put(ids, at, at + chain.time(ids, "dublin.decision", 7.0 * self._decision_weeks(ids)))

    def _decide(self, ids: Ids, at: Floats) -> None:
        """Gone: closed. No transfers any more to that state: national procedure. Else a Dublin decision."""
        ind, possible = self.chain.ind, self._possible(ids)
        closed = self.chain.luck(ids, "dublin.closed") < self._closed(ids)
        ind.close(ids[closed], at[closed])
        national, decided = ~closed & ~possible, ~closed & possible
        self._national(ids[national], at[national])
        ind.count_first(ids[decided], at[decided], "reject", "dublin")
        self.chain.courts.after_dublin(ids[decided], at[decided])

    def _national(self, ids: Ids, at: Floats) -> None:
        """The Netherlands handles the application, and the term to decide on it begins (Vw, article 42)."""
        self.chain.term.starts(ids, at)
        self.chain.ind.spoor4(ids, at)

    def _possible(self, ids: Ids) -> NDArray[np.bool_]:
        """To whose state transfers are possible today."""
        return self.chain.luck(ids, "dublin.destination") >= self._blocked(ids)

    # -- the transfer ---------------------------------------------------------------------------------------------
    def wait(self, ids: Ids, at: Floats) -> None:
        """The decision stands: wait for the transfer, until the term is over at the latest."""
        if not ids.size:
            return
        days = self.chain.time(ids, "departure.dublin", 7.0 * self._transfer_weeks(ids))
        self.transfers.put(ids, at, np.clip(at + days, at, np.maximum(self.chain.people.transfer_by[ids], at)))

    def ruled(self, ids: Ids, at: Floats) -> None:
        """The decision stands in court: the term, which the appeal had stopped, begins anew."""
        self._new_term(ids, at)
        self.wait(ids, at)

    def _new_term(self, ids: Ids, at: Floats) -> None:
        if ids.size:
            self.chain.people.transfer_by[ids] = at + 7.0 * self._term(ids)
            self.chain.people.absconded[ids] = False

    def _wait_ends(self, ids: Ids, at: Floats) -> None:
        """Transferred or gone. Else wait for the end of the term; when it is there, the Netherlands takes the file up after all."""
        chain, last = self.chain, self.chain.people.transfer_by[ids]
        u = chain.luck(ids, "departure.dublin.outcome")
        which = np.sum([u >= end(ids) for end in self._ends], axis=0)
        in_time = at < last
        goes = in_time & ((which < UNSUPERVISED) & self._possible(ids) | (which == UNSUPERVISED))
        waits = in_time & ~goes
        self.transfers.put(ids[waits], at[waits], last[waits])
        lapsed = ids[~in_time]
        chain.sim.count("departure.dtenv.procedural", lapsed)
        chain.sim.count("dublin.lapsed", lapsed)
        chain.ind.reopen(lapsed, at[~in_time])
        self._depart(ids[goes], at[goes], which[goes])

    def _depart(self, ids: Ids, at: Floats, which: NDArray[np.int64]) -> None:
        """Out of the country, or disappeared, which makes the term longer; part of them comes back."""
        if not ids.size:
            return
        chain = self.chain
        for number, end in enumerate(ENDS):
            chain.sim.count(f"dublin.{end}", ids[which == number])
        chain.departure.depart(ids, at, which, "dublin")
        gone = ids[(which == UNSUPERVISED) & ~chain.people.absconded[ids]]
        chain.people.absconded[gone] = True
        chain.people.transfer_by[gone] += np.maximum(7.0 * (self._absconded(gone) - self._term(gone)), 0.0)
        back = chain.luck(ids, "departure.returns") < self._returns(ids)
        days = chain.time(ids[back], "departure.away", 7.0 * self._away_weeks(ids[back]))
        self.away.set(ids[back], at[back] + days)

    def _come_back(self, ids: Ids, at: Floats) -> None:
        """Reports again: found within the term, she waits for the transfer; after it, the file is opened here.

        Who was transferred is claimed again; the state that took her before is assumed to accept.
        """
        chain = self.chain
        away = chain.file_in(ids, "departed")
        ids, at = ids[away], at[away]
        transferred = chain.sleeps(ids, "left")
        chain.sim.count("dublin.claims_sent", ids[transferred])
        chain.sim.count("dublin.claims_accepted", ids[transferred])
        self._new_term(ids[transferred], at[transferred])
        in_time = at < chain.people.transfer_by[ids]
        chain.people.round[ids[in_time]] += 1
        self.wait(ids[in_time], at[in_time])
        chain.ind.reopen(ids[~in_time], at[~in_time])
        chain.sim.count("coa.returned.dublin", ids)
        chain.coa.receive(ids, at, "returned")

    # -- transferred to the Netherlands ----------------------------------------------------------------------------
    def claimed_by_others(self, ids: Ids, at: Floats) -> None:
        """Left with a file here and applied elsewhere: claimed, accepted by the Netherlands, and transferred after a time."""
        if ids.size:
            self.coming.set(ids, at + self.chain.time(ids, "dublin.in", 7.0 * self._in_weeks(ids)))

    def _transferred_in(self, ids: Ids, at: Floats) -> None:
        """The file is opened again, or who was rejected applies again; a new stay at COA begins."""
        chain = self.chain
        away = chain.file_in(ids, "departed", "closed")
        ids, at = ids[away], at[away]
        chain.sim.count("dublin.transferred_in", ids)
        chain.departure.returns.take_in(ids, at)

    def count_first(self, ids: Ids) -> None:
        """Of new applicants, some were transferred here (a Dutch visa, family): counted, and treated as all others."""
        grown = ids[self.chain.people.kind[ids] != AMV]
        self.chain.sim.count("dublin.transferred_in", grown[self.chain.luck(grown, "dublin.in.first") < self._visa(grown)])
