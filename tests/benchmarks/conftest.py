"""A database of a real PostgreSQL, for benchmarks of several builders."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.index import postgres_server


@pytest.fixture
def database() -> Iterator[str]:
    """Its address; skips, with the reason, where no server is at hand."""
    pytest.importorskip("psycopg", reason=postgres_server.NONE)
    binaries = postgres_server.programs()
    if binaries is None:
        pytest.skip(postgres_server.NONE)
    with postgres_server.server(binaries) as address:
        yield address.format("postgres")
