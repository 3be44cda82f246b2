"""The short form of `python -m benchmarks.joined_workers`: four articles by one and by two."""

from __future__ import annotations

from benchmarks.joined_workers import run


def test_one_worker_and_two_are_timed_in_turn(database: str) -> None:
    seconds = run(4, 1, catalog=database, search=None)
    assert [(workers, len(each)) for workers, each in seconds.items()] == [(1, 1), (2, 1)]
    assert all(second > 0 for each in seconds.values() for second in each)
