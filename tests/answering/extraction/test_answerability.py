"""How sure it is that a passage answers: the reader's odds and the cosine."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from qa.answering.extraction.answerability import (
    FEW_STEMS,
    MEAN_CLOSENESS,
    SHORT,
    answer_probability,
    answerability,
    nearness,
    tells_of_topic,
)
from qa.answering.stages import ReadPassage
from tests.answering.make import article, passage, read_passage, reading


def sure(text: str, *, dense: float | None, answerable: float = 0.5) -> ReadPassage:
    read = read_passage(passage(article(text)), reading(text, [(text, 0.9)], answerable=answerable))
    return replace(read, hit=replace(read.hit, dense=dense))


def test_answerability_without_passages_is_none() -> None:
    assert answerability([], "Who?", closeness_weight=4.0) == 0.0
    assert tells_of_topic([], "the Teletrans fire") == 0.0


def test_the_cosine_adds_to_the_log_odds_of_the_reader() -> None:
    asked = "How many measles cases did hospitals of Samoa have?"
    read = [sure("Samoa has 4,200 cases.", dense=0.75, answerable=0.8)]
    odds = math.log(0.8 / 0.2) + 4 * (0.75 - MEAN_CLOSENESS)
    found = answerability(read, asked, closeness_weight=4.0)
    assert found == pytest.approx(1 / (1 + math.exp(-odds)))
    far = sure("It has.", dense=0.1, answerable=0.85)
    assert answerability([far, *read], asked, closeness_weight=4.0) == found
    assert answerability([far, *read], asked, closeness_weight=0.0) == pytest.approx(0.85)


@pytest.mark.parametrize("answerable", [0.0, 0.001, 0.5, 1.0])
def test_a_reader_without_a_cosine_is_believed(answerable: float) -> None:
    without = [sure("It is.", dense=None, answerable=answerable)]
    expected = min(max(answerable, 1e-4), 1 - 1e-4)
    found = answerability(without, "Who?", closeness_weight=4.0)
    assert found == pytest.approx(expected)


def test_the_cosine_of_a_short_question_is_raised() -> None:
    one = SHORT * math.log(FEW_STEMS / 2)
    assert nearness("Who is the vet?", 0.1) == pytest.approx(0.1 + one)
    assert nearness("Who is the vet of the town?", -0.1) == pytest.approx(SHORT * math.log(5 / 3))
    assert nearness("Which vet cured the old grey horse?", 0.3) == 0.3  # five stems
    assert nearness("Who is the vet?", None) is None
    near = [sure("The vet, Joan Tully, was glad.", dense=0.1, answerable=0.7)]
    found = answerability(near, "Who is the vet?", closeness_weight=5.0)
    assert found == pytest.approx(answer_probability(0.7, 0.1 + one, 5.0))
    assert tells_of_topic(near, "Who is the vet?") == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("Teletrans", 1.0),
        ("the line of Teletrans in 2017", 1.0),
        ("the Teletrans fire", 0.2),
        ("the fire in Kusong", 0.0),  # nothing has its name
        ("line", 0.2),  # a single common word
        ("What happened with Teletrans?", 0.2),  # no topic is named
    ],
)
def test_a_topic_is_told_of_where_all_its_words_stand(topic: str, expected: float) -> None:
    told = [sure("A second line is laid by Teletrans.", dense=0.2)]
    assert tells_of_topic(told, topic) == pytest.approx(expected)


@pytest.mark.parametrize(("topic", "expected"), [("the line", 1.0), ("the bridge", 0.2)])
def test_a_single_common_word_is_a_topic_where_a_question_names_it(
    topic: str, expected: float
) -> None:
    told = [sure("A second line is laid by Teletrans.", dense=0.2)]
    assert tells_of_topic(told, topic, named=True) == pytest.approx(expected)
