"""The short form of `python -m benchmarks.faults`: builds killed at random moments."""

from __future__ import annotations

import pytest

from benchmarks.faults import Scored, alike, run


def test_builds_killed_at_random_are_made_good() -> None:
    outcomes = run(3, articles=20, seed=5)
    assert [outcome.problems for outcome in outcomes] == [(), (), ()]
    assert not all(outcome.finished for outcome in outcomes)


WANTED: Scored = [("a", 3.0), ("b", 2.0), ("c", 2.0), ("d", 1.0)]


@pytest.mark.parametrize(
    ("found", "same"),
    [
        (WANTED, True),
        ([("a", 3.0), ("c", 2.000001), ("b", 2.0), ("d", 1.0)], True),
        ([("a", 3.0), ("b", 2.0), ("c", 2.0), ("e", 1.0)], True),
        ([("b", 3.0), ("a", 2.0), ("c", 2.0), ("d", 1.0)], False),
        ([("a", 3.0), ("b", 2.0), ("e", 2.0), ("d", 1.0)], False),
        ([("a", 3.0), ("b", 2.0), ("c", 1.9), ("d", 1.0)], False),
        (WANTED[:3], False),
        ([], False),
    ],
)
def test_only_equals_may_stand_in_another_order(found: Scored, same: bool) -> None:
    assert alike(WANTED, found) == same
