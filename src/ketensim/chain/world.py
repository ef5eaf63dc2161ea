"""What is simulated: a scenario, as one member has it, with one luck."""

from __future__ import annotations

from dataclasses import dataclass

from ketensim.scenario import Scenario


@dataclass(frozen=True)
class World:
    """One way things may go.

    ``scenario`` has the parameters as the member has them. ``member`` names the inflow to come, where that is uncertain
    (0: the given path), and ``replication`` the luck of the persons.
    """

    scenario: Scenario
    member: int = 0
    replication: int = 0

    def __str__(self) -> str:
        return f"{self.scenario.name}, member {self.member}, replication {self.replication}"
