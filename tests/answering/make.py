"""Small articles, passages and readings for the tests of this room."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence

from qa.answering.reader.base import Reading, Scored, Span
from qa.answering.stages import Asked, Found, Kind, Studied, Study, Understood
from qa.records import Article, Hit, Passage


def article(
    text: str, *, title: str = "Title", name: str = "a", date: datetime.date | None = None
) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(f"{name:0>16}", f"{name}.txt", title, text, digest, date=date)


def passage(source: Article, text: str | None = None) -> Passage:
    """The stretch of the article that reads `text`, all of it by default."""
    text = source.text if text is None else text
    start = source.text.index(text)
    return Passage(f"{source.id}:{start}", source, start, start + len(text), text)


def reading(
    text: str,
    sentences: Sequence[tuple[str, float]],
    *,
    answerable: float = 0.9,
    spans: Sequence[tuple[str, float]] = (),
) -> Reading:
    """What a reader would say of `text`; sentences and spans are given by their words."""
    return Reading(
        answerable,
        answerable,
        tuple(
            Span(text.index(words), text.index(words) + len(words), words, score)
            for words, score in spans
        ),
        tuple(
            Scored(text.index(words), text.index(words) + len(words), score)
            for words, score in sentences
        ),
    )


def study(source: Passage, read: Reading) -> Study:
    return Study(Hit(source, 1.0), read, read.relevance, read.relevance)


def studied(*parts: Sequence[Study], question: str = "What?", kind: Kind = "fact") -> Studied:
    asked = tuple(f"{question} {n}" for n in range(len(parts)))
    understood = Understood(Asked(question), question, question, kind, asked)
    hits = tuple(tuple(item.hit for item in part) for part in parts)
    return Studied(Found(understood, hits), tuple(tuple(part) for part in parts))
