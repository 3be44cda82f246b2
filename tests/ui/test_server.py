"""The server: who may reach it, what its responses carry, what programs get from it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.errors import SettingsError
from qa.serial import answer_to_dict, hit_to_dict
from qa.settings import Settings
from qa.ui.server import HEADERS, check_exposure
from tests.window_process import Window, start_window, stop_window

if TYPE_CHECKING:
    from gradio_client import Client

    from qa.answering import Assistant

QUESTION = "How many passengers can the ship take?"
# Gradio's own, at import and at launch; none of them is about this project's code.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.1.2.3"])
def test_this_machine_needs_no_password(host: str) -> None:
    check_exposure(Settings(host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org"])
def test_a_network_needs_a_password_or_an_explicit_word(host: str) -> None:
    with pytest.raises(SettingsError, match="QA_AUTH"):
        check_exposure(Settings(host=host))
    check_exposure(Settings(host=host, auth="ann:secret"))
    check_exposure(Settings(host=host, public=True))


@pytest.mark.parametrize("auth", ["ann", "ann:", ":secret", ""])
def test_a_malformed_password_is_refused_without_repeating_it(auth: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_exposure(Settings(auth=auth))
    assert "ann" not in str(caught.value)
    assert "secret" not in repr(Settings(auth="ann:secret"))


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    process, opened = start_window(
        tmp_path_factory.mktemp("server"), QA_MCP="1" if _has_mcp() else "0"
    )
    yield opened
    stop_window(process)


@pytest.fixture(scope="module")
def address(window: Window) -> str:
    return window.address


def _has_mcp() -> bool:
    import importlib.util

    return importlib.util.find_spec("mcp") is not None


def test_every_response_carries_the_security_headers(address: str) -> None:
    with urllib.request.urlopen(address) as response:
        for name, value in HEADERS:
            assert response.headers[name.decode()] == value.decode()
        assert "'unsafe-inline'" not in response.headers["content-security-policy"].split(";")[1]


def test_only_ask_and_search_are_public(address: str) -> None:
    with urllib.request.urlopen(f"{address}gradio_api/info") as response:
        assert list(json.load(response)["named_endpoints"]) == ["/ask", "/search"]


def test_files_of_corpus_index_and_project_are_not_served(address: str, window: Window) -> None:
    for path in (window.corpus / "ferry.txt", Path("pyproject.toml"), Path("/etc/passwd")):
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{address}gradio_api/file={path.resolve()}")
        assert caught.value.code in (403, 404)
        caught.value.close()


def timeless(answer: object) -> dict[str, object]:
    assert isinstance(answer, dict)
    from qa.ui.service.endpoints import for_client

    # gradio_client takes no `path`; a file that it is given is called `file`.
    return for_client({name: value for name, value in answer.items() if name != "seconds"})


def until_embedded(client: Client) -> None:
    """A window answers while its first build goes on, from words alone: wait for the vectors."""
    for _ in range(120):
        hits = client.predict(question=QUESTION, k=10, api_name="/search")
        if hits and all(hit["dense"] is not None for hit in hits):
            return
        time.sleep(0.5)
    pytest.fail("The vectors of the first build did not come.")


def posted(address: str, path: str, body: dict[str, object]) -> dict[str, object]:
    """What curl would get."""
    request = urllib.request.Request(
        address + path, json.dumps(body).encode(), {"content-type": "application/json"}
    )
    with urllib.request.urlopen(request) as response:
        found = json.load(response)
    assert isinstance(found, dict)
    return found


def asked_by_openai(address: str) -> list[dict[str, object]]:
    """The answer that came whole, and the one that was streamed."""
    from openai import OpenAI

    with OpenAI(base_url=f"{address}v1", api_key="none", max_retries=0) as client:
        model = client.models.list().data[0].id
        messages = [{"role": "user", "content": QUESTION}]
        whole = client.chat.completions.create(model=model, messages=messages)  # type: ignore[call-overload]
        message = whole.choices[0].message
        answer = whole.model_extra["answer"]
        assert message.content.startswith(answer["text"])
        for note in message.annotations:
            at = note.url_citation
            marker = note.model_extra["citation"]["marker"]
            assert message.content[at.start_index : at.end_index] == f"[{marker}]"
        cited = {note.model_extra["citation"]["quote"] for note in message.annotations}
        assert cited == {each["quote"] for each in answer["citations"]}
        text, last = "", None
        for chunk in client.chat.completions.create(model=model, messages=messages, stream=True):  # type: ignore[call-overload]
            text += chunk.choices[0].delta.content or ""
            last = chunk
        assert text == message.content
        assert last is not None
        return [answer, last.model_extra["answer"]]


def test_all_doors_python_and_terminal_give_the_same_answer(
    address: str, assistant: Assistant, built_settings: Settings
) -> None:
    from gradio_client import Client

    from qa.ui.service.endpoints import for_client

    expected = timeless(answer_to_dict(assistant.answer(QUESTION)))
    client = Client(address, verbose=False)
    until_embedded(client)
    assert timeless(client.predict(question=QUESTION, api_name="/ask")) == expected
    found = client.predict(question=QUESTION, k=2, api_name="/search")
    assert found == [for_client(hit_to_dict(hit)) for hit in assistant.search(QUESTION, k=2)]
    client.close()
    assert timeless(posted(address, "api/v1/ask", {"question": QUESTION})) == expected
    passages = posted(address, "api/v1/search", {"question": QUESTION, "k": 2})["passages"]
    assert passages == [hit_to_dict(hit) for hit in assistant.search(QUESTION, k=2)]
    assert [timeless(each) for each in asked_by_openai(address)] == [expected, expected]
    terminal = subprocess.run(
        [sys.executable, "-m", "qa.cli", "ask", "--json", QUESTION],
        env=os.environ
        | {"QA_CORPUS": str(built_settings.corpus), "QA_INDEXES": str(built_settings.indexes)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert timeless(json.loads(terminal.stdout)) == expected
    if not _has_mcp():
        pytest.skip("the package mcp is not installed: MCP was not compared")
    # In a thread of its own: Playwright, where it ran before, holds a loop in this one.
    with ThreadPoolExecutor(1) as own:
        for path in ("mcp", "gradio_api/mcp/"):
            by_tool = own.submit(lambda: asyncio.run(asked_by_tool(address + path))).result()  # noqa: B023
            assert timeless(by_tool) == expected


async def asked_by_tool(address: str) -> object:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async with (
        streamablehttp_client(address) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        names = sorted(tool.name for tool in (await session.list_tools()).tools)
        assert names == ["ask", "list_articles", "list_collections", "read_article", "search"]
        listed = await session.call_tool("list_articles", {"query": "ferry"})
        assert listed.structuredContent is not None
        [row] = listed.structuredContent["articles"]
        read_back = await session.call_tool("read_article", {"id": row["id"]})
        assert read_back.structuredContent is not None
        assert "Mangyongbong-92" in read_back.structuredContent["text"]
        result = await session.call_tool("ask", {"question": QUESTION})
        return result.structuredContent


def test_an_answer_streams_to_a_program_and_the_last_draft_is_the_checked_one(
    address: str, assistant: Assistant
) -> None:
    from gradio_client import Client

    asked = "Who holds the rest of the venture, and how long is the line?"
    client = Client(address, verbose=False)
    job = client.submit(question=asked, api_name="/ask")
    drafts = list(job)
    assert len(drafts) == len(list(assistant.stream(asked)))
    lengths = [len(draft["text"]) for draft in drafts]
    assert lengths == sorted(lengths)
    assert timeless(drafts[-1]) == timeless(answer_to_dict(assistant.answer(asked)))
    assert job.result() == drafts[-1]
    assert set(drafts[0]) == set(drafts[-1])
    client.close()


def test_a_program_limits_a_question_to_sources_and_days(address: str) -> None:
    from gradio_client import Client

    client = Client(address, verbose=False)
    until_embedded(client)
    hits = client.predict(question=QUESTION, sources=["Test desk"], api_name="/search")
    assert {hit["article"]["file"] for hit in hits} == {"rail/line.md"}
    answer = client.predict(
        question=QUESTION, first="2017-05-01", last="2017-05-31", words=20, api_name="/ask"
    )
    assert {cited["article"]["file"] for cited in answer["citations"]} == {"ferry.txt"}
    client.close()


def test_a_failure_reaches_a_program_as_its_sentence(address: str) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    client = Client(address, verbose=False)
    with pytest.raises(AppError, match="question"):
        client.predict(question=" ", api_name="/ask")
    client.close()


RAW = {
    "no JSON": b"{'question': 1}",
    "half of it": b'{"question": "who',
    "no text of UTF-8": b'{"question": "\xff\xfe"}',
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"question"',
    "10,000 levels": b'{"question": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "10,000 objects": b'{"question": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}",
    "5,000 digits": b'{"question": "who", "k": 1' + b"0" * 5_000 + b"}",
    "a key twice": b'{"question": "who", "question": "what"}',
    "a file of the machine": b'{"question": {"path": "/etc/passwd", '
    b'"meta": {"_type": "gradio.FileData"}}}',
    "a file of the machine, escaped": b'{"question": "who", "articles": [{"path": "/etc/passwd", '
    b'"meta": {"_type": "\\u0067radio.FileData"}}]}',
    "a field that is none": b'{"question": "who", "fn": 1}',
    "no question": b'{"k": 3}',
    "half a pair": b'{"question": "who \\ud800 is"}',
    "no number": b'{"question": "who", "k": NaN}',
    "infinity": b'{"question": "who", "k": 1e999}',
}


@pytest.mark.parametrize("name", ["ask", "search"])
@pytest.mark.parametrize("kind", RAW)
def test_a_body_that_no_program_should_send_is_refused_in_a_sentence(
    address: str, window: Window, kind: str, name: str
) -> None:
    began = time.monotonic()
    route = f"{address}gradio_api/call/v2/{name}"
    status, said = sent(route, RAW[kind])
    if status == 200 and "event_id" in said:
        status, events = sent(f"{route}/{json.loads(said)['event_id']}", None)
        assert events.startswith("event: error\n")
        said = json.loads(events.partition("data: ")[2])["error"]
        assert isinstance(said, str)
    else:
        assert 400 <= status < 500
    assert 0 < len(said) < 400
    assert "Traceback" not in said + "".join(window.said)
    assert time.monotonic() - began < 60


def sent(address: str, body: bytes | None) -> tuple[int, str]:
    """Status and text of a posted body, or of what is read there without one."""
    asked = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(asked, timeout=60) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
