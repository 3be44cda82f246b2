"""Compares the search engine with the catalog by counts and a sample of keys.

Beside the engine. Readers ask when they open a side of it, builds before they decide what is due.
A look costs two counts and a few keys, however many passages there are; `check` compares
everything. What one costs is spared where the files are those that the last build left.
It repairs nothing.
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
from qa.index.engine.exact_search import Vector
from qa.index.engine.search_engine import SearchEngine, StoreMissing
from qa.index.location import REPAIR_NAME
from qa.index.schema import read_manifest
from qa.index.whole_stores import whole_vectors, whole_words

# Keys looked at, in so many places of their order.
PLACES, KEYS_A_PLACE = 16, 2
# A vector that is searched for finds itself, or its equal; of so many at least half do. A graph
# that is whole misses one now and then: Chroma makes it anew of its log at each opening, and in
# 2 of 12 openings of one store of 132 vectors one of them could not be reached (2026-11-26).
ITSELF = 0.999
SEARCHED = 4


def words_condition(engine: SearchEngine, database: Database, *, settled: bool) -> Condition:
    """Compare the words with the passages of the catalog.

    settled: no build is under way or was cut short; else only what is there is looked at.
    """
    try:
        found = engine.count("words")
        with database.reading() as session:
            wanted = read_counts(session)["passages"]
            sample = _sample(session, "passages", "id", digits=16)
        if not settled:
            return Condition("sound", found=found)
        missing = engine.missing(sample)
    except StoreError as error:
        return Condition("damaged", str(error))
    if found != wanted or missing:
        return Condition("lost", f"{found:,} of {wanted:,} passages are in it", found)
    return Condition("sound", found=found)


def vectors_condition(engine: SearchEngine, database: Database, *, settled: bool) -> Condition:
    """Compare the vectors with the keys that the catalog has as embedded."""
    try:
        found = engine.count("vectors")
        with database.reading() as session:
            wanted = read_counts(session)["embedded"]
            sample = _sample(session, "embedded", "key", digits=32)
        rows = engine.get(sample) if sample else {}
        good = unit_rows(np.stack(list(rows.values()))) if rows else ()
        wrong = [key for key, fine in zip(rows, good, strict=True) if not fine]
        graph = _share_found(engine, list(rows.values())[:SEARCHED])
    except StoreError as error:
        return Condition("damaged", str(error))
    if wrong:
        return Condition("damaged", f"{len(wrong)} of {len(sample)} sampled are wrong", found)
    if graph < 0.5:
        return Condition("damaged", f"its graph finds {graph:.2f} of what is in it", found)
    if settled and (found < wanted or len(rows) < len(sample)):
        return Condition("lost", f"{found:,} of {wanted:,} are in it", found)
    return Condition("sound", found=found)


def store_conditions(engine: SearchEngine, database: Database, folder: Path) -> StoreConditions:
    """How the sides of an engine are, for a build that is about to begin.

    Files that are as the last build left them are taken as sound; a server is always asked.
    A server that does not answer is "damaged", and says so when the build comes to it.
    """
    with database.reading() as session:
        manifest = read_manifest(session)
    doubted = (folder / REPAIR_NAME).exists()
    touched = doubted or engine.touched()
    settled = bool(manifest.built_at) and not manifest.unsettled
    return StoreConditions(
        stored_words(engine, database, settled=settled, whole=doubted)
        if touched or engine.remote("words")
        else SOUND,
        stored_vectors(engine, database, settled=settled, whole=doubted)
        if touched or engine.remote("vectors")
        else SOUND,
    )


def stored_words(
    engine: SearchEngine, database: Database, *, settled: bool, whole: bool
) -> Condition:
    """Open the words, look at their files, and compare their entries with the catalog.

    whole: every entry, not a sample.
    """
    try:
        engine.verify("words", whole=True)
        engine.open("words")
        if whole and settled:
            return whole_words(engine, database)
        return words_condition(engine, database, settled=settled)
    except StoreError as error:
        return Condition("damaged", str(error))
    finally:
        engine.shut("words")


def stored_vectors(
    engine: SearchEngine, database: Database, *, settled: bool, whole: bool
) -> Condition:
    """Open the vectors and compare them with the catalog; whole: every vector."""
    if not engine.manifest.vector_generation:
        return SOUND
    try:
        if settled:
            engine.verify("vectors", whole=whole)
        engine.open("vectors")
        found = vectors_condition(engine, database, settled=settled)
        return whole_vectors(engine, database) if whole and found.state != "damaged" else found
    except StoreMissing as error:
        return Condition("lost", str(error))
    except StoreError as error:
        return Condition("damaged", str(error))
    finally:
        engine.shut("vectors")


def _share_found(engine: SearchEngine, rows: Sequence[Vector]) -> float:
    """The share of some vectors that the graph finds; 1 where no search asks it."""
    found = [engine.graph(row, k=1) for row in rows]
    asked = [near for near in found if near is not None]
    return sum(bool(near) and near[0][1] > ITSELF for near in asked) / len(asked) if asked else 1.0


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
