"""Files whose readers hang or crash end in a state with a reason, and the others are read."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import pytest

from qa.articles import GuardedReader, find_files
from qa.index.changes import compare
from qa.index.ingest import Intake
from qa.settings import Settings
from tests.articles.sandbox.test_guard import BAD, ROOT, TEXT, posix
from tests.index.make import CountingEmbedder


@posix
def test_every_file_ends_in_one_state_whatever_its_reader_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings, embedder: CountingEmbedder
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    corpus = tmp_path / "hostile"
    corpus.mkdir()
    for name in ("a.epub", "b.pdf", "c.epub", "d.docx", "e.txt", "f.epub"):
        (corpus / name).write_text(TEXT.replace("nine", name[0] * 4), encoding="utf-8")
    reader = GuardedReader(read_s=3.0, command=BAD)
    intake = Intake(settings, lambda: embedder, reader=reader)
    work = compare(find_files(corpus), []).to_read
    taken = [intake.take(item, after=after) for item, after in zip_longest(work, work[1:])]
    intake.close()
    assert [(item.row.path, item.row.state) for item in taken] == [
        ("a.epub", "indexed"),
        ("b.pdf", "failed"),
        ("c.epub", "indexed"),
        ("d.docx", "failed"),
        ("e.txt", "indexed"),
        ("f.epub", "indexed"),
    ]
    assert taken[1].row.reason.startswith("It took more than 3 seconds to read")
    assert taken[3].row.reason.startswith("Reading it ended the reader's process (signal 11)")
    assert all(len(item.row.sha256) == 64 for item in taken)
    texts = [article.text for item in taken for article in item.articles]
    assert texts == [TEXT.replace("nine", letter * 4) for letter in "acef"]
