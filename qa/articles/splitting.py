"""Article -> passages: whole sentences, as many as the encoder reads at once.

Encoders cut what is too long without a word, so every passage is counted with the
encoder's own tokenizer and none is above the budget. Offsets are exact and every sentence
stands in exactly one passage. Titles are metadata and never part of a passage.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Sequence

from qa.articles.row_heads import read_text
from qa.articles.sentences import sentence_spans
from qa.records import Article, Passage

CountTokens = Callable[[Sequence[str]], list[int]]

# A passage may end before its budget is used where a paragraph ends; earlier than this
# share of the budget it goes on into the next paragraph.
_FULL_ENOUGH = 0.6
# WordPiece reads a "word" of 5 MB as one unknown token. English has 4.5 characters per
# token, so this bound meets no prose and keeps every passage readable.
_CHARACTERS_PER_TOKEN = 12
_REACH = 300  # characters from its due point within which a cut is looked for
_CLAUSE_END = re.compile(r"(?<=[,;:)\]—–])\s+|(?<!\s)\s+(?=[(\[—–])")
_WORD_END = re.compile(r"\s+")


def split(article: Article, *, count_tokens: CountTokens, max_tokens: int) -> list[Passage]:
    """Cut an article into passages of at most max_tokens.

    count_tokens: the encoder's counter, texts -> tokens, special tokens included or not.

    Whole sentences are packed together, preferring to end at a paragraph's end; a
    sentence longer than a passage is cut where a clause ends, else between words, else
    between characters. Invariant: `article.text[p.start:p.end] == p.text`.

    Raises ValueError if max_tokens leaves no room beside the special tokens.
    """
    overhead = count_tokens([""])[0]
    budget = max_tokens - overhead
    if budget < 1:
        raise ValueError(
            f"max_tokens is {max_tokens}, of which {overhead} are special tokens; "
            f"give at least {overhead + 1}."
        )
    text = article.text
    size = _Sizes(text, count_tokens, overhead=overhead)
    units = _units(text, article.language, size=size, budget=budget)
    spans = _pack(text, units, budget=budget)
    return [
        passage_of(article, start, end)
        for start, end in _verified(spans, units, size=size, budget=budget)
    ]


def passage_of(article: Article, start: int, end: int) -> Passage:
    """The stretch of an article as a passage; equal stretches of an article have equal ids."""
    key = hashlib.sha256(f"{article.id}:{start}:{end}".encode()).hexdigest()[:16]
    return Passage(key, article, start, end, article.text[start:end])


Span = tuple[int, int]


class _Sizes:
    """How much of the budget spans of one text take, counted many at once."""

    def __init__(self, text: str, count_tokens: CountTokens, *, overhead: int) -> None:
        self._text = text
        self._count = count_tokens
        self._overhead = overhead

    def of(self, spans: Sequence[Span]) -> list[int]:
        # What is hopelessly long is not worth counting: its characters decide.
        short = [span for span in spans if span[1] - span[0] <= 10_000]
        texts = [read_text(self._text, start, end).text for start, end in short]
        counted = self._count(texts) if texts else []
        tokens = dict(zip(short, counted, strict=True))
        return [
            max(
                tokens.get((start, end), self._overhead) - self._overhead,
                math.ceil((end - start) / _CHARACTERS_PER_TOKEN),
            )
            for start, end in spans
        ]


def _units(text: str, language: str, *, size: _Sizes, budget: int) -> list[tuple[Span, int]]:
    """The sentences with their sizes; those above the budget are cut into pieces."""
    sentences = sentence_spans(text, language)
    pending = list(zip(sentences, size.of(sentences), strict=True))
    while any(tokens > budget for _, tokens in pending):
        spans: list[Span] = []
        known: dict[Span, int] = {}
        for span, tokens in pending:
            if tokens <= budget or span[1] - span[0] == 1:
                known[span] = min(tokens, budget)
                spans.append(span)
            else:
                spans.extend(_cut(text, span, parts=max(2, math.ceil(tokens / budget))))
        fresh = [span for span in spans if span not in known]
        known.update(zip(fresh, size.of(fresh), strict=True))
        pending = [(span, known[span]) for span in spans]
    return pending


def _cut(text: str, span: Span, *, parts: int) -> list[Span]:
    """Cut a span into about equal parts, each cut at the best place near its due point."""
    start, end = span
    step = (end - start) / parts
    pieces: list[Span] = []
    begin = start
    for number in range(1, parts):
        due = start + round(step * number)
        reach = min(int(step / 3), _REACH)
        low, high = max(begin + 1, due - reach), min(end - 1, due + reach)
        if due <= begin or due >= end:
            continue
        stop, resume = _best_break(text, due, low=low, high=high)
        if stop > begin:
            pieces.append((begin, stop))
            begin = resume
    pieces.append((begin, end))
    return [stripped for piece in pieces if (stripped := _stripped(text, piece))]


def _stripped(text: str, span: Span) -> Span | None:
    inner = text[span[0] : span[1]]
    start = span[0] + len(inner) - len(inner.lstrip())
    return (start, start + len(inner.strip())) if inner.strip() else None


def _best_break(text: str, due: int, *, low: int, high: int) -> Span:
    """Where a piece stops and the next resumes: a clause's end, a word's, or in a word."""
    for pattern in (_CLAUSE_END, _WORD_END):
        gaps = [
            gap.span()
            for gap in pattern.finditer(text, low, high)
            if gap.end() < high and gap.start() > low
        ]
        if gaps:
            return min(gaps, key=lambda gap: abs(gap[0] - due))
    return due, due


def _pack(text: str, units: Sequence[tuple[Span, int]], *, budget: int) -> list[list[int]]:
    """Groups of unit numbers, each within the budget, ended at paragraphs where it pays."""
    groups: list[list[int]] = []
    group: list[int] = []
    used = 0
    for number, (_, tokens) in enumerate(units):
        if group and used + tokens > budget:
            keep = _paragraph_end(text, units, [*group, number], budget=budget)
            groups.append(group[:keep])
            group = group[keep:]
            used = sum(units[member][1] for member in group)
        group.append(number)
        used += tokens
    if group:
        groups.append(group)
    return groups


def _paragraph_end(
    text: str, units: Sequence[tuple[Span, int]], group: list[int], *, budget: int
) -> int:
    """How many units of a full group to keep; the last of `group` did not fit any more."""
    used = sum(units[member][1] for member in group[:-1])
    for keep in range(len(group) - 1, 0, -1):
        if used < _FULL_ENOUGH * budget:
            break
        gap = text[units[group[keep - 1]][0][1] : units[group[keep]][0][0]]
        if "\n" in gap and not _is_heading(text, units[group[keep - 1]][0]):
            return keep
        used -= units[group[keep - 1]][1]
    return len(group) - 1


def _is_heading(text: str, span: Span) -> bool:
    """A short line without a full stop belongs to what follows it."""
    return span[1] - span[0] < 80 and text[span[1] - 1] not in ".!?…\"'”’)"


def _verified(
    groups: list[list[int]],
    units: Sequence[tuple[Span, int]],
    *,
    size: _Sizes,
    budget: int,
) -> list[Span]:
    """The groups as spans; one that is larger than the sum of its parts is halved."""
    spans: list[Span] = []
    pending = groups
    while pending:
        extents = [(units[group[0]][0][0], units[group[-1]][0][1]) for group in pending]
        again: list[list[int]] = []
        for group, extent, tokens in zip(pending, extents, size.of(extents), strict=True):
            if tokens <= budget or len(group) == 1:
                spans.append(extent)
            else:
                middle = len(group) // 2
                again += [group[:middle], group[middle:]]
        pending = again
    return sorted(spans)
