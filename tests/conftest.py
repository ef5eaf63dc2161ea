"""What several kinds of tests share."""

from __future__ import annotations

import pytest

from ketensim.scenario import Parameter


@pytest.fixture(scope="session")
def small() -> tuple[Parameter, ...]:
    """A catalogue of seven parameters, for tests of the rules of scenario files rather than of the chain."""
    return (
        Parameter("inflow.first", "persons/year", 0, 200000, "first applications", "eerste aanvragen"),
        Parameter("inflow.later", "persons/year", 0, 200000, "later applications", "latere aanvragen"),
        Parameter("desk.capacity", "files/year", 0, 50000, "what the desk can do", "wat het loket aankan"),
        Parameter("desk.wait", "weeks", 0, 520, "wait before the desk", "wachttijd voor het loket"),
        Parameter("desk.share.red", "share", 0, 1, "share with a red file", "aandeel met een rode map"),
        Parameter("desk.share.blue", "share", 0, 1, "share with a blue file", "aandeel met een blauwe map"),
        Parameter("opening.stock", "persons", 0, 500000, "waiting on the first day", "wachtend op de eerste dag", dated=False),
    )
