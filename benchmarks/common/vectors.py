"""An embedder that remembers: the benchmarks embed each text once, whatever else changes.

Stands where the index expects its embedder. Vectors are kept under .cache/ by model and
by the sha256 of the text, in half precision (cosines move by less than 0.001).
Nothing is ever deleted from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.common.data import CACHE
from qa.index import Embedder

BATCH = 512


class CachedEmbedder:
    """The same vectors as `inner`, read from disk where they were made before."""

    def __init__(self, inner: Embedder, folder: Path = CACHE / "vectors") -> None:
        self._inner = inner
        self.name = inner.name
        self.dim = inner.dim
        self.max_tokens = inner.max_tokens
        self._path = folder / f"{hashlib.sha256(inner.name.encode()).hexdigest()[:12]}.f16"
        self._rows: dict[bytes, NDArray[np.float16]] = {}
        self._record = np.dtype([("key", "V32"), ("vector", "<f2", (self.dim,))])
        if self._path.is_file():
            # A run that was killed may have left part of a record at the end.
            whole = self._path.stat().st_size // self._record.itemsize
            stored = np.fromfile(self._path, dtype=self._record, count=whole)
            self._rows = {
                bytes(key): vector
                for key, vector in zip(stored["key"], stored["vector"], strict=True)
            }

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._inner.count_tokens(texts)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        missing = {
            key: text for key, text in zip(keys, texts, strict=True) if key not in self._rows
        }
        pending = sorted(missing.items(), key=lambda item: len(item[1]))
        for start in range(0, len(pending), BATCH):
            self._add(pending[start : start + BATCH])
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        vectors = np.stack([self._rows[key] for key in keys]).astype(np.float32)
        lengths: NDArray[np.float32] = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / lengths

    def _add(self, items: Sequence[tuple[bytes, str]]) -> None:
        vectors = self._inner.encode([text for _, text in items])
        records = np.zeros(len(items), dtype=self._record)
        records["key"] = [np.void(key) for key, _ in items]
        records["vector"] = vectors.astype(np.float16)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Whole records in one write at the end, so that runs side by side do no harm.
        with self._path.open("ab") as file:
            file.truncate(file.tell() - file.tell() % self._record.itemsize)
            file.write(records.tobytes())
        for (key, _), vector in zip(items, records["vector"], strict=True):
            self._rows[key] = vector
