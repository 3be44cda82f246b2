"""Kept conversations: saved after an answer, found, reopened, renamed, deleted, exported."""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Callable, Generator
from html import unescape

import gradio as gr
import pytest

from qa.ui.components.chat_panel import ChatPanel, GenerationToken
from qa.ui.components.history import History
from qa.ui.components.source_pane import build_source
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.exchanges import Conversation, Exchange, asked_now, finished
from qa.ui.service.saved_conversations import Saved, dump
from qa.ui.service.service import Service
from qa.ui.service.shelf import BrowserShelf
from tests.ui.components import wiring
from tests.ui.components.wiring import SKIPPED, fire, told
from tests.ui.make import answer, answered

Built = tuple[gr.Blocks, gr.HTML, ChatPanel, History]


def _build(service: Service) -> Built:
    with gr.Blocks() as page:
        chat = ChatPanel(CollectionServices(service))
        history = History(chat, BrowserShelf())
        history.render_hidden()
        with gr.Tabs() as tabs, gr.Tab("Ask", id="ask"):
            chat.render()
            history.render()
        pane = build_source(CollectionServices(service))
        chat.bind_events(pane)
        history.bind_events(page, pane, tabs)
    return page, pane, chat, history


@pytest.fixture
def built(service: Service) -> Built:
    return wiring.built(lambda: _build(service))


def _items(*names: str) -> list[dict[str, object]]:
    return [
        dump(Saved(name, f"2026-11-0{9 - n}T10:00:00+00:00", (answer(question=f"Why {name}?"),)))
        for n, name in enumerate(names)
    ]


def _kept(*names: str) -> str:
    return json.dumps(_items(*names))


def _until(left: Callable[[], bool], talk: Conversation) -> Generator[Conversation, None, None]:
    """Grows until nobody wants it."""
    while not left():
        time.sleep(0.01)
        yield talk


def _grown(chat: ChatPanel, name: str, talk: Conversation) -> None:
    """It is what has grown under that id."""
    list(chat.running.start(name, talk, lambda _: (each for each in (talk,))).follow())


def _changes(told_back: str) -> dict[str, list[dict[str, object]]]:
    changes = json.loads(unescape(re.findall(r'data-changes="([^"]*)"', told_back)[0]))
    assert isinstance(changes, dict)
    return changes


def test_an_answered_conversation_is_kept_under_its_id_and_keeps_its_name(built: Built) -> None:
    save = built[3]._save
    talk: Conversation = (finished(answered()),)
    _grown(built[2], "ab", talk)
    change, listed = save(talk, "[]", "ab", "")
    (kept,) = _changes(str(change))["put"]
    assert kept["id"] == "ab"
    assert "When was the line opened?" in str(listed)
    assert "1 answer ·" in str(listed)
    named = json.dumps([kept | {"given": "Mine"}])
    change, listed = save((*talk, finished(answer())), named, "ab", "")
    assert _changes(str(change))["put"][0]["given"] == "Mine"
    assert "2 answers ·" in str(listed)
    assert save(talk, named, "ab", "nothing like it")[1] != listed  # the search stays


def test_a_conversation_without_an_answer_is_not_kept(built: Built) -> None:
    assert built[3]._save((Exchange("Why?", "…"),), "[]", "ab", "") == (SKIPPED, SKIPPED)
    assert built[3]._save((finished(answered()),), "[]", "", "") == (SKIPPED, SKIPPED)


def test_what_was_deleted_while_it_grew_or_was_only_opened_is_not_kept_anew(built: Built) -> None:
    page, pane, chat, history = built
    talk: Conversation = (finished(answered()),)
    _grown(chat, "ab", talk)
    fire(page, pane, "forget", told({"id": "ab"}), _kept("ab"), "")
    assert history._save(talk, "[]", "ab", "") == (SKIPPED, SKIPPED)
    shown = fire(page, pane, "reopen", told({"id": "ab"}), "[]", GenerationToken(), "")
    assert shown[:6] == (SKIPPED,) * 6


def test_opening_the_page_lists_what_the_browser_kept(built: Built) -> None:
    skipped, _, listed = built[3]._loaded(_kept("rail", "sea"), [])
    assert skipped == SKIPPED
    assert listed.index("Why rail?") < listed.index("Why sea?")
    assert "9 Nov 2026" in listed
    assert "no conversations yet" in built[3]._loaded("written by something else", None)[2]


def test_a_conversation_belongs_to_the_collection_that_it_asked(built: Built) -> None:
    saved = Saved("ab", "2026-11-09T10:00:00+00:00", (answer(),), collection="Rail & Sea")
    kept = json.dumps([dump(saved)])
    assert "no conversations yet" in built[3]._loaded(kept, [])[2]
    *_, address = built[3]._reopen([{"id": "ab"}], kept, GenerationToken(), "")
    assert 'data-go="c/ab?collection=Rail%20%26%20Sea"' in unescape(str(address))


def test_what_an_earlier_version_kept_is_taken_over_once(built: Built) -> None:
    change, emptied, listed = built[3]._loaded(_kept("rail"), _items("sea", "rail"))
    assert [item["id"] for item in _changes(str(change))["put"]] == ["sea"]
    assert emptied == []
    assert "Why sea?" in listed


def test_a_kept_conversation_is_reopened_and_what_is_being_written_is_dropped(
    built: Built,
) -> None:
    page, pane, *_ = built
    token = GenerationToken()
    events = told({"id": "sea"})
    shown, talk, name, tabs, follow, box, address = fire(
        page, pane, "reopen", events, _kept("rail", "sea"), token, "rail"
    )
    assert [exchange.question for exchange in talk] == ["Why sea?"]
    assert [message["role"] for message in shown] == ["user", "assistant"]
    assert (name, tabs["selected"], follow, token.current) == ("sea", "ask", "", 1)
    assert box["submit_btn"] == "Ask"
    assert 'data-conversation="sea"' in address


def test_a_page_that_is_opening_leaves_its_person_in_the_tab_they_went_to(built: Built) -> None:
    page, pane, *_ = built
    events = told({"id": "sea", "opening": "yes"})
    shown = fire(page, pane, "reopen", events, _kept("rail", "sea"), GenerationToken(), "")
    assert (shown[2], shown[3]) == ("sea", SKIPPED)


def test_an_unknown_name_reopens_nothing(built: Built) -> None:
    page, pane, *_ = built
    token = GenerationToken()
    skipped = fire(page, pane, "reopen", told({"id": "moon"}), _kept("rail"), token, "")
    assert skipped[:6] == (SKIPPED,) * 6
    assert 'data-conversation=""' in skipped[6]
    assert token.current == 0


def test_an_answer_that_grows_is_found_before_it_is_kept(built: Built) -> None:
    page, pane, chat, _ = built
    talk: Conversation = (finished(answered()),)
    _grown(chat, "ab", talk)
    shown = fire(page, pane, "reopen", told({"id": "ab"}), "[]", GenerationToken(), "")
    assert (shown[1], shown[2]) == (talk, "ab")


def test_all_that_were_clicked_away_are_forgotten_and_the_last_comes_back(built: Built) -> None:
    page, pane, *_ = built
    events = told({"id": "rail"}, {"id": "moon"}, {"id": "air"})
    change, listed, gone = fire(page, pane, "forget", events, _kept("rail", "sea", "air"), "")
    assert _changes(change)["gone"] == ["rail", "moon", "air"]
    assert "Why sea?" in listed
    assert "Why rail?" not in listed
    again = told({"id": "air"})
    change, listed, none = fire(page, pane, "remember", again, _kept("sea"), "", gone)
    assert [item["id"] for item in _changes(change)["put"]] == ["air"]
    assert "Why air?" in listed
    assert none is None


def test_a_conversation_is_renamed_and_an_empty_name_is_its_question(built: Built) -> None:
    page, pane, *_ = built
    events = told({"id": "sea", "name": "  <b>My\nferry "})
    change, listed = fire(page, pane, "rename", events, _kept("rail", "sea"), "")
    (kept,) = _changes(change)["put"]
    assert kept["given"] == "<b>My ferry"
    assert "<b>" not in listed
    back = fire(page, pane, "rename", told({"id": "sea", "name": ""}), json.dumps([kept]), "")
    assert "Why sea?" in back[1]


def test_a_search_is_kept_for_what_follows(built: Built) -> None:
    page, pane, *_ = built
    sent = _kept("rail", "sea")
    words, listed = fire(page, pane, "find_talk", told({"words": "RAIL"}), sent)
    assert words == "RAIL"
    assert "Why rail?" in listed
    assert "Why sea?" not in listed
    assert "No conversation has" in fire(page, pane, "find_talk", told({"words": "x y"}), sent)[1]


@pytest.mark.parametrize("kind", ["md", "json"])
def test_all_conversations_are_exported(built: Built, kind: str) -> None:
    page, pane, *_ = built
    made = fire(page, pane, "export", told({"format": kind}), _kept("rail", "sea"))
    text = base64.b64decode(re.findall(r'data-download="([^"]*)"', made)[0]).decode()
    assert text.index("Why rail?") < text.index("Why sea?")
    assert fire(page, pane, "export", told({"format": kind}), "[]") == SKIPPED


def test_a_new_conversation_is_empty_and_ends_what_grows(built: Built) -> None:
    page, pane, chat, _ = built
    token = GenerationToken()
    grows = (asked_now("Why?"),)
    growing = chat.running.start("ab", grows, lambda left: _until(left, grows))
    shown, talk, name, *_, address = fire(page, pane, "fresh", token, "ab")
    assert growing.over
    assert 'data-conversation=""' in address
    assert (shown, talk, name, token.current) == ([], (), "", 1)
