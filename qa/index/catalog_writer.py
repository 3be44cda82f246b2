"""Writes the catalog (SQLite): files, their articles and passages, and which vectors are stored.

The builder's side of the catalog. Each function works inside a transaction that the
builder opened, so a file is either wholly in or not at all. It splits nothing and
embeds nothing; it says which articles have yet to be split.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.index.database import Session, Value
from qa.index.encoder_inputs import model_input, vector_key
from qa.index.rows import ARTICLE_FIELDS, FILE_FIELDS, FileRow, article_from, article_values
from qa.records import Article, Passage


@dataclass(frozen=True, slots=True)
class DirtySet:
    """What a change of files made dirty: digests of texts, and ids of articles, before or after."""

    digests: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()

    def __or__(self, other: DirtySet) -> DirtySet:
        return DirtySet(self.digests | other.digests, self.ids | other.ids)


def remove_file(session: Session, path: str) -> DirtySet:
    """Take a file and its articles out; `reconcile` must follow."""
    rows = session.rows("SELECT digest, id FROM articles WHERE file = ?", (path,))
    session.run("DELETE FROM articles WHERE file = ?", (path,))
    session.run("DELETE FROM originals WHERE file = ?", (path,))
    session.run("DELETE FROM files WHERE path = ?", (path,))
    return DirtySet(frozenset(row[0] for row in rows), frozenset(row[1] for row in rows))


def put_file(
    session: Session, row: FileRow, articles: Sequence[Article], *, renamed_from: str | None = None
) -> DirtySet:
    """Put a file and its articles in, in place of what it held before; `reconcile` must follow.

    renamed_from: the path under which the same bytes stood before; it goes.
    A text that this file showed before goes on being shown from here.
    """
    shown: set[str] = set()
    dirty = DirtySet()
    for path in {row.path, renamed_from or row.path}:
        held = session.rows("SELECT digest FROM articles WHERE file = ? AND shown = 1", (path,))
        shown |= {found[0] for found in held}
        dirty |= remove_file(session, path)
    insert_files(session, [[getattr(row, name) for name in FILE_FIELDS.split(", ")]])
    for ordinal, article in enumerate(articles):
        show = article.digest in shown
        shown.discard(article.digest)
        session.run(
            f"INSERT INTO articles (file, ordinal, shown, {ARTICLE_FIELDS}) "
            f"VALUES (?, ?, ?, {_marks(ARTICLE_FIELDS)})",
            (row.path, ordinal, int(show), *article_values(article)),
        )
    digests = frozenset(article.digest for article in articles)
    return dirty | DirtySet(digests, frozenset(article.id for article in articles))


def insert_files(session: Session, rows: Sequence[Sequence[Value]]) -> None:
    """Put rows of files in, each with values in the order of FILE_FIELDS."""
    sql = f"INSERT INTO files ({FILE_FIELDS}) VALUES ({_marks(FILE_FIELDS)})"
    session.run_many(sql, rows)


def _marks(fields: str) -> str:
    return ", ".join("?" * len(fields.split(", ")))


def confirm_file(session: Session, row: FileRow) -> None:
    """Note that a file whose content is as it was has been looked at."""
    session.run(
        "UPDATE files SET size = ?, mtime_ns = ?, ctime_ns = ?, checked_ns = ? WHERE path = ?",
        (row.size, row.mtime_ns, row.ctime_ns, row.checked_ns, row.path),
    )


def reconcile(session: Session, dirty: DirtySet) -> tuple[list[str], list[Article]]:
    """Of each text show exactly one copy; remove the passages of what is no longer shown.

    Returns the ids of articles that are no longer shown, and the articles that are shown
    and have no passages yet.
    """
    to_split = []
    for digest in sorted(dirty.digests):
        _show_one(session, digest)
        _update_states(session, digest)
    for digest in sorted(dirty.digests):
        found = session.rows(
            f"SELECT {ARTICLE_FIELDS} FROM articles a WHERE digest = ? AND shown = 1 "
            "AND NOT EXISTS (SELECT 1 FROM passages p WHERE p.article = a.id)",
            (digest,),
        )
        to_split += [article_from(row) for row in found]
    hidden = [
        key
        for key in sorted(dirty.ids)
        if not session.one("SELECT 1 FROM articles WHERE id = ? AND shown = 1", (key,))
    ]
    for key in hidden:
        session.run("DELETE FROM passages WHERE article = ?", (key,))
    return hidden, to_split


def put_passages(session: Session, article: Article, passages: Iterable[Passage]) -> None:
    """Store the passages of an article in place of those that it had."""
    session.run("DELETE FROM passages WHERE article = ?", (article.id,))
    session.run_many(
        "INSERT OR IGNORE INTO passages VALUES (?, ?, ?, ?, ?)",
        [
            (
                item.id,
                article.id,
                item.start,
                item.end,
                vector_key(model_input(article, item.start, item.end)),
            )
            for item in passages
        ],
    )


def _show_one(session: Session, digest: str) -> None:
    if session.one("SELECT 1 FROM articles WHERE digest = ? AND shown = 1", (digest,)):
        return
    first = session.one(
        "SELECT file, ordinal FROM articles WHERE digest = ? ORDER BY file, ordinal", (digest,)
    )
    if first:
        session.run("UPDATE articles SET shown = 1 WHERE file = ? AND ordinal = ?", first)


def _update_states(session: Session, digest: str) -> None:
    """A file none of whose articles is shown is skipped, and says whose copy it is."""
    for (file,) in session.rows("SELECT DISTINCT file FROM articles WHERE digest = ?", (digest,)):
        rows = session.rows(
            "SELECT a.shown, s.path FROM articles a "
            "LEFT JOIN articles s ON s.digest = a.digest AND s.shown = 1 "
            "WHERE a.file = ? ORDER BY a.ordinal",
            (file,),
        )
        if any(row[0] for row in rows):
            # One that is indexed already keeps the note of what in it could not be read.
            session.run(
                "UPDATE files SET state = 'indexed', reason = '' "
                "WHERE path = ? AND state <> 'indexed'",
                (file,),
            )
        else:
            session.run(
                "UPDATE files SET state = 'skipped', reason = ? WHERE path = ?",
                (f"same text as {rows[0][1]}", file),
            )
