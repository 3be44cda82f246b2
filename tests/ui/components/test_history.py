"""The history: saved after an answer, listed, reopened, forgotten; never by another's hand."""

from __future__ import annotations

from html import unescape

import gradio as gr
import pytest

from qa.ui.components.chat_panel import ChatPanel, GenerationToken
from qa.ui.components.history import History
from qa.ui.components.source_pane import build_source
from qa.ui.service.exchanges import Conversation, Exchange, finished
from qa.ui.service.saved_conversations import Saved, dump
from qa.ui.service.service import Service
from tests.ui.components import wiring
from tests.ui.components.wiring import SKIPPED, fire, told
from tests.ui.make import answer, answered

Built = tuple[gr.Blocks, gr.HTML]


def _build(service: Service) -> Built:
    with gr.Blocks() as page:
        chat = ChatPanel(service)
        history = History(chat)
        with gr.Tabs() as tabs, gr.Tab("Ask", id="ask"):
            chat.render()
            history.list.render()
        pane = build_source(service)
        chat.bind_events(pane)
        history.bind_events(page, pane, tabs)
    return page, pane


@pytest.fixture
def built(service: Service) -> Built:
    return wiring.built(lambda: _build(service))


def _kept(*names: str) -> list[dict[str, object]]:
    talks: list[Conversation] = [(finished(answer(question=f"Why {name}?")),) for name in names]
    return dump(
        [
            Saved(name, f"2026-11-0{9 - n}T10:00:00+00:00", talk)
            for n, (name, talk) in enumerate(zip(names, talks, strict=True))
        ]
    )


def _saving(page: gr.Blocks) -> object:
    return next(fn.fn for fn in page.fns.values() if getattr(fn.fn, "__name__", "") == "_save")


def test_an_answered_conversation_is_saved_under_one_name(built: Built) -> None:
    save = _saving(built[0])
    assert callable(save)
    talk: Conversation = (finished(answered()),)
    kept, name, listed, address = save(talk, [], "")
    assert f'data-conversation="{name}"' in address
    assert [item["id"] for item in kept] == [name]
    assert "When was the line opened?" in listed
    assert "1 answer ·" in listed
    again, same, listed, _ = save((*talk, finished(answer())), kept, name)
    assert (len(again), same) == (1, name)
    assert "2 answers ·" in listed


def test_a_conversation_without_an_answer_is_not_saved(built: Built) -> None:
    save = _saving(built[0])
    assert callable(save)
    assert save((Exchange("Why?", "…"),), [], "") == (SKIPPED,) * 4


def test_opening_the_page_lists_what_the_browser_kept(built: Built) -> None:
    page, _ = built
    lists = [fn.fn for fn in page.fns.values() if getattr(fn.fn, "__name__", "") == "_listed"]
    assert len(lists) == 1
    assert lists[0] is not None
    listed = lists[0](_kept("rail", "sea"))
    assert listed.index("Why rail?") < listed.index("Why sea?")
    assert "9 Nov 2026" in listed
    assert "Conversations are kept here" in lists[0]("written by something else")


def test_a_kept_conversation_is_reopened_and_what_is_being_written_is_dropped(
    built: Built,
) -> None:
    page, pane = built
    token = GenerationToken()
    shown, talk, name, tabs, follow, _, address = fire(
        page, pane, "reopen", told({"id": "sea"}), _kept("rail", "sea"), token
    )
    assert [exchange.question for exchange in talk] == ["Why sea?"]
    assert [message["role"] for message in shown] == ["user", "assistant"]
    assert (name, tabs.selected, follow, token.current) == ("sea", "ask", "", 1)
    assert 'data-conversation="sea"' in address


def test_an_unknown_name_reopens_nothing(built: Built) -> None:
    page, pane = built
    token = GenerationToken()
    skipped = fire(page, pane, "reopen", told({"id": "moon"}), _kept("rail"), token)
    assert skipped[:6] == (SKIPPED,) * 6
    assert 'data-conversation=""' in skipped[6]
    assert token.current == 0


def test_all_that_were_clicked_away_are_forgotten(built: Built) -> None:
    page, pane = built
    events = told({"id": "rail"}, {"id": "moon"}, {"id": "air"})
    left, listed = fire(page, pane, "forget", events, _kept("rail", "sea", "air"))
    assert [item["id"] for item in left] == ["sea"]
    assert "Why sea?" in listed
    assert "Why rail?" not in listed


def test_a_new_conversation_is_empty(built: Built) -> None:
    page, pane = built
    token = GenerationToken()
    shown, talk, name, *_, address = fire(page, pane, "fresh", token)
    assert 'data-conversation=""' in address
    assert (shown, talk, name, token.current) == ([], (), "", 1)


def test_a_question_is_shown_as_text(built: Built) -> None:
    page, pane = built
    talk: Conversation = (finished(answer(question="<img src=x onerror=1>")),)
    kept = dump([Saved("x", "no day at all", talk)])
    _, listed = fire(page, pane, "forget", told({"id": "other"}), kept)
    assert "<img" not in listed
    assert "<img src=x onerror=1>" in unescape(listed)
