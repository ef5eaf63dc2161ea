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
        "1, 6.1",
        ("Migration pact: families with children in the border procedure", "Migratiepact: gezinnen met kinderen in de grensprocedure"),
        ("families at the border, with a place of their own", "gezinnen aan de grens, met een eigen plek"),
    ),
)  # fmt: skip
