from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from qa.settings import Settings
from qa.ui.service.conversation import (
    TURNS_REMEMBERED,
    Conversation,
    ask,
    history,
    messages,
    stopped,
)
from qa.ui.service.service import Desk

if TYPE_CHECKING:
    from qa.index import Embedder


@pytest.fixture(scope="module")
def desk(built_settings: Settings, packaged_embedder: Embedder) -> Desk:
    desk = Desk(built_settings, embedder=packaged_embedder)
    desk.start()
    assert desk.wait(120)
    while desk.busy:  # models in use when Python ends would abort it
        time.sleep(0.02)
    return desk


def test_an_answer_grows_and_ends_with_its_sources(desk: Desk) -> None:
    steps = list(ask(desk, (), "How many passengers can the ship take?"))
    assert "Reading the articles" in steps[0][-1].html
    assert "qa-final" in steps[-1][-1].html
    assert steps[-1][-1].spans[0].marker == 1
    assert "200" in (steps[-1][-1].turn.answer if steps[-1][-1].turn else "")


def test_a_follow_up_keeps_what_was_before(desk: Desk) -> None:
    first = list(ask(desk, (), "How many passengers can the ship take?"))[-1]
    second = list(ask(desk, first, "Who holds the rest of the venture?"))[-1]
    assert [exchange.question for exchange in second] == [
        "How many passengers can the ship take?",
        "Who holds the rest of the venture?",
    ]
    assert [message["role"] for message in messages(second)] == ["user", "assistant"] * 2
    assert [turn.question for turn in history(second)] == [e.question for e in second]


def test_only_the_latest_turns_are_remembered(desk: Desk) -> None:
    conversation: Conversation = ()
    done = list(ask(desk, (), "How many passengers can the ship take?"))[-1]
    conversation = done * (TURNS_REMEMBERED + 3)
    assert len(history(conversation)) == TURNS_REMEMBERED


def test_an_overlong_question_becomes_a_sentence_and_no_turn(desk: Desk) -> None:
    last = list(ask(desk, (), "why " * 3000))[-1]
    assert "qa-error" in last[-1].html
    assert history(last) == ()


def test_a_desk_that_failed_answers_with_what_is_the_matter(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    settings.corpus.rename(settings.corpus.with_name("elsewhere"))
    desk = Desk(settings, embedder=packaged_embedder)
    desk.start()
    last = list(ask(desk, (), "How many?"))[-1]
    assert "qa-error" in last[-1].html
    assert "corpus" in last[-1].html


def test_who_waits_is_told_how_many_are_before(desk: Desk) -> None:
    with desk.line.join(), desk.line.join(), desk.line.join():
        waiting = ask(desk, (), "How many passengers can the ship take?")
        assert "3 people are before you." in next(waiting)[-1].html
        waiting.close()  # a closed page gives its place up
        assert len(desk.line) == 3


def test_what_was_stopped_stays_and_is_no_turn(desk: Desk) -> None:
    growing = ask(desk, (), "How many passengers can the ship take?")
    waited = next(growing)
    assert "before its first word" in stopped(waited)[-1].html
    drafted = next(step for step in growing if step[-1].draft)
    growing.close()
    left = stopped(drafted)
    assert "You stopped this answer" in left[-1].html
    assert "qa-draft" not in left[-1].html
    assert history(left) == ()
    assert stopped(left) == left
    assert stopped(()) == ()
    after = list(ask(desk, left, "Who holds the rest of the venture?"))[-1]
    assert stopped(after) == after
    assert len(desk.line) == 0
