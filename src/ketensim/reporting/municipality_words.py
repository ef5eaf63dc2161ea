"""The texts of the split over municipalities, in English and Dutch side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ketensim.municipalities.half_years import before
from ketensim.municipalities.national import ARREARS, HOUSED, OCCUPANCY, PLACES, PLACES_NEEDED, TAAKSTELLING, target_occupancy
from ketensim.municipalities.split import Split
from ketensim.reporting.labels import LANGUAGES, number
from ketensim.reporting.style import cut

WORDS: dict[str, tuple[str, str]] = {
    TAAKSTELLING: ("taakstelling", "taakstelling"),
    HOUSED: ("housed", "gehuisvest"),
    ARREARS: ("arrears", "achterstand"),
    PLACES_NEEDED: ("places needed", "plekken nodig"),
    PLACES: ("places", "plekken"),
    "half.1": ("first half of {}", "eerste helft van {}"),
    "half.2": ("second half of {}", "tweede helft van {}"),
    "to": (" to ", " tot "),
    "country": ("all", "alle"),
    "heading": (
        "{half}: median and 80% interval; persons and places, arrears and places at the end",
        "{half}: mediaan en 80%-interval; personen en plekken, achterstand en plekken aan het eind",
    ),
    "key": (
        "The country split over {n} municipalities by inhabitants ({inhabitants} in {file}), as the Huisvestingswet 2014 (articles 28 and 29) splits the taakstelling.",
        "Het land verdeeld over {n} gemeenten naar inwoners ({inhabitants} in {file}), zoals de Huisvestingswet 2014 (artikelen 28 en 29) de taakstelling verdeelt.",
    ),
    "partial": (
        "The table has {inhabitants} inhabitants, the Netherlands some 18 million: its municipalities are given the parts of those that are not in it too.",
        "De tabel heeft {inhabitants} inwoners, Nederland zo'n 18 miljoen: haar gemeenten krijgen ook het deel van wie er niet in staat.",
    ),
    "not": (
        "No forecast of what a municipality will do of its own: intervals are those of the country, scaled.",
        "Geen voorspelling van wat een gemeente zelf gaat doen: intervallen zijn die van het land, naar rato.",
    ),
    "housed.inhabitants": (
        "Housed is split by inhabitants too, as the table has no realised numbers: who houses more than others cannot be seen.",
        "Gehuisvest is ook naar inwoners verdeeld, want de tabel heeft geen gerealiseerde aantallen: wie meer huisvest dan anderen is niet te zien.",
    ),
    "housed.realised": (
        "Housed is split as it was realised in {ago}, in every half year.",
        "Gehuisvest is in elk halfjaar verdeeld zoals gerealiseerd in {ago}.",
    ),
    "arrears.inhabitants": (
        "Arrears at the start of {first} are split by inhabitants; from there on: plus taakstelling, less housed.",
        "De achterstand aan het begin van {first} is naar inwoners verdeeld; vandaar: plus taakstelling, min gehuisvest.",
    ),
    "arrears.stated": (
        "Arrears start from those of the table ({stated} at the start of {first}; {opening} in the run, the difference is split by inhabitants); from there on: plus taakstelling, less housed.",
        "De achterstand begint met die van de tabel ({stated} aan het begin van {first}; {opening} in de run, het verschil is naar inwoners verdeeld); vandaar: plus taakstelling, min gehuisvest.",
    ),
    "gap.above": (
        "Medians do not add up: arrears at the end are {n} above those at the start plus taakstelling less housed.",
        "Medianen tellen niet op: de achterstand aan het eind ligt {n} boven die aan het begin plus taakstelling min gehuisvest.",
    ),
    "gap.below": (
        "Medians do not add up: arrears at the end are {n} below those at the start plus taakstelling less housed.",
        "Medianen tellen niet op: de achterstand aan het eind ligt {n} onder die aan het begin plus taakstelling min gehuisvest.",
    ),
    "needed.run": ("Places needed are those of the run, split {how}.", "Plekken nodig zijn die van de run, verdeeld {how}."),
    "needed.occupancy": (
        "Places needed are COA occupancy over the target occupancy of {target}, split {how}.",
        "Plekken nodig zijn de bezetting van het COA gedeeld door de streefbezetting van {target}, verdeeld {how}.",
    ),
    "by.inhabitants": (
        "by inhabitants alone (the Spreidingswet also weighs the SES-WOA score)",
        "naar inwoners alleen (de Spreidingswet weegt ook de SES-WOA-score)",
    ),
    "by.places_share": ("by the column places_share", "naar de kolom places_share"),
    "places.run": ("Places are those of the run, split by {how}.", "Plekken zijn die van de run, verdeeld naar {how}."),
    "places.table": ("Places are those of the table, kept as they are.", "Plekken zijn die van de tabel, en blijven zo."),
    "by.realised": ("the places of the table", "de plekken van de tabel"),
    "by.key": ("inhabitants", "inwoners"),
    "rows": ("{n} half years, {first} to {last}: choose with --half-year, or write all with --csv.", "{n} halfjaren, {first} tot en met {last}: kies met --half-year, of schrijf alle met --csv."),
    "written": ("written: {files}", "geschreven: {files}"),
    # the chart
    "chart.title": ("Taakstelling and arrears by province, {half}", "Taakstelling en achterstand per provincie, {half}"),
    "chart.unit": ("Persons; the taakstelling of the half year, arrears at its end", "Personen; de taakstelling van het halfjaar, de achterstand aan het eind"),
    "chart.arrears": ("arrears (below nought: ahead)", "achterstand (onder nul: voorsprong)"),
    "chart.others": ("{n} other provinces", "{n} andere provincies"),
    "chart.bars": (
        "Bars: median of {runs}. Whiskers: 80% interval of the country, scaled; of inflow and parameters that are not known, and of chance.",
        "Staven: mediaan van {runs}. Streepjes: 80%-interval van het land, naar rato; van onbekende instroom en parameters, en van toeval.",
    ),
    "chart.chance": (
        "Bars: median of {n} replications. Whiskers: 80% interval of the country, scaled; of chance only, inflow and parameters are uncertain too, and by more.",
        "Staven: mediaan van {n} herhalingen. Streepjes: 80%-interval van het land, naar rato; alleen van toeval, instroom en parameters zijn ook onzeker, en meer.",
    ),
    "chart.one": ("One replication, so without an interval.", "Eén herhaling, dus zonder interval."),
}  # fmt: skip


def word(key: str, language: str, **facts: Any) -> str:
    """The text of a key in a language (``en`` or ``nl``). Raises KeyError for an unknown key."""
    text = WORDS[key][LANGUAGES.index(language)]
    return text.format(**facts) if facts else text


def half_in_words(half_year: str, language: str) -> str:
    """'first half of 2027'."""
    return WORDS[f"half.{half_year[-1]}"][LANGUAGES.index(language)].format(half_year[:4])


def notes(split: Split, scenario: str, language: str) -> list[str]:
    """How a split was made, and what it is not, in sentences."""
    known = split.municipalities
    return [
        word(
            "key",
            language,
            n=number(len(known.rows), language),
            inhabitants=number(known.inhabitants, language),
            file=cut(Path(known.file).name, 60),
        ),
        *([word("partial", language, inhabitants=number(known.inhabitants, language))] if known.is_partial else []),
        word("not", language),
        _housed(split, language),
        _arrears(split, scenario, language),
        *_needed(split, language),
        *_places(split, language),
    ]


def gap(persons: int, language: str) -> list[str]:
    """How far the medians of a half year are from adding up, if they do not."""
    return [word("gap.above" if persons > 0 else "gap.below", language, n=number(abs(persons), language))] if persons else []


def _housed(split: Split, language: str) -> str:
    realised = split.keys[HOUSED] == "housed"
    return word("housed.realised", language, ago=before(split.half_years[0])) if realised else word("housed.inhabitants", language)


def _arrears(split: Split, scenario: str, language: str) -> str:
    first = split.half_years[0]
    if split.stated is None:
        return word("arrears.inhabitants", language, first=first)
    stated, opening = number(split.stated, language), number(split.opening[scenario], language)
    return word("arrears.stated", language, first=first, stated=stated, opening=opening)


def _needed(split: Split, language: str) -> list[str]:
    if PLACES_NEEDED not in split.keys:
        return []
    key = word(f"by.{split.keys[PLACES_NEEDED]}", language)
    if split.needed_from == OCCUPANCY:
        return [word("needed.occupancy", language, target=f"{target_occupancy():.0%}", how=key)]
    return [word("needed.run", language, how=key)]


def _places(split: Split, language: str) -> list[str]:
    if PLACES not in split.keys:
        return []
    if not split.places_from_run:
        return [word("places.table", language)]
    return [word("places.run", language, how=word("by.realised" if split.keys[PLACES] == "places" else "by.key", language))]
