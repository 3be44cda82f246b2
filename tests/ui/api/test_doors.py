"""Which application a path leads to."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from tests.ui.api.make import StubAssistant, doors


async def window(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(f"window {Request(scope).url.path}")(scope, receive, send)


def asked(path: str, *, tools: bool = False) -> str:
    return TestClient(doors(StubAssistant(), tools=tools).before(window)).get(path).text


@pytest.mark.parametrize(
    "path", ["/", "/gradio_api/info", "/api", "/apis/x", "/v1", "/v2/models", "/mcp", "/metrics/x"]
)
def test_the_window_keeps_its_paths(path: str) -> None:
    assert asked(path) == f"window {path}"


@pytest.mark.parametrize(
    "path", ["/api/v1/health", "/v1/models", "/api/docs", "/api/nothing", "/metrics"]
)
def test_the_doors_have_theirs(path: str) -> None:
    assert not asked(path).startswith("window")


def test_a_conversation_has_an_address_that_opens_it_in_the_page() -> None:
    app = doors(StubAssistant()).before(window)
    given = TestClient(app, follow_redirects=False).get("/c/00ff12")
    assert (given.status_code, given.headers["location"]) == (303, "../?c=00ff12")


@pytest.mark.parametrize("path", ["/c/", "/c/xyz", "/c/00/11", "/c/00%0d%0aSet-Cookie:a", "/cc/00"])
def test_what_is_no_conversation_is_the_window_s(path: str) -> None:
    assert asked(path).startswith("window")
