"""The assistant: one object that opens an index, builds the chain and answers questions with it.

    Assistant.open(settings) -> search, answer, stream
    answer(question)         -> the same with default settings, an index built if there is none

Models are loaded when first needed, once, whatever thread comes first. It shows
nothing; it may be used from several threads at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

import numpy as np
from langchain_core.runnables import Runnable
from numpy.typing import NDArray

from qa.answering.chain import ChainInput, build_chain
from qa.answering.generation.chat_model import ChatModel, load_chat_model
from qa.answering.generation.writer import Writer
from qa.answering.question.language import foreign_language
from qa.answering.question.limits import check_history
from qa.answering.question.understand import check_question
from qa.answering.reader.base import Checker, Reader
from qa.answering.reader.lazy import LazyReader
from qa.answering.reader.question_reader import kind_probabilities
from qa.answering.reader.thresholds import CHECKER, Thresholds, load_thresholds
from qa.answering.retrieval.langchain_retriever import PassageRetriever
from qa.errors import IndexMissing
from qa.index import Embedder, Index, build_index, scoped
from qa.records import Answer, Hit, Turn
from qa.scope import Scope
from qa.settings import Settings

ANY_QUESTION = "What is reported today?"  # of enough words that its language is asked for


class Assistant:
    """Answers questions about the articles of one index, each sentence cited and checked.

    index, settings: what it works on. chain, retriever: LangChain's Runnable and
    BaseRetriever, for people who compose their own.
    """

    def __init__(
        self,
        index: Index,
        settings: Settings,
        *,
        reader: Reader,
        checker: Checker | None = None,
        chat: ChatModel | None = None,
        thresholds: Thresholds | None = None,
    ) -> None:
        self.index = index
        self.settings = settings
        self.reader = reader
        self.checker: Checker = checker or reader
        self._thresholds = thresholds
        writer = (
            Writer(
                chat,
                reader,
                self.checker,
                self._count_tokens,
                settings.unsupported,
                thresholds,
            )
            if chat
            else None
        )
        self.chain: Runnable[ChainInput, Answer] = build_chain(
            index,
            settings,
            reader=reader,
            encode=self._encode,
            is_word=self._is_word,
            writer=writer,
            checker=self.checker,
            thresholds=thresholds,
        )
        self.retriever: PassageRetriever = PassageRetriever(index=index)

    @classmethod
    def open(
        cls,
        settings: Settings | None = None,
        *,
        collection: str | None = None,
        reader: Reader | None = None,
        checker: Checker | None = None,
        embedder: Embedder | None = None,
        chat: ChatModel | None = None,
        thresholds: Thresholds | None = None,
    ) -> Self:
        """Open the index that the settings name.

        collection: the name of another one; None: that of the settings.
        reader, embedder, chat: used in place of the packaged models and of the chat model that
        the settings name. checker: judges a chat model's sentences and the claims of yes/no
        questions; a reader that is handed in does so itself.
        thresholds: the constants that belong to the reader; None: the packaged one's. Of a reader
        that comes without them every short answer is shown, however unsure.
        Raises CollectionError if there is no such collection, IndexMissing or IndexMismatch, with
        the remedy, if its index cannot be used, and ChatModelError if the chat model's package is
        missing.
        """
        settings = settings or Settings()
        settings = settings.of(settings.collection if collection is None else collection)
        index = Index.open(settings, embedder=embedder)
        chat = chat or load_chat_model(settings)
        if thresholds is None and reader is None:
            thresholds = load_thresholds(larger=settings.reader == "larger")
        if reader is None:
            reader, checker = LazyReader(settings), checker or LazyReader(settings, CHECKER)
        return cls(
            index, settings, reader=reader, checker=checker, chat=chat, thresholds=thresholds
        )

    def with_chat(self, chat: ChatModel | None) -> Self:
        """The same index and reader with another chat model, or with none."""
        return type(self)(
            self.index,
            self.settings,
            reader=self.reader,
            checker=self.checker,
            chat=chat,
            thresholds=self._thresholds,
        )

    def load(self) -> None:
        """Load the packaged models and open the vectors now; else the first question waits for it.

        Raises ReaderError when the models' weights are missing or damaged, IndexMissing when the
        index is gone.
        """
        foreign_language(ANY_QUESTION)
        self.index.search(ANY_QUESTION, k=1)
        kind_probabilities(ANY_QUESTION)
        _ = self.reader.name

    def search(self, question: str, *, k: int = 10, scope: Scope | None = None) -> list[Hit]:
        """The k passages closest to the question, best first, from the articles of `scope`.

        Raises QuestionError if the question is empty or too long, or no article is in scope.
        """
        return scoped(self.index, scope).search(check_question(question), k=k)

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        words: int | None = None,
        scope: Scope | None = None,
    ) -> Answer:
        """The checked answer.

        history: the turns before this one, oldest first.
        words: about how long it is; None: `settings.answer_words`.
        scope: the articles that it may come from; None: all.

        Raises QuestionError if the question is empty or too long, the history is too long
        (`limits`), no article is in scope, or `words` is out of range.
        """
        check_question(question)
        return self.chain.invoke(
            {
                "question": question,
                "history": check_history(history),
                "words": words,
                "scope": scope,
            }
        )

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        words: int | None = None,
        scope: Scope | None = None,
    ) -> Iterator[Answer]:
        """Growing drafts of the answer; the last one is the checked answer. As `answer`.

        Raises QuestionError at the call if the question or the history is too long, and with the
        first draft if no article is in scope or `words` is out of range.
        """
        check_question(question)
        return self.chain.stream(
            {
                "question": question,
                "history": check_history(history),
                "words": words,
                "scope": scope,
            }
        )

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.index.embedder.encode(texts)

    def _is_word(self, word: str) -> bool:
        """Whether the encoder's vocabulary has the word whole, as it has all common ones."""
        least, count = self.index.embedder.count_tokens(["the", word.lower()])
        return count <= least

    def _count_tokens(self, text: str) -> int:
        return self.index.embedder.count_tokens([text])[0]

    def close(self) -> None:
        """Let go of the index's files."""
        self.index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


# What `answer` has opened, one for each distinct Settings. It is kept for the life of the
# process: whoever calls a bare function has no place of their own to keep loaded models in.
_opened: dict[Settings, Assistant] = {}
_opening = threading.Lock()


def answer(
    question: str,
    history: Sequence[Turn] = (),
    *,
    settings: Settings | None = None,
    words: int | None = None,
    scope: Scope | None = None,
) -> Answer:
    """Answer a question from the articles of `settings.corpus`.

    history: the earlier turns of the conversation, oldest first.
    settings: default settings (the folders corpus/ and indexes/ of the working directory).
    words, scope: as in `Assistant.answer`.

    The first call opens the index and loads the models; an index is built if there is
    none. It does not look for changed articles: `qa.build_index()` does.

    Raises QuestionError as `Assistant.answer` does, CorpusError if there is nothing to build
    from, IndexMismatch if another model built the index.
    """
    assistant = _shared(settings or Settings())
    return assistant.answer(question, history, words=words, scope=scope)


def _shared(settings: Settings) -> Assistant:
    with _opening:
        if settings not in _opened:
            try:
                _opened[settings] = Assistant.open(settings)
            except IndexMissing:
                build_index(settings)
                _opened[settings] = Assistant.open(settings)
        return _opened[settings]
