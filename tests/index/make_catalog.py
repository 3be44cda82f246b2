"""A catalog of generated articles without words or vectors, and what a query costs in it."""

from __future__ import annotations

import datetime
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.index.database import Database, Session
from qa.index.schema import create_tables
from qa.index.sqlite_database import SqliteDatabase, SqliteSession

FIRST_DAY = datetime.date(2020, 1, 1)
DAYS, SOURCES, AUTHORS, TITLES = 40, 4, 12, 30


def write_catalog(path: Path, number: int) -> Database:
    """A catalog of so many articles of 40 days, 4 sources and 12 authors, or of none of these."""
    database = SqliteDatabase(path, create=True)
    fill(database, number)
    return database


def fill(database: Database, number: int) -> None:
    """Make so many in a catalog."""
    create_tables(database, model="words-64", passage_tokens=100)
    with database.writing() as session:
        for at in range(number):
            put_article(session, at)


def id_of(at: int) -> str:
    """The id of an article."""
    return f"{random.Random(-at).getrandbits(64):016x}"


def put_article(session: Session, at: int) -> None:
    """One file with one article and its passage."""
    chance = random.Random(at)
    day = FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS))
    date = day.isoformat() if at % 10 else None
    source = f"Paper {chance.randrange(SOURCES)}" if at % 7 else None
    author = f"Author {chance.randrange(AUTHORS)}" if at % 3 else None
    state = "failed" if at % 50 == 49 else "indexed"
    file, key = f"{at:06}.txt", id_of(at)
    session.run(
        "INSERT INTO files VALUES (?, 1, 1, 1, 'ff', ?, '', 9, ?, 0, 0)",
        (file, state, f"2026-11-26T10:{chance.randrange(60):02}:00+00:00"),
    )
    session.run(
        "INSERT INTO articles VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, '[]', 0, '[]', 0)",
        (
            file,
            int(at % 9 != 0),
            key,
            file,
            f"Report {chance.randrange(TITLES)} of {'été' if at % 2 else 'Winter'}",
            f"Text of {at}.",
            f"d{at}",
            date,
            author,
            source,
            "de" if at % 11 == 0 else "en",
        ),
    )
    session.run("INSERT INTO passages VALUES (?, ?, 0, 5, ?)", (f"p{key}", key, f"k{key}"))
    session.run("INSERT INTO embedded VALUES (?)", (f"k{key}",))
    # Articles 1 and 2 tell one story.
    story = id_of(1) if at == 2 else key
    session.run("INSERT INTO stories VALUES (?, ?, ?)", (key, b"", story))


@contextmanager
def counting(path: Path) -> Iterator[Callable[[Callable[[Session], object]], int]]:
    """A function that tells how many steps SQLite's machine takes for a query."""
    connection = sqlite3.connect(path)
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    def cost(query: Callable[[Session], object]) -> int:
        nonlocal steps
        steps = 0
        query(SqliteSession(connection))
        return steps

    connection.set_progress_handler(step, 1)
    try:
        yield cost
    finally:
        connection.close()


class CountingDatabase(SqliteDatabase):
    """A database that counts the steps of SQLite's machine."""

    steps = 0

    def _connect(self, *, writer: bool = False) -> sqlite3.Connection:
        connection = super()._connect(writer=writer)
        connection.set_progress_handler(self._step, 1)
        return connection

    def _step(self) -> int:
        self.steps += 1
        return 0
