"""Estimates how likely a short answer is right, by a logistic over the reader's signals.

    best candidate + the other candidates + the passages -> signs -> logistic -> 0..1

The reader's score orders candidates and says little of how often the first is right. Five signs
are weighed: how sure the reader is of the span and of its passage, how close passage and
question are, how far the next different answer is behind, and how many passages agree. (Whether
the words around it support "question + answer" adds nothing: weight .01, 2026-11-27.) The weights
are fitted by `training.calibrate` and lie with the reader's weights. It shows nothing and hides
nothing: whoever chooses compares with `Thresholds.short_answer_floor`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from qa.answering.english.words import content_stems
from qa.answering.extraction.candidates import Candidate
from qa.answering.reader.thresholds import Thresholds
from qa.answering.stages import ReadPassage

MOST_SURE = 6.0  # bound of a probability taken as a logit
NEIGHBOURS = 5  # passages whose best spans may agree
NAMES = ("span", "answerable", "closeness", "margin", "agreement")

ShortSigns = tuple[float, ...]


def short_answer_confidence(
    spans: Sequence[Candidate], passages: Sequence[ReadPassage], *, thresholds: Thresholds
) -> float:
    """The probability, 0..1, that the first of `spans` is a right short answer to the question.

    spans: the candidates left to choose from, best first (`candidates.candidates`).
    passages: the passages of the part of the question that they were read for.
    Returns 0 where there is no candidate.
    """
    if not spans:
        return 0.0
    *weights, bias = thresholds.short_answer
    signs = signs_of_short(spans, passages)
    return _sigmoid(sum(w * sign for w, sign in zip(weights, signs, strict=True)) + bias)


def signs_of_short(spans: Sequence[Candidate], passages: Sequence[ReadPassage]) -> ShortSigns:
    """What speaks for the first candidate, in the order of NAMES, each the more the better."""
    best = spans[0]
    read = _passage_of(best, passages)
    span = max((s.score for s in read.reading.spans if _same(s.text, best.text)), default=0.0)
    other = next((item for item in spans[1:] if not _same(item.text, best.text)), None)
    return (
        _logit(span),
        _logit(read.reading.answerable),
        max(read.hit.dense or 0.0, 0.0),
        best.score - other.score if other else best.score,
        _agreement(best, read, passages),
    )


def _passage_of(span: Candidate, passages: Sequence[ReadPassage]) -> ReadPassage:
    """The passage that the span was read in; of several, the weightiest."""
    held = [
        read
        for read in passages
        if read.hit.passage.article.id == span.sentence.article.id
        and read.hit.passage.start <= span.start < read.hit.passage.end
    ]
    return max(held or passages, key=lambda read: read.answer_score)


def _agreement(best: Candidate, read: ReadPassage, passages: Sequence[ReadPassage]) -> float:
    """How many other passages' best spans say the same, each as far as it is answerable."""
    others = [
        item for item in passages[: NEIGHBOURS + 1] if item is not read and item.reading.spans
    ]
    return sum(
        item.reading.answerable for item in others if _same(item.reading.spans[0].text, best.text)
    )


def _same(one: str, other: str) -> bool:
    """Whether one says what the other says, or a part of it."""
    first, second = content_stems(one), content_stems(other)
    if not first or not second:
        return one.strip().lower() == other.strip().lower()
    return first <= second or second <= first


def _logit(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return max(-MOST_SURE, min(MOST_SURE, math.log(p / (1 - p))))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
