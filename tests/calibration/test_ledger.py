"""A forecast that was published is never changed."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from ketensim.calibration.ledger import SERIES, SUMS, Forecast, Line, read_ledger, scored
from ketensim.chain.series import SERIES as KNOWN
from ketensim.scenario import ScenarioError, data_folder

FOLDER = data_folder("forecasts")


def forecast(**other) -> Forecast:
    line = Line(
        scenario="basis", series="coa.occupancy", period="2025-12-31", unit="persons", median=80_000, low50=78_000, high50=79_000,
        low80=75_000, high80=85_000, low95=70_000, high95=90_000,
    )  # fmt: skip
    words = {
        "name": "one", "title": "One", "made_on": date(2025, 1, 1), "figures_until": date(2024, 12, 31), "scenarios": {"basis": "0"},
        "weights": {}, "members": 2, "replications": 1, "seed": 1, "version": "0", "code_sha256": "0", "ensemble_sha256": "0", "lines": (line,),
    }  # fmt: skip
    return Forecast(**(words | other))


def test_the_frozen_forecasts_are_whole() -> None:
    forecasts = read_ledger()
    assert forecasts
    for known in forecasts:
        assert {line.series for line in known.lines} <= set(SERIES) <= set(KNOWN)
        for line in known.lines:
            bounds = [line.low95, line.low80, line.low50, line.median, line.high50, line.high80, line.high95]
            assert bounds == sorted(bounds), f"{known.name}: {line.series} {line.period}"


def test_no_forecast_was_changed_since_it_was_made() -> None:
    """By the history of the checkout, where there is one: digests could be written anew along with a file."""
    if not (FOLDER.parent / ".git").exists():
        pytest.skip("no history here")
    for file in FOLDER.glob("*.json"):
        words = ["git", "-C", str(FOLDER.parent), "log", "--format=%H", "--diff-filter=MD", "--", str(file)]
        changes = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
        assert not changes, f"{file.name} was changed in {changes}"


def test_a_changed_forecast_is_found_out(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    some = next(tmp_path.glob("*.json"))
    some.write_text(some.read_text(encoding="utf-8").replace('"seed":1', '"seed":2').replace('"seed": 1', '"seed": 2'), encoding="utf-8")
    with pytest.raises(ScenarioError, match=rf"{some.name}: was changed after it was frozen"):
        read_ledger(tmp_path)
    some.unlink()
    with pytest.raises(ScenarioError, match="is in the list of digests and not there"):
        read_ledger(tmp_path)


def test_a_forecast_without_a_digest_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "late.json").write_text(forecast(name="late").model_dump_json(), encoding="utf-8")
    with pytest.raises(ScenarioError, match=f"has no digest in {SUMS}"):
        read_ledger(tmp_path)


def test_a_line_is_scored_once_its_figure_came() -> None:
    (score,) = scored([forecast()])
    assert score.observed == 79_830
    assert score.error == pytest.approx(80_000 / 79_830 - 1)
    assert score.within == "80%"


def test_a_figure_the_forecast_had_seen_is_no_score() -> None:
    assert scored([forecast(figures_until=date(2025, 12, 31))]) == []
