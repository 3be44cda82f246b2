"""A conversation in the browser: words as they come, Stop, follow-ups, what nothing supports.

With a chat model behind a real connection, whose server sees whether it was left; and without
one, where the built-in reader answers.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.browser.chat_server import INVENTED, ChatServer
from tests.browser.conftest import Seat
from tests.browser.steps import LONG_MS, SIZES, Calls, ask, fits, resize, shut_source, source_of
from tests.window_process import Window, start_window, stop_window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

SHIP = "How many passengers can the ship take?"
SLOWLY = "How many passengers can the ship take, slowly?"
AND_WHEN = "And when did it reach Vladivostok?"
ALONE = AND_WHEN.replace("And when", "When")
KEY = "sk-proj-9f2kZ7qLxW4"
GROWTH = """() => {
  window.grown = [];
  new MutationObserver(() => {
    const text = document.querySelector('.qa-draft .qa-text')?.innerText;
    if (text && window.grown.at(-1) !== text) window.grown.push(text);
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
needs_client = pytest.mark.skipif(
    importlib.util.find_spec("langchain_openai") is None,
    reason="needs langchain-openai (extra: openai)",
)


@pytest.fixture(scope="module")
def chat_server() -> Iterator[ChatServer]:
    server = ChatServer()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def talking_window(
    browser: Browser, chat_server: ChatServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    process, opened = start_window(
        tmp_path_factory.mktemp("talking"),
        QA_CHAT_MODEL="openai:fake",
        QA_CHAT_BASE_URL=chat_server.address,
        OPENAI_API_KEY=KEY,
    )
    yield opened
    stop_window(process)


@pytest.fixture
def talk(seat: Seat, talking_window: Window) -> Iterator[Page]:
    with seat.person(talking_window.address) as page:
        page.goto(talking_window.address)
        page.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
        yield page


@needs_client
def test_words_come_one_by_one_and_what_nothing_supports_is_marked(talk: Page) -> None:
    talk.evaluate(GROWTH)
    ask(talk, SHIP)
    grown = talk.evaluate("window.grown")
    assert "200 passengers" in grown[0]  # the reader's answer stands until the model has written
    written = grown[grown.index(min(grown, key=len)) :]
    assert len(written) >= 3
    assert all(len(longer) > len(shorter) for shorter, longer in pairwise(written))
    answer = talk.locator(".qa-final").last
    kept = answer.locator(".qa-s:not(.qa-unsupported)")
    assert kept.all_inner_texts() == ["The ship can take about 200 passengers."]
    marked = answer.locator(".qa-unsupported")
    assert [text.rstrip(".") for text in marked.all_inner_texts()] == [INVENTED]
    assert "wavy" in marked.evaluate("e => getComputedStyle(e).textDecorationStyle")
    assert answer.locator(".qa-flag").inner_text() == "not supported by the articles"
    assert "openai:fake" in talk.locator(".qa-status").inner_text()


@needs_client
def test_stop_ends_the_generation_and_the_conversation_goes_on(
    talk: Page, chat_server: ChatServer
) -> None:
    chat_server.cut.clear()
    talk.get_by_label("Your question").fill(SLOWLY)
    talk.keyboard.press("Enter")
    talk.locator(".qa-draft", has_text="The ship sails on").wait_for(timeout=LONG_MS)
    talk.get_by_role("button", name="Stop").click()
    talk.get_by_text("You stopped this answer").wait_for(timeout=LONG_MS)
    assert chat_server.cut.wait(30)
    assert talk.locator(".qa-draft").count() == 0
    assert talk.get_by_role("button", name="Ask", exact=True).is_visible()
    ask(talk, SHIP)
    assert talk.locator(".qa-question").all_inner_texts() == [
        SLOWLY,
        SHIP,
    ]
    assert "You stopped this answer" in talk.locator(".qa-halted").inner_text()
    assert "200" in talk.locator(".qa-final").last.inner_text()


@needs_client
def test_an_answer_in_flight_goes_on_after_a_reload_and_stops_there(
    talk: Page, chat_server: ChatServer
) -> None:
    chat_server.cut.clear()
    talk.get_by_label("Your question").fill(SLOWLY)
    talk.keyboard.press("Enter")
    growing = talk.locator(".qa-draft", has_text="The ship sails on")
    growing.wait_for(timeout=LONG_MS)
    address = talk.url
    assert "/c/" in address
    resize(talk, "phone")
    talk.reload()
    growing.wait_for(timeout=LONG_MS)
    assert talk.url == address
    before = growing.inner_text()
    talk.wait_for_function(
        "n => document.querySelector('.qa-draft')?.innerText.length > n",
        arg=len(before),
        timeout=LONG_MS,
    )
    assert not chat_server.cut.is_set()
    talk.get_by_role("button", name="Stop").click()
    talk.get_by_text("You stopped this answer").wait_for(timeout=LONG_MS)
    assert chat_server.cut.wait(30)


@needs_client
def test_a_written_answer_stands_beside_the_readers(talk: Page) -> None:
    ask(talk, SHIP)
    talk.get_by_role("button", name="Compare with the reader").click()
    talk.locator(".qa-side").nth(1).wait_for(timeout=LONG_MS)
    first, second = talk.locator(".qa-side .qa-label:first-child").all_inner_texts()
    assert first.startswith("The built-in reader · ")
    assert second.startswith("openai:fake · ")
    for size in SIZES:
        resize(talk, size)
        boxes = [side.bounding_box() for side in talk.locator(".qa-side").all()]
        assert boxes[0] is not None
        assert boxes[1] is not None
        if size == "phone":
            assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
        else:
            assert boxes[0]["y"] == boxes[1]["y"]
            assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
        fits(talk)
        source_of(talk, talk.locator(".qa-side a.qa-marker").first)
        shut_source(talk)


@needs_client
def test_the_next_question_can_be_typed_while_an_answer_streams(talk: Page) -> None:
    talk.evaluate(GROWTH)
    box = talk.get_by_label("Your question")
    box.fill(SLOWLY)
    talk.keyboard.press("Enter")
    talk.locator(".qa-draft", has_text="The ship sails on").wait_for(timeout=LONG_MS)
    before = len(talk.evaluate("window.grown"))
    words = "Which harbour does it leave from, and how often in a week?"
    talk.keyboard.type(words, delay=60)
    assert len(talk.evaluate("window.grown")) > before
    assert box.input_value() == words
    assert box.evaluate("e => e === document.activeElement && e.selectionStart === e.value.length")
    talk.get_by_role("button", name="Stop").click()
    talk.get_by_text("You stopped this answer").wait_for(timeout=LONG_MS)
    assert box.input_value() == words


@needs_client
def test_a_follow_up_without_a_word_filled_in_says_nothing_of_how_it_is_understood(
    talk: Page,
) -> None:
    ask(talk, SHIP)
    ask(talk, AND_WHEN)
    answer = talk.locator(".qa-final").last
    assert answer.locator(".qa-understood").count() == 0
    assert "18 May" in answer.inner_text()


@needs_client
def test_the_model_is_asked_nothing_that_no_person_asked(
    talk: Page, chat_server: ChatServer
) -> None:
    """Starting questions and follow-ups are checked by the reader alone."""
    talk.locator(".qa-welcome .qa-example").first.wait_for(timeout=LONG_MS)
    calls = Calls(talk)
    ask(talk, SHIP)
    # Follow-ups are looked for after the answer, with calls of their own.
    calls.until_over()
    assert set(chat_server.asked) <= {SHIP, SLOWLY, AND_WHEN, ALONE}


@needs_client
def test_the_key_reaches_its_provider_and_nobody_else(
    talk: Page, talking_window: Window, chat_server: ChatServer
) -> None:
    over: list[Request] = []  # the heartbeat never is
    talk.on("requestfinished", lambda request: over.append(request))  # noqa: PLW0108 - no method
    talk.reload()
    talk.locator(".qa-status-ready").wait_for(timeout=LONG_MS)
    ask(talk, SHIP)
    chat_server.refusing = True
    ask(talk, SHIP)
    chat_server.refusing = False
    assert set(chat_server.keys) == {KEY}
    assert "refused the key" in talk.locator(".qa-final").last.inner_text()
    told = [talk.content(), *talking_window.said]
    answers = [request.response() for request in over]
    told += [response.text() for response in answers if response and response.ok]
    assert sum("passengers" in text for text in told) >= 3
    assert [text for text in told if KEY in text] == []
