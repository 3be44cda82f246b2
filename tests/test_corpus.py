"""The example articles are what docs/corpus.md says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.articles import find_files, read_file
from qa.records import Article

FOLDER = Path(__file__).parents[1] / "corpus"
DEBRIS = ("Subscribe", "Log in", "newsletter", "Most read", "Five maps", "Terms of use", "Home")


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {file.relative: read_file(file)[0] for file in find_files(FOLDER)}


def test_there_are_sixteen_each_with_title_date_and_author(articles: dict[str, Article]) -> None:
    assert len(articles) == 16
    for article in articles.values():
        assert article.title
        assert article.author
        assert article.date is not None
        assert article.date.year in {2017, 2018}
    assert len({article.title for article in articles.values()}) == 16
    assert len({article.date for article in articles.values()}) == 16


def test_each_is_short_and_free_of_what_stood_around_it(articles: dict[str, Article]) -> None:
    for path, article in articles.items():
        assert 250 <= len(article.text.split()) <= 600, path
        assert [word for word in DEBRIS if word in article.text] == [], path


def test_a_figure_changes_between_two_dates(articles: dict[str, Article]) -> None:
    before, after = articles["workers-permits-doubled.md"], articles["workers-after-sanctions.md"]
    assert before.date is not None
    assert after.date is not None
    assert before.date < after.date
    assert "over 40,000" in before.text
    assert after.text.startswith("About 30,000 North Koreans")


def test_addresses_are_of_the_domain_for_examples(articles: dict[str, Article]) -> None:
    for article in articles.values():
        assert article.url is None or article.url.startswith("https://example.org/")
