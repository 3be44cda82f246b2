"""A yes/no question in parts, and the forms that are left alone."""

import pytest

from qa.answering.question.polar import asked_in


def test_the_core_is_what_stands_before_the_first_preposition() -> None:
    asked = asked_in("Did the council approve the tram in May?")
    assert asked
    assert (asked.auxiliary, asked.core) == ("did", ("council", "approv", "tram"))
    assert asked.rest == frozenset()


def test_one_word_takes_the_next_phrase_in_unless_it_asks_after_anyone() -> None:
    fire = asked_in("Was the fire in the hall arson?")
    assert fire
    assert fire.core == ("fire", "hall", "arson")
    anyone = asked_in("Was anyone killed in the fire?")
    assert anyone
    assert (anyone.core, anyone.rest) == (("kill",), {"fire"})
    assert (anyone.indefinite, anyone.exists) == (True, False)
    there = asked_in("Will there be a vote on the tram?")
    assert there
    assert (there.exists, there.core) == (True, ("vote",))


@pytest.mark.parametrize(
    "question",
    [
        "Who won?",
        "Is it red or blue?",
        "Didn't he win?",
        "Is it something other than a drama?",
        "Is a vector of two numbers a number?",
    ],
)
def test_other_forms_are_not_taken_apart(question: str) -> None:
    assert asked_in(question) is None
