"""Whether a few words can be the short answer to a question at all, by form.

    "How much was it insured for?", "18-karat gold" -> no: that is no sum
    "Who took over from Adamowicz?", "Paweł Adamowicz" -> no: somebody else did

What is refused would be wrong whatever the passage says, so a reader that finds nothing
better has found nothing. English forms. Of 30,096 questions of SQuAD 2.0, NQ, QAMR and two of
SQuADShifts, .9% have gold answers that are refused, most for being words of the question
("What kind of dam?", "dam").
"""

from __future__ import annotations

import re

from qa.answering.facts import numbers
from qa.answering.words import content_stems, count_words, stem

_CHOICE = re.compile(r"\bor\b|\bwhether\b", re.IGNORECASE)
_PERSON = re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)
# Relatives share a name.
_KIN = re.compile(
    r"\b(?:wife|husband|spouse|widow(?:er)?|son|daughter|child(?:ren)?|father|mother|parents?|"
    r"(?:step|half-)?(?:brother|sister)s?|siblings?|uncle|aunt|cousin|niece|nephew|"
    r"grand\w+|relatives?|family|heirs?|married|namesake)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\bhow (?:many|much|old|far|tall)\b|\bwhat (?:percentage|number of)\b", re.IGNORECASE
)
_UNITS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty"
_COUNT = re.compile(
    rf"\d|\b(?:{_UNITS})\b|\b(?:hundreds?|thousands?|millions?|billions?|dozens?|scores?|multiple|half|"
    r"halves|thirds?|quarters?|pair|couple|several|few|fewer|many|most|more|much|lots?|little|less|"
    r"all|both|each|every\w*|none|no|nothing|zero|twice|once|an?|free|single|double|triple|\w+fold)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\bhow much\b.*\b(?:costs?|pay|paid|pays|worth|insured|sold|sell|bought|money|price|"
    r"earn(?:s|ed)?|fined?|raised|donated?|stolen|won|offer(?:s|ed|ing)?|charged?|spent|spend)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£¥₹₽]|\d *(?:p|c|k|m|bn|%)\b|\b(?:dollars?|euros?|pounds?|cents?|pence|yen|yuan|rupees?|"
    r"roubles?|rubles?|francs?|won|pesos?|kron[aeo]r?|lira|shekels?|rand|bucks?|million|billion|"
    r"trillion|thousand|hundred|percent|per cent|free|nothing|none|half|double|twice|times|"
    r"\d[\d,.]*$)",
    re.IGNORECASE,
)
# A question for a thing, and a bare number word. Of 53,361 such questions of SQuAD 2.0, NQ, QAMR
# and SQuADShifts 42 have one as their gold answer, half of them with a word of _COUNTED.
_THING = re.compile(r"\b(?:what|which|who|whom|where|why)\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:how|numbers?|amounts?|quantity|count|total|per ?cent(?:age)?|ages?|years?|days?|dates?|"
    r"hours?|times?|games?|scores?|ratings?|ranks?|levels?|grades?|sizes?|settings?|ratio|limit|"
    r"most|least|maximum|minimum|highest|lowest|largest|smallest|one)\b",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(
    r"(?:about |around |over |only |at least |more than )?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)",
    re.IGNORECASE,
)
_NAMED = (
    "man|woman|boy|girl|student|captain|victim|suspect|child|actor|actress|author|leader|"
    "president|minister|mayor|judge|pilot|driver|company|team|club|town|city|village|country|"
    "island|river|ship|boat|airline|hospital|school|university|hotel|film|movie|book|song|album|"
    "newspaper|magazine|festival|band"
)
_NAME = re.compile(
    r"\bname of (?:the |his |her |their |its )?(?:[\w'’-]+ ){0,3}?"
    rf"(?:{_NAMED})\b|\bwhich (?:{_NAMED})\b",
    re.IGNORECASE,
)
# What is told of by a few words. `," she said`: out of a quotation into who says it.
_BRIEF = re.compile(
    r"^(?:\w+ ){0,3}?(?:who|whom|when|where|how (?:many|much|old|far|tall))\b", re.IGNORECASE
)
_MOST_WORDS = 10
_OUT_OF_A_QUOTE = re.compile(r"[,.!?][\"”’] +\w")
_NAME_AT_END = re.compile(r"\b(?P<name>[^\W\d_a-zß-öø-ÿ][\w’'-]+)\W*$")
_NAMES_ONE = re.compile(r"[^\W\d_a-zß-öø-ÿ]|\d|[\"“”«»]")


def can_answer(question: str, text: str) -> bool:
    """Whether the words may be the short answer; False only if their form rules it out."""
    if _wrong_number(question, text) or _OUT_OF_A_QUOTE.search(text):
        return False
    if _BRIEF.search(question) and count_words(text) > _MOST_WORDS:
        return False
    if _NAME.search(question) and not _NAMES_ONE.search(text):
        return False
    return bool(_CHOICE.search(question)) or not _says_it_again(question, text)


def _wrong_number(question: str, text: str) -> bool:
    """No number where one is asked for, no sum for a price, or "seven" for a thing."""
    if _AMOUNT.search(question) and not _COUNT.search(text):
        return True
    if _PRICE.search(question) and not _MONEY.search(text):
        return True
    thing = _THING.search(question) and not _COUNTED.search(question)
    return bool(thing and _NUMBER_WORD.fullmatch(text.strip()))


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
