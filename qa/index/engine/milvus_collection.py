"""Reads and writes the rows of one Milvus collection: connection, columns, errors translated.

Owns pymilvus. Below the engine, which knows what rows mean. What a build asks sees all that was
written ("Strong"); a person's search may be a few seconds behind ("Bounded"), which is quicker.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from qa.errors import SettingsError, StoreError
from qa.index.engine.milvus_rows import SOURCE_BYTES, Row, any_of, pages
from qa.index.engine.search_engine import StoreMissing
from qa.process import be_offline

PORT = 19_530
# Rows of a call: a thousand of 384 dimensions are 2 MB, and gRPC takes 64.
ROWS = 1_000
# Milvus' own limit of what one search returns.
MOST_FOUND = 16_384
TIMEOUT_S = 60.0
CONNECT_S = 10.0
# pymilvus pings every ten seconds without being asked anything; a server that holds to gRPC's own
# rule ("too_many_pings") hangs up after three, and an idle window lost its connection.
QUIET = {"grpc.keepalive_permit_without_calls": 0, "grpc.keepalive_time_ms": 300_000}
# Words come stemmed and in lower case.
ANALYZER = {"tokenizer": "standard", "filter": ["lowercase"]}


class MilvusCollection:
    """One collection of a server, 2.6.2 or newer. Safe to use from several threads."""

    def __init__(self, url: str, store: str) -> None:
        """Nothing is opened yet. url: milvus://user:password@host:port/database, or http(s)."""
        self._url = url
        # Letters, digits and underscores.
        self._name = "qa_" + store.replace("-", "_")
        self._client: Any = None

    def open(self, *, make: int = 0) -> bool:
        """Open the collection; whether it is new.

        make: the dimensions of the one to make where there is none. Raises StoreMissing without.
        """
        with self._translated():
            client = self._connected()
            new = not client.has_collection(self._name, timeout=TIMEOUT_S)
            if new and not make:
                raise StoreMissing(
                    f"The Milvus server at {self._host} does not have this index. Make it again "
                    "with `qa build`."
                )
            if new:
                self._create(make)
            client.load_collection(self._name, timeout=TIMEOUT_S)
        return new

    def search(self, column: str, asked: object, *, k: int, where: Sequence[str]) -> list[Row]:
        """The nearest k rows, best first: "id", "key" and their "score"; where: expressions."""
        with self._translated():
            found = self._opened().search(
                self._name,
                data=[asked],
                anns_field=column,
                limit=min(k, MOST_FOUND),
                output_fields=["key"],
                filter=" and ".join(where),
                consistency_level="Bounded",
                timeout=TIMEOUT_S,
            )
            return [
                {"id": hit["id"], "key": hit["entity"]["key"], "score": float(hit["distance"])}
                for hit in found[0]
            ]

    def find(self, where: str, *columns: str) -> list[Row]:
        """The rows of which an expression holds; few."""
        with self._translated():
            found = self._opened().query(
                self._name,
                filter=where,
                output_fields=list(columns),
                consistency_level="Strong",
                timeout=TIMEOUT_S,
            )
            return list(found)

    def every(self, where: str, *columns: str) -> Iterator[Row]:
        """The rows of which an expression holds, page by page."""
        with self._translated():
            some = self._opened().query_iterator(
                self._name,
                batch_size=ROWS,
                filter=where,
                output_fields=list(columns),
                consistency_level="Strong",
                timeout=TIMEOUT_S,
            )
            try:
                while page := some.next():
                    yield from page
            finally:
                some.close()

    def upsert(self, rows: Sequence[Row], *, partial: bool = False) -> None:
        """Write rows, durably; partial: only the columns that they have."""
        for some in pages(rows, ROWS):
            with self._translated():
                self._opened().upsert(
                    self._name, list(some), partial_update=partial, timeout=TIMEOUT_S
                )

    def delete(self, column: str, values: Sequence[str]) -> None:
        """Delete the rows whose column has one of some values."""
        for some in pages(values, ROWS):
            with self._translated():
                self._opened().delete(self._name, filter=any_of(column, some), timeout=TIMEOUT_S)

    def drop(self) -> None:
        """Delete the collection, if there is one."""
        with self._translated():
            self._connected().drop_collection(self._name, timeout=TIMEOUT_S)

    def close(self) -> None:
        """Close the connection; it is opened again by `open`."""
        client, self._client = self._client, None
        if client is not None:
            with self._translated():
                client.close()

    def _connected(self) -> Any:  # noqa: ANN401 - a client without types
        if self._client is None:
            address = urlsplit(self._url)
            scheme = "http" if address.scheme == "milvus" else address.scheme
            self._client = _pymilvus().MilvusClient(
                uri=f"{scheme}://{address.hostname}:{address.port or PORT}",
                user=unquote(address.username or ""),
                password=unquote(address.password or ""),
                db_name=address.path.strip("/"),
                timeout=CONNECT_S,
                grpc_options=QUIET,
            )
        return self._client

    def _create(self, dim: int) -> None:
        """A collection with the columns of `passage_row`, and BM25 over its text."""
        pymilvus = _pymilvus()
        kinds = pymilvus.DataType
        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("id", kinds.VARCHAR, is_primary=True, max_length=64)
        for name, length in (("key", 64), ("article", 64), ("source", SOURCE_BYTES)):
            schema.add_field(name, kinds.VARCHAR, max_length=length)
        schema.add_field("day", kinds.INT64)
        schema.add_field("embedded", kinds.BOOL)
        schema.add_field(
            "text", kinds.VARCHAR, max_length=65_535, enable_analyzer=True, analyzer_params=ANALYZER
        )
        schema.add_field("words", kinds.SPARSE_FLOAT_VECTOR)
        schema.add_field("vector", kinds.FLOAT_VECTOR, dim=dim)
        bm25 = pymilvus.Function(
            "bm25",
            pymilvus.FunctionType.BM25,
            input_field_names=["text"],
            output_field_names=["words"],
        )
        schema.add_function(bm25)
        indexes = self._client.prepare_index_params()
        indexes.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
        indexes.add_index("vector", index_type="AUTOINDEX", metric_type="COSINE")
        for name in ("key", "article", "source", "day"):
            indexes.add_index(name, index_type="INVERTED")
        self._client.create_collection(self._name, schema=schema, timeout=TIMEOUT_S)
        # There is nothing in it yet to wait for.
        self._client.create_index(self._name, indexes, timeout=TIMEOUT_S, sync=False)

    def _opened(self) -> Any:  # noqa: ANN401 - a client without types
        client = self._client
        if client is None:
            raise StoreError("The connection to Milvus was closed meanwhile. Ask again.")
        return client

    @property
    def _host(self) -> str:
        return urlsplit(self._url).hostname or ""

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (StoreError, SettingsError):
            raise
        except Exception as error:  # pymilvus raises its own, grpc's and bare ones
            detail = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
            raise StoreError(
                f"The Milvus server at {self._host} did not answer as expected ({detail}). Start "
                "it, correct QA_SEARCH_URL, or unset it to keep words and vectors in files."
            ) from None


def _pymilvus() -> Any:  # noqa: ANN401 - an extra, imported where it is used
    be_offline()
    try:
        import pymilvus  # noqa: PLC0415
    except ImportError:
        raise SettingsError(
            "QA_SEARCH_URL needs the package pymilvus. Install it with `pip install pymilvus`, or "
            "unset QA_SEARCH_URL."
        ) from None
    # It writes every error to the log before it raises it.
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
    return pymilvus
