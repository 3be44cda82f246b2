"""Compares stores of words and vectors with the catalog by their counts and a sample of keys.

Beside the stores. Readers ask when they open a store, builds before they decide what is due.
A look costs two counts and a few keys, however many passages there are; `check` compares
everything. What one costs is spared where the files are those that the last build left
(`seals`). It repairs nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from qa.errors import StoreError
from qa.index.bookkeeping import read_counts
from qa.index.condition import SOUND, Condition, StoreConditions, unit_rows
from qa.index.database import Database, Session
from qa.index.dense import CollectionMissing, Vectors
from qa.index.exact_search import Vector
from qa.index.lexical import Words
from qa.index.location import REPAIR_NAME
from qa.index.schema import read_manifest
from qa.index.seals import damaged_graph, is_touched
from qa.index.segment_checksums import check_segments
from qa.index.whole_stores import whole_vectors, whole_words

# Keys looked at, in so many places of their order.
PLACES, KEYS_A_PLACE = 16, 2
# A vector that is searched for finds itself, or its equal; of so many at least half do. A graph
# that is whole misses one now and then: Chroma makes it anew of its log at each opening, and in
# 2 of 12 openings of one store of 132 vectors one of them could not be reached (2026-11-26).
ITSELF = 0.999
SEARCHED = 4


def words_condition(words: Words, database: Database, *, settled: bool) -> Condition:
    """Compare the word index with the passages of the catalog.

    settled: no build is under way or was cut short; else only what is there is looked at.
    """
    try:
        found = words.count()
        with database.reading() as session:
            wanted = read_counts(session)["passages"]
            sample = _sample(session, "passages", "id", digits=16)
        if not settled:
            return Condition("sound", found=found)
        missing = words.missing(sample)
    except StoreError as error:
        return Condition("damaged", str(error))
    if found != wanted or missing:
        return Condition("lost", f"{found:,} of {wanted:,} passages are in it", found)
    return Condition("sound", found=found)


def vectors_condition(vectors: Vectors, database: Database, *, settled: bool) -> Condition:
    """Compare the vector store with the keys that the catalog has as embedded."""
    try:
        found = vectors.count()
        with database.reading() as session:
            wanted = read_counts(session)["embedded"]
            sample = _sample(session, "embedded", "key", digits=32)
        rows = vectors.get(sample) if sample else {}
        good = unit_rows(np.stack(list(rows.values()))) if rows else ()
        wrong = [key for key, fine in zip(rows, good, strict=True) if not fine]
        graph = _share_found(vectors, list(rows.values())[:SEARCHED])
    except StoreError as error:
        return Condition("damaged", str(error))
    if wrong:
        return Condition("damaged", f"{len(wrong)} of {len(sample)} sampled are wrong", found)
    if graph < 0.5:
        return Condition("damaged", f"its graph finds {graph:.2f} of what is in it", found)
    if settled and (found < wanted or len(rows) < len(sample)):
        return Condition("lost", f"{found:,} of {wanted:,} are in it", found)
    return Condition("sound", found=found)


def store_conditions(database: Database, folder: Path, *, url: str | None) -> StoreConditions:
    """How the stores of an index are, for a build that is about to begin.

    Files that are as the last build left them are taken as sound; a server is always asked.
    A server that does not answer is "damaged", and says so when the build comes to it.
    """
    with database.reading() as session:
        manifest = read_manifest(session)
    doubted = (folder / REPAIR_NAME).exists()
    touched = doubted or is_touched(database, folder)
    settled = bool(manifest.built_at) and not manifest.unsettled
    return StoreConditions(
        stored_words(database, folder, settled=settled, whole=doubted) if touched else SOUND,
        stored_vectors(database, folder, url=url, settled=settled, whole=doubted)
        if touched or url is not None
        else SOUND,
    )


def stored_words(database: Database, folder: Path, *, settled: bool, whole: bool) -> Condition:
    """Open the word index, compare its checksums, and its entries with the catalog.

    whole: every entry, not a sample.
    """
    with database.reading() as session:
        manifest = read_manifest(session)
    store = folder / manifest.word_store
    try:
        check_segments(store)
        words = Words(store)
    except StoreError as error:
        return Condition("damaged", str(error))
    if whole and settled:
        return whole_words(words, database)
    return words_condition(words, database, settled=settled)


def stored_vectors(
    database: Database, folder: Path, *, url: str | None, settled: bool, whole: bool
) -> Condition:
    """Open the vector store and compare it with the catalog; whole: every vector."""
    with database.reading() as session:
        manifest = read_manifest(session)
    if not manifest.vector_generation:
        return SOUND
    if url is None and settled and (wrong := damaged_graph(database, folder, whole=whole)):
        return Condition("damaged", f"{', '.join(wrong)} changed or gone since the last build")
    name = manifest.vector_store
    try:
        vectors = Vectors(folder / name, name, url=url)
    except CollectionMissing as error:
        return Condition("lost", str(error))
    except StoreError as error:
        return Condition("damaged", str(error))
    try:
        found = vectors_condition(vectors, database, settled=settled)
        return whole_vectors(vectors, database) if whole and found.state != "damaged" else found
    finally:
        vectors.close()


def _share_found(vectors: Vectors, rows: Sequence[Vector]) -> float:
    """The share of some vectors that the graph finds; 1 where no search asks it."""
    if not rows or not vectors.asks_graph():
        return 1.0
    found = [vectors.query_graph(row, k=1) for row in rows]
    return sum(bool(near) and near[0][1] > ITSELF for near in found) / len(rows)


def _sample(session: Session, table: str, column: str, *, digits: int) -> Sequence[str]:
    """Keys of a table in random places of their order, which is that of a hash."""
    found: dict[str, None] = {}
    for _ in range(PLACES):
        rows = session.rows(
            f"SELECT {column} FROM {table} WHERE {column} >= ? ORDER BY {column} LIMIT ?",
            (secrets.token_hex(digits // 2), KEYS_A_PLACE),
        )
        found |= dict.fromkeys(str(row[0]) for row in rows)
    if not found:
        rows = session.rows(f"SELECT {column} FROM {table} ORDER BY {column} LIMIT {KEYS_A_PLACE}")
        found |= dict.fromkeys(str(row[0]) for row in rows)
    return list(found)
