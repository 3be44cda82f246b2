from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from qa.scope import Scope
from qa.settings import Settings
from qa.ui.service.exchanges import (
    TURNS_REMEMBERED,
    Conversation,
    ask,
    history,
    messages,
    stopped,
)
from qa.ui.service.service import Service

if TYPE_CHECKING:
    from qa.index import Embedder


@pytest.fixture(scope="module")
def service(built_settings: Settings, packaged_embedder: Embedder) -> Service:
    service = Service(built_settings, embedder=packaged_embedder)
    service.start()
    assert service.wait(120)
    while service.busy:  # models in use when Python ends would abort it
        time.sleep(0.02)
    return service


def test_an_answer_grows_and_ends_with_its_sources(service: Service) -> None:
    steps = list(ask(service, (), "How many passengers can the ship take?"))
    assert "Reading the articles" in steps[0][-1].html
    assert "qa-final" in steps[-1][-1].html
    assert steps[-1][-1].spans[0].marker == 1
    assert "200" in (steps[-1][-1].turn.answer if steps[-1][-1].turn else "")


def test_a_follow_up_keeps_what_was_before(service: Service) -> None:
    first = list(ask(service, (), "How many passengers can the ship take?"))[-1]
    second = list(ask(service, first, "Who holds the rest of the venture?"))[-1]
    assert [exchange.question for exchange in second] == [
        "How many passengers can the ship take?",
        "Who holds the rest of the venture?",
    ]
    assert [message["role"] for message in messages(second)] == ["user", "assistant"] * 2
    assert [turn.question for turn in history(second)] == [e.question for e in second]


def test_only_the_latest_turns_are_remembered(service: Service) -> None:
    conversation: Conversation = ()
    done = list(ask(service, (), "How many passengers can the ship take?"))[-1]
    conversation = done * (TURNS_REMEMBERED + 3)
    assert len(history(conversation)) == TURNS_REMEMBERED


def test_an_overlong_question_becomes_a_sentence_and_no_turn(service: Service) -> None:
    last = list(ask(service, (), "why " * 3000))[-1]
    assert "qa-error" in last[-1].html
    assert history(last) == ()


def test_a_scope_of_no_article_offers_all_of_them_and_other_errors_do_not(
    service: Service,
) -> None:
    nobody, desk = Scope(sources=("Nobody",)), Scope(sources=("Test desk",))
    (*_, last) = ask(service, (), "How many passengers can the ship take?", scope=nobody)
    assert "No article fits the filter." in last[-1].html
    assert "qa-everywhere" in last[-1].html
    (*_, last) = ask(service, (), "why " * 3000, scope=desk)
    assert "qa-error" in last[-1].html
    assert "qa-everywhere" not in last[-1].html


def test_a_desk_that_failed_answers_with_what_is_the_matter(
    settings: Settings, packaged_embedder: Embedder
) -> None:
    settings.corpus.rename(settings.corpus.with_name("elsewhere"))
    service = Service(settings, embedder=packaged_embedder)
    service.start()
    last = list(ask(service, (), "How many?"))[-1]
    assert "qa-error" in last[-1].html
    assert "corpus" in last[-1].html


def test_while_the_window_opens_it_is_said_what_it_does_and_that_the_answer_follows(
    built_settings: Settings, packaged_embedder: Embedder
) -> None:
    opening = Service(built_settings, embedder=packaged_embedder)
    steps = ask(opening, (), "How many passengers can the ship take?")
    assert "The answer follows as soon as that is done." in next(steps)[-1].html
    opening.start()
    *_, last = steps
    assert "200" in (last[-1].turn.answer if last[-1].turn else "")
    opening.close()


def test_who_waits_is_told_how_many_are_before(service: Service) -> None:
    with service.queue.join(), service.queue.join(), service.queue.join():
        waiting = ask(service, (), "How many passengers can the ship take?")
        assert "3 people are before you." in next(waiting)[-1].html
        waiting.close()  # a closed page gives its place up
        assert len(service.queue) == 3


def test_what_was_stopped_stays_and_is_no_turn(service: Service) -> None:
    growing = ask(service, (), "How many passengers can the ship take?")
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
    after = list(ask(service, left, "Who holds the rest of the venture?"))[-1]
    assert stopped(after) == after
    assert len(service.queue) == 0
