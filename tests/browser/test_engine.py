"""The engine in the settings, with a real server: tried, used for the next answer, left again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from qa.ui.service.engines import LOCAL
from tests.browser.chat_server import ChatServer
from tests.browser.steps import LONG_MS, ask, fits, resize, tab, until
from tests.ui.service.model_server import ModelServer
from tests.window_process import Window

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHIP = "How many passengers can the ship take?"


@pytest.fixture
def chat_server() -> Iterator[ChatServer]:
    server = ChatServer()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def own(page: Page, window: Window) -> Iterator[Page]:
    """The choice is of the whole window, so the reader is chosen again whatever happens."""
    page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    yield page
    if (window.corpus.parent / "indexes" / "engine.json").exists():
        page.reload()
        tab(page, "Settings")
        choose(page, "The built-in reader")
        page.get_by_role("button", name="Use", exact=True).click()
        page.locator(".qa-told", has_text="built-in reader from").wait_for(timeout=LONG_MS)


def choose(page: Page, name: str) -> None:
    page.locator("#qa-engine input").click()
    page.get_by_role("option", name=name).click()


def test_any_server_can_be_tried_and_used_and_left(own: Page, chat_server: ChatServer) -> None:
    tab(own, "Settings")
    own.locator("#qa-engine-said", has_text="on this machine").wait_for(timeout=LONG_MS)
    choose(own, "Another server")
    own.get_by_label("Address", exact=True).fill("nowhere")
    own.get_by_role("button", name="Test").click()
    own.get_by_text("Write the server’s address").or_(
        own.get_by_text("Write the server's address")
    ).wait_for(timeout=LONG_MS)
    own.get_by_label("Address", exact=True).fill(chat_server.address)
    own.get_by_label("Model", exact=True).fill("fake")
    own.get_by_label("Key, if it needs one").fill("sk-mine")
    own.get_by_role("button", name="Test").click()
    own.get_by_text("answered “").wait_for(timeout=LONG_MS)
    fits(own)
    resize(own, "phone")
    fits(own)
    assert set(chat_server.keys) == {"sk-mine"}
    own.get_by_label("Keep the key").check()
    own.get_by_role("button", name="Use", exact=True).click()
    own.get_by_text("From now on").wait_for(timeout=LONG_MS)
    assert own.get_by_label("Key, if it needs one").input_value() == ""
    tab(own, "Ask")
    ask(own, SHIP)
    assert chat_server.asked[-1] == SHIP
    assert "sk-mine" not in own.content()
    tab(own, "Settings")
    choose(own, "The built-in reader")
    own.get_by_role("button", name="Use", exact=True).click()
    own.locator(".qa-told", has_text="built-in reader from").wait_for(timeout=LONG_MS)
    before = len(chat_server.asked)
    tab(own, "Ask")
    ask(own, SHIP)
    assert len(chat_server.asked) == before
    tab(own, "Settings")
    choose(own, "Another server")  # whose key is in the keyring by now
    own.get_by_role("button", name="Test").click()
    until(own, lambda: len(chat_server.keys) > before)
    assert set(chat_server.keys) == {"sk-mine"}


def test_a_server_of_this_machine_is_found_and_offered_by_name(own: Page) -> None:
    try:
        server = ModelServer(port=LOCAL["LM Studio"])
    except OSError:
        pytest.skip("the port of LM Studio is taken on this machine")
    tab(own, "Settings")
    own.get_by_text("Found on this machine: LM Studio").wait_for(timeout=LONG_MS)
    resize(own, "phone")
    choose(own, "LM Studio: large")
    own.get_by_role("button", name="Test").click()
    own.get_by_text("LM Studio: large answered “Paris.”").wait_for(timeout=LONG_MS)
    server.stop()
