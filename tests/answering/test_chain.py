"""LangChain's view: a retriever of documents, a chain that streams and shows its steps."""

import datetime

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables import RunnableLambda

from qa.answering import Assistant
from qa.answering.retrieval.langchain_retriever import PassageRetriever
from qa.records import Answer
from qa.scope import Scope

QUESTION = "Who runs the line to Rajin?"


class Steps(BaseCallbackHandler):
    """Collects the names of the steps that ran."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def on_chain_start(self, *args: object, **kwargs: object) -> None:
        self.names.append(str(kwargs.get("name", "")))


def test_the_retriever_gives_documents_that_can_be_found_again(assistant: Assistant) -> None:
    documents = assistant.retriever.invoke(QUESTION)
    best = documents[0]
    assert best.metadata["title"] == "The line to Rajin"
    assert best.metadata["date"] == "2017-02-06"
    article = assistant.index.article(best.metadata["article_id"])
    assert article.text[best.metadata["start"] : best.metadata["end"]] == best.page_content


def test_a_retriever_of_ones_own_is_limited_to_a_scope(assistant: Assistant) -> None:
    ferry = Scope(first=datetime.date(2017, 5, 1))
    found = PassageRetriever(index=assistant.index, k=3, scope=ferry).invoke(QUESTION)
    assert {document.metadata["path"] for document in found} == {"ferry.txt"}


def test_every_step_shows_by_name(assistant: Assistant) -> None:
    steps = Steps()
    answer = assistant.chain.invoke({"question": QUESTION}, config={"callbacks": [steps]})
    assert isinstance(answer, Answer)
    assert steps.names[0] == "qa"
    order = [steps.names.index(name) for name in STEPS]
    assert order == sorted(order)


STEPS = ("understand", "retrieve", "rerank", "select", "compose")


def test_the_chain_streams_answers_and_composes(assistant: Assistant) -> None:
    drafts = list(assistant.chain.stream({"question": QUESTION, "history": []}))
    assert all(isinstance(draft, Answer) for draft in drafts)
    shout = assistant.chain | RunnableLambda(lambda answer: answer.text.upper())
    assert shout.invoke({"question": QUESTION}) == drafts[-1].text.upper()
