"""The record that the reader of a format returns, and how it becomes an Article with its identity.

A draft holds what the file itself says. Nothing is guessed before the identity is taken:
a title that falls back on the file name is no part of it, so a renamed file keeps its id.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from qa.articles.metadata import fallback_title
from qa.records import Article, FileFailure, Place

_LONGEST_TITLE = 300  # characters; a longer one is a paragraph that lost its place


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its file gives it; see `records.Article` for the fields.

    key: tells the articles of one file apart ("12" of "press.csv#12"), "" where there is one.
    ocr: whether its text was recognised in pictures, so that letters may be wrong.
    """

    text: str
    title: str = ""
    date: datetime.date | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    language: str = "en"
    places: tuple[Place, ...] = ()
    key: str = ""
    cleaned: bool = False
    left_out: tuple[str, ...] = ()
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """What a reader is told beside the bytes of a file.

    name: of the file, to show and for its suffix. columns: which column or key of a table
    feeds which field of an article, where the common names do not fit. failures: where a
    reader of several articles notes the parts that could not be read. depth: of archives
    around the file. cleaning: False to keep the menus and notices of web pages, too.
    """

    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    failures: list[FileFailure] = field(default_factory=list)
    depth: int = 0
    cleaning: bool = True


MB = 1_000_000
# Processor seconds that recognising the pictures of a file may take; a page takes 4 to 12.
RECOGNITION_S = 600.0

Reader = Callable[[bytes, Origin], list[Draft]]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what it is called, who reads it, how many bytes are read at most.

    remedy: what a person can do about a file that is larger. guarded: whether its parser is
    trusted only in a process of its own (see `guard`).
    """

    name: str
    read: Reader
    max_bytes: int
    remedy: str = "Split it into smaller files."
    guarded: bool = True


def finished(draft: Draft, path: str) -> Article:
    """Give a draft its identity, its path and, where it has none, a title."""
    digest = hashlib.sha256(draft.text.encode("utf-8")).hexdigest()
    title = " ".join(draft.title.split())[:_LONGEST_TITLE]
    identity = json.dumps(
        [
            digest,
            title,
            draft.date.isoformat() if draft.date else None,
            draft.author,
            draft.source,
            draft.url,
            draft.language,
            [[place.start, place.label] for place in draft.places],
        ],
        ensure_ascii=False,
    )
    return Article(
        id=hashlib.sha256(identity.encode("utf-8")).hexdigest()[:16],
        path=f"{path}#{draft.key}" if draft.key else path,
        title=title or fallback_title(path, draft.text),
        text=draft.text,
        digest=digest,
        date=draft.date,
        author=draft.author,
        source=draft.source,
        url=draft.url,
        language=draft.language,
        places=draft.places,
        cleaned=draft.cleaned,
        left_out=draft.left_out,
        ocr=draft.ocr,
    )
