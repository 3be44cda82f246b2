from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.common.vectors import CachedEmbedder


class Letters:
    """Counts of a, b and c, as a unit vector."""

    name = "letters"
    dim = 3
    max_tokens = 10

    def __init__(self) -> None:
        self.seen: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.seen += texts
        rows = np.array([[text.count(letter) for letter in "abc"] for text in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_a_text_is_embedded_once_also_by_the_next_run(tmp_path: Path) -> None:
    inner = Letters()
    first = CachedEmbedder(inner, tmp_path).encode(["aab", "c", "aab"])
    assert inner.seen == ["c", "aab"]
    again = CachedEmbedder(inner, tmp_path)
    assert np.array_equal(again.encode(["aab", "c", "aab"]), first)
    assert inner.seen == ["c", "aab"]
    assert np.allclose(first, Letters().encode(["aab", "c", "aab"]), atol=1e-3)
    assert again.encode([]).shape == (0, 3)


def test_half_a_record_of_a_killed_run_is_dropped(tmp_path: Path) -> None:
    CachedEmbedder(Letters(), tmp_path).encode(["a"])
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:7])
    inner = Letters()
    assert CachedEmbedder(inner, tmp_path).encode(["a", "b"]).tolist() == [[1, 0, 0], [0, 1, 0]]
    assert inner.seen == ["b"]
    assert len(file.read_bytes()) == 2 * len(whole)
