"""Tools of the Model Context Protocol: ask, search, read and list what there is. Owns mcp.

    arguments -> models of `shapes` -> Desk -> models of `qa.serial` as structured content

Served over HTTP beside the window with QA_MCP=1, where the request guard and the token stand
before it, and over standard input and output by `mcp_stdio` for assistants that start their
tools themselves. Schemas of arguments and results are those of the models.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.types import CallToolResult, TextContent, Tool, ToolAnnotations
from pydantic import BaseModel, Field, ValidationError

from qa.errors import QuestionError
from qa.serial import AnswerShape, WholeArticleShape
from qa.ui.api.answering import Desk
from qa.ui.api.failures import sentence_of_invalid, status_and_sentence
from qa.ui.api.shapes import (
    ArticleList,
    CollectionList,
    CollectionRequest,
    ListRequest,
    Question,
    SearchRequest,
    SearchResult,
)

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

INSTRUCTIONS = (
    "Answers questions from a collection of articles. Every sentence of an answer cites the words "
    "it rests on: quote, article and offsets. A status of not_found means that the articles do "
    "not say it; do not fill the gap from elsewhere without saying so."
)
# What an assistant reads of an article at once, unless it asks for more.
CHARACTERS_READ = 20_000
READS = ToolAnnotations(readOnlyHint=True, openWorldHint=False)


class ReadArguments(CollectionRequest):
    """Which article, and which stretch of it."""

    id: str = Field(max_length=64, description="The article's id, as in citations and lists.")
    start: int = Field(0, ge=0, le=10**9, description="The first character.")
    length: int = Field(CHARACTERS_READ, ge=1, le=10**9, description="How many characters.")


class NoArguments(BaseModel):
    """Nothing is asked for."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """One tool: what it says of itself, its models, and what it does with checked arguments."""

    name: str
    told: str
    takes: type[BaseModel]
    gives: type[BaseModel]
    do: Callable[[BaseModel], Awaitable[BaseModel]]

    def declared(self) -> Tool:
        """As clients list it."""
        return Tool(
            name=self.name,
            description=self.told,
            inputSchema=self.takes.model_json_schema(),
            outputSchema=self.gives.model_json_schema(mode="serialization"),
            annotations=READS,
        )


def tool_server(desk: Desk, *, version: str) -> Server[object, object]:
    """The server with its tools; whoever serves it brings the transport."""
    server: Server[object, object] = Server(
        "cited-articles", version=version, instructions=INSTRUCTIONS
    )
    kinds = {kind.name: kind for kind in _kinds(desk)}

    async def listed() -> list[Tool]:
        return [kind.declared() for kind in kinds.values()]

    async def called(name: str, arguments: dict[str, object]) -> CallToolResult:
        try:
            if name not in kinds:
                raise QuestionError(f"There is no such tool; there are {', '.join(kinds)}.")
            kind = kinds[name]
            result = await kind.do(kind.takes.model_validate(arguments))
        except ValidationError as error:
            return _failed(sentence_of_invalid(error))
        except Exception as error:
            return _failed(status_and_sentence(error)[1])
        made = result.model_dump(mode="json")
        text = TextContent(type="text", text=json.dumps(made, ensure_ascii=False))
        return CallToolResult(content=[text], structuredContent=made)

    server.list_tools()(listed)  # type: ignore[no-untyped-call]
    server.call_tool(validate_input=False)(called)
    return server


class ToolsOverHttp:
    """The ASGI application of the tools; `running` is entered as long as it serves."""

    def __init__(self, server: Server[object, object]) -> None:
        self._sessions = StreamableHTTPSessionManager(server, json_response=True, stateless=True)

    def running(self) -> AbstractAsyncContextManager[None]:
        """The time in which it serves."""
        return self._sessions.run()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._sessions.handle_request(scope, receive, send)


async def serve_stdio(server: Server[object, object]) -> None:
    """Serve one client over standard input and output until it leaves."""
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def _kinds(desk: Desk) -> list[_Kind]:
    async def ask(request: BaseModel) -> BaseModel:
        assert isinstance(request, Question)
        return AnswerShape.model_validate(await desk.answer(request.asked()))

    async def search(request: BaseModel) -> BaseModel:
        assert isinstance(request, SearchRequest)
        return await desk.search(request)

    async def read(request: BaseModel) -> BaseModel:
        assert isinstance(request, ReadArguments)
        found = await desk.article(
            request.id,
            collection=request.collection,
            start=request.start,
            length=request.length,
        )
        if found is None:
            raise QuestionError("The index has no article of this id; list_articles names them.")
        return found

    async def collections(request: BaseModel) -> BaseModel:
        return await desk.collections()

    async def listing(request: BaseModel) -> BaseModel:
        assert isinstance(request, ListRequest)
        return await desk.articles(request)

    return [
        _Kind(
            "ask",
            "Answer a question from the articles; every sentence cites its exact source.",
            Question,
            AnswerShape,
            ask,
        ),
        _Kind(
            "search",
            "Find the passages of the articles that are closest to a question, best first.",
            SearchRequest,
            SearchResult,
            search,
        ),
        _Kind(
            "read_article",
            "Read an article: metadata and text, to which the offsets of citations refer.",
            ReadArguments,
            WholeArticleShape,
            read,
        ),
        _Kind(
            "list_articles",
            "List the articles with title, source, day and id.",
            ListRequest,
            ArticleList,
            listing,
        ),
        _Kind(
            "list_collections",
            "List the collections: each has its own articles, and the other tools take its name.",
            NoArguments,
            CollectionList,
            collections,
        ),
    ]


def _failed(sentence: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=sentence)], isError=True)
