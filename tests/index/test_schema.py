"""The manifest: what a new catalog says of itself, and what is refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qa.errors import IndexMismatch, StoreError
from qa.index.bookkeeping import STATEMENTS, counted_anew, read_counts
from qa.index.catalog import Catalog
from qa.index.database import Database, Session
from qa.index.schema import (
    check_model,
    create_tables,
    new_store_name,
    read_manifest,
    write_manifest,
)
from qa.index.sqlite_database import SqliteDatabase
from qa.index.tallies import are_right


@pytest.fixture
def database(in_either: Database) -> Database:
    return in_either


def test_a_new_catalog_names_its_model_and_has_no_generation(database: Database) -> None:
    with database.reading() as session:
        manifest = read_manifest(session)
    assert (manifest.model, manifest.passage_tokens) == ("words-64", 100)
    assert (manifest.generation, manifest.vector_generation, manifest.stale_passages) == (0, 0, 0)
    assert (manifest.unsettled, manifest.built_at, manifest.probe) == (False, "", "")
    assert manifest.word_store.startswith("words-")
    assert manifest.vector_store.startswith("vectors-")


def test_making_the_tables_again_changes_nothing(database: Database) -> None:
    with database.reading() as session:
        before = read_manifest(session)
    create_tables(database, model="another", passage_tokens=50)
    with database.reading() as session:
        assert read_manifest(session) == before


def test_another_layout_is_refused_with_the_remedy(database: Database) -> None:
    with database.writing() as session:
        write_manifest(session, "schema", 1)
    with database.reading() as session, pytest.raises(IndexMismatch, match="qa build --full"):
        read_manifest(session)


# The layout of 21 November 2026, as its builds made it, with one file, its article and passage.
LAYOUT_5 = """
CREATE TABLE manifest (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
    checked_ns INTEGER NOT NULL, indexed_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (file TEXT NOT NULL, ordinal INTEGER NOT NULL, shown INTEGER NOT NULL,
    id TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
    digest TEXT NOT NULL, date TEXT, author TEXT, source TEXT, url TEXT, language TEXT NOT NULL,
    places TEXT NOT NULL, PRIMARY KEY (file, ordinal));
CREATE TABLE passages (id TEXT PRIMARY KEY, article TEXT NOT NULL, start INTEGER NOT NULL,
    stop INTEGER NOT NULL, key TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stories (article TEXT PRIMARY KEY, signature BLOB NOT NULL, story TEXT NOT NULL)
    WITHOUT ROWID;
CREATE TABLE story_slices (slice INTEGER NOT NULL, article TEXT NOT NULL,
    PRIMARY KEY (slice, article)) WITHOUT ROWID;
CREATE TABLE originals (file TEXT NOT NULL, ordinal INTEGER NOT NULL, source TEXT NOT NULL,
    digest TEXT NOT NULL, keys BLOB NOT NULL, lost BLOB NOT NULL, alone TEXT,
    PRIMARY KEY (file, ordinal)) WITHOUT ROWID;
CREATE INDEX articles_by_id ON articles (id, shown);
CREATE INDEX articles_by_digest ON articles (digest, shown);
CREATE INDEX passages_by_article ON passages (article, start);
CREATE INDEX passages_by_key ON passages (key);
CREATE INDEX stories_by_story ON stories (story);
CREATE INDEX story_slices_by_article ON story_slices (article);
CREATE TABLE furniture (source TEXT PRIMARY KEY, keys BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE embedded (key TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO manifest VALUES ('schema', '5'), ('model', 'words-64'), ('passage_tokens', '100'),
    ('probe', ''), ('generation', '3'), ('vector_generation', '2'), ('built_at', '2026-11-21'),
    ('unsettled', '0'), ('worn', '0'), ('word_store', 'words-1'), ('vector_store', 'vectors-1');
INSERT INTO files VALUES ('a.txt', 32, 1, 1, 'ff', 'indexed', '', 9, '2026-11-21T10:00:00+00:00');
INSERT INTO articles VALUES ('a.txt', 0, 1, 'a1', 'a.txt', 'Ferry', 'The ferry stayed.', 'd1',
    '2026-11-20', 'Ada Fell', NULL, NULL, 'en', '[]');
INSERT INTO passages VALUES ('p1', 'a1', 0, 17, 'k1'), ('p2', 'a1', 0, 17, 'k2');
INSERT INTO embedded VALUES ('k1');
INSERT INTO stories VALUES ('a1', x'00', 'a1'), ('a2', x'01', 'a1'), ('a3', x'02', 'a3');
INSERT INTO story_slices VALUES (5, 'a1'), (5, 'a2'), (5, 'a3'), (8, 'a2');
"""
# What the next one had more.
TO_LAYOUT_6 = """
ALTER TABLE files ADD COLUMN reading INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN cleaned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN left_out TEXT NOT NULL DEFAULT '[]';
ALTER TABLE articles ADD COLUMN ocr INTEGER NOT NULL DEFAULT 0;
UPDATE manifest SET value = '6' WHERE name = 'schema';
"""
# And the next: counts and lists, which are the same in the layouts after it.
TO_LAYOUT_7 = ";\n".join((*STATEMENTS, "UPDATE manifest SET value = '7' WHERE name = 'schema';"))
# And the next: slices by story.
TO_LAYOUT_8 = """;
DROP TABLE story_slices;
CREATE TABLE story_slices (slice INTEGER NOT NULL, story TEXT NOT NULL, article TEXT NOT NULL,
    PRIMARY KEY (slice, story, article)) WITHOUT ROWID;
CREATE INDEX story_slices_by_article ON story_slices (article);
INSERT INTO story_slices VALUES
    (5, 'a1', 'a1'), (5, 'a1', 'a2'), (5, 'a3', 'a3'), (8, 'a1', 'a2');
INSERT INTO originals VALUES ('a.txt', 0, 'site', 'd1', x'0700000000000000', x'', NULL);
UPDATE manifest SET value = '8' WHERE name = 'schema';
"""
LAYOUTS = {
    "5": LAYOUT_5,
    "6": LAYOUT_5 + TO_LAYOUT_6,
    "7": LAYOUT_5 + TO_LAYOUT_6 + TO_LAYOUT_7,
    "8": LAYOUT_5 + TO_LAYOUT_6 + TO_LAYOUT_7 + TO_LAYOUT_8,
}


@pytest.mark.parametrize("script", LAYOUTS.values(), ids=LAYOUTS)
def test_an_earlier_layout_gets_what_is_new_and_keeps_what_it_has(
    script: str, tmp_path: Path
) -> None:
    path = tmp_path / "catalog.sqlite3"
    with closing(sqlite3.connect(path)) as old:
        old.executescript(script)
    database = SqliteDatabase(path)
    with database.reading() as session, pytest.raises(IndexMismatch, match="nothing of it is lost"):
        read_manifest(session)
    for _ in range(2):  # the second time there is nothing to do
        create_tables(database, model="words-64", passage_tokens=100)
    with database.reading() as session:
        manifest = read_manifest(session)
        assert (manifest.generation, manifest.word_store, manifest.cleaning) == (3, "words-1", True)
        assert read_counts(session) == counted_anew(session)
        assert read_counts(session) == {"articles": 1, "passages": 2, "embedded": 1, "vectors": 1}
        assert are_right(session)
        assert session.rows("SELECT * FROM changed_texts") == session.rows(
            "SELECT source, digest FROM originals"
        )
        assert session.rows("SELECT key FROM unembedded") == [("k2",)]
        assert sorted(session.rows("SELECT * FROM story_slices")) == [
            (5, "a1", "a1"),
            (5, "a1", "a2"),
            (5, "a3", "a3"),
            (8, "a1", "a2"),
        ]
        assert layout(session) == layout_of_a_new_catalog(tmp_path)
    catalog = Catalog(database)
    (row,) = catalog.files()
    assert (row.path, row.sha256, row.reading, row.tries) == ("a.txt", "ff", 0, 0)
    assert (row.articles, row.passages) == (1, 2)
    article = catalog.article("a1")
    assert article is not None
    assert (article.text, article.author) == ("The ferry stayed.", "Ada Fell")
    assert (article.cleaned, article.left_out, article.ocr) == (False, (), False)
    database.close()


def layout(session: Session) -> list[tuple[str, str, list[str]]]:
    """The tables, indexes and triggers, and the columns of the tables."""
    rows = session.rows("SELECT type, name FROM sqlite_master ORDER BY type, name")
    return [
        (kind, name, [str(column[1:]) for column in session.rows(f"PRAGMA table_info({name})")])
        for kind, name in rows
        if not name.startswith("sqlite_")
    ]


def layout_of_a_new_catalog(folder: Path) -> list[tuple[str, str, list[str]]]:
    new = SqliteDatabase(folder / "new.sqlite3", create=True)
    create_tables(new, model="words-64", passage_tokens=100)
    with new.reading() as session:
        found = layout(session)
    new.close()
    return found


def test_a_manifest_with_a_gap_is_called_damaged(database: Database) -> None:
    with database.writing() as session:
        session.run("DELETE FROM manifest WHERE name = 'generation'")
    with database.reading() as session, pytest.raises(StoreError, match="manifest is damaged"):
        read_manifest(session)


def test_another_model_is_refused_with_both_names(database: Database) -> None:
    with database.reading() as session:
        manifest = read_manifest(session)
    check_model(manifest, "words-64")
    with pytest.raises(IndexMismatch, match="words-64, and all-MiniLM-L6-v2 is set"):
        check_model(manifest, "all-MiniLM-L6-v2")


def test_names_of_stores_are_their_own_and_such_as_a_collection_may_have() -> None:
    names = {new_store_name("vectors") for _ in range(50)}
    assert len(names) == 50
    assert all(name.replace("-", "").isalnum() and 3 <= len(name) <= 63 for name in names)
