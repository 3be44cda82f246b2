"""The part of OpenAI's chat interface that is understood, and the shapes that go back.

Source: OpenAI API reference, "Chat" and "Models", as the package openai 3.54 types them. What
tunes a model (temperature, tools, limits on tokens) is taken and has no effect: an answer is made
of checked sentences.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from qa.serial import AnswerShape, CitationShape
from qa.ui.api.shapes import Text

Finish = Literal["stop"]


class _Request(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class PartRequest(_Request):
    """A part of a message; only texts are read."""

    type: str
    text: Text = ""


class MessageRequest(_Request):
    """A message of the conversation."""

    role: str
    content: Text | Annotated[list[PartRequest], Field(fail_fast=True)] | None = None

    @property
    def text(self) -> str:
        """Its words."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(_Request):
    """How a stream ends."""

    include_usage: bool | None = Field(False, description="Send `usage` as the last chunk.")


class ChatRequest(_Request):
    """A conversation; the last message of the user is the question."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "model": "articles",
                    "messages": [{"role": "user", "content": "How long is the line from Khasan?"}],
                }
            ]
        }
    )

    model: str = Field(max_length=200)
    messages: Annotated[list[MessageRequest], Field(fail_fast=True)] = Field(
        min_length=1, max_length=10_000
    )
    stream: bool | None = False
    stream_options: StreamOptions | None = None

    @property
    def wants_usage(self) -> bool:
        """Whether a stream is to end with the usage."""
        return bool(self.stream_options and self.stream_options.include_usage)


class Usage(BaseModel):
    """OpenAI's usage, in words and not in tokens: nothing here is charged by either."""

    prompt_tokens: int = Field(description="Words of the messages that were sent.")
    completion_tokens: int = Field(description="Words of the message that came back.")
    total_tokens: int


class UrlCitation(BaseModel):
    """Where a marker stands in the text, and the article that it leads to."""

    start_index: int
    end_index: int
    title: str
    url: str


class Annotation(BaseModel):
    """OpenAI's annotation of a marker, with the citation that it stands for added to it."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation
    citation: CitationShape


class ReplyMessage(BaseModel):
    """The answer as a message."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: tuple[Annotation, ...] = ()


class Choice(BaseModel):
    """The one choice there is."""

    index: Literal[0] = 0
    message: ReplyMessage
    finish_reason: Finish = "stop"
    logprobs: None = None


class Completion(BaseModel):
    """The answer; `answer` is all that is known of it, as /api/v1/ask gives it."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: tuple[Choice]
    usage: Usage
    answer: AnswerShape


class Delta(BaseModel):
    """What is added to the message."""

    role: Literal["assistant"] | None = None
    content: str | None = None
    annotations: tuple[Annotation, ...] | None = None


class ChunkChoice(BaseModel):
    """The one choice there is, growing."""

    index: Literal[0] = 0
    delta: Delta
    finish_reason: Finish | None = None
    logprobs: None = None


class Chunk(BaseModel):
    """A piece of a streamed answer; the last with a choice carries `answer`."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str
    choices: tuple[ChunkChoice, ...]
    usage: Usage | None = None
    answer: AnswerShape | None = None


class Model(BaseModel):
    """Articles that can be asked, as a model."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str = "cited-articles"


class ModelList(BaseModel):
    """All of them."""

    object: Literal["list"] = "list"
    data: tuple[Model, ...]
