"""Counts of the people themselves at month ends: how long they have been where they are, by group (figures 64 and 65), and files past their term.

Residents are in procedure, status holders or departing; and they are adults, families or amv. Status holders are referents
who wait for their family, referents whose family has come, nareizigers or others; and they came alone or as a family.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.states import ABROAD, DEPARTING, STATUS, P, R
from ketensim.engine.luck import kernel
from ketensim.scenario.groups import FAMILY, KINDS

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

STAY_YEARS: dict[str, tuple[float, float]] = {"lt1": (0, 1), "1-2": (1, 2), "2-3": (2, 3), "3-4": (3, 4), "4-5": (4, 5), "gt5": (5, 999)}
PERMIT_DAYS: dict[str, tuple[float, float]] = {"lt15w": (0, 105), "15w-6m": (105, 182.6), "6m-1y": (182.6, 365.25), "gt1y": (365.25, 1e9)}
PARTS = ("in_procedure", "status_holders", "departing")  # of the residents, by where the file is
STAY_GROUPS = (*PARTS, "adults", "families", "amv")  # the last three in the order of the kinds of person
FAMILY_PARTS = ("waiting_referents", "reunited_referents", "nareizigers", "others")  # of the status holders
PERMIT_GROUPS = (*FAMILY_PARTS, "alone", "families")
LATE = ("spoor2", "aa", "va", "subsequent", "reopened")  # tracks of the IND with a statutory term
_IN_PROCEDURE, _STATUS, _DEPARTING = range(len(PARTS))
_WAITING, _REUNITED, _NAREIZIGER, _OTHER = range(len(FAMILY_PARTS))
_STAYS, _PERMITS = len(STAY_YEARS), len(PERMIT_DAYS)
_MONTHS = 12.0 / 365.25  # in a day
# Handed to the kernels: what these read from here would stay in their cache when the numbers of states change.
_PLACES = np.array([P["nareis.refused"], R["coa"], R["outside"], R["abroad"]])

_PART = np.full(len(P), _IN_PROCEDURE)
_PART[[P[state] for state in STATUS]] = _STATUS
_PART[[P[state] for state in DEPARTING]] = _DEPARTING
_STAY_FROM = tuple(365.25 * low for low, _ in STAY_YEARS.values())[1:]  # days at which the next class begins
_PERMIT_FROM = tuple(float(low) for low, _ in PERMIT_DAYS.values())[1:]


@kernel
def _family_part(p, people, places, family, nareiziger):  # type: ignore[no-untyped-def]
    """``places``: refused, at COA, outside, abroad. Whether a status holder waits for family, has it here, came as a nareiziger, or none of these."""
    if nareiziger[p]:
        return _NAREIZIGER
    f = family[p]
    if f < 0 or people[f].state[0] == places[0]:
        return _OTHER
    away = people[f].state[1] == places[2] or people[f].state[1] == places[3]
    return _WAITING if away else _REUNITED


@kernel
def _count(  # type: ignore[no-untyped-def]
    day, count, people, places, part, arrived, permit, kind, family, nareiziger, children, stay, months, since, minors,
):  # fmt: skip
    """Persons at COA by world, part, kind and class: ``stay``, and ``since`` the permit; their ``months``; ``minors`` in families.

    The tables are flat: an index into four axes costs as much as all the rest.
    """
    now = day + 1.0
    for p in range(count):
        state = people[p].state[0]
        if people[p].state[1] != places[1]:
            continue
        w, k, n, where = np.intp(people[p].world), np.intp(kind[p]), people[p].size, part[state]
        row = (w * len(PARTS) + where) * len(KINDS) + k
        days, c = now - arrived[p], 0
        for low in _STAY_FROM:
            c += days >= low
        stay[row * _STAYS + c] += n
        months[row] += n * days * _MONTHS
        minors[w] += children[p]
        if where == _STATUS:
            days, c = now - permit[p], 0
            for low in _PERMIT_FROM:
                c += days >= low
            row = (w * len(FAMILY_PARTS) + _family_part(p, people, places, family, nareiziger)) * 2 + (k == FAMILY)
            since[row * _PERMITS + c] += n


class Census:
    """Lengths of stay, and the minors in families, at the end of every month and of the run; late files at the end of every quarter."""

    def __init__(self, chain: Chain) -> None:
        self.chain, days = chain, chain.sim.days
        dates = [chain.start + timedelta(days=d) for d in range(days)]
        self._days = {d for d in range(days) if d == days - 1 or dates[d].month != dates[d + 1].month}
        # to look at every open file's term takes as long as all the rest: once a quarter
        self._quarters = {d for d in self._days if dates[d].month % 3 == 0}
        names = [f"coa.stay.{name}{group}" for group in _suffixes(STAY_GROUPS) for name in (*STAY_YEARS, "mean")]
        names += [f"coa.status_stay.{name}{group}" for group in _suffixes(PERMIT_GROUPS) for name in PERMIT_DAYS]
        names += ["ind.past_term", "nareis.past_term", *(f"ind.past_term.{track}" for track in LATE)]
        names += ["coa.children", "coa.status_holders.referent_or_nareiziger"]
        self.counts = {name: np.full((days, chain.sim.worlds), np.nan) for name in names}

    def take(self, day: int) -> None:
        """Count, if this day is a month end."""
        if day not in self._days:
            return
        people, worlds = self.chain.people, self.chain.sim.worlds
        stay = np.zeros((worlds, len(PARTS), len(KINDS), len(STAY_YEARS)), np.int64)
        since = np.zeros((worlds, len(FAMILY_PARTS), 2, len(PERMIT_DAYS)), np.int64)
        months, minors = np.zeros(stay.shape[:-1]), np.zeros(worlds, np.int64)
        _count(
            day, people.count, people.core, _PLACES, _PART, people.arrived, people.permit, people.kind, people.family, people.nareiziger,
            people.children, stay.ravel(), months.ravel(), since.ravel(), minors,
        )  # fmt: skip
        persons, sums = _margins(stay), _margins(months[..., None])[..., 0]
        for row, group in enumerate(_suffixes(STAY_GROUPS)):
            self._write(day, "coa.stay", group, persons[:, row], STAY_YEARS)
            self.counts[f"coa.stay.mean{group}"][day] = sums[:, row] / np.maximum(persons[:, row].sum(axis=1), 1)
        holders = _margins(since)
        for row, group in enumerate(_suffixes(PERMIT_GROUPS)):
            self._write(day, "coa.status_stay", group, holders[:, row], PERMIT_DAYS)
        if day in self._quarters:
            self._late(day, self.chain.term.late(day) / self.chain.scale)
        self.counts["coa.children"][day] = minors / self.chain.scale
        part = since.sum(axis=(2, 3))
        self.counts["coa.status_holders.referent_or_nareiziger"][day] = part[:, :_OTHER].sum(axis=1) / np.maximum(part.sum(axis=1), 1)

    def _late(self, day: int, late: NDArray[np.float64]) -> None:
        """Persons whose file is past its statutory term."""
        for track in LATE:
            self.counts[f"ind.past_term.{track}"][day] = late[:, P[f"ind.{track}"]]
        self.counts["nareis.past_term"][day] = late[:, [P[state] for state in ABROAD]].sum(axis=1)
        self.counts["ind.past_term"][day] = late.sum(axis=1) - self.counts["nareis.past_term"][day]

    def _write(self, day: int, series: str, group: str, counts: NDArray[np.int64], classes: dict[str, tuple[float, float]]) -> None:
        """Persons of each class, a world, at full size; the classes follow on each other."""
        for name, number in zip(classes, counts.T, strict=True):
            self.counts[f"{series}.{name}{group}"][day] = number / self.chain.scale


def _margins(table: NDArray[Any]) -> NDArray[Any]:
    """Of a table (worlds, rows, columns, classes): all, each row, and each column, one after the other as the second axis."""
    return np.concatenate((table.sum(axis=(1, 2))[:, None], table.sum(axis=2), table.sum(axis=1)), axis=1)


def _suffixes(groups: tuple[str, ...]) -> tuple[str, ...]:
    """What the names of series end on: of all, and of each group."""
    return "", *(f".{group}" for group in groups)
