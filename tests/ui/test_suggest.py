from __future__ import annotations

import pytest

from qa.answering import Assistant
from qa.ui.suggest import candidates, checked, from_sentence
from ui.make import article


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (
            "Over 40,000 North Koreans hold a permit to work in Russia, says the office.",
            "How many North Koreans hold a permit to work in Russia?",
        ),
        ("The line was opened again in September 2013.", "When was the line opened again?"),
        ("Jae Ku of the institute said that it would.", None),
        ("Jae Ku, a professor of law, said that it would.", "What did Jae Ku say?"),
        ("The Foreign Ministry said so.", None),
        ("North Korea said that it was.", None),
        (
            "Ambassador Ann Lee said this about the Rajin Line.",
            "What did Ann Lee say about Rajin Line?",
        ),
        ("It is long.", None),
        ("About 30 per cent of it is gone.", None),
    ],
)
def test_a_sentence_becomes_the_question_it_answers(sentence: str, question: str | None) -> None:
    assert from_sentence(sentence) == question


def test_articles_take_turns_and_no_question_comes_twice() -> None:
    one = article("The line was opened in 2013. The port was closed in 2014.")
    two = article("The ferry was sold in 2017.", article_id="f" * 16)
    assert candidates([one, two, one]) == [
        "When was the line opened?",
        "When was the ferry sold?",
        "When was the port closed?",
    ]


def test_only_questions_that_the_articles_answer_are_offered(assistant: Assistant) -> None:
    asked = [
        "Who won the 2018 World Cup?",
        "How long is the line from Khasan to the port of Rajin?",
    ]
    assert checked(assistant, asked, wanted=4) == asked[1:]
    assert checked(assistant, asked, wanted=4, stop=lambda: True) == []
