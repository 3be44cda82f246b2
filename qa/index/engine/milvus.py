"""Finds passages in a Milvus server: vectors, BM25 and filters in one row, for many machines.

A row is a passage with its words and, once it is embedded, its vector; a vector whose passage is
not there (yet, or any more) waits in a row of its own under its key, so that words and vectors
are two sets as in `SearchEngine`. A scope is a filter of the search itself. Texts are stemmed
here, because the analysers of servers differ; BM25 is the server's. The collection is named like
the vectors of the index, so a full build fills a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from qa.index.database import Database
from qa.index.engine.exact_search import DECIMALS, Vector
from qa.index.engine.milvus_collection import MOST_FOUND, ROWS, MilvusCollection
from qa.index.engine.milvus_rows import any_of, pages, passage_row, vector_row, within
from qa.index.engine.search_engine import SearchEngine, Side, WordEntry
from qa.index.engine.tantivy_words import MAX_TERMS, stems
from qa.index.schema import Manifest
from qa.scope import EVERYTHING, Scope
from qa.settings import Settings

# Which rows are of passages, and which have a vector.
PASSAGE, EMBEDDED = 'article != ""', "embedded == true"
# Articles whose rows are compared or removed at once.
ARTICLES = 100


class MilvusEngine(SearchEngine):
    """The rows of one index in a collection of a Milvus server, 2.6 or newer."""

    def __init__(
        self, settings: Settings, folder: Path, database: Database, manifest: Manifest
    ) -> None:
        self.manifest = manifest
        self._rows = MilvusCollection(settings.search_url or "", manifest.vector_store)
        self._sides: set[Side] = set()

    def lexical(
        self, question: str, *, k: int, scope: Scope = EVERYTHING
    ) -> list[tuple[str, float]]:
        """See `SearchEngine`; which of equal scores at the end of the list is chance."""
        terms = " ".join(list(dict.fromkeys(stems(question)))[:MAX_TERMS])
        if not terms or k < 1:
            return []
        found = self._rows.search("words", terms, k=k, where=[PASSAGE, *within(scope)])
        # Milvus Lite gives scores below zero.
        hits = [(str(hit["id"]), abs(hit["score"])) for hit in found]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))

    def dense(
        self, vector: Vector, *, k: int, scope: Scope = EVERYTHING
    ) -> list[tuple[str, float]]:
        """See `SearchEngine`; by the server's approximate index."""
        if k < 1:
            return []
        where, asked = [EMBEDDED, *within(scope)], vector.astype(float).tolist()
        wide = k
        while True:
            found = self._rows.search("vector", asked, k=wide, where=where)
            near: dict[str, float] = {}
            for hit in found:
                near.setdefault(str(hit["key"]), round(hit["score"], DECIMALS))
            # Passages of one text are several rows with one key.
            if len(near) >= k or len(found) < wide or wide >= MOST_FOUND:
                return sorted(near.items(), key=lambda hit: (-hit[1], hit[0]))[:k]
            wide = min(2 * wide, MOST_FOUND)

    def change(self, *, remove: Iterable[str], add: Iterable[WordEntry]) -> None:
        """See `SearchEngine`; new rows come first, so that nothing is missing meanwhile."""
        gone, new = list(remove), list(add)
        if not new and len(gone) > ARTICLES:
            for some in pages(gone, ARTICLES):
                self.change(remove=some, add=())
            return
        old = [
            row
            for some in pages(gone, ARTICLES)
            for row in self._rows.find(any_of("article", some), "id", "key", "embedded")
        ]
        loose = {row["key"] for row in old if row["embedded"]}
        held = {entry.key for entry in new}
        vectors = self.get(sorted(loose | held))
        rows = [passage_row(each, vectors.get(each.key), dim=self.manifest.dim) for each in new]
        # In case that it is wanted again: the catalog tells when a vector is needed no more.
        rows += [vector_row(key, vectors[key]) for key in sorted(loose - held) if key in vectors]
        self._rows.upsert(rows)
        kept = {row["id"] for row in rows}
        self._rows.delete("id", [row["id"] for row in old if row["id"] not in kept])
        self._rows.delete("id", sorted(held & vectors.keys()))

    def commit(self) -> None:
        """Nothing is left to be done: what the server has acknowledged is durable."""

    def add(self, keys: Sequence[str], vectors: Vector) -> None:
        """See `SearchEngine`."""
        for at in range(0, len(keys), ROWS):
            given = dict(zip(keys[at : at + ROWS], vectors[at : at + ROWS], strict=True))
            rows = self._rows.find(any_of("key", list(given)), "id", "key", "embedded")
            waiting = [row for row in rows if not row["embedded"]]
            self._rows.upsert(
                [
                    {"id": row["id"], "embedded": True, "vector": given[row["key"]].tolist()}
                    for row in waiting
                ],
                partial=True,
            )
            there = {row["key"] for row in rows}
            self._rows.upsert(
                [vector_row(key, row) for key, row in given.items() if key not in there]
            )

    def delete(self, keys: Sequence[str]) -> None:
        """See `SearchEngine`: a row whose vector no passage has is no passage's."""
        self._rows.delete("key", keys)

    def remake_words(self, articles: Iterable[Sequence[WordEntry]]) -> str:
        """As `SearchEngine`, and only those articles whose rows differ are written."""
        self.open_to_write("words")
        seen: set[str] = set()
        some = iter(articles)
        while page := list(islice(some, ARTICLES)):
            ids = [entries[0].article for entries in page if entries]
            held = {
                (row["article"], row["id"], row["key"])
                for row in self._rows.find(any_of("article", ids), "article", "id", "key")
            }
            differ = {
                item[0]
                for item in held
                ^ {
                    (entry.article, entry.passage, entry.key)
                    for entries in page
                    for entry in entries
                }
            }
            new = [entry for part in page for entry in part if entry.article in differ]
            self.change(remove=differ, add=new)
            seen.update(ids)
        self.change(remove={article for _, article in self.entries()} - seen, add=())
        return self.manifest.word_store

    def count(self, side: Side) -> int:
        """See `SearchEngine`; of vectors, the rows that have one."""
        where = PASSAGE if side == "words" else EMBEDDED
        return int(self._rows.find(where, "count(*)")[0]["count(*)"])

    def get(self, keys: Sequence[str]) -> dict[str, Vector]:
        """See `SearchEngine`."""
        found: dict[str, Vector] = {}
        for some in pages(keys, ROWS):
            rows = self._rows.find(f"embedded == true and {any_of('key', some)}", "key", "vector")
            found |= {row["key"]: np.asarray(row["vector"], dtype=np.float32) for row in rows}
        return found

    def held(self, keys: Sequence[str]) -> list[str]:
        """See `SearchEngine`."""
        found: set[str] = set()
        for some in pages(keys, ROWS):
            rows = self._rows.find(f"embedded == true and {any_of('key', some)}", "key")
            found |= {row["key"] for row in rows}
        return sorted(found)

    def keys(self) -> Iterator[str]:
        """See `SearchEngine`."""
        seen: set[str] = set()
        for row in self._rows.every(EMBEDDED, "key"):
            if row["key"] not in seen:
                seen.add(row["key"])
                yield row["key"]

    def entries(self) -> Iterator[tuple[str, str]]:
        """See `SearchEngine`."""
        for row in self._rows.every(PASSAGE, "id", "article"):
            yield row["id"], row["article"]

    def missing(self, passages: Sequence[str]) -> list[str]:
        """See `SearchEngine`."""
        held = {
            row["id"]
            for some in pages(passages, ROWS)
            for row in self._rows.find(any_of("id", some), "id")
        }
        return [passage for passage in passages if passage not in held]

    def needs_dim(self) -> bool:
        """Vectors and words are columns of one table."""
        return True

    def open(self, side: Side) -> None:
        """See `SearchEngine`; neither side is without the other."""
        self._rows.open()
        self._sides.add(side)

    def open_to_write(self, side: Side, *, replace: bool = False) -> tuple[str, bool]:
        """See `SearchEngine`; what a server keeps is never thrown away."""
        new = self._rows.open(make=self.manifest.dim)
        self._sides.add(side)
        stored = self.manifest.word_store if side == "words" else self.manifest.vector_store
        return stored, new

    def shut(self, side: Side) -> None:
        """See `SearchEngine`."""
        self._sides.discard(side)
        if not self._sides:
            self._rows.close()

    def close(self) -> None:
        """See `SearchEngine`."""
        self._sides.clear()
        self._rows.close()

    @staticmethod
    def drop(settings: Settings, folder: Path, store: str) -> None:
        """See `SearchEngine`."""
        rows = MilvusCollection(settings.search_url or "", store)
        rows.drop()
        rows.close()
