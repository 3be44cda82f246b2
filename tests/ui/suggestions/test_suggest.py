from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.records import Sentence
from qa.ui.service.background import Background
from qa.ui.service.question_queue import QuestionQueue
from qa.ui.service.starters import FILE, Starters
from qa.ui.suggestions.suggest import Suggestion, alike, candidates, checked, good
from tests.ui.make import answer, article, citation

if TYPE_CHECKING:
    from qa.answering import Assistant

LENGTH = "How long is the line from Khasan to the port of Rajin?"


SHIP = "How many passengers can the ship take?"


def of_path(assistant: Assistant, path: str) -> str:
    return next(row.id for row in assistant.index.articles() if row.path == path)


def line_article(assistant: Assistant) -> str:
    return of_path(assistant, "rail/line.md")


def ferry_article(assistant: Assistant) -> str:
    return of_path(assistant, "ferry.txt")


def test_kinds_and_articles_take_turns_and_no_question_comes_twice() -> None:
    one = article("The line was opened in 2013. The port was closed in 2014.")
    two = article("The ferry was sold in 2017. The ferry is named after a hill.", article_id="f")
    assert [made.question for made in candidates([one, two, one])] == [
        "What happened on 6 February 2017?",
        "When was the line opened?",
        "What is the ferry named after?",
        "When was the ferry sold?",
        "When was the port closed?",
    ]


def test_questions_that_name_something_go_before_those_that_need_a_context() -> None:
    one = article("The line was opened in 2013. The Rajin pier was closed in 2014.")
    assert [made.question for made in candidates([one])] == [
        "When was the Rajin pier closed?",
        "What happened on 6 February 2017?",
        "When was the line opened?",
    ]


def test_a_question_is_alike_one_that_shares_most_of_its_words() -> None:
    asked = "How many North Koreans have permits to work in Russia?"
    assert alike("How many North Koreans had permission to work in Russia in 2017?", asked)
    assert not alike("When did the Council adopt Resolution 2375?", asked)


def test_only_questions_that_the_articles_answer_are_offered(assistant: Assistant) -> None:
    cited = line_article(assistant)
    asked = [Suggestion("Who won the 2018 World Cup?", cited), Suggestion(LENGTH, cited)]
    assert checked(assistant, asked, wanted=4) == [LENGTH]
    assert checked(assistant, asked, wanted=4, stop=lambda: True) == []
    assert checked(assistant, asked, wanted=4, tries=1) == []


def test_a_question_must_be_answered_from_the_article_that_it_was_made_of(
    assistant: Assistant,
) -> None:
    assert checked(assistant, [Suggestion(LENGTH, "f" * 16)], wanted=4) == []


def test_a_question_alike_one_that_is_kept_comes_after_others(assistant: Assistant) -> None:
    cited = line_article(assistant)
    again = "How long is the line from Khasan to Rajin?"
    ship = Suggestion(SHIP, ferry_article(assistant))
    asked = [Suggestion(LENGTH, cited), Suggestion(again, cited), ship]
    assert checked(assistant, asked, wanted=3) == [LENGTH, SHIP, again]


def test_the_first_citation_is_the_sentence_that_was_asked_about() -> None:
    """Without a short answer, a question for a number or a name has to be told by its sentence."""
    one = article("The port has a crane. It is 54 km from the mine to the port.")
    quoted = citation(1, "It is 54 km from the mine to the port.", of=one)
    told = answer(citations=(quoted,), sentences=(Sentence(quoted.quote, (1,), True),))
    assert good(Suggestion("How far is it?", one.id, (quoted.start, quoted.end)), told)
    assert not good(Suggestion("How many cranes has the port?", one.id, (0, 21)), told)


@pytest.mark.parametrize(
    ("question", "quote", "offered"),
    [
        ("What is said about THAAD?", "The first test of his foreign policy is there.", False),
        ("What is said about THAAD?", "Two launchers of THAAD, a shield, have arrived.", True),
        ("What is said about Jae Ku?", "Ku is a fellow of the institute.", True),
        ("What is said about South Korea?", "The South China Sea is wide.", False),
        ("What is said about the country’s ships?", "It carries 200 of them.", False),
        ("What is said about the country’s ships?", "The ships of the country sail.", True),
    ],
)
def test_what_is_cited_first_names_what_is_asked_about(
    question: str, quote: str, offered: bool
) -> None:
    one = article(f"{quote} Something else is told.")
    quoted = citation(1, quote, of=one)
    told = answer(citations=(quoted,), sentences=(Sentence(quote, (1,), True),))
    assert good(Suggestion(question, one.id), told) is offered


def test_a_day_is_asked_about_only_where_the_article_tells_of_it(assistant: Assistant) -> None:
    """The line's article is of that day, and says nothing of it."""
    made = Suggestion("What happened on 6 February 2017?", line_article(assistant))
    assert checked(assistant, [made], wanted=4) == []


def test_starting_questions_are_looked_for_once_for_a_state_of_the_index(
    assistant: Assistant, tmp_path: Path
) -> None:
    first = Starters(tmp_path, QuestionQueue(1), Background())
    first.find(assistant)
    assert first.questions
    kept = tmp_path / FILE
    (tmp_path / FILE).write_text(
        kept.read_text("utf-8").replace(first.questions[0], "Kept?"), "utf-8"
    )
    second = Starters(tmp_path, QuestionQueue(1), Background())
    second.find(assistant)
    assert second.questions[0] == "Kept?"
    kept.write_text('{"index": "another", "questions": ["Old?"]}', "utf-8")
    third = Starters(tmp_path, QuestionQueue(1), Background())
    third.find(assistant)
    assert third.questions == first.questions
    kept.write_text("[", "utf-8")
    fourth = Starters(tmp_path, QuestionQueue(1), Background())
    fourth.find(assistant)
    assert fourth.questions == first.questions


def test_who_waits_for_an_answer_goes_before_starting_questions(
    assistant: Assistant, tmp_path: Path
) -> None:
    line = QuestionQueue(1)
    starters = Starters(tmp_path, line, Background())
    import threading

    with line.join():
        looking = threading.Thread(target=starters.find, args=(assistant,))
        looking.start()
        time.sleep(0.5)
        assert starters.questions == ()
    looking.join(60)
    assert starters.questions
