"""Estimates the probability that a text supports a claim, by a logistic over checker and overlap.

    claim + text + the checker's score -> signs -> 0..1

The checker judges meaning and is wrong often; how many of the claim's words and word
pairs the text has is blind to meaning and hard to fool by style. A small logistic
weighs them. Numbers, names and negations are checked exactly elsewhere (`exact`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from qa.answering.english.words import content_stems, stem, tokens
from qa.answering.reader.base import Checker
from qa.answering.reader.thresholds import Thresholds, load_thresholds
from qa.articles import sentence_spans

LETTERS = 4
FOCUS_WORDS = 65  # as long as the windows that the checker learnt to judge claims by
# The checker's score is taken as a logit, within these bounds.
MOST_SURE = 6.0

Signs = tuple[float, ...]


def supports(
    claim: str, texts: Sequence[str], checker: Checker, *, thresholds: Thresholds | None = None
) -> list[float]:
    """How sure it is that each text supports the claim, 0..1, in the order of the texts.

    thresholds: of the checker; None: the packaged one's.
    """
    weights = (thresholds or load_thresholds()).support
    near = [focus(claim, text) for text in texts]
    unique = list(dict.fromkeys([*texts, *near]))
    score = dict(zip(unique, checker.support(claim, unique), strict=True))
    return [
        support_probability(signs(claim, text, score[text], focused=score[close]), weights)
        for text, close in zip(texts, near, strict=True)
    ]


def focus(claim: str, text: str) -> str:
    """The run of whole sentences of a text, about FOCUS_WORDS long, that shares most with a claim.

    A detail that does not fit weighs more in a short stretch than in a whole passage.
    """
    spans = sentence_spans(text)
    wanted = content_stems(claim)
    best, most = text, -1
    for first in range(len(spans)):
        last, length = first, 0
        while last < len(spans):
            length += len(text[spans[last][0] : spans[last][1]].split())
            if length > FOCUS_WORDS and last > first:
                break
            last += 1
        piece = text[spans[first][0] : spans[last - 1][1]]
        shared = len(wanted & content_stems(piece))
        if shared > most:
            best, most = piece, shared
        if last == len(spans):
            break
    return best


def support_probability(of: Signs, weights: Sequence[float]) -> float:
    """The signs weighed: 0..1, above .5 where support is likelier than not.

    weights: one for each sign, then the constant.
    """
    *each, constant = weights
    total = constant + sum(weight * sign for weight, sign in zip(each, of, strict=True))
    return 1 / (1 + math.exp(-total)) if total >= 0 else math.exp(total) / (1 + math.exp(total))


def signs(claim: str, text: str, score: float, *, focused: float | None = None) -> Signs:
    """What speaks for support, each the more the better.

    The checker's score as a logit, the mean of that of the whole text and of its `focus` (focused;
    None: of the text alone), and the shares of the claim's runs of four letters and of its words
    beside the word they stand beside in the text.
    """
    closer = score if focused is None else focused
    there = _stems(text)
    pairs = set(pairwise(there))
    return (
        (_logit(score) + _logit(closer)) / 2,
        _share(_letters(claim), _letters(text)),
        _paired(_stems(claim), pairs),
    )


def best_of(several: Sequence[Signs]) -> Signs:
    """The signs of a long text from those of its pieces: of each sign the best."""
    return tuple(max(column) for column in zip(*several, strict=True))


def _stems(text: str) -> list[str]:
    return [stem(word) for word in tokens(text)]


def _letters(text: str) -> set[str]:
    plain = " ".join(tokens(text))
    return {plain[at : at + LETTERS] for at in range(len(plain) - LETTERS + 1)}


def _share(wanted: set[str], known: set[str]) -> float:
    return len(wanted & known) / len(wanted) if wanted else 0.0


def _paired(words: Sequence[str], pairs: set[tuple[str, str]]) -> float:
    """The share of the words that stand beside the same word in the text."""
    held = [False] * len(words)
    for at in range(len(words) - 1):
        if (words[at], words[at + 1]) in pairs:
            held[at] = held[at + 1] = True
    return sum(held) / len(words) if words else 0.0


def _logit(score: float) -> float:
    if score <= 0.0 or score >= 1.0:
        return MOST_SURE if score >= 1.0 else -MOST_SURE
    return max(-MOST_SURE, min(MOST_SURE, math.log(score / (1 - score))))
