"""Reranks the retrieved passages by a cross-encoder that reads each with the question.

    hits -> Reader -> read passages, best first

Everything of one part is read in one batch. A passage's rerank score, and the answer score of
what it holds, are the reader's relevance, how its date fits, and a share of what retrieval said.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.answering.english.dates import ONE_DAY, TimeFilter, fit, names_date
from qa.answering.reader.base import Reader, Reading
from qa.answering.retrieval.latest_news import read_openings
from qa.answering.retrieval.title_context import read_with_titles
from qa.answering.stages import TELLS_OF_TOPIC, ReadPassage, State
from qa.records import Hit

# What the fused score (0..1) adds to the reader's relevance in the order of passages. NQ hit@1
# (501) with 1.5 / 1 / .67 / .54 / .43 / .33 / .25: .922 .918 .924 .928 .926 .918 .912; SQuAD's
# (1,113) .908 .920 .930 .933 .939 .946 .940; none: .894 and .881 (2026-11-22).
ORDER_SHARE = 0.43
# The same for what is to be told of widely. SciFact's nDCG@10 (291 claims; 518 that training had
# seen): at .67 .737 .754, .43 .740 .757, .33 .740 .758, .25 .740 .761, .18 .732 .758; none: .720
# and .729.
OVERVIEW_ORDER_SHARE = 0.25
# What it adds in weighing the answers that passages hold. On wikinews2019 right or rightly silent
# over all questions, .1 .688, .2 .694, .3 .694, .4 .688, .5 .688 (2026-11-22).
RETRIEVAL_SHARE = 0.3
# What a fitting date adds or takes, and the newest article where the latest is wanted. Swept on
# the ten dated questions of wikinews2019: .3 to 1.0 all .6 right (2026-11-22).
DATE_SHARE = 0.5
LATEST_SHARE = 0.5
# What being of an article that the conversation is about adds. Conversations on the example
# articles, news and Wikipedia, right of 76 turns: 0 62, .1 63, .2 63, .4 63 (2026-11-27).
SPOKEN_OF_SHARE = 0.2
# Where one of its passages is as sure as this to answer a follow-up, no other article is read.
SURE = 0.5
# Passages less sure than this are not what "latest" is looked for among.
LATEST_FLOOR = 0.05
# Passages of one topic lie within so much cosine of the nearest; the newest among them is wanted.
TOPIC_SPREAD = 0.2


class Period(NamedTuple):
    """The dates of the oldest and of the newest article that may answer."""

    oldest: datetime.date
    newest: datetime.date


def rerank(state: State, reader: Reader) -> State:
    """The state with the passages of each part and what the reader found in them, best first."""
    told = state.kind in TELLS_OF_TOPIC
    share = OVERVIEW_ORDER_SHARE if told else ORDER_SHARE
    parts = []
    for question, undated, found in zip(state.parts, state.undated_parts, state.hits, strict=True):
        hits, readings = _read_in_turn(state, reader, question, undated, found)
        off_topic = _off_topic(hits) if told and state.time_filter.latest else frozenset[str]()
        period = _period(hits, readings, off_topic) if state.time_filter.latest else None
        passages = []
        for hit, reading in zip(hits, readings, strict=True):
            relevance = reading.relevance + _date_score(hit, state.time_filter, period)
            relevance -= LATEST_SHARE * (hit.passage.id in off_topic)
            relevance += SPOKEN_OF_SHARE * (hit.passage.article.id in state.spoken_of and not told)
            order, answer = relevance + share * hit.score, relevance + RETRIEVAL_SHARE * hit.score
            passages.append(ReadPassage(hit, reading, order, answer))
        passages.sort(key=lambda item: (-item.rerank_score, item.hit.passage.id))
        parts.append(tuple(passages))
    return replace(state, passages=tuple(parts))


def _read_in_turn(
    state: State, reader: Reader, question: str, undated: str, hits: Sequence[Hit]
) -> tuple[Sequence[Hit], Sequence[Reading]]:
    """The hits that were read, those of the articles spoken of first, and their readings.

    The others are read where none of the first is sure to answer.
    """
    if state.kind == "digest":
        return hits, read_openings(hits)
    own = [hit for hit in hits if hit.passage.article.id in state.spoken_of]
    if not own or state.kind in TELLS_OF_TOPIC:
        return hits, _read(reader, question, undated, hits, state.time_filter)
    readings = _read(reader, question, undated, own, state.time_filter)
    others = [hit for hit in hits if hit.passage.article.id not in state.spoken_of]
    if max(reading.answerable for reading in readings) >= SURE:
        return own, readings
    return [*own, *others], [
        *readings,
        *_read(reader, question, undated, others, state.time_filter),
    ]


def _read(
    reader: Reader, question: str, undated: str, hits: Sequence[Hit], time_filter: TimeFilter
) -> Sequence[Reading]:
    """Passages that do not name the wished day are asked without it: their article's date tells.

    On wikinews2019, all passages asked with it / those that name it / none: dated questions right
    .60 / .70 / .70, rightly silent .367 / .400 / .400, wrongly .096 / .079 / .079 (2026-11-22).
    """
    if undated == question:
        return read_with_titles(reader, question, hits)
    naming = [names_date(hit.passage.text, time_filter) for hit in hits]
    with_date = iter(read_with_titles(reader, question, _where(hits, naming)))
    without = iter(read_with_titles(reader, undated, _where(hits, [not named for named in naming])))
    return [next(with_date if named else without) for named in naming]


def _where(hits: Sequence[Hit], wanted: Sequence[bool]) -> list[Hit]:
    return [hit for hit, keep in zip(hits, wanted, strict=True) if keep]


def _date_score(hit: Hit, time_filter: TimeFilter, period: Period | None) -> float:
    """What the article's date adds or takes."""
    fitting = 0.0
    published = hit.passage.article.date
    if time_filter.first is not None and (time_filter.exact or time_filter.relation != "during"):
        fitting += DATE_SHARE * (fit(time_filter, published) - 0.5)
    if period and published:
        age = (period.newest - published) / max(period.newest - period.oldest, ONE_DAY)
        fitting -= LATEST_SHARE * min(max(age, 0.0), 1.0)
    return fitting


def _period(
    hits: Sequence[Hit], readings: Sequence[Reading], off_topic: Collection[str]
) -> Period | None:
    """From when to when the articles were published that may answer, or are of the topic."""
    dates = [
        hit.passage.article.date
        for hit, reading in zip(hits, readings, strict=True)
        if hit.passage.article.date
        and (reading.answerable >= LATEST_FLOOR or off_topic)
        and hit.passage.id not in off_topic
    ]
    return Period(min(dates), max(dates)) if dates else None


def _off_topic(hits: Sequence[Hit]) -> frozenset[str]:
    """Passages that are much less near in meaning to the topic than the nearest is."""
    best = max((hit.dense for hit in hits if hit.dense is not None), default=0.0)
    return frozenset(
        hit.passage.id for hit in hits if hit.dense is not None and hit.dense < best - TOPIC_SPREAD
    )
