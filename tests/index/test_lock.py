"""Two builds at once: the second is told who has the first; a dead one holds nothing."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from qa.errors import IndexLocked, StoreError
from qa.index import Progress, build_index
from qa.index.location import LOCK_NAME
from qa.index.lock import OWNER_NAME, SILENT_S, build_lock
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


ELSEWHERE = {
    "pid": 7,
    "machine": "mill",
    "kernel": "another",
    "since": "2001-01-01T00:00:00+00:00",
}


def test_a_build_of_another_machine_whose_lock_is_not_seen_is_not_joined(tmp_path: Path) -> None:
    (tmp_path / OWNER_NAME).write_text(json.dumps(ELSEWHERE), encoding="utf-8")
    with (
        pytest.raises(IndexLocked, match=r"Process 7 on mill has been building"),
        build_lock(tmp_path),
    ):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([LOCK_NAME, OWNER_NAME])
    assert json.loads((tmp_path / OWNER_NAME).read_text(encoding="utf-8")) == ELSEWHERE


def test_a_machine_that_has_been_silent_for_a_minute_is_taken_for_gone(tmp_path: Path) -> None:
    owner = tmp_path / OWNER_NAME
    owner.write_text(json.dumps(ELSEWHERE), encoding="utf-8")
    silent = owner.stat().st_mtime - SILENT_S - 1
    os.utime(owner, (silent, silent))
    with build_lock(tmp_path):
        assert json.loads(owner.read_text(encoding="utf-8"))["pid"] == os.getpid()


def test_a_build_says_again_and_again_that_it_is_there(tmp_path: Path) -> None:
    with build_lock(tmp_path, beat_s=0.01):
        os.utime(tmp_path / OWNER_NAME, (0, 0))
        ends = time.monotonic() + 30
        while (tmp_path / OWNER_NAME).stat().st_mtime == 0:
            assert time.monotonic() < ends
            time.sleep(0.01)


def test_a_clock_that_was_set_back_makes_no_negative_age(tmp_path: Path) -> None:
    ahead = ELSEWHERE | {"since": "2999-01-01T00:00:00+00:00"}
    (tmp_path / OWNER_NAME).write_text(json.dumps(ahead), encoding="utf-8")
    with pytest.raises(IndexLocked, match=r"\(0 seconds\)"), build_lock(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with (
        pytest.raises(StoreError, match="QA_INDEXES"),
        build_lock(tmp_path / "file" / "indexes"),
    ):
        pass
