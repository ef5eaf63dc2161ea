"""Who comes: first and subsequent applications, resettlement, relocation, and cases that enter the departure caseload from outside
the asylum chain (report 4.3.1, figures 56 to 60; footnote 127 for returning persons, who are in ``returns.py``).

How many come on a day is the rate of that day rounded up or down by luck: the fractions of successive days go round
evenly, so that a year's number is met to a few persons, and a higher rate only adds persons (law: everybody else keeps
name and luck). Families come as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.families import Sizes, turns
from ketensim.chain.rules import NATIONALITIES, YEAR, Floats, Rules
from ketensim.engine.luck import mix, name_number
from ketensim.engine.people import Ids
from ketensim.scenario.groups import ADULT, AMV, FAMILY, KINDS

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

SOURCES = ("first", "subsequent", "resettlement", "relocation", "supervision")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_DAYS = (31.0, 28.25, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0)
_GOLDEN = 0.6180339887498949


class Inflow:
    """Everybody who will come is made at the start, and waits outside for the day of arrival."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._amv = chain.each(lambda rules: rules.table("inflow.amv_share"))
        self._family = chain.each(lambda rules: rules.table("inflow.family_share"))
        self._born = chain.now("inflow.births_share")
        self._sizes = [Sizes(rules.number("inflow.family_size")) for rules in chain.rules]
        self._coming = {source: self._make(source) for source in SOURCES}
        chain.sim.source(self.arrive)

    def arrive(self, day: int) -> None:
        """Let the persons of a day come in."""
        for source, (ids, first) in self._coming.items():
            today = ids[first[day] : first[day + 1]]
            if today.size:
                getattr(self, f"_{source}")(today, self.chain.people.applied[today])

    def first_application(self, ids: Ids, at: NDArray[np.float64]) -> None:
        """A first application: reported at the aanmeldcentrum, a place at COA for nearly everybody; or held at the border."""
        chain = self.chain
        chain.sim.count("inflow.first", ids)
        self._count_births(ids)
        chain.dublin.count_first(ids)
        held = chain.border.hold(ids, at)
        ids, at = ids[~held], at[~held]
        chain.coa.receive_applicants(ids, at)
        chain.registration.report(ids, at)

    _first = first_application

    def _count_births(self, ids: Ids) -> None:
        """Children born here to families with an open file apply too; the figures count them, and so the families that apply."""
        people = self.chain.people
        family = ids[people.kind[ids] == FAMILY]
        newborn = self.chain.luck(family, "inflow.birth") < self._born(family) * people.size[family]
        self.chain.sim.add("inflow.births", family[newborn], 1.0 / people.size[family[newborn]])

    def _subsequent(self, ids: Ids, at: NDArray[np.float64]) -> None:
        """A second or later application of somebody rejected before the first day, who comes back to COA (see ``subsequent.py``)."""
        chain = self.chain
        chain.sim.count("inflow.subsequent.earlier", ids)
        chain.coa.receive_applicants(ids, at)
        chain.ind.subsequent_application(ids, at)

    def _resettlement(self, ids: Ids, at: NDArray[np.float64]) -> None:
        """Resettled (4.3.1.4): decided abroad, permit on arrival, straight to a municipality."""
        chain = self.chain
        chain.sim.count("inflow.resettlement", ids)
        chain.sim.count("ind.permits.resettlement", ids)
        chain.people.permit[ids] = at
        chain.housing.resettled(ids, at)

    def _relocation(self, ids: Ids, at: NDArray[np.float64]) -> None:
        """Taken over from another member state under the Migration Pact: no Dublin, the general procedure."""
        chain = self.chain
        chain.sim.count("inflow.relocation", ids)
        chain.coa.receive_applicants(ids, at)
        chain.ind.spoor4(ids, at)

    def _supervision(self, ids: Ids, at: NDArray[np.float64]) -> None:
        """Handed over to DTenV by the police or the KMar (6.5.2): never was in the asylum chain."""
        self.chain.sim.count("departure.supervision_in", ids)
        self.chain.departure.from_supervision(ids, at)

    def _make(self, source: str) -> tuple[Ids, NDArray[np.int64]]:
        """Make all persons of a source, in order of the day; returns (rows, first row of each day)."""
        made = [self._make_in(world, source) for world in range(self.chain.sim.worlds)]
        rows, day = (np.concatenate(column) for column in zip(*made, strict=True))
        order = np.argsort(day, kind="stable")  # rows are in order already
        return rows[order], np.searchsorted(day[order], np.arange(self.chain.sim.days + 1))

    def _make_in(self, world: int, source: str) -> tuple[Ids, NDArray[np.int64]]:
        """The same in one world, not in order; returns (rows, day of each)."""
        made = [
            self.make_kind(world, source, nation, kind, rate * self._part(world, source, nation, kind))
            for nation, rate in enumerate(self._rates(world, source))
            for kind in range(len(KINDS))
        ]
        rows, days = (np.concatenate(column) for column in zip(*made, strict=True))
        self.chain.people.applied[rows] = days + self.chain.luck(rows, "arrival.hour")
        return rows, days

    def make_kind(self, world: int, source: str, nation: int, kind: int, rate: Floats) -> tuple[Ids, NDArray[np.int64]]:
        """Those of a nationality and kind: persons, or families of the persons a day in ``rate``."""
        name, sizes = f"inflow.{source}.{NATIONALITIES[nation]}.{KINDS[kind]}", self._sizes[world]
        number = self._numbers(world, name, rate / sizes.mean if kind == FAMILY else rate)
        days = np.repeat(np.arange(number.size), number)
        rank = np.arange(days.size) - np.repeat(np.cumsum(number) - number, number)
        persons = sizes.at(turns(name, days, rank)) if kind == FAMILY else 1
        ids = self.chain.sim.born(world, name, days, rank, persons)
        self.chain.describe(ids, np.full(ids.size, nation), kind)
        return ids, days

    def _part(self, world: int, source: str, nation: int, kind: int) -> Floats | float:
        """The share of a kind in those of a source; police and KMar hand over adults (assumed: how many families is not published)."""
        return float(kind == ADULT) if source == "supervision" else self._share(world, nation, kind)

    def _share(self, world: int, nation: int, kind: int) -> Floats:
        """The share of a kind in the applicants of a nationality, every day."""
        amv, family = self._amv[world, nation], self._family[world, nation]
        family = np.minimum(family, 1.0 - amv)
        return {AMV: amv, FAMILY: family, ADULT: 1.0 - amv - family}[kind]

    def kinds_at_start(self, world: int) -> Floats:
        """The share of each kind in the applicants of each nationality on the first day, shape (nationalities, kinds)."""
        return np.array([[self._share(world, n, kind)[0] for kind in range(len(KINDS))] for n in range(len(NATIONALITIES))])

    def family_sizes(self, world: int) -> Sizes:
        """How large families are that apply in a world."""
        return self._sizes[world]

    def _rates(self, world: int, source: str) -> Floats:
        """Persons a day by nationality in a world, shape (groups, days)."""
        rules = self.chain.rules[world]
        if source == "relocation":
            return _like_first(rules) * rules.per_day("inflow.relocation")
        rates = rules.table(f"inflow.{source}") / YEAR * rules.scale
        return rates * _season(rules) * self.chain.departures[world] if source == "first" else rates

    def _numbers(self, world: int, name: str, rate: NDArray[np.float64]) -> NDArray[np.int64]:
        """Whole persons a day from a rate: monotone in the rate on every day, and even over the days."""
        number = int(mix(self.chain.people.worlds[world] ^ name_number(name)))
        turn = ((number >> 11) / 2.0**53 + np.arange(rate.size) * _GOLDEN) % 1.0
        return np.floor(rate + turn).astype(np.int64)


def _like_first(rules: Rules) -> Floats:
    """The share of each nationality in the first applications of each day, shape (groups, days)."""
    rates = rules.table("inflow.first")
    return rates / np.maximum(rates.sum(axis=0), 1e-12)


def _season(rules: Rules) -> Floats:
    """Factors of the days on first applications: a year keeps its number, whatever part of it is run."""
    factors = rules.numbers("inflow.season", MONTHS)
    factors = factors / np.average(factors, weights=MONTH_DAYS)
    return 1.0 + rules.path("inflow.season_strength") * (factors[rules.year_month] - 1.0)
