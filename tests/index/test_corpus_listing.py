"""Builds of a folder that is the copy of an object store."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.index import Index, build_index, check_index
from qa.index.join import join_build
from qa.index.snapshot import snapshot
from qa.settings import Settings
from tests.index.make import STORIES, CountingEmbedder, write_corpus

pytest.importorskip("fsspec")


@pytest.fixture
def of_store(settings: Settings) -> Settings:
    """The settings with a store of the four articles, and another folder for their copies."""
    update = {
        "corpus": settings.corpus.with_name("copy"),
        "corpus_url": f"file://{settings.corpus}",
    }
    return settings.model_copy(update=update)


def test_a_build_follows_the_store_and_reads_nothing_twice(
    of_store: Settings, settings: Settings, embedder: CountingEmbedder
) -> None:
    assert build_index(of_store, embedder=embedder).added == 4
    for path in of_store.corpus.glob("*.txt"):
        path.touch()  # copies are known by their objects, whatever their own times are
    embedder.seen.clear()
    report = build_index(of_store, embedder=embedder)
    assert (report.unchanged, report.changed, embedder.seen) == (4, 0, [])
    write_corpus(settings.corpus, {"zoo.txt": "The zoo has a baby tapir.", "bridge.txt": "Open."})
    (settings.corpus / "comet.txt").unlink()
    report = build_index(of_store, embedder=embedder)
    assert (report.added, report.changed, report.removed) == (1, 1, 1)
    with Index.open(of_store, embedder=embedder) as index:
        assert index.search("baby tapir", k=1)[0].passage.article.path == "zoo.txt"
    assert {each.state for each in check_index(of_store, embedder=embedder)[:-1]} == {"sound"}


def test_what_could_not_be_fetched_is_told_by_the_build_and_hinders_no_other(
    of_store: Settings, settings: Settings, embedder: CountingEmbedder
) -> None:
    of_store.corpus.mkdir()
    (of_store.corpus / "ferry.txt").write_text(STORIES["ferry.txt"] + " Mine.", encoding="utf-8")
    report = build_index(of_store, embedder=embedder)
    assert report.added == 4
    assert (report.failed, [each.path for each in report.failures]) == (1, ["ferry.txt"])


def test_two_machines_with_copies_of_their_own_build_together(
    of_store: Settings, in_postgres: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    one = of_store.model_copy(update={"catalog_url": in_postgres.catalog_url})
    other = one.model_copy(update={"corpus": tmp_path / "copy of another machine"})
    assert join_build(one, embedder=embedder).added == 4
    before = snapshot(one)
    embedder.seen.clear()
    report = join_build(other, embedder=embedder)
    assert (report.unchanged, embedder.seen) == (4, [])
    assert snapshot(other) == before
