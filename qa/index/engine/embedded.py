"""Finds passages by tantivy (words) and Chroma (vectors): the engine of one machine, the default.

Both keep files in the folder of the index; vectors may be on a Chroma server instead. A small
scope is searched exactly, its vectors in memory and its words by a filter on article ids; a
large one by a wider search, of which who asks drops the rest. Neither store is written to while
it is read from a copy, as in a folder that may not be written.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from qa.errors import StoreError
from qa.index.database import Database
from qa.index.engine.chroma_vectors import Vectors
from qa.index.engine.exact_search import Vector
from qa.index.engine.scope_part import ScopePart, ScopeParts
from qa.index.engine.seals import damaged_graph, is_touched, write_seals
from qa.index.engine.search_engine import SearchEngine, Side, WordEntry
from qa.index.engine.segment_checksums import check_segments
from qa.index.engine.tantivy_words import Words
from qa.index.location import delete_strays, is_writable
from qa.index.schema import Manifest, new_store_name
from qa.scope import EVERYTHING, Scope
from qa.settings import Settings

# Up to here the word index is made anew after every change: half a second.
SMALL_PASSAGES = 10_000
# The graph is asked for so many at least in a scope too large to be compared one by one: it looks
# as widely as it is asked for. 2026-11-26, 20,000 random vectors, which are harder than any
# text's: share of the true best 10 found at 400, 800, 1600, 3200: .77 .89 .98 1.0; a search of
# 800, 1600, 3200 takes 7, 12, 19 ms.
WIDE_IN_SCOPE = 3_200


class EmbeddedEngine(SearchEngine):
    """The tantivy index and the Chroma collection of one index folder."""

    def __init__(
        self, settings: Settings, folder: Path, database: Database, manifest: Manifest
    ) -> None:
        self.manifest = manifest
        self._folder = folder
        self._database = database
        self._url = settings.chroma_url
        self._words: Words | None = None
        self._vectors: Vectors | None = None
        self._scopes = ScopeParts()
        self._copies: TemporaryDirectory[str] | None = None

    def lexical(
        self, question: str, *, k: int, scope: Scope = EVERYTHING
    ) -> list[tuple[str, float]]:
        """See `SearchEngine`."""
        words = self._opened_words()
        part = self._part(scope)
        return words.search(question, k=k, articles=part.articles if part else None)

    def dense(
        self, vector: Vector, *, k: int, scope: Scope = EVERYTHING
    ) -> list[tuple[str, float]]:
        """See `SearchEngine`; all that a wider search of a large scope finds."""
        vectors = self._opened_vectors()
        if part := self._part(scope):
            return part.rows(vectors.get).nearest(vector, k)
        return vectors.query(vector, k=k if scope == EVERYTHING else max(k, WIDE_IN_SCOPE))

    def graph(self, vector: Vector, *, k: int) -> list[tuple[str, float]] | None:
        """By Chroma's graph; None where the vectors are few and in files."""
        vectors = self._opened_vectors()
        return vectors.query_graph(vector, k=k) if vectors.asks_graph() else None

    def change(self, *, remove: Iterable[str], add: Iterable[WordEntry]) -> None:
        """See `SearchEngine`; not visible before `commit`."""
        self._opened_words().change(remove=remove, add=add)

    def commit(self) -> None:
        """See `SearchEngine`."""
        self._opened_words().commit()

    def add(self, keys: Sequence[str], vectors: Vector) -> None:
        """See `SearchEngine`."""
        self._opened_vectors().add(keys, vectors)

    def delete(self, keys: Sequence[str]) -> None:
        """See `SearchEngine`."""
        self._opened_vectors().delete(keys)

    def remake_words(self, articles: Iterable[Sequence[WordEntry]]) -> str:
        """Make the word index anew beside the old one; it takes 5 s for 100,000 passages.

        A store that a killed build left behind cannot be trusted to be writable, and one from
        which much was deleted scores by what is gone.
        """
        name = new_store_name("words")
        words = Words(self._folder / name, create=True)
        try:
            for entries in articles:
                words.change(remove=(), add=entries)
            words.commit()
        finally:
            words.close()
        return name

    def words_are_stale(self, passages: int) -> bool:
        """A small one always is, so that it answers exactly like one that was never changed.

        A large one is when a tenth of its passages has been deleted since it was made.
        """
        return passages <= SMALL_PASSAGES or self.manifest.stale_passages * 10 > passages

    def count(self, side: Side) -> int:
        """See `SearchEngine`."""
        return (self._opened_words() if side == "words" else self._opened_vectors()).count()

    def get(self, keys: Sequence[str]) -> dict[str, Vector]:
        """See `SearchEngine`."""
        return self._opened_vectors().get(keys) if keys else {}

    def held(self, keys: Sequence[str]) -> list[str]:
        """See `SearchEngine`."""
        return self._opened_vectors().held(keys)

    def keys(self) -> Iterator[str]:
        """See `SearchEngine`."""
        return self._opened_vectors().keys()

    def entries(self) -> Iterator[tuple[str, str]]:
        """See `SearchEngine`."""
        return self._opened_words().entries()

    def missing(self, passages: Sequence[str]) -> list[str]:
        """See `SearchEngine`."""
        return self._opened_words().missing(passages)

    def open(self, side: Side) -> None:
        """See `SearchEngine`."""
        if side == "words":
            self._words = Words(self._readable(self._folder / self.manifest.word_store))
            return
        self.shut(side)
        name = self.manifest.vector_store
        self._vectors = Vectors(self._readable(self._folder / name), name, url=self._url)

    def open_to_write(self, side: Side, *, replace: bool = False) -> tuple[str, bool]:
        """See `SearchEngine`.

        Vectors in files make room for new ones under another name, while what a server keeps is
        left alone. Words are made anew by `remake_words`.
        """
        self.shut(side)
        if side == "words":
            name = self.manifest.word_store
            self._words = Words(self._folder / name, create=True)
            return name, False
        name, new = self.manifest.vector_store, True
        if self._url is not None:
            self._vectors = Vectors(self._folder / name, name, url=self._url, create=True)
            return name, not self._vectors.count()
        if not replace:
            with suppress(StoreError):
                self._vectors = Vectors(self._folder / name, name)
                return name, False
        if self.manifest.vector_generation or (self._folder / name).exists():
            name = new_store_name("vectors")
        self._vectors = Vectors(self._folder / name, name, create=True)
        return name, new

    def refresh(self, side: Side) -> None:
        """See `SearchEngine`."""
        if side == "words":
            self._opened_words().refresh()
        else:
            self._opened_vectors().reopen()

    def shut(self, side: Side) -> None:
        """See `SearchEngine`."""
        if side == "words":
            words, self._words = self._words, None
            if words is not None:
                words.close()
            return
        vectors, self._vectors = self._vectors, None
        if vectors is not None:
            vectors.close()

    def close(self) -> None:
        """See `SearchEngine`."""
        self.shut("words")
        self.shut("vectors")
        if self._copies is not None:
            self._copies.cleanup()

    @staticmethod
    def drop(settings: Settings, folder: Path, store: str) -> None:
        """Delete a collection on a Chroma server; files go with their folder."""
        if settings.chroma_url is None:
            return
        vectors = Vectors(folder / store, store, url=settings.chroma_url)
        try:
            vectors.drop()
        finally:
            vectors.close()

    def remote(self, side: Side) -> bool:
        """Whether vectors are on a Chroma server; words never are."""
        return side == "vectors" and self._url is not None

    def follows(self) -> bool:
        """False where copies are read."""
        return self._copies is None

    def touched(self) -> bool:
        """See `SearchEngine`."""
        return is_touched(self._database, self._folder)

    def verify(self, side: Side, *, whole: bool) -> None:
        """Compare checksums: of the word index's segments, of the files of the vectors' graph."""
        if side == "words":
            # They are read where somebody else has written, which costs nothing else.
            name = self.manifest.word_store
            if whole or is_touched(self._database, self._folder, store=name):
                check_segments(self._folder / name)
            return
        wrong = () if self._url else damaged_graph(self._database, self._folder, whole=whole)
        if wrong:
            raise StoreError(f"{', '.join(wrong)} changed or gone since the last build")

    def seal(self) -> None:
        """See `SearchEngine`."""
        delete_strays(self._folder, self.manifest.word_store, self.manifest.vector_store)
        write_seals(self._database, self._folder)

    def _part(self, scope: Scope) -> ScopePart | None:
        """What a small scope holds; None for a large one and for everything."""
        if scope == EVERYTHING:
            return None
        return self._scopes.of(scope, self._database, self.manifest)

    def _opened_words(self) -> Words:
        words = self._words
        if words is None:
            raise StoreError("The word index was closed meanwhile. Ask again.")
        return words

    def _opened_vectors(self) -> Vectors:
        vectors = self._vectors
        if vectors is None:
            raise StoreError("The vectors of the index were closed meanwhile. Ask again.")
        return vectors

    def _readable(self, store: Path) -> Path:
        """The store itself, or a copy where the folder may not be written.

        tantivy and Chroma write locks and logs even to read.
        """
        if is_writable(self._folder) or not store.is_dir():
            return store
        if self._copies is None:
            self._copies = TemporaryDirectory(prefix="qa-read-only-")
        copy = Path(self._copies.name) / store.name
        try:
            shutil.copytree(store, copy, copy_function=shutil.copyfile, dirs_exist_ok=True)
            for folder in (copy, *(path for path in copy.rglob("*") if path.is_dir())):
                folder.chmod(0o700)
        except OSError as error:
            raise StoreError(
                f"The index in {store.parent} may not be written, and copying it to read it "
                f"failed ({error}). Make it writable, or free space in the temporary folder."
            ) from None
        return copy
