"""The attack, in short form: every kind once or more, against both kinds of window."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from benchmarks.attack import (
    CHANGES,
    MUST_REFUSE,
    ROUTES,
    TOKEN,
    Request,
    by_strangers,
    send,
    without_password,
)
from tests.ui.api.make import StubAssistant, doors
from tests.window_process import start_window, stop_window

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module", params=["open", "closed"])
def window(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, bool]]:
    closed = request.param == "closed"
    secrets = {"QA_AUTH": "ann:secret", "QA_TOKEN": TOKEN} if closed else {}
    process, opened = start_window(tmp_path_factory.mktemp("attack"), **secrets)
    yield opened.address, closed
    stop_window(process)


def sample(requests: Iterator[Request]) -> list[Request]:
    """Every seventh, and the first of each kind."""
    seen: set[str] = set()
    kept = []
    for number, request in enumerate(requests):
        if number % 7 == 0 or request.kind not in seen:
            kept.append(request)
        seen.add(request.kind)
    return kept


def test_every_route_of_the_interfaces_is_tried() -> None:
    asked = TestClient(doors(StubAssistant()).before(PlainTextResponse("")))
    routes = asked.get("/api/v1/openapi.json").json()["paths"]
    gets = {re.sub(r"{\w+}", "x", path) for path, of in routes.items() if "get" in of}
    posts = {path for path, of in routes.items() if "post" in of}
    assert gets - set(ROUTES) == set()
    assert posts - set(CHANGES) == set()


def test_nothing_gets_through(window: tuple[str, bool]) -> None:
    address, closed = window
    tries = sample(by_strangers(address))
    tries += list(without_password(address)) if closed else []
    through = [item for item in tries if send(address, item)[0] not in MUST_REFUSE]
    assert through == []
    kinds = {item.kind for item in tries}
    assert {"foreign host", "foreign origin", "listener by number", "misshapen"} <= kinds


def test_what_belongs_is_served(window: tuple[str, bool]) -> None:
    address, closed = window
    shown = {"Authorization": f"Bearer {TOKEN}"} if closed else {}
    assert send(address, Request("own", "GET", "/config", shown))[0] == 200
    posted = shown | {"Content-Type": "application/json"}
    body = b'{"question": "How many passengers can the ship take?"}'
    status, text = send(address, Request("own", "POST", "/gradio_api/call/v2/search", posted, body))
    assert (status, "event_id" in text) == (200, True)


def test_a_post_that_pages_can_send_unasked_is_refused_by_its_type(
    window: tuple[str, bool],
) -> None:
    """FastAPI reads JSON of a body only where the type says so; the guard does not look at it."""
    address, closed = window
    shown = {"Authorization": f"Bearer {TOKEN}"} if closed else {}
    body = b'{"question": "How many passengers can the ship take?"}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        posted = shown | ({"Content-Type": kind} if kind else {})
        request = Request("form", "POST", "/gradio_api/call/v2/search", posted, body)
        assert send(address, request)[0] in MUST_REFUSE
