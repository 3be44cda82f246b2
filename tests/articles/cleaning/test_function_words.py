"""The language of a text by its commonest words."""

from __future__ import annotations

import pytest

from qa.articles.cleaning.function_words import density, language_of, words_of

ENGLISH = "The line that runs from the town to the port is not the one which they had built in it. "
GERMAN = "Die Linie, die von der Stadt zum Hafen führt, ist nicht die, welche sie gebaut haben und "


@pytest.mark.parametrize(("text", "language"), [(ENGLISH * 2, "en"), (GERMAN * 2, "de")])
def test_a_language_is_known_by_its_function_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_few_words_or_none_have_no_language() -> None:
    assert language_of("The line") is None
    assert language_of("xyzzy plugh " * 30) is None


def test_words_are_lower_case_without_figures() -> None:
    assert words_of("The 54 Lines, in 2013!") == ["the", "lines", "in"]


def test_density_is_the_share_of_stop_words() -> None:
    assert density(["the", "harbour"], "en") == 0.5
    assert density([], "en") == 0.0
