"""The whole flow as one LangChain Runnable that streams; each step shows by name in traces.

    understand | retrieve | read | choose | write

Owns langchain-core together with the other modules of this room. The steps
themselves live in modules of their own and know nothing of LangChain.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypedDict, TypeVar

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
from qa.errors import QuestionError
from qa.index import SearchIndex, scoped
from qa.records import Answer, Turn
from qa.scope import Scope
from qa.settings import FEWEST_WORDS, MOST_WORDS, Settings


class ChainInput(TypedDict, total=False):
    """What the chain takes; only `question` is needed.

    history: the turns before it, oldest first. words: about how long the answer is.
    scope: the articles that it may come from.
    """

    question: str
    history: Sequence[Turn]
    words: int | None
    scope: Scope | None


T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Run(Generic[T]):
    """One question on its way: what the last step made, the index it is asked of, its start."""

    state: T
    index: SearchIndex
    started: float

    def then(self, state: U) -> Run[U]:
        """The same question after a further step."""
        return Run(state, self.index, self.started)


def build_chain(
    index: SearchIndex, settings: Settings, *, reader: Reader, writer: Writer | None = None
) -> Runnable[ChainInput, Answer]:
    """The chain over an index.

    writer: a chat model that writes from what the reader has found; None: the reader answers.

    `.stream()` yields growing drafts of the Answer, `.invoke()` the last, checked one.
    """

    newest = NewestArticle(index)

    def take(given: ChainInput | str) -> Run[Asked]:
        started, scope = time.perf_counter(), scope_of(given)
        return Run(asked(given), scoped(index, scope), started)

    def understand_step(run: Run[Asked]) -> Run[Understood]:
        last_day = newest if run.index is index else NewestArticle(run.index)
        rewrite = writer.rewrite if writer else None
        return run.then(understand(run.state, newest=last_day, rewrite=rewrite))

    def retrieve_step(run: Run[Understood]) -> Run[Found]:
        return run.then(told_once(gather(run.state, run.index), run.index))

    def read_step(run: Run[Found]) -> Run[Studied]:
        return run.then(study(run.state, reader))

    def choose_step(run: Run[Studied]) -> Run[Chosen]:
        words = run.state.found.understood.asked.words or settings.answer_words
        return run.then(choose(run.state, max_words=words))

    def write_step(run: Run[Chosen]) -> Iterator[Answer]:
        chosen = run.state
        drafts = write(chosen, engine="reader", seconds=time.perf_counter() - run.started)
        if writer is None or chosen.status == "not_found":
            answers = drafts
        else:
            answers = writer.write(chosen, list(drafts)[-1], started=run.started)
        versions, note = Versions(run.index), still_to_come(run.index)
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
    """The chain's input as a record; a bare question is allowed.

    Raises QuestionError if the answer is to be shorter or longer than answers can be.
    """
    if not isinstance(given, Mapping):
        return Asked(given)
    words = given.get("words")
    if words is not None and not FEWEST_WORDS <= words <= MOST_WORDS:
        raise QuestionError(
            f"An answer has {FEWEST_WORDS} to {MOST_WORDS:,} words, not {words:,}: ask for as many."
        )
    return Asked(given["question"], tuple(given.get("history", ())), words)


def scope_of(given: ChainInput | str) -> Scope | None:
    """The articles that the chain's input limits the answer to; None for all."""
    return given.get("scope") if isinstance(given, Mapping) else None
