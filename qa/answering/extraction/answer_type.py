"""Checks a short answer's form against the type that the question asks for: number, time, name.

    "How much was it insured for?", "18-karat gold" -> no: that is no sum
    "Who took over from Adamowicz?", "Paweł Adamowicz" -> no: somebody else did

What is refused would be wrong whatever the passage says, so a reader that finds nothing
better has found nothing. English forms. Of 30,096 questions of SQuAD 2.0, NQ, QAMR and two of
SQuADShifts, 1.0% have gold answers that are refused, most for being words of the question
("What kind of dam?", "dam").
"""

from __future__ import annotations

import re

from qa.answering.english.facts import numbers
from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.auxiliaries import AUXILIARIES
from qa.answering.english.lexicon.months import MONTHS
from qa.answering.english.lexicon.names import CAPITALS, HONORIFICS
from qa.answering.english.lexicon.numerals import (
    APPROXIMATELY,
    COUNTED_WORDS,
    CURRENCIES,
    MEASURES,
    NUMBER_WORDS,
    PRICE_WORDS,
    QUANTITIES,
    SCALES,
)
from qa.answering.english.lexicon.organisations import GROUPS, NAMED_THINGS, SITES
from qa.answering.english.lexicon.person_nouns import PLAIN_PERSONS, RELATIVES, ROLES
from qa.answering.english.lexicon.pronouns import POSSESSIVES
from qa.answering.english.lexicon.question_words import AMOUNT_AFTER_HOW, OPENED, WHAT
from qa.answering.english.lexicon.time_words import DURATION_WORDS, TIME_WORDS
from qa.answering.english.words import content_stems, count_words, stem

_CHOICE = re.compile(r"\bor\b|\bwhether\b", re.IGNORECASE)
_PERSON = re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)
# Relatives share a name.
_KIN = re.compile(rf"\b{one_of(RELATIVES)}\b", re.IGNORECASE)
_AMOUNT = re.compile(
    rf"\bhow {one_of(AMOUNT_AFTER_HOW)}\b|\bwhat (?:percentage|number of)\b", re.IGNORECASE
)
_UNITS = one_of(NUMBER_WORDS)
_COUNT = re.compile(rf"\d|\b{one_of(NUMBER_WORDS, QUANTITIES)}\b", re.IGNORECASE)
_PRICE = re.compile(rf"\bhow much\b.{{0,200}}\b{one_of(PRICE_WORDS)}\b", re.IGNORECASE)
_MONEY = re.compile(
    r"[$€£¥₹₽]|\d {0,9}(?:p|c|k|m|bn|%)\b|"
    rf"\b(?:{one_of(CURRENCIES, SCALES)}|percent|per cent|free|nothing|none|half|double|"
    r"twice|times|\d[\d,.]{0,40}$)",
    re.IGNORECASE,
)
_THING = re.compile(rf"\b{one_of(WHAT, ('who', 'whom', 'where', 'why'))}\b", re.IGNORECASE)
_COUNTED = re.compile(rf"\b{one_of(COUNTED_WORDS)}\b", re.IGNORECASE)
_NUMBER_WORD = re.compile(
    rf"(?:{one_of(APPROXIMATELY, ('some', 'only'))} )?{_UNITS}", re.IGNORECASE
)
# "Five" of "five weeks" is no age and no count of judges. Of 2,577 gold answers to such questions
# in the same sets and SQuADShifts' Reddit none is refused.
_BARE_NUMBER = re.compile(rf"\b(?:\w+ ){{0,3}}?(?:\d[\d,.]*|{_UNITS})", re.IGNORECASE)
# Days and months are what ages and terms are told in.
_MEASURE = one_of(
    (f"{word}s?" for word in MEASURES if word not in ("day", "month", "year")),
    ("centuries", "inches"),
)
_OF_MEASURE = re.compile(rf"[ -]{_MEASURE}\b(?!(?: |-)(?:old|of age))", re.IGNORECASE)
_HOW_OLD = re.compile(r"\bhow old\b", re.IGNORECASE)
_HOW_MANY = re.compile(rf"\bhow many (?!(?:\w+ ){{0,2}}{_MEASURE}\b)", re.IGNORECASE)
# When, and how long. Of 4,181 gold answers there in the same sets 43 tell of no time in these words
# ("combat", "the Restoration").
_FIRST = rf"{OPENED}(?:in |on |for |since |until |about )?"
_WHEN = re.compile(
    rf"{_FIRST}when {one_of(AUXILIARIES)}\b"
    rf"(?!.*\b(?:what|who|which|how)\b)"
    rf"|{_FIRST}(?:what|which) (?:year|date|month|century|decade)\b",
    re.IGNORECASE,
)
_TIME = re.compile(rf"\d|\b{one_of(NUMBER_WORDS, MONTHS, TIME_WORDS)}\b", re.IGNORECASE)
_HOW_LONG = re.compile(rf"{_FIRST}how long\b", re.IGNORECASE)
_DURATION = re.compile(rf"\d|\b{one_of(NUMBER_WORDS, DURATION_WORDS)}\b", re.IGNORECASE)
_NAMED = one_of(PLAIN_PERSONS, ROLES, GROUPS, SITES, NAMED_THINGS)
_NAME = re.compile(
    rf"\bname of (?:{one_of(('the',), POSSESSIVES)} )?(?:[\w'’-]+ ){{0,3}}?"
    rf"{_NAMED}\b|\bwhich {_NAMED}\b",
    re.IGNORECASE,
)
# What is told of by a few words. `," she said`: out of a quotation into who says it.
_BRIEF = re.compile(
    rf"^(?:\w+ ){{0,3}}?(?:who|whom|when|where|how {one_of(AMOUNT_AFTER_HOW)})\b", re.IGNORECASE
)
_MOST_WORDS = 10
_OUT_OF_A_QUOTE = re.compile(r"[,.!?][\"”’] +\w")
_NAME_AT_END = re.compile(rf"\b(?P<name>[{CAPITALS}][\w’'-]+)\W*$")
_NAMES_ONE = re.compile(rf"[{CAPITALS}]|\d|[\"“”«»]")


def can_answer(question: str, text: str) -> bool:
    """Whether the words may be the short answer; False only if their form rules it out."""
    if _wrong_number(question, text) or _no_time(question, text) or _OUT_OF_A_QUOTE.search(text):
        return False
    if text.strip(" .,").lower() in HONORIFICS:
        return False
    if _BRIEF.search(question) and count_words(text) > _MOST_WORDS:
        return False
    if _NAME.search(question) and not _NAMES_ONE.search(text):
        return False
    return bool(_CHOICE.search(question)) or not _says_it_again(question, text)


def is_of_measure(question: str, text: str, after: str) -> bool:
    """Whether the number measures something, where an age or a count is asked for.

    after: what stands behind the words in their article.
    """
    asked = _HOW_OLD.search(question) or _HOW_MANY.search(question)
    return bool(asked and _BARE_NUMBER.fullmatch(text) and _OF_MEASURE.match(after))


def _wrong_number(question: str, text: str) -> bool:
    """No number where one is asked for, no sum for a price, or "seven" for a thing."""
    if _AMOUNT.search(question) and not _COUNT.search(text):
        return True
    if _PRICE.search(question) and not _MONEY.search(text):
        return True
    thing = _THING.search(question) and not _COUNTED.search(question)
    return bool(thing and _NUMBER_WORD.fullmatch(text.strip()))


def _no_time(question: str, text: str) -> bool:
    if _WHEN.search(question) and not _TIME.search(text):
        return True
    return bool(_HOW_LONG.search(question)) and not _DURATION.search(text)


def is_vague(question: str, text: str) -> bool:
    """Whether an amount is asked for and the words name none: "multiple", "several"."""
    return bool(_AMOUNT.search(question)) and not numbers(text)


def _says_it_again(question: str, text: str) -> bool:
    """Whether the question has all of it, or for "who" the last name in it."""
    asked, own = content_stems(question), content_stems(text)
    if own and own <= asked:
        return True
    if not _PERSON.search(question) or _KIN.search(question):
        return False
    named = _NAME_AT_END.search(text)
    return bool(named and stem(named["name"]) in asked)
