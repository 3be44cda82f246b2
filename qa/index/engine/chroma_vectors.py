"""Stores and searches vectors in a Chroma collection by cosine, embedded or on a server.

Owns chromadb. An id is the hash of the text that was embedded, so equal text is stored
once and vectors are only ever added and deleted, never overwritten. A small collection of
one's own is searched exactly (`exact`), others by Chroma's graph. It knows neither passages nor
questions: it takes vectors and gives keys with similarities, and the catalog decides which
of them may be shown.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from qa.errors import DiskFull, StoreError, is_panic
from qa.index.engine.exact_search import EXACT_ROWS, ExactRows, Vector, exact_rows
from qa.index.engine.search_engine import StoreMissing
from qa.process import be_offline

# What Chroma keeps an embedded collection in, beside the folder of its graph.
FILE = "chroma.sqlite3"
# Chroma's own limit is 5,461 rows a call; reading rows back fails above 32,766.
ADD_ROWS = 2_000
DELETE_ROWS = 5_000
PAGE_ROWS = 20_000
# The graph is asked for so many at least: it looks as widely as it is asked for. Sweep,
# 2026-11-22, 13,775 vectors of SciFact, share of the true best 50 that is found and time of a
# search at 50, 200 and 400: .989 .998 .9995 and 1.4, 1.8, 4.0 ms.
WIDE = 400


class Vectors:
    """One collection of unit vectors under text keys. Safe to use from several threads."""

    def __init__(
        self,
        folder: Path,
        collection: str,
        *,
        url: str | None = None,
        create: bool = False,
        exact: int = EXACT_ROWS,
    ) -> None:
        """Open the collection.

        folder: where Chroma keeps its files when embedded; unused with a server.
        collection: its name, 3 to 512 letters, digits, dots, dashes or underscores.
        url: http://host:port of a Chroma server.
        create: make what is missing. Only who builds may: an empty collection in place of
            one that was lost would answer every search with nothing.
        exact: up to how many vectors in files every one is compared with.

        Raises StoreMissing when there is none (unless `create`), StoreError when it is
        damaged or the server cannot be reached.
        """
        self.folder = folder
        self._name = collection
        self._url = url
        self._create = create
        self._exact = exact
        self._guard = threading.RLock()
        self._client: Any = None
        self._collection: Any = None
        self._rows: ExactRows | None = None
        self._counted = False
        self._open()

    def add(self, keys: Sequence[str], vectors: Vector) -> None:
        """Store vectors, shape (len(keys), dim); a key that is there keeps its vector."""
        for start in range(0, len(keys), ADD_ROWS):
            stop = start + ADD_ROWS
            with self._guard, self._translated():
                self._counted = False
                self._collection.add(ids=list(keys[start:stop]), embeddings=vectors[start:stop])

    def delete(self, keys: Sequence[str]) -> None:
        """Remove vectors; unknown keys are ignored."""
        for start in range(0, len(keys), DELETE_ROWS):
            with self._guard, self._translated():
                self._counted = False
                self._collection.delete(ids=list(keys[start : start + DELETE_ROWS]))

    def query(self, vector: Vector, *, k: int) -> list[tuple[str, float]]:
        """The k keys closest to a vector, shape (dim,), with cosine similarity, best first.

        Exact where they are few (`asks_graph`). Else Chroma reports a distance d = 1 - cos, so
        1 - d is kept. Equal similarities sort by key.
        """
        if k < 1:
            return []
        rows = self._small()
        if rows is not None:
            return rows.nearest(vector, k)
        return self.query_graph(vector, k=k)

    def query_graph(self, vector: Vector, *, k: int) -> list[tuple[str, float]]:
        """As `query`, by Chroma's graph however few the vectors are."""
        with self._guard, self._translated():
            found = self._collection.query(
                query_embeddings=vector.reshape(1, -1),
                n_results=max(k, WIDE),
                include=["distances"],
            )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        near = sorted(
            ((key, 1.0 - float(d)) for key, d in pairs), key=lambda hit: (-hit[1], hit[0])
        )
        return near[:k]

    def asks_graph(self) -> bool:
        """Whether `query` asks Chroma's graph: of a server, or where vectors are many."""
        return self._url is not None or self.count() > self._exact

    def get(self, keys: Sequence[str]) -> dict[str, Vector]:
        """The stored vectors of the keys that are there."""
        with self._guard, self._translated():
            found = self._collection.get(ids=list(keys), include=["embeddings"])
        rows = np.asarray(found["embeddings"], dtype=np.float32)
        return dict(zip(found["ids"], rows, strict=True))

    def held(self, keys: Sequence[str]) -> list[str]:
        """Those of some keys that there are vectors of, without the vectors."""
        with self._guard, self._translated():
            found: list[str] = self._collection.get(ids=list(keys), include=[])["ids"]
        return found

    def count(self) -> int:
        """How many vectors there are."""
        with self._guard, self._translated():
            return int(self._collection.count())

    def keys(self) -> Iterator[str]:
        """Every key, page by page; Chroma counts from the first key to each page."""
        for start in range(0, self.count(), PAGE_ROWS):
            with self._guard, self._translated():
                page = self._collection.get(limit=PAGE_ROWS, offset=start, include=[])
            yield from page["ids"]

    def reopen(self) -> None:
        """See what another process wrote: its vectors are invisible to an open client."""
        with self._guard, self._translated():
            self._counted = False
            if self._url is not None:
                return
            self._disconnect()
        self._open()

    def drop(self) -> None:
        """Delete the collection with all its vectors."""
        with self._guard, self._translated():
            self._client.delete_collection(self._name)

    def close(self) -> None:
        """Let go of the files or the connection."""
        with self._guard, self._translated():
            self._disconnect()

    def _small(self) -> ExactRows | None:
        """All vectors, where they are few; read again after a change.

        A server makes its graph once and not at each opening, and rows come slowly from it.
        """
        if self._url is not None:
            return None
        with self._guard:
            if not self._counted:
                many = self.asks_graph()
                before = self._rows
                self._rows = None if many else exact_rows(self.keys(), self.get, before=before)
                self._counted = True
            return self._rows

    def _open(self) -> None:
        with self._guard, self._translated():
            try:
                self._connect()
            except BaseException:
                # Else Chroma would hand the failed system to whoever opens the folder next.
                with suppress(Exception):
                    self._disconnect()
                self._forget_failed()
                raise

    def _connect(self) -> None:
        be_offline()
        import chromadb  # noqa: PLC0415 - after the variables above, and only where it is used
        from chromadb.config import Settings  # noqa: PLC0415
        from chromadb.errors import NotFoundError  # noqa: PLC0415

        logging.getLogger("chromadb.telemetry").setLevel(logging.CRITICAL)
        settings = Settings(anonymized_telemetry=False)
        if self._url is None:
            if self._create:
                self.folder.mkdir(parents=True, exist_ok=True)
            elif not (self.folder / FILE).is_file():
                raise StoreMissing(self._missing())
            self._client = chromadb.PersistentClient(path=str(self.folder), settings=settings)
        else:
            address = urlsplit(self._url)
            secure = address.scheme == "https"
            self._client = chromadb.HttpClient(
                host=address.hostname or "127.0.0.1",
                port=address.port or (443 if secure else 80),
                ssl=secure,
                settings=settings,
            )
        if self._create:
            self._collection = self._client.get_or_create_collection(
                self._name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
            )
            return
        try:
            self._collection = self._client.get_collection(self._name, embedding_function=None)
        except NotFoundError:
            raise StoreMissing(self._missing()) from None

    def _disconnect(self) -> None:
        # The last client on a folder to close stops Chroma's cached system for it; a new
        # client would otherwise be handed the old system with its stale vectors.
        if self._client is not None:
            # Closing a client leaves open the connections of the two HTTP sessions it made.
            for part in (self._client, getattr(self._client, "_admin_client", None)):
                session = getattr(getattr(part, "_server", None), "_session", None)
                if session is not None:
                    session.close()
            self._client.close()
            self._client = self._collection = None

    def _forget_failed(self) -> None:
        """A system that could not start, on a full disk for one, has no client to close it.

        Chroma keeps it by its folder all the same; where there are clients, theirs has started.
        """
        from chromadb.api.shared_system_client import SharedSystemClient  # noqa: PLC0415

        if str(self.folder) not in SharedSystemClient._identifier_to_refcount:
            SharedSystemClient._identifier_to_system.pop(str(self.folder), None)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except Exception as error:  # chromadb raises its own, httpx's and bare ones
            raise self._ours(error) from None
        except BaseException as error:
            if not is_panic(error):
                raise
            raise self._ours(error) from None

    def _missing(self) -> str:
        where = f"the Chroma server at {urlsplit(self._url).hostname}" if self._url else self.folder
        return f"The vectors in {where} are missing. Make them again with `qa build`."

    def _ours(self, error: BaseException) -> StoreError:
        detail = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
        if self._url is not None:
            host = urlsplit(self._url).hostname
            return StoreError(
                f"The Chroma server at {host} did not answer as expected ({detail}). Start it, "
                "correct QA_CHROMA_URL, or unset it to keep vectors in the index folder."
            )
        if "full" in detail or "No space left" in detail:
            return DiskFull(self.folder, detail)
        if "readonly" in detail or "read-only" in detail or "Permission denied" in detail:
            return StoreError(
                f"The folder {self.folder} cannot be written ({detail}). Make it writable, "
                "or set QA_INDEXES to a folder that is."
            )
        return StoreError(
            f"The vectors in {self.folder} are damaged ({detail}). Repair them with `qa build`."
        )
