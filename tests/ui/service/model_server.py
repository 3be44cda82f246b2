"""A small server on loopback that speaks as much of OpenAI's protocol as the window needs.

It notes which paths it was asked for and which keys it was shown.
"""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODELS = ("small", "large")


class ModelServer(ThreadingHTTPServer):
    """models: what it lists. said: what it answers to anything. body: sent in place of the list.

    port: 0 for any that is free.
    """

    daemon_threads = True

    def __init__(
        self, *, models: tuple[str, ...] = MODELS, said: str = "Paris.", port: int = 0
    ) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.models = models
        self.said = said
        self.body: bytes | None = None
        self.slow_s = 0.0
        self.asked: list[str] = []
        self.keys: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: ModelServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        time.sleep(self.server.slow_s)
        listed = {"object": "list", "data": [{"id": name} for name in self.server.models]}
        self._send("application/json", self.server.body or json.dumps(listed).encode())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(self.path)
        self.server.keys.append(self.headers["Authorization"].removeprefix("Bearer "))
        chunk = {
            "id": "x",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": "small",
            "choices": [{"index": 0, "delta": {"role": "assistant", "content": self.server.said}}],
        }
        told = f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n"
        self._send("text/event-stream", told.encode())

    def _send(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
