"""The file that names the index in use is lost: the next build goes on with the index itself."""

from __future__ import annotations

from pathlib import Path

from qa.index import build_index
from qa.index.generations import FolderGenerations, index_to_update, newest_index
from qa.index.location import CATALOG_NAME, POINTER, current_folder, new_folder
from qa.settings import Settings
from tests.index.make import CountingEmbedder


def _unnamed(settings: Settings, embedder: CountingEmbedder) -> Path:
    """The folder of an index that was built, of which nothing says any more that it is in use."""
    build_index(settings, embedder=embedder)
    folder = current_folder(settings.indexes)
    assert folder is not None
    (settings.indexes / POINTER).unlink()
    return folder


def test_a_build_goes_on_with_the_index_whose_name_was_lost(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    folder = _unnamed(settings, embedder)
    embedder.seen.clear()
    report = build_index(settings, embedder=embedder)
    assert (report.added, report.unchanged) == (0, 4)
    assert embedder.seen == []
    assert current_folder(settings.indexes) == folder


def test_an_index_that_was_never_complete_is_passed_over(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    whole = _unnamed(settings, embedder)
    for content in (b"", b"noise" * 1000):
        (new_folder(settings.indexes) / CATALOG_NAME).write_bytes(content)
    new_folder(settings.indexes)
    assert newest_index(FolderGenerations(settings.indexes)) == whole


def test_a_full_build_starts_over_all_the_same(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    before = _unnamed(settings, embedder)
    assert build_index(settings, full=True, embedder=embedder).added == 4
    assert current_folder(settings.indexes) != before


def test_there_is_none_in_a_folder_where_nothing_was_built(tmp_path: Path) -> None:
    assert index_to_update(FolderGenerations(tmp_path)) is None
    assert index_to_update(FolderGenerations(tmp_path / "nowhere")) is None
