"""The check compares every figure on its own terms, and says so when one is out."""

from __future__ import annotations

import csv
from xml.etree import ElementTree

import pandas as pd
import pytest

import ketensim as ks
from ketensim.calibration.check import ASKED, GOALS, as_json, as_junit, check, met, rows
from ketensim.calibration.figures import figures, observed
from ketensim.chain.series import SERIES
from ketensim.scenario import data_folder


def table(**values: float) -> pd.DataFrame:
    """Periods of a run that says exactly what was observed, but for these."""
    lines = [
        {"scenario": "basis", "member": 0, "replication": 0, "series": s, "period": p, "value": values.get(s.replace(".", "_"), f.value)}
        for (s, p), f in observed().items()
    ]
    return pd.DataFrame(lines)


def test_what_was_observed_is_met() -> None:
    found = rows(table(), "basis")
    assert all(row.verdict == "ok" for row in found)
    assert {row.role for row in found} == {"input", *ASKED}


def test_a_figure_that_is_off_is_out() -> None:
    out = [row for row in rows(table(coa_inflow=60_000.0), "basis") if row.is_out]
    assert {(row.series, row.period) for row in out} == {("coa.inflow", "2024"), ("coa.inflow", "2025")}
    assert out[0].off == pytest.approx(60_000 / 52_300 - 1)


def test_an_absolute_tolerance_is_in_the_unit_of_the_figure() -> None:
    found = {(row.series, row.period): row for row in rows(table(coa_stay_mean=15.0), "basis")}
    row = found["coa.stay.mean", "2024-12-31"]
    assert row.absolute
    assert row.off == pytest.approx(0.5)


def test_junit_has_a_case_a_figure_and_a_failure_for_each_that_is_out() -> None:
    found = rows(table(coa_inflow=60_000.0), "basis")
    suite = ElementTree.fromstring(as_junit(found).encode())
    assert int(suite.get("tests", 0)) == len(suite.findall("testcase")) == sum(row.role in ASKED for row in found)
    assert int(suite.get("failures", 0)) == len(suite.findall("testcase/failure")) == 2


def test_json_rows_have_what_the_contract_says() -> None:
    row = as_json(rows(table(), "basis"))[0]
    assert {"series", "period", "observed", "simulated", "low", "high", "tolerance", "role", "verdict"} <= set(row)


def test_the_base_is_calibrated() -> None:
    """Over the first members of the ensemble: the goals of fitted and emergent figures are met, and inputs come out as they went in."""
    found = check(ks.load_scenario("basis"), members=20)
    counts = met(found)
    for role, goal in GOALS.items():
        good, all_ = counts[role]
        assert good / all_ >= goal, f"{role}: {good} of {all_}"
    assert counts["input"][0] == counts["input"][1]
    assert sum(observed()[row.series, row.period].origin.startswith("staat") for row in found) >= 130
    assert counts["emergent"][1] >= 40


# -- the table of figures -----------------------------------------------------------------------------------------------
def test_every_figure_is_compared_or_says_what_it_waits_for() -> None:
    """A figure of the report is compared with a series of the chain, or names the part that is missing."""
    for figure in figures():
        if figure.kind == "forecast" or not figure.origin.startswith("staat"):
            continue
        assert bool(figure.role) != bool(figure.waits_for), f"{figure.series} {figure.period}"


def test_every_figure_with_a_tolerance_has_a_role_and_a_reason() -> None:
    for figure in figures():
        assert (figure.tolerance is not None) == (figure.role in ("input", *ASKED)), f"{figure.series} {figure.period}"
        assert bool(figure.reason) == (figure.tolerance is not None), f"{figure.series} {figure.period}"


def test_figures_to_be_met_are_of_series_that_exist() -> None:
    unknown = {figure.series for figure in figures() if figure.role in ASKED} - set(SERIES)
    assert not unknown


def test_there_are_all_figures_of_both_sources() -> None:
    with (data_folder("calibration") / "figures.csv").open(newline="", encoding="utf-8") as stream:
        origins = [row["origin"] for row in csv.DictReader(stream)]
    assert origins.count("staat-van-migratie-2026") == 212
    assert origins.count("context") == 95


def value(series: str, period: str) -> float:
    return observed()[series, period].value


@pytest.mark.parametrize("year", ["2024", "2025"])
def test_sums_of_the_source_close(year: str) -> None:
    """Totals are the sums of their parts, but for rounding to tens."""
    parts = {
        "inflow.total": ["inflow.first", "inflow.subsequent", "inflow.nareis_arrivals", "inflow.relocation", "inflow.resettlement"],
        "ind.decisions_first.total": [f"ind.decisions_first.{outcome}" for outcome in ("grant", "reject", "other")],
        "departure.dtenv.total": [
            f"departure.dtenv.{outcome}" for outcome in ("independent", "forced", "unsupervised", "permit", "procedural")
        ],
        "departure.keten.total": [f"departure.keten.{outcome}" for outcome in ("forced", "independent", "unsupervised")],
    }
    for total, some in parts.items():
        assert value(total, year) == pytest.approx(sum(value(part, year) for part in some), abs=5 * (len(some) + 1)), total
    stays = [value(f"coa.stay.{name}", f"{year}-12-31") for name in ("lt1", "1-2", "2-3", "3-4", "4-5", "gt5")]
    assert value("coa.occupancy", f"{year}-12-31") == pytest.approx(sum(stays), abs=35)
    classes = [value(f"coa.status_stay.{name}", f"{year}-12-31") for name in ("lt15w", "15w-6m", "6m-1y", "gt1y")]
    assert value("coa.status_holders", f"{year}-12-31") == pytest.approx(sum(classes), abs=25)


def test_arrears_of_the_source_close() -> None:
    """What was left, and the taakstelling, less who was housed: within two persons in every half year."""
    ends = ["2023-12-31", "2024-06-30", "2024-12-31", "2025-06-30", "2025-12-31"]
    for half, before, after in zip(("2024H1", "2024H2", "2025H1", "2025H2"), ends, ends[1:], strict=False):
        left = value("housing.arrears", before) + value("housing.taakstelling", half) - value("housing.housed", half)
        assert left == pytest.approx(value("housing.arrears", after), abs=2)


def test_what_does_not_close_in_the_source() -> None:
    """Known inconsistencies, kept in sight: docs/figures.md. If one is gone, a figure was changed."""
    coa = value("coa.occupancy", "2024-12-31") + value("coa.inflow", "2025") - value("coa.outflow", "2025")
    assert value("coa.occupancy", "2025-12-31") - coa == 400
    gone = (
        value("coa.status_outflow", "2024")
        + value("inflow.resettlement", "2024")
        - value("housing.housed", "2024H1")
        - value("housing.housed", "2024H2")
    )
    assert gone == 935
    ind = value("ind.backlog", "2023-12-31") + value("inflow.first", "2024") - value("ind.decisions_first.total", "2024")
    assert ind - value("ind.backlog", "2024-12-31") == 2050
    permits = ("ind.decisions_first.grant", "ind.permits.subsequent", "ind.permits.side_inflow", "ind.permits.nareis")
    status = value("coa.status_holders", "2024-12-31") + sum(value(name, "2025") for name in permits) - value("coa.status_outflow", "2025")
    assert value("coa.status_holders", "2025-12-31") - status == pytest.approx(4910, abs=15)
