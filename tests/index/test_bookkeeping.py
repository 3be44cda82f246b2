"""Triggers keep the counts and the to-do lists: after every change as if counted anew."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from qa.index.bookkeeping import counted_anew, read_counts
from qa.index.database import Database, Session


@pytest.fixture
def database(in_either: Database) -> Database:
    return in_either


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writing() as opened:
        yield opened


def _listed(session: Session, table: str) -> set[str]:
    return {str(row[0]) for row in session.rows(f"SELECT * FROM {table}")}


def _passage(session: Session, name: str, key: str) -> None:
    session.rows("INSERT INTO passages VALUES (?, 'a', 0, 1, ?)", (name, key))


def _embed(session: Session, key: str) -> None:
    session.rows("INSERT INTO embedded VALUES (?)", (key,))


def test_a_passage_waits_for_its_vector_and_a_vector_without_one_is_an_orphan(
    session: Session,
) -> None:
    _passage(session, "p1", "k")
    _passage(session, "p2", "k")
    assert _listed(session, "unembedded") == {"k"}
    assert (read_counts(session)["passages"], read_counts(session)["vectors"]) == (2, 0)
    _embed(session, "k")
    assert _listed(session, "unembedded") == set()
    assert (read_counts(session)["embedded"], read_counts(session)["vectors"]) == (1, 2)
    session.rows("DELETE FROM passages")
    assert _listed(session, "orphans") == {"k"}
    assert (read_counts(session)["passages"], read_counts(session)["vectors"]) == (0, 0)


def test_a_passage_that_goes_unembedded_leaves_nothing_to_do(session: Session) -> None:
    _passage(session, "p1", "k")
    session.rows("DELETE FROM passages")
    assert _listed(session, "unembedded") == set()
    assert _listed(session, "orphans") == set()


def test_after_any_changes_the_counts_are_those_of_the_rows(session: Session) -> None:
    chance = random.Random(5)
    for step in range(200):
        key = f"k{chance.randrange(12)}"
        match chance.randrange(4):
            case 0 | 1:
                _passage(session, f"p{step}", key)
            case 2 if key not in _listed(session, "embedded"):
                _embed(session, key)
            case _:
                table = chance.choice(["passages", "embedded"])
                session.rows(f"DELETE FROM {table} WHERE key = ?", (key,))
        assert read_counts(session) == counted_anew(session)
    waiting = {
        str(row[0])
        for row in session.rows(
            "SELECT DISTINCT key FROM passages WHERE key NOT IN (SELECT key FROM embedded)"
        )
    }
    assert _listed(session, "unembedded") == waiting
