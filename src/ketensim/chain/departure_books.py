"""The series of departure, read from the ledger (report 6.3.3, 6.5 and 6.6).

What leaves the asylum chain and DTenV is counted case by case. Departure in the wider count (*ketenbreed vertrek*, figure 103) adds what
police and KMar register beside DTenV: people the chain does not simulate, who come in as a dated number a year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.detention import places_left
from ketensim.chain.rules import YEAR
from ketensim.chain.subsequent import ORIGINS

if TYPE_CHECKING:
    from ketensim.chain.books import Books

Floats = NDArray[np.float64]
DTENV = ("independent", "forced", "unsupervised", "permit", "procedural")
CASELOAD = ("departure.term", "departure.dtenv", "departure.detention", "departure.postponed", "ind.spoor1.transfer")
LEFT = DTENV[:3]  # the outcomes that are a departure
EVENTS = (
    "departure.supervision_in", "departure.vris.demonstrable", "departure.vris.unsupervised", "departure.iom", "departure.iom.asylum",
    "departure.no_fault", "departure.vbl_in", "departure.gezinslocatie_in", "departure.detention.ordered", "departure.detention.released",
    "departure.documents.requested", "departure.documents.withdrawn", "departure.documents.established", "departure.documents.refused",
    "departure.documents.received", "departure.status_returned.coa", "departure.status_returned.housed", "ind.permits_withdrawn",
    "coa.returned.file_open", "coa.returned.rejected", "coa.returned.host", "coa.returned.dublin", "coa.returned.won",
)  # fmt: skip
POSTPONED = tuple(f"departure.postponed_{what}" for what in ("applications", "decisions", "granted"))


def departure(books: Books) -> dict[str, Floats]:
    """All series of departure, each (days,)."""
    series = {name: _total(books.event(name)) for name in EVENTS}
    series |= _dtenv(books) | _chain_wide(books) | _detention(books)
    series |= {f"{name}{part}": books.amount(f"{name}{part}") for name in POSTPONED for part in ("", ".family")}
    series["departure.postponed"] = _total(books.files(["departure.postponed"]))
    series["departure.documents.outstanding"] = _open(books, "departure.documents", ("requested",), ("withdrawn", "established", "refused"))
    series["departure.vbl"] = in_vbl(books)
    series["departure.status_returned"] = series["departure.status_returned.coa"] + series["departure.status_returned.housed"]
    return series


def subsequent(books: Books) -> dict[str, Floats]:
    """Second and later applications by where they come from, and together."""
    parts = {f"inflow.subsequent.{origin}": _total(books.event(f"inflow.subsequent.{origin}")) for origin in ORIGINS}
    return parts | {"inflow.subsequent": np.sum(list(parts.values()), axis=0)}


def in_vbl(books: Books) -> Floats:
    """Persons in the vbl at each day end, shape (days,)."""
    came = books.event("departure.vbl_opening") + books.event("departure.vbl_in")
    return np.cumsum(_total(came - books.event("departure.vbl_out")))


def _dtenv(books: Books) -> dict[str, Floats]:
    series = {f"departure.dtenv.{name}": _total(books.event(f"departure.dtenv.{name}")) for name in DTENV}
    series["departure.dtenv.total"] = np.sum(list(series.values()), axis=0)
    return series | {"departure.dtenv.caseload": _total(books.files(CASELOAD))}


def _chain_wide(books: Books) -> dict[str, Floats]:
    """Departure from DTenV, and what police and KMar register beside it."""
    outside = {way: books.rules.path(f"departure.keten.outside.{way}") / YEAR for way in LEFT}
    whole = {way: _total(books.event(f"departure.dtenv.{way}")) + outside[way] for way in LEFT}
    return {
        **{f"departure.keten.{way}": number for way, number in whole.items()},
        **{f"departure.keten.outside.{way}": number for way, number in outside.items()},
        "departure.keten.total": np.sum(list(whole.values()), axis=0),
    }


def _detention(books: Books) -> dict[str, Floats]:
    """Placed: from the caseload, others without residence (Dublin, EU), and at the border."""
    rules, own = books.rules, _total(books.event("departure.detention_in"))
    removal = own + rules.path("departure.detention.others_in") / YEAR
    return {
        "departure.detention_in.caseload": own,
        "departure.detention_in.removal": removal,
        "departure.detention_in": removal + _total(books.event("border.moved")),
        "departure.detention": _total(books.sleeping("detention")),
        "departure.detention_places": places_left(rules),
    }


def _open(books: Books, key: str, came: tuple[str, ...], went: tuple[str, ...]) -> Floats:
    """A stock of cases: those of the first day, plus what came, less what went."""
    moved = books.events(*(f"{key}.{name}" for name in ("opening", *came))) - books.events(*(f"{key}.{name}" for name in went))
    return np.cumsum(_total(moved))


def _total(values: Floats) -> Floats:
    return values.sum(axis=(1, 2))
