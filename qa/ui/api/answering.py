"""The doors' way to the service from an event loop: each step of an answer in a thread.

    Asked -> in_turn (threads) -> Waiting | Answer, awaited one by one

The threads are this room's own, so that however many programs wait, the page is still served.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TypeVar

from anyio import CancelScope, CapacityLimiter, to_thread

from qa.answering.question.limits import check_history
from qa.answering.question.understand import check_question
from qa.collection_folders import DEFAULT
from qa.index.collection_rows import collection_rows
from qa.index.listing import ListQuery
from qa.records import Answer
from qa.serial import HitShape, WholeArticleShape, article_shape
from qa.ui.api.shapes import (
    ArticleList,
    CollectionList,
    ListRequest,
    SearchRequest,
    SearchResult,
    StatusShape,
)
from qa.ui.service.asking import Asked, NotReady, Waiting, in_turn, ready
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service

MOST_WAITING = 100
Made = TypeVar("Made")


class CallerGone(Exception):
    """Nobody waits for the answer any more."""


class Desk:
    """Asks the services on behalf of programs.

    Whatever names a collection raises CollectionMissing if there is none of that name.
    """

    def __init__(self, services: CollectionServices, *, version: str) -> None:
        self.services = services
        self._version = version
        self._threads = CapacityLimiter(MOST_WAITING + 20)

    async def stream(self, asked: Asked) -> AsyncGenerator[Waiting | Answer, None]:
        """What `in_turn` gives. The question is judged before the first of it.

        Raises QaError as `in_turn` does, and NotReady while too many are waiting.
        """
        with self.services.own.counts.judging():
            check_question(asked.question)
            check_history(asked.history)
        service = await self.service(asked.collection)
        if len(service.queue) >= MOST_WAITING:
            raise NotReady("Too many questions are waiting. Ask again in a while.")
        told, stepping = in_turn(service, asked), threading.Lock()

        def step() -> Waiting | Answer | None:
            with stepping:
                return next(told, None)

        def close() -> None:
            with stepping:  # a step whose caller was cancelled ends first
                told.close()

        try:
            while (each := await self.in_thread(step)) is not None:
                yield each
        finally:
            with CancelScope(shield=True):
                await self.in_thread(close)

    async def answer(
        self, asked: Asked, gone: Callable[[], Awaitable[bool]] | None = None
    ) -> Answer:
        """The checked answer. Raises as `stream`, and CallerGone once `gone` says so."""
        last: Answer | None = None
        stream = self.stream(asked)
        try:
            async for each in stream:
                last = each if isinstance(each, Answer) else last
                if gone is not None and await gone():
                    raise CallerGone
        finally:
            await stream.aclose()
        if last is None:
            raise NotReady("The answer came out empty; ask again.")
        return last

    async def service(self, collection: str) -> Service:
        """The service of a collection; "" is the window's own."""
        return await self.in_thread(lambda: self.services.of(collection))

    async def collections(self) -> CollectionList:
        """All collections with what their indexes hold."""
        rows = await self.in_thread(lambda: collection_rows(self.services.settings))
        return CollectionList(collections=tuple(rows))

    async def search(self, request: SearchRequest) -> SearchResult:
        """The passages closest to the question. Raises QaError."""
        return await self.in_thread(lambda: self._search(request))

    async def articles(self, request: ListRequest) -> ArticleList:
        """The articles that fit. Raises QaError."""
        return await self.in_thread(lambda: self._articles(request))

    async def article(
        self, article_id: str, *, collection: str = "", start: int = 0, length: int | None = None
    ) -> WholeArticleShape | None:
        """The article of that id with its text, or a stretch of it; None if there is none."""

        def read() -> WholeArticleShape | None:
            found = ready(self.services.of(collection)).article(article_id)
            return article_shape(found, start=start, length=length) if found else None

        return await self.in_thread(read)

    async def status(self, collection: str = "") -> StatusShape:
        """What the service of a collection is doing now."""
        return await self.in_thread(lambda: self._status(self.services.of(collection)))

    def _search(self, request: SearchRequest) -> SearchResult:
        service, scope = ready(self.services.of(request.collection)), request.scope()
        with service.background.working():
            hits = service.assistant().search(request.question, k=request.k, scope=scope)
        return SearchResult(passages=tuple(map(HitShape.model_validate, hits)))

    def _articles(self, request: ListRequest) -> ArticleList:
        index = ready(self.services.of(request.collection)).index
        scope, words = request.scope(), tuple(request.query.lower().split())
        if index is None:
            return ArticleList(total=0, articles=())
        found = index.listed(ListQuery(scopes=(scope,), words=words))
        page = found.page(request.limit, request.offset)
        return ArticleList(total=found.count(), articles=tuple(page))

    def _status(self, service: Service) -> StatusShape:
        state, index = service.state, service.index
        stats = index.stats() if index else None
        return StatusShape(
            version=self._version,
            collection=service.settings.collection or DEFAULT,
            phase=state.phase,
            building=state.building,
            message=state.message,
            done=state.done,
            total=state.total,
            error=state.error,
            engine=service.settings.chat_model or "reader",
            articles=stats.articles if stats else 0,
            passages=stats.passages if stats else 0,
            waiting=len(service.queue),
            report=state.report,
        )

    async def in_thread(self, work: Callable[[], Made]) -> Made:
        """The result of what may wait for disks or servers."""
        return await to_thread.run_sync(work, limiter=self._threads)
