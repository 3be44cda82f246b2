"""One file to articles: limits, the setting of columns, and what is no file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qa.articles import find_files, read_file
from qa.articles.file_listing import SourceFile
from qa.articles.reading import columns_of, needs_guard
from qa.errors import ArticleError, SettingsError


def _source(path: Path) -> SourceFile:
    return SourceFile(path, path.name, path.stat().st_size, 1)


def test_an_empty_file_and_an_unknown_type_name_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "song.mp3").write_text("la")
    said = []
    for file in find_files(tmp_path):
        with pytest.raises(ArticleError) as caught:
            read_file(file)
        said.append(str(caught.value))
    assert said[0] == "The file is empty. Put an article in it or remove it."
    assert said[1].startswith("Files of type .mp3 are not read; those read are ")


def test_a_file_above_its_format_s_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.md"
    path.write_bytes(b"a" * 3_000_001)
    with pytest.raises(ArticleError, match=r"3\.0 MB; a Markdown file is read up to 3 MB"):
        read_file(_source(path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ArticleError, match="pipe, socket or device"):
        read_file(find_files(tmp_path)[0])


def test_only_parsers_and_large_files_need_a_process_apart(tmp_path: Path) -> None:
    for name, text in {"a.txt": "Text.", "b.html": "<html>", "c.txt": "%PDF-1.4"}.items():
        (tmp_path / name).write_text(text)
    assert [needs_guard(file) for file in find_files(tmp_path)] == [False, True, True]
    assert not needs_guard(SourceFile(tmp_path / "gone.pdf", "gone.pdf", 1, 1))


def test_columns_are_pairs_of_fields_and_names() -> None:
    assert columns_of(" text=body, title = head line ,") == {"text": "body", "title": "head line"}
    assert columns_of("") == {}


@pytest.mark.parametrize("setting", ["text", "text=", "colour=red", "=body"])
def test_other_columns_are_refused_with_an_example(setting: str) -> None:
    with pytest.raises(SettingsError, match="Write pairs like text=body"):
        columns_of(setting)
