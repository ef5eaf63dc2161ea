"""Displaced persons from Ukraine: under temporary protection, and when that ends (report chapter 5, figures 78 to 80).

Under the directive (RTB) everybody who is registered has an asylum application that sleeps: the IND decides on none of them
(5.2). They live in municipal reception, or have found something themselves, and do little that the rest of the chain sees.
So they are kept in a book, day by day and by group, and nobody of them is a person of the simulation.

On the day protection ends the book is divided. Most get a transition document, for which the application is withdrawn. Of the
others some have their application go on: it wakes up, and from that day they are persons like all others, households with luck
of their own. Some have to leave, and do so at a pace; the rest stays on other grounds. Whoever comes later cannot register
any more; part of them applies for asylum instead, and is a first applicant.

A woken application waits for a desk of its own at the IND, which decides so many a month, at the cost of all other
work (:mod:`ketensim.chain.budget`). Meanwhile people live where they lived, or move to COA. A rejection goes to court and to departure as any other. No
family is asked for.

Who has a place in municipal reception is reckoned when the days have passed, as for places of COA: so many want one, so many
are there, and beds that cannot be used beside others (snijverlies) count as taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import NATIONALITIES, YEAR
from ketensim.chain.states import R
from ketensim.chain.values import Risk, everybody
from ketensim.engine.luck import kernel
from ketensim.engine.people import Ids
from ketensim.scenario.groups import ADULT, DISPLACED, FAMILY

if TYPE_CHECKING:
    from ketensim.chain.books import Books
    from ketensim.chain.network import Chain
    from ketensim.chain.rules import Rules

Floats = NDArray[np.float64]
MONTH = YEAR / 12.0
NATION = NATIONALITIES.index("other")  # the asylum figures have no group of their own for them
STOCKS = ("protected", "document", "staying", "leaving")
FLOWS = ("registered", "deregistered", "woken", "newcomers")


@dataclass(frozen=True)
class Register:
    """The book of those who are no persons of the simulation, at full size.

    Stocks at each day end (``protected``: application asleep; ``document``; ``staying`` on other grounds; ``leaving``), and
    flows of each day (``newcomers``: who would have registered, had there been protection), each of shape (groups, days).
    """

    protected: Floats
    document: Floats
    staying: Floats
    leaving: Floats
    registered: Floats
    deregistered: Floats
    woken: Floats
    newcomers: Floats

    @property
    def persons(self) -> Floats:
        """All who are in the book at each day end, shape (groups, days)."""
        return self.protected + self.document + self.staying + self.leaving


def register(rules: Rules) -> Register:
    """The book that the rules give."""
    table = {
        name: rules.table(f"ukraine.{name}", DISPLACED)
        for name in ("registrations", "deregistration", "protection", "document", "wakes", "leaves")
    }
    goes, leaves = _chance(table["deregistration"]), _chance(rules.path("ukraine.leaving"))
    book = np.zeros((len(STOCKS) + len(FLOWS), len(DISPLACED), rules.days))
    opening = rules.numbers("opening.ukraine.registered", DISPLACED)
    for group in range(len(DISPLACED)):
        rates = (table[name][group] for name in ("protection", "document", "wakes", "leaves"))
        _keep(opening[group], table["registrations"][group] / YEAR, goes[group], leaves, *rates, book[:, group])
    return Register(*book)


def _chance(rate: Floats) -> Floats:
    """The part that goes on a day, at a yearly rate."""
    return -np.expm1(-rate / YEAR)


@kernel
def _keep(opening, come, go, leave, protection, document, wakes, leaves, book):  # type: ignore[no-untyped-def]
    """Keep the book of a group: rows of ``book`` are the stocks and flows of a Register, columns the days.

    Protection that comes back later brings nobody back who lost it.
    """
    protected, with_document, staying, leaving, before = opening, 0.0, 0.0, 0.0, protection[0]
    for day in range(come.size):
        in_force = protection[day] > 0.0
        if in_force:
            protected += come[day]
        ends = protected * (1.0 - protection[day] / before) if protection[day] < before else 0.0
        before = protection[day]
        without = (1.0 - document[day]) * ends
        woken = wakes[day] * without
        must_leave = min(leaves[day], 1.0 - wakes[day]) * without
        protected -= ends
        with_document += document[day] * ends
        leaving += must_leave
        staying += without - woken - must_leave
        gone = go[day] * (protected + with_document + staying) + leave[day] * leaving
        protected, with_document, staying = (1.0 - go[day]) * protected, (1.0 - go[day]) * with_document, (1.0 - go[day]) * staying
        leaving *= 1.0 - leave[day]
        book[0, day], book[1, day], book[2, day], book[3, day] = protected, with_document, staying, leaving
        book[4, day], book[5, day], book[6, day] = come[day] if in_force else 0.0, gone, woken
        book[7, day] = 0.0 if in_force else come[day]


class Ukraine:
    """Displaced persons as far as they act: whose application wakes up, and who applies after protection has ended.

    ``books`` has the register of each world.
    """

    def __init__(self, chain: Chain) -> None:
        self.chain, sim = chain, chain.sim
        self.books = [register(rules) for rules in chain.rules]
        self._grant_rate = chain.now("ukraine.ind.grant_rate")
        self._to_coa, self._months = chain.now("ukraine.coa.share"), chain.now("ukraine.coa.within")
        goes = chain.each(lambda rules: rules.path("ukraine.deregistration.ukrainian")[None] / YEAR)
        self._goes = Risk(sim, goes, everybody)
        self.desk = sim.desk(0, "ind.ukraine", chain.each(_pace), lambda ids, at: at, self._decide)
        self._patience, self._moving = sim.timer(0, self._withdraw), sim.timer(1, self._move_to_coa)
        applies = chain.each(lambda rules: rules.path("ukraine.applies_instead"))
        self._waking = self._make("woken", [book.woken.sum(axis=0) for book in self.books])
        self._applying = self._make(
            "newcomers", [part * book.newcomers.sum(axis=0) for part, book in zip(applies, self.books, strict=True)]
        )
        chain.people.displaced[self._waking[0]] = True
        sim.source(self._arrive)

    # -- who acts -------------------------------------------------------------------------------------------------
    def _make(self, source: str, persons: list[Floats]) -> tuple[Ids, NDArray[np.int64]]:
        """All households of a source, from the ``persons`` a day in each world, in order of the day: (rows, first row of each day)."""
        made = []
        for world, (rules, number) in enumerate(zip(self.chain.rules, persons, strict=True)):
            family = rules.path("ukraine.family_share")
            for kind, share in ((ADULT, 1.0 - family), (FAMILY, family)):
                made.append(self.chain.inflow.make_kind(world, f"ukraine.{source}", NATION, kind, share * number * rules.scale))
        rows, days = (np.concatenate(column) for column in zip(*made, strict=True))
        self.chain.people.applied[rows] = days + self.chain.luck(rows, "arrival.hour")
        order = np.argsort(days, kind="stable")
        return rows[order], np.searchsorted(days[order], np.arange(self.chain.sim.days + 1))

    def _arrive(self, day: int) -> None:
        """Applications that wake up today, and those of newcomers for whom there is no protection any more."""
        for (rows, first), act in ((self._waking, self._wake), (self._applying, self.chain.inflow.first_application)):
            ids = rows[first[day] : first[day + 1]]
            if ids.size:
                act(ids, self.chain.people.applied[ids])

    def _wake(self, ids: Ids, at: Floats) -> None:
        """The application goes on: pending at the IND, at first where she lived; some move to COA in the months that follow."""
        chain = self.chain
        chain.sim.count("ukraine.woken", ids)
        chain.sim.move(1, ids, R["ukraine"], at)
        self.desk.put(ids, at)
        self._patience.set(ids, self._goes.due(ids, at, chain.threshold(ids, "ukraine.goes")))
        moves = chain.luck(ids, "ukraine.to_coa") < self._to_coa(ids)
        wait = MONTH * self._months(ids) * chain.luck(ids, "ukraine.moves_after")
        self._moving.set(ids[moves], (at + wait)[moves])

    def _move_to_coa(self, ids: Ids, at: Floats) -> None:
        """Who still waits for the decision comes under COA; the others have a permit or have to leave by now."""
        waits = self.chain.file_in(ids, "ind.ukraine")
        self.chain.sim.count("ukraine.to_coa", ids[waits])
        self.chain.coa.receive(ids[waits], at[waits], "ukraine")

    def _withdraw(self, ids: Ids, at: Floats) -> None:
        """Goes before the decision, as often as others who are registered: a file without a decision on the merits."""
        chain = self.chain
        chain.sim.count("ind.decisions_first.other", ids)
        chain.coa.leave(ids, at, "left", "file_open")
        chain.file_to(ids, "departed", at)

    # -- the IND --------------------------------------------------------------------------------------------------
    def _decide(self, ids: Ids, at: Floats) -> None:
        """A decision on a woken application, at the cost of all else; a rejection may be appealed."""
        chain = self.chain
        chain.budget.charge("ukraine", ids)
        granted = chain.luck(ids, "ukraine.grant") < self._grant_rate(ids)
        yes, no = ids[granted], ids[~granted]
        chain.sim.count("ind.decisions_first.ukraine.grant", yes)
        chain.sim.count("ind.decisions_first.ukraine.reject", no)
        chain.ind.permit(yes, at[granted])
        chain.courts.after_rejection(no, at[~granted], "aa")

    def permit(self, ids: Ids, at: Floats) -> None:
        """A permit, with no family to ask for: whoever is at COA needs a house, the others live somewhere in a municipality."""
        if not ids.size:
            return
        chain = self.chain
        at_coa = chain.sleeps(ids, "coa")
        chain.housing.permit(ids[at_coa], at[at_coa])
        settled = ids[~at_coa]
        chain.sim.count("ukraine.permits", settled[chain.sleeps(settled, "ukraine")])
        chain.sim.move(1, settled, R["municipality"], np.maximum(at[~at_coa], chain.people.since1[settled]))
        chain.people.counted[settled] = True  # lives somewhere: no house of the taakstelling
        chain.file_to(settled, "housed", at[~at_coa])


def _pace(rules: Rules) -> Floats:
    """Decisions a day: so many a month, and no more than a part of the budget of the IND can bear."""
    bearable = rules.path("ukraine.ind.share") * rules.per_day("ind.budget") / np.maximum(rules.path("ind.weight.ukraine"), 1e-6)
    return np.minimum(rules.per_day("ukraine.ind.pace"), bearable)


# -- the series ---------------------------------------------------------------------------------------------------
def displaced(books: Books, book: Register) -> dict[str, Floats]:
    """The series of displaced persons, each (days,): the register, and those of the simulation who came out of it."""
    rules, here = books.rules, books.sleeping("ukraine").sum(axis=(1, 2))
    woken, to_coa, permits = (books.event(f"ukraine.{name}").sum(axis=(1, 2)) for name in ("woken", "to_coa", "permits"))
    left = woken - to_coa - permits - np.diff(here, prepend=0.0)
    asleep = book.woken.sum(axis=0).cumsum() - woken.cumsum()  # whole households wake up: the book is not ahead of them
    registered = book.persons.sum(axis=0) + asleep + here
    gone = book.deregistered.sum(axis=0) + left
    before = rules.numbers("opening.ukraine.deregistered", DISPLACED)
    groups = {
        f"ukraine.{series}.{group}": values
        for number, group in enumerate(DISPLACED)
        for series, values in (
            ("registered", book.persons[number]),
            ("deregistered", before[number] + book.deregistered[number].cumsum()),
        )
    }
    return {
        "ukraine.registered": registered,
        "ukraine.registrations": book.registered.sum(axis=0),
        "ukraine.deregistrations": gone,
        "ukraine.deregistered": before.sum() + gone.cumsum(),
        "ukraine.woken": woken,
        "ukraine.to_coa": to_coa,
        "ukraine.permits": permits,
        **{f"ukraine.{series}": values for series, values in (
            ("dormant", book.protected.sum(axis=0)), ("document", book.document.sum(axis=0)), ("must_leave", book.leaving.sum(axis=0)),
        )},
        **groups,
        **reception(rules, registered),
    }  # fmt: skip


def reception(rules: Rules, registered: Floats) -> dict[str, Floats]:
    """Who of the registered has a place in municipal reception, at each day end: as many as want one and can be put up.

    ``ukraine.reception`` is the occupancy as published: beds lost beside others (snijverlies) count as taken.
    """
    capacity, lost = rules.path("ukraine.reception.capacity"), rules.path("ukraine.reception.cutting_loss")
    wanted = rules.path("ukraine.reception.wants") * registered
    inside = np.minimum(wanted, capacity * rules.path("ukraine.reception.fill") * (1.0 - lost))
    return {
        "ukraine.capacity": capacity,
        "ukraine.reception": inside / (1.0 - lost),
        "ukraine.reception_short": wanted - inside,
        "ukraine.private": registered - inside,
    }
