"""Collections as folders: names that are taken and refused, making, deleting and putting back."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.collection_folders import (
    LONGEST_NAME,
    check_name,
    create,
    deleted,
    find,
    find_collections,
    put_back,
    set_aside,
)
from qa.errors import CollectionError, CollectionMissing


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Press 2024", "Press 2024"),
        ("  two   spaces ", "two spaces"),
        ("Пресса", "Пресса"),
        ("समाचार", "समाचार"),
        ("新聞", "新聞"),
        ("Cafe\u0301", "Café"),
        ("C++ (old)", "C++ (old)"),
        ("v1.2", "v1.2"),
        ("Smith & Sons' letters", "Smith & Sons' letters"),
        ("x" * LONGEST_NAME, "x" * LONGEST_NAME),
    ],
)
def test_a_name_is_kept_as_it_is_written(name: str, written: str) -> None:
    assert check_name(name) == written


@pytest.mark.parametrize(
    "name",
    [
        "", " ", ".", "..", "../x", "a/b", "a\\b", ".hidden", "-x", "x.", "x-", "a:b",
        "a*", "a\x00b",
        "a\nb/../c", "con", "NUL.txt", "com1", "lpt¹", "<b>", "a\u202eb", "\ud800", "%2e%2e", "~",
        "x" * (LONGEST_NAME + 1), "$(x)", "a|b", '"x"', "/", "😀",
    ],
)  # fmt: skip
def test_what_could_lead_elsewhere_or_stumbles_somewhere_is_no_name(name: str) -> None:
    with pytest.raises(CollectionError) as refused:
        check_name(name)
    assert "\n" not in str(refused.value)
    assert "\x00" not in str(refused.value)


def test_a_very_long_name_is_refused_in_a_short_sentence() -> None:
    with pytest.raises(CollectionError) as refused:
        check_name("a" * 1_000_000)
    assert len(str(refused.value)) < 200


def test_folders_are_the_collections_whoever_made_them(tmp_path: Path) -> None:
    assert find_collections(tmp_path / "none") == []
    assert create(tmp_path, " Press  2024 ") == "Press 2024"
    assert (tmp_path / "Press 2024" / "corpus").is_dir()
    (tmp_path / "by hand").mkdir()
    (tmp_path / "a file").write_text("")
    (tmp_path / ".deleted").mkdir()
    (tmp_path / "Articles").mkdir()  # the name of the default one
    assert find_collections(tmp_path) == ["by hand", "Press 2024"]


def test_a_collection_is_found_in_whatever_case_it_is_named(tmp_path: Path) -> None:
    create(tmp_path, "Press")
    assert find(tmp_path, "press") == "Press"
    assert find(tmp_path, "") == find(tmp_path, "ARTICLES") == ""
    with pytest.raises(CollectionMissing, match=r"no collection wire\. There are: articles, Press"):
        find(tmp_path, "wire")


def test_no_name_is_given_twice(tmp_path: Path) -> None:
    create(tmp_path, "Press")
    for name in ("press", "PRESS", "Articles", "articles"):
        with pytest.raises(CollectionError, match="already"):
            create(tmp_path, name)


def test_what_was_deleted_can_be_put_back(tmp_path: Path) -> None:
    create(tmp_path, "Press")
    (tmp_path / "Press" / "corpus" / "a.txt").write_text("A story.")
    gone = set_aside(tmp_path, "press")
    assert (gone.name, find_collections(tmp_path)) == ("Press", [])
    assert deleted(tmp_path) == [gone]
    assert put_back(tmp_path, gone.kept.name) == "Press"
    assert (tmp_path / "Press" / "corpus" / "a.txt").read_text() == "A story."
    assert deleted(tmp_path) == []
    with pytest.raises(CollectionError, match="no longer kept"):
        put_back(tmp_path, gone.kept.name)


def test_what_took_the_name_meanwhile_stays(tmp_path: Path) -> None:
    create(tmp_path, "Press")
    gone = set_aside(tmp_path, "Press")
    create(tmp_path, "press")
    with pytest.raises(CollectionError, match="another collection has its name"):
        put_back(tmp_path, gone.kept.name)
    assert deleted(tmp_path) == [gone]


@pytest.mark.parametrize("kept", ["", "..", "../..", "/etc", "Press", "Press~"])
def test_only_what_was_deleted_can_be_put_back(tmp_path: Path, kept: str) -> None:
    create(tmp_path, "Press")
    with pytest.raises(CollectionError):
        put_back(tmp_path, kept)
    assert find_collections(tmp_path) == ["Press"]


def test_the_default_collection_is_not_deleted(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="cannot be deleted"):
        set_aside(tmp_path, "articles")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CollectionError, match="QA_COLLECTIONS"):
        create(tmp_path / "file", "Press")
