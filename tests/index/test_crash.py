"""Killed at any step, the next build ends as one that was never killed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qa.errors import StoreError
from qa.index import Index, build_index
from qa.index.location import CATALOG_NAME, current_folder
from qa.index.snapshot import snapshot
from qa.settings import Settings
from tests.index.killed import killed_at
from tests.index.make import CountingEmbedder, write_corpus


def change(corpus: Path) -> None:
    """An addition, an edit, a rename and a deletion."""
    write_corpus(corpus, {"zoo.txt": "The zoo has a baby tapir.", "bridge.txt": "It is open."})
    (corpus / "ferry.txt").rename(corpus / "boat.txt")
    (corpus / "comet.txt").unlink()


@pytest.mark.parametrize("step", [2, 5, 9, 12, 14, 15])
def test_a_killed_build_is_made_good_by_the_next(
    step: int, settings: Settings, in_files: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    change(settings.corpus)
    shutil.copytree(settings.indexes, in_files.indexes)
    build_index(in_files, embedder=embedder)
    assert killed_at(step, settings)
    with Index.open(settings, embedder=embedder) as index:
        show_only_what_there_is(index)
        build_index(settings, embedder=embedder)
        assert snapshot(settings) == snapshot(in_files)
        paths = [hit.passage.article.path for hit in index.search("comet with two tails", k=10)]
        assert sorted(paths) == ["boat.txt", "bridge.txt", "cheese.txt", "zoo.txt"]


def show_only_what_there_is(index: Index) -> None:
    """Every hit is of an article that the catalog holds."""
    held = {row.id for row in index.articles()}
    for hit in index.search("comet ferry bridge tapir", k=10):
        assert hit.passage.article.id in held
        assert index.article(hit.passage.article.id) == hit.passage.article


def test_killed_again_and_again_wherever_it_is_the_next_makes_it_good(
    placed: Settings, in_files: Settings, embedder: CountingEmbedder
) -> None:
    assert killed_at(7, placed)
    build_index(placed, embedder=embedder)
    build_index(in_files, embedder=embedder)
    assert snapshot(placed) == snapshot(in_files)
    change(placed.corpus)
    with Index.open(placed, embedder=embedder) as index:
        for step in (6, 12):
            assert killed_at(step, placed)
            show_only_what_there_is(index)
        for each in (placed, in_files):
            build_index(each, embedder=embedder)
        assert snapshot(placed) == snapshot(in_files)
        found = {hit.passage.article.path for hit in index.search("comet ferry tapir", k=10)}
        assert found == {"boat.txt", "bridge.txt", "cheese.txt", "zoo.txt"}
    embedder.seen.clear()
    assert (build_index(placed, embedder=embedder).unchanged, embedder.seen) == (4, [])


def test_lost_words_and_vectors_are_made_again(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    before = snapshot(settings)
    folder = current_folder(settings.indexes)
    assert folder is not None
    for lost in [*folder.glob("words-*"), *folder.glob("vectors-*")]:
        shutil.rmtree(lost)
    assert build_index(settings, embedder=embedder).embedded == 4
    assert snapshot(settings) == before


def test_damaged_words_are_noticed_and_made_again(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    before = snapshot(settings)
    folder = current_folder(settings.indexes)
    assert folder is not None
    (words,) = folder.glob("words-*")
    (words / "meta.json").write_text("{", encoding="utf-8")
    with Index.open(settings, embedder=embedder) as index:
        assert "rest on meaning alone until the next build" in index.trouble()
        dense, lexical = index.candidates("comet with two tails", k=1)
        assert ([hit.passage.article.path for hit in dense], lexical) == (["comet.txt"], [])
    build_index(settings, embedder=embedder)
    assert snapshot(settings) == before


def test_a_damaged_catalog_is_refused_and_a_full_build_replaces_it(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    before = snapshot(settings)
    folder = current_folder(settings.indexes)
    assert folder is not None
    (folder / CATALOG_NAME).write_bytes(b"no database at all" * 300)
    with pytest.raises(StoreError, match="qa build --full"):
        Index.open(settings, embedder=embedder)
    with pytest.raises(StoreError, match="qa build --full"):
        build_index(settings, embedder=embedder)
    build_index(settings, full=True, embedder=embedder)
    assert snapshot(settings) == before


def test_a_pointer_to_nowhere_is_refused_and_a_full_build_replaces_it(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    folder = current_folder(settings.indexes)
    assert folder is not None
    shutil.rmtree(folder)
    with pytest.raises(StoreError, match="qa build --full"):
        build_index(settings, embedder=embedder)
    assert build_index(settings, full=True, embedder=embedder).added == 4
