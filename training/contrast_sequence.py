"""Contrasts over two sentences of a passage: which came first, and which detail is whose.

    sentence + its passage -> Made

The sentences are put one behind the other in either order, with a cue or a date that says what
came first, so that neither their order on the page nor a word of the claim is a sign. See
`contrasts`.
"""

from __future__ import annotations

import random
import re

from training import contrast_words as w
from training.labelled import Made
from training.rephrase import capital, closed, lowered

MOST_WORDS = 16  # of a clause that is told beside another
GAPS = (
    "A day", "Two days", "A week", "Three weeks", "A month", "Six months", "A year", "Two years",
    "Ten years", "Hours", "Minutes", "Decades",
)  # fmt: skip
LATER = (
    "{gap} later, {low}", "{gap} after that, {low}", "Later, {low}", "Then {low}",
    "Afterwards, {low}", "After that, {low}", "The next day, {low}", "Soon afterwards, {low}",
    "Subsequently, {low}", "Next, {low}", "Following this, {low}",
)  # fmt: skip
EARLIER = (
    "{gap} earlier, {low}", "{gap} before that, {low}", "Before that, {low}",
    "Shortly before, {low}", "The day before, {low}", "The previous week, {low}",
    "Prior to this, {low}", "Some time earlier, {low}",
)  # fmt: skip
# That x came before y.
BEFORE = (
    "{X} before {y}", "Before {y}, {x}", "{Y} after {x}", "After {x}, {y}", "{X}, and then {y}",
    "{X}; {y} only afterwards", "First {x}, then {y}", "{X}, and later {y}",
    "It was after {x} that {y}", "By the time {y}, it was already the case that {x}",
)  # fmt: skip
_EVENT = re.compile(
    r"^(?:(?:The|An?|His|Her|Its|Their|Some|Many|Several|Two|Three|Four|Five) )?"
    r"(?:[\w'’-]+ ){1,6}?(?:(?:was|were) [a-z]+(?:ed|en|wn|ght|ade)|[a-z]{2,}ed|"
    + "|".join(sorted(w.IRREGULAR))
    + r")\b[^;:()]{8,}$"
)
_STATE = re.compile(
    r"\b(?:is|are|has|have|had|be|been|being|can|may|will|would|could|should|not|never|that|which|"
    r"who|if|because|although|however|thus|once|whilst|since|for example)\b",
    re.IGNORECASE,
)
_CLAUSE_WORD = re.compile(
    r"^(?:In|On|At|By|For|From|With|Of|To|As|Under|During|Over|Despite|Like|Unlike|Among|Both|There|"
    r"Also|So|Yet|While|Although|Though|Due|According|Because|Instead|Additionally|Furthermore)\b"
)
_TIMED = re.compile(
    r"\b(?:after|before|then|later|earlier|since|until|when|while|afterwards|previously|next|"
    r"first|finally|following|[12]\d\d\d|" + "|".join((*w.MONTHS, *w.DAYS)) + r")\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"^(?:He|She|It|They|This|That|These|Those|But|And|However|Also)\b")
_TAIL = re.compile(
    r"^(?P<head>[^;:]{15,}) (?P<tail>(?P<by>in|on|at|near|by|from|during) [^,;]{3,45})$"
)
_BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def sequence(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """Which of two events came first, by a cue or by dates; and dates exchanged between them."""
    one = _brief(sentence)
    others = [brief for s in _BREAK.split(passage) if (brief := _brief(s)) and brief != one]
    if not one or not others:
        return []
    first, second = chance.sample([one, chance.choice(others)], 2)
    found: list[Made] = []
    if chance.random() < 0.5:
        gap = chance.choice(GAPS)
        if chance.random() < 0.5:
            held = [f"{first}.", chance.choice(LATER).format(gap=gap, low=lowered(second)) + "."]
        else:
            held = [f"{second}.", chance.choice(EARLIER).format(gap=gap, low=lowered(first)) + "."]
    else:
        early, late = _dates(chance)
        held = [f"{_dated(first, early, chance)}.", f"{_dated(second, late, chance)}."]
        if chance.random() < 0.5:
            held.reverse()
        if chance.random() < 0.5:
            text, right, wrong = chance.choice(((first, early, late), (second, late, early)))
            told = " ".join(held)
            found = [
                Made("sequence", told, _dated(text, right, chance), True),
                Made("sequence", told, _dated(text, wrong, chance), False),
            ]
    told = " ".join(held)
    return [
        *found,
        Made("sequence", told, _before(first, second, chance), True),
        Made("sequence", told, _before(second, first, chance), False),
    ]


def crossed(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """Where, when, with whom or for what: of the one sentence or of the other."""
    here = _TAIL.match(sentence.rstrip(". "))
    if not here:
        return []
    places = {"in", "on", "at", "near", "during"}
    for other in chance.sample(parts := _BREAK.split(passage), len(parts)):
        there = _TAIL.match(other.rstrip(". "))
        if not there or other.strip() in sentence or len(other.split()) > 30:
            continue
        if here["by"] != there["by"] and not places >= {here["by"], there["by"]}:
            continue
        if {t.lower() for t in here["tail"].split()[1:]} & set(there["tail"].lower().split()):
            continue
        pair = [closed(sentence), closed(other)]
        held = " ".join(chance.sample(pair, 2))
        return [
            Made("crossed", held, f"{here['head']} {there['tail']}", False),
            Made("crossed", held, f"{here['head']} {here['tail']}", True),
            Made("crossed", held, f"{there['head']} {here['tail']}", False),
            Made("crossed", held, f"{there['head']} {there['tail']}", True),
        ]
    return []


def _brief(sentence: str) -> str | None:
    """An event in few words that says no time and points to nothing before it."""
    text = sentence.strip().rstrip(". ")
    if len(text.split()) > MOST_WORDS:
        text = text.split(", ", 1)[0]
    if not 5 <= len(text.split()) <= MOST_WORDS or _TIMED.search(text):
        return None
    if _STATE.search(text) or _POINTS_BACK.match(text) or _CLAUSE_WORD.match(text):
        return None
    return text if _EVENT.match(text) else None


def _before(x: str, y: str, chance: random.Random) -> str:
    form = chance.choice(BEFORE)
    return capital(form.format(x=lowered(x), y=lowered(y), X=capital(x), Y=capital(y)))


def _dates(chance: random.Random) -> tuple[str, str]:
    """Two points in time, the earlier first."""
    kind = chance.randrange(4)
    if kind == 0:
        early = chance.randint(1850, 2020)
        return f"in {early}", f"in {early + chance.randint(1, 12)}"
    if kind == 1:
        one, two = sorted(chance.sample(range(12), 2))
        year = chance.choice(("", f" {chance.randint(1990, 2022)}"))
        return f"in {w.MONTHS[one]}{year}", f"in {w.MONTHS[two]}{year}"
    if kind == 2:
        one, two = sorted(chance.sample(range(1, 29), 2))
        month = chance.choice(w.MONTHS)
        return f"on {one} {month}", f"on {two} {month}"
    one, two = sorted(chance.sample(range(6), 2))
    return f"on {w.DAYS[one]}", f"on {w.DAYS[two]} of the same week"


def _dated(text: str, when: str, chance: random.Random) -> str:
    if chance.random() < 0.5:
        return f"{capital(when)}, {lowered(text)}"
    return f"{text} {when}"
