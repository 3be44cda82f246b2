"""Follow-ups that leave most of their words to the question before."""

from __future__ import annotations

import pytest

from qa.answering.question.ellipsis import completed
from qa.records import Turn

FLIGHT = Turn(
    "Who flew over the Channel?",
    "Franky Zapata flew over the Channel on a hoverboard. [1]",
    direct="Franky Zapata",
)
SEATS = Turn("How many seats did the Tories win?", "The Tories won 365 seats. [1]", direct="365")


@pytest.mark.parametrize(
    ("question", "last", "whole"),
    [
        ("When?", FLIGHT, "When was it that Franky Zapata flew over the Channel?"),
        ("and how?", FLIGHT, "How was it that Franky Zapata flew over the Channel?"),
        ("What about the Atlantic?", FLIGHT, "Who flew over the Atlantic?"),
        ("And Labour?", SEATS, "How many seats did Labour win?"),
        ("How many did Labour win?", SEATS, "How many seats did Labour win?"),
        ("Why not Wales?", SEATS, "How many seats did the Tories win, and why not Wales?"),
    ],
)
def test_what_is_left_out_comes_from_the_question_before(
    question: str, last: Turn, whole: str
) -> None:
    assert completed(question, last) == whole


@pytest.mark.parametrize("question", ["How long is the line?", "Who runs the port of Rajin?"])
def test_a_whole_question_is_left_alone(question: str) -> None:
    assert completed(question, FLIGHT) is None
