from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import QaError
from qa.ui.service.shelf import BrowserShelf, Changes, FileShelf, open_shelf

A, B = {"id": "a", "text": "ä"}, {"id": "b", "text": "b"}


def test_the_browser_keeps_for_itself() -> None:
    shelf = open_shelf(None)
    assert isinstance(shelf, BrowserShelf)
    assert shelf.items("notes", '[{"id": "a"}]') == [{"id": "a"}]
    changes = Changes(put=[A], gone=["b"])
    assert shelf.change("notes", changes) == changes


@pytest.mark.parametrize("sent", [None, 5, "", "{", '{"id": "a"}', "[" * 100_000])
def test_what_a_browser_did_not_write_is_nothing(sent: object) -> None:
    assert BrowserShelf().items("notes", sent) == []


def test_the_file_keeps_each_kind_by_id_and_leaves_nothing_to_the_browser(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite3"
    shelf = open_shelf(path)
    assert shelf.items("notes", '[{"id": "of the browser"}]') == []
    assert not path.exists()
    assert shelf.change("notes", Changes(put=[A, B])) == Changes()
    shelf.change("conversations", Changes(put=[A]))
    shelf.change("notes", Changes(put=[{"id": "a", "text": "new"}], gone=["b", "never"]))
    again = FileShelf(path)
    assert again.items("notes", None) == [{"id": "a", "text": "new"}]
    assert again.items("conversations", None) == [A]


def test_a_file_that_is_none_of_ours_is_told_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite3"
    path.write_bytes(b"no database at all, but long enough to be looked at" * 20)
    with pytest.raises(QaError, match="QA_KEEP"):
        FileShelf(path).items("notes", None)
    assert path.read_bytes().startswith(b"no database")


def test_a_file_in_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(QaError, match="QA_KEEP"):
        FileShelf(tmp_path / "none" / "kept").change("notes", Changes(put=[A]))
