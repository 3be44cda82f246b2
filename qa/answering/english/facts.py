"""Extracts numbers, months, names and negations from a text, normalised for comparison.

Verifying compares them between a sentence and what it cites. English number words
and month names only. Everything is found by rule; nothing here judges meaning.
"""

from __future__ import annotations

import re

from qa.answering.english.lexicon.months import MONTHS, WEEKDAYS
from qa.answering.english.lexicon.names import CAPITALISED, HONORIFICS, NO_NAMES
from qa.answering.english.lexicon.negations import NEGATION
from qa.answering.english.lexicon.numerals import ORDINAL_ENDING, SCALES, TENS, UNITS
from qa.answering.english.words import starts_sentence, stem

_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<digits>{_DIGITS}){ORDINAL_ENDING}?(?![\d])|(?P<word>[A-Za-z]+)", re.IGNORECASE
)
_NAME = re.compile(rf"\b{CAPITALISED}|\b[A-Z]\b")
# "not only" denies nothing.
_NEGATION = re.compile(NEGATION, re.IGNORECASE)


def numbers(text: str) -> set[str]:
    """Numbers in digits or words, as plain decimals.

    "over 40,000 and twenty-five, two million" -> {"40000", "25", "2000000"}. A bare "one" is
    mostly a pronoun and bare ordinals up to tenth are mostly ranks in words; both are left out.
    """
    found: set[str] = set()
    run: list[tuple[str, float]] = []
    last_end = 0
    for match in _NUMBER.finditer(text):
        if run and match.group().lower() == "and":
            continue
        between = text[last_end : match.start()]
        last_end = match.end()
        token = _token(match)
        if token is None or (run and between.strip(" -\u00a0‑") not in ("", "and")):
            _close(run, found)
        if token is not None:
            run.append(token)
    _close(run, found)
    return found


def _token(match: re.Match[str]) -> tuple[str, float] | None:
    if match["digits"]:
        return "digits", float(match["digits"].replace(",", ""))
    word = match["word"].lower()
    if word in UNITS:
        return "unit", UNITS[word]
    if word in TENS:
        return "ten", TENS[word]
    if word in SCALES:
        return "scale", SCALES[word]
    return None


def _close(run: list[tuple[str, float]], found: set[str]) -> None:
    """Adds up a run of number words: two hundred fifty thousand -> 250000."""
    if run and run != [("unit", 1.0)] and run[0][0] != "scale":
        total = current = 0.0
        previous = ""
        for sort, value in run:
            if sort == "scale" and value > 100:
                total, current = total + max(current, 1) * value, 0.0
            elif sort == "scale":
                current = max(current, 1) * value
            elif previous in ("digits", "unit") or (previous == "ten" and value >= 10):
                _add(total + current, found)
                total, current = 0.0, value
            else:
                current += value
            previous = sort
        _add(total + current, found)
    run.clear()


def _add(value: float, found: set[str]) -> None:
    found.add(f"{value:.6f}".rstrip("0").rstrip("."))


def months(text: str) -> set[str]:
    """Months and weekdays that are named: "on 5 Oct 2017, a Monday" -> {"october", "monday"}."""
    found = set()
    for word in re.findall(r"\b[A-Z][a-z]{2,8}\b", text):
        lower = word.lower()
        if lower in WEEKDAYS:
            found.add(lower)
        for month in MONTHS:
            if lower == month or (
                len(lower) in (3, 4)
                and month.startswith(lower[:3])
                and (lower in (month[:3], "sept"))
            ):
                found.add(month)
    return found


def names(text: str) -> set[str]:
    """Stems of capitalised words that are not merely the first word of a sentence.

    "He met Sergei Lavrov in Moscow." -> {"sergei", "lavrov", "moscow"}.
    """
    return {stem(match.group()) for match in _NAME.finditer(text) if _is_name(text, match)}


def _is_name(text: str, match: re.Match[str]) -> bool:
    word = match.group().lower().replace("’", "'").removesuffix("'s")
    if word in NO_NAMES or word in HONORIFICS:
        return False
    if not starts_sentence(text, match.start()):
        return True
    # The first word of a sentence is a name if more of the name follows.
    following = text[match.end() : match.end() + 2]
    return len(following) == 2 and following[0] == " " and following[1].isupper()


def negations(text: str) -> list[tuple[int, int]]:
    """Where words that deny stand: "They did not, and never will" has two."""
    return [match.span() for match in _NEGATION.finditer(text)]
