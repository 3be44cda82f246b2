"""What two indexes are compared by: the same articles give the same rows, a change shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import IndexMissing
from qa.index import build_index
from qa.index.snapshot import snapshot
from qa.settings import Settings
from tests.index.make import CountingEmbedder


def _built(settings: Settings, name: str) -> Settings:
    other = settings.model_copy(
        update={"indexes": settings.indexes / name, "embedding_model": "words-64"}
    )
    build_index(other, embedder=CountingEmbedder())
    return other


def files_of(settings: Settings) -> list[Path]:
    return sorted(path for path in settings.corpus.rglob("*") if path.is_file())


def test_two_builds_of_the_same_articles_are_the_same(settings: Settings) -> None:
    first, second = snapshot(_built(settings, "a")), snapshot(_built(settings, "b"))
    assert first == second
    paths = sorted(path.relative_to(settings.corpus).as_posix() for path in files_of(settings))
    assert sorted(row[0] for row in first["files"]) == paths
    assert len(first["vectors"]) == len(first["passages"]) == len(first["words"])


def test_another_word_is_another_snapshot(settings: Settings) -> None:
    before = snapshot(_built(settings, "a"))
    path = files_of(settings)[0]
    path.write_text(path.read_text("utf-8") + "\nOne sentence more, about a kestrel.\n", "utf-8")
    after = snapshot(_built(settings, "b"))
    assert before["vectors"] != after["vectors"]
    assert len(before["files"]) == len(after["files"])


def test_without_an_index_the_remedy_is_named(settings: Settings) -> None:
    with pytest.raises(IndexMissing, match="qa build"):
        snapshot(settings)
