"""A question that names nothing but a time is answered by how that time's reports begin."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from qa.answering import Assistant
from qa.answering.question.question_type import asks_for_news
from qa.index import build_index
from qa.records import Turn

if TYPE_CHECKING:
    from qa.index import Embedder
    from qa.settings import Settings


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("What happened on 5 January 2019?", True),
        ("What happened yesterday?", True),
        ("Show me the headlines of March 2019", True),
        ("What's new?", True),
        ("What is the latest?", True),
        ("What happened?", False),
        ("Who was it in January 2019?", False),
        ("How many were there last year?", False),
        ("What happened in Poland in January 2019?", False),
        ("What's the latest on the bill?", False),
        ("Who died on 5 January 2019?", False),
    ],
)
def test_what_names_nothing_but_a_time(question: str, asks: bool) -> None:
    assert asks_for_news(question) == asks


REPORTS = {
    "2019-01-05": (
        "Fire kills five",
        "Five died in a fire in the old town. The roof fell in at noon.",
    ),
    "2019-01-06": (
        "Ferry crews on strike",
        "In the harbour\n\nThe ferry crews went on strike for shorter shifts. They sing.",
    ),
    "2019-01-09": ("New bridge", "The council voted for a new bridge. It will be red."),
    "2019-03-01": ("Port closed", "A storm closed the port for nine days. Nobody was hurt."),
}


@pytest.fixture
def archive(settings: Settings, packaged_embedder: Embedder) -> Assistant:
    shutil.rmtree(settings.corpus)
    settings.corpus.mkdir()
    for date, (title, text) in REPORTS.items():
        head = f"---\ntitle: {title}\ndate: {date}\n---\n\n"
        (settings.corpus / f"{date}.md").write_text(f"{head}{text}\n", encoding="utf-8")
    (settings.corpus / "undated.txt").write_text("The dogs chase cats all day.", encoding="utf-8")
    build_index(settings, embedder=packaged_embedder)
    return Assistant.open(settings, embedder=packaged_embedder)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "What happened on 5 January 2019?",
            "Five died in a fire in the old town. [1] "
            "The ferry crews went on strike for shorter shifts. [2]",
        ),
        (
            "What happened in January 2019?",
            "The council voted for a new bridge. [1] "
            "The ferry crews went on strike for shorter shifts. [2] "
            "Five died in a fire in the old town. [3]",
        ),
        (
            "What's new?",
            "A storm closed the port for nine days. [1] The council voted for a new bridge. [2] "
            "The ferry crews went on strike for shorter shifts. [3] "
            "Five died in a fire in the old town. [4]",
        ),
    ],
)
def test_the_reports_of_that_time_begin_so(archive: Assistant, question: str, told: str) -> None:
    with archive:
        answer = archive.answer(question)
    assert (answer.status, answer.text, answer.direct) == ("answered", told, None)
    for citation in answer.citations:
        assert citation.quote in answer.text


def test_a_time_without_reports_has_no_news(archive: Assistant) -> None:
    with archive:
        assert archive.answer("What happened on 5 January 1999?").status == "not_found"


def test_within_a_conversation_it_still_stands_by_itself(archive: Assistant) -> None:
    turn = Turn("Why did the ferry crews strike?", "For shorter shifts. [1]")
    with archive:
        answer = archive.answer("What's new?", history=[turn])
    assert (answer.standalone_question, answer.kind) == ("What's new?", "digest")


def test_of_the_news_the_second_one_is_the_second_report(archive: Assistant) -> None:
    with archive:
        news = archive.answer("What happened on 5 January 2019?")
        answer = archive.answer("Tell me more about the second one", history=[news.as_turn()])
    assert answer.standalone_question == "Tell me more about Ferry crews on strike"
    assert {item.article.title for item in answer.citations} == {"Ferry crews on strike"}
