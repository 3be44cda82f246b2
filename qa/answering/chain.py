"""The whole flow as one LangChain Runnable that streams; each step shows by name in traces.

    understand | retrieve | read | choose | write

Owns langchain-core together with the other modules of this room. The steps
themselves live in modules of their own and know nothing of LangChain.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import TypedDict

from langchain_core.runnables import Runnable, RunnableLambda

from qa.answering.extraction.compose import write
from qa.answering.extraction.select import choose
from qa.answering.generation.writer import Writer
from qa.answering.notes import still_to_come, with_note
from qa.answering.question.understand import understand
from qa.answering.reader.base import Reader
from qa.answering.retrieval.deduplicate import Versions, told_once, with_versions
from qa.answering.retrieval.rerank import study
from qa.answering.retrieval.retrieve import NewestArticle, gather
from qa.answering.stages import Asked, Chosen, Found, Studied, Understood
from qa.index import Index
from qa.records import Answer, Turn
from qa.settings import Settings


class ChainInput(TypedDict, total=False):
    """What the chain takes: a question, and the turns before it, oldest first."""

    question: str
    history: Sequence[Turn]


def build_chain(
    index: Index, settings: Settings, *, reader: Reader, writer: Writer | None = None
) -> Runnable[ChainInput, Answer]:
    """The chain over an index.

    writer: a chat model that writes from what the reader has found; None: the reader answers.

    `.stream()` yields growing drafts of the Answer, `.invoke()` the last, checked one.
    """

    newest = NewestArticle(index)

    def take(given: ChainInput) -> tuple[float, Asked]:
        return time.perf_counter(), asked(given)

    def understand_step(state: tuple[float, Asked]) -> tuple[float, Understood]:
        return state[0], understand(
            state[1], newest=newest, rewrite=writer.rewrite if writer else None
        )

    def retrieve_step(state: tuple[float, Understood]) -> tuple[float, Found]:
        return state[0], told_once(gather(state[1], index), index)

    def read_step(state: tuple[float, Found]) -> tuple[float, Studied]:
        return state[0], study(state[1], reader)

    def choose_step(state: tuple[float, Studied]) -> tuple[float, Chosen]:
        return state[0], choose(state[1], max_words=settings.answer_words)

    def write_step(state: tuple[float, Chosen]) -> Iterator[Answer]:
        started, chosen = state
        drafts = write(chosen, engine="reader", seconds=time.perf_counter() - started)
        if writer is None or chosen.status == "not_found":
            answers = drafts
        else:
            answers = writer.write(chosen, list(drafts)[-1], started=started)
        versions, note = Versions(index), still_to_come(index)
        try:
            for answer in answers:
                yield with_note(with_versions(answer, versions), note)
        finally:
            if isinstance(answers, Generator):
                answers.close()  # a model that is still writing is stopped

    chain = (
        RunnableLambda(take, name="take")
        | RunnableLambda(understand_step, name="understand")
        | RunnableLambda(retrieve_step, name="retrieve")
        | RunnableLambda(read_step, name="read")
        | RunnableLambda(choose_step, name="choose")
        | RunnableLambda(write_step, name="write")
    )
    named: Runnable[ChainInput, Answer] = chain.with_config(run_name="qa")
    return named


def asked(given: ChainInput | str) -> Asked:
    """The chain's input as a record; a bare question is allowed."""
    if isinstance(given, Mapping):
        return Asked(given["question"], tuple(given.get("history", ())))
    return Asked(given)
