"""How sure it is that a text supports a claim: the reader's word and the words themselves.

    claim + text + the reader's support score -> signs -> 0..1

The reader judges meaning and is wrong often; how many of the claim's words and word
pairs the text has is blind to meaning and hard to fool by style. A small logistic
weighs them. Numbers, names and negations are checked exactly elsewhere (`verify`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from qa.answering.english.words import stem, tokens
from qa.answering.reader.base import Reader

# What each sign counts and the constant, fitted by `python -m benchmarks.support --fit` with the
# held-out copy of the reader, on the claims of AttributionBench that it never saw (437 of
# 1,198). Macro-F1 by cross-validation over questions there: the reader alone .662, the words
# alone .674, all three .699 (2026-11-22).
WEIGHTS = (0.488, 1.201, 1.769)
CONSTANT = -1.453
LETTERS = 4
# The reader's score is taken as a logit, within these bounds.
MOST_SURE = 6.0

Signs = tuple[float, ...]


def supports(claim: str, texts: Sequence[str], reader: Reader) -> list[float]:
    """How sure it is that each text supports the claim, 0..1, in the order of the texts."""
    return [
        support_probability(signs(claim, text, score))
        for text, score in zip(texts, reader.support(claim, texts), strict=True)
    ]


def support_probability(of: Signs) -> float:
    """The signs weighed: 0..1, above .5 where support is likelier than not."""
    total = CONSTANT + sum(weight * sign for weight, sign in zip(WEIGHTS, of, strict=True))
    return 1 / (1 + math.exp(-total)) if total >= 0 else math.exp(total) / (1 + math.exp(total))


def signs(claim: str, text: str, score: float) -> Signs:
    """What speaks for support, each the more the better.

    The reader's score as a logit, and the shares of the claim's runs of four letters and of
    its words beside the word they stand beside in the text.
    """
    there = _stems(text)
    pairs = set(pairwise(there))
    return (
        _logit(score),
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
