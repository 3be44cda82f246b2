"""Follow-ups are completed from the conversation; a new subject is left alone."""

import pytest

from qa.answering.follow import needs_context, standalone
from qa.records import Turn

ZAPATA = Turn(
    "Who flew over the English Channel on a hoverboard?",
    "French inventor Franky Zapata, on his Flyboard Air, on 4 August 2019. [1]",
)
WORKERS = Turn(
    "How many workers does Russia let in?", "Over 40,000. [1]", None, ("Russia's builders",)
)
CITIES = Turn("Which cities signed?", "Oslo, Rome and Bern. [1]")


def test_he_is_the_person_last_spoken_of() -> None:
    assert standalone("Did he pull it off?", [ZAPATA]).startswith("Did Franky Zapata pull it off (")
    assert "Franky Zapata's machine" in standalone("How fast is his machine?", [ZAPATA])


def test_what_about_puts_the_new_name_into_the_old_question() -> None:
    assert standalone("What about China?", [WORKERS]).startswith(
        "How many workers does China let in"
    )


@pytest.mark.parametrize("question", ["why?", "Why?", "And why?"])
def test_why_asks_for_the_reason_of_what_was_asked(question: str) -> None:
    assert standalone(question, [WORKERS]).startswith(
        "How many workers does Russia let in, and why"
    )


def test_the_second_one_is_the_second_of_the_list() -> None:
    assert standalone("Who signed for the second one?", [CITIES]).startswith("Who signed for Rome")


def test_the_topic_goes_along_when_the_question_leans_on_it() -> None:
    question = standalone("Which American body came out against it as well?", [ZAPATA])
    assert question.startswith("Which American body came out against it as well (")
    assert "Channel" in question


def test_what_was_cited_says_what_it_is_about() -> None:
    turn = Turn("Any news?", "Yes. [1]", None, ("Hagia Sophia to become a mosque",))
    assert "Hagia Sophia" in standalone("Who is against it?", [turn])


@pytest.mark.parametrize(
    "question",
    [
        "How many seats did Labour win in the December election?",
        "Is there a ferry from Vladivostok to Rajin?",
        "Did Boris Titov say when he will travel to Pyongyang?",
        "What is the capital of the state that borders on Chad?",
    ],
)
def test_a_new_subject_is_left_alone(question: str) -> None:
    assert standalone(question, [ZAPATA]) == question


def test_without_history_nothing_changes() -> None:
    assert standalone("What about it?", []) == "What about it?"


def test_short_questions_without_a_name_need_context() -> None:
    assert needs_context("Which colour?", [ZAPATA])
    assert not needs_context("Where is Bern?", [ZAPATA])
