"""Summarises articles by their own central sentences: similarity to the centroid, with MMR.

    articles -> sentences -> vectors -> Evidence, in the order of the articles

A sentence is central if its vector is near the mean of all (centroid summarisation, Radev et al.
2004); each further one must not repeat those taken (maximal marginal relevance, Carbonell and
Goldstein 1998). News tells the most first, so early sentences gain. It judges no question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qa.answering.english.words import count_words, one_line
from qa.answering.stages import Evidence
from qa.articles import sentence_spans
from qa.records import Article

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

# Weight of being central against being new, as in the paper's experiments on summaries.
CENTRAL = 0.7
# What the first sentence gains, fading over the article: leads are a strong baseline for news.
LEAD = 0.3
# What nearness to the topic weighs beside being central.
TOPIC = 1.0
# A sentence of an article on several things speaks of the topic where it, or the best sentence of
# its paragraph, is near to it: the mean of the two has this share of the best sentence's cosine.
ON_TOPIC = 0.4
# A shorter sentence is a heading, a label or a scrap; a longer one is no sentence.
FEWEST_WORDS, MOST_WORDS = 6, 60
# Sentences that are weighed; of a longer text the beginning.
MOST_SENTENCES = 60
ENDINGS = (".", "!", "?", "…", '"', "”", "’", ")")


def summary(
    articles: Sequence[Article], encode: Encode, *, max_words: int, topic: str = ""
) -> tuple[Evidence, ...]:
    """Central sentences of the articles within `max_words`; at least one where there is any.

    encode: texts -> unit vectors, shape (texts, dim). topic: what is to be told of; sentences near
    to it in meaning gain. Each article has its best sentence before any has a second. Articles
    stay in their order, sentences in the order of their article.
    """
    found = [item for article in articles for item in _sentences(article, len(articles))]
    if not found:
        return ()
    vectors = encode([*(one_line(item.text) for item, _ in found), *([topic] if topic else [])])
    asked = vectors[-1] if topic else np.zeros(vectors.shape[1], dtype=np.float32)
    vectors = vectors[: len(found)]
    if topic:
        kept = on_topic([item for item, _ in found], vectors @ asked)
        found, vectors = [found[at] for at in kept], vectors[kept]
    centroid = vectors.mean(axis=0)
    central = vectors @ (centroid / max(float(np.linalg.norm(centroid)), 1e-9))
    early = np.array([early for _, early in found])
    scores = CENTRAL * (central + LEAD * early + TOPIC * (vectors @ asked))
    taken = _take(found, vectors, scores, max_words=max_words)
    return tuple(found[at][0] for at in sorted(taken))


def on_topic(
    sentences: Sequence[Evidence], near: NDArray[np.float32], *, share: float = ON_TOPIC
) -> list[int]:
    """Which sentences, in their order, speak of a topic, by themselves or with their paragraph.

    near: the cosine of each sentence and the topic. share: of the nearest one's that is wanted.
    """
    paragraphs: dict[tuple[str, int], list[int]] = {}
    for at, item in enumerate(sentences):
        key = (item.article.id, item.article.text.count("\n", 0, item.start))
        paragraphs.setdefault(key, []).append(at)
    told = near.copy()
    for group in paragraphs.values():
        told[group] = (near[group] + near[group].max()) / 2
    return [at for at in range(len(sentences)) if told[at] >= share * told.max()]


def _take(
    found: Sequence[tuple[Evidence, float]],
    vectors: NDArray[np.float32],
    scores: NDArray[np.float64],
    *,
    max_words: int,
) -> list[int]:
    """Indices of the sentences taken, one after the other, each the best that still fits."""
    kept: list[int] = []
    words = 0
    repeated = np.zeros(len(found))
    left = set(range(len(found)))
    untold = {item.article.id for item, _ in found}
    while left:
        first = [at for at in left if found[at][0].article.id in untold] or left
        best = max(first, key=lambda at: (scores[at] - (1 - CENTRAL) * repeated[at], -at))
        left.remove(best)
        length = count_words(found[best][0].text)
        if kept and words + length > max_words:
            continue
        untold.discard(found[best][0].article.id)
        kept.append(best)
        words += length
        repeated = np.maximum(repeated, vectors @ vectors[best])
    return kept


def _sentences(article: Article, articles: int) -> list[tuple[Evidence, float]]:
    """The article's whole sentences, each with how early it stands, 1 to 0."""
    found = sentences_of(article)[: max(MOST_SENTENCES // articles, 3)]
    early = [1.0 - at / len(found) for at in range(len(found))]
    return [(replace(item, score=score), score) for item, score in zip(found, early, strict=True)]


def sentences_of(article: Article) -> list[Evidence]:
    """The article's whole sentences, MOST_SENTENCES at most; headings and scraps are none."""
    return [
        Evidence(article, start, end, 1.0)
        for start, end in sentence_spans(article.text, article.language)
        if FEWEST_WORDS <= count_words(article.text[start:end]) <= MOST_WORDS
        and article.text[start:end].rstrip().endswith(ENDINGS)
    ][:MOST_SENTENCES]
