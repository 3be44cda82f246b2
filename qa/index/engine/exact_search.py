"""Searches the vectors of a small collection exactly, by comparing with every one in memory.

Beside the vectors. A graph of neighbours finds nearly everything, and which vectors it
misses is chance: Chroma makes it anew from its log at each opening, on several threads and
in no fixed order. So up to here the answer is computed, and depends on nothing but what is
stored. It reads no store: it is given keys and asks for the rows that it does not have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

# Vectors up to which every one is compared. Sweep, 2026-11-22, MiniLM's vectors of SciFact,
# two busy cores: 10,000 take 15 MB, 0.4 s to read once and 4 ms a question.
EXACT_ROWS = 10_000
# Similarities are told apart to so many decimals; what is below is the processor's rounding.
DECIMALS = 6
PAGE_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class ExactRows:
    """keys: sorted; rows: float32, shape (len(keys), dim), each of unit length."""

    keys: tuple[str, ...]
    rows: Vector

    def nearest(self, vector: Vector, k: int) -> list[tuple[str, float]]:
        """The k keys closest to a vector, with cosine similarity, best first.

        Equal similarities sort by key, so that what is cut off does not change either.
        """
        if not self.keys:
            return []
        length = float(np.linalg.norm(vector)) or 1.0
        cosines = np.round(self.rows @ (vector / np.float32(length)), DECIMALS)
        # Rows are in the order of their keys, and a stable sort leaves equals in it.
        best = np.argsort(-cosines, kind="stable")[:k]
        return [(self.keys[at], float(cosines[at])) for at in best]


def exact_rows(
    keys: Iterable[str],
    fetch: Callable[[Sequence[str]], dict[str, Vector]],
    *,
    before: ExactRows | None = None,
) -> ExactRows:
    """The rows of these keys, fetched page by page where `before` does not hold them.

    A key's vector never changes, so a row that was fetched once stays good.
    """
    held = dict(zip(before.keys, before.rows, strict=True)) if before else {}
    wanted = sorted(set(keys))
    new = [key for key in wanted if key not in held]
    for start in range(0, len(new), PAGE_ROWS):
        held |= fetch(new[start : start + PAGE_ROWS])
    found = tuple(key for key in wanted if key in held)
    rows = [held[key] for key in found]
    return ExactRows(found, np.stack(rows) if rows else np.empty((0, 0), dtype=np.float32))
