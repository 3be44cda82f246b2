"""Opens the catalog's SQLite file: connections by thread, transactions, errors translated.

The default `Database`. Owns sqlite3. It knows no table. Readers in any number of threads borrow
connections from a pool, so a connection serves one thread at a time; one writer has its own.
Write-ahead logging lets them work at the same time, also across processes.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from qa.errors import DiskFull, StoreError
from qa.index.database import Row, Value

BUSY_TIMEOUT_S = 30.0


class SqliteSession:
    """A `Session` of a SQLite connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """All rows of a query."""
        return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, values: Sequence[Value] = ()) -> Iterator[Row]:
        """The rows of a query one by one, for results that should not stand in memory."""
        yield from self._connection.execute(sql, values)

    def one(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row, or None."""
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def has_table(self, name: str) -> bool:
        """Whether the catalog has a table."""
        return self.one("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)) is not None

    def define(self, name: str, arguments: int, function: Callable[..., Value]) -> None:
        """Let queries of this connection call a function whose result rests on its arguments."""
        self._connection.create_function(name, arguments, function, deterministic=True)

    def run(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Execute a statement; the number of rows that it changed."""
        return self._connection.execute(sql, values).rowcount

    def run_many(self, sql: str, values: Sequence[Sequence[Value]]) -> None:
        """Execute a statement once for each row of values."""
        self._connection.executemany(sql, values)


class SqliteDatabase:
    """A SQLite file, opened for any number of readers and one writer."""

    more: Sequence[str] = ()

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Raises StoreError when the file is missing (unless `create`) or not readable."""
        self.path = path
        self._mode = "rwc" if create else "rw"
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._writer: sqlite3.Connection | None = None
        self._closed = False
        self._reusable = True
        if not create and not path.is_file():
            raise StoreError(_damaged(path, "the file is missing"))
        if create:
            with self.writing() as session:
                session.rows("PRAGMA user_version")

    @contextmanager
    def reading(self) -> Iterator[SqliteSession]:
        """A consistent view: what is committed while it lasts is not seen."""
        with self._translated():
            connection = self._borrow()
            try:
                connection.execute("BEGIN")
                yield SqliteSession(connection)
            finally:
                self._hand_back(connection)

    @contextmanager
    def writing(self) -> Iterator[SqliteSession]:
        """One transaction: all of it is kept, or on an exception none of it."""
        with self._writing, self._translated():
            if self._writer is None:
                self._writer = self._connect(writer=True)
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield SqliteSession(self._writer)
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    def tidy(self) -> None:
        """Fold the write-ahead log back into the file."""
        with self._writing, self._translated():
            if self._writer is not None:
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def verify(self) -> str:
        """The first thing that SQLite's own check of the whole file finds wrong, or ""."""
        with self.reading() as session:
            told = str(session.rows("PRAGMA integrity_check")[0][0])
        return "" if told == "ok" else told.splitlines()[0][:200]

    def close(self) -> None:
        """Close all connections; a reader that is still busy closes its own when done."""
        with self._guard:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
        with self._writing:
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    def _borrow(self) -> sqlite3.Connection:
        with self._guard:
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _hand_back(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        with self._guard:
            if self._reusable and not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def _connect(self, *, writer: bool = False) -> sqlite3.Connection:
        connection = self._open(f"{self.path.absolute().as_uri()}?mode={self._mode}")
        try:
            if writer:
                connection.execute("PRAGMA journal_mode = WAL").fetchall()
                connection.execute("PRAGMA synchronous = NORMAL")
            else:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        except sqlite3.OperationalError:
            connection.close()
            if writer:
                raise
            return self._connect_read_only()
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect_read_only(self) -> sqlite3.Connection:
        """In a folder that may not be written a log can be read but not made.

        Where there is none nobody writes, and the file can be read as it stands; but not
        for ever, so such a connection serves once.
        """
        connection = self._open(f"{self.path.absolute().as_uri()}?mode=ro")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        except sqlite3.OperationalError:
            connection.close()
            self._reusable = False
            return self._open(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1")
        return connection

    @staticmethod
    def _open(uri: str) -> sqlite3.Connection:
        return sqlite3.connect(
            uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise _operational(self.path, str(error)) from None
        except sqlite3.DatabaseError as error:
            raise StoreError(_damaged(self.path, str(error))) from None


def _operational(path: Path, text: str) -> StoreError:
    if "full" in text or "disk I/O" in text:
        return DiskFull(path.parent, text)
    if "readonly" in text or "unable to open" in text:
        return StoreError(
            f"The index folder {path.parent} cannot be written or opened ({text}). "
            "Make it accessible, or set QA_INDEXES to another folder."
        )
    if "locked" in text:
        return StoreError(f"The catalog {path} is busy ({text}). Try again in a moment.")
    return StoreError(_damaged(path, text))


def _damaged(path: Path, text: str) -> str:
    return f"The catalog {path} is damaged ({text}). Rebuild it with `qa build --full`."
