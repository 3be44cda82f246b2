"""How sure a claim's support is: the reader's word and the claim's own words, weighed."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from qa.answering.reader.base import Reading
from qa.answering.reader.thresholds import load_thresholds
from qa.answering.verification.support import (
    MOST_SURE,
    best_of,
    signs,
    support_probability,
    supports,
)

TEXT = "Over 40,000 workers came to Khabarovsk in May 2017, the ministry said."


class SameReader:
    """Thinks the same of every text."""

    name = "same"

    def __init__(self, score: float) -> None:
        self.score = score

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        raise NotImplementedError

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        return [self.score for _ in texts]


def test_signs_of_a_verbatim_claim_are_whole() -> None:
    assert signs(TEXT, TEXT, 0.5) == (0.0, 1.0, 1.0)
    assert signs("Kittens purr.", TEXT, 0.5) == (0.0, 0.0, 0.0)


def test_signs_by_hand() -> None:
    reader, letters, pairs = signs("Workers came by train", TEXT, 0.5)
    assert reader == 0.0
    # Of "workers came by train" with 18 runs of four letters, "work" to "came" and "ame " stand.
    assert letters == pytest.approx(10 / 18)
    assert pairs == 2 / 4


@pytest.mark.parametrize("score", [0.0, 1.0, 1e-12, 1 - 1e-12])
def test_a_reader_that_is_certain_is_not_the_only_voice(score: float) -> None:
    assert abs(signs(TEXT, TEXT, score)[0]) == MOST_SURE


def test_each_sign_speaks_for_support() -> None:
    weights = load_thresholds().support
    assert len(weights) == len(signs(TEXT, TEXT, 0.5)) + 1
    assert all(weight >= 0 for weight in weights[:-1])
    assert support_probability((1e9, 0.0, 0.0), weights) == 1.0
    assert support_probability((-1e9, 0.0, 0.0), weights) == 0.0
    assert support_probability((1.0, 2.0, 0.0), (1.0, -1.0, 5.0, 1.0)) == 0.5


def test_of_the_pieces_of_a_long_text_the_best_of_each_sign_counts() -> None:
    assert best_of([(1.0, 0.2, 0.0), (-1.0, 0.5, 0.1)]) == (1.0, 0.5, 0.1)


def test_both_the_reader_and_the_words_are_heard() -> None:
    claim, texts = "Over 40,000 workers came in May.", [TEXT, "It rained."]
    limits = replace(load_thresholds(), support=(0.5, 1.2, 1.8, -1.5))
    near, far = supports(claim, texts, SameReader(0.5), thresholds=limits)
    assert near > 0.5 > far
    doubted = supports("Over 40,000 workers came in May.", [TEXT], SameReader(0.01))[0]
    trusted = supports("Over 40,000 workers came in May.", [TEXT], SameReader(0.99))[0]
    assert doubted < near < trusted


def test_no_texts_no_scores_and_an_empty_one_is_no_support() -> None:
    assert supports("It grew.", [], SameReader(0.9)) == []
    assert supports("It grew.", [""], SameReader(0.5))[0] < load_thresholds().support_floor
