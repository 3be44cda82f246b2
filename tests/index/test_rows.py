"""Articles as rows of the catalog and back, whatever their fields hold."""

from __future__ import annotations

import datetime

import pytest

from qa.index.rows import ARTICLE_FIELDS, ArticleRow, article_from, article_row_from, article_values
from qa.records import Article, Place

BARE = Article("a" * 16, "a.txt", "A", "Text.", "d" * 64)
FULL = Article(
    "b" * 16,
    "b.pdf",
    "Título",
    "Text – “quoted”.\n\nMore.",
    "e" * 64,
    date=datetime.date(2017, 2, 6),
    author="Anton Merrow",
    source="Test desk",
    url="https://example.org/b",
    language="es",
    places=(Place(0, "p. 1"), Place(9, "p. “2”")),
    cleaned=True,
    left_out=("Share", "Únete"),
    ocr=True,
)


@pytest.mark.parametrize("article", [BARE, FULL], ids=lambda article: article.path)
def test_an_article_comes_back_as_it_went(article: Article) -> None:
    values = article_values(article)
    assert len(values) == len(ARTICLE_FIELDS.split(", "))
    assert article_from(values) == article


def test_a_row_of_the_list_has_its_fields_in_their_order() -> None:
    row = ("a", "a.txt", "A", "2017-02-06", None, "Desk", None, "en", 120, 3, 1, 2, 0)
    assert article_row_from(row) == ArticleRow(
        "a", "a.txt", "A", datetime.date(2017, 2, 6), None, "Desk", None, "en", 120, 3,
        cleaned=True, left_out=2, ocr=False,
    )  # fmt: skip
