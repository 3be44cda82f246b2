"""A draft becomes an article: identity by content and not by name, a title in any case."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from qa.articles.formats.draft import Draft, finished
from qa.articles.metadata import fallback_title
from qa.records import Place

DRAFT = Draft("The line is 54 km long.", "The line", datetime.date(2017, 2, 6), "Ann", "Desk")


def test_a_renamed_file_keeps_its_article() -> None:
    one, other = finished(DRAFT, "a.txt"), finished(DRAFT, "folder/b.txt")
    assert (one.id, one.digest) == (other.id, other.digest)
    assert (len(one.id), len(one.digest)) == (16, 64)
    assert other.path == "folder/b.txt"


@pytest.mark.parametrize(
    "other",
    [
        replace(DRAFT, text="The line is 55 km long."),
        replace(DRAFT, title="A line"),
        replace(DRAFT, date=None),
        replace(DRAFT, author="Bo"),
        replace(DRAFT, url="https://example.org"),
        replace(DRAFT, places=(Place(0, "p. 1"),)),
    ],
)
def test_other_content_is_another_article(other: Draft) -> None:
    assert finished(other, "a.txt").id != finished(DRAFT, "a.txt").id


def test_articles_of_one_file_are_told_apart_by_their_key() -> None:
    assert finished(replace(DRAFT, key="12"), "press.csv").path == "press.csv#12"


def test_a_guessed_title_is_no_part_of_the_identity() -> None:
    bare = replace(DRAFT, title="")
    one, other = finished(bare, "oil-and-coal.txt"), finished(bare, "coal-and-oil.txt")
    assert (one.title, other.title) == ("Oil and coal", "Coal and oil")
    assert one.id == other.id


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("press/oil-and-coal.txt", "Oil and coal"),
        ("000_693e12.txt", "The line is 54 km long."),
        ("press.csv#12", "The line is 54 km long."),
    ],
)
def test_a_file_name_without_words_gives_way_to_the_first_words(path: str, title: str) -> None:
    assert fallback_title(path, DRAFT.text) == title


def test_a_long_beginning_is_cut_after_twelve_words() -> None:
    words = " ".join(str(n) for n in range(20))
    assert fallback_title("1.txt", words) == "0 1 2 3 4 5 6 7 8 9 10 11…"
    assert fallback_title("rents.xlsx", "| Member | Rent |\nBo Roe | 45") == "Rents"
