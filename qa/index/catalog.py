"""Reads the catalog (SQLite): articles, passages, counts, and which hits may be shown.

The truth of the index. Words and vectors are derived from it and may lag behind, so
everything found in them is looked up here, and what is not here does not exist. It
changes nothing: the ledger writes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

from qa.index.bookkeeping import read_counts
from qa.index.database import Database, Row, Session
from qa.index.rows import (
    ARTICLE_FIELDS,
    FILE_FIELDS,
    ArticleRow,
    FileRow,
    IndexStats,
    Story,
    article_from,
    article_row_from,
)
from qa.index.schema import Manifest, read_manifest
from qa.index.scope_query import within
from qa.index.story_groups import newest_variants, story_of
from qa.records import Article, Passage
from qa.scope import EVERYTHING, Scope

Found = TypeVar("Found")

# SQLite's limit of values in a statement is far above this.
CHUNK = 500
# Versions of a story that are read; a form filled in 3,000 times is one story.
MOST_VARIANTS = 20

# CROSS JOIN keeps the order: without statistics SQLite would begin with all articles shown.
_PASSAGE_JOIN = (
    "SELECT p.id, p.article, p.start, p.stop, p.key FROM passages p "
    "CROSS JOIN articles a ON a.id = p.article AND a.shown = 1 "
)


class Catalog:
    """The reading side of a catalog; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def manifest(self) -> Manifest:
        """What built the index; see `read_manifest` for what it raises."""
        with self._database.reading() as session:
            return read_manifest(session)

    def stats(self) -> IndexStats:
        """Counts of what there is to search."""
        with self._database.reading() as session:
            manifest = read_manifest(session)
            counts = read_counts(session)
        return IndexStats(
            counts["articles"],
            counts["passages"],
            counts["vectors"],
            manifest.model,
            manifest.generation,
            manifest.built_at,
        )

    def look(self, query: Callable[[Session], Found]) -> Found:
        """The result of a query over one state of the catalog."""
        with self._database.reading() as session:
            return query(session)

    def kept(
        self, column: Literal["id", "key"], pairs: Sequence[tuple[str, float]], scope: Scope
    ) -> Sequence[tuple[str, float]]:
        """Those of some passages or vectors, with their scores, that are in the scope."""
        if scope == EVERYTHING or not pairs:
            return pairs
        with self._database.reading() as session:
            found = within(session, scope, column, [name for name, _ in pairs])
        return [pair for pair in pairs if pair[0] in found]

    def files(self) -> list[FileRow]:
        """Every file of the corpus, by path."""
        with self._database.reading() as session:
            return [FileRow(*row) for row in session.rows(_FILES)]

    def left_out(self) -> list[FileRow]:
        """The files that became no article, by path."""
        with self._database.reading() as session:
            return [FileRow(*row) for row in session.rows(_LEFT_OUT)]

    def indexed(self, paths: Sequence[str]) -> frozenset[str]:
        """Those of some files that are indexed."""
        sql = "SELECT path FROM files WHERE state = 'indexed' AND path IN ({})"
        with self._database.reading() as session:
            return frozenset(str(row[0]) for row in _chunked(session, sql, paths))

    def stamps(self) -> list[FileRow]:
        """As `files`, without the counts of articles and passages: a tenth of the time."""
        with self._database.reading() as session:
            return [FileRow(*row) for row in session.rows(_STAMPS)]

    def cleaned_files(self) -> frozenset[str]:
        """The paths of files from whose articles menus and notices were taken."""
        with self._database.reading() as session:
            rows = session.rows("SELECT DISTINCT file FROM articles WHERE cleaned = 1")
        return frozenset(str(row[0]) for row in rows)

    def articles(self) -> list[ArticleRow]:
        """Every article shown, by path, without its text."""
        with self._database.reading() as session:
            return [article_row_from(row) for row in session.rows(_ARTICLES)]

    def article(self, article_id: str) -> Article | None:
        """An article that is shown, or None."""
        with self._database.reading() as session:
            return _articles(session, [article_id]).get(article_id)

    def passages_of(self, article_id: str) -> list[Passage]:
        """An article's passages in their order; empty when it is not shown."""
        with self._database.reading() as session:
            article = _articles(session, [article_id]).get(article_id)
            if article is None:
                return []
            rows = session.rows(
                "SELECT id, start, stop FROM passages WHERE article = ? ORDER BY start, id",
                (article_id,),
            )
        return [_passage(key, article, start, stop) for key, start, stop in rows]

    def story_of(self, article_id: str, scope: Scope) -> Story | None:
        """The other articles of its story; None where there are none."""
        with self._database.reading() as session:
            key, others = story_of(session, article_id, scope)
            if not others:
                return None
            ids = newest_variants(session, article_id, scope, most=MOST_VARIANTS)
            found = _articles(session, ids)
        return Story(key, others, tuple(found[each] for each in ids if each in found))

    def look_up(
        self, ids: Sequence[str], keys: Sequence[str]
    ) -> tuple[dict[str, Passage], dict[str, list[Passage]]]:
        """Passages by id, and by vector key, as they are at one moment.

        What is not shown is left out. Several passages can have one vector key; they come
        sorted by id.
        """
        with self._database.reading() as session:
            rows = [
                *_chunked(session, _PASSAGE_JOIN + "WHERE p.id IN ({})", ids),
                *_chunked(session, _PASSAGE_JOIN + "WHERE p.key IN ({})", keys),
            ]
            articles = _articles(session, sorted({row[1] for row in rows}))
        passages = {row[0]: _passage(row[0], articles[row[1]], row[2], row[3]) for row in rows}
        wanted_ids, wanted_keys = set(ids), set(keys)
        by_key: dict[str, set[str]] = {}
        for row in rows:
            if row[4] in wanted_keys:
                by_key.setdefault(row[4], set()).add(row[0])
        return (
            {key: passage for key, passage in passages.items() if key in wanted_ids},
            {key: [passages[i] for i in sorted(found)] for key, found in by_key.items()},
        )


def _passage(key: str, article: Article, start: int, stop: int) -> Passage:
    return Passage(key, article, start, stop, article.text[start:stop])


def _articles(session: Session, ids: Sequence[str]) -> dict[str, Article]:
    sql = f"SELECT {ARTICLE_FIELDS} FROM articles WHERE shown = 1 AND id IN ({{}})"
    return {row[0]: article_from(row) for row in _chunked(session, sql, ids)}


def _chunked(session: Session, sql: str, values: Sequence[str]) -> list[Row]:
    found: list[Row] = []
    for start in range(0, len(values), CHUNK):
        part = list(values[start : start + CHUNK])
        found += session.rows(sql.format(", ".join("?" * len(part))), part)
    return found


_STAMPS = f"SELECT {FILE_FIELDS} FROM files ORDER BY path"
_LEFT_OUT = f"SELECT {FILE_FIELDS} FROM files WHERE state <> 'indexed' ORDER BY path"
_FILES = """
    SELECT f.path, f.size, f.mtime_ns, f.ctime_ns, f.sha256, f.state, f.reason, f.checked_ns,
           f.indexed_at, f.reading, f.tries, count(DISTINCT a.id), count(p.id)
    FROM files f
    LEFT JOIN articles a ON a.file = f.path AND a.shown = 1
    LEFT JOIN passages p ON p.article = a.id
    GROUP BY f.path ORDER BY f.path
"""
_ARTICLES = """
    SELECT a.id, a.path, a.title, a.date, a.author, a.source, a.url, a.language,
           length(a.text), count(p.id), a.cleaned, json_array_length(a.left_out), a.ocr
    FROM articles a LEFT JOIN passages p ON p.article = a.id
    WHERE a.shown = 1 GROUP BY a.file, a.ordinal ORDER BY a.file, a.ordinal
"""
