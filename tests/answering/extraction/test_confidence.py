"""The probability that a short answer is right, from six signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from qa.answering.extraction.candidates import candidates
from qa.answering.extraction.confidence import NAMES, short_answer_confidence, signs_of_short
from qa.answering.extraction.select import select
from qa.answering.reader.base import Reading
from qa.answering.reader.thresholds import load_thresholds
from qa.answering.stages import ReadPassage
from tests.answering.make import article, passage, read_passage, reading, state

TEXT = "The harbour has 40 berths. It was opened in 1960."
OTHER = "Ships moor at 40 berths in the harbour."
THIRD = "A harbour of 12 berths."


class Supporting:
    """Supports every claim alike and keeps what it was asked."""

    name = "supporting"

    def __init__(self, score: float) -> None:
        self.score = score
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        raise NotImplementedError

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        self.asked.append((claim, tuple(texts)))
        return [self.score for _ in texts]


def read(text: str, span: str, score: float, name: str, answerable: float = 0.5) -> ReadPassage:
    source = passage(article(text, name=name))
    found = reading(text, [(text, 0.9)], answerable=answerable, spans=[(span, score)])
    return read_passage(source, found)


def test_the_signs_by_hand() -> None:
    part = [
        read(TEXT, "40 berths", 0.5, "a"),
        read(OTHER, "40 berths", 0.4, "b", answerable=0.25),
        read(THIRD, "12 berths", 0.3, "c"),
    ]
    reader = Supporting(0.5)
    spans = candidates(part)
    signs = dict(zip(NAMES, signs_of_short("How many berths?", spans, part, reader), strict=True))
    assert signs["span"] == pytest.approx(0.0)
    assert signs["answerable"] == pytest.approx(0.0)
    assert signs["closeness"] == 0.0
    assert [span.text for span in spans] == ["40 berths", "12 berths", "40 berths"]
    assert signs["margin"] == pytest.approx(spans[0].score - spans[1].score)
    assert signs["agreement"] == pytest.approx(0.25)
    assert signs["support"] == pytest.approx(0.0)
    assert reader.asked == [("How many berths? 40 berths", (TEXT,))]


def test_weights_make_a_probability_of_them() -> None:
    part = [read(TEXT, "40 berths", 0.5, "a")]
    limits = replace(load_thresholds(), short_answer=(0.0,) * 6 + (0.0,))
    spans = candidates(part)
    sure = short_answer_confidence("How many?", spans, part, Supporting(0.9), thresholds=limits)
    assert sure == pytest.approx(0.5)
    by_support = replace(limits, short_answer=(0.0,) * 5 + (1.0, 0.0))
    sure = short_answer_confidence("How many?", spans, part, Supporting(0.9), thresholds=by_support)
    assert sure == pytest.approx(0.9)
    assert short_answer_confidence("How many?", [], part, Supporting(1), thresholds=limits) == 0.0


def test_an_unsure_short_answer_is_not_shown_and_its_sentence_is() -> None:
    part = [read(TEXT, "40 berths", 0.9, "a", answerable=0.9)]
    limits = replace(
        load_thresholds(), short_answer=(0.0,) * 5 + (1.0, 0.0), short_answer_floor=0.6
    )
    sure = select(state(part), max_words=80, thresholds=limits, reader=Supporting(0.7))
    unsure = select(state(part), max_words=80, thresholds=limits, reader=Supporting(0.5))
    assert sure.short_answer == "40 berths"
    assert unsure.short_answer is None
    assert unsure.evidence == sure.evidence
    assert unsure.status == "answered"
