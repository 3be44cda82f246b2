"""Negatives: each kind takes the answer away, and only the answer."""

from __future__ import annotations

import dataclasses
import random

import pytest

from training.labelled import Asked
from training.negatives import (
    Neighbours,
    Pool,
    Swaps,
    holds,
    near_misses,
    other_number,
    other_word,
    without_answer,
)

CONTEXT = "The ship Aurora sank in 1912. Its captain was Ida Berg. Forty people were saved."


def asked(question: str, answer: str, *, context: str = CONTEXT) -> Asked:
    start = context.index(answer)
    return Asked("made", "ship", question, context, (answer,), (start, start + len(answer)), None)


CAPTAIN = asked("Who was the captain of the Aurora?", "Ida Berg")


def test_an_answer_is_held_as_whole_words_in_any_case() -> None:
    assert holds("IDA BERG sailed", ["Ida Berg"])
    assert not holds("Ida Bergen sailed", ["Ida Berg"])
    assert not holds("anything", [" "])


def test_the_passage_without_its_answer_keeps_the_other_sentences() -> None:
    assert without_answer(CAPTAIN) == "The ship Aurora sank in 1912. Forty people were saved."


def test_nothing_is_left_of_a_passage_of_two_sentences() -> None:
    short = asked("Who?", "Ida Berg", context="The ship sank. Its captain was Ida Berg.")
    assert without_answer(short) is None


def test_near_misses_share_words_and_hold_no_answer() -> None:
    other = "The captain of the Aurora was seasick."
    answers = "Captain Ida Berg of the Aurora was seasick."
    pool = Pool([CONTEXT, other, answers])
    assert near_misses(CAPTAIN, pool, k=3, chance=random.Random(1)) == [other]


def test_a_neighbour_is_of_the_same_article_and_holds_no_answer() -> None:
    same = dataclasses.replace(CAPTAIN, context="The Aurora was white.", answers=(), span=None)
    away = dataclasses.replace(same, group="train", context="The captain of the Aurora slept.")
    neighbours = Neighbours([CAPTAIN, same, away])
    assert neighbours.other(CAPTAIN, random.Random(1)) == "The Aurora was white."


def test_a_swapped_question_asks_for_something_else() -> None:
    year = asked("What sank in 1912?", "Aurora")
    for number in range(20):
        question = Swaps([year, CAPTAIN]).swapped(year, random.Random(number))
        assert question is not None
        assert question.startswith("What sank")
        assert "in 1912" not in question


@pytest.mark.parametrize("number", ["1912", "40", "1,200", "7"])
def test_another_number_has_the_same_shape(number: str) -> None:
    for seed in range(30):
        other = other_number(number, random.Random(seed))
        assert other != number
        assert len(other) == len(number)
        assert [c.isdigit() for c in other] == [c.isdigit() for c in number]


def test_a_word_of_contrast_is_put_into_its_opposite() -> None:
    assert other_word("the first ship", random.Random(1)) == "the last ship"
    assert other_word("ship", random.Random(1)) is None
