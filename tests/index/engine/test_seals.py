"""Files that others wrote are noticed, those of the graph before native code reads them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qa.index import Index, build_index
from qa.index.engine.seals import damaged_graph, is_touched
from qa.index.location import CATALOG_NAME, current_folder
from qa.index.sqlite_database import SqliteDatabase
from qa.settings import Settings
from tests.index.make import CountingEmbedder

# From 1,000 vectors on Chroma keeps its graph in files.
SENTENCES = 1_200


@pytest.fixture
def large(settings: Settings, embedder: CountingEmbedder) -> Settings:
    lines = [
        f"The clerk of district {n} wrote down item {n * 7} of the long list and put the "
        f"sheet numbered {n * 3} into box {n % 11} of the archive before the office closed."
        for n in range(SENTENCES)
    ]
    (settings.corpus / "list.txt").write_text("\n\n".join(lines), encoding="utf-8")
    narrow = settings.model_copy(update={"passage_tokens": 32})
    build_index(narrow, embedder=embedder)
    return narrow


def folder_of(settings: Settings) -> Path:
    folder = current_folder(settings.indexes)
    assert folder is not None
    return folder


def test_reading_touches_no_file_of_the_graph_and_a_build_without_change_notes_the_rest(
    large: Settings, embedder: CountingEmbedder
) -> None:
    folder = folder_of(large)
    database = SqliteDatabase(folder / CATALOG_NAME)
    assert not is_touched(database, folder)
    with Index.open(large, embedder=embedder) as index:
        assert index.search("comet with two tails", k=1)[0].passage.article.path == "comet.txt"
        assert index.trouble() == ""
    assert is_touched(database, folder)  # Chroma's database tells of every opening
    assert damaged_graph(database, folder, whole=True) == []
    before = len(embedder.seen)
    assert build_index(large, embedder=embedder).embedded == 0
    assert len(embedder.seen) == before
    assert not is_touched(database, folder)
    database.close()


def test_a_graph_that_was_cut_is_never_opened_and_made_again(
    large: Settings, embedder: CountingEmbedder
) -> None:
    (data,) = folder_of(large).glob("vectors-*/*/data_level0.bin")
    with data.open("r+b") as stream:
        stream.truncate(data.stat().st_size // 2)
    with Index.open(large, embedder=embedder) as index:
        hits = index.search("comet with two tails", k=1)
        assert (hits[0].passage.article.path, hits[0].dense) == ("comet.txt", None)
        assert "rest on words alone until the next build" in index.trouble()
        assert index.stats().vectors == 0
        assert build_index(large, embedder=embedder).embedded > SENTENCES
        assert index.search("comet with two tails", k=1)[0].dense is not None
        assert index.trouble() == ""


def test_a_copy_with_other_times_is_as_good(large: Settings, embedder: CountingEmbedder) -> None:
    copy = large.model_copy(update={"indexes": large.indexes.with_name("copy")})
    shutil.copytree(large.indexes, copy.indexes, copy_function=shutil.copyfile)
    with Index.open(copy, embedder=embedder) as index:
        assert index.search("comet with two tails", k=1)[0].dense is not None
        assert index.trouble() == ""
    assert build_index(copy, embedder=embedder).embedded == 0
