"""Places of COA by kind, and who has one (report 4.3.2, appendix I): reckoned from the books, when the days have passed.

Nobody waits for a place and nobody leaves for want of one: COA takes everybody in. So places move no person; the books say how
many persons have a claim to which kind at each day end, and the places that are there are dealt out among them.

- Registration belongs in a col, spoor 1, spoor 2 and the general procedure (AA) in a pol, an amv in small-scale reception,
  a family in the caseload of DTenV in a gezinslocatie, an adult there who cooperates in the vbl, for twelve weeks. All others belong in an azc:
  the extended procedure, who has a decision, and who is in the term to leave.
- A kind takes amv first, then families, then adults. Whom it has no place for goes to an azc, in the same order, then to
  noodopvang, then to tgo, and last is without a place. Noodopvang comes before tgo because tgo, once the crisis reception, is
  what is called on when COA has nothing left.
- A place of its own kind that is free stays free: nobody but an amv is put in small-scale reception.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.departure_books import in_vbl
from ketensim.chain.rules import YEAR
from ketensim.chain.states import PROCEDURE
from ketensim.scenario.groups import ADULT, AMV, EMERGENCY, FAMILY, PLACES, REGULAR

if TYPE_CHECKING:
    from ketensim.chain.books import Books
    from ketensim.chain.rules import Rules

Floats = NDArray[np.float64]
FIRST = (AMV, FAMILY, ADULT)  # who gets a place first
NOWHERE = "without_place"
OVERFLOW = ("azc", *EMERGENCY)  # where those go whom their own kind has no place for, in this order
IN_COL, IN_POL = ("registration",), ("ind.spoor1", "ind.spoor2", "ind.aa")
MUST_LEAVE = ("departure.dtenv",)


@dataclass(frozen=True)
class Portfolio:
    """What there is: ``opening`` places of each kind on the first morning (kinds,), ``places`` at each day end (kinds, days),
    ``closed`` those that closed on each day (kinds, days). Kinds in the order of ``PLACES``."""

    opening: Floats
    places: Floats
    closed: Floats

    @property
    def before(self) -> Floats:
        """Places on the morning of each day, shape (kinds, days)."""
        return np.concatenate((self.opening[:, None], self.places[:, :-1]), axis=1)


def portfolio(rules: Rules) -> Portfolio:
    """The places that the rules give: what was there, what opens, and what ends and is not renewed.

    On top of these come azc places under the distribution law, as far as it is carried out.
    """
    opened = rules.table("coa.places.opened", PLACES) / YEAR
    leaving = rules.table("coa.places.ending", PLACES) * (1.0 - rules.table("coa.places.renewed", PLACES)) / YEAR
    opening = rules.numbers("coa.places.opening", PLACES)
    places, closed = _over_time(opening, opened, np.minimum(leaving, 1.0))
    law = added_by_law(rules, places.sum(axis=0))
    places[PLACES.index("azc")] += law
    given_up = np.maximum(-np.diff(law, prepend=0.0), 0.0)
    closed[PLACES.index("azc")] += given_up
    return Portfolio(opening, places, closed)


def added_by_law(rules: Rules, there: Floats) -> Floats:
    """Azc places that the distribution law adds to those that are ``there``: the part of what is lacking that is carried out."""
    lacking = np.maximum(rules.path("spreiding.required_places") - there, 0.0)
    return rules.path("spreiding.carried_out") * lacking


def closings(rules: Rules, kinds: tuple[str, ...] = PLACES) -> Floats:
    """The share of the places of some kinds there in the morning that closes on each day, shape (days,)."""
    found, rows = portfolio(rules), [PLACES.index(kind) for kind in kinds]
    return _over(found.closed[rows].sum(axis=0), found.before[rows].sum(axis=0), 0.0)


def _over_time(opening: Floats, opened: Floats, leaving: Floats) -> tuple[Floats, Floats]:
    """Places at each day end and those closed on the day, each (kinds, days): ``leaving`` is the share that closes a day."""
    places, closed, now = np.empty_like(opened), np.empty_like(opened), opening
    for day in range(opened.shape[1]):
        closed[:, day] = now * leaving[:, day]
        now = now - closed[:, day] + opened[:, day]
        places[:, day] = now
    return places, closed


def allocate(claims: Mapping[str, Floats], places: Mapping[str, Floats]) -> dict[str, Floats]:
    """Who has a place of which kind.

    ``claims``: persons by the kind they belong in, each (households, days), households in the order in which they come first.
    ``places``: places of each kind, (days,). Returns the persons in each kind of ``places`` and ``without_place``, each
    (households, days): nobody beyond a place, and all persons somewhere.
    """
    settled, left = {}, claims["azc"]
    for kind in places:
        if kind not in OVERFLOW:
            settled[kind] = _filled(claims[kind], places[kind])
            left = left + (claims[kind] - settled[kind])
    for kind in OVERFLOW:
        settled[kind] = _filled(left, places[kind])
        left = left - settled[kind]
    return settled | {NOWHERE: left}


def _filled(persons: Floats, places: Floats) -> Floats:
    """Those of these persons for whom there is a place, the first households first."""
    return np.minimum(persons, np.maximum(places - (np.cumsum(persons, axis=0) - persons), 0.0))


def claims_of(books: Books) -> dict[str, Floats]:
    """Residents by the kind of place they belong in, each (households, days), households in the order of ``FIRST``."""
    everybody, found = _households(books, PROCEDURE), {kind: np.zeros((len(FIRST), books.days)) for kind in REGULAR}
    amv, family, adult = range(len(FIRST))
    found["amv"][amv] = everybody[amv]
    for kind, states in (("col", IN_COL), ("pol", IN_POL)):
        found[kind][family:] = _households(books, states)[family:]
    must_leave = _households(books, MUST_LEAVE)
    found["gezinslocatie"][family] = must_leave[family]
    found["vbl"][adult] = in_vbl(books)
    found["azc"] = np.maximum(everybody - np.sum([own for kind, own in found.items() if kind != "azc"], axis=0), 0.0)
    return found


def _households(books: Books, states: tuple[str, ...]) -> Floats:
    return books.files(states, at_coa=True).sum(axis=1).T[list(FIRST)]


def reception(books: Books) -> dict[str, Floats]:
    """The series of places and of who has one, each (days,)."""
    rules, found = books.rules, portfolio(books.rules)
    places = dict(zip(PLACES, found.places, strict=True))
    residents = {kind: persons.sum(axis=0) for kind, persons in allocate(claims_of(books), places).items()}
    total, occupancy, target = found.places.sum(axis=0), np.sum(list(residents.values()), axis=0), rules.path("coa.target_occupancy")
    needed = occupancy / target
    return {
        "coa.places": total,
        **{f"coa.places.{kind}": number for kind, number in places.items()},
        **{f"coa.residents.{kind}": residents[kind] for kind in PLACES},
        "coa.without_place": residents[NOWHERE],
        "coa.emergency_residents": np.sum([residents[kind] for kind in (*EMERGENCY, NOWHERE)], axis=0),
        "coa.occupancy_rate": _over(occupancy, total, np.nan),
        "coa.target_occupancy": target,
        "coa.places_needed": needed,
        "coa.places_short": np.maximum(needed - total, 0.0),
        "coa.locations": total / rules.path("coa.places_per_location"),
        "coa.places_added": total - found.before.sum(axis=0),
        "coa.tgo_places": places["tgo"],
        **costs(rules, places, residents[NOWHERE]),
        "spreiding.required_places": rules.path("spreiding.required_places"),
    }


def costs(rules: Rules, places: Mapping[str, Floats], nowhere: Floats) -> dict[str, Floats]:
    """What reception costs a day, in EUR, of each kind and together: places, slept in or not, and whoever has none.

    COA takes in whom it has no place for as well; a bed found for her is assumed to cost as much as one in an emergency place.
    """
    regular, emergency = (rules.path(f"coa.cost.{sort}") / YEAR for sort in ("regular", "emergency"))
    parts = {f"coa.cost.{kind}": number * (emergency if kind in EMERGENCY else regular) for kind, number in places.items()}
    parts[f"coa.cost.{NOWHERE}"] = nowhere * emergency
    return {"coa.cost": np.sum(list(parts.values()), axis=0)} | parts


def _over(above: Floats, below: Floats, otherwise: float) -> Floats:
    """The quotient of each day; ``otherwise`` where there is nothing below."""
    return np.divide(above, below, out=np.full(len(below), otherwise), where=below > 0)
