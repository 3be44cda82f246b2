"""Projects passage vectors to a plane by t-SNE and names their groups by c-TF-IDF, for the map.

The only owner of scikit-learn. t-SNE, because it keeps neighbourhoods together; a map of
meaning is looked at for its groups, not for its distances. The groups are k-means clusters of
the vectors; their names are words of the passages and claim no more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answering.english.lexicon.stop_words import CONVERSATION_WORDS, NEWS_WORDS, STOP_WORDS
from qa.ui.html.map_html import COLOURS

# 1,000 points take about 4 s of one core, 2,000 about 10; more dots than that are a blur.
MOST_POINTS = 1000
FEWEST_POINTS = 5
# Topics grow with the root of the passages, as many as there are colours; two at least.
FEWEST_TOPICS = 2
WORDS_OF_A_TOPIC = 3
ALIKE = 5  # letters that two forms of a word share ("permit", "permits")
# They name no topic, and scikit-learn's own list lacks them ("goes", "better").
FILLERS = STOP_WORDS | NEWS_WORDS | CONVERSATION_WORDS
_WORD = r"(?u)\b[^\W\d_][\w’'-]{2,}\b"


def flat(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Points in the unit square, shape (n, 2), for vectors of shape (n, dim).

    The same vectors give the same points. Fewer than FEWEST_POINTS are laid on a line.
    Source: van der Maaten and Hinton, "Visualizing Data using t-SNE", 2008.
    """
    count = len(vectors)
    if count < FEWEST_POINTS:
        spread = (np.arange(count) + 0.5) / max(count, 1)
        return np.stack([spread, np.full(count, 0.5)], axis=1)
    from sklearn.manifold import TSNE  # type: ignore[import-untyped]  # noqa: PLC0415 - slow

    perplexity = min(30.0, (count - 1) / 3)
    model = TSNE(n_components=2, init="pca", perplexity=perplexity, metric="cosine", random_state=0)
    points = np.asarray(model.fit_transform(np.asarray(vectors)), dtype=np.float64)
    low, high = points.min(axis=0), points.max(axis=0)
    unit: NDArray[np.float64] = (points - low) / np.where(high > low, high - low, 1.0)
    return unit


def topics(
    vectors: NDArray[np.float32], texts: Sequence[str]
) -> tuple[NDArray[np.int64], list[str]]:
    """Which topic each passage is of, and the topics' names, the largest topic first.

    vectors: shape (n, dim); texts: of the same n passages. The same input gives the same topics.
    Source: Grootendorst, "BERTopic: Neural topic modeling with a class-based
    TF-IDF procedure", 2022.
    """
    count = len(texts)
    wanted = min(COLOURS, max(FEWEST_TOPICS, round((count / 2) ** 0.5)))
    if count < 2 * FEWEST_POINTS:
        return np.zeros(count, dtype=np.int64), _names([" ".join(texts)]) if count else []
    from sklearn.cluster import KMeans  # type: ignore[import-untyped]  # noqa: PLC0415 - slow

    model = KMeans(n_clusters=wanted, n_init=4, random_state=0)
    found = np.asarray(model.fit_predict(np.asarray(vectors)), dtype=np.int64)
    used, sizes = np.unique(found, return_counts=True)
    order = used[np.lexsort((used, -sizes))]
    place = {int(old): new for new, old in enumerate(order)}
    of = np.array([place[int(old)] for old in found], dtype=np.int64)
    joined = [
        " ".join(text for text, own in zip(texts, of, strict=True) if own == topic)
        for topic in range(len(order))
    ]
    return of, _names(joined)


def _names(classes: Sequence[str]) -> list[str]:
    """The words that set each class apart from the others; "" where it has no words.

    A word of more than half of the classes says nothing of one of them, unless it has no other.
    """
    from sklearn.feature_extraction.text import (  # type: ignore[import-untyped]  # noqa: PLC0415
        ENGLISH_STOP_WORDS,
        CountVectorizer,
    )

    says_little = sorted(ENGLISH_STOP_WORDS | FILLERS)
    counter = CountVectorizer(token_pattern=_WORD, stop_words=says_little)
    try:
        counts = counter.fit_transform(classes).toarray().astype(np.float64)
    except ValueError:  # there is no word in them
        return [""] * len(classes)
    words = counter.get_feature_names_out()
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    weights = share * np.log1p(counts.sum() / len(classes) / counts.sum(axis=0))
    common = 2 * (counts > 0).sum(axis=0) > max(len(classes), 2)
    own = np.where(common, 0.0, weights)
    return [
        _name(rare if rare.any() else every, words, text)
        for rare, every, text in zip(own, weights, classes, strict=True)
    ]


def _name(weights: NDArray[np.float64], words: Sequence[str], text: str) -> str:
    """The heaviest words, no two of one stem, as the text writes them most often."""
    written: dict[str, Counter[str]] = {}
    for word in re.findall(_WORD, text):
        written.setdefault(word.lower(), Counter())[word] += 1
    chosen: list[str] = []
    for at in np.argsort(-weights, kind="stable"):
        if len(chosen) == WORDS_OF_A_TOPIC or weights[at] <= 0:
            break
        word = str(words[at])
        if not any(word[:ALIKE] == other[:ALIKE] for other in chosen):
            chosen.append(word)
    return ", ".join(written[word].most_common(1)[0][0] for word in chosen)
