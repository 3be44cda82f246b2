"""A reader without training: sentences by closeness of meaning and shared words.

    passages -> sentences -> cosine and word coverage -> Reading

Stands behind the Reader protocol as the baseline that the trained reader is
measured against. It finds no short answers (spans are empty), and its judgement
of whether there is an answer is weak: closeness is no evidence of an answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answering.reader import Reading, Scored
from qa.answering.words import content_stems, coverage
from qa.articles import sentence_spans
from qa.index import Embedder

# Share of the cosine in a sentence's score, the rest is word coverage: the words of a
# question are often names, which an embedding blurs.
COSINE_SHARE = 0.6
# Logistic from the best sentence score of a passage to "answerable": even odds at the middle.
MIDDLE, STEEPNESS = 0.5, 14.0


class SimilarityReader:
    """Scores sentences by cosine to the question and by the question's words in them.

    Words count for the passage around the sentence too, at half weight: a sentence
    that says "he" often follows the one that has the name.
    """

    name = "similarity"

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """One Reading per text, in order; spans are empty."""
        spans = [sentence_spans(text) for text in texts]
        sentences = [
            text[a:b] for text, pieces in zip(texts, spans, strict=True) for a, b in pieces
        ]
        cosines = iter(self._cosines(question, sentences))
        wanted = content_stems(question)
        readings = []
        for text, pieces in zip(texts, spans, strict=True):
            around = coverage(wanted, content_stems(text))
            scored = []
            for start, end in pieces:
                words = (2 * coverage(wanted, content_stems(text[start:end])) + around) / 3
                score = COSINE_SHARE * float(next(cosines)) + (1 - COSINE_SHARE) * words
                scored.append(Scored(start, end, min(max(score, 0.0), 1.0)))
            best = max((item.score for item in scored), default=0.0)
            answerable = 1 / (1 + math.exp(-STEEPNESS * (best - MIDDLE))) if scored else 0.0
            readings.append(Reading(answerable, best, (), tuple(scored)))
        return readings

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        """Cosine between claim and text mixed with the share of the claim's words in the text."""
        wanted = content_stems(claim)
        return [
            min(max(0.5 * float(cosine) + 0.5 * coverage(wanted, content_stems(text)), 0.0), 1.0)
            for cosine, text in zip(self._cosines(claim, texts), texts, strict=True)
        ]

    def _cosines(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros(0, dtype=np.float32)
        vectors = self._embedder.encode([question, *texts])
        cosines: NDArray[np.float32] = vectors[1:] @ vectors[0]
        return cosines
