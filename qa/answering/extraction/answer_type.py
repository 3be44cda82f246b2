"""Whether a few words can be the short answer to a question at all, by form.

    "How much was it insured for?", "18-karat gold" -> no: that is no sum
    "Who took over from Adamowicz?", "Paweł Adamowicz" -> no: somebody else did

What is refused would be wrong whatever the passage says, so a reader that finds nothing
better has found nothing. English forms. Of 30,096 questions of SQuAD 2.0, NQ, QAMR and two of
SQuADShifts, 1.0% have gold answers that are refused, most for being words of the question
("What kind of dam?", "dam").
"""

from __future__ import annotations

import re

from qa.answering.english.facts import HONORIFICS, MONTHS, NUMBER_WORDS, numbers
from qa.answering.english.words import content_stems, count_words, stem

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
_UNITS = "|".join(NUMBER_WORDS)
_COUNT = re.compile(
    rf"\d|\b(?:{_UNITS})\b|\b(?:hundreds?|thousands?|millions?|billions?|dozens?|scores?|multiple|half|"
    r"halves|thirds?|quarters?|pair|couple|several|few|fewer|many|most|more|much|lots?|little|less|"
    r"plenty|majority|minority|all|both|each|every\w*|none|no|nothing|zero|twice|once|an?|free|"
    r"single|double|triple|\w+fold)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\bhow much\b.{0,200}\b(?:costs?|pay|paid|pays|worth|insured|sold|sell|bought|money|price|"
    r"earn(?:s|ed)?|fined?|raised|donated?|stolen|won|offer(?:s|ed|ing)?|charged?|spent|spend)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£¥₹₽]|\d {0,9}(?:p|c|k|m|bn|%)\b|\b(?:dollars?|euros?|pounds?|cents?|pence|yen|yuan|"
    r"rupees?|roubles?|rubles?|francs?|won|pesos?|kron[aeo]r?|lira|shekels?|rand|bucks?|million|billion|"
    r"trillion|thousand|hundred|percent|per cent|free|nothing|none|half|double|twice|times|"
    r"\d[\d,.]{0,40}$)",
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
    rf"(?:about |around |over |only |at least |more than )?(?:{_UNITS})", re.IGNORECASE
)
# "Five" of "five weeks" is no age and no count of judges. Of 2,577 gold answers to such questions
# in the same sets and SQuADShifts' Reddit none is refused.
_BARE_NUMBER = re.compile(rf"\b(?:\w+ ){{0,3}}?(?:\d[\d,.]*|{_UNITS})", re.IGNORECASE)
_MEASURE = (
    r"seconds?|minutes?|hours?|weeks?|decades?|centur(?:y|ies)|met(?:re|er)s?|kilomet(?:re|er)s?|"
    r"miles?|km|feet|foot|inch(?:es)?|acres?|hectares?|tons?|tonnes?|kg|kilograms?|dollars?|euros?"
)
_OF_MEASURE = re.compile(rf"[ -](?:{_MEASURE})\b(?!(?: |-)(?:old|of age))", re.IGNORECASE)
_HOW_OLD = re.compile(r"\bhow old\b", re.IGNORECASE)
_HOW_MANY = re.compile(rf"\bhow many (?!(?:\w+ ){{0,2}}(?:{_MEASURE})\b)", re.IGNORECASE)
# When, and how long. Of 4,181 gold answers there in the same sets 43 tell of no time in these words
# ("combat", "the Restoration").
_FIRST = r"^(?:and |but |so )?(?:in |on |for |since |until |about )?"
_WHEN = re.compile(
    rf"{_FIRST}when (?:did|was|were|is|are|will|has|have|had|does|do|can|could|would|should)\b"
    rf"(?!.*\b(?:what|who|which|how)\b)"
    rf"|{_FIRST}(?:what|which) (?:year|date|month|century|decade)\b",
    re.IGNORECASE,
)
_TIME_WORDS = r"""
    o['’]clock jan feb mar apr aug sept? oct nov dec xmas christmas easter thanksgiving ramadan
    \w*days? today tonight yesterday tomorrow now then soon\w* shortly ago nowadays current\w*
    recent\w* present\w* past future modern ancient medieval prehistor\w+ next last first second
    third fourth fifth early earlier late later latter former \w*times? centur\w+ decades?
    \w*year(?:s|ly)? months? monthly weeks? weekly weekends? hours? minutes? seconds? annual\w*
    daily mornings? afternoons? evenings? \w*night noon dawn dusk spring summer autumn fall winter
    seasons? sun(?:rise|set) age[ds]? eras? periods? war anniversary birth\w* childhood deaths?
    life\w* dynasty eve stage phase point moment occasions? start beginning mid\w* end after\w*
    before during when\w* while whilst since until till upon once if as following prior through\w*
    at in on by every each always ever never not often sometimes rare\w* usual\w* gradual\w*
    frequent\w* occasional\w* immediate\w* eventual\w* initial\w* final\w* original\w*
    subsequent\w* previous\w* long
"""
_TIME = re.compile(
    rf"\d|\b(?:{'|'.join([_UNITS, *MONTHS, *_TIME_WORDS.split()])})\b", re.IGNORECASE
)
_HOW_LONG = re.compile(rf"{_FIRST}how long\b", re.IGNORECASE)
_DURATION_WORDS = r"""
    half couple few several many dozens? hundreds? thousands? millions? billions? years? decades?
    centur\w+ millenni\w+ months? \w*weeks? \w*days? hours? min(?:ute)?s? seconds? \w*night
    semesters? terms? generations? seasons? time while long short\w* brief\w* since until till from
    forever life\w* always ever never permanent\w* temporar\w+ immediate\w* eventual\w*
    indefinite\w* extensive\w* entire\w* throughout whole as miles? km
    \w*met(?:er|re)s? feet foot inch\w*
"""
_DURATION = re.compile(rf"\d|\b(?:{'|'.join([_UNITS, *_DURATION_WORDS.split()])})\b", re.IGNORECASE)
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
