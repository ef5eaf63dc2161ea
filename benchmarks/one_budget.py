"""Did the IND have the same budget in 2024 and 2025? What the published decisions say of the weights, and what they cannot.

    python benchmarks/one_budget.py

Two unknown weights matter: that of a Syrian file in 2024, and that of a nareis decision. With the other weights as in the base
scenario, the work of both years is equal along a line of pairs. Where decisions are not published, they are derived as noted.
"""

from __future__ import annotations

from datetime import date

from ketensim import load_scenario
from ketensim.calibration.figures import observed

YEARS = ("2024", "2025")
DUBLIN = {"2024": 5000.0, "2025": 4100.0}  # derived: difference with Eurostat, 4600 to 6000 a year
SPOOR2 = {"2024": 1450.0, "2025": 850.0}  # as in the model: not published
VA = {"2024": 4900.0, "2025": 4900.0}  # as in the model: not published
REOPENED_GRANTED = {"2024": 0.61, "2025": 0.46}  # of 2025 in section 4.2.3; of 2024 as in the model


def decisions(year: str) -> dict[str, float]:
    """Decisions of a year by kind of work, Syrian ones apart."""
    figure = {series: row.value for (series, period), row in observed().items() if period == year}
    first, syria = figure["ind.decisions_first.total"] - figure["ind.decisions_first.other"], figure["ind.decisions_share.syria"]
    return {
        "syria": syria * figure["ind.decisions_first.total"],
        "others": first - syria * figure["ind.decisions_first.total"] - DUBLIN[year] - SPOOR2[year],
        "spoor1": DUBLIN[year],
        "spoor2": SPOOR2[year],
        "va": VA[year],
        "subsequent": figure["inflow.subsequent"],
        "reopened": figure["ind.permits.side_inflow"] / REOPENED_GRANTED[year],
        "nareis": figure["nareis.mvv.granted"] / figure["nareis.mvv.grant_rate"] + figure["nareis.evrm8.decisions"],
        "objection": figure["nareis.evrm8.objections_decided"],
    }


def line() -> tuple[float, float]:
    """(a, b) of the pairs at which both years are equal: weight of a Syrian file in 2024 = a + b times that of a nareis decision.

    A Syrian file of 2025 weighs one, as others do.
    """
    before, after = (decisions(year) for year in YEARS)
    known = {
        kind: load_scenario("basis").at(f"ind.weight.{kind}", date(2024, 1, 1))
        for kind in ("spoor1", "spoor2", "va", "subsequent", "reopened", "objection")
    }
    more = (
        sum(weight * (after[kind] - before[kind]) for kind, weight in known.items()) + after["others"] - before["others"] + after["syria"]
    )
    return more / before["syria"], (after["nareis"] - before["nareis"]) / before["syria"]


def main() -> None:
    """Print the decisions, the line, and the pairs along it."""
    both = {year: decisions(year) for year in YEARS}
    for kind in both["2024"]:
        print(f"{kind:12} {both['2024'][kind]:9,.0f} {both['2025'][kind]:9,.0f}")
    a, b = line()
    print(f"weight of a Syrian file = {a:.2f} + {b:.2f} x weight of a nareis decision")
    for nareis in (0.1, 0.2, 0.3, 0.38, 0.5, 0.7):
        print(f"  nareis {nareis:.2f}: Syrian {a + b * nareis:.2f}")


if __name__ == "__main__":
    main()
