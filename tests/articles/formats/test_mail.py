import datetime
from pathlib import Path

import pytest

from qa.articles import read_file
from qa.errors import ArticleError
from tests.articles.formats.test_web_page import PARAGRAPHS, page
from tests.articles.helpers import paragraphs, read_one, source_file

LETTER = """From: Ann Lee <ann@example.org>
Subject: =?utf-8?q?Storm_closes_the_harb=C3=B6r?=
Date: Mon, 3 Feb 2020 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

The harb=F6r was closed for nine days after the storm, and the ferries stayed=
 away.

> Was anybody hurt in the storm of that night?

--=20
Ann Lee, The Paper
--x
Content-Type: text/html

<p>Other words</p>
--x--
"""


def test_a_letter(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.eml", LETTER)
    assert (article.title, article.author) == ("Storm closes the harbör", "Ann Lee")
    assert article.date == datetime.date(2020, 2, 3)
    assert paragraphs(article) == [
        "The harbör was closed for nine days after the storm, and the ferries stayed away.",
        "Was anybody hurt in the storm of that night?",
    ]


def test_a_letter_in_html_only(tmp_path: Path) -> None:
    letter = "Subject: Storm\nContent-Type: text/html\n\n"
    letter += "<p>The harbour was closed.</p><p>It was wet.</p>"
    assert paragraphs(read_one(tmp_path, "a.eml", letter)) == [
        "The harbour was closed.",
        "It was wet.",
    ]


def test_a_page_saved_as_mhtml(tmp_path: Path) -> None:
    saved = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://example.org/saved\n"
        'Subject: Storm\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'
        f"--x\nContent-Type: text/html; charset=utf-8\n\n{page()}\n--x\nContent-Type: image/png\n\n"
        "AAAA\n--x--\n"
    )
    article = read_one(tmp_path, "a.mhtml", saved)
    assert paragraphs(article) == PARAGRAPHS
    assert article.url == "https://example.org/saved"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.eml", "no headers here\n\nand text", "has no headers"),
        ("a.eml", "Subject: x\nContent-Type: image/png\n\nAAAA", "holds no text"),
        ("a.mhtml", "Subject: x\n\nplain", "holds no HTML"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: str, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_file(source_file(tmp_path, name, content))
