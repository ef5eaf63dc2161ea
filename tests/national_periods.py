"""A small country for tests of the split: periods of a run that was not made, in which arrears add up, and tables of municipalities."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

HALVES = ("2025H2", "2026H1", "2026H2", "2027H1")
COLUMNS = ("code", "name", "province", "inhabitants")


def last_day(half: str) -> str:
    return f"{half[:4]}-{'06-30' if half.endswith('1') else '12-31'}"


def periods(
    runs=((13000, 14100), (13900, 13000), (12800, 15000)), opening=9000, scenario="basis", places=None, needed=None, halves=HALVES
) -> pd.DataFrame:
    """Each of ``runs`` is (taakstelling, housed) of every half year; ``places`` and ``needed`` are series of COA places."""
    rows = []
    for number, (target, housed) in enumerate(runs):
        arrears = opening
        for step, half in enumerate(halves):
            more = {"housing.taakstelling": target + 7 * step, "housing.housed": housed + 11 * step}
            arrears += more["housing.taakstelling"] - more["housing.housed"]
            rows += [(scenario, 0, number, series, half, value) for series, value in more.items()]
            stocks = {"housing.arrears": arrears, "coa.occupancy": 80000 + 700 * number + 900 * step}
            stocks |= {"coa.places": places + 40 * number} if places is not None else {}
            stocks |= {"coa.places_needed": needed + 90 * number} if needed is not None else {}
            rows += [(scenario, 0, number, series, last_day(half), value) for series, value in stocks.items()]
    return pd.DataFrame(rows, columns=["scenario", "member", "replication", "series", "period", "value"]).astype({"value": float})


def write(folder: Path, rows, columns=COLUMNS, name="table.csv", separator=",") -> Path:
    """A table of municipalities as a file."""
    file = folder / name
    lines = [separator.join(map(str, row)) for row in (columns, *rows)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def people(inhabitants) -> list[tuple[str, str, str, int]]:
    """Municipalities of so many inhabitants in three provinces."""
    return [(f"{n + 1:04}", f"Plaats {n}", f"Provincie {n % 3}", each) for n, each in enumerate(inhabitants)]
