"""The reading process's own parts: what a request says, what a reply means."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qa.articles.file_listing import SourceFile, find_files
from qa.articles.sandbox.guard import COMMAND
from qa.articles.sandbox.worker import READY, articles_of, request_line
from qa.errors import ArticleError, SettingsError
from qa.records import FileFailure
from tests.conftest import write_corpus


def _asked(*lines: bytes) -> list[dict[str, object]]:
    done = subprocess.run(
        [*COMMAND, str(2_000_000_000)],
        input=b"".join(lines),
        capture_output=True,
        check=True,
        cwd=Path(sys.modules["qa"].__path__[0]).parent,
        timeout=120,
    )
    first, *replies = done.stdout.splitlines()
    assert json.loads(first) == json.loads(READY)
    return [json.loads(reply) for reply in replies]


def test_files_are_answered_one_line_each_and_the_end_of_input_is_the_end(tmp_path: Path) -> None:
    files = find_files(write_corpus(tmp_path))
    gone = SourceFile(tmp_path / "gone.txt", "gone.txt", 1, 1)
    lines = [request_line(file, columns="", cleaning=True, limit_s=60.0) for file in [*files, gone]]
    *read, missing = _asked(*lines)
    lost: list[FileFailure] = []
    titles = [article.title for reply in read for article in articles_of(reply, lost)]
    assert titles == ["A ferry sails to Vladivostok", "The line to Rajin", "Work permits double"]
    assert lost == []
    with pytest.raises(ArticleError, match="The file is gone"):
        articles_of(missing, lost)


def test_a_request_is_one_ascii_line() -> None:
    file = SourceFile(Path("/ä\nb.txt"), "ä\nb.txt", 3, 4)
    line = request_line(file, columns="text=body", cleaning=False, limit_s=1.5)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert json.loads(line)["relative"] == "ä\nb.txt"


def test_what_a_reply_means() -> None:
    lost: list[FileFailure] = []
    assert articles_of({"articles": [], "failures": [["a.csv#2", "Row 2."]]}, lost) == []
    assert lost == [FileFailure("a.csv#2", "Row 2.")]
    with pytest.raises(ArticleError, match="It is empty"):
        articles_of({"reason": "It is empty."}, lost)
    with pytest.raises(SettingsError, match="QA_ARTICLE_COLUMNS"):
        articles_of({"settings": "QA_ARTICLE_COLUMNS …"}, lost)
