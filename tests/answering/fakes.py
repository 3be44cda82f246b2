"""Chat models for tests: by a list or a script, one that never stops, a server that fails."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from langchain_core.language_models import BaseChatModel, FakeListChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from qa.answering.generation.chat_model import ChatModel, Limits
from qa.answering.generation.prompts import Style

QUICK = Limits(first_s=5, next_s=5, whole_s=10, pause_s=0)
Script = Callable[[list[BaseMessage]], Iterator[str]]


class Scripted(BaseChatModel):
    """Says what its script yields for what it is told; what the script raises is its failure."""

    script: Script

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _stream(
        self, messages: list[BaseMessage], *_: object, **__: object
    ) -> Iterator[ChatGenerationChunk]:
        for piece in self.script(messages):
            yield ChatGenerationChunk(message=AIMessageChunk(piece))

    def _generate(self, messages: list[BaseMessage], *_: object, **__: object) -> ChatResult:
        said = AIMessage("".join(self.script(messages)))
        return ChatResult(generations=[ChatGeneration(message=said)])


def scripted(
    script: Script,
    name: str = "fake:script",
    *,
    limits: Limits = QUICK,
    style: Style | None = None,
) -> ChatModel:
    """A chat model of the product over a script."""
    return ChatModel(Scripted(script=script), name, limits=limits, style=style)


def saying(*replies: str, name: str = "fake:list", style: Style | None = None) -> ChatModel:
    """Says the replies in turn, character by character, so that markers cross chunks' borders."""
    model = FakeListChatModel(responses=list(replies))
    return ChatModel(model, name, limits=QUICK, style=style)


def endless(word: str) -> tuple[BaseChatModel, threading.Event, list[str]]:
    """A model that says a word over and over; that it was stopped is set, and noted each time."""
    stopped, said = threading.Event(), []

    def script(_: list[BaseMessage]) -> Iterator[str]:
        try:
            while True:
                yield word
        finally:
            said.append("stopped")
            stopped.set()

    return Scripted(script=script), stopped, said


class FailingServer(ThreadingHTTPServer):
    """Answers every request with one status and body; counts them, notes the keys it was sent."""

    daemon_threads = True

    def __init__(self, status: int, body: dict[str, object]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = status
        self.body = json.dumps(body).encode()
        self.keys: list[str] = []

    @property
    def address(self) -> str:
        """The base address that a client is given."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: FailingServer

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.keys.append(self.headers["Authorization"])
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: object) -> None:
        """A test's output stays its own."""
