"""COA: who sleeps in reception and why, who comes and who goes (report 4.3.2, figures 63 to 66, appendix I).

A person who comes back starts a new stay and counts as an arrival again (footnote 127). Part of those whose file is open
live with family or friends instead (logeerregeling, own address): the occupancy book leaves about 17% of the pending
files outside COA. Some come back when they cannot stay there; the others mostly report at COA when they get a permit,
since the house comes through COA.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import YEAR
from ketensim.chain.states import IND, NIDOS, STATUS, P, R
from ketensim.chain.status_outflow import StaysAfterPermit
from ketensim.chain.values import Risk, everybody
from ketensim.engine.people import Ids
from ketensim.scenario.groups import AMV, FAMILY

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
_OPEN = np.zeros(len(P), bool)
_OPEN[[P[state] for state in (*IND, "courts.aa", "courts.va")]] = True


class Coa:
    """Reception by COA."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._host_at_once = chain.now("coa.host_at_arrival")
        self._to_host = chain.risk("coa.to_host")
        self._comes_back, self._weeks_there = chain.now("coa.back_from_host"), chain.now("coa.host_stay")
        self._reports = chain.now("coa.reports_on_permit")
        self._births = Risk(chain.sim, chain.each(lambda rules: rules.path("coa.births")[None] / YEAR), everybody)
        self.stays_after_permit = StaysAfterPermit(chain)
        chain.people.column("births", np.int8, 0)
        chain.people.column("hosted", np.int8, 0)  # how often she has come back from family or friends
        self._leaving = chain.sim.timer(1, self._move_to_host)
        self._coming_back = chain.sim.timer(1, self._return_from_host)
        self._births_due = chain.sim.timer(1, self._give_birth)

    # -- coming ---------------------------------------------------------------------------------------------------
    def receive_applicants(self, ids: Ids, at: Floats) -> None:
        """A place for new applicants, unless they have an address of their own; the youngest amv wait for a family."""
        chain = self.chain
        amv = chain.people.kind[ids] == AMV
        host = ~amv & (chain.luck(ids, "coa.arrival") < self._host_at_once(ids))
        chain.sim.move(1, ids[host], R["host"], at[host])
        self.receive(ids[~host], at[~host], "applicant")
        chain.nidos.describe(ids[amv])
        chain.nidos.wait_for_family(ids[amv], at[amv])
        chain.nidos.set_birthdays(ids[amv], at[amv])

    def receive(self, ids: Ids, at: Floats, cause: str) -> None:
        """Take persons in; ``cause`` says why (applicant, nareis, evrm8, returned, permit, nidos, postponed, ukraine)."""
        if not ids.size:
            return
        chain = self.chain
        at = self._after_coming(ids, at)
        chain.sim.move(1, ids, R["coa"], at)
        chain.people.arrived[ids] = at
        chain.sim.count(f"coa.inflow.{cause}", ids)
        chain.verhuizingen.arrive(ids, at)
        if cause in ("applicant", "returned", "nidos", "ukraine"):
            self.may_leave(ids, at)

    def may_leave(self, ids: Ids, at: Floats) -> None:
        """From now on these residents with an open file may move to family or friends."""
        self._leaving.set(ids, self._to_host.due(ids, at, self._each_time(self.chain.threshold, ids, "coa.to_host")))

    def _each_time(self, draw: Callable[[Ids, str], Floats], ids: Ids, decision: str) -> Floats:
        """The luck of a decision that comes again after every return from a host: new each time."""
        turn, out = self.chain.people.hosted[ids], np.empty(ids.size)
        for n in np.unique(turn):
            out[turn == n] = draw(ids[turn == n], f"{decision}.{n}" if n else decision)
        return out

    def report_with_permit(self, ids: Ids, at: Floats) -> NDArray[np.bool_]:
        """Persons outside COA get a permit: who reports at COA for a house (the others have one; they are returned as False)."""
        chain = self.chain
        inside = chain.sleeps(ids, "coa", *NIDOS)
        reports = ~inside & ~chain.sleeps(ids, "municipality") & (chain.luck(ids, "coa.report") < self._reports(ids))
        self.receive(ids[reports], at[reports], "permit")
        return inside | reports

    # -- going ----------------------------------------------------------------------------------------------------
    def leave(self, ids: Ids, at: Floats, place: str | NDArray[np.int64], cause: str) -> None:
        """Persons go and sleep elsewhere (one place, or one each); those who were at COA count as its outflow, by cause."""
        if not ids.size:
            return
        chain = self.chain
        at = self._after_coming(ids, at)
        there = chain.sleeps(ids, "coa")
        inside = ids[there]
        chain.sim.count(f"coa.outflow.{cause}", inside)
        chain.verhuizingen.leave(inside, at[there])
        if cause == "housed":
            self.stays_after_permit.leave(inside)
        chain.sim.move(1, ids, R[place] if isinstance(place, str) else place, at)

    def _after_coming(self, ids: Ids, at: Floats) -> Floats:
        """Two moves on one day may be looked at in the other order: nobody goes before she came."""
        return np.maximum(at, self.chain.people.since1[ids])

    def _move_to_host(self, ids: Ids, at: Floats) -> None:
        open_file = _OPEN[self.chain.people.state0[ids]]
        grown = self.chain.people.kind[ids] != AMV
        go = open_file & grown
        self.leave(ids[go], at[go], "host", "host")
        self._may_come_back(ids[go], at[go])

    def _may_come_back(self, ids: Ids, at: Floats) -> None:
        """Who lives with others keeps the right to reception while the file is open: some use it after a time."""
        chain = self.chain
        back = self._each_time(chain.luck, ids, "coa.back_from_host") < self._comes_back(ids)
        ids, at = ids[back], at[back]
        self._coming_back.set(ids, at + chain.time(ids, "coa.host_stay", 7.0 * self._weeks_there(ids)))

    def _return_from_host(self, ids: Ids, at: Floats) -> None:
        open_file = _OPEN[self.chain.people.state0[ids]]
        ids, at = ids[open_file], at[open_file]
        self.chain.sim.count("coa.returned.host", ids)
        self.chain.people.hosted[ids] = np.minimum(self.chain.people.hosted[ids], 100) + 1
        self.receive(ids, at, "returned")

    # -- births ---------------------------------------------------------------------------------------------------
    def may_give_birth(self, ids: Ids, at: Floats) -> None:
        """Families with a permit that are here: from now on a child may be born.

        Only theirs: a child of a family with an open file is among the first applications, which are fed in. Nor of article 8
        families, who are the brothers and sisters of an amv.
        """
        people = self.chain.people
        family = (people.kind[ids] == FAMILY) & ~people.article8[ids] & self.chain.sleeps(ids, "coa")
        self._expect(ids[family], at[family], "first")

    def _give_birth(self, ids: Ids, at: Floats) -> None:
        """A child more: it has its parents' permit, and grows the household (a third in one stay is left out)."""
        chain = self.chain
        there = chain.file_in(ids, *STATUS)
        ids, at = ids[there], at[there]
        chain.sim.grow(ids)
        chain.people.children[ids] += 1
        chain.sim.add("coa.births", ids, 1.0 / chain.people.size[ids])
        first = chain.people.births[ids] == 0
        chain.people.births[ids] += 1
        self._expect(ids[first], at[first], "second")

    def _expect(self, ids: Ids, at: Floats, which: str) -> None:
        self._births_due.set(ids, self._births.due(ids, np.maximum(at, 0.0), self.chain.threshold(ids, f"coa.birth.{which}")))
