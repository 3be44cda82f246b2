"""Tokenises and stems English words, and tells content words from stop words.

Used by every step that compares texts by their words. English rules only; a text
in another language degrades to exact word matches. Holds no model and no state.
"""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterable

import snowballstemmer  # type: ignore[import-untyped]

from qa.answering.english.lexicon.names import SENTENCE_START, SENTENCE_START_REACH
from qa.answering.english.lexicon.stop_words import STOP_WORDS

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*", re.UNICODE)

_SENTENCE_START = re.compile(SENTENCE_START)
_CACHED_STEMS = 65_536
# A stemmer keeps the word it is at, so that each thread has its own.
_per_thread = threading.local()


def starts_sentence(text: str, at: int) -> bool:
    """Whether the word that begins here is the first of its sentence or quotation."""
    return bool(_SENTENCE_START.search(text, max(at - SENTENCE_START_REACH, 0), at))


def tokens(text: str) -> list[str]:
    """Words in order, lower case: "Mr. Kim's 40,000" -> ["mr", "kim's", "40", "000"]."""
    return [match.group().lower().replace("’", "'") for match in WORD.finditer(text)]


@functools.lru_cache(maxsize=_CACHED_STEMS)
def stem(word: str) -> str:
    """The common form of a word by Snowball's English algorithm: "agreed", "agrees" -> "agre".

    Lower case, without "'s" and full stops. Source: snowballstem.org, "The English (Porter2)
    stemming algorithm".
    """
    word = word.lower().replace("’", "'").removesuffix("'s").replace(".", "")
    stemmer = getattr(_per_thread, "stemmer", None)
    if stemmer is None:
        stemmer = _per_thread.stemmer = snowballstemmer.stemmer("english")
    stemmed: str = stemmer.stemWord(word)
    return stemmed


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
