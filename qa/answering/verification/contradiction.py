"""Detects contradictions between a sentence and its quote: antonyms, counts, rates, roles.

    Claim + quote -> what is turned round, in words for a person; empty if nothing

Words of opposite sense, what a number counts, on which side of a number it lies, and who did it
to whom. Exact and English; a passage that says both is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.answering.english.facts import numbers
from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.antonyms import ANTONYMS
from qa.answering.english.lexicon.negations import NEGATIVE_PREFIXES
from qa.answering.english.lexicon.numerals import (
    LESS_THAN,
    MEASURES,
    MORE_THAN,
    NUMBER_WORDS,
    SCALES,
)
from qa.answering.english.lexicon.stop_words import STOP_WORDS
from qa.answering.english.words import stem, tokens
from qa.answering.verification.roles import exchanged

_SIDES = tuple(tuple(frozenset(stem(word) for word in side) for side in pair) for pair in ANTONYMS)
_LEAST_ROOT = 4
_UNITS = frozenset(stem(word) for word in MEASURES)
# "One" is mostly a pronoun.
_WORDS = one_of(word for word in NUMBER_WORDS if word != "one")
_COUNTED = re.compile(
    rf"(?<![\w.,])(?P<number>(?:\d[\d,]*(?:\.\d+)?|{_WORDS})"
    rf"(?: {one_of(SCALES)})?)\b"
    r"(?:[ -](?P<noun>[A-Za-z]{2,})\b|(?P<sign>%))?",
    re.IGNORECASE,
)
_RATE = re.compile(r"\b(?:an?|per|each|every) (?P<unit>[a-z]+)\b", re.IGNORECASE)
_MORE = re.compile(rf"\b{one_of(MORE_THAN)}\s+[^\w\s]?$", re.I)
_LESS = re.compile(rf"\b{one_of(LESS_THAN)}\s+[^\w\s]?$", re.I)


def contradictions(claim: str, quote: str) -> tuple[str, ...]:
    """What the claim turns round, each as a sentence without its full stop."""
    said, there = _stems(claim), _stems(quote)
    found = [
        f"it says {one} where the cited words say {other}"
        for one, other in (*_opposites(said, there), *_negated(said, there))
    ]
    verb = exchanged(claim, quote)
    roles = (f"those before and behind “{verb}” change places in the cited words",) if verb else ()
    return (*found, *roles, *_other_rate(claim, quote), *_miscounted(claim, quote))


def _stems(text: str) -> dict[str, str]:
    """The words of a text by their stems, as written."""
    return {stem(word): word for word in tokens(text)}


def _opposites(said: dict[str, str], there: dict[str, str]) -> Iterator[tuple[str, str]]:
    for one, other in _SIDES:
        for mine, theirs in ((one, other), (other, one)):
            ours, wanted = mine & said.keys(), theirs & there.keys()
            if ours and wanted and not mine & there.keys() and not theirs & said.keys():
                yield said[min(ours)], there[min(wanted)]


def _negated(said: dict[str, str], there: dict[str, str]) -> Iterator[tuple[str, str]]:
    """ "unable" where the quote says "able", and the other way round."""
    for mine, theirs in ((said, there), (there, said)):
        for form in mine.keys() - theirs.keys():
            roots = {form.removeprefix(prefix) for prefix in NEGATIVE_PREFIXES} - {form}
            for root in roots & theirs.keys() - mine.keys():
                if len(root) >= _LEAST_ROOT:
                    pair = mine[form], theirs[root]
                    yield pair if mine is said else pair[::-1]


def _other_rate(claim: str, quote: str) -> tuple[str, ...]:
    """ "A week" where the quote says "a month"."""
    ours, theirs = _rates(claim), _rates(quote)
    new = ours - theirs - set(_stems(quote))
    if not new or not theirs - ours:
        return ()
    return (f"it says a {min(new)} where the cited words say a {min(theirs - ours)}",)


def _rates(text: str) -> set[str]:
    return {stem(match["unit"]) for match in _RATE.finditer(text)} & _UNITS


def _miscounted(claim: str, quote: str) -> tuple[str, ...]:
    """A number that counts something else, or is over where it was under."""
    there = list(_counts(quote))
    found = []
    for number, noun, side in _counts(claim):
        same = [item for item in there if item[0] == number]
        nouns = {item[1] for item in same if item[1]}
        if same and noun and noun not in nouns and _counts_other(noun, nouns, there, number):
            found.append(f"the number {number} is of something else in the cited words")
        sides = {item[2] for item in same}
        if side and sides and sides == {-side}:
            found.append(f"the number {number} is on the other side in the cited words")
    return tuple(found)


def _counts_other(
    noun: str, nouns: set[str], there: list[tuple[str, str, int]], number: str
) -> bool:
    if noun in _UNITS and nouns and nouns <= _UNITS:
        return True
    return any(item[1] == noun and item[0] != number for item in there)


def _counts(text: str) -> Iterator[tuple[str, str, int]]:
    """Each number with the stem of the word behind it, or "", and its side: over 1, under -1."""
    for match in _COUNTED.finditer(text):
        value = next(iter(numbers(match["number"])), None)
        if value is None:
            continue
        noun = "percent" if match["sign"] else (match["noun"] or "").lower()
        before = text[: match.start()]
        side = 1 if _MORE.search(before) else -1 if _LESS.search(before) else 0
        yield value, "" if noun in STOP_WORDS else stem(noun) if noun else "", side
