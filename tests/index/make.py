"""A tiny encoder, small corpora, and what two indexes are compared by."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.index.database import Database
from qa.index.location import CATALOG_NAME, current_folder
from qa.index.schema import read_manifest
from qa.index.vectors import Vectors
from qa.index.words import Words
from qa.settings import Settings


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


def dump(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """All that an index holds, without times and generation numbers."""
    folder = current_folder(settings.indexes)
    assert folder is not None
    connection = sqlite3.connect(folder / CATALOG_NAME)
    held = {
        "files": "SELECT path, size, sha256, state, reason FROM files",
        "articles": "SELECT * FROM articles ORDER BY file, ordinal",
        "passages": "SELECT * FROM passages",
        "embedded": "SELECT * FROM embedded",
        "manifest": "SELECT * FROM manifest WHERE name IN "
        "('schema', 'model', 'passage_tokens', 'probe', 'unsettled')",
    }
    found = {name: connection.execute(sql).fetchall() for name, sql in held.items()}
    connection.close()
    database = Database(folder / CATALOG_NAME)
    with database.reading() as session:
        manifest = read_manifest(session)
    database.close()
    found["words"] = sorted(Words(folder / manifest.word_store).entries())
    vectors = Vectors(folder / manifest.vector_store, manifest.vector_store)
    found["vectors"] = sorted((key,) for key in list(vectors.keys()))
    vectors.close()
    return found
