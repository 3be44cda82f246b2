"""A tiny encoder, small corpora, and what two indexes are compared by."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class CountingEmbedder:
    """Words hashed into 64 dimensions; remembers every text that it was given."""

    dim = 64
    max_tokens = 120

    def __init__(self, name: str = "words-64", *, salt: str = "") -> None:
        self.name = name
        self.salt = salt
        self.seen: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(re.findall(r"\w+|[^\w\s]", text)) for text in texts]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.seen += texts
        rows = np.full((len(texts), self.dim), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                digest = hashlib.sha256((self.salt + word).encode()).digest()
                row[digest[0] % self.dim] += 1.0
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


STORIES = {
    "bridge.txt": "The bridge over the river Oder was closed on Monday after engineers found a "
    "crack in the second pillar. Repairs will take six weeks, the mayor said.",
    "cheese.txt": "A dairy in the Jura won the national prize for its mountain cheese. The wheel "
    "had ripened for nineteen months in a limestone cave.",
    "comet.txt": "Astronomers in Chile photographed a comet with two tails. It will be closest "
    "to the sun in early December and can be seen with binoculars.",
    "ferry.txt": "The night ferry to Bergen returns next spring with a new hull. Cabins for "
    "four hundred passengers are on sale from Tuesday.",
}


def write_corpus(folder: Path, stories: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in stories.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{_title(text)}\n\n{text}\n", encoding="utf-8")


def _title(text: str) -> str:
    return " ".join(text.split()[:5]).strip(".,")
