"""What is asked of each thing that a superlative ranks, by the form of the question."""

import pytest

from qa.answering.question.superlative import asked_of_each


@pytest.mark.parametrize(
    ("question", "kind", "each", "least"),
    [
        (
            "Which plane crash in the articles cost the most lives?",
            "plane crash",
            "How many people has the plane crash killed?",
            False,
        ),
        (
            "Which quake had the highest magnitude?",
            "quake",
            "How high was the magnitude of the quake?",
            False,
        ),
        (
            "Which storm had the strongest winds?",
            "storm",
            "How strong were the winds of the storm?",
            False,
        ),
        ("What was the longest sentence?", "sentence", "How long was the sentence?", False),
        ("What's the tallest tower?", "tower", "How tall is the tower?", False),
        ("Which bridge is the shortest?", "bridge", "How short is the bridge?", True),
        ("Who got the fewest votes?", "person", "How many votes has the person got?", True),
        ("Of those who died, who was the oldest?", "person", "How old was the person?", False),
        ("Who lived to be the oldest?", "person", "How old was the person?", False),
        ("Of those who died, who lived the longest?", "person", "How old was the person?", False),
        ("Who died the youngest?", "person", "How old was the person?", True),
        ("Which firm has the largest fleet?", "firm", "How large is the fleet of the firm?", False),
    ],
)
def test_each_is_asked_for_its_number(question: str, kind: str, each: str, least: bool) -> None:
    found = asked_of_each(question)
    assert found is not None
    assert (found.kind, found.question, found.least) == (kind, each, least)


@pytest.mark.parametrize(
    "question",
    [
        "Which is the most popular film?",
        "What is the most recent storm?",
        "Which of these articles is the newest?",
        "Which of the bridges is the longest?",
        "What was the best film?",
        "Where did the most people march?",
        "Who won the contest?",
        "Who owns the oldest car?",
    ],
)
def test_what_no_number_decides_is_asked_of_none(question: str) -> None:
    assert asked_of_each(question) is None
