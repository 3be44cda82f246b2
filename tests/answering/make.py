"""Small articles, passages and readings for the tests of this room."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import replace

from qa.answering.english.dates import TimeFilter, undated
from qa.answering.reader.base import Reading, Scored, Span
from qa.answering.reader.thresholds import load_thresholds
from qa.answering.stages import NO_TIME_FILTER, Kind, ReadPassage, State
from qa.records import Article, Hit, Passage

TODAY = datetime.date(2020, 1, 1)
# For tests of the exact checks: words make a claim likely, and no reader is too sure for them.
WORDS_DECIDE = replace(load_thresholds(), support=(0.5, 1.2, 1.8, -1.5), support_floor=0.4)


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


def read_passage(source: Passage, read: Reading) -> ReadPassage:
    return ReadPassage(Hit(source, 1.0), read, read.relevance, read.relevance)


def state(*parts: Sequence[ReadPassage], question: str = "What?", kind: Kind = "fact") -> State:
    asked = tuple(f"{question} {n}" for n in range(len(parts)))
    return replace(
        understood(question, kind=kind, parts=asked),
        hits=tuple(tuple(item.hit for item in part) for part in parts),
        passages=tuple(tuple(part) for part in parts),
    )


def understood(
    question: str,
    *hits: Hit,
    kind: Kind = "fact",
    parts: tuple[str, ...] = (),
    time_filter: TimeFilter = NO_TIME_FILTER,
) -> State:
    """A question of one part that stands by itself, with what was found for it."""
    parts = parts or (question,)
    return State(
        question,
        standalone=question,
        plain=question,
        kind=kind,
        parts=parts,
        undated_parts=tuple(undated(part, today=TODAY) for part in parts),
        time_filter=time_filter,
        hits=(hits,),
    )
