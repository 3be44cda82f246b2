"""Counts of lines by source follow what comes and goes, and are those of a count of everything."""

from __future__ import annotations

import random

import pytest

from qa.articles.cleaning.repeated_lines import fewest_articles, repeated
from qa.index.database import Database, Session
from qa.index.line_counts import (
    count_changes,
    frequent_lines,
    from_blob,
    texts_of,
    to_blob,
)
from qa.index.repeated_boilerplate import find_boilerplate, forget_changes


@pytest.fixture
def database(in_either: Database) -> Database:
    return in_either


def put(
    session: Session, file: str, keys: set[int], *, source: str = "a", lost: bool = False
) -> None:
    """An original whose text is told by its keys, cleaned of them all or of none."""
    blob = to_blob(frozenset(keys))
    session.run(
        "INSERT INTO originals VALUES (?, 0, ?, ?, ?, ?, NULL)",
        (file, source, f"{sorted(keys)}", blob, b""),
    )


def test_keys_are_stored_and_read_as_they_were() -> None:
    keys = frozenset({-(2**63), 0, 7, 2**63 - 1})
    assert from_blob(to_blob(keys)) == keys
    assert from_blob(b"") == frozenset()


def test_after_any_changes_the_lines_found_are_those_of_a_count_of_everything(
    database: Database,
) -> None:
    chance, number = random.Random(4), 0
    held: list[str] = []
    for _ in range(25):
        with database.writing() as session:
            for _ in range(chance.randrange(6)):
                number += 1
                keys = {key for key in range(8) if chance.random() < key / 9}
                put(session, f"f{number}", keys, source=chance.choice("ab"))
                held.append(f"f{number}")
            for _ in range(chance.randrange(min(4, len(held) + 1))):
                gone = held.pop(chance.randrange(len(held)))
                session.run("DELETE FROM originals WHERE file = ?", (gone,))
        count_changes(database)
        with database.reading() as session:
            for source in "ab":
                rows = session.rows(
                    "SELECT DISTINCT digest, keys FROM originals WHERE source = ?", (source,)
                )
                assert texts_of(session, source) == len(rows)
                least = fewest_articles(len(rows))
                found = frequent_lines(session, source, least=least)
                assert found == repeated([from_blob(keys) for _, keys in rows])


def test_a_source_is_looked_through_only_when_other_lines_are_boilerplate(
    database: Database,
) -> None:
    with database.writing() as session:
        for number in range(8):
            put(session, f"f{number}", {1, 100 + number})
    assert [file for file, _ in find_boilerplate(database)] == [f"f{n}" for n in range(8)]
    # A build that is cut short before it cleaned them finds them due again.
    assert len(find_boilerplate(database)) == 8
    forget_changes(database)
    with database.writing() as session:
        put(session, "more", {1, 200})
    assert find_boilerplate(database) == []
    with database.writing() as session:
        for number in range(4):
            put(session, f"g{number}", {1, 2, 300 + number})
    assert {f"g{n}" for n in range(4)} <= {file for file, _ in find_boilerplate(database)}
