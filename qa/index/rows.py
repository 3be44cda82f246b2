"""Converts articles and passages to rows of the catalog and back.

Beside the catalog. Pure conversions; it opens nothing.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from dataclasses import dataclass
from typing import Literal

from qa.index.database import Row, Value
from qa.records import Article, Place

FileState = Literal["indexed", "failed", "skipped"]

ARTICLE_FIELDS = (
    "id, path, title, text, digest, date, author, source, url, language, places, "
    "cleaned, left_out, ocr"
)
FILE_FIELDS = (
    "path, size, mtime_ns, ctime_ns, sha256, state, reason, checked_ns, indexed_at, reading, tries"
)


@dataclass(frozen=True, slots=True)
class FileRow:
    """What the index knows of one file of the corpus; every file is in exactly one state.

    reason: why it failed or was skipped, what in an indexed one could not be read, or "".
    sha256: of its bytes, "" when they could not be read.
    checked_ns: when it was last compared with the disk; indexed_at: when its content was
        last read, ISO 8601 in UTC.
    reading: the version of the readers that read it; tries: how often in a row it failed for a
        reason that may pass.
    articles, passages: how many of its own the index shows.
    """

    path: str
    size: int
    mtime_ns: int
    ctime_ns: int
    sha256: str
    state: FileState
    reason: str
    checked_ns: int
    indexed_at: str
    reading: int = 0
    tries: int = 0
    articles: int = 0
    passages: int = 0


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article without its text, for lists.

    cleaned, ocr: as in `Article`; left_out: how many lines were.
    """

    id: str
    path: str
    title: str
    date: datetime.date | None
    author: str | None
    source: str | None
    url: str | None
    language: str
    characters: int
    passages: int
    cleaned: bool = False
    left_out: int = 0
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """What is told in nearly the same words as an article, by other articles.

    key: the same for all of them and the article; others: how many they are; newest: the newest
    of them, those without a date last.
    """

    key: str
    others: int
    newest: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class IndexStats:
    """What there is to search.

    vectors: passages that the dense side can find; fewer than `passages` during a build.
    generation: grows with every visible change; built_at: when a build was last completed,
        ISO 8601 in UTC, or "" if none was.
    """

    articles: int
    passages: int
    vectors: int
    model: str
    generation: int
    built_at: str


def article_values(article: Article) -> tuple[Value, ...]:
    """An article in the order of ARTICLE_FIELDS."""
    places = json.dumps([[place.start, place.label] for place in article.places])
    return (
        article.id,
        article.path,
        article.title,
        article.text,
        article.digest,
        article.date.isoformat() if article.date else None,
        article.author,
        article.source,
        article.url,
        article.language,
        places,
        int(article.cleaned),
        json.dumps(article.left_out, ensure_ascii=False),
        int(article.ocr),
    )


def article_from(row: Row) -> Article:
    """The inverse of `article_values`."""
    key, path, title, text, digest, date, author, source, url, language, places, *read = row
    cleaned, left_out, ocr = read
    return Article(
        id=key,
        path=path,
        title=title,
        text=text,
        digest=digest,
        date=datetime.date.fromisoformat(date) if date else None,
        author=author,
        source=source,
        url=url,
        language=language,
        places=tuple(Place(start, label) for start, label in json.loads(places)),
        cleaned=bool(cleaned),
        left_out=tuple(json.loads(left_out)),
        ocr=bool(ocr),
    )


def article_row_from(row: Row) -> ArticleRow:
    """From the values of ArticleRow in their order."""
    key, path, title, date, *rest = row
    *counts, cleaned, left_out, ocr = rest
    day = datetime.date.fromisoformat(date) if date else None
    found = ArticleRow(key, path, title, day, *counts)
    return dataclasses.replace(found, cleaned=bool(cleaned), left_out=left_out, ocr=bool(ocr))
