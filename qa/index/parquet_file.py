"""Exports and imports the whole index as one Parquet file, vectors included.

Beside the build. Owns pyarrow, which comes with the extra `parquet`. One row per passage
with its text, its article's metadata and its vector, so that other tools can read it; the
article's whole text stands in the row of its first passage only. What has no row of its
own (the model, the files and their states) is in the file's own metadata. The columns of
"origin" are what repeated lines are counted over. It reads no
corpus: after an import the next build compares the folder with it as ever.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.errors import IndexMissing, StoreError
from qa.index.catalog import Catalog
from qa.index.catalog_writer import insert_files
from qa.index.cleanup import delete_others
from qa.index.database import Database, Row, Session
from qa.index.encoder import load_embedder
from qa.index.engine.open_engine import open_engine
from qa.index.engine.search_engine import SearchEngine
from qa.index.generations import generations
from qa.index.repeated_boilerplate import find_boilerplate
from qa.index.rows import ARTICLE_FIELDS, FILE_FIELDS
from qa.index.schema import (
    check_model,
    create_tables,
    write_manifest,
)
from qa.index.story_groups import update_stories
from qa.index.sync import check_probe, open_vectors, remake_words
from qa.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped,import-not-found,unused-ignore]

FORMAT = 3
NOTE = b"cited_articles"
ROWS = 1_000

_ARTICLE_COLUMNS = ("file", "ordinal", "shown", *ARTICLE_FIELDS.split(", "))
_ORIGINAL_COLUMNS = ("origin", "origin_digest", "origin_keys", "origin_lost", "origin_alone")
_PASSAGE_COLUMNS = ("passage", "start", "stop", "passage_text", "key")
_FIRST = (*_ARTICLE_COLUMNS, *_ORIGINAL_COLUMNS)


def export_index(settings: Settings, path: Path) -> int:
    """Write the index to a Parquet file, replacing it; the number of passages written.

    Raises IndexMissing when there is none, StoreError when it cannot be read or the file
    cannot be written.
    """
    with generations(settings) as kept:
        folder = kept.current()
        if folder is None:
            raise IndexMissing(f"There is no index in {settings.indexes} yet. Run `qa build`.")
        return _export(settings, folder, kept.open(folder), path)


def _export(settings: Settings, folder: Path, database: Database, path: Path) -> int:
    manifest = Catalog(database).manifest()
    files = [asdict(row) for row in Catalog(database).files()]
    engine = open_engine(settings, folder, database, manifest)
    note = {
        "format": FORMAT,
        "model": manifest.model,
        "passage_tokens": manifest.passage_tokens,
        "probe": manifest.probe,
        "files": files,
    }
    try:
        engine.open("vectors")
        with database.reading() as session, _translated(path):
            return _write(path, note, _rows(session), engine)
    finally:
        engine.close()
        database.close()


def import_index(settings: Settings, path: Path) -> int:
    """Put the index of a Parquet file in use in place of the present one; its passages.

    Raises StoreError when the file is none that `export_index` wrote or is damaged, and
    IndexMismatch when another embedding model made its vectors. The present index stays in
    use until the new one is complete.
    """
    with generations(settings) as kept, kept.building():
        folder = kept.new()
        try:
            with _translated(path):
                count = _read(settings, path, folder, kept.open(folder, create=True))
        except BaseException:
            kept.delete(folder)
            raise
        kept.use(folder)
        delete_others(settings, kept, folder)
    return count


def _rows(session: Session) -> Iterator[Row]:
    """Every article, those shown once for each of their passages: columns as named above."""
    fields = ", ".join(f"a.{name}" for name in _ARTICLE_COLUMNS)
    sql = (
        f"SELECT {fields}, o.source, o.digest, o.keys, o.lost, o.alone, "
        "p.id, p.start, p.stop, p.key FROM articles a "
        "JOIN originals o ON o.file = a.file AND o.ordinal = a.ordinal "
        "LEFT JOIN passages p ON p.article = a.id AND a.shown = 1 "
        "ORDER BY a.file, a.ordinal, p.start, p.id"
    )
    before: tuple[str, int] | None = None
    whole, alone = _ARTICLE_COLUMNS.index("text"), _FIRST.index("origin_alone")
    for row in session.each(sql):
        *article, passage, start, stop, key = row
        text = str(article[whole])
        if before == (row[0], row[1]):
            article[whole] = article[alone] = None
        before = (row[0], row[1])
        part = None if passage is None else text[start:stop]
        yield (*article, passage, start, stop, part, key)


def _write(path: Path, note: dict[str, Any], rows: Iterator[Row], engine: SearchEngine) -> int:
    pa, parquet = _pyarrow()
    draft = path.with_name(path.name + ".part")
    schema = _schema(pa).with_metadata({NOTE: json.dumps(note).encode()})
    count = 0
    try:
        with parquet.ParquetWriter(draft, schema, compression="zstd") as writer:
            while page := list(islice(rows, ROWS)):
                columns = [list(column) for column in zip(*page, strict=True)]
                keys = [key for key in columns[-1] if key is not None]
                found = engine.get(sorted(set(keys)))
                columns.append([found.get(key) for key in columns[-1]])
                writer.write_table(pa.table(columns, schema=schema))
                count += len(keys)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return count


def _read(settings: Settings, path: Path, folder: Path, database: Database) -> int:
    _, parquet = _pyarrow()
    with closing(database), parquet.ParquetFile(path) as source:
        note = json.loads((source.schema_arrow.metadata or {})[NOTE])
        if note["format"] != FORMAT:
            raise StoreError(
                f"{path} was exported by another version of this program (format "
                f"{note['format']}, needed {FORMAT}). Export it again with that version's `qa "
                "build` and this one, or build the index from the articles."
            )
        create_tables(database, model=note["model"], passage_tokens=int(note["passage_tokens"]))
        check_model(Catalog(database).manifest(), settings.embedding_model)
        with database.writing() as session:
            write_manifest(session, "probe", note["probe"])
        engine = open_engine(settings, folder, database)
        try:
            if engine.needs_dim() and not engine.manifest.dim:
                check_probe(database, load_embedder(settings))
            open_vectors(database, engine)
            count = _fill(database, engine, source)
            engine.shut("vectors")
            _finish(database, engine, note)
        finally:
            engine.close()
        return count


def _fill(database: Database, engine: SearchEngine, source: Any) -> int:  # noqa: ANN401 - ParquetFile
    count = 0
    names = [*_FIRST, *_PASSAGE_COLUMNS, "vector"]
    for batch in source.iter_batches(batch_size=ROWS, columns=names):
        columns = batch.to_pydict()
        rows = list(zip(*(columns[name] for name in names), strict=True))
        width = len(_FIRST)
        wholes = [row[:width] for row in rows if row[_ARTICLE_COLUMNS.index("text")] is not None]
        articles = [row[: len(_ARTICLE_COLUMNS)] for row in wholes]
        originals = [(*row[:2], *row[len(_ARTICLE_COLUMNS) :]) for row in wholes]
        _check(articles)
        passages = [row[width:] for row in rows if row[width] is not None]
        ids = [row[_ARTICLE_COLUMNS.index("id")] for row in rows if row[width] is not None]
        stored = {row[4]: row[5] for row in passages if row[5] is not None}
        if stored:
            engine.add(list(stored), np.asarray(list(stored.values()), dtype=np.float32))
        with database.writing() as session:
            marks = ", ".join("?" * len(_ARTICLE_COLUMNS))
            session.run_many(
                f"INSERT INTO articles ({', '.join(_ARTICLE_COLUMNS)}) VALUES ({marks})", articles
            )
            session.run_many("INSERT INTO originals VALUES (?, ?, ?, ?, ?, ?, ?)", originals)
            values = [(p[0], i, p[1], p[2], p[4]) for p, i in zip(passages, ids, strict=True)]
            session.run_many("INSERT INTO passages VALUES (?, ?, ?, ?, ?)", values)
            session.run_many(
                "INSERT OR IGNORE INTO embedded VALUES (?)", [(key,) for key in stored]
            )
        count += len(passages)
    return count


def _check(articles: Sequence[Row]) -> None:
    """Texts must be those that were exported: citations point into them."""
    text, digest = _ARTICLE_COLUMNS.index("text"), _ARTICLE_COLUMNS.index("digest")
    for row in articles:
        if hashlib.sha256(row[text].encode("utf-8")).hexdigest() != row[digest]:
            raise ValueError("an article's text is not the one that was exported")


def _finish(database: Database, engine: SearchEngine, note: dict[str, Any]) -> None:
    with database.writing() as session:
        names = FILE_FIELDS.split(", ")
        insert_files(session, [[file[name] for name in names] for file in note["files"]])
    find_boilerplate(database)
    remake_words(database, engine)
    update_stories(database)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with database.writing() as session:
        write_manifest(session, "built_at", now)
        write_manifest(session, "vector_generation", 1)
    database.tidy()


def _schema(pa: Any) -> pa.Schema:  # noqa: ANN401 - the module, imported only where needed
    whole = {"ordinal": pa.int32(), "shown": pa.int32(), "start": pa.int64(), "stop": pa.int64()}
    whole |= {"cleaned": pa.int32(), "ocr": pa.int32()}
    whole |= {"origin_keys": pa.binary(), "origin_lost": pa.binary()}
    fields = [(n, whole.get(n, pa.string())) for n in (*_FIRST, *_PASSAGE_COLUMNS)]
    return pa.schema([*fields, ("vector", pa.list_(pa.float32()))])


def _pyarrow() -> tuple[Any, Any]:
    try:
        # An extra, so it may be missing and mypy may not find it.
        import pyarrow  # type: ignore[import-untyped,import-not-found,unused-ignore]  # noqa: PLC0415
        from pyarrow import parquet  # type: ignore[import-untyped,import-not-found,unused-ignore]  # noqa: PLC0415
    except ImportError:
        raise StoreError(
            "Exporting and importing need pyarrow. Install it with `pip install pyarrow`."
        ) from None
    return pyarrow, parquet


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        detail = error.strerror or str(error).splitlines()[0][:200]
        raise StoreError(f"{path} cannot be read or written ({detail}).") from None
    except (KeyError, ValueError, TypeError) as error:  # pyarrow's own are ValueErrors
        detail = (str(error).splitlines() or ["unreadable"])[0][:200]
        raise StoreError(
            f"{path} is no index that was exported, or it is damaged ({detail}). Export it again."
        ) from None
