"""Selects an overview of a topic: central sentences of its nearest articles, oldest first.

    State of a question for an overview -> its evidence anew

Of "the latest" only the newest articles speak. Which articles are of the topic is told by the
cosine of their passages; whether there is anything to tell was decided before (`select`).
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from qa.answering.extraction.summarise import Encode, summary
from qa.answering.retrieval.rerank import TOPIC_SPREAD
from qa.answering.stages import State
from qa.records import Article

# Articles that speak; of the latest, the newest of them.
MOST_ARTICLES, MOST_LATEST = 4, 1
# An overview may have so many times the words of another answer.
LENGTH = 2


def with_overview(state: State, encode: Encode, *, max_words: int) -> State:
    """The state with central sentences in place of those that a reader took for answers."""
    if state.kind != "overview" or state.status != "answered" or len(state.parts) != 1:
        return state
    articles = _of_the_topic(state)
    latest = state.time_filter.latest
    if latest:
        articles = sorted(articles, key=_day, reverse=True)[:MOST_LATEST]
    evidence = summary(
        sorted(articles[:MOST_ARTICLES], key=_day),
        encode,
        max_words=LENGTH * max_words,
        topic=state.parts[0],
    )
    return replace(state, evidence=evidence) if evidence else state


def _of_the_topic(state: State) -> list[Article]:
    """The articles whose passages are near to the topic, best passage first."""
    ranked = state.ranked()
    nearest = max((item.hit.dense or 0.0 for item in ranked), default=0.0)
    near = [item for item in ranked if (item.hit.dense or 0.0) >= nearest - TOPIC_SPREAD]
    articles = {item.hit.passage.article.id: item.hit.passage.article for item in near}
    return list(articles.values())


def _day(article: Article) -> datetime.date:
    return article.date or datetime.date.min
