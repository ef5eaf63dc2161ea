"""Holds the calibrated base against every observed figure: value, simulated median and interval, tolerance, role, verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from ketensim.calibration.figures import LAST_OBSERVED, Figure, observed
from ketensim.results.runs import Watch, run
from ketensim.results.summary import Held, held_against_figures
from ketensim.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

MEMBERS = 120
ASKED = ("fitted", "emergent")  # of these a verdict counts: an input that comes out again proves nothing
GOALS = {"fitted": 0.90, "emergent": 0.75}  # the share of figures that should be met


@dataclass(frozen=True)
class Row:
    """A figure beside what the model says: ``low`` and ``high`` bound the 80% interval, ``off`` is in terms of the tolerance
    (a share of the figure, or its own unit when ``absolute``)."""

    series: str
    period: str
    observed: float
    simulated: float
    low: float
    high: float
    off: float
    tolerance: float
    absolute: bool
    role: str
    verdict: str
    reason: str
    reference: str

    @property
    def part(self) -> str:
        """The part of the chain it belongs to."""
        return self.series.split(".")[0]

    @property
    def is_out(self) -> bool:
        """Whether a figure that counts is not met."""
        return self.role in ASKED and self.verdict == "out"


def check(
    base: Scenario, *, members: int = MEMBERS, seed: int = 1, jobs: int = -1, scale: float = 1.0, watch: Watch | None = None
) -> list[Row]:
    """Run the base in ``members`` members of the ensemble (0: as it is written), once each, up to the last figures; compare.

    Rows come in the order of the figures. Raises what :func:`ketensim.results.runs.run` raises.
    """
    with TemporaryDirectory(prefix="ketensim-check-") as folder:
        options: dict[str, Any] = {"seed": seed, "jobs": jobs, "scale": scale, "watch": watch, "until": LAST_OBSERVED}
        runs = run(base, members=members, replications=1, out=Path(folder) / "run", **options)
        return rows(runs.periods(), base.name)


def rows(periods: pd.DataFrame, scenario: str) -> list[Row]:
    """Every figure with a role and a tolerance that the periods of a run have."""
    figures = observed()
    held = [(figures[row.series, row.period], row) for row in held_against_figures(periods, scenario) if row.holds is not None]
    return [_row(figure, row) for figure, row in held if figure.role in ("input", *ASKED)]


def _row(figure: Figure, held: Held) -> Row:
    return Row(
        held.series, held.period, held.published, held.median, held.low80, held.high80, held.off, figure.tolerance or 0.0, held.absolute,
        figure.role, "ok" if held.holds else "out", figure.reason, figure.reference,
    )  # fmt: skip


def met(table: Iterable[Row]) -> dict[str, tuple[int, int]]:
    """How many figures of each role are met, of how many."""
    table = list(table)
    return {
        role: (sum(r.role == role and r.verdict == "ok" for r in table), sum(r.role == role for r in table)) for role in ("input", *ASKED)
    }


def as_json(table: Sequence[Row]) -> list[dict[str, Any]]:
    """Plain values, one object a figure."""
    return [asdict(row) for row in table]


def as_junit(table: Sequence[Row]) -> str:
    """A test report that CI systems read: one test case a figure that counts, grouped by part of the chain."""
    counted = [row for row in table if row.role in ASKED]
    cases = [_case(row) for row in counted]
    failures = sum(row.is_out for row in counted)
    head = f'<testsuite name="ketensim check" tests="{len(counted)}" failures="{failures}" errors="0" skipped="0">'
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', head, *cases, "</testsuite>", ""])


def _case(row: Row) -> str:
    name = f"<testcase classname={quoteattr(f'ketensim.{row.part}')} name={quoteattr(f'{row.series} {row.period}')}"
    if not row.is_out:
        return f"  {name}/>"
    told = f"observed {row.observed:g}, simulated {row.simulated:g} ({row.low:g} to {row.high:g}), tolerance {row.tolerance:g}"
    return f"  {name}><failure message={quoteattr(told)}/></testcase>"
