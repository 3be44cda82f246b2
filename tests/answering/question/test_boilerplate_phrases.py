"""What is said to the assistant is no part of the question."""

from __future__ import annotations

import pytest

from qa.answering.question.boilerplate_phrases import without_boilerplate


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Can you tell me who won the race?", "Who won the race?"),
        ("Hi, could you please tell me how many people came?", "How many people came?"),
        ("I'd like to know why the bridge was shut.", "Why the bridge was shut."),
        ("Do you know when it opened?", "When it opened?"),
        ("According to the articles, who won the race?", "Who won the race?"),
        ("Based on these documents, how many came?", "How many came?"),
        ("Who won, according to your newest article on it?", "Who won?"),
        ("Which ship, in these articles, sank?", "Which ship sank?"),
        ("Is there anything in the articles about the fire?", "Is there anything about the fire?"),
        ("Do the articles say who won?", "Who won?"),
    ],
)
def test_it_is_taken_off(question: str, plain: str) -> None:
    assert without_boilerplate(question) == plain


@pytest.mark.parametrize(
    "question",
    [
        "Who won the race?",
        "What is said in the articles of impeachment?",
        "What did the leaked documents say?",
        "What was found in the documents?",
        "Can you tell me about it?",
        "Tell me about the fire",
        "Do you know if he won?",
        "What does the article say about Ann?",
        "Hello",
        "According to the articles?",
        "",
    ],
)
def test_everything_else_is_left_alone(question: str) -> None:
    assert without_boilerplate(question) == question
