"""Phrases of a text by form: names, people, subjects, and the items of a list.

Capital letters and commas are all it goes by; it is right often enough to say what a
conversation is about, and too crude to decide whether a sentence is true.
"""

from __future__ import annotations

import re

from qa.answering.facts import MONTHS, WEEKDAYS
from qa.answering.words import STOP_WORDS, tokens

_CAPITAL = r"(?:[A-ZÀ-ÞŁŚŻ][\w'’.-]*\w|[A-Z]\b\.?|[a-z]*\d[\w-]*[a-z]\w*)"
_LINK = r"(?:of(?: the)?|de|da|van|von|der|al|bin|the)"
_NAME = re.compile(rf"{_CAPITAL}(?: (?:{_CAPITAL}|{_LINK}(?= {_CAPITAL})))*")
_START = re.compile(r"(?:^|[.!?:]\s+|[\"“‘(]\s*)$")
_NO_NAMES = STOP_WORDS | set(MONTHS) | set(WEEKDAYS) | {"mr", "mrs", "ms", "dr", "yes", "no"}

_NO_PERSON = re.compile(
    r"\b(?:Court|Commission|Committee|Company|Palace|Union|Party|University|Ministry|Department|"
    r"Council|Agency|House|Senate|Congress|Street|Airport|Church|Museum|Bank|Group|League|Cup|"
    r"Games|Act|City|County|State|States|Kingdom|Republic|Island|Islands|River|Sea|Ocean|Lake|"
    r"Hurricane|Storm|North|South|East|West|New|The|Stock|Exchange|Air|Association|Society|School|"
    r"College|Hospital|Station|Festival|Prize|Award|World|National|International|American|British)\b"
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|on|from|to|near|of|over|across|the|into|via)\s+$")
_PERSON_AFTER = re.compile(
    r"^(?:, (?:who|an? |the |\d\d\b|aged)| (?:said|says|was|is|has|had|did|died|won|told|announced|"
    r"who)\b|['’]s\b)"
)


def names_in(text: str) -> list[str]:
    """Capitalised phrases in order, each once: "Did Ada Ek see the Louvre?" -> both names."""
    found: dict[str, None] = {}
    for match in _NAME.finditer(text):
        name = _without_opening(text, match)
        if name and name.lower() not in _NO_NAMES:
            found.setdefault(re.sub(r"['’]s$", "", name))
    return list(found)


def _without_opening(text: str, match: re.Match[str]) -> str:
    """The name without a sentence's first word that is merely capitalised."""
    words = match.group().split(" ")
    while words and words[0].lower().removesuffix("'s").removesuffix("’s") in _NO_NAMES:
        words.pop(0)
    if (
        len(words) == 1
        and _START.search(text[: match.start()])
        and len(match.group()) == len(words[0])
    ):
        lone = words[0]
        return lone if _PERSON_AFTER.match(text[match.end() :]) or lone.isupper() else ""
    return " ".join(words)


def people_in(text: str) -> list[str]:
    """Names that look like people's, the likeliest first."""
    scored = []
    for position, name in enumerate(names_in(text)):
        if _NO_PERSON.search(name) or any(character.isdigit() for character in name):
            continue
        start = text.find(name)
        score = 2 * (" " in name)
        score += 2 * bool(_PERSON_AFTER.match(text[start + len(name) :]))
        score -= 2 * bool(_PLACE_BEFORE.search(text[:start]))
        scored.append((-score, position, name))
    return [name for score, _, name in sorted(scored) if score < 0]


def items(text: str) -> list[str]:
    """The things that a text lists: "Oslo, Rome and Bern." -> Oslo, Rome, Bern."""
    plain = re.sub(r"\s*\[\d+\]", "", text).strip().rstrip(".")
    if ":" in plain:
        plain = plain.split(":", 1)[1]
    pieces = re.split(r"; | and |, (?:and |or )?|\n+(?:[-*•]|\d+[.)])? *", plain)
    return [piece.strip(" .,-*•") for piece in pieces if tokens(piece)]
