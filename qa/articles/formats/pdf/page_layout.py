"""Runs of text -> the paragraphs of a page in reading order.

The order is the page's own, in which the runs come, unless it is plain that nobody reads so:
where prose in columns was drawn line by line over the whole page, or where the lines jump
about. Then runs are ordered by column, where a gutter that few lines cross parts the page.
Lines are put together to paragraphs by distance, indent, font and type size; a table's row
stays one line.
"""

from __future__ import annotations

import dataclasses
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.articles.formats.pdf.columns import in_columns, is_out_of_order
from qa.articles.formats.pdf.page_lines import (
    Line,
    lines_of_runs,
    mark_rows,
    whole_words,
    with_line,
)
from qa.articles.formats.pdf.tables import table_of_rows
from qa.articles.formats.pdf.text_runs import HYPHEN, Run

_NEW_PARAGRAPH = 1.35  # times the usual distance of lines
_NEW_BLOCK = 3.0  # type sizes between two lines at least
_AROUND = 5  # lines that show how wide a column is there
_SAME_SIZE = 0.12  # difference of type sizes within a paragraph at most
_MARK = re.compile(
    r"^(?:[•●▪◦‣■□○►▶✓✔❖➢\uf000-\uf0ff]|[–—*-](?=\s)|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s)"
)
_BULLET = re.compile(r"^(?:[•●▪◦‣■○►▶❖➢\uf000-\uf0ff]\s*)+(?=\S)")
_ENDED = re.compile(r"[.!?…:;。！？؟।]['\"”’»)\]]*$")
_LEADERS = re.compile(r"(?:\s?[.…·_]){5,}")  # "Introduction . . . . . 5"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a page, or a table (row), its type size and where it stands.

    top and bottom: the baselines of its first and last line. turn: of its text, in degrees.
    font: the name of its font, "" where there are several.
    """

    text: str
    size: float
    top: float
    bottom: float
    turn: int = 0
    row: bool = False
    font: str = ""


def paragraphs_of_page(runs: Sequence[Run]) -> list[Paragraph]:
    """Put the runs of a page together as a person reads them."""
    runs = in_columns(runs) if is_out_of_order(runs) else list(runs)
    words = whole_words(runs)
    paragraphs: list[Paragraph] = []
    for block in _from_the_top(_blocks(lines_of_runs(runs, words))):
        mark_rows(block)
        for paragraph in _paragraphs(block, words):
            # The line at the top may be the page's head: nothing goes on from it alone.
            head = len(paragraphs) == 1 and paragraphs[0].top == paragraphs[0].bottom
            if paragraphs and not head and _runs_on(paragraphs[-1], paragraph):
                paragraphs[-1] = joined(paragraphs[-1], paragraph, words)
            else:
                paragraphs.append(paragraph)
    return [_cleaned(paragraph) for paragraph in paragraphs]


def joined(first: Paragraph, second: Paragraph, words: set[str]) -> Paragraph:
    """One paragraph of two parts of it."""
    text = with_line(first.text, second.text, words)
    font = first.font if first.font == second.font else ""
    return dataclasses.replace(first, text=text, bottom=second.bottom, font=font)


def _cleaned(paragraph: Paragraph) -> Paragraph:
    """Without list marks and rows of dots; a hyphen at the end of everything is one."""
    text = _LEADERS.sub(" …", _BULLET.sub("", paragraph.text))
    text = re.sub(f"{HYPHEN}$", "-", text).replace(HYPHEN, "")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return dataclasses.replace(paragraph, text="\n".join(lines))


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand below one another; what is elsewhere begins a block."""
    blocks: list[list[Line]] = []
    for line in lines:
        above = blocks[-1][-1] if blocks else None
        if above is not None and _is_below(line, above):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _from_the_top(blocks: list[list[Line]]) -> list[list[Line]]:
    """Blocks of which none stands beside another, in the order of their height."""
    if len({block[0].cells[0].turn for block in blocks}) > 1:
        return blocks
    ordered = sorted(blocks, key=lambda block: -block[0].base)
    beside = any(
        above[-1].low < block[0].base + 0.3 * block[0].size for above, block in pairwise(ordered)
    )
    return blocks if beside else ordered


def _is_below(line: Line, above: Line) -> bool:
    distance = above.low - line.base
    return (
        line.cells[0].turn == above.cells[0].turn
        and 0 < distance < _NEW_BLOCK * max(line.size, above.size)
        and line.left < above.right
        and above.left < line.right
    )


def _paragraphs(block: Sequence[Line], words: set[str]) -> list[Paragraph]:
    """Put the lines of a block together where no paragraph begins, and rows to tables."""
    pitches = [above.low - line.base for above, line in pairwise(block)]
    usual = statistics.median(pitches) if pitches else 0.0
    left = min(line.left for line in block)
    paragraphs: list[Paragraph] = []
    place = 0
    while place < len(block):
        line = block[place]
        end = place + 1
        while line.row and end < len(block) and block[end].row:
            end += 1
        rows = block[place:end]
        text = table_of_rows(rows) if line.row else line.text
        turn = line.cells[0].turn
        part = Paragraph(text, line.size, line.base, rows[-1].low, turn, line.row, line.font)
        around = block[max(place - _AROUND, 0) : place + _AROUND]
        right = max(other.right for other in around)
        if place and not _begins(line, block[place - 1], usual=usual, left=left, right=right):
            paragraphs[-1] = joined(paragraphs[-1], part, words)
        else:
            paragraphs.append(part)
        place += len(rows)
    return paragraphs


def _begins(line: Line, above: Line, *, usual: float, left: float, right: float) -> bool:
    """Whether a line begins a paragraph, seen from the line above it.

    usual: distance of lines; left and right: sides of the column.
    """
    text, before = line.text, above.text
    # Pages of a few lines have no usual distance; no text is set wider than this.
    pitch = min(max(usual, 0.9 * line.size), 1.8 * line.size)
    if (
        above.low - line.base > _NEW_PARAGRAPH * pitch
        or abs(line.size - above.size) > _SAME_SIZE * max(line.size, above.size)
        or _MARK.match(text)
        or _LEADERS.search(before)
    ):
        return True
    ended = bool(_ENDED.search(before))
    filled = above.right > right - 0.12 * (right - left)
    if line.row or above.row:  # what stands below a row may be the rest of its last cell
        return line.row or ended or not (filled and text[0].islower())
    other_font = above.font != line.font and bool(above.font and line.font)
    indented = line.left > left + 0.7 * line.size and above.left < line.left - line.size / 2
    return (
        ((ended or other_font) and not filled)
        or (ended and indented)
        or (not text[0].islower() and _had_room(above, line, right))
    )


def _had_room(above: Line, line: Line, right: float) -> bool:
    """Whether the first word of a line would have stood on the line above, had it gone on."""
    if abs(line.left - above.left) > 0.5 * line.size or above.text[-1] in {HYPHEN, "-", ","}:
        return False  # centred, or plainly not ended
    word = len(line.text.split(maxsplit=1)[0]) / len(line.text) * (line.right - line.left)
    return above.right + word + 0.8 * line.size < right


def _runs_on(first: Paragraph, second: Paragraph) -> bool:
    """Whether a paragraph goes on in the next column or below a picture."""
    return (
        not (first.row or second.row)
        and first.turn == second.turn
        and len(first.text.split()) > 3
        and second.text[0].islower()
        and not _ENDED.search(first.text)
        and not _MARK.match(second.text)
        and abs(first.size - second.size) <= _SAME_SIZE * first.size
    )
