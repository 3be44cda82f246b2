"""The index as a vector store: the same hits as a search, and nothing written."""

from __future__ import annotations

import pytest

from qa.answering import Assistant
from qa.answering.retrieval.langchain_vector_store import IndexVectorStore
from qa.errors import QaError
from qa.scope import Scope

QUESTION = "How long is the line from Khasan to Rajin?"


def test_it_finds_what_a_search_finds_with_the_scores(assistant: Assistant) -> None:
    store = IndexVectorStore(assistant.index)
    hits = assistant.search(QUESTION, k=3)
    found = store.similarity_search_with_score(QUESTION, k=3)
    assert [(each.id, score) for each, score in found] == [
        (hit.passage.id, hit.score) for hit in hits
    ]
    assert store.similarity_search(QUESTION, k=3) == [each for each, _ in found]


def test_as_a_retriever_it_takes_k_and_keeps_its_scope(assistant: Assistant) -> None:
    store = IndexVectorStore(assistant.index, Scope(sources=("Test desk",)))
    (one,) = store.as_retriever(search_kwargs={"k": 1}).invoke(QUESTION)
    assert one.metadata["source"] == "Test desk"


def test_an_option_that_it_has_not_is_named(assistant: Assistant) -> None:
    store = IndexVectorStore(assistant.index)
    with pytest.raises(QaError, match="takes no filter"):
        store.similarity_search(QUESTION, k=1, filter={"source": "x"})


def test_nothing_can_be_written_and_the_remedy_is_named(assistant: Assistant) -> None:
    store = IndexVectorStore(assistant.index)
    for write in (
        lambda: store.add_texts(["x"]),
        lambda: store.delete(["x"]),
        lambda: IndexVectorStore.from_texts(["x"], store.embeddings),  # type: ignore[arg-type]
    ):
        with pytest.raises(QaError, match="qa add"):
            write()
