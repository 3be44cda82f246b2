"""Which format a file is of: its first bytes over its suffix, and what is said of the others."""

from __future__ import annotations

import pytest

from qa.articles.formats import registry
from qa.articles.formats.registry import BY_SUFFIX, format_of, known_format
from qa.errors import ArticleError


@pytest.mark.parametrize(
    ("name", "opening", "kind"),
    [
        ("a.TXT", b"Text", registry.PLAIN),
        ("README", b"Text", registry.PLAIN),
        ("a.txt", b"%PDF-1.7", registry.PDF),
        ("a.html", b"%PDF-1.7", registry.PDF),
        ("a.txt", b"\xef\xbb\xbf \n<!DOCTYPE html>", registry.WEB),
        ("a.pdf", b"<html><body>", registry.WEB),
        ("a.txt", b"{\\rtf1", registry.RTF),
        ("a.eml", b"<html>", registry.MAIL),
        ("a.csv", b"%pdf-,b", registry.CSV),
    ],
)
def test_plain_first_bytes_win_over_the_suffix(
    name: str, opening: bytes, kind: registry.Format
) -> None:
    assert format_of(name, opening) is kind


def test_a_suffix_that_no_reader_knows_has_no_format_even_if_it_begins_like_one() -> None:
    assert format_of("a.mp3", b"%PDF-1.7") is None
    with pytest.raises(ArticleError, match=r"Files of type .mp3 are not read; those read are "):
        known_format("a.mp3", b"")


def test_only_formats_without_a_parser_that_may_hang_are_read_unguarded() -> None:
    unguarded = {kind.name for kind in BY_SUFFIX.values() if not kind.guarded}
    assert unguarded <= {"text", "Markdown"}
    assert all(0 < kind.max_bytes <= 1_000_000_000 for kind in BY_SUFFIX.values())
    assert all(kind.remedy.endswith(".") for kind in BY_SUFFIX.values())
