"""Policies that are in the report and cannot be run yet, and the part of the chain each waits for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """A policy that cannot be run yet: what it is, and the part it needs, in English and Dutch."""

    section: str
    policy: tuple[str, str]
    needs: tuple[str, str]

    def words(self, language: str) -> dict[str, str]:
        """Its texts in a language (``en`` or ``nl``)."""
        here = language == "nl"
        return {"section": self.section, "policy": self.policy[here], "needs": self.needs[here]}


WAITING = (
    Waiting(
        "1, 4.2.3",
        ("Two-status system: the wait, income and house of each referent; appeals for the better status", "Tweestatusstelsel: wachttermijn, inkomen en woning van elke referent; doorprocederen"),
        ("the status in each permit, and a wait longer than three months before nareis is asked for", "de status in elke vergunning, en langer dan drie maanden wachten voor de nareisaanvraag"),
    ),
    Waiting(
        "1, 6.1",
        ("Migration pact: screening and border procedure", "Migratiepact: screening en grensprocedure"),
        ("the border procedure", "de grensprocedure"),
    ),
    Waiting(
        "1, 4.2.4",
        ("Migration pact: which country is responsible; solidarity in persons", "Migratiepact: de verantwoordelijke lidstaat; solidariteit in personen"),
        ("Dublin claims both ways, and relocation as inflow", "Dublinclaims in beide richtingen, en herplaatsing als instroom"),
    ),
    Waiting(
        "4.3.5",
        ("Late-decision appeals and penalty payments abolished", "Beroep niet tijdig beslissen en dwangsommen afgeschaft"),
        ("late-decision appeals, which follow the files past the term and load the courts", "beroepen niet tijdig beslissen, die de zaken over de termijn volgen en de rechtspraak belasten"),
    ),
    Waiting(
        "5.1, 5.2",
        ("Temporary protection for Ukraine ends on 4 March 2027 without a transition document", "Tijdelijke bescherming Oekraïne eindigt op 4 maart 2027 zonder transitiedocument"),
        ("displaced persons from Ukraine, their reception and their dormant applications", "ontheemden uit Oekraïne, hun opvang en hun slapende aanvragen"),
    ),
    Waiting(
        "1, 6.3.3",
        ("Detention: 90 more places, and the law on return and detention", "Bewaring: 90 plekken erbij, en de wet terugkeer en vreemdelingenbewaring"),
        ("detention, with its places", "bewaring, met plekken"),
    ),
    Waiting(
        "4.3.4, 6.5.2",
        ("Permits of Syrians withdrawn; status holders who go back", "Vergunningen van Syriërs ingetrokken; statushouders die teruggaan"),
        ("what becomes of persons after they are housed", "wat er na de huisvesting van mensen wordt"),
    ),
    Waiting(
        "4.3.5",
        ("Higher appeal: limited, or faster", "Hoger beroep: beperkt, of sneller"),
        ("higher appeal at the Raad van State", "hoger beroep bij de Raad van State"),
    ),
)  # fmt: skip
