"""Questions in other words and vague passages: what may change, and what never does."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from training.paraphrase import NearWords, vague

PASSAGE = "The prize went to Mary Wu, who built 1,200 boats in May. Mary Wu was glad."


class Pairs:
    """An encoder for which the two words of a pair are the same and all others are apart."""

    name, dim, max_tokens = "pairs", 64, 16

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self._pairs = pairs

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [1 for _ in texts]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        found = np.zeros((len(texts), self.dim), np.float32)
        for at, text in enumerate(texts):
            same = [number for number, pair in enumerate(self._pairs) if text in pair]
            found[at, same[0] if same else len(self._pairs) + at] = 1
        return found


@pytest.fixture
def near() -> NearWords:
    questions = ["Who won the prize?", "Who won the award?", "Who won in the summer, in winter?"]
    return NearWords(questions * 4, Pairs(("prize", "award"), ("summer", "winter")))


def test_only_words_that_mean_the_same_are_exchanged(near: NearWords) -> None:
    question = "Which people got the prize last week?"
    said = {near.paraphrased(question, PASSAGE, random.Random(n)) for n in range(30)}
    assert said == {"Which people got the award last week?", "Which people got the last week?"}


def test_words_that_the_passage_lacks_stay(near: NearWords) -> None:
    question = "Which people got the prize last week?"
    assert near.paraphrased(question, "Nothing of the sort.", random.Random(1)) == question


def test_names_numbers_and_what_is_asked_for_stay(near: NearWords) -> None:
    question = "What prize went last week to Mary Wu for 1,200 boats?"
    for number in range(30):
        said = near.paraphrased(question, PASSAGE, random.Random(number))
        assert all(part in said for part in ("Mary Wu", "1,200"))
        assert said.startswith(("What prize", "What award"))


@pytest.mark.parametrize(
    ("answers", "gone", "begins"),
    [
        (("Mary Wu",), "Mary Wu", "The prize went to "),
        (("1,200",), "1,200", "The prize went to Mary Wu, who built "),
        (("may",), "in May", "The prize went to Mary Wu, who built 1,200 boats in "),
    ],
)
def test_a_vague_passage_lost_the_answer_and_nothing_else(
    answers: tuple[str, ...], gone: str, begins: str
) -> None:
    text = vague(PASSAGE, answers, random.Random(3))
    assert text is not None
    assert gone not in text
    assert text.startswith(begins)
    assert text.endswith("was glad.")


def test_a_passage_that_still_answers_is_not_vague() -> None:
    assert vague("It was May, Mayor May said.", ("May", "Mayor"), random.Random(1)) is None
    assert vague(PASSAGE, ("Oslo",), random.Random(1)) is None
    assert vague(PASSAGE, (" ",), random.Random(1)) is None


def test_answers_of_one_length_are_taken_in_the_order_of_their_letters() -> None:
    text = vague(PASSAGE, ("Wu, who", "Mary Wu"), random.Random(1))
    assert text is not None
    assert text.startswith("The prize went to ")
    assert ", who built 1,200 boats in May." in text
