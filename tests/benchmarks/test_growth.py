"""The arithmetic of `python -m benchmarks.growth`, and one size in full."""

from __future__ import annotations

from pathlib import Path

from benchmarks.growth import costs, exponent, measure, recalls
from benchmarks.memory import MODEL
from qa.settings import Settings


def test_the_exponent_is_the_slope_of_the_logarithms() -> None:
    assert exponent([1, 2, 4], [3.0, 6.0, 12.0]) == "1.00"
    assert exponent([10, 1000], [0.5, 0.5]) in {"0.00", "-0.00"}
    assert exponent([10], [0.5]) == ""


def test_a_small_pile_is_measured_and_its_scopes_are_found_whole(tmp_path: Path) -> None:
    settings = Settings(
        corpus=tmp_path / "corpus", indexes=tmp_path / "indexes", embedding_model=MODEL
    )
    found = measure(settings, 20)
    table = costs([20], [found])
    assert table.columns == ("cost", "20", "exponent")
    assert {row[1] for row in recalls([20], [found]).rows} == {"1.000"}
