"""The fit finds what made its figures, doubts as much as it should, and sees nothing of later than its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from ketensim import load_scenario
from ketensim.calibration import known as known_module
from ketensim.calibration.calibrate import Calibration, Shelf, calibrate, calibrate_to
from ketensim.calibration.diagnostics import held, learnt, pairs, write_page
from ketensim.calibration.figures import LAST_OBSERVED, Figure, figures
from ketensim.calibration.fit import Fit, fit, normal_sample, slopes
from ketensim.calibration.known import Known, NotYetKnown, days, figures_known
from ketensim.calibration.members import read_ensemble, with_member, write_ensemble
from ketensim.calibration.recipe import Prior, Recipe
from ketensim.chain.simulate import simulate
from ketensim.results.periods import by_period, spans
from ketensim.scenario import ScenarioError

Floats = NDArray[np.float64]


# -- theory -------------------------------------------------------------------------------------------------------------
def test_a_straight_line_gives_bayes_rule() -> None:
    """Many members, a linear model, normal errors: mean and covariance are those of the exact posterior."""
    rng = np.random.default_rng(1)
    slope = np.array([[1.0, 0.5, 0.0], [0.3, -1.0, 0.8]])
    observed, sd = np.array([1.5, -2.0]), np.array([0.5, 0.8])
    found = fit(normal_sample(20_000, 3, rng), lambda z: z @ slope.T, observed, sd, 4, rng)
    covariance = np.linalg.inv(np.eye(3) + slope.T @ np.diag(sd**-2) @ slope)
    assert np.allclose(found.after.mean(axis=0), covariance @ slope.T @ (observed / sd**2), atol=0.03)
    assert np.allclose(np.cov(found.after.T), covariance, atol=0.03)


def bent(z: Floats) -> Floats:
    """A nonlinear model: products, saturation, exponentials, and a sixth number that does nothing."""
    a, b, c, d, e = np.tanh(0.7 * z[..., :5]).T * 1.5
    return np.stack(
        [np.exp(0.5 * a + 0.3 * b), a + c**2 / 3, b + 0.5 * c * d, d + 0.4 * a, e - 0.5 * b, np.exp(0.4 * (c + e)), c - d], axis=-1
    )


def one_fit(seed: int) -> tuple[Floats, Fit]:
    """A truth drawn from the prior, and the fit to what it gives."""
    rng = np.random.default_rng(seed)
    truth, sd = rng.standard_normal(6), np.full(7, 0.25)
    observed = bent(truth) + sd * rng.standard_normal(7)
    return truth, fit(normal_sample(100, 6, rng), bent, observed, sd, 4, rng)


def test_known_numbers_are_found_and_doubted_enough() -> None:
    """Over many repeats an interval of 90% holds the truth in about nine of ten, for each number, and is far from the prior."""
    repeats = 150
    inside, widths = np.zeros(6), np.zeros(6)
    for seed in range(repeats):
        truth, found = one_fit(seed)
        low, high = np.quantile(found.after, (0.05, 0.95), axis=0)
        inside += (low <= truth) & (truth <= high)
        widths += found.after.std(axis=0) / repeats
    assert (inside >= stats.binom.ppf(1e-4, repeats, 0.87)).all(), inside
    assert (inside <= stats.binom.ppf(1 - 1e-4, repeats, 0.93)).all(), inside
    assert (widths[:5] < 0.6).all(), widths


def test_what_no_figure_speaks_of_keeps_its_prior() -> None:
    """The sixth number, on average over repeats, and nearly so in each."""
    sds = [one_fit(seed)[1].after[:, 5].std() for seed in range(40)]
    assert np.mean(sds) == pytest.approx(1.0, abs=0.03)
    assert min(sds) > 0.8


def test_slopes_of_a_straight_line() -> None:
    """Exactly those of the line, without noise and with more simulations than numbers."""
    rng = np.random.default_rng(3)
    z, line = rng.standard_normal((60, 20)), rng.standard_normal((5, 20))
    assert np.allclose(slopes(z, z @ line.T + 7.0), line, atol=1e-4)


def test_a_slope_that_may_be_chance_counts_for_nothing() -> None:
    """Outputs that have nothing to do with the numbers; one that never changes; fewer simulations than numbers."""
    rng = np.random.default_rng(4)
    z, outputs = rng.standard_normal((80, 30)), rng.standard_normal((80, 40))
    assert (slopes(z, outputs) == 0).mean() > 0.95
    assert (slopes(z, np.ones((80, 1))) == 0).all()
    few = slopes(z[:20], z[:20, :1] + 0.1 * outputs[:20, :1])
    assert np.abs(few[0, 0]) > 0.2 and np.isfinite(few).all()


def test_a_sample_has_one_of_every_slice() -> None:
    z = normal_sample(200, 3, np.random.default_rng(5))
    slices = np.floor(stats.norm.cdf(z) * 200).astype(int)
    assert (np.sort(slices, axis=0) == np.arange(200)[:, None]).all()
    assert np.abs(np.corrcoef(z.T) - np.eye(3)).max() < 0.25


def test_an_output_that_is_no_number_is_not_fitted() -> None:
    with pytest.raises(ValueError, match=r"outputs \[1\]"):
        fit(np.ones((3, 1)), lambda z: np.array([[1, np.nan]] * 3), np.ones(2), np.ones(2), 1, np.random.default_rng(1))


# -- the door -----------------------------------------------------------------------------------------------------------
def test_periods_are_those_of_the_results() -> None:
    for name, first, after in spans(date(2024, 1, 1), 731):
        begin = date(2024, 1, 1)
        assert days(name) == (begin + timedelta(days=first), begin + timedelta(days=after - 1))
    assert days("2024-12-31") == (date(2024, 12, 31), date(2024, 12, 31))


@pytest.mark.parametrize("text", ["2025@2024-11", "2026-2027@2025-09", "2025H3", "2025Q0", "2025-13", "x", "2025-02-30", "20255"])
def test_no_period(text: str) -> None:
    with pytest.raises(ValueError):
        days(text)


@pytest.mark.parametrize("until", [date(2023, 12, 31), date(2024, 6, 30), date(2025, 1, 1), LAST_OBSERVED, date(2030, 1, 1)])
def test_only_what_was_known_gets_through(until: date) -> None:
    found = figures_known(until).figures
    assert all(days(figure.period)[1] <= until and figure.role == "fitted" and figure.tolerance for figure in found)
    fitted = [figure for figure in figures() if figure.role == "fitted" and figure.tolerance]
    assert len(found) == sum(days(figure.period)[1] <= until for figure in fitted)


def test_the_guard_raises() -> None:
    """There is no way to hold a figure of later than the day."""
    everything = figures_known(LAST_OBSERVED)
    with pytest.raises(NotYetKnown, match=r"not known on 2025-01-01: .* of 2025"):
        Known(date(2025, 1, 1), everything.figures)
    with pytest.raises(NotYetKnown):
        replace(everything, until=date(2025, 12, 30))


def test_a_tolerance_is_a_bound_of_nine_in_ten() -> None:
    share = made_up("coa.occupancy", "2024-01-31", 1000.0, 0.05)
    absolute = replace(share, absolute=True, tolerance=0.4)
    assert Known(date(2025, 1, 1), (share, absolute)).sd == pytest.approx([50 / 1.64, 0.4 / 1.64])


# -- the chain ----------------------------------------------------------------------------------------------------------
def made_up(series: str, period: str, value: float, tolerance: float) -> Figure:
    return Figure(series, period, value, "", "", "", "", "", "", "fitted", tolerance, False, "", "", "")


def prior(name: str, key: str, low: float = 0.7, high: float = 1.4, begin: date | None = None) -> Prior:
    return Prior(name=name, keys=(key,), center=0.5 * (low + high), low=low, high=high, reason="made up", **{"from": begin})


def recipe_of(*priors: Prior, until: date, members: int, rounds: int) -> Recipe:
    return Recipe(title="t", scenario="basis", until=until, members=members, rounds=rounds, seed=3, priors=priors)


def figures_of(recipe: Recipe, truth: Floats, wanted: dict[tuple[str, str], float], scale: float, seed: int) -> Known:
    """What a world with these factors shows; ``wanted``: the tolerance of each (series, period)."""
    outcome = simulate(with_member(load_scenario("basis"), recipe, truth), seed=seed, replication=0, until=recipe.until, scale=scale)
    values = {(series, period): value for series, period, value in by_period(outcome)}
    return Known(recipe.until, tuple(made_up(*name, values[name], tolerance) for name, tolerance in wanted.items()))


QUICK = recipe_of(
    prior("housing", "housing.supply"), prior("ind", "ind.budget"), prior("later", "housing.supply", begin=date(2024, 5, 1)),
    until=date(2024, 3, 31), members=16, rounds=2,
)  # fmt: skip
QUICK_FIGURES = {("housing.housed", "2024Q1"): 0.04, ("ind.decisions_first.total", "2024Q1"): 0.04, ("coa.occupancy", "2024-03-31"): 0.02}
SCALE = 0.02


@pytest.fixture(scope="module")
def quick_known() -> Known:
    """With the luck of the members: at a fiftieth of the size other luck would drown what the factors do."""
    return figures_of(QUICK, np.array([1.25, 0.85, 1.0]), QUICK_FIGURES, SCALE, QUICK.seed)


@pytest.fixture(scope="module")
def quick(quick_known: Known, tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    """Two numbers, three figures of a quarter, one core."""
    work = tmp_path_factory.mktemp("work")
    return calibrate_to(quick_known, QUICK, load_scenario("basis"), scale=SCALE, jobs=1, work=work)


def test_factors_are_recovered_from_a_quarter(quick: Calibration) -> None:
    low, high = np.quantile(quick.ensemble.factors[:, :2], (0.05, 0.95), axis=0)
    assert (low <= [1.25, 0.85]).all() and (high >= [1.25, 0.85]).all()
    assert (quick.fit.after[:, :2].std(axis=0) < 0.5).all()


def test_a_window_after_the_last_figure_keeps_its_sample(quick: Calibration) -> None:
    assert (quick.fit.after[:, 2] == quick.fit.before[:, 2]).all()
    assert list(quick.informed) == [True, True, False]


def test_a_broken_off_fit_goes_on_to_the_same_bytes(quick: Calibration, quick_known: Known, tmp_path: Path) -> None:
    """Stopped when twenty simulations are told, resumed on two cores."""

    def stop(done: int, total: int) -> None:
        if done == 20:
            raise KeyboardInterrupt

    base, work = load_scenario("basis"), tmp_path / "work"
    with pytest.raises(KeyboardInterrupt):
        calibrate_to(quick_known, QUICK, base, scale=SCALE, jobs=1, work=work, watch=stop)
    assert 20 <= len(list(work.glob("*.npy"))) < 49  # those of its batch were kept as well
    seen: list[int] = []
    resumed = calibrate_to(quick_known, QUICK, base, scale=SCALE, jobs=2, work=work, watch=lambda done, total: seen.append(done))
    assert seen[-1] == resumed.origin.simulations == 49
    for name, calibration in (("resumed", resumed), ("undisturbed", quick)):
        (tmp_path / name).mkdir()
        write_ensemble(calibration.ensemble, tmp_path / name)
    for file in ("ensemble.csv", "ensemble.json"):
        assert (tmp_path / "resumed" / file).read_bytes() == (tmp_path / "undisturbed" / file).read_bytes()
    assert read_ensemble(tmp_path / "resumed", QUICK).factors.shape == (16, 3)
    assert (resumed.fit.outputs_after == quick.fit.outputs_after).all()


def test_what_is_kept_is_known_by_all_that_makes_it(tmp_path: Path, quick_known: Known) -> None:
    """Another seed, scale, end, figure or code is another file."""
    from ketensim.ensemble.batches import Settings

    base, settings = load_scenario("basis"), Settings(1, date(2024, 3, 31), 0.1)
    shelf = Shelf.of(tmp_path, quick_known.figures, settings)
    others = [
        *(replace(shelf, settings=replace(settings, **change)) for change in ({"seed": 2}, {"scale": 0.2}, {"until": date(2024, 3, 30)})),
        replace(shelf, wanted=shelf.wanted[:-1]), replace(shelf, code="other"),
    ]  # fmt: skip
    files = [each.file(base) for each in (shelf, *others)] + [shelf.file(base.change("housing.supply", factor=1.1))]
    assert len(set(files)) == len(files)


def test_later_figures_change_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A fit on what was known on a day is the same whatever came after it."""
    until = date(2024, 6, 30)
    recipe = recipe_of(prior("housing", "housing.supply"), until=LAST_OBSERVED, members=4, rounds=1)

    def fitted() -> Calibration:
        return calibrate(recipe, known_until=until, scale=SCALE, jobs=1, work=tmp_path)

    before = fitted()
    assert [figure.period for figure in before.known.figures] == ["2024H1"]
    changed = tuple(replace(figure, value=figure.value * 3) if figure.period != "2024H1" else figure for figure in figures())
    monkeypatch.setattr(known_module, "figures", lambda: changed)
    assert (fitted().fit.after == before.fit.after).all()
    assert before.origin.run_until == until


def test_nothing_to_fit_to(tmp_path: Path) -> None:
    recipe = recipe_of(prior("housing", "housing.supply"), until=LAST_OBSERVED, members=2, rounds=1)
    with pytest.raises(ScenarioError, match=r"nothing to fit to: .* was known on 2024-01-31"):
        calibrate(recipe, known_until=date(2024, 1, 31), scale=SCALE, jobs=1, work=tmp_path)


def test_arguments_that_are_not_allowed(tmp_path: Path) -> None:
    for key, value in {"members": 1, "rounds": 0, "seed": -1, "scale": 2.0}.items():
        with pytest.raises(ScenarioError, match=f"calibrate: {key}:"):
            calibrate(QUICK, work=tmp_path, **{key: value})  # type: ignore[arg-type]


def test_a_figure_the_chain_says_nothing_of(tmp_path: Path) -> None:
    recipe = recipe_of(prior("housing", "housing.supply"), until=date(2024, 2, 29), members=2, rounds=1)
    nonsense = Known(date(2024, 2, 29), (made_up("no.such.series", "2024-01", 1.0, 0.1),))
    with pytest.raises(ScenarioError, match=r"no\.such\.series: the chain gives no value for 2024-01"):
        calibrate_to(nonsense, recipe, load_scenario("basis"), scale=SCALE, jobs=1, work=tmp_path)


def test_the_page(quick: Calibration, tmp_path: Path) -> None:
    """Every number and figure is on it; the same fit gives the same bytes."""
    files = write_page(quick, tmp_path)
    text = files[0].read_text()
    assert all(f"`{name}`" in text for name in quick.recipe.names)
    assert all(f"| `{series}` | {period} |" in text for series, period in QUICK_FIGURES)
    assert all(f"img/{file.name}" in text for file in files if file.suffix == ".svg")
    assert [file.read_bytes() for file in files] == [file.read_bytes() for file in write_page(quick, tmp_path)]
    rows = {row.prior.name: row for row in learnt(quick)}
    assert rows["housing"].identified and {figure.series for figure, _ in rows["housing"].by} >= {"housing.housed"}
    assert rows["later"].shrinkage == 0 and not rows["later"].by
    assert all(row.after[0] <= row.after[1] <= row.after[2] for row in held(quick))
    assert all(abs(r) <= 1 for _, _, r in pairs(quick))


@pytest.mark.slow
def test_factors_are_recovered_from_a_year(tmp_path: Path) -> None:
    """Six numbers from the figures of 2024 of a world with other luck: most within their 90% intervals, none far off, all far from the prior.

    At half size: families make chance at a quarter as large as the tolerances, which do not know of it. Fewer houses, not more: more
    houses than there are people who wait for one are as good as many more.
    """
    keys = {
        "housing.supply": 0.9, "ind.budget": 0.88, "ind.spoor4.grant_rate.other": 1.15, "nareis.mvv.per_adult.syria": 0.85,
        "courts.appeal_share.dublin": 1.2, "departure.dublin.forced": 0.8,
    }  # fmt: skip
    priors = [prior(f"p{n}", key, 0.7, 1.4) for n, key in enumerate(keys)]
    recipe = recipe_of(*priors, until=date(2024, 12, 31), members=40, rounds=3)
    truth = np.array(list(keys.values()))
    wanted = {(figure.series, figure.period): figure.tolerance or 0.0 for figure in figures_known(recipe.until).figures}
    known = figures_of(recipe, truth, wanted, scale=0.5, seed=99)
    found = calibrate_to(known, recipe, load_scenario("basis"), scale=0.5, jobs=2, work=tmp_path)
    factors = found.ensemble.factors
    low, high = np.quantile(factors, (0.05, 0.95), axis=0)
    assert ((low <= truth) & (truth <= high)).sum() >= 5, (low, truth, high)
    assert (np.abs(factors.mean(axis=0) - truth) < 3 * factors.std(axis=0)).all()
    assert (found.fit.after.std(axis=0) < 0.7).all(), found.fit.after.std(axis=0)
