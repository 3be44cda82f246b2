"""What a conversation is about: weights of words by turn and place, joined as they were written."""

from __future__ import annotations

from qa.answering.question.topic import answer_of, subject_stems, topic, weights
from qa.records import Turn

OLD = Turn("How fast is the comet?", "The comet flies at 40 km a second. [1]")
NEW = Turn("Who saw the eclipse?", "Many people saw the eclipse in Lima. [2][3]")


def test_markers_are_no_words_of_an_answer() -> None:
    assert answer_of(NEW) == "Many people saw the eclipse in Lima."


def test_function_words_fillers_and_numbers_say_nothing() -> None:
    assert subject_stems("The ships of 2013 sailed, I think, to Rajin") == ["ship", "sail", "rajin"]


def test_the_last_turn_weighs_more_than_the_one_before() -> None:
    weighed = weights([OLD, NEW])
    assert weighed["eclips"] > weighed["comet"] > 0


def test_a_name_weighs_twice_its_like() -> None:
    weighed = weights([Turn("What is it?", "The eclipse was seen from Lima. [1]")])
    assert weighed["lima"] == 2 * weighed["eclips"]


def test_what_the_question_has_already_is_left_out_and_the_number_is_kept_small() -> None:
    assert "eclipse" not in topic([OLD, NEW], without={"eclips"})
    assert topic([OLD, NEW], without=(), most=1) == ["eclipse"]


def test_neighbours_are_joined_as_they_were_written() -> None:
    turns = [Turn("What happened to Lion Air?", "A Lion Air plane crashed. [1]")]
    assert topic(turns, without=(), most=2) == ["Lion Air"]
