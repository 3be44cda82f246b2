"""The form of a question tells what sort of answer is wanted."""

import pytest

from qa.answering.question.question_type import kind_of, kinds_of_parts, topic_of
from qa.answering.stages import Kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many North Koreans work in Russia?", "fact"),
        ("WHEN DID SHE DIE", "fact"),
        ("What were the children on their way to?", "fact"),
        ("Which bus was it?", "fact"),
        ("Did any group say it was behind it, and if so which one?", "fact"),
        ("Which big companies pulled out?", "list"),
        ("Name all of her husbands please", "list"),
        ("What are the conditions of the deal?", "list"),
        ("Who were the three official winners?", "list"),
        ("Why did the talks fail?", "explain"),
        ("how do warm rivers damage ice shelves", "explain"),
        ("What led to the collapse?", "explain"),
        ("Did the talks fail?", "yes_no"),
        ("Is the doctor who got ten years going to appeal?", "yes_no"),
        ("Were the statues put where there was water?", "yes_no"),
        ("Is it known who did it?", "fact"),
        ("Did they say when it begins?", "fact"),
        ("By 19 August, had the bill been scrapped?", "yes_no"),
        ("Who was older, Anna or Berta?", "compare"),
        ("What is the difference between the two proposals?", "compare"),
        ("What happened in Koszalin?", "overview"),
        ("What did Ann say about the fire?", "fact"),
        ("What did the president have to say on the fire?", "fact"),
        ("Tell me about the embassy", "overview"),
        ("Who is Greta Thunberg?", "overview"),
        ("What's Brexit", "overview"),
        ("Who is Johnson's brother?", "fact"),
        ("Who was Mayor of Oslo?", "fact"),
        ("What did the council do?", "overview"),
        ("What's the latest on the bill?", "overview"),
    ],
)
def test_kind(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_each_part_of_a_question_has_its_kind() -> None:
    question = "How many drones were used, and what other weapons were seen?"
    parts = ("How many drones were used?", "What other weapons were seen?")
    assert kinds_of_parts(kind_of(question), parts) == ("fact", "list")


def test_a_plural_that_comes_of_asking_about_two_things_asks_one_of_each() -> None:
    question = "What were the times of Ann and Bea?"
    parts = ("What were the times of Ann?", "What were the times of Bea?")
    assert kinds_of_parts("list", parts) == ("fact", "fact")
    assert kinds_of_parts("list", (question,)) == ("list",)


def test_comparing_asks_the_same_of_each_or_to_tell_of_each() -> None:
    assert kinds_of_parts("compare", ("How old is Ann?", "How old is Bea?")) == ("fact", "fact")
    assert kinds_of_parts("compare", ("Compare Ann", "Compare Bea")) == ("overview", "overview")
    assert kinds_of_parts("compare", ("Compare the laws of 1990",)) == ("compare",)


@pytest.mark.parametrize(
    ("question", "kind", "topic"),
    [
        ("What happened when in the outbreak in Samoa?", "timeline", "the outbreak in Samoa"),
        ("Give me a timeline of the strike.", "timeline", "the strike"),
        ("How did the dock strike unfold?", "timeline", "the dock strike"),
        ("What happened when the dam at Orm broke?", "timeline", "the dam at Orm broke"),
        ("What's the latest on Hurricane Dorian?", "overview", "Hurricane Dorian"),
        ("Any news about the ferry?", "overview", "the ferry"),
        ("What is known about the fire?", "overview", "the fire"),
        ("What do the articles say about the march in Orm?", "overview", "the march in Orm"),
        ("What has been reported on the Marisol?", "overview", "the Marisol"),
        ("Summarise the news on the fire.", "overview", "the fire"),
        ("Tell me about Ann Lee.", "overview", "Ann Lee"),
        ("Who is Ann Lee?", "overview", "Ann Lee"),
        ("What happened in Orm?", "overview", "Orm"),
    ],
)
def test_what_is_told_of(question: str, kind: Kind, topic: str) -> None:
    assert kind_of(question) == kind
    assert topic_of(question, kind) == topic
