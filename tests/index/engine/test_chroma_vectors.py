"""Chroma: keys in, keys and cosine out; the same on a server; damage is said plainly."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import numpy as np
import pytest

from qa.errors import StoreError
from qa.index import Index, build_index
from qa.index.engine.chroma_vectors import Vectors
from qa.settings import Settings
from tests.index.make import CountingEmbedder

ROWS = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[Vectors]:
    made = Vectors(tmp_path / "vectors", "vectors-test", create=True)
    made.add(["x", "y", "z"], ROWS)
    yield made
    made.close()


def test_query_gives_cosine_best_first(vectors: Vectors) -> None:
    found = vectors.query(np.array([1, 0], dtype=np.float32), k=3)
    assert [key for key, _ in found] == ["x", "z", "y"]
    assert [score for _, score in found] == pytest.approx([1.0, 0.6, 0.0], abs=1e-6)
    assert vectors.query(ROWS[0], k=0) == []
    assert len(vectors.query(ROWS[0], k=50)) == 3


def test_adding_a_key_twice_keeps_it_once(vectors: Vectors) -> None:
    vectors.add(["x"], ROWS[1:2])
    assert vectors.count() == 3
    assert vectors.get(["x"])["x"].tolist() == [1.0, 0.0]


def test_delete_and_list(vectors: Vectors) -> None:
    vectors.delete(["y", "unknown"])
    assert sorted(vectors.keys()) == ["x", "z"]
    assert [key for key, _ in vectors.query(ROWS[1], k=3)] == ["z", "x"]


def test_more_rows_than_one_call_takes(vectors: Vectors) -> None:
    rng = np.random.default_rng(7)
    rows = rng.normal(size=(4_500, 2)).astype(np.float32)
    vectors.add([f"k{i}" for i in range(4_500)], rows)
    assert vectors.count() == 4_503
    vectors.delete([f"k{i}" for i in range(4_500)])
    assert sorted(vectors.keys()) == ["x", "y", "z"]


def test_another_process_is_seen_after_reopening(vectors: Vectors, tmp_path: Path) -> None:
    assert [key for key, _ in vectors.query(ROWS[0], k=1)] == ["x"]
    code = (
        "import sys, numpy; from pathlib import Path\n"
        "from qa.index.engine.chroma_vectors import Vectors\n"
        "v = Vectors(Path(sys.argv[1]), 'vectors-test')\n"
        "v.add(['new'], numpy.array([[0.9, 0.1]], dtype=numpy.float32)); v.delete(['x'])"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "vectors")], check=True)
    vectors.reopen()
    assert [key for key, _ in vectors.query(ROWS[0], k=3)] == ["new", "z", "y"]


def test_damaged_files_are_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "vectors").mkdir()
    (tmp_path / "vectors" / "chroma.sqlite3").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match=r"damaged.*qa build"):
        Vectors(tmp_path / "vectors", "vectors-test")


def test_an_unreachable_server_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="QA_CHROMA_URL"):
        Vectors(tmp_path, "vectors-test", url=f"http://127.0.0.1:{free_port()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A real Chroma server on loopback."""
    port = free_port()
    command = Path(sys.executable).with_name("chroma")
    if not command.is_file():
        pytest.skip("the chroma command is not installed beside this Python")
    process = subprocess.Popen(
        [command, "run", "--path", tmp_path / "server", "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                pytest.skip(f"chroma run ended with {process.returncode}")
            time.sleep(0.1)
        else:
            pytest.skip("chroma run did not listen within 30 s")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def test_a_server_holds_the_vectors_of_an_index(
    server: str, settings: Settings, embedder: CountingEmbedder
) -> None:
    remote = settings.model_copy(update={"chroma_url": server})
    assert build_index(remote, embedder=embedder).embedded == 4
    (remote.corpus / "comet.txt").unlink()
    assert build_index(remote, embedder=embedder).embedded == 0
    with Index.open(remote, embedder=embedder) as index:
        dense, _ = index.candidates("night ferry to Bergen", k=10)
        assert len(dense) == 3
        assert dense[0].passage.article.path == "ferry.txt"
    assert not list(remote.indexes.rglob("chroma.sqlite3"))


def test_a_server_keeps_only_the_collection_in_use(
    server: str, settings: Settings, embedder: CountingEmbedder
) -> None:
    remote = settings.model_copy(update={"chroma_url": server})
    build_index(remote, embedder=embedder)
    first = collections(server)
    assert len(first) == 1
    with Index.open(remote, embedder=embedder) as index:
        before = index.search("night ferry to Bergen", k=3)
        build_index(remote, full=True, embedder=embedder)
        second = collections(server)
        assert len(second) == 1
        assert second != first
        assert index.search("night ferry to Bergen", k=3) == before
    build_index(remote, full=True, embedder=embedder, cancelled=lambda: True)
    assert collections(server) == second


def collections(url: str) -> list[str]:
    where = "/api/v2/tenants/default_tenant/databases/default_database/collections"
    with urlopen(url + where) as reply:
        return [found["name"] for found in json.load(reply)]
