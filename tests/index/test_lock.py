"""Two builds at once: the second is told who has the first; a dead one holds nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from qa.errors import IndexLocked, StoreError
from qa.index import Progress, build_index
from qa.index.lock import OWNER_NAME, build_lock
from qa.settings import Settings
from tests.index.make import CountingEmbedder


def test_the_second_is_told_who_and_since_when(tmp_path: Path) -> None:
    with (
        build_lock(tmp_path / "indexes"),
        pytest.raises(IndexLocked, match=rf"Process {os.getpid()} .* since .* UTC \(\d+ sec"),
        build_lock(tmp_path / "indexes"),
    ):
        pass
    with build_lock(tmp_path / "indexes"):
        pass
    assert not (tmp_path / "indexes" / OWNER_NAME).exists()


def test_an_owner_that_died_is_replaced(tmp_path: Path) -> None:
    left = {"pid": 1, "machine": "gone", "since": "2001-01-01T00:00:00+00:00"}
    (tmp_path / OWNER_NAME).write_text(json.dumps(left), encoding="utf-8")
    with build_lock(tmp_path):
        owner = json.loads((tmp_path / OWNER_NAME).read_text(encoding="utf-8"))
        assert owner["pid"] == os.getpid()


def test_a_build_within_a_build_is_refused_and_harms_nothing(
    settings: Settings, embedder: CountingEmbedder
) -> None:
    refused: list[str] = []

    def progress(_: Progress) -> None:
        if refused or not (settings.indexes / OWNER_NAME).exists():
            return
        with pytest.raises(IndexLocked) as caught:
            build_index(settings, embedder=embedder)
        refused.append(str(caught.value))

    assert build_index(settings, embedder=embedder, progress=progress).added == 4
    assert len(refused) == 1


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with (
        pytest.raises(StoreError, match="QA_INDEXES"),
        build_lock(tmp_path / "file" / "indexes"),
    ):
        pass
