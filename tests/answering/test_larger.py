"""Both readers together, as the product ships: three articles asked from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.answering import Assistant
from qa.index import build_index
from qa.settings import Settings
from tests.conftest import write_corpus


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home: Path = tmp_path_factory.mktemp("larger")
    write_corpus(home / "corpus")
    settings = Settings(corpus=home / "corpus", indexes=home / "indexes", reader="larger")
    build_index(settings)
    with Assistant.open(settings) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "short", "quote"),
    [
        (
            "How long is the line from Khasan to Rajin?",
            "54 kilometres",
            "The line from Khasan to the port of Rajin is 54 kilometres long.",
        ),
        (
            "Who runs the line to Rajin?",
            "RasonConTrans",
            "A joint venture called RasonConTrans runs it.",
        ),
        (
            "When did the ferry Mangyongbong-92 reach Vladivostok?",
            "18 May",
            "The ferry Mangyongbong-92 reached Vladivostok on 18 May.",
        ),
    ],
)
def test_the_sentence_that_answers_is_cited_first(
    assistant: Assistant, question: str, short: str, quote: str
) -> None:
    answer = assistant.answer(question)
    assert answer.status == "answered"
    assert short in answer.text
    first = answer.citations[0]
    assert first.quote == quote
    assert first.article.text[first.start : first.end] == quote
    assert answer.direct is None or short in answer.direct


@pytest.mark.parametrize(
    "question", ["Who is the captain of the ferry?", "What does a ticket to Mars cost?"]
)
def test_it_says_so_where_no_article_tells(assistant: Assistant, question: str) -> None:
    assert assistant.answer(question).status == "not_found"


def test_both_readers_are_named(assistant: Assistant) -> None:
    assert assistant.reader.name == "reader-minilm-l6 + larger-mpnet"
    assert assistant.checker.support("The line is 54 kilometres long.", ["It rained."])[0] < 0.1
