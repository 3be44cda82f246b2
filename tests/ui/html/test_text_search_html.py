"""Passages with the words of a search: which, and how they are shown."""

from __future__ import annotations

import dataclasses
from html import unescape

import pytest

from qa.records import Hit
from qa.ui.html.text_search_html import MOST_SHOWN, found_html, snippet, with_every_word
from tests.ui.make import article, hit


def of(article_id: str, text: str) -> Hit:
    made = hit("It is 54 km long.")
    other = article(text, article_id=article_id, title="A title")
    passage = dataclasses.replace(made.passage, article=other, text=text, start=0, end=len(text))
    return dataclasses.replace(made, passage=passage)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("crane", ["a"]),
        ("cranes", ["a"]),
        ("CRANE port", ["a"]),
        ("crane ferry", []),
        ("port", ["a", "b"]),
        ("", []),
        ("...", []),
        ("title", ["a", "b"]),
    ],
)
def test_an_article_is_found_by_all_words_of_a_search(search: str, found: list[str]) -> None:
    hits = [of("a", "The port has a crane."), of("a", "A crane, the port."), of("b", "A port.")]
    assert [each.passage.article.id for each in with_every_word(hits, search)] == found


def test_a_snippet_is_the_text_around_the_first_word_with_all_words_marked() -> None:
    assert snippet("The port has a crane.", "crane") == [
        ("The port has a ", False),
        ("crane", True),
        (".", False),
    ]
    assert snippet("The port\n has a crane, the crane.", "cranes Port") == [
        ("The ", False),
        ("port", True),
        (" has a ", False),
        ("crane", True),
        (", the ", False),
        ("crane", True),
        (".", False),
    ]
    assert snippet("The port has a crane.", "ship") == [("The port has a crane.", False)]


def test_a_snippet_of_a_long_text_is_cut_between_words() -> None:
    pieces = snippet("word " * 40 + "crane" + " more" * 60 + " crane", "cranes")
    assert [found for _, found in pieces] == [False, False, True, False]
    cut, before, match, after = [text for text, _ in pieces]
    assert (cut, match) == ("…", "crane")
    assert before.startswith("word ")
    assert after.endswith(" more…")
    assert max(len(before), len(after)) < 140
    assert snippet("crane" + "x" * 400, "crane") == [("crane" + "x" * 400, True)]


def test_what_is_shown_opens_the_passage_and_is_escaped() -> None:
    shown = found_html([of("a", "A <b>crane</b>.")], "crane")
    assert 'href="#cite-a-0-15-0"' in shown
    assert "<b>" not in shown
    assert "A <b><mark>crane</mark></b>." in unescape(shown)
    assert "1 article has these words in the text." in unescape(shown)


def test_many_are_counted_and_the_best_are_shown() -> None:
    hits = [of(f"{number:x}", "A crane.") for number in range(MOST_SHOWN + 5)]
    shown = unescape(found_html(hits, "crane"))
    assert shown.count("<li>") == MOST_SHOWN
    assert "35 articles have these words in the text; the best 30 are shown." in shown
    assert found_html([], "crane") == ""
