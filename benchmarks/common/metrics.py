"""The figures, as pure functions of ranks and texts.

Used by every benchmark after the product has answered. String matching only
approximates a right answer; nothing here reads meaning.

Sources: reciprocal rank and nDCG as in trec_eval; answer normalisation and F1 as in
the SQuAD 2.0 evaluation script.
"""

from __future__ import annotations

import math
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence

_MARKERS = re.compile(r"\[\d+\]")
_PUNCTUATION = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " "}
)


def hit_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1.0 if a relevant id is among the first k, else 0.0."""
    return float(any(item in relevant for item in ranked[:k]))


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """1 / rank of the first relevant id, 0.0 if there is none."""
    return next((1 / rank for rank, item in enumerate(ranked, 1) if item in relevant), 0.0)


def ndcg_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Normalised discounted cumulative gain of the first k, all gains 0 or 1."""
    gain = sum(
        1 / math.log2(rank + 1) for rank, item in enumerate(ranked[:k], 1) if item in relevant
    )
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
    return gain / best if best else 0.0


def plain(text: str) -> str:
    """Text for matching: markers gone, quotes and dashes straight, spaces single, case folded.

    'He said “30–40”. [1]' -> 'he said "30-40".'
    """
    text = unicodedata.normalize("NFKC", _MARKERS.sub(" ", text)).translate(_PUNCTUATION)
    return " ".join(text.casefold().split())


def holds(text: str, variant: str, *, prefix: bool = False) -> bool:
    """Whether the text holds the variant as whole words, an English plural or possessive allowed.

    prefix: the variant's last word may be a stem ("starv" is held by "starving").
    A variant of digits is a whole number: "3" is not held by "13", "3.5", "3,000" or "[3]".
    """
    wanted = plain(variant)
    if not wanted:
        return False
    before = r"(?<!\w)(?<!\d[.,])" if wanted[0].isdigit() else r"(?<!\w)"
    if wanted[-1].isdigit():
        after = r"(?!\w)(?![.,]\d)"
    elif prefix or not wanted[-1].isalnum():
        after = ""
    else:
        after = r"(?:'?s|es)?(?!\w)"
    return re.search(before + re.escape(wanted) + after, plain(text)) is not None


def right(text: str, groups: Sequence[Sequence[str]], *, prefix: bool = False) -> bool:
    """Whether the text holds a variant of every group; False if there are no groups."""
    return bool(groups) and all(
        any(holds(text, variant, prefix=prefix) for variant in group) for group in groups
    )


def first_words(text: str, count: int) -> str:
    """The first words of a text, citation markers not counted."""
    return " ".join(_MARKERS.sub(" ", text).split()[:count])


def overlaps(quote: str, evidence: str, *, share: float = 0.6) -> bool:
    """Whether a quotation and a piece of evidence are, in the main, the same words.

    True if the longest run of words that they have in common makes up at least `share`
    of the shorter one: sentence splitters disagree about where a sentence ends.
    """
    left, right_words = plain(quote).split(), plain(evidence).split()
    if not left or not right_words:
        return False
    longest, row = 0, [0] * (len(right_words) + 1)
    for word in left:
        previous = 0
        for index, other in enumerate(right_words, start=1):
            above = row[index]
            row[index] = previous + 1 if word == other else 0
            longest = max(longest, row[index])
            previous = above
    return longest >= share * min(len(left), len(right_words))


def answer_tokens(text: str) -> list[str]:
    """Lower case, without punctuation and articles: 'The over-40,000' -> ['over40000']."""
    text = "".join(char for char in text.lower() if char not in string.punctuation)
    return [word for word in text.split() if word not in {"a", "an", "the"}]


def token_f1(answer: str, golds: Sequence[str]) -> float:
    """Best token F1 against any gold answer; for no gold answers, 1.0 if the answer is empty."""
    if not golds:
        return float(not answer_tokens(answer))
    return max(_f1(answer_tokens(answer), answer_tokens(gold)) for gold in golds)


def _f1(answer: list[str], gold: list[str]) -> float:
    if not answer or not gold:
        return float(answer == gold)
    shared = sum((Counter(answer) & Counter(gold)).values())
    return 2 * shared / (len(answer) + len(gold))


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """How often a positive scores above a negative, ties half; 0.5 if one side is empty."""
    ordered = sorted(zip(scores, labels, strict=True))
    positives = sum(labels)
    negatives = len(labels) - positives
    if not positives or not negatives:
        return 0.5
    rank_sum, index = 0.0, 0
    while index < len(ordered):
        last = index
        while last + 1 < len(ordered) and ordered[last + 1][0] == ordered[index][0]:
            last += 1
        tied = sum(label for _, label in ordered[index : last + 1])
        rank_sum += tied * (index + last + 2) / 2
        index = last + 1
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def risk_coverage(
    confidence: Sequence[float], correct: Sequence[bool]
) -> list[tuple[float, float]]:
    """(coverage, risk) points, most confident first; risk is the share wrong of those answered."""
    order = sorted(range(len(correct)), key=lambda item: -confidence[item])
    points, wrong = [], 0
    for answered, item in enumerate(order, start=1):
        wrong += not correct[item]
        points.append((answered / len(order), wrong / answered))
    return points


def percentile(values: Sequence[float], share: float) -> float:
    """The value at a share of the sorted values, linear between neighbours; 0.0 for none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def mean(values: Sequence[float]) -> float | None:
    """The average, None where there is nothing to average."""
    return sum(values) / len(values) if values else None
