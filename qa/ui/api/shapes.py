"""What programs send and get at /api/v1, as pydantic models over those of `qa.serial`.

    JSON of a request -> AskRequest -> Asked            rows of the catalog -> ArticleList

The OpenAPI document is made from these. A field that is null or left out is as if it were not
there; one that nobody knows is refused, so that a misspelt one is not silently without effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from qa.index.collection_rows import CollectionRow
from qa.index.rows import ArticleRow
from qa.records import BuildReport, Turn
from qa.scope import Scope, make_scope
from qa.serial import HitShape
from qa.ui.service.asking import Asked
from qa.ui.state import Phase

MOST_PASSAGES = 100
MOST_CHOSEN, LONGEST_CHOSEN = 10_000, 1_000
MOST_LISTED = 1_000
_DAY = {"format": "date"}


def _listed(given: object) -> object:
    """One text where a list of them is wanted is a list of one; null is none."""
    return [given] if isinstance(given, str) else [] if given is None else given


def _whole(text: str) -> str:
    """JSON can name half a character, which no text holds and nothing can write."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("half a character (a lone surrogate) is no text")
    return text


Text = Annotated[str, AfterValidator(_whole)]
Chosen = Annotated[
    list[Annotated[Text, Field(max_length=LONGEST_CHOSEN)]],
    Field(fail_fast=True),  # of 200,000 that do not fit, one is told
    BeforeValidator(_listed),
    Field(max_length=MOST_CHOSEN),
]


Name = Annotated[
    Annotated[Text, Field(max_length=LONGEST_CHOSEN)],
    BeforeValidator(lambda given: "" if given is None else given),
]


class _Request(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _known(cls, given: object) -> object:
        """Refuse a field that nobody knows with those that there are."""
        names = given if isinstance(given, Mapping) else {}
        unknown = next((name for name in names if name not in cls.model_fields), None)
        if unknown is not None:
            fields = ", ".join(cls.model_fields)
            raise ValueError(f"there is no field {str(unknown)[:50]}; there are {fields}")
        return given


class TurnRequest(_Request):
    """An earlier question and its answer."""

    question: Text
    answer: Text = ""


class CollectionRequest(_Request):
    """Which collection is meant."""

    collection: Name = Field("", description="The collection's name; default: the window's own.")


class ScopeRequest(CollectionRequest):
    """Which articles are meant; without any of these all are."""

    articles: Chosen = Field([], description="Ids of the only articles.")
    sources: Chosen = Field([], description="The only sources, as the articles name them.")
    first: str | None = Field(
        None,
        description="The first day of the articles, like 2017-10-07.",
        json_schema_extra=_DAY,  # type: ignore[arg-type]
    )
    last: str | None = Field(
        None,
        description="The last day of the articles, it included.",
        json_schema_extra=_DAY,  # type: ignore[arg-type]
    )

    def scope(self) -> Scope:
        """The scope that is meant. Raises QuestionError for what is no day."""
        return make_scope(
            articles=self.articles, sources=self.sources, first=self.first, last=self.last
        )


class Question(ScopeRequest):
    """A question. All but `question` may be left out."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": "How long is the line from Khasan to Rajin?"}]}
    )

    question: Text = Field(description="The question, in plain words.")
    history: Annotated[list[TurnRequest], Field(fail_fast=True)] | None = Field(
        None, description="Earlier turns of the conversation, oldest first."
    )
    words: int | None = Field(None, description="About how long the answer is, 10 to 1000.")

    def asked(self) -> Asked:
        """The question in the product's records. Raises QuestionError for what is no day."""
        turns = tuple(Turn(turn.question, turn.answer) for turn in self.history or ())
        return Asked(self.question, turns, self.words, self.scope(), self.collection)


class AskRequest(Question):
    """A question, and how the answer is to come."""

    stream: bool = Field(
        False, description="Send growing drafts as server-sent events; the last is checked."
    )


class SearchRequest(ScopeRequest):
    """What to search for."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": "second internet link", "k": 2}]}
    )

    question: Text = Field(description="The question, or words to search for.")
    k: int = Field(10, ge=1, le=MOST_PASSAGES, description="How many passages.")


class ListRequest(ScopeRequest):
    """Which articles to list."""

    query: Text = Field(
        "", max_length=1_000, description="Words that title, author, source or file must have."
    )
    limit: int = Field(100, ge=1, le=MOST_LISTED, description="How many at most.")
    offset: int = Field(0, ge=0, le=10**9, description="How many to pass over.")


class SearchResult(BaseModel):
    """The passages that were found, best first."""

    passages: tuple[HitShape, ...]


class ArticleList(BaseModel):
    """The articles that fit, by path; `total` counts those beyond the limit too."""

    total: int
    articles: tuple[ArticleRow, ...]


class CollectionList(BaseModel):
    """The collections: the default one, which is called `articles`, then the others by name."""

    collections: tuple[CollectionRow, ...]


class StatusShape(BaseModel):
    """What the service is doing and what it answers from."""

    version: str
    collection: str
    phase: Phase
    building: bool
    message: str
    done: int = Field(description="How far the present step is.")
    total: int = Field(description="Of how many; 0: unknown.")
    error: str = Field(description="Why the last build failed, or nothing.")
    engine: str = Field(description="What writes the answers.")
    articles: int
    passages: int
    waiting: int = Field(description="Questions that are being answered or wait for it.")
    report: BuildReport | None = Field(description="Of the last build of this process.")


class HealthShape(BaseModel):
    """Whether questions can be asked: `ok`, or not yet."""

    status: Literal["ok", "starting"]


class ProblemShape(BaseModel):
    """What went wrong (RFC 9457), in one sentence for people."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: tuple[dict[str, str], ...] = ()
