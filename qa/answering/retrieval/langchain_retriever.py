"""The index's hybrid search as a LangChain BaseRetriever.

    question -> index.search -> hits

`PassageRetriever` is for people who compose their own chains: documents with the
passage's text and its place. It ranks nothing itself; the index does.
"""

from __future__ import annotations

from typing import TypedDict

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field, SkipValidation

from qa.index import WholeIndex, scoped
from qa.records import Hit
from qa.scope import Scope


class PassageMetadata(TypedDict):
    """What stands in a document's metadata; offsets are into the article's cleaned text."""

    passage_id: str
    article_id: str
    path: str
    title: str
    date: str | None
    author: str | None
    source: str | None
    url: str | None
    start: int
    end: int
    score: float


class PassageRetriever(BaseRetriever):
    """Passages of the index as LangChain documents, best first.

    k: how many. scope: the articles that they may come from; None: all.
    `index.search` does the work, so a rebuilt index is picked up at once.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: SkipValidation[WholeIndex]
    k: int = Field(default=10, ge=1)
    scope: Scope | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        index = scoped(self.index, self.scope)
        return [document(hit) for hit in index.search(query, k=self.k)]


def document(hit: Hit) -> Document:
    """A hit as a LangChain document; its id is the passage's."""
    passage, article = hit.passage, hit.passage.article
    metadata = PassageMetadata(
        passage_id=passage.id,
        article_id=article.id,
        path=article.path,
        title=article.title,
        date=article.date.isoformat() if article.date else None,
        author=article.author,
        source=article.source,
        url=article.url,
        start=passage.start,
        end=passage.end,
        score=hit.score,
    )
    return Document(page_content=passage.text, id=passage.id, metadata=dict(metadata))
