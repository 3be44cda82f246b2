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
_TERM = re.compile(r"[^\W\d_]+|\d+")
_LONGEST_NUMBER, MOST_CHOSEN = 3, 6
_CHOOSING = frozenset(("passage", "passages", "article", "articles", "and"))
_BULLET = re.compile(r"^\s{0,40}+(?:[-*•]|\d{1,2}[.)])\s+|^#+\s+|\*\*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a model and the numbers of the passages that it names."""

    text: str
    markers: tuple[int, ...]


def claims(text: str) -> list[Claim]:
    """The sentences of a model's text, in order, without their markers.

    A marker belongs to the sentence that it stands in or right behind; in a text that begins with
    one, to the sentence that follows it. A sentence that is said again is one claim.
    """
    plain, placed = _without_markers(_BULLET.sub("", _THINKING.sub("", text)).strip())
    leading = bool(placed) and placed[0][0] == 0
    found: dict[str, Claim] = {}
    spans = sentence_spans(plain)
    for number, (start, end) in enumerate(spans):
        before = spans[number - 1][1] if number else 0
        following = spans[number + 1][0] if number + 1 < len(spans) else len(plain) + 1
        first, last = (before, end - 1) if leading else (start + 1, max(end, following - 1))
        markers = tuple(mark for at, marks in placed if first <= at <= last for mark in marks)
        text = one_line(plain[start:end])
        if any(character.isalnum() for character in text):
            known = found.get(text.lower())
            markers = (*known.markers, *markers) if known else markers
            found[text.lower()] = Claim(
                known.text if known else text, tuple(dict.fromkeys(markers))
            )
    return list(found.values())


def only_markers(text: str) -> tuple[int, ...]:
    """The passages that a text of nothing but markers chooses: "[1]", "Passage 2."; else none."""
    said = _TERM.findall(_THINKING.sub("", text).lower())
    numbers = tuple(int(term) for term in said if term.isdigit() and len(term) <= _LONGEST_NUMBER)
    others = [term for term in said if not term.isdigit() and term not in _CHOOSING]
    return () if others or len(numbers) > MOST_CHOSEN else tuple(dict.fromkeys(numbers))


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
