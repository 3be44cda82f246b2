"""Splits a model's text into sentences with the passage numbers that each cites.

    "It grew [1]. It fell. [2][9]" -> ("It grew.", (1,)), ("It fell.", (2, 9))

Knows no passages: which markers exist is the caller's business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.answering.english.words import one_line
from qa.articles import sentence_spans

_NUMBERS = r"\d{1,3}(?:\s*[,;]\s*\d{1,3})*"
_MARKER = re.compile(rf"(?<!\s)\s*+[\[【](?:passage |p\. ?)?({_NUMBERS})[\]】]", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?<!\s)\s*+[\[【][^\]】]{0,24}$")
_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|$)", re.DOTALL | re.IGNORECASE)
_BULLET = re.compile(r"^\s{0,40}+(?:[-*•]|\d{1,2}[.)])\s+|^#+\s+|\*\*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a model and the numbers of the passages that it names."""

    text: str
    markers: tuple[int, ...]


def claims(text: str) -> list[Claim]:
    """The sentences of a model's text, in order, without their markers.

    A marker belongs to the sentence that it stands in or right behind.
    """
    plain, placed = _without_markers(_BULLET.sub("", _THINKING.sub("", text)))
    found = []
    spans = sentence_spans(plain)
    for number, (start, end) in enumerate(spans):
        following = spans[number + 1][0] if number + 1 < len(spans) else len(plain) + 1
        reach = max(end, following - 1)
        markers = [mark for at, marks in placed if start < at <= reach for mark in marks]
        found.append(Claim(one_line(plain[start:end]), tuple(dict.fromkeys(markers))))
    return [item for item in found if any(character.isalnum() for character in item.text)]


def _without_markers(text: str) -> tuple[str, list[tuple[int, list[int]]]]:
    """The text without markers, and where in it each stood."""
    pieces: list[str] = []
    placed: list[tuple[int, list[int]]] = []
    length = position = 0
    for match in _MARKER.finditer(text):
        piece = text[position : match.start()]
        pieces.append(piece)
        length += len(piece)
        placed.append((length, [int(number) for number in re.findall(r"\d+", match[1])]))
        position = match.end()
    return "".join([*pieces, text[position:]]), placed


def presentable(text: str, *, known: int) -> str:
    """A growing text as it may be shown: no half a marker, no marker of a passage unknown.

    known: how many passages there are.
    """
    text = _UNFINISHED.sub("", _THINKING.sub("", text))

    def shown(match: re.Match[str]) -> str:
        numbers = [int(number) for number in re.findall(r"\d+", match[1])]
        return "".join(f" [{number}]" for number in numbers if 1 <= number <= known)

    return _MARKER.sub(shown, text).strip()
