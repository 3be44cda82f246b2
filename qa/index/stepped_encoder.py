"""Encodes in steps of one batch, so that a build can give way to a question between two.

    texts -> batches of BATCH_TOKENS -> between (may wait) -> encoder -> vectors

Around the encoder of a build. The steps are the batches that the packaged encoder makes anyway, so
nothing gets slower; between two of them whoever builds is asked, and may wait as long as something
more urgent has the cores. It decides nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from qa.index.encoder import Embedder, Vector, batches


class SteppedEmbedder:
    """An embedder that calls `between` before each batch of another one."""

    def __init__(self, embedder: Embedder, between: Callable[[], object]) -> None:
        self._embedder = embedder
        self._between = between
        self.name = embedder.name
        self.dim = embedder.dim
        self.max_tokens = embedder.max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """As the embedder's."""
        return self._embedder.count_tokens(texts)

    def encode(self, texts: Sequence[str]) -> Vector:
        """float32, shape (len(texts), dim), rows of length 1."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        counts = self.count_tokens(texts) if texts else []
        for batch in batches([min(count, self.max_tokens) for count in counts]):
            self._between()
            vectors[batch] = self._embedder.encode([texts[i] for i in batch])
        return vectors
