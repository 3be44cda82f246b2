"""Both engines for the tests of the contract; a Milvus server, its own or one by address.

`milvus-lite server` speaks Milvus' protocol from one process and is another implementation: it
shows that what is sent is understood and what comes back is read, not how a cluster behaves.
With MILVUS_TEST_URL the tests that are marked `cluster` run on a real server.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

STARTS_WITHIN_S = 60.0


@pytest.fixture(scope="session")
def milvus_lite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a `milvus-lite server` of these tests."""
    pytest.importorskip("milvus_lite")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("milvus")
    command = [sys.executable, "-m", "milvus_lite", "server", "--data-dir", str(folder)]
    with (folder.with_suffix(".log")).open("wb") as log:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)], stdout=log, stderr=log
        )
    try:
        _wait_for(port, server)
        yield f"milvus://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while server.poll() is None and time.monotonic() < until:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("milvus-lite server did not start.")


@pytest.fixture(
    params=["embedded", "milvus lite", pytest.param("milvus", marks=pytest.mark.cluster)]
)
def search_url(request: pytest.FixtureRequest) -> str | None:
    """QA_SEARCH_URL of each engine in turn."""
    if request.param == "embedded":
        return None
    if request.param == "milvus lite":
        return str(request.getfixturevalue("milvus_lite"))
    url = os.environ.get("MILVUS_TEST_URL")
    if not url:
        pytest.skip("MILVUS_TEST_URL names no Milvus server to try this on.")
    return url
