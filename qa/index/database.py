"""Declares what the index asks of the catalog's database: sessions in transactions (Protocols).

    Database <- SqliteDatabase (a file, the default), PostgresDatabase

Every module of this room speaks to a catalog through these. Each statement is written
once, in words that SQLite reads; `postgres_dialect` has the few that PostgreSQL says otherwise. A
Protocol, so that an engine inherits nothing of another. It knows no table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]
Value = str | int | float | bytes | None


class Session(Protocol):
    """One transaction's view of the database."""

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """All rows of a query."""

    def each(self, sql: str, values: Sequence[Value] = ()) -> Iterator[Row]:
        """The rows of a query one by one, for results that should not stand in memory."""

    def one(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row, or None."""

    def has_table(self, name: str) -> bool:
        """Whether the catalog has a table."""

    def define(self, name: str, arguments: int, function: Callable[..., Value]) -> None:
        """Let queries of this connection call a function whose result rests on its arguments."""

    def run(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Execute a statement; the number of rows that it changed."""

    def run_many(self, sql: str, values: Sequence[Sequence[Value]]) -> None:
        """Execute a statement once for each row of values."""


class Database(Protocol):
    """A catalog's database, open for any number of readers and one writer at a time."""

    @property
    def more(self) -> Sequence[str]:
        """Statements that make what this engine alone needs beside the tables."""

    def reading(self) -> AbstractContextManager[Session]:
        """A consistent view: what is committed while it lasts is not seen."""

    def writing(self) -> AbstractContextManager[Session]:
        """One transaction: all of it is kept, or on an exception none of it."""

    def tidy(self) -> None:
        """Put in order what many changes left behind."""

    def verify(self) -> str:
        """What the engine finds wrong with its own storage; "" where nothing is."""

    def close(self) -> None:
        """Close all connections; a reader that is still busy closes its own when done."""
