"""OpenAI's /v1/chat/completions and /v1/models: the articles as a model that any client can use.

    messages -> question + history -> Desk -> one message, or chunks of it

A chunk cannot be taken back, so only sentences that were checked are sent: while a chat model
writes, the stream waits. Should the last draft begin differently from what was sent, the whole
answer follows.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from qa.collection_folders import DEFAULT
from qa.records import Answer
from qa.serial import AnswerShape
from qa.ui.api.answering import Desk
from qa.ui.api.chat_reply import (
    annotations_of,
    asked_of,
    is_checked,
    message_of,
    sources_of,
    usage_of,
)
from qa.ui.api.chat_shapes import (
    ChatRequest,
    Choice,
    Chunk,
    ChunkChoice,
    Completion,
    Delta,
    Model,
    ModelList,
)
from qa.ui.api.failures import status_and_sentence
from qa.ui.api.rest import PROBLEMS, STREAM_HEADERS
from qa.ui.problems import problem_body
from qa.ui.service.asking import NotReady, Waiting


def chat_router(desk: Desk) -> APIRouter:
    """The routes over a desk."""
    routes = APIRouter(prefix="/v1", responses=PROBLEMS, tags=["OpenAI-compatible"])
    started = int(time.time())

    @routes.get("/models")
    async def list_models() -> ModelList:
        """List what can be asked: each collection as a model, `articles` is the default one."""
        rows = (await desk.collections()).collections
        return ModelList(data=tuple(Model(id=row.name, created=started) for row in rows))

    @routes.get("/models/{model_id}")
    async def read_model(model_id: str) -> Model:
        """Tell of one model."""
        service = await desk.service(model_id)
        return Model(id=service.settings.collection or DEFAULT, created=started)

    @routes.post("/chat/completions", response_model=Completion)
    async def complete(chat: ChatRequest, request: Request) -> object:
        """Answer the last message of the user, with citations in the text and as annotations."""
        asked = replace(asked_of(chat.messages), collection=chat.model)
        window = str(request.base_url)
        made = _Frame(f"chatcmpl-{secrets.token_hex(12)}", int(time.time()), chat)
        if chat.stream:
            told = desk.stream(asked)
            return await _streamed(told, made, window)
        answer = await desk.answer(asked, request.is_disconnected)
        return made.completion(answer, window)

    return routes


class _Frame:
    """What every chunk of one answer repeats."""

    def __init__(self, name: str, created: int, chat: ChatRequest) -> None:
        self.name, self.created, self.model = name, created, chat.model
        self.chat = chat

    def completion(self, answer: Answer, window: str) -> Completion:
        """The whole answer at once."""
        message = message_of(answer, window=window)
        return Completion(
            id=self.name,
            created=self.created,
            model=self.model,
            choices=(Choice(message=message),),
            usage=usage_of(self.chat.messages, message.content),
            answer=AnswerShape.model_validate(answer),
        )

    def chunk(self, delta: Delta, *, answer: Answer | None = None) -> str:
        """An event that adds to the message; the one with the answer is the last."""
        made = Chunk(
            id=self.name,
            created=self.created,
            model=self.model,
            choices=(ChunkChoice(delta=delta, finish_reason="stop" if answer else None),),
            answer=AnswerShape.model_validate(answer) if answer else None,
        )
        written = self._written(made)
        choice = written["choices"][0]
        choice["delta"] = {
            name: value for name, value in choice["delta"].items() if value is not None
        }
        return f"data: {json.dumps(written, ensure_ascii=False)}\n\n"

    def usage(self, content: str) -> str:
        """The event behind the last, without a choice, as OpenAI has it."""
        usage = usage_of(self.chat.messages, content)
        made = Chunk(id=self.name, created=self.created, model=self.model, choices=(), usage=usage)
        return f"data: {json.dumps(self._written(made))}\n\n"

    def _written(self, made: Chunk) -> dict[str, Any]:
        """A chunk as JSON, without what it does not tell; `usage` is null where it is to come."""
        left_out = {"answer"} if made.answer is None else set()
        left_out |= set() if self.chat.wants_usage else {"usage"}
        return made.model_dump(mode="json", exclude=left_out)


async def _streamed(
    told: AsyncGenerator[Waiting | Answer, None], frame: _Frame, window: str
) -> Response:
    """The chunks. What is wrong before the first of them is told by the status."""
    first = await anext(told)

    async def events() -> AsyncIterator[str]:
        try:
            yield frame.chunk(Delta(role="assistant", content=""))
            async for event in _chunks(first, told, frame, window):
                yield event
        except Exception as error:
            status, sentence = status_and_sentence(error)
            yield f"data: {json.dumps(problem_body(status, sentence, path='/v1/'))}\n\n"
        finally:
            await told.aclose()
        yield "data: [DONE]\n\n"

    return StreamingResponse(events(), media_type="text/event-stream", headers=STREAM_HEADERS)


async def _chunks(
    first: Waiting | Answer,
    told: AsyncGenerator[Waiting | Answer, None],
    frame: _Frame,
    window: str,
) -> AsyncIterator[str]:
    sent, last = "", None
    each: Waiting | Answer | None = first
    while each is not None:
        if isinstance(each, Answer):
            last = each
            if is_checked(each) and each.text.startswith(sent) and len(each.text) > len(sent):
                yield frame.chunk(Delta(content=each.text[len(sent) :]))
                sent = each.text
                each = await anext(told, None)
                continue
        yield ": waiting\n\n"  # a comment, which keeps the connection open
        each = await anext(told, None)
    if last is None:
        raise NotReady("The answer came out empty; ask again.")
    rest = last.text.removeprefix(sent) if last.text.startswith(sent) else f"\n\n{last.text}"
    content = sent + rest + sources_of(last)
    yield frame.chunk(Delta(content=rest + sources_of(last)))
    begins = len(sent) + len(rest) - len(last.text)
    yield frame.chunk(
        Delta(annotations=annotations_of(last, content, window, start=begins)), answer=last
    )
    if frame.chat.wants_usage:
        yield frame.usage(content)
