"""Words and vectors brought into step with the catalog.

The second half of a build. The catalog is the truth; words and vectors are derived sets,
and whatever happened before, taking away what is too much and adding what is missing
ends in the right state. That is also all there is to resuming a build that was killed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path

import numpy as np

from qa.errors import IndexMismatch, StoreError
from qa.index.database import Database, Row, Session
from qa.index.embedder import Embedder, Vector
from qa.index.inputs import (
    ModelInput,
    input_vectors,
    model_input,
    title_vectors,
    title_words,
)
from qa.index.rows import ARTICLE_FIELDS, article_from
from qa.index.schema import new_store_name, read_manifest, write_manifest
from qa.index.vectors import Vectors
from qa.index.words import WordEntry, Words
from qa.records import Article

# Passages between two commits of vectors: what a killed build has to embed again, and
# how often readers see more.
WINDOW = 512
# Passages between two reports of progress; within them texts are batched by length.
STRIDE = 64
PAGE = 5_000
SAME_MODEL_COSINE = 0.999
PROBE = "The envoy arrived in the capital on Monday to discuss the railway."

Report = Callable[[int, int], None]


def open_words(database: Database, folder: Path, *, replace: bool = False) -> tuple[Words, bool]:
    """The word index for writing, and whether it has to be filled anew."""
    with database.reading() as session:
        name = read_manifest(session).word_store
    if not replace:
        fresh = not (folder / name / "meta.json").is_file()
        try:
            return Words(folder / name, create=True), fresh
        except StoreError:
            pass
    name = _rename_store(database, "word_store", "words")
    return Words(folder / name, create=True), True


def open_vectors(
    database: Database, folder: Path, *, url: str | None, replace: bool = False
) -> tuple[Vectors, bool]:
    """The vectors for writing, and whether the list of what is in them has to be made anew."""
    with database.reading() as session:
        name = read_manifest(session).vector_store
    if not replace:
        fresh = url is not None or not (folder / name).is_dir()
        try:
            return Vectors(folder / name, name, url=url), fresh
        except StoreError:
            if url is not None:
                raise
    name = _rename_store(database, "vector_store", "vectors")
    return Vectors(folder / name, name, url=url), True


def match_words(database: Database, words: Words) -> int:
    """Compare every entry of the word index with the catalog; articles that were put right."""
    found: dict[str, set[str]] = {}
    for passage, of_article in words.entries():
        found.setdefault(of_article, set()).add(passage)
    corrected = 0
    with database.reading() as session:
        for article_id, ids in _shown_passages(session):
            if found.pop(article_id, set()) != ids:
                article = article_from(
                    session.rows(
                        f"SELECT {ARTICLE_FIELDS} FROM articles WHERE id = ? AND shown = 1",
                        (article_id,),
                    )[0]
                )
                words.change(remove=[article_id], add=word_entries(session, article))
                corrected += 1
    words.change(remove=found, add=())
    return corrected + len(found)


def word_entries(session: Session, article: Article) -> list[WordEntry]:
    """What the word index holds of an article."""
    rows = session.rows(
        "SELECT id, start, stop FROM passages WHERE article = ? ORDER BY start, id", (article.id,)
    )
    title = title_words(article)
    return [
        WordEntry(key, article.id, title, article.text[start:stop]) for key, start, stop in rows
    ]


def match_vectors(database: Database, vectors: Vectors, *, relist: bool) -> None:
    """Delete the vectors that no passage has.

    relist: ask the store what it holds, because the catalog's list may be out of date.
    """
    if relist:
        with database.writing() as session:
            session.run("DELETE FROM embedded")
            keys = vectors.keys()
            while page := [(key,) for key in islice(keys, PAGE)]:
                session.run_many("INSERT OR IGNORE INTO embedded VALUES (?)", page)
    while True:
        with database.reading() as session:
            stale = session.rows(
                "SELECT key FROM embedded e WHERE NOT EXISTS "
                "(SELECT 1 FROM passages p WHERE p.key = e.key) LIMIT ?",
                (PAGE,),
            )
        if not stale:
            return
        vectors.delete([row[0] for row in stale])
        with database.writing() as session:
            session.run_many("DELETE FROM embedded WHERE key = ?", stale)
            _next_generation(session)


def embed_missing(
    database: Database,
    vectors: Vectors,
    embedder: Callable[[], Embedder],
    *,
    report: Report,
    cancelled: Callable[[], bool],
) -> int:
    """Embed the passages that have no vector, newest articles first; how many were embedded."""
    with database.writing() as session:
        session.run("DROP TABLE IF EXISTS temp.pending")
        session.run(_PENDING)
        total = session.rows("SELECT count(*) FROM temp.pending")[0][0]
    if not total:
        return 0
    model = embedder()
    check_probe(database, model)
    done = 0
    while done < total and not cancelled():
        with database.writing() as session:
            rows = session.rows(
                "SELECT key, article, start, stop FROM temp.pending "
                "ORDER BY rowid LIMIT ? OFFSET ?",
                (WINDOW, done),
            )
            inputs = _inputs(session, rows)
        titles = title_vectors(model, inputs.values())
        # Sorted here so that a stride holds texts of one length and padding is not computed.
        order = sorted(inputs, key=lambda key: (len(inputs[key].text), key))
        for start in range(0, len(order), STRIDE):
            if cancelled():
                return done
            part = order[start : start + STRIDE]
            rows_of_part = input_vectors(model, [inputs[key] for key in part], titles=titles)
            _store(database, vectors, part, rows_of_part)
            done += len(part)
            report(done, total)
        with database.writing() as session:
            _next_generation(session)
    return done


def check_probe(database: Database, embedder: Embedder) -> None:
    """Note what vectors the model makes, or compare with those that built the index.

    Raises IndexMismatch when a model of the same name makes other vectors.
    """
    vector = embedder.encode([PROBE])[0].astype(np.float32)
    with database.reading() as session:
        before = read_manifest(session).probe
    if before:
        known = np.frombuffer(bytes.fromhex(before), dtype=np.float32)
        if known.shape != vector.shape or float(known @ vector) < SAME_MODEL_COSINE:
            raise IndexMismatch(
                f"The embedding model {embedder.name} makes other vectors than the model of "
                "that name that built the index. Put the former one back, or build the index "
                "again with `qa build --full`."
            )
        return
    with database.writing() as session:
        write_manifest(session, "probe", vector.tobytes().hex())


def _store(database: Database, vectors: Vectors, keys: Sequence[str], rows: Vector) -> None:
    vectors.add(keys, rows)
    with database.writing() as session:
        session.run_many("INSERT OR IGNORE INTO embedded VALUES (?)", [(key,) for key in keys])


def _inputs(session: Session, rows: Sequence[Row]) -> dict[str, ModelInput]:
    """Model inputs by key; rows are key, article, start, stop with articles in runs."""
    inputs = {}
    for article_id, run in groupby(rows, key=lambda row: str(row[1])):
        found = session.one(
            f"SELECT {ARTICLE_FIELDS} FROM articles WHERE id = ? AND shown = 1", (article_id,)
        )
        if found is None:
            continue
        article = article_from(found)
        for key, _, start, stop in run:
            inputs[str(key)] = model_input(article, article.text[start:stop])
    return inputs


def _shown_passages(session: Session) -> Iterator[tuple[str, set[str]]]:
    rows = session.each("SELECT article, id FROM passages ORDER BY article")
    for article_id, run in groupby(rows, key=lambda row: str(row[0])):
        yield article_id, {str(row[1]) for row in run}


def _next_generation(session: Session) -> None:
    number = read_manifest(session).vector_generation + 1
    write_manifest(session, "vector_generation", number)


def _rename_store(database: Database, entry: str, kind: str) -> str:
    name = new_store_name(kind)
    with database.writing() as session:
        write_manifest(session, entry, name)
    return name


# Newest articles first, so that what people most likely ask about is complete first.
_PENDING = """
    CREATE TEMP TABLE pending AS
    SELECT p.key AS key, p.article AS article, p.start AS start, p.stop AS stop
    FROM passages p
    JOIN articles a ON a.id = p.article AND a.shown = 1
    JOIN files f ON f.path = a.file
    WHERE NOT EXISTS (SELECT 1 FROM embedded e WHERE e.key = p.key)
    GROUP BY p.key
    ORDER BY a.date DESC, f.mtime_ns DESC, a.file, a.ordinal, p.start
"""
