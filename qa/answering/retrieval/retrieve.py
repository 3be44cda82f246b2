"""Gathers passages for each part of a question.

    Understood -> index -> Found

A part may have lost words that the whole question has, so the hits of both are read.
Where the question names a date, articles of that time go first; only an overview of that time
leaves others out, since an article may tell of another time than its own.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from qa.answering.english.dates import DateWish, fit, names_date
from qa.answering.english.words import content_stems, coverage, one_line
from qa.answering.question.rewrite import with_topic
from qa.answering.retrieval.latest_news import beginnings
from qa.answering.stages import Found, Understood
from qa.index import SearchIndex
from qa.records import Hit

# Passages read for a question, and for each part of one that has several.
READ_PASSAGES = 10
READ_PER_PART = 7
# What is to be told of more widely, a topic or a statement, is read about more widely. SciFact's
# nDCG@10 of claims (291) with 12 / 16 / 20 / 24 / 30 / 50: .736 .738 .740 .740 .737 .737.
READ_OVERVIEW = 20
# Articles of the last answer that a follow-up looks into, and passages of theirs that it adds.
TALKED_OF = 2
MORE_TALKED_OF = 4
# What being of such an article adds to a fused score, which is 0..1. Swept on TREC CAsT 2021
# (104 follow-ups) and INScit (200), recall@5, the article of the last turn's right passage:
# 0 .808/.925, .05 .827/.930, .1 .827/.930, .2 .827/.925, .3 .837/.920, .5 .827/.910.
TALKED_OF_SHARE = 0.1
# Where a date is asked for, so many are looked through for articles of that time.
DATED_CANDIDATES = 50
# What a fitting date adds to a fused score, which is 0..1.
DATE_SHARE = 0.3
# Articles without a date fit this well.
MAY_BE_OF_THAT_TIME = 0.5


def gather(understood: Understood, index: SearchIndex) -> Found:
    """The hits for each part of the question, best first."""
    if understood.kind == "digest":
        return Found(understood, (beginnings(understood.wish, index),))
    looked_for = with_topic(understood.plain, understood.topic)
    overview = understood.kind == "overview"
    read = READ_OVERVIEW if overview else READ_PASSAGES
    whole = _search(index, looked_for, understood.wish, read)
    if overview and understood.wish.exact:
        whole = _of_that_time(whole, understood.wish)
    if understood.asked.history and understood.standalone != one_line(understood.asked.question):
        whole = _with_talked_of(understood, index, whole, most=read)
    if understood.parts == (understood.plain,):
        return Found(understood, (whole,))
    near = {hit.passage.id: hit.dense or 0.0 for hit in whole}
    found = []
    for part in understood.parts:
        looked_for = with_topic(part, understood.topic)
        own = [
            _as_near(hit, near.get(hit.passage.id, 0.0))
            for hit in _search(index, looked_for, understood.wish, READ_PER_PART)
        ]
        seen = {hit.passage.id for hit in own}
        others = [hit for hit in whole if hit.passage.id not in seen]
        found.append((*own, *others[: READ_PER_PART // 2]))
    return Found(understood, tuple(found))


def _as_near(hit: Hit, near: float) -> Hit:
    """The hit of a part, at least as near in meaning as it is to the whole question."""
    return replace(hit, dense=max(hit.dense, near)) if hit.dense is not None else hit


def _search(index: SearchIndex, question: str, wish: DateWish, k: int) -> tuple[Hit, ...]:
    if wish.first is None or not wish.exact:
        return tuple(index.search(question, k=k))
    hits = [
        replace(hit, score=hit.score + DATE_SHARE * (fit(wish, hit.passage.article.date) - 0.5))
        for hit in index.search(question, k=DATED_CANDIDATES)
    ]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:k])


def _of_that_time(hits: tuple[Hit, ...], wish: DateWish) -> tuple[Hit, ...]:
    """What tells of the wished time, if anything does: "What happened in June?" asks no more."""
    told = [
        hit
        for hit in hits
        if fit(wish, hit.passage.article.date) >= MAY_BE_OF_THAT_TIME
        or names_date(hit.passage.text, wish)
    ]
    return tuple(told) or hits


def _with_talked_of(
    understood: Understood, index: SearchIndex, hits: tuple[Hit, ...], *, most: int
) -> tuple[Hit, ...]:
    """For a follow-up, passages of the articles that the last answer rested on go along."""
    last = understood.asked.history[-1]
    if last.cited:
        about = [hit for title in last.cited[:TALKED_OF] for hit in index.search(title, k=5)]
        about = [hit for hit in about if hit.passage.article.title in last.cited]
    else:
        about = index.search(f"{last.question} {last.answer[:300]}", k=TALKED_OF)
    wanted = content_stems(understood.standalone)
    have = {hit.passage.id for hit in hits}
    articles = dict.fromkeys(hit.passage.article.id for hit in about)
    passages = {
        passage.id: passage
        for article_id in articles
        for passage in index.passages_of(article_id)
        if passage.id not in have
    }
    scored = [
        Hit(passage, coverage(wanted, content_stems(passage.text))) for passage in passages.values()
    ]
    more = sorted(scored, key=lambda hit: (-hit.score, hit.passage.id))[:MORE_TALKED_OF]
    kept = [
        replace(hit, score=hit.score + TALKED_OF_SHARE * (hit.passage.article.id in articles))
        for hit in hits[: most - len(more) // 2]
    ]
    return (*sorted(kept, key=lambda hit: (-hit.score, hit.passage.id)), *more)


class NewestArticle:
    """The date of the newest article of an index, looked up once per state of the index."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index
        self._known: tuple[int, datetime.date | None] | None = None

    def __call__(self) -> datetime.date | None:
        """None if no article has a date."""
        generation = self._index.stats().generation
        if self._known is None or self._known[0] != generation:
            dates = [row.date for row in self._index.articles() if row.date]
            self._known = generation, max(dates, default=None)
        return self._known[1]
