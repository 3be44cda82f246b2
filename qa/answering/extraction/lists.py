"""Finds enumerations in a sentence by punctuation: "Siemens, Bosch and Audi" -> three items.

    sentence -> the places of the items of its longest series

A question that asks for several things is mostly answered by one. By punctuation and
the shape of the items alone; where the first item begins and the last one ends is
guessed from capital letters and the small words around. Knows no question.
"""

from __future__ import annotations

import itertools
import re

from qa.answering.english.lexicon import one_of
from qa.answering.english.lexicon.auxiliaries import BE_FORMS, DO, HAVE, MODALS
from qa.answering.english.lexicon.names import CAPITALS, PARTICLES
from qa.answering.english.lexicon.prepositions import (
    BASIC,
    RELATION,
    RELATIVE,
    SUBORDINATING,
    TIME,
)

LONGEST_ITEM = 9  # words; what is longer is a clause, not an item
FEWEST = 2
_JOINT = re.compile(r"(?:[,;]\s+(?:and|or|as well as)|(?<!\s)\s+(?:and|or|as well as)|[,;])\s+")
_CLOSING = re.compile(r"\b(?:and|or|as well as)\s+$")
_SMALL = ("by", "as", "than", "between", "among", "both", "like", "said", "says?", r"includ\w+")
_EDGE = one_of(BASIC, RELATION, BE_FORMS, HAVE, RELATIVE, _SMALL)
_BEFORE_FIRST = re.compile(rf"\A.*(?:\b{_EDGE}\s+|[:(—–]\s*|[.!?][\"”]?\s+)", re.DOTALL)
_INTO = ("over", "under", "into", "within", "without")
_AFTER_LAST = re.compile(
    rf"(?<!\s)\s+(?:{_EDGE}|{one_of(MODALS, DO, SUBORDINATING, TIME, _INTO)})\b"
    r"|[.;:!?)(—–]|,"
)
_ENDED = re.compile(r"[.!?][\"”]?\s+[A-Z]")  # a quotation of several sentences counts as one
_CLAUSE = re.compile(rf"{one_of(RELATIVE, SUBORDINATING, ('but', 'with'))}\b")
_INTRODUCES = re.compile(r"\b(?:including|such as|namely|like)\s+")
_CAPITAL = rf"[{CAPITALS}][\w’'&.-]*+"
_JOINED_BY = one_of(("of", "the", "and the"), PARTICLES)
_NAME = rf"(?:the\s+)?{_CAPITAL}(?:\s++(?:{_JOINED_BY}\s++){{0,2}}[\"“]?{_CAPITAL}[\"”]?)*+"
_NAMES = re.compile(_NAME)
_HOLDS_NAME = re.compile(rf"\b(?:[^\W\d_]++\s++){{0,4}}?{_NAME}")


def series_of(sentence: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each item of the longest series, in order; empty if there is none.

    A series has two items or more, the last one after "and", "or" or "as well as".
    """
    best: tuple[tuple[int, int], ...] = ()
    for run in _runs(sentence):
        items = _items(sentence, run)
        if len(items) > len(best):
            best = items
    return best


def _runs(sentence: str) -> list[list[re.Match[str]]]:
    """Joints that follow each other at most an item apart and end in a closing one."""
    runs: list[list[re.Match[str]]] = []
    run: list[re.Match[str]] = []
    for joint in _JOINT.finditer(sentence):
        between = sentence[run[-1].end() : joint.start()] if run else ""
        if len(between.split()) > LONGEST_ITEM or _ENDED.search(between):
            run = []
        run.append(joint)
        if _CLOSING.search(joint.group()):
            runs.append(run)
            run = list(run)
    return runs


def _items(sentence: str, run: list[re.Match[str]]) -> tuple[tuple[int, int], ...]:
    middle = [(a.end(), b.start()) for a, b in itertools.pairwise(run)]
    middle = [item for item in middle if not _CLAUSE.match(sentence, item[0])]
    last = _last(sentence, run[-1].end())
    shapes = [bool(_HOLDS_NAME.match(sentence, start)) for start, _ in [*middle, last]]
    named = all(shapes)
    if middle and all(shapes[:-1]) and not shapes[-1]:
        return ()  # "Mayo, Clare, Cork and starts tomorrow": the series ended before
    first = _first(sentence, run[0].start(), named=named)
    if named and (match := _HOLDS_NAME.match(sentence, last[0])):
        last = (last[0], min(match.end(), last[1]))
    items = _introduced(sentence, [item for item in (first, *middle, last) if item[1] > item[0]])
    return tuple(items) if len(items) >= FEWEST else ()


def _introduced(sentence: str, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In "in Iran, firms including Daimler, Siemens and Bosch" the series begins at Daimler."""
    for at in range(len(items) - 1, -1, -1):
        start, end = items[at]
        if introduction := _INTRODUCES.search(sentence, start, end):
            return [(introduction.end(), end), *items[at + 1 :]]
    return items


def _first(sentence: str, end: int, *, named: bool) -> tuple[int, int]:
    """The first item begins after the last small word, or where its name begins."""
    if named and (name := _name_before(sentence, end)):
        return name.start(), end
    edge = _BEFORE_FIRST.match(sentence, 0, end)
    start = edge.end() if edge else 0
    words = list(re.finditer(r"\S+", sentence[start:end]))
    if len(words) > LONGEST_ITEM:
        return end, end
    return start, end


def _name_before(sentence: str, end: int) -> re.Match[str] | None:
    """The name that ends there. One pass: a search for a name at the end tries every beginning."""
    name = None
    for match in _NAMES.finditer(sentence, 0, end):
        name = match
    return name if name and name.end() == end else None


def _last(sentence: str, start: int) -> tuple[int, int]:
    edge = _AFTER_LAST.search(sentence, start + 1)
    end = edge.start() if edge else len(sentence)
    words = list(re.finditer(r"\S+", sentence[start:end]))
    if len(words) > LONGEST_ITEM:
        end = start + words[LONGEST_ITEM - 1].end()
    return start, end
