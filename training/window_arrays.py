"""Windows as flat arrays, as they lie on disk between making them and training on them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MASKED = 255  # evidence unknown for this token


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows of different lengths in flat arrays.

    ids, evidence: (tokens,); offsets: (n + 1,); split: (n,) where the passage starts;
    start, end: (n,) token places, 0 for "no answer", -1 unknown; labels: (n, 3)
    answerable, relevant, support with -1 unknown; source: (n,) number into `sources`;
    pair: (n,) number that a true and a false claim share, 0 for none.
    """

    ids: NDArray[np.int16]
    evidence: NDArray[np.uint8]
    offsets: NDArray[np.int64]
    split: NDArray[np.int16]
    start: NDArray[np.int16]
    end: NDArray[np.int16]
    labels: NDArray[np.int8]
    source: NDArray[np.int16]
    sources: tuple[str, ...]
    pair: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.split)

    def of(self, rows: NDArray[np.int64]) -> Windows:
        """These windows alone, in this order."""
        lengths = np.diff(self.offsets)[rows]
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        tokens = np.repeat(self.offsets[rows] - offsets[:-1], lengths) + np.arange(offsets[-1])
        return Windows(
            ids=self.ids[tokens], evidence=self.evidence[tokens], offsets=offsets,
            split=self.split[rows], start=self.start[rows], end=self.end[rows],
            labels=self.labels[rows], source=self.source[rows], sources=self.sources,
            pair=self.pair[rows],
        )  # fmt: skip

    def save(self, path: Path) -> None:
        np.savez_compressed(
            path,
            ids=self.ids, evidence=self.evidence, offsets=self.offsets, split=self.split,
            start=self.start, end=self.end, labels=self.labels, source=self.source,
            sources=np.array(self.sources), pair=self.pair,
        )  # fmt: skip

    @classmethod
    def load(cls, path: Path) -> Windows:
        with np.load(path) as saved:
            return cls(
                ids=saved["ids"], evidence=saved["evidence"], offsets=saved["offsets"],
                split=saved["split"], start=saved["start"], end=saved["end"],
                labels=saved["labels"], source=saved["source"],
                sources=tuple(str(name) for name in saved["sources"]),
                pair=saved["pair"],
            )  # fmt: skip


def units(pair: NDArray[np.integer[Any]], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """A number for each of these windows that the two of a pair share: its row where it has none.

    pair: of each, as Windows has it.
    """
    return np.where(pair > 0, -pair.astype(np.int64), rows)
