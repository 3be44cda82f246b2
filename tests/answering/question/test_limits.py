"""How long a conversation may be that a question comes with."""

from __future__ import annotations

import pytest

from qa.answering.question.limits import check_history
from qa.answering.question.understand import check_question
from qa.errors import QuestionError
from qa.records import Turn


def test_a_long_conversation_is_read_as_it_is() -> None:
    turns = [Turn("q" * 100, "a" * 1_900)] * 50
    assert check_history(turns) == tuple(turns)


@pytest.mark.parametrize(
    ("turns", "limit"),
    [
        ([Turn("q", "a")] * 51, "51 turns, more than the 50"),
        ([Turn("q", "a" * 500_000)], "500,001 characters, more than the 20,000"),
        ([Turn("q", "a", cited=("t" * 20_000,))], "20,002 characters, more than the 20,000"),
        ([Turn("q", "a" * 19_999)] * 6, "120,000 characters, more than the 100,000"),
    ],
)
def test_what_is_over_a_limit_is_refused_by_its_name(turns: list[Turn], limit: str) -> None:
    with pytest.raises(QuestionError, match=limit):
        check_history(turns)


@pytest.mark.parametrize("history", ["a string", [None], [{"question": "q"}]])
def test_what_is_no_history_is_said_in_a_sentence(history: object) -> None:
    with pytest.raises(QuestionError, match="must be a list of turns"):
        check_history(history)  # type: ignore[arg-type]


def test_a_question_that_is_no_text_is_said_in_a_sentence() -> None:
    with pytest.raises(QuestionError, match="must be text"):
        check_question(None)  # type: ignore[arg-type]
