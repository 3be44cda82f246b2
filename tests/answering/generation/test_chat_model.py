"""The chat model's door: names, missing packages, failures in sentences, bounded tries."""

from __future__ import annotations

import importlib.util
import logging
import traceback
from collections.abc import Iterator

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage
from langchain_core.outputs import ChatGenerationChunk

from qa.answering.generation.chat_model import (
    ATTEMPTS,
    CONTEXT_TOKENS,
    ChatModel,
    Limits,
    load_chat_model,
)
from qa.errors import ChatModelError, SettingsError
from qa.settings import Settings
from tests.answering.fakes import endless

ASKED = [HumanMessage("Hello?")]
QUICK = Limits(first_s=5, next_s=5, whole_s=10, pause_s=0)


class RateLimitError(Exception):
    """As providers call it; its message holds what must not be shown."""

    status_code = 429


class AuthenticationError(Exception):
    """A wrong key, which providers like to repeat."""


class Flaky(FakeListChatModel):
    """Fails a number of times before or after its first word, then speaks."""

    failures: int
    error: type[Exception] = RateLimitError
    midway: bool = False
    calls: int = 0

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> Iterator[ChatGenerationChunk]:
        self.calls += 1
        if self.midway:
            yield ChatGenerationChunk(message=AIMessageChunk("Well"))
        if self.calls <= self.failures:
            raise self.error("key sk-12345 is over its limit")
        yield ChatGenerationChunk(message=AIMessageChunk("Yes."))


def flaky(failures: int, **options: object) -> tuple[ChatModel, Flaky]:
    model = Flaky(responses=["x"], failures=failures, **options)
    return ChatModel(model, "fake:flaky", limits=QUICK), model


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
    chat = ChatModel(FakeListChatModel(responses=["Yes."]), "fake:list", limits=QUICK)
    assert list(chat.stream(ASKED)) == ["Y", "e", "s", "."]
    assert chat.reply(ASKED) == "Yes."
    assert chat.context_tokens < CONTEXT_TOKENS


def test_a_busy_model_is_asked_again() -> None:
    chat, model = flaky(failures=ATTEMPTS - 1)
    assert chat.reply(ASKED) == "Yes."
    assert model.calls == ATTEMPTS


def test_but_not_for_ever_and_without_its_words() -> None:
    chat, model = flaky(failures=99)
    with pytest.raises(ChatModelError) as raised:
        chat.reply(ASKED)
    assert str(raised.value) == "fake:flaky is rate-limited."
    assert raised.value.__cause__ is None
    assert model.calls == ATTEMPTS


def test_a_refused_key_is_not_tried_again() -> None:
    chat, model = flaky(failures=99, error=AuthenticationError)
    with pytest.raises(ChatModelError, match=r"^fake:flaky refused the key\.$"):
        chat.reply(ASKED)
    assert model.calls == 1


def test_what_has_begun_is_not_begun_again() -> None:
    chat, model = flaky(failures=1, midway=True)
    with pytest.raises(ChatModelError):
        chat.reply(ASKED)
    assert model.calls == 1


class BadRequestError(Exception):
    """What an OpenAI-compatible server answers to a prompt that is too long."""

    status_code = 400


def test_a_server_that_cannot_read_that_much_is_not_asked_again() -> None:
    class Short(Flaky):
        def _stream(
            self,
            messages: list[BaseMessage],
            stop: list[str] | None = None,
            run_manager: CallbackManagerForLLMRun | None = None,
            **kwargs: object,
        ) -> Iterator[ChatGenerationChunk]:
            self.calls += 1
            raise BadRequestError("sk-12345: this model's maximum context length is 2048 tokens")
            yield

    model = Short(responses=["x"], failures=99)
    with pytest.raises(ChatModelError, match=r"^fake:short cannot read that much text\.$"):
        ChatModel(model, "fake:short", limits=QUICK).reply(ASKED)
    assert model.calls == 1


@pytest.mark.parametrize("error", [RateLimitError, AuthenticationError, BadRequestError])
def test_a_key_reaches_neither_traceback_nor_log(
    error: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    chat, _ = flaky(failures=99, error=error)
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
