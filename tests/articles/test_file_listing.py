import os
import sys
from pathlib import Path

import pytest

from qa.articles import find_files, read_file
from qa.errors import ArticleError, CorpusError


def test_lists_files_in_order_with_size_and_time(tmp_path: Path) -> None:
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "a.txt").write_text("one")
    (tmp_path / "b.txt").write_text("three")
    found = find_files(tmp_path)
    assert [(file.relative, file.size) for file in found] == [("b.txt", 5), ("press/a.txt", 3)]
    assert found[0].mtime_ns == (tmp_path / "b.txt").stat().st_mtime_ns


def test_leaves_out_hidden_names_and_editors_traces(tmp_path: Path) -> None:
    for name in (".hidden.txt", "~$draft.docx", "a.txt~", "b.tmp", "kept.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.txt").write_text("x")
    assert [file.relative for file in find_files(tmp_path)] == ["kept.txt"]


def test_missing_folder_and_file_as_folder_are_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no folder .* set QA_CORPUS"):
        find_files(tmp_path / "none")
    (tmp_path / "file").write_text("x")
    with pytest.raises(CorpusError, match="is not a folder"):
        find_files(tmp_path / "file")


def test_a_circle_of_folder_links_is_entered_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("x")
    (tmp_path / "in" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert len(find_files(tmp_path)) == 1


def test_what_cannot_be_read_is_listed_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    reasons = {}
    for file in find_files(tmp_path):
        with pytest.raises(ArticleError) as caught:
            read_file(file)
        reasons[file.relative] = str(caught.value)
    assert reasons == {
        "gone.txt": "The file is gone, or it is a link that leads nowhere.",
        "loop.txt": "The link leads in a circle. Remove it.",
        "pipe.txt": "This is a pipe, socket or device and not a file. Remove it.",
    }


def test_a_name_that_is_no_text_gets_a_printable_one(tmp_path: Path) -> None:
    raw = os.path.join(os.fsencode(tmp_path), b"caf\xe9\nbar.txt")
    with open(raw, "w") as stream:
        stream.write("Some words of an article stand here.")
    (file,) = find_files(tmp_path)
    assert file.relative == "caf\\xe9\nbar.txt"
    assert read_file(file)[0].text == "Some words of an article stand here."


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse names of stray bytes")
def test_a_file_that_looks_like_another_when_printed_is_told_and_never_merged(
    tmp_path: Path,
) -> None:
    stray = os.fsencode(tmp_path) + b"/bad\xff.txt"
    with open(stray, "wb") as file:
        file.write(b"One of the two.")
    (tmp_path / r"bad\xff.txt").write_text("The other one.", encoding="utf-8")
    first, second = find_files(tmp_path)
    assert (first.relative, first.trouble) == (r"bad\xff.txt", "")
    assert second.relative == r"bad\xff.txt (2)"
    with pytest.raises(ArticleError, match="looks like that of another file"):
        read_file(second)
    assert first.path != second.path
