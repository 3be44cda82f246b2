"""Names and figures of a question that an article lacks are a reason to doubt."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from qa.answering.extraction.answerability import (
    FEW_STEMS,
    MISSING_FIGURE_PENALTY,
    MISSING_NAME_PENALTY,
    SHORT,
    answerability,
    missing_term_penalty,
    nearness,
)
from qa.answering.reader.base import Reading
from qa.answering.stages import ReadPassage
from qa.records import Hit
from tests.answering.make import article, passage, read_passage, reading

SAMOA = article(
    "Samoa has 4,200 cases of measles. Thai and Norwegian doctors help at Kīlauea's foot, one "
    "hundred in all. The United States sends vaccines.",
    title="Measles in Samoa",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many cases does Samoa have?", 0.0),
        ("How many cases did Tonga have during Samoa's outbreak?", MISSING_NAME_PENALTY),
        ("Who won the 400 metres?", MISSING_FIGURE_PENALTY),
        ("Who of Tonga won the 400 metres?", MISSING_NAME_PENALTY + MISSING_FIGURE_PENALTY),
        ("Who are the 100 doctors?", 0.0),
        ("Which of the 4,200 cases came first?", 0.0),
        ("Did Thailand and Norway help at Kilauea?", 0.0),
        ("What did America send?", 0.0),
        ("What was sent on 6 October 2019 or in 2018, or May 3?", 0.0),
        ("How are the UK, the EU and Mr. Li?", 0.0),
        ("Besides doctors, who helped?", 0.0),
        ("how many cases did tonga have?", 0.0),
        ("What did the US do in Tonga in May?", MISSING_NAME_PENALTY),
        ("HOW MANY CASES DID TONGA HAVE?", 0.0),
        ("Which Doctors Are Sent to the Patients?", 0.0),
        ("", 0.0),
    ],
)
def test_what_the_article_lacks(question: str, expected: float) -> None:
    assert missing_term_penalty(question, SAMOA) == pytest.approx(expected)


def sure(text: str, *, dense: float | None, answerable: float = 0.5) -> ReadPassage:
    read = read_passage(passage(article(text)), reading(text, [(text, 0.9)], answerable=answerable))
    return replace(read, hit=replace(read.hit, dense=dense))


def test_answerability_without_passages_is_none() -> None:
    assert answerability([], "Who?", closeness=0.7) == 0.0


def test_the_cosine_and_the_reader_are_mixed_and_what_is_missing_is_taken_off() -> None:
    mixed = 0.7 * 0.6 + 0.3 * 0.5
    read = [sure("Samoa has 4,200 cases.", dense=0.6)]
    asked = "How many measles cases did hospitals of Samoa have?"
    other = "How many measles cases did hospitals of Tonga have?"
    assert answerability(read, asked, closeness=0.7) == pytest.approx(mixed)
    less = mixed - MISSING_NAME_PENALTY
    assert answerability(read, other, closeness=0.7) == pytest.approx(less)


def test_a_reader_without_a_cosine_or_certain_of_no_answer_is_believed() -> None:
    without = [sure("It is.", dense=None)]
    assert answerability(without, "Who?", closeness=0.7) == 0.5
    certain = [sure("It is.", dense=0.9, answerable=0.001)]
    assert answerability(certain, "Who?", closeness=0.7) == 0.001


def test_the_cosine_of_a_short_question_is_raised() -> None:
    one = SHORT * math.log(FEW_STEMS / 2)
    assert nearness("Who is the vet?", 0.1) == pytest.approx(0.1 + one)
    assert nearness("Who is the vet of the town?", -0.1) == pytest.approx(SHORT * math.log(5 / 3))
    assert nearness("Which vet cured the old grey horse?", 0.3) == 0.3  # five stems
    assert nearness("Who is the vet?", None) is None
    source = article("The vet, Joan Tully, was glad.")
    near = ReadPassage(Hit(passage(source), 1.0, dense=0.1), Reading(0.7, 0.7, (), ()), 0.7, 0.7)
    sure = answerability([near], "Who is the vet?", closeness=0.5)
    assert sure == pytest.approx(0.5 * (0.1 + one) + 0.35)
    assert answerability([near], "Who is the vet?", closeness=1.0) == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("Teletrans", 1.0),
        ("the line of Teletrans in 2017", 1.0),
        ("the Teletrans fire", 0.2),
        ("line", 0.2),  # a single common word
        ("What happened with Teletrans?", 0.2),  # no topic is named
    ],
)
def test_a_topic_is_told_of_where_all_its_words_stand(topic: str, expected: float) -> None:
    told = [sure("A second line is laid by Teletrans.", dense=0.2)]
    assert answerability(told, topic, closeness=1.0) == pytest.approx(expected)
