"""The series are books: a stock is that of yesterday plus what came minus what went, and totals are the sum of their parts.

Everything here is read from the series alone, as a user sees them.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ketensim import load_scenario
from ketensim.chain.series import SERIES, SPLIT
from ketensim.chain.simulate import simulate_together
from ketensim.scenario.groups import NATIONALITIES

DAYS = slice(1, None)


@pytest.fixture(scope="module")
def base():
    return load_scenario("basis")


@pytest.fixture(scope="module", params=[0, 1], ids=["one", "beside"])
def outcome(base, request):
    """Eighteen months at full size, of each of two replications that run side by side."""
    return simulate_together(base, seed=1, replications=[0, 1], until=date(2025, 6, 30))[request.param]


@pytest.fixture(scope="module")
def daily(outcome):
    return outcome.daily


def total(daily, *names: str):
    return sum(daily[name] for name in names)


# stock: (what comes in, what goes out)
BOOKS = {
    "ind.backlog": (("inflow.first",), ("ind.decisions_first.total",)),
    "ind.backlog.subsequent": (("inflow.subsequent",), ("ind.decisions_subsequent",)),
    "ind.backlog.reopened": (("ind.reopened_in",), ("ind.decisions_reopened",)),
    "courts.pending": (
        ("courts.aa.appeals_in", "courts.va.appeals_in", "courts.dublin.appeals_in"),
        ("courts.aa.appeals_out", "courts.va.appeals_out", "courts.dublin.appeals_out"),
    ),
    "courts.late.pending": (("courts.va.late_in",), ("courts.va.late_out",)),
    **{f"raad_van_state.{k}.pending": ((f"raad_van_state.{k}.in",), (f"raad_van_state.{k}.out",)) for k in ("aa", "va")},
    "nareis.waiting_abroad.mvv": (("nareis.mvv.applications",), ("nareis.mvv.decisions", "nareis.mvv.withdrawn")),
    "nareis.waiting_abroad.evrm8": (("nareis.evrm8.applications",), ("nareis.evrm8.decisions", "nareis.evrm8.withdrawn")),
    "nareis.objection": (
        ("nareis.mvv.objections", "nareis.evrm8.objections"),
        ("nareis.mvv.objections_decided", "nareis.evrm8.objections_decided"),
    ),
    "nareis.appeal": (("nareis.appeals_in",), ("nareis.appeals_out",)),
    "coa.occupancy": (("coa.inflow", "coa.births"), ("coa.outflow",)),
    "housing.arrears": (("housing.taakstelling",), ("housing.housed",)),
    **{f"ind.backlog.{n}": ((f"inflow.first.{n}",), (f"ind.decisions_first.total.{n}",)) for n in NATIONALITIES},
}
# whole: its parts
SUMS = {
    "inflow.total": ("inflow.first", "inflow.subsequent", "inflow.nareis_arrivals", "inflow.resettlement"),
    "ind.decisions_first.total": ("ind.decisions_first.grant", "ind.decisions_first.reject", "ind.decisions_first.other"),
    "ind.permits.total": (
        "ind.decisions_first.grant",
        "ind.permits.subsequent",
        "ind.permits.resettlement",
        "ind.permits.side_inflow",
        "ind.permits.nareis",
    ),
    **{
        f"courts.total_{way}": (
            *(f"courts.{k}.{sort}_{way}" for k in ("aa", "va", "dublin") for sort in ("appeals", "provisional")),
            f"courts.va.late_{way}",
        )
        for way in ("in", "out")
    },
    "nareis.waiting_abroad": ("nareis.waiting_abroad.mvv", "nareis.waiting_abroad.evrm8"),
    "coa.occupancy": ("coa.in_procedure", "coa.status_holders", "coa.departing"),
    "coa.inflow": tuple(name for name in SERIES if name.startswith("coa.inflow.")),
    "coa.outflow": tuple(name for name in SERIES if name.startswith("coa.outflow.")),
    "departure.dtenv.total": tuple(f"departure.dtenv.{how}" for how in ("independent", "forced", "unsupervised", "permit", "procedural")),
    "ind.open_procedures": ("ind.backlog", "courts.pending"),
    **{name: tuple(f"{name}.{nation}" for nation in NATIONALITIES) for name in SPLIT},
}


@pytest.mark.parametrize("stock", BOOKS)
def test_a_stock_is_that_of_yesterday_plus_in_minus_out(daily, stock):
    came, went = BOOKS[stock]
    change = np.diff(daily[stock])
    assert np.allclose(change, (total(daily, *came) - total(daily, *went))[DAYS], rtol=0, atol=1e-6)
    assert total(daily, *came).sum() > 0
    assert total(daily, *went).sum() > 0


@pytest.mark.parametrize("whole", SUMS)
def test_a_whole_is_the_sum_of_its_parts(daily, whole):
    assert np.array_equal(daily[whole], total(daily, *SUMS[whole]))
    assert sum(daily[part].any() for part in SUMS[whole]) > 1


def test_merits_decisions_are_those_of_the_tracks(daily):
    tracks = total(daily, *(f"ind.decisions_first.{track}" for track in ("dublin", "spoor2", "aa", "va")))
    assert np.array_equal(tracks, total(daily, "ind.decisions_first.grant", "ind.decisions_first.reject"))


def test_the_backlog_is_that_of_the_tracks_and_registration(daily):
    """The files at the aanmeldcentrum have no series of their own: what the tracks leave is at most some weeks of inflow."""
    rest = daily["ind.backlog"] - total(daily, *(f"ind.backlog.{track}" for track in ("spoor1", "spoor2", "aa", "va")))
    assert (rest >= 0).all()
    assert rest[-100:].max() < daily["inflow.first"][-150:].sum()


def test_parts_are_not_larger_than_wholes(daily):
    for part, whole in (
        ("inflow.births", "inflow.first"),
        ("inflow.first.amv", "inflow.first"),
        ("coa.amv", "coa.occupancy"),
        ("coa.pending_outside", "ind.backlog"),
        ("housing.self_found", "housing.housed"),
        ("nidos.waiting", "coa.amv"),
        ("nidos.kso", "nidos.amv"),
        ("ind.permits.nareis", "inflow.total"),
    ):
        assert (daily[part] <= daily[whole]).all(), part


def test_every_permit_on_own_grounds_is_that_of_a_refugee_or_of_a_subsidiarily_protected_person(daily):
    own = total(daily, "ind.decisions_first.grant", "ind.permits.subsequent", "ind.permits.side_inflow")
    assert np.array_equal(own, total(daily, "ind.permits.refugee", "ind.permits.subsidiary"))
    assert daily["ind.permits.refugee"].any() and daily["ind.permits.subsidiary"].any()


def test_arrears_start_at_those_of_the_scenario(base, daily):
    before = daily["housing.arrears"][0] - daily["housing.taakstelling"][0] + daily["housing.housed"][0]
    assert before == pytest.approx(base.at("opening.housing.arrears", base.start))


def test_status_outflow_is_that_of_housed(daily):
    assert np.array_equal(daily["coa.status_outflow"], daily["coa.outflow.housed"])


def test_ratios_are_of_what_they_say(outcome):
    """A denominator is the flow itself; a share is part of it; means are of the order of a stay."""
    daily, ratios = outcome.daily, outcome.ratios
    for name, flow in (
        ("ind.grant_rate", "ind.decisions_first.total"),
        ("ind.decisions_share.syria", "ind.decisions_first.total"),
        ("coa.status_outflow.within14w", "coa.status_outflow"),
        ("coa.status_outflow.mean_weeks", "coa.status_outflow"),
        *((f"ind.lead_time.{track}", f"ind.decisions_first.{track}") for track in ("dublin", "spoor2", "aa", "va")),
        *((f"courts.{kind}.appeals_lead_time", f"courts.{kind}.appeals_out") for kind in ("aa", "va", "dublin")),
    ):
        up, down = ratios[name]
        assert np.array_equal(down, daily[flow]), name
        assert (up >= 0).all(), name
        assert not up[down == 0].any(), name
    for name in ("ind.grant_rate", "ind.decisions_share.syria", "coa.status_outflow.within14w"):
        assert (ratios[name][0] <= ratios[name][1]).all()


def test_length_of_stay_classes_are_the_residents(daily):
    """At month ends the classes of stay add up to the occupancy, those of permit holders to the status holders."""
    counted = ~np.isnan(daily["coa.stay.mean"])
    assert counted.sum() == 18
    stays = total(daily, *(name for name in daily if name.startswith("coa.stay.") and name != "coa.stay.mean" and name.count(".") == 2))
    permits = total(daily, *(name for name in daily if name.startswith("coa.status_stay.") and name.count(".") == 2))
    assert np.array_equal(stays[counted], daily["coa.occupancy"][counted])
    assert np.array_equal(permits[counted], daily["coa.status_holders"][counted])
