"""Rejects names of organisations where a question asks for one person, by "the" before them.

    "Who did the president pick to replace Bolton?", "White House" -> no: "at the White House"

A reader that finds no person takes the nearest name. People go without "the" in English, and
their names do not end in "Ministry". Only asked where the question leaves nothing but a
person: a winner, a buyer or an accuser may well be a firm.
"""

from __future__ import annotations

import re

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.organisations import INSTITUTIONS
from qa.answering.english.lexicon.person_nouns import ALSO_THINGS, OF_A_PERSON, ROLES, TITLES

_ROLE = one_of(ROLES, ALSO_THINGS)
_BE = r"(?:is|was|['’]s|bec[ao]mes?|becoming|will be|will become|has become|(?:has|had) been)"
_CHOSEN = r"(?:appointed|named|nominated|sworn in|chosen|picked|hired)"
# Firms are chosen and hired too, and take over other firms.
_CHOOSE = r"(?:pick|choose|select|hire|name|tap)(?:ed|d|n)?"
_TO_BE = r"(?:to (?:replace|succeed|lead|head|coach|be|become|serve)|as)"
# "Who is suing the mayor?" may ask for a firm, so only a few words stand before the role.
_ONE_PERSON = re.compile(
    rf"\bwho ?{_BE}(?: (?!\w+ing\b)[\w.'’-]+){{0,5}}? {_ROLE}\b(?! \w+ by\b)"
    rf"|\bwho was {_CHOSEN}\b[^?]{{0,200}}?\b{_ROLE}\b"
    r"|\bwhom? (?:did|has|will|would) [^?]{0,200}?\b(?:appoint|nominate)(?:ed|d)?\b"
    rf"|\bwhom? (?:did|has|will|would) [^?]{{0,100}}?\b{_CHOOSE}\b[^?]{{0,100}}?\b{_TO_BE}\b"
    r"|\bwho (?:has |will )?(?:replaced?|take[sn]? over|took over)\b"
    rf"[^?]{{0,200}}? as (?:[\w.'’-]+ ){{0,3}}?{_ROLE}\b"
    r"|\bwho (?:has |will )?succeed(?:s|ed)?\b"
    r"|\bwho (?:directed|married|voiced|painted|coached|captained|piloted|starred)\b",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(rf"\b{one_of(INSTITUTIONS)}\W*$", re.IGNORECASE)
_TITLE = re.compile(rf"\b{one_of(TITLES)}\b")


def is_no_person(question: str, text: str, article: str) -> bool:
    """Whether one person is asked for, and the text is the name of something else.

    article: the whole text that the name was found in. False where that is not certain.
    """
    if not _ONE_PERSON.search(question) or not text[:1].isupper():
        return False
    if _INSTITUTION.search(text):
        return True
    if _TITLE.search(text):
        return False
    name = re.escape(text)
    said = re.findall(rf"(?<!\w){name}(?!\w)", article)
    with_the = re.findall(rf"\bthe {name}(?!\w| {one_of(OF_A_PERSON)}\b)", article)
    return 2 * len(with_the) > len(said)
