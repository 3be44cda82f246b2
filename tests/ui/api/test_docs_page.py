"""The page of the interface: every route, its fields and a command, and nothing from a network."""

from __future__ import annotations

import html
import re

from tests.ui.api.make import client


def page() -> str:
    return html.unescape(client().get("/api/docs").text)


def test_every_route_of_the_document_stands_on_the_page() -> None:
    document = client().get("/api/v1/openapi.json").json()
    shown = page()
    assert len(document["paths"]) == 12
    for path, methods in document["paths"].items():
        for method in methods:
            assert f'<span class="method">{method.upper()}</span> <code>{path}</code>' in shown
    assert "/api/docs" not in document["paths"]


def test_it_is_a_whole_page() -> None:
    given = client().get("/api/docs")
    assert given.text.startswith('<!DOCTYPE html><html lang="en">')
    assert given.text.endswith("</html>")


def test_fields_have_types_and_what_they_mean() -> None:
    shown = re.sub(r"<[^>]+>", "|", page())
    assert "question| *|" in shown
    assert "integer, 1 to 100" in shown
    assert "The first day of the articles, like 2017-10-07." in shown
    assert "list of object" in shown


def test_members_are_told_and_not_the_names_of_models() -> None:
    shown = re.sub(r"<[^>]+>", "|", page())
    assert "history[].question| *|" in shown
    assert "messages[].role| *|" in shown
    assert "messages[].content[].type| *|" in shown
    assert "citations[].article.title| *|" in shown
    assert "Request" not in shown


def test_code_in_a_description_is_code_and_a_long_command_is_broken() -> None:
    shown = page()
    assert "<code>status</code> tells how far it is." in shown
    assert "`" not in shown
    assert re.search(r"pre \{ white-space: pre-wrap; overflow-wrap: anywhere;", shown)


def test_problems_are_documented_as_they_are_served() -> None:
    document = client().get("/api/v1/openapi.json").json()
    served = client().post("/api/v1/ask", json={}).headers["content-type"]
    for path, methods in document["paths"].items():
        for operation in methods.values():
            for status in ("401", "4XX", "5XX"):
                told = operation["responses"][status]
                assert list(told["content"]) == [served], path
                name = told["content"][served]["schema"]["$ref"].rsplit("/", 1)[-1]
                assert "detail" in document["components"]["schemas"][name]["properties"]
            assert "404" in operation["responses"]["4XX"]["description"]


def test_commands_are_of_this_address() -> None:
    shown = page()
    assert "curl http://testserver/api/v1/status" in shown
    assert (
        "curl http://testserver/api/v1/ask -H 'Content-Type: application/json' "
        '-d \'{"question": "How long is the line from Khasan to Rajin?"}\''
    ) in shown


def test_the_page_asks_for_nothing_else() -> None:
    shown = page()
    assert not re.search(r"<script|<link|<img|@import|url\(|src=", shown)
    assert set(re.findall(r'href="([^"]+)"', shown)) == {"v1/openapi.json"}
