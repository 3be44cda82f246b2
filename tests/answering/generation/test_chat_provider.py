"""A provider's own client meets a server that refuses, is busy, is down or cannot read so much.

The key comes from the provider's variable and must show up nowhere but in the request.
"""

from __future__ import annotations

import importlib.util
import logging
import socket
import traceback
from typing import TYPE_CHECKING

import pytest
from langchain_core.messages import HumanMessage

from qa.answering import Assistant
from qa.answering.generation.chat_model import ATTEMPTS, ChatModel, Limits, load_chat_model
from qa.errors import ChatModelError
from qa.serial import answer_to_dict
from qa.settings import Settings
from tests.answering.fakes import FailingServer

if TYPE_CHECKING:
    from qa.index import Embedder

KEY = "sk-live-0123456789abcdef"
QUICK = Limits(first_s=20, next_s=20, whole_s=60, pause_s=0)
QUESTION = "How many North Koreans hold a permit to work in Russia?"

pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("langchain_openai") is None,
        reason="needs langchain-openai (extra: openai)",
    ),
    # Of the client's libraries, not ours.
    pytest.mark.filterwarnings("default"),
]


def error(message: str, code: str) -> dict[str, object]:
    return {"error": {"message": f"{message} (key {KEY})", "type": "error", "code": code}}


def client(address: str, monkeypatch: pytest.MonkeyPatch) -> ChatModel:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    loaded = load_chat_model(Settings(chat_model="openai:some-model", chat_base_url=address))
    assert loaded is not None
    return ChatModel(loaded._model, loaded.name, limits=QUICK)


@pytest.mark.parametrize(
    ("status", "body", "says", "calls"),
    [
        (401, error("Incorrect API key provided", "invalid_api_key"), "refused the key", 1),
        (429, error("Rate limit reached", "rate_limit_exceeded"), "is rate-limited", ATTEMPTS),
        (
            400,
            error("Maximum context length is 4096 tokens", "context_length_exceeded"),
            "cannot read that much text",
            1,
        ),
        (500, error("Something went wrong", "server_error"), r"failed \(\w+\)", ATTEMPTS),
        (404, error("No such model", "model_not_found"), r"failed \(\w+\)", 1),
    ],
    ids=["key", "rate", "context", "server", "model"],
)
def test_what_a_server_refuses_is_told_in_our_words(
    status: int,
    body: dict[str, object],
    says: str,
    calls: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with FailingServer(status, body) as server:
        chat = client(server.address, monkeypatch)
        with pytest.raises(ChatModelError, match=rf"^openai:some-model {says}\.$") as raised:
            chat.reply([HumanMessage("Hello?")])
    assert server.keys == [f"Bearer {KEY}"] * calls
    shown = "".join(traceback.format_exception(raised.value))
    for text in (str(raised.value), repr(raised.value), shown, repr(chat)):
        assert KEY not in text
    assert KEY not in caplog.text


def test_a_server_that_is_down_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(ChatModelError, match=r"^openai:some-model cannot be reached\.$"):
            client(address, monkeypatch).reply([HumanMessage("Hello?")])


def test_an_answer_shows_no_key_and_the_readers_words(
    built_settings: Settings, packaged_embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = error("Incorrect API key provided", "invalid_api_key")
    with FailingServer(401, body) as server:
        chat = client(server.address, monkeypatch)
        with Assistant.open(built_settings, embedder=packaged_embedder, chat=chat) as opened:
            answer = opened.answer(QUESTION)
            shown = f"{answer!r} {answer_to_dict(answer)} {opened.settings!r} {opened.chain!r}"
    assert answer.note == "openai:some-model refused the key; this is what the articles say."
    assert answer.engine == "reader"
    assert "Over 40,000 North Koreans" in answer.text
    assert KEY not in shown
