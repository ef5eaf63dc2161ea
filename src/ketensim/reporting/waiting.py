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
        "1",
        ("Migration pact: permits of three years instead of five", "Migratiepact: vergunningen van drie jaar in plaats van vijf"),
        ("the renewal of permits, and its work for the IND", "de verlenging van vergunningen, en het werk daarvan voor de IND"),
    ),
    Waiting(
        "4.3.5",
        ("Late-decision appeals and penalty payments abolished", "Beroep niet tijdig beslissen en dwangsommen afgeschaft"),
        ("late-decision appeals, which follow the files past the term and load the courts", "beroepen niet tijdig beslissen, die de zaken over de termijn volgen en de rechtspraak belasten"),
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
