"""The retriever in a chain of one's own, with a model that repeats and with one that is faked."""

from __future__ import annotations

from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import AIMessage
from langchain_core.prompt_values import PromptValue
from langchain_core.runnables import RunnableLambda

from examples.own_chain import PROMPT, chosen_model, numbered, own_chain
from qa.answering import Assistant

DOCUMENTS = [
    Document("The pier is 40 m long.", metadata={"title": "A pier", "date": "2014-07-01"}),
    Document("It rained: {all} day.", metadata={"title": "Rain", "date": None}),
]


def test_passages_are_numbered() -> None:
    assert numbered(DOCUMENTS) == (
        "[1] A pier (2014-07-01): The pier is 40 m long.\n[2] Rain (None): It rained: {all} day."
    )


def test_a_chat_model_is_told_the_passages_and_the_question() -> None:
    seen = []

    def model(prompt: PromptValue) -> AIMessage:
        seen.append(prompt)
        return AIMessage("40 m [1]")

    chain = own_chain(RunnableLambda(lambda question: DOCUMENTS), RunnableLambda(model))
    done = chain.invoke({"question": "How long?"})
    assert done == {"question": "How long?", "documents": DOCUMENTS, "answer": "40 m [1]"}
    passages = numbered(DOCUMENTS)
    assert seen == [PROMPT.invoke({"passages": passages, "question": "How long?"})]


def test_the_answer_comes_in_pieces() -> None:
    chain = own_chain(
        RunnableLambda(lambda question: DOCUMENTS), FakeListChatModel(responses=["40 m"])
    )
    pieces = [each["answer"] for each in chain.stream({"question": "?"}) if "answer" in each]
    assert pieces == ["4", "0", " ", "m"]


def test_without_a_model_the_first_passage_is_repeated(assistant: Assistant) -> None:
    chain = own_chain(assistant.retriever, chosen_model(None))
    done = chain.invoke({"question": "Who runs the line from Khasan to Rajin?"})
    assert str(done["answer"]).startswith("The line from Khasan to the port of Rajin is 54")
    assert str(done["answer"]).endswith(" [1]")
