"""Opens an index for reading, during builds too: hybrid candidates and search, articles, passages.

Ties catalog and search engine together for reading. It follows what a build in this or
another process makes: each search looks at the generation numbers, reopens what has
changed, and shows only passages that the catalog holds at that moment. It writes nothing.
"""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Self, TypeVar

from qa.errors import IndexMismatch, IndexMissing, StoreError
from qa.index.catalog import Catalog
from qa.index.catalog_listing import CatalogListing
from qa.index.database import Session
from qa.index.encoder import Embedder, Vector, load_embedder
from qa.index.engine.search_engine import Side
from qa.index.fusion import CANDIDATES, DENSE_WEIGHT, fuse
from qa.index.generations import generations
from qa.index.index_parts import Parts, open_parts
from qa.index.listing import ListQuery
from qa.index.location import ask_for_repair
from qa.index.rows import ArticleRow, FileRow, IndexStats, Story
from qa.index.scope_query import days, holds_any, of_day
from qa.index.sync import check_probe
from qa.index.tallies import holds_language
from qa.records import Article, Hit, Passage
from qa.scope import EVERYTHING, Scope
from qa.settings import Settings

# Builds that may replace the index during one search before that counts as an error.
REPLACED_AT_MOST = 5
# How many times k hits are asked for at most while builds take some away; and how much further
# than the share that was kept asks for a search in a large scope goes.
FURTHEST = 8
WIDER = 2
# Questions whose vectors are kept: one answer searches the same question several times.
REMEMBERED_QUESTIONS = 64

Found = TypeVar("Found")


class Index:
    """An index open for reading; safe to use from several threads, also during a build."""

    def __init__(self, settings: Settings, *, embedder: Embedder | None = None) -> None:
        """See `open`."""
        self.settings = settings
        self._embedder = embedder
        self._guard = threading.RLock()
        self._questions: OrderedDict[str, Vector] = OrderedDict()
        self._probed = False
        self._generations = generations(settings)
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

    def candidates(
        self, question: str, *, k: int, scope: Scope = EVERYTHING
    ) -> tuple[list[Hit], list[Hit]]:
        """The k passages closest in meaning, and the k with the best words; best first.

        scope: the articles that they are taken from.
        `Hit.score` is the side's own: cosine similarity in [-1, 1], or BM25. While vectors
        are still being made the first list holds what there is, at worst nothing. A side that
        is lost or damaged gives nothing, which `trouble` tells; both raise StoreError.
        """
        if k < 1:
            raise ValueError(f"k must be at least 1, got {k}.")
        errors: list[StoreError] = []
        dense = self._side("vectors", lambda: self._dense(question, k, scope), errors)
        lexical = self._side("words", lambda: self._lexical(question, k, scope), errors)
        if len(errors) == 2:
            raise errors[1]
        return dense, lexical

    def search(
        self,
        question: str,
        *,
        k: int,
        dense_weight: float = DENSE_WEIGHT,
        scope: Scope = EVERYTHING,
    ) -> list[Hit]:
        """The k passages that fit a question best by meaning and words together."""
        dense, lexical = self.candidates(question, k=max(k, CANDIDATES), scope=scope)
        return fuse(dense, lexical, dense_weight=dense_weight)[:k]

    def by_words(self, words: str, *, k: int, scope: Scope = EVERYTHING) -> list[Hit]:
        """The k passages that the words fit best (BM25); of no known word none.

        Raises StoreError where the words of the index are lost or damaged.
        """
        return self._retried(lambda: self._lexical(words, k, scope))

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

    def story_of(self, article_id: str, scope: Scope = EVERYTHING) -> Story | None:
        """The scope's other articles that tell its story in nearly the same words, if any do.

        An agency's report in two papers, or an article and its update: not two sources.
        """
        return self._retried(lambda: self._catalog().story_of(article_id, scope))

    def articles(self) -> list[ArticleRow]:
        """Every article, by path, without its text; `listed` looks up a part of them."""
        return self._retried(lambda: self._catalog().articles())

    def listed(self, query: ListQuery) -> CatalogListing:
        """The articles of a query, of which no more is looked up than is asked of the listing."""
        return CatalogListing(query, self)

    def look(self, query: Callable[[Session], Found]) -> Found:
        """The result of a query over one state of the catalog, for this room's own use."""
        return self._retried(lambda: self._catalog().look(query))

    def holds_any(self, scope: Scope) -> bool:
        """Whether any article is in the scope."""
        return self.look(lambda session: holds_any(session, scope))

    def holds_language(self, language: str) -> bool:
        """Whether any article is in a language, "en"."""
        return self.look(lambda session: holds_language(session, language))

    def count(self, scope: Scope) -> int:
        """How many articles are in the scope."""
        return self.listed(ListQuery(scopes=(scope,))).count()

    def newest_day(self, scope: Scope = EVERYTHING) -> datetime.date | None:
        """The day of the newest article that has a date."""
        span = self.listed(ListQuery(scopes=(scope,))).span()
        return span[1] if span else None

    def days(self, scope: Scope = EVERYTHING) -> list[datetime.date]:
        """The days on which articles were published, in order."""
        return self.look(lambda session: days(session, scope))

    def of_day(self, day: datetime.date, *, most: int, scope: Scope = EVERYTHING) -> list[str]:
        """Ids of at most so many articles of a day, the greatest first."""
        return self.look(lambda session: of_day(session, day, scope, most=most))

    def files(self) -> list[FileRow]:
        """Every file of the corpus as of the last build, each in exactly one state."""
        return self._retried(lambda: self._catalog().files())

    def left_out(self) -> list[FileRow]:
        """The files of them that became no article, with the reasons."""
        return self._retried(lambda: self._catalog().left_out())

    def holds_file(self, path: str) -> bool:
        """Whether the last build saw a file of that path."""
        sql = "SELECT 1 FROM files WHERE path = ?"
        return self.look(lambda session: session.one(sql, (path,))) is not None

    def stats(self) -> IndexStats:
        """Counts; `vectors` below `passages` means that a build is still embedding.

        Or that vectors are lost, which `trouble` tells.
        """
        counts = self._retried(lambda: self._catalog().stats())
        lost = self._parts.trouble.get("vectors")
        return replace(counts, vectors=min(counts.vectors, lost.found)) if lost else counts

    def trouble(self) -> str:
        """What of the index is lost or damaged, in sentences; "" where nothing is known to be.

        Words are looked at when the index is opened, vectors when they are first searched.
        """
        self._retried(self._catalog)
        return self._parts.told()

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
        if not self._opened_vectors():
            return []
        first = "SELECT key FROM embedded ORDER BY key LIMIT ?"
        taken = self.look(lambda session: [str(key) for (key,) in session.rows(first, (most,))])
        found = self._parts.engine.get(taken)
        _, by_key = self._parts.catalog.look_up([], taken)
        return [(item, found[key]) for key in taken if key in found for item in by_key.get(key, [])]

    def refresh(self) -> bool:
        """See what has been built since; True if there was anything. Cheap when not."""
        with self._guard:
            folder = self._generations.current()
            if folder is None:
                raise self._missing()
            if folder != self._parts.folder:
                return self._replace_parts()
            now = self._parts.catalog.manifest()
            if not self._parts.engine.follows() and now != self._parts.manifest:
                return self._replace_parts()
            return self._parts.follow(now)

    def close(self) -> None:
        """Close files and connections."""
        with self._guard:
            self._parts.close()
            self._generations.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _dense(self, question: str, k: int, scope: Scope) -> list[Hit]:
        opened = self._opened_vectors()
        parts = self._parts
        if error := parts.failing("vectors"):
            raise error
        if not opened:
            return []
        vector = self._question_vector(question)

        def fetch(n: int) -> tuple[int, list[Hit]]:
            pairs = parts.engine.dense(vector, k=n, scope=scope)
            kept = parts.catalog.kept("key", pairs, scope)[: n if scope == EVERYTHING else k]
            _, by_key = parts.catalog.look_up([], [key for key, _ in kept])
            return len(pairs), [
                Hit(passage, score=cosine, dense=cosine)
                for key, cosine in kept
                for passage in by_key.get(key, [])
                if scope.holds(passage.article)
            ]

        return _enough(fetch, k, self._widest(scope, k))

    def _lexical(self, question: str, k: int, scope: Scope) -> list[Hit]:
        parts = self._parts
        if error := parts.failing("words"):
            raise error
        if "words" not in parts.opened:
            return []

        def fetch(n: int) -> tuple[int, list[Hit]]:
            pairs = parts.engine.lexical(question, k=n, scope=scope)
            kept = parts.catalog.kept("id", pairs, scope)[: n if scope == EVERYTHING else k]
            by_id, _ = parts.catalog.look_up([key for key, _ in kept], [])
            return len(pairs), [
                Hit(by_id[key], score=score, lexical=score) for key, score in kept if key in by_id
            ]

        return _enough(fetch, k, self._widest(scope, k))

    def _widest(self, scope: Scope, k: int) -> int:
        """How many hits are asked for at most where some of them may not be shown."""
        return FURTHEST * k if scope == EVERYTHING else max(FURTHEST * k, self.stats().passages)

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

    def _opened_vectors(self) -> bool:
        with self._guard:
            return self._parts.open_vectors()

    def _side(
        self, side: Side, look: Callable[[], list[Hit]], errors: list[StoreError]
    ) -> list[Hit]:
        """The hits of one side; none, and its error, where it is lost or damaged."""
        try:
            return self._retried(look)
        except (IndexMismatch, IndexMissing):
            raise
        except StoreError as error:
            errors.append(error)
            with self._guard:
                if not self._parts.failing(side):
                    self._parts.doubt(side, error)
            return []

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
                    # What a server keeps is not read through because it was away once.
                    if not parts.engine.remote("words"):
                        ask_for_repair(parts.folder)
                    raise
        return look()

    def _open_parts(self) -> Parts:
        folder = self._generations.current()
        if folder is None:
            raise self._missing()
        wanted = self._embedder.name if self._embedder else self.settings.embedding_model
        database = self._generations.open(folder)
        return open_parts(self.settings, folder, database, model=wanted)

    def _replace_parts(self) -> bool:
        before, self._parts = self._parts, self._open_parts()
        before.close()
        return True

    def _missing(self) -> IndexMissing:
        return IndexMissing(
            f"There is no index in {self.settings.indexes} yet. Build it with `qa build`."
        )


def _enough(fetch: Callable[[int], tuple[int, list[Hit]]], k: int, most: int) -> list[Hit]:
    """k hits, asking for more, up to `most`, where some of what a store found is not shown."""
    n = k
    while True:
        found, hits = fetch(n)
        if len(hits) >= k or found < n or n >= most:
            return hits[:k]
        # As many more as the share that was kept asks for, and some for its chance.
        n = min(most, max(2 * n, WIDER * n * k // (len(hits) + 1)))
