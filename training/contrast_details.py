"""Contrasts of one detail: quantity, number, unit, name, date, negation, a word's opposite.

    sentence + its passage -> Made

See `contrasts`.
"""

from __future__ import annotations

import random
import re

from training import contrast_words as w
from training.labelled import Made
from training.negatives import NAME, NUMBER, other_number
from training.rephrase import capital

_BE = re.compile(
    r"\b(?P<aux>was|were|is|are|will|has|have|had|can|could|would|should)\b"
    r"(?! not\b| no\b| never\b)"
)
_NOT = re.compile(
    r"\b(did not|was not|were not|is not|are not|will not|has not|had not|could not|never|"
    r"no longer)\b ?"
)


def any_of(forms: dict[str, int], *, before: str = "") -> re.Pattern[str]:
    """The forms, the longest first, as whole words."""
    options = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    return re.compile(rf"\b(?P<form>{options})\b{before}", re.IGNORECASE)


_BOUND = {form: number for number, group in enumerate(w.BOUNDS) for form in group}
_QUANTITY = {form: number for number, group in enumerate(w.QUANTITIES) for form in group}
_BOUND_FORM = any_of(
    _BOUND, before=r"(?= (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|half|a ))"
)
_QUANTITY_FORM = any_of(_QUANTITY, before=r"(?= [a-z]+)")
_COUNTED = re.compile(r"(?<=[a-z] )\d[\d,.]* (?=(?:people|children|men|women|[a-z]+s)\b)")


def names_of(text: str) -> list[str]:
    """Names of a text, without those that only open a sentence."""
    times = {*w.MONTHS, *w.DAYS}
    return [
        m.group()
        for m in NAME.finditer(text)
        if len(m.group()) > 2 and not times & set(m.group().split())
    ]


def quantity(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """All, most, some, none; more than, at least, at most."""
    found: list[Made] = []
    for pattern, of, groups in (
        (_BOUND_FORM, _BOUND, w.BOUNDS), (_QUANTITY_FORM, _QUANTITY, w.QUANTITIES)
    ):  # fmt: skip
        match = pattern.search(sentence)
        if not match:
            continue
        group = of[match["form"].lower()]
        same = chance.choice(groups[group])
        other = chance.choice(groups[chance.choice([g for g in range(len(groups)) if g != group])])
        for form, true in ((same, True), (other, False)):
            shaped = capital(form) if match.start() == 0 else form
            changed = sentence[: match.start()] + shaped + sentence[match.end() :]
            found.append(Made("quantity", sentence, changed, true))
    counted = [
        m
        for m in _COUNTED.finditer(sentence)
        if not sentence[: m.start()].endswith((" at ", " of "))
    ]
    if not found and counted:
        at, group = chance.choice(counted).start(), chance.randrange(len(w.BOUNDS) - 1)
        held, same, other = (
            f"{sentence[:at]}{chance.choice(w.BOUNDS[bound])} {sentence[at:]}"
            for bound in (group, group, group ^ 1)
        )
        found += [Made("quantity", held, same, True), Made("quantity", held, other, False)]
        found.append(Made("quantity", sentence, other, False))
    return found


def number(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """A number or a unit exchanged; digits for words and back."""
    found: list[Made] = []
    for match in NUMBER.finditer(sentence):
        others = [n for n in NUMBER.findall(passage) if n not in sentence]
        new = (
            chance.choice(others)
            if others and chance.random() < 0.6
            else other_number(match.group(), chance)
        )
        found.append(
            Made(
                "number", sentence, sentence[: match.start()] + new + sentence[match.end() :], False
            )
        )
        break
    units = [
        (m, group)
        for group in w.UNITS
        for m in re.finditer(rf"(?<=[\da-z] )(?:{'|'.join(group)})\b", sentence)
    ]
    if units:
        match, group = chance.choice(units)
        new = chance.choice([unit for unit in group if unit != match.group()])
        found.append(
            Made(
                "number", sentence, sentence[: match.start()] + new + sentence[match.end() :], False
            )
        )
    words = [m for m in re.finditer(r"\b[a-z]+\b", sentence) if m.group() in w.DIGITS]
    if words:
        match = chance.choice(words)
        before, after = sentence[: match.start()], sentence[match.end() :]
        same = w.DIGITS[match.group()]
        found.append(Made("number", sentence, f"{before}{same}{after}", True))
        other = chance.choice([word for word in w.DIGITS if word != match.group()])
        new = chance.choice((other, w.DIGITS[other]))
        found.append(Made("number", sentence, f"{before}{new}{after}", False))
    return [*found, Made("number", sentence, sentence, True)] if found else []


def name_or_date(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """A name, month, day or year exchanged for another of the same passage."""
    places = list(NAME.finditer(sentence))
    others = [n for n in names_of(passage) if n not in sentence]
    found: list[Made] = []
    if places and others:
        place = chance.choice(places)
        found.append(
            Made(
                "name",
                sentence,
                sentence[: place.start()] + chance.choice(others) + sentence[place.end() :],
                False,
            )
        )
    for group in (w.MONTHS, w.DAYS):
        if match := re.search(rf"\b(?:{'|'.join(group)})\b", sentence):
            new = chance.choice([word for word in group if word != match.group()])
            found.append(
                Made(
                    "name",
                    sentence,
                    sentence[: match.start()] + new + sentence[match.end() :],
                    False,
                )
            )
    return [*found, Made("name", sentence, sentence, True)] if found else []


def negation(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """A "not" or "never" put in or taken out."""
    text = sentence.rstrip(". ")
    if match := _NOT.search(text):
        plain = {"did not": "did ", "never": "", "no longer": "still "}.get(
            match[1], match[1].split()[0] + " "
        )
        return [
            Made("negation", sentence, text[: match.start()] + plain + text[match.end() :], False),
            Made("negation", sentence, text, True),
        ]
    found = list(_BE.finditer(text))
    if not found:
        return []
    match = found[0]
    word = chance.choice(("not", "not", "never", "no longer"))
    wrong = text[: match.end()] + f" {word}" + text[match.end() :]
    made = [Made("negation", sentence, wrong, False), Made("negation", sentence, text, True)]
    return [
        *made,
        Made("negation", wrong + ".", text, False),
        Made("negation", wrong + ".", wrong, True),
    ]


def opposite(sentence: str, passage: str, chance: random.Random) -> list[Made]:
    """A word put into its opposite, in the claim or in the passage."""
    turn = dict(w.OPPOSITES) | {b: a for a, b in reversed(w.OPPOSITES)}
    found = [m for m in re.finditer(r"[a-z]{4,}", sentence) if m.group() in turn]
    if not found:
        return []
    place = chance.choice(found)
    turned = sentence[: place.start()] + turn[place.group()] + sentence[place.end() :]
    made = [Made("opposite", sentence, turned, False), Made("opposite", sentence, sentence, True)]
    return [*made, Made("opposite", turned, sentence, False)] if chance.random() < 0.4 else made
