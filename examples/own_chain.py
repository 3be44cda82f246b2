"""Puts the project's retriever into a LangChain chain of one's own: retriever | prompt | model.

    python -m examples.own_chain "How long is the line from Khasan to Rajin?"
    QA_CHAT_MODEL=ollama:qwen3:4b python -m examples.own_chain "…"

The model is the one that QA_CHAT_MODEL names, else one that repeats the first passage, so that
the example runs without any. The chain gives the model's text and the documents that it was
shown. It checks nothing: that is what `Assistant.chain` does.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from operator import itemgetter

from langchain_core.documents import Document
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompt_values import PromptValue
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnableLambda, RunnablePassthrough

import qa

Model = Runnable[PromptValue, BaseMessage]
PROMPT = ChatPromptTemplate.from_messages(
    [
        ("system", "Answer from the passages alone. Name them as [1], [2]."),
        ("human", "{passages}\n\nQuestion: {question}"),
    ]
)


def own_chain(
    retriever: Runnable[str, list[Document]], model: Model
) -> Runnable[dict[str, str], dict[str, object]]:
    """{"question"} -> {"question", "documents", "answer"}; `.stream()` gives pieces."""
    told = {
        "question": itemgetter("question"),
        "passages": itemgetter("documents") | RunnableLambda(numbered),
    }
    return RunnablePassthrough.assign(
        documents=itemgetter("question") | retriever
    ) | RunnablePassthrough.assign(answer=told | PROMPT | model | StrOutputParser())


def numbered(documents: Sequence[Document]) -> str:
    """The passages as a prompt shows them: "[1] Title (2017-02-06): text"."""
    return "\n".join(
        f"[{number}] {each.metadata['title']} ({each.metadata['date']}): {each.page_content}"
        for number, each in enumerate(documents, 1)
    )


def parrot(prompt: PromptValue) -> AIMessage:
    """Stands in for a chat model: the first passage of the prompt, word for word."""
    first = str(prompt.to_messages()[-1].content).partition("\n")[0]
    return AIMessage(f"{first.partition(': ')[2]} [1]")


def chosen_model(name: str | None) -> Model:
    """The chat model of the settings, or the one that repeats."""
    if name is None:
        return RunnableLambda(parrot)
    from langchain.chat_models import init_chat_model  # noqa: PLC0415 - only where one is named

    provider, _, model = name.partition(":")
    chosen: BaseChatModel = init_chat_model(model, model_provider=provider)
    return chosen


def main(question: str) -> None:
    """Answer one question over the articles of the settings."""
    settings = qa.Settings()
    qa.build_index(settings)
    with qa.Assistant.open(settings) as assistant:
        retriever = assistant.retriever.model_copy(update={"k": 4})
        done = own_chain(retriever, chosen_model(settings.chat_model)).invoke(
            {"question": question}
        )
    print(done["answer"])


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or "How long is the line from Khasan to Rajin?")
