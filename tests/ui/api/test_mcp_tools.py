"""The tools, called by the official client over memory: schemas, structured content, mistakes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

pytest.importorskip("mcp", reason="the package mcp is not installed")

from mcp import ClientSession
from mcp.shared.memory import create_connected_server_and_client_session
from mcp.types import CallToolResult

from qa.records import Turn
from qa.scope import make_scope
from qa.serial import answer_to_dict
from qa.settings import Settings
from qa.ui.api.answering import Desk
from qa.ui.api.mcp_tools import tool_server
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service
from tests.ui.api.make import ROWS, StubAssistant
from tests.ui.make import TEXT, answered, article

Made = TypeVar("Made")


def talk(work: Callable[[ClientSession], Awaitable[Made]], assistant: StubAssistant) -> Made:
    service = Service(Settings())
    service._assistant = assistant  # type: ignore[assignment]
    service._settled.set()

    async def session() -> Made:
        server = tool_server(Desk(CollectionServices(service), version="9"), version="9")
        async with create_connected_server_and_client_session(server) as client:
            return await work(client)

    # In a thread of its own: Playwright, where it ran before, holds a loop in this one.
    with ThreadPoolExecutor(1) as own:
        return own.submit(lambda: asyncio.run(session())).result()


def call(
    name: str, arguments: dict[str, object], assistant: StubAssistant | None = None
) -> CallToolResult:
    return talk(lambda client: client.call_tool(name, arguments), assistant or StubAssistant())


def test_there_are_tools_with_schemas_of_what_they_take_and_give() -> None:
    tools = {tool.name: tool for tool in talk(lambda c: c.list_tools(), StubAssistant()).tools}
    assert sorted(tools) == [
        "ask",
        "list_articles",
        "list_collections",
        "read_article",
        "search",
    ]
    assert set(tools["ask"].inputSchema["properties"]) == {
        "question",
        "history",
        "words",
        "articles",
        "sources",
        "first",
        "last",
        "collection",
    }
    assert tools["ask"].inputSchema["required"] == ["question"]
    for tool in tools.values():
        assert tool.outputSchema is not None
        assert tool.annotations is not None
        assert tool.annotations.readOnlyHint


def test_an_answer_is_structured_and_the_same_as_text() -> None:
    assistant = StubAssistant()
    arguments: dict[str, object] = {
        "question": "When?",
        "history": [{"question": "Who?", "answer": "She."}],
        "sources": ["Test desk"],
        "first": "2017-01-01",
    }
    result = call("ask", arguments, assistant)
    assert result.structuredContent == answer_to_dict(answered())
    assert json.loads(result.content[0].text) == result.structuredContent  # type: ignore[union-attr]
    assert assistant.asked == [
        {
            "question": "When?",
            "history": (Turn("Who?", "She."),),
            "words": None,
            "scope": make_scope(sources=["Test desk"], first="2017-01-01"),
        }
    ]


def test_articles_are_listed_and_read() -> None:
    listed = call("list_articles", {"query": "ferry"}).structuredContent
    assert listed is not None
    assert [row["title"] for row in listed["articles"]] == [ROWS[1].title]
    read = call("read_article", {"id": article().id, "start": 4, "length": 4}).structuredContent
    assert read is not None
    assert (read["text"], read["characters"]) == (TEXT[4:8], len(TEXT))


def test_search_gives_passages() -> None:
    found = call("search", {"question": "line", "k": 1}).structuredContent
    assert found is not None
    assert [passage["text"] for passage in found["passages"]] == ["It is 54 km long."]


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("ask", {"question": " "}, "The question is empty"),
        ("ask", {}, "question: Field required."),
        ("ask", {"question": "x", "scope": 1}, "there is no field scope"),
        ("search", {"question": "x", "k": 0}, "k: "),
        ("read_article", {"id": "0"}, "list_articles names them"),
        ("nothing", {}, "there are ask, search"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    name: str, arguments: dict[str, object], told: str
) -> None:
    result = call(name, arguments)
    assert result.isError
    assert told in result.content[0].text  # type: ignore[union-attr]
