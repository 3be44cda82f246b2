"""Measures cohesion: the share of its telling words that a line has in common with the prose.

Sentences and headings of an article share names and nouns with the rest of it; boilerplate
is the same on every page and shares few. Words are compared by their first letters, which
stands in for stemming in any language with an alphabet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qa.articles.cleaning.function_words import STOP_WORDS, words_of

_STEM = 6  # letters
_LONGEST = 20_000  # characters of a line that are looked at
_SHORTEST = 3  # letters of a telling word
# Words that stand in the boilerplate of every page and in many articles tell nothing.
_EVERYWHERE = frozenset(
    words_of(
        """
        news story stories article articles more read reading page print edition week weekly daily
        year years today time times people world home international national local latest first
        best month day information report reports section series share public support
        new one two get see use used make made also last next like help free site view
        """
    )
)


class Cohesion:
    """The cohesion of the lines of one text with its prose."""

    def __init__(
        self, lines: Sequence[str], prose: Sequence[bool], *, language: str | None
    ) -> None:
        stop = STOP_WORDS[language or "en"]
        self._words = [_telling(line, stop) for line in lines]
        self._prose = list(prose)
        self._standing: Counter[str] = Counter()
        for words, is_prose in zip(self._words, self._prose, strict=True):
            if is_prose:
                self._standing.update(words)

    def of(self, place: int) -> float:
        """The share of a line's telling words that other prose holds, 0..1."""
        words = self._words[place]
        own = 1 if self._prose[place] else 0
        shared = sum(self._standing[word] > own for word in words)
        return shared / len(words) if words else 0.0


def _telling(line: str, stop: frozenset[str]) -> frozenset[str]:
    return frozenset(
        word[:_STEM]
        for word in words_of(line[:_LONGEST])
        if len(word) >= _SHORTEST and word not in stop and word not in _EVERYWHERE
    )
