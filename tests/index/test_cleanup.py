"""What a full build leaves behind is deleted, and nothing that is in use or not an index."""

from __future__ import annotations

import socket
from pathlib import Path

from qa.index.cleanup import delete_others
from qa.index.generations import FolderGenerations
from qa.index.location import CATALOG_NAME, current_folder, new_folder, use_folder
from qa.index.schema import create_tables
from qa.index.sqlite_database import SqliteDatabase
from qa.settings import Settings


def _index(root: Path) -> Path:
    folder = new_folder(root)
    database = SqliteDatabase(folder / CATALOG_NAME, create=True)
    create_tables(database, model="words-64", passage_tokens=100)
    database.close()
    return folder


def test_all_indexes_but_the_one_in_use_go_and_other_folders_stay(tmp_path: Path) -> None:
    old, used, half = _index(tmp_path), _index(tmp_path), new_folder(tmp_path)
    other = tmp_path / "photographs"
    other.mkdir()
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    use_folder(tmp_path, used)
    delete_others(Settings(indexes=tmp_path), FolderGenerations(tmp_path), used)
    assert not old.exists()
    assert not half.exists()
    assert current_folder(tmp_path) == used
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [used.name, "photographs", "notes.txt", "current"]
    )


def test_without_one_in_use_all_go(tmp_path: Path) -> None:
    folders = [_index(tmp_path), _index(tmp_path)]
    delete_others(Settings(indexes=tmp_path), FolderGenerations(tmp_path), None)
    assert [folder.exists() for folder in folders] == [False, False]


def test_a_server_that_does_not_answer_keeps_no_folder(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refused at once
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        old = _index(tmp_path)
        delete_others(Settings(indexes=tmp_path, chroma_url=url), FolderGenerations(tmp_path), None)
    assert not old.exists()
