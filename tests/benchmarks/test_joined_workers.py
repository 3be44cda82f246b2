"""The short form of `python -m benchmarks.joined_workers`: four articles by one and by two."""

from __future__ import annotations

import pytest

from benchmarks.joined_workers import run
from tests.index import postgres_server


def test_one_worker_and_two_are_timed_in_turn() -> None:
    pytest.importorskip("psycopg", reason=postgres_server.NONE)
    binaries = postgres_server.programs()
    if binaries is None:
        pytest.skip(postgres_server.NONE)
    with postgres_server.server(binaries) as address:
        seconds = run(4, 1, catalog=address.format("postgres"), search=None)
    assert [(workers, len(each)) for workers, each in seconds.items()] == [(1, 1), (2, 1)]
    assert all(second > 0 for each in seconds.values() for second in each)
