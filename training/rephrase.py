"""A claim in other words that keeps what it says: for true claims and false ones alike.

    sentence -> near words, order of its parts, brackets and asides left out, contractions

So that neither sameness of words nor their difference is a sign of what is true. It changes
no number, no name and no word of contrast.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Container

from training.contrast_words import DAYS, IRREGULAR, MONTHS, NEAR

_NEAR = dict(NEAR)
_NEAR_WORD = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _NEAR), key=len, reverse=True)) + r")\b"
)
_ASIDE = re.compile(r", (?:who|which|an?|the|whose|where|including|such as) [^,]{4,90},(?= )")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_MONTH, _DAY = "|".join(MONTHS), "|".join(DAYS)
_TIME = (
    rf"(?:in|on|by|since|during|after|before) (?:the )?"
    rf"(?:{_MONTH}|{_DAY}|[12]\d\d\d|\d{{1,2}} (?:{_MONTH}))(?: [12]\d\d\d)?"
)
_LEADING = re.compile(rf"^(?P<time>{_TIME}),? (?P<rest>.+)$", re.IGNORECASE)
_TRAILING = re.compile(rf"^(?P<rest>[^,;]+?),? (?P<time>{_TIME})\.?$")
_TAIL = re.compile(r", (?:[a-z]+ing|which|who|while|where|although|as well as|with|and) [^,]+\.?$")
_CONTRACTED = (("did not", "didn't"), ("was not", "wasn't"), ("were not", "weren't"),
               ("is not", "isn't"), ("has not", "hasn't"), ("will not", "won't"),
               ("would not", "wouldn't"))  # fmt: skip


def lowered(text: str) -> str:
    """The first letter small unless the first word is a name as far as one can tell."""
    first = text.split(" ", 1)[0]
    return text[0].lower() + text[1:] if first in OPENERS else text


_OPENERS = """
    The A An This These Those That It He She They We In On At After Before Since During When
    While Although Because For From By With His Her Their Its Some Most Many Several Few All
    Both Each More One Two Three Four Five Six Another Other There Here As If Police
    Officials Residents Witnesses People Protesters Researchers Scientists Experts
"""
OPENERS = frozenset(_OPENERS.split())


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def closed(text: str) -> str:
    return text.rstrip(" .,;") + "."


def near_words(text: str, chance: random.Random) -> str:
    found = list(_NEAR_WORD.finditer(text))
    for place in sorted(chance.sample(found, min(len(found), 2)), key=lambda m: -m.start()):
        text = text[: place.start()] + _NEAR[place.group()] + text[place.end() :]
    return text


def without_aside(text: str, chance: random.Random) -> str:
    del chance
    return _ASIDE.sub("", _BRACKET.sub("", text), count=1)


def without_tail(text: str, chance: random.Random) -> str:
    del chance
    short = _TAIL.sub("", text, count=1)
    return closed(short) if len(short.split()) >= 6 else text


def time_moved(text: str, chance: random.Random) -> str:
    del chance
    if match := _LEADING.match(text.rstrip(". ")):
        return closed(f"{capital(match['rest'])} {match['time'][0].lower()}{match['time'][1:]}")
    if match := _TRAILING.match(text.strip()):
        return closed(f"{capital(match['time'])}, {lowered(match['rest'])}")
    return text


def contracted(text: str, chance: random.Random) -> str:
    del chance
    for long, short in _CONTRACTED:
        text = text.replace(f" {long} ", f" {short} ", 1)
    return text


def cleft(text: str, chance: random.Random) -> str:
    """A verb's own emphasis: "It is the case that …"; seldom, as people do."""
    heads = ("It is the case that", "According to the report,", "The article says that")
    head = chance.choice(heads)
    return f"{head} {lowered(text)}"


WAYS: tuple[tuple[Callable[[str, random.Random], str], float], ...] = (
    (without_aside, 0.5), (without_tail, 0.3), (time_moved, 0.5), (near_words, 0.55),
    (contracted, 0.3), (cleft, 0.04),
)  # fmt: skip


def rephrased(text: str, chance: random.Random, *, unlike: str = "") -> str:
    """Some of the ways, each at its chance; at least a sentence with a capital and an end.

    unlike: the sentence that a false claim was made from; no part of the claim is left out that
    makes the difference between them.
    """
    for way, often in WAYS:
        if chance.random() < often:
            told = way(text, chance)
            lost = way in (without_aside, without_tail) and unlike
            if not lost or closed(told) != closed(way(unlike, chance)):
                text = told
    return closed(capital(text))


def participle(past: str) -> str:
    return IRREGULAR[past][1] if past in IRREGULAR else past


def base_of(past: str, vocabulary: Container[str]) -> str | None:
    """The base form of a past form; of -ed forms the one that the vocabulary has."""
    if past in IRREGULAR:
        return IRREGULAR[past][0]
    options = [past[:-1], past[:-2], past[:-3] if past[-3:-2] == past[-4:-3] else ""]
    if past.endswith("ied"):
        options.append(past[:-3] + "y")
    return next((form for form in options if len(form) > 2 and form in vocabulary), None)
