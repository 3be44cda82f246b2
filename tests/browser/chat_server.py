"""A chat model's server on loopback, as OpenAI's protocol has it, that says what a test needs.

It reads the numbered passages that it is sent and answers from them: one sentence that they
hold, with its marker, and one that they do not. A question with "slowly" in it is answered
word by word until the client goes away, which is noted.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

INVENTED = "A choir of 12 monks painted it green in Oslo"
PAUSE_S = 0.08
SLOW_PAUSE_S = 0.4  # as long as an answer grows in people's reading speed
PATIENCE_S = 300


class ChatServer(ThreadingHTTPServer):
    """Serves until `shutdown`.

    cut: set when a client left before the end of a reply. asked: the questions, in order.
    keys: what clients gave as their key, in order. refusing: whether every key is refused, as
    providers do, with the key in the message.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.cut = threading.Event()
        self.asked: list[str] = []
        self.keys: list[str] = []
        self.refusing = False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """The base address that a client is given."""
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: ChatServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked["messages"][-1]["content"].rpartition("uestion: ")[2])
        self.server.keys.append(self.headers["Authorization"].removeprefix("Bearer "))
        if self.server.refusing:
            self._refuse(self.server.keys[-1])
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            for piece in reply(asked["messages"]):
                self._send({"role": "assistant", "content": piece})
                time.sleep(PAUSE_S)
            self._send({}, finish="stop")
            self.wfile.write(b"data: [DONE]\n\n")
        except (BrokenPipeError, ConnectionResetError):
            self.server.cut.set()

    def _refuse(self, key: str) -> None:
        error = {"message": f"Incorrect API key provided: {key}.", "code": "invalid_api_key"}
        self.send_response(401)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps({"error": error}).encode())

    def _send(self, delta: dict[str, str], finish: str | None = None) -> None:
        chunk = {
            "id": "x",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": "fake",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def reply(messages: list[dict[str, str]]) -> Iterator[str]:
    """What the model says, piece by piece."""
    asked = messages[-1]["content"]
    if "slowly" in asked.rpartition("Question:")[2]:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            yield "The ship sails on and "
            time.sleep(SLOW_PAUSE_S)
        return
    if "reach" in asked.rpartition("Question:")[2]:
        said = f"The ferry reached Vladivostok on 18 May [{holding(asked, '18 May')}]."
    else:
        number = holding(asked, "200")
        said = f"The ship can take about 200 passengers [{number}]. {INVENTED} [{number}]."
    yield from re.findall(r"\S+\s*", said)


def holding(asked: str, words: str) -> str:
    """The number of the first passage that holds the words."""
    for number, text in re.findall(r'<passage number="(\d+)"[^>]*>(.*?)</passage>', asked, re.S):
        if words in text:
            return str(number)
    return "1"
