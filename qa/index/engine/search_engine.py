"""Declares the search engine (Protocol): what finds passages by meaning and by words.

    build -> SearchEngine <- Index
    SearchEngine <- EmbeddedEngine (tantivy and Chroma), chosen in `open_engine`

The catalog is the truth and an engine derived from it: it takes words and vectors, gives ids and
keys with scores, and what the catalog lacks is never shown, so an engine may lag behind. Words
and vectors are two sets: passages under their ids, and vectors under keys, the hash of what was
embedded, so that equal texts share one. What has a body here is a default that fits a server.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal, Protocol

from qa.errors import StoreError
from qa.index.database import Database
from qa.index.engine.exact_search import Vector
from qa.index.schema import Manifest
from qa.scope import EVERYTHING, Scope
from qa.settings import Settings

Side = Literal["words", "vectors"]
# Articles that `remake_words` writes at once.
PAGE_ARTICLES = 100


class StoreMissing(StoreError):
    """There is no such store: its files are gone, or the server does not have it."""


@dataclass(frozen=True, slots=True)
class WordEntry:
    """What is indexed of one passage.

    passage, article: ids. key: that of its vector. date, source: what a scope filters by.
    """

    passage: str
    article: str
    title: str
    body: str
    key: str = ""
    date: datetime.date | None = None
    source: str | None = None


class SearchEngine(Protocol):
    """Words and vectors of one index. Safe to use from several threads; one process writes.

    What it cannot do raises StoreError, one sentence with the remedy.
    """

    manifest: Manifest
    """The state of the catalog that is followed: names of the stores, generations."""

    def __init__(
        self, settings: Settings, folder: Path, database: Database, manifest: Manifest
    ) -> None:
        """The engine of the index in a folder; neither side is open. It raises nothing."""

    # Searching

    def lexical(
        self, question: str, *, k: int, scope: Scope = EVERYTHING
    ) -> list[tuple[str, float]]:
        """Passage ids with BM25 scores, best first; fewer than k only where there are no more.

        Any text will do: nothing in it is read as a query language. An engine may go beyond a
        scope: who asks drops what is outside and asks for more. Equal scores sort by id.
        """

    def dense(
        self, vector: Vector, *, k: int, scope: Scope = EVERYTHING
    ) -> list[tuple[str, float]]:
        """The keys closest to a vector, shape (dim,), with cosine similarity in [-1, 1], likewise.

        More than k may be returned, where it costs nothing more.
        """

    def graph(self, vector: Vector, *, k: int) -> list[tuple[str, float]] | None:
        """As `dense`, by an approximate index alone; None where every vector is compared."""
        return self.dense(vector, k=k)

    # Writing

    def change(self, *, remove: Iterable[str], add: Iterable[WordEntry]) -> None:
        """Remove all passages of the articles named, then add passages; vectors stay."""

    def commit(self) -> None:
        """Make the changes so far durable and visible."""
        return

    def add(self, keys: Sequence[str], vectors: Vector) -> None:
        """Store unit vectors, shape (len(keys), dim), durably. A key always has the same one."""

    def delete(self, keys: Sequence[str]) -> None:
        """Remove vectors that no passage has any more; unknown keys are ignored."""

    def remake_words(self, articles: Iterable[Sequence[WordEntry]]) -> str:
        """Hold exactly the passages of these articles, one list each; the name of the store."""
        seen: set[str] = set()
        some = iter(articles)
        while page := list(islice(some, PAGE_ARTICLES)):
            ids = [entries[0].article for entries in page if entries]
            self.change(remove=ids, add=[entry for entries in page for entry in entries])
            seen.update(ids)
        self.change(remove={article for _, article in self.entries()} - seen, add=())
        self.commit()
        return self.manifest.word_store

    def needs_dim(self) -> bool:
        """Whether the length of vectors (`manifest.dim`) must be known before words are written."""
        return False

    def words_are_stale(self, passages: int) -> bool:
        """Whether words that were changed should be made again from the catalog."""
        return False

    # What there is

    def count(self, side: Side) -> int:
        """How many passages or vectors there are."""

    def get(self, keys: Sequence[str]) -> dict[str, Vector]:
        """The stored vectors of the keys that are there."""

    def held(self, keys: Sequence[str]) -> list[str]:
        """Those of some keys that there are vectors of."""
        return list(self.get(keys))

    def keys(self) -> Iterator[str]:
        """Every key that has a vector."""

    def entries(self) -> Iterator[tuple[str, str]]:
        """Every (passage id, article id) that there are words of."""

    def missing(self, passages: Sequence[str]) -> list[str]:
        """Those of some passage ids that there are no words of, or that cannot be read."""
        held = {passage for passage, _ in self.entries()}
        return [passage for passage in passages if passage not in held]

    # Opening and closing

    def open(self, side: Side) -> None:
        """Open a side for reading. Raises StoreMissing where there is none, else StoreError."""
        return

    def open_to_write(self, side: Side, *, replace: bool = False) -> tuple[str, bool]:
        """Open a side for writing, made where there is none; its store's name, and if it is new.

        replace: what is there cannot be trusted.
        """
        stored = self.manifest.word_store if side == "words" else self.manifest.vector_store
        return stored, not self.count(side)

    def refresh(self, side: Side) -> None:
        """See what another process has written to an open side."""
        return

    def shut(self, side: Side) -> None:
        """Close a side; changes of words that were not committed may be dropped."""
        return

    def close(self) -> None:
        """Close all."""
        return

    @staticmethod
    def drop(settings: Settings, folder: Path, store: str) -> None:
        """Delete what a server keeps of the index of a folder; store: `manifest.vector_store`."""
        return

    # Files, which others can touch

    def remote(self, side: Side) -> bool:
        """Whether a server keeps a side, so that no build repairs what cannot be reached."""
        return True

    def follows(self) -> bool:
        """Whether what is open can see what is written later."""
        return True

    def touched(self) -> bool:
        """Whether any file is not as the last build left it."""
        return False

    def verify(self, side: Side, *, whole: bool) -> None:
        """Raise StoreError where files are not as written; whole: whoever has touched them."""
        return

    def seal(self) -> None:
        """A build has ended well: note how files are, and clear away stores that were replaced."""
        return
