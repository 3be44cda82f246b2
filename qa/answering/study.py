"""Reads the retrieved passages and ranks them anew.

    Found -> Reader -> Studied

Everything of one part is read in one batch. The rank of a passage is the reader's
relevance, weighed by how its date fits; retrieval breaks ties.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from qa.answering.dates import DateWish, fit
from qa.answering.reader import Reader, Reading
from qa.answering.stages import Found, Studied, Study
from qa.answering.titled import read_titled
from qa.records import Hit

# What the fused score (0..1) adds. Swept on wikinews2019, nothing abstained, right or rightly
# silent over all questions (2026-11-21): .1 .458, .2 .465, .4 .500, .6 .500, .8 .507, 1.2 .507.
RETRIEVAL_SHARE = 0.8
# What a fitting date adds or takes, and the newest article where the latest is wanted.
DATE_SHARE = 0.3
LATEST_SHARE = 0.5
# Passages less sure than this are not what "latest" is looked for among.
LATEST_FLOOR = 0.2
LATEST_FADES_DAYS = 365


def study(found: Found, reader: Reader) -> Studied:
    """The passages of each part with what the reader found in them, best first."""
    wish = found.understood.wish
    parts = []
    for question, hits in zip(found.understood.parts, found.hits, strict=True):
        readings = read_titled(reader, question, hits)
        newest = _newest(hits, readings) if wish.latest else None
        studies = [
            Study(hit, reading, _rank(hit, reading, wish, newest))
            for hit, reading in zip(hits, readings, strict=True)
        ]
        parts.append(tuple(sorted(studies, key=lambda item: (-item.rank, item.hit.passage.id))))
    return Studied(found, tuple(parts))


def _rank(hit: Hit, reading: Reading, wish: DateWish, newest: datetime.date | None) -> float:
    rank = reading.relevance + RETRIEVAL_SHARE * hit.score
    published = hit.passage.article.date
    if wish.first is not None and (wish.exact or wish.relation != "during"):
        rank += DATE_SHARE * (fit(wish, published) - 0.5)
    if newest and published:
        rank -= LATEST_SHARE * min((newest - published).days / LATEST_FADES_DAYS, 1.0)
    return rank


def _newest(hits: Sequence[Hit], readings: Sequence[Reading]) -> datetime.date | None:
    """The date of the newest article among the passages that may answer."""
    dates = [
        hit.passage.article.date
        for hit, reading in zip(hits, readings, strict=True)
        if hit.passage.article.date and reading.answerable >= LATEST_FLOOR
    ]
    return max(dates, default=None)
