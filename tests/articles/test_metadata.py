"""Named values to metadata: synonyms, safe values, front matter in YAML, TOML and neither."""

from __future__ import annotations

import datetime

import pytest

from qa.articles.metadata import (
    Metadata,
    field_of,
    from_values,
    front_matter,
    language_code,
    person,
    web_address,
)

DAY = datetime.date(2017, 2, 6)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Headline", "title"),
        ("Date published", "date"),
        ("pub-date", "date"),
        (" BYLINE ", "author"),
        ("site.name", "source"),
        ("canonical", "url"),
        ("lang", "language"),
        ("price", None),
    ],
)
def test_names_of_the_same_thing_feed_the_same_field(name: str, field: str | None) -> None:
    assert field_of(name) == field


def test_values_are_made_safe() -> None:
    assert from_values(
        {
            "title": "<b>A  line</b>\nto R&amp;D",
            "date": "2017-02-06T10:00:00Z",
            "by": "By Anton Merrow,",
            "link": "javascript:alert(1)",
            "publisher": {"name": "Test desk"},
            "locale": "en_GB",
            "price": "3",
        }
    ) == Metadata("A line to R&D", DAY, "Anton Merrow", "Test desk", None, "en")


def test_the_first_of_two_names_wins_and_gaps_are_filled() -> None:
    assert from_values({"title": "A", "headline": "B"}).title == "A"
    assert Metadata("A").filled_from(Metadata("B", DAY)) == Metadata("A", DAY)


def test_lists_are_joined_and_deep_ones_are_nothing() -> None:
    assert from_values({"authors": ["Ann", {"name": "Bo"}]}).author == "Ann, Bo"
    assert from_values({"authors": [[[["Ann"]]]]}).author is None


def test_a_source_that_is_an_address_says_where_the_article_stood() -> None:
    found = from_values({"source": "https://example.org/line"})
    assert (found.source, found.url) == (None, "https://example.org/line")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: The line\ndate: 2017-02-06\n---\nBody.\n",
        '+++\ntitle = "The line"\ndate = 2017-02-06\n+++\nBody.\n',
    ],
)
def test_front_matter_is_taken_off(text: str) -> None:
    assert front_matter(text) == (Metadata("The line", DAY), "Body.\n")


def test_front_matter_that_is_no_yaml_is_read_line_by_line() -> None:
    found, body = front_matter("---\ntitle: Russia: a riddle\nauthor: Ann\n---\nBody.")
    assert (found.title, found.author, body) == ("Russia: a riddle", "Ann", "Body.")


@pytest.mark.parametrize(
    "text", ["Body.", "---\nA paragraph between rules.\n---\nBody.", "---\ntitle: no end\n"]
)
def test_what_is_no_front_matter_stays(text: str) -> None:
    assert front_matter(text) == (Metadata(), text)


def test_names_addresses_and_languages() -> None:
    assert person("Written by: Naoko Aoki, Reuters |") == "Naoko Aoki, Reuters"
    assert person("– · –") is None
    assert web_address(" https://example.org/a?b=c ") == "https://example.org/a?b=c"
    assert web_address("https://example.org/<script>") is None
    assert web_address("file:///etc/passwd") is None
    assert [language_code(text) for text in ("EN_us", "de", "english", "")] == [
        "en", "de", None, None,
    ]  # fmt: skip
