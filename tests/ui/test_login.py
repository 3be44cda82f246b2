"""Who may come in: by password with a session that ends, or by token."""

from __future__ import annotations

import json
from html import unescape
from urllib.parse import urljoin

import pytest

from qa.ui.login import COOKIE, FREE_FAILURES, SESSION_S, Login
from qa.ui.request_guard import RequestGuard
from tests.ui.guarded import TOKEN, ask, made


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guard(clock: Clock) -> RequestGuard:
    login = Login(("ann", "secret"), TOKEN, clock=clock, failure_s=0.0)
    login.starting = False
    return made(login=login)


@pytest.mark.parametrize(
    ("path", "led_to"),
    [
        ("/", "./"),
        ("/?collection=Rail%20%26%20Sea&q=Why%3F", "./?collection=Rail%20%26%20Sea&q=Why%3F"),
        ("/c/ab01?collection=sea", "./c/ab01?collection=sea"),
        ("/api/", "./api/"),
        ("/login/", "./"),
        ("/login?to=//evil.example", "./"),
        ("/login?to=https://evil.example", "./"),
        ("/login?to=c/%252e%252e/%252e%252e/", "./"),
        ("/login?to=\\evil", "./"),
    ],
)
def test_who_logs_in_is_led_to_the_address_they_came_for_and_out_of_no_window(
    guard: RequestGuard, path: str, led_to: str
) -> None:
    text = ask(guard, path=path, accept="text/html")[1]
    for password, status in (("wrong", 401), ("secret", 303)):
        path = urljoin(f"/proxy{path}", unescape(text.split('action="')[1].split('"')[0]))[6:]
        assert path.startswith("/login?")
        body = f"username=ann&password={password}".encode()
        got, text, headers = ask(guard, "POST", path, body=body, accept="text/html")
        assert got == status
    assert headers["location"] == led_to


def log_in(guard: RequestGuard, password: str = "secret") -> tuple[int, str]:
    body = f"username=ann&password={password}".encode()
    status, _, headers = ask(guard, "POST", "/login", body=body)
    return status, headers.get("set-cookie", "").split(";")[0]


@pytest.mark.parametrize(
    "path",
    ["/", "/config", "/gradio_api/openapi.json", "/gradio_api/cancel", "/gradio_api/reset",
     "/gradio_api/mcp/", "/gradio_api/startup-events", "/logout", "/theme.css", "//login", "/x",
     "/metrics"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_everything_is_closed_without(guard: RequestGuard, path: str, method: str) -> None:
    assert ask(guard, method, path)[0] == 401
    assert ask(guard, method, path, authorization="Bearer x" + TOKEN)[0] in (401, 429)
    assert ask(guard, method, path, kind="websocket")[0] == 1008


def test_the_token_opens_the_endpoints_and_the_tools(guard: RequestGuard) -> None:
    shown = {"authorization": f"Bearer {TOKEN}"}
    assert ask(guard, "POST", "/gradio_api/mcp/", body=b"{}", **shown)[0] == 200
    assert ask(guard, "POST", "/gradio_api/call/ask", body=b'{"data": ["?"]}', **shown)[0] == 200
    assert ask(guard, "POST", "/gradio_api/upload", body=b"{}", **shown)[0] == 403


def test_a_session_opens_lasts_its_time_and_ends_with_logging_out(
    guard: RequestGuard, clock: Clock
) -> None:
    status, cookie = log_in(guard)
    assert status == 200
    assert cookie.startswith(f"{COOKIE}=")
    assert ask(guard, cookie=cookie)[0] == 200
    clock.now += SESSION_S + 1
    assert ask(guard, cookie=cookie)[0] == 401
    _, cookie = log_in(guard)
    assert ask(guard, "GET", "/logout", cookie=cookie)[0] == 405
    assert ask(guard, cookie=cookie)[0] == 200
    assert ask(guard, "POST", "/logout", cookie=cookie)[0] == 303
    assert ask(guard, cookie=cookie)[0] == 401


def test_a_cookie_is_not_for_scripts_and_not_for_other_sites(guard: RequestGuard) -> None:
    body = b"username=ann&password=secret"
    status, _, headers = ask(guard, "POST", "/login", body=body, accept="text/html")
    assert status == 303
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=lax" in headers["set-cookie"]


def test_who_fails_often_waits_ever_longer(guard: RequestGuard, clock: Clock) -> None:
    for _ in range(FREE_FAILURES):
        assert log_in(guard, "wrong")[0] == 401
    assert log_in(guard)[0] == 429
    clock.now += 1.1
    assert log_in(guard, "wrong")[0] == 401
    clock.now += 1.1
    assert log_in(guard)[0] == 429
    clock.now += 1.1
    assert log_in(guard)[0] == 200
    assert log_in(guard, "wrong")[0] == 401


def test_failures_of_others_do_not_shut_out_who_has_the_token(guard: RequestGuard) -> None:
    for _ in range(20):
        log_in(guard, "wrong")
    assert ask(guard, "GET", "/config", authorization=f"Bearer {TOKEN}")[0] == 200


def test_the_form_says_no_more_than_that_it_was_wrong(guard: RequestGuard) -> None:
    body = b"username=<script>&password=x"
    status, text, _ = ask(guard, "POST", "/login", body=body)
    assert status == 401
    assert "The name or the password is wrong." in text
    assert "<script>" not in text
    assert ask(guard, "POST", "/login", body=b"x" * 5_000)[0] == 401


@pytest.mark.parametrize("path", ["/api/v1/ask", "/v1/models", "/mcp", "/api/docs"])
def test_the_doors_are_shut_without_the_token(path: str) -> None:
    guard = made(login=Login(None, TOKEN, failure_s=0))
    status, text, got = ask(guard, "GET", path)
    assert (status, json.loads(text)["status"]) == (401, 401)
    assert got["www-authenticate"] == "Bearer"
    assert ask(guard, "GET", path, authorization=f"Bearer {TOKEN}")[0] == 200
    assert ask(guard, "GET", path, authorization="Bearer wrong")[0] == 401


def test_the_form_says_how_a_token_is_entered_and_that_logs_in() -> None:
    guard = made(login=Login(None, TOKEN, failure_s=0))
    status, text, _ = ask(guard, "GET", "/", accept="text/html")
    assert status == 401
    assert "the name is “token”, the password is the token" in unescape(text)
    body = f"username=token&password={TOKEN}".encode()
    assert ask(guard, "POST", "/login", body=body)[2]["set-cookie"]
