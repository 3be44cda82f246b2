"""Writes table rows as sentences with their heads for what reads an article; leaves quotations out.

    | Ticket | Adult |
    Single | 6.40         ->   Single: Adult 6.40.

A row alone does not say what its figures are, and a passage may begin in the middle of a
table. So the encoder, the word index and the reader get rows as sentences, with the heads from
the top of the table; offsets lead back into the article, whose text stays as it is. A cell
at the left that is empty is read as the one above it.

Lines that begin with ">" are what a letter quotes (`formats.mail_quotes`). Not being the words
of the article's author they are shown and not read. All other text is read as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.articles.formats.table_text import Row, TableSpan, tables_in

QUOTED = "> "
_FARTHEST_LABEL = 60  # rows
_LONGEST_LABEL = 80  # characters


@dataclass(frozen=True, slots=True)
class ReadText:
    """What is read of a stretch, and where its words come from.

    pieces: (offset in `text`, offset in the stretch, length) of what stands in both, in order.
    """

    text: str
    pieces: tuple[tuple[int, int, int], ...]

    def source(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the stretch that a span of `text` stands for; None if only heads do."""
        first = last = None
        for at, source, length in self.pieces[max(0, self._piece(start)) :]:
            if at >= end:
                break
            if at + length > start:
                first = source + max(0, start - at) if first is None else first
                last = source + min(length, end - at)
        return None if first is None or last is None else (first, last)

    def _piece(self, offset: int) -> int:
        return bisect_right(self.pieces, (offset, len(self.text), 0)) - 1


def read_text(text: str, start: int, end: int) -> ReadText:
    """How text[start:end] is read; text is the whole article's."""
    parts: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    length = 0
    for words, source in _words(text, start, end):
        if source is not None and words:
            pieces.append((length, source - start, len(words)))
        parts.append(words)
        length += len(words)
    return ReadText("".join(parts), tuple(pieces))


Words = tuple[str, int | None]  # words, and their offset in the article where they are its own
Headed = tuple[TableSpan, tuple[str, ...]]  # a table and the head of each column


@lru_cache(maxsize=256)
def _tables(text: str) -> tuple[Headed, ...]:
    tables = tables_in(text) if "|" in text else ()
    return tuple((table, tuple(_heads(text, table))) for table in tables)


def _words(text: str, start: int, end: int) -> Iterator[Words]:
    """The stretch in pieces, those that are read in addition without an offset."""
    at = start
    tables = _tables(text)
    for table, heads in tables[bisect_right(tables, start, key=lambda each: each[0].end) :]:
        if table.start >= end:
            break
        for head in table.heads:  # they are read in each row
            if at <= head.start < end:
                yield from _plain(text, at, head.start)
            at = max(at, min(head.end + 1, end))
        first = bisect_right(table.rows, start, key=lambda row: row.end)
        for number in range(first, len(table.rows)):
            row = table.rows[number]
            if row.start >= end:
                break
            yield from _plain(text, at, row.start)
            within = max(start, row.start), min(row.end, end)
            yield from _row(text, table, heads, number, within)
            at = min(row.end, end)
    yield from _plain(text, at, end)


def _plain(text: str, start: int, end: int) -> Iterator[Words]:
    """What stands between rows, without the lines that are quoted."""
    while start < end:
        stop = text.find("\n", start, end) + 1 or end
        line = text.rfind("\n", 0, start) + 1
        if not text.startswith(QUOTED, line):
            yield text[start:stop], start
        start = stop


def _row(
    text: str, table: TableSpan, heads: Sequence[str], number: int, within: tuple[int, int]
) -> Iterator[Words]:
    """The part of a row in a stretch, as a sentence: its first cell, then each after its head."""
    cells = table.rows[number].cells
    joint = ""
    begin = bisect_right(cells, within[0], key=lambda cell: cell[1])
    if begin or cells[0][0] == cells[0][1]:
        label = _label(text, table.rows, number)
        joint = f"{label}: " if label else ""
    for column in range(begin, len(cells)):
        start, end = max(cells[column][0], within[0]), min(cells[column][1], within[1])
        if start >= within[1]:
            break
        if start >= end:
            continue
        yield joint, None
        if column and column < len(heads) and heads[column]:
            yield f"{heads[column]} ", None
        yield text[start:end], start
        joint = ": " if column == 0 or not joint else ", "
    if joint and text[within[1] - 1] not in ".!?":
        yield ".", None


def _heads(text: str, table: TableSpan) -> list[str]:
    """The head of each column, of several rows of heads the words over each other."""
    width = max(len(row.cells) for row in table.rows)
    heads = []
    for column in range(width):
        words = [_over(text, row, column, alone=len(table.heads) == 1) for row in table.heads]
        heads.append(" ".join(dict.fromkeys(filter(None, words))))
    return heads


def _over(text: str, row: Row, column: int, *, alone: bool) -> str:
    """The words of a head over a column; of several rows one reaches over empty ones beside it."""
    left = column if alone or not column else 1
    for start, end in reversed(row.cells[left : column + 1]):
        if start < end:
            return text[start:end]
    return ""


def _label(text: str, rows: Sequence[Row], number: int) -> str:
    """The first cell of a row, or of the nearest row above that has one."""
    for row in reversed(rows[max(0, number - _FARTHEST_LABEL) : number + 1]):
        start, end = row.cells[0]
        if start < end:
            return text[start : min(end, start + _LONGEST_LABEL)]
    return ""
