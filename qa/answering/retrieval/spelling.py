"""Corrects words that no article has, by edit distance to words of the nearest passages.

    "who won the nobel prise in phisics" -> "… nobel prize in physics", with what was exchanged

A word is only exchanged if it is no common word, and neither the nearest passages nor the word
index know it, for a word of those passages that differs by a letter or two. Owns rapidfuzz. It
judges spelling alone; an unknown name stays where nothing is near to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from rapidfuzz.distance import OSA

from qa.answering.english.lexicon.question_words import QUESTION_WORDS
from qa.answering.english.lexicon.stop_words import STOP_WORDS
from qa.answering.english.words import WORD, stem
from qa.index import SearchIndex

# Passages that are looked through for the word that was meant.
PASSAGES = 20
# A shorter word has too many neighbours; from the second length on two letters may differ.
SHORTEST, SHORTEST_FOR_TWO = 4, 7


class Correction(NamedTuple):
    """A word as it was typed, and the word that it was searched as."""

    typed: str
    meant: str


def corrected(
    question: str, index: SearchIndex, *, is_word: Callable[[str], bool]
) -> tuple[str, tuple[Correction, ...]]:
    """The question with unknown words exchanged, and the exchanges in order.

    is_word: whether a word is a common one of the language, whatever the articles say; the
    encoder's own vocabulary knows (a word that it keeps whole).
    """
    unsure = [
        match
        for match in WORD.finditer(question)
        if _may_be_wrong(match.group()) and not is_word(match.group())
    ]
    if not unsure:
        return question, ()
    passages = [hit.passage for hit in index.search(question, k=PASSAGES)]
    text = "\n".join(f"{item.article.title}\n{item.text}" for item in passages)
    written = Counter(match.group() for match in WORD.finditer(text))
    # Every question may have these, whatever the articles say.
    written.update(dict.fromkeys((*QUESTION_WORDS, "does"), written.total()))
    known = {stem(word.lower()) for word in written}
    corrections = []
    pieces, position = [], 0
    for match in unsure:
        word = match.group()
        if stem(word.lower()) in known or index.candidates(word, k=1)[1]:
            continue
        meant = _nearest(word, written)
        if meant is None:
            continue
        corrections.append(Correction(word, meant))
        pieces += [question[position : match.start()], meant]
        position = match.end()
    return "".join([*pieces, question[position:]]), tuple(corrections)


def _may_be_wrong(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and word.lower() not in STOP_WORDS


def _nearest(word: str, written: Counter[str]) -> str | None:
    """The word of the passages with the fewest letters changed, the commonest of equals."""
    typed = word.lower()
    most = 2 if len(word) >= SHORTEST_FOR_TWO else 1
    best: tuple[int, int, str] | None = None
    for other in written:
        if abs(len(other) - len(word)) > most or not other.isalpha() or len(other) < SHORTEST:
            continue
        # A name that was typed as a name is no common word, and no common word is a name.
        if word[0].isupper() and not other[0].isupper():
            continue
        changes = OSA.distance(typed, other.lower(), score_cutoff=most)
        if changes > most:
            continue
        found = (changes, -written[other], other)
        if best is None or found < best:
            best = found
    return best[2] if best else None
