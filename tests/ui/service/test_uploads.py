"""Uploads leave nothing behind."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.ui.service.uploads import LONGEST_UPLOAD_S, PREFIX, VARIABLE, discard, use_private_folder


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(VARIABLE, "")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return use_private_folder()


def test_the_folder_is_of_this_user_and_process_alone(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folder.name.startswith(PREFIX)
    assert Path(os.environ[VARIABLE]) == folder


def test_an_upload_goes_soon_and_others_stay(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir()
        (folder / name / "a.txt").write_text("x")
    discard(folder / "two" / "a.txt")
    assert (folder / "two" / "a.txt").exists()
    discard(folder / "one" / "a.txt", after_s=0.0)
    wait_until(lambda: not (folder / "one" / "a.txt").exists())
    # Its folder may be where the next upload is being written.
    assert (folder / "one").is_dir()
    assert (folder / "two" / "a.txt").exists()


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("It did not come about within five seconds.")


def test_what_was_broken_off_goes_when_it_is_old(folder: Path) -> None:
    (folder / "half").write_text("x")
    discard(folder / "none")
    assert (folder / "half").exists()
    before = time.time() - LONGEST_UPLOAD_S - 60
    os.utime(folder / "half", (before, before))
    discard(folder / "none")
    assert list(folder.iterdir()) == []


def test_nothing_outside_of_the_folder_is_touched(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("x")
    discard(own)
    assert own.exists()


@pytest.mark.skipif(os.name == "nt", reason="there a process cannot be asked whether it runs")
def test_what_a_killed_process_left_goes_at_the_next_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(VARIABLE, "")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    gone, running = tmp_path / f"{PREFIX}4194304-x", tmp_path / f"{PREFIX}{os.getpid()}-x"
    for folder in (gone, running):
        folder.mkdir()
        (folder / "a.txt").write_text("x")
    own = use_private_folder()
    assert sorted(tmp_path.iterdir()) == sorted((own, running))
