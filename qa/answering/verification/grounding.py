"""Grounds each sentence of a model in the passages: finds the quote that supports it, if any.

    Claim + passages -> Grounded (the quotes that support it, or none and why)

A sentence that a passage has word for word is its own quote. Of every other, all must agree: how
sure the checker and the words are (`support`), exact agreement of numbers, dates, names, negation
and who said it (`exact`), nothing turned round (`contradiction`), and no new word (`novelty`) where
the checker is not very sure. The quote is the shortest run of sentences that does; where no run of
one passage does, two sentences from different places may do so together. Markers are hints:
every passage is looked at. A bare answer ("1990.", "Jeff Van Drew") says nothing by itself, and any
passage that has the words would hold it: it is judged with its question in front.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from qa.answering.english.dates import with_dates
from qa.answering.english.words import content_stems, coverage, one_line, tokens
from qa.answering.reader.base import Checker
from qa.answering.reader.thresholds import Thresholds, load_thresholds
from qa.answering.stages import Evidence
from qa.answering.verification.claims import Claim
from qa.answering.verification.exact import problems
from qa.answering.verification.support import supports
from qa.articles import sentence_spans
from qa.records import Article, Passage

# Words addressed to a model, not to a reader: they are no evidence of anything.
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.!?]{0,40}"
    r"\b(?:instructions?|rules|prompts?|guidelines)\b|"
    r"\b(?:system|hidden) prompt\b|\b(?:you are|act as) an? (?:ai|assistant|language model)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_AROUND = " .!?\"“”'‘’"
ADDRESSED = "the cited words are addressed to a model"
# A quote is at most so many sentences in a row.
LONGEST_QUOTE = 3
# Two sentences may hold a claim together: from so many sentences of so many passages.
JOINED_SENTENCES, JOINED_PASSAGES = 6, 3
# Each must bring this share of the claim's words that the other lacks, and the checker be as sure
# as this: out of their places, two sentences seem to say what neither does. On 500 claims written
# on articles kept out (benchmarks.claims --only written), with a floor of .6, false ones shown and
# true ones marked: at .6 .119 and .304, at .8 .099 and .320, never .091 and .336. Without
# the second of LEAST_SHARED .119 and .344, –, .091 and .401 (2026-11-28).
JOINED_GAIN, JOINED_SURE = 0.15, 0.8
# A claim of at most so many words is judged with its question in front, as the networks learnt it
# (training.claim_examples). Of questions of Natural Questions that training left out, with the
# passage that answers: right answers that stand, alone 16 of 21 and with the question 17, other
# names and figures of the passage 7 of 18 and none. Without a question mark, as people type, right
# ones score far lower: 7 of 20 and 17 (27 November 2026).
BARE_WORDS = 5
# Of the claim's words that the whole passage has, a quote must have this share; where none has that
# agrees, the second.
LEAST_SHARED = (0.75, 0.5)


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


@dataclass(frozen=True, slots=True)
class _Judge:
    """What is asked about a quote besides its words.

    told: the claim, a bare one with its question in front.
    """

    thresholds: Thresholds
    checker: Checker
    question: str
    told: str

    def problems(self, text: str, quotes: Sequence[str], article: Article) -> tuple[str, ...]:
        """What speaks against the quote, as read without and with its dates; empty if nothing."""
        context = [article.title, article.source or "", *_known(self.question, article.text)]
        return problems(text, quotes, context=context)


@functools.lru_cache(maxsize=64)
def _known(question: str, text: str) -> tuple[str, ...]:
    """The words of the question that an article has too: names that go without saying.

    Kept, for every quote of an article that is tried asks for them again.
    """
    known = set(tokens(text)) if question else set()
    return tuple(word for word in tokens(question) if word in known)


def ground(
    claim: Claim,
    passages: Sequence[Passage],
    checker: Checker,
    *,
    thresholds: Thresholds | None = None,
    question: str = "",
) -> Grounded:
    """Find what supports a claim: the passages that it names, else the others.

    A number that names no passage is dropped. near: how near in meaning words are; without
    it a word that the quote does not have counts as invented. thresholds: of the checker; None: the
    packaged one's. question: what the claim answers, whose names it may take up.
    """
    if copied := _word_for_word(claim.text, passages):
        return Grounded(claim.text, (copied,))
    told = _with_question(claim.text, question)
    judge = _Judge(thresholds or load_thresholds(), checker, question, told)
    texts = [_without_orders(passage) for passage in passages]
    scores = supports(told, texts, checker, thresholds=judge.thresholds)
    named = [number - 1 for number in claim.markers if 1 <= number <= len(passages)]
    others = sorted(set(range(len(passages))) - set(named), key=lambda at: -scores[at])
    quotes, reasons = _quotes(claim.text, named, passages, scores, judge)
    if not quotes:
        quotes, others_reasons = _quotes(claim.text, others, passages, scores, judge)
        quotes, reasons = quotes[:1], reasons or others_reasons
    if not quotes:
        order = sorted(range(len(passages)), key=lambda at: -scores[at])[:JOINED_PASSAGES]
        quotes = _joined(claim.text, [passages[at] for at in order], judge)
    reasons = reasons or ("no passage says it",)
    return Grounded(claim.text, tuple(quotes), () if quotes else reasons)


def _with_question(text: str, question: str) -> str:
    """A claim, a bare one with its question in front: "Who was it? Jeff Van Drew"."""
    if not question or len(tokens(text)) > BARE_WORDS:
        return text
    return f"{question.rstrip('?!. ')}? {text}"


def _word_for_word(text: str, passages: Sequence[Passage]) -> Evidence | None:
    """The sentence that a claim copies whole, unless it is addressed to a model."""
    wanted = one_line(text).strip(_AROUND).lower()
    for passage in passages:
        for start, end in sentence_spans(passage.text, passage.article.language):
            sentence = passage.text[start:end]
            if one_line(sentence).strip(_AROUND).lower() == wanted and not _ORDERS.search(sentence):
                return Evidence(passage.article, passage.start + start, passage.start + end, 1.0)
    return None


def _joined(text: str, passages: Sequence[Passage], judge: _Judge) -> list[Evidence]:
    """Two sentences of different places that together hold the claim; none if no two do."""
    wanted = content_stems(text)
    near = sorted(
        (
            (coverage(wanted, content_stems(passage.text[start:end])), at, start, end)
            for at, passage in enumerate(passages)
            for start, end in sentence_spans(passage.text, passage.article.language)
            if not _ORDERS.search(passage.text[start:end])
        ),
        key=lambda item: -item[0],
    )[:JOINED_SENTENCES]
    pairs = []
    for one, other in combinations(near, 2):
        both = "\n".join(passages[at].text[start:end] for _, at, start, end in (one, other))
        if coverage(wanted, content_stems(both)) - max(one[0], other[0]) >= JOINED_GAIN:
            pairs.append((one, other, both))
    scores = supports(
        judge.told, [both for _, _, both in pairs], judge.checker, thresholds=judge.thresholds
    )
    for (one, other, both), score in sorted(
        zip(pairs, scores, strict=True), key=lambda item: -item[1]
    ):
        first = passages[one[1]]
        if score < max(judge.thresholds.support_floor, JOINED_SURE):
            break
        if not judge.problems(text, _as_read(both, first), first.article):
            return [
                Evidence(
                    passages[at].article,
                    passages[at].start + start,
                    passages[at].start + end,
                    score,
                )
                for _, at, start, end in (one, other)
            ]
    return []


def _quotes(
    text: str,
    order: Sequence[int],
    passages: Sequence[Passage],
    scores: Sequence[float],
    judge: _Judge,
) -> tuple[list[Evidence], tuple[str, ...]]:
    quotes: list[Evidence] = []
    reasons: tuple[str, ...] = ()
    for at in order:
        if scores[at] < judge.thresholds.support_floor:
            reasons = reasons or ("the cited passage does not say it",)
            continue
        quote, why_not = _best_quote(text, passages[at], scores[at], judge)
        if quote:
            quotes.append(quote)
        reasons = reasons or why_not
    return quotes, reasons


def _best_quote(
    text: str, passage: Passage, score: float, judge: _Judge
) -> tuple[Evidence | None, tuple[str, ...]]:
    """The shortest run of sentences of the passage that agrees with the text, or why none does."""
    wanted, told = content_stems(text), content_stems(judge.told)
    whole = coverage(wanted, content_stems(_without_orders(passage)))
    reasons: tuple[str, ...] = ()
    tried: set[tuple[int, int]] = set()
    for share, run in product(LEAST_SHARED, _runs(passage)):
        least = max(share * whole, 1e-9)
        ranked = sorted(
            run,
            key=lambda span: -coverage(told, content_stems(passage.text[span[0] : span[1]])),
        )
        for start, end in ranked:
            quote = passage.text[start:end]
            if (start, end) in tried or coverage(wanted, content_stems(quote)) < least:
                continue
            tried.add((start, end))
            if _ORDERS.search(quote):
                reasons = reasons or (ADDRESSED,)
                continue
            found = judge.problems(text, _as_read(quote, passage), passage.article)
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
    """The quote, the article's month where it names no year, and its relative dates written out."""
    date = passage.article.date
    month = [f"{date:%B %Y}"] if date and not _YEAR.search(quote) else []
    return [quote, *month, with_dates(quote, date)]


def _runs(passage: Passage) -> Iterator[list[tuple[int, int]]]:
    """All single sentences of a passage, then all pairs in a row, then all threes."""
    spans = sentence_spans(passage.text, passage.article.language)
    for length in range(1, min(LONGEST_QUOTE, len(spans)) + 1):
        yield [(spans[at][0], spans[at + length - 1][1]) for at in range(len(spans) - length + 1)]
