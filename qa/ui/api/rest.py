"""The REST interface under /api/v1, with OpenAPI; owns fastapi with the rest of this room.

    JSON -> models of `shapes` -> Desk -> models of `qa.serial` -> JSON, or server-sent events

Whoever gets here has passed the request guard. The answer is the JSON of `qa ask --json`.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response, StreamingResponse

from qa.records import Answer
from qa.serial import AnswerShape, WholeArticleShape
from qa.ui.api.answering import Desk
from qa.ui.api.failures import status_and_sentence
from qa.ui.api.shapes import (
    LONGEST_CHOSEN,
    ArticleList,
    AskRequest,
    CollectionList,
    HealthShape,
    ListRequest,
    ProblemShape,
    SearchRequest,
    SearchResult,
    StatusShape,
)
from qa.ui.problems import MEDIA_TYPE, problem, problem_body
from qa.ui.service.asking import Asked, NotReady, Waiting

InCollection = Annotated[
    str, Query(max_length=LONGEST_CHOSEN, description="Its name; default: the window's own.")
]
STREAM_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
# By name: FastAPI would have a model be `application/json`. `doors` adds the schema.
_PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{ProblemShape.__name__}"}}}
_WHEN = {
    "401": "The token or the login is missing.",
    "4XX": (
        "The request is refused: 403 from a page of another address, 404 where there is no such "
        "thing, 413 and 422 where it is too large or cannot be understood."
    ),
    "5XX": "It cannot be answered: 502 a chat model that failed, 503 what may pass, 500 a fault.",
}
PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {"description": told, "content": _PROBLEM} for status, told in _WHEN.items()
}
_EVENTS = (
    "As JSON, or with `stream` as server-sent events: `waiting` with `before` while others are "
    "answered, `draft` with an answer that grows, `answer` with the checked one, and `problem`."
)


def rest_router(desk: Desk) -> APIRouter:
    """The routes over a desk."""
    routes = APIRouter(prefix="/api/v1", responses=PROBLEMS, tags=["articles"])
    _add_questions(routes, desk)
    _add_articles(routes, desk)
    _add_service(routes, desk)
    return routes


def _add_questions(routes: APIRouter, desk: Desk) -> None:
    @routes.post(
        "/ask",
        response_model=AnswerShape,
        responses={200: {"content": {"text/event-stream": {}}, "description": _EVENTS}},
    )
    async def ask(question: AskRequest, request: Request) -> object:
        """Answer a question from the articles; every sentence is cited and checked."""
        asked = question.asked()
        if question.stream or "text/event-stream" in request.headers.get("accept", ""):
            return await _streamed(desk, asked)
        return AnswerShape.model_validate(await desk.answer(asked, request.is_disconnected))

    @routes.post("/search")
    async def search(words: SearchRequest) -> SearchResult:
        """Find the passages closest to a question, best first."""
        return await desk.search(words)


def _add_articles(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/articles")
    async def list_articles(which: Annotated[ListRequest, Query()]) -> ArticleList:
        """List the articles, without their texts."""
        return await desk.articles(which)

    @routes.get("/articles/{article_id}", response_model=WholeArticleShape)
    async def read_article(
        article_id: Annotated[str, Path(max_length=64, description="As in citations and lists.")],
        start: Annotated[int, Query(ge=0, le=10**9, description="The first character.")] = 0,
        length: Annotated[int | None, Query(ge=1, le=10**9, description="How many.")] = None,
        collection: InCollection = "",
    ) -> object:
        """Read an article: metadata and cleaned text, to which offsets of citations refer."""
        found = await desk.article(article_id, collection=collection, start=start, length=length)
        return found or problem(404, "The index has no article of this id.")


def _add_service(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/collections")
    async def list_collections() -> CollectionList:
        """List the collections and what their indexes hold."""
        return await desk.collections()

    @routes.post("/build", status_code=202)
    async def build(collection: InCollection = "") -> StatusShape:
        """Bring the index up to date in the background; `status` tells how far it is."""
        (await desk.service(collection)).rebuild()
        return await desk.status(collection)

    @routes.get("/status")
    async def status(collection: InCollection = "") -> StatusShape:
        """Tell what the service is doing and what it answers from."""
        return await desk.status(collection)

    @routes.get("/health", response_model=HealthShape)
    async def health(collection: InCollection = "") -> object:
        """Tell whether questions can be asked; 503 where opening the index has failed."""
        service = await desk.service(collection)
        if service.state.phase in ("empty", "failed"):
            return problem(503, service.state.error or service.state.message)
        return HealthShape(status="ok" if service.index else "starting")


async def _streamed(desk: Desk, asked: Asked) -> Response:
    """The events of an answer. What is wrong before the first of them is told by the status."""
    told = desk.stream(asked)
    first = await anext(told)

    async def events() -> AsyncIterator[str]:
        last: Answer | None = None
        try:
            each: Waiting | Answer | None = first
            while each is not None:
                if isinstance(each, Answer):
                    last = each
                    yield _event("draft", _json(each))
                else:
                    yield _event("waiting", json.dumps({"before": each.before}))
                each = await anext(told, None)
            if last is None:
                raise NotReady("The answer came out empty; ask again.")
            yield _event("answer", _json(last))
        except Exception as error:
            status, sentence = status_and_sentence(error)
            yield _event("problem", json.dumps(problem_body(status, sentence)))
        finally:
            await told.aclose()

    return StreamingResponse(events(), media_type="text/event-stream", headers=STREAM_HEADERS)


def _json(answer: Answer) -> str:
    return AnswerShape.model_validate(answer).model_dump_json()


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"
