"""The list of collections: the default one first, each with what its index holds."""

from __future__ import annotations

from pathlib import Path

from qa.collection_folders import create
from qa.index import build_index
from qa.index.collection_rows import CollectionRow, collection_rows
from qa.settings import Settings
from tests.conftest import write_corpus
from tests.index.make import CountingEmbedder


def test_collections_are_listed_with_what_is_indexed(tmp_path: Path) -> None:
    settings = Settings(
        corpus=write_corpus(tmp_path / "corpus"),
        indexes=tmp_path / "indexes",
        collections=tmp_path / "collections",
        embedding_model="words-64",
    )
    assert collection_rows(settings) == [CollectionRow("articles")]
    create(settings.collections, "Press")
    create(settings.collections, "Broken")
    press = settings.of("press")
    (press.corpus / "a.txt").write_text("The crane lifts 90 tonnes.")
    build_index(press, embedder=CountingEmbedder())
    broken = settings.of("Broken").indexes
    broken.mkdir()
    (broken / "current").write_text("nowhere")
    rows = [CollectionRow("articles"), CollectionRow("Broken"), CollectionRow("Press", 1, 1)]
    assert collection_rows(settings) == collection_rows(press) == rows
