"""The index as the answering room sees it: candidates and search, articles and passages.

Ties catalog, words and vectors together for reading. It follows what a build in this or
another process makes: each search looks at the generation numbers, reopens what has
changed, and shows only passages that the catalog holds at that moment. It writes nothing.
"""

from __future__ import annotations

import heapq
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self, TypeVar

from qa.errors import IndexMissing, StoreError
from qa.index.catalog import Catalog
from qa.index.database import Database
from qa.index.dense import Vectors
from qa.index.encoder import Embedder, Vector, load_embedder
from qa.index.fusion import CANDIDATES, DENSE_WEIGHT, fuse
from qa.index.lexical import Words
from qa.index.location import CATALOG_NAME, ask_for_repair, current_folder, is_writable
from qa.index.rows import ArticleRow, FileRow, IndexStats
from qa.index.schema import Manifest, check_model
from qa.index.sync import check_probe
from qa.records import Article, Hit, Passage
from qa.settings import Settings

# Builds that may replace the index during one search before that counts as an error.
REPLACED_AT_MOST = 5
# Questions whose vectors are kept: one answer searches the same question several times.
REMEMBERED_QUESTIONS = 64

Found = TypeVar("Found")


@dataclass(slots=True)
class _Parts:
    """What is open of one index folder."""

    folder_name: str
    database: Database
    catalog: Catalog
    manifest: Manifest
    words: Words | None = None
    vectors: Vectors | None = None
    copies: TemporaryDirectory[str] | None = None


class Index:
    """An index open for reading; safe to use from several threads, also during a build."""

    def __init__(self, settings: Settings, *, embedder: Embedder | None = None) -> None:
        """See `open`."""
        self.settings = settings
        self._embedder = embedder
        self._guard = threading.RLock()
        self._questions: OrderedDict[str, Vector] = OrderedDict()
        self._probed = False
        self._parts = self._open_parts()

    @classmethod
    def open(cls, settings: Settings, *, embedder: Embedder | None = None) -> Self:
        """Open the index of `settings.indexes`.

        Raises IndexMissing when nothing was built, IndexMismatch when another model or
        version built it, StoreError when it is damaged; each names the remedy.
        """
        return cls(settings, embedder=embedder)

    @property
    def embedder(self) -> Embedder:
        """The model that the questions are embedded with, loaded when first needed.

        Raises SettingsError when it cannot be loaded.
        """
        with self._guard:
            if self._embedder is None:
                self._embedder = load_embedder(self.settings)
            return self._embedder

    def candidates(self, question: str, *, k: int) -> tuple[list[Hit], list[Hit]]:
        """The k passages closest in meaning, and the k with the best words; best first.

        `Hit.score` is the side's own: cosine similarity in [-1, 1], or BM25. While vectors
        are still being made the first list holds what there is, at worst nothing.
        """
        if k < 1:
            raise ValueError(f"k must be at least 1, got {k}.")
        return self._retried(lambda: (self._dense(question, k), self._lexical(question, k)))

    def search(self, question: str, *, k: int, dense_weight: float = DENSE_WEIGHT) -> list[Hit]:
        """The k passages that fit a question best by meaning and words together."""
        dense, lexical = self.candidates(question, k=max(k, CANDIDATES))
        return fuse(dense, lexical, dense_weight=dense_weight)[:k]

    def article(self, article_id: str) -> Article:
        """An article with its text; raises StoreError when it is not in the index."""
        found = self._retried(lambda: self._parts.catalog.article(article_id))
        if found is None:
            raise StoreError(
                f"Article {article_id} is not in the index; it may have been removed since."
            )
        return found

    def passages_of(self, article_id: str) -> list[Passage]:
        """An article's passages in their order; empty when it is not in the index."""
        return self._retried(lambda: self._parts.catalog.passages_of(article_id))

    def variants_of(self, article_id: str) -> list[Article]:
        """The articles that tell its story in nearly the same words, newest first, without it.

        An agency's report in two papers, or an article and its update: not two sources.
        """
        return self._retried(lambda: self._parts.catalog.variants_of(article_id))

    def articles(self) -> list[ArticleRow]:
        """Every article, by path, without its text."""
        return self._retried(lambda: self._catalog().articles())

    def files(self) -> list[FileRow]:
        """Every file of the corpus as of the last build, each in exactly one state."""
        return self._retried(lambda: self._catalog().files())

    def stats(self) -> IndexStats:
        """Counts; `vectors` below `passages` means that a build is still embedding."""
        return self._retried(lambda: self._catalog().stats())

    def behind(self) -> IndexStats | None:
        """The counts while vectors are still to come, during a build or after one cut short.

        None, and cheap, when every passage has its vector.
        """
        if not self._retried(lambda: self._parts.manifest.unsettled):
            return None
        counts = self.stats()
        return counts if counts.vectors < counts.passages else None

    def embedded(self, *, most: int) -> list[tuple[Passage, Vector]]:
        """Passages with their vectors, for a picture of the corpus; `most` of them at most.

        A larger index gives an even sample, the same each time: the keys are hashes.
        """
        vectors = self._vectors()
        if vectors is None:
            return []
        taken = heapq.nsmallest(most, vectors.keys())
        found = vectors.get(taken)
        _, by_key = self._parts.catalog.look_up([], taken)
        return [(item, found[key]) for key in taken if key in found for item in by_key.get(key, [])]

    def refresh(self) -> bool:
        """See what has been built since; True if there was anything. Cheap when not."""
        with self._guard:
            folder = current_folder(self.settings.indexes)
            if folder is None:
                raise self._missing()
            if folder.name != self._parts.folder_name:
                before, self._parts = self._parts, self._open_parts()
                self._close_parts(before)
                return True
            now = self._parts.catalog.manifest()
            if self._parts.copies is not None and now != self._parts.manifest:
                before, self._parts = self._parts, self._open_parts()
                self._close_parts(before)
                return True
            return self._follow(now)

    def close(self) -> None:
        """Close files and connections."""
        with self._guard:
            self._close_parts(self._parts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _dense(self, question: str, k: int) -> list[Hit]:
        vectors = self._vectors()
        if vectors is None:
            return []
        vector = self._question_vector(question)

        def fetch(n: int) -> tuple[int, list[Hit]]:
            pairs = vectors.query(vector, k=n)
            _, by_key = self._parts.catalog.look_up([], [key for key, _ in pairs])
            return len(pairs), [
                Hit(passage, score=cosine, dense=cosine)
                for key, cosine in pairs
                for passage in by_key.get(key, [])
            ]

        return _enough(fetch, k)

    def _lexical(self, question: str, k: int) -> list[Hit]:
        words = self._parts.words
        if words is None:
            return []

        def fetch(n: int) -> tuple[int, list[Hit]]:
            pairs = words.search(question, k=n)
            by_id, _ = self._parts.catalog.look_up([key for key, _ in pairs], [])
            return len(pairs), [
                Hit(by_id[key], score=score, lexical=score) for key, score in pairs if key in by_id
            ]

        return _enough(fetch, k)

    def _question_vector(self, question: str) -> Vector:
        with self._guard:
            if question in self._questions:
                self._questions.move_to_end(question)
                return self._questions[question]
        embedder = self.embedder
        if not self._probed:
            check_probe(self._parts.database, embedder)
            self._probed = True
        vector: Vector = embedder.encode([question])[0]
        with self._guard:
            self._questions[question] = vector
            while len(self._questions) > REMEMBERED_QUESTIONS:
                self._questions.popitem(last=False)
        return vector

    def _catalog(self) -> Catalog:
        return self._parts.catalog

    def _vectors(self) -> Vectors | None:
        """The vector store, opened when there is a first vector in it."""
        with self._guard:
            parts = self._parts
            if parts.vectors is None and parts.manifest.vector_generation:
                name = parts.manifest.vector_store
                url = self.settings.chroma_url
                folder = parts.database.path.parent / name
                parts.vectors = Vectors(_readable(parts, folder), name, url=url)
            return parts.vectors

    def _retried(self, look: Callable[[], Found]) -> Found:
        """Refresh and look; again if the index was replaced meanwhile, by whatever thread."""
        for _ in range(REPLACED_AT_MOST):
            self.refresh()
            parts, manifest = self._parts, self._parts.manifest
            try:
                return look()
            except StoreError:
                self.refresh()
                if self._parts is parts and parts.manifest == manifest:
                    ask_for_repair(parts.database.path.parent)
                    raise
        return look()

    def _follow(self, now: Manifest) -> bool:
        before, self._parts.manifest = self._parts.manifest, now
        changed = False
        if now.word_store != before.word_store or self._parts.words is None:
            self._parts.words = self._open_words(self._parts)
            changed = True
        elif now.generation != before.generation:
            self._parts.words.refresh()
            changed = True
        if now.vector_store != before.vector_store and self._parts.vectors is not None:
            self._parts.vectors.close()
            self._parts.vectors = None
        if now.vector_generation != before.vector_generation:
            changed = True
            if self._parts.vectors is not None:
                self._parts.vectors.reopen()
        return changed

    def _open_parts(self) -> _Parts:
        folder = current_folder(self.settings.indexes)
        if folder is None:
            raise self._missing()
        database = Database(folder / CATALOG_NAME)
        catalog = Catalog(database)
        try:
            manifest = catalog.manifest()
            wanted = self._embedder.name if self._embedder else self.settings.embedding_model
            check_model(manifest, wanted)
            parts = _Parts(folder.name, database, catalog, manifest)
            parts.words = self._open_words(parts)
        except BaseException:
            database.close()
            raise
        return parts

    @staticmethod
    def _open_words(parts: _Parts) -> Words | None:
        folder = parts.database.path.parent
        if not parts.manifest.generation:
            return None
        try:
            return Words(_readable(parts, folder / parts.manifest.word_store))
        except StoreError:
            ask_for_repair(folder)
            raise

    def _missing(self) -> IndexMissing:
        return IndexMissing(
            f"There is no index in {self.settings.indexes} yet. Build it with `qa build`."
        )

    @staticmethod
    def _close_parts(parts: _Parts) -> None:
        if parts.vectors is not None:
            parts.vectors.close()
        parts.database.close()
        if parts.copies is not None:
            parts.copies.cleanup()


def _readable(parts: _Parts, store: Path) -> Path:
    """The store itself, or a copy where the folder may not be written.

    tantivy and Chroma write locks and logs even to read.
    """
    if is_writable(parts.database.path.parent) or not store.is_dir():
        return store
    if parts.copies is None:
        parts.copies = TemporaryDirectory(prefix="qa-read-only-")
    copy = Path(parts.copies.name) / store.name
    try:
        shutil.copytree(store, copy, copy_function=shutil.copyfile)
        for folder in (copy, *(path for path in copy.rglob("*") if path.is_dir())):
            folder.chmod(0o700)
    except OSError as error:
        raise StoreError(
            f"The index in {store.parent} may not be written, and copying it to read it failed "
            f"({error}). Make it writable, or free space in the temporary folder."
        ) from None
    return copy


def _enough(fetch: Callable[[int], tuple[int, list[Hit]]], k: int) -> list[Hit]:
    """k hits, asking for more where some of what a store found is no longer shown."""
    n = k
    while True:
        found, hits = fetch(n)
        if len(hits) >= k or found < n or n >= 8 * k:
            return hits[:k]
        n *= 2
