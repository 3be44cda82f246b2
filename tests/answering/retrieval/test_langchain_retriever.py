"""The retriever as LangChain knows it: documents with their place, limited by k and scope."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from qa.answering import Assistant
from qa.answering.retrieval.langchain_retriever import PassageRetriever
from qa.scope import Scope

QUESTION = "How long is the line from Khasan to Rajin?"


def test_documents_are_the_hits_of_a_search_with_their_place(assistant: Assistant) -> None:
    documents = assistant.retriever.invoke(QUESTION)
    hits = assistant.search(QUESTION, k=10)
    assert [document.id for document in documents] == [hit.passage.id for hit in hits]
    first, passage = documents[0], hits[0].passage
    assert first.page_content == passage.text
    assert first.metadata == {
        "passage_id": passage.id,
        "article_id": passage.article.id,
        "path": "rail/line.md",
        "title": "The line to Rajin",
        "date": "2017-02-06",
        "author": "Anton Merrow",
        "source": "Test desk",
        "url": "https://example.org/line",
        "start": passage.start,
        "end": passage.end,
        "score": hits[0].score,
    }


def test_k_and_scope_limit_what_is_found(assistant: Assistant) -> None:
    one = assistant.retriever.model_copy(update={"k": 1})
    assert len(one.invoke(QUESTION)) == 1
    desk = PassageRetriever(index=assistant.index, scope=Scope(sources=("Test desk",)))
    assert {document.metadata["source"] for document in desk.invoke(QUESTION)} == {"Test desk"}


def test_no_documents_at_all_cannot_be_asked_for(assistant: Assistant) -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        PassageRetriever(index=assistant.index, k=0)
