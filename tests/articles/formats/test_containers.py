"""ZIP containers: names and bytes, and every way of being none."""

from __future__ import annotations

import io
import zipfile

import pytest

from qa.articles.formats.containers import MB, Container, leads_out
from qa.errors import ArticleError


def packed(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def test_files_are_named_in_order_and_read() -> None:
    container = Container(packed(("b.txt", b"two"), ("folder/", b""), ("a.txt", b"one")), "book")
    assert container.names == ["b.txt", "a.txt"]
    assert container.read("a.txt") == b"one"


def test_what_is_missing_or_no_zip_is_said_with_the_kind_of_file() -> None:
    with pytest.raises(ArticleError, match=r"This book is damaged: toc\.xml is missing"):
        Container(packed(("a", b"")), "book").read("toc.xml")
    with pytest.raises(ArticleError, match="This book is damaged or not a book"):
        Container(b"PK nothing", "book")


def test_a_bomb_is_refused_by_what_it_unpacks_to() -> None:
    bomb = packed(("bomb", b"\0" * (40 * MB)))
    assert len(bomb) < MB
    with pytest.raises(ArticleError, match="as a ZIP bomb does"):
        Container(bomb, "archive").read("bomb")


def test_a_file_that_is_cut_off_is_called_damaged() -> None:
    whole = bytearray(packed(("a.txt", bytes(range(256)) * 100)))
    whole[60:90] = b"\xff" * 30
    with pytest.raises(ArticleError, match="is damaged"):
        Container(bytes(whole), "archive").read("a.txt")


@pytest.mark.parametrize("name", ["../a", "/etc/passwd", "a/../../b", "C:\\a", "..\\a", ""])
def test_names_that_lead_out(name: str) -> None:
    assert leads_out(name)


@pytest.mark.parametrize("name", ["a.txt", "a/b.txt", "a..b/c", "..."])
def test_names_that_stay_inside(name: str) -> None:
    assert not leads_out(name)


def test_an_archive_of_very_many_files_is_refused_before_they_are_listed() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for number in range(10_001):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"")
    told = data.getvalue()
    # Cut where the list begins: only what the end says is left to tell by.
    end = told[told.rfind(b"PK\x05\x06") :]
    for archive_data in (told, end):
        with pytest.raises(ArticleError, match="holds more than 10,000 files"):
            Container(archive_data, "ZIP archive")
