"""Reading: what is missing is said, what changes is followed, threads do not disturb."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.errors import IndexMismatch, IndexMissing, StoreError
from qa.index import Index, Progress, build_index
from qa.index.location import CATALOG_NAME, current_folder
from qa.index.schema import write_manifest
from qa.index.sqlite_database import SqliteDatabase
from qa.settings import Settings
from tests.index.make import CountingEmbedder, write_corpus


def test_nothing_built_yet(settings: Settings) -> None:
    with pytest.raises(IndexMissing, match="qa build"):
        Index.open(settings)


def test_another_layout_is_refused(settings: Settings, embedder: CountingEmbedder) -> None:
    build_index(settings, embedder=embedder)
    folder = current_folder(settings.indexes)
    assert folder is not None
    database = SqliteDatabase(folder / CATALOG_NAME)
    with database.writing() as session:
        write_manifest(session, "schema", 999)
    database.close()
    with pytest.raises(IndexMismatch, match=r"layout 999.*qa build --full"):
        Index.open(settings, embedder=embedder)


def test_candidates_carry_the_score_of_their_side(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    build_index(settings, embedder=embedder)
    with Index.open(settings, embedder=embedder) as index:
        dense, lexical = index.candidates("mountain cheese", k=2)
        assert len(dense) == 2
        assert [hit.passage.article.path for hit in lexical] == ["cheese.txt"]
        assert all(hit.lexical is None and hit.score == hit.dense for hit in dense)
        assert all(hit.dense is None and hit.score == hit.lexical for hit in lexical)
        best = index.search("mountain cheese", k=1)
        assert [(hit.passage.article.path, hit.score) for hit in best] == [("cheese.txt", 1.0)]
        assert best[0].dense == dense[0].dense
        assert best[0].lexical == lexical[0].lexical
        with pytest.raises(ValueError, match="k must be at least 1"):
            index.candidates("cheese", k=0)
        with pytest.raises(StoreError, match="not in the index"):
            index.article("0" * 16)
        assert index.passages_of("0" * 16) == []


def test_equal_passages_of_two_articles_are_both_found(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    same = "The night ferry to Bergen returns next spring with a new hull."
    for name in ("one.md", "two.md"):
        text = f"---\ntitle: Paper {name}\n---\n\n{same}\n\n{name} adds a second paragraph."
        (settings.corpus / name).write_text(text, encoding="utf-8")
    narrow = settings.model_copy(update={"passage_tokens": 32})
    build_index(narrow, embedder=embedder)
    with Index.open(narrow, embedder=embedder) as index:
        dense, _ = index.candidates(same, k=20)
        found = [hit.passage.article.path for hit in dense if same in hit.passage.text]
        assert {"one.md", "two.md"} <= set(found)
        assert len({hit.passage.id for hit in dense}) == len(dense)


def test_an_open_index_follows_builds(settings: Settings, embedder: CountingEmbedder) -> None:
    build_index(settings, embedder=embedder)
    with Index.open(settings, embedder=embedder) as index:
        assert index.refresh() is False
        write_corpus(settings.corpus, {"zoo.txt": "The zoo has a baby tapir."})
        build_index(settings, embedder=embedder)
        assert index.refresh() is True
        assert index.refresh() is False
        assert index.search("tapir", k=1)[0].passage.article.path == "zoo.txt"
        build_index(settings, full=True, embedder=embedder)
        assert index.refresh() is True
        assert index.search("tapir", k=1)[0].passage.article.path == "zoo.txt"


def test_a_build_in_another_process_is_seen(settings: Settings, embedder: CountingEmbedder) -> None:
    build_index(settings, embedder=embedder)
    with Index.open(settings, embedder=embedder) as index:
        index.search("tapir", k=1)
        write_corpus(settings.corpus, {"zoo.txt": "The zoo has a baby tapir."})
        (settings.corpus / "comet.txt").unlink()
        command = [sys.executable, "-m", "tests.index.killed"]
        arguments = [str(settings.corpus), str(settings.indexes), "0"]
        subprocess.run([*command, *arguments], cwd=Path(__file__).parents[2], check=True)
        dense, lexical = index.candidates("baby tapir", k=9)
        assert [hit.passage.article.path for hit in lexical] == ["zoo.txt"]
        assert dense[0].passage.article.path == "zoo.txt"
        assert all(hit.passage.article.path != "comet.txt" for hit in dense)


def test_words_answer_before_the_first_vector_is_made(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    seen: list[tuple[int, int, str]] = []

    def progress(step: Progress) -> None:
        if step.stage == "embed" and not seen:
            with Index.open(settings, embedder=embedder) as index:
                hit = index.search("mountain cheese", k=1)[0]
                stats = index.stats()
                seen.append((stats.passages, stats.vectors, hit.passage.article.path))

    class Before(CountingEmbedder):
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if not seen:
                progress(Progress("embed", 0, 1))
            return super().encode(texts)

    build_index(settings, embedder=Before())
    assert seen == [(4, 0, "cheese.txt")]


def test_many_threads_read_while_one_builds(settings: Settings, embedder: CountingEmbedder) -> None:
    build_index(settings, embedder=embedder)
    errors: list[Exception] = []
    done = threading.Event()

    def read(index: Index) -> None:
        while not done.is_set():
            try:
                assert index.search("night ferry to Bergen", k=1)[0].passage.text
                index.stats()
            except Exception as error:
                errors.append(error)
                return

    with Index.open(settings, embedder=embedder) as index:
        threads = [threading.Thread(target=read, args=(index,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(4):
            write_corpus(settings.corpus, {f"new{number}.txt": f"Item {number} of the list."})
            build_index(settings, full=number == 2, embedder=CountingEmbedder())
        done.set()
        for thread in threads:
            thread.join()
        assert errors == []
        assert index.stats().articles == 8
