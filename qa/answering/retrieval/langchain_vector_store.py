"""The index as a read-only LangChain VectorStore, for code that asks for one.

    similarity_search -> index.search (meaning and words together) -> documents

It is a view: nothing is copied and a rebuilt index is picked up at once. Articles come in by a
build, which reads, splits and checks them, so `add_texts` and `delete` refuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore

from qa.answering.retrieval.langchain_retriever import document
from qa.errors import QaError
from qa.index import WholeIndex, scoped
from qa.scope import Scope

_READ_ONLY = (
    "The index is read only here: add articles with `qa add`, or put files into the folder and run "
    "`qa build`."
)


class IndexVectorStore(VectorStore):
    """Passages of an index. scope: the articles that they may come from; None: all."""

    def __init__(self, index: WholeIndex, scope: Scope | None = None) -> None:
        self._index = index
        self._scope = scope

    def similarity_search(self, query: str, k: int = 4, **kwargs: object) -> list[Document]:
        """The k passages that are closest to a question, best first."""
        return [found for found, _ in self._found(query, k, kwargs)]

    def similarity_search_with_score(
        self, query: str, k: int = 4, **kwargs: object
    ) -> list[tuple[Document, float]]:
        """Each with its score; higher is better, and comparable within one search only.

        Raises QaError for options that it has not.
        """
        return self._found(query, k, kwargs)

    def add_texts(
        self, texts: Iterable[str], metadatas: list[dict[str, object]] | None = None, **_: object
    ) -> list[str]:
        """Raises QaError with how articles are added."""
        raise QaError(_READ_ONLY)

    def delete(self, ids: list[str] | None = None, **_: object) -> bool | None:
        """Raises QaError with how articles are removed."""
        raise QaError(_READ_ONLY)

    def _found(
        self, query: str, k: int, options: Mapping[str, object]
    ) -> list[tuple[Document, float]]:
        if options:
            raise QaError(
                f"A search here takes no {', '.join(sorted(options))}: choose articles by a scope, "
                "IndexVectorStore(index, scope=qa.Scope(…))."
            )
        hits = scoped(self._index, self._scope).search(query, k=k)
        return [(document(hit), hit.score) for hit in hits]

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, object]] | None = None,
        *,
        ids: list[str] | None = None,
        **_: object,
    ) -> IndexVectorStore:
        """Raises QaError with how an index is made."""
        raise QaError(_READ_ONLY)
