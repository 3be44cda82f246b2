"""Retrieves passages for each part of a question, by the index's hybrid search.

    State of a question understood -> index -> its hits

A part may have lost words that the whole question has, so the hits of both are read.
Where the question names a date, articles of that time go first; only an overview of that time
leaves others out, since an article may tell of another time than its own.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from qa.answering.english.dates import TimeFilter, fit, names_date
from qa.answering.question.rewrite import with_topic
from qa.answering.retrieval.latest_news import latest_reports
from qa.answering.retrieval.spoken_of import spoken_of, with_spoken_of
from qa.answering.stages import TELLS_OF_TOPIC, State
from qa.index import SearchIndex
from qa.records import Hit

# Passages read for a question, and for each part of one that has several.
# 610 turns on the news of 2019, right with 6 / 7 / 8 / 10: .738 .741 .741 .739 (2026-11-28).
READ_PASSAGES = 8
READ_PER_PART = 7
# What is to be told of more widely, a topic or a statement, is read about more widely. SciFact's
# nDCG@10 of claims (291) with 12 / 16 / 20 / 24 / 30 / 50: .736 .738 .740 .740 .737 .737.
READ_OVERVIEW = 20
# Where a date is asked for, so many are looked through for articles of that time.
DATED_CANDIDATES = 50
# What a fitting date adds to a fused score, which is 0..1.
DATE_SHARE = 0.3
# Articles without a date fit this well.
MAY_BE_OF_THAT_TIME = 0.5


def retrieve(state: State, index: SearchIndex) -> State:
    """The state with the hits for each part of the question, best first."""
    state = replace(state, spoken_of=spoken_of(state, index))
    return replace(state, hits=_hits(state, index))


def _hits(state: State, index: SearchIndex) -> tuple[tuple[Hit, ...], ...]:
    if state.kind == "digest":
        return (latest_reports(state.time_filter, index),)
    only = state.parts[0] if len(state.parts) == 1 else state.plain
    looked_for = with_topic(only, state.topic)
    overview = state.kind in TELLS_OF_TOPIC
    read = READ_OVERVIEW if overview else READ_PASSAGES
    whole = _search(index, looked_for, state.time_filter, read)
    if overview and state.time_filter.exact:
        whole = _of_that_time(whole, state.time_filter)
    if state.spoken_of:
        whole = with_spoken_of(state, index, whole, most=read)
    if len(state.parts) == 1:
        return (whole,)
    near = {hit.passage.id: hit.dense or 0.0 for hit in whole}
    found = []
    for part in state.parts:
        looked_for = with_topic(part, state.topic)
        own = [
            _as_near(hit, near.get(hit.passage.id, 0.0))
            for hit in _search(index, looked_for, state.time_filter, READ_PER_PART)
        ]
        seen = {hit.passage.id for hit in own}
        others = [hit for hit in whole if hit.passage.id not in seen]
        found.append((*own, *others[: READ_PER_PART // 2]))
    return tuple(found)


def _as_near(hit: Hit, near: float) -> Hit:
    """The hit of a part, at least as near in meaning as it is to the whole question."""
    return replace(hit, dense=max(hit.dense, near)) if hit.dense is not None else hit


def _search(index: SearchIndex, question: str, time_filter: TimeFilter, k: int) -> tuple[Hit, ...]:
    if time_filter.first is None or not time_filter.exact:
        return tuple(index.search(question, k=k))
    hits = [
        replace(
            hit, score=hit.score + DATE_SHARE * (fit(time_filter, hit.passage.article.date) - 0.5)
        )
        for hit in index.search(question, k=DATED_CANDIDATES)
    ]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:k])


def _of_that_time(hits: tuple[Hit, ...], time_filter: TimeFilter) -> tuple[Hit, ...]:
    """What tells of the wished time, if anything does: "What happened in June?" asks no more."""
    told = [
        hit
        for hit in hits
        if fit(time_filter, hit.passage.article.date) >= MAY_BE_OF_THAT_TIME
        or names_date(hit.passage.text, time_filter)
    ]
    return tuple(told) or hits


class NewestArticle:
    """The date of the newest article of an index."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index

    def __call__(self) -> datetime.date | None:
        """None if no article has a date."""
        return self._index.newest_day()
