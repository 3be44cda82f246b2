"""Selects an overview or a timeline of a topic from its nearest articles, oldest first.

    State of a question for an overview -> central sentences in place of its evidence
    State of a question for a timeline  -> dated sentences in place of its evidence

Of "the latest" only the newest articles speak. Which articles are of the topic is told by the
cosine of their passages; whether there is anything to tell was decided before (`select`).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from qa.answering.english.dates import TimeFilter
from qa.answering.english.words import content_stems, count_words, one_line
from qa.answering.extraction.answerability import holds_topic, topic_words
from qa.answering.extraction.chronology import by_date, dated, day_of
from qa.answering.extraction.summarise import Encode, on_topic, sentences_of, summary
from qa.answering.retrieval.rerank import TOPIC_SPREAD
from qa.answering.stages import TELLS_OF_TOPIC, Evidence, State
from qa.records import Article

# Articles that speak; of the latest, the newest of them.
MOST_ARTICLES, MOST_LATEST = 6, 1
# An overview may have so many times the words of another answer.
LENGTH = 2
# Articles that a timeline is gathered from, its sentences at most, and its length likewise.
MOST_TOLD, MOST_DATED, LENGTH_DATED = 8, 8, 3
MOST_OF_DAY = 2
# As `summarise.ON_TOPIC`: each line of a timeline has to stand for itself.
# Of the nearest article half of it: timelines of six writers right, 23 of 36 -> 25, and of a
# seventh on other articles 0 of 4 -> 3 (2026-11-28).
DATED_ON_TOPIC = 0.4


def with_overview(state: State, encode: Encode, *, max_words: int) -> State:
    """The state with central sentences in place of those that a reader took for answers."""
    told = state.kind in TELLS_OF_TOPIC and state.status == "answered"
    if not told or len(state.parts) != 1:
        return state
    articles = _of_the_topic(state)
    if state.kind == "timeline":
        dates = _timeline(
            articles, encode, state.time_filter, topic=state.parts[0], max_words=max_words
        )
        if len(dates) > 1:
            return replace(state, evidence=dates, shape="timeline")
    latest = state.time_filter.latest
    if latest:
        articles = sorted(articles, key=_day, reverse=True)[:MOST_LATEST]
    evidence = summary(
        sorted(articles[:MOST_ARTICLES], key=_day),
        encode,
        max_words=LENGTH * max_words,
        topic=state.parts[0],
    )
    return replace(state, evidence=evidence, shape="prose") if evidence else state


def _timeline(
    articles: Sequence[Article],
    encode: Encode,
    wanted: TimeFilter,
    *,
    topic: str,
    max_words: int,
) -> tuple[Evidence, ...]:
    """Sentences on the topic that name a time of their own within what is wanted, the nearest to
    the topic, oldest first.

    The nearest article is of the topic as a whole: half as much is wanted of what it dates.
    """
    found = [item for article in articles[:MOST_TOLD] for item in sentences_of(article)]
    if not found:
        return ()
    vectors = encode([*(one_line(item.text) for item in found), topic])
    near = vectors[:-1] @ vectors[-1]
    kept: list[Evidence] = []
    words = 0
    able = set(on_topic(found, near, share=DATED_ON_TOPIC))
    able |= {
        at
        for at in on_topic(found, near, share=DATED_ON_TOPIC / 2)
        if found[at].article.id == articles[0].id
    }
    for at in sorted(able, key=lambda at: -near[at]):
        words_with = words + count_words(found[at].text)
        if len(kept) == MOST_DATED or not dated([found[at]], wanted) or _again(found[at], kept):
            continue
        if kept and words_with > LENGTH_DATED * max_words:
            continue
        kept.append(found[at])
        words = words_with
    return by_date(kept)


def _again(item: Evidence, kept: Sequence[Evidence]) -> bool:
    """Whether its day has been told of often enough, or its words have been said."""
    own = content_stems(item.text)
    of_day = [other for other in kept if day_of(other) == day_of(item)]
    return len(of_day) == MOST_OF_DAY or any(own == content_stems(each.text) for each in of_day)


def _of_the_topic(state: State) -> list[Article]:
    """The articles with a passage that has the topic's names, or its only word, and is near to it
    in meaning, or that has all its words, best first.
    """
    capitalised = (word for word in state.parts[0].split() if word[:1].isupper())
    names, every = content_stems(" ".join(capitalised)), content_stems(state.parts[0])
    wanted = every if len(every) == 1 else names
    ranked = state.ranked()
    named = [item for item in ranked if holds_topic(wanted, item.hit.passage)] or ranked
    nearest = max((item.hit.dense or 0.0 for item in named), default=0.0)
    words = topic_words(state.parts[0])
    near = [
        item
        for item in named
        if (item.hit.dense or 0.0) >= nearest - TOPIC_SPREAD
        or (words and holds_topic(words, item.hit.passage))
    ]
    articles = {item.hit.passage.article.id: item.hit.passage.article for item in near}
    return list(articles.values())


def _day(article: Article) -> datetime.date:
    return article.date or datetime.date.min
