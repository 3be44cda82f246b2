"""The SQLite file: transactions whole or not at all, views that hold, errors with a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa.errors import StoreError
from qa.index.sqlite_database import SqliteDatabase


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    opened = SqliteDatabase(tmp_path / "catalog.sqlite3", create=True)
    with opened.writing() as session:
        session.run("CREATE TABLE numbers (n INTEGER)")
        session.run_many("INSERT INTO numbers VALUES (?)", [(1,), (2,)])
    yield opened
    opened.close()


def _numbers(database: SqliteDatabase) -> list[int]:
    with database.reading() as session:
        return [row[0] for row in session.rows("SELECT n FROM numbers ORDER BY n")]


def test_a_transaction_that_fails_leaves_nothing(database: SqliteDatabase) -> None:
    def fail() -> None:
        with database.writing() as session:
            assert session.run("DELETE FROM numbers") == 2
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        fail()
    assert _numbers(database) == [1, 2]


def test_a_view_does_not_see_what_is_committed_while_it_lasts(database: SqliteDatabase) -> None:
    with database.reading() as session:
        assert session.one("SELECT count(*) FROM numbers") == (2,)
        with database.writing() as writer:
            writer.run("INSERT INTO numbers VALUES (3)")
        assert session.one("SELECT count(*) FROM numbers") == (2,)
    assert _numbers(database) == [1, 2, 3]


def test_many_threads_read_at_once(database: SqliteDatabase) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda _: _numbers(database), range(40))) == [[1, 2]] * 40


def test_rows_come_one_by_one_too(database: SqliteDatabase) -> None:
    with database.reading() as session:
        assert list(session.each("SELECT n FROM numbers WHERE n > ?", (1,))) == [(2,)]
        assert session.one("SELECT n FROM numbers WHERE n > 5") is None


def test_a_missing_file_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="the file is missing"):
        SqliteDatabase(tmp_path / "none.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_something_else_is_called_damaged_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite3"
    path.write_bytes(b"no database at all " * 100)
    database = SqliteDatabase(path)
    with pytest.raises(StoreError, match=r"is damaged.*qa build --full"), database.reading():
        pass
    database.close()
