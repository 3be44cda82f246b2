"""Which index is in use: the pointer, the switch in one step, folders in the place of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import StoreError
from qa.index.location import (
    POINTER,
    REPAIR_NAME,
    ask_for_repair,
    check_layout,
    clear_layout,
    current_folder,
    delete_strays,
    new_folder,
    other_folders,
    use_folder,
)


def test_nothing_was_built_yet(tmp_path: Path) -> None:
    assert current_folder(tmp_path) is None
    assert current_folder(tmp_path / "nowhere") is None


def test_the_folder_in_use_changes_in_one_step(tmp_path: Path) -> None:
    first, second = new_folder(tmp_path), new_folder(tmp_path)
    use_folder(tmp_path, first)
    assert current_folder(tmp_path) == first
    use_folder(tmp_path, second)
    assert current_folder(tmp_path) == second
    assert other_folders(tmp_path, second) == [first]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [POINTER]


@pytest.mark.parametrize("name", ["index-gone", "../elsewhere", "other", ""])
def test_a_pointer_to_what_is_not_there_names_the_remedy(tmp_path: Path, name: str) -> None:
    (tmp_path / POINTER).write_text(name)
    with pytest.raises(StoreError, match="qa build --full"):
        current_folder(tmp_path)


def test_a_folder_in_the_place_of_a_file_is_set_aside_and_not_deleted(tmp_path: Path) -> None:
    (tmp_path / POINTER).mkdir()
    (tmp_path / POINTER / "kept.txt").write_text("kept")
    for attempt in (lambda: current_folder(tmp_path), lambda: check_layout(tmp_path)):
        with pytest.raises(StoreError, match="Move it away"):
            attempt()
    with pytest.raises(StoreError, match="Move it away"):
        use_folder(tmp_path, new_folder(tmp_path))
    clear_layout(tmp_path)
    check_layout(tmp_path)
    assert [path.read_text() for path in tmp_path.glob("*.aside-*/kept.txt")] == ["kept"]


def test_stores_that_were_replaced_go_and_files_stay(tmp_path: Path) -> None:
    for name in ("words-new", "words-old", "vectors-new"):
        (tmp_path / name).mkdir()
    (tmp_path / "catalog").write_text("")
    delete_strays(tmp_path, "words-new", "vectors-new")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "catalog",
        "vectors-new",
        "words-new",
    ]


def test_a_note_asks_the_next_build_to_look_closer(tmp_path: Path) -> None:
    ask_for_repair(tmp_path)
    assert (tmp_path / REPAIR_NAME).is_file()
    ask_for_repair(tmp_path / "nowhere")  # it is only a note
