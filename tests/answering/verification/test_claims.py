"""A model's text is taken apart into sentences and the passages they name."""

import pytest

from qa.answering.verification.claims import Claim, claims, only_markers, presentable


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


def test_in_a_text_that_begins_with_a_marker_it_belongs_to_what_follows() -> None:
    assert claims("[1] It grew. [2] It fell.") == [Claim("It grew.", (1,)), Claim("It fell.", (2,))]


def test_a_sentence_said_again_is_one_claim_with_both_markers() -> None:
    assert claims("It grew [1]. It fell. It grew [3].") == [
        Claim("It grew.", (1, 3)),
        Claim("It fell.", ()),
    ]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("[1]", (1,)),
        ("[2], [3]", (2, 3)),
        ("Passage 2.", (2,)),
        ("passages 1 and 4", (1, 4)),
        ("3", (3,)),
        ("[1] It grew.", ()),
        ("In 2019", ()),
        ("2019", ()),
        ("", ()),
    ],
)
def test_a_text_of_markers_alone_chooses_passages(text: str, chosen: tuple[int, ...]) -> None:
    assert only_markers(text) == chosen
