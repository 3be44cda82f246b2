"""What the pronouns of a follow-up stand for, in the last turns."""

from __future__ import annotations

import pytest

from qa.answering.question.coreference import place, several, thing, time
from qa.records import Turn

LINE = Turn("How long is the line from Khasan to Rajin?", "It is 54 km long. [1]", direct="54 km")
COMPANY = Turn(
    "Which company gave North Korea a link?", "TransTeleCom did. [1]", direct="TransTeleCom"
)


def test_it_is_the_answer_to_which_or_else_what_was_asked_about() -> None:
    assert thing([COMPANY]) == "TransTeleCom"
    assert thing([LINE]) == "the line"
    assert thing([COMPANY, LINE]) == "the line"


@pytest.mark.parametrize(
    ("asked", "answered", "direct", "meant"),
    [
        ("Under which bridge did a lorry get stuck?", "It stuck under the railway bridge.", None,
         "the railway bridge"),
        ("Under which bridge did a lorry get stuck?", "It stuck at Halm.", None, "the bridge"),
        ("In which city was the summit held?", "It was in Bern. [1]", "Bern", "Bern"),
        ("At what time did the match start?", "The match began at eight.", "eight", "the match"),
    ],
)  # fmt: skip
def test_it_is_the_thing_that_a_question_with_a_preposition_asks_for(
    asked: str, answered: str, direct: str | None, meant: str
) -> None:
    assert thing([Turn(asked, answered, direct=direct)]) == meant


def test_without_a_thing_nothing_is_said() -> None:
    assert thing([]) is None
    assert several([]) is None
    assert place([]) is None


def test_there_is_the_named_place_with_its_preposition() -> None:
    assert place([Turn("Where was it signed?", "It was signed in Vienna. [1]")]) == "in Vienna"


@pytest.mark.parametrize(
    ("asked", "when"),
    [
        ("What happened in March 2017?", "in March 2017"),
        ("What happened on 5 August 2019?", "on 5 August 2019"),
        ("What happened between 2010 and 2015?", None),
    ],
)
def test_then_is_the_one_date_of_the_question(asked: str, when: str | None) -> None:
    assert time([Turn(asked, "Much. [1]")]) == when
