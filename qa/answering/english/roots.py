"""Reduces the words of content of a text to roots: stems of base forms, "won" as "win".

A stemmer leaves irregular verbs as they are; the lexicon's table brings their forms together. For
comparing a question in "did … win" with a sentence in "won". No model, no judgement.
"""

from __future__ import annotations

from qa.answering.english.lexicon.negations import NEGATIONS
from qa.answering.english.lexicon.stop_words import STOP_WORDS
from qa.answering.english.lexicon.verbs import IRREGULAR_VERBS
from qa.answering.english.words import stem, tokens

_BASES = {form: base for base, past, part in IRREGULAR_VERBS for form in (past, part)}
_LEFT_OUT = frozenset(("not", *NEGATIONS)) | STOP_WORDS


def root(word: str) -> str:
    """The root of one word in lower case: "won" -> "win"."""
    return stem(_BASES.get(word, word))


def roots(text: str) -> tuple[str, ...]:
    """The roots of the words of content in order, each once; negations are none."""
    words = (word.removesuffix("'s") for word in tokens(text))
    return tuple(dict.fromkeys(root(word) for word in words if word not in _LEFT_OUT))
