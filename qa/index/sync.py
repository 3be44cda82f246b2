"""Brings words and vectors into step with the catalog by set differences.

The second half of a build. The catalog is the truth; words and vectors are derived sets,
and whatever happened before, taking away what is too much and adding what is missing
ends in the right state. That is also all there is to resuming a build that was killed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, islice

import numpy as np

from qa.articles.row_heads import read_text
from qa.errors import IndexMismatch
from qa.index.bookkeeping import read_counts
from qa.index.database import Database, Row, Session
from qa.index.encoder import Embedder, Vector
from qa.index.encoder_inputs import (
    ModelInput,
    input_vectors,
    model_input,
    title_vectors,
    title_words,
)
from qa.index.engine.search_engine import SearchEngine, WordEntry
from qa.index.rows import ARTICLE_FIELDS, article_from
from qa.index.schema import read_manifest, write_manifest
from qa.index.stepped_encoder import SteppedEmbedder
from qa.records import Article

# Passages between two commits of vectors: what a killed build has to embed again.
WINDOW = 512
# Readers are told of more vectors each time that there are this many times as many as when they
# were told last, and in the end: a reader opens the store anew then, which costs the more the
# more there are. Until then new passages are found by their words.
TELL_GROWTH = 1.25
# Passages between two reports of progress; within them texts are batched by length.
STRIDE = 64
PAGE = 5_000
SAME_MODEL_COSINE = 0.999
PROBE = "The envoy arrived in the capital on Monday to discuss the railway."

Report = Callable[[int, int], None]


def remake_words(database: Database, engine: SearchEngine) -> None:
    """Make the words anew from the catalog and put them in use."""
    with database.reading() as session:
        sql = f"SELECT {ARTICLE_FIELDS} FROM articles WHERE shown = 1 ORDER BY file, ordinal"
        name = engine.remake_words(
            word_entries(session, article_from(row)) for row in session.each(sql)
        )
    with database.writing() as session:
        before = read_manifest(session)
        write_manifest(session, "word_store", name)
        write_manifest(session, "generation", before.generation + 1)
        write_manifest(session, "worn", 0)


def open_vectors(database: Database, engine: SearchEngine, *, replace: bool = False) -> bool:
    """Open the vectors for writing; whether there are none in them yet.

    replace: what is there cannot be trusted.
    """
    with database.reading() as session:
        engine.manifest = read_manifest(session)
    name, new = engine.open_to_write("vectors", replace=replace)
    if name != engine.manifest.vector_store:
        with database.writing() as session:
            write_manifest(session, "vector_store", name)
            engine.manifest = read_manifest(session)
    return new


def word_entries(session: Session, article: Article) -> list[WordEntry]:
    """What the word index holds of an article."""
    rows = session.rows(
        "SELECT id, start, stop, key FROM passages WHERE article = ? ORDER BY start, id",
        (article.id,),
    )
    title, date, source = title_words(article), article.date, article.source
    return [
        WordEntry(
            name, article.id, title, read_text(article.text, start, stop).text, key, date, source
        )
        for name, start, stop, key in rows
    ]


def match_vectors(database: Database, engine: SearchEngine, *, relist: bool) -> None:
    """Delete the vectors that no passage has.

    relist: ask the store what it holds, because the catalog's list may be out of date.
    """
    if relist:
        _relist(database, engine)
    while True:
        with database.reading() as session:
            stale = session.rows(
                "SELECT key FROM orphans o JOIN embedded e USING (key) WHERE NOT EXISTS "
                "(SELECT 1 FROM passages p WHERE p.key = o.key) LIMIT ?",
                (PAGE,),
            )
        if stale:
            engine.delete([row[0] for row in stale])
        with database.writing() as session:
            session.run_many("DELETE FROM embedded WHERE key = ?", stale)
            if not stale:
                session.run("DELETE FROM orphans")
                return
            _next_generation(session)


def _relist(database: Database, engine: SearchEngine) -> None:
    """Note which keys the store holds: it is asked for those of the passages, a page at a time.

    Only where it holds more is it asked for all that it has: Chroma counts from the first to every
    page.
    """
    with database.writing() as session:
        session.run("DELETE FROM embedded")
        held, last = 0, ""
        next_keys = "SELECT DISTINCT key FROM passages WHERE key > ? ORDER BY key LIMIT ?"
        while page := [str(key) for (key,) in session.rows(next_keys, (last, PAGE))]:
            found = [(key,) for key in engine.held(page)]
            session.run_many("INSERT INTO embedded VALUES (?)", found)
            held, last = held + len(found), page[-1]
        if held < engine.count("vectors"):
            keys = engine.keys()
            while more := [(key,) for key in islice(keys, PAGE)]:
                session.run_many("INSERT OR IGNORE INTO embedded VALUES (?)", more)


def embed_missing(
    database: Database,
    engine: SearchEngine,
    embedder: Callable[[], Embedder],
    *,
    report: Report,
    cancelled: Callable[[], bool],
) -> int:
    """Embed the passages that have no vector, newest articles first; how many were embedded.

    cancelled: asked before each batch, where it may wait for what is more urgent.
    """
    with database.writing() as session:
        for statement in PENDING:
            session.run(statement)
        before = read_counts(session)["embedded"]
        total = session.rows("SELECT count(*) FROM temp.pending")[0][0]
    if not total:
        return 0
    model = SteppedEmbedder(embedder(), cancelled)
    check_probe(database, model)
    done, told = 0, before
    for seen in range(0, total, WINDOW):
        with database.writing() as session:
            rows = session.rows(
                "SELECT key, article, start, stop FROM temp.pending "
                "WHERE place > ? ORDER BY place LIMIT ?",
                (seen, WINDOW),
            )
            inputs = inputs_of(session, rows)
        titles = title_vectors(model, inputs.values())
        # Sorted here so that a stride holds texts of one length and padding is not computed.
        order = sorted(inputs, key=lambda key: (len(inputs[key].text), key))
        for start in range(0, len(order), STRIDE):
            if cancelled():
                tell(database)
                return done
            part = order[start : start + STRIDE]
            rows_of_part = input_vectors(model, [inputs[key] for key in part], titles=titles)
            _store(database, engine, part, rows_of_part)
            done += len(part)
            report(done, total)
        if before + done >= told * TELL_GROWTH or done == total:
            told = before + done
            tell(database)
    return done


def embedded_sample(
    database: Database, engine: SearchEngine, *, most: int
) -> list[tuple[ModelInput, Vector]]:
    """What a few passages were embedded from, with the vectors that are stored of them."""
    with database.reading() as session:
        # Keys are hashes, so the first ones are as good a sample as any.
        rows = session.rows(
            "SELECT p.key, p.article, p.start, p.stop FROM embedded e JOIN passages p ON p.id = "
            "(SELECT min(q.id) FROM passages q WHERE q.key = e.key) ORDER BY e.key LIMIT ?",
            (most,),
        )
        inputs = inputs_of(session, rows)
    engine.open("vectors")
    try:
        stored = engine.get(list(inputs))
    finally:
        engine.shut("vectors")
    return [(inputs[key], stored[key]) for key in inputs if key in stored]


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


def _store(database: Database, engine: SearchEngine, keys: Sequence[str], rows: Vector) -> None:
    engine.add(keys, rows)
    with database.writing() as session:
        session.run_many("INSERT OR IGNORE INTO embedded VALUES (?)", [(key,) for key in keys])


def inputs_of(session: Session, rows: Sequence[Row]) -> dict[str, ModelInput]:
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
            inputs[str(key)] = model_input(article, start, stop)
    return inputs


def tell(database: Database) -> None:
    """Have readers see that there are other vectors."""
    with database.writing() as session:
        _next_generation(session)


def _next_generation(session: Session) -> None:
    number = read_manifest(session).vector_generation + 1
    write_manifest(session, "vector_generation", number)


# Newest articles first, so that what people most likely ask about is complete first. The joins
# begin with what has no vector, however many articles there are.
PENDING = (
    "DROP TABLE IF EXISTS temp.pending",
    """CREATE TEMP TABLE pending (
        place INTEGER PRIMARY KEY, key TEXT, article TEXT, start INTEGER, stop INTEGER
    )""",
    """INSERT INTO temp.pending
    SELECT row_number() OVER (
        ORDER BY a.date DESC NULLS LAST, f.mtime_ns DESC, a.file, a.ordinal, p.start, p.id
    ), p.key, p.article, p.start, p.stop
    FROM unembedded u
    CROSS JOIN passages p ON p.id = (SELECT min(q.id) FROM passages q WHERE q.key = u.key)
    CROSS JOIN articles a ON a.id = p.article AND a.shown = 1
    CROSS JOIN files f ON f.path = a.file""",
)
