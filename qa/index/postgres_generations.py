"""Keeps the generations of an index in PostgreSQL: a schema each, and a row for the one in use.

    collection -> its row -> a schema (the catalog) and a folder of the same name (words, vectors)

The other `Generations`. A database holds the indexes of any number of collections. Who switches
changes one row; who builds holds an advisory lock that the server frees when its process dies.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from qa.errors import IndexLocked, IndexMissing, StoreError
from qa.index.database import Database, Row, Value
from qa.index.location import PREFIX, delete_folder
from qa.index.lock import build_lock
from qa.index.postgres_database import PostgresDatabase, PostgresSession, Server, lock_number

_TABLES = "qa_generations"
_CREATE = (
    f"CREATE SCHEMA IF NOT EXISTS {_TABLES}",
    f"CREATE TABLE IF NOT EXISTS {_TABLES}.made (name TEXT PRIMARY KEY, "
    "collection TEXT NOT NULL, at TIMESTAMPTZ NOT NULL DEFAULT now())",
    f"CREATE TABLE IF NOT EXISTS {_TABLES}.in_use (collection TEXT PRIMARY KEY, "
    "name TEXT NOT NULL)",
)


class PostgresGenerations:
    """The generations of one collection in a PostgreSQL database."""

    def __init__(self, url: str, collection: str, root: Path) -> None:
        """root: where the folders of words and vectors are."""
        self._server = Server(url)
        self._collection = collection
        self._root = root

    def current(self) -> Path | None:
        """As in `Generations`."""
        if not self._is_made():
            return None
        found = self._rows(
            f"SELECT name, to_regnamespace(replace(name, '-', '_')) IS NOT NULL "
            f"FROM {_TABLES}.in_use WHERE collection = ?",
            (self._collection,),
        )
        if not found:
            return None
        name, there = found[0]
        if not there:
            raise StoreError(
                f"The catalog {name} that {self._server} names as in use is not there. Build it "
                "again with `qa build --full`."
            )
        return self._root / str(name)

    def new(self) -> Path:
        """As in `Generations`."""
        folder = self._root / f"{PREFIX}{secrets.token_hex(6)}"
        with self._changing() as session:
            for statement in _CREATE:
                session.run(statement)
            sql = f"INSERT INTO {_TABLES}.made VALUES (?, ?)"
            session.run(sql, (folder.name, self._collection))
        self._server.make_schema(_schema(folder))
        folder.mkdir(parents=True)
        return folder

    def use(self, folder: Path) -> None:
        """As in `Generations`."""
        with self._changing() as session:
            session.run(
                f"INSERT INTO {_TABLES}.in_use VALUES (?, ?) "
                "ON CONFLICT (collection) DO UPDATE SET name = excluded.name",
                (self._collection, folder.name),
            )

    def others(self, kept: Path | None) -> list[Path]:
        """As in `Generations`."""
        if not self._is_made():
            return []
        sql = f"SELECT name FROM {_TABLES}.made WHERE collection = ? ORDER BY name"
        names = [str(name) for (name,) in self._rows(sql, (self._collection,))]
        return [self._root / name for name in names if kept is None or name != kept.name]

    def open(self, folder: Path, *, create: bool = False) -> Database:
        """As in `Generations`; what is to be made was made by `new`."""
        sql = "SELECT to_regnamespace(?)"
        if self._rows(sql, (_schema(folder),))[0][0] is None:
            raise IndexMissing(
                f"There is no catalog {folder.name} in {self._server}. Build it with `qa build`."
            )
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        return PostgresDatabase(self._server, _schema(folder))

    def delete(self, folder: Path) -> None:
        """As in `Generations`."""
        with self._changing() as session:
            session.run(f"DROP SCHEMA IF EXISTS {_schema(folder)} CASCADE")
            session.run(f"DELETE FROM {_TABLES}.made WHERE name = ?", (folder.name,))
        delete_folder(folder)

    @contextmanager
    def building(self) -> Iterator[None]:
        """As in `Generations`; the folder of words and vectors is held too."""
        with build_lock(self._root), self._held("pg_try_advisory_lock"):
            yield

    @contextmanager
    def joining(self) -> Iterator[PostgresSession]:
        """The right to build with others who have the same; a session for their locks.

        Raises IndexLocked at once while a build of one process is under way.
        """
        with self._held("pg_try_advisory_lock_shared") as session:
            yield session

    @contextmanager
    def at(self, folder: Path) -> Iterator[PostgresSession]:
        """A session of a catalog in which each statement is a transaction of its own."""
        with self._server.translated(), closing(self._server.connect()) as connection:
            connection.execute(f"SET search_path TO {_schema(folder)}".encode())
            yield PostgresSession(connection)

    @contextmanager
    def _held(self, function: str) -> Iterator[PostgresSession]:
        number = lock_number(f"build {self._collection}")
        with self._server.translated(), closing(self._server.connect()) as holder:
            session = PostgresSession(holder)
            if not session.rows(f"SELECT {function}(?)", (number,))[0][0]:
                raise IndexLocked(
                    f"Another build is writing this index in {self._server}. Wait until it is "
                    "done, or stop it; asking goes on meanwhile."
                )
            yield session

    def close(self) -> None:
        """Close the connections."""
        self._server.close()

    def __enter__(self) -> PostgresGenerations:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _is_made(self) -> bool:
        found = self._rows("SELECT to_regclass(?)", (f"{_TABLES}.in_use",))
        return found[0][0] is not None

    def _rows(self, sql: str, values: Sequence[Value]) -> list[Row]:
        with self._server.lent() as connection:
            return PostgresSession(connection).rows(sql, values)

    @contextmanager
    def _changing(self) -> Iterator[PostgresSession]:
        """A transaction on the rows of generations, of which there is one at a time."""
        database = PostgresDatabase(self._server, _TABLES)
        with closing(database), database.writing() as session:
            yield session


def _schema(folder: Path) -> str:
    return folder.name.replace("-", "_")
