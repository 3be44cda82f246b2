"""The copies of a store's objects: what is fetched, what stays, what is told."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.articles import list_folder
from qa.articles.object_store import LIST_NAME, ObjectStore, object_times
from qa.errors import CorpusError, SettingsError

fsspec = pytest.importorskip("fsspec")
KEYS = {"a.txt": b"Alpha.", "news/b.txt": b"Beta.", "news/2020/c.md": b"Gamma."}
# A folder, which tells times, and a store in memory, which tells when an object was made.
KINDS = ("file", "memory")


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A store with three objects below a folder, and one beside it."""
    bucket = str(tmp_path / "bucket") if request.param == "file" else f"/{tmp_path.name}/bucket"
    made = f"{request.param}://{bucket}"
    for key, data in KEYS.items():
        put(made, key, data)
    put(f"{made}-other", "x.txt", b"Not of it.")
    yield made
    files, root = fsspec.core.url_to_fs(made)
    files.rm(root, recursive=True)


def put(url: str, key: str, data: bytes) -> None:
    files, root = fsspec.core.url_to_fs(url)
    path = f"{root}/{key}"
    files.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
    with files.open(path, "wb") as stream:
        stream.write(data)


def remove(url: str, key: str) -> None:
    files, root = fsspec.core.url_to_fs(url)
    files.rm(f"{root}/{key}")


def copies(folder: Path) -> dict[str, bytes]:
    return {name: Path(path).read_bytes() for path, name, *_ in list_folder(folder).entries}


def fetched(url: str, folder: Path) -> int:
    """How many objects a call fetched; nothing failed."""
    said: list[tuple[int, int]] = []
    assert ObjectStore(url, folder).fetch(say=lambda *at: said.append(at)) == ()
    assert all(done <= total for done, total in said)
    return said[-1][1] if said else 0


def test_only_what_is_new_or_changed_is_fetched_and_what_is_gone_goes(
    url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "corpus"
    assert fetched(url, folder) == 3
    assert copies(folder) == KEYS
    assert fetched(url, folder) == 0
    put(url, "news/b.txt", b"Delta")
    put(url, "d.txt", b"Epsilon.")
    remove(url, "news/2020/c.md")
    assert fetched(url, folder) == 2
    assert copies(folder) == {"a.txt": b"Alpha.", "news/b.txt": b"Delta", "d.txt": b"Epsilon."}
    assert not (folder / "news/2020").exists()
    (folder / "a.txt").unlink()
    assert fetched(url, folder) == 1
    assert copies(folder)["a.txt"] == b"Alpha."


def test_files_that_people_put_there_stay_and_are_not_overwritten(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "own.txt").write_bytes(b"Mine.")
    (folder / "a.txt").write_bytes(b"Mine too.")
    (failure,) = ObjectStore(url, folder).fetch()
    assert (failure.path, "no copy of an object" in failure.reason) == ("a.txt", True)
    assert copies(folder) == {**KEYS, "a.txt": b"Mine too.", "own.txt": b"Mine."}
    remove(url, "news/b.txt")
    ObjectStore(url, folder).fetch()
    assert {"own.txt", "a.txt"} <= set(copies(folder))


def test_a_fetch_that_was_cut_short_is_taken_up(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    ObjectStore(url, folder).fetch(stop=lambda: True)
    assert list(copies(folder)) == []
    (folder / "a.txt").write_bytes(b"Al")  # as after a kill that came before the list was written
    assert fetched(url, folder) == 3
    assert copies(folder) == KEYS
    (folder / LIST_NAME).write_text("{", encoding="utf-8")
    assert len(ObjectStore(url, folder).fetch()) == 3
    assert copies(folder) == KEYS


def test_copies_on_two_machines_are_known_by_the_same(url: str, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    fetched(url, one)
    before = object_times(one)
    os.utime(one / "a.txt", (1, 1))
    fetched(url, other)
    assert object_times(one) == object_times(other) == before
    assert (
        list_folder(one).timed(before).fingerprint()
        == list_folder(other).timed(before).fingerprint()
    )
    put(url, "a.txt", b"ALPHA!")
    fetched(url, one)
    assert {name for name, at in object_times(one).items() if before[name] != at} == {"a.txt"}


def test_what_no_reader_takes_is_not_fetched_and_a_hollow_file_stands_for_it(
    tmp_path: Path,
) -> None:
    url, folder = f"memory://{tmp_path.name}/large", tmp_path / "corpus"
    put(url, "film.mp4", b"x" * 70_000)
    put(url, "large.txt", b"y" * 10_000_001)
    put(url, "a.txt", b"Alpha.")
    assert fetched(url, folder) == 3
    assert (folder / "film.mp4").stat().st_size == 70_000
    assert (folder / "large.txt").stat().st_size == 10_000_001
    assert (folder / "film.mp4").stat().st_blocks + (folder / "large.txt").stat().st_blocks < 100
    assert fetched(url, folder) == 0


@pytest.mark.parametrize(
    "key",
    [
        *("up/../../out.txt", "/etc/passwd", "a//b.txt", "back\\slash.txt", "C:/x.txt"),
        *("n\0ul.txt", "l" * 300 + ".txt"),
    ],
)
def test_a_name_that_no_file_can_have_leads_nowhere_and_is_told(key: str, tmp_path: Path) -> None:
    url, folder = f"memory://{tmp_path.name}/names", tmp_path / "deep" / "corpus"
    put(url, "a.txt", b"Alpha.")
    files, root = fsspec.core.url_to_fs(url)
    files.store[f"{root}/{key}"] = files.store[f"{root}/a.txt"]
    told = ObjectStore(url, folder).fetch()
    outside = {path for path in tmp_path.rglob("*") if path.is_file()} - {*folder.rglob("*")}
    assert outside == set()
    assert copies(folder) == {"a.txt": b"Alpha."}
    # What is hidden is left out as in any folder; ".." is.
    assert len(told) == (0 if ".." in key else 1)
    assert all(each.reason.endswith(".") for each in told)


def test_an_object_below_another_cannot_be_copied_and_is_told(tmp_path: Path) -> None:
    url, folder = f"memory://{tmp_path.name}/below", tmp_path / "corpus"
    put(url, "a.txt", b"Alpha.")
    put(url, "b.txt", b"Beta.")
    files, root = fsspec.core.url_to_fs(url)
    files.store[f"{root}/b.txt/below.txt"] = files.store[f"{root}/b.txt"]
    told = [each.path for each in ObjectStore(url, folder).fetch()]
    # This store takes what has something below it for a folder.
    assert (told, copies(folder)) == (["b.txt/below.txt", "b.txt"], {"a.txt": b"Alpha."})


def test_hidden_objects_and_those_that_stand_for_folders_are_left_out(tmp_path: Path) -> None:
    url, folder = f"memory://{tmp_path.name}/hidden", tmp_path / "corpus"
    for key in ("a.txt", ".git/config", "news/.b.txt", "draft.txt~", LIST_NAME):
        put(url, key, b"Alpha.")
    assert fetched(url, folder) == 1
    assert json.loads((folder / LIST_NAME).read_text(encoding="utf-8")).keys() == {"a.txt"}


def test_an_empty_store_and_one_that_is_away_change_nothing(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    fetched(url, folder)
    for wrong in (f"memory://{tmp_path.name}/empty", "http://ann:secret@127.0.0.1:9/x"):
        with pytest.raises((CorpusError, SettingsError)) as told:
            ObjectStore(wrong, folder).fetch()
        assert "QA_CORPUS_URL" in str(told.value)
        assert "secret" not in str(told.value)
    assert copies(folder) == KEYS


def test_a_url_that_no_package_understands_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="QA_CORPUS_URL cannot be"):
        ObjectStore("nosuchstore://bucket", tmp_path).fetch()
