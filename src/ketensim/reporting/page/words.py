"""Numbers, days and names as a reader of a language writes them; text of files made fit to stand in a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from ketensim.calibration.figures import Figure
from ketensim.chain.series import SERIES
from ketensim.reporting.labels import LANGUAGES, MILLION, SOURCES, amount, label, month, number, points, share, unit
from ketensim.reporting.page.texts import MONTHS, TEXTS
from ketensim.scenario.problems import printable

ISOLATE, DONE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True)
class Words:
    """Writes in ``language`` (``en`` or ``nl``)."""

    language: str

    def __call__(self, key: str, **words: Any) -> str:
        """A text of the page. Raises KeyError for an unknown key."""
        return TEXTS[key][LANGUAGES.index(self.language)].format(**words)

    def counted(self, key: str, n: int) -> str:
        """'1 member', '30 members', of a key that has a text for one."""
        return self(f"{key}.one") if n == 1 else self(key, n=n)

    def label(self, key: str) -> str:
        """A text that tables and charts share."""
        return label(key, self.language)

    def of(self, english_and_dutch: tuple[str, str]) -> str:
        return english_and_dutch[LANGUAGES.index(self.language)]

    def number(self, value: float) -> str:
        return number(value, self.language).replace("-", "\N{MINUS SIGN}")

    def about(self, value: float) -> str:
        """A number of persons as precise as a sentence should be: three digits."""
        return self.number(three_digits(value))

    def about_value(self, value: float) -> str:
        """A value of a parameter to three digits."""
        return self.number(float(f"{value:.3g}"))

    def amount(self, value: float, unit: str) -> str:
        """A value in a table of several series: '101%' of a share, EUR in whole millions, all else in whole units."""
        return amount(value if unit == "share" else round(value), unit, self.language).replace("-", "\N{MINUS SIGN}")

    def signed(self, value: float, unit: str = "") -> str:
        """A difference, with its sign; of a ``unit`` of shares in percentage points, of EUR in millions."""
        if unit == "share":
            return points(value, self.language).replace("-", "\N{MINUS SIGN}")
        text = self.about(value / MILLION if unit == "EUR" else value)
        return f"+{text}" if value > 0 and text != "0" else text

    def between(self, low: float, high: float, unit: str = "") -> str:
        """Both ends of the interval of a difference: '−1,200 to +300'."""
        return f"{self.signed(low, unit)} {self.of(('to', 'tot'))} {self.signed(high, unit)}"

    def span(self, low: float, high: float) -> str:
        """Both ends of an interval: '74,900 – 88,200'."""
        return dash(self.about(low), self.about(high))

    def percent(self, part: float) -> str:
        """A part of a whole: '68%', 'under 1%'."""
        if 0 < part < 0.005:
            return self.of(("under 1%", "minder dan 1%"))
        return f"{part:.0%}"

    def percentage(self, part: float) -> str:
        """'2.5%': a share to one digit."""
        text = f"{100 * part:.1f}".removesuffix(".0")
        return f"{text.replace('.', ',') if self.language == 'nl' else text}%"

    def deviation(self, off: float, absolute: bool) -> str:
        """How far off: a percentage with its sign, or a number in the own unit."""
        if not absolute:
            return share(off, self.language).replace("-", "\N{MINUS SIGN}")
        return f"{'+' if off > 0 else ''}{self.number(round(off, 3))}"

    def day(self, day: date) -> str:
        """'31 December 2027'."""
        return f"{day.day} {MONTHS[self.language][day.month - 1]} {day.year}"

    def iso(self, day: str) -> str:
        """'31 December 2027' for '2027-12-31'; what is no date as it is."""
        try:
            return self.day(date.fromisoformat(day))
        except ValueError:
            return plain(day)

    def month(self, day: date) -> str:
        """'December 2027'."""
        return f"{MONTHS[self.language][day.month - 1]} {day.year}"

    def short_day(self, day: date) -> str:
        """'Jan 2027' for the first of a month, '15 Jan 2027' else."""
        return month(day, self.language) if day.day == 1 else f"{day.day} {month(day, self.language)}"

    def series(self, name: str) -> str:
        """The meaning of a series."""
        return self.of((SERIES[name].en, SERIES[name].nl))

    def source(self, figure: Figure) -> str:
        """Where a figure was published: 'Staat van Migratie 2026, figuur 72'."""
        name = self.of(SOURCES.get(figure.source, (figure.source, figure.source)))
        return f"{name}, {self.label('figure').format(figure.figure)}" if figure.figure else name

    def table_unit(self, english: str) -> str:
        """The unit of what :meth:`amount` writes: 'million euro' for EUR, nothing of a share, which has its own mark."""
        return {"EUR": self.of(("million euro", "miljoen euro")), "share": ""}.get(english, self.unit(english))

    def unit(self, english: str) -> str:
        """'dossiers/jaar' for 'files/year'."""
        return unit(english, self.language)

    def title(self, scenario: Mapping[str, Any]) -> str:
        """The title of a scenario in the language, kept apart from the direction of what stands around it."""
        return isolated(str((self.language == "nl" and scenario.get("title_nl")) or scenario["title"]))

    def description(self, scenario: Mapping[str, Any]) -> str:
        """The description of a scenario in the language, in the other where it has no own."""
        english, dutch = (str(scenario.get(key) or "") for key in ("description", "description_nl"))
        return plain((dutch or english) if self.language == "nl" else (english or dutch))


def dash(low: str, high: str) -> str:
    """Both ends of an interval on one line."""
    return f"{low}\N{NO-BREAK SPACE}\N{EN DASH}\N{WORD JOINER}\N{NO-BREAK SPACE}{high}"


def breakable(text: str) -> Markup:
    """A dotted name that may go on in a next line after a dot, for HTML."""
    return Markup("<wbr>").join(escape(part) for part in re.split(r"(?<=[._])", text))


def plain(text: str) -> str:
    """Foreign text on one line, with marks that cannot be seen made visible."""
    return printable(" ".join(text.split()))


def isolated(text: str) -> str:
    """Foreign text that cannot turn the sentence around it from right to left."""
    return f"{ISOLATE}{plain(text)}{DONE}"


def three_digits(value: float) -> float:
    """81,300 for 81,283; numbers below a thousand to the unit."""
    return float(round(value, min(0, 3 - len(str(int(abs(value)))))))
