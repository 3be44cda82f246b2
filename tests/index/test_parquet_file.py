"""Export and import: everything comes back, nothing is embedded, damage is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qa.errors import IndexMismatch, IndexMissing, StoreError
from qa.index import Index, build_index
from qa.index.parquet_file import export_index, import_index
from qa.index.snapshot import snapshot
from qa.settings import Settings
from tests.index.make import CountingEmbedder, write_corpus

parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow, an extra, is not installed")


def test_everything_comes_back_and_nothing_is_embedded(
    settings: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    shutil.copy(settings.corpus / "ferry.txt", settings.corpus / "copy.txt")
    (settings.corpus / "empty.txt").write_bytes(b"")
    long = " ".join(f"Sentence number {i} tells of the harbour and the gulls." for i in range(40))
    write_corpus(settings.corpus, {"long.txt": long})
    built = build_index(settings, embedder=embedder)
    path = tmp_path / "index.parquet"
    assert export_index(settings, path) == built.passages

    moved = settings.model_copy(update={"indexes": tmp_path / "moved"})
    embedder.seen.clear()
    assert import_index(moved, path) == built.passages
    assert snapshot(moved) == snapshot(settings)
    with (
        Index.open(moved, embedder=embedder) as copy,
        Index.open(settings, embedder=embedder) as original,
    ):
        assert copy.search("harbour gulls", k=5) == original.search("harbour gulls", k=5)
    embedder.seen.clear()
    report = build_index(moved, embedder=embedder)
    assert (report.unchanged, report.skipped, report.failed, report.embedded) == (5, 1, 1, 0)
    assert embedder.seen == []


def test_other_tools_can_read_passages_and_vectors(
    settings: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    build_index(settings, embedder=embedder)
    export_index(settings, tmp_path / "index.parquet")
    rows = parquet.read_table(tmp_path / "index.parquet").to_pylist()
    assert [row["path"] for row in rows] == sorted(p.name for p in settings.corpus.iterdir())
    for row in rows:
        assert row["text"][row["start"] : row["stop"]] == row["passage_text"]
        assert len(row["vector"]) == embedder.dim


def test_an_import_replaces_the_index_in_use(
    settings: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    build_index(settings, embedder=embedder)
    export_index(settings, tmp_path / "index.parquet")
    (settings.corpus / "comet.txt").unlink()
    build_index(settings, embedder=embedder)
    with Index.open(settings, embedder=embedder) as index:
        assert index.stats().articles == 3
        import_index(settings, tmp_path / "index.parquet")
        assert index.stats().articles == 4
    assert len([p for p in settings.indexes.iterdir() if p.is_dir()]) == 1


def test_what_cannot_be_imported_is_said_and_changes_nothing(
    settings: Settings, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    build_index(settings, embedder=embedder)
    before = snapshot(settings)
    path = tmp_path / "index.parquet"
    export_index(settings, path)
    table = parquet.read_table(path)
    parquet.write_table(table.replace_schema_metadata(None), tmp_path / "other.parquet")
    (tmp_path / "cut.parquet").write_bytes(path.read_bytes()[:2000])
    texts = ["altered" for _ in range(table.num_rows)]
    place = table.schema.get_field_index("text")
    altered = table.set_column(place, table.schema.field(place), [texts])
    parquet.write_table(altered, tmp_path / "altered.parquet")
    for name in ("missing", "cut", "other", "altered"):
        with pytest.raises(StoreError, match=f"{name}.parquet"):
            import_index(settings, tmp_path / f"{name}.parquet")
    with pytest.raises(IndexMismatch, match="words-64"):
        import_index(settings.model_copy(update={"embedding_model": "another"}), path)
    assert snapshot(settings) == before
    assert len([p for p in settings.indexes.iterdir() if p.is_dir()]) == 1


def test_nothing_to_export(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        export_index(settings, tmp_path / "index.parquet")
