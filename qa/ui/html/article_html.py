"""Renders an article with its cited spans marked, for the source pane.

Pure functions over records: the whole article, typeset for reading, with the current
citation highlighted in its place and the answer's other citations marked more lightly. Lines
that are a table's are drawn as one, with the row of a citation marked. Each piece
of text is escaped by `render`, so nothing of an article is ever markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from qa.articles.formats.table_text import Row, tables_in
from qa.records import Article
from qa.ui.html.citation_address import CitedSpan, key
from qa.ui.html.escaping import each_once
from qa.ui.html.render import render
from qa.ui.interface_words import count, day

LONGEST_HEADING = 70


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the article; mark: "now" for the current citation, "also" for the others."""

    text: str
    mark: Literal["now", "also", ""]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the article from `start` on, cut into pieces; quoted: another's words."""

    heading: bool
    start: int
    pieces: list[Piece]
    quoted: bool = False
    is_table: Literal[False] = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table from `start` on, cut into pieces."""

    start: int
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table; mark: of what is cited in it, as in `Piece`."""

    cells: list[Cell]
    mark: Literal["now", "also", ""]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the article: its rows of heads and its other rows."""

    heads: list[TableRow]
    rows: list[TableRow]
    is_table: Literal[True] = True


# Lines that a page lost are shown up to here; `qa articles --left-out` prints all.
MOST_LEFT_OUT = 200


def empty_html() -> str:
    """What the pane shows before a source is opened."""
    return render("article", "empty")


def article_html(article: Article, current: CitedSpan | None, others: Sequence[CitedSpan]) -> str:
    """The article with its head, and its cited words highlighted.

    current: the citation to show; None opens the article at its beginning.
    others: all citations of the answer in their order, `current` included, for the
        lighter marks and for "2 of 5".
    """
    spans = [span for span in others if span.article_id == article.id]
    light = [(span.start, span.end) for span in spans if span != current]
    strong = (current.start, current.end) if current else (0, 0)
    told = current is not None and current in others and len(others) > 1
    place = article.place_at(current.start) if current else None
    facts = (article.source, article.author, day(article.date), place)
    return render(
        "article",
        "article",
        article=article,
        key=key(current) if current else "",
        position=others.index(current) + 1 if current is not None and told else 0,
        of=len(others),
        about=" · ".join(each_once(*facts)),
        length=count(len(article.text.split()), "word"),
        blocks=_blocks(article.text, strong, light),
        left_out=article.left_out[:MOST_LEFT_OUT],
        left_out_label=count(
            len(article.left_out),
            "line left out as menu or notice",
            "lines left out as menu or notice",
        ),
    )


def missing_html(current: CitedSpan) -> str:
    """What the pane says when the cited article is no longer in the index."""
    return render("article", "missing", key=key(current))


def _blocks(
    text: str, strong: tuple[int, int], light: Sequence[tuple[int, int]]
) -> list[Paragraph | Table]:
    """The article as paragraphs and tables."""
    blocks: list[Paragraph | Table] = []
    start = 0
    for table in tables_in(text):
        blocks += _paragraphs(text, (start, table.start), strong, light)
        heads, rows = (
            [_row(text, row, strong, light) for row in part] for part in (table.heads, table.rows)
        )
        blocks.append(Table(heads, rows))
        start = table.end
    return [*blocks, *_paragraphs(text, (start, len(text)), strong, light)]


def _paragraphs(
    text: str,
    stretch: tuple[int, int],
    strong: tuple[int, int],
    light: Sequence[tuple[int, int]],
) -> list[Paragraph]:
    paragraphs = []
    start, stop = stretch
    for line in text[start:stop].split("\n"):
        end = start + len(line)
        if line.strip():
            heading = _is_heading(line.strip(), text[end:])
            pieces = _pieces(text, (start, end), strong, light)
            paragraphs.append(Paragraph(heading, start, pieces, line.startswith("> ")))
        start = end + 1
    return paragraphs


def _row(
    text: str, row: Row, strong: tuple[int, int], light: Sequence[tuple[int, int]]
) -> TableRow:
    """A row; its bars are not shown, so a mark over the whole row is one over each cell."""
    mark: Literal["now", "also", ""] = ""
    if strong[0] < row.end and row.start < strong[1]:
        mark = "now"
    elif any(a < row.end and row.start < b for a, b in light):
        mark = "also"
    cells = [Cell(cell[0], _pieces(text, cell, strong, light)) for cell in row.cells]
    return TableRow(cells, mark)


def _is_heading(line: str, rest: str) -> bool:
    """Whether a line looks like a heading inside the article; it only changes the typeface."""
    return len(line) <= LONGEST_HEADING and line[-1] not in ".,;:!?…”\"')" and bool(rest.strip())


def _pieces(
    text: str,
    paragraph: tuple[int, int],
    strong: tuple[int, int],
    light: Sequence[tuple[int, int]],
) -> list[Piece]:
    """One paragraph cut at every edge of a span that lies inside it."""
    first, last = paragraph
    edges = {first, last}
    for span in (strong, *light):
        edges.update(edge for edge in span if first < edge < last)
    pieces = []
    for start, end in pairwise(sorted(edges)):
        mark: Literal["now", "also", ""] = ""
        if strong[0] <= start < strong[1]:
            mark = "now"
        elif any(a <= start < b for a, b in light):
            mark = "also"
        pieces.append(Piece(text[start:end], mark))
    return pieces
