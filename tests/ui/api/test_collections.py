"""Collections at every door for programs: each answers from the one named, or says why not."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import gradio as gr
import pytest
from starlette.testclient import TestClient

from qa.ui.api.doors import Doors
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.endpoints import build_endpoints
from tests.ui.components.wiring import built
from tests.ui.two_collections import at_rest, services_of_default, with_press

CRANE = "How many tonnes does the crane lift?"
CHAT = "/v1/chat/completions"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CollectionServices]:
    folder: Path = tmp_path_factory.mktemp("two")
    with services_of_default(folder) as made:
        made.own.start()
        at_rest(made.own)
        with_press(made)
        yield made


@pytest.fixture(scope="module")
def client(services: CollectionServices) -> TestClient:
    return TestClient(Doors(services, version="9").api, raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("collection", "files"),
    [
        ({"collection": "press"}, {"crane.txt"}),
        ({"collection": "articles"}, {"ferry.txt", "rail/line.md", "workers.html"}),
        ({"collection": None}, {"ferry.txt", "rail/line.md", "workers.html"}),
        ({}, {"ferry.txt", "rail/line.md", "workers.html"}),
    ],
)
def test_rest_searches_and_lists_the_collection_that_is_named(
    client: TestClient, collection: dict[str, str | None], files: set[str]
) -> None:
    found = client.post("/api/v1/search", json={"question": CRANE, **collection}).json()
    assert {hit["article"]["path"] for hit in found["passages"]} <= files
    named = {name: value for name, value in collection.items() if value}
    listed = client.get("/api/v1/articles", params=named).json()
    assert {row["path"] for row in listed["articles"]} == files
    asked = client.post("/api/v1/ask", json={"question": CRANE, **collection}).json()
    assert {hit["article"]["path"] for hit in asked["nearest"]} <= files


def test_an_article_is_read_from_its_own_collection_only(client: TestClient) -> None:
    listed = client.get("/api/v1/articles", params={"collection": "Press"}).json()
    address = f"/api/v1/articles/{listed['articles'][0]['id']}"
    assert "90 tonnes" in client.get(address, params={"collection": "Press"}).json()["text"]
    assert client.get(address).status_code == 404


def test_collections_are_listed_and_each_has_a_status(client: TestClient) -> None:
    listed = client.get("/api/v1/collections").json()["collections"]
    assert [(row["name"], row["articles"]) for row in listed] == [("articles", 3), ("Press", 1)]
    status = client.get("/api/v1/status", params={"collection": "press"}).json()
    assert (status["collection"], status["articles"]) == ("Press", 1)
    assert client.get("/api/v1/status").json()["collection"] == "articles"
    assert client.get("/api/v1/health", params={"collection": "Press"}).json() == {"status": "ok"}
    built_anew = client.post("/api/v1/build", params={"collection": "Press"})
    assert (built_anew.status_code, built_anew.json()["collection"]) == (202, "Press")


@pytest.mark.parametrize("name", ["wire", "../corpus", "a/b", "\x00", "con", "x" * 900])
def test_a_collection_that_is_not_there_is_a_problem_at_each_route(
    client: TestClient, name: str
) -> None:
    said = {"question": CRANE, "collection": name}
    answers = [
        client.post("/api/v1/ask", json=said),
        client.post("/api/v1/ask", json={**said, "stream": True}),
        client.post("/api/v1/search", json=said),
        client.get("/api/v1/articles", params={"collection": name}),
        client.get("/api/v1/articles/0", params={"collection": name}),
        client.get("/api/v1/status", params={"collection": name}),
        client.get("/api/v1/health", params={"collection": name}),
        client.post("/api/v1/build", params={"collection": name}),
        client.post(CHAT, json={"model": name, "messages": [{"role": "user", "content": "x"}]}),
    ]
    wanted = {404} if name == "wire" else {404, 422}
    assert {each.status_code for each in answers} <= wanted
    for each in answers:
        assert each.headers["content-type"] == "application/problem+json"
        assert each.json()["detail"]


def test_each_collection_is_a_model_of_the_openai_interface(client: TestClient) -> None:
    listed = client.get("/v1/models").json()["data"]
    assert [model["id"] for model in listed] == ["articles", "Press"]
    assert client.get("/v1/models/Press").json() == listed[1]
    messages = [{"role": "user", "content": CRANE}]
    reply = client.post(CHAT, json={"model": "Press", "messages": messages}).json()
    assert reply["model"] == "Press"
    assert {hit["article"]["path"] for hit in reply["answer"]["nearest"]} == {"crane.txt"}
    unknown = client.post(CHAT, json={"model": "gpt-4", "messages": messages})
    assert "There is no collection gpt-4. There are: articles, Press." in unknown.json()["detail"]


def test_tools_take_the_name_of_a_collection(services: CollectionServices) -> None:
    pytest.importorskip("mcp", reason="the package mcp is not installed")
    from mcp.shared.memory import create_connected_server_and_client_session

    from qa.ui.api.answering import Desk
    from qa.ui.api.mcp_tools import tool_server

    async def session() -> list[object]:
        server = tool_server(Desk(services, version="9"), version="9")
        async with create_connected_server_and_client_session(server) as connected:
            named = {"question": CRANE, "collection": "Press"}
            return [
                (await connected.call_tool("list_collections", {})).structuredContent,
                (await connected.call_tool("search", named)).structuredContent,
                (await connected.call_tool("ask", named | {"collection": "wire"})).isError,
            ]

    with ThreadPoolExecutor(1) as own:
        listed, found, refused = own.submit(lambda: asyncio.run(session())).result()
    assert [row["name"] for row in listed["collections"]] == ["articles", "Press"]  # type: ignore[index]
    assert {hit["article"]["path"] for hit in found["passages"]} == {"crane.txt"}  # type: ignore[index]
    assert refused is True


def test_the_endpoints_of_gradio_take_it_too(services: CollectionServices) -> None:
    def page() -> gr.Blocks:
        with gr.Blocks() as made:
            build_endpoints(services)
        return made

    named = {fn.api_name: fn.fn for fn in built(page).fns.values()}
    search, ask = named["search"], named["ask"]
    assert search is not None
    assert ask is not None
    found = search(CRANE, collection="press")
    assert {hit["article"]["file"] for hit in found} == {"crane.txt"}
    last = list(ask(CRANE, collection="Press"))[-1]
    assert {hit["article"]["file"] for hit in last["nearest"]} == {"crane.txt"}
    for wrong in ("wire", 5, ["Press"]):
        with pytest.raises(gr.Error, match="collection"):
            search(CRANE, collection=wrong)
