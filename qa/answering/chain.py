"""Builds the question-answering chain: one LangChain Runnable that streams, a named step a stage.

    collection | understand | retrieve | rerank | select | compose

Owns langchain-core together with the other modules of this room. The steps
themselves live in modules of their own and know nothing of LangChain.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from langchain_core.runnables import Runnable, RunnableLambda

from qa.answering.collection.step import answered_without_reading, in_another_language
from qa.answering.extraction.both_sides import with_both_sides
from qa.answering.extraction.changed_figures import with_changes
from qa.answering.extraction.compose import compose
from qa.answering.extraction.gathered_list import with_gathered
from qa.answering.extraction.overview import with_overview
from qa.answering.extraction.ranked_articles import with_ranking
from qa.answering.extraction.sayings import with_sayings
from qa.answering.extraction.select import select
from qa.answering.extraction.summarise import Encode
from qa.answering.extraction.superlatives import with_superlative
from qa.answering.extraction.yes_or_no import with_verdict
from qa.answering.generation.writer import Writer
from qa.answering.notes import still_to_come, what_was_searched, with_note
from qa.answering.question.understand import check_question, understand
from qa.answering.reader.base import Checker, Reader
from qa.answering.reader.thresholds import Thresholds
from qa.answering.retrieval.deduplicate import NearDuplicates, deduplicate, name_duplicates
from qa.answering.retrieval.rerank import rerank
from qa.answering.retrieval.retrieve import NewestArticle, retrieve
from qa.answering.retrieval.spelling import corrected
from qa.answering.stages import State
from qa.errors import QuestionError
from qa.index import PACKAGED_MODEL, SearchIndex, WholeIndex, scoped
from qa.records import Answer, Turn
from qa.scope import Scope
from qa.settings import FEWEST_WORDS, MOST_WORDS, Settings

# A number of more digits is not repeated in the sentence that refuses it.
TOLD_NUMBERS = 10**9


class ChainInput(TypedDict, total=False):
    """What the chain takes; only `question` is needed.

    history: the turns before it, oldest first. words: about how long the answer is.
    scope: the articles that it may come from.
    """

    question: str
    history: Sequence[Turn]
    words: int | None
    scope: Scope | None


@dataclass(frozen=True, slots=True)
class Run:
    """One question on its way: its state, the index it is asked of, its start (seconds)."""

    state: State
    index: SearchIndex
    started: float

    @property
    def is_answered(self) -> bool:
        """Whether it was answered without reading."""
        return self.state.kind in ("collection", "small_talk")

    def then(self, state: State) -> Run:
        """The same question after a further step."""
        return Run(state, self.index, self.started)


def build_chain(
    index: WholeIndex,
    settings: Settings,
    *,
    reader: Reader,
    encode: Encode,
    is_word: Callable[[str], bool] | None = None,
    writer: Writer | None = None,
    checker: Checker | None = None,
    thresholds: Thresholds | None = None,
) -> Runnable[ChainInput, Answer]:
    """The chain over an index.

    encode: texts -> unit vectors, by which summaries choose their sentences.
    is_word: whether a word is a common one; with it, misspelt words are corrected.
    writer: a chat model that writes from what the reader has found; None: the reader answers.
    checker: tells which of a yes/no question's claims the articles support; None: the reader.
    thresholds: of the reader; None: the packaged one's, and every short answer is shown.

    `.stream()` yields growing drafts of the Answer, `.invoke()` the last, checked one.
    """

    newest = NewestArticle(index)
    packaged = settings.embedding_model == PACKAGED_MODEL

    def take(given: ChainInput | str) -> Run:
        started, scope = time.perf_counter(), scope_of(given)
        return Run(state_of(given), scoped(index, scope), started)

    def collection_step(run: Run) -> Run:
        max_words = run.state.words or settings.answer_words
        check_question(run.state.question)
        if packaged and (refused := in_another_language(run.state, run.index)):
            return run.then(refused)
        state = answered_without_reading(run.state, run.index, encode=encode, max_words=max_words)
        return run.then(state) if state else run

    def understand_step(run: Run) -> Run:
        last_day = newest if run.index is index else NewestArticle(run.index)
        rewrite = writer.rewrite if writer else None
        spelled = _spelled(run.state, run.index, is_word)
        state = understand(spelled, newest=last_day, rewrite=rewrite)
        return run.then(replace(state, question=run.state.question))

    def retrieve_step(run: Run) -> Run:
        return run.then(deduplicate(retrieve(run.state, run.index), run.index))

    def rerank_step(run: Run) -> Run:
        return run.then(rerank(run.state, reader))

    def select_step(run: Run) -> Run:
        max_words = run.state.words or settings.answer_words
        state = select(
            run.state,
            max_words=max_words,
            longer=max_words > settings.answer_words,
            thresholds=thresholds,
            weighed=thresholds is not None,
        )
        gathered = with_gathered(state, run.index, reader)
        judged = with_verdict(gathered, checker or reader, thresholds=thresholds)
        state = with_changes(with_both_sides(judged), reader)
        told = with_superlative(with_sayings(state, max_words=max_words))
        if told is state:
            told = with_ranking(told, run.index, reader, thresholds=thresholds)
        return run.then(with_overview(told, encode, max_words=max_words))

    def compose_step(run: Run) -> Iterator[Answer]:
        state = run.state
        drafts = compose(state, engine="reader", seconds=time.perf_counter() - run.started)
        if writer is None or run.is_answered:
            answers = drafts
        else:
            answers = writer.write(state, list(drafts)[-1], started=run.started)
        duplicates, note = NearDuplicates(run.index), still_to_come(run.index)
        try:
            for answer in answers:
                named = with_note(name_duplicates(answer, duplicates), note)
                yield searched(named, run.index, whole=index)
        finally:
            if isinstance(answers, Generator):
                answers.close()  # a model that is still writing is stopped

    chain = (
        RunnableLambda(take, name="take")
        | RunnableLambda(collection_step, name="collection")
        | RunnableLambda(_unless_answered(understand_step), name="understand")
        | RunnableLambda(_unless_answered(retrieve_step), name="retrieve")
        | RunnableLambda(_unless_answered(rerank_step), name="rerank")
        | RunnableLambda(_unless_answered(select_step), name="select")
        | RunnableLambda(compose_step, name="compose")
    )
    named: Runnable[ChainInput, Answer] = chain.with_config(run_name="qa")
    return named


def searched(answer: Answer, index: SearchIndex, *, whole: SearchIndex) -> Answer:
    """An answer that was not found with what was looked through; others as they are."""
    if answer.status != "not_found" or answer.kind == "small_talk":
        return answer
    filtered = index is not whole
    return replace(answer, searched=what_was_searched(index, filtered=filtered), filtered=filtered)


def _spelled(state: State, index: SearchIndex, is_word: Callable[[str], bool] | None) -> State:
    """The state with its question as it was meant, and the words that were exchanged."""
    if is_word is None:
        return state
    text, corrections = corrected(state.question, index, is_word=is_word)
    return replace(state, question=text, searched_as=tuple(item.meant for item in corrections))


def _unless_answered(step: Callable[[Run], Run]) -> Callable[[Run], Run]:
    """The step, passed over by a question that was answered without reading."""
    return lambda run: run if run.is_answered else step(run)


def state_of(given: ChainInput | str) -> State:
    """The chain's input as the first state; a bare question is allowed.

    Raises QuestionError if the answer is to be shorter or longer than answers can be.
    """
    if not isinstance(given, Mapping):
        return State(given)
    words = given.get("words")
    number = isinstance(words, int | float)
    if words is not None and not (number and FEWEST_WORDS <= words <= MOST_WORDS):
        asked = f"{words:,}" if number and abs(words) < TOLD_NUMBERS else "what was given"
        raise QuestionError(
            f"An answer has {FEWEST_WORDS} to {MOST_WORDS:,} words, not {asked}: ask for as many."
        )
    return State(given["question"], tuple(given.get("history", ())), words)


def scope_of(given: ChainInput | str) -> Scope | None:
    """The articles that the chain's input limits the answer to; None for all."""
    return given.get("scope") if isinstance(given, Mapping) else None
