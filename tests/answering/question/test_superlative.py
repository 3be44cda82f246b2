"""What each article is asked where a superlative ranks them."""

import pytest

from qa.answering.question.superlative import asked_of_each


@pytest.mark.parametrize(
    ("question", "word", "least"),
    [
        ("Which plane crash in the articles cost the most lives?", "most", False),
        ("Which quake had the highest magnitude?", "highest", False),
        ("Deadliest shooting in this folder?", "deadliest", False),
        ("Which bridge is the shortest?", "shortest", True),
        ("Who got the fewest votes?", "fewest", True),
        ("In the latest round, who got the fewest votes?", "fewest", True),
        ("Of those who died, who was the oldest?", "oldest", False),
        ("Who died the youngest?", "youngest", True),
    ],
)
def test_each_is_asked_the_question_of_its_own(question: str, word: str, least: bool) -> None:
    assert asked_of_each(question) == (f"this one: {question}", word, least)


@pytest.mark.parametrize(
    "question",
    [
        "Which is the most popular film?",
        "What is the most recent storm?",
        "Which of these articles is the newest?",
        "What was the best film?",
        "Who won the contest?",
    ],
)
def test_what_no_number_decides_is_asked_of_none(question: str) -> None:
    assert asked_of_each(question) is None
