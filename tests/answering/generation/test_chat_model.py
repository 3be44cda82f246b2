"""The chat model's door: names, missing packages, failures in sentences, bounded tries."""

from __future__ import annotations

import importlib.util
import logging
import traceback
from collections.abc import Iterator

import pytest
from langchain_core.messages import BaseMessage, HumanMessage

from qa.answering.generation.chat_model import (
    ATTEMPTS,
    CONTEXT_TOKENS,
    ChatModel,
    load_chat_model,
)
from qa.errors import ChatModelError, SettingsError
from qa.settings import Settings
from tests.answering.fakes import QUICK, endless, saying, scripted

KEY = "key sk-12345 is over its limit"
ASKED = [HumanMessage("Hello?")]


class RateLimitError(Exception):
    """As providers call it; its message holds what must not be shown."""

    status_code = 429


class AuthenticationError(Exception):
    """A wrong key, which providers like to repeat."""


class Calls:
    """How often a model was asked."""

    def __init__(self) -> None:
        self.count = 0


def flaky(
    failures: int, *, error: Exception | None = None, first: str = ""
) -> tuple[ChatModel, Calls]:
    """Fails a number of times, before or after its first word, then speaks."""
    calls = Calls()

    def script(_: list[BaseMessage]) -> Iterator[str]:
        calls.count += 1
        if first:
            yield first
        if calls.count <= failures:
            raise error or RateLimitError(KEY)
        yield "Yes."

    return scripted(script, "fake:flaky"), calls


def test_no_model_is_no_model() -> None:
    assert load_chat_model(Settings()) is None


def test_a_name_without_a_provider_is_refused() -> None:
    with pytest.raises(SettingsError, match="write provider:model"):
        load_chat_model(Settings(chat_model="qwen3"))


def test_a_missing_package_is_named_with_the_remedy() -> None:
    if importlib.util.find_spec("langchain_ollama"):
        pytest.skip("langchain-ollama is installed here")
    with pytest.raises(ChatModelError, match=r"qwen3:4b needs.*pip install langchain-ollama$"):
        load_chat_model(Settings(chat_model="ollama:qwen3:4b"))


def test_an_unknown_provider_is_our_error() -> None:
    with pytest.raises(ChatModelError, match="cannot be set up"):
        load_chat_model(Settings(chat_model="nobody:nothing"))


def test_pieces_arrive_as_they_come() -> None:
    chat = saying("Yes.")
    assert list(chat.stream(ASKED)) == ["Y", "e", "s", "."]
    assert chat.reply(ASKED) == "Yes."
    assert chat.context_tokens < CONTEXT_TOKENS


def test_a_busy_model_is_asked_again() -> None:
    chat, calls = flaky(failures=ATTEMPTS - 1)
    assert chat.reply(ASKED) == "Yes."
    assert calls.count == ATTEMPTS


def test_but_not_for_ever_and_without_its_words() -> None:
    chat, calls = flaky(failures=99)
    with pytest.raises(ChatModelError) as raised:
        chat.reply(ASKED)
    assert str(raised.value) == "fake:flaky is rate-limited."
    assert raised.value.__cause__ is None
    assert calls.count == ATTEMPTS


def test_a_refused_key_is_not_tried_again() -> None:
    chat, calls = flaky(failures=99, error=AuthenticationError(KEY))
    with pytest.raises(ChatModelError, match=r"^fake:flaky refused the key\.$"):
        chat.reply(ASKED)
    assert calls.count == 1


def test_what_has_begun_is_not_begun_again() -> None:
    chat, calls = flaky(failures=1, first="Well")
    with pytest.raises(ChatModelError):
        chat.reply(ASKED)
    assert calls.count == 1


class BadRequestError(Exception):
    """What an OpenAI-compatible server answers to a prompt that is too long."""

    status_code = 400


def test_a_server_that_cannot_read_that_much_is_not_asked_again() -> None:
    told = "sk-12345: this model's maximum context length is 2048 tokens"
    chat, calls = flaky(failures=99, error=BadRequestError(told))
    with pytest.raises(ChatModelError, match=r"^fake:flaky cannot read that much text\.$"):
        chat.reply(ASKED)
    assert calls.count == 1


@pytest.mark.parametrize("error", [RateLimitError, AuthenticationError, BadRequestError])
def test_a_key_reaches_neither_traceback_nor_log(
    error: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    chat, _ = flaky(failures=99, error=error(KEY))
    with pytest.raises(ChatModelError) as raised:
        chat.reply(ASKED)
    shown = "".join(traceback.format_exception(raised.value))
    for text in (str(raised.value), repr(raised.value), shown, caplog.text):
        assert "sk-12345" not in text


def test_closing_the_stream_stops_the_model() -> None:
    model, stopped, said = endless("a")
    stream = ChatModel(model, "fake:endless", limits=QUICK).stream(ASKED)
    assert next(stream) == "a"
    getattr(stream, "close", list)()
    assert stopped.wait(10)
    assert said == ["stopped"]
