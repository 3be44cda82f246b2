"""The short form of `python -m benchmarks.joined_faults`: a worker of two killed."""

from __future__ import annotations

import pytest

from benchmarks.joined_faults import run
from tests.index import postgres_server


def test_what_a_killed_worker_leaves_the_other_finishes() -> None:
    pytest.importorskip("psycopg", reason=postgres_server.NONE)
    binaries = postgres_server.programs()
    if binaries is None:
        pytest.skip(postgres_server.NONE)
    with postgres_server.server(binaries) as address:
        database = address.format("postgres")
        outcomes = run(1, catalog=database, search=None, articles=10, seed=3)
    assert [(each.kind, each.workers) for each in outcomes] == [("first", 2)]
    assert [each.problems for each in outcomes] == [()]
    assert not all(each.finished for each in outcomes)
