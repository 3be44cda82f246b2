"""The collection answers for itself: from the catalog, with the articles as citations."""

from __future__ import annotations

import pytest

from qa import Assistant, Turn


@pytest.mark.parametrize(
    ("question", "direct", "text"),
    [
        (
            "How many articles do you have?",
            "3",
            "There are 3 articles in the collection. "
            "They are dated 6 February 2017 to 20 May 2017.",
        ),
        (
            "How many articles are from March 2017?",
            "1",
            "There is 1 article dated 1 March 2017 to 31 March 2017.\n"
            "- “Work permits double”, Petra Lindqvale, 28 March 2017 [1]",
        ),
        (
            "How many articles are from June 1999?",
            "0",
            "There are 0 articles dated 1 June 1999 to 30 June 1999.",
        ),
        (
            "What is the newest article?",
            "A ferry sails to Vladivostok",
            "“A ferry sails to Vladivostok”, Leila Thornquay, 20 May 2017 [1]",
        ),
        (
            "What's the oldest article?",
            "The line to Rajin",
            "“The line to Rajin”, Anton Merrow, Test desk, 6 February 2017 [1]",
        ),
        (
            "Who wrote the article about the ferry?",
            "Leila Thornquay",
            "“A ferry sails to Vladivostok”, Leila Thornquay, 20 May 2017. [1]",
        ),
        (
            "When was the article about work permits published?",
            "28 March 2017",
            "“Work permits double”, Petra Lindqvale, 28 March 2017. [1]",
        ),
        (
            "Which articles did Anton Merrow write?",
            None,
            "“The line to Rajin”, Anton Merrow, Test desk, 6 February 2017 [1]",
        ),
        (
            "From when to when do the articles go?",
            "6 February 2017 to 20 May 2017",
            "They are dated 6 February 2017 to 20 May 2017.",
        ),
    ],
)
def test_what_the_catalog_says(
    assistant: Assistant, question: str, direct: str | None, text: str
) -> None:
    answer = assistant.answer(question)
    assert (answer.status, answer.kind, answer.direct) == ("answered", "collection", direct)
    assert answer.text == text
    assert all(sentence.ours for sentence in answer.sentences)
    for citation in answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote


def test_of_a_question_that_asks_two_things_no_short_answer_is_shown(
    assistant: Assistant,
) -> None:
    answer = assistant.answer("Who wrote the newest article?")
    assert (answer.kind, answer.direct) == ("collection", None)
    assert answer.text == "“A ferry sails to Vladivostok”, Leila Thornquay, 20 May 2017 [1]"


def test_a_list_has_a_line_for_each_article(assistant: Assistant) -> None:
    answer = assistant.answer("What is this collection about?")
    head, *items = answer.text.split("\n")
    assert head.startswith("The collection holds 3 articles from Test desk.")
    assert len(items) == len(answer.citations) == 3
    assert answer.shape == "list"


def test_a_summary_is_of_the_article_that_is_meant(assistant: Assistant) -> None:
    answer = assistant.answer("Summarise the article about the ferry.")
    assert {citation.article.title for citation in answer.citations} == {
        "A ferry sails to Vladivostok"
    }
    assert not any(sentence.ours for sentence in answer.sentences)


def test_the_article_is_the_one_that_was_talked_of(assistant: Assistant) -> None:
    turn = Turn("What opened?", "The line. [1]", None, ("The line to Rajin",))
    assert assistant.answer("Who wrote the article?", [turn]).direct == "Anton Merrow"


def test_small_talk_quotes_no_article(assistant: Assistant) -> None:
    answer = assistant.answer("Thanks, that helped!")
    assert (answer.status, answer.kind, answer.citations) == ("answered", "small_talk", ())
    assert answer.text == "You are welcome. Ask on whenever you like."
