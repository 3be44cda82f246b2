"""How much a line speaks of what the other prose speaks of."""

from __future__ import annotations

from qa.articles.cleaning.cohesion import Cohesion

LINES = [
    "The railway to Rajin carries coal from Siberian mines.",
    "Coal trains reach the harbour of Rajin by railways.",
    "Subscribe to our newsletter and enjoy cookies.",
    "Rajin railways",
]


def test_a_heading_of_the_article_shares_all_and_furniture_nothing() -> None:
    cohesion = Cohesion(LINES, [True, True, False, False], language="en")
    assert cohesion.of(3) == 1.0
    assert cohesion.of(2) == 0.0


def test_prose_is_not_measured_by_its_own_words() -> None:
    alone = Cohesion(LINES[:1], [True], language="en")
    assert alone.of(0) == 0.0
    both = Cohesion(LINES[:2], [True, True], language=None)
    assert 0.3 < both.of(0) < 0.8


def test_a_line_without_telling_words_has_none() -> None:
    assert Cohesion([*LINES, "of the and"], [True] * 2 + [False] * 3, language="en").of(4) == 0.0
