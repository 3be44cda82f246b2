"""A small collection is searched exactly: by what is in it, not by how it came there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.index.engine.chroma_vectors import Vectors
from qa.index.engine.exact_search import Vector, exact_rows

STORED = {
    "a": np.array([1, 0], dtype=np.float32),
    "b": np.array([0, 1], dtype=np.float32),
    "c": np.array([0.6, 0.8], dtype=np.float32),
    "d": np.array([1, 0], dtype=np.float32),
}


class Store:
    """Gives rows of STORED and remembers which were asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def fetch(self, keys: Sequence[str]) -> dict[str, Vector]:
        self.asked += keys
        return {key: STORED[key] for key in keys if key in STORED}


def test_best_first_and_equals_by_key_where_it_is_cut() -> None:
    rows = exact_rows(["d", "c", "b", "a"], Store().fetch)
    found = rows.nearest(np.array([2, 0], dtype=np.float32), 3)
    assert found == [("a", 1.0), ("d", 1.0), ("c", 0.6000000238418579)]
    assert [key for key, _ in rows.nearest(STORED["a"], 1)] == ["a"]
    assert len(rows.nearest(STORED["a"], 9)) == 4


def test_only_new_rows_are_fetched_and_those_that_went_are_left_out() -> None:
    store = Store()
    first = exact_rows(["a", "b"], store.fetch)
    second = exact_rows(["c", "b", "gone"], store.fetch, before=first)
    assert store.asked == ["a", "b", "c", "gone"]
    assert second.keys == ("b", "c")
    assert second.rows.tolist() == [STORED["b"].tolist(), STORED["c"].tolist()]


def test_nothing_stored_gives_nothing() -> None:
    assert exact_rows([], Store().fetch).nearest(STORED["a"], 5) == []
    zero = np.zeros(2, dtype=np.float32)
    assert exact_rows(["b", "a"], Store().fetch).nearest(zero, 2) == [("a", 0.0), ("b", 0.0)]


def test_the_best_is_found_by_every_opening_of_a_store(tmp_path: Path) -> None:
    # Counts of words: most texts share the usual ones. Such vectors lie close together, and a
    # graph of neighbours, made by several threads at each opening, loses some of them.
    chance = np.random.default_rng(1)
    usual = 30 * chance.random(48) * (np.arange(48) < 10)
    rows = _unit(usual + chance.poisson(0.5, (900, 48)))
    questions = _unit(chance.poisson(0.1, (30, 48)) + 0.001)
    wanted = np.sort(questions @ rows.T, axis=1)[:, ::-1][:, :10]
    keys = [f"{number:04}" for number in range(len(rows))]
    for start in range(0, len(rows), 300):
        vectors = Vectors(tmp_path / "store", "exact-test", create=True)
        vectors.add(keys[start : start + 300], rows[start : start + 300])
        vectors.close()
    for _ in range(2):
        vectors = Vectors(tmp_path / "store", "exact-test", create=True)
        found = [[cosine for _, cosine in vectors.query(each, k=10)] for each in questions]
        vectors.close()
        assert np.allclose(found, wanted, atol=2e-6)


def _unit(rows: NDArray[np.floating[Any]]) -> Vector:
    unit: Vector = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit
