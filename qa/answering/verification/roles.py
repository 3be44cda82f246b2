"""Detects exchanged roles: "Iran accused Israel" where the quote has Israel accuse Iran.

    Claim + quote -> the verb around which they change, or None

The words before a verb do what it says to the words behind it, and in the passive the other
way round. Exchanged is only what changes places on both sides of one verb, so that a place or
a date put elsewhere in the sentence says nothing. English, and verbs in the past. None of the
599 claims of AttributionBench that people call supported is found to be exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.auxiliaries import PASSIVE
from qa.answering.english.lexicon.prepositions import COORDINATING, RELATIVE, SUBORDINATING
from qa.answering.english.lexicon.stop_words import STOP_WORDS
from qa.answering.english.lexicon.verbs import IRREGULAR_TRANSITIVE, SYMMETRIC
from qa.answering.english.words import WORD, stem, tokens

# Verbs of irregular past, each with its participle where that is another word.
_VERB = {form: pair.partition("/")[0] for pair in IRREGULAR_TRANSITIVE for form in pair.split("/")}
_NOT_ONE_WAY = frozenset(SYMMETRIC)
_CLAUSE = re.compile(
    r"[;:!?]|[.](?!\w)|, \w+ing\b|"
    rf",? {one_of(COORDINATING, RELATIVE, SUBORDINATING, ('after', 'before', 'as'))}\b"
)
_LEAST_VERB = 4  # letters of a verb in -ed; "bed" is none, nor is "need"
_PASSIVE = frozenset(PASSIVE)
# So many words may stand between "was" and its verb, and between the verb and "by".
_NEAR_BE, _NEAR_BY = 2, 3
# And so many on either side of a verb are looked at: what is further off is of something else.
_REACH = 8


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb in the past, as written, and the stems of who does it and whom it is done to."""

    word: str
    verb: str
    by: frozenset[str]
    to: frozenset[str]


def exchanged(claim: str, quote: str) -> str | None:
    """The verb, as the claim writes it, whose two sides change places in the quote."""
    there = list(_deeds(quote))
    for deed in _deeds(claim):
        same = [other for other in there if other.verb == deed.verb]
        if same and all(_other_way(deed, other) for other in same):
            return deed.word
    return None


def _other_way(one: _Deed, other: _Deed) -> bool:
    """Whether both sides have words of the other's other side, more than of their own."""
    across = len(one.by & other.to), len(one.to & other.by)
    return min(across) > 0 and sum(across) > len(one.by & other.by) + len(one.to & other.to)


def _deeds(text: str) -> Iterator[_Deed]:
    for clause in _CLAUSE.split(text):
        words = WORD.findall(clause)
        lower = [word.lower() for word in words]
        for at, word in enumerate(words):
            verb = _verb(word)
            if verb is None:
                continue
            before = _parties(words[max(at - _REACH, 0) : at])
            behind = _parties(words[at + 1 : at + 1 + _REACH])
            if _PASSIVE & set(lower[max(at - _NEAR_BE, 0) : at]):
                if "by" not in lower[at + 1 : at + 1 + _NEAR_BY]:
                    continue
                before, behind = behind, before
            if before and behind:
                yield _Deed(word, verb, before, behind)


def _verb(word: str) -> str | None:
    """One form of a verb in the past; None for another word, or one that has no direction."""
    if word in _VERB:
        return _VERB[word]
    regular = len(word) >= _LEAST_VERB and word.islower() and re.search(r"[^e]ed$", word)
    return word if regular and word not in _NOT_ONE_WAY else None


def _parties(words: list[str]) -> frozenset[str]:
    """Stems of the words that name something; numbers stand on either side ("won 2-1")."""
    found = {item for word in words for item in tokens(word) if not item[0].isdigit()}
    return frozenset(stem(item) for item in found - STOP_WORDS)
