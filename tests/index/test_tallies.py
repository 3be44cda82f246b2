"""Tallies by triggers: after any change of articles and files they are those of the rows."""

from __future__ import annotations

import random

import pytest

from qa.index.database import Database
from qa.index.tallies import are_right, authors, by_day, file_states, holds_language, sources
from tests.index.make_catalog import fill, put_article


@pytest.fixture
def database(in_either: Database) -> Database:
    return in_either


def test_after_any_changes_the_tallies_are_those_of_the_rows(database: Database) -> None:
    fill(database, 40)
    chance, held = random.Random(3), list(range(40))
    changes = (
        "UPDATE articles SET shown = 1 - shown WHERE file = ?",
        "UPDATE articles SET source = 'Other', date = NULL WHERE file = ?",
        "UPDATE articles SET author = NULL, language = 'fr', shown = 1 WHERE file = ?",
        "UPDATE files SET state = 'skipped' WHERE path = ?",
    )
    with database.writing() as session:
        for step in range(150):
            at = chance.choice(held)
            if step % 3 == 0:
                put_article(session, 1000 + step)
                held.append(1000 + step)
            elif step % 7 == 0:
                session.run("DELETE FROM articles WHERE file = ?", (f"{at:06}.txt",))
                session.run("DELETE FROM files WHERE path = ?", (f"{at:06}.txt",))
                held.remove(at)
            else:
                session.run(chance.choice(changes), (f"{at:06}.txt",))
            assert are_right(session)
        assert (
            sum(n for _, n in by_day(session))
            == session.rows("SELECT count(*) FROM articles WHERE shown = 1")[0][0]
        )
        assert dict(sources(session))["Other"] > 0
        assert sum(n for _, n in authors(session)) < len(held)
        assert file_states(session)["skipped"] > 0
        assert holds_language(session, "fr")
