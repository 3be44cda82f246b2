"""The conversation panel: taking a question, answering it, stopping it, voting on it."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Generator
from html import unescape
from typing import Any

import gradio as gr
import pytest

from qa.scope import EVERYTHING, Scope
from qa.ui.components.chat_panel import ChatPanel, GenerationToken
from qa.ui.components.source_pane import build_source
from qa.ui.html.answer_html import answer_id
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.exchanges import Conversation, Exchange, finished
from qa.ui.service.service import Service
from tests.ui.components import wiring
from tests.ui.components.wiring import SKIPPED, fire, requested, told
from tests.ui.make import answered

Built = tuple[gr.Blocks, ChatPanel, gr.HTML]


def _build(service: Service) -> Built:
    with gr.Blocks() as page:
        chat = ChatPanel(CollectionServices(service))
        chat.render()
        pane = build_source(CollectionServices(service))
        chat.bind_events(pane)
    return page, chat, pane


@pytest.fixture
def built(service: Service) -> Built:
    return wiring.built(lambda: _build(service))


def _after(page: gr.Blocks, name: str) -> Callable[..., Any]:
    """What follows on a question, by the function's name: the typed and the clicked share it."""
    found = {fn.fn for fn in page.fns.values() if getattr(fn.fn, "__name__", "") == name}
    # Each listener has a wrapper of its own around the one function.
    function = found.pop()
    assert callable(function)
    return requested(function)


def test_a_typed_question_is_taken_and_the_box_emptied(built: Built) -> None:
    page, chat, _ = built
    box, asked, follow, name, address = fire(page, chat.box, "submit", "How long is it?", "")
    assert (box["value"], box["stop_btn"], asked, follow) == ("", "Stop", "How long is it?", "")
    assert re.fullmatch("[0-9a-f]{16}", name)
    assert f'data-conversation="{name}"' in address
    nothing = (SKIPPED, "", SKIPPED, SKIPPED, SKIPPED)
    assert fire(page, chat.box, "submit", "  \n", "ab") == nothing
    assert fire(page, chat.box, "submit", "And then?", "ab")[3] == "ab"


def test_a_clicked_question_is_taken_and_what_is_typed_stays(built: Built) -> None:
    page, _, pane = built
    events = told({"question": "Old?"}, {"question": "New?"})
    box, asked, follow, name, _ = fire(page, pane, "ask", events, "ab")
    assert (asked, follow, box["stop_btn"], name) == ("New?", "", "Stop", "ab")
    assert fire(page, pane, "ask", "[]", "") == (SKIPPED, "", SKIPPED, SKIPPED, SKIPPED)


def test_a_question_is_asked_of_all_articles_once_more(built: Built) -> None:
    page, _, pane = built
    taken = fire(page, pane, "everywhere", told({"question": "How long is it?"}), "ab")
    box, asked, follow, _, _, sources, articles, days, kept, scope, chips = taken
    assert (asked, follow, box["stop_btn"]) == ("How long is it?", "", "Stop")
    assert (sources["value"], articles["value"], scope, chips) == ([], [], EVERYTHING, "")
    assert kept == ("", "")
    assert 'value=""' in days


def test_an_answer_within_a_scope_says_how_much_was_searched(built: Built) -> None:
    answer = _after(built[0], "_answer")
    scope = Scope(sources=("Test desk",))
    *_, (_, talk) = answer("How many passengers?", (), None, scope, GenerationToken(), "ab")
    assert "Searched 1 of 3 articles." in unescape(talk[0].html)


def test_an_answer_grows_and_its_conversation_with_it(built: Built) -> None:
    answer = _after(built[0], "_answer")
    steps = list(answer("How many passengers?", (), None, EVERYTHING, GenerationToken(), "ab"))
    shown, talk = steps[-1]
    assert [message["role"] for message in shown] == ["user", "assistant"]
    assert talk[0].answer.status == "not_found"
    assert talk[0].answer.question == "How many passengers?"


def test_nothing_asked_is_nothing_answered(built: Built) -> None:
    answer = _after(built[0], "_answer")
    nothing = [(SKIPPED, SKIPPED)]
    assert list(answer(" ", (), None, EVERYTHING, GenerationToken(), "ab")) == nothing
    # The conversation was left before its first question was begun.
    assert list(answer("How long?", (), None, EVERYTHING, GenerationToken(), "")) == nothing


def test_a_newer_question_silences_an_older_one(built: Built) -> None:
    answer, token = _after(built[0], "_answer"), GenerationToken()
    growing = answer("How many passengers?", (), None, EVERYTHING, token, "ab")
    next(growing)
    token.renew()
    assert list(growing) == []


def test_a_page_that_was_opened_anew_shows_what_grows_under_its_id(built: Built) -> None:
    page, chat, _ = built
    answer = _after(page, "_answer")
    growing = answer("How many passengers?", (), None, EVERYTHING, GenerationToken(), "ab")
    next(growing)
    growing.close()  # the page is gone
    *_, (shown, talk) = chat.resume("ab", GenerationToken())
    assert talk[0].answer.question == "How many passengers?"
    assert len(shown) == 2
    assert list(chat.resume("cd", GenerationToken())) == [(SKIPPED, SKIPPED)]


def test_stop_keeps_what_was_there_and_says_so_where_the_answer_grew(built: Built) -> None:
    page, chat, _ = built
    before: Conversation = (finished(answered()),)
    draft: Conversation = (*before, Exchange("And then?", "The ship sails on"))
    said, over = threading.Event(), threading.Event()

    def grow(left: Callable[[], bool]) -> Generator[Conversation, None, None]:
        yield draft
        said.set()
        assert over.wait(60)
        yield (*before, Exchange("And then?", "The ship sails on and on"))  # it comes too late

    shown = chat._shown(chat.running.start("ab", draft, grow), GenerationToken())
    next(shown)
    assert said.wait(60)
    fire(page, chat.box, "stop", "ab")
    *_, (messages, talk) = shown
    over.set()
    assert talk[0] == before[0]
    assert "You stopped this answer" in messages[-1]["content"]
    rested = _after(page, "_rested")("ab")
    assert (rested["submit_btn"], rested["stop_btn"]) == ("Ask", False)


def test_what_is_stopped_before_it_begins_never_begins(built: Built) -> None:
    page, chat, _ = built
    *_, name, _ = fire(page, chat.box, "submit", "How many passengers?", "")
    fire(page, chat.box, "stop", name)
    answer = _after(page, "_answer")
    steps = list(answer("How many passengers?", (), None, EVERYTHING, GenerationToken(), name))
    assert ["You stopped this answer" in talk[-1].html for _, talk in steps] == [True]


def test_the_box_stays_as_it_is_while_the_conversation_goes_on(built: Built) -> None:
    page, chat, _ = built
    over = threading.Event()

    def grow(left: Callable[[], bool]) -> Generator[Conversation, None, None]:
        yield (Exchange("And then?", "…"),)
        over.wait(60)

    chat.running.start("ab", (), grow)
    assert _after(page, "_rested")("ab") == SKIPPED
    over.set()


def test_votes_are_written_for_answers_that_exist(built: Built, service: Service) -> None:
    page, _, pane = built
    talk: Conversation = (finished(answered()), Exchange("And then?", "…"))
    votes = told(
        {"answer": answer_id(answered()), "vote": "up", "remark": " right "},
        {"answer": "0" * 16, "vote": "down"},
        {"answer": 0, "vote": "down"},
        {"vote": "down"},
    )
    fire(page, pane, "vote", votes, talk)
    (line,) = service.settings.feedback.read_text(encoding="utf-8").splitlines()
    written = json.loads(line)
    assert (written["vote"], written["remark"]) == ("up", "right")
    assert written["id"] == answer_id(answered())
    assert written["question"] == "When was the line opened?"


def test_an_answer_is_compared_with_the_readers_by_its_id(built: Built) -> None:
    page, chat, pane = built
    talk: Conversation = (finished(answered()),)
    name = answer_id(answered())
    box, asked, *_ = fire(page, pane, "compare", told({"answer": name}), talk, "ab")
    assert (box["stop_btn"], asked) == ("Stop", name)
    assert fire(page, pane, "compare", told({"answer": "0"}), talk, "ab")[1] == ""
    compare = requested(chat._compare)
    *_, (shown, grown) = compare(name, talk, None, EVERYTHING, GenerationToken(), "ab")
    assert [exchange.question for exchange in grown] == ["When was the line opened?"] * 2
    assert shown[-1]["content"].count("qa-final qa-side") == 2
    assert grown[1].answer.status == "not_found"  # this reader finds nothing
    nothing = compare("", talk, None, EVERYTHING, GenerationToken(), "ab")
    assert list(nothing) == [(SKIPPED, SKIPPED)]


def test_there_are_no_follow_ups_before_an_answer(built: Built) -> None:
    follow_up = _after(built[0], "_follow_up")
    assert follow_up(()) == ""
    assert follow_up((Exchange("Why?", "…"),)) == ""
