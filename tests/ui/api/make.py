"""The doors over a service that answers at once, asked in this process."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from starlette.testclient import TestClient

from qa.errors import QuestionError, StoreError
from qa.index.listing import Listing, ListQuery, listed
from qa.index.rows import ArticleRow
from qa.records import Answer, Article, Hit
from qa.scope import Scope
from qa.settings import Settings
from qa.ui.api.doors import Doors
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.service import Service
from tests.ui.make import answered, article, hit

ROWS = [
    ArticleRow(
        id=f"{number:016x}",
        path=f"rail/{number}.md",
        title=title,
        date=day,
        author="Anton Merrow",
        source=source,
        url=None,
        language="en",
        characters=80,
        passages=1,
    )
    for number, (title, source, day) in enumerate(
        [
            ("The line to Rajin", "Test desk", datetime.date(2017, 2, 6)),
            ("A ferry sails", "Other desk", datetime.date(2017, 5, 20)),
            ("Work permits double", "Other desk", None),
        ]
    )
]


@dataclass
class Stats:
    articles: int = 3
    passages: int = 5
    vectors: int = 4


class StubIndex:
    def listed(self, query: ListQuery) -> Listing:
        return listed(ROWS, query)

    def article(self, article_id: str) -> Article:
        if article_id != article().id:
            raise StoreError("It is not in the index.")
        return article()

    def stats(self) -> Stats:
        return Stats()


@dataclass
class StubAssistant:
    """Gives these drafts to every question and remembers what it was asked."""

    drafts: Sequence[Answer] = field(default_factory=lambda: [answered()])
    fails: Exception | None = None
    asked: list[dict[str, object]] = field(default_factory=list)
    index: StubIndex = field(default_factory=StubIndex)

    def stream(self, question: str, history: object, **how: object) -> Iterator[Answer]:
        self.asked.append({"question": question, "history": history, **how})
        yield from self.drafts
        if self.fails:
            raise self.fails

    def search(self, question: str, *, k: int, scope: Scope) -> list[Hit]:
        self.asked.append({"question": question, "k": k, "scope": scope})
        if not question.strip():
            raise QuestionError("The question is empty: ask something in words.")
        return [hit("It is 54 km long.")][:k]


def doors(assistant: StubAssistant, *, tools: bool = False) -> Doors:
    service = Service(Settings())
    service._assistant = assistant  # type: ignore[assignment]
    service._set(phase="ready", message="Ready.")
    service._settled.set()
    return Doors(CollectionServices(service), version="9.9.9", tools=tools)


def client(assistant: StubAssistant | None = None) -> TestClient:
    """A client of REST and of the OpenAI-compatible interface."""
    return TestClient(doors(assistant or StubAssistant()).api, raise_server_exceptions=False)
