"""The short form of `python -m benchmarks.joined_faults`: a worker of two killed."""

from __future__ import annotations

from benchmarks.joined_faults import run


def test_what_a_killed_worker_leaves_the_other_finishes(database: str) -> None:
    outcomes = run(1, catalog=database, search=None, articles=10, seed=3)
    assert [(each.kind, each.workers) for each in outcomes] == [("first", 2)]
    assert [each.problems for each in outcomes] == [()]
    assert not all(each.finished for each in outcomes)
