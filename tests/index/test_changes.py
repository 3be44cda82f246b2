"""What has changed in a folder since rows were written: worked by hand."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from qa.articles import find_files, list_folder
from qa.articles.reading import NO_PERMISSION
from qa.index.changes import (
    CLOCK_GRAIN_NS,
    MOST_TRIES,
    Changes,
    compare,
    file_hash,
    is_settled,
    listing_key,
    read_otherwise,
)
from qa.index.rows import FileRow


def rows_of(corpus: Path) -> list[FileRow]:
    """The rows as a build would leave them."""
    work = compare(find_files(corpus), []).to_read
    return [replace(item.stamp, sha256=file_hash(item.file)) for item in work]


def renames(changes: Changes) -> list[tuple[str, str | None]]:
    return [(work.stamp.path, work.renamed_from) for work in changes.to_read]


def test_new_names_are_matched_by_bytes_each_old_one_once(tmp_path: Path) -> None:
    for name, text in (("a", "one"), ("b", "one"), ("c", "two"), ("d", "six")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    before = rows_of(tmp_path)
    for name in "abcd":
        (tmp_path / f"{name}.txt").unlink()
    for name, text in (("w", "two"), ("x", "one"), ("y", "one"), ("z", "one"), ("v", "ten")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    changes = compare(find_files(tmp_path), before)
    assert renames(changes) == [
        ("v.txt", None),
        ("w.txt", "c.txt"),
        ("x.txt", "a.txt"),
        ("y.txt", "b.txt"),
        ("z.txt", None),
    ]
    assert [row.path for row in changes.removed] == ["d.txt"]


def test_an_edit_is_read_and_a_touch_is_confirmed(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text("one", encoding="utf-8")
    # As if they had been looked at long after they were written.
    before = [replace(row, checked_ns=row.checked_ns + 10**10) for row in rows_of(tmp_path)]
    (tmp_path / "a.txt").write_text("two", encoding="utf-8")
    for name in ("a", "b"):  # the clock may not have moved on
        os.utime(tmp_path / f"{name}.txt", ns=(10**18, 10**18))
    changes = compare(find_files(tmp_path), before)
    assert renames(changes) == [("a.txt", None)]
    assert changes.to_read[0].before == before[0]
    assert [row.path for row in changes.confirmed] == ["b.txt"]
    assert (changes.unchanged, changes.removed) == (2, ())


def test_a_file_that_was_given_up_is_read_again_three_times_at_most(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry stayed in the harbour.", encoding="utf-8")
    (file,) = find_files(tmp_path)
    (work,) = compare([file], []).to_read
    checked = work.stamp.checked_ns * 2
    later = replace(work.stamp, sha256="0" * 64, state="failed", checked_ns=checked)
    for tries, again in ((1, 1), (2, 1), (3, 0), (0, 0)):
        row = replace(later, tries=tries)
        assert len(compare([file], [row]).to_read) == again


def test_a_file_that_an_older_version_read_is_read_anew(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry stayed in the harbour.", encoding="utf-8")
    (file,) = find_files(tmp_path)
    (work,) = compare([file], []).to_read
    checked = work.stamp.checked_ns * 2
    row = replace(work.stamp, sha256="0" * 64, checked_ns=checked, reading=0)
    changes = compare([file], [row])
    assert [item.before for item in changes.to_read] == [row]
    assert changes.note == (
        "1 of the files has not changed and is read anew, "
        "because this version of the program reads them differently."
    )
    same = compare([file], [replace(row, reading=work.stamp.reading)])
    assert (same.to_read, same.note) == ((), "")
    file.path.write_text("The ferry left the harbour.", encoding="utf-8")
    edited = compare(find_files(tmp_path), [row])
    assert (len(edited.to_read), edited.note) == (1, "")


def test_what_the_system_refused_is_not_tried_for_ever(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry stayed in the harbour.", encoding="utf-8")
    (file,) = find_files(tmp_path)
    (work,) = compare([file], []).to_read
    late = work.stamp.checked_ns * 2
    refused = replace(
        work.stamp, sha256="", state="failed", checked_ns=late, reason="An I/O error."
    )
    for tries, again in ((0, 1), (1, 1), (2, 1), (3, 0)):
        assert len(compare([file], [replace(refused, tries=tries)]).to_read) == again
    # Its times tell of a change, and that it may be read now tells of a mended permission.
    given_up = replace(refused, tries=3)
    assert len(compare([file], [replace(given_up, ctime_ns=1)]).to_read) == 1
    assert len(compare([file], [replace(given_up, reason=NO_PERMISSION)]).to_read) == 1


def test_another_setting_of_cleaning_concerns_pages_and_copies_of_pages(tmp_path: Path) -> None:
    for name in ("a.html", "b.txt", "c.docx", "d.txt", "e.pdf"):
        (tmp_path / name).write_text("The ferry stayed in the harbour.", encoding="utf-8")
    files = find_files(tmp_path)
    rows = [
        replace(work.stamp, state="failed" if work.stamp.path in {"d.txt", "e.pdf"} else "indexed")
        for work in compare(files, []).to_read
    ]
    assert read_otherwise(files, rows, {"a.html"}, now=True) == {"a.html", "b.txt", "d.txt"}
    assert read_otherwise(files, rows, {"a.html"}, now=False) == {"a.html", "d.txt"}
    late = [replace(row, sha256="0" * 64, checked_ns=row.checked_ns * 2) for row in rows]
    changes = compare(files, late, again={"a.html", "b.txt"})
    assert renames(changes) == [("a.html", None), ("b.txt", None)]
    assert changes.note == (
        "2 of the files have not changed and are read anew, "
        "because the setting QA_CLEANING was changed."
    )


def test_a_file_too_large_for_any_reader_is_hashed_by_its_size_and_ends(tmp_path: Path) -> None:
    """A sparse file of 10 TB is made at once and would be hashed for days."""
    for number, (size, end) in enumerate([(10**13, b"a"), (10**13, b"b"), (10**13 + 1, b"a")]):
        with (tmp_path / f"{number}.txt").open("wb") as stream:
            stream.truncate(size - 1)
            stream.seek(size - 1)
            stream.write(end)
    hashes = [file_hash(file) for file in find_files(tmp_path)]
    assert len(set(hashes)) == 3
    assert [len(each) for each in hashes] == [64] * 3


def test_a_folder_is_known_by_its_names_sizes_and_times(tmp_path: Path) -> None:
    def key(rows: int = 2, *, cleaning: bool = True) -> str:
        return listing_key(list_folder(tmp_path), rows=rows, cleaning=cleaning)

    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    before = key()
    assert key() == before
    assert key(rows=1) != before
    assert key(cleaning=False) != before
    stat = (tmp_path / "a.txt").stat()
    (tmp_path / "a.txt").write_text("b.txt")  # as long as before
    os.utime(tmp_path / "a.txt", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert key() != before  # its entry has another time
    now = key()
    (tmp_path / "b.txt").rename(tmp_path / "c.txt")
    assert key() != now


def test_a_folder_is_settled_when_nothing_is_left_to_try(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    os.utime(tmp_path / "a.txt", ns=(1, 1))
    files, young = find_files(tmp_path), rows_of(tmp_path)
    assert not is_settled(compare(files, young), young)  # it may be written to in this very tick
    rows = [replace(row, checked_ns=row.ctime_ns + 2 * CLOCK_GRAIN_NS) for row in young]
    assert is_settled(compare(files, rows), rows)
    refused = [replace(rows[0], state="failed", reason=f"{NO_PERMISSION} x", tries=MOST_TRIES)]
    assert not is_settled(Changes((), (), (), 1), refused)  # a group may let it be read
    assert not is_settled(compare(files, []), [])
