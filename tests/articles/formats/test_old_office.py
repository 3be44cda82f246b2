"""Old office files are refused with the remedy; what only has their name is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.articles import read_file
from qa.errors import ArticleError
from tests.articles.helpers import read_one, source_file

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("a.doc", ".docx"), ("a.XLS", ".xlsx"), ("a.ppt", ".pptx"), ("a.msg", ".eml")],
)
def test_the_reason_names_the_remedy(tmp_path: Path, name: str, remedy: str) -> None:
    with pytest.raises(ArticleError, match=rf"save it as {remedy}\.$"):
        read_file(source_file(tmp_path, name, OLD))


def test_what_only_has_an_old_name_is_read(tmp_path: Path) -> None:
    assert read_one(tmp_path, "a.xls", "boat\tprice\nAnn\t7\n").text == "| boat | price |\nAnn | 7"
    assert read_one(tmp_path, "a.doc", rb"{\rtf1 The storm came.\par}").text == "The storm came."
