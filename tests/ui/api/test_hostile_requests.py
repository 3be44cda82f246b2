"""Every field of every route for programs and of every tool, given what no program should send.

Whatever is sent, the answer comes soon and is a result, or a refusal (4xx, a tool's error) with a
sentence. The fields are read from the interfaces' own descriptions, so a new one is tried as well.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from qa.ui.api.doors import OPENAPI, Doors
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service
from tests.ui.hostile import VALUES, blind_service

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

SOON_S = 10.0
QUESTION = "How many passengers can the ship take?"
NEEDED = {"question": QUESTION, "messages": [{"role": "user", "content": QUESTION}]}
JSON = {"content-type": "application/json"}
RAW = {
    "10,000 levels": b'{"question": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "10,000 objects": b'{"question": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}",
    "900 levels": b'{"question": ' + b"[" * 900 + b"]" * 900 + b"}",
    "5,000 digits": b'{"question": "who", "k": 1' + b"0" * 5_000 + b"}",
    "no text of UTF-8": b'{"question": "\xff\xfe"}',
    "half of it": b'{"question": "who',
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = blind_service(tmp_path_factory.mktemp("hostile"))
    yield opened
    opened.background.close()


@pytest.fixture(scope="module")
def client(service: Service) -> TestClient:
    return TestClient(
        Doors(CollectionServices(service), version="9").api, raise_server_exceptions=False
    )


def routes(client: TestClient) -> list[tuple[str, list[str]]]:
    """The routes that take a body, and its fields."""
    told = client.get(OPENAPI).json()
    found = []
    for path, methods in told["paths"].items():
        body = methods.get("post", {}).get("requestBody")
        if body:
            name = body["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
            found.append((path, list(told["components"]["schemas"][name]["properties"])))
    return found


def sentence_of(told: dict[str, object]) -> object:
    """What a problem document, or an error as OpenAI writes it, says."""
    error = told.get("error")
    return error["message"] if isinstance(error, dict) else told["detail"]


def test_the_routes_are_those_that_are_tried(client: TestClient) -> None:
    paths = {path for path, _ in routes(client)}
    assert {"/api/v1/ask", "/api/v1/search", "/v1/chat/completions"} <= paths


@pytest.mark.parametrize("kind", VALUES)
def test_a_field_is_taken_or_refused_in_a_sentence(client: TestClient, kind: str) -> None:
    for path, fields in routes(client):
        for field in fields:
            needed = {name: value for name, value in NEEDED.items() if name in fields}
            body = json.dumps(needed | {field: VALUES[kind]}).encode()
            began = time.monotonic()
            given = client.post(path, content=body, headers=JSON)
            assert time.monotonic() - began < SOON_S, (path, field)
            assert given.status_code == 200 or 400 <= given.status_code < 500, (path, field)
            assert "Traceback" not in given.text
            if given.status_code != 200:
                assert sentence_of(given.json()), (path, field)


@pytest.mark.parametrize("kind", RAW)
def test_a_body_that_is_none_is_refused_in_a_sentence(client: TestClient, kind: str) -> None:
    for path, _ in routes(client):
        given = client.post(path, content=RAW[kind], headers=JSON)
        assert 400 <= given.status_code < 500, path
        assert sentence_of(given.json()), path


@pytest.mark.parametrize(
    "value", ["", "\0", "-1", "1" * 5_000, "NaN", "a" * 2_000, "\u202e", "%ff"]
)
def test_a_query_is_taken_or_refused_in_a_sentence(client: TestClient, value: str) -> None:
    told = client.get(OPENAPI).json()["paths"]
    for path, methods in told.items():
        for each in methods.get("get", {}).get("parameters", []):
            at = path.replace("{article_id}", "x")
            given = client.get(at, params={each["name"]: value})
            assert given.status_code == 200 or 400 <= given.status_code < 500, (path, each["name"])
            assert "Traceback" not in given.text


@pytest.mark.parametrize("kind", VALUES)
def test_an_argument_of_a_tool_is_taken_or_refused_in_a_sentence(
    service: Service, kind: str
) -> None:
    pytest.importorskip("mcp", reason="the package mcp is not installed")
    # In a thread of its own: Playwright, where it ran before, holds a loop in this one.
    with ThreadPoolExecutor(1) as own:
        own.submit(lambda: asyncio.run(_call_all(service, VALUES[kind]))).result()


async def _call_all(service: Service, value: object) -> None:
    from mcp.shared.memory import create_connected_server_and_client_session

    from qa.ui.api.answering import Desk
    from qa.ui.api.mcp_tools import tool_server

    server = tool_server(Desk(CollectionServices(service), version="9"), version="9")
    async with create_connected_server_and_client_session(server) as session:
        for tool in (await session.list_tools()).tools:
            fields = tool.inputSchema["properties"]
            needed = {"question": QUESTION} if "question" in fields else {}
            for field in fields:
                result = await session.call_tool(tool.name, needed | {field: value})
                told = result.content[0].text  # type: ignore[union-attr]
                assert told, (tool.name, field)
                assert "Traceback" not in told
                if result.isError:
                    assert len(told) < 1_000, (tool.name, field)
