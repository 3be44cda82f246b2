"""The probability that a short answer is right, from five signs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answering.extraction.candidates import candidates
from qa.answering.extraction.confidence import NAMES, short_answer_confidence, signs_of_short
from qa.answering.extraction.select import select
from qa.answering.reader.thresholds import load_thresholds
from qa.answering.stages import ReadPassage
from tests.answering.make import article, passage, read_passage, reading, state

TEXT = "The harbour has 40 berths. It was opened in 1960."
OTHER = "Ships moor at 40 berths in the harbour."
THIRD = "A harbour of 12 berths."


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
    spans = candidates(part)
    signs = dict(zip(NAMES, signs_of_short(spans, part), strict=True))
    assert signs["span"] == pytest.approx(0.0)
    assert signs["answerable"] == pytest.approx(0.0)
    assert signs["closeness"] == 0.0
    assert [span.text for span in spans] == ["40 berths", "12 berths", "40 berths"]
    assert signs["margin"] == pytest.approx(spans[0].score - spans[1].score)
    assert signs["agreement"] == pytest.approx(0.25)


def test_weights_make_a_probability_of_them() -> None:
    part = [read(TEXT, "40 berths", 0.9, "a", answerable=0.9)]
    limits = replace(load_thresholds(), short_answer=(0.0,) * 5 + (0.0,))
    spans = candidates(part)
    assert short_answer_confidence(spans, part, thresholds=limits) == pytest.approx(0.5)
    by_passage = replace(limits, short_answer=(0.0, 1.0, 0.0, 0.0, 0.0, 0.0))
    assert short_answer_confidence(spans, part, thresholds=by_passage) == pytest.approx(0.9)
    assert short_answer_confidence([], part, thresholds=limits) == 0.0


def test_an_unsure_short_answer_is_not_shown_and_its_sentence_is() -> None:
    part = [read(TEXT, "40 berths", 0.9, "a", answerable=0.9)]
    weights = (0.0, 1.0, 0.0, 0.0, 0.0, 0.0)
    low, high = (
        replace(load_thresholds(), short_answer=weights, short_answer_floor=floor)
        for floor in (0.85, 0.95)
    )
    sure = select(state(part), max_words=80, thresholds=low, weighed=True)
    unsure = select(state(part), max_words=80, thresholds=high, weighed=True)
    assert sure.short_answer == "40 berths"
    assert unsure.short_answer is None
    assert unsure.evidence == sure.evidence
    assert unsure.status == "answered"
