"""Killed at any step, the next build ends as one that was never killed."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qa.errors import StoreError
from qa.index import Index, build_index
from qa.index.location import CATALOG_NAME, current_folder
from qa.index.snapshot import snapshot
from qa.settings import Settings
from tests.index.make import CountingEmbedder, write_corpus

ROOT = Path(__file__).parents[2]


def killed_at(step: int, settings: Settings) -> bool:
    """Run a build in a process that ends itself at a step; whether it came to that."""
    command = [sys.executable, "-m", "tests.index.killed"]
    arguments = [str(settings.corpus), str(settings.indexes), str(step)]
    done = subprocess.run([*command, *arguments], cwd=ROOT, check=False, capture_output=True)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode != 0


def change(corpus: Path) -> None:
    """An addition, an edit, a rename and a deletion."""
    write_corpus(corpus, {"zoo.txt": "The zoo has a baby tapir.", "bridge.txt": "It is open."})
    (corpus / "ferry.txt").rename(corpus / "boat.txt")
    (corpus / "comet.txt").unlink()


@pytest.mark.parametrize("step", [2, 5, 9, 12, 14, 15])
def test_a_killed_build_is_made_good_by_the_next(
    step: int, settings: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    build_index(settings, embedder=embedder)
    change(settings.corpus)
    never_killed = settings.model_copy(update={"indexes": tmp_path / "never"})
    shutil.copytree(settings.indexes, never_killed.indexes)
    build_index(never_killed, embedder=embedder)

    killed_at(step, settings)
    with Index.open(settings, embedder=embedder) as index:
        held = {row.id for row in index.articles()}
        for hit in index.search("comet ferry bridge tapir", k=10):
            assert hit.passage.article.id in held
            assert index.article(hit.passage.article.id) == hit.passage.article
        build_index(settings, embedder=embedder)
        assert snapshot(settings) == snapshot(never_killed)
        paths = [hit.passage.article.path for hit in index.search("comet with two tails", k=10)]
        assert sorted(paths) == ["boat.txt", "bridge.txt", "cheese.txt", "zoo.txt"]


def test_a_first_build_that_is_killed_is_completed(
    settings: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    assert killed_at(7, settings)
    build_index(settings, embedder=embedder)
    never_killed = settings.model_copy(update={"indexes": tmp_path / "never"})
    build_index(never_killed, embedder=embedder)
    assert snapshot(settings) == snapshot(never_killed)


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
