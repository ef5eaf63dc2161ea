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
)  # fmt: skip
