"""Tokenises and stems English words, and tells content words from stop words.

Used by every step that compares texts by their words. English rules only; a text
in another language degrades to exact word matches. Holds no model and no state.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.answering.english.lexicon.names import SENTENCE_START, SENTENCE_START_REACH
from qa.answering.english.lexicon.stop_words import STOP_WORDS

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*", re.UNICODE)

_SENTENCE_START = re.compile(SENTENCE_START)
_SUFFIXES = (
    ("eed", "ee"),
    ("ees", "ee"),
    ("ies", "y"),
    ("sses", "ss"),
    ("ings", ""),
    ("ing", ""),
    ("ed", ""),
    ("es", ""),
    ("ly", ""),
)
_SHORTEST_STEM = 3


def starts_sentence(text: str, at: int) -> bool:
    """Whether the word that begins here is the first of its sentence or quotation."""
    return bool(_SENTENCE_START.search(text, max(at - SENTENCE_START_REACH, 0), at))


def tokens(text: str) -> list[str]:
    """Words in order, lower case: "Mr. Kim's 40,000" -> ["mr", "kim's", "40", "000"]."""
    return [match.group().lower().replace("’", "'") for match in WORD.finditer(text)]


def stem(word: str) -> str:
    """A crude common form: "workers" -> "worker", "agreed" -> "agre", "agree" -> "agre"."""
    word = word.lower().replace("’", "'").removesuffix("'s").replace(".", "")
    if word.isdigit():
        return word
    for suffix, replacement in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return _bare(word[: -len(suffix)] + replacement)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORTEST_STEM:
        word = word[:-1]
    return _bare(word)


def _bare(word: str) -> str:
    """Drops the final e and doubled consonant that suffixes hide: "stopp" and "stop" meet."""
    if len(word) > _SHORTEST_STEM and word.endswith("e"):
        return word[:-1]
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "aeiousl":
        return word[:-1]
    return word


def content_stems(text: str) -> set[str]:
    """Stems of the words that carry meaning; empty for a text of stop words only."""
    return {stem(word) for word in tokens(text) if word.removesuffix("'s") not in STOP_WORDS}


def coverage(wanted: set[str], text_stems: Iterable[str]) -> float:
    """Share of the wanted stems that the text holds, 0..1; 0 if none is wanted."""
    if not wanted:
        return 0.0
    return len(wanted & set(text_stems)) / len(wanted)


def count_words(text: str) -> int:
    """Words as a person counts them: separated by spaces."""
    return len(text.split())


def one_line(text: str) -> str:
    """The text with each run of whitespace, line ends too, as one space."""
    return " ".join(text.split())
