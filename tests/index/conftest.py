"""Every test of this room has a tiny encoder, a corpus of four articles and an empty catalog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.index.database import Database
from qa.settings import Settings
from tests.index.make import STORIES, CountingEmbedder, write_corpus
from tests.index.make_catalog import write_catalog


@pytest.fixture
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_corpus(tmp_path / "corpus", STORIES)
    return Settings(
        corpus=tmp_path / "corpus", indexes=tmp_path / "indexes", embedding_model="words-64"
    )


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty catalog, open."""
    opened = write_catalog(tmp_path / "catalog.sqlite3", 0)
    yield opened
    opened.close()
