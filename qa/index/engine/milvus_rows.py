"""Makes the rows of a Milvus collection, and its filters of a scope.

    WordEntry and vector -> row;  Scope -> expressions

Beside the engine, which sends them. Pure: it knows the columns and no server.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import numpy as np

from qa.index.engine.exact_search import Vector
from qa.index.engine.search_engine import WordEntry
from qa.index.engine.tantivy_words import stems
from qa.scope import Scope

Row = dict[str, Any]  # as a client without types takes and gives it
Item = TypeVar("Item")

# What a VARCHAR holds; no passage of the usual size and no name of a source comes near.
TEXT_BYTES = 65_000
SOURCE_BYTES = 1_024


def passage_row(entry: WordEntry, vector: Vector | None, *, dim: int) -> Row:
    """The row of a passage; dim: the length of its vector, which may be still to come.

    Words of the title count like those of the text.
    """
    words = " ".join(stems(f"{entry.title} {entry.body}"))
    return {
        "id": entry.passage,
        "key": entry.key,
        "article": entry.article,
        "source": _cut(entry.source or "", SOURCE_BYTES),
        "day": entry.date.toordinal() if entry.date else 0,
        "embedded": vector is not None,
        "text": _cut(words, TEXT_BYTES),
        "vector": (_placeholder(entry.key, dim) if vector is None else vector).tolist(),
    }


def vector_row(key: str, vector: Vector) -> Row:
    """The row of a vector that no passage has yet, or any more."""
    entry = WordEntry("", "", "", "", key)
    return passage_row(entry, vector, dim=len(vector)) | {"id": key}


def within(scope: Scope) -> list[str]:
    """Expressions that hold together of the rows of a scope; none for everything."""
    parts = []
    if scope.articles:
        parts.append(any_of("article", scope.articles))
    if scope.sources:
        named = any_of("source", [_cut(name, SOURCE_BYTES) for name in scope.sources])
        parts.append(f"({named} or {any_of('article', scope.also)})" if scope.also else named)
    if scope.first or scope.last:
        # 0 is no day.
        parts.append(f"day >= {scope.first.toordinal() if scope.first else 1}")
    if scope.last:
        parts.append(f"day <= {scope.last.toordinal()}")
    return parts


def any_of(column: str, values: Sequence[str]) -> str:
    """An expression that holds where a column has one of some values, whatever is in them."""
    return f"{column} in {json.dumps(list(values), ensure_ascii=False)}"


def pages(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Slices of at most so many."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _placeholder(key: str, dim: int) -> Vector:
    """What stands for a vector that is still to come, and is never searched.

    Zero has no cosine, and many equal ones would spoil a graph.
    """
    chance = np.random.default_rng(zlib.crc32(key.encode()))
    row = chance.standard_normal(dim, dtype=np.float32)
    unit: Vector = row / max(float(np.linalg.norm(row)), 1e-6)
    return unit


def _cut(text: str, most: int) -> str:
    """At most so many bytes of a text, whole characters."""
    return text.encode("utf-8")[:most].decode("utf-8", "ignore")
