"""Reduces the words of content of a text to roots: stems of base forms, "won" as "win".

A stemmer leaves irregular verbs as they are; the lexicon's table brings their forms together. For
comparing a question in "did … win" with a sentence in "won". No model, no judgement.
"""

from __future__ import annotations

from typing import NamedTuple

from qa.answering.english.lexicon.negations import NEGATIONS
from qa.answering.english.lexicon.stop_words import STOP_WORDS
from qa.answering.english.lexicon.verbs import IRREGULAR_VERBS
from qa.answering.english.words import WORD, stem

_BASES = {form: base for base, past, part in IRREGULAR_VERBS for form in (past, part)}


_DENYING = frozenset(("not", *NEGATIONS))


class Root(NamedTuple):
    """The root of a word, and where the word stands."""

    text: str
    start: int
    end: int


def root(word: str) -> str:
    """The root of one word in lower case: "won" -> "win"."""
    return stem(_BASES.get(word, word))


def roots(text: str) -> tuple[str, ...]:
    """The roots of the words of content in order, each once."""
    return tuple(dict.fromkeys(item.text for item in placed_roots(text)))


def placed_roots(text: str) -> list[Root]:
    """Each word of content with its place; negations are none."""
    found = []
    for match in WORD.finditer(text):
        word = match.group().lower().replace("’", "'").removesuffix("'s")
        if word not in STOP_WORDS and word not in _DENYING:
            found.append(Root(root(word), match.start(), match.end()))
    return found
