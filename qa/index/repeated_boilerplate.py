"""Finds lines that repeat over many articles of a source, by counts kept in the catalog.

A step of the build after reading: which lines stand in so many articles of one source that
they are none of the articles'? The catalog keeps of each article what that is counted over,
its line keys as its file alone gives them, and where lines were taken out the article as
it was. So nothing is read again when a line becomes boilerplate or ceases to be, and after a
complete build the articles are those that a full build of the same folder gives, by
whatever changes, in whatever order and however often interrupted the folder came to be so.

A file that is read is cleaned with what the last complete build found; this step then only
touches the articles for which that has changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.articles.cleaning.repeated_lines import (
    fewest_articles,
    line_keys,
    source_of,
    without_lines,
)
from qa.index.catalog_writer import DirtySet
from qa.index.database import Database, Session
from qa.index.line_counts import count_changes, frequent_lines, from_blob, texts_of, to_blob
from qa.index.rows import ARTICLE_FIELDS, article_from, article_values
from qa.records import Article

# Articles taken into one transaction.
PAGE = 200

Boilerplate = Mapping[str, frozenset[int]]
_OF_SOURCE = "SELECT file, ordinal, keys, lost FROM originals WHERE source = ?"
_CHANGED = ("id", "title", "text", "digest", "places", "left_out")


@dataclass(frozen=True, slots=True)
class Original:
    """An article as its file alone gives it, and the keys of the lines that it lost since."""

    article: Article
    keys: frozenset[int]
    lost: frozenset[int]


def read_boilerplate(database: Database) -> Boilerplate:
    """What the last complete build found: for each source the keys of its boilerplate."""
    with database.reading() as session:
        rows = session.rows("SELECT source, keys FROM furniture")
    return {str(source): from_blob(blob) for source, blob in rows}


def cleaned(article: Article, boilerplate: Boilerplate) -> tuple[Article, Original]:
    """An article without the boilerplate of its source, and what has to be kept of it."""
    keys = line_keys(article)
    lost = keys & boilerplate.get(source_of(article), frozenset())
    shown = without_lines(article, lost) if lost else article
    return shown, Original(article, keys, lost)


def put_originals(session: Session, file: str, originals: Sequence[Original]) -> None:
    """Store them beside the articles of a file, in the same order."""
    values = [
        (
            file,
            ordinal,
            source_of(item.article),
            item.article.digest,
            to_blob(item.keys),
            to_blob(item.lost),
            _whole(item.article) if item.lost else None,
        )
        for ordinal, item in enumerate(originals)
    ]
    session.run_many("INSERT INTO originals VALUES (?, ?, ?, ?, ?, ?, ?)", values)


def find_boilerplate(database: Database) -> list[tuple[str, int]]:
    """What is boilerplate of the sources that changed; file and ordinal of articles to change.

    A source of which other lines are boilerplate now is looked through until `forget_changes`, so
    that a build that is cut short before its articles were cleaned again does it once more. Of
    the others nothing is read but what changed: their new articles were cleaned by the same lines.
    """
    count_changes(database)
    with database.writing() as session:
        for (source,) in session.rows("SELECT source FROM changed_sources ORDER BY source"):
            least = fewest_articles(texts_of(session, source))
            found = to_blob(frequent_lines(session, source, least=least))
            before = session.one("SELECT keys FROM furniture WHERE source = ?", (source,))
            if found == (bytes(before[0]) if before else b""):
                continue
            session.run("DELETE FROM furniture WHERE source = ?", (source,))
            if found:
                session.run("INSERT INTO furniture VALUES (?, ?)", (source, found))
            session.run("INSERT OR IGNORE INTO unclean_sources VALUES (?)", (source,))
        session.run("DELETE FROM changed_sources")
    boilerplate = read_boilerplate(database)
    due: list[tuple[str, int]] = []
    with database.reading() as session:
        for (source,) in session.rows("SELECT source FROM unclean_sources"):
            found_keys = boilerplate.get(str(source), frozenset())
            due += [
                (str(file), int(ordinal))
                for file, ordinal, keys, lost in session.each(_OF_SOURCE, (source,))
                if from_blob(keys) & found_keys != from_blob(lost)
            ]
    return sorted(due)


def forget_changes(database: Database) -> None:
    """Note that all articles are cleaned by what `find_boilerplate` found last."""
    with database.writing() as session:
        session.run("DELETE FROM unclean_sources")


def clean_again(
    session: Session, articles: Sequence[tuple[str, int]], boilerplate: Boilerplate
) -> DirtySet:
    """Take out of these articles what is boilerplate now, put back the rest; then `reconcile`."""
    dirty = DirtySet()
    for file, ordinal in articles:
        before, original = _stored(session, file, ordinal)
        after, now = cleaned(original.article, boilerplate)
        session.run(
            "UPDATE originals SET lost = ?, alone = ? WHERE file = ? AND ordinal = ?",
            (to_blob(now.lost), _whole(now.article) if now.lost else None, file, ordinal),
        )
        names = ", ".join(f"{name} = ?" for name in ARTICLE_FIELDS.split(", "))
        session.run(
            f"UPDATE articles SET shown = 0, {names} WHERE file = ? AND ordinal = ?",
            (*article_values(after), file, ordinal),
        )
        dirty |= DirtySet(
            frozenset({before.digest, after.digest}), frozenset({before.id, after.id})
        )
    return dirty


def _stored(session: Session, file: str, ordinal: int) -> tuple[Article, Original]:
    """An article as it is in the catalog, and as its file gave it."""
    (row,) = session.rows(
        f"SELECT {ARTICLE_FIELDS} FROM articles WHERE file = ? AND ordinal = ?", (file, ordinal)
    )
    ((keys, lost, alone),) = session.rows(
        "SELECT keys, lost, alone FROM originals WHERE file = ? AND ordinal = ?", (file, ordinal)
    )
    article = article_from(row)
    if alone is None:
        return article, Original(article, from_blob(keys), from_blob(lost))
    values = dict(zip(ARTICLE_FIELDS.split(", "), row, strict=True)) | json.loads(alone)
    whole = article_from(tuple(values[name] for name in ARTICLE_FIELDS.split(", ")))
    return article, Original(whole, from_blob(keys), from_blob(lost))


def _whole(article: Article) -> str:
    """The fields of an article that change when it loses lines."""
    values = dict(zip(ARTICLE_FIELDS.split(", "), article_values(article), strict=True))
    return json.dumps({name: values[name] for name in _CHANGED}, ensure_ascii=False)
