"""Messages to question and history, answer to message: pure functions over records."""

from __future__ import annotations

import pytest

from qa.errors import QuestionError
from qa.records import Sentence, Turn
from qa.ui.api.chat_reply import asked_of, is_checked, message_of, sources_of
from qa.ui.api.chat_shapes import MessageRequest, PartRequest
from tests.ui.make import answer, answered, article, citation

WINDOW = "http://127.0.0.1:7860/"


def said(*pairs: tuple[str, str]) -> list[MessageRequest]:
    return [MessageRequest(role=role, content=text) for role, text in pairs]


def test_the_last_message_of_the_user_is_the_question_and_those_before_are_turns() -> None:
    asked = asked_of(
        said(
            ("system", "You are a pirate."),
            ("user", "When?"),
            ("assistant", "In 2013. [1]\n\nSources:\n[1] The line: “In 2013.”"),
            ("user", "Nobody answered this."),
            ("user", "Why?"),
            ("assistant", "For trade."),
            ("user", "And then?"),
        )
    )
    assert asked.question == "And then?"
    assert asked.history == (Turn("When?", "In 2013. [1]"), Turn("Why?", "For trade."))


def test_only_the_last_six_turns_are_remembered() -> None:
    pairs = [(role, f"{n}") for n in range(9) for role in ("user", "assistant")]
    asked = asked_of(said(*pairs, ("user", "And?")))
    assert [turn.question for turn in asked.history] == ["3", "4", "5", "6", "7", "8"]


def test_texts_of_parts_are_put_together_and_other_parts_are_passed_over() -> None:
    parts = [
        PartRequest(type="text", text="When was"),
        PartRequest(type="image_url"),
        PartRequest(type="text", text="it opened?"),
    ]
    assert asked_of([MessageRequest(role="user", content=parts)]).question == "When was\nit opened?"


@pytest.mark.parametrize("roles", [["system"], ["assistant"], ["tool", "developer"]])
def test_without_a_message_of_the_user_there_is_no_question(roles: list[str]) -> None:
    with pytest.raises(QuestionError, match="role user"):
        asked_of(said(*((role, "text") for role in roles)))


def test_every_marker_of_the_text_has_its_annotation() -> None:
    first, second = citation(1, "The line was opened in 2013."), citation(2, "It is 54 km long.")
    given = answer(
        citations=(first, second),
        sentences=(Sentence("Opened in 2013. [1][2]", (1, 2), True),),
    )
    message = message_of(given, window=WINDOW)
    found = [
        (
            message.content[at.url_citation.start_index : at.url_citation.end_index],
            at.citation.quote,
        )
        for at in message.annotations
    ]
    assert found == [("[1]", first.quote), ("[2]", second.quote)]


def test_an_article_without_an_address_is_read_in_the_window() -> None:
    own = citation(1, "It is 54 km long.", of=article(url=None))
    bad = citation(1, "It is 54 km long.", of=article(url="javascript:alert(1)"))
    for cited in (own, bad):
        given = answer(citations=(cited,), sentences=(Sentence("54 km. [1]", (1,), True),))
        address = message_of(given, window=WINDOW).annotations[0].url_citation.url
        assert address == f"{WINDOW}#cite-{article().id}-29-46-1"


def test_the_sources_stand_below_the_text_with_their_words() -> None:
    assert sources_of(answer(citations=(citation(1, "It is 54 km long."),))) == (
        "\n\nSources:\n[1] The line to Rajin, Test desk, 6 Feb 2017: “It is 54 km long.”"
    )
    assert sources_of(answer(status="not_found")) == ""


def test_a_draft_without_sentences_was_not_checked() -> None:
    assert is_checked(answered())
    assert not is_checked(answer())
