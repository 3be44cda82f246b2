"""A model's text is taken apart into sentences and the passages they name."""

import pytest

from qa.answering.verification.claims import Claim, claims, presentable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It grew [1]. It fell. [2][9]", [Claim("It grew.", (1,)), Claim("It fell.", (2, 9))]),
        ("It grew [1, 2].", [Claim("It grew.", (1, 2))]),
        ("It grew [1][1].", [Claim("It grew.", (1,))]),
        ("It grew.", [Claim("It grew.", ())]),
        ("- **It grew** [1].\n- It fell [2].", [Claim("It grew.", (1,)), Claim("It fell.", (2,))]),
        ("<think>Is it [3]?</think>It grew [1].", [Claim("It grew.", (1,))]),
        ("In [passage 2] it grew.", [Claim("In it grew.", (2,))]),
        ("[1]", []),
        ("", []),
    ],
)
def test_sentences_and_markers(text: str, expected: list[Claim]) -> None:
    assert claims(text) == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It grew [", "It grew"),
        ("It grew [1", "It grew"),
        ("It grew [1]", "It grew [1]"),
        ("It grew [7].", "It grew."),
        ("It grew [1, 7].", "It grew [1]."),
        ("<think>hm", ""),
    ],
)
def test_a_growing_text_shows_no_half_or_unknown_marker(text: str, shown: str) -> None:
    assert presentable(text, known=3) == shown
