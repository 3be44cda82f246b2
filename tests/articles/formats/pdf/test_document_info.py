"""Title, author and day of a PDF: what the program wrote is none of them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.articles import make
from tests.articles.helpers import read_one

TEXT = [
    "The orchard at Lund has 212 trees, most of them old kinds of pear that no nursery",
    "sells any more. The parish prunes them each February and sells the wood.",
]
PAGE = [(60.0, 740.0, 20.0, "The orchard at Lund"), *make.column(TEXT, x=60, top=700)]


def test_document_information(tmp_path: Path) -> None:
    info = {"Title": "Orchard", "Author": "Ann Lee", "CreationDate": "D:20240517093000+02'00'"}
    article = read_one(tmp_path, "a.pdf", make.pdf([PAGE], info=info))
    assert (article.title, article.author) == ("Orchard", "Ann Lee")
    assert article.date == datetime.date(2024, 5, 17)


@pytest.mark.parametrize(
    "title",
    [
        "(anonymous)", "untitled", "Untitled-3", "PowerPoint Presentation", "Document1",
        "Microsoft Word - report.docx", "orchard_final_v2.indd", "C:\\print\\job 3", "Slide 1",
        "Template of the year", "-",
    ],
)  # fmt: skip
def test_a_program_s_title_is_none(tmp_path: Path, title: str) -> None:
    article = read_one(tmp_path, "a.pdf", make.pdf([PAGE], info={"Title": title}))
    assert article.title == "The orchard at Lund"


@pytest.mark.parametrize(
    "author", ["(anonymous)", "SAPBATCH", "user", "Administrator", "X", "jdoe17", "Microsoft User"]
)
def test_a_program_s_author_is_none(tmp_path: Path, author: str) -> None:
    article = read_one(tmp_path, "a.pdf", make.pdf([PAGE], info={"Author": author}))
    assert article.author is None


@pytest.mark.parametrize("day", ["D:20241399", "D:00000000000000", "yesterday", "D:19040101"])
def test_a_day_that_is_none(tmp_path: Path, day: str) -> None:
    article = read_one(tmp_path, "a.pdf", make.pdf([PAGE], info={"CreationDate": day}))
    assert article.date is None


def test_a_title_of_two_lines(tmp_path: Path) -> None:
    page = [
        (60.0, 740.0, 20.0, "The orchard at Lund and"),
        (60.0, 716.0, 20.0, "its 212 trees"),
        *make.column(TEXT, x=60, top=680),
    ]
    assert read_one(tmp_path, "a.pdf", make.pdf([page])).title == (
        "The orchard at Lund and its 212 trees"
    )


def test_the_printed_day_goes_before_that_of_the_file(tmp_path: Path) -> None:
    page = [*PAGE[:1], *make.column(["By Ann Lee", "", "3 May 2023", "", *TEXT], x=60, top=700)]
    data = make.pdf([page], info={"CreationDate": "D:20240517093000"})
    article = read_one(tmp_path, "a.pdf", data)
    assert (article.date, article.author) == (datetime.date(2023, 5, 3), "Ann Lee")
    assert "3 May 2023" in article.text
