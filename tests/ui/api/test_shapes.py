"""What a request may hold, and what it means."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from qa.records import Turn
from qa.scope import make_scope
from qa.ui.api.shapes import LONGEST_CHOSEN, MOST_CHOSEN, AskRequest
from qa.ui.service.asking import Asked


def test_a_question_alone_is_a_request() -> None:
    assert AskRequest(question="When?").asked() == Asked("When?", (), None, make_scope())


def test_one_text_is_a_list_of_one() -> None:
    made = AskRequest.model_validate({"question": "When?", "sources": "A", "articles": None})
    assert made.asked().scope == make_scope(sources=["A"])


def test_turns_become_turns() -> None:
    made = AskRequest.model_validate(
        {"question": "?", "history": [{"question": "a", "answer": "b"}]}
    )
    assert made.asked().history == (Turn("a", "b"),)


@pytest.mark.parametrize(
    "body",
    [
        {"sources": ["x" * (LONGEST_CHOSEN + 1)]},
        {"articles": ["x"] * (MOST_CHOSEN + 1)},
        {"question": "half \udc00"},
        {"sources": ["half \udc00"]},
        {"words": "many"},
        {"stream": "perhaps"},
    ],
)
def test_what_cannot_be_meant_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        AskRequest.model_validate({"question": "When?"} | body)
