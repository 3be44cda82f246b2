import datetime
from pathlib import Path

import pytest

from qa.articles import read_file
from qa.errors import ArticleError
from tests.articles import make
from tests.articles.helpers import paragraphs, read_one, source_file

BODY = [
    "The harbour was closed for nine days after the storm, and the ferries went to the next port.",
    "Fishermen said that the damage was the worst in forty years.",
]


def test_docx(tmp_path: Path) -> None:
    data = make.word(
        BODY,
        title="Storm closes the harbour",
        author="Ann Lee",
        rows=[["place", "boats"], ["north", "2"]],
    )
    article = read_one(tmp_path, "a.docx", data)
    assert (article.title, article.author) == ("Storm closes the harbour", "Ann Lee")
    assert paragraphs(article) == [*BODY, "place | boats", "north | 2"]


def test_odt(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:p>Deleted words</text:p></text:tracked-changes>"
        "<text:h>Damage</text:h>"
        f"<text:p>{BODY[0][:20]}<text:span>{BODY[0][20:]}</text:span></text:p>"
        "<text:p>Two<text:s/>boats<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>The Ann and the Bo.</text:p></text:note-body></text:note> sank."
        "<office:annotation><text:p>Check this!</text:p></office:annotation></text:p>"
    )
    article = read_one(
        tmp_path,
        "a.odt",
        make.odt(
            body, title="Storm closes the harbour", author="Ann Lee", date="2020-02-03T10:00:00"
        ),
    )
    assert article.title == "Storm closes the harbour"
    assert (article.author, article.date) == ("Ann Lee", datetime.date(2020, 2, 3))
    assert paragraphs(article) == ["Damage", BODY[0], "Two boats sank.", "The Ann and the Bo."]


def test_rtf(tmp_path: Path) -> None:
    rtf = (
        r"{\rtf1\ansi\ansicpg1252{\info{\title Storm closes the harbour}{\author Ann Lee}"
        r"{\creatim\yr2020\mo2\dy3}}{\fonttbl{\f0 Arial;}}\f0 "
        + r"\par ".join(BODY).replace("forty", r"\'66orty \u8211 ?")
        + r"\par}"
    )
    article = read_one(tmp_path, "a.rtf", rtf)
    assert (article.title, article.author) == ("Storm closes the harbour", "Ann Lee")
    assert article.date == datetime.date(2020, 2, 3)
    assert paragraphs(article) == [BODY[0], BODY[1].replace("forty", "forty –")]


def test_epub_chapters_are_places(tmp_path: Path) -> None:
    data = make.epub(
        {
            "cover.xhtml": "<img src='x.png'/>",
            "one.xhtml": f"<h1>The storm</h1><p>{BODY[0]}</p>",
            "two.xhtml": f"<p>{BODY[1]}</p>",
        },
        metadata="<dc:title>Harbours</dc:title><dc:creator>Ann Lee</dc:creator>"
        "<dc:date>2020-02-03</dc:date><dc:language>en-GB</dc:language>",
    )
    article = read_one(tmp_path, "a.epub", data)
    assert (article.title, article.author) == ("Harbours", "Ann Lee")
    assert (article.date, article.language) == (datetime.date(2020, 2, 3), "en")
    assert paragraphs(article) == ["The storm", *BODY]
    assert [(place.start, place.label) for place in article.places] == [
        (0, "The storm"),
        (article.text.index(BODY[1]), "Chapter 2"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"no zip at all", "damaged or not a Word file"),
        ("a.docx", make.zipped({"word/document.xml": "<x/>"}), "Word file is damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "password or in the old .doc format"),
        ("a.docx", make.word([]), "holds no text"),
        ("a.docx", make.zipped({"word/document.xml": b" " * 40_000_000}), "ZIP bomb"),
        ("a.odt", make.zipped({"content.xml": "<broken"}), "OpenDocument file is damaged"),
        ("a.odt", make.odt(""), "holds no text"),
        ("a.odt", make.zipped({"META-INF/manifest.xml": "<encryption-data/>"}), "password"),
        ("a.epub", make.zipped({"META-INF/rights.xml": "x"}), "DRM"),
        ("a.epub", make.zipped({"x": "x"}), "container.xml is missing"),
        ("a.epub", make.epub({"cover.xhtml": "<img/>"}), "holds no text"),
        ("a.rtf", r"{\rtf1}", "holds no text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_file(source_file(tmp_path, name, data))


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    with pytest.raises(ArticleError, match="holds no text"):
        read_file(source_file(tmp_path, "a.odt", make.zipped({"content.xml": bomb})))
