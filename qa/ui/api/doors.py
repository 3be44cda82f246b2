"""Puts the doors for programs in front of the window's application, by path. ASGI.

    /api/…, /v1/…  -> REST, the OpenAI-compatible interface, their documentation
    /metrics       -> counts and states for Prometheus
    /mcp, /gradio_api/mcp -> tools, with QA_MCP=1
    /c/ID          -> the window with that conversation
    anything else  -> the window

It stands behind the request guard, which has judged who asks.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from qa.errors import QaError, SettingsError
from qa.ui.api.answering import CallerGone, Desk
from qa.ui.api.chat_completions import chat_router
from qa.ui.api.docs_page import docs_html
from qa.ui.api.failures import MOST_TOLD, misfit, status_and_sentence
from qa.ui.api.prometheus import PATH as METRICS
from qa.ui.api.prometheus import metrics_router
from qa.ui.api.rest import rest_router
from qa.ui.api.shapes import ProblemShape
from qa.ui.problems import problem
from qa.ui.service.collection_services import CollectionServices

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

TOOL_PATHS = ("/mcp", "/gradio_api/mcp")
# A conversation's address; the page itself starts at its root and opens it.
CONVERSATION = re.compile(r"/c/([0-9a-f]{1,64})")
OPENAPI = "/api/v1/openapi.json"
DOCS = "/api/docs"
ABOUT = (
    "Questions are answered from a folder of articles; every sentence is cited and checked. "
    "Offsets are code points of an article's cleaned text."
)


class Doors:
    """ASGI application: what programs ask for, and the window for everything else.

    desk: what all of them ask through. api: REST and the OpenAI-compatible interface.
    tools: whether the tools of the Model Context Protocol are offered.
    Raises SettingsError if they are and the package for it is missing.
    """

    def __init__(self, services: CollectionServices, *, version: str, tools: bool = False) -> None:
        self.desk = desk = Desk(services, version=version)
        self.api = api(desk, version=version)
        self._tools = None
        if tools:
            if importlib.util.find_spec("mcp") is None:
                raise SettingsError("QA_MCP needs the package mcp: pip install '.[mcp]'.")
            from qa.ui.api.mcp_tools import ToolsOverHttp, tool_server  # noqa: PLC0415 - an extra

            self._tools = ToolsOverHttp(tool_server(desk, version=version))

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """The time in which programs are served; within the server's event loop."""
        async with AsyncExitStack() as stack:
            if self._tools is not None:
                await stack.enter_async_context(self._tools.running())
            yield

    def before(self, window: ASGIApp) -> ASGIApp:
        """The application that serves both."""

        async def routed(scope: Scope, receive: Receive, send: Send) -> None:
            app = window
            if scope["type"] == "http":
                path = str(scope["path"])
                if path.startswith(("/api/", "/v1/")) or path == METRICS:
                    app = self.api
                elif match := CONVERSATION.fullmatch(path):
                    kept = QueryParams(scope.get("query_string", b"")).get("collection")
                    query = {"c": match[1]} | ({} if kept is None else {"collection": kept})
                    app = RedirectResponse(f"../?{urlencode(query)}", 303)
                elif self._tools is not None and path.rstrip("/") in TOOL_PATHS:
                    app = self._tools
            await app(scope, receive, send)

        return routed


def api(desk: Desk, *, version: str) -> FastAPI:
    """REST and the OpenAI-compatible interface, with their document and its page."""
    app = _Documented(
        title="Cited articles",
        version=version,
        description=ABOUT,
        openapi_url=OPENAPI,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.include_router(rest_router(desk))
    app.include_router(chat_router(desk))
    app.include_router(metrics_router(desk, version=version))
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misfit)
    for kind in (QaError, CallerGone, Exception):
        app.add_exception_handler(kind, _failed)

    @app.get(DOCS, include_in_schema=False)
    @app.get("/api/", include_in_schema=False)
    async def docs(request: Request) -> HTMLResponse:
        return HTMLResponse(docs_html(app.openapi(), address=str(request.base_url).rstrip("/")))

    return app


class _Documented(FastAPI):
    """An application whose document has the schema of the problems that all routes may answer."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document; FastAPI keeps what it has made."""
        document = super().openapi()
        schemas = document["components"]["schemas"]
        schemas.setdefault(ProblemShape.__name__, ProblemShape.model_json_schema())
        return document


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = {404: f"There is nothing here. {DOCS} lists what there is.", 405: "Not by this method."}
    detail = told.get(error.status_code, str(error.detail))
    response = problem(error.status_code, detail, path=request.url.path)
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


async def _misfit(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = map(misfit, error.errors()[:MOST_TOLD])
    errors: list[dict[str, object]] = [{"at": at, "detail": why} for at, why in told]
    detail = " ".join(f"{each['at']}: {each['detail']}." for each in errors)
    return problem(422, detail, path=request.url.path, errors=errors)


async def _failed(request: Request, error: Exception) -> Response:
    if isinstance(error, CallerGone):
        return Response(status_code=499)  # nobody reads it
    status, sentence = status_and_sentence(error)
    return problem(status, sentence, path=request.url.path)
