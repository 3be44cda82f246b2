"""The guard in front of the window, over an application that answers whatever reaches it."""

from __future__ import annotations

import json

import pytest

from qa.ui.request_guard import MAX_BODY_BYTES, host_name
from tests.ui.guarded import ask, made

JOIN = "/gradio_api/queue/join"
LISTED = "takes question, k, in this order, as the list data."


@pytest.mark.parametrize(
    "host", ["127.0.0.1:7860", "localhost", "LOCALHOST:1", "[::1]:7860", "127.8.9.1", "localhost."]
)
def test_this_machine_goes_by_its_loopback_names(host: str) -> None:
    assert ask(made(), host=host)[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:7860",
        "127.0.0.1.evil.example",
        "192.168.1.4",
        "evil@127.0.0.1",
        "127.0.0.1@evil.example",
        "127.0.0.1/evil",
        "127.0.0.1#evil",
        "localhost\\evil",
        "[::1",
        "[::1].evil.example",
        "[::1]evil:80",
        "a b",
        "localhost:x",
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_name_that_it_does_not_go_by_is_refused(host: str, kind: str) -> None:
    status = ask(made(), host=host, kind=kind)[0]
    assert status == 1008 if kind == "websocket" else status in (400, 421)


def test_no_host_and_two_hosts_are_refused() -> None:
    assert ask(made(), host="")[0] == 400


def test_the_remedy_names_the_setting_and_works() -> None:
    status, text, _ = ask(made(), host="news.example.org:80")
    assert (status, "QA_ALLOWED_HOSTS=news.example.org" in text) == (421, True)
    assert ask(made("127.0.0.1", "News.example.org"), host="news.example.org:80")[0] == 200


def test_on_all_addresses_any_address_is_one_of_the_machine_but_no_name() -> None:
    assert ask(made("0.0.0.0"), host="192.168.1.4:7860")[0] == 200
    assert ask(made("0.0.0.0"), host="evil.example")[0] == 421
    assert ask(made("192.168.1.4"), host="192.168.1.4:7860")[0] == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:7860", 200),
        ("https://127.0.0.1:7860", 200),
        ("http://localhost:7860", 403),
        ("http://127.0.0.1:3000", 403),
        ("http://127.0.0.1", 403),
        ("null", 403),
        ("file://", 403),
        ("http://evil.example", 403),
        ("chrome-extension://127.0.0.1:7860", 403),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "DELETE"])
def test_another_origin_is_refused_whatever_it_asks(origin: str, status: int, method: str) -> None:
    got = ask(made(), method, JOIN, origin=origin, content_length="0")[0]
    assert got == status


def test_the_usual_port_may_be_said_or_left_out() -> None:
    assert ask(made(), host="localhost", origin="http://localhost:80")[0] == 200
    assert ask(made(), host="localhost:443", origin="https://localhost")[0] == 200


def test_a_link_of_another_page_opens_the_window_but_fetches_nothing() -> None:
    assert ask(made(), sec_fetch_site="cross-site", sec_fetch_mode="navigate")[0] == 200
    assert ask(made(), sec_fetch_site="cross-site", sec_fetch_mode="no-cors")[0] == 403
    assert ask(made(), sec_fetch_site="same-site", sec_fetch_mode="cors")[0] == 403


def called(path: str, body: object) -> int:
    return ask(made(), "POST", path, body=json.dumps(body).encode())[0]


def test_programs_reach_the_endpoints_and_no_listener_of_the_page() -> None:
    assert called(JOIN, {"fn_index": 7, "data": ["?"]}) == 200
    assert called("/gradio_api/call/ask", {"data": ["?"]}) == 200
    assert called("/gradio_api/call/v2/search", {"question": "?"}) == 200
    assert called("/gradio_api/run/ask", {"data": ["?"], "fn_index": 8}) == 200
    for number in (6, -7, "7", 7.0, True, [7], None):
        assert called(JOIN, {"fn_index": number, "data": []}) == 403
    assert called("/gradio_api/run/ask", {"data": [], "fn_index": 6}) == 403
    assert called("/gradio_api/call/v2/_remove", {"data": []}) == 403
    assert called("/gradio_api/call/v2", {"data": []}) == 403
    assert called("/gradio_api/upload", {}) == 403
    assert called("/gradio_api/component_server", {"fn_index": 7}) == 403


def test_a_key_that_comes_twice_and_what_is_no_json_are_refused() -> None:
    assert ask(made(), "POST", JOIN, body=b'{"fn_index":7,"fn_index":6}')[0] == 400
    assert ask(made(), "POST", JOIN, body=b"[" * 100_000)[0] == 400
    assert ask(made(), "POST", JOIN, body=b"\xff")[0] == 400


def test_the_page_reaches_its_listeners_and_the_body_arrives_whole() -> None:
    body = b'{"fn_index": 3}'
    own = {"origin": "http://127.0.0.1:7860"}
    assert ask(made(), "POST", JOIN, body=body, **own)[1] == "reached " + body.decode()
    assert (
        ask(made(), "POST", JOIN, body=body, chunked=True, **own)[1] == "reached " + body.decode()
    )
    public = b'{"fn_index": 7, "data": ["?"]}'
    assert ask(made(), "POST", JOIN, body=public)[1] == "reached " + public.decode()


def test_what_is_too_large_is_refused_before_it_is_read() -> None:
    assert ask(made(), "POST", JOIN, content_length=str(MAX_BODY_BYTES + 1))[0] == 413
    assert ask(made(), "POST", JOIN, content_length="1" * 400)[0] == 413
    assert ask(made(), "POST", JOIN, content_length="-1")[0] == 413
    body = b"x" * (MAX_BODY_BYTES + 1)
    assert ask(made(), "POST", JOIN, body=body, chunked=True)[0] == 413
    own = {"origin": "http://127.0.0.1:7860"}
    assert ask(made(), "POST", "/gradio_api/upload", body=b"x", chunked=True, **own)[0] == 411


def test_host_names_are_read_without_port_and_brackets() -> None:
    assert host_name("[::1]:80") == "::1"
    assert host_name("Example.org:80") == "example.org"
    assert host_name("a@b") is None
    assert host_name("") is None


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        ("call/v2/search", {}, "/search takes question, k; question is missing."),
        ("call/v2/search", {"question": "?", "n": 1}, "/search takes question, k; not n."),
        ("call/v2/ask", [], "/ask takes question, history, as one JSON object."),
        ("call/search", {"data": []}, "/search takes question, k; question is missing."),
        (
            "call/search",
            {"data": [1, 2, 3]},
            f"/search {LISTED}",
        ),
        ("run/ask", {"data": {}}, "/ask takes question, history, in this order, as the list data."),
        (
            "queue/join",
            {"fn_index": 8},
            f"/search {LISTED}",
        ),
    ],
)
def test_a_call_says_what_an_endpoint_takes(path: str, body: object, sentence: str) -> None:
    status, said, _ = ask(made(), "POST", f"/gradio_api/{path}", body=json.dumps(body).encode())
    assert (status, said) == (400, f"{sentence}\n")


def test_an_endpoint_takes_no_file_of_this_machine() -> None:
    for escaped in (b"gradio.FileData", b"\\u0067radio.FileData"):
        body = b'{"question": [{"path": "/etc/passwd", "meta": {"_type": "%s"}}]}' % escaped
        status, said, _ = ask(made(), "POST", "/gradio_api/call/v2/ask", body=body)
        assert (status, said) == (400, "The endpoints take texts and numbers and no files.\n")


@pytest.mark.parametrize("path", ["/api/v1/ask", "/v1/chat/completions", "/mcp"])
def test_programs_may_post_to_their_doors(path: str) -> None:
    assert ask(made(), "POST", path, body=b"{}") == (200, "reached {}", {})


@pytest.mark.parametrize("path", ["/api/v1/ask", "/v1/chat/completions"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"host": "evil.example"}, 421),
        ({"content_length": str(MAX_BODY_BYTES + 1)}, 413),
    ],
)
def test_what_the_guard_refuses_at_a_door_is_a_problem_document(
    path: str, headers: dict[str, str], status: int
) -> None:
    given, text, got = ask(made(), "POST", path, body=b"{}", **headers)
    assert given == status
    assert got["content-type"] == "application/problem+json"
    assert json.loads(text)["status"] == status
    assert ("error" in json.loads(text)) is path.startswith("/v1/")
