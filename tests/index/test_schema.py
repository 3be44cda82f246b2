"""The manifest: what a new catalog says of itself, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.errors import IndexMismatch, StoreError
from qa.index.database import Database
from qa.index.schema import (
    check_model,
    create_tables,
    new_store_name,
    read_manifest,
    write_manifest,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "catalog.sqlite3", create=True)
    create_tables(opened, model="words-64", passage_tokens=100)
    yield opened
    opened.close()


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
