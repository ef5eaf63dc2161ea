"""COA: who sleeps in reception and why, who comes and who goes (report 4.3.2, figures 63 to 66, appendix I).

A person who comes back starts a new stay and counts as an arrival again (footnote 127). Part of those whose file is open
live with family or friends instead (logeerregeling, own address): the occupancy book leaves about 17% of the pending
files outside COA. They mostly report at COA when they get a permit, since the house comes through COA.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.states import IND, STATUS, P, R
from ketensim.engine.draws import even, rest_of_even
from ketensim.engine.people import LIFE, Ids
from ketensim.scenario.groups import AMV

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
FIFTEEN = 3.0  # years to 18 of the oldest that Nidos families take in
_OPEN = np.zeros(len(P), bool)
_OPEN[[P[state] for state in (*IND, "courts.aa", "courts.va")]] = True
_STATUS = np.zeros(len(P), bool)
_STATUS[[P[state] for state in STATUS]] = True


class Coa:
    """Reception by COA."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._host_at_once = chain.now("coa.host_at_arrival")
        self._nidos = chain.now("coa.amv_to_nidos")
        self._to_host = chain.risk("coa.to_host")
        self._reports = chain.now("coa.reports_on_permit")
        self._age, self._nidos_age = chain.now("coa.amv_years_to_18"), chain.now("coa.nidos_years_to_18")
        self._leaving = chain.sim.timer(1, self._move_to_host)
        self._birthday = chain.sim.timer(LIFE, self._turn_18)

    # -- coming ---------------------------------------------------------------------------------------------------
    def receive_applicants(self, ids: Ids, at: Floats) -> None:
        """A place for new applicants, unless they have an address of their own; the youngest amv go to Nidos families."""
        chain = self.chain
        u = chain.luck(ids, "coa.arrival")
        amv = chain.people.kind[ids] == AMV
        nidos = amv & (u < self._nidos(ids))
        host = ~amv & (u < self._host_at_once(ids))
        chain.sim.move(1, ids[nidos], R["nidos"], at[nidos])
        chain.sim.move(1, ids[host], R["host"], at[host])
        self.receive(ids[~nidos & ~host], at[~nidos & ~host], "applicant")
        self.set_birthdays(ids[amv], at[amv])

    def receive(self, ids: Ids, at: Floats, cause: str) -> None:
        """Take persons in; ``cause`` says why (applicant, nareis, evrm8, returned, permit, nidos)."""
        if not ids.size:
            return
        chain = self.chain
        at = self._after_coming(ids, at)
        chain.sim.move(1, ids, R["coa"], at)
        chain.people.arrived[ids] = at
        chain.sim.count(f"coa.inflow.{cause}", ids)
        if cause in ("applicant", "returned", "nidos"):
            self.may_leave(ids, at)

    def may_leave(self, ids: Ids, at: Floats) -> None:
        """From now on these residents with an open file may move to family or friends."""
        self._leaving.set(ids, self._to_host.due(ids, at, self.chain.threshold(ids, "coa.to_host")))

    def report_with_permit(self, ids: Ids, at: Floats) -> NDArray[np.bool_]:
        """Persons outside COA get a permit: who reports at COA for a house (the others have one; they are returned as False)."""
        chain = self.chain
        inside = chain.sleeps(ids, "coa") | chain.sleeps(ids, "nidos")
        reports = ~inside & (chain.luck(ids, "coa.report") < self._reports(ids))
        self.receive(ids[reports], at[reports], "permit")
        return inside | reports

    # -- going ----------------------------------------------------------------------------------------------------
    def leave(self, ids: Ids, at: Floats, place: str | NDArray[np.int64], cause: str) -> None:
        """Persons go and sleep elsewhere (one place, or one each); those who were at COA count as its outflow, by cause."""
        if not ids.size:
            return
        chain = self.chain
        at = self._after_coming(ids, at)
        inside = ids[chain.sleeps(ids, "coa")]
        chain.sim.count(f"coa.outflow.{cause}", inside)
        if cause == "housed":
            self._count_stay_after_permit(inside)
        chain.sim.move(1, ids, R[place] if isinstance(place, str) else place, at)

    def _after_coming(self, ids: Ids, at: Floats) -> Floats:
        """Two moves on one day may be looked at in the other order: nobody goes before she came."""
        return np.maximum(at, self.chain.people.since1[ids])

    def _count_stay_after_permit(self, ids: Ids) -> None:
        """Figure 66: weeks from the permit to leaving, and whether within 14."""
        chain = self.chain
        weeks = (chain.sim.day + 1.0 - chain.people.permit[ids]) / 7.0
        chain.sim.add("coa.status_outflow.weeks", ids, weeks)
        chain.sim.count("coa.status_outflow.within14w", ids[weeks <= 14.0])

    def _move_to_host(self, ids: Ids, at: Floats) -> None:
        open_file = _OPEN[self.chain.people.state0[ids]]
        grown = self.chain.people.kind[ids] != AMV
        go = open_file & grown
        self.leave(ids[go], at[go], "host", "host")

    # -- growing up -----------------------------------------------------------------------------------------------
    def set_birthdays(self, ids: Ids, at: Floats, here_for_long: bool = False) -> None:
        """An amv turns 18: from 15 years on for COA, younger for a Nidos family (4.3.2), evenly around the mean from the arrival.

        Of those who have been ``here_for_long``, on the first day, only the rest of that time is left.
        """
        chain = self.chain
        u = chain.luck(ids, "amv.age")
        left = rest_of_even if here_for_long else even
        at_coa = left(u, 0.0, 2 * self._age(ids))
        with_nidos = left(u, FIFTEEN, 2 * self._nidos_age(ids) - FIFTEEN)
        self._birthday.set(ids, at + 365.25 * np.where(chain.sleeps(ids, "nidos") & ~chain.people.counted[ids], with_nidos, at_coa))

    def _turn_18(self, ids: Ids, at: Floats) -> None:
        """An amv is an adult from now on: for the count, for the house (7.1.1: municipalities house them from 18) and for departure."""
        chain = self.chain
        chain.is_now(ids, 0)
        waiting = chain.file_in(ids, "housing.nidos")
        chain.housing.link(ids[waiting], at[waiting])
        with_nidos, housed = chain.sleeps(ids, "nidos"), chain.file_in(ids, "housed")
        chain.housing.after_nidos(ids[with_nidos & housed], at[with_nidos & housed])
        self.receive(ids[with_nidos & ~housed], at[with_nidos & ~housed], "nidos")
