"""The summary in words. Every sentence is made from numbers of the run, and says no more than they do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from ketensim.calibration.figures import LAST_OBSERVED, observed
from ketensim.comparison.manifest import path_of
from ketensim.reporting.page.subject import ARREARS, Estimate, Floats, Material, Subject, counted
from ketensim.reporting.page.trust import met
from ketensim.reporting.page.words import Words, three_digits
from ketensim.results.summary import Held

if TYPE_CHECKING:
    import pandas as pd

OCCUPANCY = "coa.occupancy"
SHORT, WITHOUT, TARGET = "coa.places_short", "coa.without_place", "coa.target_occupancy"
WAITING = ("coa.status_holders", "ind.backlog", "nareis.waiting_abroad")  # what else stands still somewhere
UNCERTAINTY = tuple(f"inflow.uncertainty.{name}" for name in ("spread", "group_spread", "jump_chance"))
AT_THE_END = 31  # days: a highest point so near the end is none that is known


@dataclass(frozen=True)
class Card:
    """A key figure: what, its value, its interval, and what it was before."""

    name: str
    value: str
    interval: str
    before: str


def summary(material: Material, held: Sequence[Held]) -> list[str]:
    """What the first scenario says, from the most asked to the surest doubt."""
    subject, words = material.base, material.words
    return [
        *_occupancy(subject, words),
        *_peak(subject, words),
        *_places(subject, words),
        *_waiting(subject, words),
        *_inflow(subject, words),
        *_doubt(subject, words, held),
    ]


def effects(material: Material) -> list[str]:
    """What each other scenario changes in COA occupancy, and in the places that are short, a paragraph a scenario."""
    if not material.others:
        return []
    days = list(dict.fromkeys([material.horizon, material.comparison.paired.last]))
    table = material.comparison.table(OCCUPANCY, [day.isoformat() for day in days])
    return [
        " ".join([_effect(material, subject, days, table[table["scenario"] == subject.side.label]), *_effect_on_places(material, subject)])
        for subject in material.others
    ]


def cards(material: Material, subject: Subject) -> list[Card]:
    """The key figures of a scenario on the day the summary looks at."""
    return [_card(material.words, subject, series, material.horizon) for series in (OCCUPANCY, *WAITING, ARREARS)]


# -- occupancy ----------------------------------------------------------------------------------------------------------------
def _occupancy(subject: Subject, words: Words) -> Iterator[str]:
    eve, published = subject.eve, counted(OCCUPANCY, subject.eve)
    if published is not None and eve == LAST_OBSERVED:
        yield words(
            "now", day=words.day(eve), median=words.about(float(np.median(subject.at(OCCUPANCY, eve)))), published=words.number(published)
        )
    for number, day in enumerate(subject.horizons):
        values = subject.at(OCCUPANCY, day)
        change = _change(values - subject.at(OCCUPANCY, eve), eve, words)
        yield words(
            "later" if number else "ahead", day=words.day(day), median=words.about(float(np.median(values))),
            interval=_interval(values, words), change=change,
        )  # fmt: skip


def _change(differences: Floats, eve: date, words: Words) -> str:
    """In how many simulations there are more than on the eve."""
    n, k = len(differences), int((differences > 0).sum())
    facts = {"day": words.day(eve), "n": n, "k": k}
    if n == 1:
        return words({1: "up.more", -1: "up.fewer", 0: "up.same"}[int(np.sign(differences[0]))], **facts)
    if (differences < 0).all():
        return words("up.none", **facts)
    return words("up.all" if k == n else "up.some", **facts)


def _peak(subject: Subject, words: Words) -> Iterator[str]:
    """How high it gets after the eve, and when; where it may yet rise after the run, that too."""
    begin = (subject.eve - subject.first).days
    values = subject.daily(OCCUPANCY)[:, begin:]
    places = values.argmax(axis=1)
    at_end = int((places >= values.shape[1] - AT_THE_END).sum())
    highest = values.max(axis=1)
    when = _when(subject.eve, places, at_end, words)
    yield words(
        "peak", eve=words.day(subject.eve), median=words.about(float(np.median(highest))), interval=_interval(highest, words), when=when
    )


def _when(eve: date, places: Floats, at_end: int, words: Words) -> str:
    """When the highest point comes (days after the eve), unless mostly at the end of the run."""
    n = len(places)
    if n == 1:
        return words("peak.end.one") if at_end else words("peak.on", month=words.month(eve + timedelta(days=int(places[0]))))
    if at_end * 2 >= n:
        return words("peak.end", k=at_end, n=n)
    early, late = (eve + timedelta(days=int(np.quantile(places, q))) for q in (0.25, 0.75))
    around = words("peak.around", early=words.month(early), late=words.month(late))
    return around + (words("peak.open", k=at_end, n=n) if at_end else "")


# -- places -------------------------------------------------------------------------------------------------------------------
def _places(subject: Subject, words: Words) -> Iterator[str]:
    """How many places are short, and how many people have none, at the end of each year from the eve on; nothing of a run without places."""
    years = [year for year in range(subject.eve.year, subject.last.year + 1) if subject.over(SHORT, f"{year}-12-31") is not None]
    if not years:
        return
    rates = dict.fromkeys(words.percent(float(np.median(_over(subject, TARGET, year)))) for year in years)
    yield words("places.short", rate=", ".join(rates), years=_by_year(subject, SHORT, years, words))
    nobody = all(not _over(subject, WITHOUT, year).any() for year in years)
    yield words("places.enough") if nobody else words("places.without", years=_by_year(subject, WITHOUT, years, words))


def _by_year(subject: Subject, series: str, years: Sequence[int], words: Words) -> str:
    """A stock at the end of each year: '9,890 in 2025 (80% interval 9,100 to 10,500), ...'."""
    told: list[str] = []
    for year in years:
        values = _over(subject, series, year)
        median = words.about(float(np.median(values)))
        interval = _interval(values, words, "interval.again" if told else "interval") if values.any() else ""
        told.append(words("places.year", n=words("places.none") if median == "0" else median, year=year, interval=interval))
    return ", ".join(told)


def _over(subject: Subject, series: str, year: int) -> Floats:
    values = subject.over(series, f"{year}-12-31")
    return np.zeros(1) if values is None else values


# -- the rest of the chain ----------------------------------------------------------------------------------------------------
def _waiting(subject: Subject, words: Words) -> Iterator[str]:
    day = subject.horizons[0]
    for series in WAITING:
        values = subject.at(series, day)
        facts = {"median": words.about(float(np.median(values))), "interval": _interval(values, words), "day": words.day(day)}
        yield words(series, before=_before(subject, series, words.number, words), **facts)
    yield _arrears(subject, day, words)


def _arrears(subject: Subject, day: date, words: Words) -> str:
    def balance(value: float) -> str:
        return words("behind" if value >= 0.5 else "in front" if value <= -0.5 else "level", n=words.number(round(abs(value))))

    values = subject.at(ARREARS, day)
    estimate = Estimate.of(values)
    facts = {"median": balance(three_digits(estimate.median)), "before": _before(subject, ARREARS, balance, words)}
    return words(ARREARS, day=words.day(day), interval=_sided(estimate, balance, words) if len(values) > 1 else "", **facts)


def _sided(estimate: Estimate, write: Callable[[float], str], words: Words) -> str:
    """An interval of a number with two sides: which side it is on is said only where the ends are not on that of the median."""
    low, high = estimate.low, estimate.high
    if min(low, high, estimate.median) > 0:
        return words("interval", low=words.about(low), high=words.about(high))
    if max(low, high, estimate.median) < 0:
        return words("interval", low=words.about(-high), high=words.about(-low))
    return words("interval", low=write(three_digits(low)), high=write(three_digits(high)))


def _before(subject: Subject, series: str, write: Callable[[float], str], words: Words) -> str:
    """What it was on the eve: published, or in the model where it was not."""
    published = counted(series, subject.eve)
    value = three_digits(float(np.median(subject.at(series, subject.eve)))) if published is None else published
    return words("before.model" if published is None else "before.published", value=write(value), day=words.day(subject.eve))


def _inflow(subject: Subject, words: Words) -> Iterator[str]:
    year, last = subject.horizons[0].year, LAST_OBSERVED.year
    values, before = subject.over("inflow.first", str(year)), observed().get(("inflow.first", str(last)))
    if values is not None and before is not None and year > last:
        yield words(
            "rests.fixed" if _fixes_inflow(subject, year) else "rests", median=words.about(float(np.median(values))), year=year, interval=_interval(values, words),
            before=words.number(before.value), last=last,
        )  # fmt: skip


def _fixes_inflow(subject: Subject, year: int) -> bool:
    """Whether a scenario leaves no doubt about the inflow of a year."""
    values = subject.scenario["values"]
    known = [path_of(values[key]).at(date(year, 1, 1)) for key in UNCERTAINTY if key in values]
    return len(known) == len(UNCERTAINTY) and not any(known)


def _doubt(subject: Subject, words: Words, held: Sequence[Held]) -> Iterator[str]:
    """What the interval holds and does not hold, and how well the model fits."""
    day = subject.horizons[0]
    split = subject.manifest.get("variance", {}).get(subject.scenario["name"], {}).get(day.isoformat())
    if split:
        yield words("width", day=words.day(day), **{part: words.percent(split[part]) for part in ("inflow", "parameters", "chance")})
    if subject.simulations == 1:
        yield words("no interval")
    elif subject.members == 0:
        yield words("chance only")
    good, all_ = met(held)
    if all_:
        yield words("met", day=words.day(min(LAST_OBSERVED, subject.last)), met=good, all=all_)


def _interval(values: Floats, words: Words, form: str = "interval") -> str:
    """The interval in brackets; nothing with one simulation."""
    if len(values) == 1:
        return ""
    estimate = Estimate.of(values)
    return words(form, low=words.about(estimate.low), high=words.about(estimate.high))


# -- differences --------------------------------------------------------------------------------------------------------------
def _effect(material: Material, subject: Subject, days: Sequence[date], table: pd.DataFrame) -> str:
    """What a scenario changes on the day of the summary and on the last: a row of the table each."""
    words = material.words
    facts = {"title": material.title(subject), "base": material.title(material.base)}
    told: list[str] = []
    same: list[bool] = []
    ours, theirs = (material.comparison.paired.daily(label, [OCCUPANCY])[0] for label in (subject.side.label, material.base.side.label))
    for day, row in zip(days, table.itertuples(), strict=True):
        apart = (ours.at([day.isoformat()]) - theirs.at([day.isoformat()])).ravel()
        same.append(not apart.any())
        if all(same) and told:
            told.append(words("effect.same.later", day=words.day(day)))
        else:
            told.append(_effect_on(words, row, apart, "effect.later" if told else "effect", {"day": words.day(day), **facts}))
    return " ".join(told)


def _effect_on_places(material: Material, subject: Subject) -> Iterator[str]:
    """How many more or fewer places are short and people have none; nothing where that is the same, or the runs have no places."""
    words, comparison = material.words, material.comparison
    if not {SHORT, WITHOUT} <= comparison.paired.known_series():
        return
    table = comparison.table([SHORT, WITHOUT], material.horizon.isoformat())
    means = table[table["scenario"] == subject.side.label].set_index("series")["mean"]
    if not means.any():
        return

    def told(what: str, mean: float) -> str:
        n = words.about(abs(mean))
        return words(f"{what}.same" if n == "0" else f"{what}.more" if mean > 0 else f"{what}.fewer", n=n)

    yield words(
        "effect.places", day=words.day(material.horizon), short=told("places", means[SHORT]), without=told("people", means[WITHOUT])
    )


def _effect_on(words: Words, row: Any, apart: Floats, key: str, facts: dict[str, str]) -> str:
    if row.mean == 0 and not row.low80 < row.high80:
        return words("effect.same", **facts)

    def amount(value: float) -> str:
        return words("more" if value >= 0.5 else "fewer" if value <= -0.5 else "as many", n=words.about(abs(value)))

    people = words("more.people" if row.mean > 0 else "fewer.people", n=words.about(abs(row.mean)))
    interval = "" if np.isnan(row.low80) else _sided(Estimate(row.mean, row.low80, row.high80), amount, words)
    surely = _surely(row.low80, row.high80, apart, words)
    return words(key, amount=people, interval=interval, surely=surely, **facts)


def _surely(low: float, high: float, apart: Floats, words: Words) -> str:
    """In how many pairs it is so, and whether the interval leaves any doubt of the direction."""
    n, above, below = len(apart), int((apart > 0).sum()), int((apart < 0).sum())
    if n == 1:
        return words("sure.one")
    up = low > 0 or (high >= 0 and above >= below)
    k = above if up else below
    if low <= 0 <= high:
        return words("sure.not", k=k, n=n, what=words("what.more" if up else "what.fewer"))
    return words("sure.all" if k == n else "sure.some", k=k, n=n)


# -- cards --------------------------------------------------------------------------------------------------------------------
def _card(words: Words, subject: Subject, series: str, day: date) -> Card:
    values = subject.at(series, day)
    estimate = Estimate.of(values)
    published = counted(series, subject.eve)
    before = words.about(float(np.median(subject.at(series, subject.eve)))) if published is None else words.number(published)
    return Card(
        words.series(series), words.about(estimate.median), words.span(estimate.low, estimate.high) if len(values) > 1 else "",
        words("key.before" if published is None else "key.published", day=words.day(subject.eve), value=before),
    )  # fmt: skip
