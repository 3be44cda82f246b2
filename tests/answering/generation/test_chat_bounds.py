"""A chat server that misbehaves on purpose, on a socket of its own, behind a client over HTTP."""

from __future__ import annotations

import json
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from qa.answering.generation.chat_model import MAX_CHARACTERS, ChatModel, Limits
from qa.errors import ChatModelError

LIMITS = Limits(first_s=4.0, next_s=1.5, whole_s=5.0, pause_s=0.05)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


def event(text: str) -> bytes:
    delta = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return b"data: " + json.dumps(chunk | {"choices": [delta]}).encode() + b"\n\n"


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        with suppress(OSError, IndexError):
            path = self.rfile.readline().split()[1].decode()
            length = 0
            while line := self.rfile.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            self.rfile.read(length)
            self.server.asked.append(path)  # type: ignore[attr-defined]
            getattr(self, path.split("/")[1])()

    def huge(self) -> None:
        self.wfile.write(HEAD + event("a" * 2_000_000) + b"data: [DONE]\n\n")

    def endless(self) -> None:
        self.wfile.write(HEAD)
        while True:
            self.wfile.write(event("word "))

    def drips(self) -> None:
        self.wfile.write(HEAD)
        for _ in range(100):
            self.wfile.write(event("a "))
            time.sleep(0.2)

    def stalls(self) -> None:
        self.wfile.write(HEAD + event("Once "))
        time.sleep(20)

    def silent(self) -> None:
        time.sleep(20)

    def alive(self) -> None:
        self.wfile.write(HEAD)
        for _ in range(100):
            self.wfile.write(b": still there\n\n")
            time.sleep(0.2)

    def line(self) -> None:
        self.wfile.write(HEAD + b"data: ")
        for _ in range(100):
            self.wfile.write(b"a" * 1000)
            time.sleep(0.2)

    def hangs_up(self) -> None:
        return


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []


@pytest.fixture(scope="module")
def server() -> Iterator[_Server]:
    with _Server() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


class EventStream(BaseChatModel):
    """What the providers' packages do: the lines of a stream of events, read as they come."""

    url: str

    @property
    def _llm_type(self) -> str:
        return "events"

    def _generate(self, messages: list[BaseMessage], *_: object, **__: object) -> ChatResult:
        raise NotImplementedError

    def _stream(
        self, messages: list[BaseMessage], *_: object, **__: object
    ) -> Iterator[ChatGenerationChunk]:
        with httpx.stream("POST", self.url, json={}, timeout=10) as response:
            for line in response.iter_lines():
                if line.startswith("data: {"):
                    text = json.loads(line[6:])["choices"][0]["delta"]["content"]
                    yield ChatGenerationChunk(message=AIMessageChunk(text))


def model(server: _Server, how: str) -> ChatModel:
    url = f"http://127.0.0.1:{server.server_address[1]}/{how}"
    return ChatModel(EventStream(url=url), "openai:m", limits=LIMITS)


ASKED = [HumanMessage("?")]


@pytest.mark.parametrize("how", ["huge", "endless"])
def test_what_is_too_long_is_cut(server: _Server, how: str) -> None:
    assert len(model(server, how).reply(ASKED)) == MAX_CHARACTERS


@pytest.mark.parametrize("how", ["drips", "stalls", "silent", "alive", "line"])
def test_one_deadline_ends_it_however_it_passes_the_time(server: _Server, how: str) -> None:
    began = time.monotonic()
    with pytest.raises(ChatModelError, match=r"^openai:m took too long to answer\.$"):
        model(server, how).reply(ASKED)
    assert time.monotonic() - began < LIMITS.whole_s + 5


def test_a_server_that_hangs_up_is_tried_three_times(server: _Server) -> None:
    server.asked.clear()
    with pytest.raises(ChatModelError, match=r"^openai:m failed \(RemoteProtocolError\)\.$"):
        model(server, "hangs_up").reply(ASKED)
    assert len(server.asked) == 3
