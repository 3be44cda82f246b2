"""The reader's interface: a Protocol of what reads question and passage together.

    retrieval -> passages -> Reader -> spans, sentences, how answerable -> choosing

The trained cross-encoder (`model.py`) stands behind it, directly or loaded at the
first question (`lazy.py`), or whatever reader a caller hands to `Assistant.open`. Nothing
here loads a model or knows an index; a reader sees plain texts and gives offsets into them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Span:
    """A short stretch of a passage that may be the answer.

    Invariant: `passage_text[start:end] == text`. score: 0..1, comparable between the
    passages of one `read` call.
    """

    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a passage and how much of the evidence it holds.

    start, end: code points in the passage text, no whitespace at the ends.
    score: 0..1, comparable between the passages of one `read` call.
    """

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one passage.

    answerable: 0..1, the probability that the passage answers the question.
    relevance: 0..1, how good the passage is for the question; what reranking sorts by.
    spans: best first, possibly empty. sentences: in the order of the passage.
    """

    answerable: float
    relevance: float
    spans: tuple[Span, ...]
    sentences: tuple[Scored, ...]


class Checker(Protocol):
    """Tells whether passages hold a claim; every Reader is one."""

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        """How well each text supports the claim, 0..1, in the order of the texts."""
        ...


@runtime_checkable
class Reader(Checker, Protocol):
    """Reads passages with a question in mind."""

    @property
    def name(self) -> str:
        """What the reader is called in an answer's engine and in benchmarks."""
        ...

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """One Reading per text, in the order of the texts; an empty text reads as unanswerable."""
        ...
