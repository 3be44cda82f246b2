"""Holds each sentence that a model wrote against the passages: what supports it, if anything.

    Claim + passages -> Grounded (the quotes that support it, or none and why)

Both must agree: how sure the reader and the words are (`support`), and exact agreement of
numbers, dates, names, negation and who said it. The quote is the shortest run of sentences
that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.answering.claims import Claim
from qa.answering.dates import with_dates
from qa.answering.reader import Reader
from qa.answering.stages import Evidence
from qa.answering.support import supports
from qa.answering.verify import problems
from qa.answering.words import content_stems, coverage
from qa.articles import sentence_spans
from qa.records import Passage

# Below this a passage does not say it: support is as likely as not; see benchmarks.support.
SUPPORT_FLOOR = 0.5
# Words addressed to a model, not to a reader: they are no evidence of anything.
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.!?]{0,40}"
    r"\b(?:instructions?|rules|prompts?|guidelines)\b|"
    r"\b(?:system|hidden) prompt\b|\b(?:you are|act as) an? (?:ai|assistant|language model)\b",
    re.IGNORECASE,
)
ADDRESSED = "the cited words are addressed to a model"
# A quote is at most so many sentences in a row.
LONGEST_QUOTE = 3
# Of the claim's words that the whole passage has, a quote must have this share.
LEAST_SHARED = 0.75


@dataclass(frozen=True, slots=True)
class Grounded:
    """A sentence of a model with the quotes that support it; without any it is unsupported."""

    text: str
    quotes: tuple[Evidence, ...]
    why_not: tuple[str, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether any passage holds it."""
        return bool(self.quotes)


def ground(claim: Claim, passages: Sequence[Passage], reader: Reader) -> Grounded:
    """Find what supports a claim: the passages that it names, else the others.

    A number that names no passage is dropped.
    """
    scores = supports(claim.text, [_without_orders(passage) for passage in passages], reader)
    named = [number - 1 for number in claim.markers if 1 <= number <= len(passages)]
    others = sorted(set(range(len(passages))) - set(named), key=lambda at: -scores[at])
    quotes, reasons = _quotes(claim.text, named, passages, scores)
    if not quotes:
        quotes, _ = _quotes(claim.text, others, passages, scores)
        quotes = quotes[:1]
    reasons = reasons or ("no passage says it",)
    return Grounded(claim.text, tuple(quotes), () if quotes else reasons)


def _quotes(
    text: str, order: Sequence[int], passages: Sequence[Passage], scores: Sequence[float]
) -> tuple[list[Evidence], tuple[str, ...]]:
    quotes: list[Evidence] = []
    reasons: tuple[str, ...] = ()
    for at in order:
        if scores[at] < SUPPORT_FLOOR:
            reasons = reasons or ("the cited passage does not say it",)
            continue
        quote, why_not = best_quote(text, passages[at], score=scores[at])
        if quote:
            quotes.append(quote)
        reasons = reasons or why_not
    return quotes, reasons


def best_quote(
    text: str, passage: Passage, *, score: float
) -> tuple[Evidence | None, tuple[str, ...]]:
    """The shortest run of sentences of the passage that agrees with the text, or why none does."""
    wanted = content_stems(text)
    context = [passage.article.title, passage.article.source or ""]
    least = max(LEAST_SHARED * coverage(wanted, content_stems(_without_orders(passage))), 1e-9)
    reasons: tuple[str, ...] = ()
    for run in _runs(passage):
        ranked = sorted(
            run,
            key=lambda span: -coverage(wanted, content_stems(passage.text[span[0] : span[1]])),
        )
        for start, end in ranked:
            quote = passage.text[start:end]
            if coverage(wanted, content_stems(quote)) < least:
                break
            if _ORDERS.search(quote):
                reasons = reasons or (ADDRESSED,)
                continue
            found = problems(text, _as_read(quote, passage), context=context)
            if not found:
                piece = Evidence(passage.article, passage.start + start, passage.start + end, score)
                return piece, ()
            reasons = reasons or found
    return None, reasons


def _without_orders(passage: Passage) -> str:
    """The passage's text without the sentences that are addressed to a model."""
    text = passage.text
    if not _ORDERS.search(text):
        return text
    spans = sentence_spans(text, passage.article.language)
    return " ".join(text[start:end] for start, end in spans if not _ORDERS.search(text[start:end]))


def _as_read(quote: str, passage: Passage) -> list[str]:
    """The quote, and the quote with its relative dates written out."""
    return [quote, with_dates(quote, passage.article.date)]


def _runs(passage: Passage) -> Iterator[list[tuple[int, int]]]:
    """All single sentences of a passage, then all pairs in a row, then all threes."""
    spans = sentence_spans(passage.text, passage.article.language)
    for length in range(1, min(LONGEST_QUOTE, len(spans)) + 1):
        yield [(spans[at][0], spans[at + length - 1][1]) for at in range(len(spans) - length + 1)]
