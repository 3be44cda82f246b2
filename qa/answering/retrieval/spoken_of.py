"""Puts passages of the articles that the last answers cited before the other hits of a follow-up.

    State with a history, its hits -> ids of those articles -> their passages, then the other hits

A follow-up most likely finds its answer where the last ones found theirs; whether it does, the
reader decides (`rerank`). A question that leans on nothing and names something of its own stands
by itself and is searched for as if it were the first.
"""

from __future__ import annotations

from dataclasses import replace

from qa.answering.english.phrases import names_in
from qa.answering.english.words import content_stems, coverage, one_line
from qa.answering.question.rewrite import context, with_topic
from qa.answering.stages import State
from qa.index import SearchIndex
from qa.records import Hit

# Answers looked back on, articles of each, and of all of them together.
ANSWERS = 2
ARTICLES_EACH = 2
ARTICLES = 3
# Passages of theirs that are read at least, where they have as many, and others beside them.
OWN_PASSAGES = 6
OTHER_PASSAGES = 5
# What being of such an article adds to a fused score, which is 0..1. Swept on TREC CAsT 2021
# (104 follow-ups) and INScit (200), recall@5, the article of the last turn's right passage:
# 0 .808/.925, .05 .827/.930, .1 .827/.930, .2 .827/.925, .3 .837/.920, .5 .827/.910.
CONVERSATION_BOOST = 0.1


def spoken_of(state: State, index: SearchIndex) -> tuple[str, ...]:
    """Ids of the articles that the last answers cite, if the question may go on about them."""
    leans = state.topic or state.standalone != one_line(state.question)
    if not state.history or state.kind == "digest" or (not leans and names_in(state.plain)):
        return ()
    cited = [turn.cited[:ARTICLES_EACH] for turn in state.history if turn.cited][-ANSWERS:]
    if not cited:
        last = state.history[-1]
        near = index.search(f"{last.question} {last.answer[:300]}", k=ARTICLES_EACH)
        return tuple(dict.fromkeys(hit.passage.article.id for hit in near))
    titles = dict.fromkeys(title for turn in reversed(cited) for title in turn)
    found = dict.fromkeys(
        hit.passage.article.id
        for title in titles
        for hit in index.search(title, k=5)
        if hit.passage.article.title == title
    )
    return tuple(found)[:ARTICLES]


def with_spoken_of(
    state: State, index: SearchIndex, hits: tuple[Hit, ...], *, most: int
) -> tuple[Hit, ...]:
    """Passages of the articles spoken of, then the other hits; each by its score.

    hits: found for the question. most: how many are read of a question that stands by itself.
    A question that was searched for without words of the conversation is searched for with them.
    """
    words = state.topic or context(state.standalone, state.history)
    looked_for = with_topic(state.standalone, words)
    again = () if state.topic else index.search(looked_for, k=most)
    own: dict[str, Hit] = {}
    for hit in (*hits, *again):
        if hit.passage.article.id in state.spoken_of:
            best = max(hit, own.get(hit.passage.id, hit), key=lambda one: one.score)
            own[hit.passage.id] = best
    found = [replace(hit, score=hit.score + CONVERSATION_BOOST) for hit in own.values()]
    wanted = content_stems(looked_for)
    unfound = [
        Hit(passage, coverage(wanted, content_stems(passage.text)))
        for article_id in state.spoken_of
        for passage in index.passages_of(article_id)
        if passage.id not in own
    ]
    first = [*_by_score(found), *_by_score(unfound)[: max(OWN_PASSAGES - len(found), 0)]]
    others = [hit for hit in hits if hit.passage.article.id not in state.spoken_of]
    return (*first, *others[: max(most - len(first), OTHER_PASSAGES)])


def _by_score(hits: list[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))
