"""Opens a catalog in PostgreSQL: a schema for each, pooled readers, one writer at a time.

The other `Database`. Owns psycopg and its pool, which come with the extra `postgres`. A reader has
one snapshot (repeatable read). Transactions that write take turns, whichever process or machine
they are of, so what is written once for one writer holds for many. It knows no table.
"""

from __future__ import annotations

import hashlib
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qa.errors import StoreError
from qa.index.database import Row, Value
from qa.index.postgres_dialect import DEFINED, FUNCTIONS, STATEMENTS, translate

if TYPE_CHECKING:
    import psycopg
    from psycopg_pool import ConnectionPool

CONNECT_TIMEOUT_S = 10
BUSY_TIMEOUT_S = 30.0
MOST_READERS = 16
# Rows that `each` fetches at a time.
FETCHED = 1_000
_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_WRITE = "BEGIN"
# What a session of the catalog needs: its tables before all others.
_PATH = "; SET LOCAL search_path TO {}"
_TURN = "; SELECT pg_advisory_xact_lock({})"


class PostgresSession:
    """A `Session` of a connection to PostgreSQL."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """All rows of a query."""
        cursor = self._execute(sql, values)
        return cursor.fetchall() if cursor.description else []

    def each(self, sql: str, values: Sequence[Value] = ()) -> Iterator[Row]:
        """The rows of a query page by page, by a cursor that the server keeps."""
        import psycopg  # noqa: PLC0415 - an extra

        name = f"each_{uuid.uuid4().hex}"
        with psycopg.RawServerCursor(self._connection, name) as cursor:
            cursor.itersize = FETCHED
            cursor.execute(_text(sql), list(values))
            yield from cursor

    def one(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row, or None."""
        return self._execute(sql, values).fetchone()

    def has_table(self, name: str) -> bool:
        """Whether the catalog has a table."""
        sql = "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?"
        return self.one(sql, (name,)) is not None

    def define(self, name: str, arguments: int, function: Callable[..., Value]) -> None:
        """Nothing: the catalog was made with what is asked for; raises ValueError otherwise."""
        if name not in DEFINED:
            raise ValueError(f"PostgreSQL has no function {name} of {arguments} arguments.")

    def run(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Execute a statement; the number of rows that it changed."""
        return self._execute(sql, values).rowcount

    def run_many(self, sql: str, values: Sequence[Sequence[Value]]) -> None:
        """Execute a statement once for each row of values."""
        if values:
            with self._connection.cursor() as cursor:
                cursor.executemany(_text(sql), [list(row) for row in values])

    def _execute(self, sql: str, values: Sequence[Value]) -> psycopg.Cursor:
        # Without values a text may hold two statements, which cannot be prepared.
        prepare = None if values else False
        return self._connection.execute(_text(sql), list(values) or None, prepare=prepare)


class PostgresDatabase:
    """A schema of a PostgreSQL database, opened for any number of readers and one writer.

    server: shared by the catalogs of an index; whoever opened it closes it.
    """

    more: Sequence[str] = STATEMENTS

    def __init__(self, server: Server, schema: str) -> None:
        self._server = server
        self._path = _PATH.format(schema)
        self._turn = _TURN.format(lock_number(schema))
        self._writing = threading.Lock()
        self._writer: psycopg.Connection | None = None

    @contextmanager
    def reading(self) -> Iterator[PostgresSession]:
        """A consistent view: what is committed while it lasts is not seen."""
        with self._server.lent() as connection:
            _execute(connection, _READ + self._path)
            try:
                yield PostgresSession(connection)
            finally:
                if not connection.closed:
                    _execute(connection, "ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[PostgresSession]:
        """One transaction: all of it is kept, or on an exception none of it."""
        with self._writing, self._server.translated():
            if self._writer is None or self._writer.closed:
                self._writer = self._server.connect()
            _execute(self._writer, _WRITE + self._path + self._turn)
            try:
                yield PostgresSession(self._writer)
                _execute(self._writer, "COMMIT")
            except BaseException:
                if not self._writer.closed:
                    _execute(self._writer, "ROLLBACK")
                raise

    def tidy(self) -> None:
        """Have the planner know how much there is now."""
        with self.writing() as session:
            session.run("ANALYZE files, articles, passages, embedded, stories, story_slices")

    def verify(self) -> str:
        """Nothing: a server watches over its own storage."""
        return ""

    def close(self) -> None:
        """Close the writer's connection; readers give theirs back by themselves."""
        with self._writing:
            if self._writer is not None:
                self._writer.close()
                self._writer = None


class Server:
    """A PostgreSQL database by its address, and the connections to it."""

    def __init__(self, url: str) -> None:
        """Raises StoreError where it does not answer, or the driver is not installed."""
        self._url = url
        self._guard = threading.Lock()
        self._pool: ConnectionPool[Any] | None = None
        try:
            import psycopg_pool  # noqa: F401, PLC0415 - an extra, and only for this setting
        except ImportError:
            raise StoreError(
                "QA_CATALOG_URL needs the driver of PostgreSQL. Install it with "
                "`pip install 'cited-articles[postgres]'`, or unset QA_CATALOG_URL."
            ) from None

    def connect(self) -> psycopg.Connection:
        """A connection of its own, whose transactions are begun and ended by statements."""
        import psycopg  # noqa: PLC0415

        with self.translated():
            return psycopg.connect(self._url, **_options())

    @contextmanager
    def lent(self) -> Iterator[psycopg.Connection]:
        """A connection of the pool."""
        with self.translated(), self._opened().connection(timeout=BUSY_TIMEOUT_S) as connection:
            yield connection

    def make_schema(self, schema: str) -> None:
        """Make a schema that has the functions of the dialect."""
        unicode = "SELECT 1 FROM pg_collation WHERE collname = 'und-x-icu'"
        with self.lent() as connection:
            known = PostgresSession(connection).one(unicode)
            functions = FUNCTIONS.format(letters='"und-x-icu"' if known else '"default"')
            path = f"BEGIN; CREATE SCHEMA {schema}{_PATH.format(schema)};"
            _execute(connection, f"{path} {functions} COMMIT")

    def close(self) -> None:
        """Close the pool."""
        with self._guard:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _opened(self) -> ConnectionPool[Any]:
        from psycopg_pool import ConnectionPool  # noqa: PLC0415

        with self._guard:
            if self._pool is None:
                self.connect().close()  # fails at once and says why, which a pool does not
                self._pool = ConnectionPool(
                    self._url,
                    kwargs=_options(),
                    min_size=1,
                    max_size=MOST_READERS,
                    open=True,
                    check=ConnectionPool.check_connection,
                )
            return self._pool

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Raise what the driver raises as StoreError."""
        import psycopg  # noqa: PLC0415
        from psycopg_pool import PoolTimeout  # noqa: PLC0415

        try:
            yield
        except PoolTimeout:
            raise StoreError(
                f"All connections to {self} are busy. Try again in a moment."
            ) from None
        except psycopg.OperationalError as error:
            raise StoreError(
                f"The catalog in {self} cannot be reached or used ({_said(error)}). Start the "
                "server, or set QA_CATALOG_URL to where it is."
            ) from None
        except psycopg.Error as error:
            raise StoreError(
                f"The catalog in {self} refused a statement ({_said(error)}). Rebuild it with "
                "`qa build --full`."
            ) from None

    def __str__(self) -> str:
        """The address without the password."""
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

        parts = conninfo_to_dict(self._url)
        host, port = parts.get("host") or "localhost", parts.get("port") or 5432
        return f"PostgreSQL at {host}:{port}, database {parts.get('dbname') or 'postgres'}"


def lock_number(name: str) -> int:
    """What an advisory lock of that name is called: 63 bits of a hash."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()) >> 1


def _options() -> dict[str, Any]:
    import psycopg  # noqa: PLC0415

    return {
        "autocommit": True,
        "cursor_factory": psycopg.RawCursor,
        "connect_timeout": CONNECT_TIMEOUT_S,
        "application_name": "qa",
    }


def _execute(connection: psycopg.Connection, sql: str) -> None:
    connection.execute(sql.encode(), prepare=False)


def _text(sql: str) -> bytes:
    return translate(sql).encode()


def _said(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
