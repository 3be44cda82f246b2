import codecs

import pytest

from qa.articles.decoding import decode, tidy
from qa.errors import ArticleError

TEXT = "Déjà vu in Zürich – “naïve” prices rose by 5 €."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
    ],
)
def test_reads_the_encodings_of_western_text(data: bytes) -> None:
    assert decode(data) == TEXT


def test_the_declared_charset_is_followed_when_utf8_is_broken() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Привет</body>'
    assert decode(page.encode("cp1251")) == page
    assert decode("Привет".encode("koi8-r"), declared="koi8-r") == "Привет"


def test_an_unknown_declared_charset_falls_back() -> None:
    assert decode("é".encode("cp1252"), declared="klingon") == "é"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, b"\x00" * 100]
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(ArticleError, match="binary file"):
        decode(data)


def test_a_broken_promise_of_the_byte_order_mark_is_refused() -> None:
    with pytest.raises(ArticleError, match="claims to be UTF-16-LE and is not"):
        decode(codecs.BOM_UTF16_LE + b"abc")


def test_tidy_keeps_words_and_removes_what_cannot_be_seen() -> None:
    assert tidy("a\r\nb\rc\u2028d\u00ade\u200bf\x00") == "a\nb\nc\ndef"
    assert tidy("e\u0301") == "é"
    assert tidy("a\ud800b") == "a?b"
