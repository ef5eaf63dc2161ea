"""What the base scenario gave when it was last looked at. A change of any number is a change somebody has to see.

``python tests/baseline/test_baseline.py`` writes the file anew; review the difference like code.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import ketensim as ks
from ketensim.chain.simulate import simulate
from ketensim.results.periods import by_period

FILE = Path(__file__).with_name("baseline.json")


def present() -> dict[str, float]:
    """Every yearly number of one replication of a tenth of the people, with nothing left out."""
    outcome = simulate(ks.load_scenario("basis"), seed=1, replication=0, until=date(2026, 12, 31), scale=0.1)
    rows = {f"{series} {period}": value for series, period, value in by_period(outcome) if len(period) == 4 or period.endswith("-12-31")}
    return dict(sorted(rows.items())) | {"moves": float(outcome.moves)}


def test_nothing_has_changed() -> None:
    then, now = json.loads(FILE.read_text(encoding="utf-8")), present()
    assert sorted(now) == sorted(then)
    # a thousandth leaves room for the last bit of a logarithm on another machine, which can move a person
    different = {name: (then[name], now[name]) for name in then if now[name] != pytest.approx(then[name], rel=1e-3, abs=20)}
    assert not different, f"{len(different)} numbers are not what they were; if that is meant: python {Path(__file__).name}"


if __name__ == "__main__":
    FILE.write_text(json.dumps({name: round(value, 6) for name, value in present().items()}, indent=1) + "\n", encoding="utf-8")
