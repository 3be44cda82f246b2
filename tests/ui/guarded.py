"""The guard in front of an application that answers whatever reaches it, and requests to it."""

from __future__ import annotations

import asyncio

from starlette.types import Receive, Scope, Send

from qa.ui.login import Login
from qa.ui.request_guard import Endpoints, RequestGuard

TOKEN = "0123456789abcdefgh"
ENDPOINTS = Endpoints(
    {"ask": {"question": True, "history": False}, "search": {"question": True, "k": False}},
    {7: "ask", 8: "search"},
)


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    body, more = b"", True
    while more and scope["type"] == "http":
        message = await receive()
        body += message["body"]
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"reached " + body})


def ask(
    guard: RequestGuard,
    method: str = "GET",
    path: str = "/",
    *,
    body: bytes = b"",
    chunked: bool = False,
    kind: str = "http",
    **headers: str,
) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers of the answer; of a WebSocket the code that it is closed with."""
    named = {"host": "127.0.0.1:7860"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    if body and not chunked:
        named.setdefault("content-length", str(len(body)))
    scope = {
        "type": kind,
        "method": method,
        "path": path.partition("?")[0],
        "query_string": path.partition("?")[2].encode(),
        "scheme": "http",
        "client": ("10.0.0.9", 5000),
        "headers": [(name.encode(), value.encode()) for name, value in named.items() if value],
    }
    sent = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    asyncio.run(guard(scope, receive, send))  # type: ignore[arg-type]
    if kind == "websocket":
        return sent[0].get("code", 0), "", {}  # type: ignore[return-value]
    got = {name.decode(): value.decode() for name, value in sent[0].get("headers", [])}  # type: ignore[attr-defined]
    text = b"".join(message.get("body", b"") for message in sent[1:])  # type: ignore[misc]
    return sent[0]["status"], text.decode(), got  # type: ignore[return-value]


def made(bound: str = "127.0.0.1", *names: str, login: Login | None = None) -> RequestGuard:
    return RequestGuard(echo, ENDPOINTS, bound=bound, names=names, login=login)
