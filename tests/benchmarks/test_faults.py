"""The short form of `python -m benchmarks.faults`: builds killed at random moments."""

from __future__ import annotations

from benchmarks.faults import run


def test_builds_killed_at_random_are_made_good() -> None:
    outcomes = run(3, articles=20, seed=5)
    assert [outcome.problems for outcome in outcomes] == [(), (), ()]
    assert not all(outcome.finished for outcome in outcomes)
