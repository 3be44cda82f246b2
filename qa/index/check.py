"""Verifies an index part by part against the catalog and repairs it: `qa check`.

    folder, corpus, catalog, words, vectors, encoder -> one finding each

Beside the build, which does the repairing: what the catalog holds is the truth and all
else is derived from it, so words and vectors are made again where they differ, and an index
whose catalog is damaged is built anew beside the old one. It reads everything once and
changes nothing unless `repair` is given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from qa.errors import IndexMissing, QaError, StoreError
from qa.index.bookkeeping import counted_anew, read_counts
from qa.index.build import build_index
from qa.index.catalog import Catalog
from qa.index.changes import compare
from qa.index.condition import Condition
from qa.index.corpus_listing import list_corpus
from qa.index.database import Database
from qa.index.encoder import Embedder, check_weights, load_embedder
from qa.index.encoder_inputs import input_vectors, title_vectors
from qa.index.engine.open_engine import open_engine
from qa.index.engine.search_engine import SearchEngine
from qa.index.generations import Generations, generations, newest_index
from qa.index.health import stored_vectors, stored_words
from qa.index.location import (
    POINTER,
    ask_for_repair,
    check_layout,
    clear_layout,
)
from qa.index.progress import Progress
from qa.index.schema import check_model
from qa.index.sync import SAME_MODEL_COSINE, embedded_sample
from qa.index.tallies import are_right
from qa.settings import Settings

Part = Literal["folder", "corpus", "catalog", "words", "vectors", "encoder", "reader"]
State = Literal["sound", "repaired", "changed", "damaged"]
# Passages that are embedded again and compared with their stored vectors.
EMBEDDED_AGAIN = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found of one part.

    state: "changed" is no damage: the next build brings it into step. told: one sentence.
    """

    part: Part
    state: State
    told: str


def check_index(
    settings: Settings,
    *,
    repair: bool = False,
    embedder: Embedder | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[Finding, ...]:
    """Verify the index of `settings.indexes`, a finding for each part in the order of the flow.

    repair: make again what is damaged, as far as the articles are there to make it from.

    Raises IndexMissing when nothing was ever built; with `repair` what `build_index` raises.
    """
    found = tuple(_look(settings, embedder))
    damaged = {each.part for each in found if each.state == "damaged"}
    if not repair or not damaged:
        return found
    _repair(settings, damaged, embedder, progress)
    return tuple(
        replace(now, state="repaired") if now.part in damaged and now.state == "sound" else now
        for now in _look(settings, embedder)
    )


def _look(settings: Settings, embedder: Embedder | None) -> Iterator[Finding]:
    with generations(settings) as kept:
        yield from _look_at(settings, kept, embedder)


def _look_at(settings: Settings, kept: Generations, embedder: Embedder | None) -> Iterator[Finding]:
    root = settings.indexes
    try:
        check_layout(root)
        folder = kept.current()
        if folder is None and not kept.others(None):
            raise IndexMissing(f"There is no index in {root} yet. Build it with `qa build`.")
        if folder is None:
            raise StoreError(f"{root / POINTER}, which names the index in use, is missing.")
        yield Finding("folder", "sound", f"The index in use is {folder.name}.")
        yield from _look_inside(settings, kept, folder, embedder)
    except IndexMissing:
        raise
    except StoreError as error:
        yield Finding("folder", "damaged", str(error))
    yield _encoder(settings, embedder)


def _look_inside(
    settings: Settings, kept: Generations, folder: Path, embedder: Embedder | None
) -> Iterator[Finding]:
    try:
        database = kept.open(folder)
    except StoreError as error:
        yield Finding("catalog", "damaged", str(error))
        return
    try:
        yield from _of_index(settings, folder, database, embedder)
    finally:
        database.close()


def _of_index(
    settings: Settings, folder: Path, database: Database, embedder: Embedder | None
) -> Iterator[Finding]:
    name = embedder.name if embedder else settings.embedding_model
    try:
        manifest = Catalog(database).manifest()
        check_model(manifest, name)
        yield _corpus(settings, Catalog(database))
        wrong = _wrong_rows(database)
        counts = Catalog(database).stats()
    except StoreError as error:
        yield Finding("catalog", "damaged", str(error))
        return
    if wrong:
        yield Finding("catalog", "damaged", f"The catalog is damaged: {wrong}.")
        return
    yield Finding(
        "catalog", "sound", f"{counts.articles:,} articles and {counts.passages:,} passages."
    )
    settled = bool(manifest.built_at) and not manifest.unsettled
    if not settled:
        for part in ("words", "vectors"):
            told = f"A build is under way or was cut short; the next one compares the {part}."
            yield Finding(part, "changed", told)
        return
    engine = open_engine(settings, folder, database, manifest)
    try:
        words = stored_words(engine, database, settled=True, whole=True)
        yield _of_store("words", words, counts.passages)
        vectors = stored_vectors(engine, database, settled=True, whole=True)
        if vectors.state == "sound":
            vectors = _embedded_again(settings, engine, database, embedder) or vectors
        yield _of_store("vectors", vectors, vectors.found)
    finally:
        engine.close()


def _of_store(part: Literal["words", "vectors"], found: Condition, count: int) -> Finding:
    if found.state == "sound":
        return Finding(part, "sound", f"The {part} of {count:,} passages are as the catalog says.")
    verb = "not whole" if found.state == "lost" else "damaged"
    return Finding(part, "damaged", f"The {part} are {verb} ({found.detail.rstrip('.')}).")


def _corpus(settings: Settings, catalog: Catalog) -> Finding:
    """The files of the corpus, compared with what was read of them."""
    try:
        changes = compare(list_corpus(settings).files(), catalog.stamps())
    except QaError as error:
        return Finding("corpus", "changed", str(error))
    differ = len(changes.to_read), len(changes.removed)
    if any(differ):
        told = f"{differ[0]:,} files are new or changed and {differ[1]:,} gone since the last build"
        return Finding("corpus", "changed", f"{told}; `qa build` brings them in.")
    return Finding("corpus", "sound", f"{changes.unchanged:,} files are as they were indexed.")


def _wrong_rows(database: Database) -> str:
    """What is wrong with the catalog's rows, or ""."""
    if wrong := database.verify():
        return wrong
    with database.reading() as session:
        if read_counts(session) != counted_anew(session) or not are_right(session):
            return "its counts are not those of its rows"
        stray = session.rows(_STRAY)[0][0]
        if stray:
            return f"{stray:,} passages lie outside of an article"
        for digest, text in session.each("SELECT digest, text FROM articles"):
            if hashlib.sha256(str(text).encode("utf-8")).hexdigest() != digest:
                return "the text of an article is not the one that was indexed"
    return ""


def _embedded_again(
    settings: Settings, engine: SearchEngine, database: Database, embedder: Embedder | None
) -> Condition | None:
    """Embed a few passages again: vectors that stand under wrong keys are found by nothing else."""
    stored = embedded_sample(database, engine, most=EMBEDDED_AGAIN)
    if not stored:
        return None
    model = embedder or load_embedder(settings)
    inputs = [item for item, _ in stored]
    made = input_vectors(model, inputs, titles=title_vectors(model, inputs))
    wrong = sum(float(a @ b) < SAME_MODEL_COSINE for a, (_, b) in zip(made, stored, strict=True))
    said = f"{wrong} of {len(stored)} embedded again differ"
    return Condition("damaged", said) if wrong else None


def _encoder(settings: Settings, embedder: Embedder | None) -> Finding:
    name = embedder.name if embedder else settings.embedding_model
    try:
        check_weights(name)
    except QaError as error:
        return Finding("encoder", "damaged", str(error))
    return Finding("encoder", "sound", f"{name} is as it was published.")


def _repair(
    settings: Settings,
    damaged: set[Part],
    embedder: Embedder | None,
    progress: Callable[[Progress], None] | None,
) -> None:
    if not damaged & {"folder", "catalog", "words", "vectors"}:
        return
    full = "catalog" in damaged
    if "folder" in damaged:
        clear_layout(settings.indexes)
        with generations(settings) as kept, kept.building():
            newest = newest_index(kept)
            full = newest is None
            if newest is not None:
                kept.use(newest)
    if not full:
        _doubt_all(settings)
    build_index(settings, full=full, embedder=embedder, progress=progress)


def _doubt_all(settings: Settings) -> None:
    with generations(settings) as kept:
        if folder := kept.current():
            ask_for_repair(folder)


_STRAY = """
    SELECT count(*) FROM passages p LEFT JOIN articles a ON a.id = p.article AND a.shown = 1
    WHERE a.id IS NULL OR p.start < 0 OR p.stop <= p.start OR p.stop > length(a.text)
"""
