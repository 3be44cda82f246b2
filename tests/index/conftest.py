"""Every test of this room has a tiny encoder and a corpus of four articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.settings import Settings
from tests.index.make import STORIES, CountingEmbedder, write_corpus


@pytest.fixture
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_corpus(tmp_path / "corpus", STORIES)
    return Settings(
        corpus=tmp_path / "corpus", indexes=tmp_path / "indexes", embedding_model="words-64"
    )
