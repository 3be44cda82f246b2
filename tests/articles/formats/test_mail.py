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
        "> Was anybody hurt in the storm of that night?",
        "--",
        "Ann Lee, The Paper",
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


def boxed(kind: str, *parts: str) -> str:
    inner = "".join(f"--x\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="x"\n\n{inner}--x--\n'


HEAD = "From: Ida Storm <ida@example.org>\nSubject: Bells\nDate: Wed, 5 Mar 2025 10:00:00 +0100\n"
PLAIN = "Content-Type: text/plain\n\n"


def test_all_inline_texts_are_read_in_their_order(tmp_path: Path) -> None:
    attached = "Content-Type: text/plain\nContent-Disposition: attachment\n\nNo."
    letter = HEAD + boxed(
        "mixed", PLAIN + "One.", attached, PLAIN + "Two.", "Content-Type: text/html\n\n<p>Three."
    )
    assert paragraphs(read_one(tmp_path, "a.eml", letter)) == ["One.", "Two.", "Three."]


def test_a_stub_gives_way_to_its_html(tmp_path: Path) -> None:
    words = "The museum has bought the skeleton of a whale that stranded at Odde in 1908. "
    html = f"Content-Type: text/html\n\n<p>{words * 2}</p>"
    stub = PLAIN + "View this mail in your browser: https://example.org/n/1"
    article = read_one(tmp_path, "a.eml", HEAD + boxed("alternative", stub, html))
    assert paragraphs(article) == [(words * 2).strip()]
    article = read_one(tmp_path, "b.eml", HEAD + boxed("alternative", PLAIN + words * 2, html))
    assert article.text == (words * 2).strip()


def read_all(tmp_path: Path, name: str, content: str) -> list[tuple[str, str, str, list[str]]]:
    return [
        (a.path, a.title, a.author or "", paragraphs(a))
        for a in read_file(source_file(tmp_path, name, content))
    ]


def test_a_carried_letter_is_an_article_of_its_own(tmp_path: Path) -> None:
    carried = (
        "Content-Type: message/rfc822\n\nFrom: Kranz <k@x.org>\nSubject: Delivery\n\nOn 14 April.\n"
    )
    letter = HEAD + boxed("mixed", PLAIN + "See below.", carried)
    assert read_all(tmp_path, "a.eml", letter) == [
        ("a.eml", "Bells", "Ida Storm", ["See below."]),
        ("a.eml#2", "Delivery", "Kranz", ["On 14 April."]),
    ]


def test_a_digest_lists_its_letters_and_gives_each(tmp_path: Path) -> None:
    parts = [f"\nSubject: No {n}\nFrom: P{n} <p@x.org>\n\nText {n}." for n in (1, 2)]
    assert read_all(tmp_path, "a.eml", HEAD + boxed("digest", *parts)) == [
        ("a.eml", "Bells", "Ida Storm", ["No 1", "No 2"]),
        ("a.eml#2", "No 1", "P1", ["Text 1."]),
        ("a.eml#3", "No 2", "P2", ["Text 2."]),
    ]


def test_quotations_of_html_letters_are_marked(tmp_path: Path) -> None:
    letter = (
        HEAD
        + "Content-Type: text/html\n\n<p>No.</p>"
        + "<blockquote><p>Friday?</p></blockquote><p>Saturday.</p>"
    )
    assert paragraphs(read_one(tmp_path, "a.eml", letter)) == ["No.", "> Friday?", "Saturday."]


def test_a_mailbox_gives_its_letters(tmp_path: Path) -> None:
    box = (
        "From ida@x Wed Mar  5 10:00:00 2025\nSubject: One\nFrom: Ida <i@x>\n\n>From here on.\n\n"
        "From ola@x Thu Mar  6 10:00:00 2025\nSubject: Two\nFrom: Ola <o@x>\n\nFrom far away.\n"
    )
    assert read_all(tmp_path, "a.mbox", box) == [
        ("a.mbox#1", "One", "Ida", ["From here on."]),
        ("a.mbox#2", "Two", "Ola", ["From far away."]),
    ]
