"""The facade of the room: one object that answers questions about an index.

    Assistant.open(settings) -> search, answer, stream

Models are loaded when first needed, once, whatever thread comes first. It builds no
index and shows nothing; it may be used from several threads at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from langchain_core.runnables import Runnable

from qa.answering.chain import ChainInput, build_chain
from qa.answering.reader import Reader, Reading
from qa.answering.retrieve import PassageRetriever
from qa.answering.similarity_reader import SimilarityReader
from qa.answering.understand import check_question
from qa.index import Embedder, Index, load_embedder
from qa.records import Answer, Hit, Turn
from qa.settings import Settings


class Assistant:
    """Answers questions about the articles of one index, each sentence cited and checked.

    index, settings: what it works on. chain, retriever: LangChain's Runnable and
    BaseRetriever, for people who compose their own.
    """

    def __init__(self, index: Index, settings: Settings, *, reader: Reader) -> None:
        self.index = index
        self.settings = settings
        self.reader = reader
        self.chain: Runnable[ChainInput, Answer] = build_chain(
            index, settings, reader=lambda: reader
        )
        self.retriever: PassageRetriever = PassageRetriever(index=index)

    @classmethod
    def open(
        cls,
        settings: Settings | None = None,
        *,
        reader: Reader | None = None,
        embedder: Embedder | None = None,
    ) -> Self:
        """Open the index that the settings name.

        reader, embedder: used in place of the packaged models.
        Raises IndexMissing or IndexMismatch, with the remedy, if the index cannot be used.
        """
        settings = settings or Settings()
        embedder = embedder or load_embedder(settings)
        index = Index.open(settings, embedder=embedder)
        return cls(index, settings, reader=reader or _LazyReader(settings, embedder))

    def search(self, question: str, *, k: int = 10) -> list[Hit]:
        """The k passages closest to the question, best first.

        Raises QuestionError if the question is empty or too long.
        """
        return self.index.search(check_question(question), k=k)

    def answer(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The checked answer. history: the turns before this one, oldest first.

        Raises QuestionError if the question is empty or too long.
        """
        check_question(question)
        return self.chain.invoke({"question": question, "history": history})

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """Growing drafts of the answer; the last one is the checked answer.

        Raises QuestionError, at the call, if the question is empty or too long.
        """
        check_question(question)
        return self.chain.stream({"question": question, "history": history})

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


class _LazyReader:
    """The packaged reader, loaded at the first question; one question is read at a time.

    Two questions read side by side on the same cores take longer than one after the
    other, and the tokenizers underneath may not be shared between threads.
    """

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        self._settings = settings
        self._embedder = embedder
        self._lock = threading.Lock()
        self._reader: Reader | None = None

    @property
    def name(self) -> str:
        return self._loaded().name

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        with self._lock:
            return self._loaded().read(question, texts)

    def support(self, claim: str, texts: Sequence[str]) -> list[float]:
        with self._lock:
            return self._loaded().support(claim, texts)

    def _loaded(self) -> Reader:
        if self._reader is None:
            self._reader = SimilarityReader(self._embedder)
        return self._reader
