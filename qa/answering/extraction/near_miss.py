"""Whether an article tells of another rank, period or office than the one that is asked for.

    "What did it earn in the fourth quarter?", "earned 4.2 million in the third quarter"
      -> NearMiss("fourth quarter", "third quarter")

By contrast: the question names one member of a small closed class (ordinals before a noun, chief
officers, deputies of an office), the article never names that member, and names another one. A
reader takes the figure of the third quarter for that of the fourth; whoever asked wants to be told.
Where the article names no other member, nothing is said: it may tell of the thing in other words.
Of questions with an ordinal, whose own paragraph was asked: SQuAD 2.0 14 of 50 unanswerable ones
contrast and none of 18 answerable ones, three sets of SQuADShifts 1 of 205, NQ none of 9
(2026-11-26).
"""

from __future__ import annotations

import re

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.numerals import ORDINAL_ENDING, ORDINALS, ROMAN
from qa.answering.english.lexicon.person_nouns import (
    ALSO_THINGS,
    BESIDE_OFFICES,
    OFFICERS,
    OFFICES,
)
from qa.answering.english.words import stem
from qa.answering.stages import NearMiss

_RANK = rf"(?P<rank>{one_of(ORDINALS)}|(?:[1-9]|1[0-2]){ORDINAL_ENDING})"
_RANKED = re.compile(rf"\b{_RANK}[ -](?P<noun>[a-z]{{3,}})\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bQ(?P<rank>[1-4])\b")
# "Second" is a unit of time as well, and "a third of the votes" is a share.
_NO_RANK = re.compile(r"\b(?:one|two|a|per|each|every|half) $", re.IGNORECASE)
_HELD_BEFORE = ("former",)  # whoever was mayor is told of as the mayor, too
_OFFICE = re.compile(
    rf"\b(?:(?P<beside>{one_of(BESIDE_OFFICES)})[- ])?(?P<role>{one_of(OFFICES, ALSO_THINGS)})\b"
    r"(?![’'-])",
    re.IGNORECASE,
)
_ASKS_WHO = re.compile(r"\bwho\b|\bname of\b", re.IGNORECASE)


def near_miss(question: str, article: str) -> NearMiss | None:
    """What the article tells of in place of what is asked for; None where it may well answer."""
    return _other_rank(question, article) or _other_office(question, article)


def _other_rank(question: str, article: str) -> NearMiss | None:
    for asked in [*_RANKED.finditer(question), *_QUARTER.finditer(question)]:
        rank = _number(asked["rank"])
        if _NO_RANK.search(question, max(asked.start() - 6, 0), asked.start()):
            continue
        noun = _noun(asked)
        if _names_rank(rank, noun, article):
            continue
        for other in [*_RANKED.finditer(article), *_QUARTER.finditer(article)]:
            if stem(_noun(other)) == stem(noun):
                return NearMiss(asked.group(), other.group())
    return None


def _noun(ranked: re.Match[str]) -> str:
    return ranked["noun"].lower() if "noun" in ranked.groupdict() else "quarter"


def _number(rank: str) -> int:
    word = rank.lower()
    return ORDINALS.index(word) + 1 if word in ORDINALS else int(re.sub(r"\D", "", word))


def _names_rank(rank: int, noun: str, article: str) -> bool:
    """Whether the rank is named in any form: "fourth", "4th", "Q4", "quarter IV", "quarter 4"."""
    ordinal, behind = rf"{ORDINALS[rank - 1]}|{rank}{ORDINAL_ENDING}|Q{rank}", ROMAN[rank - 1]
    form = rf"\b(?:{ordinal}|{re.escape(noun)} (?:no\. ?|#)?(?:{rank}|{behind}))\b"
    return bool(re.search(form, article, re.IGNORECASE))


def _other_office(question: str, article: str) -> NearMiss | None:
    if not _ASKS_WHO.search(question):
        return None
    for asked, forms in OFFICERS.items():
        found = re.search(rf"\b(?:{forms})", question, re.IGNORECASE)
        if found is None or re.search(rf"\b(?:{forms})", article, re.IGNORECASE):
            continue
        for given, others in OFFICERS.items():
            if given != asked and re.search(rf"\b(?:{others})", article, re.IGNORECASE):
                return NearMiss(asked, given)
    return _deputy_or_chief(question, article)


def _deputy_or_chief(question: str, article: str) -> NearMiss | None:
    """ "Who is the mayor?" of an article that only has the deputy mayor, and the reverse."""
    asked = _OFFICE.search(question)
    if asked is None:
        return None
    role, beside = asked["role"].lower(), (asked["beside"] or "").lower()
    if beside in _HELD_BEFORE:
        return None
    named = [item for item in _OFFICE.finditer(article) if item["role"].lower() == role]
    if not named or any((item["beside"] or "").lower() == beside for item in named):
        return None
    return NearMiss(asked.group(), named[0].group())
