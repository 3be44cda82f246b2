"""Encodes in steps of one batch, so that a build can give way to a question between two.

    texts -> batches of BATCH_TOKENS -> between (may wait) -> encoder -> vectors

Around the encoder of a build. The steps are the batches that the packaged encoder makes anyway, so
nothing gets slower; between two of them whoever builds is asked, and may wait as long as something
more urgent has the cores. While that happens often, steps are a part of a batch each, so that the
next question finds less of one under way. It decides nothing itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from qa.index.encoder import Embedder, Vector, batches

# A call that takes so long has waited; for so long after it steps are this part of a batch.
# A whole batch takes about as long as an answer does (250 ms, two cores): docs/results.md.
WAITED_S, EASY_S, PARTS = 0.02, 30.0, 4


class SteppedEmbedder:
    """An embedder that calls `between` before each step of another one."""

    def __init__(self, embedder: Embedder, between: Callable[[], object]) -> None:
        self._embedder = embedder
        self._between = between
        self._easy_until = 0.0
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
            for step in self._steps(batch):
                begun = time.monotonic()
                self._between()
                now = time.monotonic()
                if now - begun > WAITED_S:
                    self._easy_until = now + EASY_S
                vectors[step] = self._embedder.encode([texts[i] for i in step])
        return vectors

    def _steps(self, batch: list[int]) -> Iterator[list[int]]:
        easy = time.monotonic() < self._easy_until
        size = -(-len(batch) // PARTS) if easy else len(batch)
        for start in range(0, len(batch), size):
            yield batch[start : start + size]
