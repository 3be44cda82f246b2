"""Text -> logical lines: one per paragraph, heading, list item or label.

Undoes hard wrapping (a paragraph broken at 72 columns is one line again), takes list marks
off and makes white space uniform. It judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

PARAGRAPH = "\n\n"  # what parts the paragraphs of an article's text
_WIDEST_WRAP = 130  # columns; longer lines are paragraphs
_NARROWEST_WRAP = 40
_BULLET = re.compile(r"[•‣◦▪▸►●○■□–*+»›-]\s+(?=\S)")
_SPACES = re.compile(r"[^\S\n]+")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？؟।:;]['\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line: its text with single spaces, and how it stood in its source.

    block: number of the stretch between empty lines; item: whether it had a list mark.
    """

    text: str
    block: int
    item: bool = False


def logical_lines(text: str) -> list[Line]:
    """Cut a text into logical lines, empty ones left out."""
    blocks = _blocks(text)
    width = _column(blocks)
    return [
        line for number, block in enumerate(blocks) for line in _unwrapped(block, number, width)
    ]


def _column(blocks: Sequence[Sequence[str]]) -> int:
    """The width at which the lines of a text were broken; 0 if they were not."""
    widths = [max(map(len, block)) for block in blocks if len(block) > 2 and _is_filled(block)]
    return max(widths) if len(widths) > 1 else 0


def _blocks(text: str) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for raw in text.split("\n"):
        line = _SPACES.sub(" ", raw).strip()
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _unwrapped(block: Sequence[str], number: int, width: int) -> list[Line]:
    """Put the lines of a block together where a line break only served the column."""
    # Two lines may be a title and a byline, unless the first is as full as other paragraphs.
    filled = _is_filled(block) if len(block) > 2 else _is_full(block, width)
    lines: list[Line] = []
    before = ""
    for raw in block:
        mark = _BULLET.match(raw)
        if lines and mark is None and (filled or _runs_on(before, raw)):
            joint = "" if before.endswith("-") and raw[0].islower() else " "
            last = lines[-1]
            lines[-1] = Line(last.text + joint + raw, number, last.item)
        else:
            lines.append(Line(raw[mark.end() :] if mark else raw, number, mark is not None))
        before = raw
    return lines


def _is_filled(block: Sequence[str]) -> bool:
    """Whether each line was as full as the column allowed: the next word had no room."""
    longest = max(len(line) for line in block)
    if not _NARROWEST_WRAP <= longest <= _WIDEST_WRAP:
        return False
    full = sum(
        len(line) + 1 + len(after.split(" ", 1)[0]) > longest - 2 for line, after in pairwise(block)
    )
    return full >= 0.8 * (len(block) - 1)


def _is_full(block: Sequence[str], width: int) -> bool:
    """Whether the first line of two leaves no room in the column for the next word."""
    return len(block) == 2 and len(block[0]) <= width < len(f"{block[0]} {block[1].split()[0]}")


def _runs_on(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the one before it."""
    if not line[0].islower() and not line.startswith(("(", "“", '"')):
        return False
    if line[0].islower():
        return _ENDS_SENTENCE.search(before) is None or before[-1] in ":;"
    return before[-1] in ",-–—"
