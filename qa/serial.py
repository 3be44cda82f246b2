"""Records as JSON: one shape for the terminal, the HTTP interface and exports.

    Answer -> {"question", "text", "status", "citations": [{"marker", "quote", "article": {…}}], …}

On the ground floor. Every value is a str, int, float, bool, None, list or dict, so
`json.dumps` takes it as it is. Articles appear with their metadata and without their
text: a citation carries its quote and offsets, and the catalog keeps the rest. It reads
nothing back.
"""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

from qa.records import Answer, Article, BuildReport, Citation, Hit, Sentence, Turn


def answer_to_dict(answer: Answer) -> dict[str, object]:
    """The whole answer, ready for JSON; `seconds` is rounded to milliseconds."""
    return {
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status,
        "text": answer.text,
        "direct": answer.direct,
        "sentences": [_sentence(sentence) for sentence in answer.sentences],
        "citations": [citation_to_dict(citation) for citation in answer.citations],
        "nearest": [hit_to_dict(hit) for hit in answer.nearest],
        "engine": answer.engine,
        "kind": answer.kind,
        "note": answer.note,
        "seconds": round(answer.seconds, 3),
    }


def citation_to_dict(citation: Citation) -> dict[str, object]:
    """One citation; `start` and `end` are code points of the article's cleaned text."""
    return {
        "marker": citation.marker,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "support": citation.support,
        "place": citation.place,
        "article": article_to_dict(citation.article),
        "also": [article_to_dict(article) for article in citation.also],
    }


def hit_to_dict(hit: Hit) -> dict[str, object]:
    """One passage that was found, with its scores and the article it stands in."""
    passage = hit.passage
    return {
        "id": passage.id,
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "place": passage.article.place_at(passage.start),
        "score": hit.score,
        "dense": hit.dense,
        "lexical": hit.lexical,
        "article": article_to_dict(passage.article),
    }


def article_to_dict(article: Article) -> dict[str, object]:
    """An article's metadata: what identifies it and what a reader wants to know of it."""
    return {
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "author": article.author,
        "source": article.source,
        "url": article.url,
        "language": article.language,
    }


def report_to_dict(report: BuildReport) -> dict[str, object]:
    """What a build did; `seconds` is rounded to milliseconds."""
    return row_to_dict(report) | {
        "seconds": round(report.seconds, 3),
        "failures": [row_to_dict(failure) for failure in report.failures],
    }


def turn_to_dict(turn: Turn) -> dict[str, object]:
    """One earlier exchange of a conversation."""
    return row_to_dict(turn)


def row_to_dict(row: object) -> dict[str, object]:
    """A flat dataclass as a dict: dates become ISO 8601, paths strings with slashes.

    For the rows that rooms report, such as one line of the catalog.
    Raises TypeError if a field holds something that has no place in a flat row.
    """
    if not dataclasses.is_dataclass(row) or isinstance(row, type):
        raise TypeError(f"row_to_dict wants a dataclass instance, not {type(row).__name__}.")
    return {
        field.name: _plain(getattr(row, field.name))
        for field in dataclasses.fields(row)
        if field.name != "failures"
    }


def _sentence(sentence: Sentence) -> dict[str, object]:
    return {
        "text": sentence.text,
        "citations": list(sentence.citations),
        "supported": sentence.supported,
    }


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, datetime.date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    raise TypeError(f"A {type(value).__name__} has no place in a flat row.")
